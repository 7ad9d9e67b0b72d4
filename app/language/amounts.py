"""Amounts as people write them: file sizes and distances, with decimal points or commas."""

from __future__ import annotations

import re

LARGEST = 10**15  # bytes; no file is larger
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_BINARY = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}
# "o" is the French octet.
_SIZE = re.compile(
    r"(?P<number>\d{1,15}(?:[.,]\d{1,9})?)\s*"
    r"(?:(?P<unit>[kmgt]?)(?P<binary>i?)[bo]?|(?P<long>kilo|mega|giga|tera)?(?:bytes?|octets?))",
    re.IGNORECASE,
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
    unit = (found["unit"] or found["long"] or "")[:1].lower()
    count = round(float(found["number"].replace(",", ".")) * units[unit])
    return count if count <= LARGEST else None


def about(text: str, count: int) -> tuple[int, int]:
    """What is shown as the size `text`, which is `count` bytes: "5MB" is 4.5 to 5.5 MB, "1.5GB" 1.45 to 1.55 GB; plain
    bytes are meant exactly. Both ends included."""
    number = re.match(r"\s*\d+(?:[.,](\d+))?", text)
    unit = size("1" + text[number.end() :]) if number is not None else None
    if number is None or unit is None or unit == 1:
        return count, count
    half = round(unit / 10 ** len(number[1] or "") / 2)
    return max(count - half, 0), max(count + half - 1, count)


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
