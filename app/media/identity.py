"""Who a photo is: a key made of its bytes, the same wherever the file lies and whatever it is called.

Decodes nothing. Two files with one key hold one photo.
"""

from __future__ import annotations

import hashlib
import os

from app.domain import Unreadable
from app.media.source import BEING_CHANGED, FilePath, opened

_PART = 64 * 1024  # bytes read at head, middle and tail: one disk seek each, whatever the size of the file
_DIGEST = 16  # bytes: 128 bits keep even a billion photos apart


def content_key(path: FilePath) -> str:
    """`"{size:x}-{digest}"`: the size in bytes and the BLAKE2b-128 of head, middle and tail, 64 KiB each.

    A file of up to three parts is read whole. Raises `Unreadable` for a file that is gone, not to be read, or
    changing under our hands.
    """
    digest = hashlib.blake2b(digest_size=_DIGEST)
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size <= 3 * _PART:
            digest.update(_exactly(file.read(size + 1), size))
        else:
            for offset in (0, (size - _PART) // 2, size - _PART):
                file.seek(offset)
                digest.update(_exactly(file.read(_PART), _PART))
    return f"{size:x}-{digest.hexdigest()}"


def _exactly(data: bytes, count: int) -> bytes:
    """`data`, if it has the length that the size of the file promised; a half-copied file gets no lasting key."""
    if len(data) != count:
        raise Unreadable(BEING_CHANGED)
    return data
