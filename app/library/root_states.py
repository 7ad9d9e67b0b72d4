"""The folders that a person added, and what became of the files in them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from app.library.root_places import RootPlaces
from app.library.rows import shown


@dataclass(frozen=True, slots=True)
class RootRow:
    """A folder that a person added. `raw_path` is absolute, at the drive's present or last mount; `there` tells that
    it can be read now. Files at any depth by what became of them: described, waiting, skipped."""

    raw_path: bytes
    drive_id: int
    drive: str
    there: bool
    described: int = 0
    waiting: int = 0
    skipped: int = 0

    @property
    def path(self) -> str:
        """The path as it can be shown."""
        return shown(self.raw_path)


class RootStates(RootPlaces):
    """The part of a `Library` that tells how it stands with its folders."""

    def root_rows(self) -> list[RootRow]:
        """The folders that a person added, by path; a pass over their files (0.5 s for a million)."""
        known, _ = self._drives()
        found = []
        for place in self.root_places():
            sql, values = (
                "SELECT state, count(*) FROM files WHERE drive_id = ? AND state != 'missing'",
                [place.drive_id],
            )
            bounds: list[Any] = []
            if path := place.inside:
                sep = os.sep.encode()
                # In byte order, everything below "a/b" lies between "a/b/" and "a/b0". A file may be added by itself.
                bounds = [path, path + sep, path + bytes([sep[0] + 1])]
                sql += " AND (path_bytes = ? OR (path_bytes >= ? AND path_bytes < ?))"
            states = dict(self._rows(f"{sql} GROUP BY state", [*values, *bounds]))
            counts = (states.get(state, 0) for state in ("indexed", "new", "skipped"))
            found.append(RootRow(place.path, place.drive_id, known[place.drive_id].label, place.online, *counts))
        return found
