"""The same photo in several folders: an answer that looks in one of them stands for the file there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain import Filters, Hit
from app.library import Library, SeenFile
from app.search.query.tree import Arrangement
from app.search.searcher import Searcher
from app.search.sides import TextSide


@pytest.fixture
def twice(tmp_path: Path, make_library: Callable[..., Library], shot: Callable[..., object]) -> Library:
    """Three dogs in "A", of which two lie in "Pictures" as well, under other names; and one that lies only there."""
    library = make_library(
        [
            shot("A/one.jpg", "dog", {"dog": 0.9}, taken="2020-01-01T10:00:00"),
            shot("A/two.jpg", "dog", {"dog": 0.8}, taken="2020-01-02T10:00:00"),
            shot("A/three.jpg", "dog", {"dog": 0.7}, taken="2020-01-03T10:00:00"),
            shot("Pictures/m only here.jpg", "dog", {"dog": 0.9}, taken="2020-01-04T10:00:00"),
        ]
    )
    put(library, tmp_path / "shots", "A/one.jpg", "Pictures/z first.jpg")
    put(library, tmp_path / "shots", "A/two.jpg", "Pictures/2020/b second.jpg")
    return library


def put(library: Library, folder: Path, name: str, copy: str) -> None:
    """Puts a copy of a known file elsewhere, as indexing would."""
    path = folder / copy
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((folder / name).read_bytes())
    stat = path.stat()
    [(file, _)] = library.upsert_files([SeenFile(os.fsencode(path), stat.st_size, stat.st_mtime_ns, stat.st_dev)])
    photo = library.photo_for_path(folder / name)
    assert photo is not None
    library.attach_files([(file, photo.photo_id)])


def names(hits: tuple[Hit | None, ...] | list[Hit]) -> list[str]:
    return [os.path.relpath(hit.path, Path(hit.path).parents[_above(hit)]) for hit in hits if hit is not None]


def _above(hit: Hit) -> int:
    return Path(hit.path).parts[::-1].index("shots") - 1


IN_PICTURES = ["Pictures/m only here.jpg", "Pictures/2020/b second.jpg", "Pictures/z first.jpg"]  # newest first


def test_a_listing_of_a_folder_stands_for_the_files_there(twice: Library, side: TextSide, tmp_path: Path) -> None:
    searcher = Searcher(twice, side)
    listing = searcher.listing(f'in:"{tmp_path / "shots" / "Pictures"}"')

    assert names(listing.answer.hits) == IN_PICTURES
    assert names(listing.rows(0, 10)) == IN_PICTURES
    assert names(listing.in_order(listing.ids)) == IN_PICTURES


@pytest.mark.parametrize("asked", ["in:Pictures", "dog in:Pictures", "in:2020 OR in:Pictures"])
def test_so_do_folders_by_name(twice: Library, side: TextSide, asked: str) -> None:
    hits = Searcher(twice, side).listing(asked).answer.hits

    assert set(names(hits)) == set(IN_PICTURES)


def test_a_folder_alone_without_those_below(twice: Library, side: TextSide, tmp_path: Path) -> None:
    listing = Searcher(twice, side).listing(f'in:"{tmp_path / "shots" / "Pictures"}/."')

    assert names(listing.answer.hits) == ["Pictures/m only here.jpg", "Pictures/z first.jpg"]


def test_a_name_that_only_one_of_the_files_has(twice: Library, side: TextSide) -> None:
    listing = Searcher(twice, side).listing("name:second")

    assert names(listing.answer.hits) == ["Pictures/2020/b second.jpg"]


def test_orders_go_by_the_files_that_are_shown(twice: Library, side: TextSide) -> None:
    searcher = Searcher(twice, side)
    by_name = searcher.listing("in:Pictures", Arrangement(sort="name", descending=False))
    by_folder = searcher.listing("in:Pictures", Arrangement(sort="folder", descending=False))

    assert names(by_name.answer.hits) == [IN_PICTURES[1], IN_PICTURES[0], IN_PICTURES[2]]
    assert names(by_folder.answer.hits)[2] == "Pictures/2020/b second.jpg"


def test_a_search_with_filters_and_what_looks_alike_in_a_folder(twice: Library, side: TextSide, tmp_path: Path) -> None:
    searcher = Searcher(twice, side)
    pictures = Filters(folder=str(tmp_path / "shots" / "Pictures"))
    three = twice.photo_for_path(tmp_path / "shots/A/three.jpg")
    assert three is not None

    assert set(names(searcher.search("dog", filters=pictures).hits)) == set(IN_PICTURES)
    assert set(names(searcher.similar(three.photo_id, filters=pictures, everything=True).hits)) == set(IN_PICTURES)
    alike = searcher.listing(f'like:"{three.path}" in:Pictures', everything=True)
    assert set(names(alike.answer.hits)) == set(IN_PICTURES)


def test_everywhere_the_shortest_path_stands_for_a_photo_as_before(twice: Library, side: TextSide) -> None:
    hits = Searcher(twice, side).listing("type:jpeg").answer.hits

    assert set(names(hits)) == {"A/one.jpg", "A/two.jpg", "A/three.jpg", "Pictures/m only here.jpg"}


def test_a_drive_that_is_away_stands_for_its_own_file(
    twice: Library, side: TextSide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.library import drives

    [drive] = twice.drives()
    backup = "(SELECT id FROM drives WHERE serial = 'backup')"
    with twice._transaction() as connection:
        connection.execute(
            "INSERT INTO drives(serial, label, kind, mount, last_seen) VALUES('backup', 'Backup', 'fixed', ?, '2020')",
            (os.fsencode(tmp_path / "backup"),),
        )
        connection.execute(
            "INSERT INTO files(drive_id, path, path_bytes, name, folder, suffix, photo_id, size, mtime_ns, state) "
            f"SELECT {backup}, 'a long way down/one.jpg', CAST('a long way down/one.jpg' AS BLOB), name, folder, "
            "suffix, photo_id, size, mtime_ns, state FROM files WHERE path LIKE '%one.jpg'"
        )
        twice._refresh(connection, [1])
    mounted = drives.mounted_at

    def without_backup(serial: str, mount: bytes) -> bytes | None:
        return None if serial == "backup" else mounted(serial, mount)

    monkeypatch.setattr(drives, "mounted_at", without_backup)
    twice._drives_read = None
    assert drive.online
    searcher = Searcher(twice, side)

    [hit] = searcher.listing("drive:Backup").answer.hits
    assert (hit.drive, hit.online, os.path.basename(hit.path)) == ("Backup", False, "one.jpg")
    assert not searcher.listing("is:offline").answer.hits  # another of its files is there
    assert all(hit.online for hit in searcher.listing("is:online").answer.hits)
