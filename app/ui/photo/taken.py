"""How a photo was taken, in the person's words and numbers; and its place as links for other programs. No widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from app.domain import Metadata
from app.ui.translation import translate

if TYPE_CHECKING:
    from app.media.details import Details

_SHORT = 0.3  # seconds; shorter exposures are spoken of as a part of one
_DIGITS = 5  # of a degree: a metre
_MAP_ZOOM = 15
_MILLION = 1_000_000
_MANY = 10  # megapixels, from which on parts of one say nothing


def exposure(seconds: float) -> str:
    """ "1/250 s", "2.5 s"."""
    if seconds < _SHORT:
        return translate("taken", "1/{0} s").format(QLocale().toString(round(1 / seconds)))
    return translate("taken", "{0} s").format(_number(seconds))


def settings(details: Details) -> str:
    """ "1/250 s · f/2.8 · ISO 400 · +0.7 EV", as far as it is known."""
    parts = []
    if details.exposure is not None:
        parts.append(exposure(details.exposure))
    if details.aperture is not None:
        parts.append(translate("taken", "f/{0}").format(_number(details.aperture)))
    if details.iso is not None:
        parts.append(translate("taken", "ISO {0}").format(details.iso))
    if details.bias:
        sign = "+" if details.bias > 0 else "\N{MINUS SIGN}"
        parts.append(translate("taken", "{0} EV").format(sign + _number(abs(details.bias))))
    return " · ".join(parts)


def focal(details: Details) -> str:
    """ "35 mm", "35 mm (52 mm on 35 mm film)"; empty where it is not known."""
    if details.focal is None:
        return ""
    length = _number(details.focal)
    if details.focal_35 is None or round(details.focal) == details.focal_35:
        return translate("taken", "{0} mm").format(length)
    return translate("taken", "{0} mm (like {1} mm on film)").format(length, details.focal_35)


def flash(details: Details) -> str:
    if details.flash is None:
        return ""
    return translate("taken", "Fired") if details.flash else translate("taken", "Did not fire")


def dimensions(metadata: Metadata) -> str:
    """ "6,000 × 4,000 (24 megapixels)", "1,600 × 900 (1.4 megapixels)"."""
    if not metadata.width or not metadata.height:
        return ""
    sides = f"{QLocale().toString(metadata.width)} × {QLocale().toString(metadata.height)}"
    millions = metadata.width * metadata.height / _MILLION
    if millions < 1:
        return sides
    told = round(millions, 0 if millions >= _MANY else 1)
    if told == 1:
        return translate("taken", "{0} (1 megapixel)").format(sides)
    number = QLocale().toString(told, "f", 0 if told == int(told) else 1)
    return translate("taken", "{0} ({1} megapixels)").format(sides, number)


def position(metadata: Metadata) -> str:
    """ "38.71000° N, 9.14000° W"; empty where the file does not say."""
    if metadata.latitude is None or metadata.longitude is None:
        return ""
    north = translate("taken", "{0}° N") if metadata.latitude >= 0 else translate("taken", "{0}° S")
    east = translate("taken", "{0}° E") if metadata.longitude >= 0 else translate("taken", "{0}° W")
    numbers = (QLocale().toString(abs(one), "f", _DIGITS) for one in (metadata.latitude, metadata.longitude))
    return ", ".join(words.format(number) for words, number in zip((north, east), numbers, strict=True))


def height(details: Details) -> str:
    """Metres above the sea; empty where the file does not say."""
    if details.altitude is None:
        return ""
    return translate("taken", "{0} m above the sea").format(QLocale().toString(round(details.altitude)))


def geo_uri(metadata: Metadata) -> str:
    """The place as map programs take it (RFC 5870): "geo:38.71,-9.14"; empty where there is none."""
    if metadata.latitude is None or metadata.longitude is None:
        return ""
    return f"geo:{_plain(metadata.latitude)},{_plain(metadata.longitude)}"


def map_link(metadata: Metadata) -> str:
    """The place as an address at OpenStreetMap; empty where there is none. Nothing here opens it."""
    if metadata.latitude is None or metadata.longitude is None:
        return ""
    north, east = _plain(metadata.latitude), _plain(metadata.longitude)
    return f"https://www.openstreetmap.org/?mlat={north}&mlon={east}#map={_MAP_ZOOM}/{north}/{east}"


def _plain(degrees: float) -> str:
    """Degrees as every program reads them, whatever the language."""
    return f"{degrees:.{_DIGITS}f}".rstrip("0").rstrip(".")


def _number(value: float) -> str:
    """At most one digit after the point, and none that says nothing."""
    whole = round(value, 1)
    return QLocale().toString(whole, "f", 0 if whole == int(whole) else 1)
