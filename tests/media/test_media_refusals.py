"""What is refused before decoding, what is kept of a damaged file, and what is told of files that are no photos."""

from __future__ import annotations

import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from media_pictures import (
    CORNERS,
    MAX_PIXELS,
    SIDE,
    close,
    corners,
    encoded,
    four_fields,
    scene,
    written,
)
from PIL import Image

from app.domain import Picture, Unreadable
from app.media.decode import decode

ORIENTATION = 0x0112  # EXIF tag


def read(path: Path, **limits: int) -> Picture:
    return decode(path, max_pixels=MAX_PIXELS, thumbnail_side=SIDE, **limits)


def read_bytes(folder: Path, data: bytes, name: str = "photo.jpg", **limits: int) -> Picture:
    return read(written(folder / name, data), **limits)


# ---- refused by their headers -------------------------------------------------------------------------------


def test_pixel_limit_is_exact(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.png", encoded(Image.new("L", (100, 50)), "PNG"))
    assert decode(path, max_pixels=5000, thumbnail_side=SIDE).metadata.width == 100
    with pytest.raises(Unreadable, match="too large: 100 x 50 pixels"):
        decode(path, max_pixels=4999, thumbnail_side=SIDE)
    with pytest.raises(Unreadable, match="too large"):
        decode(path, max_pixels=1000, thumbnail_side=SIDE)


def _with_size(png: bytes, width: int, height: int) -> bytes:
    """A PNG that claims another size; the checksum of its header is made to fit."""
    header = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + png[24:29]
    return png[:12] + header + zlib.crc32(header).to_bytes(4, "big") + png[33:]


def _with_bmp_size(bmp: bytes, side: int) -> bytes:
    return bmp[:18] + side.to_bytes(4, "little") * 2 + bmp[26:]


def test_bombs_are_refused_before_a_pixel_is_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bombs = {
        "png": _with_size(encoded(Image.new("RGB", (10, 10)), "PNG"), 60_000, 60_000),
        "gif": b"GIF89a" + b"\xff\xff\xff\xff" + encoded(Image.new("L", (8, 8)), "GIF")[10:],
        "ppm": b"P6 50000 50000 255 ",
        "bmp": _with_bmp_size(encoded(Image.new("RGB", (8, 8)), "BMP"), 40_000),
    }
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _self: pytest.fail("a bomb was decoded"))
    for suffix, data in bombs.items():
        with pytest.raises(Unreadable, match=r"^too large"):
            read_bytes(tmp_path, data, f"bomb.{suffix}")


@pytest.mark.parametrize("format_name", ["WEBP", "PNG", "JPEG2000", "AVIF"])
def test_memory_is_counted_before_decoding(tmp_path: Path, format_name: str) -> None:
    path = written(tmp_path / "photo", encoded(four_fields(400, 300), format_name))
    assert read(path).warning is None
    with pytest.raises(Unreadable, match="of memory"):
        read(path, memory_bytes=400_000)


def test_progressive_jpeg_counts_its_coefficients_and_a_plain_one_its_draft(tmp_path: Path) -> None:
    photo = scene(1600, 1200)
    assert read_bytes(tmp_path, encoded(photo, "JPEG"), memory_bytes=4_000_000).metadata.width == 1600
    with pytest.raises(Unreadable, match="of memory"):
        read_bytes(tmp_path, encoded(photo, "JPEG", progressive=True), memory_bytes=4_000_000)


def test_readers_that_would_take_minutes_are_refused_when_large(tmp_path: Path) -> None:
    small = b"P3\n2 1\n255\n255 0 0 0 0 255\n"
    assert close(corners(read_bytes(tmp_path, small).pixels)[:1], [(255, 0, 0)], 40)
    with pytest.raises(Unreadable, match="too large for its kind"):
        read_bytes(tmp_path, b"P3\n5000 5000\n255\n" + b"0 " * 100)


