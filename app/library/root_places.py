"""Where the folders that a person added lie, and whether they are there. Quick: looks at no file."""

from __future__ import annotations

import os
from dataclasses import dataclass

from app.library.base import CatalogueBase


@dataclass(frozen=True, slots=True)
class RootPlace:
    """A folder that was added, as an absolute path at its drive's present or last mount. `shared` tells that another
    drive has a folder at the same path, as sticks that take turns; `inside` is the path inside the drive."""

    path: bytes
    drive_id: int
    inside: bytes
    online: bool
    shared: bool = False


class RootPlaces(CatalogueBase):
    """The part of a `Library` that knows where its folders are."""

    def root_places(self) -> list[RootPlace]:
        """The folders that were added, by path."""
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
