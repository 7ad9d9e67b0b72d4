"""The library file looked at as a file: is it whole, do indexes agree with tables, and references with rows?

Needs no library that can be opened, and changes nothing. What the rows mean is looked at by `upkeep`.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from sqlite_utils import Database

from app.domain import Cancelled, CancelToken, LibraryBusy, SnowlineError
from app.library.connection import BUSY_SECONDS, DATABASE_NAME, refuse_unread_log
from app.library.lock import WriterLock
from app.library.schema import STEPS, migrations

# Messages of one kind that are told; a torn page can bring thousands.
_TOLD = 20
# Steps of SQLite's machine between two looks at the cancel token: about a hundredth of a second.
_STEPS_BETWEEN = 100_000
# KiB of page cache: every index of a large library is held against its table at random; a third less work than without.
_CACHE_KIB = 200_000
# Damage of an index alone, which is made again from its table.
_OF_INDEXES = ("missing from index", "wrong # of entries in index", "non-unique entry in index")


@dataclass(slots=True)
class FileState:
    """What was found of `library.sqlite`. `unreadable`: not even its list of tables can be read.

    `damage` holds SQLite's own messages about pages and tables, `indexes` those about indexes alone, `words` the names
    of full-text indexes that are damaged, `dangling` tables with rows that refer to rows which are not there.
    `busy` tells that another process was writing meanwhile, and who; full-text indexes are then not looked at.
    """

    unreadable: bool = False
    older: bool = False
    newer: bool = False
    damage: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    dangling: tuple[tuple[str, int], ...] = ()
    busy: str = ""

    @property
    def sound(self) -> bool:
        return not (self.unreadable or self.damage or self.indexes or self.words or self.dangling)


def check_file(folder: Path, cancel: CancelToken) -> FileState:
    """Reads the whole library file: under a minute of work for a million photos.

    Raises `Cancelled`, and `SnowlineError` where there is no library.
    """
    path = folder / DATABASE_NAME
    if not path.is_file():
        raise SnowlineError(f"There is no library at {folder} yet. Index a folder of photos first.")
    state = FileState()
    try:
        lock: WriterLock | None = WriterLock(folder)
    except LibraryBusy as error:
        lock, state.busy = None, str(error)
    except SnowlineError:  # a folder that cannot be written can be read all the same
        lock = None
    try:
        with contextlib.closing(_connect(path, writable=lock is not None)) as connection:
            connection.set_progress_handler(lambda: cancel.cancelled, _STEPS_BETWEEN)
            _look(connection, state, writable=lock is not None)
    except sqlite3.OperationalError as error:
        if cancel.cancelled:
            raise Cancelled from error
        state.unreadable = True
    except sqlite3.DatabaseError:
        state.unreadable = True
    finally:
        if lock is not None:
            lock.release()
    return state


def remake_indexes(folder: Path) -> None:
    """Makes all indexes again from their tables. The caller holds no connection."""
    with contextlib.closing(_connect(folder / DATABASE_NAME, writable=True)) as connection:
        connection.execute("REINDEX")


def _connect(path: Path, *, writable: bool) -> Connection:
    mode = "rw" if writable else "ro"
    try:
        return _opened(path, f"mode={mode}")
    except sqlite3.OperationalError:
        refuse_unread_log(path)
        return _opened(path, "mode=ro&immutable=1")


def _opened(path: Path, mode: str) -> Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _look(connection: Connection, state: FileState, *, writable: bool) -> None:
    database = Database(connection)
    steps = {step.name for step in migrations.applied(database)}
    state.newer = bool(steps - STEPS)
    state.older = bool(STEPS - steps)
    told = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_TOLD})")]
    if told != ["ok"]:
        state.indexes = tuple(text for text in told if any(sign in text for sign in _OF_INDEXES))
        state.damage = tuple(text for text in told if text not in state.indexes)
    if state.damage:
        return
    dangling: dict[str, int] = {}
    for row in connection.execute("PRAGMA foreign_key_check"):
        dangling[row[0]] = dangling.get(row[0], 0) + 1
    state.dangling = tuple(dangling.items())
    if writable:
        state.words = tuple(name for name in full_text_tables(connection) if not _words_sound(connection, name))


def full_text_tables(connection: Connection) -> list[str]:
    return [
        name
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        if sql.upper().startswith("CREATE VIRTUAL") and "FTS5" in sql.upper()
    ]


def _words_sound(connection: Connection, name: str) -> bool:
    """FTS5's own check, which compares the index with the words; it counts as writing, and is taken back."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f'INSERT INTO "{name}" ("{name}") VALUES (\'integrity-check\')')
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_INTERRUPT:
            raise
        return False
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return True
