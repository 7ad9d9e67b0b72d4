"""Ways to narrow an answer: how many of its hits are of each type, year, month, drive, size, camera, place, rating.

Every count is what is left when the filter that stands beside it is asked too: a hit of several photos counts wherever
one of them does, once. Nothing is estimated.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from app.domain import FacetValue
from app.index.base import Slots
from app.index.postings import Array
from app.language import gazetteer
from app.library import Library
from app.library.columns import REJECTED, STARS, UNRATED
from app.search.columns import Columns, Mask, Named
from app.search.filtering import EXACTLY, ORIENTATIONS, fitting_cameras, fitting_places, fitting_types
from app.search.query.canon import node_text
from app.search.query.keys import SIZE_CLASSES
from app.search.query.tree import Days, Filter, Names, Range
from app.search.snapshot import Snapshot

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


Counted: TypeAlias = list[tuple[_Value, int]]


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


Count: TypeAlias = Callable[[Slots, Snapshot, _Tally], Counted]


def facets(slots: Slots, snapshot: Snapshot, groups: Slots | None = None) -> dict[str, tuple[FacetValue, ...]]:
    """For each of `FACETS`, the values that the photos at these slots, int64 [n], have, with counts. Photos with the
    same number in `groups`, int64 [n], are one hit; those with 0, or all without `groups`, are each their own.

    Most hits first; years, months and ratings from the highest down, sizes from the smallest up.
    """
    tally = _Tally(groups)
    return {
        name: tuple(FacetValue(value.label, count, text(value.condition)) for value, count in counted[:_MOST_VALUES])
        for name, counted in ((name, count(slots, snapshot, tally)) for name, count in _COUNTED.items())
    }


def of_all(name: str, snapshot: Snapshot) -> list[tuple[Filter, int]]:
    """How many of the photos that can be shown fulfil each condition of one of `FACETS`."""
    kept = snapshot.facts.columns.kept
    known = kept.get(("all", name))
    if known is None:
        counted = _COUNTED[name](snapshot.live, snapshot, _Tally(None))
        known = kept["all", name] = [(value.condition, count) for value, count in counted]
    return cast(list[tuple[Filter, int]], known)


# ---- counting ----


def _numbers(name: str, slots: Slots, snapshot: Snapshot) -> Array:
    return snapshot.facts.columns.values(name, slots)


def _chosen(choice: _Choice, name: str, slots: Slots, snapshot: Snapshot, tally: _Tally) -> Counted:
    if not choice.values:
        return []
    numbers = _numbers(name, slots, snapshot)
    counts = tally.counts(choice.value_of[numbers], len(choice.values) + 1)
    for value, mine in choice.shared.items():
        counts[value] = tally.count(mine[numbers])
    return _sorted(_counted(choice.values, counts))


def _dated(periods: Slots, tally: _Tally, value: Callable[[int], _Value | None]) -> Counted:
    """Years or months, the last first."""
    if not len(periods):
        return []
    first = int(periods.min())
    counts = tally.counts(periods - first, int(periods.max()) - first + 1)
    found = [(value(first + number), int(counts[number])) for number in np.flatnonzero(counts)[::-1].tolist()]
    return [(it, count) for it, count in found if it is not None]


def _years(slots: Slots, snapshot: Snapshot, tally: _Tally) -> Counted:
    return _dated(_numbers("date", slots, snapshot) // (100 * _MONTH), tally, _year)


def _months(slots: Slots, snapshot: Snapshot, tally: _Tally) -> Counted:
    return _dated(_numbers("date", slots, snapshot) // _MONTH, tally, _month)


def _sizes(slots: Slots, snapshot: Snapshot, tally: _Tally) -> Counted:
    classes = np.searchsorted(_SIZE_BOUNDS, _numbers("size", slots, snapshot), side="right")
    return _counted(_SIZES, tally.counts(classes, len(_SIZES)))


def _ratings(slots: Slots, snapshot: Snapshot, tally: _Tally) -> Counted:
    counts = tally.counts(_numbers("rating", slots, snapshot), len(_RATINGS))
    return _counted(_RATINGS[::-1], counts[::-1])


def _orientations(slots: Slots, snapshot: Snapshot, tally: _Tally) -> Counted:
    counts = tally.counts(_numbers("orientation", slots, snapshot), len(_ORIENTATIONS))
    return _sorted(_counted(_ORIENTATIONS, counts))


def _by(name: Named, make: Callable[[Columns], _Choice], kept_as: str) -> Count:
    """Counts what a column counts along; the choice is made once for all the columns of a snapshot."""

    def count(slots: Slots, snapshot: Snapshot, tally: _Tally) -> Counted:
        columns = snapshot.facts.columns
        choice = columns.kept.get(("choice", kept_as))
        if choice is None:
            choice = columns.kept["choice", kept_as] = make(columns)
        return _chosen(cast(_Choice, choice), name, slots, snapshot, tally)

    return count


def _by_drive(slots: Slots, snapshot: Snapshot, tally: _Tally) -> Counted:
    return _chosen(_drives(snapshot.facts.columns, snapshot.library), "drives", slots, snapshot, tally)


def _counted(values: Sequence[_Value | None], counts: Slots) -> Counted:
    """The values that some hit has, in their order."""
    return [
        (value, count) for value, count in zip(values, counts.tolist(), strict=False) if value is not None and count
    ]


def _sorted(counted: Counted) -> Counted:
    return sorted(counted, key=lambda pair: -pair[1])


# ---- what there is to choose from ----


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


_RATINGS: list[_Value | None] = [None] * (STARS + _BEST + 1)
_RATINGS[STARS + 1 :] = map(_stars, range(1, _BEST + 1))
_RATINGS[UNRATED] = _Value("unrated", Filter("rating", Names(("none",))))
_RATINGS[REJECTED] = _Value("rejected", Filter("rating", Names(("rejected",))))
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

_COUNTED: dict[str, Count] = {
    "type": _by("type", _types, "type"),
    "year": _years,
    "month": _months,
    "drive": _by_drive,
    "size": _sizes,
    "camera": _by("camera", _cameras, "camera"),
    "place": _by("place", _places, "place"),
    "country": _by("place", _countries, "country"),
    "rating": _ratings,
    "orientation": _orientations,
}
FACETS = tuple(_COUNTED)
