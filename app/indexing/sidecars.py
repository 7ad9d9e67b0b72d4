"""What files say of their photos, read while a library is brought up to date: sidecars that changed, and the words
inside files that an earlier version of the program described without asking for them."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain import FileWords, Skipped, SnowlineError, Unreadable
from app.indexing.scan import Scan
from app.library import Library, SeenFile, shown
from app.library.own import Heard
from app.library.sidecars import Sidecar, SidecarRead
from app.media.embedded import embedded_words
from app.media.sidecar import is_sidecar, read_with_digest

# Sidecars read and files asked in one transaction.
_AT_ONCE = 500


def heed_sidecars(
    library: Library, seen: Iterable[SeenFile], check: Callable[[], None] = lambda: None, *, again: bool = False
) -> list[Skipped]:
    """Reads the sidecars among these that changed since they were read (all of them with `again`), and takes down what
    they say. Returns those that cannot be read. `check` may raise to stop between two parts."""
    skipped: list[Skipped] = []
    for part in _parts(list(seen)):
        check()
        wanted, problems = library.sidecars_to_read(part, again=again)
        skipped += [Skipped(path, reason) for path, reason in problems]
        read = [_read(sidecar) for sidecar in wanted]
        if read:
            library.heed_sidecars(read)
        skipped += [
            Skipped(shown(one.sidecar.seen.path), one.words.problem) for one in read if one.words and one.words.problem
        ]
    return skipped


@dataclass(slots=True)
class SidecarsRead:
    """`found` sidecars lie there; `photos` say something else since. `entry` is the number in the history under which
    that can be taken back, 0 where nothing changed. `skipped` could not be read, or the folder is not there."""

    found: int = 0
    photos: int = 0
    entry: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def read_sidecars_again(
    library: Library,
    paths: Sequence[Path],
    check: Callable[[], None] = lambda: None,
    tell: Callable[[int, int | None], None] = lambda _done, _total: None,
    summary: SidecarsRead | None = None,
) -> SidecarsRead:
    """Reads all sidecars at and below these files and folders, or in all folders of the library, whether they changed
    or not. `check` may raise to stop; what was read by then stays, and stands in the `summary` given. Raises
    `SnowlineError` for a path that is not there."""
    summary = summary or SidecarsRead()
    seen = [_seen(path) for path in paths if is_sidecar(os.fsencode(path))]
    folders = [path for path in paths if not is_sidecar(os.fsencode(path))]
    if not paths:
        away = library.roots_away()
        folders = [Path(os.fsdecode(root)) for root in library.roots() if root not in away]
        summary.skipped += [Skipped(shown(root), "its drive is not connected") for root in sorted(away)]
    scan = Scan(folders, library=library.folder)
    scan.leave_out(library.excluded())
    for _ in scan.given():
        pass
    _take(library, [*seen, *scan.sidecars], summary, check)
    scan.sidecars.clear()
    for _ in scan.folders(check):
        if len(scan.sidecars) >= _AT_ONCE:
            _take(library, scan.sidecars, summary, check)
            scan.sidecars.clear()
            tell(summary.found, None)
    _take(library, scan.sidecars, summary, check)
    tell(summary.found, None)
    return summary


def _take(library: Library, seen: Sequence[SeenFile], summary: SidecarsRead, check: Callable[[], None]) -> None:
    summary.skipped += heed_sidecars(library, seen, check, again=True)
    summary.found += len(seen)
    summary.entry, summary.photos = library.heard_so_far()


def _seen(path: Path) -> SeenFile:
    """A sidecar that was named. Raises `SnowlineError` where it is not there."""
    raw = os.path.abspath(os.fsencode(path))
    try:
        facts = os.lstat(raw)
        if not stat.S_ISREG(facts.st_mode):
            raise SnowlineError(f"{shown(raw)} is no ordinary file. Name the sidecar itself.")
        return SeenFile(raw, facts.st_size, facts.st_mtime_ns, os.stat(os.path.dirname(raw)).st_dev)
    except OSError as error:
        raise SnowlineError(f"{shown(raw)} cannot be read: {error.strerror}.") from error


def _read(sidecar: Sidecar) -> SidecarRead:
    try:
        return SidecarRead(sidecar, *read_with_digest(sidecar.seen.path))
    except Unreadable as error:
        return SidecarRead(sidecar, FileWords(problem=f"the sidecar cannot be read: {error}"))


def ask_older_files(library: Library, check: Callable[[], None] = lambda: None) -> int:
    """Reads the keywords, captions and ratings inside files that were described before the program asked for them.
    Returns how many files were asked. Goes on where it stopped; `check` may raise to stop between two parts."""
    asked = 0
    while files := library.unasked_files(_AT_ONCE):
        check()
        heard = [Heard(photo, file, "embedded", embedded_words(path)) for photo, file, path in files]
        library.heed_files(heard, read_to=files[-1][0])
        asked += len(files)
    return asked


def _parts(seen: Sequence[SeenFile]) -> Iterable[Sequence[SeenFile]]:
    for start in range(0, len(seen), _AT_ONCE):
        yield seen[start : start + _AT_ONCE]
