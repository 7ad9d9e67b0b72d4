"""What photos look like in few bytes, as `media.fingerprint` makes it, in the order in which it became known.

New photos bring theirs. Those that were described by an earlier version get it later, from their thumbnails. Rows are
only ever added, so that whoever looked at all of them knows by the last number what came since.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.library.base import Slots, chunks
from app.library.connection import known_errors
from app.library.sorting import date_number
from app.library.writer import CatalogueWriter

_FETCHED = 20_000
_DUE_TO, _DONE_TO, _MATCHED_TO = "fingerprints_due_to", "fingerprints_done_to", "fingerprints_matched_to"

Prints = NDArray[np.int8]


class StoredPrints(NamedTuple):
    """Fingerprints as they are stored: their numbers and photo ids, int64 [n], and themselves, int8 [n, length]."""

    number: Slots
    photo: Slots
    prints: Prints


class PhotoFacts(NamedTuple):
    """What tells whether two photos that look the same are one picture. `taken` is ISO 8601 seconds, `ms` what follows;
    `size` is that of its smallest file, in bytes."""

    photo_id: int
    key: str
    width: int
    height: int
    format: str
    taken: str | None
    ms: int | None
    camera: str | None
    size: int


class Fingerprints(CatalogueWriter):
    """The part of a `Library` that keeps fingerprints."""

    def last_fingerprint(self) -> int:
        """The number of the newest fingerprint; 0 where there is none."""
        return self._count("SELECT coalesce(max(id), 0) FROM fingerprints")

    def fingerprints_since(self, number: int, limit: int = -1) -> Iterator[StoredPrints]:
        """All fingerprints after this number, oldest first, in parts; at most `limit` rows."""
        with known_errors(self.folder):
            cursor = self._connection().execute(
                "SELECT id, photo_id, print FROM fingerprints WHERE id > ? AND print IS NOT NULL ORDER BY id LIMIT ?",
                (number, limit),
            )
            while rows := cursor.fetchmany(_FETCHED):
                yield _stored(rows)

    def fingerprints_of(self, photos: Sequence[int]) -> StoredPrints:
        """The fingerprints of those of these photos that have one, in no order."""
        rows = [
            row
            for part in chunks([int(photo) for photo in photos])
            for row in self._rows(
                "SELECT f.id, f.photo_id, f.print FROM json_each(?) j "
                "CROSS JOIN fingerprints f ON f.photo_id = j.value WHERE f.print IS NOT NULL",
                (json.dumps(part),),
            )
        ]
        return _stored(rows)

    def facts_for_copies(self, photos: Sequence[int]) -> dict[int, PhotoFacts]:
        """Photo id → what is known of each of these photos, as far as they are there."""
        return {
            row[0]: PhotoFacts(*row)
            for part in chunks([int(photo) for photo in photos])
            for row in self._rows(
                "SELECT p.id, p.key, p.width, p.height, p.format, p.taken, p.taken_ms, p.camera, "
                "coalesce((SELECT min(f.size) FROM files f WHERE f.photo_id = p.id AND f.state != 'missing'), 0) "
                "FROM json_each(?) j CROSS JOIN photos p ON p.id = j.value",
                (json.dumps(part),),
            )
        }

    def shot_times(self, photos: Slots) -> Slots:
        """When each of these photos was taken, a number like 20230415103000, 0 where unknown: int64 [n]."""
        times: list[int] = []
        for part in chunks(photos.tolist()):
            times += [
                date_number(taken or "")
                for (taken,) in self._rows(
                    "SELECT p.taken FROM json_each(?) j LEFT JOIN photos p ON p.id = j.value ORDER BY j.key",
                    (json.dumps(part),),
                )
            ]
        return np.array(times, np.int64)

    # ---- photos of earlier versions ----

    def fingerprints_due(self, limit: int) -> list[tuple[int, str]]:
        """(photo id, content key) of photos that were described before fingerprints were taken, lowest ids first."""
        due = int(self._fact(_DUE_TO) or 0)
        done = int(self._fact(_DONE_TO) or 0)
        if done >= due:
            return []
        return self._rows("SELECT id, key FROM photos WHERE id > ? AND id <= ? ORDER BY id LIMIT ?", (done, due, limit))

    def put_late_fingerprints(self, prints: Sequence[tuple[int, bytes | None]]) -> None:
        """Keeps the fingerprints of photos that were due, which are not asked for again; None for those that have
        none."""
        with self._transaction() as connection:
            connection.executemany("INSERT OR IGNORE INTO fingerprints (photo_id, print) VALUES (?, ?)", prints)
            self._put_fact(connection, _DONE_TO, str(max(photo for photo, _ in prints)))

    # ---- what was compared ----

    def matched_fingerprints(self) -> int:
        """The number of the last fingerprint that was compared with all others."""
        return int(self._fact(_MATCHED_TO) or 0)

    def set_matched_fingerprints(self, number: int) -> None:
        """All fingerprints up to this number were compared with each other."""
        with self._transaction() as connection:
            self._put_fact(connection, _MATCHED_TO, str(number))


def _stored(rows: Sequence[tuple[int, int, bytes]]) -> StoredPrints:
    numbers = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    photos = np.fromiter((row[1] for row in rows), np.int64, len(rows))
    prints = np.frombuffer(b"".join(row[2] for row in rows), np.int8)
    return StoredPrints(numbers, photos, prints.reshape(len(rows), -1) if rows else prints.reshape(0, 0))
