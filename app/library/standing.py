"""The folders that a person added: where each lies, whether it is there, and how far its photos are described."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from app.library.base import CatalogueBase
from app.library.naming import KEPT


@dataclass(frozen=True, slots=True)
class RootPlace:
    """A folder that was added, as an absolute path at its drive's present or last mount. `shared` tells that another
    drive has a folder at the same path, as sticks that take turns; `inside` is the path inside the drive."""

    path: bytes
    drive_id: int
    inside: bytes
    online: bool
    shared: bool = False


@dataclass(frozen=True, slots=True)
class RootStanding:
    """What is known of the files in an added folder at any depth: described (those that are only looked at again are
    among them), waiting for that, and left out."""

    described: int = 0
    waiting: int = 0
    skipped: int = 0


class Standing(CatalogueBase):
    """The part of a `Library` that tells how it stands with the folders that were added."""

    def root_places(self) -> list[RootPlace]:
        """The folders that were added, by path. Quick: looks at no file."""
        rows = self._rows("SELECT drive_id, path FROM roots")
        drives, mounts = self._drives({drive for drive, _ in rows})
        paths = [os.path.join(mounts[drive], path) if path else mounts[drive] for drive, path in rows]
        places = [
            RootPlace(
                place, drive, path, drives[drive].online and not self._is_away(drive, path), paths.count(place) > 1
            )
            for place, (drive, path) in zip(paths, rows, strict=True)
        ]
        return sorted(places, key=lambda place: place.path)

    def root_standing(self, place: RootPlace) -> RootStanding:
        """How it stands with one of them; looks at each of its files (about a second for a million)."""
        standing = f"CASE WHEN {KEPT} THEN 'indexed' ELSE state END"
        sql, values = f"SELECT {standing}, count(*) FROM files WHERE drive_id = ?", [place.drive_id]
        bounds: list[Any] = []
        if place.inside:
            sep = os.sep.encode()
            # In byte order, everything below "a/b" lies between "a/b/" and "a/b0". A file may be added by itself.
            bounds = [place.inside, place.inside + sep, place.inside + bytes([sep[0] + 1])]
            sql += " AND (path_bytes = ? OR (path_bytes >= ? AND path_bytes < ?))"
        states = dict(self._rows(f"{sql} GROUP BY 1", [self._gen(), *values, *bounds]))
        return RootStanding(states.get("indexed", 0), states.get("new", 0), states.get("skipped", 0))
