"""Benches are found by name, and the one of indexing measures every stage and leaves nothing behind."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import pytest

from app import bench
from app.bench import _drawn, indexing
from app.domain import SnowlineError
from app.media.decode import decode
from app.paths import sample_photos

SEED = 3


def test_benches_are_found_by_name_and_say_what_they_measure() -> None:
    assert "indexing" in bench.names()
    for name in bench.names():
        module = bench.load(name)
        assert module.HELP.strip()
        assert bench.help_line(name) == module.HELP
        assert callable(module.run)
    with pytest.raises(SnowlineError, match="indexing"):
        bench.load("no-such-bench")


def test_the_parameters_of_run_are_its_options() -> None:
    options = {option.name: (option.type, option.default) for option in bench.options(indexing)}
    assert options == {"photos": (int, 1000), "folder": (Path, None)}


def test_a_drawn_picture_is_a_real_jpeg_and_the_seed_decides_it(tmp_path: Path) -> None:
    path, again = tmp_path / "a.jpg", tmp_path / "b.jpg"
    for target in (path, again):
        _drawn.write_jpeg(target, _drawn.draw(320, 240, np.random.default_rng(SEED)))
    metadata = decode(path, max_pixels=1_000_000, thumbnail_side=64).metadata
    assert (metadata.format, metadata.width, metadata.height) == ("JPEG", 320, 240)
    assert path.read_bytes() == again.read_bytes()
    assert sorted(tmp_path.iterdir()) == [path, again]


def test_indexing_is_measured_end_to_end_and_by_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(indexing, "LARGE_SIZE", (640, 480))  # 12 megapixels would take a while to draw
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    measured = bench.measure("indexing", shared=None, seed=SEED, photos=6, folder=sample_photos())
    json.dumps(measured, allow_nan=False)
    assert measured["bench"] == "indexing"
    assert measured["seed"] == SEED
    assert measured["machine"]["cores"]
    assert measured["photos"]["small"] == 6
    for run in measured["end_to_end"].values():
        assert run["skipped"] == 0
        assert run["photos_per_second"] > 0
    assert measured["end_to_end"]["captions"]["indexed"] == 6
    assert measured["second run, nothing changed"]["unchanged"] == 6
    stages = measured["milliseconds a photo, each stage alone on one thread"]
    assert set(stages) == {
        "read + decode + thumbnail", "vector + tags", "caption", "triplets", "text vectors", "catalogue write",
        "read + decode + thumbnail, 12 megapixels",
    }  # fmt: skip
    assert stages["vector + tags"] > 0
    assert measured["end to end, as a part of that"] > 0
    assert capsys.readouterr().out == ""  # stdout belongs to the answer
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("snowline")] == []


def test_a_folder_without_photos_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SnowlineError, match="no photos"):
        indexing.run(None, SEED, photos=3, folder=tmp_path)
