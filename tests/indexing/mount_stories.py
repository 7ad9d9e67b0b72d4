"""Stories of drives that come and go, told with real mounts. Run as `mount_stories.py STORY FOLDER` by
`test_indexing_mounts`, in a mount namespace of its own: whatever happens, its mounts vanish with the process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import pytest  # noqa: E402
from fake_workshops import QuickWorkshop  # noqa: E402
from indexing_photos import draw_many  # noqa: E402

from app.domain import VECTOR_DIMS, CancelToken, IndexSummary, SnowlineError  # noqa: E402
from app.indexing.pipeline import IndexRun  # noqa: E402
from app.library import Library  # noqa: E402
from app.media.thumbnails import ThumbnailStore  # noqa: E402
from app.settings import Settings  # noqa: E402

IMAGE_BYTES = 4 << 20


def never_open(library: Path) -> QuickWorkshop:
    raise AssertionError("no worker should start")


class Stage:
    """A folder with a library, and drives that are plugged in and out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library"

    def run(self, *command: object) -> None:
        subprocess.run([str(part) for part in command], check=True, capture_output=True)

    def memory(self, name: str) -> Path:
        """A drive in memory, plugged in."""
        point = self.folder / name
        point.mkdir(exist_ok=True)
        self.run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", point)
        return point

    def disk(self, label: str) -> Path:
        """A disk with an ext4 file system, not plugged in."""
        image = self.folder / f"{label}.img"
        with open(image, "wb") as file:
            file.truncate(IMAGE_BYTES)
        self.run("mkfs.ext4", "-q", "-L", label, image)
        return image

    def plug_in(self, image: Path, name: str) -> Path:
        point = self.folder / name
        point.mkdir(exist_ok=True)
        self.run("mount", "-o", "loop", image, point)
        return point

    def unplug(self, point: Path) -> None:
        self.run("umount", point)

    def index(self, *paths: Path, quietly: bool = False) -> IndexSummary:
        """Runs the pipeline; `quietly`: nothing may be described."""
        steps = IndexRun(
            self.library,
            paths,
            Settings(worker_processes=1),
            "fake-1",
            VECTOR_DIMS,
            partial(never_open if quietly else QuickWorkshop, self.library),
            CancelToken(),
        ).run()
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value

    def reader(self) -> Library:
        return Library.open(self.library)

    def shown(self) -> dict[str, bool]:
        """Path → whether it is online, of all photos that can be found."""
        with self.reader() as reader:
            return {row.path: row.online for row in reader.photos_by_slots(reader.live_slots())}

    def missing(self) -> int:
        with self.reader() as reader:
            return reader.status().missing


def counts(summary: IndexSummary) -> tuple[int, int, int]:
    return summary.found, summary.indexed, summary.unchanged


def unplugged(stage: Stage) -> None:
    """What lies on a drive that is away can be found, and a scan of its empty mount point takes nothing away."""
    stick = stage.memory("stick")
    paths = draw_many(stick, 3)
    draw_many(stage.folder / "home", 1, first=9)
    assert counts(stage.index(stick, stage.folder / "home")) == (4, 4, 0)
    stage.unplug(stick)
    for _ in range(2):
        assert {path: online for path, online in stage.shown().items() if "stick" in path} == {
            str(path): False for path in paths
        }
        summary = stage.index(stick, stage.folder / "home", quietly=True)
        assert counts(summary) == (1, 0, 1)
        assert any("stick is not connected" in away.reason for away in summary.away)
        assert stage.missing() == 0
    with stage.reader() as reader:
        rows = [row for row in reader.photos_by_slots(reader.live_slots()) if not row.online]
        assert {row.drive for row in rows} == {"stick"}
        assert all(row.last_seen is not None and ThumbnailStore(reader.thumbnails).get(row.key) for row in rows)
        assert len(reader.roots()) == 2
        assert len(reader.literal("picture")["caption"]) == 4
        (drive,) = [drive for drive in reader.drives() if drive.label == "stick"]
        assert not drive.online
    stick.rmdir()  # nor when not even the folder is left
    assert not any(online for path, online in stage.shown().items() if "stick" in path)


