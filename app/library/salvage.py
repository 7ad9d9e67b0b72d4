"""Saves what can still be read of a damaged library file into a new one. The damaged file is kept aside, never removed.

A page of the file that cannot be read costs the rows on it: rows are read from both sides of the damage, and the gap is
halved until what can be read there was read. What refers to a lost row goes with it, except what a person added.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection

from sqlite_utils import Database

from app.domain import LibraryDamaged, SnowlineError
from app.library.connection import DATABASE_NAME, known_errors
from app.library.own_again import OWN_TABLES, put_together
from app.library.schema import STEPS, migrations

# Rows read in one go; what a single unreadable page costs is found by halving below this.
_SPAN = 50_000
_LARGEST_ROWID = 2**63 - 1
_LOG_NAMES = ("-wal", "-shm")
# What models say of photos, and the tables whose loss takes it along: a photo that lost it is described anew.
_DESCRIPTIONS = {
    "captions": frozenset({"captions", "texts"}),
    "photo_tags": frozenset({"photo_tags", "tag_names"}),
    "photo_triplets": frozenset({"photo_triplets", "triplets", "texts"}),
}
# Tables whose loss takes along where photos were taken: that is looked up again.
_PLACES = frozenset({"places", "photo_places", "unplaced"})
_Row = tuple[object, ...]


@dataclass(slots=True)
class Salvaged:
    """What a salvage did: where the damaged file lies now, rows saved by table, and tables with unreadable rows."""

    kept_aside: Path
    rows: dict[str, int] = field(default_factory=dict)
    damaged_tables: list[str] = field(default_factory=list)
    dropped: int = 0

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def back_up(folder: Path) -> Path:
    """A whole copy of a sound catalogue beside it, `library.sqlite.backup-DATE`; an older copy is replaced.

    Raises `SnowlineError` when there is no room for it.
    """
    target = folder / f"{DATABASE_NAME}.backup-{_stamp()}"
    older = sorted(folder.glob(f"{DATABASE_NAME}.backup-*"))
    with (
        known_errors(folder),
        contextlib.closing(sqlite3.connect(folder / DATABASE_NAME, isolation_level=None)) as source,
    ):
        try:
            source.execute("VACUUM INTO ?", (os.fspath(target),))
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    for copy in older:
        if copy != target:
            copy.unlink(missing_ok=True)
    return target


def salvage(folder: Path) -> Salvaged:
    """Puts a new catalogue in the place of the damaged one, with every row of it that can be read.

    The caller holds the writer's lock and has no connection open. The exchange is one rename: a crash before it leaves
    everything as it was. Full-text rows and flags are not copied; the caller derives them anew. Raises `SnowlineError`
    when nothing can be read at all, or there is no room for the new file.
    """
    path = folder / DATABASE_NAME
    fresh = folder / f"{DATABASE_NAME}.salvage"
    aside = folder / f"{DATABASE_NAME}.damaged-{_stamp()}"
    result = Salvaged(aside)
    for left in (fresh, *(Path(f"{fresh}{tail}") for tail in _LOG_NAMES)):
        left.unlink(missing_ok=True)
    try:
        with known_errors(folder):
            with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as new:
                # Nobody knows the file yet: after a crash it is made again.
                new.execute("PRAGMA journal_mode = OFF").fetchone()
                new.execute("PRAGMA synchronous = OFF")
                _copy(path, new, result)
            with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as new:
                new.execute("PRAGMA journal_mode = WAL").fetchone()
    except BaseException:
        for left in (fresh, *(Path(f"{fresh}{tail}") for tail in _LOG_NAMES)):
            left.unlink(missing_ok=True)
        raise
    _force_to_disk(fresh)
    os.link(path, aside)
    # The old log must not be applied to the new file, and may be wanted for the old one.
    for tail in _LOG_NAMES:
        log = Path(f"{path}{tail}")
        if log.exists():
            os.replace(log, f"{aside}{tail}")
    os.replace(fresh, path)
    for tail in _LOG_NAMES:
        Path(f"{fresh}{tail}").unlink(missing_ok=True)
    return result


def _copy(path: Path, new: Connection, result: Salvaged) -> None:
    with contextlib.closing(_open_any(path)) as old:
        try:
            names = {row[0] for row in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            steps = {row[0] for row in old.execute("SELECT name FROM _sqlite_migrations")}
        except sqlite3.DatabaseError as error:
            raise LibraryDamaged(
                f"Nothing can be read of {path} any more: its list of tables is damaged. Put back a copy of it "
                "(library.sqlite.backup-DATE beside it, if there is one), or set it aside and index the folders again."
            ) from error
        _prepare(new, steps)
        new.execute("PRAGMA foreign_keys = OFF")
        # A trigger would derive rows a second time that are copied anyhow; they are put back afterwards.
        triggers = new.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            new.execute(f'DROP TRIGGER "{name}"')
        new.execute("BEGIN")
        for table in _tables(new):
            if table in names:
                _copy_table(old, new, table, result)
        if "photos" in result.damaged_tables:
            _photos_by_key(old, new)
        if lost := OWN_TABLES.intersection(result.damaged_tables):
            put_together(old, new, lost)
        result.dropped = drop_dangling(new)
        if _PLACES.intersection(result.damaged_tables) and "unplaced" in _tables(new):
            new.execute(
                "INSERT OR IGNORE INTO unplaced SELECT id FROM photos "
                "WHERE latitude IS NOT NULL AND longitude IS NOT NULL"
            )
        for table, needed in _DESCRIPTIONS.items():
            if needed.intersection(result.damaged_tables):
                _describe_again(new, table)
        for _, sql in triggers:
            new.execute(sql)
        new.execute("COMMIT")


def _prepare(new: Connection, steps: set[str]) -> None:
    """Today's tables up to the last step that the damaged file had seen; later steps are for the next writer."""
    if steps - STEPS:
        raise SnowlineError("The damaged library was made by a newer Snowline. Update this program and try again.")
    database = Database(new)
    later = [step.name for step in migrations.pending(database) if step.name not in steps]
    migrations.apply(database, stop_before=later)
    for step in list(migrations.pending(database)):
        if step.name in steps:
            raise LibraryDamaged(
                "The damaged library says that steps of its making are missing; it cannot be salvaged."
            )


