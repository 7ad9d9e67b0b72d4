"""The columns of the photos that one search sees: those of a derived file, with what changed since on top."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from threading import Lock, RLock
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.index.base import Slots
from app.index.postings import Array, Arrays, PostingsFile, Strings
from app.library import shown
from app.library.columns import NOWHERE, PhotoColumns, plain_name
from app.search.patterns import ends_of, fitting

Mask = NDArray[np.bool_]
Named = Literal["type", "camera", "place", "drives"]
NAMED: tuple[Named, ...] = ("type", "camera", "place", "drives")
_SEP, _DRIVE_BYTES = os.sep.encode(), 4  # of a folder's key
_LISTS = {"type": "types", "camera": "cameras", "place": "places", "drives": "drives"}


class Table:
    """Photos as rows: `column` gives one number a row, as `PhotoColumns` has them."""

    def __init__(self, source: Arrays) -> None:
        self._source = source
        self._coded: dict[str, Array] = {}
        self._lock = Lock()
        self._folders: list[tuple[bytes, str]] | None = None
        self._name_ends: Slots | None = None
        self.rows = len(source.array("photo"))

    def column(self, name: str) -> Array:
        """The column of that name, [rows]. Raises KeyError where there is none."""
        coded = self._coded.get(name)
        return self._source.array(name) if coded is None else coded

    def count_along(self, name: Named, numbers: dict[Any, int]) -> None:
        """Makes a column count along `numbers`, to which names are added that are not in it."""
        mine = np.array([numbers.setdefault(key, len(numbers)) for key in _keys(self._source, name)], np.uint32)
        self._coded[name] = mine[self._source.array(name)]

    def inside(self, ranges: Sequence[tuple[bytes, bytes]]) -> Mask:
        """The photos with a file in a folder whose key (`place_key`) lies in one of these ranges, the end left out."""
        folders, starts = Strings(self._source, "folder"), self._source.array("place_starts")
        photos = self._source.array("place_photos")
        mask = np.zeros(self.rows, np.bool_)
        for low, high in ranges:
            mask[photos[int(starts[folders.first(low)]) : int(starts[folders.first(high)])]] = True
        return mask

    def within(self, folders: Sequence[bool]) -> Mask:
        """The photos with a file right inside a folder for which `folders`, as long as `folders()`, says so."""
        starts, photos = self._source.array("place_starts"), self._source.array("place_photos")
        mask = np.zeros(self.rows, np.bool_)
        for number in np.flatnonzero(folders).tolist():
            mask[photos[int(starts[number]) : int(starts[number + 1])]] = True
        return mask

    def filed(self, low: bytes, high: bytes) -> tuple[Slots, int]:
        """The photos, int64 [n], with a file in a folder whose key lies from `low` to below `high`, again for each such
        folder; and how many folders these are."""
        folders, starts = Strings(self._source, "folder"), self._source.array("place_starts")
        first, last = folders.first(low), folders.first(high)
        return self._source.array("place_photos")[int(starts[first]) : int(starts[last])], last - first

    def names_inside(self, key: bytes, most: int) -> list[bytes]:
        """The names of at most so many folders right inside the one with this key that have photos at any depth."""
        folders = Strings(self._source, "folder")
        names: list[bytes] = []
        at = folders.first(key + b"\0")
        while len(names) < most and at < len(folders) and (below := folders[at]).startswith(key):
            names.append(below[len(key) :].partition(_SEP)[0])
            at = folders.first(key + names[-1] + bytes([_SEP[0] + 1]))
        return names

    def folders(self) -> list[tuple[bytes, str]]:
        """All folders with photos right inside: their keys (`place_key`), and their paths inside the drives as
        `plain_name` has them, between separators."""
        with self._lock:
            if self._folders is None:
                keys = list(Strings(self._source, "folder"))
                self._folders = [(key, plain_name(shown(_SEP + key[_DRIVE_BYTES:]))) for key in keys]
            return self._folders

    def placed(self) -> tuple[Slots, list[tuple[int, str]]]:
        """The photos by the folders they are right inside, int64 [n], as many of each as `filled` says, and the drives
        and paths of those folders."""
        keys = Strings(self._source, "folder")
        places = [(int.from_bytes(key[:_DRIVE_BYTES], "big"), shown(key[_DRIVE_BYTES:])) for key in keys]
        return self._source.array("place_photos").astype(np.int64), places

    def filled(self) -> Array:
        """How many photos have a file right inside each of `folders()`."""
        filled: Array = np.diff(self._source.array("place_starts"))
        return filled

    def named(self, patterns: Sequence[str]) -> Mask:
        """The photos one of whose file names fits one of these patterns (see `patterns.fitting`)."""
        every = self._source.array("file_names")
        with self._lock:
            if self._name_ends is None:
                self._name_ends = ends_of(every)
            ends = self._name_ends
        if not len(ends):
            return np.zeros(self.rows, np.bool_)
        names = np.logical_or.reduce([fitting(every, pattern, ends) for pattern in patterns])
        mask: Mask = names[self._source.array("name")]
        also = self._source.array("alias_photos")
        mask[also[names[self._source.array("alias_names")]]] = True
        return mask

    def aliased(self) -> Mask:
        """The photos that have files of several names."""
        mask = np.zeros(self.rows, np.bool_)
        mask[self._source.array("alias_photos")] = True
        return mask


class Rows:
    """The photos at some slots: where they stand in the tables is looked up once."""

    def __init__(self, parts: Sequence[tuple[Table, Slots | None]], slots: Slots) -> None:
        self._count = len(slots)
        self._places: list[tuple[Table, Slots | None, Slots]] = []  # table, which of the slots, rows in the table
        for table, own in parts:
            if own is None:
                there = slots < table.rows
                self._places.append(
                    (table, None, slots) if there.all() else (table, np.flatnonzero(there), slots[there])
                )
            else:
                rows = np.minimum(np.searchsorted(own, slots), len(own) - 1)
                mine = np.flatnonzero(own[rows] == slots)
                if len(mine):
                    self._places.append((table, mine, rows[mine]))

    def values(self, name: str) -> Array:
        """The numbers of a column, [n]; of photos that no table knows, 0 or `NOWHERE`."""
        if self._places and self._places[0][1] is None:
            table, _, rows = self._places[0]
            found = table.column(name)[rows]
            further = self._places[1:]
            if further:
                found = found.astype(np.int64)
        else:
            found = np.full(self._count, NOWHERE if name in ("latitude", "longitude") else 0, np.int64)
            further = self._places
        for table, mine, rows in further:
            found[mine] = table.column(name)[rows]
        return found


class Columns:
    """`file` is the derived file, of which the photos `stale`, bool [photos in the file], are known better; `read`
    gives the columns of those and of later ones, and is called when first needed. May be used from several threads.

    Numbers of types, cameras, places and sets of drives count along `names`; 0 stands for what is not known.
    """

    def __init__(self, file: PostingsFile | None, stale: Mask | None, read: Callable[[], PhotoColumns]) -> None:
        self._file = file
        self._stale = stale
        self._read = read
        self._lock = RLock()
        self.kept: dict[object, Any] = {}
        """What others worked out from these columns and may ask again."""

    def names(self, name: Named) -> Sequence[Any]:
        """What a column counts along: words, or for `drives` sets of drives as tuples of their ids."""
        return self._numbered[name]

    def values(self, name: str, slots: Slots | None = None) -> Array:
        """The numbers of a column at these slots, any int64 [n]; or for all slots there are, then not to be changed."""
        if slots is not None:
            return self.at(slots).values(name)
        parts = self.parts()
        if len(parts) == 1 and parts[0][1] is None:
            return parts[0][0].column(name)
        ends = [table.rows if own is None else int(own.max(initial=-1)) + 1 for table, own in parts]
        return self.at(np.arange(max(ends, default=0))).values(name)

    def at(self, slots: Slots) -> Rows:
        """The photos at these slots, any int64 [n], of which several columns are to be read."""
        return Rows(self.parts(), slots)

    def mask(self, fits: Callable[[Table], Mask], rows: int) -> Mask:
        """The photos that fit, bool [rows], by slot: `fits` tells for the rows of one table which do."""
        mask = np.zeros(rows, np.bool_)
        for table, own in self.parts():
            theirs = fits(table)
            if own is None:
                if self._stale is not None:
                    theirs = theirs & ~self._stale
                both = min(table.rows, rows)
                mask[:both] = theirs[:both]
            else:
                there = own < rows
                mask[own[there]] = theirs[there]
        return mask

    def known(self, rows: Slots) -> Slots:
        """Of photos in the derived file, those of which nothing is known better: int64 [n]."""
        return rows if self._stale is None else rows[~self._stale[rows]]

    def parts(self) -> list[tuple[Table, Slots | None]]:
        """The tables; of one in which row n is not slot n, the slots of its rows, int64 [rows], ascending."""
        known, recent = self._tables
        parts: list[tuple[Table, Slots | None]] = [] if known is None else [(known, None)]
        return [*parts, recent] if recent is not None else parts

    @cached_property
    def _both(self) -> tuple[Table | None, tuple[Table, Slots] | None, dict[Named, Sequence[Any]]]:
        columns = self._read()
        known = None if self._file is None else Table(self._file)
        recent = (Table(columns), columns.slot) if len(columns.slot) else None
        if known is None and recent is not None and int(columns.slot[-1]) == recent[0].rows - 1:
            known, recent = recent[0], None  # row n is slot n
        names: dict[Named, Sequence[Any]] = {}
        for name in NAMED:
            numbers = {key: number for number, key in enumerate(_keys(self._file or columns, name))}
            if recent is not None:
                recent[0].count_along(name, numbers)
            names[name] = list(numbers)
        return known, recent, names

    @property
    def _tables(self) -> tuple[Table | None, tuple[Table, Slots] | None]:
        with self._lock:
            return self._both[:2]

    @property
    def _numbered(self) -> dict[Named, Sequence[Any]]:
        with self._lock:
            return self._both[2]


def _keys(source: Arrays, name: Named) -> list[Any]:
    listed: Sequence[Any] = source.facts[_LISTS[name]]
    return [tuple(entry) for entry in listed] if name == "drives" else list(listed)
