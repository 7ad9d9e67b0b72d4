"""Opening the SQLite file, and telling what a person can mend (full, locked, damaged) from what is our own mistake."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlite_utils import Database

from app.domain import DiskFull, LibraryBusy, LibraryDamaged, LibraryForbidden, LibraryNewer, SnowlineError
from app.library.schema import STEPS, TOKENIZER, migrations

DATABASE_NAME = "library.sqlite"
# A reader never waits for the writer under WAL; only a checkpoint or a crash recovery can hold it up for a moment.
BUSY_SECONDS = 10.0
# KiB of page cache for the writer: the indexes of a million photos are touched at random by every batch. It fills up
# within some thousand photos, so that a long run's memory is flat; what lies beyond is in the system's own cache.
_WRITER_CACHE_KIB = 24 * 1024
_READER_CACHE_KIB = 16 * 1024

_FULL_OR_UNWRITABLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_FORBIDDEN = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
# An extended result code keeps its primary code in the low byte.
_PRIMARY_CODE = 0xFF


class OlderLibrary(SnowlineError):
    """A library that a writer must bring up to date before it can be read."""


@contextlib.contextmanager
def known_errors(folder: Path) -> Iterator[None]:
    """Turns SQLite's errors that have a cause outside the program into `SnowlineError` with what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
        if code in _FULL_OR_UNWRITABLE:
            raise DiskFull(
                f"The library at {folder} could not be written: the disk is full or failing. "
                "Free some space and start again; what was finished before is kept."
            ) from error
        if code in _BUSY:
            raise LibraryBusy(
                f"The library at {folder} is locked by another program. Close it and try again."
            ) from error
        if code in _DAMAGED:
            raise LibraryDamaged(
                f"The library file {folder / DATABASE_NAME} is damaged. Repair it, or set it aside "
                "and index the folders again."
            ) from error
        if code in _FORBIDDEN:
            raise LibraryForbidden(
                f"The library at {folder} cannot be opened or written. Check the folder's permissions."
            ) from error
        raise


def connect_writer(folder: Path) -> Database:
    """Opens (and creates) the file for the one writer and brings its tables up to date.

    Raises `SnowlineError` when it was made by a newer version, or cannot be written.
    """
    with known_errors(folder):
        # Autocommit at the driver's level: every transaction below says BEGIN IMMEDIATE itself.
        connection = sqlite3.connect(
            folder / DATABASE_NAME, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            database = Database(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KIB}")
            _refuse_newer(database, folder)
            migrations.apply(database)
            # Only now: a migration may sort more than memory should hold.
            connection.execute("PRAGMA temp_store = MEMORY")
        except BaseException:
            connection.close()
            raise
    return database


def connect_reader(folder: Path) -> Database:
    """Opens the file for reading only; sees what a writer commits. Raises `SnowlineError` when there is none."""
    path = folder / DATABASE_NAME
    if not path.is_file():
        raise SnowlineError(f"There is no library at {folder} yet. Index a folder of photos first.")
    with known_errors(folder):
        try:
            database = _read_only(path, "mode=ro")
        except sqlite3.OperationalError as error:
            # On a drive that cannot be written SQLite cannot make the shared-memory file that WAL needs.
            if getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE not in _FORBIDDEN:
                raise
            refuse_unread_log(path)
            database = _read_only(path, "mode=ro&immutable=1")
        try:
            _refuse_newer(database, folder)
            if migrations.pending(database):
                raise OlderLibrary(
                    f"The library at {folder} was made by an older Snowline. "
                    "Index any folder once to bring it up to date."
                )
        except BaseException:
            database.close()
            raise
    return database


def memory_database(columns: Sequence[str]) -> Database:
    """A database in memory with an empty full-text table `words` of these columns, which takes words apart as the
    library's own does. Guard it with a lock: it may be used from any thread, by one at a time."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute(f"CREATE VIRTUAL TABLE words USING fts5 ({', '.join(columns)}, tokenize = '{TOKENIZER}')")
    return Database(connection)


def refuse_unread_log(path: Path) -> None:
    """Raises `SnowlineError` for a file whose log cannot be read with it: without the log it would be an older
    catalogue, or a torn one."""
    log = Path(f"{path}-wal")
    if log.is_file() and log.stat().st_size:
        raise LibraryForbidden(
            f"The library at {path.parent} was not closed properly and lies where nothing can be written. "
            "Open it once where it can be written, or copy the whole folder to such a place."
        )


def _read_only(path: Path, mode: str) -> Database:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,  # each thread has its own; only closing happens elsewhere
    )
    try:
        connection.execute(f"PRAGMA cache_size = -{_READER_CACHE_KIB}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return Database(connection)
    except BaseException:
        connection.close()
        raise


def _refuse_newer(database: Database, folder: Path) -> None:
    if {step.name for step in migrations.applied(database)} - STEPS:
        raise LibraryNewer(
            f"The library at {folder} was made by a newer Snowline. Update this program, or choose another library."
        )
