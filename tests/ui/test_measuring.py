"""The window measured from within: every measurement on a small library, as processes of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.bench._ui_library import copy_of, kept_library, photos_folder
from app.bench._ui_process import OFFSCREEN, Stage
from app.bench._ui_report import lines, measured, write_page
from app.library import Library

PHOTOS = 240
SECONDS = 150.0


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept_library(None, PHOTOS, 7, tmp_path_factory.mktemp("bench") / "library")


@pytest.fixture
def library(kept: Path, tmp_path: Path) -> Path:
    return copy_of(kept, tmp_path / "library")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "stage")


def test_library_has_what_people_have(kept: Path) -> None:
    with Library.open_current(kept) as library:
        assert library.photo_count() == PHOTOS
        rows = library.photos_by_slots(range(PHOTOS))
        assert any(row.rating for row in rows)
        assert any(row.favourite for row in rows)
        assert any(row.own_tags for row in rows)
        assert len({(row.date or "")[:4] for row in rows}) > 10
        here = [row for row in rows if row.raw_path.startswith(bytes(photos_folder(kept)))]
        assert 0 < len(here) <= PHOTOS
        assert all(Path(row.path).exists() for row in here)
    assert sum(1 for _ in (kept / "thumbnails").rglob("*.jpg")) == PHOTOS


def test_a_copy_may_be_written_to(kept: Path, library: Path) -> None:
    with Library.open(library, write=True) as opened:
        opened.set_caption(1, "only here")
    with Library.open_current(kept) as opened:
        assert "only here" not in {row.own_caption for row in opened.photos_by_slots(range(9))}


def test_keys_and_scrolling(stage: Stage, library: Path) -> None:
    keys = stage.measure("keys", library, {"queries": ["red car"], "seed": 7}, seconds=SECONDS)
    assert keys["complaints"] == []
    assert keys["key_to_answer_ms"]["n"] + keys["key_to_no_hits_ms"]["n"] == len("redcar")
    scroll = stage.measure("scroll", library, {"query": "date:1990..2099", "frames": 6}, seconds=SECONDS)
    assert scroll["complaints"] == []
    assert scroll["rows"] > PHOTOS / 2
    assert all(scroll[name]["paintings"] for name in ("list_wheel", "list_page", "list_drag", "grid_drag"))
    assert scroll["list_drag"]["at"] == scroll["grid_drag"]["at"] == 1.0
    out = {"photos": PHOTOS, "stages": [OFFSCREEN], "keys": {OFFSCREEN: keys}, "scroll": {OFFSCREEN: scroll}}
    assert {line.stage for line in measured(out)} == {OFFSCREEN}


def test_soak(stage: Stage, library: Path, tmp_path: Path) -> None:
    asked: dict[str, Any] = {
        "actions": 40,
        "seed": 3,
        "queries": ["red car", "dog"],
        "samples": 1,
        "tell_actions": True,
    }
    found = stage.measure("soak", library, asked, seconds=SECONDS)
    assert found["complaints"] == []
    assert len(found["done"]) == 40
    out = {"photos": PHOTOS, "stages": [OFFSCREEN], "soak": found}
    assert any("complaints" in line for line in lines(out))
    write_page(tmp_path, out, {"processor": "any", "cores": 2, "load_before": 0.1})
    assert "soak" in (tmp_path / "ui-figures.md").read_text(encoding="utf-8")


def test_start_without_models(stage: Stage, library: Path) -> None:
    empty = stage.measure("empty", library, {}, seconds=SECONDS)
    start = stage.measure("start", library, {}, seconds=SECONDS)
    assert 0 < empty["seconds"] < start["seconds"]
    assert start["field_ready"]
    assert start["models_loaded"] == []
