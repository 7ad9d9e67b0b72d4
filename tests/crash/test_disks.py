"""Full disks and disks that cannot be written: a clear message, no damage, and it goes on when there is room."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import START, Mount, command

from app.bench._crash_acts import GENERATION, Places, build, index
from app.bench._crash_scenes import _add_own_words, _draw_many, _released
from app.bench.crash import differences, library_content
from app.domain import SnowlineError
from app.index.manifest import index_folder
from app.indexing.doctor import examine_quietly
from app.library import Library
from app.paths import PROJECT, sample_photos


def fill(mount: Mount, kib: int) -> Path:
    """Leaves so much room on the mount."""
    filler = mount.folder / "filler"
    with filler.open("wb") as file:
        file.write(bytes(max(mount.free_kib() - kib, 0) * 1024))
    return filler


def test_indexing_onto_a_full_disk(mount: Mount) -> None:
    places = Places(mount.folder)
    _draw_many(places.photos, 0, 8)
    index(places)
    _add_own_words(places)
    before = library_content(places)
    _draw_many(places.photos, 8, 40)
    for kib in (0, 60):  # not even the names fit; some of the photos fit
        filler = fill(mount, kib)
        with pytest.raises(SnowlineError, match=r"(?i)room|space|full"):
            index(places)
        assert [one for one in examine_quietly(places.library) if one.serious] == []
        assert {row[0] for row in before["photos"]} <= {row[0] for row in library_content(places)["photos"]}
        filler.unlink()
    index(places)
    assert examine_quietly(places.library) == []
    found = library_content(places)
    for table in ("own_marks", "own_tags", "journal"):
        assert found[table] == before[table]
    shutil.rmtree(places.library)
    index(places)
    fresh = library_content(places)
    assert len(fresh["photos"]) == 48
    for table in ("photos", "captions", "photo_vectors", "photo_triplets", "thumbnails", "waiting_words"):
        assert differences({table: fresh[table]}, {table: found[table]}) == []


def test_rating_and_tagging_on_a_full_disk(mount: Mount) -> None:
    places = Places(mount.folder)
    _draw_many(places.photos, 0, 12)
    index(places)
    filler = fill(mount, 0)
    with Library.open(places.library) as library:
        ids = [row.photo_id for row in library.photos_by_slots(library.live_slots())]
        path = library.photos_by_ids(ids[:1])[0].path
    refused = command("--library", places.library, "rate", "--json", "5", path)
    assert refused.returncode == 1
    assert "Free some space" in json.loads(refused.stdout)["error"]
    filler.unlink()
    assert command("--library", places.library, "rate", "--json", "5", path).returncode == 0
    assert examine_quietly(places.library) == []


def test_an_index_is_not_built_on_a_full_disk_and_the_one_there_stays(mount: Mount) -> None:
    places = Places(mount.folder)
    _released(places, 200)
    Library.open(places.library, write=True).close()
    build(places)
    folder = index_folder(places.library, GENERATION)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    filler = fill(mount, 60)
    with pytest.raises(SnowlineError, match=r"(?i)room|space"):
        build(places)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert examine_quietly(places.library) == []
    filler.unlink()
    build(places)
    assert examine_quietly(places.library) == []


def test_a_migration_on_a_full_disk_leaves_the_old_library(mount: Mount, released: Callable[[str], Path]) -> None:
    library = mount.folder / "library"
    shutil.copytree(released("captions_asked"), library)
    filler = fill(mount, 40)
    before = {path.name: path.read_bytes() for path in library.glob("vectors/*/*")}
    with pytest.raises(SnowlineError, match=r"(?i)space|full"):
        Library.open(library, write=True)
    filler.unlink()
    assert [one for one in examine_quietly(library) if one.serious] == []
    Library.open(library, write=True).close()
    with Library.open(library) as reader:
        assert reader.photo_count() == 5
    assert {path.name: path.read_bytes() for path in library.glob("vectors/*/*.vec")} == before


def test_a_limit_on_the_size_of_files_is_a_full_disk_too(tmp_path: Path) -> None:
    """Works without any rights."""
    places = Places(tmp_path)
    _draw_many(places.photos, 0, 3)

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [sys.executable, "-c", START, "--library", str(places.library), "index", "--json", str(places.photos)],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert "space" in json.loads(done.stdout)["error"]
    assert "Traceback" not in done.stderr
    index(places)
    assert examine_quietly(places.library) == []


def test_a_library_that_cannot_be_written_can_be_searched(mount: Mount) -> None:
    photos = mount.folder / "photos"
    photos.mkdir()
    for number in ("01", "02", "09"):
        shutil.copy(sample_photos() / f"sample-{number}.jpg", photos)
    library = mount.folder / "library"
    assert command("--library", library, "index", photos).returncode == 0
    mount.read_only()
    found = command("--library", library, "search", "--json", "--all", "a dog")
    assert found.returncode == 0, found.stderr
    assert len(json.loads(found.stdout)["results"]) == 3
    for reading in (["similar", "--json", str(photos / "sample-01.jpg")], ["status", "--json"], ["doctor", "--json"]):
        done = command("--library", library, *reading)
        assert done.returncode == 0, done.stderr
        json.loads(done.stdout)
    for writing in (
        ["index", "--json", str(photos)],
        ["rate", "--json", "5", str(photos / "sample-01.jpg")],
        ["doctor", "--json", "--repair"],
    ):
        done = command("--library", library, *writing)
        assert done.returncode == 1, writing
        said = json.loads(done.stdout)["error"]
        assert "permissions" in said or "cannot be written" in said, said
        assert "Traceback" not in done.stderr


KILLED = """
import os, signal, sys
from pathlib import Path
from app.library import Library
library = Library.open(Path(sys.argv[1]), write=True)
ids = [row.photo_id for row in library.photos_by_slots(library.live_slots())]
library.add_tags(ids, ["after the last checkpoint"])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("shared_memory", [True, False])
def test_what_a_crash_left_in_the_log_is_read_where_nothing_can_be_written(mount: Mount, shared_memory: bool) -> None:
    places = Places(mount.folder)
    _draw_many(places.photos, 0, 6)
    index(places)
    subprocess.run(
        [sys.executable, "-c", KILLED, str(places.library)],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=False,
    )
    assert (places.library / "library.sqlite-wal").stat().st_size
    if not shared_memory:  # as in a copy that somebody made of the library
        (places.library / "library.sqlite-shm").unlink()
    mount.read_only()
    if shared_memory:
        with Library.open(places.library) as library:
            assert dict(library.own_tag_names()) == {"after the last checkpoint": 6}
    else:
        with pytest.raises(SnowlineError, match="where it can be written"):
            Library.open(places.library)
        mount.writable()
        with Library.open(places.library) as library:
            assert dict(library.own_tag_names()) == {"after the last checkpoint": 6}
