"""What Snowline keeps on this computer, where, and how it is removed. Photos and what lies beside them are never
touched; a folder that holds anything else keeps that."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.domain import SnowlineError
from app.indexing.norms import NAME as NORMS_NAME
from app.indexing.watch_state import STATE_NAME
from app.indexing.wishes import WISHES_LOCK, WISHES_NAME
from app.library import Library
from app.library.catalogue import BESIDE_LOCK, INDEX, THUMBNAILS, VECTORS
from app.library.connection import DATABASE_NAME
from app.library.lock import LOCK_NAME, WriterLock
from app.library.setting_aside import FOLDERS_NAME
from app.media.desktop_thumbnails import DesktopThumbnails
from app.media.thumbnails import ThumbnailStore
from app.paths import cache_folder, default_library, known_libraries_file, log_file, settings_file

What = Literal["catalogue", "vectors", "index", "thumbnails", "shared", "searches", "work", "settings", "log", "cache"]
# What is kept of searches, whose room imports this one's neighbours only.
_QUERIES_NAME = "queries.log"
# In a library's folder; a person may have chosen one in which other things lie, so only what can be nothing else.
_IN_LIBRARY: dict[What, tuple[str, ...]] = {
    "catalogue": (f"{DATABASE_NAME}*",),
    "vectors": (VECTORS,),
    "index": (INDEX,),
    "thumbnails": (THUMBNAILS,),
    "searches": (f"{_QUERIES_NAME}*",),
    "work": (f"{WISHES_NAME}*", f"{STATE_NAME}*", f"{NORMS_NAME}*", f"{FOLDERS_NAME}*"),
}
_LOCKS = (LOCK_NAME, BESIDE_LOCK, WISHES_LOCK, *(f"{name}.lock" for name in ("facts", "index", "network", "watch")))
# By what a folder of a generation is known, so that somebody's own folders beside it stay.
_GENERATION: dict[str, tuple[str, ...]] = {
    VECTORS: ("*.vec", "pack"),
    INDEX: ("images*", "texts*", "facts*", "network*"),
}


@dataclass(frozen=True, slots=True)
class Stored:
    """Something that is kept: where, and the bytes that it takes. Nothing is there where it takes none."""

    what: What
    path: Path
    size: int


def stored(library_folder: Path) -> list[Stored]:
    """Everything that Snowline keeps for a library and for itself; looks at each file's size."""
    found = []
    for what, patterns in _IN_LIBRARY.items():
        paths = list(_matching(library_folder, patterns))
        place = paths[0] if paths and what != "work" else library_folder
        found.append(Stored(what, place, sum(map(size_of, paths))))
    desktop = DesktopThumbnails.of(library_folder / THUMBNAILS)
    if desktop is not None:
        found.append(Stored("shared", desktop.folder, desktop.taken()))
    own = settings_file().parent
    found.append(Stored("settings", own, sum(map(size_of, _settings_files()))))
    found.append(Stored("log", log_file(), sum(map(size_of, _logs()))))
    found.append(Stored("cache", cache_folder(), size_of(cache_folder())))
    return found


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; 0 where there is none."""
    try:
        if not path.is_dir():
            return path.lstat().st_size
    except OSError:
        return 0
    total = 0
    for where, _, names in os.walk(path):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(where, name)).st_size
    return total


def thumbnails_size(library_folder: Path) -> int:
    """Bytes of the library's own thumbnails and of ours among the desktop's."""
    desktop = DesktopThumbnails.of(library_folder / THUMBNAILS)
    return size_of(library_folder / THUMBNAILS) + (desktop.taken() if desktop is not None else 0)


def clear_thumbnails(library: Library) -> int:
    """Removes all thumbnails but those of photos that cannot be drawn again now, as their drives are away; and ours
    among the desktop's. Returns how many bytes are free."""
    before = thumbnails_size(library.folder)
    store = ThumbnailStore(library.thumbnails)
    for folder in store.folders():
        kept = list(store.kept_in(folder))
        away = library.keys_out_of_reach([one.key for one in kept])
        for one in kept:
            if one.key not in away:
                with contextlib.suppress(OSError):
                    os.unlink(one.path)
    desktop = DesktopThumbnails.of(library.thumbnails)
    if desktop is not None:
        desktop.trim(0)
    return max(before - thumbnails_size(library.folder), 0)


def clear_all(library_folder: Path, *, settings: bool) -> int:
    """Removes the library, the thumbnails that were made, logs and what was cached; with `settings` also those. Returns
    how many bytes are free. Nothing of it comes back.

    Nobody may have the library open here; raises `LibraryBusy`, removing nothing, where another process writes to it,
    and `SnowlineError` naming what could not be removed.
    """
    freed = sum(one.size for one in stored(library_folder) if settings or one.what != "settings")
    if library_folder.is_dir():
        with WriterLock(library_folder, purpose="clearing"), WriterLock(library_folder, BESIDE_LOCK):
            desktop = DesktopThumbnails.of(library_folder / THUMBNAILS)
            if desktop is not None:
                desktop.trim(0)
                with contextlib.suppress(OSError):
                    desktop.ledger.unlink()
            ThumbnailStore(library_folder / THUMBNAILS).clear()
            left = _remove(_ours(library_folder))
        left += _remove(_matching(library_folder, _LOCKS))
    else:
        left = []
    left += _remove([*_logs(), cache_folder(), *(_settings_files() if settings else ())])
    own = default_library().parent if library_folder == default_library() else library_folder
    inner = [library_folder / name for name in (VECTORS, INDEX, THUMBNAILS)]
    for folder in (*inner, library_folder, own, log_file().parent, settings_file().parent):
        with contextlib.suppress(OSError):
            folder.rmdir()  # only where nothing is left in it
    if left:
        raise SnowlineError(f"{left[0]} could not be removed. Close programs that use it, and clear again.")
    return freed


def _ours(library_folder: Path) -> Iterator[Path]:
    """What makes up a library, but for its thumbnails and locks."""
    for what, patterns in _IN_LIBRARY.items():
        if what not in ("vectors", "index", "thumbnails"):
            yield from _matching(library_folder, patterns)
    for name, marks in _GENERATION.items():
        for folder in _matching(library_folder / name, ("*",)):
            if folder.is_dir() and any(_matching(folder, marks)):
                yield folder


def _matching(folder: Path, patterns: Sequence[str]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(folder.glob(pattern))


def _settings_files() -> list[Path]:
    folder = settings_file().parent
    return [path for path in (settings_file(), folder / "window.ini", known_libraries_file()) if path.is_file()]


def _logs() -> list[Path]:
    return sorted(log_file().parent.glob(f"{log_file().name}*")) if log_file().parent.is_dir() else []


def _remove(paths: Iterator[Path] | list[Path]) -> list[Path]:
    """Removes files and folders; returns those that are still there."""
    left = []
    for path in list(paths):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink()
        if os.path.lexists(path):
            left.append(path)
    return left
