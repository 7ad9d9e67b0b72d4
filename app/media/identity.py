"""Who a photo is: a key made of its bytes, the same wherever the file lies and whatever it is called.

Decodes nothing. Two files with different keys hold different photos. Two with one key hold one photo if the key was
made of all their bytes (`is_whole`), or else if their `full_key`s are the same, too.
"""

from __future__ import annotations

import hashlib
import os
from typing import BinaryIO

from blake3 import blake3

from app.domain import Unreadable
from app.media.source import BEING_CHANGED, FilePath, opened

_PART = 64 * 1024  # bytes read at head, middle and tail: one disk seek each, whatever the size of the file
_DIGEST = 16  # bytes: 128 bits keep even a billion photos apart
_BLOCK = 1024 * 1024  # bytes read at once of a whole file
SCHEME = "b3"
# Their pixels lie in the file as they are, so that an edit can leave size, head, middle and tail the same.
_UNCOMPRESSED = frozenset((b".bmp", b".dib", b".tif", b".tiff", b".ppm", b".pgm", b".pnm", b".tga"))


def content_key(path: FilePath) -> str:
    """`"b3-{size:x}-{digest}"`: the size in bytes and the BLAKE3-128 of head, middle and tail, 64 KiB each.

    A file of up to three parts is read whole. Raises `Unreadable` for a file that is gone, not to be read, or
    changing under our hands.
    """
    size, sampled = _sample(path)
    return f"{SCHEME}-{size:x}-{blake3(sampled).hexdigest(length=_DIGEST)}"


def content_keys(path: FilePath) -> tuple[str, str]:
    """(`content_key`, the key that libraries of version 0.1 hold for the same content), of one reading."""
    size, sampled = _sample(path)
    former = hashlib.blake2b(sampled, digest_size=_DIGEST).hexdigest()
    return f"{SCHEME}-{size:x}-{blake3(sampled).hexdigest(length=_DIGEST)}", f"{size:x}-{former}"


def full_key(path: FilePath) -> str:
    """The BLAKE3-128 of all bytes of a file, 32 hex digits. Reads all of it; raises `Unreadable` like `content_key`."""
    digest = blake3()
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        left = size
        while block := file.read(_BLOCK):
            digest.update(block)
            left -= len(block)
        if left:
            raise Unreadable(BEING_CHANGED)
    return digest.hexdigest(length=_DIGEST)


def tied_key(key: str, full: str) -> str:
    """The key of a photo whose `content_key` another photo has already: told apart by its `full_key`."""
    return f"{key}-{full}"


def is_whole(key: str) -> bool:
    """Whether a `content_key` was made of all bytes of the file, so that nothing else can share it by chance."""
    return int(key.split("-")[1], 16) <= 3 * _PART


def is_uncompressed(path: bytes) -> bool:
    """Whether files of this name hold bare pixels, so that different photos of one size can share a `content_key`."""
    return os.path.splitext(path)[1].lower() in _UNCOMPRESSED


def _sample(path: FilePath) -> tuple[int, bytes]:
    """The size of a file, and its head, middle and tail; or the whole of a small one."""
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size <= 3 * _PART:
            return size, _exactly(file.read(size + 1), size)
        return size, b"".join(_part(file, offset) for offset in (0, (size - _PART) // 2, size - _PART))


def _part(file: BinaryIO, offset: int) -> bytes:
    file.seek(offset)
    return _exactly(file.read(_PART), _PART)


def _exactly(data: bytes, count: int) -> bytes:
    """`data`, if it has the length that the size of the file promised; a half-copied file gets no lasting key."""
    if len(data) != count:
        raise Unreadable(BEING_CHANGED)
    return data
