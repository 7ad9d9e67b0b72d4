"""Files that move, are copied, edited or deleted: nothing is described twice, and nothing that people added is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import Indexing
from fake_workshops import QuickWorkshop
from indexing_photos import check_library, draw, draw_many
from PIL import Image
from test_indexing_survey import PACK, scan

from app.library import Library
from app.media.identity import content_key, content_keys
from app.media.thumbnails import ThumbnailStore

Quick = Callable[..., None]


def never_open(library: Path) -> QuickWorkshop:
    raise AssertionError("no worker should start")


def photo_at(library: Path, path: Path) -> int:
    with Library.open(library) as reader:
        row = reader.photo_for_path(path)
        assert row is not None
        return row.photo_id


def story(library: Path, photo: int) -> list[tuple[str, str, str | None]]:
    with Library.open(library) as reader:
        return [
            (event.what, os.path.basename(event.path), event.from_path and os.path.basename(event.from_path))
            for event in reader.photo_history(photo)
        ]


def rate(library: Path, photo: int) -> None:
    with Library.open(library, write=True) as writer:
        writer.set_rating([photo], 5)
        writer.add_tags([photo], ["grandmother"])
        writer.set_caption(photo, "Grandmother in the garden")


def rated(library: Path, photo: int) -> bool:
    with Library.open(library) as reader:
        own = reader.own_of([photo]).get(photo)
    return own is not None and (own.rating, own.tags, own.caption) == (5, ("grandmother",), "Grandmother in the garden")


def age(library: Path, days: int) -> None:
    """Makes everything that the catalogue noted so many days older."""
    with sqlite3.connect(library / "library.sqlite") as database:
        for table, column in (("files", "gone_at"), ("photo_events", "at"), ("photos", "added")):
            database.execute(
                f"UPDATE {table} SET {column} = strftime('%Y-%m-%dT%H:%M:%S', {column}, '-{days} days') "
                f"WHERE {column} IS NOT NULL"
            )
    database.close()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def quick(library: Path) -> Iterator[Quick]:
    """Indexes roots without looking at what is in the photos."""
    with Library.open(library, write=True) as writer:
        writer.use_pack(PACK)

        def run(*roots: Path) -> None:
            scan(writer, *roots)

        yield run


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_a_photo_moved_to_another_root_is_the_same_photo(
    index: Indexing, tmp_path: Path, library: Path, order: tuple[str, ...]
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    paths = draw_many(old, 3)
    draw_many(new, 1, first=7)
    index(old, new)
    photo = photo_at(library, paths[1])
    rate(library, photo)
    index(new)  # the words of people get their vector, too
    moved = new / "moved.png"
    shutil.move(paths[1], moved)
    for root in order:
        index(*([old, new] if root == "both" else [tmp_path / root]), workshop=never_open)
    assert photo_at(library, moved) == photo
    assert rated(library, photo)
    assert story(library, photo) == [("added", "photo 0001.png", None), ("moved", "moved.png", "photo 0001.png")]
    with Library.open(library) as reader:
        assert (reader.status().missing, reader.photo_count()) == (0, 4)
        assert len(reader.literal("grandmother")["tag"]) == 1
    check_library(library)


def test_there_and_back_again(quick: Quick, tmp_path: Path, library: Path) -> None:
    (path,) = draw_many(tmp_path / "photos", 1)
    draw_many(tmp_path / "photos", 1, first=70)
    quick(tmp_path / "photos")
    photo = photo_at(library, path)
    for here, there in ((path, path.with_name("b.png")), (path.with_name("b.png"), path)):
        here.rename(there)
        quick(tmp_path / "photos")
        assert photo_at(library, there) == photo
    assert [what for what, _, _ in story(library, photo)] == ["added", "moved", "moved"]
    assert story(library, photo)[-1] == ("moved", "photo 0000.png", "b.png")


def test_a_copy_adds_a_file_and_copying_first_and_deleting_then_is_a_move(
    quick: Quick, tmp_path: Path, library: Path
) -> None:
    paths = draw_many(tmp_path / "photos", 2)
    quick(tmp_path / "photos")
    photo = photo_at(library, paths[0])
    shutil.copy(paths[0], tmp_path / "photos" / "copy.png")
    quick(tmp_path / "photos")
    assert story(library, photo)[1:] == [("copied", "copy.png", None)]
    with Library.open(library) as reader:
        row = reader.photo_for_path(paths[0])
        assert row is not None
        assert row.copies == 2
    paths[0].unlink()
    quick(tmp_path / "photos")
    assert story(library, photo)[1:] == [("moved", "copy.png", "photo 0000.png")]


def test_an_edited_file_is_a_new_photo_that_knows_the_old_and_both_keep_what_people_added(
    index: Indexing, tmp_path: Path, library: Path
) -> None:
    paths = draw_many(tmp_path / "photos", 2)
    index(tmp_path / "photos")
    old = photo_at(library, paths[0])
    rate(library, old)
    before = paths[0].read_bytes()
    draw(paths[0], 1001)
    index(tmp_path / "photos")
    new = photo_at(library, paths[0])
    assert new != old
    with Library.open(library) as reader:
        assert (reader.edited_from(new), reader.edited_forms(old)) == ([old], [new])
        assert reader.photo_count() == 2
    assert rated(library, old)
    assert rated(library, new)
    assert story(library, new) == [("added", "photo 0000.png", None), ("edited", "photo 0000.png", None)]
    assert story(library, old)[-1] == ("replaced", "photo 0000.png", None)

    paths[0].write_bytes(before)  # a step back
    index(tmp_path / "photos", workshop=never_open)
    assert photo_at(library, paths[0]) == old
    with Library.open(library) as reader:
        assert reader.edited_from(old) == []


def test_an_edit_that_leaves_the_original_beside_it(quick: Quick, tmp_path: Path, library: Path) -> None:
    """What photo editors do: the original is renamed, the edited picture takes its place."""
    (path,) = draw_many(tmp_path / "photos", 1)
    quick(tmp_path / "photos")
    old = photo_at(library, path)
    path.rename(path.with_name("original.png"))
    draw(path, 1002)
    quick(tmp_path / "photos")
    new = photo_at(library, path)
    assert photo_at(library, path.with_name("original.png")) == old
    with Library.open(library) as reader:
        assert reader.edited_from(new) == [old]
        assert reader.photo_count() == 2
    assert ("moved", "original.png", "photo 0000.png") in story(library, old)


def test_a_file_that_was_only_touched_is_the_same_photo_without_a_story(
    quick: Quick, tmp_path: Path, library: Path
) -> None:
    (path,) = draw_many(tmp_path / "photos", 1)
    quick(tmp_path / "photos")
    photo = photo_at(library, path)
    os.utime(path, (1, 1))
    quick(tmp_path / "photos")
    assert photo_at(library, path) == photo
    assert [what for what, _, _ in story(library, photo)] == ["added"]


def test_a_deletion_is_one_only_after_the_grace_period_and_nothing_is_lost_then(
    index: Indexing, tmp_path: Path, library: Path
) -> None:
    paths = draw_many(tmp_path / "photos", 3)
    kept = tmp_path / "kept.png"
    shutil.copy(paths[0], kept)
    index(tmp_path / "photos")
    photo = photo_at(library, paths[0])
    rate(library, photo)
    paths[0].unlink()
    index(tmp_path / "photos")
    assert story(library, photo)[1:] == [("unseen", "photo 0000.png", None)]
    with Library.open(library) as reader:
        assert (reader.status().missing, reader.photo_count()) == (1, 2)
    age(library, 30)
    assert story(library, photo)[1:] == [("gone", "photo 0000.png", None)]
    assert rated(library, photo)

    back = tmp_path / "photos" / "found again.png"
    shutil.copy(kept, back)
    index(tmp_path / "photos", workshop=never_open)
    assert photo_at(library, back) == photo
    assert rated(library, photo)
    assert story(library, photo)[1:] == [("gone", "photo 0000.png", None), ("back", "found again.png", None)]


def test_a_renamed_root_is_a_move_of_all_its_photos(quick: Quick, tmp_path: Path, library: Path) -> None:
    paths = draw_many(tmp_path / "before", 5)
    quick(tmp_path / "before")
    photos = [photo_at(library, path) for path in paths]
    (tmp_path / "before").rename(tmp_path / "a much longer name than before")
    quick(tmp_path / "a much longer name than before")
    after = [tmp_path / "a much longer name than before" / path.relative_to(tmp_path / "before") for path in paths]
    assert [photo_at(library, path) for path in after] == photos
    with Library.open(library) as reader:
        shown = reader.photos_by_slots(reader.live_slots())
    assert {row.path for row in shown} == {str(path) for path in after}
    assert all(story(library, photo)[1][0] == "moved" for photo in photos)


def bitmap(path: Path, *, pixel: int = 0) -> Path:
    """An uncompressed 400 x 400 picture of 480 kB; `pixel` changes one where the quick key does not look."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = np.full((400, 400, 3), 90, np.uint8)
    picture[300, 200] = pixel
    Image.fromarray(picture).save(path)
    return path


