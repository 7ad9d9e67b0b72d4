"""What every part of the catalogue stands on: the connection, the generation in hand, and the drives."""

from __future__ import annotations

import copy
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import chain
from pathlib import Path
from sqlite3 import Connection
from typing import Any, NamedTuple, Self, cast

import numpy as np
from numpy.typing import NDArray

from app.library import drives
from app.library.connection import known_errors
from app.library.rows import DriveRow, shown

Slots = NDArray[np.int64]

# Rows asked for in one statement; keeps the JSON list and the answer of one step small.
_CHUNK = 10_000
# A drive that was plugged in or out is noticed after this many seconds.
_DRIVES_AGE = 2.0
# So is a generation that was dropped, whose id the next one may get.
_ID_AGE = 2.0


class BestFile(NamedTuple):
    """The smallest of a photo's files stands for it. `copies` counts them all; `oldest_ns` is the time of the file that
    was changed least recently, which dates a photo that does not do so itself, whichever drives are there."""

    offline: bool
    length: int
    path: bytes
    drive: int
    size: int
    mtime_ns: int
    oldest_ns: int
    copies: int = 1


Preferring = Callable[[int, bytes, bool], int]
"""How much of what is wished of a file it fulfils: told its drive, its path inside it, and whether it is away."""


class CatalogueBase:
    """Slots, captions, tags and triplets are those of the live generation, or of the one that `at` names."""

    folder: Path

    def __init__(self) -> None:
        self._pinned: str | None = None
        self._pinned_id: tuple[float, int] | None = None  # when it was read
        self._drives_read: tuple[float, dict[int, DriveRow], dict[int, bytes]] | None = None
        self._names_of_tags: dict[int, str] = {}  # a tag never gets another name
        self._away: dict[int, list[bytes]] = {}  # by drive that is there: roots, inside it, that are not

    def _connection(self) -> Connection:
        raise NotImplementedError

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with known_errors(self.folder):
            return self._connection().execute(sql, values).fetchall()

    def _numbers(self, sql: str, values: Sequence[Any], width: int) -> NDArray[np.int64]:
        """Rows of `width` whole numbers, int64 [n, width]; never an object for each, of which there may be millions."""
        with known_errors(self.folder):
            rows = self._connection().execute(sql, values)
            return np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, width)

    def _count(self, sql: str, values: Sequence[Any] = ()) -> int:
        return int(self._rows(sql, values)[0][0])

    def _fact(self, name: str) -> str | None:
        found = self._rows("SELECT value FROM facts WHERE name = ?", (name,))
        return cast(str, found[0][0]) if found else None

    # ---- the generation in hand ----

    def at(self, generation: str) -> Self:
        """The same library, for which all slots, captions, tags and triplets are those of `generation`, live or not.

        It shares the connections and the lock, and must not be closed. A generation that is not there has nothing.
        """
        pinned = copy.copy(self)
        pinned._pinned, pinned._pinned_id = generation, None
        return pinned

    @property
    def pack(self) -> str | None:
        """Name and version of the pack whose vectors the slots speak of; None before anything was indexed."""
        if self._pinned is not None:
            return self._pinned
        found = self._rows("SELECT name FROM generations WHERE state = 'live'")
        return cast(str, found[0][0]) if found else None

    @property
    def words_are_ours(self) -> bool:
        """True where the full-text words, which are always the live generation's, are those of the one in hand."""
        return self._pinned is None or bool(
            self._rows("SELECT 1 FROM generations WHERE state = 'live' AND name = ?", (self._pinned,))
        )

    def _gen(self) -> int:
        """The id of the generation in hand; 0, which no row has, where there is none. Of a named one it is kept for
        two seconds: every other question asks for it first."""
        if self._pinned is None:
            found = self._rows("SELECT id FROM generations WHERE state = 'live'")
            return int(found[0][0]) if found else 0
        kept = self._pinned_id
        if kept is not None and time.monotonic() - kept[0] <= _ID_AGE:
            return kept[1]
        found = self._rows("SELECT id FROM generations WHERE name = ?", (self._pinned,))
        if found:
            self._pinned_id = (time.monotonic(), int(found[0][0]))
        return int(found[0][0]) if found else 0

    # ---- drives ----

    def drives(self) -> list[DriveRow]:
        """Every drive ever seen, with whether it is mounted now (at most two seconds old)."""
        return list(self._drives()[0].values())

    def _drives(self, needed: Set[int] = frozenset()) -> tuple[dict[int, DriveRow], dict[int, bytes]]:
        """Drives by id, and the mount of each: the present one, or the last one of a drive that is offline.

        `needed` are ids that rows read before speak of: the writer may have added those since the drives were read.
        """
        kept = self._drives_read
        if kept is None or time.monotonic() - kept[0] > _DRIVES_AGE or not needed <= kept[1].keys():
            rows: dict[int, DriveRow] = {}
            mounts: dict[int, bytes] = {}
            for id_, serial, label, kind, mount, seen in self._rows(
                "SELECT id, serial, label, kind, mount, last_seen FROM drives ORDER BY id"
            ):
                now = drives.mounted_at(serial, mount)
                mounts[id_] = mount if now is None else now
                rows[id_] = DriveRow(id_, serial, label, kind, shown(mounts[id_]), now is not None, seen)
            self._away = self._roots_away(rows, mounts)
            self._drives_read = kept = (time.monotonic(), rows, mounts)
        return kept[1], kept[2]

    def _roots_away(self, rows: dict[int, DriveRow], mounts: dict[int, bytes]) -> dict[int, list[bytes]]:
        """Roots whose folder is not there or empty, as a mount leaves it behind that its drive does not tell of."""
        away: dict[int, list[bytes]] = {}
        for drive, path in self._rows("SELECT drive_id, path FROM roots"):
            if drive in rows and rows[drive].online and _is_empty(os.path.join(mounts[drive], path)):
                away.setdefault(drive, []).append(path)
        return away

    def _is_away(self, drive: int, path: bytes) -> bool:
        """Whether a file on a drive that is there lies below a root that is not."""
        return any(path_inside(path, root) is not None for root in self._away.get(drive, ()))

    def _best_files(self, photo_ids: Sequence[int], prefer: Preferring | None = None) -> dict[int, BestFile]:
        """Photo id → the file that stands for it, for those that have one. Of several it is the best of those that
        fulfil most of what `prefer` wishes."""
        rows = self._rows(
            "SELECT photo_id, drive_id, path_bytes, size, mtime_ns FROM files "
            "WHERE photo_id IN (SELECT value FROM json_each(?)) AND state != 'missing'",
            (json.dumps(list(photo_ids)),),
        )
        drive_rows, _ = self._drives({row[1] for row in rows})
        offline = {drive: not row.online for drive, row in drive_rows.items()}
        files: dict[int, BestFile] = {}
        for photo, drive, path, size, mtime_ns in rows:
            away = offline[drive] or self._is_away(drive, path)
            file = BestFile(away, len(path), path, drive, size, mtime_ns, mtime_ns)
            other = files.get(photo)
            if other is not None:
                oldest = min(mtime_ns, other.oldest_ns)
                file = _better(file, other, prefer)._replace(copies=other.copies + 1, oldest_ns=oldest)
            files[photo] = file
        return files


def _better(one: BestFile, other: BestFile, prefer: Preferring | None) -> BestFile:
    if prefer is not None:
        mine, theirs = (prefer(file.drive, file.path, file.offline) for file in (one, other))
        if mine != theirs:
            return one if mine > theirs else other
    return min(one, other)


def _is_empty(folder: bytes) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False  # it is there, and may not be looked into


def path_inside(path: bytes, folder: bytes) -> bytes | None:
    """`path` relative to `folder`, b"" for the folder itself, None when it lies elsewhere."""
    if path == folder:
        return b""
    start = os.path.join(folder, b"")
    return path[len(start) :] if path.startswith(start) else None


def chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The items in parts of a size that one statement can take."""
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def iso(mtime_ns: int) -> str:
    """Local time, ISO 8601 to the second; a date beyond what the clock can say becomes the epoch."""
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(mtime_ns // 1_000_000_000))
    except (OverflowError, ValueError, OSError):
        return "1970-01-01T00:00:00"


def packed_slots(text: str | None) -> Slots:
    """Numbers that SQLite joined with commas, several times as quick as a row for each: int64 [n]."""
    if not text:
        return np.empty(0, np.int64)
    return np.fromstring(text, dtype=np.int64, sep=",")
