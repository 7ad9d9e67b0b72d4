"""Names can be searched before any photo is opened; answers say how much of the library is described."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from app.domain import CancelToken
from app.indexing.pipeline import index_paths
from app.library import Library
from app.paths import sample_photos
from app.settings import Settings

Call = Callable[..., Result]


def scan_only(library: Path, *paths: Path) -> None:
    """An index run that ends when names are known and no photo was opened yet, as a power cut would end it."""
    run = index_paths(library, paths, Settings(worker_processes=1), cancel=CancelToken())
    for step in run:
        if step.stage == "index":
            assert step.done == 0
            break
    run.close()


@pytest.fixture
def waiting(photos: Path, tmp_path: Path) -> Path:
    os.utime(photos / "flower.gif", (1_600_000_000, 1_600_000_000))  # 13 September 2020
    scan_only(tmp_path / "library", photos)
    return tmp_path / "library"


def answer(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, (result.output, result.exc_info)
    return json.loads(result.stdout)


def names(found: dict[str, Any]) -> list[str]:
    return [os.path.basename(hit["path"]) for hit in found["results"]]


def test_names_are_found_before_any_photo_was_opened(call: Call, waiting: Path, photos: Path) -> None:
    with Library.open(waiting) as library:
        assert library.photo_count() == 0
        assert library.waiting_count() == 6
    found = answer(call("--library", waiting, "search", "--json", "beach"))
    assert sorted(names(found)) == ["beach large.jpg", "beach.png"]
    assert found["total"] == 2
    by_size = answer(call("--library", waiting, "search", "--json", "--sort", "size", "--limit", "1", "beach"))
    assert names(by_size) == ["beach large.jpg"]
    assert found["coverage"] == {"described": 0, "waiting": 6, "share": 0.0}
    (png,) = [hit for hit in found["results"] if hit["path"].endswith(".png")]
    assert png["why"] == ['name contains "beach"']
    assert (png["match"], png["caption"], png["type"]) == ("likely", "", "PNG")
    assert (png["size"], png["online"]) == ((photos / "beach.png").stat().st_size, True)


def test_by_folder_date_type_and_phrase(call: Call, waiting: Path) -> None:
    expected = {
        "trip": ["city at night.webp", "forest.jpg", "snow on mountain.jpg"],  # the folder
        "snow mountains": ["snow on mountain.jpg"],  # by its stem
        '"at night"': ["city at night.webp"],
        "beach -large": ["beach.png"],
        "2020": ["flower.gif"],  # the file's date
        "september 2020": ["flower.gif"],
        "webp": ["city at night.webp"],
        "elephant": [],
        "beach elephant": [],
    }
    asked = call("--library", waiting, "search", "--sort", "name", "-", input="\n".join(expected))
    found = [json.loads(line) for line in asked.stdout.splitlines()]
    assert {one["query"]: names(one) for one in found} == expected


def test_a_person_is_told_how_much_is_described(call: Call, waiting: Path, photos: Path) -> None:
    told = call("--library", waiting, "search", "beach")
    assert "0 of 6 photos described so far" in told.stderr
    assert call("--library", waiting, "index", "--json", photos).exit_code == 0
    told = call("--library", waiting, "search", "beach")
    assert "described so far" not in told.stderr
    found = answer(call("--library", waiting, "search", "--json", "beach"))
    assert found["coverage"] == {"described": 6, "waiting": 0, "share": 1.0}
    assert sorted(names(found))[:2] == ["beach large.jpg", "beach.png"]


def test_described_and_waiting_photos_answer_together(call: Call, tmp_path: Path) -> None:
    library, folder = tmp_path / "library", tmp_path / "some"
    folder.mkdir()
    shutil.copy(sample_photos() / "sample-02.jpg", folder / "a dog.jpg")
    assert call("--library", library, "index", "--json", folder).exit_code == 0
    shutil.copy(sample_photos() / "sample-12.jpg", folder / "dog to come.jpg")
    scan_only(library, folder)
    found = answer(call("--library", library, "search", "--json", "dog"))
    assert sorted(names(found)) == ["a dog.jpg", "dog to come.jpg"]
    assert found["coverage"]["waiting"] == 1
    described = [hit["caption"] for hit in found["results"] if hit["path"].endswith("a dog.jpg")]
    assert described != [""]


def test_without_a_library_or_a_file_in_it_the_way_is_shown(call: Call, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    scan = call("--library", tmp_path / "library", "index", "--json", tmp_path / "empty")
    assert scan.exit_code == 0
    told = call("--library", tmp_path / "library", "search", "beach")
    assert told.exit_code == 1
    assert "holds no photos yet" in told.output
