"""Opening: one writer, many readers, and an answer a person can act on when something is in the way."""

from __future__ import annotations

import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from library_photos import PACK, add_photo, put_file
from sqlite_utils import Database

from app.domain import LibraryBusy, SnowlineError
from app.library import Library
from app.library.schema import STEPS, migrations

PROJECT = Path(__file__).resolve().parent.parent.parent
HOLD_THE_LOCK = """
import sys, time
from pathlib import Path
from app.library import Library
with Library.open(Path(sys.argv[1]), write=True):
    print("holding", flush=True)
    time.sleep(60)
"""


def test_there_is_nothing_to_read_before_the_first_index(tmp_path: Path) -> None:
    with pytest.raises(SnowlineError, match="Index a folder"):
        Library.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_new_library_is_complete_and_empty(tmp_path: Path) -> None:
    with Library.open(tmp_path / "deep" / "library", write=True) as library:
        assert library.pack is None
        assert library.photo_count() == library.file_count() == 0
        assert library.photos_by_slots([0]) == []
        assert library.literal("dog") == {}
        assert library.status().drives == ()
    names = {path.name for path in (tmp_path / "deep" / "library").iterdir()}
    assert {"library.sqlite", "vectors", "thumbnails", "index"} <= names
    assert not any(name.endswith("-wal") for name in names)  # folded in at the end


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK, str(tmp_path)], cwd=PROJECT, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"holding\n"
        with pytest.raises(LibraryBusy, match=rf"process {holder.pid}\b"):
            Library.open(tmp_path, write=True)
        with Library.open(tmp_path) as reader:
            assert reader.photo_count() == 0
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with Library.open(tmp_path, write=True) as library:  # a killed writer leaves no lock behind
            library.use_pack(PACK)


def test_within_one_process_there_is_one_writer_too(library: Library) -> None:
    with pytest.raises(LibraryBusy):
        Library.open(library.folder, write=True)
    library.close()
    Library.open(library.folder, write=True).close()


def test_a_library_of_a_newer_version_is_left_alone(library: Library) -> None:
    library.close()
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('snowline', 'far_future', '')"
        )
    database.close()
    for write in (True, False):
        with pytest.raises(SnowlineError, match="newer Snowline"):
            Library.open(library.folder, write=write)
    Library.open(library.folder.parent / "other", write=True).close()


def test_a_library_from_before_a_migration_is_brought_up_to_date_by_the_writer(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.sqlite")
    migrations.ensure_migrations_table(database)
    database.close()
    with pytest.raises(SnowlineError, match="older Snowline"):
        Library.open(tmp_path)
    with Library.open(tmp_path, write=True):
        pass
    with Library.open(tmp_path) as reader:
        assert reader.photo_count() == 0


def test_every_migration_is_known_to_the_check_for_newer_ones() -> None:
    database = Database(memory=True)
    migrations.apply(database)
    assert {step.name for step in migrations.applied(database)} == STEPS
    database.close()


@pytest.mark.parametrize("write", [True, False])
def test_a_damaged_file_is_named(tmp_path: Path, write: bool) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(SnowlineError, match=r"library\.sqlite is damaged"):
        Library.open(tmp_path, write=write)
    (tmp_path / "library.sqlite").unlink()
    Library.open(tmp_path, write=True).close()  # the failed attempt holds no lock


def test_a_foreign_lock_on_the_database_is_explained(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.library.connection.BUSY_SECONDS", 0.05)
    library.close()
    with Library.open(library.folder, write=True) as writer:
        other = sqlite3.connect(library.folder / "library.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusy, match="locked by another program"):
            writer.use_pack("other-1")
        other.execute("ROLLBACK")
        other.close()
        writer.use_pack("other-1")
        assert writer.pack == "other-1"


def test_a_path_that_cannot_be_a_library_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(SnowlineError, match="Cannot make the library folder"):
        Library.open(tmp_path / "file" / "library", write=True)


def test_a_full_disk_costs_the_batch_and_nothing_else(library: Library, tmp_path: Path) -> None:
    add_photo(library, [put_file(tmp_path / "a.jpg")], key="1-a", slot=0, caption="a lake")
    files = [put_file(tmp_path / f"{number}.jpg") for number in range(200)]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    written = (library.folder / "library.sqlite-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, before[1]))  # no file may grow: what a full disk looks like
    try:
        with pytest.raises(SnowlineError, match=r"disk is full"):
            library.upsert_files(files)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert library.file_count() == 1
    assert [row.slot for row in library.photos_by_slots([0])] == [0]
    assert len(library.upsert_files(files)) == 200
    library.close()
    database = sqlite3.connect(library.folder / "library.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()


def test_a_connection_is_kept_for_the_thread_not_for_what_it_remembers(tmp_path: Path) -> None:
    """As Qt runs tasks: on one thread of the system, which forgets its thread-local data after each."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc to count open files")
    Library.open(tmp_path, write=True).close()
    with Library.open(tmp_path) as reader:
        counts = []
        for _ in range(30):
            thread = threading.Thread(target=reader.photo_count)
            thread.start()
            thread.join()
            counts.append(len(list(Path("/proc/self/fd").iterdir())))
    assert max(counts) - counts[0] < 10
