"""Libraries of every released version of the schema come up to date with everything that was in them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import LIBRARIES, command

from app.domain import CancelToken, SnowlineError
from app.indexing.doctor import examine_quietly
from app.indexing.pipeline import index_paths
from app.library import Library
from app.library.schema import STEPS, migrations
from app.settings import Settings

# What search found first when these libraries were made.
FOUND = {
    "snow on a mountain": "snow on mountain.jpg",
    "lights at night": "city at night.webp",
}
CAPTIONS = {
    "snow on mountain.jpg": "a snowy mountain under a blue sky",
    "forest.jpg": "green trees stand in a forest",
    "beach.jpg": "the sun shines on a sandy beach",
    "city at night.webp": "lights shine in a city at night",
}
PHOTOS = {"first_tables": 5, "captions_asked": 5}
RELEASED = tuple(PHOTOS)


def test_there_is_a_library_of_every_released_step() -> None:
    """The names are those of the released steps; a step that is released later gets a library here."""
    assert {path.name for path in LIBRARIES.iterdir() if path.is_dir()} - {"photos"} == set(RELEASED)
    assert set(RELEASED) <= STEPS
    names = [step.name for step in migrations._migrations]
    assert tuple(names[: len(RELEASED)]) == RELEASED


@pytest.mark.parametrize("name", RELEASED)
def test_an_old_library_is_brought_up_to_date_with_all_it_held(released: Callable[[str], Path], name: str) -> None:
    folder = released(name)
    before = raw(folder)
    with pytest.raises(SnowlineError, match="older Snowline"):
        Library.open(folder)
    assert [one.serious for one in examine_quietly(folder)] == [False]
    Library.open(folder, write=True).close()
    assert examine_quietly(folder) == []
    with Library.open(folder) as library:
        assert library.pack == "compact-1.0.0"
        assert library.photo_count() == PHOTOS[name]
        rows = {row.name: row for row in library.photos_by_slots(library.live_slots())}
        assert {name: row.caption.text for name, row in rows.items() if row.caption and name in CAPTIONS} == CAPTIONS
        assert {(row.key, row.slot) for row in rows.values()} <= before["photos"]
        assert len(rows["snow on mountain.jpg"].tags) > 2
        assert rows["snow on mountain.jpg"].taken == "2021-01-17T10:30:00"
        assert rows["beach.jpg"].copies == 2
        assert not rows["beach.jpg"].online
        assert library.text_slots("caption").size == before["captions"]
        assert library.text_slots("triplet").size == before["triplets"]
        assert library.status().missing == before["missing"]
        assert [Path(path).name for path, _ in library.skipped_files()] == ["broken.jpg"]


@pytest.mark.parametrize("name", RELEASED)
def test_it_answers_as_before(released: Callable[[str], Path], name: str) -> None:
    folder = released(name)
    Library.open(folder, write=True).close()
    for query, wanted in FOUND.items():
        done = command("--library", folder, "search", "--json", query)
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        assert Path(answer["results"][0]["path"]).name == wanted
        assert answer["results"][0]["match"] == "likely"


def test_the_same_photos_elsewhere_are_known_by_their_content(released: Callable[[str], Path], tmp_path: Path) -> None:
    """Keys of old libraries stay valid: no photo is described again but the one that nobody knew."""
    folder = released("first_tables")
    shutil.copytree(LIBRARIES / "photos", tmp_path / "photos")
    vectors = (folder / "vectors" / "compact-1.0.0" / "images.vec").stat().st_size
    steps = index_paths(folder, [tmp_path / "photos"], Settings(captions=False), cancel=CancelToken())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            summary = end.value
            break
    assert (summary.found, summary.indexed, len(summary.skipped)) == (8, 7, 1)
    assert ((folder / "vectors" / "compact-1.0.0" / "images.vec").stat().st_size - vectors) // 388 == 1
    assert examine_quietly(folder) == []


@pytest.mark.parametrize("name", RELEASED)
def test_a_library_of_a_newer_version_is_refused_and_left_alone(released: Callable[[str], Path], name: str) -> None:
    folder = released(name)
    with sqlite3.connect(folder / "library.sqlite") as database:
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('snowline', 'far_future', '')"
        )
    database.close()
    before = (folder / "library.sqlite").read_bytes()
    for write in (True, False):
        with pytest.raises(SnowlineError, match="newer Snowline"):
            Library.open(folder, write=write)
    for repair in (True, False):
        with pytest.raises(SnowlineError, match="newer Snowline"):
            examine_quietly(folder, repair=repair)
    for arguments in (["search", "snow"], ["status"], ["index", str(LIBRARIES / "photos")], ["doctor", "--repair"]):
        done = command("--library", folder, *arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert "newer Snowline" in done.stderr
    assert (folder / "library.sqlite").read_bytes() == before


def raw(folder: Path) -> dict[str, object]:
    """What the library held, read from the tables of that time."""
    database = sqlite3.connect(folder / "library.sqlite")

    def count(sql: str) -> int:
        return int(database.execute(sql).fetchone()[0])

    found = {
        "photos": set(database.execute("SELECT key, slot FROM photos")),
        "captions": count("SELECT count(*) FROM texts WHERE kind = 'caption'"),
        "triplets": count("SELECT count(*) FROM texts WHERE kind = 'triplet'"),
        "missing": count("SELECT count(*) FROM files WHERE state = 'missing'"),
    }
    database.close()
    return found
