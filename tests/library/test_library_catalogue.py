"""What goes into the catalogue comes out of it, whatever becomes of the files."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from library_photos import PACK, add_photo, put_file

from app.domain import Caption, SnowlineError, Tag, Triplet
from app.library import Library, NewText, SeenFile

DOG = Tag("dog", 0.9)


def test_a_photo_comes_back_with_all_that_is_known_of_it(library: Library, tmp_path: Path) -> None:
    file = put_file(tmp_path / "photos" / "a.jpg")
    photo = add_photo(
        library,
        [file],
        key="1-a",
        slot=0,
        caption="a dog runs",
        tags=[Tag("cat", 0.1), DOG],
        taken="2021-01-17T10:30:00",
        texts=[NewText("a dog runs", "caption", 0)],
    )
    with Library.open(library.folder) as reader:
        (row,) = reader.photos_by_slots([0])
        assert (row.photo_id, row.key, row.slot) == (photo, "1-a", 0)
        assert row.path == str(tmp_path / "photos" / "a.jpg")
        assert row.raw_path == file.path
        assert (row.size, row.mtime_ns, row.date) == (5, file.mtime_ns, "2021-01-17T10:30:00")
        assert (row.width, row.height, row.type, row.camera) == (640, 480, "JPEG", "Canon EOS 40D")
        assert row.caption == Caption("a dog runs", 0.75, PACK)
        assert row.tags == (DOG, Tag("cat", 0.1))  # the surest first
        assert row.online
        assert reader.photos_by_ids([photo]) == [row]
        assert reader.photo_for_path(tmp_path / "photos" / "a.jpg") == row
        assert reader.photo_for_path(tmp_path / "photos" / "b.jpg") is None


def test_without_a_camera_date_the_files_own_date_counts(library: Library, tmp_path: Path) -> None:
    file = put_file(tmp_path / "a.jpg")
    add_photo(library, [file], key="1-a", slot=0)
    (row,) = library.photos_by_slots([0])
    assert row.date == time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(file.mtime_ns // 10**9))


def test_slots_are_answered_in_the_order_asked_and_unknown_ones_left_out(library: Library, tmp_path: Path) -> None:
    for slot in range(4):
        add_photo(library, [put_file(tmp_path / f"{slot}.jpg")], key=f"1-{slot}", slot=slot)
    assert [row.slot for row in library.photos_by_slots(np.array([2, 99, 0, 3]))] == [2, 0, 3]
    assert library.live_slots().tolist() == [0, 1, 2, 3]
    assert library.live_slots().dtype == np.int64
    assert library.photo_count() == 4


def test_one_photo_in_two_files_lives_until_both_are_missing(library: Library, tmp_path: Path) -> None:
    files = [put_file(tmp_path / "a" / "long name.jpg"), put_file(tmp_path / "b.jpg")]
    add_photo(library, files, key="1-a", slot=7)
    (row,) = library.photos_by_slots([7])
    assert (row.name, row.copies) == ("b.jpg", 2)  # the shorter path is shown
    known = library.known_files(os.fsencode(tmp_path))
    library.mark_missing([known[files[1].path].file_id])
    (row,) = library.photos_by_slots([7])
    assert (row.name, row.copies) == ("long name.jpg", 1)
    library.mark_missing([known[files[0].path].file_id])
    assert library.photos_by_slots([7]) == []
    assert library.live_slots().size == 0
    assert library.photo_count() == 0


def test_a_missing_file_that_returns_unchanged_is_indexed_at_once(library: Library, tmp_path: Path) -> None:
    file = put_file(tmp_path / "a.jpg")
    add_photo(library, [file], key="1-a", slot=0, caption="a lake")
    (known,) = library.known_files(os.fsencode(tmp_path)).values()
    library.mark_missing([known.file_id])
    assert library.upsert_files([file]) == [(known.file_id, "indexed")]
    assert library.photos_by_slots([0])[0].caption is not None
    assert library.literal("lake")["caption"].tolist() == [0]


def test_a_missing_file_that_returns_after_its_description_was_lost_waits(library: Library, tmp_path: Path) -> None:
    file = put_file(tmp_path / "a.jpg")
    add_photo(library, [file], key="1-a", slot=0)
    (known,) = library.known_files(os.fsencode(tmp_path)).values()
    library.mark_missing([known.file_id])
    library.forget_slots_from(0, 0)
    assert library.upsert_files([file]) == [(known.file_id, "new")]


def test_a_text_that_another_pack_knew_waits_for_its_vector(library: Library, tmp_path: Path) -> None:
    """As when a run with a new pack is stopped: its last photos are written before their texts have vectors."""
    add_photo(
        library, [put_file(tmp_path / "a.jpg")], key="1-a", slot=0, caption="a", texts=[NewText("a", "caption", 0)]
    )
    library.use_pack("test-2")
    other = library.at("test-2")
    add_photo(other, [put_file(tmp_path / "a.jpg")], key="1-a", slot=0, caption="a")
    assert other.texts_without_vector() == [("a", "caption")]
    assert library.texts_without_vector() == []


def test_a_path_that_cannot_be_is_not_in_the_library(library: Library) -> None:
    assert library.photo_for_path("no\0file.jpg") is None


def test_a_changed_file_lets_go_of_its_photo_and_waits(library: Library, tmp_path: Path) -> None:
    file = put_file(tmp_path / "a.jpg")
    add_photo(library, [file], key="1-a", slot=0)
    changed = file._replace(size=file.size + 1)
    ((file_id, state),) = library.upsert_files([changed])
    assert state == "new"
    assert library.photos_by_slots([0]) == []
    assert library.photo_by_key("1-a") is not None  # the description stays, should the content come back
    library.attach_files([(file_id, library.photo_by_key("1-a") or 0)])
    assert library.photos_by_slots([0])[0].size == file.size + 1


def test_skipped_files_keep_their_reason(library: Library, tmp_path: Path) -> None:
    ((file_id, _),) = library.upsert_files([put_file(tmp_path / "a.jpg")])
    library.mark_skipped([(file_id, "the file is truncated")])
    (known,) = library.known_files(os.fsencode(tmp_path)).values()
    assert (known.state, known.reason) == ("skipped", "the file is truncated")
    assert library.skipped_files() == [(str(tmp_path / "a.jpg"), "the file is truncated")]


def test_known_files_are_those_below_the_folder_and_no_neighbours(library: Library, tmp_path: Path) -> None:
    names = ["a/1.jpg", "a/b/2.jpg", "a.jpg", "a0/3.jpg", "a-b/4.jpg", "A/5.jpg"]
    library.upsert_files([put_file(tmp_path / name) for name in names])
    below = library.known_files(os.fsencode(tmp_path / "a"))
    assert sorted(below) == [os.fsencode(tmp_path / "a/1.jpg"), os.fsencode(tmp_path / "a/b/2.jpg")]
    assert len(library.known_files(b"/")) == len(names)
    assert list(library.known_files(os.fsencode(tmp_path / "a.jpg"))) == [os.fsencode(tmp_path / "a.jpg")]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")
@pytest.mark.parametrize("name", [b"caf\xe9.jpg", b"new\nline.jpg", b"%_'\".jpg", "雪.jpg".encode(), b"\xff\xfe.jpg"])
def test_any_name_a_file_system_allows_is_kept_byte_for_byte(library: Library, tmp_path: Path, name: bytes) -> None:
    file = put_file(os.path.join(os.fsencode(tmp_path), name))
    add_photo(library, [file], key="1-a", slot=0)
    (row,) = library.photos_by_slots([0])
    assert os.stat(row.raw_path).st_size == 5
    row.path.encode("utf-8")  # can be printed
    assert library.photo_for_path(file.path) == row
    assert list(library.known_files(os.fsencode(tmp_path))) == [file.path]


def test_texts_are_shared_and_lead_to_their_photos(library: Library, tmp_path: Path) -> None:
    run = Triplet("dog", "run on", "beach")
    texts = [NewText("a dog", "caption", 0), NewText(run.text, "triplet", 1)]
    assert library.new_texts(["a dog", run.text, "a dog"]) == ["a dog", run.text]
    add_photo(
        library,
        [put_file(tmp_path / "a.jpg")],
        key="1-a",
        slot=0,
        caption="a dog",
        triplets=[run],
        texts=texts,
        tags=[DOG],
    )
    assert library.new_texts(["a dog", "a cat", run.text]) == ["a cat"]
    add_photo(library, [put_file(tmp_path / "b.jpg")], key="1-b", slot=1, caption="a dog", triplets=[run])
    assert sorted(library.caption_photos_for_text_slots([0])) == [(0, 0), (0, 1)]
    assert sorted(library.caption_photos_for_text_slots([1, 55])) == [(1, 0), (1, 1)]
    assert library.slot_texts([1, 0, 9]) == {0: "a dog", 1: "dog run on beach"}
    assert library.text_slots("caption").tolist() == [0]
    assert library.text_slots("triplet").tolist() == [1]
    assert library.tag_photos(["dog", "cat"]) == [(0, "dog", 0.9)]
    status = library.status()
    assert (status.photos, status.captions, status.triplets, status.texts) == (2, 2, 1, 2)


def test_two_triplets_that_read_the_same_share_one_text(library: Library, tmp_path: Path) -> None:
    same = [Triplet("dog", "run in", "park"), Triplet("dog", "run", "in park")]
    add_photo(library, [put_file(tmp_path / "a.jpg")], key="1-a", slot=0, triplets=same)
    assert library.status().triplets == 1


def test_describing_a_photo_anew_replaces_what_was_said(library: Library, tmp_path: Path) -> None:
    file = put_file(tmp_path / "a.jpg")
    first = add_photo(library, [file], key="1-a", slot=0, caption="a dog", tags=[DOG])
    second = add_photo(library, [file], key="1-a", slot=1, caption="a cat", tags=[Tag("cat", 0.8)])
    assert first == second
    (row,) = library.photos_by_slots([0, 1])
    assert (row.slot, row.tags) == (1, (Tag("cat", 0.8),))
    assert library.literal("dog") == {}
    assert set(library.literal("cat")) == {"caption", "tag"}


def test_another_pack_keeps_its_slots_apart_while_the_first_goes_on_answering(library: Library, tmp_path: Path) -> None:
    file = put_file(tmp_path / "a.jpg")
    photo = add_photo(library, [file], key="1-a", slot=3, caption="a dog", texts=[NewText("a dog", "caption", 0)])
    library.use_pack("test-2")
    (known,) = library.known_files(os.fsencode(tmp_path)).values()
    assert (library.pack, known.state) == (PACK, "indexed")
    other = library.at("test-2")
    assert other.photo_by_key("1-a") is None
    assert other.new_texts(["a dog"]) == ["a dog"]
    assert other.slot_ends() == (0, 0)
    again = add_photo(other, [file], key="1-a", slot=0, caption="a dog", texts=[NewText("a dog", "caption", 0)])
    assert again == photo
    assert other.photos_by_slots([0])[0].photo_id == library.photos_by_slots([3])[0].photo_id == photo
    assert library.photos_by_slots([0]) == other.photos_by_slots([3]) == []


def test_slots_beyond_the_vector_files_are_forgotten(library: Library, tmp_path: Path) -> None:
    for slot in range(3):
        text = f"photo {slot}"
        add_photo(
            library,
            [put_file(tmp_path / f"{slot}.jpg")],
            key=f"1-{slot}",
            slot=slot,
            caption=text,
            texts=[NewText(text, "caption", slot)],
        )
    assert library.slot_ends() == (3, 3)
    assert library.forget_slots_from(2, 1) == 1
    assert library.slot_ends() == (2, 1)
    assert library.live_slots().tolist() == [0, 1]
    assert library.status().waiting == 1
    assert library.texts_without_vector() == [("photo 1", "caption"), ("photo 2", "caption")]


def test_a_reader_sees_what_the_writer_commits_and_may_not_write(library: Library, tmp_path: Path) -> None:
    with Library.open(library.folder) as reader:
        before = reader.version()
        add_photo(library, [put_file(tmp_path / "a.jpg")], key="1-a", slot=0)
        assert reader.photo_count() == 1
        assert reader.version() != before
        with pytest.raises(SnowlineError, match="reading only"):
            reader.mark_missing([1])


def test_one_reader_serves_several_threads(library: Library, tmp_path: Path) -> None:
    add_photo(library, [put_file(tmp_path / "a.jpg")], key="1-a", slot=0, caption="a lake")
    with Library.open(library.folder) as reader:
        answers: list[int] = []

        def ask() -> None:
            for _ in range(20):
                answers.append(len(reader.literal("lake")) + len(reader.photos_by_slots([0])))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [2] * 80


def test_a_root_is_kept_once(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    assert library.add_root(folder) == library.add_root(os.fsencode(folder))
    assert library.status().roots == (str(folder),)


def test_twenty_thousand_files_take_well_under_a_few_seconds(library: Library, tmp_path: Path) -> None:
    device = os.stat(tmp_path).st_dev
    folder = os.fsencode(tmp_path)
    files = [SeenFile(folder + b"/%03d/IMG_%06d.jpg" % (i // 1000, i), i, i, device) for i in range(20_000)]
    began = time.process_time()
    written = library.upsert_files(files)
    wrote = time.process_time() - began
    known = library.known_files(folder)
    read = time.process_time() - began - wrote
    assert len({file_id for file_id, _ in written}) == len(known) == 20_000
    assert wrote < 3  # seconds of processor time; 0.6 on the development machine
    assert read < 1
