"""`export-csv`, `import-csv` and `import-xmp`: what people say of photos, to and from other programs."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.index import stopping_cleanly
from app.cli.person import Failed, entry_as_json, open_to_change, tell
from app.cli.stream import STOPPED, Caller, common, printable, say, visible

if TYPE_CHECKING:
    from typing import Literal

    from app.indexing.exchange import Preview
    from app.library.exchange import Compared

NAMED = 10  # differences that a person is shown; --json has twenty


@click.command(short_help="Write a table of photos with ratings, tags and captions.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--marked", is_flag=True, help="Only photos with a rating, a favourite's mark, tags or a caption.")
@click.option("--bom", is_flag=True, help="Begin with the mark by which Excel knows UTF-8.")
@click.option("--replace", is_flag=True, help="Write over a FILE that is there.")
@common
def export_csv(caller: Caller, file: Path, marked: bool, bom: bool, replace: bool) -> None:
    """Write FILE, a table (CSV, UTF-8) with a line for each photo: path, content key, rating, favourite, your tags and
    caption, and what is known besides.

    A text that a spreadsheet would take for a formula has an apostrophe in front, which import-csv takes off again.

    \b
    Examples:
      python3 main.py export-csv photos.csv
      python3 main.py export-csv --marked --bom for-excel.csv
    """
    from app.cli.show import count
    from app.domain import SnowlineError
    from app.indexing.exchange import export_csv as write
    from app.library import Library

    if file.exists() and not replace:
        raise SnowlineError(f"{printable(file)} is there already. Choose another name, or say --replace.")
    photos = 0
    with Library.open_current(caller.folder) as library, _Steps("table") as steps:
        photos = write(library, file, all_photos=not marked, bom=bom, check=steps.check, tell=steps.tell)
    words = "" if steps.stopped else f"{count(photos, 'photo')} in {visible(file)}."
    _finish(caller, {"file": printable(file), "photos": photos}, words, [], steps)


@click.command(short_help="Take ratings, tags and captions from a table.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--preview", is_flag=True, help="Say what would change, and change nothing.")
@click.option(
    "--conflicts",
    type=click.Choice(("mine", "file")),
    default="mine",
    show_default=True,
    help="Where both say something else: keep what is in the library, or take what is in FILE.",
)
@common
def import_csv(caller: Caller, file: Path, preview: bool, conflicts: str) -> None:
    """Take the ratings, favourites, tags and captions in FILE, a table as export-csv writes it.

    A line belongs to the photo with its content key, else to the one at its path. An empty cell says nothing; “none”
    takes a rating off, “no” a favourite's mark. One undo takes back all of it.

    \b
    Examples:
      python3 main.py import-csv photos.csv --preview
      python3 main.py import-csv photos.csv --conflicts file
    """
    from app.cli.show import count
    from app.indexing.exchange import Preview, Taken, preview_csv
    from app.indexing.exchange import import_csv as take
    from app.library import Library

    facts: dict[str, Any]
    if preview:
        seen = Preview()
        with Library.open_current(caller.folder) as library, _Steps("table") as steps:
            preview_csv(library, file, steps.check, steps.tell, seen)
        facts, words = {"changed": 0, "entry": None}, "Nothing was changed."
    else:
        taken = Taken()
        with open_to_change(caller) as library, _Steps("table") as steps:
            take(library, file, overwrite=conflicts == "file", check=steps.check, tell=steps.tell, taken=taken)
        seen = taken.preview
        facts = {"changed": taken.changed, "entry": entry_as_json(taken.entry)}
        words = f"{count(taken.changed, 'photo')} changed."
        words += " Undo: python3 main.py undo" if taken.entry else ""
    facts = {**_as_json(seen), **facts}
    for path, compared in seen.differences[:NAMED] if not caller.as_json else ():
        say(f"{visible(path)} differs: {_difference(compared)}")
    found = f"{count(seen.found, 'photo')} found, {seen.unknown:,} unknown: {seen.same:,} say the same, {seen.new:,} "
    found += f"something new, {seen.differing:,} something else."
    _finish(caller, facts, f"{found} {words}", _faults(file, seen), steps)


@click.command(short_help="Read the sidecars beside the photos anew.")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@common
def import_xmp(caller: Caller, paths: tuple[Path, ...]) -> None:
    """Read the XMP sidecars at each PATH, a file or a folder, or beside all photos, whether they changed or not.

    Other programs keep ratings, keywords and descriptions there. What you did in Snowline counts before them. New
    sidecars are also read by themselves, whenever their folder is brought up to date.

    \b
    Examples:
      python3 main.py import-xmp
      python3 main.py import-xmp ~/Pictures/2019
    """
    from app.cli.show import count
    from app.indexing.sidecars import SidecarsRead, read_sidecars_again

    summary = SidecarsRead()
    with open_to_change(caller) as library, _Steps("sidecars") as steps:
        read_sidecars_again(library, paths, steps.check, steps.tell, summary)
    facts = {"sidecars": summary.found, "photos": summary.photos, "entry": summary.entry or None}
    words = f"{count(summary.found, 'sidecar')} read; {count(summary.photos, 'photo')} changed."
    words += f" Undo: python3 main.py undo {summary.entry}" if summary.entry else ""
    _finish(caller, facts, words, [(one.path, one.reason) for one in summary.skipped], steps)


class _Steps:
    """Progress on stderr; the first Ctrl-C ends the block between two parts, and the command with its exit code."""

    def __init__(self, stage: Literal["table", "sidecars"]) -> None:
        from app.domain import CancelToken

        self._stage, self._token = stage, CancelToken()
        self._open = contextlib.ExitStack()

    def __enter__(self) -> _Steps:
        from app.cli.progress import ProgressShown

        self._open.enter_context(stopping_cleanly(self._token))
        self._shown = self._open.enter_context(ProgressShown())
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        from app.domain import Cancelled

        self._open.close()
        return kind is not None and issubclass(kind, Cancelled)

    def check(self) -> None:
        self._token.check()

    def tell(self, done: int, total: int | None) -> None:
        from app.domain import Progress

        self._shown.show(Progress(self._stage, done, total), stopping=self._token.cancelled)

    @property
    def stopped(self) -> bool:
        return self._token.cancelled

    def end(self) -> None:
        """Ends the command where it was stopped."""
        if self.stopped:
            say("Stopped. What was done stays, and can be taken back.")
            click.get_current_context().exit(STOPPED)


def _as_json(seen: Preview) -> dict[str, Any]:
    return {
        "lines": seen.lines,
        "found": seen.found,
        "same": seen.same,
        "new": seen.new,
        "differing": seen.differing,
        "unknown": seen.unknown,
        "faulty": seen.faulty,
        "differences": [
            {"path": printable(path), "fields": list(compared.differing)} for path, compared in seen.differences
        ],
        "strangers": [printable(path) for path in seen.strangers],
    }


def _difference(compared: Compared) -> str:
    """What a table says of a photo, and what the library does."""
    mine, theirs = compared.mine, compared.marks
    both = {
        "rating": (mine.rating, theirs.rating),
        "favourite": ("yes" if mine.favourite else "no", "yes" if theirs.favourite else "no"),
        "tags": (", ".join(mine.tags), ", ".join(theirs.tags)),
        "caption": (mine.caption, theirs.caption),
    }
    pairs = [(name, *(visible(str(value)) for value in both[name])) for name in compared.differing]
    return "; ".join(f"{name} {here} here, {there} in the file" for name, here, there in pairs)


def _faults(file: Path, seen: Preview) -> Failed:
    named = [(f"{file}, line {line}", why) for line, why in seen.faults]
    more = seen.faulty - len(named)
    return named if more <= 0 else [*named, (str(file), f"and {more:,} more lines that cannot be read")]


def _finish(caller: Caller, facts: dict[str, Any], words: str, failed: Failed, steps: _Steps) -> None:
    """Says what was done; the exit code of a command that was stopped goes before that of one with failures."""
    with contextlib.suppress(click.exceptions.Exit) if steps.stopped else contextlib.nullcontext():
        tell(caller, facts, words, failed)
    steps.end()
