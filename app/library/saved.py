"""Searches that a person saved under a name, and what they had found when that person last looked.

A search is kept as its text; what it finds is asked anew each time. What was seen is kept as photo ids, which outlive
moves, new descriptions and generations: all photos below a first id, and a set of ids from there on. Once seen is never
new again. Saving counts as looking at all that is in the library then. After a look the set is exact: a photo is new
when it came later, and also when it was there and became a hit later. Of the very large answers only the latest photos
are kept one by one; older ones count as seen.
"""

from __future__ import annotations

import base64
import json
import re
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from sqlite3 import Connection
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.domain import SnowlineError
from app.library.journal import SAVED, Journal, JournalEntry, Reverted
from app.library.own import Change, folded
from app.messages import message, plain_text

NAME_LIMIT = 100  # characters
TEXT_LIMIT = 10_000
SEEN_LIMIT = 100_000  # photos kept one by one

PhotoIds = NDArray[np.int64]
PART = "saved"
_ROW = (
    "SELECT s.id, s.name, s.asked, s.made, l.looked_at FROM saved_searches s "
    "LEFT JOIN saved_looks l ON l.search_id = s.id"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: `query` in canonical form, `typed` as the person wrote it, `literal` the words that were taken
    back from filters, and the sort order, None for that of the query."""

    query: str
    typed: str
    literal: frozenset[str] = field(default_factory=frozenset)
    sort: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As plain data, for files and tables."""
        return asdict(self) | {"literal": sorted(self.literal)}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Asked:
        """Raises `SnowlineError` where it is none."""
        query, typed, literal, sort = (said.get(name) for name in ("query", "typed", "literal", "sort"))
        typed = query if typed is None else typed
        literal = [] if literal is None else literal
        if not (
            isinstance(query, str)
            and isinstance(typed, str)
            and isinstance(literal, list)
            and all(isinstance(word, str) for word in literal)
            and (sort is None or isinstance(sort, str))
        ):
            raise SnowlineError("This is no saved search: it needs a name and a query, both text.")
        if max(len(query), len(typed)) > TEXT_LIMIT:
            raise SnowlineError(f"This query is too long: at most {TEXT_LIMIT:,} characters are kept.")
        return cls(query, typed, frozenset(literal), sort)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """`made` and `looked_at` are local time, ISO 8601; `looked_at` is None before the first look."""

    search_id: int
    name: str
    asked: Asked
    made: str
    looked_at: str | None


class Seen(NamedTuple):
    """Photos that were seen: all below `seen_from`, and `ids`, int64 [n], ascending."""

    seen_from: int
    ids: PhotoIds

    def new_among(self, hits: PhotoIds) -> PhotoIds:
        """Those of `hits` that were not seen yet, ascending."""
        fresh = np.unique(hits)
        fresh = fresh[fresh >= self.seen_from]
        return np.setdiff1d(fresh, self.ids, assume_unique=True)

    def after(self, hits: PhotoIds) -> Seen:
        """What was seen once these were looked at."""
        ids = np.union1d(self.ids, hits)
        if len(ids) <= SEEN_LIMIT:
            return Seen(0, ids)
        ids = ids[-SEEN_LIMIT:]
        return Seen(int(ids[0]), ids)


class SavedSearches(Journal):
    """The part of a `Library` that keeps searches. Changes are undone like everything that a person does."""

    def saved_searches(self) -> list[SavedSearch]:
        """All of them, by name."""
        return [_saved(row) for row in self._rows(f"{_ROW} ORDER BY s.folded")]

    def saved_search(self, name: str) -> SavedSearch:
        """The one of this name, whatever its case. Raises `SnowlineError` where there is none."""
        rows = self._rows(f"{_ROW} WHERE s.folded = ?", (folded(plain_text(name)),))
        if not rows:
            raise SnowlineError(f"There is no saved search “{plain_text(name)}”. The command saved list names them.")
        return _saved(rows[0])

    def seen_of(self, search_id: int) -> Seen:
        """What was seen of a saved search."""
        rows = self._rows("SELECT seen_from, seen FROM saved_looks WHERE search_id = ?", (search_id,))
        return Seen(rows[0][0], _unpacked(rows[0][1])) if rows else Seen(0, np.empty(0, np.int64))

    def save_search(self, name: str, asked: Asked) -> JournalEntry:
        """Saves a search under a new name. Raises `SnowlineError` for a name that is taken, empty or too long."""
        name = _name(name)
        with self._transaction() as connection:
            _refuse_taken(connection, name, 0)
            change = _save(connection, name, asked)
            return self._record(connection, SAVED, message("Saved the search “{name}”", name=name), [change])

    def import_searches(self, wanted: Sequence[tuple[str, Asked]]) -> tuple[JournalEntry | None, int]:
        """Saves several, in one entry of the journal; returns it, and how many were there already, name and all.

        One whose name belongs to another search gets a number: "beach (2)". Raises `SnowlineError` as `save_search`;
        then none is saved.
        """
        named = [(_name(name), asked) for name, asked in wanted]
        with self._transaction() as connection:
            changes = [
                _save(connection, name, asked) for name, asked in named if not _is_there(connection, name, asked)
            ]
            there = len(named) - len(changes)
            if not changes:
                return None, there
            return self._record(
                connection, SAVED, message("Brought in saved searches: {n:,}", n=len(changes)), changes
            ), there

    def rename_search(self, name: str, new: str) -> JournalEntry | None:
        """Gives a saved search another name; None where that is its name. As `save_search`."""
        found, wanted = self.saved_search(name), _name(new)
        if found.name == wanted:
            return None
        with self._transaction() as connection:
            _refuse_taken(connection, wanted, found.search_id)
            before = _kept(connection, found.search_id)
            _put_name(connection, found.search_id, wanted)
            change = Change(PART, found.search_id, 0, before, _kept(connection, found.search_id))
            return self._record(
                connection,
                SAVED,
                message("Renamed the saved search “{before}” to “{after}”", before=found.name, after=wanted),
                [change],
            )

    def remove_searches(self, names: Iterable[str]) -> JournalEntry:
        """Removes saved searches; undo brings them back with what was seen of them. As `saved_search`."""
        found = {one.search_id: one for one in map(self.saved_search, names)}
        with self._transaction() as connection:
            changes = [Change(PART, id_, 0, _kept(connection, id_), None) for id_ in found]
            for id_ in found:
                _remove(connection, id_)
            names = ", ".join(f"“{one.name}”" for one in found.values())
            return self._record(connection, SAVED, message("Removed the saved search {names}", names=names), changes)

    def looked_at(self, search_id: int, hits: PhotoIds) -> None:
        """Notes that a person looked at these photos, int64 [n], all that a saved search finds now."""
        seen = self.seen_of(search_id).after(hits)
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO saved_looks SELECT id, ?, ?, ? FROM saved_searches WHERE id = ? "
                "ON CONFLICT DO UPDATE SET looked_at = excluded.looked_at, seen_from = excluded.seen_from, "
                "seen = excluded.seen",
                (time.strftime("%Y-%m-%dT%H:%M:%S"), seen.seen_from, _packed(seen.ids), search_id),
            )

    # ---- undo ----

    def _revert(self, entry: JournalEntry, *, back: bool) -> Reverted:
        if entry.kind != SAVED:
            return super()._revert(entry, back=back)
        kept = 0
        with self._transaction() as connection:
            for _, changes in self._changes(connection, entry.entry_id):
                for change in changes:
                    there, goal = (change.after, change.before) if back else (change.before, change.after)
                    now = _kept(connection, change.row)
                    if _told(now) != _told(there):
                        kept += 1
                        continue
                    # What was seen since is part of what comes back when this is done again.
                    if goal is None:
                        latest = change._replace(after=now) if back else change._replace(before=now)
                        self._record_changes(connection, entry.entry_id, [latest], replace=True)
                    put_saved(connection, change.row, goal)
            return Reverted(self._mark_entry(connection, entry, "undone" if back else "done"), kept)


