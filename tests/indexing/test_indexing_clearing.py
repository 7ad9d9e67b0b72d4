"""Everything of a library goes, and nothing that somebody else put where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain import LibraryBusy
from app.indexing.clearing import clear_all, stored
from app.library import Library
from app.media.thumbnails import ThumbnailStore


def a_library(folder: Path) -> None:
    Library.open(folder, write=True).close()
    ThumbnailStore(folder / "thumbnails").put("1-" + "a" * 32, b"\xff\xd8small\xff\xd9")
    for name in (
        "vectors/compact-1.0.0/images.vec", "vectors/compact-1.0.0/pack/manifest.json",
        "index/compact-1.0.0/images.json",
        "queries.log", "indexing.json", "watch.json", "watch.lock", "facts.lock", "wishes.lock",
        "library.sqlite.damaged",
    ):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"{}")


def test_nothing_of_a_library_is_left(tmp_path: Path) -> None:
    library = tmp_path / "library"
    a_library(library)
    assert sum(one.size for one in stored(library)) > 0
    assert clear_all(library, settings=True) > 0
    assert not library.exists()


def test_what_lies_beside_it_stays(tmp_path: Path) -> None:
    library = tmp_path / "pictures"
    a_library(library)
    theirs = (
        "poetry.lock", "snow.jpg", "thumbnails/20/snow.jpg", "thumbnails/mine.jpg", "index/letters/a.txt",
        "vectors/logo/logo.svg",
    )  # fmt: skip
    for name in theirs:
        (library / name).parent.mkdir(parents=True, exist_ok=True)
        (library / name).write_bytes(b"mine")
    clear_all(library, settings=False)
    left = {path.relative_to(library).as_posix() for path in library.rglob("*") if path.is_file()}
    assert left == set(theirs)


def test_a_library_at_work_is_not_touched(tmp_path: Path) -> None:
    library = tmp_path / "library"
    a_library(library)
    with Library.open(library, write=True), pytest.raises(LibraryBusy):
        clear_all(library, settings=False)
    assert (library / "queries.log").exists()
