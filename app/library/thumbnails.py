"""What the keeping of thumbnails asks of the catalogue: which keys are photos, and which are out of reach."""

from __future__ import annotations

import json
from collections.abc import Sequence, Set

from app.library.base import CatalogueBase, chunks


class ThumbnailsReader(CatalogueBase):
    """The part of a `Library` that knows for which thumbnails there is a use."""

    def photo_keys_among(self, keys: Sequence[str]) -> Set[str]:
        """Those of these content keys that are photos of the library, shown or not."""
        return {
            key
            for part in chunks(keys)
            for (key,) in self._rows(
                "SELECT p.key FROM json_each(?) j CROSS JOIN photos p ON p.key = j.value", (json.dumps(part),)
            )
        }

    def keys_out_of_reach(self, keys: Sequence[str]) -> Set[str]:
        """Those of these content keys whose photo lies on no drive that is there now: it cannot be drawn again."""
        drives, _ = self._drives()
        there = json.dumps([drive for drive, row in drives.items() if row.online])
        return {
            key
            for part in chunks(keys)
            for (key,) in self._rows(
                "SELECT p.key FROM json_each(?1) j CROSS JOIN photos p ON p.key = j.value "
                "WHERE NOT EXISTS (SELECT 1 FROM files f WHERE f.photo_id = p.id AND f.state != 'missing' "
                "AND f.drive_id IN (SELECT value FROM json_each(?2)))",
                (json.dumps(part), there),
            )
        }
