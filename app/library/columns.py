"""What photos are filtered, counted and sorted by, read from the catalogue as columns: of all photos or of some."""

from __future__ import annotations

import json
import os
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.library.base import BestFile, Slots, chunks, iso
from app.library.connection import known_errors
from app.library.links import Links
from app.library.places import Places
from app.library.rows import shown
from app.library.sorting import date_number, natural_key

Array = NDArray[Any]

NOWHERE = -(2**31)  # no latitude or longitude
DEGREE = 1_000_000  # latitudes and longitudes are whole numbers of so many to the degree
UNRATED, REJECTED, STARS = 0, 1, 1  # in the column `rating`; n stars are STARS + n, none at all as good as unrated
UNKNOWN, PORTRAIT, LANDSCAPE, SQUARE = range(4)  # in the column `orientation`
FAVOURITE, BURST, COPY, EDITED = 1, 2, 4, 8  # bits in the column `state`
_NEARLY_SQUARE = 1.02  # of the longer side to the shorter one
_FETCHED = 10_000  # rows taken from SQLite at a time
_BLOCK = 50_000  # photos gathered as Python's numbers before they are packed

KINDS = {
    "photo": "uint32",
    "date": "int64",
    "size": "int64",
    "drives": "uint16",
    "type": "uint16",
    "camera": "uint16",
    "place": "uint16",
    "rating": "uint8",
    "orientation": "uint8",
    "state": "uint8",
    "latitude": "int32",
    "longitude": "int32",
    "group": "uint32",
    "name": "uint32",
    "spread": "uint8",
}
"""The columns with one number a photo, and the number types in which they are kept."""
_ENTERED = (
    "slot", "name", "photo", "date", "size", "drives", "type", "camera", "rating", "orientation", "state", "latitude",
    "longitude", "spread",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PhotoColumns:
    """Photos by ascending `slot`, int64 [n], and in `arrays` by name, first those of `KINDS`, each [n]:

    `date` is a number like 20230415103000, 0 where unknown; `drives`, `type`, `camera` and `place` count along the
    lists of these names in `facts`, whose first entry stands for what is not known; `rating`, `orientation` and `state`
    as the constants above say; `latitude` and `longitude` in millionths of degrees or `NOWHERE`; `group` is 0 for a
    photo that stands alone, else the same for all that are one hit; `name` is the place of the file name among all, as
    people count; `spread` is 1 for a photo with several files.

    Besides, `file_names` are all names, in that order, as `plain_name` has them, UTF-8, each with a line feed behind
    it; photo `alias_photos[i]` has another file with the name `alias_names[i]`. Folders with photos are strings that
    sort by `place_key`, `folder_bytes` cut at `folder_starts`; the photos with a file right inside folder i are
    `place_photos` from `place_starts[i]` on. Photos are counted as they stand here.
    """

    slot: Slots
    arrays: dict[str, Array]
    facts: dict[str, Any]

    def array(self, name: str) -> Array:
        """The array of that name. Raises KeyError where there is none."""
        return self.arrays[name]


def place_key(drive: int, folder: bytes) -> bytes:
    """Under which a folder (its path inside the drive) is kept: a drive's stand together, and all below one."""
    return drive.to_bytes(4, "big") + os.path.join(folder, b"")


def plain_name(name: str) -> str:
    """A name as it is looked for: without regard to case and accents."""
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name)
        name = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
    return name.lower().replace("\n", " ")


