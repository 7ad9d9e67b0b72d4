"""A new version of the models describes all photos anew while the old one answers, whatever happens meanwhile."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from conftest import Indexing
from fake_workshops import vector_of
from indexing_photos import check_library, draw, draw_many
from next_workshop import NEXT, NextWorkshop

from app.domain import VECTOR_DIMS, CancelToken, IndexSummary, SnowlineError
from app.index.generation import Generation
from app.indexing.control import Control
from app.indexing.generations import PackAtWork, drop, switch_when_complete
from app.indexing.pipeline import index_paths
from app.indexing.reembed import Reembedding
from app.library import Library
from app.paths import builtin_pack
from app.search.packs import pack_of
from app.search.searcher import Searcher
from app.settings import Settings
from app.vision.manifest import read_manifest
from app.vision.pack import TextSide

HERE = Path(__file__).resolve().parent
ONE = Settings(worker_processes=1)
BUILDING = """
import sys
from pathlib import Path
from test_generations_side_by_side import build
build(Path(sys.argv[1]))
"""


def build(folder: Path) -> int:
    """Goes on with the generation of the next stand-in models; returns how many photos it gained."""
    with Library.open(folder, write=True) as library:
        library.use_pack(NEXT)
        pack = PackAtWork(NEXT, VECTOR_DIMS, partial(NextWorkshop, folder))
        again = Reembedding(library, pack, ONE, Control())
        for _ in again.run():
            pass
        switch_when_complete(library, NEXT)
        return again.described


def check_next(folder: Path, photos: int) -> None:
    """That the new generation's vectors are those of its own models, each where the catalogue says."""
    with Library.open(folder) as library, Generation(folder, NEXT, VECTOR_DIMS) as vectors:
        new = library.at(NEXT)
        assert new.photo_count() == photos
        texts = new.slot_texts(range(len(vectors.texts)))
        assert {row.caption.text for row in new.photos_by_slots(new.live_slots()) if row.caption} <= set(texts.values())
        for slot, text in texts.items():
            np.testing.assert_allclose(
                vectors.texts.read(np.array([slot]))[0], vector_of(b"next" + text.encode()), atol=0.01
            )


def test_killed_again_and_again_both_generations_stay_whole(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 40)
    index(tmp_path / "photos")
    folder = tmp_path / "library"
    rng = random.Random(5)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent.parent)])}
    gained = []
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", BUILDING, str(folder)], env=environment) as child:
            deadline = time.monotonic() + 60
            start = gained[-1] if gained else 0
            while time.monotonic() < deadline and child.poll() is None:  # until it is in the middle of its work
                with Library.open(folder) as library:
                    if library.at(NEXT).photo_count() > start or (library.building and rng.random() < 0.02):
                        break
                time.sleep(0.02)
            time.sleep(rng.random() * 0.1)
            child.send_signal(signal.SIGKILL)
        assert len(check_library(folder)) == 40  # the old one answers as before
        with Library.open(folder) as library:
            gained.append(library.at(NEXT).photo_count())
            assert library.pack in ("fake-1", NEXT)
    build(folder)
    check_next(folder, 40)
    check_library(folder, NEXT)
    with Library.open(folder) as library:
        assert (library.pack, library.building) == (NEXT, None)
        assert set(library.literal("image")) == {"caption", "tag"}
        assert library.at("fake-1").photo_count() == 40


def test_what_the_new_models_cannot_describe_stays_with_the_old_and_is_told(index: Indexing, tmp_path: Path) -> None:
    draw(tmp_path / "photos" / "hostile.png", 1)
    draw_many(tmp_path / "photos", 3, first=10)
    index(tmp_path / "photos")
    assert build(tmp_path / "library") == 3
    with Library.open(tmp_path / "library", write=True) as library:
        row = library.generation(NEXT)
        assert row is not None
        assert (row.state, row.photos, row.lacking, row.failed) == ("live", 3, 0, 1)
        assert library.status().waiting == 1
        library.switch_to("fake-1")
        assert (library.status().waiting, library.photo_count()) == (0, 4)
    assert build(tmp_path / "library") == 0  # not tried for ever


