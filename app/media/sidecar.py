"""Sidecars: the XMP file beside a photo. Which one belongs to which, reading it, and replacing it in one step."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
from dataclasses import dataclass

from app.domain import FileWords, SnowlineError, Unreadable
from app.media.source import opened
from app.media.xmp import MAX_BYTES, Edit, edited_xmp, parse_xmp

SUFFIX = b".xmp"
_NEW = b".snowline-"  # a sidecar being written; hidden, so that no scan takes it for one


def is_sidecar(name: bytes) -> bool:
    """Whether a file name (or path) is a sidecar's; macOS side files ("._a.xmp") are none."""
    return name[-len(SUFFIX) :].lower() == SUFFIX and not os.path.basename(name).startswith(b".")


def names_for(photo: bytes) -> tuple[bytes, bytes]:
    """Where a photo's sidecar may lie: `photo.jpg.xmp` first, then `photo.xmp`."""
    return photo + SUFFIX, os.path.splitext(photo)[0] + SUFFIX


def read_with_digest(path: bytes) -> tuple[FileWords, bytes]:
    """What a sidecar says, and the digest of all its bytes. Raises `Unreadable` with the reason."""
    data = _bytes(path)
    return parse_xmp(data), digest_of(data)


def digest_of(data: bytes) -> bytes:
    """By which a sidecar's content is known again, 16 bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()


def _bytes(path: bytes) -> bytes:
    with opened(path) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(f"it is larger than {MAX_BYTES >> 20} MB")
    return data


@dataclass(frozen=True, slots=True)
class Written:
    """A sidecar after an export; `changed` is False where it said all that already. `before` are the words and the
    digest of the one that was there, None where there was none; `digest`, `size` (bytes) and `mtime_ns` are those of
    the present one."""

    path: bytes
    changed: bool
    before: tuple[FileWords, bytes] | None
    digest: bytes
    size: int
    mtime_ns: int


def write_sidecar(path: bytes, edit: Edit) -> Written:
    """Puts an edit into a sidecar, or makes one that says just this. In one step: it is the old one or the new one.

    Keeps the permissions of the old one. Raises `SnowlineError` where it cannot be written, `Unreadable` where the one
    that is there is no XMP; it is then as it was.
    """
    path = os.path.realpath(path)  # a link stays one
    try:
        before: os.stat_result | None = os.stat(path)
    except FileNotFoundError:
        before = None
    except OSError as error:
        raise _failed(path, error) from error
    old = _bytes(path) if before is not None else None
    said = None if old is None else (parse_xmp(old), digest_of(old))
    new = edited_xmp(old, edit)
    if new == old and before is not None:
        return Written(path, False, said, digest_of(new), before.st_size, before.st_mtime_ns)
    try:
        if before is not None and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        facts = _replace(path, new, before)
    except OSError as error:
        raise _failed(path, error) from error
    return Written(path, True, said, digest_of(new), facts.st_size, facts.st_mtime_ns)


def _replace(path: bytes, data: bytes, before: os.stat_result | None) -> os.stat_result:
    folder = os.path.dirname(path)
    unfinished = os.path.join(folder, _NEW + secrets.token_hex(8).encode())
    try:
        with open(unfinished, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            facts = os.fstat(file.fileno())
        if before is not None:
            os.chmod(unfinished, before.st_mode & 0o7777)
            if hasattr(os, "chown"):
                with contextlib.suppress(OSError):  # not ours to give away
                    os.chown(unfinished, before.st_uid, before.st_gid)
            now = os.stat(path)
            if (now.st_mtime_ns, now.st_size) != (before.st_mtime_ns, before.st_size):
                raise OSError(errno.EBUSY, "another program is changing it")
        elif os.path.lexists(path):
            raise OSError(errno.EBUSY, "another program made it meanwhile")
        os.replace(unfinished, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)
        raise
    if hasattr(os, "O_DIRECTORY"):
        with contextlib.suppress(OSError):  # some network folders cannot
            opened_folder = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(opened_folder)
            finally:
                os.close(opened_folder)
    return facts


def _failed(path: bytes, error: OSError) -> SnowlineError:
    return SnowlineError(
        f"{path.decode('utf-8', 'replace')} cannot be written ({error.strerror or error}). "
        "Check its permissions and free space."
    )
