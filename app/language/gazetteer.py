"""Places of the world by name and by coordinates, without a network: GeoNames as `resources/places` brings it.

The files are mapped when something is first asked. A place is told apart by its GeoNames number, which stays the same
from one version of the data to the next.
"""

from __future__ import annotations

import functools
import json
import mmap
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.domain import SnowlineError
from app.paths import place_names

Numbers = NDArray[np.int64]

PLACE = np.dtype(
    [
        ("number", np.uint32),
        ("latitude", np.int32),
        ("longitude", np.int32),
        ("population", np.uint32),
        ("country", np.uint8),
        ("region", np.uint8),
    ]
)
"""A row of `places.npy`: GeoNames' number, millionths of degrees, people, numbers of country and region (from 1; 0 for
none)."""
DEGREE = 1_000_000

_LEAST_PREFIX = 2  # letters
_OTHER_NAME = 0.02  # how much less a place counts whose name begins like this in another language only
_WORDS = re.compile(r"[^\W_]+")
# Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# How much less a place counts for a name the less that is like the one it is shown by: Genève is Geneva, but Hong Kong
# is hardly ever meant by Victoria, which it is called too.
_LEAST_LIKE, _POWER = 0.1, 3


@dataclass(frozen=True, slots=True)
class Place:
    """A city, town or village. `number` is GeoNames' own; `country` is in English, `code` its ISO 3166 code."""

    number: int
    name: str
    region: str | None
    country: str
    code: str
    latitude: float
    longitude: float
    population: int

    @property
    def label(self) -> str:
        """Lisbon, Portugal; Portland, Oregon, United States."""
        return ", ".join(part for part in (self.name, self.region, self.country) if part)


def fold(name: str) -> str:
    """Under which names are matched: without regard to case, accents, and what stands between words."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_LETTERS)
    return " ".join(_WORDS.findall(plain))


def find(name: str) -> list[Place]:
    """The places of this name, in whatever of their languages, the one most likely meant first: the largest, a name
    unlike the one that it is shown by counting for less. "Lisbon, Portugal" and "Portland Oregon" name one of them.
    Codes of countries and states are words of their own in lower case, and only count behind a comma then."""
    return _gazetteer().find(name)


def starting(prefix: str, most: int) -> list[tuple[str, str]]:
    """At most so many places whose name begins like this, in whatever of their languages, the largest first: a name by
    which `find` finds each, with its country where a larger place is called the same, and what people read. Quick
    enough for every letter that is typed; nothing for less than two."""
    return _gazetteer().starting(prefix, most)


def circle_of(name: str) -> Place | None:
    """The place around which a circle is drawn for this name; None where there is none, or a country is meant."""
    found = find(name)
    land = country(name)
    return found[0] if found and (land is None or found[0].country == land) else None


def country(name: str) -> str | None:
    """The English name of the country of this name, or code in capitals; None where none is called so."""
    return _gazetteer().country(name)


def places(numbers: Iterable[int]) -> dict[int, Place]:
    """GeoNames' number → place, for those that are known."""
    return _gazetteer().places(numbers)


def nearest(latitudes: ArrayLike, longitudes: ArrayLike) -> Numbers:
    """Where photos with these coordinates, degrees [n], were taken: GeoNames' numbers, int64 [n], 0 where that cannot
    be told. See `app.language.nearness`."""
    from app.language.nearness import nearest_rows

    table = _gazetteer().table
    rows = nearest_rows(table, np.asarray(latitudes, np.float64), np.asarray(longitudes, np.float64))
    found: Numbers = np.where(rows < 0, 0, table["number"][rows].astype(np.int64))
    return found


def meant(name: str, labels: Sequence[str]) -> NDArray[np.bool_]:
    """Which of these labels of places are meant by `name`, bool [n]: those that are called so, or lie in a region or
    country that is."""
    return _gazetteer().meant(name, labels)


def called(numbers: Iterable[int]) -> Mapping[str, Sequence[int]]:
    """Folded name → those of these places that are called so, in whatever of their languages, or that lie in a region
    or country that is. Codes of regions and countries are left out: as words they mean other things."""
    return _called(tuple(sorted(set(numbers))))


def version() -> str:
    """Which data this is. What was derived from another version is to be derived anew."""
    return _gazetteer().version


