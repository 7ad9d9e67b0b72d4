"""What counts as a photo: by name while scanning, by content before decoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from media_pictures import encoded, four_fields

from app.media.formats import PHOTO_SUFFIXES, foreign_kind, is_photo_name, photo_format


@pytest.mark.parametrize(
    ("name", "photo"),
    [
        ("IMG_0001.JPG", True),
        ("/a/b.c/holiday.jpeg", True),
        (b"caf\xe9.HeIc", True),
        ("scan.tiff", True),
        ("two.dots.webp", True),
        ("._IMG_0001.JPG", False),
        (".jpg", False),
        ("jpg", False),
        ("notes.txt", False),
        ("drawing.svg", False),
        ("poster.eps", False),
        ("icon.ico", False),
        ("clip.mp4", False),
        ("", False),
        (b"", False),
    ],
)
def test_names(name: str | bytes, photo: bool) -> None:
    assert is_photo_name(name) is photo


def test_suffixes_are_lower_case_and_without_the_dot() -> None:
    assert {"jpg", "jpeg", "png", "gif", "webp", "tif", "tiff", "bmp", "heic", "heif", "avif", "jp2", "ppm"} <= (
        PHOTO_SUFFIXES
    )
    assert all(suffix == suffix.lower().strip(".") for suffix in PHOTO_SUFFIXES)
    assert not PHOTO_SUFFIXES & {"ico", "cur", "eps", "ps", "pdf", "svg", "wmf", "ttf", "icns"}


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "PPM", "AVIF", "JPEG2000"])
def test_content_tells_the_format_whatever_the_name(format_name: str) -> None:
    head = encoded(four_fields(), format_name)[:512]
    assert photo_format(head, "misleading.txt") == format_name


def test_only_tga_is_told_by_its_name() -> None:
    head = encoded(four_fields(), "TGA")[:512]
    assert photo_format(head, "x.TGA") == "TGA"
    assert photo_format(head, "x.jpg") is None
    assert photo_format(encoded(four_fields(), "PNG")[:512], "x.tga") == "PNG"


def _iso(major: bytes, *compatible: bytes) -> bytes:
    body = b"ftyp" + major + b"\0\0\0\0" + b"".join(compatible)
    return (len(body) + 4).to_bytes(4, "big") + body


@pytest.mark.parametrize(
    ("head", "format_name", "kind"),
    [
        (_iso(b"heic", b"mif1", b"heic"), "HEIF", None),
        (_iso(b"mif1", b"heic"), "HEIF", None),
        (_iso(b"mif1", b"avif", b"miaf"), "AVIF", None),
        (_iso(b"isom", b"mp42"), None, "a video"),
        (_iso(b"crx ", b"crx "), "RAW", None),
        (b"RIFF\0\0\0\0AVI LIST", None, "a video"),
        (b"RIFF\0\0\0\0WAVEfmt ", None, "a sound file"),
        (b"%PDF-1.7", None, "a PDF document"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", None, "a PostScript drawing"),
        (b"\xc5\xd0\xd3\xc6\x20\0\0\0", None, "a PostScript drawing"),
        (b"  <svg xmlns='http://www.w3.org/2000/svg'>", None, "an SVG drawing"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", None, "an XML document"),
        (b"\0\0\1\0\1\0\x10\x10", None, "an icon"),
        (b"\0\1\0\0\0\x0e\0\x80", None, "a font"),
        (b"\xff\x0a\0\0", None, "a JPEG XL picture, which cannot be read yet"),
        ("Grüße aus dem Süden\n".encode(), None, "a text"),
        ("Grüße".encode()[:-2] + "ß".encode()[:1], None, "a text"),
        (b"\0" * 512, None, "a file of nothing but zeros"),
        (b"\x01\x02\x03\xfe\xff\x00", None, None),
    ],
)
def test_signatures(head: bytes, format_name: str | None, kind: str | None) -> None:
    assert photo_format(head, "x") == format_name
    if format_name is None:
        assert foreign_kind(head) == kind


@given(st.binary(max_size=600), st.text(max_size=20))
def test_any_bytes_and_any_name_get_an_answer(head: bytes, name: str) -> None:
    assert isinstance(photo_format(head, name), str | None)
    assert isinstance(foreign_kind(head), str | None)
    assert is_photo_name(name) in (True, False)