class ColumnsReader(Links, Places):
    """The part of a `Library` that hands out what photos are filtered and sorted by."""

    def photo_columns(self, photos: Slots | None = None) -> PhotoColumns:
        """The columns of all photos that can be shown, or of those with these ids, int64 [n]."""
        columns = _Columns(
            burst=self._members("SELECT photo_id FROM photo_links WHERE kind = 'burst'", photos),
            copy=self._members("SELECT photo_id FROM photo_links WHERE kind = 'copy'", photos),
            edited=self._members("SELECT photo_id FROM photo_edits", photos),
        )
        offline = {id_: not row.online for id_, row in self._drives()[0].items()}
        photo: tuple[Any, ...] | None = None
        files: list[BestFile] = []
        for row in self._photo_rows(photos):
            if photo is None or row[0] != photo[0]:
                if photo is not None:
                    columns.enter(photo, files)
                photo, files = row, []
            drive, path, size, mtime_ns = row[-4:]
            away = offline.get(drive, True) or self._is_away(drive, path)
            files.append(BestFile(away, len(path), path, drive, size, mtime_ns, mtime_ns))
        if photo is not None:
            columns.enter(photo, files)
        groups = self.fold_groups() if photos is None else self.fold_groups_of(photos)
        return columns.done(_by_id(*groups), *self._placed_at(photos))

    def _placed_at(self, photos: Slots | None) -> tuple[dict[int, int], list[str]]:
        """Photo id → number of the place where it was taken, and what these numbers count along."""
        labels = self.place_labels()
        names = ["", *sorted(set(labels.values()))]
        numbers = {name: number for number, name in enumerate(names)}
        number_of = {id_: numbers[label] for id_, label in labels.items()}
        if photos is None:
            place_of = _by_id(*self.photo_places())
        else:
            place_of = self.places_of_photos(photos.tolist())
        return {photo: number_of.get(place, 0) for photo, place in place_of.items()}, names

    def _photo_rows(self, photos: Slots | None) -> Iterator[tuple[Any, ...]]:
        """A row for each file of the photos that can be shown, a photo's together."""
        gen = self._gen()
        for part in [None] if photos is None else chunks(photos.tolist()):
            start, among = "photo_vectors v", ""
            values: tuple[Any, ...] = (gen,)
            if part is not None:
                start, among = "json_each(?2) j CROSS JOIN photo_vectors v", " AND v.photo_id = j.value"
                values = (gen, json.dumps(part))
            with known_errors(self.folder):
                cursor = self._connection().execute(
                    "SELECT v.slot, p.id, p.taken, p.format, p.camera, p.width, p.height, p.latitude, p.longitude, "
                    "m.rating, m.favourite, f.drive_id, f.path_bytes, f.size, f.mtime_ns "
                    f"FROM {start} CROSS JOIN photos p ON p.id = v.photo_id CROSS JOIN files f ON f.photo_id = p.id "
                    "LEFT JOIN own_marks m ON m.photo_id = p.id "
                    f"WHERE v.gen = ?1 AND v.live = 1 AND f.state != 'missing'{among} ORDER BY v.slot",
                    values,
                )
                while rows := cursor.fetchmany(_FETCHED):
                    yield from rows

    def _members(self, sql: str, photos: Slots | None) -> set[int]:
        """The photo ids that a statement gives, as far as they are among `photos`."""
        found = {row[0] for row in self._rows(sql)}
        return found if photos is None else found & set(photos.tolist())


def _numbers() -> array[int]:
    return array("q")


