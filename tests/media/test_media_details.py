"""What a file says of how its photo was taken, and frames to be looked at."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

from app.domain import Unreadable
from app.media.decode import frame
from app.media.details import read_details

LIMIT = 50_000_000


def save(path: Path, camera_side: dict[int, object], place: dict[int, object] | None = None, **main: object) -> Path:
    exif = Image.Exif()
    for name, value in main.items():
        exif[getattr(Base, name)] = value
    exif.get_ifd(IFD.Exif).update(camera_side)
    exif.get_ifd(IFD.GPSInfo).update(place or {})
    Image.new("RGB", (60, 40), "navy").save(path, exif=exif)
    return path


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_exposure_lens_and_place_are_read(tmp_path: Path, name: str) -> None:
    path = save(
        tmp_path / name,
        {
            Base.ExposureTime: IFDRational(1, 250),
            Base.FNumber: IFDRational(28, 10),
            Base.ISOSpeedRatings: 400,
            Base.FocalLength: IFDRational(35, 1),
            Base.FocalLengthIn35mmFilm: 52,
            Base.ExposureBiasValue: IFDRational(-1, 3),
            Base.Flash: 25,
        },
        {GPS.GPSAltitude: IFDRational(12, 1), GPS.GPSAltitudeRef: b"\x01"},
        Artist="Ada",
    )
    told = read_details(path, max_pixels=LIMIT)
    assert (told.exposure, told.aperture, told.iso) == (0.004, 2.8, 400)
    assert (told.focal, told.focal_35, told.flash, told.artist) == (35.0, 52, True, "Ada")
    assert told.bias == pytest.approx(-1 / 3)
    assert told.size == path.stat().st_size
    assert (told.metadata.width, told.metadata.height) == (60, 40)
    if name != "a.webp":
        assert told.altitude == -12


def test_nonsense_in_one_field_leaves_the_others(tmp_path: Path) -> None:
    path = save(
        tmp_path / "a.jpg",
        {
            Base.ExposureTime: IFDRational(0, 0),
            Base.FNumber: IFDRational(4, 1),
            Base.ShutterSpeedValue: IFDRational(6, 1),
        },
    )
    told = read_details(path, max_pixels=LIMIT)
    assert (told.exposure, told.aperture, told.iso) == (float(Fraction(1, 64)), 4.0, None)


def test_what_is_no_photo_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("no photo")
    for path, limit in (
        (tmp_path / "a.jpg", LIMIT),
        (tmp_path / "none.jpg", LIMIT),
        (save(tmp_path / "b.jpg", {}), 10),
    ):
        with pytest.raises(Unreadable):
            read_details(path, max_pixels=limit)


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.jpg"
    Image.new("RGB", (8, 8)).save(path, exif=b"Exif\0\0" + data)
    try:
        read_details(path, max_pixels=LIMIT)
    except Unreadable:
        pass


def test_a_frame_is_upright_and_as_large_as_wanted(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    picture = Image.new("RGB", (400, 200), "red")
    picture.paste((0, 0, 255), (0, 0, 200, 200))
    picture.save(tmp_path / "a.png", exif=exif)
    whole = frame(tmp_path / "a.png", max_pixels=LIMIT, side=10_000)
    assert whole.pixels.shape == (400, 200, 3)
    assert tuple(whole.pixels[10, 100]) == (0, 0, 255)
    small = frame(tmp_path / "a.png", max_pixels=LIMIT, side=100)
    assert small.pixels.shape == (100, 50, 3) and small.pixels.dtype == np.uint8
    with pytest.raises(Unreadable, match="too large"):
        frame(tmp_path / "a.png", max_pixels=1_000, side=100)
