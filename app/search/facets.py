"""Ways to narrow an answer: how many of its hits are of each type, year, month, drive, size, camera, place, rating.

Every count is what is left when the filter that stands beside it is asked too: a hit of several photos counts wherever
one of them does, once. Nothing is estimated.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from app.domain import FacetValue
from app.index.base import Slots
from app.index.postings import Array
from app.language import gazetteer
from app.library import Library
from app.library.columns import NO_STARS, REJECTED, UNRATED
from app.search.columns import Columns, Mask
from app.search.filtering import EXACTLY, ORIENTATIONS, fitting_cameras, fitting_places, fitting_types
from app.search.query.canon import node_text
from app.search.query.keys import SIZE_CLASSES
from app.search.query.tree import Days, Filter, Names, Range
from app.search.snapshot import Snapshot

FACETS = ("type", "year", "month", "drive", "size", "camera", "place", "country", "rating", "orientation")
_MOST_VALUES = 200  # listed of one facet
_MONTH = 10**8  # in a date written as a number
_BEST = 5  # stars


@dataclass(frozen=True, slots=True)
class _Value:
    label: str
    condition: Filter


@dataclass(frozen=True, slots=True)
class _Choice:
    """What photos may be, by the number in a column: `value_of` gives the value that a number belongs to, int64
    [numbers], len(values) for none; `shared` the numbers, bool [numbers], of values that have some in common."""

    values: Sequence[_Value]
    value_of: Slots
    shared: Mapping[int, Mask]


class _Tally:
    """Counts hits: photos of one group (not 0) are one."""

    def __init__(self, groups: Slots | None) -> None:
        self._alone: Mask | None = None
        if groups is not None and groups.any():
            self._alone = groups == 0
            self._folded = np.flatnonzero(groups)
            _, first, self._group = np.unique(groups[self._folded], return_index=True, return_inverse=True)
            self._first = self._folded[first]  # a photo of each group

    def counts(self, numbers: Array, different: int) -> Slots:
        """How many hits have each of so many `different` numbers, given one for each photo."""
        counts: Slots = np.bincount(numbers if self._alone is None else numbers[self._alone], minlength=different)
        if self._alone is None:
            return counts
        numbers = numbers.astype(np.int64)
        leading, mine = numbers[self._first], numbers[self._folded]
        counts += np.bincount(leading, minlength=different)
        others = np.flatnonzero(mine != leading[self._group])
        if len(others):  # groups with photos that differ
            pairs = np.unique(self._group[others] * different + mine[others])
            counts += np.bincount(pairs % different, minlength=different)
        return counts

    def count(self, fits: Mask) -> int:
        """How many hits fit, given that for each photo."""
        if self._alone is None:
            return int(np.count_nonzero(fits))
        groups = np.zeros(len(self._first), np.bool_)
        groups[self._group[fits[self._folded]]] = True
        return int(np.count_nonzero(fits & self._alone)) + int(np.count_nonzero(groups))


def facets(slots: Slots, snapshot: Snapshot, groups: Slots | None = None) -> dict[str, tuple[FacetValue, ...]]:
    """For each of `FACETS`, the values that the photos at these slots, int64 [n], have, with counts. Photos with the
    same number in `groups`, int64 [n], are one hit; those with 0, or all without `groups`, are each their own.

    Most hits first; years, months and ratings from the highest down, sizes from the smallest up.
    """
    columns, library = snapshot.facts.columns, snapshot.library
    tally = _Tally(groups)
    dates = columns.values("date", slots)
    found = {
        "type": _chosen(_kept(columns, "type", _types), columns.values("type", slots), tally),
        "year": _dated(dates // (100 * _MONTH), tally, _year),
        "month": _dated(dates // _MONTH, tally, _month),
        "drive": _chosen(_drives(columns, library), columns.values("drives", slots), tally),
        "size": _sized(columns.values("size", slots), tally),
        "camera": _chosen(_kept(columns, "camera", _cameras), columns.values("camera", slots), tally),
        "rating": _counted(_RATINGS[::-1], tally.counts(columns.values("rating", slots), len(_RATINGS))[::-1]),
        "orientation": _sorted(_counted(_ORIENTATIONS, tally.counts(columns.values("orientation", slots), 4))),
    }
    place = columns.values("place", slots) if len(columns.names("place")) > 1 else np.zeros(len(slots), np.int64)
    found["place"] = _chosen(_kept(columns, "place", _places), place, tally)
    found["country"] = _chosen(_kept(columns, "country", _countries), place, tally)
    return {name: found[name] for name in FACETS}


# ---- counting ----


def _chosen(choice: _Choice, numbers: Array, tally: _Tally) -> tuple[FacetValue, ...]:
    if not choice.values:
        return ()
    counts = tally.counts(choice.value_of[numbers], len(choice.values) + 1)
    for value, mine in choice.shared.items():
        counts[value] = tally.count(mine[numbers])
    return _sorted(_counted(choice.values, counts))


def _dated(periods: Slots, tally: _Tally, value: Callable[[int], _Value | None]) -> tuple[FacetValue, ...]:
    """Years or months, the last first."""
    if not len(periods):
        return ()
    first = int(periods.min())
    counts = tally.counts(periods - first, int(periods.max()) - first + 1)
    values = [(value(first + number), int(counts[number])) for number in np.flatnonzero(counts)[::-1].tolist()]
    return tuple(FacetValue(it.label, count, text(it.condition)) for it, count in values if it is not None)


def _sized(sizes: Slots, tally: _Tally) -> tuple[FacetValue, ...]:
    return _counted(_SIZES, tally.counts(np.searchsorted(_SIZE_BOUNDS, sizes, side="right"), len(_SIZES)))


def _counted(values: Sequence[_Value | None], counts: Slots) -> tuple[FacetValue, ...]:
    """The values that some hit has, in their order."""
    return tuple(
        FacetValue(value.label, count, text(value.condition))
        for value, count in zip(values, counts.tolist(), strict=False)
        if value is not None and count
    )


def _sorted(values: tuple[FacetValue, ...]) -> tuple[FacetValue, ...]:
    return tuple(sorted(values, key=lambda value: -value.count)[:_MOST_VALUES])


# ---- what there is to choose from ----


def _kept(columns: Columns, name: str, make: Callable[[Columns], _Choice]) -> _Choice:
    """A choice that stays the same as long as the columns do."""
    kept = columns.kept.get(("facets", name))
    if kept is None:
        kept = columns.kept["facets", name] = make(columns)
    return cast(_Choice, kept)


def _choice(values: Sequence[tuple[_Value, Mask]], numbers: int) -> _Choice:
    """Of values with the numbers, bool [numbers], that they mean."""
    owners = np.zeros(numbers, np.int64)
    value_of = np.full(numbers, len(values), np.int64)
    for at, (_, mine) in enumerate(values):
        owners += mine
        value_of[mine] = at
    shared = {at: mine for at, (_, mine) in enumerate(values) if (owners[mine] > 1).any()}
    return _Choice([value for value, _ in values], value_of, shared)


def _types(columns: Columns) -> _Choice:
    types = columns.names("type")
    called = sorted({type_.upper() for type_ in types if type_})
    return _choice(
        [
            (_Value(name, Filter("type", Names((name.lower(),)))), np.array(fitting_types((name,), types)))
            for name in called
        ],
        len(types),
    )


def _cameras(columns: Columns) -> _Choice:
    cameras = columns.names("camera")
    values: list[tuple[_Value, Mask]] = []
    for name in {camera.casefold(): camera for camera in cameras if camera}.values():
        asked = name
        mine = np.array(fitting_cameras((asked,), cameras))
        just_so = np.array(fitting_cameras((EXACTLY + name,), cameras))
        if (mine != just_so).any():
            asked, mine = EXACTLY + name, just_so
        values.append((_Value(name, Filter("camera", Names((asked,)))), mine))
    return _choice(values, len(cameras))


def _drives(columns: Columns, library: Library) -> _Choice:
    sets = columns.names("drives")
    values: list[tuple[_Value, Mask]] = []
    for name in {(row.label or row.serial).casefold(): row.label or row.serial for row in library.drives()}.values():
        ids = library.drive_ids((name,))
        mine = np.array([not ids.isdisjoint(some) for some in sets])
        values.append((_Value(name, Filter("drive", Names((name,)))), mine))
    return _choice(values, len(sets))


def _places(columns: Columns) -> _Choice:
    labels: Sequence[str] = columns.names("place")
    called: dict[str, list[int]] = {}
    for number, label in enumerate(labels):
        if label:
            called.setdefault(gazetteer.fold(label), []).append(number)
    values: list[tuple[_Value, Mask]] = []
    for numbers in called.values():
        mine = np.zeros(len(labels), np.bool_)
        mine[numbers] = True
        values.append((_place(labels[numbers[0]]), mine))
    return _choice(values, len(labels))


def _countries(columns: Columns) -> _Choice:
    labels: list[str] = list(columns.names("place"))
    names = sorted({label.rpartition(", ")[2] for label in labels if label})
    return _choice([(_place(name), fitting_places((name,), labels)) for name in names], len(labels))


def _place(name: str) -> _Value:
    return _Value(name, Filter("place", Names((name,))))


@lru_cache(1 << 12)
def _year(year: int) -> _Value | None:
    return _Value(str(year), Filter("date", Days(str(year), str(year)))) if year >= 1000 else None


@lru_cache(1 << 12)
def _month(month: int) -> _Value | None:
    year, number = divmod(month, 100)
    if year < 1000 or not 1 <= number <= 12:
        return None
    day = f"{year}-{number:02}"
    return _Value(f"{calendar.month_name[number]} {year}", Filter("date", Days(day, day)))


@lru_cache(1 << 13)
def text(condition: Filter) -> str:
    """A filter as a person would type it."""
    return node_text(condition)


def _stars(stars: int) -> _Value:
    label = "1 star" if stars == 1 else f"{stars} stars"
    return _Value(label, Filter("rating", Range(stars, stars)))


def _ratings() -> list[_Value | None]:
    values: list[_Value | None] = [None] * (NO_STARS + _BEST + 1)
    values[UNRATED] = _Value("unrated", Filter("rating", Names(("none",))))
    values[REJECTED] = _Value("rejected", Filter("rating", Names(("rejected",))))
    for stars in range(_BEST + 1):
        values[NO_STARS + stars] = _stars(stars)
    return values


_RATINGS = _ratings()
_ORIENTATIONS = [None, *(_Value(name, Filter("orientation", Names((name,)))) for name in ORIENTATIONS)]
_SIZE_LABELS = {
    "tiny": "under 100 kB",
    "small": "100 kB to 1 MB",
    "medium": "1 to 5 MB",
    "large": "5 to 20 MB",
    "huge": "20 MB and more",
}
_SIZES = [_Value(_SIZE_LABELS[name], Filter("size", Range(*bounds))) for name, bounds in SIZE_CLASSES.items()]
_SIZE_BOUNDS: NDArray[np.int64] = np.array([low for low, _ in SIZE_CLASSES.values() if low is not None])
