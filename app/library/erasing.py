"""Erasing what is known of the photos in a folder: rows, words, what a person said of them, and the entries of the
history that would bring it back. Nothing of it can be undone. Files on the disk are never touched.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from app.library.away import AwayWriter
from app.library.base import path_inside
from app.library.check import full_text_tables
from app.library.connection import known_errors
from app.library.journal import IMPORT, MARKS
from app.library.renaming import RENAME

# References to photos and files that the schema does not declare; the full-text rows are known by the photo's id.
_PHOTO_ROWS = (
    ("words", "rowid"),
    ("own_words", "rowid"),
    ("seen_words", "rowid"),
    ("unlinked", "photo_id"),
    ("unplaced", "photo_id"),
    ("photo_events", "other_photo"),
)
_PARTS_OF_PHOTOS = ("rating", "favourite", "caption", "tag", "says")  # of the journal's changes


class Erased(NamedTuple):
    """What is gone: content keys of photos, and absolute paths of files at their drive's present or last mount."""

    keys: tuple[str, ...]
    paths: tuple[bytes, ...]


class ErasingWriter(AwayWriter):
    """The part of a `Library` that forgets for good."""

    def erase_root(self, root: Path | str | bytes) -> Erased:
        """Takes a folder out of the library, as `remove_root`, with all that is known of photos that lie nowhere else.
        Vectors and thumbnails are the caller's to remove. Raises as `remove_root`."""
        entry = self.remove_root(root)
        (row,) = entry.detail["roots"]
        drive, path = row["drive_id"], bytes.fromhex(row["path"]["hex"])
        # What was deleted is overwritten on the disk, not only left out.
        with known_errors(self.folder):
            self._connection().execute("PRAGMA secure_delete = ON")
        with self._transaction() as connection:
            _collect(connection, drive, path)
            keys = tuple(row[0] for row in connection.execute("SELECT key FROM photos WHERE id IN erased_photos"))
            inside = [row[0] for row in connection.execute("SELECT path_bytes FROM files WHERE id IN erased_files")]
            _erase(connection)
            connection.execute("DELETE FROM put_away WHERE entry_id = ?", (entry.entry_id,))
            connection.execute("DELETE FROM journal WHERE id = ?", (entry.entry_id,))
        self._drives_read = None
        mount = self._drives({drive})[1][drive]
        return Erased(keys, tuple(os.path.join(mount, one) for one in inside))

    def forget_unsaid_texts(self) -> int:
        """Lets go of the captions and triplets that no generation says of any photo. Returns how many."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM triplets WHERE id NOT IN (SELECT triplet_id FROM photo_triplets)")
            return connection.execute(
                "DELETE FROM texts WHERE id NOT IN (SELECT text_id FROM text_vectors "
                "UNION SELECT text_id FROM captions UNION SELECT text_id FROM triplets)"
            ).rowcount


def _collect(connection: Connection, drive: int, path: bytes) -> None:
    """Fills the tables `erased_files` and `erased_photos`: the files at or below a path that are below no other root,
    but for those in the trash; and the photos that lie in these alone."""
    for table in ("erased_files", "erased_photos"):
        connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY)")
        connection.execute(f"DELETE FROM {table}")
    others = [row[0] for row in connection.execute("SELECT path FROM roots WHERE drive_id = ?", (drive,))]
    sep = os.sep.encode()
    bounds = (path, path + sep, path + bytes([sep[0] + 1])) if path else ()
    among = "AND (path_bytes = ? OR (path_bytes >= ? AND path_bytes < ?))" if path else ""
    found = connection.execute(
        f"SELECT id, path_bytes FROM files WHERE drive_id = ? {among} "
        "AND id NOT IN (SELECT file_id FROM put_away WHERE why = 'trashed')",
        (drive, *bounds),
    ).fetchall()
    kept = [other for other in others if path_inside(path, other) is not None or path_inside(other, path) is not None]
    ids = [id_ for id_, file in found if not any(path_inside(file, other) is not None or not other for other in kept)]
    connection.execute("INSERT INTO erased_files SELECT value FROM json_each(?)", (json.dumps(ids),))
    connection.execute(
        "INSERT INTO erased_photos SELECT DISTINCT f.photo_id FROM files f WHERE f.id IN erased_files "
        "AND f.photo_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM files o WHERE o.photo_id = f.photo_id AND o.id NOT IN erased_files)"
    )


def _erase(connection: Connection) -> None:
    for table, column in (*_declared(connection, "photos"), *_PHOTO_ROWS):
        if table != "files":
            connection.execute(f'DELETE FROM "{table}" WHERE "{column}" IN erased_photos')
    for table, column in (*_declared(connection, "files"), ("arrivals", "file_id"), ("photo_events", "file_id")):
        connection.execute(f'DELETE FROM "{table}" WHERE "{column}" IN erased_files')
    parts = ", ".join(f"'{part}'" for part in _PARTS_OF_PHOTOS)
    connection.execute(f"DELETE FROM journal_changes WHERE part IN ({parts}) AND row IN erased_photos")
    # The sentence of an entry may name what is gone.
    kinds = ", ".join(f"'{kind}'" for kind in sorted(MARKS | {IMPORT}))
    connection.execute(
        f"DELETE FROM journal WHERE kind IN ({kinds}) AND id NOT IN (SELECT entry_id FROM journal_changes)"
    )
    connection.execute(
        "DELETE FROM journal WHERE kind = ? AND json_extract(detail, '$.file') IN erased_files", (RENAME,)
    )
    connection.execute("UPDATE files SET moved_to = NULL WHERE moved_to IN erased_files")
    connection.execute("UPDATE files SET was_photo = NULL WHERE was_photo IN erased_photos")
    connection.execute("DELETE FROM files WHERE id IN erased_files")
    connection.execute("DELETE FROM photos WHERE id IN erased_photos")
    # A tag that an undo may bring back stays known by its number.
    connection.execute(
        "DELETE FROM own_tag_names WHERE id NOT IN (SELECT tag_id FROM own_tags) "
        "AND id NOT IN (SELECT sub FROM journal_changes WHERE part = 'tag')"
    )
    for table in full_text_tables(connection):  # words of rows that are gone stay in its index otherwise
        connection.execute(f'INSERT INTO "{table}" ("{table}") VALUES (\'optimize\')')


def _declared(connection: Connection, parent: str) -> list[tuple[str, str]]:
    """(table, column) of every declared reference to a table."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [
        (table, row[3])
        for table in tables
        for row in connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        if row[2] == parent
    ]
