"""On which half of the earth this machine seems to be, and in which country: what months "last summer" had, and which
day 6/3/2019 is."""

from __future__ import annotations

import locale
import os
import time
from functools import lru_cache
from typing import Literal

# Countries (ISO 3166) most of whose people live south of the equator.
_SOUTHERN = frozenset(
    "AO AQ AR AS AU BI BO BR BW CC CD CK CL CX EC FJ FK ID KM LS MG MU MW MZ NA NC NF NR NU NZ PE PF PG PN PY RE RW SB "
    "SC SH SZ TK TL TO TV TZ UY VU WF WS YT ZA ZM ZW".split()
)
# Time zones there whose clocks are not put forward in summer, which the clock alone does not tell.
_SOUTHERN_ZONES = (
    "Australia/", "America/Argentina/", "America/Buenos_Aires", "America/Sao_Paulo", "America/Bahia",
    "America/Fortaleza", "America/Recife", "America/Manaus", "America/Cuiaba", "America/Campo_Grande",
    "America/Asuncion", "America/Montevideo", "America/La_Paz", "America/Lima", "America/Santiago",
    "America/Punta_Arenas", "Africa/Johannesburg", "Africa/Maputo", "Africa/Harare", "Africa/Lusaka",
    "Africa/Windhoek", "Africa/Gaborone", "Africa/Luanda", "Africa/Dar_es_Salaam", "Africa/Blantyre",
    "Asia/Jakarta", "Asia/Makassar", "Indian/Antananarivo", "Indian/Mauritius", "Indian/Reunion", "Pacific/Fiji",
    "Pacific/Port_Moresby", "Pacific/Noumea", "Pacific/Tahiti",
)  # fmt: skip

# Countries where the month is written before the day; Windows has names for them.
_MONTH_FIRST = frozenset(("US", "PH", "FM", "GU", "MH", "PW", "UNITED STATES", "PHILIPPINES"))


@lru_cache(maxsize=1)
def here() -> Literal["north", "south"]:
    """Told by the months in which clocks are put forward here, by the name of the time zone, or by the country of the
    system's language; "north" where none of them says anything."""
    year = time.localtime().tm_year
    january, july = (time.localtime(time.mktime((year, month, 15, 12, 0, 0, 0, 0, -1))).tm_isdst for month in (1, 7))
    if (january > 0) != (july > 0):
        return "south" if january > 0 else "north"
    zone = _zone()
    if zone:
        return "south" if zone.startswith(_SOUTHERN_ZONES) else "north"
    return "south" if _country() in _SOUTHERN else "north"


@lru_cache(maxsize=1)
def month_first() -> bool:
    """Whether people in the country of the system's language write the month before the day."""
    return _country() in _MONTH_FIRST


def _zone() -> str:
    """The name of the time zone ("Europe/Lisbon"); "" where it is not known, or only as the offset of a bare clock."""
    zone = os.environ.get("TZ", "").lstrip(":")
    if not zone:
        try:
            zone = os.readlink("/etc/localtime").partition("zoneinfo/")[2]
        except (OSError, AttributeError):
            zone = ""
    return zone if "/" in zone and not zone.startswith("Etc/") else ""


def _country() -> str:
    """The country of the system's language; "" where it names none. Python takes the bare "C" for American English."""
    language = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_TIME", "LANG"))), "")
    if not language and os.name == "nt":
        language = locale.getlocale()[0] or ""
    return language.partition(".")[0].partition("_")[2].upper()