# ---- damaged, but still a picture ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format_name", "progressive", "orientation", "kept", "tolerance"),
    [
        ("JPEG", False, 1, np.s_[:90], 3),
        ("JPEG", False, 6, np.s_[:, -90:], 3),  # turned clockwise: what was stored first is on the right
        ("JPEG", True, 1, np.s_[:], 25),  # its first scans show all of the picture, coarsely
        ("PNG", False, 1, np.s_[:90], 1),
        ("PNG", False, 8, np.s_[:, :90], 1),
        ("BMP", False, 1, np.s_[-90:], 1),  # stored from its last row upwards
    ],
)
def test_most_of_a_truncated_picture_is_kept_with_a_warning(
    tmp_path: Path,
    format_name: str,
    progressive: bool,
    orientation: int,
    kept: tuple[slice, ...],
    tolerance: int,
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    extra = {} if format_name == "BMP" else {"exif": exif, "progressive": progressive}
    data = encoded(scene(600, 400), format_name, **extra)
    picture = read_bytes(tmp_path, data[: int(len(data) * 0.8)])
    assert picture.warning == "file is truncated"
    whole = read_bytes(tmp_path, data).pixels
    assert np.abs(picture.pixels[kept].astype(int) - whole[kept]).mean() < tolerance


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "BMP"])
def test_too_little_of_a_picture_is_refused(tmp_path: Path, format_name: str) -> None:
    data = encoded(scene(600, 400), format_name)
    with pytest.raises(Unreadable, match=r"file is truncated: only (1|2|3)\d percent of the picture is there"):
        read_bytes(tmp_path, data[: len(data) // 4])


@pytest.mark.parametrize("format_name", ["WEBP", "AVIF", "HEIF", "GIF", "TIFF", "JPEG2000"])
def test_other_formats_cut_in_half_never_crash(tmp_path: Path, format_name: str) -> None:
    data = encoded(scene(300, 200), format_name)
    ends = set()
    for share in (0.02, 0.3, 0.6, 0.9):
        try:
            ends.add(read_bytes(tmp_path, data[: int(len(data) * share)]).warning)
        except Unreadable as refusal:
            ends.add(str(refusal).split(":")[0])
    spoken = {"JPEG2000": "JPEG 2000", "HEIF": "HEIC", "WEBP": "WebP"}.get(format_name, format_name)
    assert ends <= {"file is truncated", "file is damaged", f"damaged {spoken} file", None}


# ---- no photos ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"hello, this is no photo", "not a photo but a text"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a photo but a PostScript drawing"),
        (b"%PDF-1.4\n", "not a photo but a PDF document"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a photo but an SVG drawing"),
        (b"\xff\xd8\xff", "damaged JPEG file: its beginning cannot be understood"),
        (b"\x89PNG\r\n\x1a\n", "damaged PNG file: its beginning cannot be understood"),
        (bytes(range(256)), "not a photo"),
    ],
)
def test_what_is_no_photo_is_told_apart(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_bytes(tmp_path, data)
    assert str(refusal.value) == reason


@pytest.mark.filterwarnings("ignore:IM image format is deprecated")
@pytest.mark.parametrize("format_name", ["ICO", "PDF", "EPS", "ICNS", "DDS", "PCX", "SGI", "XBM", "IM", "MSP"])
def test_other_formats_that_pillow_knows_are_no_photos(tmp_path: Path, format_name: str) -> None:
    image = four_fields(64, 64).convert("1" if format_name in ("XBM", "MSP") else "RGB")
    with pytest.raises(Unreadable, match="not a photo"):
        read_bytes(tmp_path, encoded(image, format_name), "photo.jpg")


def test_what_the_file_system_refuses(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no longer there"):
        read(tmp_path / "gone.jpg")
    with pytest.raises(Unreadable, match="a folder"):
        read(tmp_path)
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    with pytest.raises(Unreadable, match="a link that leads nowhere"):
        read(tmp_path / "loop.jpg")


def test_a_drive_that_fails_while_reading_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "photo.jpg", encoded(scene(64, 64), "JPEG"))

    def failing(_self: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", failing)
    with pytest.raises(Unreadable, match="the drive reports an error"):
        read(path)


def test_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    try:
        with open(path, "wb") as file:
            file.write(encoded(four_fields(), "JPEG", quality=90))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    picture = decode(path, max_pixels=MAX_PIXELS, thumbnail_side=SIDE)
    assert close(corners(picture.pixels), CORNERS, 8)


def test_damaged_tiff_prints_nothing_and_leaves_no_file_open(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = bytearray(encoded(scene(300, 200), "TIFF", compression="tiff_lzw"))
    data[500:900] = os.urandom(400)
    path = written(tmp_path / "photo.tif", bytes(data))
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    for _ in range(5):
        try:
            read(path)
        except Unreadable:
            pass
    assert capfd.readouterr().err == ""
    if before:
        assert len(os.listdir("/proc/self/fd")) == before
    os.write(2, b"stderr is back")
    assert capfd.readouterr().err == "stderr is back"


def test_several_threads_may_decode_at_once_under_limits_of_their_own(tmp_path: Path) -> None:
    formats = ("JPEG", "TIFF", "PNG", "WEBP")
    paths = [written(tmp_path / name, encoded(four_fields(300, 200), name)) for name in formats]

    def attempt(number: int) -> bool:
        path = paths[number // 2 % len(paths)]
        if number % 2:
            return close(corners(read(path).pixels), CORNERS, 14)
        with pytest.raises(Unreadable, match="too large: 300 x 200"):
            decode(path, max_pixels=1000, thumbnail_side=SIDE)
        return True

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(attempt, range(40)))
