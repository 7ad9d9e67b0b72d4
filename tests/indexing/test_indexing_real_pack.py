"""The whole way with the real models: a folder of photos becomes a library, in this process and in the background."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
from indexing_photos import as_paths, check_library

from app.domain import CancelToken, IndexSummary, PackError, Progress
from app.index.generation import Generation
from app.indexing.background import BackgroundIndexing
from app.indexing.pipeline import index_paths
from app.library import Library
from app.media.desktop_thumbnails import DesktopThumbnails
from app.paths import builtin_pack
from app.settings import Settings
from app.vision.manifest import read_manifest
from app.vision.pack import Pack

ONE = Settings(worker_processes=1)


def test_real_photos_are_described_and_captions_encoded(photos: Path, tmp_path: Path, pack: Pack) -> None:
    run = index_paths(tmp_path / "library", [photos], ONE, cancel=CancelToken())
    summary: IndexSummary | None = None
    while summary is None:
        try:
            next(run)
        except StopIteration as end:
            summary = end.value
    assert (summary.found, summary.indexed, summary.skipped) == (6, 6, [])
    assert check_library(tmp_path / "library", pack.generation) == as_paths(
        [path for path in photos.rglob("*") if path.is_file()]
    )
    with Library.open(tmp_path / "library") as reader, Generation(tmp_path / "library", pack.generation) as vectors:
        row = reader.photo_for_path(photos / "winter trip" / "snow on mountain.jpg")
        assert row is not None
        assert (row.taken, row.camera, row.type) == ("2021-01-17T10:30:00", "Canon EOS 40D", "JPEG")
        assert row.tags
        texts = reader.slot_texts(range(len(vectors.texts)))
        assert len(texts) == len(vectors.texts)
        if texts:
            slots = np.array(sorted(texts))
            expected = pack.encode_texts([texts[slot] for slot in sorted(texts)])
            np.testing.assert_allclose(vectors.texts.read(slots), expected, atol=0.02)
        forest = reader.photo_for_path(photos / "winter trip" / "forest.jpg")
        assert forest is not None
        assert (forest.width, forest.height) == (320, 240)
        assert set(reader.literal("mountain")) >= {"name"}
        desktop = DesktopThumbnails.of(reader.thumbnails)
    if desktop is not None:  # the file manager finds them, too
        assert all(desktop.path(path).is_file() for path in photos.rglob("*") if path.is_file())
        assert desktop.get(photos / "winter trip" / "forest.jpg") is not None


def test_a_pack_with_a_damaged_file_is_refused(photos: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(builtin_pack(), folder)
    (folder / "image.onnx").write_bytes(b"damaged")
    with pytest.raises(PackError, match=r"image\.onnx"):
        list(index_paths(tmp_path / "library", [photos], ONE, pack_folder=folder, cancel=CancelToken()))


def finish(background: BackgroundIndexing, until: Callable[[Progress], bool] = lambda step: False) -> object:
    """Polls to the last news; returns early once `until` says so of a progress."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        for news in background.poll():
            if not isinstance(news, Progress) or until(news):
                return news
        time.sleep(0.02)
    raise AssertionError("no last word came")


def test_in_the_background_it_tells_pauses_and_stops(photos: Path, tmp_path: Path) -> None:
    background = BackgroundIndexing(tmp_path / "library", [photos], ONE)
    assert background.running
    background.pause()
    background.resume()
    summary = finish(background)
    assert isinstance(summary, IndexSummary)
    assert (summary.indexed, summary.cancelled) == (6, False)
    assert not background.running
    assert background.poll() == []
    background.stop()  # too late, and harmless
    check_library(tmp_path / "library", read_manifest(builtin_pack()).generation)


def test_in_the_background_an_error_is_told_in_words(tmp_path: Path) -> None:
    background = BackgroundIndexing(tmp_path / "library", [tmp_path / "nowhere"], ONE)
    said = finish(background)
    assert isinstance(said, str)
    assert "not there" in said
    assert not background.running


def test_in_the_background_stop_comes_at_once_and_death_is_told(photos: Path, tmp_path: Path) -> None:
    background = BackgroundIndexing(tmp_path / "library", [photos], ONE)
    finish(background, until=lambda step: step.stage == "index")
    background.stop()
    summary = finish(background)
    assert isinstance(summary, IndexSummary)
    assert summary.cancelled

    other = BackgroundIndexing(tmp_path / "library", [photos], ONE)
    finish(other, until=lambda step: step.stage == "index")
    (child,) = [p for p in psutil.Process().children() if p.pid == other._process.pid]
    workers = child.children(recursive=True)
    os.kill(child.pid, signal.SIGKILL)
    said = finish(other)
    assert isinstance(said, str)
    assert "unexpectedly" in said
    assert not other.running
    assert psutil.wait_procs(workers, timeout=10)[1] == []
