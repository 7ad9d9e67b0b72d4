"""The filters of `search` and `similar` as options: what a person writes, made into `domain.Filters`."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

_SIZE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>[kmgt]?)i?b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_NEAR = re.compile(r"(?P<name>.+?)(?:,\s*(?P<km>\d+(?:\.\d+)?)\s*km)?", re.IGNORECASE)
_POINT = re.compile(r"(?P<north>[-+]?\d+(?:\.\d+)?)\s*,\s*(?P<east>[-+]?\d+(?:\.\d+)?)")
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")


class Size(click.ParamType):
    """A file size: 5MB, 300 kB, 1.5g, 20000. Units are decimal, as file managers show them."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = _SIZE.fullmatch(value.strip())
        if found is None:
            self.fail(f"“{value}” is no size. Write it as 300kB, 5MB or 1.5GB.", param, ctx)
        return round(float(found["number"].replace(",", ".")) * _UNITS[found["unit"].lower()])


class Date(click.ParamType):
    """A year, a month or a day: 2023, 2023-06, 2023-06-15."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        found = _DATE.fullmatch(str(value).strip())
        month, day = (int(found[part] or 1) for part in ("month", "day")) if found else (0, 0)
        if found is None or not (1 <= month <= 12 and 1 <= day <= 31):
            self.fail(f"“{value}” is no date. Write it as 2023, 2023-06 or 2023-06-15.", param, ctx)
        parts = [found["year"], *(f"{int(found[part]):02}" for part in ("month", "day") if found[part])]
        return "-".join(parts)


class Words(click.ParamType):
    """Names separated by commas."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        return tuple(part.strip() for part in value.split(",") if part.strip())


class Near(click.ParamType):
    """A circle around a town or a point: lisbon, "porto,10km", 38.72,-9.14,5km."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Any, ...]:
        from app.language import gazetteer
        from app.search.query.values import NEAR_KM

        if isinstance(value, tuple):
            return value
        found = _NEAR.fullmatch(value.strip())
        name, km = (found["name"].strip(), float(found["km"] or NEAR_KM)) if found else ("", 0.0)
        point = _POINT.fullmatch(name)
        if point is not None and abs(float(point["north"])) <= 90 and abs(float(point["east"])) <= 180:
            return name, float(point["north"]), float(point["east"]), km
        place = gazetteer.circle_of(name) if name else None
        if place is None:
            self.fail(f"“{value}” is no town that is known. Write it as lisbon, or lisbon,10km.", param, ctx)
        return name, place.latitude, place.longitude, km


_OPTIONS = (
    click.option("--type", "types", type=Words(), metavar="TYPES", help="Only files of these types: jpeg,heic."),
    click.option("--since", type=Date(), metavar="DATE", help="Only from this year, month or day on: 2023-06."),
    click.option("--until", type=Date(), metavar="DATE", help="Only up to this year, month or day, itself included."),
    click.option("--drive", "drives", multiple=True, metavar="NAME", help="Only on this drive. May be given again."),
    click.option("--in", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Only below this folder."),
    click.option("--min-size", type=Size(), metavar="SIZE", help="Only files of at least this size: 500kB."),
    click.option("--max-size", type=Size(), metavar="SIZE", help="Only files of at most this size: 5MB."),
    click.option("--min-rating", type=click.IntRange(1, 5), metavar="1-5", help="Only photos with so many stars."),
    click.option("--max-rating", type=click.IntRange(1, 5), metavar="1-5", help="Only photos with no more stars."),
    click.option("--favourite", is_flag=True, default=None, help="Only favourites."),
    click.option("--camera", metavar="NAME", help="Only from cameras with this in their name."),
    click.option(
        "--orientation", type=click.Choice(("portrait", "landscape", "square")), help="Only photos of this shape."
    ),
    click.option("--place", metavar="NAME", help="Only photos taken in this town or country."),
    click.option("--near", type=Near(), metavar="PLACE[,KM]", help="Only photos taken around a town: lisbon,10km."),
    click.option("--tag", metavar="NAME", help="Only photos with this tag; * stands for anything."),
    click.option("--name", metavar="TEXT", help="Only files with this in their name; * stands for anything."),
    click.option("--online/--offline", "online", default=None, help="Only on drives that are (not) plugged in."),
)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the filters to a command, which gets them as one argument `filters`."""

    @functools.wraps(command)
    def with_filters(*args: Any, **kwargs: Any) -> Any:
        from app.domain import Filters

        names = Filters.__dataclass_fields__
        asked = {name: kwargs.pop(name) for name in list(kwargs) if name in names}
        given = {name: value for name, value in asked.items() if value is not None}
        if "folder" in given:
            given["folder"] = os.path.abspath(given["folder"])
        return command(*args, filters=Filters(**given), **kwargs)

    for option in reversed(_OPTIONS):
        with_filters = option(with_filters)
    return with_filters
