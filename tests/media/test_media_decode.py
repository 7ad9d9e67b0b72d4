"""One decode gives the right picture: every format and mode, upright, alpha over white, small fast."""

from __future__ import annotations

import io
import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from media_pictures import (
    BLUE,
    CORNERS,
    MAX_PIXELS,
    SIDE,
    close,
    corners,
    encoded,
    four_fields,
    opened_thumbnail,
    scene,
    written,
)
from PIL import Image, ImageCms

from app.domain import Picture, Unreadable
from app.media import decode as decode_room
from app.media.decode import decode

WHITE = (255, 255, 255)
ORIENTATION = 0x0112  # EXIF tag
TURNED_BACK = {  # EXIF orientation -> how a camera that is held so stores the upright picture
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def read(path: Path) -> Picture:
    return decode(path, max_pixels=MAX_PIXELS, thumbnail_side=SIDE)


def read_bytes(folder: Path, data: bytes, name: str = "photo.jpg") -> Picture:
    return read(written(folder / name, data))


def as_mode(image: Image.Image, mode: str) -> Image.Image:
    if mode.startswith("I;16"):
        return Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    if mode == "P":
        return image.quantize(16)
    if mode == "PA":
        return image.convert("RGBA").convert("PA")
    return image.convert(mode)


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize(
    ("format_name", "mode", "tolerance"),
    [
        ("JPEG", "RGB", 8),
        ("JPEG", "L", 3),
        ("JPEG", "CMYK", 12),
        ("PNG", "RGB", 1),
        ("PNG", "RGBA", 1),
        ("PNG", "L", 1),
        ("PNG", "LA", 1),
        ("PNG", "P", 12),
        ("PNG", "1", 255),
        ("PNG", "I;16", 2),
        ("GIF", "P", 12),
        ("GIF", "L", 2),
        ("WEBP", "RGB", 12),
        ("WEBP", "RGBA", 12),
        ("TIFF", "RGB", 1),
        ("TIFF", "RGBA", 1),
        ("TIFF", "L", 1),
        ("TIFF", "LA", 1),
        ("TIFF", "P", 12),
        ("TIFF", "1", 255),
        ("TIFF", "CMYK", 3),
        ("TIFF", "YCbCr", 5),
        ("TIFF", "LAB", 8),
        ("TIFF", "I;16", 2),
        ("TIFF", "I", 2),
        ("TIFF", "F", 2),
        ("BMP", "RGB", 1),
        ("BMP", "P", 12),
        ("BMP", "L", 1),
        ("PPM", "RGB", 1),
        ("PPM", "L", 1),
        ("TGA", "RGB", 1),
        ("TGA", "LA", 1),
        ("AVIF", "RGB", 12),
        ("AVIF", "RGBA", 12),
        ("HEIF", "RGB", 12),
        ("HEIF", "RGBA", 12),
        ("JPEG2000", "RGB", 2),
        ("JPEG2000", "RGBA", 2),
        ("JPEG2000", "L", 2),
    ],
)
def test_every_format_and_mode(tmp_path: Path, format_name: str, mode: str, tolerance: int, large: bool) -> None:
    pillow_heif.register_heif_opener()
    width, height = (1350, 900) if large else (120, 80)
    image = four_fields(width, height)
    expected: tuple[tuple[int, ...], ...] = CORNERS
    if mode in ("L", "LA", "I", "F", "I;16"):
        expected = tuple(
            (grey,) * 3 for grey in (Image.new("RGB", (1, 1), c).convert("L").getpixel((0, 0)) for c in CORNERS)
        )
    quality = {"quality": 90} if format_name in ("JPEG", "WEBP", "AVIF", "HEIF") else {}
    suffix = "tga" if format_name == "TGA" else "jpg"  # the content counts, not the name
    stored = as_mode(image, mode)
    picture = read_bytes(tmp_path, encoded(stored, format_name, **quality), f"photo.{suffix}")
    assert picture.pixels.shape == (224, 224, 3)
    assert picture.pixels.dtype == np.uint8
    assert close(corners(picture.pixels), expected, tolerance)
    thumbnail = opened_thumbnail(picture.thumbnail)
    assert thumbnail.mode == "RGB"
    assert thumbnail.size == ((320, 213) if large else (120, 80))
    assert close(corners(np.asarray(thumbnail)), expected, tolerance + 6)
    assert (picture.metadata.format, picture.metadata.width, picture.metadata.height) == (format_name, width, height)
    assert picture.warning is None


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize("orientation", list(TURNED_BACK))
@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_all_eight_orientations_show_the_same_upright_picture(
    tmp_path: Path, format_name: str, orientation: int, large: bool
) -> None:
    pillow_heif.register_heif_opener()
    width, height = (1350, 900) if large else (120, 80)
    turn = TURNED_BACK[orientation]
    upright = four_fields(width, height)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    stored = upright if turn is None else upright.transpose(turn)
    # As bytes, because only then does pillow-heif write the rotation into the container, as phones do.
    picture = read_bytes(tmp_path, encoded(stored, format_name, exif=exif.tobytes()))
    assert close(corners(picture.pixels), CORNERS, 14)
    thumbnail = opened_thumbnail(picture.thumbnail)
    assert close(corners(np.asarray(thumbnail)), CORNERS, 16)
    assert thumbnail.width > thumbnail.height
    assert (picture.metadata.width, picture.metadata.height) == (width, height)
    if format_name != "HEIF":  # libheif turns the frame itself and reports it as upright
        assert picture.metadata.orientation == orientation
    assert thumbnail.getexif().get(ORIENTATION) is None  # else the next reader would turn it a second time


def test_heif_is_turned_by_its_container_alone(tmp_path: Path) -> None:
    """ISO/IEC 23000-22 says so, and phones write both: who obeys EXIF too lays their pictures on the side."""
    pillow_heif.register_heif_opener()
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    data = encoded(four_fields(120, 80), "HEIF", exif=exif)
    assert Image.open(io.BytesIO(data)).info["original_orientation"] == 6
    picture = read_bytes(tmp_path, data, "IMG.HEIC")
    assert (picture.metadata.width, picture.metadata.height, picture.metadata.orientation) == (120, 80, 1)
    assert close(corners(picture.pixels), CORNERS, 14)


@pytest.mark.parametrize("side", [90, 1300], ids=["small", "large"])
@pytest.mark.parametrize(
    ("mode", "format_name"), [("RGBA", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP"), ("RGBA", "TIFF"), ("RGBA", "AVIF")]
)
def test_alpha_is_laid_over_white(tmp_path: Path, mode: str, format_name: str, side: int) -> None:
    image = Image.new("RGBA", (side, side), (*BLUE, 0))  # transparent all over, blue underneath
    image.paste((0, 0, 0, 255), (0, side // 2, side, side))
    picture = read_bytes(tmp_path, encoded(image.convert(mode), format_name))
    assert close(corners(picture.pixels), [WHITE, WHITE, (0, 0, 0), (0, 0, 0)], 6)


def test_half_transparent_black_is_grey(tmp_path: Path) -> None:
    picture = read_bytes(tmp_path, encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 128)), "PNG"))
    assert close(corners(picture.pixels), [(127, 127, 127)] * 4, 1)


@pytest.mark.parametrize("side", [80, 1300], ids=["small", "large"])
def test_transparent_palette_entry_and_transparent_colour(tmp_path: Path, side: int) -> None:
    image = four_fields(side, side).quantize(4)
    blue = image.getpixel((side // 4, 3 * side // 4))
    for format_name in ("PNG", "GIF"):
        picture = read_bytes(tmp_path, encoded(image, format_name, transparency=blue))
        assert close(corners(picture.pixels), [*CORNERS[:2], WHITE, CORNERS[3]], 12)
    by_colour = encoded(four_fields(side, side), "PNG", transparency=BLUE)
    assert close(corners(read_bytes(tmp_path, by_colour).pixels), [*CORNERS[:2], WHITE, CORNERS[3]], 2)


@pytest.mark.parametrize("format_name", ["GIF", "PNG", "WEBP", "TIFF", "AVIF"])
def test_animated_and_many_paged_files_show_their_first_frame(tmp_path: Path, format_name: str) -> None:
    frames = [four_fields(90, 60), Image.new("RGB", (90, 60), "black"), Image.new("RGB", (90, 60), "white")]
    data = encoded(frames[0], format_name, save_all=True, append_images=frames[1:], duration=100)
    assert Image.open(io.BytesIO(data)).n_frames == 3
    assert close(corners(read_bytes(tmp_path, data).pixels), CORNERS, 16)


def test_deep_greys_keep_their_range(tmp_path: Path) -> None:
    ramp = np.linspace(0, 1, 64 * 64).reshape(64, 64)
    for white, mode in ((4095, np.uint16), (65535, np.uint16), (1.0, np.float32), (255.0, np.float32)):
        image = Image.fromarray((ramp * white).astype(mode))
        pixels = read_bytes(tmp_path, encoded(image, "TIFF")).pixels
        assert pixels.min() <= 3
        assert pixels.max() >= 252
    wild = Image.fromarray(np.where(ramp > 0.9, np.nan, ramp * 1e6 - 5e5).astype(np.float32))
    assert read_bytes(tmp_path, encoded(wild, "TIFF")).pixels.std() > 20


def _swapped_profile() -> bytes:
    """An sRGB-like profile with the primaries of red and blue exchanged, under another name."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    entries = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * profile[131], 12)}
    red, blue = entries[b"rXYZ"], entries[b"bXYZ"]
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


def test_colours_of_another_colour_space_come_out_as_a_screen_shows_them(tmp_path: Path) -> None:
    data = encoded(Image.new("RGB", (64, 64), (255, 0, 0)), "JPEG", quality=95, icc_profile=_swapped_profile())
    found = corners(read_bytes(tmp_path, data).pixels)[0]
    assert found[2] > 200
    assert found[0] < 60
    same = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for harmless in (same, b"no profile at all", _swapped_profile()[:200]):
        data = encoded(Image.new("RGB", (64, 64), (255, 0, 0)), "PNG", icc_profile=harmless)
        assert close(corners(read_bytes(tmp_path, data).pixels), [(255, 0, 0)] * 4, 2)


@pytest.mark.parametrize(("width", "height"), [(2000, 1500), (1200, 900), (640, 480), (2400, 600), (500, 2000)])
def test_fast_way_gives_the_same_picture_as_the_slow_one(tmp_path: Path, width: int, height: int) -> None:
    photo = scene(width, height)
    data = encoded(photo, "JPEG", quality=92)
    slow = np.asarray(Image.open(io.BytesIO(data)).convert("RGB").resize((224, 224), Image.Resampling.BICUBIC))
    fast = read_bytes(tmp_path, data).pixels
    assert np.abs(fast.astype(int) - slow).mean() < 2.0
    from_png = read_bytes(tmp_path, encoded(photo, "PNG", compress_level=1)).pixels
    assert np.abs(from_png.astype(int) - slow).mean() < 2.0


def test_model_input_of_a_small_photo_is_exactly_that_of_the_training(tmp_path: Path) -> None:
    photo = scene(224, 224)
    assert np.array_equal(read_bytes(tmp_path, encoded(photo, "PNG")).pixels, np.asarray(photo))
    photo = scene(300, 200)
    expected = np.asarray(photo.resize((224, 224), Image.Resampling.BICUBIC))
    assert np.array_equal(read_bytes(tmp_path, encoded(photo, "PNG")).pixels, expected)


@pytest.mark.parametrize(
    ("size", "side", "expected"),
    [
        ((640, 480), 320, (320, 240)),
        ((480, 640), 320, (240, 320)),
        ((200, 100), 320, (200, 100)),
        ((1, 1), 320, (1, 1)),
        ((5000, 3), 320, (320, 1)),
        ((3, 5000), 64, (1, 64)),
        ((2000, 1500), 1024, (1024, 768)),
    ],
)
def test_thumbnail_size(tmp_path: Path, size: tuple[int, int], side: int, expected: tuple[int, int]) -> None:
    path = written(tmp_path / "photo.png", encoded(Image.new("RGB", size, BLUE), "PNG"))
    picture = decode(path, max_pixels=MAX_PIXELS, thumbnail_side=side)
    assert opened_thumbnail(picture.thumbnail).size == expected
    assert close(corners(picture.pixels), [BLUE] * 4, 1)


def test_thumbnail_carries_nothing_of_the_file_but_the_picture(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretMaker"
    data = encoded(scene(100, 80), "JPEG", exif=exif, comment=b"SecretComment", xmp=b"<x>SecretXmp</x>")
    assert b"Secret" in data
    assert b"Secret" not in read_bytes(tmp_path, data).thumbnail


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
def test_memory_is_counted_before_decoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_name: str) -> None:
    path = written(tmp_path / "photo", encoded(four_fields(400, 300), format_name))
    assert read(path).warning is None
    monkeypatch.setattr(decode_room, "MEMORY_BYTES", 400_000)
    with pytest.raises(Unreadable, match="of memory"):
        read(path)


def test_progressive_jpeg_counts_its_coefficients_and_a_plain_one_its_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = scene(1600, 1200)
    monkeypatch.setattr(decode_room, "MEMORY_BYTES", 4_000_000)
    assert read_bytes(tmp_path, encoded(photo, "JPEG")).metadata.width == 1600
    with pytest.raises(Unreadable, match="of memory"):
        read_bytes(tmp_path, encoded(photo, "JPEG", progressive=True))


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