class _Columns:
    """Gathers the columns, a photo at a time."""

    def __init__(self, *, burst: set[int], copy: set[int], edited: set[int]) -> None:
        self._states = [(bit, members) for bit, members in ((BURST, burst), (COPY, copy), (EDITED, edited)) if members]
        self._rows: list[tuple[int, ...]] = []
        self._blocks: list[Slots] = []
        self._entered = 0
        self._types: dict[str, int] = {"": 0}
        self._cameras: dict[str, int] = {"": 0}
        self._drives: dict[tuple[int, ...], int] = {(): 0}
        self._folders: dict[tuple[int, bytes], int] = {}
        self._placed, self._folder = _numbers(), _numbers()
        self._names: dict[str, int] = {}
        self._alias, self._alias_name = _numbers(), _numbers()

    def enter(self, photo: tuple[Any, ...], files: list[BestFile]) -> None:
        """Adds one photo with all its files."""
        slot, id_, taken, format_, camera, width, height, latitude, longitude, rating, favourite = photo[:11]
        best = files[0] if len(files) == 1 else min(files)
        drives = tuple(sorted({file.drive for file in files}))
        state = (FAVOURITE if favourite else 0) | (COPY if len(files) > 1 else 0)
        for bit, members in self._states:
            state |= bit if id_ in members else 0
        folder, name = os.path.split(best.path)
        number = self._number(name)
        there = latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180
        self._rows.append(  # as `_ENTERED` has them
            (
                slot,
                number,
                id_,
                date_number(taken or iso(min(file.mtime_ns for file in files))),
                best.size,
                self._drives.setdefault(drives, len(self._drives)),
                self._types.setdefault(format_, len(self._types)),
                self._cameras.setdefault(camera or "", len(self._cameras)),
                REJECTED if rating == -1 else rating + STARS if rating else UNRATED,
                _orientation(width, height),
                state,
                round(latitude * DEGREE) if there else NOWHERE,
                round(longitude * DEGREE) if there else NOWHERE,
                len(files) > 1,
            )
        )
        self._put_in(best.drive, folder)
        if len(files) > 1:
            self._enter_others(files, (best.drive, folder), number)
        self._entered += 1
        if len(self._rows) == _BLOCK:
            self._pack()

    def _enter_others(self, files: list[BestFile], place: tuple[int, bytes], number: int) -> None:
        """Adds the other places and names of the last photo."""
        others = [(file.drive, *os.path.split(file.path)) for file in files]
        for drive, folder in {(drive, folder) for drive, folder, _ in others} - {place}:
            self._put_in(drive, folder)
        for alias in {self._number(name) for *_, name in others} - {number}:
            self._alias.append(self._entered)
            self._alias_name.append(alias)

    def _put_in(self, drive: int, folder: bytes) -> None:
        self._folder.append(self._folders.setdefault((drive, folder), len(self._folders)))
        self._placed.append(self._entered)

    def _pack(self) -> None:
        self._blocks.append(np.array(self._rows, np.int64).reshape(-1, len(_ENTERED)).T)
        self._rows = []

    def _number(self, name: bytes) -> int:
        return self._names.setdefault(shown(name), len(self._names))

    def done(self, group_of: dict[int, int], place_of: dict[int, int], places: list[str]) -> PhotoColumns:
        """All columns, by ascending slot. `group_of` gives by a photo's id its fold group, `place_of` the number, along
        `places`, of its place."""
        self._pack()
        entered = dict(zip(_ENTERED, np.concatenate(self._blocks, axis=1), strict=True))
        slot = entered.pop("slot")
        order = np.argsort(slot, kind="stable")
        row_of = np.empty(len(slot), np.int64)
        row_of[order] = np.arange(len(slot))
        arrays: dict[str, Array] = {name: column[order] for name, column in entered.items()}
        names = list(self._names)
        by_name = sorted(range(len(names)), key=lambda number: natural_key(names[number]))
        rank = _inverse(by_name)
        arrays["name"] = rank[arrays["name"]]
        arrays["alias_photos"] = row_of[_array(self._alias)]
        arrays["alias_names"] = rank[_array(self._alias_name)]
        lines = "".join(f"{plain_name(names[number])}\n" for number in by_name)
        arrays["file_names"] = np.frombuffer(lines.encode("utf-8", "replace"), np.uint8)
        keys = [place_key(*place) for place in self._folders]
        by_key = sorted(range(len(keys)), key=keys.__getitem__)
        folder, placed = _inverse(by_key)[_array(self._folder)], row_of[_array(self._placed)]
        both = np.lexsort((placed, folder))
        arrays["place_photos"] = placed[both]
        arrays["place_starts"] = np.searchsorted(folder[both], np.arange(len(keys) + 1))
        arrays["folder_bytes"] = np.frombuffer(b"".join(keys[number] for number in by_key), np.uint8)
        arrays["folder_starts"] = _ends(len(keys[number]) for number in by_key)
        photos = arrays["photo"].tolist()
        for name, value_of in (("group", group_of), ("place", place_of)):
            arrays[name] = np.fromiter((value_of.get(photo, 0) for photo in photos), np.int64, len(photos))
        facts = {
            "types": list(self._types),
            "cameras": list(self._cameras),
            "drives": [list(drives) for drives in self._drives],
            "places": places,
        }
        return PhotoColumns(slot[order], arrays, facts)


def _by_id(ids: Slots, values: Slots) -> dict[int, int]:
    return dict(zip(ids.tolist(), values.tolist(), strict=True))


def _array(numbers: array[int]) -> Slots:
    return np.array(numbers, np.int64)


def _inverse(order: Sequence[int]) -> Slots:
    """The place of each number in `order`."""
    places = np.empty(len(order), np.int64)
    places[np.array(order, np.int64)] = np.arange(len(order))
    return places


def _ends(lengths: Iterable[int]) -> Slots:
    return np.cumsum(np.fromiter((0, *lengths), np.int64))


def _orientation(width: int, height: int) -> int:
    if not width or not height:
        return UNKNOWN
    if max(width, height) <= _NEARLY_SQUARE * min(width, height):
        return SQUARE
    return LANDSCAPE if width > height else PORTRAIT
