"""Years, months and days written in numbers, as the beginnings of ISO 8601 dates: "2023", "2023-06", "2023-06-15"."""

from __future__ import annotations

import calendar
import datetime
import re

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?[-/.]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_BACKWARDS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")


def written(text: str, *, month_first: bool = False) -> str | None:
    """A year, month or day written in numbers, as the beginning of an ISO 8601 date: "2023-6" is "2023-06". Where both
    orders make a date the day comes before the month, but with `month_first` between slashes. None for anything
    else."""
    text = text.strip()
    found = _ISO.fullmatch(text)
    if found is not None:
        return date_of(found[1], found[2], found[3])
    found = _COMPACT.fullmatch(text)
    if found is not None:
        return date_of(found[1], found[2], found[3])
    found = _BACKWARDS.fullmatch(text)
    if found is not None:
        day, month = (found[3], found[1]) if month_first and found[2] == "/" else (found[1], found[3])
        return date_of(found[4], month, day) or date_of(found[4], day, month)
    found = _MONTH_YEAR.fullmatch(text)
    return date_of(found[2], found[1], None) if found is not None else None


def date_of(year: str, month: str | None, day: str | None) -> str | None:
    """The beginning of an ISO 8601 date of these numbers; None where there is no such day."""
    if int(year) < 1000:
        return None
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{year}-{int(month):02}"
    if not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
        return None
    return f"{year}-{int(month):02}-{int(day):02}"


def following(date: str) -> str:
    """The year, month or day after the one that begins an ISO 8601 date: "2023-12" is followed by "2024-01"."""
    return _moved(date, 1)


def preceding(date: str) -> str:
    """The year, month or day before: "2023-03-01" is preceded by "2023-02-28"."""
    return _moved(date, -1)


def _moved(date: str, by: int) -> str:
    year, month, day = (int(part) for part in (date + "-1-1").split("-")[:3])
    if len(date) == 4:
        return f"{min(max(year + by, 1000), 9999):04}"
    if len(date) == 7:
        years, months = divmod(year * 12 + month - 1 + by, 12)
        return f"{years:04}-{months + 1:02}" if 1000 <= years <= 9999 else date
    try:
        moved = datetime.date(year, month, day) + datetime.timedelta(days=by)
    except OverflowError:
        return date
    return moved.isoformat() if moved.year >= 1000 else date