def elsewhere(stage: Stage) -> None:
    """A disk that is mounted at another place is the same disk: nothing on it is described again."""
    image = stage.disk("Backup-2")
    first = stage.plug_in(image, "first")
    draw_many(first / "2019", 3)
    stage.index(first)
    stage.unplug(first)
    second = stage.plug_in(image, "second")
    assert stage.shown() == {str(path): True for path in (second / "2019").rglob("*.png")}
    assert counts(stage.index(second, quietly=True)) == (3, 0, 3)
    with stage.reader() as reader:
        disks = [drive for drive in reader.drives() if drive.label == "Backup-2"]
        assert [(drive.mount, drive.online) for drive in disks] == [(str(second), True)]
        assert len(disks[0].serial) == len("01234567-89ab-cdef-0123-456789abcdef")
        assert [os.fsdecode(root) for root in reader.roots()] == [str(second)]
    assert stage.missing() == 0


def swapped(stage: Stage) -> None:
    """Two disks take turns at one place; what has the same name on both is not mixed up."""
    one, other = stage.disk("One"), stage.disk("Other")
    for image, first in ((one, 0), (other, 50)):
        point = stage.plug_in(image, "slot")
        for number, path in enumerate(draw_many(stage.folder / f"drawn-{first}", 3, first=first)):
            shutil.copy(path, point / f"{number}.png")
        assert counts(stage.index(point)) == (3, 3, 0)
        stage.unplug(point)
    point = stage.plug_in(one, "slot")
    assert counts(stage.index(point, quietly=True)) == (3, 0, 3)
    with stage.reader() as reader:
        rows = reader.photos_by_slots(reader.live_slots())
        assert sorted((row.drive, row.online) for row in rows) == [("One", True)] * 3 + [("Other", False)] * 3
        assert sorted(drive.files for drive in reader.status().drives) == [3, 3]
    assert stage.missing() == 0


def bound(stage: Stage) -> None:
    """A folder that is bound to a second place is not a second folder, found from outside or on the way."""
    disk = stage.memory("disk")
    draw_many(disk / "photos", 3)
    stage.index(disk / "photos")
    second = stage.folder / "second"
    inner = disk / "other" / "inner"
    for place in (second, inner):
        place.mkdir(parents=True)
        stage.run("mount", "--bind", disk / "photos", place)
    assert counts(stage.index(second, quietly=True)) == (3, 0, 3)
    stage.index(disk / "other", quietly=True)
    with stage.reader() as reader:
        assert reader.file_count() == 3
        assert os.fsdecode(reader.roots()[0]) == str(disk / "photos")
    assert set(stage.shown()) == {str(path) for path in (disk / "photos").rglob("*.png")}


def moved(stage: Stage) -> None:
    """From drive to drive: with both there, and with the first one away at first."""
    here, there = stage.memory("here"), stage.memory("there")
    paths = draw_many(here, 3)
    draw_many(there, 1, first=60)
    stage.index(here, there)
    with stage.reader() as reader:
        photos = [reader.photo_for_path(path).photo_id for path in paths]  # type: ignore[union-attr]
    shutil.move(paths[0], there / "a.png")
    assert counts(stage.index(there, quietly=True)) == (2, 1, 1)

    shutil.copy(paths[1], there / "b.png")
    aside = stage.folder / "aside"
    aside.mkdir()
    stage.run("mount", "--move", here, aside)
    paths = [aside / path.relative_to(here) for path in paths]
    stage.index(there, quietly=True)
    paths[1].unlink()
    stage.index(aside, quietly=True)
    with stage.reader() as reader:
        for photo, name in zip(photos[:2], ("a.png", "b.png"), strict=True):
            (event,) = [event for event in reader.photo_history(photo) if event.what != "added"]
            assert (event.what, event.path, event.drive) == ("moved", str(there / name), "there")
            assert event.from_drive in ("here", "aside")
        assert len(reader.drives()) == 2
    assert stage.missing() == 0


def vanished_root(stage: Stage) -> None:
    """A root that is deleted as a whole while its drive is there: said, and nothing marked."""
    disk = stage.memory("disk")
    draw_many(disk / "photos", 3)
    draw_many(disk / "others", 1, first=9)
    stage.index(disk / "photos", disk / "others")
    shutil.rmtree(disk / "photos")
    with pytest.raises(SnowlineError, match="not there"):
        stage.index(disk / "photos")
    stage.index(disk / "others", quietly=True)
    (disk / "photos").mkdir()
    assert any("empty" in away.reason for away in stage.index(disk / "photos", quietly=True).away)
    assert stage.missing() == 0
    assert sorted(stage.shown().values()) == [False, False, False, True]


STORIES = {story.__name__: story for story in (unplugged, elsewhere, swapped, bound, moved, vanished_root)}

if __name__ == "__main__":
    STORIES[sys.argv[1]](Stage(Path(sys.argv[2])))
