"""Removing roots and forgetting drives, so that it can be undone: nothing is deleted, files are put away.

A file that is put away counts as missing, and `put_away` knows what it was before. A scan that finds it again takes it
out of there by itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from app.domain import SnowlineError
from app.library.base import path_inside
from app.library.journal import JournalEntry, Reverted, with_files
from app.library.naming import name_files
from app.library.rows import shown
from app.library.sidecars import SidecarsWriter
from app.messages import message

REMOVE_ROOT, FORGET_DRIVE = "remove root", "forget drive"


class AwayWriter(SidecarsWriter):
    """The part of a `Library` that puts files away and brings them back."""

    def remove_root(self, root: Path | str | bytes) -> JournalEntry:
        """Forgets a folder that a person added: its files leave searches, unless another root holds them. All that is
        known of their photos stays. Raises `SnowlineError` for a folder that was not added."""
        self._check_may(REMOVE_ROOT)
        raw = os.path.abspath(os.fsencode(root))
        rows = self._rows(
            "SELECT r.id, r.drive_id, r.path FROM roots r JOIN drives d ON d.id = r.drive_id ORDER BY d.last_seen"
        )
        drives, mounts = self._drives({drive for _, drive, _ in rows})
        # Drives take turns in one place: the one that is there is meant, else the one that was there last.
        rows.sort(key=lambda row: drives[row[1]].online)
        places = {os.path.join(mounts[drive], path).rstrip(os.sep.encode()) or raw: id_ for id_, drive, path in rows}
        chosen = places.get(raw, places.get(os.path.realpath(raw)))
        if chosen is None:
            known = ", ".join(shown(place) for place in places) or "none"
            raise SnowlineError(f"{shown(raw)} is not a folder of this library. Its folders: {known}.")
        with self._transaction() as connection:
            return self._leave(
                connection, REMOVE_ROOT, message("Removed the folder {path}", path=shown(raw)), [chosen], None, None
            )

    def forget_drive(self, drive_id: int) -> JournalEntry:
        """Forgets a drive: all its folders and files leave searches, and it is listed no longer. All that is known of
        their photos stays. Raises `SnowlineError` for an unknown drive."""
        self._check_may(FORGET_DRIVE)
        known = {drive.drive_id: drive for drive in self.drives()}
        if drive_id not in known:
            raise SnowlineError(f"The library knows no drive {drive_id}. The command status lists its drives.")
        with self._transaction() as connection:
            roots = [row[0] for row in connection.execute("SELECT id FROM roots WHERE drive_id = ?", (drive_id,))]
            label = known[drive_id].label or known[drive_id].kind
            return self._leave(
                connection, FORGET_DRIVE, message("Forgot the drive {label}", label=label), roots, drive_id, None
            )

    def _leave(
        self,
        connection: Connection,
        kind: str,
        summary: str,
        roots: Sequence[int],
        drive: int | None,
        entry: JournalEntry | None,
    ) -> JournalEntry:
        """Takes roots (and a whole drive) out of the library; writes the entry, or brings back an undone one."""
        cursor = connection.execute("SELECT * FROM roots WHERE id IN (SELECT value FROM json_each(?))", _one(roots))
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        connection.execute("DELETE FROM roots WHERE id IN (SELECT value FROM json_each(?))", _one(roots))
        detail = {"roots": [{name: _plain(value) for name, value in row.items()} for row in rows], "drive": drive}
        if entry is None:
            entry = self._record(connection, kind, summary, detail=detail)
        else:
            entry = self._mark_entry(connection, entry, "done", detail=detail)
        if drive is not None:
            files = [
                row[0]
                for row in connection.execute(
                    "SELECT id FROM files WHERE drive_id = ? AND state != 'missing'", (drive,)
                )
            ]
        else:
            files = [file for row in rows for file in self._only_below(connection, row["drive_id"], row["path"])]
        self._put_away(connection, files, "removed" if drive is None else "forgotten", entry.entry_id)
        if drive is not None:
            connection.execute("INSERT OR IGNORE INTO forgotten_drives VALUES (?)", (drive,))
        self._drives_read = None
        return self._mark_entry(connection, entry, "done", summary=with_files(entry.summary, len(files)))

    def _only_below(self, connection: Connection, drive: int, path: bytes) -> list[int]:
        """Files that are there, at or below `path`, and below no root that is left."""
        left = [row[0] for row in connection.execute("SELECT path FROM roots WHERE drive_id = ?", (drive,))]
        if any(path_inside(path, other) is not None or other == b"" for other in left):
            return []
        sql, values = "SELECT id, path_bytes FROM files WHERE drive_id = ? AND state != 'missing'", [drive]
        bounds: list[Any] = []
        if path:
            sep = os.sep.encode()
            bounds = [path, path + sep, path + bytes([sep[0] + 1])]
            sql += " AND (path_bytes = ? OR (path_bytes >= ? AND path_bytes < ?))"
        inner = [other for other in left if path == b"" or path_inside(other, path) is not None]
        return [
            id_
            for id_, file in connection.execute(sql, [*values, *bounds])
            if not any(path_inside(file, other) is not None for other in inner)
        ]

    def _put_away(self, connection: Connection, files: Sequence[int], why: str, entry_id: int) -> None:
        """Takes files out of every answer, remembering what they were. They must not be missing."""
        connection.execute(
            "INSERT OR REPLACE INTO put_away (file_id, why, state, reason, entry_id) "
            "SELECT id, ?, state, reason, ? FROM files WHERE id IN (SELECT value FROM json_each(?))",
            (why, entry_id, *_one(files)),
        )
        connection.execute(
            "UPDATE files SET state = 'missing' WHERE id IN (SELECT value FROM json_each(?))", _one(files)
        )
        self._refresh(connection, self._photos_of(connection, files))

    def _bring_back(self, connection: Connection, entry_id: int, among: Iterable[int] | None = None) -> list[int]:
        """Gives files that an entry put away the state they had; returns those. Files found meanwhile are let be."""
        only = None if among is None else set(among)
        kept = [
            row
            for row in connection.execute("SELECT state, reason, file_id FROM put_away WHERE entry_id = ?", (entry_id,))
            if only is None or row[2] in only
        ]
        # The trigger `files_back` takes them out of `put_away`.
        connection.executemany("UPDATE files SET state = ?, reason = ? WHERE id = ?", kept)
        ids = [row[2] for row in kept]
        self._refresh(connection, self._photos_of(connection, ids))
        name_files(connection, [file for state, _, file in kept if state == "new"])
        return ids

    def _revert(self, entry: JournalEntry, *, back: bool) -> Reverted:
        if entry.kind not in {REMOVE_ROOT, FORGET_DRIVE}:
            return super()._revert(entry, back=back)
        drive, rows = entry.detail["drive"], entry.detail["roots"]
        with self._transaction() as connection:
            self._drives_read = None
            if not back:
                roots = [
                    found[0]
                    for row in rows
                    for found in connection.execute(
                        "SELECT id FROM roots WHERE drive_id = ? AND path = ?", (row["drive_id"], _value(row["path"]))
                    )
                ]
                return Reverted(self._leave(connection, entry.kind, entry.summary, roots, drive, entry))
            columns = {found[1] for found in connection.execute("PRAGMA table_info(roots)")}
            for row in rows:
                kept = {name: _value(value) for name, value in row.items() if name in columns}
                connection.execute(
                    f"INSERT OR IGNORE INTO roots ({', '.join(kept)}) VALUES ({', '.join('?' * len(kept))})",
                    list(kept.values()),
                )
            if drive is not None:
                connection.execute("DELETE FROM forgotten_drives WHERE drive_id = ?", (drive,))
            self._bring_back(connection, entry.entry_id)
            return Reverted(self._mark_entry(connection, entry, "undone"))


def _one(ids: Sequence[int]) -> tuple[str]:
    return (json.dumps(list(ids)),)


def _plain(value: Any) -> Any:
    """A column's value as JSON can hold it: bytes as their hex digits."""
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def _value(plain: Any) -> Any:
    return bytes.fromhex(plain["hex"]) if isinstance(plain, dict) else plain
