"""One writer per library: a lock file that the operating system frees by itself when its process ends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from types import TracebackType

from app.domain import DiskFull, LibraryBusy, LibraryForbidden, SnowlineError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "writer.lock"
# On Windows a locked byte cannot be read by others, so the lock sits beyond the process number written at the start.
_LOCK_OFFSET = 1024
_FULL = {errno.ENOSPC, errno.EDQUOT}


def refusal(error: OSError) -> type[SnowlineError]:
    """Of which kind an error is by which the system refuses to write."""
    return DiskFull if error.errno in _FULL else LibraryForbidden


class WriterLock:
    """Held from construction to `release()`. Raises `LibraryBusy`, naming the other process, when it is taken."""

    def __init__(self, folder: Path, name: str = LOCK_NAME, *, purpose: str = "") -> None:
        """`name` is that of the lock file: another one guards something else than writing. `purpose` is what this
        process is going to do, in a few words ("indexing photos"): whoever must wait is told."""
        self._path = folder / name
        try:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise refusal(error)(
                f"Cannot write to the library at {folder}: {error.strerror}. "
                "Check the permissions of this folder and of the files in it."
            ) from error
        try:
            self._take()
            os.ftruncate(self._handle, 0)
            os.write(self._handle, f"{os.getpid()} {purpose}".strip().encode())
        except (BlockingIOError, PermissionError) as error:  # taken; Windows says "permission denied"
            owner = self._owner()
            self.release()
            who = f" ({owner})" if owner else ""
            raise LibraryBusy(
                f"Another Snowline{who} is writing to the library at {folder}. Wait until it has finished, or stop it."
            ) from error
        except OSError as error:
            self.release()
            raise (DiskFull if error.errno in _FULL else SnowlineError)(
                f"Cannot lock the library at {folder}: {error.strerror}. Free some space, or keep the library on a "
                "drive of this computer: network folders often cannot be locked."
            ) from error

    def _take(self) -> None:
        if sys.platform == "win32":
            os.lseek(self._handle, _LOCK_OFFSET, os.SEEK_SET)
            msvcrt.locking(self._handle, msvcrt.LK_NBLCK, 1)
            os.lseek(self._handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _owner(self) -> str:
        """Which process holds the lock and what for, as far as it says so."""
        os.lseek(self._handle, 0, os.SEEK_SET)
        number, _, purpose = os.read(self._handle, _LOCK_OFFSET).decode("utf-8", "ignore").partition(" ")
        if not number.isdigit():
            return ""
        return f"process {number}, {purpose}" if purpose else f"process {number}"

    def release(self) -> None:
        """Frees the lock; harmless when it was freed before. The file stays, since removing it would race."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> WriterLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
