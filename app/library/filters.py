"""Which photos fulfil plain facts: type, date, drive, size, rating, folder, camera."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.domain import Filters, SnowlineError
from app.library.base import CatalogueBase, Slots, chunks, iso, packed_slots, path_inside
from app.library.sorting import date_number

# Endings and other names by which people call the types that `photos.format` has.
_TYPES = {
    "JPG": "JPEG", "JPE": "JPEG", "JFIF": "JPEG", "MPO": "JPEG", "TIF": "TIFF", "HEIC": "HEIF", "HIF": "HEIF",
    "JP2": "JPEG2000", "J2K": "JPEG2000", "JPX": "JPEG2000", "PPM": "PPM", "PGM": "PPM", "PBM": "PPM", "PNM": "PPM",
    "DIB": "BMP", "APNG": "PNG",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conditions:
    """`Filters` in the catalogue's own terms: types in capitals, dates as numbers (`date_number`), drives by id, and a
    folder as the places (drive id, path inside the drive) it may be."""

    types: frozenset[str] | None = None
    since: int | None = None
    until: int | None = None
    drives: frozenset[int] | None = None
    min_size: int | None = None
    max_size: int | None = None
    min_rating: int | None = None
    favourite: bool | None = None
    places: tuple[tuple[int, bytes], ...] | None = None
    camera: str | None = None
    online: bool | None = None

    @property
    def own(self) -> bool:
        """True where they ask for what a person noted, which only the catalogue knows."""
        return self.min_rating is not None or self.favourite is not None


class FiltersReader(CatalogueBase):
    """The part of a `Library` that filters."""

    def conditions(self, filters: Filters) -> Conditions:
        """What `filters` mean in this library. Raises SnowlineError for a drive that it does not know, a date that is
        none, or bounds that leave nothing."""
        since, until = _bound(filters.since, "0"), _bound(filters.until, "9")
        if since is not None and until is not None and since > until:
            raise SnowlineError(f"Nothing lies between {filters.since} and {filters.until}: swap the two dates.")
        low, high = filters.min_size, filters.max_size
        if low is not None and high is not None and low > high:
            raise SnowlineError(f"No file is larger than {low:,} and smaller than {high:,} bytes: swap the two sizes.")
        types = frozenset(_TYPES.get(name.upper().lstrip("."), name.upper().lstrip(".")) for name in filters.types)
        return Conditions(
            types=types or None,
            since=since,
            until=until,
            drives=self._drive_ids(filters.drives) if filters.drives else None,
            min_size=low,
            max_size=high,
            min_rating=filters.min_rating,
            favourite=filters.favourite,
            places=self._places_in(filters.folder) if filters.folder is not None else None,
            camera=filters.camera.casefold() if filters.camera else None,
            online=filters.online,
        )

    def filtered_slots(self, filters: Filters, photos: Slots | None = None) -> Slots:
        """Slots of the photos that can be shown and fulfil `filters`, int64 [n], ascending; with `photos`, only of
        those with these ids. Raises SnowlineError as `conditions` does."""
        return self.fulfilling(self.conditions(filters), photos)

    def fulfilling(self, wanted: Conditions, photos: Slots | None = None) -> Slots:
        """See `filtered_slots`."""
        of_photo, of_file, values = _in_sql(wanted)
        if wanted.online is not None:
            online = [id_ for id_, row in self._drives()[0].items() if row.online]
            of_photo.append(
                f"{'' if wanted.online else 'NOT '}EXISTS (SELECT 1 FROM files f WHERE f.photo_id = p.id "
                "AND f.state != 'missing' AND f.drive_id IN (SELECT value FROM json_each(:online)))"
            )
            values["online"] = json.dumps(online)
        if of_file:
            of_photo.append(
                "EXISTS (SELECT 1 FROM files f WHERE f.photo_id = p.id AND f.state != 'missing' "
                f"AND {' AND '.join(of_file)})"
            )
        dated = wanted.since is not None or wanted.until is not None
        values |= {"gen": self._gen()}
        found: list[Slots] = []
        undated: list[Slots] = []
        for part in [None] if photos is None else chunks(photos.tolist()):
            among: list[str] = []
            if part is not None:
                values["part"] = json.dumps(part)
                among = ["v.photo_id = j.value"]
            start = ("" if part is None else "json_each(:part) j CROSS JOIN ") + "photo_vectors v"
            where = " AND ".join(["v.gen = :gen", "v.live = 1", *among, *of_photo])
            for group, condition in ((found, "p.taken IS NOT NULL" if dated else "1"), (undated, "p.taken IS NULL")):
                if group is undated and not dated:
                    continue
                rows = self._rows(
                    f"SELECT group_concat(slot) FROM (SELECT v.slot FROM {start} CROSS JOIN photos p "
                    f"ON p.id = v.photo_id WHERE {where} AND {condition}{_dated(wanted) if group is found else ''})",
                    values,  # type: ignore[arg-type]
                )
                group.append(packed_slots(rows[0][0]))
        if undated:
            found.append(self._dated_by_file(np.concatenate(undated), wanted))
        return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)

    def _dated_by_file(self, slots: Slots, wanted: Conditions) -> Slots:
        """Those of these slots, whose photos carry no date, whose file has a date that fits."""
        gen = self._gen()
        low, high = wanted.since or 0, wanted.until or 10**14
        fitting: list[int] = []
        for part in chunks(slots.tolist()):
            rows = dict(
                self._rows(
                    "SELECT v.photo_id, v.slot FROM json_each(?) j "
                    "CROSS JOIN photo_vectors v ON v.gen = ? AND v.slot = j.value",
                    (json.dumps(part), gen),
                )
            )
            for photo, file in self._best_files(list(rows)).items():
                if low <= date_number(iso(file.mtime_ns)) <= high:
                    fitting.append(rows[photo])
        return np.array(fitting, np.int64)

    def _drive_ids(self, names: tuple[str, ...]) -> frozenset[int]:
        rows = self._drives()[0]
        found: set[int] = set()
        for name in names:
            mine = {
                id_
                for id_, row in rows.items()
                if name.casefold() in (row.label.casefold(), row.serial.casefold(), row.mount.casefold())
            }
            if not mine:
                known = ", ".join(sorted({row.label or row.serial for row in rows.values()})) or "none yet"
                raise SnowlineError(f"There is no drive called “{name}” in this library. Known: {known}.")
            found |= mine
        return frozenset(found)

    def _places_in(self, folder: str) -> tuple[tuple[int, bytes], ...]:
        """Where a folder may lie: on the drive that is mounted above it most closely."""
        raw = os.path.realpath(os.fsencode(folder))
        found = [(len(mount), drive, path_inside(raw, mount)) for drive, mount in self._drives()[1].items()]
        closest = max((length for length, _, below in found if below is not None), default=0)
        return tuple((drive, below) for length, drive, below in found if below is not None and length == closest)


def _bound(date: str | None, fill: str) -> int | None:
    if date is None:
        return None
    number = date_number(date, fill)
    if not number or not date[:4].isdecimal():
        raise SnowlineError(f"“{date}” is no date. Write it as 2023, 2023-06 or 2023-06-15.")
    return number


def _in_sql(wanted: Conditions) -> tuple[list[str], list[str], dict[str, Any]]:
    """Conditions on a photo `p`, on one file `f` of it, and their values."""
    of_photo: list[str] = []
    of_file: list[str] = []
    values: dict[str, Any] = {}
    if wanted.types is not None:
        of_photo.append("upper(p.format) IN (SELECT value FROM json_each(:types))")
        values["types"] = json.dumps(sorted(wanted.types))
    if wanted.camera is not None:
        of_photo.append("instr(lower(p.camera), :camera) > 0")
        values["camera"] = wanted.camera
    if wanted.min_rating is not None:
        of_photo.append("EXISTS (SELECT 1 FROM own_marks m WHERE m.photo_id = p.id AND m.rating >= :rating)")
        values["rating"] = wanted.min_rating
    if wanted.favourite is not None:
        of_photo.append(
            f"{'' if wanted.favourite else 'NOT '}EXISTS "
            "(SELECT 1 FROM own_marks m WHERE m.photo_id = p.id AND m.favourite = 1)"
        )
    if wanted.min_size is not None:
        of_file.append("f.size >= :min_size")
        values["min_size"] = wanted.min_size
    if wanted.max_size is not None:
        of_file.append("f.size <= :max_size")
        values["max_size"] = wanted.max_size
    if wanted.drives is not None:
        of_file.append("f.drive_id IN (SELECT value FROM json_each(:drives))")
        values["drives"] = json.dumps(sorted(wanted.drives))
    if wanted.places is not None:
        ways = []
        for number, (drive, folder) in enumerate(wanted.places):
            below = f"f.path_bytes >= :from{number} AND f.path_bytes < :to{number}"
            ways.append(f"(f.drive_id = :drive{number} AND {below})")
            values |= {f"drive{number}": drive, f"from{number}": first_below(folder), f"to{number}": after(folder)}
        of_file.append(f"({' OR '.join(ways) or '0'})")
    return of_photo, of_file, values


def _dated(wanted: Conditions) -> str:
    """The condition on the date a photo was taken, whose bounds are numbers already."""
    digits = "replace(replace(replace(substr(p.taken, 1, 19), '-', ''), 'T', ''), ':', '')"
    number = f"CAST(substr({digits} || '00000000000000', 1, 14) AS INTEGER)"
    low = "" if wanted.since is None else f" AND {number} >= {wanted.since}"
    return low + ("" if wanted.until is None else f" AND {number} <= {wanted.until}")


def first_below(folder: bytes) -> bytes:
    """The path with which everything inside a folder begins; in byte order nothing of it lies before."""
    return os.path.join(folder, b"") if folder else b""


def after(folder: bytes) -> bytes:
    """The first path, in byte order, behind everything inside a folder."""
    if not folder:
        return b"\xff"
    sep = os.sep.encode()
    return folder.rstrip(sep) + bytes([sep[0] + 1])
