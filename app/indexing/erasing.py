"""Forgetting a folder for good: the rows, the vectors, the thumbnails. Files on the disk are never touched."""

from __future__ import annotations

import contextlib
from pathlib import Path

from app.indexing.compaction import compact
from app.library import Library
from app.media.desktop_thumbnails import DesktopThumbnails
from app.media.thumbnails import ThumbnailStore

_IMAGES = "images.vec"


def erase_folder(library: Library, root: Path | str | bytes) -> int:
    """Takes a folder out of the library with all that is known of photos that lie nowhere else; returns how many those
    were. `library` is open for writing, and nobody searches it meanwhile: rows of vectors move. What is derived from
    them is built anew by the next run. Raises as `Library.remove_root`."""
    erased = library.erase_root(root)
    store = ThumbnailStore(library.thumbnails)
    for key in erased.keys:
        with contextlib.suppress(OSError):
            store.path(key).unlink()
    desktop = DesktopThumbnails.of(library.thumbnails)
    if desktop is not None:
        desktop.forget(erased.paths)
    for row in library.generations():
        if (library.vectors / row.name / _IMAGES).is_file():
            compact(library, row.name)
    library.forget_unsaid_texts()
    return len(erased.keys)
