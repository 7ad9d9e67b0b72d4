"""When feasts are that people name instead of a date."""

from __future__ import annotations

import datetime


def _easter(year: int) -> datetime.date:
    """Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def feast(name: str, year: int) -> tuple[datetime.date, datetime.date]:
    """The first and last day of a feast that belongs to `year`. Easter lasts from Good Friday to Easter Monday."""
    if name.startswith(("new year's eve", "new years eve")):
        return datetime.date(year, 12, 31), datetime.date(year, 12, 31)
    if name.startswith("new year's day"):
        return datetime.date(year, 1, 1), datetime.date(year, 1, 1)
    if name.startswith("new year"):
        return datetime.date(year - 1, 12, 31), datetime.date(year, 1, 1)
    if name.startswith("valentine"):
        return datetime.date(year, 2, 14), datetime.date(year, 2, 14)
    if name == "halloween":
        return datetime.date(year, 10, 31), datetime.date(year, 10, 31)
    if name == "thanksgiving":
        thursdays = 3 - datetime.date(year, 11, 1).weekday()
        fourth = datetime.date(year, 11, 1 + thursdays % 7 + 21)
        return fourth, fourth
    if name == "easter":
        sunday = _easter(year)
        return sunday - datetime.timedelta(2), sunday + datetime.timedelta(1)
    if name == "christmas eve":
        return datetime.date(year, 12, 24), datetime.date(year, 12, 24)
    if name == "christmas day":
        return datetime.date(year, 12, 25), datetime.date(year, 12, 25)
    return datetime.date(year, 12, 24), datetime.date(year, 12, 26)
