"""`generations` and `index --pack`: two versions of the models side by side, as a person meets them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import one_object

from app.paths import builtin_pack
from app.search.remembered import forget_queries
from app.vision.manifest import read_manifest

Call = Callable[..., Result]
OLD = read_manifest(builtin_pack()).generation


@pytest.fixture
def library(sample_library: Path, tmp_path: Path) -> Path:
    mine = Path(shutil.copytree(sample_library, tmp_path / "library"))
    forget_queries(mine)  # of other tests
    return mine


def test_a_new_pack_is_compared_used_and_dropped(
    call: Call, library: Path, sample_folder: Path, tmp_path: Path
) -> None:
    def ask(*arguments: str | Path) -> dict[str, Any]:
        return one_object(call("--library", library, *arguments, "--json").stdout)

    assert call("--library", library, "generations", "compare", "dog").exit_code == 1  # there is only one
    ask("search", "a", "dog")
    ask("search", "a", "dog")
    pack = shutil.copytree(builtin_pack(), tmp_path / "pack")
    text = (pack / "manifest.json").read_text(encoding="utf-8")
    (pack / "manifest.json").write_text(text.replace('"version": "1', '"version": "3'), encoding="utf-8")
    new = read_manifest(pack).generation
    done = ask("index", sample_folder, "--pack", pack)
    assert (done["indexed"], done["described_again"], done["switched_to"]) == (0, 7, new)
    rows = ask("generations")["generations"]
    assert [(row["name"], row["state"], row["photos"], row["pack_kept"]) for row in rows] == [
        (new, "live", 7, True),
        (OLD, "kept", 7, True),
    ]
    compared = ask("generations", "compare")
    assert [query["query"] for query in compared["queries"]] == ["a dog"]
    assert (compared["left"], compared["right"], compared["overlap"]) == (new, OLD, 1.0)
    told = call("--library", library, "generations", "compare", "a dog", "flower")
    assert "100% the same" in told.stdout
    assert ask("generations", "use", OLD) == {"live": OLD, "lacking": 0, "away": 0}
    assert call("--library", library, "generations").stdout.startswith(f"{OLD} answers searches: 7 photos")
    status = ask("status")
    assert [(one["name"], one["state"], one["in_use"]) for one in status["generations"]] == [
        (OLD, "live", True),
        (new, "kept", False),
    ]
    assert status["texts"] >= status["unique_texts"] > 0
    refused = call("--library", library, "generations", "drop", OLD)
    assert refused.exit_code == 1
    assert "answers searches now" in refused.stderr
    assert ask("generations", "drop", new)["freed"] > 40_000_000
    assert ask("generations", "compact")["generations"] == [{"name": OLD, "images": 0, "texts": 0, "freed": 0}]
    assert ask("search", "a", "dog")["results"]
    assert call("--library", library, "generations", "use", "nobody-1").exit_code == 1
