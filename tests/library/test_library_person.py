"""What a person adds to photos: it is kept by photo, found by search, shown instead of the model's words, undone."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest
from library_photos import PACK, add_photo, put_file

from app.domain import FileWords, LibraryBusy, SnowlineError, Tag
from app.library import Library, NewText, drives
from app.library.own import Heard, Own


@pytest.fixture
def trip(library: Library, tmp_path: Path) -> list[int]:
    """Four photos in one folder; the first has a caption and tags by the pack."""
    folder = tmp_path / "trip"
    folder.mkdir()
    library.add_root(folder)
    ids = [
        add_photo(
            library,
            [put_file(folder / "0.jpg")],
            key="1-0",
            slot=0,
            caption="a dog on a beach",
            tags=[Tag("dog", 0.9), Tag("cat", 0.2)],
            texts=[NewText("a dog on a beach", "caption", 0)],
        )
    ]
    return ids + [add_photo(library, [put_file(folder / f"{n}.jpg")], key=f"1-{n}", slot=n) for n in (1, 2, 3)]


def found(library: Library, word: str) -> dict[str, list[int]]:
    return {field: slots.tolist() for field, slots in library.literal(word).items()}


def test_ratings_and_favourites_are_set_and_read_back(library: Library, trip: list[int]) -> None:
    entry = library.set_rating(trip[:3], 4)
    assert entry is not None
    assert entry.summary == "Rated 3 photos 4 stars"
    library.set_rating([trip[1]], -1)
    library.set_favourite([trip[0]], True)
    rows = library.photos_by_ids(trip)
    assert [row.rating for row in rows] == [4, -1, 4, None]
    assert [row.favourite for row in rows] == [True, False, False, False]
    assert library.set_rating(trip[:1], 4) is None  # so it is already
    assert library.set_rating([trip[3]], None) is None
    library.set_rating([trip[0]], None)
    assert library.own_of([trip[0]])[trip[0]] == Own(favourite=True)
    assert [one.summary for one in library.history(2)] == [
        "Took the rating off 1 photo",
        "Made 1 photo a favourite",
    ]


def test_own_tags_match_whatever_their_case_and_are_found(library: Library, trip: list[int]) -> None:
    library.add_tags(trip[:2], ["Oma", "Garten  am\tSee"])
    library.add_tags([trip[2]], ["OMA"])
    assert library.photos_by_ids(trip)[2].own_tags == ("Oma",)
    assert library.own_tag_names() == [("Garten am See", 2), ("Oma", 3)]
    assert found(library, "oma") == {"tag": [0, 1, 2]}
    assert found(library, "dog") == {"caption": [0], "tag": [0]}  # the pack's words are still there
    assert library.own_literal(["oma", "see"]).tolist() == [0, 1]
    assert library.own_literal(["dog"]).tolist() == []
    library.remove_tags(trip, ["oMa"])
    assert found(library, "oma") == {}
    assert library.own_of(trip)[trip[0]].tags == ("Garten am See",)
    assert library.remove_tags(trip, ["never given"]) is None


def model_tags(library: Library, photo: int) -> list[str]:
    return [tag.name for tag in library.photos_by_ids([photo])[0].tags]


def test_a_models_tag_is_taken_off_for_good_until_that_is_undone(
    library: Library, trip: list[int], tmp_path: Path
) -> None:
    def carried() -> tuple[list[str], list[int], list[int], int, list[str], list[str]]:
        """By the photo, in words, by slots, in counts, and in the lists that a search maps."""
        return (
            model_tags(library, trip[0]),
            found(library, "dog").get("tag", []),
            [slot for slot, _, _ in library.tag_photos(["dog"])],
            library.tag_counts(0.5).get("dog", 0),
            [name for name, _, _ in library.tags_of(np.array(trip[:1]))],
            [name for name, photos, _ in library.tag_lists() if len(photos)],
        )

    with_it = (["dog", "cat"], [0], [0], 1, ["dog", "cat"], ["cat", "dog"])
    without = (["cat"], [], [], 0, ["cat"], ["cat"])
    assert carried() == with_it
    entry = library.remove_tags(trip, ["Dog"])
    assert entry is not None
    assert entry.summary == "Took “Dog” off 1 photo"
    assert carried() == without
    assert library.own_of(trip) == {}
    assert library.remove_tags(trip, ["dog"]) is None  # it is off already
    add_photo(  # described again, by a model that is surer still
        library,
        [put_file(tmp_path / "trip" / "0.jpg")],
        key="1-0",
        slot=4,
        tags=[Tag("dog", 0.99), Tag("cat", 0.2)],
    )
    assert carried() == without
    library.undo()
    assert carried()[:2] == (["dog", "cat"], [4])
    library.redo()
    assert carried() == without
    library.add_tags([trip[0]], ["dog"])  # a person may think again
    assert library.photos_by_ids(trip[:1])[0].own_tags == ("dog",)
    assert found(library, "dog")["tag"] == [4]


def test_a_tag_of_ones_own_that_is_taken_off_leaves_the_models_behind_it_off_too(
    library: Library, trip: list[int]
) -> None:
    library.add_tags([trip[0]], ["DOG"])
    library.remove_tags([trip[0]], ["dog"])
    assert model_tags(library, trip[0]) == ["cat"]
    library.undo()
    assert library.photos_by_ids(trip[:1])[0].own_tags == ("DOG",)


def test_a_caption_by_hand_takes_the_place_of_the_models(library: Library, trip: list[int]) -> None:
    library.set_caption(trip[0], "Grandmother\r\nin her garden")
    row = library.photos_by_ids(trip[:1])[0]
    assert row.caption is not None
    assert (row.caption.text, row.caption.model) == ("Grandmother\nin her garden", "person")
    assert found(library, "beach") == {}
    assert found(library, "grandmother") == {"caption": [0]}
    library.set_caption(trip[0], "")
    row = library.photos_by_ids(trip[:1])[0]
    assert row.caption is not None
    assert row.caption.text == "a dog on a beach"
    assert row.own_caption is None


def test_a_caption_by_hand_waits_for_a_vector_and_is_then_found_by_it(library: Library, trip: list[int]) -> None:
    assert library.texts_without_vector() == []
    library.set_caption(trip[2], "A summit")
    library.set_caption(trip[3], "a dog on a beach")  # has its vector by a model's caption
    assert library.texts_without_vector() == [("A summit", "caption")]
    library.add_texts([NewText("A summit", "caption", 7)])
    assert library.texts_without_vector() == []
    assert sorted(library.caption_photos_for_text_slots([0, 7])) == [(0, 0), (0, 3), (7, 2)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda library, ids: library.set_rating(ids, 6), "from 0 to 5"),
        (lambda library, ids: library.set_rating([*ids, 999], 3), "not in the library"),
        (lambda library, ids: library.add_tags(ids, [" \n"]), "needs a name"),
        (lambda library, ids: library.add_tags(ids, ["x" * 300]), "too long"),
        (lambda library, ids: library.set_caption(ids[0], "x" * 6000), "too long"),
        (lambda library, ids: library.undo(), "nothing to undo"),
        (lambda library, ids: library.redo(), "nothing to redo"),
        (lambda library, ids: library.undo(5), "no entry 5"),
    ],
)
def test_what_makes_no_sense_changes_nothing(library: Library, trip: list[int], change: object, message: str) -> None:
    with pytest.raises(SnowlineError, match=message):
        change(library, trip)  # type: ignore[operator]
    assert library.history() == []
    assert library.own_of(trip) == {}


def test_a_scan_that_finds_a_file_elsewhere_or_described_anew_drops_nothing(
    library: Library, trip: list[int], tmp_path: Path
) -> None:
    library.set_rating(trip[:1], 5)
    library.add_tags(trip[:1], ["Oma"])
    library.set_caption(trip[0], "By hand")
    known = library.known_files(bytes(tmp_path / "trip"))
    library.mark_missing([known[bytes(tmp_path / "trip" / "0.jpg")].file_id])
    assert library.photos_by_ids(trip[:1]) == []
    add_photo(library, [put_file(tmp_path / "else" / "new name.jpg")], key="1-0", slot=9, caption="a cat")
    row = library.photos_by_ids(trip[:1])[0]
    assert (row.rating, row.own_tags, row.own_caption) == (5, ("Oma",), "By hand")
    assert found(library, "oma") == {"tag": [9]}
    assert found(library, "cat") == {}


def test_what_a_person_did_wins_over_what_files_say(library: Library, trip: list[int], tmp_path: Path) -> None:
    photo = trip[1]
    (file,) = library.files_at(tmp_path / "trip" / "1.jpg")

    def heed(words: FileWords, origin: str = "sidecar") -> None:
        library.heed_files([Heard(photo, file.file_id, origin, words)])  # type: ignore[arg-type]

    heed(FileWords(2, "From the file", ("Oslo", "Winter")))
    heed(FileWords(tags=("Embedded",)), "embedded")
    assert library.own_of([photo])[photo] == Own(2, False, ("Embedded", "Oslo", "Winter"), "From the file", "file")
    library.set_rating([photo], 5)
    library.remove_tags([photo], ["oslo"])
    library.add_tags([photo], ["winter"])
    heed(FileWords(3, "Changed in the file", ("Oslo", "Spring")))
    # Its own earlier values follow the file; what the person decided stays.
    assert library.own_of([photo])[photo] == Own(
        5, False, ("Embedded", "Spring", "Winter"), "Changed in the file", "file"
    )
    library.undo()
    library.undo()
    library.undo()
    assert library.own_of([photo])[photo] == Own(
        3, False, ("Embedded", "Oslo", "Spring"), "Changed in the file", "file"
    )
    with pytest.raises(SnowlineError, match="nothing to undo"):
        library.undo()  # what was read from files is only undone when it is named
    read = library.history()[-1]
    assert read.summary.startswith("Read what the files of ")
    library.undo(read.entry_id)
    assert photo not in library.own_of([photo])
    library.redo(read.entry_id)
    assert library.own_of([photo])[photo].rating == 3


def test_undo_of_an_older_entry_leaves_what_is_newer(library: Library, trip: list[int]) -> None:
    first = library.set_rating(trip, 2)
    library.set_rating(trip[:1], 5)
    assert first is not None
    done = library.undo(first.entry_id)
    assert done.kept == 1
    assert [row.rating for row in library.photos_by_ids(trip)] == [5, None, None, None]


def test_ten_thousand_photos_in_one_batch_take_less_than_a_second(library: Library, tmp_path: Path) -> None:
    seen = put_file(tmp_path / "a.jpg")
    ids = []
    with library._transaction() as connection:  # many photos, quickly
        for n in range(10_000):
            connection.execute(
                "INSERT INTO photos (key, width, height, format, added, live) VALUES (?, 1, 1, 'JPEG', '', 1)",
                (str(n),),
            )
            ids.append(connection.execute("SELECT last_insert_rowid()").fetchone()[0])
        drive, inside = library._place(seen.path, seen.device)
        connection.executemany(
            "INSERT INTO files (photo_id, drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state) "
            "VALUES (?, ?, ?, ?, ?, 'f', 'jpg', 1, 1, 'indexed')",
            [(id_, drive, f"{inside!r}{id_}", inside + str(id_).encode(), f"{id_}.jpg") for id_ in ids],
        )
    changes = (
        lambda: library.set_rating(ids, 3),
        lambda: library.set_favourite(ids, True),
        lambda: library.add_tags(ids, ["Oma"]),
        lambda: library.undo(),
    )
    for change in changes:
        began = time.perf_counter()
        change()
        # 0.1 to 0.6 s on a quiet machine of two cores; others may be at work here.
        assert time.perf_counter() - began < 3.0
    assert library.history(1)[0].state == "undone"


def test_a_person_need_not_wait_for_an_indexing_process(library: Library, trip: list[int], tmp_path: Path) -> None:
    """`library` is open for writing all the while, as by another process."""
    with Library.open_beside(library.folder) as beside:
        assert not beside.alone
        beside.set_rating(trip, 4)
        beside.add_tags(trip[:1], ["Oma"])
        with library._transaction() as connection:
            library._refresh(connection, trip)  # what indexing does
        assert found(library, "oma") == {"tag": [0]}
        assert beside.undo().entry.kind == "tags"
        for change in (
            lambda: beside.remove_root(tmp_path / "trip"),
            lambda: beside.forget_drive(1),
            lambda: beside.trash_files([1]),
        ):
            with pytest.raises(LibraryBusy, match="when it has finished"):
                change()
        with pytest.raises(LibraryBusy):
            Library.open_beside(library.folder)
        library.remove_root(tmp_path / "trip")
        with pytest.raises(LibraryBusy):
            beside.undo()
    library.undo()
    library.close()
    with Library.open_beside(library.folder) as alone:
        assert alone.alone
    with pytest.raises(SnowlineError, match="no library"):
        Library.open_beside(tmp_path / "none")


def test_generations_share_what_people_added(library: Library, trip: list[int]) -> None:
    library.set_rating(trip[:1], 3)
    library.use_pack("test-2")
    assert library.own_of(trip[:1])[trip[0]].rating == 3
    assert library.at(PACK).photos_by_ids(trip[:1])[0].rating == 3


def test_of_two_drives_that_take_turns_in_one_place_only_the_present_one_is_meant(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    now = {"serial": "first"}
    real_volume_of = drives.volume_of

    def volume_of(path: bytes) -> drives.Volume:
        at = os.fsencode(stick)
        if path == at or path.startswith(at + b"/"):
            return drives.Volume(now["serial"], now["serial"], "removable", at)
        return real_volume_of(path)

    monkeypatch.setattr(drives, "volume_of", volume_of)
    monkeypatch.setattr("app.library.base._DRIVES_AGE", -1.0)
    real_mounted_at = drives.mounted_at
    monkeypatch.setattr(
        drives,
        "mounted_at",
        lambda serial, mount: (
            real_mounted_at(serial, mount)
            if serial not in {"first", "second"}
            else mount
            if serial == now["serial"]
            else None
        ),
    )
    first = add_photo(library, [put_file(stick / "IMG_0001.jpg")._replace(device=777)], key="1-a", slot=0)
    now["serial"] = "second"
    library.look_again()
    second = add_photo(library, [put_file(stick / "IMG_0001.jpg")._replace(device=778)], key="1-b", slot=1)
    for path in (stick, stick / "IMG_0001.jpg"):
        assert [file.photo_id for file in library.files_at(path)] == [second]
    now["serial"] = "first"
    assert [file.photo_id for file in library.files_at(stick)] == [first]
