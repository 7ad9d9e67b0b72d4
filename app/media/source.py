"""Opening a file that may be anything: a pipe, a folder, a vanished drive. Reads bytes; knows nothing of pictures."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from app.domain import Unreadable
from app.messages import message

FilePath = str | bytes | os.PathLike[str] | os.PathLike[bytes]

# Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever. O_BINARY exists on Windows only.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_REASONS = {
    errno.ENOENT: message("the file is no longer there"),
    errno.ENOTDIR: message("the file is no longer there"),
    errno.EACCES: message("no permission to read the file"),
    errno.EPERM: message("no permission to read the file"),
    errno.EISDIR: message("a folder, not a file"),
    errno.ELOOP: message("a link that leads nowhere"),
    errno.ENAMETOOLONG: message("the name of the file is too long"),
    errno.EIO: message("the drive reports an error while reading"),
    errno.ENXIO: message("not an ordinary file"),
    errno.ENODEV: message("the drive is no longer there"),
    errno.ESTALE: message("the network drive is no longer there"),
    errno.EMFILE: message("too many files are open at once"),
    errno.ENFILE: message("too many files are open at once"),
    errno.ENOMEM: message("not enough memory to read the file"),
}

_CANNOT_BE_READ = "the file cannot be read: "
BEING_CHANGED = message("the file is being changed by another program")


def system_reason(error: OSError) -> str:
    """What the operating system's refusal means, in words for a person."""
    known = _REASONS.get(error.errno or 0)
    return known or message("the file cannot be read: {cause}", cause=(error.strerror or "unknown cause").lower())


def may_pass(reason: str) -> bool:
    """Whether this reason of an `Unreadable` lies outside the file, so that trying again may help unchanged."""
    return reason in _REASONS.values() or reason == BEING_CHANGED or reason.startswith(_CANNOT_BE_READ)


class Window(io.RawIOBase, BinaryIO):
    """A part of an open file, as a file of its own: `length` bytes from `offset` on."""

    def __init__(self, file: BinaryIO, offset: int, length: int) -> None:
        self._file = file
        self._offset = offset
        self._length = length
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._length}[whence]
        self._at = max(0, start + offset)
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        left = max(0, self._length - self._at)
        self._file.seek(self._offset + self._at)
        data = self._file.read(left if size is None or size < 0 else min(size, left))
        self._at += len(data)
        return data


def changed_at(path: FilePath) -> float | None:
    """When the file at `path` was last changed, in seconds since the epoch; None where that cannot be told."""
    try:
        return os.stat(path).st_mtime
    except (OSError, ValueError):
        return None


@contextmanager
def opened(path: FilePath) -> Iterator[BinaryIO]:
    """The file at `path`, open for reading. Raises `Unreadable` unless it is an ordinary file that may be read.

    An OSError with an error number that escapes the block (a drive pulled out while reading) becomes `Unreadable` too.
    """
    with _open_ordinary(path) as file:
        try:
            yield file
        except OSError as error:
            if error.errno is None:  # not from the system: a decoder's complaint, which its caller words
                raise
            raise Unreadable(system_reason(error)) from error


def _open_ordinary(path: FilePath) -> BinaryIO:
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
    except ValueError as error:  # a NUL or a lone surrogate inside the name
        raise Unreadable("not a possible file name") from error
    except OSError as error:
        raise Unreadable(system_reason(error)) from error
    kind = os.fstat(descriptor).st_mode
    if stat.S_ISREG(kind):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise Unreadable("a folder, not a file" if stat.S_ISDIR(kind) else "not an ordinary file")
