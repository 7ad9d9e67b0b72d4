"""Thumbnails shared with the desktop: found by others where they look, and theirs found by us; ours bounded."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from media_pictures import CORNERS, MAX_PIXELS, close, corners, encoded, four_fields, written
from PIL import Image, PngImagePlugin

from app.media import png
from app.media.decode import decode
from app.media.desktop_thumbnails import DesktopThumbnails, file_uri
from app.media.drawing import thumbnail_of
from app.media.thumbnails import ThumbnailStore
from app.paths import desktop_thumbnails

pytestmark = pytest.mark.skipif(desktop_thumbnails() is None, reason="this system shares no thumbnails")

KEY = "1f4a-" + "0123456789abcdef" * 2


@pytest.fixture
def desktop(tmp_path: Path) -> DesktopThumbnails:
    found = DesktopThumbnails.of(tmp_path)
    assert found is not None
    return found


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return written(tmp_path / "ski trip; été.jpg", encoded(four_fields(1200, 800), "JPEG", quality=90))


def small(photo: Path, side: int = 128) -> bytes:
    picture = decode(photo, max_pixels=MAX_PIXELS, thumbnail_side=320, shared_side=side)
    assert picture.shared is not None
    return picture.shared


def of_another_program(desktop: DesktopThumbnails, photo: Path, name: str, changed: str, uri: str = "") -> Path:
    """As GNOME's and KDE's programs write them, with texts in whatever order."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Thumb::Size", "123")
    texts.add_text("Thumb::MTime", changed)
    texts.add_text("Software", "GNOME::ThumbnailFactory")
    texts.add_text("Thumb::URI", uri or file_uri(photo))
    path = desktop.folder / name / f"{hashlib.md5(file_uri(photo).encode()).hexdigest()}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    four_fields(90, 60).save(path, pnginfo=texts)
    return path


def test_uris_are_escaped_as_glib_does() -> None:
    every = bytes(range(33, 127)).replace(b"/", b"")
    assert file_uri(b"/a/" + every + b" \xc3\xa9\xff") == (
        "file:///a/!%22%23$%25&'()*+,-.0123456789:%3B%3C=%3E%3F@ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D%5E_%60"
        "abcdefghijklmnopqrstuvwxyz%7B%7C%7D~%20%C3%A9%FF"
    )


def test_ours_are_as_the_standard_wants_them(desktop: DesktopThumbnails, photo: Path) -> None:
    changed = photo.stat().st_mtime
    assert desktop.put(photo, small(photo), changed)
    name = hashlib.md5(file_uri(photo).encode()).hexdigest()
    path = Path(os.environ["XDG_CACHE_HOME"]) / "thumbnails" / "normal" / f"{name}.png"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with Image.open(path) as image:
        assert image.size == (128, 85)
        assert image.info["Thumb::URI"] == file_uri(photo)
        assert image.info["Thumb::MTime"] == str(int(changed))
        assert image.info["Software"].startswith("Snowline")
        assert close(corners(np.asarray(image.convert("RGB"))), CORNERS, by=12)
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name]
    assert desktop.put(photo, small(photo, 256), changed)
    assert desktop.path(photo, 256).parent.name == "large"
    found = desktop.get(photo, least=200)
    assert found is not None
    assert png.size(found) == (256, 170)


def test_others_are_used_while_they_hold(desktop: DesktopThumbnails, photo: Path) -> None:
    assert desktop.get(photo) is None
    changed = int(photo.stat().st_mtime)
    theirs = of_another_program(desktop, photo, "normal", str(changed))
    assert desktop.get(photo) == theirs.read_bytes()
    assert not desktop.put(photo, small(photo), changed)  # theirs stays
    os.utime(photo, (changed + 5, changed + 5))
    assert desktop.get(photo) is None
    assert desktop.put(photo, small(photo), changed + 5)
    of_another_program(desktop, photo, "normal", f"{changed + 5}.25")
    assert desktop.get(photo) is not None
    of_another_program(desktop, photo, "normal", str(changed + 5), uri="file:///elsewhere.jpg")
    assert desktop.get(photo) is None