def put_saved(connection: Connection, search_id: int, kept: str | None) -> None:
    """Makes a saved search what the journal says it was; None for one that was not there. A name that another has
    meanwhile gets a number."""
    if kept is None:
        _remove(connection, search_id)
        return
    said = json.loads(kept)
    if connection.execute("SELECT 1 FROM saved_searches WHERE id = ?", (search_id,)).fetchone() is not None:
        _put_name(connection, search_id, said["name"])
        return
    connection.execute(
        "INSERT INTO saved_searches (id, name, folded, asked, made) VALUES (?, ?, ?, ?, ?)",
        (search_id, *_free(connection, said["name"]), json.dumps(said["asked"]), said["made"]),
    )
    looked_at, seen_from, seen = said["look"]
    connection.execute(
        "INSERT OR IGNORE INTO saved_looks VALUES (?, ?, ?, ?)",
        (search_id, looked_at, seen_from, base64.b85decode(seen)),
    )


def _save(connection: Connection, name: str, asked: Asked) -> Change:
    row = connection.execute(
        "INSERT INTO saved_searches (name, folded, asked, made) VALUES (?, ?, ?, ?) RETURNING id",
        (*_free(connection, name), json.dumps(asked.as_json()), time.strftime("%Y-%m-%dT%H:%M:%S")),
    ).fetchone()
    connection.execute(
        "INSERT INTO saved_looks (search_id, seen_from, seen) SELECT ?, coalesce(max(id), 0) + 1, ? FROM photos",
        (row[0], _packed(np.empty(0, np.int64))),
    )
    return Change(PART, int(row[0]), 0, None, _kept(connection, int(row[0])))


