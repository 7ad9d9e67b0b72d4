"""What people say of photos as a CSV table: written from a library, compared with it, and taken in again.

Nothing is held but a part of some thousand photos. `check` may raise to stop between two parts; `tell` is told how many
are done, of how many where that is known.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.domain import SnowlineError
from app.indexing.table import COLUMNS, Line, marks_as_cells, read_table, safe, write_lines
from app.library import Library
from app.library.exchange import Compared, Marks
from app.library.journal import JournalEntry
from app.library.own import Own
from app.library.rows import PhotoRow

# Lines compared and taken in between two looks at `check`.
_AT_ONCE = 500
EXAMPLES = 20  # kept of each kind

Check = Callable[[], None]
Tell = Callable[[int, int | None], None]


@dataclass(slots=True)
class Preview:
    """What a table would do. `found` photos are those the library knows: of them `same` say nothing else, `new` only
    add where nothing is said here, `differing` say something else. `unknown` and `faulty` are lines.

    `differences` are examples of what differs, `strangers` of paths that are not known, `faults` (line, reason).
    """

    lines: int = 0
    found: int = 0
    same: int = 0
    new: int = 0
    differing: int = 0
    unknown: int = 0
    faulty: int = 0
    differences: list[tuple[str, Compared]] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Taken:
    """What an import did: `changed` photos, and the entry that takes all of it back, None where nothing changed."""

    preview: Preview = field(default_factory=Preview)
    changed: int = 0
    entry: JournalEntry | None = None


def _no_check() -> None: ...


def _no_tell(_done: int, _total: int | None) -> None: ...


def export_csv(
    library: Library,
    target: Path,
    *,
    all_photos: bool = True,
    bom: bool = False,
    check: Check = _no_check,
    tell: Tell = _no_tell,
) -> int:
    """Writes the table of all photos, or of those of which anything is said, in one step: where it is stopped, no file
    is there. With `bom` Excel knows it for UTF-8. Returns how many photos. Raises `SnowlineError`."""
    total = library.marked_count(all_photos=all_photos)
    done = 0
    try:
        unfinished = target.with_name(f".{target.name}.{os.getpid()}.new")
        try:
            with open(unfinished, "w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
                write_lines(file, [COLUMNS])
                for page in library.pages_of_marks(all_photos=all_photos):
                    check()
                    write_lines(file, [_cells(row, mine) for row, mine in page])
                    done += len(page)
                    tell(done, total)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, target)
        except BaseException:
            with contextlib.suppress(OSError):
                unfinished.unlink()
            raise
    except OSError as error:
        raise SnowlineError(f"{target} cannot be written: {error.strerror}.") from error
    return done


def preview_csv(
    library: Library, source: Path, check: Check = _no_check, tell: Tell = _no_tell, preview: Preview | None = None
) -> Preview:
    """What taking in a table would do; changes nothing. Raises `SnowlineError` for a file that is no such table.
    When `check` raises, what is known by then stands in the `preview` given."""
    preview = preview or Preview()
    for lines in _parts(read_table(source)):
        check()
        _weigh(library, lines, preview)
        tell(preview.lines, None)
    return preview


def import_csv(
    library: Library,
    source: Path,
    *,
    overwrite: bool,
    check: Check = _no_check,
    tell: Tell = _no_tell,
    taken: Taken | None = None,
) -> Taken:
    """Takes in a table: where nothing is said here, and with `overwrite` also where something else is. What was done
    when `check` raises stays, and stands in the `taken` given; one undo takes back all. Raises `SnowlineError` for a
    file that is no such table."""
    taken = taken or Taken()
    for lines in _parts(read_table(source)):
        check()
        marked = _weigh(library, lines, taken.preview)
        entry = library.take_marks(marked, source.name, overwrite=overwrite, entry=taken.entry)
        if entry is not None:
            taken.entry, taken.changed = entry, int(entry.detail["photos"])
        tell(taken.preview.lines, None)
    return taken


def _weigh(library: Library, lines: list[Line], preview: Preview) -> dict[int, Marks]:
    """Adds a part of a table to what is known of it; returns what it says of photos of the library."""
    preview.lines += len(lines)
    sound = [line for line in lines if not line.problem]
    preview.faulty += len(lines) - len(sound)
    preview.faults += [(line.number, line.problem) for line in lines if line.problem][: EXAMPLES - len(preview.faults)]
    ids = library.known_photos([(line.key, line.path) for line in sound])
    strange = [line.path or line.key for line, id_ in zip(sound, ids, strict=True) if id_ is None]
    preview.unknown += len(strange)
    preview.strangers += strange[: EXAMPLES - len(preview.strangers)]
    marked = {id_: line.marks for line, id_ in zip(sound, ids, strict=True) if id_ is not None}
    names = {id_: line.path or line.key for line, id_ in zip(sound, ids, strict=True) if id_ is not None}
    for compared in library.compare_marks(marked):
        preview.found += 1
        if compared.differing:
            preview.differing += 1
            if len(preview.differences) < EXAMPLES:
                preview.differences.append((names[compared.photo_id], compared))
        elif compared.new:
            preview.new += 1
        else:
            preview.same += 1
    return marked


def _parts(lines: Iterator[Line]) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in lines:
        part.append(line)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _cells(row: PhotoRow, mine: Own) -> list[str]:
    described = row.caption.text if row.caption is not None and not mine.caption else ""
    return [
        safe(row.path),
        row.key,
        *marks_as_cells(mine.rating, mine.favourite, mine.tags, mine.caption),
        safe(described),
        row.date,
        row.type,
        str(row.size),
        str(row.width),
        str(row.height),
        safe(row.camera or ""),
        safe(row.place or ""),
        safe(row.drive),
    ]