def _tables(new: Connection) -> list[str]:
    """Tables that hold rows of their own: no full-text index, none of its parts, nothing of SQLite's."""
    rows = new.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
    virtual = [name for name, sql in rows if sql.upper().startswith("CREATE VIRTUAL")]
    parts = tuple(f"{name}_" for name in virtual)
    return [
        name
        for name, _ in rows
        if name not in virtual
        and not name.startswith("sqlite_")
        and name != "_sqlite_migrations"
        and not (parts and name.startswith(parts) and name.rpartition("_")[2] in _FTS_PARTS)
    ]


_FTS_PARTS = frozenset(("data", "idx", "content", "docsize", "config"))


def _copy_table(old: Connection, new: Connection, table: str, result: Salvaged) -> None:
    facts = new.execute(f'PRAGMA table_info("{table}")').fetchall()
    there = {row[1] for row in old.execute(f'PRAGMA table_info("{table}")')}
    columns = [f'"{row[1]}"' for row in facts if row[1] in there]
    if not columns:
        return
    put = f'INSERT OR IGNORE INTO "{table}" ({", ".join(columns)}) VALUES ({", ".join("?" * len(columns))})'
    without_rowid = "WITHOUT ROWID" in _sql_of(new, table).upper()
    rescue = _Rescue(old, table, ", ".join(columns))
    key = [f'"{row[1]}"' for row in sorted(facts, key=lambda row: row[5]) if row[5]]
    # The number of the table's own rows must stay: others refer to it. It is the key where that is an integer.
    if not without_rowid and not any(row[5] and row[2].upper() == "INTEGER" for row in facts):
        put = put.replace(f'"{table}" (', f'"{table}" (rowid, ').replace("VALUES (", "VALUES (?, ")
        rescue.columns = f"rowid, {rescue.columns}"
    saved = 0
    for rows in rescue.by_key(key) if without_rowid else rescue.by_rowid():
        new.executemany(put, rows)
        saved += len(rows)
    result.rows[table] = saved
    if rescue.damaged:
        result.damaged_tables.append(table)


def _photos_by_key(old: Connection, new: Connection) -> None:
    """Photos whose row is lost keep their number and key where the index of keys knows them: what a person added hangs
    on those. Everything else about them is read again when their files are next indexed."""
    described = "photo_vectors" in _tables(new)
    try:
        for id_, key in old.execute("SELECT id, key FROM photos ORDER BY key"):
            saved = new.execute(
                "INSERT OR IGNORE INTO photos (id, key, width, height, format, added) VALUES (?, ?, 0, 0, '', '')",
                (id_, key),
            )
            if saved.rowcount and described:
                new.execute("DELETE FROM photo_vectors WHERE photo_id = ?", (id_,))
    except sqlite3.DatabaseError:
        return  # the rest of the index is damaged too


def _describe_again(new: Connection, table: str) -> None:
    """Photos without a row in a table of descriptions of which some are lost wait for indexing again."""
    if "photo_vectors" in _tables(new):
        new.execute(
            f'DELETE FROM photo_vectors WHERE (photo_id, gen) NOT IN (SELECT photo_id, gen FROM "{table}")',
        )


def _sql_of(connection: Connection, table: str) -> str:
    row = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    return str(row[0]) if row else ""


