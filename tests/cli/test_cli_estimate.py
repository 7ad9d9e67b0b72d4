"""`index --estimate` tells what folders cost and indexes nothing; `index --describe` says when they are described."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from app.cli.estimate import as_json, in_words
from app.indexing.choices import Choices
from app.indexing.estimate import Estimate

Call = Callable[..., Result]
MIB = 1024 * 1024
WHOLE = Estimate(
    48_210,
    0,
    3_911,
    counted=True,
    complete=True,
    seconds=(("gentle", 30_000.0), ("normal", 7_300.0), ("fast", 5_000.0)),
    disk=190_000_000,
    free=300 << 30,
    sampled=40,
)


def test_a_folder_is_estimated_and_not_indexed(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    done = call("--library", library, "index", "--estimate", "--json", sample_folder)
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["photos"], told["known"], told["new"], told["enough_room"]) == (8, 0, 8, True)
    assert set(told["seconds_at"]) == {"gentle", "normal", "fast"}
    assert told["seconds"] == told["seconds_at"][told["throttle"]]
    assert told["disk"] > 0
    assert not library.exists()


def test_names_only_stays_until_it_is_taken_back(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    told = json.loads(call("--library", library, "index", "--describe", "names", "--json", sample_folder).stdout)
    assert (told["indexed"], told["named"]) == (0, 8)
    assert Choices.of(library).folders("names")
    done = call("--library", library, "index", sample_folder)
    assert "8 files are found by name for now" in done.output
    assert json.loads(call("--library", library, "status", "--json").stdout)["waiting"] == 8


def test_what_cannot_be_estimated_is_said(call: Call, tmp_path: Path) -> None:
    assert call("index", "--estimate").exit_code == 2
    missing = call("--library", tmp_path / "library", "index", "--estimate", "--json", tmp_path / "nowhere")
    assert missing.exit_code == 1
    assert "is not there" in json.loads(missing.stdout)["error"]


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("normal", "48,210 photos, 3,911 already known, about 2 h 1 min, 190.0 MB."),
        ("fast", "48,210 photos, 3,911 already known, about 1 h 23 min, 190.0 MB."),
    ],
)
def test_an_estimate_in_words(level: str, words: str) -> None:
    assert in_words(WHOLE, level) == words  # type: ignore[arg-type]


def test_what_nobody_can_tell_is_null_or_left_out() -> None:
    unknown = Estimate(12, counted=True, complete=True, online_only=3)
    told = as_json(unknown, "normal")
    assert (told["seconds"], told["seconds_at"], told["disk"]) == (None, None, None)
    assert in_words(unknown, "normal") == "12 photos.\n3 photos more kept online only; those are left alone."
    full = Estimate(12, counted=True, disk=MIB, free=2 * MIB, seconds=(("normal", 2.0),))
    assert "which is not enough" in in_words(full, "normal")