class Gazetteer:
    """The places of one folder. May be used from several threads."""

    def __init__(self, folder: Path) -> None:
        """Raises `SnowlineError` where files are missing or damaged."""
        try:
            facts: dict[str, Any] = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
            self.table: NDArray[Any] = np.load(folder / "places.npy", mmap_mode="r")
            self._others: NDArray[np.uint32] = np.load(folder / "other_names.npy", mmap_mode="r")
            self._names = _Lines(folder / "names.txt")
            self._other_names = _Lines(folder / "other_names.txt")
            self.version = str(facts["version"])
            self._countries: list[dict[str, Any]] = facts["countries"]
            self._regions: list[dict[str, Any]] = facts["regions"]
        except (OSError, ValueError, KeyError) as error:
            raise SnowlineError(
                f"The names of places in {folder} cannot be read ({error}). Install Snowline again to mend that."
            ) from error
        if len(self._names) != len(self.table) or len(self._other_names) != len(self._others):
            raise SnowlineError(f"The names of places in {folder} are incomplete. Install Snowline again to mend that.")
        # By folded name, and by code in capitals: as words in lower case, codes mean other things.
        self._country_at = _by_name(self._countries)
        self._region_at = _by_name(self._regions)

    def find(self, name: str) -> list[Place]:
        """See `find`."""
        whole, *rest = name.split(",")
        within = [part.upper() for part in rest if fold(part)]
        first = fold(whole)
        rows = self._narrowed(self._rows(first), within)
        words = whole.split()
        for end in range(len(words) - 1, 0, -1):
            if len(rows):
                break
            first = fold(" ".join(words[:end]))
            rows = self._narrowed(self._rows(first), [" ".join(words[end:]), *within])
        found = [self._place(int(row)) for row in rows]
        return sorted(found, key=lambda place: (-place.population * _likeness(first, place.name), place.number))

    def starting(self, prefix: str, most: int) -> list[tuple[str, str]]:
        """See `starting`."""
        folded = fold(prefix)
        if len(folded) < _LEAST_PREFIX:
            return []
        own = self._names.starting(folded, fold)
        others = self._others[self._other_names.starting(folded, str)].astype(np.int64)
        rows = np.unique(np.concatenate([np.arange(own.start, own.stop), others]))
        people = self.table["population"][rows].astype(np.float64)
        people[(rows < own.start) | (rows >= own.stop)] *= _OTHER_NAME
        largest = rows[np.lexsort((rows, -people))[:most]]
        found = [self._place(int(row)) for row in largest]
        return [(self._telling(place), place.label) for place in found]

    def _telling(self, place: Place) -> str:
        """A name by which a place is found: its own, or with as much as it takes."""
        names = [place.name, f"{place.name}, {place.country}"]
        if place.region:
            names.insert(1, f"{place.name}, {place.region}")
        for name in names:
            found = self.find(name)
            if found and found[0].number == place.number:
                return name
        return place.label

    def country(self, name: str) -> str | None:
        """See `country`."""
        at = _at(self._country_at, name)
        return None if at is None else str(self._countries[at]["name"])

    def places(self, numbers: Iterable[int]) -> dict[int, Place]:
        """See `places`."""
        return {int(self.table["number"][row]): self._place(row) for row in self._rows_of(numbers).tolist()}

    def _rows_of(self, numbers: Iterable[int]) -> NDArray[np.int64]:
        """The rows of these places, by ascending number, of those that are known."""
        wanted = np.unique(np.fromiter(numbers, np.int64))
        known = self.table["number"].astype(np.int64)
        order = np.argsort(known)
        rows = order[np.minimum(np.searchsorted(known, wanted, sorter=order), len(known) - 1)]
        there: NDArray[np.int64] = rows[known[rows] == wanted]
        return there

    def called(self, numbers: Iterable[int]) -> dict[str, list[int]]:
        """See `called`."""
        found: dict[str, list[int]] = {}
        rows = self._rows_of(numbers)
        for row in rows.tolist():
            place = self.table[row]
            names = {fold(self._names[row])}
            names.update(self._countries[place["country"]]["names"])
            if place["region"]:
                names.update(self._regions[place["region"] - 1]["names"])
            for name in names:
                found.setdefault(name, []).append(int(place["number"]))
        for at in np.flatnonzero(np.isin(self._others, rows)).tolist():
            numbers_of = found.setdefault(self._other_names[at], [])
            number = int(self.table["number"][self._others[at]])
            if number not in numbers_of:
                numbers_of.append(number)
        return found

    def meant(self, name: str, labels: Sequence[str]) -> NDArray[np.bool_]:
        """See `meant`."""
        wanted, known = fold(name), _folded_labels(tuple(labels))
        full = np.fromiter((label == wanted for label, _ in known), np.bool_, len(labels))
        if full.any() or not wanted:
            return full
        names = {fold(place.label) for place in self.find(name)}
        parts = {wanted}
        if (land := self.country(name)) is not None:
            parts.add(fold(land))
        if (region := _at(self._region_at, name)) is not None:
            parts.add(fold(self._regions[region]["name"]))
        return np.fromiter(
            (label in names or not parts.isdisjoint(within) for label, within in known), np.bool_, len(labels)
        )

    def _rows(self, folded: str) -> NDArray[np.int64]:
        """The rows of all places with this folded name, each once."""
        if not folded:
            return np.empty(0, np.int64)
        own = self._names.alike(folded, fold)
        others = self._others[self._other_names.alike(folded, str)].astype(np.int64)
        return np.unique(np.concatenate([np.arange(own.start, own.stop), others]))

    def _narrowed(self, rows: NDArray[np.int64], within: Sequence[str]) -> NDArray[np.int64]:
        """Those that lie in all of these regions and countries."""
        for name in within:
            region, land = _at(self._region_at, name), _at(self._country_at, name)
            fits = np.zeros(len(rows), np.bool_)
            if region is not None:
                fits |= self.table["region"][rows] == region + 1
            if land is not None:
                fits |= self.table["country"][rows] == land
            rows = rows[fits]
        return rows

    def _place(self, at: int) -> Place:
        row = self.table[at]
        country = self._countries[row["country"]]
        region = self._regions[row["region"] - 1]["name"] if row["region"] else None
        return Place(
            number=int(row["number"]),
            name=self._names[at],
            region=region,
            country=country["name"],
            code=country["code"],
            latitude=int(row["latitude"]) / DEGREE,
            longitude=int(row["longitude"]) / DEGREE,
            population=int(row["population"]),
        )


