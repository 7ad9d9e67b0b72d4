"""What a photo says of itself in its EXIF block: date, camera, lens, place, orientation.

Every field stands alone: nonsense in one leaves the others readable. Tag numbers and meanings follow EXIF 2.32
(CIPA DC-008). No pixel is looked at here.
"""

from __future__ import annotations

import logging
import math
import re
import string
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from app.domain import Metadata

log = logging.getLogger(__name__)

_T = TypeVar("_T")

FIRST_PHOTOGRAPH = 1826  # year of the oldest photograph that is left; an earlier date is a camera's slip
CLOCK_SLACK = timedelta(days=1)  # a camera set to a time zone ahead of ours may be this far in our future
TEXT_LIMIT = 100  # characters kept of a maker's, camera's or lens's name
_MAX_BYTES = 4 * TEXT_LIMIT  # of such a name, before it is decoded

_DATE = re.compile(r"\s*(\d{4})[:/.-](\d{1,2})[:/.-](\d{1,2})(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?")
_CORPORATE = re.compile(
    r"[\s,.]+(?:corporation|corp|company|co|limited|ltd|inc|gmbh|ag|kg|optical|electronics?|electric|industr\w+"
    r"|imaging|cameras?|computer|technolog\w+|communications?|mobile communications)\b.*$",
    re.IGNORECASE,
)
_READER_TURNS = frozenset(("HEIF", "TIFF"))
"""Formats whose reader hands out an upright frame already; turning it again would lay it on its side."""


def read_metadata(
    image: Image.Image, *, size: tuple[int, int] | None = None, orientation: int | None = None
) -> Metadata:
    """The metadata of an opened picture. Never raises for damaged EXIF.

    `size` is the stored width and height in pixels, where the decoder has made the picture smaller meanwhile;
    `orientation` the stored one, where the reader has forgotten it while turning the frame. For PNG, call this after
    `load`, because its EXIF may follow the pixels.
    """
    exif = _guarded(image.getexif, Image.Exif())
    camera_side: Mapping[int, Any] = _guarded(lambda: exif.get_ifd(IFD.Exif), {})
    place: Mapping[int, Any] = _guarded(lambda: exif.get_ifd(IFD.GPSInfo), {})
    if orientation is None:
        orientation = read_orientation(image)
    width, height = size or image.size
    if image.format not in _READER_TURNS and orientation >= 5:
        width, height = height, width
    said = Metadata(
        format="JPEG" if image.format == "MPO" else (image.format or "unknown"),
        width=width,
        height=height,
        orientation=orientation,
    )
    return with_exif(said, exif, camera_side, place)


def with_exif(
    said: Metadata, exif: Mapping[int, Any], camera_side: Mapping[int, Any], place: Mapping[int, Any]
) -> Metadata:
    """`said`, with date, camera, lens and place from the three EXIF blocks wherever those know them."""
    nowhere: tuple[float | None, float | None] = (None, None)
    latitude, longitude = _guarded(lambda: _position(place), nowhere)
    taken, taken_ms = _taken(exif, camera_side)
    if taken is None:
        taken, taken_ms = said.taken, said.taken_ms
    if latitude is None:
        latitude, longitude = said.latitude, said.longitude
    return replace(
        said,
        taken=taken,
        taken_ms=taken_ms,
        camera=_camera(_text(_tag(exif, Base.Make)), _text(_tag(exif, Base.Model))) or said.camera,
        lens=_lens(camera_side) or said.lens,
        latitude=latitude,
        longitude=longitude,
    )


def read_orientation(image: Image.Image) -> int:
    """EXIF orientation 1 to 8; 1 where there is none or nonsense."""
    value = _tag(_guarded(image.getexif, Image.Exif()), Base.Orientation)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def still_to_turn(image: Image.Image, orientation: int) -> int:
    """The orientation that is left to apply to the loaded frame: 1 where the reader has applied it."""
    return 1 if image.format in _READER_TURNS else orientation


def read_number(block: Mapping[int, Any], tag: int) -> float | None:
    """A finite number of an EXIF block, the first where there are several; None where there is none."""
    value = _tag(block, tag)
    return _number(value[0] if isinstance(value, tuple) and value else value)


def read_text(block: Mapping[int, Any], tag: int) -> str | None:
    """A text of an EXIF block as people should see it; None where there is none."""
    return _text(_tag(block, tag))


def parse_date(text: str, now: datetime | None = None) -> str | None:
    """ISO 8601 seconds of an EXIF date ("2008:05:30 15:56:01"), local time of the camera.

    None for nonsense, for years before photography, and for more than a day after `now`.
    """
    found = _DATE.match(text)
    if not found:
        return None
    numbers = [int(part) if part else 0 for part in found.groups()]
    if numbers[5] == 60:  # a leap second, or a camera that rounds up
        numbers[5] = 59
    try:
        taken = datetime(*numbers)  # type: ignore[arg-type]  # six numbers, which mypy cannot count
    except ValueError:
        return None
    if taken.year < FIRST_PHOTOGRAPH or taken > (now or datetime.now()) + CLOCK_SLACK:
        return None
    return taken.isoformat(timespec="seconds")


