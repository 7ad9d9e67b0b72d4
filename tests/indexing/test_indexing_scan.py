"""The scan finds every photo once, and nothing that is none."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import SnowlineError
from app.indexing.scan import Scan, online_only

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX file system")


def touch(path: Path | bytes, content: bytes = b"x") -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def found(*paths: Path, library: Path | None = None) -> list[bytes]:
    return [file.path for file in Scan(paths, library=library).files()]


def test_photos_are_found_by_name_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.JPG", "b/1.png", "a/x.heic", "c.webp", "notes.txt", "movie.mp4", "a/jpg"):
        touch(tmp_path / name)
    assert found(tmp_path) == [os.fsencode(tmp_path / name) for name in ("c.webp", "a/x.heic", "b/1.png", "b/2.JPG")]


def test_size_date_and_drive_come_along(tmp_path: Path) -> None:
    touch(tmp_path / "a.jpg", b"12345")
    (file,) = Scan([tmp_path]).files()
    facts = os.stat(tmp_path / "a.jpg")
    assert (file.size, file.mtime_ns, file.device) == (5, facts.st_mtime_ns, facts.st_dev)


@pytest.mark.parametrize(
    "folder", [".hidden", ".thumbnails", "@eaDir", "$RECYCLE.BIN", "node_modules", ".git", "__MACOSX", "#recycle"]
)
def test_hidden_and_junk_folders_are_left_out(tmp_path: Path, folder: str) -> None:
    touch(tmp_path / folder / "deep" / "a.jpg")
    touch(tmp_path / "a" / ".b.jpg")
    assert found(tmp_path) == []
    assert len(found(tmp_path / folder)) == 1  # unless a person names it


def test_a_library_is_never_indexed_itself(tmp_path: Path) -> None:
    for name in ("mine/thumbnails/a.jpg", "other/thumbnails/b.jpg", "other/library.sqlite", "other/vectors/x"):
        touch(tmp_path / name)
    touch(tmp_path / "c.jpg")
    assert found(tmp_path, library=tmp_path / "mine") == [os.fsencode(tmp_path / "c.jpg")]


def test_single_files_are_taken_whatever_their_name(tmp_path: Path) -> None:
    touch(tmp_path / "a" / "photo.bin")
    touch(tmp_path / "a" / "b.jpg")
    assert found(tmp_path / "a" / "photo.bin") == [os.fsencode(tmp_path / "a" / "photo.bin")]
    both = found(tmp_path / "a" / "b.jpg", tmp_path / "a", tmp_path / "a" / "b.jpg", tmp_path)
    assert both == [os.fsencode(tmp_path / "a" / "b.jpg")]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SnowlineError, match=r"nowhere.*not there"):
        Scan([tmp_path, tmp_path / "nowhere"])


@POSIX
def test_links_are_followed_once_and_loops_end(tmp_path: Path) -> None:
    touch(tmp_path / "root" / "a" / "1.jpg")
    touch(tmp_path / "outside" / "2.jpg")
    root = tmp_path / "root"
    (root / "a" / "up").symlink_to(root)
    (root / "again").symlink_to(root / "a")
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "out too").symlink_to(tmp_path / "outside")
    (root / "link to 1.jpg").symlink_to(root / "a" / "1.jpg")
    touch(tmp_path / "far" / "3.jpg")
    (root / "one.jpg").symlink_to(tmp_path / "far" / "3.jpg")
    (root / "two.jpg").symlink_to(tmp_path / "far" / "3.jpg")
    assert sorted(found(root)) == sorted(
        os.fsencode(path) for path in (root / "a" / "1.jpg", tmp_path / "outside" / "2.jpg", root / "one.jpg")
    )


@POSIX
def test_a_link_given_as_root_is_its_folder(tmp_path: Path) -> None:
    touch(tmp_path / "real" / "1.jpg")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert found(tmp_path / "link", tmp_path / "real") == [os.fsencode(tmp_path / "real" / "1.jpg")]


@POSIX
def test_a_linked_photo_that_goes_away_meanwhile_is_skipped(tmp_path: Path) -> None:
    touch(tmp_path / "elsewhere" / "1.jpg")
    touch(tmp_path / "photos" / "2.jpg")
    (tmp_path / "photos" / "link.jpg").symlink_to(tmp_path / "elsewhere" / "1.jpg")
    scan = Scan([tmp_path / "photos"])
    files = scan.files()
    assert next(files).path.endswith(b"2.jpg")
    shutil.rmtree(tmp_path / "elsewhere")
    assert list(files) == []
    assert [(Path(skip.path).name, skip.reason) for skip in scan.skipped] == [
        ("link.jpg", "the file is no longer there")
    ]


def test_what_cannot_be_looked_at_is_listed_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path / "closed" / "1.jpg")
    touch(tmp_path / "open" / "2.jpg")
    (tmp_path / "broken.jpg").symlink_to(tmp_path / "nothing")
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    closed = os.fsencode(tmp_path / "closed")
    real_scandir = os.scandir

    def scandir(path: bytes) -> object:  # permissions do not hold root back
        if path == closed:
            raise PermissionError(13, "Permission denied", path)
        return real_scandir(path)

    monkeypatch.setattr("app.indexing.scan.os.scandir", scandir)
    scan = Scan([tmp_path])
    assert [file.path for file in scan.files()] == [os.fsencode(tmp_path / "open" / "2.jpg")]
    assert {(os.path.basename(skip.path), skip.reason) for skip in scan.skipped} == {
        ("closed", "the folder cannot be read: no permission to read the file"),
        ("broken.jpg", "the file is no longer there"),
        ("loop.jpg", "a link that leads nowhere"),
        ("pipe.jpg", "not an ordinary file"),
    }
    assert closed in scan.unreadable


NAMES = st.one_of(
    st.sampled_from([b"a", b"b.jpg", b"new\nline.jpg", b"caf\xe9.png", b".hidden", b"c.JPG", b"node_modules"]),
    st.binary(min_size=1, max_size=12).map(lambda raw: raw.replace(b"/", b"-").replace(b"\0", b"0") + b".gif"),
)


@POSIX
@settings(max_examples=25)
@given(st.lists(st.tuples(st.lists(NAMES, max_size=3), NAMES), max_size=8))
def test_any_tree_gives_each_photo_exactly_once(tree: list[tuple[list[bytes], bytes]]) -> None:
    root = os.fsencode(tempfile.mkdtemp(prefix="scan-"))
    try:
        expected = set()
        for folders, name in tree:
            folder = os.path.join(root, *folders)
            try:
                os.makedirs(folder, exist_ok=True)
                touch(os.path.join(folder, name))
            except OSError:
                continue  # a file is already where a folder should be, or the name is "." or ".."
            path = os.path.normpath(os.path.join(folder, name))
            parts = os.path.relpath(path, root).split(b"/")
            is_photo = os.path.splitext(parts[-1])[1].lower() in (b".jpg", b".png", b".gif")
            visible = not any(part.startswith(b".") for part in parts)
            if is_photo and visible and b"node_modules" not in parts[:-1]:
                expected.add(path)
        files = [file.path for file in Scan([Path(os.fsdecode(root))]).files()]
        assert len(files) == len(set(files))
        assert set(files) == expected
    finally:
        shutil.rmtree(root)


@pytest.mark.parametrize(
    ("sign", "online"),
    [
        ({"st_file_attributes": 0x1000}, True),  # FILE_ATTRIBUTE_OFFLINE
        ({"st_file_attributes": 0x40000 | 0x20}, True),  # RECALL_ON_OPEN, ARCHIVE
        ({"st_file_attributes": 0x400000 | 0x20}, True),  # RECALL_ON_DATA_ACCESS, as OneDrive sets it
        ({"st_file_attributes": 0x20}, False),
        ({"st_flags": 0x40000000}, True),  # SF_DATALESS, as macOS sets it
        ({"st_flags": 0x8000}, False),  # UF_HIDDEN
        ({}, False),
    ],
)
def test_signs_of_a_file_that_is_kept_online_only(sign: dict[str, int], online: bool) -> None:
    assert online_only(SimpleNamespace(**sign)) is online  # type: ignore[arg-type]


def test_what_is_kept_online_only_is_neither_opened_nor_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("here.jpg", "away.jpg", ".beach.jpg.icloud", ".notes.txt.icloud", ".icloud"):
        touch(tmp_path / name)
    away = os.stat(tmp_path / "away.jpg").st_ino
    monkeypatch.setattr("app.indexing.scan.online_only", lambda facts: facts.st_ino == away)
    for paths in ([tmp_path], [tmp_path / "away.jpg", tmp_path]):
        scan = Scan(paths)
        assert [file.path for file in scan.files()] == [os.fsencode(tmp_path / "here.jpg")]
        assert {skip.path for skip in scan.skipped} == {str(tmp_path / "away.jpg"), str(tmp_path / "beach.jpg")}
        assert all("download it first" in skip.reason for skip in scan.skipped)
        assert scan.unreadable == {os.fsencode(tmp_path / "away.jpg"), os.fsencode(tmp_path / "beach.jpg")}


@POSIX
def test_a_link_to_a_junk_folder_is_left_alone(tmp_path: Path) -> None:
    touch(tmp_path / "rubbish" / "a.jpg")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "#recycle").symlink_to(tmp_path / "rubbish")
    assert found(tmp_path / "photos") == []
