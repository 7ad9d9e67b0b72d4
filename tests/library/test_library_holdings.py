"""Folders with what became of their files, and drives under names of a person's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from library_photos import add_photo, put_file

from app.domain import SnowlineError
from app.library import Library


@pytest.fixture
def folders(library: Library, tmp_path: Path) -> tuple[Path, Path]:
    """Two roots: one with a described, a waiting and a skipped file, one with a described one."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        library.add_root(folder)
    add_photo(library, [put_file(one / "a.jpg")], key="1-0", slot=0)
    add_photo(library, [put_file(two / "b.jpg")], key="1-1", slot=1)
    library.upsert_files([put_file(one / "waits.jpg")])
    ((broken, _),) = library.upsert_files([put_file(one / "broken.jpg")])
    library.mark_skipped([(broken, "it is broken")])
    return one, two


def test_folders_say_what_became_of_their_files(library: Library, folders: tuple[Path, Path]) -> None:
    one, two = folders
    rows = library.root_rows()
    assert [row.path for row in rows] == [str(one), str(two)]
    assert [(row.described, row.waiting, row.skipped) for row in rows] == [(1, 1, 1), (1, 0, 0)]
    assert all(row.there for row in rows)
    shutil.rmtree(two)
    library.look_again()
    assert [row.there for row in library.root_rows()] == [True, False]


def test_a_drive_keeps_the_name_that_it_was_given(library: Library, folders: tuple[Path, Path]) -> None:
    drive = library.drives()[0]
    entry = library.rename_drive(drive.drive_id, "  Blue stick ")
    assert entry is not None
    assert entry.summary == f"Renamed the drive {drive.label} to Blue stick"
    assert library.drives()[0].label == "Blue stick"
    assert library.own_drive_names() == {drive.drive_id: "Blue stick"}
    library.look_again()
    library.upsert_files([put_file(folders[0] / "later.jpg")])  # which looks at the drive again
    assert library.drives()[0].label == "Blue stick"
    assert library.rename_drive(drive.drive_id, "Blue stick") is None

    assert library.undo().kept == 0
    assert library.drives()[0].label == drive.label
    library.redo()
    assert library.drives()[0].label == "Blue stick"
    library.rename_drive(drive.drive_id, "")
    assert library.drives()[0].label == drive.label
    assert library.own_drive_names() == {}
    library.undo()
    assert library.drives()[0].label == "Blue stick"


def test_names_that_cannot_be_are_refused(library: Library, folders: tuple[Path, Path]) -> None:
    drive = library.drives()[0].drive_id
    with pytest.raises(SnowlineError, match="too long"):
        library.rename_drive(drive, "x" * 101)
    with pytest.raises(SnowlineError, match="knows no drive"):
        library.rename_drive(99, "Blue")
    assert library.history() == []
