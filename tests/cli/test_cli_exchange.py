"""Tables and sidecars to and from other programs, by command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import one_object

from app.library import Library

Call = Callable[..., Result]


def test_a_table_goes_out_and_comes_back(call: Call, album: tuple[Path, Path], tmp_path: Path) -> None:
    library, folder = album
    table = tmp_path / "photos.csv"
    call("--library", library, "rate", "4", folder / "a.jpg")
    said = one_object(call("--library", library, "export-csv", table, "--bom", "--json").stdout)
    assert said == {"file": str(table), "photos": 3, "failed": []}
    assert table.read_bytes().startswith(b"\xef\xbb\xbfpath,key,")
    assert call("--library", library, "export-csv", table).exit_code == 1  # never written over unasked
    assert call("--library", library, "export-csv", table, "--replace", "--marked").exit_code == 0
    assert len(table.read_text("utf-8").splitlines()) == 2

    call("--library", library, "rate", "2", folder / "a.jpg")
    seen = one_object(call("--library", library, "import-csv", table, "--preview", "--json").stdout)
    assert (seen["found"], seen["differing"], seen["changed"], seen["entry"]) == (1, 1, 0, None)
    assert seen["differences"] == [{"path": str(folder / "a.jpg"), "fields": ["rating"]}]
    kept = call("--library", library, "import-csv", table)
    assert "a.jpg differs: rating 2 here, 4 in the file" in kept.stderr
    assert "0 photos changed." in kept.stdout
    taken = call("--library", library, "import-csv", table, "--conflicts", "file")
    assert "1 photo changed. Undo: python3 main.py undo" in taken.stdout
    call("--library", library, "undo")
    with Library.open(library) as opened:
        assert [own.rating for own in opened.own_of([1]).values()] == [2]


def test_lines_that_cannot_be_read_are_named(call: Call, album: tuple[Path, Path], tmp_path: Path) -> None:
    library, _ = album
    table = tmp_path / "t.csv"
    table.write_text("key,rating\r\n1-0,5\r\n1-1,many\r\n9-9,1\r\n", encoding="utf-8")
    result = call("--library", library, "import-csv", table)
    assert result.exit_code == 1
    assert "line 3: “many” is no rating" in result.stderr
    assert (
        "1 photo found, 1 unknown: 0 say the same, 1 something new, 0 something else. 1 photo changed." in result.stdout
    )
    broken = call("--library", library, "import-csv", tmp_path / "none.csv", "--json")
    assert "cannot be read" in one_object(broken.stdout)["error"]


def test_sidecars_are_read_anew(call: Call, album: tuple[Path, Path]) -> None:
    library, folder = album
    call("--library", library, "rate", "4", folder / "a.jpg")
    call("--library", library, "tag", "Oma", folder / "b.jpg")
    call("--library", library, "export-xmp")
    call("--library", library, "undo")
    for name in ("a.jpg.xmp", "b.jpg.xmp"):  # as another program writes it
        sidecar = folder / name
        sidecar.write_text(sidecar.read_text("utf-8").replace("Oma", "Opa").replace("4", "5"), encoding="utf-8")
    said = one_object(call("--library", library, "import-xmp", "--json").stdout)
    assert (said["sidecars"], said["photos"], said["failed"]) == (2, 2, [])
    with Library.open(library) as opened:
        own = opened.own_of([1, 2])
        assert (own[1].rating, own[2].tags) == (4, ("Opa",))  # what was done here counts before it
    again = call("--library", library, "import-xmp", folder / "b.jpg", folder / "a.jpg.xmp")
    assert "2 sidecars read; 0 photos changed." in again.stdout
    call("--library", library, "undo", str(said["entry"]))
    with Library.open(library) as opened:
        assert opened.own_of([2]) == {}
    missing = call("--library", library, "import-xmp", folder / "none")
    assert missing.exit_code == 1


@pytest.mark.parametrize("command", ["export-csv", "import-csv", "import-xmp"])
def test_a_library_that_is_not_there_is_not_made_for_a_table(call: Call, tmp_path: Path, command: str) -> None:
    result = call("--library", tmp_path / "none", command, tmp_path / "x.csv")
    assert result.exit_code == 1
    assert "There is no library" in result.stderr
    assert not (tmp_path / "none").exists()
