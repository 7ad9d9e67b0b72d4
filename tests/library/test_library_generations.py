"""Two generations of descriptions side by side: their slots never mix, one answers, and a switch goes both ways."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from library_photos import PACK, add_photo, put_file

from app.domain import SnowlineError, Tag, Triplet
from app.library import Library, NewText

NEW = "test-2"


def describe_two(library: Library, folder: Path) -> None:
    """Photos 0 and 1, of which the live generation says dog and cat, and the new one hound (and nothing of 1 yet)."""
    for slot, (name, word) in enumerate([("a.jpg", "dog"), ("b.jpg", "cat")]):
        add_photo(
            library,
            [put_file(folder / name)],
            key=f"1-{slot}",
            slot=slot,
            caption=f"a {word}",
            tags=[Tag(word, 0.9)],
            texts=[NewText(f"a {word}", "caption", slot)],
            taken=f"202{slot}-01-01T00:00:00",
        )
    library.use_pack(NEW)
    add_photo(
        library.at(NEW),
        [],
        key="1-0",
        slot=0,
        caption="a hound",
        tags=[Tag("hound", 0.8)],
        triplets=[Triplet("hound", "stand on", "hill")],
        texts=[NewText("a hound", "caption", 0), NewText("hound stand on hill", "triplet", 1)],
        taken="2020-01-01T00:00:00",
    )


def states(library: Library) -> dict[str, str]:
    return {row.name: row.state for row in library.generations()}


def test_while_one_is_built_the_other_answers_alone(library: Library, tmp_path: Path) -> None:
    describe_two(library, tmp_path)
    assert states(library) == {PACK: "live", NEW: "building"}
    assert library.live_slots().tolist() == [0, 1]
    assert set(library.literal("dog")) == {"caption", "tag"}
    assert library.literal("hound") == {}
    assert library.tag_photos(["hound"]) == []
    assert library.caption_photos_for_text_slots([0, 1]) == [(0, 0), (1, 1)]
    (row,) = library.photos_by_slots([0])
    assert row.caption is not None
    assert (row.caption.text, [tag.name for tag in row.tags]) == ("a dog", ["dog"])
    new = library.at(NEW)
    assert (new.pack, new.photo_count(), new.slot_ends()) == (NEW, 1, (1, 2))
    assert new.tag_photos(["hound", "dog"]) == [(0, "hound", 0.8)]
    assert sorted(new.caption_photos_for_text_slots([0, 1])) == [(0, 0), (1, 0)]
    assert new.status().captions == 1
    (row,) = new.photos_by_slots([0])
    assert row.caption is not None
    assert row.caption.text == "a hound"


def test_what_is_lacking_is_told_newest_first_with_where_to_read_it(library: Library, tmp_path: Path) -> None:
    describe_two(library, tmp_path)
    library.use_pack("test-3")
    other = library.at("test-3")
    ids = other.lacking().tolist()
    keys = [source.key for source in (other.sources(ids)[photo] for photo in ids)]
    assert keys == ["1-1", "1-0"]
    source = other.sources(ids)[ids[0]]
    assert (source.path, source.size) == (os.fsencode(tmp_path / "b.jpg"), 5)
    other.note_undescribed([(ids[0], "the models gave no usable answer for it")])
    assert other.lacking().tolist() == ids[1:]
    row = other.generation("test-3")
    assert row is not None
    assert (row.lacking, row.failed, row.away) == (1, 1, 0)
    assert states(library)[NEW] == "kept"  # only one is built at a time


def test_photos_on_a_drive_that_is_not_connected_are_away(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe_two(library, tmp_path)
    monkeypatch.setattr("app.library.base._DRIVES_AGE", -1.0)
    monkeypatch.setattr("app.library.drives.mounted_at", lambda serial, mount: None)
    row = library.generation(NEW)
    assert row is not None
    assert (row.lacking, row.away) == (1, 1)
    assert library.at(NEW).lacking().size == 0


def test_a_switch_changes_words_and_waiting_files_and_can_be_undone(library: Library, tmp_path: Path) -> None:
    describe_two(library, tmp_path)
    folder = os.fsencode(tmp_path)

    def waiting() -> list[str]:
        return [os.path.basename(path).decode() for path, f in library.known_files(folder).items() if f.state == "new"]

    before = library.photos_by_slots([0, 1]), library.status()
    library.switch_to(NEW)
    assert states(library) == {NEW: "live", PACK: "kept"}
    assert waiting() == ["b.jpg"]  # nothing describes it now
    assert set(library.literal("hound")) == {"caption", "tag"}
    assert library.literal("dog") == library.literal("cat") == {}
    library.switch_to(PACK)
    assert waiting() == []
    assert (library.photos_by_slots([0, 1]), library.status()) == before
    assert set(library.literal("cat")) == {"caption", "tag"}
    assert library.literal("hound") == {}


def test_a_choice_by_name_stands_until_another_pack_is_asked_for(library: Library, tmp_path: Path) -> None:
    describe_two(library, tmp_path)
    library.switch_to(PACK, chosen=True)
    assert library.chosen_generation() == PACK
    library.use_pack(NEW)
    assert library.chosen_generation() == PACK
    library.use_pack(NEW, asked=True)
    assert library.chosen_generation() is None


def test_a_generation_is_dropped_whole_and_never_the_live_one(library: Library, tmp_path: Path) -> None:
    describe_two(library, tmp_path)
    with pytest.raises(SnowlineError, match="answers searches"):
        library.drop_generation(PACK)
    with pytest.raises(SnowlineError, match="no generation"):
        library.drop_generation("nobody-1")
    library.drop_generation(NEW)
    assert states(library) == {PACK: "live"}
    assert library.at(NEW).slot_ends() == (0, 0)
    assert library.at(NEW).tag_photos(["hound"]) == []
    assert library.photo_count() == 2


def test_an_empty_generation_gives_way_at_once(library: Library) -> None:
    library.use_pack(NEW)
    assert states(library) == {NEW: "live"}


def test_slots_given_up_and_photos_that_went_away_are_not_live(library: Library, tmp_path: Path) -> None:
    files = [put_file(tmp_path / f"{number}.jpg") for number in range(6)]
    for slot, file in enumerate(files):
        add_photo(library, [file], key=f"1-{slot}", slot=slot)
    known = library.known_files(os.fsencode(tmp_path))
    library.mark_missing([known[files[4].path].file_id])
    assert library.live_slots().tolist() == [0, 1, 2, 3, 5]
    add_photo(library, [files[1]], key="1-1", slot=6)  # described anew
    assert library.live_slots().tolist() == [0, 2, 3, 5, 6]
    assert library.live_slots().dtype == np.int64
    assert library.photo_count() == 5
    library.forget_slots_from(5, 0)
    assert library.live_slots().tolist() == [0, 2, 3]
    assert library.photo_count() == 3


def test_status_tells_how_many_texts_share_a_vector(library: Library, tmp_path: Path) -> None:
    stand = Triplet("dog", "stand on", "hill")
    texts = [NewText("a dog", "caption", 0), NewText(stand.text, "triplet", 1)]
    for slot in range(3):
        add_photo(
            library,
            [put_file(tmp_path / f"{slot}.jpg")],
            key=f"1-{slot}",
            slot=slot,
            caption="a dog",
            triplets=[stand],
            texts=texts if slot == 0 else (),
        )
    status = library.status()
    assert (status.captions, status.unique_captions) == (3, 1)
    assert (status.triplet_uses, status.triplets, status.texts) == (3, 1, 2)
