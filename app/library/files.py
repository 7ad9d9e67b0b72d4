"""Questions about files: which are known below a folder, which photo a path holds, which were skipped."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any, cast

from app.library.base import CatalogueBase, chunks, path_inside
from app.library.rows import FileState, KnownFile, shown

_ROWS_AT_ONCE = 1_000


class FilesReader(CatalogueBase):
    """The part of a `Library` that answers questions about roots and files."""

    def roots(self) -> list[bytes]:
        """The folders a person added, as absolute paths at the drive's present or last mount."""
        rows = self._rows("SELECT drive_id, path FROM roots")
        _, mounts = self._drives({drive for drive, _ in rows})
        return [os.path.join(mounts[drive], path) if path else mounts[drive] for drive, path in rows]

    def roots_away(self) -> set[bytes]:
        """Those of the folders that are not there now, or empty, which may be the same: what is known of them is
        kept."""
        rows = self._rows("SELECT drive_id, path FROM roots")
        drives, mounts = self._drives({drive for drive, _ in rows})
        there: dict[bytes, bool] = {}
        for drive, path in rows:
            place = os.path.join(mounts[drive], path) if path else mounts[drive]
            there[place] = there.get(place, False) or (drives[drive].online and not self._is_away(drive, path))
        return {place for place, is_there in there.items() if not is_there}

    def file_count(self) -> int:
        """Files that were there when their folder was last scanned, indexed or not."""
        return self._count("SELECT count(*) FROM files WHERE state != 'missing'")

    def count_missing(self, file_ids: Sequence[int]) -> int:
        """How many of these files are missing, and are not known to have moved elsewhere."""
        return self._count(
            "SELECT count(*) FROM files WHERE id IN (SELECT value FROM json_each(?)) "
            "AND state = 'missing' AND moved_to IS NULL",
            (json.dumps(list(file_ids)),),
        )

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

    def known_in(self, drive: int, folder: bytes) -> tuple[dict[bytes, KnownFile], list[bytes]]:
        """What is known directly in a folder, a path inside its drive: files by name, and the names of the folders in
        which more is known. Takes as long as these are many, however much lies below."""
        sep = os.sep.encode()
        start = folder + sep if folder else b""
        behind = folder + bytes([sep[0] + 1]) if folder else None
        files: dict[bytes, KnownFile] = {}
        folders: list[bytes] = []
        low, at_once = start, 2
        while True:
            rows = self._rows(
                "SELECT path_bytes, id, size, mtime_ns, state, reason FROM files WHERE drive_id = ?1 "
                f"AND path_bytes >= ?2 {'AND path_bytes < ?3' if behind else ''} ORDER BY path_bytes LIMIT {at_once}",
                (drive, low, behind) if behind else (drive, low),
            )
            for path, *known in rows:
                name, below, _ = path[len(start) :].partition(sep)
                if below:
                    folders.append(name)
                    # Behind everything in that folder: in byte order, "0" is what follows "/".
                    low, at_once = start + name + bytes([sep[0] + 1]), 2
                    break
                files[name] = KnownFile(*known)
                low = path + b"\0"
            else:
                if len(rows) < at_once:
                    return files, folders
                at_once = min(2 * at_once, _ROWS_AT_ONCE)

    def known_below(self, drive: int, folder: bytes) -> list[tuple[int, bytes]]:
        """(file id, path inside the drive) of the files below a folder, a path inside its drive, that are not missing
        so far."""
        sep = os.sep.encode()
        return self._rows(
            "SELECT id, path_bytes FROM files WHERE drive_id = ? AND path_bytes >= ? AND path_bytes < ? "
            "AND state != 'missing'",
            (drive, folder + sep, folder + bytes([sep[0] + 1])),
        )

    def known_at(self, drive: int, path: bytes) -> KnownFile | None:
        """What is known of the file at a path inside a drive."""
        found = self._rows(
            "SELECT id, size, mtime_ns, state, reason FROM files WHERE drive_id = ? AND path_bytes = ?", (drive, path)
        )
        return KnownFile(*found[0]) if found else None

    def root_above(self, drive: int, folder: bytes) -> bytes | None:
        """The root that holds a folder, or is it: the outermost, a path inside the same drive."""
        roots = [row[0] for row in self._rows("SELECT path FROM roots WHERE drive_id = ?", (drive,))]
        return min((root for root in roots if path_inside(folder, root) is not None), key=len, default=None)

    def paths_of(self, photo_ids: Sequence[int]) -> dict[int, list[bytes]]:
        """Photo id → the absolute paths of all its files that are not missing, the shortest first."""
        found: dict[int, list[bytes]] = {}
        for part in chunks(photo_ids):
            rows = self._rows(
                "SELECT photo_id, drive_id, path_bytes FROM files "
                "WHERE photo_id IN (SELECT value FROM json_each(?)) AND state != 'missing'",
                (json.dumps(list(part)),),
            )
            _, mounts = self._drives({row[1] for row in rows})
            for photo, drive, path in rows:
                found.setdefault(photo, []).append(os.path.join(mounts[drive], path))
        return {photo: sorted(paths, key=lambda path: (len(path), path)) for photo, paths in found.items()}

    def skipped_files(self) -> list[tuple[str, str]]:
        """(path as shown, reason) of every file that could not be indexed."""
        rows = self._rows(
            "SELECT drive_id, path_bytes, reason FROM files WHERE state = 'skipped' ORDER BY drive_id, path_bytes"
        )
        _, mounts = self._drives({row[0] for row in rows})
        return [(shown(os.path.join(mounts[drive], path)), reason) for drive, path, reason in rows]
