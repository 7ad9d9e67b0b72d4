"""What the scan found, held against the catalogue: which files are new, unchanged, skipped before, or gone."""

from __future__ import annotations

import os
from array import array
from collections.abc import Generator, Set
from dataclasses import dataclass, field

from app.domain import CancelToken, Progress, Skipped
from app.indexing.pace import Pace
from app.indexing.scan import Scan
from app.library import KnownFile, Library, SeenFile, shown
from app.media.source import may_pass

EMPTY_FILE = "the file is empty"
# Files written to the catalogue in one transaction: a fraction of a second's work.
_CHUNK = 5_000


@dataclass(slots=True)
class Survey:
    """`files` counts the photo files found; `waiting`: the ids of those to be indexed, with their `mtimes` in ns."""

    files: int = 0
    waiting: array[int] = field(default_factory=lambda: array("q"))
    mtimes: array[int] = field(default_factory=lambda: array("q"))
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def survey(library: Library, scan: Scan, cancel: CancelToken) -> Generator[Progress, None, Survey]:
    """Brings the files of the catalogue in step with the disk. Raises `Cancelled` between two of its steps.

    A file that is gone is marked missing only where its folder could be read and its drive is there.
    """
    found = Survey()
    known: dict[bytes, KnownFile] = {}
    for path in (*scan.roots, *scan.singles):
        known.update(library.known_files(path))
    for root in scan.roots:
        library.add_root(root)
    pace = Pace("scan", None)
    changed: list[SeenFile] = []
    for file in scan.files(cancel.check):
        while scan.linked:
            known.update(library.known_files(scan.linked.pop()))
        found.files += 1
        old = known.pop(file.path, None)
        if old is None or (old.size, old.mtime_ns) != (file.size, file.mtime_ns) or old.state == "missing":
            changed.append(file)
            if len(changed) >= _CHUNK:
                _note_changed(library, changed, found)
                changed.clear()
        elif old.state == "indexed":
            found.unchanged += 1
        elif old.state == "skipped" and not may_pass(old.reason or ""):
            found.skipped.append(Skipped(shown(file.path), old.reason or ""))
        else:
            found.waiting.append(old.file_id)
            found.mtimes.append(file.mtime_ns)
        if pace.step():
            cancel.check()
            yield pace.progress(shown(file.path))
    _note_changed(library, changed, found)
    found.skipped += scan.skipped
    library.mark_missing([old.file_id for path, old in known.items() if _is_gone(path, old, scan)])
    yield pace.progress()
    return found


def _note_changed(library: Library, files: list[SeenFile], found: Survey) -> None:
    empty: list[tuple[int, str]] = []
    for file, (file_id, state) in zip(files, library.upsert_files(files), strict=True):
        if state == "indexed":
            found.unchanged += 1
        elif file.size == 0:
            empty.append((file_id, EMPTY_FILE))
            found.skipped.append(Skipped(shown(file.path), EMPTY_FILE))
        else:
            found.waiting.append(file_id)
            found.mtimes.append(file.mtime_ns)
    if empty:
        library.mark_skipped(empty)


def _is_gone(path: bytes, old: KnownFile, scan: Scan) -> bool:
    """True for a file that was there and is not, below a root that is there and not empty."""
    if old.state == "missing" or os.path.lexists(path):
        return False
    if _within(path, scan.unreadable):
        return False
    return any(_below(path, root) and root not in scan.empty_roots and os.path.isdir(root) for root in scan.roots)


def _within(path: bytes, folders: Set[bytes]) -> bool:
    """Whether the path or a folder above it is one of `folders`, which may be many."""
    while path not in folders:
        above = os.path.dirname(path)
        if above == path:
            return False
        path = above
    return True


def _below(path: bytes, folder: bytes) -> bool:
    return path == folder or path.startswith(os.path.join(folder, b""))
