"""Files that were found and not opened yet: what is known of them, the search over it, and the way to open them."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.library.naming import WAITING_COLUMNS, WAITS, name_forgotten
from app.library.rows import shown
from app.library.writer import CatalogueWriter

# Matches looked at for the newest among them: one word may stand in the names of a million files.
_MOST_MATCHES = 20_000
# Files asked for in one statement.
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that waits to be opened. `date` is ISO 8601, the file's own; `suffix` has small letters and no dot.

    `found` names for each word of the question the columns (name, folder, facts) in which it stands.
    """

    file_id: int
    path: str
    raw_path: bytes
    name: str
    suffix: str
    size: int
    date: str
    drive: str
    online: bool
    found: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingFilter:
    """What must hold for a file besides its words; None asks for nothing. `folder` is an absolute path, `drives` are
    drive ids, `since` and `until` seconds since the epoch (until: excluded), sizes in bytes (both included)."""

    suffixes: frozenset[str] | None = None
    since: float | None = None
    until: float | None = None
    drives: frozenset[int] | None = None
    min_size: int | None = None
    max_size: int | None = None
    folder: bytes | None = None


class WaitingFiles(CatalogueWriter):
    """The part of a `Library` that knows the files which nobody has opened yet."""

    def waiting_count(self) -> int:
        """How many files wait to be opened for the first time; read from an index."""
        return self._count(f"SELECT count(*) FROM files WHERE {WAITS}")

    def waiting_below(self, folders: Sequence[bytes]) -> int:
        """How many of them lie at or below these absolute folders, wherever their drives are mounted."""
        if not folders:
            return 0
        parts = [self._places_below(folder) for folder in folders]
        places = " OR ".join(f"({sql})" for sql, _ in parts)
        values = [value for _, bounds in parts for value in bounds]
        return self._count(f"SELECT count(*) FROM files f WHERE {WAITS} AND ({places})", values)

    def name_waiting(self) -> int:
        """Gives words to waiting files that have none. Returns how many those were."""
        with self._transaction() as connection:
            return name_forgotten(connection)

    def waiting_files(
        self,
        words: Sequence[str],
        *,
        without: Sequence[str] = (),
        only: WaitingFilter | None = None,
        limit: int = 50,
    ) -> tuple[int, list[WaitingFile]]:
        """The waiting files in whose name, folders, type or date all `words` stand, newest first, and how many in all.

        Words are matched by their stem, without accents, several as a phrase. With no words, all that pass the filter.
        Of more than 20,000 files with the same words, those scanned first are looked at.
        """
        wanted = [phrase for word in words if (phrase := _phrase(word))]
        if len(wanted) < len(words):
            return 0, []
        conditions, values = self._conditions(only or WaitingFilter())
        if wanted:
            match = " AND ".join(wanted)
            for phrase in filter(None, map(_phrase, without)):
                match = f"({match}) NOT {phrase}"
            source = (
                f"FROM (SELECT rowid AS id FROM waiting_words WHERE waiting_words MATCH ? LIMIT {_MOST_MATCHES}) w "
                f"CROSS JOIN files f ON f.id = w.id WHERE {WAITS}"
            )
            values = [match, *values]
            if not conditions:
                total = self._count("SELECT count(*) FROM waiting_words WHERE waiting_words MATCH ?", (match,))
            else:
                total = self._count(f"SELECT count(*) {source}{conditions}", values)
        else:
            source = f"FROM files f WHERE {WAITS}"
            total = self._count(f"SELECT count(*) {source}{conditions}", values)
        rows = self._rows(
            "SELECT f.id, f.drive_id, f.path_bytes, f.name, f.suffix, f.size, f.mtime_ns "
            f"{source}{conditions} ORDER BY f.mtime_ns DESC, f.id LIMIT ?",
            [*values, max(limit, 0)],
        )
        drive_rows, mounts = self._drives({row[1] for row in rows})
        found = self._standing([row[0] for row in rows], words)
        files = []
        for id_, drive, path, name, suffix, size, mtime_ns in rows:
            raw = os.path.join(mounts[drive], path)
            files.append(
                WaitingFile(
                    file_id=id_,
                    path=shown(raw),
                    raw_path=raw,
                    name=name,
                    suffix=suffix,
                    size=size,
                    date=_local(mtime_ns),
                    drive=drive_rows[drive].label,
                    online=drive_rows[drive].online,
                    found=tuple((word, fields[id_]) for word, fields in found.items() if id_ in fields),
                )
            )
        return total, files

    def _standing(self, ids: list[int], words: Sequence[str]) -> dict[str, dict[int, tuple[str, ...]]]:
        """Word → file id → the columns in which it stands."""
        found: dict[str, dict[int, tuple[str, ...]]] = {}
        among = json.dumps(ids)
        for word in words:
            for column in WAITING_COLUMNS:
                for (id_,) in self._rows(
                    "SELECT rowid FROM waiting_words WHERE waiting_words MATCH ? "
                    "AND rowid IN (SELECT value FROM json_each(?))",
                    (f"{{{column}}} : {_phrase(word)}", among),
                ):
                    fields = found.setdefault(word, {})
                    fields[id_] = (*fields.get(id_, ()), column)
        return found

    def _conditions(self, only: WaitingFilter) -> tuple[str, list[object]]:
        """The filter as SQL behind a WHERE, and its values."""
        sql = ""
        values: list[object] = []
        for condition, value in (
            ("f.mtime_ns >= ?", None if only.since is None else int(only.since * 1e9)),
            ("f.mtime_ns < ?", None if only.until is None else int(only.until * 1e9)),
            ("f.size >= ?", only.min_size),
            ("f.size <= ?", only.max_size),
            ("f.suffix IN (SELECT value FROM json_each(?))", _json(only.suffixes)),
            ("f.drive_id IN (SELECT value FROM json_each(?))", _json(only.drives)),
        ):
            if value is not None:
                sql += f" AND {condition}"
                values.append(value)
        if only.folder is not None:
            places, bounds = self._places_below(only.folder)
            sql += f" AND ({places})"
            values += bounds
        return sql, values

    def _places_below(self, folder: bytes) -> tuple[str, list[object]]:
        """SQL for "at or below this absolute folder", wherever its drive is mounted now or was last."""
        parts: list[str] = []
        values: list[object] = []
        for drive, mount in self._drives()[1].items():
            start = os.path.join(mount, b"")
            if folder == mount or mount.startswith(os.path.join(folder, b"")):
                parts.append("f.drive_id = ?")
                values.append(drive)
            elif folder.startswith(start):
                below, sep = folder[len(start) :], os.sep.encode()
                parts.append("(f.drive_id = ? AND f.path_bytes >= ? AND f.path_bytes < ?)")
                values += [drive, below + sep, below + bytes([sep[0] + 1])]
        return " OR ".join(parts) or "0", values

    # ---- on the way to being opened ----

    def file_paths(self, file_ids: Sequence[int]) -> dict[int, bytes]:
        """File id → absolute path, for those whose drive is known to be mounted somewhere."""
        found: dict[int, bytes] = {}
        for start in range(0, len(file_ids), _CHUNK):
            rows = self._rows(
                "SELECT id, drive_id, path_bytes FROM files WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(file_ids[start : start + _CHUNK])),),
            )
            _, mounts = self._drives({row[1] for row in rows})
            found.update((id_, os.path.join(mounts[drive], path)) for id_, drive, path in rows)
        return found

    def retry_reasons(self, may_retry: Callable[[str], bool]) -> int:
        """Makes skipped files wait again whose reason `may_retry` accepts. Returns how many."""
        reasons = [reason for (reason,) in self._rows("SELECT DISTINCT reason FROM files WHERE state = 'skipped'")]
        chosen = [reason for reason in reasons if may_retry(reason or "")]
        if not chosen:
            return 0
        with self._transaction() as connection:
            changed = connection.execute(
                "UPDATE files SET state = 'new', reason = NULL WHERE state = 'skipped' "
                "AND coalesce(reason, '') IN (SELECT coalesce(value, '') FROM json_each(?))",
                (json.dumps(chosen),),
            ).rowcount
            name_forgotten(connection)
        return changed

    def remember_fact(self, name: str, value: str) -> None:
        """Keeps a fact about the library itself; nothing is written when it is known already."""
        if self._fact(name) != value:
            with self._transaction() as connection:
                self._put_fact(connection, name, value)

    def fact(self, name: str) -> str | None:
        """A fact that was kept, or None."""
        return self._fact(name)


def _phrase(word: str) -> str:
    """A word or several as an FTS5 phrase; "" where no letter or digit is in it."""
    word = word.encode("utf-8", "replace").decode().replace("\0", " ")
    return f'"{word.replace(chr(34), chr(34) * 2)}"' if any(letter.isalnum() for letter in word) else ""


def _json(values: Iterable[object] | None) -> str | None:
    return None if values is None else json.dumps(sorted(values, key=str))


def _local(mtime_ns: int) -> str:
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(mtime_ns // 1_000_000_000))
    except (OverflowError, ValueError, OSError):
        return "1970-01-01T00:00:00"
