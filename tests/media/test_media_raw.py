"""Camera raw files: the largest preview, upright, with what the raw file says of itself; and hostile ones."""

from __future__ import annotations

import contextlib
import importlib.util
import io
from collections.abc import Callable
from pathlib import Path

import media_raws as raws
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from media_pictures import CORNERS, MAX_PIXELS, SIDE, close, corners, encoded, four_fields, opened_thumbnail, written
from PIL import Image

from app.domain import Picture, Unreadable
from app.media import decode as decoding
from app.media.decode import decode
from app.media.formats import RAW_SUFFIXES, is_photo_name
from app.media.jpeg import preview_at
from app.media.raw import read_raw

LARGE = encoded(four_fields(1620, 1080), "JPEG", quality=90)
SMALL = encoded(four_fields(640, 420), "JPEG", quality=90)
THUMB = encoded(four_fields(160, 120), "JPEG", quality=90)


def look(path: Path, max_pixels: int = MAX_PIXELS) -> Picture:
    return decode(path, max_pixels=max_pixels, thumbnail_side=SIDE)


@pytest.mark.parametrize("suffix", ["CR2", "cr3", "nef", "ARW", "dng", "orf", "rw2", "raf", "pef", "srw", "3fr"])
def test_names_of_raw_files_are_photo_names(suffix: str) -> None:
    assert suffix.lower() in RAW_SUFFIXES
    assert is_photo_name(f"DSC_0001.{suffix}")


@pytest.mark.parametrize(
    ("name", "data", "kind", "camera"),
    [
        ("a.dng", raws.dng(LARGE, small=THUMB), "DNG", "NIKON D850"),
        ("a.nef", raws.nef(LARGE), "NEF", "NIKON D850"),
        ("a.rw2", raws.rw2(LARGE), "RW2", "Panasonic DC-GH5"),
        ("a.orf", raws.orf(LARGE), "ORF", "OLYMPUS E-M1"),
        ("a.cr3", raws.cr3(SMALL, LARGE), "CR3", "Canon EOS R5"),
        ("a.cr3", raws.cr3(LARGE), "CR3", "Canon EOS R5"),
    ],
)
def test_the_preview_is_seen_and_the_raw_file_speaks(
    tmp_path: Path, name: str, data: bytes, kind: str, camera: str
) -> None:
    picture = look(written(tmp_path / name, data))
    assert close(corners(picture.pixels), CORNERS, by=12)
    assert opened_thumbnail(picture.thumbnail).size == (320, 213)
    said = picture.metadata
    assert (said.format, said.camera, said.lens) == (kind, camera, "XF 35mm F1.4")
    assert (said.taken, said.taken_ms) == ("2023-08-04T19:05:07", 420)
    assert (said.width, said.height) == (6000, 4000)
    assert picture.warning is None


def test_place_of_a_raw_file(tmp_path: Path) -> None:
    for name, data in (("a.dng", raws.dng(LARGE)), ("a.cr3", raws.cr3(LARGE))):
        said = look(written(tmp_path / name, data)).metadata
        assert (said.latitude, said.longitude) == (47.5, -8.25)


