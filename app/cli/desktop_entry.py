"""`desktop-entry`: Snowline in the applications menu, for this user."""

from __future__ import annotations

import click

from app.cli.stream import Caller, common, emit, printable, put, say


@click.command(short_help="Put Snowline into the applications menu.")
@click.option("--remove", "is_removal", is_flag=True, help="Take it out of the menu again.")
@common
def desktop_entry(caller: Caller, is_removal: bool) -> None:
    """Put Snowline into your applications menu, with its icon, so that folders and pictures can be opened with it.

    Writes into your own folders only (~/.local/share), and leaves the programs you open folders and pictures with as
    they are. Windows and macOS have no such entry yet.

    \b
    Examples:
      python3 main.py desktop-entry
      python3 main.py desktop-entry --remove
    """
    from app.domain import SnowlineError
    from app.paths import PROJECT
    from installer.desktop_entry import NoDesktopEntries, install, remove

    try:
        outcome = remove() if is_removal else install(PROJECT)
    except NoDesktopEntries as error:
        raise SnowlineError(str(error)) from error
    if caller.as_json:
        done = "removed" if is_removal else "written"
        emit({done: [printable(path) for path in outcome.files], "complaints": outcome.complaints})
        return
    for complaint in outcome.complaints:
        say(complaint)
    if is_removal:
        put("Snowline is out of the menu." if outcome.files else "Snowline was not in the menu.")
    else:
        put(f"Snowline is in the menu: {printable(outcome.files[-1])}")
