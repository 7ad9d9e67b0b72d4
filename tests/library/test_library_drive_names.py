"""Drives under names of a person's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from library_photos import put_file

from app.domain import SnowlineError
from app.library import Library


@pytest.fixture
def folder(library: Library, tmp_path: Path) -> Path:
    """A root with one file, so that there is a drive."""
    folder = tmp_path / "trip"
    folder.mkdir()
    library.add_root(folder)
    library.upsert_files([put_file(folder / "a.jpg")])
    return folder


def test_a_drive_keeps_the_name_that_it_was_given(library: Library, folder: Path) -> None:
    drive = library.drives()[0]
    entry = library.rename_drive(drive.drive_id, "  Blue stick ")
    assert entry is not None
    assert entry.summary == f"Renamed the drive {drive.label} to Blue stick"
    assert library.drives()[0].label == "Blue stick"
    library.look_again()
    library.upsert_files([put_file(folder / "later.jpg")])  # which looks at the drive again
    assert library.drives()[0].label == "Blue stick"
    assert library.rename_drive(drive.drive_id, "Blue stick") is None

    assert library.undo().kept == 0
    assert library.drives()[0].label == drive.label
    library.redo()
    assert library.drives()[0].label == "Blue stick"
    library.rename_drive(drive.drive_id, "")
    assert library.drives()[0].label == drive.label
    library.undo()
    assert library.drives()[0].label == "Blue stick"


def test_names_that_cannot_be_are_refused(library: Library, folder: Path) -> None:
    drive = library.drives()[0].drive_id
    with pytest.raises(SnowlineError, match="too long"):
        library.rename_drive(drive, "x" * 101)
    with pytest.raises(SnowlineError, match="knows no drive"):
        library.rename_drive(99, "Blue")
    assert library.history() == []
