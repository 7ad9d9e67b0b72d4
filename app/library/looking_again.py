"""Files with another date than before, and the same place and size: restored from a backup, copied to a new disk, on a
drive that counts its hours otherwise. They wait to be looked at again, and hold their photo meanwhile.

Such a file is in the state "new" and has a photo; the catalogue keeps the date at which the file was last known to hold
that photo, so that no scan takes it for unchanged before somebody has looked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from app.library.naming import name_files
from app.library.writer import CatalogueWriter


class HeldPhoto(NamedTuple):
    """The photo that a waiting file held when it was last looked at, by its key, and the file's date then."""

    key: str
    mtime_ns: int


class Looked(NamedTuple):
    """A file as it was when it was looked at again."""

    file_id: int
    size: int
    mtime_ns: int


class LookingAgain(CatalogueWriter):
    """The part of a `Library` that knows files which wait and hold a photo."""

    def held_photos(self, file_ids: Sequence[int]) -> dict[int, HeldPhoto]:
        """File id → the photo that it holds, for those of these files that wait and hold one."""
        rows = self._rows(
            "SELECT f.id, p.key, f.mtime_ns FROM json_each(?) j CROSS JOIN files f ON f.id = j.value "
            "JOIN photos p ON p.id = f.photo_id WHERE f.state = 'new'",
            (json.dumps(list(file_ids)),),
        )
        return {file_id: HeldPhoto(*held) for file_id, *held in rows}

    def looked_again(
        self, *, same: Sequence[Looked] = (), undescribed: Sequence[Looked] = (), other: Sequence[Looked] = ()
    ) -> None:
        """What became of files that wait and hold a photo, in one transaction.

        `same` hold it still: their date is noted, and they wait no longer. So do the `undescribed`, which go on
        waiting, for a description. `other` hold something else: they let go of their photo and wait as new ones do.
        """
        with self._transaction() as connection:
            connection.executemany(
                "UPDATE files SET state = 'indexed', reason = NULL, mtime_ns = ? WHERE id = ?",
                [(file.mtime_ns, file.file_id) for file in same],
            )
            connection.executemany(
                "UPDATE files SET mtime_ns = ? WHERE id = ?", [(file.mtime_ns, file.file_id) for file in undescribed]
            )
            # A photo that does not tell its own date has that of its file: to a search, it has changed.
            connection.execute(
                "UPDATE photos SET live = live WHERE taken IS NULL AND id IN "
                "(SELECT photo_id FROM files WHERE id IN (SELECT value FROM json_each(?)))",
                (json.dumps([file.file_id for file in (*same, *undescribed)]),),
            )
            ids = [file.file_id for file in other]
            bereft = self._photos_of(connection, ids)
            connection.executemany(
                "UPDATE files SET photo_id = NULL, size = ?, mtime_ns = ?, reason = NULL WHERE id = ?",
                [(file.size, file.mtime_ns, file.file_id) for file in other],
            )
            self._refresh(connection, bereft)
            name_files(connection, ids)
