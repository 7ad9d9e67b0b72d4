"""Camera raw files that the tests build themselves: true structures around small pictures, and no raw data worth it."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

Value = tuple[int, object]  # TIFF type, and what is to be stored

SHORT, LONG, TEXT, RATIONAL, UNKNOWN = 3, 4, 2, 5, 7


@dataclass
class Ifd:
    """Tag → (type, value). A value that is an `Ifd`, a list of them or bytes in `data` is stored and pointed at."""

    values: dict[int, Value]
    inner: dict[int, list[Ifd]] = field(default_factory=dict)
    data: dict[tuple[int, int], bytes] = field(default_factory=dict)  # (tag of offset, tag of length) → content


def tiff(ifds: list[Ifd], magic: bytes = b"II*\0", more: bytes = b"") -> bytes:
    """A little-endian TIFF structure of these directories, which follow one another; `more` stands behind the head."""
    out = bytearray(magic + struct.pack("<I", 8 + len(more)) + more)
    for number, ifd in enumerate(ifds):
        _write(out, ifd, last=number == len(ifds) - 1)
    return bytes(out)


def _write(out: bytearray, ifd: Ifd, *, last: bool) -> None:
    entries = {tag: _packed(*value) for tag, value in ifd.values.items()}
    for tag, inner in ifd.inner.items():
        entries[tag] = (LONG, len(inner), b"\0" * 4 * len(inner))
    for offset_tag, length_tag in ifd.data:
        entries[offset_tag] = (LONG, 1, b"\0" * 4)
        entries[length_tag] = (LONG, 1, b"\0" * 4)
    start = len(out)
    out += struct.pack("<H", len(entries)) + b"\0" * (12 * len(entries) + 4)
    at: dict[int, int] = {}
    for place, (tag, (kind, count, packed)) in enumerate(sorted(entries.items())):
        entry = start + 2 + 12 * place
        struct.pack_into("<HHI", out, entry, tag, kind, count)
        if len(packed) <= 4:
            at[tag] = entry + 8
            out[entry + 8 : entry + 8 + len(packed)] = packed
        else:
            at[tag] = len(out)
            struct.pack_into("<I", out, entry + 8, len(out))
            out += packed
    for (offset_tag, length_tag), content in ifd.data.items():
        struct.pack_into("<I", out, at[offset_tag], len(out))
        struct.pack_into("<I", out, at[length_tag], len(content))
        out += content
    for tag, inner in ifd.inner.items():
        for number, one in enumerate(inner):
            struct.pack_into("<I", out, at[tag] + 4 * number, len(out))
            _write(out, one, last=True)
    if not last:
        struct.pack_into("<I", out, start + 2 + 12 * len(entries), len(out))


def _packed(kind: int, value: object) -> tuple[int, int, bytes]:
    if kind == TEXT:
        text = str(value).encode() + b"\0"
        return kind, len(text), text
    if isinstance(value, bytes):
        return kind, len(value), value
    numbers = value if isinstance(value, tuple | list) else (value,)
    if kind == RATIONAL:
        return kind, len(numbers), b"".join(struct.pack("<II", round(n * 1000), 1000) for n in numbers)
    return kind, len(numbers), struct.pack(f"<{len(numbers)}{'H' if kind == SHORT else 'I'}", *numbers)


EXIF = Ifd(
    {
        0x9003: (TEXT, "2023:08:04 19:05:07"),
        0x9291: (TEXT, "42"),
        0xA434: (TEXT, "XF 35mm F1.4"),
        0xA002: (LONG, 6000),
        0xA003: (LONG, 4000),
    }
)
GPS = Ifd(
    {
        1: (TEXT, "N"),
        2: (RATIONAL, (47, 30, 0)),
        3: (TEXT, "W"),
        4: (RATIONAL, (8, 15, 0)),
    }
)
CAMERA: dict[int, Value] = {0x010F: (TEXT, "NIKON CORPORATION"), 0x0110: (TEXT, "NIKON D850"), 0x0112: (SHORT, 1)}
SENSOR: dict[int, Value] = {0x0100: (LONG, 6000), 0x0101: (LONG, 4000), 0x0103: (SHORT, 34713), 0x0106: (SHORT, 32803)}


def dng(preview: bytes, *, orientation: int = 1, small: bytes = b"") -> bytes:
    """A DNG: a thumbnail in the first directory, the sensor's data and the preview in two inner ones."""
    first = Ifd(
        CAMERA | {0x0112: (SHORT, orientation), 0xC612: (UNKNOWN, b"\1\6\0\0"), 0x0106: (SHORT, 2)},
        {
            0x014A: [
                Ifd(SENSOR | {0x0103: (SHORT, 7)}, data={(0x0111, 0x0117): b"\xff\xd8\xff\xc3" + b"\7" * 400}),
                Ifd({0x0103: (SHORT, 7), 0x0106: (SHORT, 6)}, data={(0x0111, 0x0117): preview}),
            ],
            0x8769: [EXIF],
            0x8825: [GPS],
        },
        {(0x0201, 0x0202): small} if small else {},
    )
    return tiff([first])