@pytest.mark.parametrize("suffix", [".bmp", ".tif"])
def test_two_photos_that_tie_are_told_apart_and_their_copies_join_the_right_one(
    index: Indexing, tmp_path: Path, library: Path, suffix: str
) -> None:
    root = tmp_path / "photos"
    one, other = bitmap(root / f"one{suffix}"), bitmap(root / f"other{suffix}", pixel=255)
    assert content_key(one) == content_key(other)
    shutil.copy(one, root / f"one again{suffix}")
    index(root)
    first, second = photo_at(library, one), photo_at(library, other)
    assert first != second
    assert photo_at(library, root / f"one again{suffix}") == first
    shutil.copy(other, root / f"other again{suffix}")
    bitmap(root / f"third{suffix}", pixel=128)
    index(root)
    assert photo_at(library, root / f"other again{suffix}") == second
    assert photo_at(library, root / f"third{suffix}") not in (first, second)
    with Library.open(library) as reader:
        assert reader.photo_count() == 3
    check_library(library)

    other.rename(root / f"moved{suffix}")
    index(root, workshop=never_open)
    assert photo_at(library, root / f"moved{suffix}") == second


def test_an_edit_where_the_quick_key_does_not_look_is_an_edit(index: Indexing, tmp_path: Path, library: Path) -> None:
    path = bitmap(tmp_path / "photos" / "a.bmp")
    index(tmp_path / "photos")
    old = photo_at(library, path)
    bitmap(path, pixel=77)
    os.utime(path, ns=(1, os.stat(path).st_mtime_ns + 1))
    index(tmp_path / "photos")
    new = photo_at(library, path)
    assert new != old
    with Library.open(library) as reader:
        assert reader.edited_from(new) == [old]


