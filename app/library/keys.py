"""The keys by which photos are told apart: those of an earlier version, and ties of two photos with one quick key."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

from app.library.writer import CatalogueWriter

# What keys begin with since version 0.2. Those of 0.1 begin with the size, and no size is followed by a hyphen here.
_SCHEME, _BEHIND_SCHEME = "b3-", "b3."
# Files of one photo looked at to settle a tie: one that can be read is enough.
_WITNESSES = 20


@dataclass(frozen=True, slots=True)
class Rival:
    """A photo that looks the same at head, middle and tail. `files`: (absolute path, size, mtime_ns) on drives that
    are mounted; `full_key` is None while nobody needed it."""

    key: str
    full_key: str | None
    files: tuple[tuple[bytes, int, int], ...]


class KeysWriter(CatalogueWriter):
    """The part of a `Library` that knows the keys of photos."""

    def has_former_keys(self) -> bool:
        """Whether photos are still known by keys of version 0.1."""
        sql = "SELECT EXISTS (SELECT 1 FROM photos WHERE key < ?) OR EXISTS (SELECT 1 FROM photos WHERE key >= ?)"
        return bool(self._count(sql, (_SCHEME, _BEHIND_SCHEME)))

    def has_key(self, key: str) -> bool:
        """Whether a photo has this key, described or not."""
        return bool(self._count("SELECT EXISTS (SELECT 1 FROM photos WHERE key = ?)", (key,)))

    def rename_key(self, former: str, key: str) -> bool:
        """Gives a photo another key, unless another photo has that; returns whether it did."""
        with self._transaction() as connection:
            return connection.execute("UPDATE OR IGNORE photos SET key = ? WHERE key = ?", (key, former)).rowcount > 0

    def rivals(self, key: str) -> list[Rival]:
        """The photos with this content key, and those that were told apart from them by their full key."""
        found = self._rows(
            "SELECT p.id, p.key, k.full_key FROM photos p LEFT JOIN full_keys k ON k.key = p.key "
            "WHERE p.key >= ? AND p.key < ? AND (p.key = ? OR p.key >= ?) ORDER BY p.id",
            (key, f"{key}.", key, f"{key}-"),
        )
        if not found:
            return []
        rows = self._rows(
            "SELECT photo_id, drive_id, path_bytes, size, mtime_ns FROM files "
            "WHERE photo_id IN (SELECT value FROM json_each(?)) AND state != 'missing' ORDER BY id",
            (json.dumps([row[0] for row in found]),),
        )
        drives, mounts = self._drives({row[1] for row in rows})
        files: dict[int, list[tuple[bytes, int, int]]] = {}
        for photo, drive, path, size, mtime_ns in rows:
            if drives[drive].online and len(files.setdefault(photo, [])) < _WITNESSES:
                files[photo].append((os.path.join(mounts[drive], path), size, mtime_ns))
        return [Rival(name, full, tuple(files.get(id_, ()))) for id_, name, full in found]

    def keep_full_key(self, key: str, full_key: str) -> None:
        """Remembers the full key of the photo with this key, which may be on its way into the library only."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO full_keys VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET full_key = excluded.full_key",
                (key, full_key),
            )
