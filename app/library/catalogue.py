"""A library on disk, opened: its folder, its SQLite connections and its writer's lock."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType

from sqlite_utils import Database

from app.domain import LibraryBusy
from app.library.bulk import BulkReader
from app.library.condition import gone
from app.library.connection import DATABASE_NAME, OlderLibrary, connect_reader, connect_writer, known_errors
from app.library.drive_names import DriveNames
from app.library.duplicates import Duplicates
from app.library.erasing import ErasingWriter
from app.library.exchange import ExchangeWriter
from app.library.excluding import ExcludingWriter
from app.library.filling import Filler
from app.library.filters import FiltersReader
from app.library.fingerprints import Fingerprints
from app.library.intake import Intake
from app.library.keys import KeysWriter
from app.library.links import Links
from app.library.lock import WriterLock, refusal
from app.library.looking_again import LookingAgain
from app.library.moves import Moves
from app.library.places import Places
from app.library.renaming import RenamingWriter
from app.library.saved import SavedSearches
from app.library.sayings import SayingsReader
from app.library.seen_text import SeenTexts
from app.library.skipped import SkippedFiles
from app.library.standing import Standing
from app.library.switching import GenerationsWriter
from app.library.thumbnails import ThumbnailsReader
from app.library.upkeep import Upkeep
from app.library.waiting import WaitingFiles

# Held by whoever changes what people say of photos while another process indexes.
BESIDE_LOCK = "beside.lock"
VECTORS, THUMBNAILS, INDEX = "vectors", "thumbnails", "index"


class Library(
    GenerationsWriter,
    WaitingFiles,
    LookingAgain,
    Intake,
    KeysWriter,
    Moves,
    Upkeep,
    ErasingWriter,
    ExchangeWriter,
    DriveNames,
    ExcludingWriter,
    RenamingWriter,
    BulkReader,
    SayingsReader,
    FiltersReader,
    Filler,
    ThumbnailsReader,
    Links,
    Fingerprints,
    Duplicates,
    Places,
    SavedSearches,
    SeenTexts,
    SkippedFiles,
    Standing,
):
    """One user's catalogue. Open it with `Library.open`, and close it or use it in a `with` statement.

    A reader may be used from several threads, each gets its own connection. The writer belongs to one thread at a time.
    """

    def __init__(self, folder: Path, lock: WriterLock | None, first: Database) -> None:
        super().__init__()
        self.folder = folder
        self.writable = lock is not None
        self._lock = lock
        self._guard = threading.Lock()
        self._first = first
        # Not a `threading.local`: Qt's threads forget those after every task, and would open a connection for each.
        self._connections = {threading.get_ident(): first}

    @classmethod
    def open(cls, folder: Path, *, write: bool = False, purpose: str = "", create: bool = True) -> Library:
        """Opens the library in `folder`; with `write`, takes the one writer's lock and makes what is not there,
        if `create` says so.

        `purpose` tells another process, which must wait, what this one is doing: "indexing photos".
        Raises `LibraryBusy` while another process writes, and `SnowlineError` when there is no library to read, or
        when a newer version made it, or when it cannot be read or written; `LibraryGone` when none is to be made.
        """
        folder = Path(folder)
        if not write:
            return cls(folder, None, connect_reader(folder))
        if not create and not (folder / DATABASE_NAME).is_file():
            raise gone(folder)
        try:
            for part in (folder, folder / VECTORS, folder / THUMBNAILS, folder / INDEX):
                part.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refusal(error)(
                f"Cannot make the library folder {folder}: {error.strerror}. "
                "Check the permissions and the free space there."
            ) from error
        lock = WriterLock(folder, purpose=purpose)
        try:
            library = cls(folder, lock, connect_writer(folder))
        except BaseException:
            lock.release()
            raise
        try:
            library.settle()
        except BaseException:
            library.close()
            raise
        return library

    @classmethod
    def open_beside(cls, folder: Path, *, purpose: str = "changing photos") -> Library:
        """Opens a library that is there to change what a person says of photos, also while another process indexes.

        It is the writer where that is free (`alone`), and else one that may change ratings, favourites, tags,
        captions and saved searches only. Raises `LibraryBusy` while another process does the same.
        """
        folder = Path(folder)
        if not (folder / DATABASE_NAME).is_file():
            cls.open(folder).close()  # raises, and says so
        try:
            return cls.open(folder, write=True, purpose=purpose, create=False)
        except LibraryBusy:
            lock = WriterLock(folder, BESIDE_LOCK, purpose=purpose)
        try:
            library = cls(folder, lock, connect_writer(folder))
        except BaseException:
            lock.release()
            raise
        library.alone = False
        return library

    @classmethod
    def open_current(cls, folder: Path) -> Library:
        """Opens the library for reading, and brings one that an older version made up to date before: a minute or two
        for a million photos. Raises what `open` raises."""
        try:
            return cls.open(folder)
        except OlderLibrary:
            cls.open(folder, write=True, purpose="bringing the library up to date", create=False).close()
            return cls.open(folder)

    @property
    def is_there(self) -> bool:
        """False where the library's file went away while it is open, as with a drive that is pulled out."""
        return (self.folder / DATABASE_NAME).exists()

    @property
    def vectors(self) -> Path:
        return self.folder / VECTORS

    @property
    def thumbnails(self) -> Path:
        return self.folder / THUMBNAILS

    @property
    def index(self) -> Path:
        return self.folder / INDEX

    def _connection(self) -> Connection:
        if self.writable:
            return self._first.conn
        # The number of a thread that has ended goes to a new one, which then takes over the connection.
        thread = threading.get_ident()
        database = self._connections.get(thread)
        if database is None:
            database = connect_reader(self.folder)
            with self._guard:
                self._connections[thread] = database
        return database.conn

    def close(self) -> None:
        """Closes every connection; a writer first folds the write-ahead log into the file, then frees the lock."""
        with self._guard:
            databases, self._connections = list(self._connections.values()), {}
        try:
            if self.writable and databases:
                # A reader in the middle of a question may hold this up; the log is then folded in by a later writer.
                with contextlib.suppress(sqlite3.OperationalError):
                    self._first.conn.execute("PRAGMA busy_timeout = 200")
                    self._first.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            for database in databases:
                with known_errors(self.folder):
                    database.close()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
