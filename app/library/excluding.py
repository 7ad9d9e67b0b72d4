"""Files and folders that a person keeps out of the library, and files that were left out and are to be tried again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from app.domain import SnowlineError
from app.library.away import AwayWriter
from app.library.base import path_inside
from app.library.journal import JournalEntry, Reverted, with_files
from app.library.naming import name_files
from app.library.rows import shown
from app.messages import message

EXCLUDE = "exclude"
_SEP = os.sep.encode()


class _Place(NamedTuple):
    """A path inside a drive."""

    drive: int
    path: bytes


class ExcludingWriter(AwayWriter):
    """The part of a `Library` that knows what is kept out of it."""

    def excluded(self) -> list[bytes]:
        """What a person keeps out: absolute paths of files and folders at the drive's present or last mount, sorted."""
        return sorted(self._excluded_places())

    def exclude(self, paths: Iterable[Path | str | bytes]) -> JournalEntry:
        """Keeps files and folders out from now on. What is known of their photos stays, and comes back with them.

        Raises `SnowlineError` for a path that is neither on the disk nor known.
        """
        self._check_may(EXCLUDE)
        raw = [_absolute(path) for path in paths]
        for path in raw:
            if not os.path.lexists(path) and not self._known_places(path):
                raise SnowlineError(f"{shown(path)} is not there. Check the name.")
        with self._transaction() as connection:
            places = [self._place_of(path) for path in raw]
            summary = message("Excluded {path} from the library", path=shown(raw[0]))
            if len(raw) > 1:
                summary = message("Excluded {path} and {n} more", path=shown(raw[0]), n=len(raw) - 1)
            detail = {"places": [[place.drive, place.path.hex()] for place in places]}
            entry = self._record(connection, EXCLUDE, summary, detail=detail)
            return self._keep_out(connection, entry, places)

    def include(self, paths: Iterable[Path | str | bytes]) -> int:
        """Lets excluded paths in again, with their files as they were. Returns how many files came back at once.

        Raises `SnowlineError` for a path that is not excluded itself.
        """
        raw = [_absolute(path) for path in paths]
        known = self._excluded_places()
        for path in raw:
            if path not in known:
                listed = ", ".join(shown(one) for one in sorted(known)) or "nothing"
                raise SnowlineError(f"{shown(path)} is not excluded. Excluded are: {listed}.")
        with self._transaction() as connection:
            return sum(len(self._let_in(connection, known[path])) for path in raw)

    def retry_skipped(self, paths: Iterable[Path | str | bytes] = ()) -> int:
        """Makes files that were left out wait for indexing again: those at or below `paths`, or all. Returns how many.

        Raises `SnowlineError` for a path at or below which nothing was left out.
        """
        chosen: set[int] = set()
        raw = [_absolute(path) for path in paths]
        for path in raw:
            found = {
                id_
                for place in self._known_places(path)
                for id_ in self._below("SELECT id FROM files WHERE state = 'skipped'", place)
            }
            if not found:
                raise SnowlineError(
                    f"Nothing was left out at {shown(path)}. The list: python3 main.py doctor --skipped"
                )
            chosen |= found
        if not raw:
            chosen = {row[0] for row in self._rows("SELECT id FROM files WHERE state = 'skipped'")}
        with self._transaction() as connection:
            connection.execute(
                "UPDATE files SET state = 'new', reason = NULL WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(chosen)),),
            )
            name_files(connection, sorted(chosen))
        return len(chosen)

    # ---- behind these ----

    def _place_of(self, path: bytes) -> _Place:
        """Where a path lies; one that is not there any more is looked for among the drives that are known."""
        if not os.path.lexists(path):
            return self._known_places(path)[0]
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        drive, inside = self._place(folder, os.stat(folder).st_dev)
        return _Place(drive, inside if folder == path else os.path.join(inside, os.path.basename(path)))

    def _excluded_places(self) -> dict[bytes, _Place]:
        rows = self._rows("SELECT drive_id, path FROM excluded")
        _, mounts = self._drives({drive for drive, _ in rows})
        return {os.path.join(mounts[drive], path).rstrip(_SEP) or _SEP: _Place(drive, path) for drive, path in rows}

    def _known_places(self, path: bytes) -> list[_Place]:
        """Where a path lies on drives of the library, innermost mount first, as far as files are known there."""
        _, mounts = self._drives()
        places = []
        for drive, mount in sorted(mounts.items(), key=lambda item: -len(item[1])):
            inside = path_inside(path, mount)
            if inside is not None and self._below("SELECT id FROM files WHERE 1", _Place(drive, inside), limit=1):
                places.append(_Place(drive, inside))
        return places

    def _below(self, select: str, place: _Place, limit: int = -1) -> list[int]:
        """Ids of files at or below a place."""
        sql, values = f"{select} AND drive_id = ?", [place.drive]
        bounds: list[bytes] = []
        if place.path:
            # Everything below "a/b" lies between "a/b/" and "a/b0" in the order of bytes.
            bounds = [place.path, place.path + _SEP, place.path + bytes([_SEP[0] + 1])]
            sql += " AND (path_bytes = ? OR (path_bytes >= ? AND path_bytes < ?))"
        return [int(row[0]) for row in self._rows(f"{sql} LIMIT ?", [*values, *bounds, limit])]

    def _keep_out(self, connection: Connection, entry: JournalEntry, places: list[_Place]) -> JournalEntry:
        files: set[int] = set()
        for place in places:
            connection.execute("INSERT OR IGNORE INTO excluded (drive_id, path) VALUES (?, ?)", place)
            files.update(self._below("SELECT id FROM files WHERE state != 'missing'", place))
        self._put_away(connection, sorted(files), "removed", entry.entry_id)
        return self._mark_entry(connection, entry, "done", summary=with_files(entry.summary, len(files)))

    def _let_in(self, connection: Connection, place: _Place) -> list[int]:
        connection.execute("DELETE FROM excluded WHERE drive_id = ? AND path = ?", place)
        below = self._below("SELECT id FROM files WHERE state = 'missing'", place)
        entries = connection.execute(
            "SELECT DISTINCT a.entry_id FROM put_away a JOIN journal j ON j.id = a.entry_id WHERE j.kind = ? "
            "AND a.file_id IN (SELECT value FROM json_each(?))",
            (EXCLUDE, json.dumps(below)),
        ).fetchall()
        back: list[int] = []
        for (entry,) in entries:
            back += self._bring_back(connection, entry, below)
        return back

    def _revert(self, entry: JournalEntry, *, back: bool) -> Reverted:
        if entry.kind != EXCLUDE:
            return super()._revert(entry, back=back)
        places = [_Place(drive, bytes.fromhex(path)) for drive, path in entry.detail["places"]]
        with self._transaction() as connection:
            if not back:
                return Reverted(self._keep_out(connection, entry, places))
            for place in places:
                connection.execute("DELETE FROM excluded WHERE drive_id = ? AND path = ?", place)
            self._bring_back(connection, entry.entry_id)
            return Reverted(self._mark_entry(connection, entry, "undone"))


def _absolute(path: Path | str | bytes) -> bytes:
    """The real folder's path and the name in it: a link to a photo is excluded as the link."""
    raw = os.path.abspath(os.fsencode(path))
    if os.path.isdir(raw):
        return os.path.realpath(raw)
    return os.path.join(os.path.realpath(os.path.dirname(raw)), os.path.basename(raw))
