"""The words by which a file is found before anybody has opened it: its name, its folders, its type and its date.

Such a file is in the state "new" and holds no photo yet. Triggers take its words away when it leaves that state.
"""

from __future__ import annotations

import functools
import json
import time
from collections.abc import Sequence
from sqlite3 import Connection
from typing import NamedTuple

from app.library.rows import shown
from app.library.words import file_words, folder_words

WAITING_COLUMNS = ("name", "folder", "facts")
# What makes a file one that waits, in SQL; the partial index and the triggers of the schema say the same.
WAITS = "state = 'new' AND photo_id IS NULL"
# A file that waits to be looked at again, and whose photo can be found meanwhile by what is in it: the same, of the
# table `files`; the value is the generation.
KEPT = (
    "state = 'new' AND photo_id IS NOT NULL "
    "AND EXISTS (SELECT 1 FROM photo_vectors v WHERE v.photo_id = files.photo_id AND v.gen = ?)"
)

_MONTHS = "January February March April May June July August September October November December".split()
_HOUR_NS = 3_600 * 1_000_000_000
# Files named in one statement.
_CHUNK = 5_000


class NewName(NamedTuple):
    """A file that waits: a row of the table `files` as far as words are made of it."""

    file_id: int
    drive_id: int
    folder: str
    name: str
    suffix: str
    mtime_ns: int


def name_files(connection: Connection, file_ids: Sequence[int]) -> None:
    """Gives these files their words, as far as they wait. To be called inside a transaction."""
    for start in range(0, len(file_ids), _CHUNK):
        rows = connection.execute(
            "SELECT id, drive_id, folder, name, suffix, mtime_ns FROM files "
            f"WHERE id IN (SELECT value FROM json_each(?)) AND {WAITS}",
            (json.dumps(list(file_ids[start : start + _CHUNK])),),
        ).fetchall()
        name_new(connection, rows)


def name_new(connection: Connection, rows: Sequence[NewName]) -> None:
    """Gives files that wait their words. To be called inside a transaction."""
    roots: dict[int, list[str]] = {}
    for drive, path in connection.execute("SELECT drive_id, path FROM roots"):
        roots.setdefault(drive, []).append(shown(path))

    @functools.lru_cache(maxsize=512)  # a folder holds many files, and they come together
    def words_of(drive: int, folder: str) -> str:
        return folder_words(folder, roots.get(drive, []))

    connection.executemany(
        "INSERT OR REPLACE INTO waiting_words (rowid, name, folder, facts) VALUES (?, ?, ?, ?)",
        [
            (id_, file_words(name), words_of(drive, folder), f"{suffix} {_date_words(mtime_ns // _HOUR_NS)}")
            for id_, drive, folder, name, suffix, mtime_ns in rows
        ],
    )


def name_forgotten(connection: Connection) -> int:
    """Gives words to files that wait and have none: those made to wait by hand. Returns how many those were."""
    ids = [
        row[0]
        for row in connection.execute(
            f"SELECT id FROM files WHERE {WAITS} AND id NOT IN (SELECT id FROM waiting_words_docsize)"
        )
    ]
    name_files(connection, ids)
    return len(ids)


@functools.lru_cache(maxsize=4096)
def _date_words(hour: int) -> str:
    """The local date of an hour since the epoch, as a person may type it: "2021-07-04 July"; "" beyond the calendar."""
    try:
        date = time.localtime(hour * 3_600)
    except (OverflowError, ValueError, OSError):
        return ""
    return f"{date.tm_year:04d}-{date.tm_mon:02d}-{date.tm_mday:02d} {_MONTHS[date.tm_mon - 1]}"