def _refuse_taken(connection: Connection, name: str, search_id: int) -> None:
    """Raises `SnowlineError` where another search has this name."""
    if _free(connection, name, search_id)[0] != name:
        raise SnowlineError(
            f"There is a saved search “{name}” already. Choose another name, or rename or remove that one."
        )


def _is_there(connection: Connection, name: str, asked: Asked) -> bool:
    """True where this very search is saved under this name, or under it with a number."""
    rows = connection.execute("SELECT name, asked FROM saved_searches").fetchall()
    return any(
        folded(re.sub(r" \(\d+\)$", "", known)) == folded(name) or folded(known) == folded(name)
        for known, said in rows
        if Asked.from_json(json.loads(said)) == asked
    )


def _kept(connection: Connection, search_id: int) -> str | None:
    """Everything about a saved search, as the journal keeps it."""
    row = connection.execute(
        "SELECT s.name, s.asked, s.made, l.looked_at, coalesce(l.seen_from, 0), coalesce(l.seen, x'') "
        "FROM saved_searches s LEFT JOIN saved_looks l ON l.search_id = s.id WHERE s.id = ?",
        (search_id,),
    ).fetchone()
    if row is None:
        return None
    name, asked, made, looked_at, seen_from, seen = row
    look = [looked_at, seen_from, base64.b85encode(seen).decode()]
    return json.dumps({"name": name, "asked": json.loads(asked), "made": made, "look": look})


def _told(kept: str | None) -> dict[str, Any] | None:
    """What of it only a person changes."""
    return None if kept is None else {name: value for name, value in json.loads(kept).items() if name != "look"}


def _put_name(connection: Connection, search_id: int, name: str) -> None:
    connection.execute(
        "UPDATE saved_searches SET name = ?, folded = ? WHERE id = ?", (*_free(connection, name, search_id), search_id)
    )


def _free(connection: Connection, name: str, search_id: int = 0) -> tuple[str, str]:
    """This name, or the first with a number behind it that no other search has; and how it is matched."""
    tried, number = name, 1
    while connection.execute(
        "SELECT 1 FROM saved_searches WHERE folded = ? AND id != ?", (folded(tried), search_id)
    ).fetchone():
        number += 1
        tried = f"{name[: NAME_LIMIT - 8]} ({number})"
    return tried, folded(tried)


def _remove(connection: Connection, search_id: int) -> None:
    connection.execute("DELETE FROM saved_looks WHERE search_id = ?", (search_id,))
    connection.execute("DELETE FROM saved_searches WHERE id = ?", (search_id,))


def _name(name: str) -> str:
    kept = plain_text(name)
    if not kept:
        raise SnowlineError("A saved search needs a name.")
    if len(kept) > NAME_LIMIT:
        raise SnowlineError(f"This name is too long: {len(kept):,} characters, at most {NAME_LIMIT} are kept.")
    return kept


def _saved(row: Sequence[Any]) -> SavedSearch:
    search_id, name, asked, made, looked_at = row
    return SavedSearch(search_id, name, Asked.from_json(json.loads(asked)), made, looked_at)


def _packed(ids: PhotoIds) -> bytes:
    """Ascending photo ids, as steps from one to the next: 1 to 2 bytes each in a large answer."""
    return zlib.compress(np.diff(ids, prepend=0).astype("<i8").tobytes())


def _unpacked(packed: bytes) -> PhotoIds:
    """See `_packed`. What cannot be read counts as not seen: a person is shown too much rather than too little."""
    try:
        steps = np.frombuffer(zlib.decompress(packed), "<i8")
    except (zlib.error, ValueError):
        return np.empty(0, np.int64)
    return np.cumsum(steps, dtype=np.int64)
