"""Which files are photos: by name while scanning, by their first bytes before decoding. Opens and decodes nothing.

The list is short on purpose. Icons, cursors, fonts, documents, vector drawings and game textures are pictures to
Pillow but photos to nobody, and every further decoder is one more that a hostile file may attack. EPS is never
touched: reading it would start Ghostscript.
"""

from __future__ import annotations

import os

RAW_SUFFIXES: frozenset[str] = frozenset(
    "3fr arw cr2 cr3 crw dcr dng erf fff gpr iiq k25 kdc mef mos mrw nef nrw orf pef raf rw2 rwl sr2 srf srw "
    "x3f".split()
)
"""Name endings of camera raw files, lower case, without the dot."""

PHOTO_SUFFIXES: frozenset[str] = RAW_SUFFIXES | frozenset(
    "jpg jpeg jpe jfif mpo png apng gif webp tif tiff bmp dib heic heif hif avif "
    "jp2 j2k j2c jpc jpx jpf ppm pgm pbm pnm tga psd".split()
)
"""Name endings of photos, lower case, without the dot."""

SNIFF_BYTES = 512  # enough for every signature here, and for an ISO file's list of brands

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"BM", "BMP"),
    (b"\xff\x4f\xff\x51", "JPEG2000"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG2000"),
    (b"8BPS", "PSD"),
)
_RAW_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"FUJIFILMCCD-RAW", "RAF"),
    (b"IIU\0", "RW2"),
    (b"IIRO", "ORF"),
    (b"IIRS", "ORF"),
    (b"MMOR", "ORF"),
    (b"\0MRM", "MRW"),
    (b"FOVb", "X3F"),
)
_CIFF = b"HEAPCCDR"  # Canon's CRW, from its seventh byte on
RAW = "RAW"
"""What `photo_format` says of camera raw files that have a signature of their own. Others look like TIFF."""
_PNM = b"123456"  # P1 to P6, then white space
_HEIF_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"))
_AVIF_BRANDS = frozenset((b"avif", b"avis"))

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"%!PS", "a PostScript drawing"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript drawing"),
    (b"<svg", "an SVG drawing"),
    (b"<?xml", "an XML document"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"\0\0\x01\0", "an icon"),
    (b"\0\0\x02\0", "a mouse pointer"),
    (b"icns", "an icon"),
    (b"\0\x01\0\0", "a font"),
    (b"OTTO", "a font"),
    (b"wOF", "a font"),
    (b"STARTFONT", "a font"),
    (b"\x01fcp", "a font"),
    (b"DDS ", "a texture of a game"),
    (b"BLP", "a texture of a game"),
    (b"FTEX", "a texture of a game"),
    (b"\xd7\xcd\xc6\x9a", "a Windows drawing"),
    (b"\x01\0\x09\0", "a Windows drawing"),
    (b"\xff\x0a", "a JPEG XL picture, which cannot be read yet"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture, which cannot be read yet"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\0\0\x01\xba", "a video"),
    (b"\0\0\x01\xb3", "a video"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"SIMPLE  =", "an astronomical measurement"),
    (b"\x89HDF", "a scientific measurement"),
    (b"\0\x05\x16\x07", "a macOS side file without a picture"),
)
_RIFF = {b"WAVE": "a sound file", b"AVI ": "a video"}


def is_photo_name(name: str | bytes) -> bool:
    """Whether the ending of a file name (or path) says photo. macOS side files ("._IMG.jpg") hold none."""
    base = os.path.basename(os.fsdecode(name))
    return not base.startswith("._") and os.path.splitext(base)[1][1:].lower() in PHOTO_SUFFIXES


def photo_format(head: bytes, name: str = "") -> str | None:
    """Pillow's name of the format that a file with these first bytes has, or `RAW`; None for what is no photo.

    The content decides. The name decides for TGA only, which has no signature.
    """
    for signature, format_name in _SIGNATURES:
        if head.startswith(signature):
            return format_name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[:1] == b"P" and head[1:2] in _PNM and head[2:3].isspace():
        return "PPM"
    if raw_signature(head) is not None:
        return RAW
    brands = _brands(head)
    if brands & _AVIF_BRANDS:
        return "AVIF"
    if brands & _HEIF_BRANDS:
        return "HEIF"
    return "TGA" if head and name.lower().endswith(".tga") else None


def raw_signature(head: bytes) -> str | None:
    """The kind of camera raw file that begins like this ("CR3"); None for others, and for those that look like TIFF."""
    for signature, kind in _RAW_SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[6:14] == _CIFF:
        return "CRW"
    return "CR3" if b"crx " in _brands(head) else None


def foreign_kind(head: bytes) -> str | None:
    """What a file that is no photo seems to be instead ("a PDF document"); None where that cannot be told."""
    if not head:
        return "an empty file"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, kind in _FOREIGN:
        if head.startswith(signature) or (signature[:1] == b"<" and text.startswith(signature)):
            return kind
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if _brands(head):
        return "a video"
    if not head.strip(b"\0"):
        return "a file of nothing but zeros"
    if _looks_like_text(head):
        return "a text"
    return None


def _brands(head: bytes) -> frozenset[bytes]:
    """Major and compatible brands of an ISO base media file (ISO/IEC 14496-12, box `ftyp`); empty for others."""
    if head[4:8] != b"ftyp":
        return frozenset()
    end = min(int.from_bytes(head[:4], "big"), len(head))
    compatible = (head[at : at + 4] for at in range(16, end - 3, 4))
    return frozenset((head[8:12], *compatible))


def _looks_like_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        text = head.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:  # a character cut off by the end of the sample is no proof against text
            return False
        text = head[: error.start].decode("utf-8")
    return all(character.isprintable() or character.isspace() for character in text)
