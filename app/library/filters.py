"""What filters mean in this library: types, drives, folders, tags and words in pictures."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable

import numpy as np

from app.domain import SnowlineError
from app.library.base import CatalogueBase, Slots, packed_slots, path_inside
from app.library.columns import place_key
from app.library.own import folded, taken_off

_SURE_TAG = 0.5  # where nothing was described yet

# Endings and other names by which people call the types that `photos.format` has.
_TYPES = {
    "JPG": "JPEG", "JPE": "JPEG", "JFIF": "JPEG", "MPO": "JPEG", "TIF": "TIFF", "HEIC": "HEIF", "HIF": "HEIF",
    "JP2": "JPEG2000", "J2K": "JPEG2000", "JPX": "JPEG2000", "PGM": "PPM", "PBM": "PPM", "PNM": "PPM", "DIB": "BMP",
    "APNG": "PNG",
}  # fmt: skip


class FiltersReader(CatalogueBase):
    """The part of a `Library` that knows what filters mean."""

    def drive_ids(self, names: Iterable[str]) -> frozenset[int]:
        """The drives of these names: labels, serials or where they are mounted. Raises SnowlineError for a name that no
        drive has."""
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

    def inside(self, folder: str) -> list[tuple[bytes, bytes]]:
        """Where the keys (`place_key`) lie of an absolute folder and all below it, the end left out: on the drive that
        is mounted above it most closely."""
        raw = os.path.realpath(os.fsencode(folder))
        found = [(len(mount), drive, path_inside(raw, mount)) for drive, mount in self._drives()[1].items()]
        closest = max((length for length, _, below in found if below is not None), default=0)
        return [
            (place_key(drive, below), _after(drive, below))
            for length, drive, below in found
            if below is not None and length == closest
        ]

    def online_drives(self) -> frozenset[int]:
        """The drives that are there now."""
        return frozenset(id_ for id_, row in self._drives()[0].items() if row.online)

    def any_root_away(self) -> bool:
        """Whether folders are missing that were indexed, although their drives are there."""
        self._drives()
        return bool(self._away)

    def online_places(self) -> list[tuple[bytes, bytes]]:
        """Where the keys (`place_key`) lie of folders that are there now, the ends left out."""
        ranges: list[tuple[bytes, bytes]] = []
        for drive in sorted(self.online_drives()):
            start = place_key(drive, b"")
            for root in sorted(self._away.get(drive, ()), key=lambda root: place_key(drive, root)):
                ranges.append((start, place_key(drive, root)))
                start = max(start, _after(drive, root))
            ranges.append((start, _after(drive, b"")))
        return [(low, high) for low, high in ranges if low < high]

    def own_tags(self, names: Iterable[str]) -> Slots:
        """The ids of the photos that carry a tag of one of these names, given by people or files: int64 [n]."""
        found = [
            self._rows(
                "SELECT group_concat(o.photo_id) FROM own_tag_names n CROSS JOIN own_tags o ON o.tag_id = n.id "
                "WHERE n.name = ? AND o.present = 1",
                (name,),
            )[0][0]
            for name in names
        ]
        return np.concatenate([np.empty(0, np.int64), *map(packed_slots, found)])

    def own_tag_counts(self) -> list[tuple[str, int]]:
        """The tags that people and files gave to photos that can be shown, and to how many."""
        rows: list[tuple[str, int]] = self._rows(
            "SELECT n.name, count(*) FROM own_tag_names n CROSS JOIN own_tags o ON o.tag_id = n.id AND o.present = 1 "
            "CROSS JOIN photo_vectors v ON v.photo_id = o.photo_id AND v.gen = ? AND v.live = 1 GROUP BY n.id",
            (self._gen(),),
        )
        return rows

    def tag_names(self) -> list[str]:
        """The names of all tags that models gave."""
        return [name for (name,) in self._rows("SELECT name FROM tag_names")]

    def tag_counts(self, least: float) -> dict[str, int]:
        """How many photos carry each tag of the models with at least this probability."""
        counts = dict(
            self._rows(
                "SELECT n.name, count(*) FROM photo_tags t CROSS JOIN photo_vectors v ON v.photo_id = t.photo_id "
                "AND v.gen = t.gen AND v.live = 1 JOIN tag_names n ON n.id = t.tag_id WHERE t.gen = ? AND t.p >= ? "
                "GROUP BY t.tag_id",
                (self._gen(), least),
            )
        )
        off = taken_off(self._rows)
        for photo, name in self._rows(
            "SELECT t.photo_id, n.name FROM json_each(?) j CROSS JOIN photo_tags t ON t.photo_id = j.value "
            "CROSS JOIN photo_vectors v ON v.photo_id = t.photo_id AND v.gen = t.gen AND v.live = 1 "
            "JOIN tag_names n ON n.id = t.tag_id WHERE t.gen = ? AND t.p >= ?",
            (json.dumps(sorted({photo for photo, _ in off})), self._gen(), least),
        ):
            counts[name] -= (photo, folded(name)) in off
        return {name: count for name, count in counts.items() if count}

    def sure_tag(self) -> float:
        """The probability from which a tag of the models counts as a word."""
        found = self._rows("SELECT sure_tag FROM generations WHERE id = ?", (self._gen(),))
        return float(found[0][0] or _SURE_TAG) if found else _SURE_TAG


def type_called(name: str) -> str:
    """The type that people mean by a name or an ending ("heic", ".jpg"), as `photos.format` has it."""
    upper = name.upper().lstrip(".")
    return _TYPES.get(upper, upper)


def _after(drive: int, folder: bytes) -> bytes:
    """The first key, in byte order, behind those of a folder and all below it."""
    if not folder:
        return place_key(drive + 1, b"")
    sep = os.sep.encode()
    return place_key(drive, b"") + folder.rstrip(sep) + bytes([sep[0] + 1])
