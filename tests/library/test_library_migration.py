"""A library of the released schema becomes one with generations: nothing is lost, and a crash does no harm."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from library_photos import put_file
from sqlite_utils import Database

from app.domain import Caption, SnowlineError, Tag
from app.library import Library
from app.library.links import Group
from app.library.schema import migrations

PROJECT = Path(__file__).resolve().parent.parent.parent
OLD, NEWER = "compact-1.0.0", "compact-1.1.0"
KILLED_AT = """
import os, signal, sys
from pathlib import Path
from sqlite_utils import Database
from app.library import Library
execute, seen = Database.execute, 0
def counted(self, sql, *values):
    global seen
    begun = seen or "CREATE TABLE generations" in sql
    seen += bool(begun)
    if seen > int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(self, sql, *values)
Database.execute = counted
Library.open(Path(sys.argv[1]), write=True)
print("finished", flush=True)
"""


def released_library(folder: Path, photos: Path, *, pack: str = OLD) -> None:
    """A catalogue as the last released version wrote it: four photos, one missing, one described by another pack, one
    whose vector was lost, one in two files."""
    folder.mkdir()
    database = Database(folder / "library.sqlite")
    migrations.apply(database, stop_before="names_first")
    write = database.conn.execute
    seen = {name: put_file(photos / name) for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg", "copy of a.jpg", "new.jpg")}
    write("INSERT INTO facts VALUES ('pack', ?), ('sure_tag', '0.3')", (pack,))
    write("INSERT INTO drives VALUES (1, 'none', 'Old', 'fixed', ?, '2026-01-01T00:00:00')", (b"/",))
    for number, (slot, made_by, live, captioned) in enumerate(
        [(0, OLD, 1, 1), (1, OLD, 0, 1), (2, OLD, 1, 0), (None, OLD, 1, 1)], 1
    ):
        write(
            "INSERT INTO photos (id, key, width, height, format, taken, added, slot, pack, live, captioned) "
            "VALUES (?, ?, 640, 480, 'JPEG', '2020-05-01T10:00:00', '2026-01-01T00:00:00', ?, ?, ?, ?)",
            (number, f"1-{number}", slot, made_by, live, captioned),
        )
    for name, photo, state in [
        ("a.jpg", 1, "indexed"),
        ("copy of a.jpg", 1, "indexed"),
        ("b.jpg", 2, "missing"),
        ("c.jpg", 3, "indexed"),
        ("d.jpg", 4, "new"),
        ("new.jpg", None, "new"),
    ]:
        path = str(photos / name).lstrip("/")
        write(
            "INSERT INTO files (photo_id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state) "
            "VALUES (?, 1, ?, ?, ?, ?, 'jpg', 5, ?, ?)",
            (photo, path, path.encode(), name, str(photos).lstrip("/"), seen[name].mtime_ns, state),
        )
    for id_, text, kind, slot in [
        (1, "a dog", "caption", 0),
        (2, "dog stand on hill", "triplet", 1),
        (3, "a cat", "caption", None),
    ]:
        write("INSERT INTO texts VALUES (?, ?, ?, ?, ?)", (id_, text, kind, slot, OLD))
    for photo, text, model in [(1, 1, OLD), (2, 1, "another hand"), (4, 3, OLD)]:
        write("INSERT INTO captions VALUES (?, ?, 0.75, ?, 1)", (photo, text, model))
    write("INSERT INTO triplets VALUES (1, 'dog', 'stand on', 'hill', 2)")
    write("INSERT INTO photo_triplets VALUES (1, 1), (2, 1)")
    write("INSERT INTO tag_names VALUES (1, 'dog'), (2, 'hill')")
    write("INSERT INTO photo_tags VALUES (1, 1, 0.9), (1, 2, 0.1234), (3, 2, 0.4)")
    write("INSERT INTO words (rowid, name, folder, caption, tag) VALUES (1, 'a', '', 'a dog', 'dog')")
    write("INSERT INTO words (rowid, name, folder, caption, tag) VALUES (3, 'c', '', '', 'hill')")
    database.conn.commit()
    database.close()


def check(folder: Path) -> None:
    """That everything `released_library` wrote is there."""
    with Library.open(folder, write=True) as library:
        assert (library.pack, library.photo_count(), library.slot_ends()) == (OLD, 2, (3, 2))
        assert library.live_slots().tolist() == [0, 2]
        one, three = library.photos_by_slots([0, 2])
        assert (one.key, one.copies, one.taken, one.caption) == (
            "1-1",
            2,
            "2020-05-01T10:00:00",
            Caption("a dog", 0.75, OLD),
        )
        assert one.tags == (Tag("dog", 0.9), Tag("hill", 0.1234))
        assert (three.key, three.caption, three.tags) == ("1-3", None, (Tag("hill", 0.4),))
        assert library.slot_texts([0, 1]) == {0: "a dog", 1: "dog stand on hill"}
        assert library.texts_without_vector() == [("a cat", "caption")]
        assert library.caption_photos_for_text_slots([0, 1]) == [(0, 0), (1, 0)]
        assert library.tag_photos(["hill"]) == [(2, "hill", 0.4), (0, "hill", 0.1234)]
        assert {field: slots.tolist() for field, slots in library.literal("dog").items()} == {
            "caption": [0],
            "tag": [0],
        }
        assert library.photos_by_keys(["1-1", "1-3", "1-4"], captioned=True) == {"1-1": 1}
        status = library.status()
        assert (status.files, status.indexed, status.waiting, status.missing) == (5, 3, 2, 1)
        library.want_captions()
        assert library.status().waiting == 3  # c.jpg, of which no caption was asked
    database = sqlite3.connect(folder / "library.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("SELECT model FROM captions ORDER BY photo_id").fetchall() == [
        (None,),
        ("another hand",),
        (None,),
    ]
    assert database.execute("SELECT slot, live FROM photo_vectors WHERE photo_id = 2").fetchall() == [(1, 0)]
    assert database.execute("SELECT sure_tag FROM generations").fetchall() == [(0.3,)]
    database.close()


def test_nothing_is_lost(tmp_path: Path) -> None:
    released_library(tmp_path / "library", tmp_path / "photos")
    check(tmp_path / "library")


def test_who_only_wants_to_read_gets_it_up_to_date(tmp_path: Path) -> None:
    released_library(tmp_path / "library", tmp_path / "photos")
    with Library.open_current(tmp_path / "library") as reader:
        assert (reader.writable, reader.photo_count()) == (False, 2)
    with pytest.raises(SnowlineError, match="no library"):
        Library.open_current(tmp_path / "none")


def test_photos_of_two_packs_become_two_generations(tmp_path: Path) -> None:
    """As when the released version was stopped while a new pack described everything anew."""
    released_library(tmp_path / "library", tmp_path / "photos", pack=NEWER)
    with Library.open(tmp_path / "library", write=True) as library:
        assert [(row.name, row.state, row.photos) for row in library.generations()] == [
            (NEWER, "live", 0),
            (OLD, "kept", 3),
        ]
        assert library.at(OLD).live_slots().tolist() == [0, 2]
        library.switch_to(OLD)
        assert library.photos_by_slots([0])[0].caption == Caption("a dog", 0.75, OLD)


@pytest.mark.parametrize("statement", [0, 8, 30])
def test_killed_on_the_way_the_old_library_is_intact(tmp_path: Path, statement: int) -> None:
    folder = tmp_path / "library"
    released_library(folder, tmp_path / "photos")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_AT, str(folder), str(statement)], cwd=PROJECT, capture_output=True, check=False
    )
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, b"")
    database = sqlite3.connect(folder / "library.sqlite")
    assert database.execute("SELECT pack, slot FROM photos ORDER BY id").fetchall()[0] == (OLD, 0)
    assert database.execute("SELECT count(*) FROM photo_tags").fetchone() == (3,)
    database.close()
    check(folder)


def test_groups_of_an_earlier_version_stay_and_fingerprints_are_due(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    database = Database(folder / "library.sqlite")
    migrations.apply(database, stop_before="fingerprints")
    write = database.conn.execute
    for number in range(1, 6):
        write(
            "INSERT INTO photos (id, key, width, height, format, added) VALUES (?, ?, 640, 480, 'JPEG', '2026-01-01')",
            (number, f"1-{number}"),
        )
    for group, kind, photos in [(4, "raw_pair", (1, 2)), (9, "burst", (2, 3, 4))]:
        write("INSERT INTO photo_groups VALUES (?, ?)", (group, kind))
        for photo in photos:
            write("INSERT INTO photo_links VALUES (?, ?, ?)", (photo, kind, group))
    database.conn.commit()
    database.close()
    with Library.open(folder, write=True) as library:
        assert library.link_counts() == {"raw_pair": 1, "burst": 1, "copy": 0}
        assert library.fold_groups()[0].tolist() == [1, 2, 3, 4]
        assert [photo for photo, _ in library.fingerprints_due(10)] == [1, 2, 3, 4, 5]
        library.put_links([], [Group("copy", (4, 5))], {"burst": [3]})
        photos, groups = library.fold_groups()
        assert dict(zip(photos.tolist(), groups.tolist(), strict=True)) == {1: 1, 2: 1, 4: 4, 5: 4}
        library.put_late_fingerprints([(1, b"\x01" * 256), (2, None)])
        assert [photo for photo, _ in library.fingerprints_due(10)] == [3, 4, 5]
        assert next(library.fingerprints_since(0)).photo.tolist() == [1]
    with sqlite3.connect(folder / "library.sqlite") as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO photo_groups (kind) VALUES ('anything')")
    connection.close()
