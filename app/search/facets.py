"""Ways to narrow an answer: how many of its hits are of each type, year, month, drive, size, camera, place, rating.

Every count is what is left when the filter that stands beside it is asked too: a hit of several photos counts wherever
one of them does, once. Nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, cast

import numpy as np

from app.domain import FacetValue
from app.index.base import Slots
from app.index.postings import Array
from app.language import gazetteer
from app.library import Library
from app.library.columns import REJECTED, STARS, UNRATED
from app.messages import Day, message, numbered
from app.search.columns import Columns, Mask, Named
from app.search.filtering import EXACTLY, ORIENTATIONS, fitting_cameras, fitting_places, fitting_types
from app.search.query.canon import node_text
from app.search.query.keys import SIZE_CLASSES
from app.search.query.labels import SHAPES
from app.search.query.tree import Days, Filter, Names, Range
from app.search.snapshot import Snapshot

_MOST_VALUES = 100  # listed of cameras, places and countries
_MONTH = 10**8  # in a date written as a number
_BEST = 5  # stars


@dataclass(frozen=True, slots=True)
class _Value:
    label: str
    condition: Filter
    query: str

    @staticmethod
    def of(label: str, condition: Filter) -> _Value:
        return _Value(label, condition, node_text(condition))


@dataclass(frozen=True, slots=True)
class _Choice:
    """What photos may be, by the number in a column: `value_of` gives the value that a number belongs to, int64
    [numbers], len(values) for none; `shared` the numbers, bool [numbers], of values that have some in common."""

    values: Sequence[_Value]
    value_of: Slots
    shared: Mapping[int, Mask]


Counted: TypeAlias = list[tuple[_Value, int]]


class _Tally:
    """Counts hits: photos of one group (not 0) are one, and the first of them leads it."""

    def __init__(self, groups: Slots | None) -> None:
        self._leader: Slots | None = None  # of each photo
        if groups is None or not groups.any():
            return
        photos, folded = np.arange(len(groups)), np.flatnonzero(groups)
        first = np.empty(int(groups.max()) + 1, np.int64)
        first[groups[folded][::-1]] = folded[::-1]
        self._leader = photos.copy()
        self._leader[folded] = first[groups[folded]]
        follows = self._leader != photos
        self._leaders, self._more = np.flatnonzero(~follows), np.flatnonzero(follows)
        self._leader_of_more = self._leader[self._more]

    def counts(self, numbers: Array, different: int) -> Slots:
        """How many hits have each of so many `different` numbers, given one for each photo."""
        if self._leader is None:
            counts: Slots = np.bincount(numbers, minlength=different)
            return counts
        counts = np.bincount(numbers[self._leaders], minlength=different)
        others = np.flatnonzero(numbers[self._more] != numbers[self._leader_of_more])
        if len(others):
            pairs = self._leader_of_more[others] * different + numbers[self._more[others]]
            pairs.sort()
            new = np.concatenate([[True], pairs[1:] != pairs[:-1]])
            counts += np.bincount(pairs[new] % different, minlength=different)
        return counts

    def count(self, fits: Mask) -> int:
        """How many hits fit, given that for each photo."""
        if self._leader is None:
            return int(np.count_nonzero(fits))
        hits = np.zeros(len(fits), np.bool_)
        hits[self._leader[fits]] = True
        return int(np.count_nonzero(hits))


class _Hits:
    """The photos at some slots, of one snapshot."""

    def __init__(self, slots: Slots, snapshot: Snapshot, groups: Slots | None = None) -> None:
        self.snapshot = snapshot
        self.tally = _Tally(groups)
        self._rows = snapshot.facts.columns.at(slots)
        self._numbers: dict[str, Array] = {}

    def numbers(self, name: str) -> Array:
        """The column of that name, [n]; for `month` numbers like 202306."""
        if name not in self._numbers:
            self._numbers[name] = self.numbers("date") // _MONTH if name == "month" else self._rows.values(name)
        return self._numbers[name]


Count: TypeAlias = Callable[[_Hits], Counted]


def facets(slots: Slots, snapshot: Snapshot, groups: Slots | None = None) -> dict[str, tuple[FacetValue, ...]]:
    """For each of `FACETS`, the values that the photos at these slots, int64 [n], have, with counts. Photos with the
    same number in `groups`, int64 [n], are one hit; those with 0, or all without `groups`, are each their own.

    Most hits first; years, months and ratings from the highest down, sizes from the smallest up.
    """
    hits = _Hits(slots, snapshot, groups)
    return {
        name: tuple(FacetValue(value.label, found, value.query) for value, found in count(hits))
        for name, count in _COUNTED.items()
    }


def of_all(name: str, snapshot: Snapshot) -> list[tuple[Filter, str, int]]:
    """The conditions of one of `FACETS`, each with its text, and how many of the photos that can be shown fulfil it."""
    kept = snapshot.facts.columns.kept
    known = kept.get(("all", name))
    if known is None:
        counted = _COUNTED[name](_Hits(snapshot.live, snapshot))
        known = kept["all", name] = [(value.condition, value.query, count) for value, count in counted]
    return cast(list[tuple[Filter, str, int]], known)


# ---- counting ----


def _chosen(choice: _Choice, name: str, hits: _Hits) -> Counted:
    if not choice.values:
        return []
    numbers = hits.numbers(name)
    counts = hits.tally.counts(choice.value_of[numbers], len(choice.values) + 1)
    for value, mine in choice.shared.items():
        counts[value] = hits.tally.count(mine[numbers])
    return _sorted(_counted(choice.values, counts))


def _dated(periods: Slots, tally: _Tally, value: Callable[[int], _Value | None]) -> Counted:
    """Years or months, the last first."""
    if not len(periods):
        return []
    first = int(periods.min())
    counts = tally.counts(periods - first, int(periods.max()) - first + 1)
    found = [(value(first + number), int(counts[number])) for number in np.flatnonzero(counts)[::-1].tolist()]
    return [(it, count) for it, count in found if it is not None]


def _years(hits: _Hits) -> Counted:
    return _dated(hits.numbers("month") // 100, hits.tally, _year)


def _months(hits: _Hits) -> Counted:
    return _dated(hits.numbers("month"), hits.tally, _month)


def _sizes(hits: _Hits) -> Counted:
    sizes = hits.numbers("size")
    classes = np.zeros(len(sizes), np.uint8)
    for bound in _SIZE_BOUNDS:
        classes += sizes >= bound
    return _counted(_SIZES, hits.tally.counts(classes, len(_SIZES)))


def _ratings(hits: _Hits) -> Counted:
    counts = hits.tally.counts(hits.numbers("rating"), len(_RATINGS))
    return _counted(_RATINGS[::-1], counts[::-1])


def _orientations(hits: _Hits) -> Counted:
    counts = hits.tally.counts(hits.numbers("orientation"), len(_ORIENTATIONS))
    return _sorted(_counted(_ORIENTATIONS, counts))


def _by(name: Named, make: Callable[[Columns], _Choice], kept_as: str) -> Count:
    """Counts what a column counts along; the choice is made once for all the columns of a snapshot."""

    def count(hits: _Hits) -> Counted:
        columns = hits.snapshot.facts.columns
        choice = columns.kept.get(("choice", kept_as))
        if choice is None:
            choice = columns.kept["choice", kept_as] = make(columns)
        return _chosen(cast(_Choice, choice), name, hits)[:_MOST_VALUES]

    return count


def _by_drive(hits: _Hits) -> Counted:
    return _chosen(_drives(hits.snapshot.facts.columns, hits.snapshot.library), "drives", hits)


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
            (_Value.of(name, Filter("type", Names((name.lower(),)))), np.array(fitting_types((name,), types)))
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
        values.append((_Value.of(name, Filter("camera", Names((asked,)))), mine))
    return _choice(values, len(cameras))


def _drives(columns: Columns, library: Library) -> _Choice:
    sets = columns.names("drives")
    values: list[tuple[_Value, Mask]] = []
    for name in {(row.label or row.serial).casefold(): row.label or row.serial for row in library.drives()}.values():
        ids = library.drive_ids((name,))
        mine = np.array([not ids.isdisjoint(some) for some in sets])
        values.append((_Value.of(name, Filter("drive", Names((name,)))), mine))
    return _choice(values, len(sets))


def _places(columns: Columns) -> _Choice:
    return _among_places(tuple(columns.names("place")))


def _countries(columns: Columns) -> _Choice:
    return _among_countries(tuple(columns.names("place")))


@lru_cache(2)
def _among_places(labels: tuple[str, ...]) -> _Choice:
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


@lru_cache(2)  # every name is looked for in many languages
def _among_countries(labels: tuple[str, ...]) -> _Choice:
    names = sorted({label.rpartition(", ")[2] for label in labels if label})
    return _choice([(_place(name), fitting_places((name,), labels)) for name in names], len(labels))


def _place(name: str) -> _Value:
    return _Value.of(name, Filter("place", Names((name,))))


@lru_cache(1 << 12)
def _year(year: int) -> _Value | None:
    return _Value.of(str(year), Filter("date", Days(str(year), str(year)))) if year >= 1000 else None


@lru_cache(1 << 12)
def _month(month: int) -> _Value | None:
    year, number = divmod(month, 100)
    if year < 1000 or not 1 <= number <= 12:
        return None
    day = f"{year}-{number:02}"
    return _Value.of(Day(day, "MMMM yyyy"), Filter("date", Days(day, day)))


def _stars(stars: int) -> _Value:
    return _Value.of(numbered("{n} star", "{n} stars", n=stars), Filter("rating", Range(stars, stars)))


_RATINGS: list[_Value | None] = [None] * (STARS + _BEST + 1)
_RATINGS[STARS + 1 :] = map(_stars, range(1, _BEST + 1))
_RATINGS[UNRATED] = _Value.of(message("unrated"), Filter("rating", Names(("none",))))
_RATINGS[REJECTED] = _Value.of(message("rejected"), Filter("rating", Names(("rejected",))))
_ORIENTATIONS = [None, *(_Value.of(SHAPES[name], Filter("orientation", Names((name,)))) for name in ORIENTATIONS)]
_SIZE_LABELS = {
    "tiny": message("under 100 kB"),
    "small": message("100 kB to 1 MB"),
    "medium": message("1 to 5 MB"),
    "large": message("5 to 20 MB"),
    "huge": message("20 MB and more"),
}
_SIZES = [_Value.of(_SIZE_LABELS[name], Filter("size", Range(*bounds))) for name, bounds in SIZE_CLASSES.items()]
_SIZE_BOUNDS = [low for low, _ in SIZE_CLASSES.values() if low is not None]

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
