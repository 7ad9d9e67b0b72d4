"""Questions about files: which are known below a folder, which photo a path holds, which were skipped."""

from __future__ import annotations

import os
from typing import Any, cast

from app.library.base import CatalogueBase, path_inside
from app.library.rows import FileState, KnownFile, shown


class FilesReader(CatalogueBase):
    """The part of a `Library` that answers questions about roots and files."""

    def roots(self) -> list[bytes]:
        """The folders a person added, as absolute paths at the drive's present or last mount."""
        rows = self._rows("SELECT drive_id, path FROM roots")
        _, mounts = self._drives({drive for drive, _ in rows})
        return [os.path.join(mounts[drive], path) for drive, path in rows]

    def file_count(self) -> int:
        """Files that were there when their folder was last scanned, indexed or not."""
        return self._count("SELECT count(*) FROM files WHERE state != 'missing'")

    def known_files(self, folder: bytes) -> dict[bytes, KnownFile]:
        """Every file known at or below an absolute folder, by absolute path, on all drives that are mounted there now.

        Files of a drive that is offline are not among them: nothing can be said of those.
        """
        known: dict[bytes, KnownFile] = {}
        rows, mounts = self._drives()
        for drive, mount in mounts.items():
            if not rows[drive].online:
                continue
            below = path_inside(folder, mount)
            if below is None and path_inside(mount, folder) is None:
                continue
            sql, values = "SELECT path_bytes, id, size, mtime_ns, state, reason FROM files WHERE drive_id = ?", [drive]
            bounds: list[Any] = []
            if below:
                # Byte order: everything below "a/b" lies between "a/b/" and "a/b0", "0" being the byte after "/".
                sep = os.sep.encode()
                bounds = [below, below + sep, below + bytes([sep[0] + 1])]
                sql += " AND (path_bytes = ? OR (path_bytes >= ? AND path_bytes < ?))"
            for path, id_, size, mtime_ns, state, reason in self._rows(sql, [*values, *bounds]):
                known[os.path.join(mount, path)] = KnownFile(id_, size, mtime_ns, cast(FileState, state), reason)
        return known

    def skipped_files(self) -> list[tuple[str, str]]:
        """(path as shown, reason) of every file that could not be indexed."""
        rows = self._rows(
            "SELECT drive_id, path_bytes, reason FROM files WHERE state = 'skipped' ORDER BY drive_id, path_bytes"
        )
        _, mounts = self._drives({row[0] for row in rows})
        return [(shown(os.path.join(mounts[drive], path)), reason) for drive, path, reason in rows]
