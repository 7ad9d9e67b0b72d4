"""Moving a file so that nothing is ever written over. Knows nothing of a library."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil

_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}


def move(source: bytes, target: bytes) -> None:
    """A rename that never replaces: a second name, then the first one goes. Also to another file system.

    Raises `FileExistsError` where something lies at `target`, and any other `OSError` of the system.
    """
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno == errno.EXDEV:
            _copy(source, target)
        elif error.errno in _NO_LINKS:
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target) from error
            os.rename(source, target)
            return
        else:
            raise
    os.unlink(source)


def rename(source: bytes, target: bytes) -> None:
    """`move` within a folder, also where only the case of letters changes and the disk does not tell it apart."""
    if os.fsdecode(source).casefold() != os.fsdecode(target).casefold():
        move(source, target)
        return
    if os.path.lexists(target) and not same_file(source, target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target)
    os.rename(source, target)


def settle(source: bytes, target: bytes) -> bool:
    """After `rename` was interrupted: True where the file has its new name, and then that name alone."""
    if not is_named(target):
        return False
    if is_named(source):
        if not same_file(source, target):
            return False
        os.unlink(source)
    return True


def is_named(path: bytes) -> bool:
    """Whether there is a file of just this name, letter by letter, also on disks that take "A" and "a" for one."""
    try:
        if not os.path.lexists(path):
            return False
        return os.path.basename(path) in os.listdir(os.path.dirname(path))
    except OSError:
        return False


def same_file(one: bytes, other: bytes) -> bool:
    """Whether two names are those of one file."""
    try:
        return os.path.samestat(os.lstat(one), os.lstat(other))
    except OSError:
        return False


def _copy(source: bytes, target: bytes) -> None:
    """To another file system: complete and on the disk before it gets its name."""
    unfinished = target + b".snowline-new"
    try:
        shutil.copy2(source, unfinished, follow_symlinks=False)
        with open(unfinished, "rb+") as file:
            os.fsync(file.fileno())
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target)
        os.rename(unfinished, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        raise
