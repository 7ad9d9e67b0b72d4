"""`undo`, `redo` and `history`: what a person did, taken back and done again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from app.cli.person import entry_as_json, open_to_change, tell
from app.cli.stream import Caller, common, emit, printable, say, visible

if TYPE_CHECKING:
    from app.library.journal import Reverted

DEFAULT_LIMIT = 20

# What became of a photo, in words.
EVENT_WORDS = {
    "added": "added: {path}",
    "moved": "moved from {before} to {path} on {drive}",
    "copied": "copied to {path} on {drive}",
    "edited": "made by editing what was in {path}",
    "replaced": "edited: {path} holds the edited photo since",
    "unseen": "not found in {path} since; it may have been moved",
    "gone": "deleted: {path}",
    "back": "found again: {path} on {drive}",
}

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
@click.argument("photo", type=click.Path(path_type=str), required=False)
@common
def history(caller: Caller, limit: int, photo: str | None) -> None:
    """List what you did, newest first, with the number by which each can be undone.

    With a PHOTO, a path where one is or was, list what became of it: moved, copied, edited, gone, found again.

    \b
    Examples:
      python3 main.py history
      python3 main.py history --limit 100 --json
      python3 main.py history ~/Pictures/beach.jpg
    """
    if photo is None:
        show_history(caller, limit)
    else:
        show_photo(caller, photo)


def show_photo(caller: Caller, path: str) -> None:
    """What became of the photo that is or was at `path`, oldest first, on stdout."""
    from app.domain import SnowlineError
    from app.library import Library

    with Library.open(caller.folder) as library:
        photo = library.photo_once_at(path)
        if photo is None:
            raise SnowlineError(f"{printable(path)} is not known. Index its folder first, or check the name.")
        events = library.photo_history(photo)
    if caller.as_json:
        facts = [{name: _plain(value) for name, value in asdict(event).items()} for event in events]
        emit({"photo": photo, "events": facts})
        return
    from rich.table import Table
    from rich.text import Text

    from app.cli.show import Screen, date

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for event in events:
        words = EVENT_WORDS[event.what].format(path=event.path, drive=event.drive, before=event.from_path or "")
        table.add_row(date(event.at), Text(visible(words)))
    Screen().show(table)


def _plain(value: str | int | None) -> str | int | None:
    return printable(value) if isinstance(value, str) else value


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
