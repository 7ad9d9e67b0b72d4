"""Which files hold the same picture, byte for byte or in several forms, and how much room all but the best take."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from app.library.base import CatalogueBase, chunks, packed_slots


class DuplicateFile(NamedTuple):
    """A file that is not missing, and the picture in it. `size` in bytes, `width` and `height` in pixels."""

    photo_id: int
    raw_path: bytes
    size: int
    width: int
    height: int
    type: str
    drive: str
    online: bool


class Duplicates(CatalogueBase):
    """The part of a `Library` that lists duplicates."""

    def duplicates(self) -> Iterator[tuple[DuplicateFile, ...]]:
        """The files of each picture of which there are several, the best first: the one with the most pixels, of those
        the largest. The pictures whose others take most room come first."""
        group_of: dict[int, int] = {}
        for number, (ids,) in enumerate(
            self._rows("SELECT group_concat(photo_id) FROM photo_links WHERE kind = 'copy' GROUP BY group_id")
        ):
            group_of.update(dict.fromkeys(packed_slots(ids).tolist(), number))
        several = self._rows(
            "SELECT group_concat(photo_id) FROM (SELECT photo_id FROM files WHERE photo_id IS NOT NULL "
            "AND state != 'missing' GROUP BY photo_id HAVING count(*) > 1)"
        )[0][0]
        for photo in packed_slots(several).tolist():
            group_of.setdefault(photo, -photo)
        groups: dict[int, list[DuplicateFile]] = defaultdict(list)
        for file in self._files_of(sorted(group_of)):
            groups[group_of[file.photo_id]].append(file)
        found = [tuple(sorted(files, key=_best_first)) for files in groups.values() if len(files) > 1]
        yield from sorted(found, key=lambda files: (-room_of_others(files), files[0].raw_path))

    def _files_of(self, photos: list[int]) -> Iterator[DuplicateFile]:
        for part in chunks(photos):
            rows = self._rows(
                "SELECT p.id, f.drive_id, f.path_bytes, f.size, p.width, p.height, p.format FROM json_each(?) j "
                "CROSS JOIN photos p ON p.id = j.value CROSS JOIN files f ON f.photo_id = p.id "
                "WHERE f.state != 'missing'",
                (json.dumps(part),),
            )
            drives, mounts = self._drives({row[1] for row in rows})
            for photo, drive, path, size, width, height, type_ in rows:
                online = drives[drive].online and not self._is_away(drive, path)
                whole = os.path.join(mounts[drive], path)
                yield DuplicateFile(photo, whole, size, width, height, type_, drives[drive].label, online)


def room_of_others(files: tuple[DuplicateFile, ...]) -> int:
    """The bytes that all but the first take."""
    return sum(file.size for file in files[1:])


def _best_first(file: DuplicateFile) -> tuple[int, int, bool, int, bytes]:
    return -file.width * file.height, -file.size, not file.online, len(file.raw_path), file.raw_path
