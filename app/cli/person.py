"""`rate`, `favourite`, `tag`, `caption`: what a person says of photos. And what commands that change photos share."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.stream import FAILED, Caller, common, emit, printable, put, say, visible

if TYPE_CHECKING:
    from app.library import Library
    from app.library.journal import JournalEntry

Failed = list[tuple[str, str]]

NAMED_FAILURES = 20  # listed for a person; --json has all of them
_WORDS = {"none": None, "rejected": -1}
_LEAST, _BEST = 0, 5

paths_argument = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))


class Rating(click.ParamType):
    """0 to 5, `none` or `rejected`."""

    name = "rating"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        text = str(value).lower()
        if text in _WORDS:
            return text
        if not (text.isascii() and text.isdigit() and _LEAST <= int(text) <= _BEST):
            raise click.BadParameter(f"say a number from {_LEAST} to {_BEST}, none or rejected.", ctx, param)
        return int(text)


@click.command(short_help="Give photos stars, or take them away.")
@click.argument("rating", type=Rating())
@paths_argument
@common
def rate(caller: Caller, rating: int | str, paths: tuple[Path, ...]) -> None:
    """Give the photos at each PATH, a file or a folder, a RATING: 0 to 5 stars, none, or rejected.

    A rating belongs to the photo: it stays when its file is moved or renamed, and counts for every copy.

    \b
    Examples:
      python3 main.py rate 5 holiday.jpg
      python3 main.py rate none ~/Pictures/2019
    """
    number = _WORDS[rating] if isinstance(rating, str) else rating
    change_photos(caller, paths, lambda library, ids: library.set_rating(ids, number))


@click.command(short_help="Make photos favourites.")
@click.option("--remove", is_flag=True, help="Take them off the favourites.")
@paths_argument
@common
def favourite(caller: Caller, remove: bool, paths: tuple[Path, ...]) -> None:
    """Make the photos at each PATH, a file or a folder, favourites.

    \b
    Examples:
      python3 main.py favourite holiday.jpg
      python3 main.py favourite --remove holiday.jpg
    """
    change_photos(caller, paths, lambda library, ids: library.set_favourite(ids, not remove))


@click.command(short_help="Give photos tags of your own.")
@click.option("--remove", is_flag=True, help="Take the tags off.")
@click.argument("names", metavar="NAME[,NAME...]")
@paths_argument
@common
def tag(caller: Caller, remove: bool, names: str, paths: tuple[Path, ...]) -> None:
    """Give the photos at each PATH, a file or a folder, one or more tags of your own, separated by commas.

    A tag is the same in capitals or small letters. Photos are found by their tags. With --remove, a tag that a model
    gave goes too, and does not come back when the photo is described again.

    \b
    Examples:
      python3 main.py tag Oma holiday.jpg
      python3 main.py tag "Oma, garden party" ~/Pictures/2019
      python3 main.py tag --remove Oma holiday.jpg
    """
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if not wanted:
        raise click.UsageError('Say which tag: python3 main.py tag "Oma" holiday.jpg')
    change_photos(
        caller,
        paths,
        lambda library, ids: library.remove_tags(ids, wanted) if remove else library.add_tags(ids, wanted),
    )


@click.command(short_help="Write a caption by hand.")
@click.argument("text")
@click.argument("path", type=click.Path(path_type=Path))
@common
def caption(caller: Caller, text: str, path: Path) -> None:
    """Put TEXT in the place of the caption of the photo at PATH. An empty TEXT brings back the one it had before.

    \b
    Examples:
      python3 main.py caption "Grandmother in her garden" holiday.jpg
      python3 main.py caption "" holiday.jpg
    """

    def change(library: Library, ids: list[int]) -> JournalEntry | None:
        if len(ids) > 1:
            raise click.UsageError("A caption is written for one photo: name a file, no folder.")
        return library.set_caption(ids[0], text or None)

    change_photos(caller, (path,), change)


# ---- what these commands share ----


@contextlib.contextmanager
def open_to_change(caller: Caller) -> Iterator[Library]:
    """The caller's library, open for changes by a person, also while another process indexes. Raises `SnowlineError`
    where there is none: it is not made."""
    from app.library import Library

    with Library.open_beside(caller.folder) as library:
        yield library


def change_photos(
    caller: Caller, paths: tuple[Path, ...], change: Callable[[Library, list[int]], JournalEntry | None]
) -> None:
    """Applies a change to the photos at these paths, says what was done, and names the paths that hold none."""
    with open_to_change(caller) as library:
        ids, failed = photos_at(library, paths)
        entry = change(library, ids) if ids else None
    tell(caller, {"photos": len(ids), "entry": entry_as_json(entry)}, summary_of(entry, len(ids)), failed)


def photos_at(library: Library, paths: tuple[Path, ...]) -> tuple[list[int], Failed]:
    """The ids of the photos at these paths, files or folders, each once; and (path, reason) of paths without any."""
    files, failed = photo_files_at(library, paths)
    return list(dict.fromkeys(files.values())), failed


def photo_files_at(library: Library, paths: tuple[Path, ...]) -> tuple[dict[int, int], Failed]:
    """File id → photo id of the photo files at these paths, files or folders; and (path, reason) of paths without
    any."""
    found: dict[int, int] = {}
    failed: Failed = []
    for path in paths:
        # As for `index`, a link stands for what it leads to.
        files = library.files_at(path) or library.files_at(os.path.realpath(path))
        photos = {file.file_id: file.photo_id for file in files if file.photo_id is not None}
        if photos:
            found.update(photos)
        elif any(file.state == "new" for file in files):
            failed.append((str(path), "it waits to be indexed; run index, then try again"))
        elif files:
            failed.append((str(path), f"it could not be indexed: {files[0].reason or 'unknown reason'}"))
        else:
            failed.append((str(path), "not in the library; index its folder first"))
    return found, failed


def entry_as_json(entry: JournalEntry | None) -> dict[str, Any] | None:
    """An entry of the journal as other programs read it."""
    if entry is None:
        return None
    return {
        "id": entry.entry_id,
        "at": entry.at,
        "kind": entry.kind,
        "summary": printable(entry.summary),
        "state": entry.state,
    }


def summary_of(entry: JournalEntry | None, photos: int) -> str:
    if entry is not None:
        return f"{visible(entry.summary)}. Undo: python3 main.py undo"
    return "Nothing to change: it is so already." if photos else ""


def tell(caller: Caller, facts: dict[str, Any], words: str, failed: Failed) -> None:
    """Says what was done, on stdout, and what was not, on stderr; ends with exit code 1 when anything was not."""
    if caller.as_json:
        emit({**facts, "failed": [{"path": printable(path), "reason": printable(why)} for path, why in failed]})
    elif words:
        put(words)
    for path, why in failed[:NAMED_FAILURES]:
        say(f"{visible(path)}: {visible(why)}")
    if len(failed) > NAMED_FAILURES:
        say(f"and {len(failed) - NAMED_FAILURES:,} more; --json names them all")
    if failed:
        click.get_current_context().exit(FAILED)
