"""The commands by which a person changes photos, and takes it back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import one_object

from app.library import Library, SeenFile
from app.media.sidecar import read_with_digest

Call = Callable[..., Result]


@pytest.fixture
def album(album: tuple[Path, Path]) -> tuple[Path, Path]:
    """A library of three photos, and their folder, where a fourth waits to be opened."""
    library_folder, folder = album
    with Library.open(library_folder, write=True) as library:
        waits = folder / "waits.jpg"
        waits.write_bytes(b"new")
        facts = waits.stat()
        library.upsert_files([SeenFile(bytes(waits), facts.st_size, facts.st_mtime_ns, folder.stat().st_dev)])
    return album


def test_photos_are_rated_and_wrong_paths_named(call: Call, album: tuple[Path, Path]) -> None:
    library, folder = album
    result = call("--library", library, "rate", "4", folder / "a.jpg", folder / "nope.jpg", folder / "waits.jpg")
    assert result.exit_code == 1
    assert "Rated 1 photo 4 stars. Undo: python3 main.py undo" in result.stdout
    assert "nope.jpg: not in the library" in result.stderr
    assert "waits.jpg: it waits to be indexed" in result.stderr
    result = call("--library", library, "rate", "rejected", folder, "--json")
    said = one_object(result.stdout)
    assert result.exit_code == 0
    assert (said["photos"], said["failed"], said["entry"]["summary"]) == (3, [], "Rejected 3 photos")
    again = call("--library", library, "rate", "rejected", folder)
    assert "it is so already" in again.stdout
    for arguments in (("9", folder), ("4",), ("many", folder)):
        assert call("--library", library, "rate", *arguments).exit_code == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_stand_for_what_they_lead_to(call: Call, album: tuple[Path, Path], tmp_path: Path) -> None:
    library, folder = album
    links = tmp_path / "links"
    links.mkdir()
    (links / "one.jpg").symlink_to(folder / "a.jpg")
    (links / "all").symlink_to(folder)
    (links / "nowhere").symlink_to(tmp_path / "nowhere.jpg")
    assert call("--library", library, "rate", "4", links / "one.jpg").exit_code == 0
    assert call("--library", library, "tag", "Oma", links / "all").exit_code == 0
    assert call("--library", library, "caption", "By hand", links / "all" / "a.jpg").exit_code == 0
    assert "nowhere: not in the library" in call("--library", library, "rate", "4", links / "nowhere").stderr
    with Library.open(library) as opened:
        rows = [opened.photo_for_path(folder / name) for name in ("a.jpg", "b.jpg")]
        marks = [(row.rating, row.own_tags, row.own_caption) for row in rows if row]
    assert marks == [(4, ("Oma",), "By hand"), (None, ("Oma",), None)]


def test_tags_favourites_and_captions(call: Call, album: tuple[Path, Path]) -> None:
    library, folder = album
    a = folder / "a.jpg"
    assert call("--library", library, "tag", "Oma, Garten", folder).exit_code == 0
    assert call("--library", library, "tag", "--remove", "oma", a).exit_code == 0
    assert call("--library", library, "favourite", a).exit_code == 0
    assert call("--library", library, "caption", "In the garden", a).exit_code == 0
    with Library.open(library) as opened:
        row = opened.photo_for_path(a)
        assert row is not None
        assert (row.own_tags, row.favourite, row.own_caption) == (("Garten",), True, "In the garden")
    assert call("--library", library, "caption", "One for many", folder).exit_code == 2
    assert call("--library", library, "tag", " , ", a).exit_code == 2
    assert call("--library", library, "caption", "", a).exit_code == 0
    listed = one_object(call("--library", library, "history", "--json").stdout)["entries"]
    assert [entry["kind"] for entry in listed] == ["caption", "caption", "favourite", "tags", "tags"]
    assert call("--library", library, "undo", str(listed[1]["id"])).exit_code == 0
    shown = call("--library", library, "undo", "--list").stdout
    assert "Wrote a caption" not in shown
    assert "Took back the caption" in shown


def test_undo_and_redo(call: Call, album: tuple[Path, Path]) -> None:
    library, folder = album
    nothing = call("--library", library, "undo", "--json")
    assert nothing.exit_code == 1
    assert one_object(nothing.stdout) == {"error": "There is nothing to undo."}
    call("--library", library, "rate", "3", folder)
    undone = one_object(call("--library", library, "undo", "--json").stdout)
    assert (undone["entry"]["state"], undone["kept"], undone["failed"]) == ("undone", 0, [])
    assert "Done again: Rated 3 photos 3 stars." in call("--library", library, "redo").stdout
    assert call("--library", library, "redo").exit_code == 1
    assert "Nothing was changed yet" not in call("--library", library, "history").stderr


def test_a_folder_is_forgotten_and_comes_back(call: Call, album: tuple[Path, Path]) -> None:
    library, folder = album
    wrong = call("--library", library, "forget", folder / "a.jpg")
    assert wrong.exit_code == 1
    assert str(folder) in wrong.stderr  # says which there are
    result = call("--library", library, "forget", folder, "--json")
    assert one_object(result.stdout)["entry"]["kind"] == "remove root"
    with Library.open(library) as opened:
        assert opened.photo_count() == 0
        (drive,) = opened.status().drives
    assert call("--library", library, "undo").exit_code == 0
    assert call("--library", library, "forget", drive.serial).exit_code == 0
    with Library.open(library) as opened:
        assert opened.status().drives == ()
    call("--library", library, "undo")
    with Library.open(library) as opened:
        assert opened.photo_count() == 3


def test_files_go_to_the_trash_and_folders_do_not(
    call: Call, album: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, folder = album

    def into_a_corner(path: bytes) -> None:
        shutil.move(path.decode(), tmp_path / "corner")

    monkeypatch.setattr("app.library.trash.put_into_trash", into_a_corner)
    monkeypatch.setattr("app.library.trashing.TrashWriter.trash_files.__defaults__", (into_a_corner,))
    result = call("--library", library, "trash", folder, folder / "a.jpg", folder / "nope.jpg", "--json")
    said = one_object(result.stdout)
    assert result.exit_code == 1
    assert said["trashed"] == [str(folder / "a.jpg")]
    assert [failure["reason"].split(";")[0] for failure in said["failed"]] == ["a folder", "not in the library"]
    assert not (folder / "a.jpg").exists()
    result = call("--library", library, "undo")
    assert result.exit_code == 1
    assert "no longer in the trash" in result.stderr


def test_sidecars_are_written_for_all_or_some(call: Call, album: tuple[Path, Path]) -> None:
    library, folder = album
    call("--library", library, "rate", "4", folder / "a.jpg", folder / "b.jpg")
    said = one_object(call("--library", library, "export-xmp", folder / "a.jpg", "--json").stdout)
    assert said == {"photos": 1, "written": 1, "unchanged": 0, "failed": []}
    result = call("--library", library, "export-xmp")
    assert result.exit_code == 0
    assert "2 photos: 1 sidecar written, 1 unchanged." in result.stdout
    assert read_with_digest(bytes(folder / "b.jpg.xmp"))[0].rating == 4
    assert not (folder / "c.jpg.xmp").exists()


def test_only_the_copies_that_are_named_get_a_sidecar(call: Call, album: tuple[Path, Path]) -> None:
    library, folder = album
    copies = [folder / "copy.jpg", folder / "trip" / "one.jpg", folder / "trip" / "two.jpg"]
    (folder / "trip").mkdir()
    with Library.open(library, write=True) as opened:
        row = opened.photo_for_path(folder / "a.jpg")
        assert row is not None
        for copy in copies:
            shutil.copy(folder / "a.jpg", copy)
            facts = copy.stat()
            seen = SeenFile(bytes(copy), facts.st_size, facts.st_mtime_ns, folder.stat().st_dev)
            ((file, _),) = opened.upsert_files([seen])
            opened.attach_files([(file, row.photo_id)])
        opened.set_rating([row.photo_id], 4)

    def written() -> set[str]:
        return {str(path.relative_to(folder)) for path in folder.rglob("*.xmp")}

    said = one_object(call("--library", library, "export-xmp", copies[0], "--json").stdout)
    assert (said["photos"], said["written"]) == (1, 1)
    assert written() == {"copy.jpg.xmp"}
    call("--library", library, "export-xmp", folder / "trip")
    assert written() == {"copy.jpg.xmp", "trip/one.jpg.xmp", "trip/two.jpg.xmp"}
    call("--library", library, "export-xmp")
    assert written() == {"a.jpg.xmp", "copy.jpg.xmp", "trip/one.jpg.xmp", "trip/two.jpg.xmp"}


@pytest.mark.parametrize("command", ["rate", "favourite", "tag", "caption", "trash", "forget", "undo", "export-xmp"])
def test_a_library_that_is_not_there_is_not_made(call: Call, tmp_path: Path, command: str) -> None:
    arguments = {"rate": ["3", "x"], "tag": ["t", "x"], "caption": ["c", "x"], "undo": []}.get(command, ["x"])
    result = call("--library", tmp_path / "none", command, *arguments)
    assert result.exit_code == 1
    assert "There is no library" in result.stderr
    assert not (tmp_path / "none").exists()


def test_a_file_is_renamed_and_gets_its_name_back(call: Call, album: tuple[Path, Path]) -> None:
    library, folder = album
    said = one_object(call("--library", library, "rename", folder / "a.jpg", "Oma's garden", "--json").stdout)
    assert said["path"] == str(folder / "Oma's garden.jpg") and said["entry"]["kind"] == "rename"
    assert not (folder / "a.jpg").exists()
    taken = call("--library", library, "rename", folder / "b.jpg", "Oma's garden.jpg")
    assert taken.exit_code == 1
    assert "there is another file of that name" in taken.stderr
    assert "not in the library" in call("--library", library, "rename", folder / "nope.jpg", "x").stderr
    assert "Undone: Renamed a.jpg" in call("--library", library, "undo").stdout
    assert (folder / "a.jpg").exists()
