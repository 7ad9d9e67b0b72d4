from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from fake_workshops import QuickWorkshop
from PIL import Image

from app.domain import VECTOR_DIMS, Cancelled, CancelToken, Progress, SnowlineError
from app.index.generation import Generation
from app.index.manifest import index_folder, leftovers, read_manifest
from app.index.neighbours import Neighbours
from app.indexing.pipeline import IndexRun
from app.indexing.segments import LEAST_TAIL, is_due, refresh_segments
from app.library.lock import WriterLock
from app.settings import Settings

PROJECT = Path(__file__).parents[2]
FAKE = "fake-1"


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of a dozen small pictures."""
    place = tmp_path_factory.mktemp("indexed")
    (place / "pictures").mkdir()
    for number in range(12):
        Image.new("RGB", (40, 30), (20 * number, 255 - 20 * number, 90)).save(place / "pictures" / f"{number}.png")
    folder = place / "library"
    workshop = partial(QuickWorkshop, folder)
    run = IndexRun(
        folder, [place / "pictures"], Settings(worker_processes=1), FAKE, VECTOR_DIMS, workshop, CancelToken()
    )
    for _ in run.run():
        pass
    return folder


@pytest.fixture
def library(indexed: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(indexed, tmp_path / "library"))


def test_built_when_due_and_not_again(library: Path) -> None:
    assert refresh_segments(library) == ()  # so few are scanned in no time
    heard: list[Progress] = []
    assert refresh_segments(library, least_rows=1, tell=heard.append) == ("images", "texts")
    assert heard[-1].done == heard[-1].total == 100
    assert {step.current for step in heard} == {"index of images", "index of texts"}
    assert refresh_segments(library, least_rows=1) == ()
    folder = index_folder(library, FAKE)
    with Generation(library, FAKE) as generation:
        index = Neighbours(generation.images, folder, pack=FAKE, what="images")
        assert index.describe()["problems"] == []
        assert index.describe()["number"] == 1
        assert index.tail == 0
        index.close()
    next(folder.glob("images-*.ann")).write_bytes(b"something else")
    assert refresh_segments(library, least_rows=1) == ("images",)
    assert refresh_segments(library, force=True) == ("images", "texts")


def test_due_when_the_tail_has_grown(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh_segments(library, force=True)
    folder = index_folder(library, FAKE)
    manifest = read_manifest(folder, "images")
    assert LEAST_TAIL > 1_000
    with Generation(library, FAKE, writable=True) as generation:
        generation.images.append(np.eye(384, dtype=np.float32)[:100])
        assert not is_due(manifest, generation.images, FAKE, folder)
        monkeypatch.setattr("app.indexing.segments.LEAST_TAIL", 99)
        assert is_due(manifest, generation.images, FAKE, folder)
        assert is_due(None, generation.images, FAKE, folder)
        assert is_due(manifest, generation.images, "another", folder)


def test_another_builder_is_left_alone(library: Path) -> None:
    with WriterLock(library, "index.lock"):
        assert refresh_segments(library, force=True) == ()
    assert refresh_segments(library, force=True) == ("images", "texts")


def test_cancelled_and_failed_builds_change_nothing(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        refresh_segments(library, force=True, cancel=cancel)
    folder = index_folder(library, FAKE)
    assert read_manifest(folder, "images") is None
    (library / "index").mkdir(exist_ok=True)
    if folder.exists():
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    folder.write_bytes(b"in the way")
    with pytest.raises(SnowlineError):
        refresh_segments(library, force=True)
    folder.unlink()
    assert refresh_segments(library, force=True) == ("images", "texts")


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the child in /proc")
def test_the_builder_dies_with_its_parent(library: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "import app.indexing.segments as s\n"
        "if __name__ == '__main__':\n"
        "    s.refresh_segments(Path(sys.argv[1]), force=True, tell=lambda p: print('now', flush=True))"
    )
    script = library.parent / "parent.py"
    script.write_text(f"import sys; sys.path.insert(0, {str(PROJECT)!r})\n{program}", encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script), str(library)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"now\n"
    children = [int(pid) for pid in Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    ends = time.monotonic() + 20
    while any(_runs(pid) for pid in children) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not any(_runs(pid) for pid in children)
    assert refresh_segments(library, force=True) == ("images", "texts")
    folder = index_folder(library, FAKE)
    for what in ("images", "texts"):
        assert leftovers(folder, what, read_manifest(folder, what)) == []


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
