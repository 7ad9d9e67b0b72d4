"""The directories of a TIFF file, as cameras write them around their raw data. Reads few bytes and decodes nothing.

Structure and tag numbers follow TIFF 6.0, TIFF/EP (ISO 12234-2), EXIF 2.32 and DNG 1.6. Offsets, counts, depth and the
bytes read in all are bounded, and no directory is read twice, so that a hostile file costs little and ends soon.
"""

from __future__ import annotations

import struct
from collections import deque
from dataclasses import dataclass, field
from typing import BinaryIO

Value = bytes | tuple[int, ...] | tuple[float, ...]

SUB_IFDS, EXIF_IFD, GPS_IFD = 0x014A, 0x8769, 0x8825
_POINTERS = {SUB_IFDS: "sub", EXIF_IFD: "exif", GPS_IFD: "gps"}

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_CODES = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I"}
_BYTES, _TEXT, _RATIONALS = (7, 1, 6), 2, {5: "I", 10: "i"}
_ENTRY = 12  # bytes
_MAX_DIRECTORIES = 40  # cameras have up to ten
_MAX_ENTRIES = 512  # in one directory; cameras have up to a hundred
_MAX_VALUE = 8 * 1024  # bytes of one value that are read; longer ones are of no interest here
_MAX_CHAIN = 8  # directories that follow one another


@dataclass(slots=True)
class Directory:
    """One directory: tag → value, and (tag → offset in the file, length) of values too long to be read here.

    A value is bytes for text and unknown data, else numbers. `role` is "main" for the first, "next" for those that
    follow it, "sub", "exif" or "gps".
    """

    role: str
    values: dict[int, Value] = field(default_factory=dict)
    blocks: dict[int, tuple[int, int]] = field(default_factory=dict)

    def number(self, tag: int) -> int | None:
        """The first whole number of a value; None where there is none."""
        value = self.values.get(tag)
        return value[0] if isinstance(value, tuple) and value and isinstance(value[0], int) else None

    def numbers(self, tag: int) -> tuple[int, ...]:
        value = self.values.get(tag)
        return tuple(v for v in value if isinstance(v, int)) if isinstance(value, tuple) else ()


def directories(file: BinaryIO, end: int, base: int = 0, limit: int | None = None) -> list[Directory]:
    """The directories of the TIFF structure that begins at `base`, the first one first; [] where there is none.

    `end` is where it ends at the latest. The magic number behind the byte order may be a camera maker's own.
    """
    file.seek(base)
    head = file.read(8)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None or len(head) < 8:
        return []
    found: list[Directory] = []
    seen: set[int] = set()
    todo = deque([(struct.unpack(f"{order}I", head[4:])[0], "main", 0)])
    while todo and len(found) < (limit or _MAX_DIRECTORIES):
        offset, role, chain = todo.popleft()
        if offset in seen or offset < 8 or base + offset + 2 > end:
            continue
        seen.add(offset)
        directory, following = _read(file, base, offset, end, order, role)
        found.append(directory)
        for tag, inner in _POINTERS.items():
            if role in ("main", "next", "sub"):
                todo.extend((at, inner, 0) for at in directory.numbers(tag))
        if role in ("main", "next") and chain < _MAX_CHAIN:
            todo.append((following, "next", chain + 1))
    return found


def _read(file: BinaryIO, base: int, offset: int, end: int, order: str, role: str) -> tuple[Directory, int]:
    """One directory and the offset of the one that follows it (0 for none)."""
    file.seek(base + offset)
    count = min(struct.unpack(f"{order}H", file.read(2).ljust(2, b"\0"))[0], _MAX_ENTRIES)
    table = file.read(count * _ENTRY + 4)
    directory = Directory(role)
    for at in range(0, min(count * _ENTRY, len(table) - _ENTRY + 1), _ENTRY):
        tag, kind, number = struct.unpack(f"{order}HHI", table[at : at + 8])
        size = _SIZES.get(kind, 0) * number
        if not size or tag in directory.values:
            continue
        start = base + (offset + 2 + at + 8 if size <= 4 else struct.unpack(f"{order}I", table[at + 8 : at + 12])[0])
        if start + size > end:
            directory.blocks[tag] = (start, max(0, end - start))
            continue
        if size > _MAX_VALUE:
            directory.blocks[tag] = (start, size)
            continue
        if size <= 4:
            data = table[at + 8 : at + 8 + size]
        else:
            file.seek(start)
            data = file.read(size)
        if len(data) == size:
            directory.values[tag] = _value(data, kind, number, order)
            if kind in _BYTES:
                directory.blocks[tag] = (start, size)
    tail = table[count * _ENTRY : count * _ENTRY + 4]
    return directory, struct.unpack(f"{order}I", tail)[0] if len(tail) == 4 else 0


def _value(data: bytes, kind: int, number: int, order: str) -> Value:
    if kind == _TEXT or (kind in _BYTES and number > 4):
        return data
    if kind in _RATIONALS:
        parts = struct.unpack(f"{order}{2 * number}{_RATIONALS[kind]}", data)
        return tuple(
            over / under if under else float("nan") for over, under in zip(parts[::2], parts[1::2], strict=True)
        )
    if kind == 7:
        return data
    return struct.unpack(f"{order}{number}{_CODES[kind]}", data)