def test_models_that_fail_on_most_photos_are_not_switched_to(index: Indexing, tmp_path: Path) -> None:
    draw(tmp_path / "photos" / "a.png", 1)
    for number in (2, 3):
        draw(tmp_path / "photos" / f"hostile {number}.png", number)
    index(tmp_path / "photos")
    assert build(tmp_path / "library") == 1
    with Library.open(tmp_path / "library") as library:
        row = library.generation(NEXT)
        assert row is not None
        assert (library.pack, row.state, row.lacking, row.failed) == ("fake-1", "building", 0, 2)


def test_a_file_that_changed_is_left_to_the_next_scan(index: Indexing, tmp_path: Path) -> None:
    first, *_ = draw_many(tmp_path / "photos", 3)
    index(tmp_path / "photos")
    draw(first, 99)
    os.utime(first, (1, 1))
    assert build(tmp_path / "library") == 2
    with Library.open(tmp_path / "library") as library:
        row = library.generation(NEXT)
        assert row is not None
        assert (row.state, row.lacking) == ("building", 1)


def finished(
    folder: Path, photos: Path, *, pack: Path | None = None, cancel: CancelToken | None = None
) -> IndexSummary:
    """Indexes with real models; `cancel` is set once the live generation has the seventh photo."""
    steps = index_paths(folder, [photos], ONE, pack_folder=pack, cancel=cancel or CancelToken())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
        if cancel is not None:
            with Library.open(folder) as reader:
                if reader.building is not None and reader.photo_count() == 7:
                    assert reader.at(reader.building).lacking().size  # found before the new one has everything
                    cancel.cancel()


def answer(library: Library) -> dict[int, float]:
    """Photo id → score of all photos, asked with the pack that made the live generation."""
    searcher = Searcher(library, TextSide.load(pack_of(library)))
    return {hit.photo_id: hit.score for hit in searcher.search("snow", everything=True, fold=False).hits}


def test_a_real_second_pack_takes_over_and_gives_back(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "library"
    old = read_manifest(builtin_pack()).generation
    second = shutil.copytree(builtin_pack(), tmp_path / "second")
    manifest = second / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"version": "1', '"version": "2'), encoding="utf-8")
    new = read_manifest(second).generation
    finished(folder, photos)
    shutil.copyfile(photos / "flower.gif", photos / "later.gif")
    (photos / "later.gif").write_bytes((photos / "later.gif").read_bytes() + b"another")
    stopped = finished(folder, photos, pack=second, cancel=CancelToken())
    assert (stopped.indexed, stopped.cancelled, stopped.switched_to) == (1, True, None)
    with Library.open(folder) as library:
        assert (library.pack, library.building, library.photo_count()) == (old, new, 7)
        before = answer(library)
    shutil.rmtree(second)  # the library has its own copy
    done = finished(folder, photos)  # the program's own pack is the live one; what was begun is finished all the same
    assert (done.indexed, done.switched_to) == (0, new)
    with Library.open(folder, write=True) as library:
        assert pack_of(library) == library.pack_copy(new)
        assert answer(library) == before
        with pytest.raises(SnowlineError, match="answers searches"):
            drop(library, new)
        library.switch_to(old, chosen=True)
    monkeypatch.setattr("app.search.packs.builtin_pack", lambda: tmp_path / "none")  # an update took the old one away
    monkeypatch.setattr("app.indexing.generations.builtin_pack", lambda: tmp_path / "none")
    shutil.copyfile(photos / "beach.png", photos / "last.png")
    (photos / "last.png").write_bytes((photos / "last.png").read_bytes() + b"one more")
    with Library.open(folder) as library:
        assert pack_of(library) == library.pack_copy(old)
        assert answer(library) == before
    assert finished(folder, photos).indexed == 1  # by the old models, since they were chosen
    with Library.open(folder, write=True) as library:
        assert (library.pack, library.photo_count()) == (old, 8)
        drop(library, new)
        assert not library.pack_copy(new).exists()
        assert [row.name for row in library.generations()] == [old]