def nef(preview: bytes, orientation: int = 1) -> bytes:
    first = Ifd(
        CAMERA | {0x0112: (SHORT, orientation)},
        {0x014A: [Ifd({}, data={(0x0201, 0x0202): preview}), Ifd(SENSOR)], 0x8769: [EXIF]},
    )
    return tiff([first])


def cr2(preview: bytes) -> bytes:
    first = Ifd(
        {0x010F: (TEXT, "Canon"), 0x0110: (TEXT, "Canon EOS 5D"), 0x0103: (SHORT, 6), 0x0112: (SHORT, 6)},
        {0x8769: [EXIF]},
        {(0x0111, 0x0117): preview},
    )
    return tiff(
        [first, Ifd({0x0103: (SHORT, 6)}, data={(0x0111, 0x0117): b"\xff\xd8\xff\xc3" + b"\1" * 99})],
        more=b"CR\2\0" + b"\0" * 4,
    )


def rw2(preview: bytes) -> bytes:
    first = Ifd(
        {0x010F: (TEXT, "Panasonic"), 0x0110: (TEXT, "DC-GH5"), 0x0112: (SHORT, 1), 0x002E: (UNKNOWN, preview)},
        {0x8769: [EXIF]},
    )
    return tiff([first], magic=b"IIU\0")


def orf(preview: bytes) -> bytes:
    """An Olympus raw file, whose preview only the maker's own notes know of."""
    first = Ifd({0x010F: (TEXT, "OLYMPUS"), 0x0110: (TEXT, "E-M1"), 0x0112: (SHORT, 1)}, {0x8769: [EXIF]})
    return tiff([first], magic=b"IIRO") + b"\5" * 3000 + preview + b"\0\7" * 4000


def raf(preview: bytes) -> bytes:
    head = b"FUJIFILMCCD-RAW 0201FF383501X-T3".ljust(84, b"\0") + struct.pack(">II", 148, len(preview))
    return head.ljust(148, b"\0") + preview + b"\3" * 5000


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def cr3(preview: bytes, full: bytes = b"", orientation: int = 1) -> bytes:
    """A CR3: EXIF in boxes of their own, a preview in a box, and one of full size as the first track's sample."""
    start = box(b"ftyp", b"crx \0\0\0\1crx isom")
    main = tiff([Ifd({0x010F: (TEXT, "Canon"), 0x0110: (TEXT, "Canon EOS R5"), 0x0112: (SHORT, orientation)})])
    blocks = box(b"CMT1", main) + box(b"CMT2", tiff([EXIF])) + box(b"CMT4", tiff([GPS]))
    canon = box(b"uuid", bytes.fromhex("85c0b687820f11e08111f4ce462b6a48") + blocks)

    def rest(offset: int) -> bytes:
        table = box(b"stsz", struct.pack(">III", 0, len(full), 1)) + box(b"co64", struct.pack(">IIQ", 0, 1, offset))
        track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", table)))) if full else b""
        shown = box(b"PRVW", struct.pack(">IHHHHI", 0, 1, 1620, 1080, 1, len(preview)) + preview)
        seen = box(b"uuid", bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16") + b"\0" * 8 + shown)
        return box(b"moov", canon + track) + seen

    offset = len(start + rest(0)) + 8
    return start + rest(offset) + box(b"mdat", full + b"\1" * 1000)
