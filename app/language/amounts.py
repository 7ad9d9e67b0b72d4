"""Amounts as people write them: file sizes and distances, with decimal points or commas."""

from __future__ import annotations

import re

LARGEST = 10**15  # bytes; no file is larger
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_BINARY = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}
# "o" is the French octet.
_SIZE = re.compile(
    r"(?P<number>\d{1,15}(?:[.,]\d{1,9})?)\s*(?P<unit>[kmgt]?)(?P<binary>i?)(?:[bo]|bytes?|octets?)?", re.I
)
_DISTANCE = re.compile(
    r"(?P<number>\d{1,5}(?:[.,]\d{1,6})?)\s*(?P<unit>km|kms|m|mi|miles?|metres?|meters?)?", re.IGNORECASE
)
_DISTANCE_KM = {"": 1.0, "k": 1.0, "m": 0.001, "mi": 1.609344}


def size(text: str) -> int | None:
    """A file size in bytes: "5MB", "300 kB", "1,5 Go", "20000". kB, MB, GB are decimal, as file managers show them;
    KiB, MiB, GiB are powers of 1024. None for anything else, and for more than `LARGEST`."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        return None
    units = _BINARY if found["binary"] else _UNITS
    count = round(float(found["number"].replace(",", ".")) * units[found["unit"].lower()])
    return count if count <= LARGEST else None


def size_text(count: int) -> str:
    """Bytes in the largest unit that says them exactly with three decimals at most: "5MB", "1.5GB", "20001"."""
    for unit in "TGMk":
        factor = _UNITS[unit.lower()]
        if count >= factor and count * 1000 % factor == 0:
            return f"{count / factor:.3f}".rstrip("0").rstrip(".") + unit + "B"
    return str(count)


def distance(text: str) -> float | None:
    """A distance in kilometres: "25km", "800 m", "10 miles", "25". None for anything else."""
    found = _DISTANCE.fullmatch(text.strip())
    if found is None:
        return None
    unit = (found["unit"] or "").lower()
    factor = _DISTANCE_KM["mi" if unit.startswith("mi") else unit[:1]]
    return float(found["number"].replace(",", ".")) * factor