def test_whole_files_are_read_only_where_two_tie(
    index: Indexing, tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: bytes) -> str:
        raise AssertionError("nothing ties here")

    monkeypatch.setattr("app.indexing.ties.full_key", refused)
    rng = np.random.default_rng(3)
    (tmp_path / "photos").mkdir()
    for number in range(3):
        noise = Image.fromarray(rng.integers(0, 256, (300, 300, 3), np.uint8))
        noise.save(tmp_path / "photos" / f"{number}.png")
    assert os.stat(tmp_path / "photos" / "0.png").st_size > 3 * 64 * 1024
    index(tmp_path / "photos")
    (tmp_path / "photos" / "0.png").rename(tmp_path / "photos" / "renamed.png")
    index(tmp_path / "photos", workshop=never_open)
    assert story(library, photo_at(library, tmp_path / "photos" / "renamed.png"))[1][0] == "moved"


def test_keys_of_an_earlier_version_stay_valid_and_are_brought_up_to_date(
    index: Indexing, tmp_path: Path, library: Path
) -> None:
    paths = draw_many(tmp_path / "photos", 3)
    index(tmp_path / "photos")
    photo = photo_at(library, paths[0])
    thumbnails = ThumbnailStore(library / "thumbnails")
    with sqlite3.connect(library / "library.sqlite") as database:
        for path in paths:
            key, former = content_keys(path)
            jpeg = thumbnails.get(key)
            assert jpeg is not None
            thumbnails.put(former, jpeg)
            thumbnails.path(key).unlink()
            assert database.execute("UPDATE photos SET key = ? WHERE key = ?", (former, key)).rowcount == 1
    database.close()
    assert index(tmp_path / "photos", workshop=never_open)[0].unchanged == 3
    moved = tmp_path / "photos" / "moved.png"
    paths[0].rename(moved)
    index(tmp_path / "photos", workshop=never_open)
    assert photo_at(library, moved) == photo
    with Library.open(library) as reader:
        row = reader.photo_for_path(moved)
        assert row is not None
        assert row.key == content_key(moved)
        assert thumbnails.get(row.key) is not None
        assert reader.has_former_keys()
    check_library(library)


def test_files_that_are_gone_are_counted_and_those_that_moved_are_not(index: Indexing, tmp_path: Path) -> None:
    photos = draw_many(tmp_path / "photos", 5)
    assert index(tmp_path / "photos")[0].missing == 0
    (tmp_path / "photos" / "trip").mkdir()
    shutil.move(photos[0], tmp_path / "photos" / "trip" / "moved.png")
    photos[1].unlink()
    photos[2].unlink()
    assert index(tmp_path / "photos")[0].missing == 2
    assert index(tmp_path / "photos")[0].missing == 0  # that was said before
