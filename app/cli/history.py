"""`undo`, `redo` and `history`: what a person did, taken back and done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from app.cli.person import entry_as_json, open_to_change, tell
from app.cli.stream import Caller, common, emit, say, visible

if TYPE_CHECKING:
    from app.library.journal import Reverted

DEFAULT_LIMIT = 20

entry_argument = click.argument("entry", type=click.IntRange(min=1), required=False)


@click.command(short_help="Take back what you did last.")
@entry_argument
@click.option("--list", "listing", is_flag=True, help="List what can be undone, and change nothing.")
@common
def undo(caller: Caller, entry: int | None, listing: bool) -> None:
    """Take back what you did last, or the ENTRY of the history with this number.

    Ratings, favourites, tags and captions, folders and drives taken out, and files in the trash come back as they
    were. What you changed again since then keeps its newer value.

    \b
    Examples:
      python3 main.py undo
      python3 main.py undo --list
      python3 main.py undo 12
    """
    if listing:
        show_history(caller, DEFAULT_LIMIT, only_done=True)
        return
    with open_to_change(caller) as library:
        done = library.undo(entry)
    _tell(caller, "Undone", done)


@click.command(short_help="Do again what you took back.")
@entry_argument
@common
def redo(caller: Caller, entry: int | None) -> None:
    """Do again what you took back last, or the ENTRY of the history with this number.

    \b
    Examples:
      python3 main.py redo
    """
    with open_to_change(caller) as library:
        done = library.redo(entry)
    _tell(caller, "Done again", done)


@click.command(short_help="What you did, and what can be undone.")
@click.option(
    "--limit", metavar="N", type=click.IntRange(min=1), default=DEFAULT_LIMIT, show_default=True, help="List N entries."
)
@common
def history(caller: Caller, limit: int) -> None:
    """List what you did, newest first, with the number by which each can be undone.

    \b
    Examples:
      python3 main.py history
      python3 main.py history --limit 100 --json
    """
    show_history(caller, limit)


def show_history(caller: Caller, limit: int, *, only_done: bool = False) -> None:
    """The latest entries on stdout; with `only_done`, those that can be undone."""
    from app.library import Library

    with Library.open(caller.folder) as library:
        entries = [entry for entry in library.history(limit) if entry.state == "done" or not only_done]
    if caller.as_json:
        emit({"entries": [entry_as_json(entry) for entry in entries]})
        return
    if not entries:
        say("Nothing was changed yet." if not only_done else "There is nothing to undo.")
        return
    from rich.table import Table
    from rich.text import Text

    from app.cli.show import Screen, date

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for entry in entries:
        state = "" if entry.state == "done" else "undone" if entry.state == "undone" else "interrupted"
        table.add_row(str(entry.entry_id), date(entry.at), Text(visible(entry.summary)), state)
    Screen().show(table)


def _tell(caller: Caller, word: str, done: Reverted) -> None:
    words = f"{word}: {visible(done.entry.summary)}."
    if done.kept:
        words += f" {done.kept:,} changed again since then, and stay as they are."
    facts: dict[str, Any] = {"entry": entry_as_json(done.entry), "kept": done.kept}
    tell(caller, facts, words, list(done.failed))
