"""Whether a library can be written at all, seen from outside: for telling a person why work on it ended."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from app.domain import DiskFull, LibraryForbidden, LibraryGone, SnowlineError
from app.library.connection import DATABASE_NAME

# Below this nothing can be written: one batch of photos and SQLite's log take some megabytes.
LEAST_FREE_BYTES = 8_000_000


def trouble(folder: Path, *, known: bool = False) -> SnowlineError | None:
    """What keeps the library in `folder` from being written; None where nothing does. Writes nothing.

    `known` says that there was one before, so that an empty place is a loss and no beginning.
    """
    try:
        if not (folder / DATABASE_NAME).is_file():
            if known:
                return gone(folder)
            if not folder.exists():
                return None
    except PermissionError:  # one may not even look into it
        return _forbidden(folder)
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return gone(folder)
    if free < LEAST_FREE_BYTES:
        return DiskFull(
            f"The disk with the library at {folder} is full. Free some space and start again; "
            "what was finished before is kept."
        )
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        return _forbidden(folder)
    return None


def _forbidden(folder: Path) -> LibraryForbidden:
    return LibraryForbidden(f"The library at {folder} cannot be written. Check the folder's permissions.")


def gone(folder: Path) -> LibraryGone:
    """The error for a library that was there before."""
    return LibraryGone(
        f"The library at {folder} is not there any more. Connect the drive it lies on, or put its folder back."
    )