def test_fujifilm_says_all_in_its_preview(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "FUJIFILM", "X-T3", 6
    exif.get_ifd(0x8769)[0x9003] = "2022:02:03 04:05:06"
    turned = four_fields(1080, 1620).transpose(Image.Transpose.ROTATE_90)
    picture = look(written(tmp_path / "a.raf", raws.raf(encoded(turned, "JPEG", exif=exif, quality=90))))
    assert close(corners(picture.pixels), CORNERS, by=12)
    assert picture.metadata.camera == "FUJIFILM X-T3"
    assert picture.metadata.taken == "2022-02-03T04:05:06"
    assert (picture.metadata.width, picture.metadata.height) == (1080, 1620)


@pytest.mark.parametrize("build", [raws.dng, raws.nef, lambda jpeg, orientation: raws.cr3(jpeg, b"", orientation)])
def test_turned_once_by_the_raw_files_word(tmp_path: Path, build: Callable[..., bytes]) -> None:
    lying = encoded(four_fields(1080, 1620).transpose(Image.Transpose.ROTATE_90), "JPEG", quality=90)
    picture = look(written(tmp_path / "a.dng", build(lying, orientation=6)))
    assert close(corners(picture.pixels), CORNERS, by=12)
    assert (picture.metadata.width, picture.metadata.height) == (4000, 6000)
    assert opened_thumbnail(picture.thumbnail).size == (213, 320)


def test_a_preview_that_was_turned_already_stays(tmp_path: Path) -> None:
    upright = encoded(four_fields(1080, 1620), "JPEG", quality=90)
    picture = look(written(tmp_path / "a.dng", raws.dng(upright, orientation=6)))
    assert close(corners(picture.pixels), CORNERS, by=12)
    assert (picture.metadata.width, picture.metadata.height) == (4000, 6000)


def test_both_say_how_to_turn_and_it_is_done_once(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = encoded(four_fields(1080, 1620).transpose(Image.Transpose.ROTATE_90), "JPEG", quality=90, exif=exif)
    picture = look(written(tmp_path / "a.nef", raws.nef(lying, orientation=6)))
    assert close(corners(picture.pixels), CORNERS, by=12)


def test_content_decides_what_a_raw_file_is(tmp_path: Path) -> None:
    assert look(written(tmp_path / "really a raw.tif", raws.dng(LARGE))).metadata.format == "DNG"
    assert look(written(tmp_path / "really a raw.jpg", raws.cr3(LARGE))).metadata.format == "CR3"
    assert look(written(tmp_path / "really a jpeg.nef", LARGE)).metadata.format == "JPEG"
    assert look(written(tmp_path / "a.jpg", raws.cr2(LARGE))).metadata.format == "CR2"
    plain = look(written(tmp_path / "really a tiff.nef", encoded(four_fields(), "TIFF")))
    assert plain.metadata.format == "TIFF"
    assert close(corners(plain.pixels), CORNERS, by=12)


def test_a_damaged_preview_gives_way_to_the_next(tmp_path: Path) -> None:
    broken = LARGE[:700] + b"\0" * (len(LARGE) - 700)
    picture = look(written(tmp_path / "a.cr3", raws.cr3(SMALL, broken)))
    assert close(corners(picture.pixels), CORNERS, by=12)


def test_a_truncated_raw_file_is_flagged(tmp_path: Path) -> None:
    data = raws.cr3(SMALL, LARGE)
    picture = look(written(tmp_path / "a.cr3", data[: len(data) - 1000 - len(LARGE) * 9 // 10]))
    assert close(corners(picture.pixels), CORNERS, by=12)
    assert picture.warning == "file is truncated"


def test_a_huge_preview_is_refused_by_its_header_and_a_smaller_one_taken(tmp_path: Path) -> None:
    path = written(tmp_path / "a.cr3", raws.cr3(SMALL, LARGE))
    assert opened_thumbnail(look(path, max_pixels=1_000_000).thumbnail).size == (320, 210)
    monstrous = _with_size(LARGE, 65_000, 65_000)
    path = written(tmp_path / "c.cr3", raws.cr3(SMALL, monstrous))
    assert opened_thumbnail(look(path).thumbnail).size == (320, 210)
    only = written(tmp_path / "b.raf", raws.raf(LARGE))
    with pytest.raises(Unreadable, match=r"too large|developed"):
        look(only, max_pixels=1_000_000)


def _with_size(jpeg: bytes, width: int, height: int) -> bytes:
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + jpeg[at + 4 :]


def test_without_a_preview_the_reason_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "rawpy" else find(name))
    with pytest.raises(Unreadable, match=r"snowline\[raw\]"):
        look(written(tmp_path / "a.dng", raws.dng(THUMB)))


def test_raw_data_are_developed_where_that_can_be_done(tmp_path: Path) -> None:
    pytest.importorskip("rawpy")
    path = written(tmp_path / "a.dng", _developable())
    picture = look(path)
    top_left, top_right, *_ = corners(picture.pixels)
    assert max(top_left) < 60
    assert min(top_right) > 150
    assert (picture.metadata.width, picture.metadata.height) == (800, 600)
    with pytest.raises(Unreadable, match="too large"):
        look(path, max_pixels=100_000)
    written(path, raws.dng(THUMB))
    with pytest.raises(Unreadable, match="developed"):
        look(path)


def _developable() -> bytes:
    """A DNG of 800 x 600 sensor values without any preview, dark on the left."""
    width, height = 800, 600
    row = (200).to_bytes(2, "little") * (width // 2) + (3900).to_bytes(2, "little") * (width // 2)
    values: dict[int, raws.Value] = raws.CAMERA | {
        0x00FE: (raws.LONG, 0),
        0x0100: (raws.LONG, width),
        0x0101: (raws.LONG, height),
        0x0102: (raws.SHORT, 16),
        0x0103: (raws.SHORT, 1),
        0x0106: (raws.SHORT, 32803),
        0x0115: (raws.SHORT, 1),
        0x0116: (raws.LONG, height),
        0x828D: (raws.SHORT, (2, 2)),
        0x828E: (1, b"\0\1\1\2"),
        0xC612: (1, b"\1\4\0\0"),
        0xC614: (raws.TEXT, "Test"),
        0xC61D: (raws.LONG, 4095),
    }
    return raws.tiff([raws.Ifd(values, data={(0x0111, 0x0117): row * height})])


BUILT = [raws.dng(SMALL), raws.nef(SMALL), raws.cr2(SMALL), raws.rw2(SMALL), raws.orf(SMALL), raws.raf(SMALL)]
BUILT.append(raws.cr3(SMALL, LARGE))
NAMES = ("a.dng", "a.nef", "a.cr2", "a.rw2", "a.orf", "a.raf", "a.cr3")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@hypothesis_settings(max_examples=75)
@given(
    which=st.integers(0, len(BUILT) - 1),
    changes=st.lists(st.tuples(st.integers(0, 2500), st.integers(0, 255)), max_size=30),
    cut=st.one_of(st.none(), st.integers(0, 40_000)),
)
def test_damaged_raw_files_end_as_a_picture_or_a_reason(
    place: Path, which: int, changes: list[tuple[int, int]], cut: int | None
) -> None:
    data = bytearray(BUILT[which])
    for at, value in changes:
        if at < len(data):
            data[at] = value
    path = written(place / NAMES[which], bytes(data[:cut]))
    with path.open("rb") as file:
        raw = read_raw(file, file.read(512), path.name)
    assert raw is None or all(p.offset + p.length <= path.stat().st_size for p in raw.previews)
    _looked_at_without_libraw(path)


@hypothesis_settings(max_examples=100)
@given(
    head=st.sampled_from([b"II*\0", b"MM\0*", b"IIU\0", b"IIRO", b"\0\0\0\x10ftypcrx "]), rest=st.binary(max_size=600)
)
def test_anything_behind_a_raw_files_beginning(place: Path, head: bytes, rest: bytes) -> None:
    _looked_at_without_libraw(written(place / "x.nef", head + rest))


def _looked_at_without_libraw(path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoding, "can_develop", lambda: False)
        patch.setattr("app.media.develop.can_develop", lambda: False)
        with contextlib.suppress(Unreadable):
            assert look(path).pixels.shape == (224, 224, 3)


def test_directories_that_point_at_each_other_end(tmp_path: Path) -> None:
    data = bytearray(raws.nef(SMALL))
    for at in range(8, 200, 4):
        data[at : at + 4] = (8).to_bytes(4, "little")
    _looked_at_without_libraw(written(tmp_path / "loop.nef", bytes(data)))


def test_lossless_jpegs_are_no_previews() -> None:
    raw_data = LARGE.replace(b"\xff\xc0\x00\x11", b"\xff\xc3\x00\x11")
    assert preview_at(io.BytesIO(LARGE), 0, len(LARGE), len(LARGE)) is not None
    assert preview_at(io.BytesIO(raw_data), 0, len(raw_data), len(raw_data)) is None
