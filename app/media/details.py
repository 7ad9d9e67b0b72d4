"""How a photo was taken, read from its file when somebody wants to know: exposure, lens, place. Decodes no pixel."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from app.domain import Metadata, Unreadable
from app.media.decode import register_heif
from app.media.formats import RAW, SNIFF_BYTES, foreign_kind, photo_format
from app.media.metadata import read_metadata, read_number, read_orientation, read_text, with_exif
from app.media.raw import RawFile, read_raw
from app.media.silence import silenced
from app.media.source import FilePath, opened

log = logging.getLogger(__name__)

_LONGEST_EXPOSURE = 24 * 60 * 60  # seconds
_WIDEST, _NARROWEST = 0.5, 256  # f-numbers
_MOST_ISO = 10_000_000
_ISO_ELSEWHERE = 65_535  # the old field is full: a newer one has the number
_LONGEST_LENS = 10_000  # millimetres
_MOST_BIAS = 20  # stops
_HIGHEST, _LOWEST = 100_000, -12_000  # metres


@dataclass(frozen=True, slots=True)
class Details:
    """What a file says of how its photo was taken; None where it says nothing sensible.

    `size` in bytes; `exposure` in seconds; `aperture` the f-number; focal lengths in millimetres, `focal_35` what it
    would be on 35 mm film; `bias` in stops; `altitude` in metres above the sea; `flash` whether it fired.
    """

    metadata: Metadata
    size: int
    exposure: float | None = None
    aperture: float | None = None
    iso: int | None = None
    focal: float | None = None
    focal_35: int | None = None
    bias: float | None = None
    flash: bool | None = None
    altitude: float | None = None
    software: str | None = None
    artist: str | None = None
    copyright: str | None = None


def read_details(path: FilePath, *, max_pixels: int) -> Details:
    """The details of the photo at `path`. Damaged fields are left out. Raises `Unreadable` for a file that cannot be
    read, is no photo, or has more than `max_pixels` pixels."""
    try:
        with opened(path) as file, warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="PIL")
            return _read(file, os.path.basename(os.fsdecode(path)), max_pixels)
    except Unreadable:
        raise
    except Exception as error:  # Pillow meets hostile files with every exception there is
        log.debug("%r: %r", path, error)
        raise Unreadable("what the file says of itself cannot be understood") from error


def _read(file: BinaryIO, name: str, max_pixels: int) -> Details:
    head = file.read(SNIFF_BYTES)
    format_name = photo_format(head, name)
    if format_name is None:
        kind = foreign_kind(head)
        raise Unreadable("the file is empty" if not head else f"not a photo but {kind}" if kind else "not a photo")
    size = os.fstat(file.fileno()).st_size
    raw = read_raw(file, head, name) if format_name in ("TIFF", RAW) else None
    if raw is not None:
        metadata = with_exif(_of_raw(raw), raw.main, raw.camera_side, raw.place)
        return _with_blocks(Details(metadata, size), raw.main, raw.camera_side, raw.place)
    if format_name == "HEIF":
        register_heif()
    # As in `decode`: only ever raised.
    Image.MAX_IMAGE_PIXELS = max(Image.MAX_IMAGE_PIXELS or 0, (max_pixels + 1) // 2)
    file.seek(0)
    with (
        silenced() if format_name == "TIFF" else nullcontext(),
        Image.open(file, formats=[format_name]) as image,
    ):
        if image.width * image.height > max_pixels:
            raise Unreadable("too large: it has more pixels than the limit allows")
        stored = read_orientation(image) if format_name == "TIFF" else None
        details = Details(read_metadata(image, orientation=stored), size)
        exif = _guarded(image.getexif)
        camera_side = _guarded(lambda: image.getexif().get_ifd(IFD.Exif))
        return _with_blocks(details, exif, camera_side, _guarded(lambda: image.getexif().get_ifd(IFD.GPSInfo)))


def _of_raw(raw: RawFile) -> Metadata:
    best = raw.previews[0] if raw.previews else None
    width, height = raw.sensor or ((best.width, best.height) if best is not None else (0, 0))
    orientation = raw.orientation or 1
    if orientation >= 5:
        width, height = height, width
    return Metadata(raw.kind, width, height, orientation)


def _with_blocks(
    details: Details, exif: Mapping[int, Any], camera_side: Mapping[int, Any], place: Mapping[int, Any]
) -> Details:
    return replace(
        details,
        exposure=_exposure(camera_side),
        aperture=_aperture(camera_side),
        iso=_iso(camera_side),
        focal=_between(read_number(camera_side, Base.FocalLength), 0.1, _LONGEST_LENS),
        focal_35=_whole(_between(read_number(camera_side, Base.FocalLengthIn35mmFilm), 1, _LONGEST_LENS)),
        bias=_between(read_number(camera_side, Base.ExposureBiasValue), -_MOST_BIAS, _MOST_BIAS),
        flash=_flash(camera_side),
        altitude=_altitude(place),
        software=read_text(exif, Base.Software),
        artist=read_text(exif, Base.Artist),
        copyright=read_text(exif, Base.Copyright),
    )


def _exposure(camera_side: Mapping[int, Any]) -> float | None:
    seconds = _between(read_number(camera_side, Base.ExposureTime), 1e-7, _LONGEST_EXPOSURE)
    if seconds is None:
        value = _between(read_number(camera_side, Base.ShutterSpeedValue), -17, 24)
        seconds = None if value is None else 2.0**-value
    return seconds


def _aperture(camera_side: Mapping[int, Any]) -> float | None:
    number = _between(read_number(camera_side, Base.FNumber), _WIDEST, _NARROWEST)
    if number is None:
        value = _between(read_number(camera_side, Base.ApertureValue), 0.01, 16)
        number = None if value is None else round(2.0 ** (value / 2), 1)
    return number


def _iso(camera_side: Mapping[int, Any]) -> int | None:
    for tag in (Base.ISOSpeedRatings, Base.RecommendedExposureIndex, Base.StandardOutputSensitivity, Base.ISOSpeed):
        number = _whole(_between(read_number(camera_side, tag), 1, _MOST_ISO))
        if number is not None and number != _ISO_ELSEWHERE:
            return number
    return None


def _flash(camera_side: Mapping[int, Any]) -> bool | None:
    value = _whole(_between(read_number(camera_side, Base.Flash), 0, 255))
    return None if value is None else bool(value & 1)


def _altitude(place: Mapping[int, Any]) -> float | None:
    metres = read_number(place, GPS.GPSAltitude)
    below = _guarded(lambda: place.get(GPS.GPSAltitudeRef)) in (1, b"\x01", "1")
    return _between(None if metres is None else -metres if below else metres, _LOWEST, _HIGHEST)


def _between(number: float | None, least: float, most: float) -> float | None:
    return number if number is not None and least <= number <= most else None


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)


def _guarded(read: Callable[[], Any]) -> Any:
    """`read()`, or nothing where damaged EXIF makes Pillow stumble."""
    try:
        return read()
    except Exception as error:
        log.debug("damaged EXIF: %r", error)
        return {}
