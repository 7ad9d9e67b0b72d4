"""A photo that crashes, hangs or gorges costs itself, not its neighbours; and no worker outlives its work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from conftest import Indexing
from fake_workshops import HostileWorkshop, ModelsCrashWorkshop, damaged_pack, dies_at_start
from indexing_photos import as_paths, check_library, draw, draw_many
from PIL import Image

from app.domain import PackError, SnowlineError
from app.library import Library
from app.settings import Settings

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent


def test_hostile_photos_cost_only_themselves(index: Indexing, tmp_path: Path) -> None:
    root = tmp_path / "photos"
    good = draw_many(root, 40)
    for number, name in enumerate(["segfault", "exit", "hang", "gorge", "hungry", "once"], 500):
        draw(root / "00" / f"{name}.png", number)
    limits = Settings(worker_processes=2, seconds_per_file=10, worker_memory_mb=400)
    summary, _ = index(root, workshop=HostileWorkshop, settings=limits)
    reasons = {Path(skip.path).stem: skip.reason for skip in summary.skipped}
    assert set(reasons) == {"segfault", "exit", "hang", "gorge", "hungry"}
    assert "crashed the worker process (SIGSEGV)" in reasons["segfault"]
    assert "exit code 3" in reasons["exit"]
    assert "longer than 10 s" in reasons["hang"]
    assert "memory" in reasons["gorge"]
    assert "memory" in reasons["hungry"]
    assert summary.indexed == 41  # "once" crashed the first time only, and was tried again
    assert check_library(tmp_path / "library") == as_paths([*good, root / "00" / "once.png"])

    # Known troublemakers are left alone until they change, or the limit they failed on is raised.
    again, _ = index(root, workshop=damaged_pack, settings=limits)
    assert {Path(skip.path).stem for skip in again.skipped} == set(reasons)


def test_a_folder_of_giants_does_not_end_the_run(
    index: Indexing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.indexing.crew._DEATHS", 2)
    for number in range(2):
        draw(tmp_path / "photos" / f"flood {number}.png", number)
    draw(tmp_path / "photos" / "ordinary.png", 2)
    summary, _ = index(
        tmp_path / "photos", workshop=HostileWorkshop, settings=Settings(worker_processes=1, worker_memory_mb=300)
    )
    assert (summary.indexed, ["memory" in skip.reason for skip in summary.skipped]) == (1, [True, True])


def test_when_the_models_die_the_batch_is_tried_one_by_one(index: Indexing, tmp_path: Path) -> None:
    root = tmp_path / "photos"
    good = draw_many(root, 10)
    Image.new("RGB", (16, 16), "white").save(root / "white.png")
    summary, _ = index(root, workshop=ModelsCrashWorkshop, settings=Settings(worker_processes=1))
    assert [(Path(skip.path).stem, "SIGABRT" in skip.reason) for skip in summary.skipped] == [("white", True)]
    assert check_library(tmp_path / "library") == as_paths(good)


def test_a_damaged_pack_is_said_at_once(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 3)
    with pytest.raises(PackError, match=r"image\.onnx has other contents"):
        index(tmp_path / "photos", workshop=damaged_pack)
    check_library(tmp_path / "library")


def test_workers_that_die_while_starting_are_not_started_for_ever(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 3)
    with pytest.raises(PackError, match="3 times while it started"):
        index(tmp_path / "photos", workshop=dies_at_start)
    check_library(tmp_path / "library")


def test_a_full_disk_in_a_worker_ends_the_run_with_what_to_do(index: Indexing, tmp_path: Path) -> None:
    good = draw_many(tmp_path / "photos", 20)
    index(tmp_path / "photos")
    draw(tmp_path / "photos" / "full.png", 700)
    with pytest.raises(SnowlineError, match="No space left"):
        index(tmp_path / "photos", workshop=HostileWorkshop)
    assert check_library(tmp_path / "library") == as_paths(good)


def test_a_library_on_a_full_disk_stays_valid(index: Indexing, tmp_path: Path) -> None:
    """A real file system of 3 MB that runs full in the middle of a run."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs the right to mount a small tmpfs")
    small = tmp_path / "small"
    small.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small], capture_output=True, check=False)
    if mount.returncode:
        pytest.skip(f"cannot mount a tmpfs: {mount.stderr.decode().strip()}")
    try:
        draw_many(tmp_path / "photos", 400)
        with pytest.raises(SnowlineError, match=r"(?i)space|full|room"):
            index(tmp_path / "photos", library=small / "library")
        subprocess.run(["mount", "-o", "remount,size=60m", small], check=True)
        before = check_library(small / "library", text_vectors=False)
        rest, _ = index(tmp_path / "photos", library=small / "library")
        assert rest.unchanged == len(before)
        assert len(check_library(small / "library")) == 400
    finally:
        subprocess.run(["umount", small], check=True)


RUN = """
import sys
from functools import partial
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from fake_workshops import {workshop}
from app.domain import VECTOR_DIMS, CancelToken
from app.indexing.pipeline import IndexRun
from app.settings import Settings

if __name__ == "__main__":
    library, photos = Path(sys.argv[1]), Path(sys.argv[2])
    run = IndexRun(library, [photos], Settings(worker_processes=2, seconds_per_file=600), "fake-1", VECTOR_DIMS,
                   partial({workshop}, library), CancelToken())
    for progress in run.run():
        print(progress.stage, progress.done, flush=True)
"""


def start(tmp_path: Path, workshop: str) -> subprocess.Popen[bytes]:
    script = tmp_path / "run.py"
    script.write_text(RUN.format(workshop=workshop))
    arguments = [sys.executable, str(script), str(tmp_path / "library"), str(tmp_path / "photos"), str(HERE)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(PROJECT)})


def wait_until_gone(processes: list[psutil.Process]) -> list[psutil.Process]:
    return psutil.wait_procs(processes, timeout=10)[1]


@pytest.mark.parametrize("workshop", ["SlowWorkshop", "HostileWorkshop"])
def test_workers_die_with_their_parent_even_when_they_hang(tmp_path: Path, workshop: str) -> None:
    draw_many(tmp_path / "photos", 60)
    if workshop == "HostileWorkshop":
        for number in range(32):
            draw(tmp_path / "photos" / "00" / f"hang {number}.png", 900 + number)
    with start(tmp_path, workshop) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if line.startswith(b"index") and not line.startswith(b"index 0"):
                break
        children = psutil.Process(run.pid).children(recursive=True)
        assert len(children) >= 2
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert wait_until_gone(children) == []


def test_killed_at_any_moment_the_library_is_valid_and_the_next_run_goes_on(index: Indexing, tmp_path: Path) -> None:
    paths = draw_many(tmp_path / "photos", 300)
    # From the first moments of the scan to the middle of the describing; after each the library must be sound.
    for kill_after in (0, 1, 3, 6, 10):
        with start(tmp_path, "QuickWorkshop") as run:
            assert run.stdout is not None
            for _ in range(kill_after):
                if not run.stdout.readline():
                    break
            if not kill_after:
                time.sleep(0.4)
            run.send_signal(signal.SIGKILL)
            run.wait()
        if (tmp_path / "library" / "library.sqlite").exists() and kill_after:
            check_library(tmp_path / "library", text_vectors=False)
    with Library.open(tmp_path / "library") as reader:
        before = reader.photo_count()
    summary, _ = index(tmp_path / "photos")
    assert (summary.found, summary.unchanged, summary.indexed) == (300, before, 300 - before)
    assert check_library(tmp_path / "library") == as_paths(paths)
