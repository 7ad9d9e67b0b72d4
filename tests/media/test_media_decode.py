"""One decode gives the right picture: every format and mode, upright, alpha over white, and the same when fast."""

from __future__ import annotations

import io
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

from app.domain import Picture
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
