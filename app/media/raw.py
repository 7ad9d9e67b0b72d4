"""Camera raw files through the JPEG previews inside them, and what they say of themselves. No raw data is decoded.

A raw file is known by its content; the name decides only what a TIFF structure without a telling sign is called.
Nearly every camera puts a JPEG of full or screen size beside the raw data, as it would have saved one.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from app.media.boxes import boxes
from app.media.formats import RAW_SUFFIXES, raw_signature
from app.media.jpeg import Preview, preview_at, previews_within
from app.media.tiff import Directory, directories

LEAST_SIDE = 320  # pixels of the longer side; a smaller preview shows too little to be described
_GOOD_SIDE = 1000  # from here on, the file is not searched for a larger one that no directory names
_SEARCHED = 96 << 20  # bytes of a file that are searched for previews; cameras write them before the raw data
_MAX_PREVIEWS = 8  # tried, the largest first
_MAX_SIDE = 65_535

_TIFF_HEADS = (b"II*\0", b"MM\0*")
_WIDTH, _HEIGHT, _COMPRESSION, _PHOTOMETRIC, _ORIENTATION = 0x0100, 0x0101, 0x0103, 0x0106, 0x0112
_STRIPS, _STRIP_LENGTHS = 0x0111, 0x0117
_JPEG, _JPEG_LENGTH = 0x0201, 0x0202
_DNG_VERSION = 0xC612
_EXIF_WIDTH, _EXIF_HEIGHT = 0xA002, 0xA003
_PANASONIC_JPEGS = (0x002E, 0x0127)
_PANASONIC_SENSOR = (0x0007, 0x0006)  # width, height
_SENSOR_VALUES = frozenset((32803, 34892))  # photometric: colour filter array, linear raw
_JPEG_COMPRESSIONS = frozenset((6, 7))
# Compressions that only cameras use: Sony, Nikon, Samsung, lossy DNG, Kodak, Pentax.
_CAMERA_COMPRESSIONS = frozenset((32767, 34713, 32770, 34892, 65000, 65535))
_CANON = b"CR"  # of a CR2, behind the TIFF head


@dataclass(slots=True)
class RawFile:
    """A raw file, read as far as its directories go.

    `previews` come largest first. `main`, `camera_side` and `place` are the EXIF blocks, tag → value. `sensor` is the
    width and height of the raw picture as it lies on the sensor. `truncated` tells that something lies beyond the end.
    """

    kind: str
    previews: list[Preview] = field(default_factory=list)
    main: Mapping[int, Any] = field(default_factory=dict)
    camera_side: Mapping[int, Any] = field(default_factory=dict)
    place: Mapping[int, Any] = field(default_factory=dict)
    orientation: int | None = None
    sensor: tuple[int, int] | None = None
    truncated: bool = False

    def turn(self, preview: Preview, own: int) -> int:
        """The orientation to apply to a preview whose own EXIF block says `own` (1 where it has none).

        The raw file's counts, except where its preview was visibly turned before it was stored.
        """
        if self.orientation is None:
            return own
        if self.orientation >= 5 and self.sensor is not None:
            lying = self.sensor[0] > self.sensor[1]
            if preview.width != preview.height and (preview.width > preview.height) != lying:
                return 1
        return self.orientation


def read_raw(file: BinaryIO, head: bytes, name: str) -> RawFile | None:
    """What is in a raw file with these first bytes; None for a file that is none. Never raises for damaged content."""
    end = os.fstat(file.fileno()).st_size
    suffix = os.path.splitext(name)[1][1:].lower()
    kind = raw_signature(head)
    if kind is None and not head.startswith(_TIFF_HEADS):
        return None
    if kind == "CR3":
        raw, found = _canon3(file, end)
    elif kind == "RAF":
        raw, found = RawFile("RAF"), [(int.from_bytes(head[84:88], "big"), int.from_bytes(head[88:92], "big"))]
    else:
        parts = directories(file, end)
        telling = head[8:10] == _CANON or any(_is_raw(part) for part in parts)
        if kind is None and not telling and suffix not in RAW_SUFFIXES:
            return None
        raw, found = _from_directories(parts, kind or _kind(parts, head, suffix)), list(_named(parts))
        if kind is None and not telling and not any(preview_at(file, *place, end) for place in found):
            return None  # an ordinary TIFF under a raw file's name
    raw.truncated = any(offset + length > end for offset, length in found)
    raw.previews = _previews(file, end, found)
    return raw


def _previews(file: BinaryIO, end: int, found: list[tuple[int, int]]) -> list[Preview]:
    previews = {p.offset: p for place in found if (p := preview_at(file, *place, end)) is not None}
    if max((max(p.width, p.height) for p in previews.values()), default=0) < _GOOD_SIDE:
        for preview in previews_within(file, end, _SEARCHED):
            previews.setdefault(preview.offset, preview)
            if len(previews) > 4 * _MAX_PREVIEWS:
                previews = {p.offset: p for p in heapq.nlargest(_MAX_PREVIEWS, previews.values())}
    large = (p for p in previews.values() if max(p.width, p.height) >= LEAST_SIDE)
    return heapq.nlargest(_MAX_PREVIEWS, large)


def _is_raw(part: Directory) -> bool:
    return (
        _DNG_VERSION in part.values
        or part.number(_PHOTOMETRIC) in _SENSOR_VALUES
        or part.number(_COMPRESSION) in _CAMERA_COMPRESSIONS
    )


def _kind(parts: list[Directory], head: bytes, suffix: str) -> str:
    if head[8:10] == _CANON:
        return "CR2"
    if any(_DNG_VERSION in part.values for part in parts):
        return "DNG"
    return suffix.upper() if suffix in RAW_SUFFIXES else "RAW"


def _named(parts: list[Directory]) -> Iterator[tuple[int, int]]:
    """(offset, length) of everything that a directory calls a JPEG."""
    for part in parts:
        offset, length = part.number(_JPEG), part.number(_JPEG_LENGTH)
        if offset and length:
            yield offset, length
        strips, lengths = part.numbers(_STRIPS), part.numbers(_STRIP_LENGTHS)
        if (
            part.number(_COMPRESSION) in _JPEG_COMPRESSIONS
            and part.number(_PHOTOMETRIC) not in _SENSOR_VALUES
            and len(strips) == len(lengths) == 1
        ):
            yield strips[0], lengths[0]
        if part.role == "main":
            yield from (part.blocks[tag] for tag in _PANASONIC_JPEGS if tag in part.blocks)


def _from_directories(parts: list[Directory], kind: str) -> RawFile:
    raw = RawFile(kind)
    by_role = {part.role: part for part in reversed(parts)}  # the first of each role stays
    if "main" in by_role:
        raw.main = by_role["main"].values
    if "exif" in by_role:
        raw.camera_side = by_role["exif"].values
    if "gps" in by_role:
        raw.place = by_role["gps"].values
    raw.orientation = _orientation(by_role.get("main"))
    raw.sensor = _sensor(parts, by_role.get("exif"))
    return raw


def _orientation(part: Directory | None) -> int | None:
    value = part.number(_ORIENTATION) if part is not None else None
    return value if value is not None and 1 <= value <= 8 else None


def _sensor(parts: list[Directory], camera_side: Directory | None) -> tuple[int, int] | None:
    """Width and height of the largest picture that any directory speaks of."""
    sizes = [(part.number(_WIDTH), part.number(_HEIGHT)) for part in parts]
    sizes += [tuple(part.number(tag) for tag in _PANASONIC_SENSOR) for part in parts if part.role == "main"]  # type: ignore[misc]
    if camera_side is not None:
        sizes.append((camera_side.number(_EXIF_WIDTH), camera_side.number(_EXIF_HEIGHT)))
    sound = [(w, h) for w, h in sizes if w and h and LEAST_SIDE <= max(w, h) <= _MAX_SIDE]
    return max(sound, key=lambda size: size[0] * size[1], default=None)


def _canon3(file: BinaryIO, end: int) -> tuple[RawFile, list[tuple[int, int]]]:
    """A CR3: EXIF blocks in boxes of their own; previews in two boxes, and one of full size as the first track."""
    raw = RawFile("CR3")
    found: list[tuple[int, int]] = []
    sample = 0
    for box in boxes(file, end):
        if box.kind in (b"CMT1", b"CMT2", b"CMT4"):
            parts = directories(file, box.end, box.start, limit=1)
            if not parts:
                continue
            if box.kind == b"CMT1":
                raw.main, raw.orientation = parts[0].values, _orientation(parts[0])
            elif box.kind == b"CMT2":
                raw.camera_side = parts[0].values
            else:
                raw.place = parts[0].values
            raw.sensor = raw.sensor or _sensor([], parts[0]) or _sensor(parts, None)
        elif box.kind in (b"PRVW", b"THMB"):
            file.seek(box.start)
            start = file.read(64).find(b"\xff\xd8\xff")
            if start >= 0:
                found.append((box.start + start, box.end - box.start - start))
        elif box.kind == b"stsz":
            file.seek(box.start + 4)
            sizes = file.read(12)
            sample = int.from_bytes(sizes[:4], "big") or int.from_bytes(sizes[8:12], "big")
        elif box.kind in (b"co64", b"stco"):
            file.seek(box.start + 8)
            offset = int.from_bytes(file.read(8 if box.kind == b"co64" else 4), "big")
            if offset and sample:
                found.append((offset, sample))
    return raw, found
