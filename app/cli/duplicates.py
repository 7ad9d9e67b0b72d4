"""`duplicates`: the same picture in several files, and how much room the others take. Changes nothing."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, Any

import click

from app.cli.stream import Caller, common, emit, printable, put, say, visible

if TYPE_CHECKING:
    from app.library.duplicates import DuplicateFile

LISTED = 20  # pictures, unless more are asked for


@click.command(short_help="Pictures that you have in several files.")
@click.option(
    "--limit", default=LISTED, show_default=True, type=click.IntRange(min=0), help="How many pictures to list."
)
@common
def duplicates(caller: Caller, limit: int) -> None:
    """List the pictures that lie in several files: exact copies, and the same picture saved anew, made smaller,
    rotated, mirrored or made grey. RAW+JPEG pairs and bursts are not among them.

    The file with the most pixels comes first; the pictures whose other files take most room come before others.
    No file is touched; trash moves those to the trash that you no longer want.

    \b
    Examples:
      python3 main.py duplicates
      python3 main.py duplicates --limit 1000 --json
    """
    from app.library import Library
    from app.library.duplicates import room_of_others

    with Library.open_current(caller.folder) as library:
        found = list(library.duplicates())
    room = sum(room_of_others(files) for files in found)
    listed = list(itertools.islice(found, limit))
    if caller.as_json:
        emit(
            {
                "total": len(found),
                "files": sum(map(len, found)),
                "bytes_of_others": room,
                "pictures": [
                    {"bytes_of_others": room_of_others(files), "files": [_as_json(file) for file in files]}
                    for files in listed
                ],
            }
        )
        return
    from app.cli.show import size

    if not found:
        put("No picture lies in several files.")
        return
    for files in listed:
        for number, file in enumerate(files):
            facts = f"{file.width} x {file.height}, {size(file.size)}, {file.type}"
            away = "" if file.online else f", on {visible(file.drive) or 'a drive'}, not connected"
            put(f"{'  ' if number else ''}{visible(os.fsdecode(file.raw_path))}  ({facts}{away})")
        put("")
    others = sum(len(files) - 1 for files in found)
    more = f", of which {len(listed):,} are listed" if len(listed) < len(found) else ""
    say(f"{len(found):,} pictures in several files{more}. The {others:,} others take {size(room)}.")


def _as_json(file: DuplicateFile) -> dict[str, Any]:
    return {
        "photo": file.photo_id,
        "path": printable(os.fsdecode(file.raw_path)),
        "size": file.size,
        "width": file.width,
        "height": file.height,
        "type": file.type,
        "drive": printable(file.drive),
        "online": file.online,
    }
