"""`rename`, `trash` and `forget`: files that get another name, and files, folders and drives that a person no longer
wants here. All can be undone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.person import Failed, entry_as_json, open_to_change, paths_argument, tell
from app.cli.stream import Caller, common, printable, visible

if TYPE_CHECKING:
    from app.library import Library
    from app.library.journal import JournalEntry


@click.command(short_help="Move photo files to the trash of the desktop.")
@paths_argument
@common
def trash(caller: Caller, paths: tuple[Path, ...]) -> None:
    """Move the photo file at each PATH to the trash of the desktop.

    What you added to the photo is kept, and undo brings the file back for as long as it lies in the trash. A file on a
    drive that is not connected is never touched, and neither is one that was changed since it was indexed.

    \b
    Examples:
      python3 main.py trash blurred.jpg
      python3 main.py undo
    """
    failed: Failed = []
    with open_to_change(caller) as library:
        ids: list[int] = []
        for path in paths:
            if path.is_dir():
                failed.append((str(path), "a folder; name the files in it"))
                continue
            files = library.files_at(path)
            ids += [file.file_id for file in files]
            if not files:
                failed.append((str(path), "not in the library; index its folder first"))
        outcome = library.trash_files(ids)
    entry = outcome.entry
    words = f"{visible(entry.summary)}. Undo: python3 main.py undo" if entry else ""
    facts = {"trashed": [printable(path) for path in outcome.trashed], "entry": entry_as_json(entry)}
    tell(caller, facts, words, [*failed, *outcome.failed])


@click.command(short_help="Give a photo's file another name.")
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("name", metavar="NEWNAME")
@common
def rename(caller: Caller, path: Path, name: str) -> None:
    """Give the photo file at PATH the name NEWNAME, in the same folder. The ending may be left out, and stays.

    No other file is ever replaced. Sidecars (.xmp) of the file get the new name too, the photo keeps all that is known
    of it, and undo gives the old name back.

    \b
    Examples:
      python3 main.py rename IMG_0412.jpg "Oma in the garden"
      python3 main.py undo
    """
    from app.domain import SnowlineError

    with open_to_change(caller) as library:
        files = [] if path.is_dir() else library.files_at(path)
        if not files:
            why = "a folder; name a file in it" if path.is_dir() else "not in the library; index its folder first"
            raise SnowlineError(f"{path}: {why}")
        entry = library.rename_file(files[0].file_id, name)
        new = library.file_paths([files[0].file_id])[files[0].file_id]
    words = f"{visible(entry.summary)}. Undo: python3 main.py undo" if entry else "Nothing to change: it is so already."
    facts = {"path": printable(os.fsdecode(new)), "entry": entry_as_json(entry)}
    tell(caller, facts, words, [])


@click.command(short_help="Take a folder or a drive out of the library.")
@click.argument("what", metavar="FOLDER|DRIVE")
@click.option("--erase", is_flag=True, help="Erase for good what is known of photos that lie in FOLDER alone.")
@common
def forget(caller: Caller, what: str, erase: bool) -> None:
    """Take a FOLDER that was added, or a whole DRIVE, out of the library. No file is touched.

    Its photos are no longer found; what you added to them and how they were described is kept, and undo brings all of
    it back at once. A DRIVE is named by its label, its mount or its serial number, as status shows them.

    With --erase nothing of a FOLDER's photos is kept: descriptions, ratings, tags, captions, thumbnails. That cannot be
    undone.

    \b
    Examples:
      python3 main.py forget ~/Pictures/screenshots
      python3 main.py forget Backup-2
      python3 main.py forget --erase ~/Pictures/private
    """
    if erase:
        _erase(caller, what)
        return
    with open_to_change(caller) as library:
        entry = _forget(library, what)
    words = f"{visible(entry.summary)}. Undo: python3 main.py undo"
    tell(caller, {"entry": entry_as_json(entry)}, words, [])


def _erase(caller: Caller, what: str) -> None:
    from app.cli.show import count
    from app.indexing.erasing import erase_folder
    from app.library import Library

    with Library.open(caller.folder) as library:
        if not _is_root(library, what):
            known = ", ".join(library.status().roots) or "none"
            raise click.UsageError(f"{printable(what)} is not a folder of this library. It has: {known}.")
    with Library.open(caller.folder, write=True, purpose="erasing") as library:
        photos = erase_folder(library, what)
    tell(caller, {"entry": None, "erased": photos}, f"Erased what was known of {count(photos, 'photo')}.", [])


def _forget(library: Library, what: str) -> JournalEntry:
    from app.domain import SnowlineError

    if _is_root(library, what):
        return library.remove_root(what)
    drives = [
        drive
        for drive in library.status().drives
        if what.casefold() in {drive.label.casefold(), drive.serial.casefold()} or os.path.abspath(what) == drive.mount
    ]
    if len(drives) == 1:
        return library.forget_drive(drives[0].drive_id)
    if drives:
        raise SnowlineError(
            f"Several drives are called {what}. Name one by its serial number: "
            f"{', '.join(drive.serial for drive in drives)}."
        )
    known = [*sorted(library.status().roots), *(drive.label or drive.serial for drive in library.status().drives)]
    raise SnowlineError(
        f"{what} is neither a folder nor a drive of this library. It has: {', '.join(known) or 'none'}."
    )


def _is_root(library: Library, what: str) -> bool:
    """Whether a word is a folder of the library, whatever bytes are in its name."""
    raw = os.path.abspath(os.fsencode(what))
    return not {raw, os.path.realpath(raw)}.isdisjoint(library.roots())