def _guarded(read: Callable[[], _T], otherwise: _T) -> _T:
    """`read()`, or `otherwise` when damaged EXIF makes Pillow stumble, which it does in a dozen ways."""
    try:
        return read()
    except Exception as error:
        log.debug("damaged EXIF: %r", error)
        return otherwise


def _tag(block: Mapping[int, Any], tag: int) -> Any:
    return _guarded(lambda: block.get(tag), None)


def _text(value: object) -> str | None:
    """A text field as people should see it: no NULs or control characters, one line, of bounded length."""
    if isinstance(value, tuple) and value:
        value = value[0]
    if isinstance(value, bytes):
        value = _decoded(value[:_MAX_BYTES])
    if not isinstance(value, str):
        return None
    value = _redecoded(value.split("\0")[0][:_MAX_BYTES])
    printable = "".join(character if character.isprintable() else " " for character in value)
    return " ".join(printable.split())[:TEXT_LIMIT].strip() or None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _redecoded(text: str) -> str:
    """Pillow reads ASCII fields as Latin-1; many programs write UTF-8 there all the same."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _taken(exif: Mapping[int, Any], camera_side: Mapping[int, Any]) -> tuple[str | None, int | None]:
    """The date, and the milliseconds after it from the field that belongs to it."""
    for block, tag, fraction in (
        (camera_side, Base.DateTimeOriginal, Base.SubsecTimeOriginal),
        (exif, Base.DateTimeOriginal, Base.SubsecTimeOriginal),  # some scanners write it into the first block
        (camera_side, Base.DateTimeDigitized, Base.SubsecTimeDigitized),
        (exif, Base.DateTime, Base.SubsecTime),
    ):
        text = _text(_tag(block, tag))
        date = parse_date(text) if text else None
        if date:
            return date, _milliseconds(_text(_tag(block, fraction)) or _text(_tag(camera_side, fraction)))
    return None, None


def _milliseconds(digits: str | None) -> int | None:
    """Of the digits after the decimal point of the seconds."""
    digits = digits.strip() if digits else ""
    return int(digits[:3].ljust(3, "0")) if digits.isascii() and digits.isdigit() else None


def _camera(maker: str | None, model: str | None) -> str | None:
    """Maker and model in one name, the maker not twice ("Canon EOS 40D") and without its legal form."""
    if not model or not maker:
        return model or maker
    brand = _CORPORATE.sub("", maker).strip(" ,.") or maker
    makers_words = {word.strip(string.punctuation).lower() for word in maker.split()}
    if model.lower().startswith(brand.lower()) or model.split()[0].lower() in makers_words:
        return model
    return f"{brand} {model}"[:TEXT_LIMIT]


def _lens(camera_side: Mapping[int, Any]) -> str | None:
    model = _text(_tag(camera_side, Base.LensModel))
    if model and model.strip("- .0"):  # "----" and "0.0" are a camera's way to say that it does not know
        return model
    return _guarded(lambda: _lens_from_numbers(_tag(camera_side, Base.LensSpecification)), None)


def _lens_from_numbers(specification: Any) -> str | None:
    """A name such as 18-55mm f/3.5-5.6 from shortest and longest focal length and their widest apertures."""
    if not isinstance(specification, tuple) or len(specification) != 4:
        return None
    shortest, longest, wide, wide_at_long = (_number(value) or 0.0 for value in specification)
    if not 0 < shortest <= longest:
        return None
    focal = f"{shortest:g}" if shortest == longest else f"{shortest:g}-{longest:g}"
    if wide <= 0:
        return f"{focal}mm"
    aperture = f"{wide:g}" if wide_at_long in (0.0, wide) else f"{wide:g}-{wide_at_long:g}"
    return f"{focal}mm f/{aperture}"


def _position(place: Mapping[int, Any]) -> tuple[float | None, float | None]:
    """Latitude and longitude in signed degrees, or both None: half a position is none."""
    latitude = _degrees(_tag(place, GPS.GPSLatitude), _text(_tag(place, GPS.GPSLatitudeRef)), "S", 90.0)
    longitude = _degrees(_tag(place, GPS.GPSLongitude), _text(_tag(place, GPS.GPSLongitudeRef)), "W", 180.0)
    if latitude is None or longitude is None or latitude == longitude == 0.0:  # 0, 0 is a receiver without a fix
        return None, None
    return latitude, longitude


def _degrees(value: Any, reference: str | None, negative: str, limit: float) -> float | None:
    parts = value if isinstance(value, tuple) else (value,)
    numbers = [_number(part) for part in parts[:3]]
    if not numbers or numbers[0] is None:
        return None
    # Minutes and seconds may be left out; a 0/0 there means the same.
    degrees = sum((number or 0.0) / 60**i for i, number in enumerate(numbers))
    if not 0.0 <= abs(degrees) <= limit:
        return None
    if reference and reference.strip().upper().startswith(negative):
        degrees = -abs(degrees)
    return round(degrees, 7)  # a centimetre; the rest is noise of the division


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None
