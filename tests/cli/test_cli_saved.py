"""`saved`: searches under a name, from the first to what is new in them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import one_object

from app.library import Library
from app.paths import sample_photos

Call = Callable[..., Result]


@pytest.fixture
def library(sample_library: Path, tmp_path: Path) -> Path:
    """A copy of the sample library, to change."""
    return Path(shutil.copytree(sample_library, tmp_path / "library"))


def saved(call: Call, library: Path, *arguments: str | Path, **more: object) -> Result:
    return call("--library", library, "saved", *arguments, **more)


def test_from_saving_to_removing(call: Call, library: Path) -> None:
    nothing = saved(call, library)
    assert nothing.exit_code == 0 and "No search is saved yet" in nothing.stderr
    first = saved(call, library, "add", "My dogs", "a", "dog", "--sort", "date", "--json")
    assert one_object(first.stdout)["typed"] == "a dog"
    assert saved(call, library, "add", "my DOGS", "a", "cat").exit_code == 1
    assert saved(call, library, "add", "nothing", " ").exit_code == 2
    (listed,) = one_object(saved(call, library, "list", "--json").stdout)["searches"]
    assert (listed["name"], listed["sort"], listed["new"], listed["looked_at"]) == ("My dogs", "date", 0, None)
    assert listed["photos"] > 0
    shown = one_object(saved(call, library, "show", "my dogs", "--json").stdout)
    assert shown["photos_found"] == listed["photos"] and shown["new"] == 0
    assert [row["new"] for row in shown["results"]] == [False] * len(shown["results"])
    assert "Renamed" in saved(call, library, "rename", "my dogs", "Dogs").stdout
    assert "Removed" in saved(call, library, "remove", "dogs").stdout
    assert saved(call, library, "remove", "dogs").exit_code == 1
    assert "Undone" in call("--library", library, "undo").stdout
    table = saved(call, library).stdout
    assert "Dogs" in table and "a dog, by date" in table


def test_what_is_new_is_marked_until_one_looked(call: Call, library: Path, sample_folder: Path, tmp_path: Path) -> None:
    saved(call, library, "add", "dogs", "a", "dog")
    later = tmp_path / "later"
    later.mkdir()
    shutil.copy(sample_photos() / "sample-48.jpg", later)
    shutil.copy(sample_photos() / "sample-02.jpg", later / "the same dog again.jpg")
    assert call("--library", library, "index", later).exit_code == 0
    with Library.open(library) as opened:
        newest = max(row.photo_id for row in opened.photos_by_slots(opened.live_slots()))
        seen = opened.seen_of(opened.saved_search("dogs").search_id)
        assert seen.seen_from == newest  # the copy is no new photo
    everything = one_object(saved(call, library, "show", "dogs", "--peek", "--json").stdout)
    fresh = [row["path"] for row in everything["results"] if row["new"]]
    assert fresh == [str(later / "sample-48.jpg")]
    assert everything["new"] == 1
    only = one_object(saved(call, library, "show", "dogs", "--new", "--peek", "--json").stdout)
    assert [row["path"] for row in only["results"]] == fresh
    assert "new since you last looked" in saved(call, library, "show", "dogs").stdout
    assert "new since you last looked" not in saved(call, library, "show", "dogs").stdout
    assert one_object(saved(call, library, "--json").stdout)["searches"][0]["new"] == 0


def test_export_and_import(call: Call, library: Path, tmp_path: Path) -> None:
    saved(call, library, "add", "dogs", "a", "dog")
    saved(call, library, "add", "Katzen ♥", "cats last summer", "--literal", "last summer")
    file = tmp_path / "searches.json"
    assert saved(call, library, "export", file).exit_code == 0
    assert one_object(saved(call, library, "export").stdout) == json.loads(file.read_text("utf-8"))
    again = one_object(saved(call, library, "import", file, "--json").stdout)
    assert (again["imported"], again["there"]) == (0, 2)
    saved(call, library, "remove", "dogs", "katzen ♥")
    piped = saved(call, library, "import", "-", "--json", input=file.read_bytes())
    assert one_object(piped.stdout)["imported"] == 2
    assert json.loads(saved(call, library, "export").stdout) == json.loads(file.read_text("utf-8"))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "snowline saved searches", "version": 2}', "\0"])
def test_files_that_hold_no_searches(call: Call, library: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text)
    failed = saved(call, library, "import", file, "--json")
    assert failed.exit_code == 1 and "no saved searches" in one_object(failed.stdout)["error"]
