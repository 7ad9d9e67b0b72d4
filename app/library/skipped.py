"""Files that were left out: by reason, a page at a time, and made to wait again."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.library.naming import name_files
from app.library.rows import shown
from app.library.writer import CatalogueWriter

_NUMBERS = re.compile(r"\d[\d,.]*")
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class SkippedGroup:
    """Files that were left out for the same reason: `text` in words, `reasons` as the files have them, which may differ
    in numbers."""

    text: str
    reasons: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that was left out. `at` is local time, ISO 8601, None where it was before that was noted; `online` tells
    whether its drive is there."""

    file_id: int
    path: str
    raw_path: bytes
    reason: str
    at: str | None
    online: bool


class SkippedFiles(CatalogueWriter):
    """The part of a `Library` that lists what was left out. Reads an index of these files alone."""

    def skipped_count(self) -> int:
        """How many files were left out."""
        return self._count("SELECT count(*) FROM files WHERE state = 'skipped'")

    def skipped_groups(self) -> list[SkippedGroup]:
        """The reasons for which files were left out, the most frequent first."""
        found: dict[str, dict[str, int]] = {}
        for reason, count in self._rows(
            "SELECT coalesce(reason, ''), count(*) FROM files WHERE state = 'skipped' GROUP BY reason"
        ):
            found.setdefault(_NUMBERS.sub("…", reason), {})[reason] = count
        groups = [
            SkippedGroup(next(iter(reasons)) if len(reasons) == 1 else text, tuple(reasons), sum(reasons.values()))
            for text, reasons in found.items()
        ]
        return sorted(groups, key=lambda group: (-group.count, group.text))

    def skipped_page(self, reasons: Sequence[str], start: int, limit: int) -> list[SkippedFile]:
        """At most `limit` of the files that were left out for one of these reasons, from number `start` on: by reason,
        drive and path."""
        rows = self._rows(
            "SELECT id, drive_id, path_bytes, coalesce(reason, ''), skipped_at FROM files WHERE state = 'skipped' "
            "AND coalesce(reason, '') IN (SELECT value FROM json_each(?)) ORDER BY reason, drive_id, path_bytes "
            "LIMIT ? OFFSET ?",
            (json.dumps(list(reasons)), limit, start),
        )
        drives, mounts = self._drives({row[1] for row in rows})
        files = []
        for id_, drive, path, reason, at in rows:
            raw = os.path.join(mounts[drive], path)
            there = drives[drive].online and not self._is_away(drive, path)
            files.append(SkippedFile(id_, shown(raw), raw, reason, at, there))
        return files

    def skipped_paths(self, reasons: Sequence[str], limit: int) -> list[bytes]:
        """Absolute paths of at most `limit` of the files that were left out for one of these reasons."""
        return [file.raw_path for file in self.skipped_page(reasons, 0, limit)]

    def retry_files(self, file_ids: Iterable[int]) -> int:
        """Makes those of these files that were left out wait for indexing again. Returns how many."""
        ids = sorted(set(file_ids))
        retried = 0
        for start in range(0, len(ids), _CHUNK):
            with self._transaction() as connection:
                changed = [
                    row[0]
                    for row in connection.execute(
                        "UPDATE files SET state = 'new', reason = NULL WHERE state = 'skipped' "
                        "AND id IN (SELECT value FROM json_each(?)) RETURNING id",
                        (json.dumps(ids[start : start + _CHUNK]),),
                    ).fetchall()
                ]
                name_files(connection, changed)
                retried += len(changed)
        return retried
