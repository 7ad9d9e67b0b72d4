"""A folder is forgotten for good: nothing of its photos is left, everything else works as before."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import one_object, run_for_real

from app.indexing.doctor import examine_quietly
from app.library import Library
from app.media.thumbnails import ThumbnailStore
from app.paths import sample_photos

Call = Callable[..., Result]


@pytest.fixture(scope="module")
def two_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two folders that share a photo."""
    place = tmp_path_factory.mktemp("erase")
    for folder, numbers in (("kept", ("01", "02", "03")), ("secret", ("03", "09", "12"))):
        (place / folder).mkdir()
        for number in numbers:
            shutil.copy(sample_photos() / f"sample-{number}.jpg", place / folder / f"{folder}{number}.jpg")
    run_for_real("--library", place / "library", "index", place / "kept", place / "secret")
    return place


def test_nothing_of_the_photos_is_left(call: Call, two_folders: Path) -> None:
    library, secret, kept = two_folders / "library", two_folders / "secret", two_folders / "kept"
    call("--library", library, "tag", "Geheimnis", secret / "secret09.jpg")
    call("--library", library, "caption", "Nobody may know", secret / "secret09.jpg")
    for before, after in (("secret09", "verborgen"), ("verborgen", "secret09")):
        assert call("--library", library, "rename", secret / f"{before}.jpg", after).exit_code == 0
    call("--library", library, "rate", "5", secret / "secret12.jpg", kept / "kept01.jpg")
    with Library.open(library) as opened:
        keys = {name: row.key for name in ("09", "12") if (row := opened.photo_for_path(secret / f"secret{name}.jpg"))}
        before = {path: opened.photo_for_path(path) for path in kept.iterdir()}
    asked = ("--library", library, "search", "a dog", "--all", "--json")
    found = one_object(call(*asked).stdout)["results"]

    wrong = call("--library", library, "forget", "--erase", two_folders)
    assert wrong.exit_code == 2
    said = one_object(call("--library", library, "forget", "--erase", secret, "--json").stdout)
    assert (said["erased"], said["failed"]) == (2, [])

    left = one_object(call(*asked).stdout)["results"]
    scores = {row["path"]: row["score"] for row in found}
    assert sorted(row["path"] for row in left) == sorted(str(path) for path in kept.iterdir())
    assert all(row["score"] == pytest.approx(scores.get(row["path"], row["score"]), abs=0.05) for row in left)
    with Library.open(library) as opened:
        assert len(opened.roots()) == 1
        now = {path: opened.photo_for_path(path) for path in kept.iterdir()}
        assert [(row.key, row.caption, row.rating) for row in now.values() if row] == [
            (row.key, row.caption, row.rating) for row in before.values() if row
        ]
        assert opened.photo_keys_among(list(keys.values())) == set()
        assert [name for name, _ in opened.own_tag_names()] == []
        store = ThumbnailStore(opened.thumbnails)
        assert [key for key in keys.values() if store.path(key).exists()] == []
    raw = (library / "library.sqlite").read_bytes().lower()
    assert [word for word in (b"geheimnis", b"nobody may know", b"secret09", b"verborgen") if word in raw] == []
    assert sorted(path.name for path in secret.iterdir()) == ["secret03.jpg", "secret09.jpg", "secret12.jpg"]
    assert [finding for finding in examine_quietly(library) if finding.serious] == []
    assert call("--library", library, "undo").exit_code == 0  # the rating of the photo that is left


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="names there are valid text")
def test_a_folder_whose_name_is_no_text_is_forgotten_too(call: Call, tmp_path: Path) -> None:
    library, folder = tmp_path / "library", os.fsencode(tmp_path) + b"/gr\xfcn"
    os.mkdir(folder)
    with Library.open(library, write=True) as opened:
        opened.add_root(folder)
    assert call("--library", library, "forget", os.fsdecode(folder)).exit_code == 0
    assert call("--library", library, "undo").exit_code == 0
    assert call("--library", library, "forget", "--erase", os.fsdecode(folder)).exit_code == 0
    with Library.open(library) as opened:
        assert opened.roots() == []
