"""Folders and left-out files of a real library: tried again, excluded, forgotten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain import CancelToken, LibraryBusy
from app.indexing.choices import Choices
from app.indexing.pipeline import index_paths
from app.library import Library, SeenFile
from app.search.query.tree import Arrangement
from app.settings import Settings
from app.ui.session import LibrarySession
from app.ui.sidebar import care as care_module
from app.ui.sidebar.care import LibraryCare
from app.ui.sidebar.shelf import DriveEntry


def index(library: Path, *paths: Path) -> None:
    for _ in index_paths(library, list(paths), Settings(worker_processes=1, captions=False), cancel=CancelToken()):
        pass


def test_there_need_not_be_a_library(tmp_path: Path) -> None:
    care = LibraryCare(tmp_path / "library")
    assert (care.groups(), care.page(["x"], 0, 9), care.excluded()) == ((), (), ())
    assert not (tmp_path / "library").exists()


def test_left_out_files_come_in_once_they_can_be_read(tmp_path: Path, photos: Path) -> None:
    library, folder = tmp_path / "library", tmp_path / "pictures"
    (folder / "bad").mkdir(parents=True)
    shutil.copy(photos / "beach.png", folder / "beach.png")
    broken = folder / "bad" / "flower.gif"
    broken.write_bytes(b"no picture at all")
    index(library, folder)
    care, session = LibraryCare(library), LibrarySession(library)
    [group] = care.groups()
    [file] = care.page(group.reasons, 0, 9)
    assert (group.count, file.path) == (1, str(broken))
    assert session.standing().skipped == 1
    [drive] = session.places().drives
    [root] = drive.roots
    assert (root.label, root.photos, root.inner) == ("pictures", 1, False)
    state = session.standing().roots[str(folder)]
    assert (state.described, state.waiting, state.skipped, state.share) == (1, 0, 1, 1.0)

    shutil.copy(photos / "flower.gif", broken)
    retried = care.retry([file.file_id], [broken])
    assert retried.to_index == (broken,)
    assert session.standing().roots[str(folder)].waiting == 1
    index(library, *retried.to_index)
    session.refresh()
    assert care.groups() == ()
    assert len(session.listing("in:bad", Arrangement(), everything=False)) == 1
    assert [one.label for one in session.folders(str(folder))] == ["bad"]

    care.exclude([folder / "bad"])
    session.refresh()
    assert session.places().photos == 1
    assert care.excluded() == (folder / "bad",)
    assert care.include([folder / "bad"]).to_index == (folder / "bad",)
    session.refresh()
    assert session.places().photos == 2

    assert "Removed the folder" in care.forget_folder(folder).words
    session.refresh()
    assert session.places().photos == 0
    assert broken.exists()
    with Library.open(library, write=True) as opened:
        opened.undo()
    session.refresh()
    [drive] = session.places().drives
    assert isinstance(drive, DriveEntry)
    care.forget_drives(drive.drive_ids)
    session.refresh()
    assert session.places().drives == ()
    session.close()


def left_out(library: Path, folder: Path, reasons: list[str]) -> None:
    """A library in which files of an added folder cannot be used."""
    folder.mkdir()
    with Library.open(library, write=True) as opened:
        opened.add_root(folder)
        seen = []
        for at in range(len(reasons)):
            path = folder / f"{at}.jpg"
            path.write_bytes(b"photo")
            facts = path.stat()
            seen.append(SeenFile(bytes(path), facts.st_size, facts.st_mtime_ns, facts.st_dev))
        ids = [file_id for file_id, _ in opened.upsert_files(seen)]
        opened.mark_skipped(list(zip(ids, reasons, strict=True)))


def test_all_of_a_reason_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, folder = tmp_path / "library", tmp_path / "pictures"
    left_out(library, folder, ["empty", "empty", "empty", "not a photo", "too new", "too new", "too new"])
    care = LibraryCare(library)
    empty, new, other = care.groups()
    assert (empty.count, new.count, other.count) == (3, 3, 1)
    assert len(care.retry_reasons(empty.reasons).to_index) == 3
    assert [group.text for group in care.groups()] == ["too new", "not a photo"]
    monkeypatch.setattr(care_module, "MOST_PATHS", 2)
    assert care.retry_reasons(new.reasons).to_index == (folder,)


def test_names_only_becomes_now(tmp_path: Path) -> None:
    care = LibraryCare(tmp_path / "library")
    assert care.describe_now(tmp_path).to_index == (tmp_path,)
    assert not Choices.of(tmp_path / "library")


def test_another_process_is_waited_for_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(care_module, "PATIENCE", 0.2)
    with Library.open(tmp_path / "library", write=True, purpose="indexing photos"), pytest.raises(LibraryBusy):
        LibraryCare(tmp_path / "library").retry([1], [])
