"""Queries on the command line: how they were read, what is wrong with them, and what programs get to know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import one_object

from app.cli.search import as_typed

Call = Callable[..., Result]


@pytest.fixture
def ask(call: Call, sample_library: Path) -> Callable[..., dict[str, Any]]:
    """Searches with --json; returns the object."""

    def search(*words: object) -> dict[str, Any]:
        result = call("--library", sample_library, "search", "--json", *words)
        assert result.exit_code == 0, result.output
        return one_object(result.stdout)

    return search


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["snow", "on", "mountains"], "snow on mountains"),
        (["dog", "drive:Backup 2"], 'dog drive:"Backup 2"'),
        (["dog", "-drive:Backup 2"], 'dog -drive:"Backup 2"'),
        (["beach", "-red car"], 'beach -"red car"'),
        (["drive:Backup 2"], 'drive:"Backup 2"'),
        (["type:jpeg dog"], "type:jpeg dog"),
        (["a dog type:jpeg"], "a dog type:jpeg"),
        (["red car", "street"], "red car street"),
        (['"red car"', "street"], '"red car" street'),
        (["words:last summer", "dog"], 'words:"last summer" dog'),
    ],
)
def test_quotes_that_the_shell_took_away_are_put_back(words: list[str], text: str) -> None:
    assert as_typed(words, ["Backup 2"]) == text


def test_a_path_in_one_word_is_one_value(tmp_path: Path) -> None:
    folder = tmp_path / "two words"
    folder.mkdir()
    assert as_typed([f"in:{folder}"], []) == f'in:"{folder}"'
    assert as_typed([f"in:{folder} dog"], []) == f"in:{folder} dog"


def test_filters_are_understood_and_can_be_taken_back(ask: Callable[..., dict[str, Any]]) -> None:
    said = ask("animal bigger than 5 kB")
    [chip] = [chip for chip in said["chips"] if chip["kind"] == "filter"]
    assert (chip["text"], chip["source"], chip["typed"]) == ("size:>5kB", "bigger than 5 kB", False)
    assert said["query"][chip["start"] : chip["end"]] == chip["source"]
    back = ask("animal bigger than 5 kB", "--literal", "bigger than 5 kB")
    assert {chip["kind"] for chip in back["chips"]} == {"words"}


def test_a_person_is_told_how_it_was_understood_and_what_was_not(call: Call, sample_library: Path) -> None:
    result = call("--library", sample_library, "search", "animal bigger than 5 kB drive:Nowhere")
    assert result.exit_code == 0
    lines = result.stderr.splitlines()
    mark = next(number for number, line in enumerate(lines) if set(line) == {" ", "^"})
    assert lines[mark - 1][lines[mark].index("^") :] == "drive:Nowhere"
    assert "no drive called “Nowhere”" in lines[mark + 1]
    assert any("understood: size:>5kB (bigger than 5 kB)" in line for line in lines)
    assert any("--literal 'bigger than 5 kB'" in line for line in lines)
    assert result.stdout == ""


def test_filters_alone_list_all_that_fulfil_them(ask: Callable[..., dict[str, Any]]) -> None:
    said = ask("type:jpeg", "--facets", "--no-fold")
    assert said["total"] == said["photos"] == len(said["results"]) == 7
    assert {hit["match"] for hit in said["results"]} == {"likely"}
    assert {value["label"]: value["count"] for value in said["facets"]["type"]} == {"JPEG": 7}
    assert ask("-type:jpeg")["total"] == 0
    assert ask("type:jpeg", "--group", "day")["group"] == "day"


def test_reasons_are_told_with_their_strength(ask: Callable[..., dict[str, Any]]) -> None:
    best = ask("german shepherd", "--all", "--limit", "1")["results"][0]
    assert [reason["text"] for reason in best["reasons"]] == best["why"]
    assert all(set(reason) == {"kind", "text", "strength", "sure"} for reason in best["reasons"])
    assert all(0 <= reason["strength"] <= 1 for reason in best["reasons"])
    assert (best["copies"], best["place"]) == (0, None)


def test_a_picture_in_the_query(ask: Callable[..., dict[str, Any]], sample_folder: Path) -> None:
    said = ask(f"like:{sample_folder / 'sample-02.jpg'}", "--all")
    assert [chip["kind"] for chip in said["chips"]] == ["like"]
    assert "sample-02.jpg" not in {Path(hit["path"]).name for hit in said["results"]}
    assert len(said["results"]) == 6


def test_completion(call: Call, sample_library: Path) -> None:
    said = one_object(call("--library", sample_library, "complete", "--json", "dog type:").stdout)
    assert said["completions"][0] == {"text": "jpeg", "start": 9, "end": 9, "label": "jpeg", "count": 7}
    table = call("--library", sample_library, "complete", "dog cam")
    assert table.exit_code == 0
    assert table.stdout.startswith("camera:")


@pytest.mark.parametrize(("option", "value"), [("--sort", "colour"), ("--group", "hour"), ("--rank", "luck")])
def test_choices_that_are_not_there(call: Call, sample_library: Path, option: str, value: str) -> None:
    result = call("--library", sample_library, "search", "dog", option, value)
    assert result.exit_code == 2
    assert value in result.stderr
