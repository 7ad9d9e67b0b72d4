"""Where a JPEG inside another file begins, how large its picture is, and where such pictures lie. Decodes nothing.

Markers follow ITU-T T.81. Everything is bounded, because the bytes may be anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

START = b"\xff\xd8\xff"
_MAX_SEGMENTS = 200  # before the frame header; a colour profile in parts takes up to 60
_MAX_FILL = 16  # 0xFF bytes between two segments
_FRAMES = frozenset((0xC0, 0xC1, 0xC2))  # baseline, extended and progressive; 0xC3 is lossless: a camera's raw data
_OTHER_FRAMES = frozenset((0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF))
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a length
_SCAN_BLOCK = 1 << 20  # bytes searched at a time
_MAX_TRIED = 5_000  # beginnings looked at; raw data hold a handful by chance


@dataclass(frozen=True, slots=True, order=True)
class Preview:
    """A JPEG inside a file: `pixels` = width x height, where it begins, and how many bytes are its own at most."""

    pixels: int
    offset: int
    length: int
    width: int
    height: int


def preview_at(file: BinaryIO, offset: int, length: int, end: int) -> Preview | None:
    """The JPEG of 8 bits a sample at `offset`, if one begins there; `end` is the size of the file in bytes."""
    length = min(length, end - offset)
    if offset < 0 or length < len(START):
        return None
    size = _frame_size(file, offset, offset + length)
    if size is None:
        return None
    width, height = size
    return Preview(width * height, offset, length, width, height)


def _frame_size(file: BinaryIO, offset: int, end: int) -> tuple[int, int] | None:
    """Width and height by the frame header; None unless the segments before it are as they should be."""
    file.seek(offset)
    if file.read(2) != START[:2]:
        return None
    for _ in range(_MAX_SEGMENTS):
        marker = _marker(file)
        if marker is None or marker in _OTHER_FRAMES or file.tell() + 2 > end:
            return None
        if marker in _ALONE:
            continue
        length = int.from_bytes(file.read(2), "big")
        if length < 2:
            return None
        if marker in _FRAMES:
            header = file.read(6)
            if len(header) < 6 or header[0] != 8 or header[5] not in (1, 3, 4):
                return None
            height, width = int.from_bytes(header[1:3], "big"), int.from_bytes(header[3:5], "big")
            return (width, height) if width and height else None
        if marker in (0xD8, 0xD9, 0xDA):  # another start, the end, or pixels before any frame header
            return None
        file.seek(length - 2, 1)
    return None


def _marker(file: BinaryIO) -> int | None:
    if file.read(1) != b"\xff":
        return None
    for _ in range(_MAX_FILL):
        code = file.read(1)
        if not code or code == b"\0":
            return None
        if code != b"\xff":
            return code[0]
    return None


def previews_within(file: BinaryIO, end: int, most: int) -> Iterator[Preview]:
    """Looks for JPEGs in the first `most` bytes of a file of `end` bytes, whatever its structure.

    One that lies inside another (its thumbnail) is given as well. Where each ends is not known: a decoder stops there
    by itself.
    """
    at, end_of_search, tried = 0, min(end, most), 0
    while at < end_of_search and tried < _MAX_TRIED:
        file.seek(at)
        block = file.read(_SCAN_BLOCK + len(START) - 1)
        found = block.find(START)
        while 0 <= found < _SCAN_BLOCK and tried < _MAX_TRIED:
            tried += 1
            preview = preview_at(file, at + found, end - at - found, end)
            if preview is not None:
                yield preview
            found = block.find(START, found + 1)
        at += _SCAN_BLOCK
