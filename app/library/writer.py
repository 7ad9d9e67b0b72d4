"""Changes to the catalogue: each public method is one transaction, so that a crash loses at most the batch in hand.

Vectors are appended and flushed by the caller before the rows that name their slots are written here. Nothing is ever
deleted because a file went away: a file that is gone is marked missing, and its photo keeps all that is known of it.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from sqlite3 import Connection

from app.domain import SnowlineError
from app.library import drives
from app.library.base import path_inside
from app.library.connection import known_errors
from app.library.naming import name_files
from app.library.own import folded, own_words, taken_off
from app.library.reader import CatalogueReader
from app.library.rows import FileState, SeenFile, shown
from app.library.words import file_words, folder_words

# A tag must be this probable to count as a word that stands in the photo, unless the pack says otherwise.
_DEFAULT_SURE_TAG = 0.5
# Names of this many copies of one photo can be searched; a photo in more places than that is an icon or a logo.
_NAMED_COPIES = 8


class CatalogueWriter(CatalogueReader):
    """The writing half of a `Library`. All methods raise `SnowlineError` when the disk is full or the file locked."""

    writable = False

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[int, tuple[int, bytes]] = {}  # st_dev → drive id and mount

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if not self.writable:
            raise SnowlineError("This library was opened for reading only.")
        connection = self._connection()
        with known_errors(self.folder):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                self._places.clear()  # may name a drive whose row was not kept
                if connection.in_transaction:  # SQLite has rolled back by itself when the disk was full
                    connection.execute("ROLLBACK")
                raise

    def _put_fact(self, connection: Connection, name: str, value: str) -> None:
        connection.execute(
            "INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
        )

    # ---- drives, roots and files ----

    def add_root(self, folder: Path | bytes) -> int:
        """Remembers a folder that a person added, an absolute real path. Returns its id; twice is once."""
        raw = os.fsencode(folder)
        with self._transaction() as connection:
            drive, inside = self._place(raw, os.stat(raw).st_dev, folder=raw)
            connection.execute("INSERT OR IGNORE INTO roots (drive_id, path) VALUES (?, ?)", (drive, inside))
            row = connection.execute("SELECT id FROM roots WHERE drive_id = ? AND path = ?", (drive, inside)).fetchone()
        return int(row[0])

    def upsert_files(self, files: Iterable[SeenFile]) -> list[tuple[int, FileState]]:
        """Writes what a scan saw, in one transaction; returns (file id, state) in the same order.

        A new or changed file gets the state "new" and no photo; one that was missing and is back unchanged is indexed
        as before, if the pack in use describes its photo. One of which only the date changed keeps that photo while it
        waits to be looked at again (`looking_again`).
        """
        written: list[tuple[int, FileState]] = []
        bereft: set[int] = set()
        returned: set[int] = set()
        gen = self._gen()
        with self._transaction() as connection:
            for path, size, mtime_ns, device in files:
                drive, inside = self._place(path, device)
                old = connection.execute(
                    "SELECT f.id, f.photo_id, f.size, f.mtime_ns, f.state, f.moved_to, v.photo_id FROM files f "
                    "LEFT JOIN photo_vectors v ON v.photo_id = f.photo_id AND v.gen = ? "
                    "WHERE f.drive_id = ? AND f.path_bytes = ?",
                    (gen, drive, inside),
                ).fetchone()
                if old is None:
                    folder, name = os.path.split(inside)
                    cursor = connection.execute(
                        "INSERT INTO files (drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'new')",
                        (
                            drive,
                            shown(inside),
                            inside,
                            shown(name),
                            shown(folder),
                            shown(os.path.splitext(name)[1][1:].lower()),
                            size,
                            mtime_ns,
                        ),
                    )
                    written.append((cursor.lastrowid or 0, "new"))
                    continue
                id_, photo, old_size, old_mtime, state, moved_to, described = old
                if (old_size, old_mtime) == (size, mtime_ns) and described is not None and state == "missing":
                    connection.execute("UPDATE files SET state = 'indexed', reason = NULL WHERE id = ?", (id_,))
                    returned.add(described)
                    written.append((id_, "indexed"))
                    continue
                # What moved away left its place to something else.
                if old_size == size and old_mtime != mtime_ns and described is not None and moved_to is None:
                    if state != "new":
                        connection.execute("UPDATE files SET state = 'new', reason = NULL WHERE id = ?", (id_,))
                    if state == "missing":
                        returned.add(described)
                    written.append((id_, "new"))
                    continue
                connection.execute(
                    "UPDATE files SET photo_id = NULL, size = ?, mtime_ns = ?, state = 'new', reason = NULL "
                    "WHERE id = ?",
                    (size, mtime_ns, id_),
                )
                written.append((id_, "new"))
                if photo is not None:
                    bereft.add(photo)
            self._refresh(connection, bereft | returned)
            name_files(connection, [id_ for id_, state in written if state == "new"])
        return written

    def attach_files(self, pairs: Sequence[tuple[int, int]]) -> None:
        """(file id, photo id): these files hold photos that are described already."""
        with self._transaction() as connection:
            self._attach(connection, pairs)

    def mark_skipped(self, files: Sequence[tuple[int, str]]) -> None:
        """(file id, reason): these files cannot be indexed as they are now."""
        with self._transaction() as connection:
            bereft = self._photos_of(connection, [file for file, _ in files])
            connection.executemany(
                "UPDATE files SET state = 'skipped', reason = ?, photo_id = NULL WHERE id = ?",
                [(reason, file) for file, reason in files],
            )
            self._refresh(connection, bereft)

    def mark_missing(self, file_ids: Sequence[int]) -> None:
        """These files are not where they were. Their photos keep everything, and come back when a file does."""
        with self._transaction() as connection:
            connection.executemany("UPDATE files SET state = 'missing' WHERE id = ?", [(id_,) for id_ in file_ids])
            self._refresh(connection, self._photos_of(connection, file_ids))

    # ---- keeping step ----

    def _attach(self, connection: Connection, pairs: Sequence[tuple[int, int]]) -> None:
        self._refresh(connection, self._link(connection, pairs))

    def _link(self, connection: Connection, pairs: Sequence[tuple[int, int]]) -> set[int]:
        """Enters that these files, (file id, photo id), hold these photos. Returns the photos to be refreshed."""
        bereft = self._photos_of(connection, [file for file, _ in pairs])
        connection.executemany(
            "UPDATE files SET photo_id = ?, state = 'indexed', reason = NULL WHERE id = ?",
            [(photo, file) for file, photo in pairs],
        )
        return bereft | {photo for _, photo in pairs}

    def _photos_of(self, connection: Connection, file_ids: Sequence[int]) -> set[int]:
        rows = connection.execute(
            "SELECT DISTINCT photo_id FROM files WHERE photo_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(file_ids)),),
        )
        return {row[0] for row in rows}

    def _refresh(self, connection: Connection, photo_ids: Iterable[int]) -> None:
        """Brings `live` and the full-text row of these photos in step with their files, captions and tags."""
        ids = list(photo_ids)
        if not ids:
            return
        gen, sure_tag = self._spoken(connection)
        wanted = json.dumps(ids)
        among = "IN (SELECT value FROM json_each(?))"
        connection.execute(
            "UPDATE photos SET live = EXISTS (SELECT 1 FROM files f WHERE f.photo_id = photos.id "
            f"AND f.state != 'missing') WHERE id {among}",
            (wanted,),
        )
        names: dict[int, list[str]] = {}
        folders: dict[int, list[str]] = {}
        roots = self._root_places(connection)
        for photo, drive, folder, name in connection.execute(
            f"SELECT photo_id, drive_id, folder, name FROM files WHERE photo_id {among} AND state != 'missing'",
            (wanted,),
        ):
            if len(names.setdefault(photo, [])) < _NAMED_COPIES:
                names[photo].append(file_words(name))
                folders.setdefault(photo, []).append(folder_words(folder, roots.get(drive, [])))
        captions = dict(
            connection.execute(
                "SELECT c.photo_id, t.text FROM captions c JOIN texts t ON t.id = c.text_id "
                f"WHERE c.photo_id {among} AND c.gen = ?",
                (wanted, gen),
            )
        )
        off = taken_off(lambda sql, values: connection.execute(sql, values).fetchall(), photos=ids)
        tags: dict[int, list[str]] = {}
        for photo, name in connection.execute(
            f"SELECT g.photo_id, n.name FROM photo_tags g JOIN tag_names n ON n.id = g.tag_id "
            f"WHERE g.photo_id {among} AND g.gen = ? AND g.p >= ?",
            (wanted, gen, sure_tag),
        ):
            if (photo, folded(name)) not in off:
                tags.setdefault(photo, []).append(name)
        own = own_words(connection, ids)
        connection.execute(f"DELETE FROM own_words WHERE rowid {among}", (wanted,))
        connection.executemany(
            "INSERT INTO own_words (rowid, text) VALUES (?, ?)",
            [
                (photo, "\n".join([caption or "", *tags_]))
                for photo, (caption, tags_) in own.items()
                if caption or tags_
            ],
        )
        for photo, (caption, own_tags) in own.items():
            captions[photo] = caption or captions.get(photo, "")
            tags[photo] = [*own_tags, *tags.get(photo, ())]
        connection.execute(f"DELETE FROM words WHERE rowid {among}", (wanted,))
        connection.executemany(
            "INSERT INTO words (rowid, name, folder, caption, tag) VALUES (?, ?, ?, ?, ?)",
            [
                (
                    id_,
                    " ".join(names[id_]),
                    " ".join(dict.fromkeys(folders[id_])),
                    captions.get(id_, ""),
                    " ".join(tags.get(id_, ())),
                )
                for id_ in ids
                if id_ in names
            ],
        )

    def _spoken(self, connection: Connection) -> tuple[int, float]:
        """The id of the generation whose captions and tags are the library's words, and from which probability on a
        tag of it counts as a word."""
        row = connection.execute("SELECT id, sure_tag FROM generations WHERE state = 'live'").fetchone()
        return (0, _DEFAULT_SURE_TAG) if row is None else (row[0], row[1] or _DEFAULT_SURE_TAG)

    def _root_places(self, connection: Connection) -> dict[int, list[str]]:
        places: dict[int, list[str]] = {}
        for drive, path in connection.execute("SELECT drive_id, path FROM roots"):
            places.setdefault(drive, []).append(shown(path))
        return places

    def look_again(self) -> None:
        """Forgets where drives were mounted a moment ago: one may have taken the place of another since."""
        self._places.clear()
        self._drives_read = None

    def place_of(self, folder: bytes, device: int) -> tuple[int, bytes]:
        """Drive id and path inside the drive of an existing absolute folder; `device` is its st_dev."""
        return self._place(folder, device, folder=folder)

    def _place(self, path: bytes, device: int, *, folder: bytes | None = None) -> tuple[int, bytes]:
        """Drive id and path inside the drive of an existing absolute path; a drive seen for the first time is added.

        `folder` is one on the same drive, by default that of a file at `path`.
        """
        known = self._places.get(device)
        inside = path_inside(path, known[1]) if known else None
        if known and inside is not None:
            return known[0], inside
        volume = drives.volume_of(folder or os.path.dirname(path) or path)
        if volume.former:  # a library of an earlier version knows the drive by another name
            self._rows(
                "UPDATE OR IGNORE drives SET serial = ? WHERE serial IN (SELECT value FROM json_each(?))",
                (volume.serial, json.dumps(volume.former)),
            )
        row = self._rows(
            "INSERT INTO drives (serial, label, kind, mount, last_seen) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (serial) DO UPDATE SET kind = excluded.kind, "
            "label = coalesce((SELECT value FROM facts WHERE name = 'name of drive ' || drives.id), excluded.label), "
            "mount = excluded.mount, last_seen = excluded.last_seen RETURNING id",
            (volume.serial, volume.label, volume.kind, volume.mount, time.strftime("%Y-%m-%dT%H:%M:%S")),
        )[0]
        self._drives_read = None
        self._places[device] = (int(row[0]), volume.mount)
        inside = path_inside(path, volume.mount)
        if inside is None:
            raise SnowlineError(f"{shown(path)} is not below its drive's mount {shown(volume.mount)}.")
        return int(row[0]), inside
