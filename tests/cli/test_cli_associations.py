"""`associations`, as a person meets it: with the real pack, built in a real child process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import one_object

from app.indexing.norms import NAME

Call = Callable[..., Result]


@pytest.fixture
def library(sample_library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_library, tmp_path / "library"))


def test_a_network_is_built_asked_and_fed_with_norms(call: Call, library: Path, tmp_path: Path) -> None:
    def ask(*arguments: str | Path) -> dict[str, Any]:
        return one_object(call("--library", library, "associations", *arguments, "--json").stdout)

    missing = call("--library", library, "associations", "show", "dog")
    assert missing.exit_code == 1 and "associations build" in missing.stderr
    assert ask("build") == {"built": True}
    state = ask()
    assert state["photos"] == 7 and 0 < state["words_with_photos"] == state["words"] and state["norms"] == 0
    shown = ask("show", "dogs", "--limit", "5")
    assert shown["known"] and 0 < len(shown["neighbours"]) <= 5
    for one in shown["neighbours"]:
        assert 0 < one["strength"] <= 1 and one["photos"] > 0 and one["norms"] == 0
        assert one["text"] or one["company"]
    assert not ask("show", "qwertz")["neighbours"]

    table = tmp_path / "norms.tsv"
    table.write_text("cue\ttarget\tFSG\tBSG\nBONE\tDOG\t.6\t.1\n", encoding="utf-8")
    added = ask("import", table)
    assert (added["cues"], added["associations"], added["built"]) == (2, 2, True)
    assert "research" in added["licence"] and (library / NAME).is_file()
    told = call("--library", library, "associations", "path", "bones", "dogs")
    assert told.exit_code == 0 and told.stdout.startswith("bone — dog")
    assert ask("path", "bone", "dog")["path"] == ["bone", "dog"]
    assert "0.60" in call("--library", library, "associations", "show", "bone").stdout
    assert ask("remove") == {"removed": True, "built": True}
    assert ask("remove") == {"removed": False, "built": False}
    assert ask()["norms"] == 0 and not (library / NAME).exists()

    [file] = library.glob("index/*/network-*.bin")
    file.write_bytes(file.read_bytes()[:-1])
    assert call("--library", library, "associations", "show", "dog").exit_code == 1
    for arguments, what in (((), "notes"), (("--repair",), "mended")):
        found = one_object(call("--library", library, "doctor", *arguments, "--json").stdout)
        assert any("network-" in one["text"] for one in found[what]) and not found["problems"]
    assert not list(library.glob("index/*/network-*"))


def test_a_table_that_is_none_is_refused_and_nothing_kept(call: Call, library: Path, tmp_path: Path) -> None:
    table = tmp_path / "norms.csv"
    for content, said in (
        (b"cue,target,FSG\nsea,beach,lots\n", "Line 2"),
        (b"\xff\xfe\x00s", "UTF-8"),
        (b"", "Line 1"),
    ):
        table.write_bytes(content)
        refused = call("--library", library, "associations", "import", table)
        assert refused.exit_code == 1 and said in refused.stderr
    assert not (library / NAME).exists()
    nowhere = call("--library", tmp_path / "none", "associations", "import", table)
    assert nowhere.exit_code == 1 and not (tmp_path / "none").exists()