class _Lines:
    """The lines of a mapped UTF-8 file, sorted by what each folds to."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._ends = np.flatnonzero(np.frombuffer(self._text, np.uint8) == ord("\n")).astype(np.uint32)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, at: int) -> str:
        start = int(self._ends[at - 1]) + 1 if at else 0
        return self._text[start : int(self._ends[at])].decode()

    def alike(self, wanted: str, folded: Callable[[str], str]) -> slice:
        """The lines that fold to `wanted`."""
        key = wanted.encode()
        first = self._first(lambda line: folded(line).encode() >= key)
        return slice(first, self._first(lambda line: folded(line).encode() > key, first))

    def starting(self, wanted: str, folded: Callable[[str], str]) -> slice:
        """The lines that fold to something that begins with `wanted`."""
        key = wanted.encode()
        first = self._first(lambda line: folded(line).encode() >= key)
        return slice(first, self._first(lambda line: folded(line).encode()[: len(key)] > key, first))

    def _first(self, is_behind: Callable[[str], bool], low: int = 0) -> int:
        """The first line that `is_behind`; so are all after it."""
        high = len(self)
        while low < high:
            middle = (low + high) // 2
            if is_behind(self[middle]):
                high = middle
            else:
                low = middle + 1
        return low


def _by_name(areas: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {name: at for at, area in enumerate(areas) for name in (*area["codes"], *area["names"])}


def _at(areas: Mapping[str, int], name: str) -> int | None:
    """The number of the area of this name, or of this code in capitals."""
    return areas.get(name.strip(), areas.get(fold(name)))


def _likeness(folded: str, name: str) -> float:
    """How much a place that is shown by `name` counts where it is asked for by another: 0..1."""
    own = fold(name)
    if folded == own:
        return 1.0
    from difflib import SequenceMatcher

    return float(max(SequenceMatcher(None, folded, own, autojunk=False).ratio(), _LEAST_LIKE) ** _POWER)


@functools.lru_cache(2)
def _called(numbers: tuple[int, ...]) -> Mapping[str, Sequence[int]]:
    """The places of a library are hardly ever others than the last time."""
    return _gazetteer().called(numbers)


@functools.lru_cache(2)
def _folded_labels(labels: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Each label and its parts, folded. A library asks with the same labels again and again."""
    return [(fold(label), tuple(fold(part) for part in label.split(","))) for label in labels]


@functools.cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(place_names())
