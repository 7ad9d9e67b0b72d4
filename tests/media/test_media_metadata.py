"""Dates, cameras, lenses and places as a person would write them; nonsense becomes nothing, never an error."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from media_pictures import encoded
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

from app.domain import Metadata
from app.media.metadata import parse_date, read_metadata

pytestmark = pytest.mark.filterwarnings("ignore:.*:UserWarning")  # Pillow's complaints about damaged EXIF

NOW = datetime(2026, 6, 15, 12, 0, 0)


def metadata(
    top: dict[int, Any] | None = None,
    camera_side: dict[int, Any] | None = None,
    place: dict[int, Any] | None = None,
    format_name: str = "JPEG",
) -> Metadata:
    """What is read back from a file that Pillow wrote with these EXIF fields."""
    exif = Image.Exif()
    exif.update(top or {})
    for block, fields in ((IFD.Exif, camera_side), (IFD.GPSInfo, place)):
        if fields:
            exif.get_ifd(block).update(fields)
    data = encoded(Image.new("RGB", (40, 20)), format_name, exif=exif.tobytes())
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return read_metadata(image)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2008:05:30 15:56:01", "2008-05-30T15:56:01"),
        ("2008-05-30T15:56:01", "2008-05-30T15:56:01"),
        ("2008:05:30 15:56", "2008-05-30T15:56:00"),
        ("2008:05:30", "2008-05-30T00:00:00"),
        ("2008:05:30 15:56:01.123+02:00", "2008-05-30T15:56:01"),
        ("2008:05:30 15:56:60", "2008-05-30T15:56:59"),
        ("1826:07:01 00:00:00", "1826-07-01T00:00:00"),
        ("2026:06:16 11:59:59", "2026-06-16T11:59:59"),  # within a day of now: another time zone
        ("2026:06:16 12:00:01", None),
        ("1825:12:31 23:59:59", None),
        ("0000:00:00 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("2008:13:30 15:56:01", None),
        ("2007:02:29 10:00:00", None),
        ("2008:05:30 25:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert parse_date(text, NOW) == expected


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = parse_date(text)
    assert found is None or datetime.fromisoformat(found).year >= 1826


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_moment_of_the_exposure_comes_first(format_name: str) -> None:
    original, digitized, changed = "2001:01:01 01:00:00", "2002:02:02 02:00:00", "2003:03:03 03:00:00"
    both = {Base.DateTimeOriginal: original, Base.DateTimeDigitized: digitized}
    changed_tag = {Base.DateTime: changed}
    assert metadata(changed_tag, both, format_name=format_name).taken == "2001-01-01T01:00:00"
    both[Base.DateTimeOriginal] = "0000:00:00 00:00:00"
    assert metadata(changed_tag, both, format_name=format_name).taken == "2002-02-02T02:00:00"
    assert metadata(changed_tag, {}, format_name=format_name).taken == "2003-03-03T03:00:00"
    assert metadata({}, {}, format_name=format_name).taken is None


@pytest.mark.parametrize(
    ("maker", "model", "camera"),
    [
        ("Canon", "Canon EOS 40D", "Canon EOS 40D"),
        ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
        ("NIKON", "COOLPIX P6000", "NIKON COOLPIX P6000"),
        ("OLYMPUS OPTICAL CO.,LTD", "C960Z,D460Z", "OLYMPUS C960Z,D460Z"),
        ("EASTMAN KODAK COMPANY", "KODAK DC240 ZOOM DIGITAL CAMERA", "KODAK DC240 ZOOM DIGITAL CAMERA"),
        ("Konica Minolta Camera, Inc.", "DiMAGE Z3", "Konica Minolta DiMAGE Z3"),
        ("FUJIFILM", "FinePix E500   ", "FUJIFILM FinePix E500"),
        ("SONY\0", "DSC-D700\0\0junk", "SONY DSC-D700"),
        ("Jolla", "Jolla", "Jolla"),
        ("Apple", "iPhone 11 Pro Max", "Apple iPhone 11 Pro Max"),
        ("LEICA CAMERA AG", "LEICA M8", "LEICA M8"),
        ("", "Only Model", "Only Model"),
        ("Only Maker", "", "Only Maker"),
        ("   ", " \0 ", None),
        ("Line\nbreak", "and\ttab \x07", "Line break and tab"),
    ],
)
def test_camera_names(maker: str, model: str, camera: str | None) -> None:
    assert metadata({Base.Make: maker, Base.Model: model}).camera == camera


def test_texts_are_bounded_and_decoded() -> None:
    assert len(metadata({Base.Make: "M" * 5000}).camera or "") == 100
    exif = Image.Exif()
    exif[Base.Model] = "placeholder"
    for written, read in ((b"C\xc3\xa4m\xc3\xa9ra 1", "Cäméra 1"), (b"Cam\xe9ra 100", "Caméra 100")):  # UTF-8, Latin-1
        image = Image.new("RGB", (4, 4))
        image.info["exif"] = exif.tobytes().replace(b"placeholder", written.ljust(11, b"\0"))
        assert read_metadata(image).camera == read


@pytest.mark.parametrize(
    ("camera_side", "lens"),
    [
        ({Base.LensModel: "EF-S17-55mm f/2.8 IS USM"}, "EF-S17-55mm f/2.8 IS USM"),
        ({Base.LensModel: "----", Base.LensSpecification: (18.0, 55.0, 3.5, 5.6)}, "18-55mm f/3.5-5.6"),
        ({Base.LensSpecification: (50.0, 50.0, 1.8, 1.8)}, "50mm f/1.8"),
        ({Base.LensSpecification: (70.0, 200.0, 2.8, 2.8)}, "70-200mm f/2.8"),
        ({Base.LensSpecification: (IFDRational(24), IFDRational(70), IFDRational(0, 0), IFDRational(0, 0))}, "24-70mm"),
        ({Base.LensSpecification: (IFDRational(0, 0),) * 4}, None),
        ({Base.LensSpecification: (1.0, 2.0)}, None),
        ({}, None),
    ],
)
def test_lenses(camera_side: dict[int, Any], lens: str | None) -> None:
    assert metadata({}, camera_side).lens == lens


def place(latitude: Any, north_south: str, longitude: Any, east_west: str) -> dict[int, Any]:
    return {
        GPS.GPSLatitudeRef: north_south,
        GPS.GPSLatitude: latitude,
        GPS.GPSLongitudeRef: east_west,
        GPS.GPSLongitude: longitude,
    }


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize(
    ("north_south", "east_west", "sign"),
    [("N", "E", (1, 1)), ("S", "E", (-1, 1)), ("N", "W", (1, -1)), ("s", "w ", (-1, -1))],
)
def test_signs_of_the_position(format_name: str, north_south: str, east_west: str, sign: tuple[int, int]) -> None:
    """43 degrees 28 minutes 2.8 seconds; 11 degrees 53 minutes 6.5 seconds."""
    found = metadata(place=place((43.0, 28.0, 2.8), north_south, (11.0, 53.0, 6.5), east_west), format_name=format_name)
    assert found.latitude == pytest.approx(sign[0] * 43.467444, abs=1e-5)
    assert found.longitude == pytest.approx(sign[1] * 11.885139, abs=1e-5)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (place((10.5, 0.0, 0.0), "N", (20.25, 0.0, 0.0), "E"), (10.5, 20.25)),
        (place((10.0, 30.0), "N", (20.0, 15.0), "E"), (10.5, 20.25)),
        (place((10.0, 30.0, IFDRational(0, 0)), "N", (20.0, 15.0, IFDRational(0, 0)), "E"), (10.5, 20.25)),
        (place((90.0, 0.0, 0.0), "S", (180.0, 0.0, 0.0), "W"), (-90.0, -180.0)),
        (place((91.0, 0.0, 0.0), "N", (20.0, 0.0, 0.0), "E"), (None, None)),
        (place((10.0, 0.0, 0.0), "N", (181.0, 0.0, 0.0), "E"), (None, None)),
        (place((IFDRational(0, 0),) * 3, "N", (20.0, 0.0, 0.0), "E"), (None, None)),
        (place((0.0, 0.0, 0.0), "N", (0.0, 0.0, 0.0), "E"), (None, None)),
        ({GPS.GPSLatitude: (10.0, 0.0, 0.0), GPS.GPSLatitudeRef: "N"}, (None, None)),
        ({GPS.GPSVersionID: b"\2\3\0\0"}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_odd_positions(fields: dict[int, Any], expected: tuple[float | None, float | None]) -> None:
    found = metadata(place=fields)
    assert (found.latitude, found.longitude) == expected


@pytest.mark.parametrize(("stored", "read"), [(1, 1), (6, 6), (8, 8), (0, 1), (9, 1), (65535, 1)])
def test_orientation_and_upright_size(stored: int, read: int) -> None:
    found = metadata({Base.Orientation: stored})
    assert found.orientation == read
    assert (found.width, found.height) == ((20, 40) if read >= 5 else (40, 20))


@given(st.binary(max_size=400))
def test_any_bytes_as_exif_are_survived(block: bytes) -> None:
    image = Image.new("RGB", (4, 3))
    image.info["exif"] = b"Exif\0\0" + block
    found = read_metadata(image)
    assert (found.width, found.height) in ((4, 3), (3, 4))


@given(st.data())
def test_flipped_bits_in_real_exif_are_survived(data: st.DataObject) -> None:
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model], exif[Base.Orientation] = "Canon", "Canon EOS 40D", 6
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2008:05:30 15:56:01"
    exif.get_ifd(IFD.GPSInfo).update(place((43.0, 28.0, 2.8), "N", (11.0, 53.0, 6.5), "E"))
    block = bytearray(exif.tobytes())
    for _ in range(data.draw(st.integers(1, 6))):
        block[data.draw(st.integers(0, len(block) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    image = Image.new("RGB", (4, 3))
    image.info["exif"] = bytes(block)
    found = read_metadata(image)
    assert 1 <= found.orientation <= 8
    assert found.latitude is None or -90 <= found.latitude <= 90
    assert len(found.camera or "") <= 100
