"""The journal: what a person changed, in words, and what is needed to take it back.

A change of rows and its entry are one transaction. Where files are moved, the intent is written first, then the files
are moved, then the outcome is written; what a crash left between is settled when the library is next opened for
writing.
"""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Any, Literal

from app.domain import LibraryBusy, SnowlineError
from app.library.own import Change
from app.library.writer import CatalogueWriter
from app.messages import Message, message, numbered

EntryState = Literal["begun", "done", "undoing", "undone"]

TABLE = "table"
"""Ratings, favourites, tags and captions taken from a table that a person brought in."""
MARKS = frozenset({"rating", "favourite", "tags", "caption", TABLE})
"""What people say of photos: rows of their own, which nothing else writes."""
SAVED = "saved"
"""Searches that people saved; rows of their own too."""
IMPORT = "import"
"""What files say is read without anybody asking, so such an entry is only undone when it is named."""

_HISTORY = 50
_FILES = re.compile(r" \([\d,]+ files?\)$")
_AT_ONCE = 5_000  # changes of an entry held in memory
_ENTRY = "SELECT id, at, kind, summary, state, detail FROM journal"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One operation. `at` is local time, ISO 8601; `summary` says to a person what was done."""

    entry_id: int
    at: str
    kind: str
    summary: str
    state: EntryState
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reverted:
    """What an undo or redo did. `kept` counts what was changed again since, and stays as it is; `failed` names what
    could not be taken back, (path, reason)."""

    entry: JournalEntry
    kept: int = 0
    failed: tuple[tuple[str, str], ...] = ()


class Journal(CatalogueWriter):
    """The journal's half of a `Library`. The parts that write entries know how to revert their own."""

    alone = True
    """False while another process is the writer: then only what people say of photos may be changed."""

    def history(self, limit: int = _HISTORY) -> list[JournalEntry]:
        """The latest entries, newest first."""
        return [_entry(row) for row in self._rows(f"{_ENTRY} ORDER BY id DESC LIMIT ?", (limit,))]

    def photos_of_entry(self, entry_id: int) -> set[int]:
        """The ids of the photos of which an entry changed what people say."""
        parts = ("rating", "favourite", "tag", "caption", "says")
        rows = self._rows(
            "SELECT DISTINCT row FROM journal_changes WHERE entry_id = ? AND part IN (SELECT value FROM json_each(?))",
            (entry_id, json.dumps(parts)),
        )
        return {row[0] for row in rows}

    def undo(self, entry: int | None = None) -> Reverted:
        """Takes back the latest operation of a person that is not undone, or the entry named.

        What was changed again since then keeps its newer value. Raises `SnowlineError` when there is nothing to undo.
        """
        chosen = self._chosen(entry, "done", f"kind != '{IMPORT}'", "id DESC", message("There is nothing to undo."))
        self._check_may(chosen.kind)
        return self._revert(chosen, back=True)

    def redo(self, entry: int | None = None) -> Reverted:
        """Does again what was undone last, as long as nothing else was done since; or the entry named."""
        newer = f"id > (SELECT coalesce(max(id), 0) FROM journal WHERE state != 'undone' AND kind != '{IMPORT}')"
        chosen = self._chosen(
            entry, "undone", f"{newer} AND kind != '{IMPORT}'", "undone DESC, id", message("There is nothing to redo.")
        )
        self._check_may(chosen.kind)
        return self._revert(chosen, back=False)

    def _check_may(self, kind: str) -> None:
        """Raises `LibraryBusy` for what must not be done while another process indexes."""
        if not self.alone and kind not in MARKS | {SAVED, IMPORT}:
            raise LibraryBusy(
                "Another Snowline is writing to this library. Folders, drives and files can be changed when it has "
                "finished; ratings, favourites, tags, captions and saved searches at any time."
            )

    def _chosen(self, entry: int | None, state: EntryState, which: str, order: str, none: str) -> JournalEntry:
        if entry is None:
            rows = self._rows(f"{_ENTRY} WHERE state = ? AND {which} ORDER BY {order} LIMIT 1", (state,))
            if not rows:
                raise SnowlineError(none)
            return _entry(rows[0])
        rows = self._rows(f"{_ENTRY} WHERE id = ?", (entry,))
        if not rows:
            raise SnowlineError(f"The history has no entry {entry}. The command history lists them.")
        found = _entry(rows[0])
        if found.state != state:
            if state == "done":
                raise SnowlineError(f"Entry {entry} ({found.summary}) is undone already.")
            raise SnowlineError(f"Entry {entry} ({found.summary}) is not undone.")
        return found

    def _revert(self, entry: JournalEntry, *, back: bool) -> Reverted:
        """Undoes (`back`) or redoes an entry; each kind of entry is reverted by the part that wrote it."""
        raise SnowlineError(
            f"{entry.summary}: this entry was written by another version of Snowline, which this one cannot revert."
        )

    def _record(
        self,
        connection: Connection,
        kind: str,
        summary: str,
        changes: Iterable[Change] = (),
        *,
        state: EntryState = "done",
        detail: dict[str, Any] | None = None,
    ) -> JournalEntry:
        """Writes an entry within the transaction of the change that it tells of."""
        now = time.strftime("%Y-%m-%dT%H:%M:%S")
        # Names of files may hold bytes that are no text; they are stored elsewhere, and shown with U+FFFD here.
        summary = summary.encode("utf-8", "replace").decode()
        row = connection.execute(
            "INSERT INTO journal (at, kind, summary, state, detail) VALUES (?, ?, ?, ?, ?) RETURNING id",
            (now, kind, summary, state, json.dumps(detail or {})),
        ).fetchone()
        self._record_changes(connection, int(row[0]), changes)
        return JournalEntry(int(row[0]), now, kind, summary, state, detail or {})

    def _record_changes(
        self, connection: Connection, entry_id: int, changes: Iterable[Change], *, replace: bool = False
    ) -> None:
        """Adds changes to an entry. What it knows already of a place stays, unless they `replace` it."""
        connection.executemany(
            f"INSERT OR {'REPLACE' if replace else 'IGNORE'} INTO journal_changes VALUES (?, ?, ?, ?, ?, ?)",
            ((entry_id, *change) for change in changes),
        )

    def _changes(self, connection: Connection, entry_id: int) -> Iterator[tuple[str, list[Change]]]:
        """The changes of an entry, by part, some thousand at a time. They may be replaced meanwhile."""
        after: tuple[str, int, int] = ("", 0, 0)
        while rows := connection.execute(
            "SELECT part, row, sub, before, after FROM journal_changes WHERE entry_id = ? "
            "AND (part, row, sub) > (?, ?, ?) ORDER BY part, row, sub LIMIT ?",
            (entry_id, *after, _AT_ONCE),
        ).fetchall():
            after = rows[-1][:3]
            for part, group in itertools.groupby(rows, key=lambda row: str(row[0])):
                yield part, [Change(*row) for row in group]

    def _mark_entry(
        self,
        connection: Connection,
        entry: JournalEntry,
        state: EntryState,
        *,
        detail: dict[str, Any] | None = None,
        summary: str | None = None,
    ) -> JournalEntry:
        """Gives an entry another state (and detail, and summary); returns it as it is then."""
        detail = dict(entry.detail if detail is None else detail)
        summary = entry.summary if summary is None else summary.encode("utf-8", "replace").decode()
        connection.execute(
            "UPDATE journal SET state = ?, detail = ?, summary = ? WHERE id = ?",
            (state, json.dumps(detail), summary, entry.entry_id),
        )
        if state == "undone":
            connection.execute(
                "UPDATE journal SET undone = (SELECT max(undone) + 1 FROM journal) WHERE id = ?", (entry.entry_id,)
            )
        return JournalEntry(entry.entry_id, entry.at, entry.kind, summary, state, detail)

    def settle(self) -> int:
        """Brings entries that a crash left between the intent and its outcome to their end, by where their files lie.
        Returns how many those were; each kind is settled by the part that wrote it.

        One whose drive is offline waits until it is there again. Called whenever a library is opened for writing.
        """
        return 0

    def _unsettled(self, kind: str) -> list[JournalEntry]:
        """Entries of a kind that a crash left between the intent and its outcome."""
        rows = self._rows(f"{_ENTRY} WHERE state IN ('begun', 'undoing') AND kind = ? ORDER BY id", (kind,))
        return [_entry(row) for row in rows]


def _entry(row: Sequence[Any]) -> JournalEntry:
    id_, at, kind, summary, state, detail = row
    return JournalEntry(id_, at, kind, summary, state, json.loads(detail))


def with_files(summary: str, files: int) -> Message:
    """A summary with how many files are meant now, in the place of how many were."""
    counted = _FILES.search(summary)
    base = summary if counted is None else summary[: counted.start()]
    return numbered("{summary} ({n:,} file)", "{summary} ({n:,} files)", n=files, summary=base)
