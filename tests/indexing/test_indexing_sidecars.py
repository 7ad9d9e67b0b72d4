"""Sidecars and keywords inside files, read while a library is brought up to date; sidecars written beside photos."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from conftest import Indexing
from fake_workshops import ReadingWorkshop
from indexing_photos import check_library, draw_many

from app.domain import FileWords
from app.indexing.export import export_sidecars
from app.indexing.sidecars import ask_older_files
from app.library import Library
from app.library.own import Own
from app.media.sidecar import read_with_digest, write_sidecar
from app.media.xmp import Edit


def sidecar(photo: Path, edit: Edit, *, adobe: bool = False) -> Path:
    path = photo.with_suffix(".xmp") if adobe else photo.with_name(f"{photo.name}.xmp")
    write_sidecar(os.fsencode(path), edit)
    return path


def own(library: Library, photo: Path) -> Own:
    row = library.photo_for_path(photo)
    assert row is not None
    return library.own_of([row.photo_id]).get(row.photo_id, Own())


def test_sidecars_are_heard_when_photos_come_and_whenever_they_change(index: Indexing, tmp_path: Path) -> None:
    photos = draw_many(tmp_path / "photos", 3)
    first = sidecar(photos[0], Edit(rating=4, caption="In the garden", tags=("Oma",)))
    sidecar(photos[1], Edit(rating=2, tags=("Adobe",)), adobe=True)
    index(tmp_path / "photos")
    with Library.open(tmp_path / "library", write=True) as library:
        assert own(library, photos[0]) == Own(4, False, ("Oma",), "In the garden", "file")
        assert own(library, photos[1]).tags == ("Adobe",)
        assert own(library, photos[2]) == Own()
        assert library.literal("oma")["tag"].tolist() == [library.photo_for_path(photos[0]).slot]  # type: ignore[union-attr]
        row = library.photo_for_path(photos[0])
        assert row is not None
        library.set_rating([row.photo_id], 5)
        entries = library.history()
        assert [entry.kind for entry in entries] == ["rating", "import"]
    # The caption of the sidecar came after the texts of this run: its vector is made by the next one.
    assert len(check_library(tmp_path / "library", text_vectors=False)) == 3
    # Nothing changed: nothing is read, nothing is written.
    assert index(tmp_path / "photos")[0].unchanged == 3
    time.sleep(0.01)
    write_sidecar(os.fsencode(first), Edit(rating=1, tags=("Enkel",), without=("Oma",)))
    summary, _ = index(tmp_path / "photos")
    assert (summary.indexed, summary.skipped) == (0, [])
    with Library.open(tmp_path / "library") as library:
        assert own(library, photos[0]) == Own(5, False, ("Enkel",), "In the garden", "file")
        assert library.texts_without_vector() == []  # its caption has a vector by now
        assert [entry.kind for entry in library.history()] == ["import", "rating", "import"]
    first.unlink()
    index(tmp_path / "photos")
    with Library.open(tmp_path / "library") as library:
        assert own(library, photos[0]).tags == ("Enkel",)  # a sidecar that is gone takes nothing with it


def test_a_sidecar_that_cannot_be_read_is_named_every_time_and_takes_nothing(index: Indexing, tmp_path: Path) -> None:
    photos = draw_many(tmp_path / "photos", 1)
    path = sidecar(photos[0], Edit(tags=("Oma",)))
    index(tmp_path / "photos")
    path.write_bytes(b"<broken")
    for _ in range(2):
        (skip,) = index(tmp_path / "photos")[0].skipped
        assert skip.path == str(path)
        assert "the sidecar cannot be read: it is damaged" in skip.reason
    with Library.open(tmp_path / "library") as library:
        assert own(library, photos[0]).tags == ("Oma",)


def test_a_photo_that_comes_beside_a_sidecar_that_is_known_hears_it(index: Indexing, tmp_path: Path) -> None:
    photos = draw_many(tmp_path / "photos", 2)
    shutil.move(photos[1], tmp_path / "later.png")
    shared = photos[0].parent / f"{photos[0].stem}.xmp"
    sidecar(photos[0], Edit(tags=("Both",)), adobe=True)
    index(tmp_path / "photos")
    twin = photos[0].with_suffix(".gif")
    shutil.move(tmp_path / "later.png", twin)
    index(tmp_path / "photos")
    assert shared.exists()
    with Library.open(tmp_path / "library") as library:
        assert own(library, photos[0]).tags == own(library, twin).tags == ("Both",)


def test_a_moved_photo_keeps_what_its_sidecar_said(index: Indexing, tmp_path: Path) -> None:
    photos = draw_many(tmp_path / "photos", 2)
    path = sidecar(photos[0], Edit(rating=3, tags=("Oma",)))
    index(tmp_path / "photos")
    (tmp_path / "photos" / "moved").mkdir()
    moved = tmp_path / "photos" / "moved" / "other name.png"
    shutil.move(photos[0], moved)
    index(tmp_path / "photos")
    with Library.open(tmp_path / "library") as library:
        assert own(library, moved) == Own(3, False, ("Oma",))
    shutil.move(path, moved.with_name("other name.png.xmp"))
    write_sidecar(os.fsencode(moved.with_name("other name.png.xmp")), Edit(without=("Oma",)))
    index(tmp_path / "photos")
    with Library.open(tmp_path / "library") as library:
        assert own(library, moved) == Own(3)


def test_words_inside_a_file_come_with_its_description(index: Indexing, tmp_path: Path) -> None:
    photos = draw_many(tmp_path / "photos", 1)
    from PIL import Image

    from app.media.xmp import edited_xmp

    inside = tmp_path / "photos" / "inside.jpg"
    Image.open(photos[0]).convert("RGB").save(inside, xmp=edited_xmp(None, Edit(2, caption="Inside", tags=("Kern",))))
    index(tmp_path / "photos", workshop=ReadingWorkshop)
    sidecar(inside, Edit(rating=5))
    index(tmp_path / "photos", workshop=ReadingWorkshop)
    with Library.open(tmp_path / "library") as library:
        assert own(library, inside) == Own(5, False, ("Kern",), "Inside", "file")
        assert library.texts_without_vector() == []  # its text vector came with it


def test_files_of_an_older_library_are_asked_once(index: Indexing, tmp_path: Path) -> None:
    (photo,) = draw_many(tmp_path / "photos", 1)
    from PIL import Image

    from app.media.xmp import edited_xmp

    inside = tmp_path / "photos" / "inside.jpg"
    Image.open(photo).convert("RGB").save(inside, xmp=edited_xmp(None, Edit(2, tags=("Kern",))))
    index(tmp_path / "photos")  # this workshop asks no file, as an earlier version did
    with Library.open(tmp_path / "library", write=True) as library:
        assert own(library, inside) == Own()
        assert ask_older_files(library) == 0
        with library._transaction() as connection:
            library._put_fact(connection, "embedded_unread_to", "1000")
        assert ask_older_files(library) == 2
        assert own(library, inside) == Own(2, False, ("Kern",))
        assert ask_older_files(library) == 0


def test_what_people_said_is_written_beside_photos_and_is_no_news_then(index: Indexing, tmp_path: Path) -> None:
    photos = draw_many(tmp_path / "photos", 4)
    bytes_before = [photo.read_bytes() for photo in photos]
    adobe = sidecar(photos[1], Edit(tags=("There",)), adobe=True)
    damaged = photos[2].with_name(f"{photos[2].name}.xmp")
    index(tmp_path / "photos")
    damaged.write_bytes(b"no xmp")
    with Library.open(tmp_path / "library", write=True) as library:
        ids = [row.photo_id for photo in photos if (row := library.photo_for_path(photo))]
        library.set_rating(ids[:3], 4)
        library.add_tags(ids[:2], ["Oma"])
        library.remove_tags([ids[1]], ["There"])
        library.set_caption(ids[0], "By <hand> & so on\nsecond")
        assert library.photos_with_words() == sorted(ids[:3])
        summary = export_sidecars(library, ids)
        assert (summary.photos, summary.written, summary.unchanged) == (3, 2, 0)
        ((path, reason),) = summary.failed
        assert path == str(photos[2])
        assert "damaged" in reason
        again = export_sidecars(library, ids)
        assert (again.written, again.unchanged) == (0, 2)
        entries = library.history()
    assert damaged.read_bytes() == b"no xmp"
    made = photos[0].with_name(f"{photos[0].name}.xmp")
    assert read_with_digest(os.fsencode(made))[0] == FileWords(4, "By <hand> & so on\nsecond", ("Oma",))
    assert read_with_digest(os.fsencode(adobe))[0] == FileWords(4, None, ("Oma",))
    assert not photos[1].with_name(f"{photos[1].name}.xmp").exists()
    assert not photos[3].with_name(f"{photos[3].name}.xmp").exists()
    assert [photo.read_bytes() for photo in photos] == bytes_before
    index(tmp_path / "photos")
    with Library.open(tmp_path / "library") as library:
        assert library.history() == entries  # what we wrote ourselves is no news


def test_what_we_wrote_ourselves_is_nobody_elses_word(index: Indexing, tmp_path: Path) -> None:
    photos = draw_many(tmp_path / "photos", 3)
    theirs = sidecar(photos[1], Edit(rating=3, tags=("There",)))
    index(tmp_path / "photos")
    with Library.open(tmp_path / "library", write=True) as library:
        ids = [row.photo_id for photo in photos if (row := library.photo_for_path(photo))]
        write_sidecar(os.fsencode(theirs), Edit(caption="Newer than the index"))
        library.set_rating(ids[:2], 1)
        assert export_sidecars(library, ids).written == 2
        assert export_sidecars(library, ids).unchanged == 2
        assert own(library, photos[1]) == Own(1, False, ("There",), "Newer than the index", "file")
        library.undo()
        assert own(library, photos[0]) == Own()
        assert own(library, photos[1]).rating == 3  # what was there before counts again
    # A sidecar is looked at again when a photo comes into its folder, and where it went with its photo.
    (tmp_path / "photos" / "trip").mkdir()
    moved = tmp_path / "photos" / "trip" / "moved.png"
    shutil.move(photos[0], moved)
    ours = moved.with_name("moved.png.xmp")
    shutil.move(photos[0].with_name(f"{photos[0].name}.xmp"), ours)
    shutil.copy(photos[2], tmp_path / "photos" / "copy.png")
    draw_many(tmp_path / "photos" / "trip", 5)
    os.utime(theirs)
    index(tmp_path / "photos")
    with Library.open(tmp_path / "library") as library:
        assert own(library, moved) == Own()
        assert own(library, photos[1]).rating == 3
    write_sidecar(os.fsencode(ours), Edit(rating=2))
    index(tmp_path / "photos")
    with Library.open(tmp_path / "library") as library:
        assert own(library, moved) == Own(2)  # another program's word is heard


def test_files_of_a_drive_that_is_away_get_no_sidecar(
    index: Indexing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (photo,) = draw_many(tmp_path / "photos", 1)
    index(tmp_path / "photos")
    with Library.open(tmp_path / "library", write=True) as library:
        row = library.photo_for_path(photo)
        assert row is not None
        library.set_rating([row.photo_id], 4)
        monkeypatch.setattr("app.library.drives.mounted_at", lambda serial, mount: None)
        library._drives_read = None
        ((_, reason),) = export_sidecars(library, [row.photo_id]).failed
    assert "offline" in reason
    assert sorted(os.listdir(photo.parent)) == [photo.name]
