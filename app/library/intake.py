"""New files on their way into the catalogue, many at once: their names, sizes and dates can be searched right after."""

from __future__ import annotations

import os
from collections.abc import Sequence
from sqlite3 import Connection, IntegrityError

from app.library.naming import NewName, name_new
from app.library.rows import SeenFile, shown
from app.library.writer import CatalogueWriter

_SEP = os.sep.encode()


class Intake(CatalogueWriter):
    """The part of a `Library` that takes in files that no scan has seen before."""

    def add_files(self, files: Sequence[SeenFile]) -> list[int]:
        """Writes files that the catalogue does not know, in one transaction, as waiting; returns their ids in the same
        order. Three times as quick as `upsert_files`, which takes over when one of them is known after all."""
        try:
            with self._transaction() as connection:
                return self._insert_new(connection, files)
        except IntegrityError:
            return [file_id for file_id, _ in self.upsert_files(files)]

    def _insert_new(self, connection: Connection, files: Sequence[SeenFile]) -> list[int]:
        first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM files").fetchone()[0]
        ids = range(first, first + len(files))
        rows, names = [], []
        last, last_device = b"", -1
        drive, folder, prefix = 0, "", b""
        for id_, (path, size, mtime_ns, device) in zip(ids, files, strict=True):
            above, _, raw = path.rpartition(_SEP)
            if above != last or device != last_device:
                last, last_device = above, device
                drive, inside = self._place(path, device)
                where = os.path.dirname(inside)
                folder, prefix = shown(where), inside[: len(inside) - len(raw)]
            name = shown(raw)
            suffix = shown(os.path.splitext(raw)[1][1:].lower())
            whole = prefix + raw
            rows.append((id_, drive, shown(whole), whole, name, folder, suffix, size, mtime_ns))
            names.append(NewName(id_, drive, folder, name, suffix, mtime_ns))
        connection.executemany(
            "INSERT INTO files (id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'new')",
            rows,
        )
        name_new(connection, names)
        return list(ids)