def test_damaged_and_absurd_ones_do_not_hold(desktop: DesktopThumbnails, photo: Path) -> None:
    changed = int(photo.stat().st_mtime)
    theirs = of_another_program(desktop, photo, "large", str(changed))
    whole = theirs.read_bytes()
    theirs.write_bytes(whole[:-5])
    assert desktop.get(photo) is None
    theirs.write_bytes(whole[:16] + (60_000).to_bytes(4, "big") * 2 + whole[24:])
    assert desktop.get(photo) is None
    theirs.unlink()
    theirs.mkdir()
    assert desktop.get(photo) is None
    assert not desktop.put(photo, small(photo, 256), changed)


@given(st.binary(max_size=400))
def test_any_bytes_have_texts_or_none(data: bytes) -> None:
    whole = png.with_texts(png.encoded(np.zeros((2, 2, 3), np.uint8)), {"A": "b"})
    assert png.texts_before_pixels(data) is None
    for mixed in (whole[:33] + data + whole[33:], whole[:50] + data + whole[-12:]):
        texts = png.texts_before_pixels(mixed)
        assert texts is None or isinstance(texts, dict)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32))
def test_pngs_hold_the_pixels(width: int, height: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    with Image.open(io.BytesIO(png.encoded(pixels))) as image:
        assert np.array_equal(np.asarray(image), pixels)


def test_ours_are_bounded_and_others_stay(desktop: DesktopThumbnails, tmp_path: Path) -> None:
    picture = png.encoded(np.zeros((10, 10, 3), np.uint8))
    photos = [written(tmp_path / f"{number}.jpg", b"x") for number in range(20)]
    for one in photos:
        assert desktop.put(one, picture, one.stat().st_mtime)
    each = desktop.taken() // 20
    theirs = of_another_program(desktop, photos[0], "normal", "1")
    assert desktop.trim(20 * each + 20) == 0
    removed = desktop.trim(10 * each)
    assert theirs.is_file()
    assert removed == sum(not desktop.path(one).is_file() for one in photos)
    assert desktop.taken() <= 10 * each
    assert desktop.path(photos[-1]).is_file()
    assert not desktop.path(photos[1]).is_file()


def test_no_thumbnails_of_thumbnails(desktop: DesktopThumbnails, photo: Path) -> None:
    desktop.put(photo, small(photo), photo.stat().st_mtime)
    inside = desktop.path(photo)
    assert not desktop.put(inside, small(photo), inside.stat().st_mtime)


def test_what_is_shown_is_kept_and_shared(desktop: DesktopThumbnails, photo: Path, tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path / "own")

    def shown(key: str = KEY, path: Path | None = photo, wanted: int = 200) -> bytes | None:
        return thumbnail_of(store, desktop, key, path, wanted=wanted, max_pixels=MAX_PIXELS, thumbnail_side=320)

    assert shown(path=None) is None
    drawn = shown()
    assert drawn is not None
    assert store.get(KEY) == drawn
    shared = desktop.get(photo)
    assert shared is not None
    assert png.size(shared) == (256, 170)
    assert shown(path=None) == drawn  # the drive went away
    assert shown(key="") == shared  # as for a file that nobody opened yet
    store.path(KEY).unlink()
    assert shown() == shared


def test_transparent_and_turned_pictures_share_what_is_seen(desktop: DesktopThumbnails, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = four_fields(800, 1200).transpose(Image.Transpose.ROTATE_90)
    path = written(tmp_path / "a.jpg", encoded(turned, "JPEG", exif=exif, quality=92))
    with Image.open(io.BytesIO(small(path))) as image:
        assert image.size == (85, 128)
        assert close(corners(np.asarray(image)), CORNERS, by=12)
    path = written(tmp_path / "a.png", encoded(Image.new("RGBA", (50, 50), (255, 0, 0, 0)), "PNG"))
    with Image.open(io.BytesIO(small(path))) as image:
        assert image.mode == "RGB"
        assert image.getpixel((5, 5)) == (255, 255, 255)