class _Rescue:
    """Reads a table of which some pages may be unreadable; `damaged` tells whether some were."""

    def __init__(self, old: Connection, table: str, columns: str) -> None:
        self._old = old
        self._table = table
        self.columns = columns
        self.damaged = False

    def by_rowid(self) -> Iterator[list[_Row]]:
        ends = [self._end(order) for order in ("ASC", "DESC")]
        if None in ends and not self.damaged:
            return  # an empty table
        first = ends[0] if ends[0] is not None else 1
        last = ends[1] if ends[1] is not None else self._guessed_end()
        for low in range(first, last + 1, _SPAN):
            yield from self._between(low, min(low + _SPAN - 1, last))

    def _end(self, order: str) -> int | None:
        try:
            row = self._old.execute(f'SELECT rowid FROM "{self._table}" ORDER BY rowid {order} LIMIT 1').fetchone()
        except sqlite3.DatabaseError:
            self.damaged = True
            return None
        return None if row is None else int(row[0])

    def _guessed_end(self) -> int:
        """Where the right edge of the tree is unreadable: doubles until a search behind it finds nothing."""
        high = _SPAN
        while high < _LARGEST_ROWID // 2:
            try:
                found = self._old.execute(f'SELECT 1 FROM "{self._table}" WHERE rowid > ? LIMIT 1', (high,)).fetchone()
            except sqlite3.DatabaseError:
                # Every search to the right meets the damaged page; ids are dense, so the file's size bounds them.
                pages = self._old.execute("PRAGMA page_count").fetchone()[0]
                size = self._old.execute("PRAGMA page_size").fetchone()[0]
                return int(pages * size // 8)
            if found is None:
                return high
            high *= 2
        return high

    def _between(self, low: int, high: int) -> Iterator[list[_Row]]:
        """All rows numbered from `low` to `high`; halves the span where reading fails, down to single rows."""
        spans = [(low, high)]
        while spans:
            low, high = spans.pop()
            rows, reached = self._read(low, high)
            if rows:
                yield rows
            if reached is None:
                continue
            self.damaged = True
            if low == high:
                continue
            start = max(reached, low)
            if start > low:  # the rows up to here were read: only what follows is in question
                spans.append((start, high))
                continue
            middle = (low + high) // 2
            spans += [(middle + 1, high), (low, middle)]

    def _read(self, low: int, high: int) -> tuple[list[_Row], int | None]:
        """Rows until the first that cannot be read; the second value is where to go on, None when all were read."""
        rows: list[_Row] = []
        next_ = low
        try:
            for row in self._old.execute(
                f'SELECT rowid, {self.columns} FROM "{self._table}" WHERE rowid BETWEEN ? AND ? ORDER BY rowid',
                (low, high),
            ):
                rows.append(tuple(row[1:]))
                next_ = int(row[0]) + 1
        except sqlite3.DatabaseError:
            return rows, next_
        return rows, None

    def by_key(self, key: list[str]) -> Iterator[list[_Row]]:
        """A table without row numbers: forwards to the damage, and backwards from the end to it."""
        for direction in ("", " DESC"):
            order = ", ".join(f"{column}{direction}" for column in key)
            rows: list[_Row] = []
            try:
                for row in self._old.execute(f'SELECT {self.columns} FROM "{self._table}" ORDER BY {order}'):
                    rows.append(tuple(row))
                    if len(rows) >= _SPAN:
                        yield rows
                        rows = []
            except sqlite3.DatabaseError:
                self.damaged = True
                yield rows
                continue
            yield rows
            return


def drop_dangling(new: Connection) -> int:
    """Removes rows that refer to lost ones, until none does; a reference that may be empty is emptied instead."""
    dropped = 0
    while found := new.execute("PRAGMA foreign_key_check").fetchall():
        changed = 0
        for table in {row[0] for row in found}:
            changed += _mend_references(new, table)
        dropped += changed
        if not changed:
            raise SnowlineError("The damaged library cannot be salvaged: its tables do not fit together.")
    return dropped


def _mend_references(new: Connection, table: str) -> int:
    changed = 0
    required = {row[1] for row in new.execute(f'PRAGMA table_info("{table}")') if row[3] or row[5]}
    for _, _, parent, column, target, *_ in new.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
        target = target or "rowid"
        lost = f'"{column}" IS NOT NULL AND "{column}" NOT IN (SELECT "{target}" FROM "{parent}")'
        if column in required:
            cursor = new.execute(f'DELETE FROM "{table}" WHERE {lost}')
        else:
            cursor = new.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE {lost}')
        changed += cursor.rowcount
    return changed


def _open_any(path: Path) -> Connection:
    """A connection that reads as far as it can."""
    connection = sqlite3.connect(path, isolation_level=None)
    with contextlib.suppress(sqlite3.DatabaseError):
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA query_only = ON")
    return connection


def _force_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _stamp() -> str:
    return time.strftime("%Y%m%d-%H%M%S")
