"""Builds what is derived from the catalogue in a process of its own, of low priority, one at a time for each kind."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from pathlib import Path

from app.domain import Cancelled, CancelToken, LibraryBusy, SnowlineError
from app.indexing.starting import quiet_start
from app.indexing.worker import begin_as_child
from app.library import Library
from app.library.lock import WriterLock
from app.settings import Throttle

_LOOK_SECONDS = 0.1
_BUSY = 3  # exit code

Build = Callable[[Library], object]


def build_quietly(
    library_folder: Path,
    build: Build,
    *,
    what: str,
    lock_name: str,
    failed: str,
    throttle: Throttle = "gentle",
    cancel: CancelToken | None = None,
) -> bool:
    """Runs `build`, a function of a module, on the opened library in a child that dies with this process.

    Returns False where another process holds the lock of that name. `what` is built, in words. Raises `Cancelled`, and
    SnowlineError with the text `failed` where the child ended otherwise than it should.
    """
    process = multiprocessing.get_context("spawn").Process(
        target=_work, args=(library_folder, build, what, lock_name, throttle), daemon=True, name=f"snowline {what}"
    )
    with quiet_start():
        process.start()
    try:
        while process.is_alive():
            process.join(_LOOK_SECONDS)
            if cancel is not None and cancel.cancelled:
                raise Cancelled
    finally:
        if process.is_alive():
            process.kill()
        process.join()
    if process.exitcode == _BUSY:
        return False
    if process.exitcode:
        raise SnowlineError(failed)
    return True


def _work(library_folder: Path, build: Build, what: str, lock_name: str, throttle: Throttle) -> None:
    """The child. Ends with `_BUSY` where another process builds already."""
    begin_as_child(throttle)
    try:
        lock = WriterLock(library_folder, lock_name, purpose=f"building {what}")
    except LibraryBusy:
        sys.exit(_BUSY)
    try:
        with Library.open(library_folder) as library:
            build(library)
    finally:
        lock.release()
