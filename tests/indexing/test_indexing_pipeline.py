"""A folder becomes a searchable library, stays in step with it, and is never read twice for nothing."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from conftest import Indexing
from fake_workshops import QuickWorkshop, SilentWorkshop, SlowWorkshop
from indexing_photos import as_paths, check_library, draw, draw_many

from app.domain import CancelToken, IndexSummary, LibraryBusy, Progress, SnowlineError, Unreadable
from app.index.generation import Generation
from app.library import Library
from app.media.source import system_reason
from app.settings import Settings


def never_open(library: Path) -> QuickWorkshop:
    raise AssertionError("no worker should start")


def counts(summary: IndexSummary) -> tuple[int, int, int, int]:
    return summary.found, summary.indexed, summary.unchanged, len(summary.skipped)


def test_the_story_of_a_folder(index: Indexing, tmp_path: Path) -> None:
    root, library = tmp_path / "photos", tmp_path / "library"
    paths = draw_many(root, 60)
    (root / "empty.jpg").touch()
    (root / "text.jpg").write_text("not a photo at all")
    shutil.copy(paths[0], root / "copy of the first.png")

    summary, progress = index(root)
    assert counts(summary) == (63, 61, 0, 2)
    assert {(os.path.basename(skip.path), skip.reason) for skip in summary.skipped} == {
        ("empty.jpg", "the file is empty"),
        ("text.jpg", "not a photo but a text"),
    }
    assert not summary.cancelled
    assert check_library(library) == as_paths(paths)  # of two copies the shorter path is shown
    with Library.open(library) as reader:
        assert reader.photo_count() == 60  # the copy is the same photo
        assert reader.status().roots == (str(root),)
        row = reader.photo_for_path(paths[0])
        assert row is not None
        assert row.copies == 2
        assert set(reader.literal("brightness")) == {"caption"}
        assert len(reader.tag_photos(["picture"])) == 60
        texts = reader.status().texts
        assert 2 <= texts <= 16  # each caption and triplet once, however many photos share it
        with Generation(library, "fake-1") as vectors:
            assert len(vectors.texts) == texts
    last = [step for step in progress if step.stage == "index"][-1]
    assert last.done == last.total == 62  # the empty file needed no worker
    assert {"scan", "index"} <= {step.stage for step in progress} <= {"scan", "index", "finish"}

    again, _ = index(root, workshop=never_open)  # unchanged: not one worker starts, the skipped are told again
    assert counts(again) == (63, 0, 61, 2)
    assert {(skip.path, skip.reason) for skip in again.skipped} == {(s.path, s.reason) for s in summary.skipped}

    # Moved, deleted, changed, mended, new.
    (root / "moved").mkdir()
    paths[1].rename(root / "moved" / "elsewhere.png")
    paths[2].unlink()
    draw(paths[3], 1003)
    draw(root / "text.jpg", 1004)
    draw(root / "new.png", 1005)
    third, _ = index(root)
    assert counts(third) == (63, 4, 58, 1)
    shown = check_library(library)
    assert {str(root / "moved" / "elsewhere.png"), str(root / "text.jpg"), str(root / "new.png")} <= shown
    assert not {str(paths[1]), str(paths[2])} & shown
    with Library.open(library) as reader:
        assert reader.status().missing == 1  # the moved one is not missing


def test_moved_photos_are_known_by_their_content(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "before", 20)
    index(tmp_path / "before")
    size = (tmp_path / "library" / "vectors" / "fake-1" / "images.vec").stat().st_size
    (tmp_path / "before").rename(tmp_path / "after")
    summary, _ = index(tmp_path / "after", workshop=never_open)  # nor is a model loaded for that
    assert counts(summary) == (20, 20, 0, 0)
    assert (tmp_path / "library" / "vectors" / "fake-1" / "images.vec").stat().st_size == size
    assert len(check_library(tmp_path / "library")) == 20


@pytest.mark.parametrize("left", ["empty", "gone"])
def test_an_unplugged_root_marks_nothing_missing(index: Indexing, tmp_path: Path, left: str) -> None:
    root = tmp_path / "stick"
    draw_many(root, 3)
    index(root)
    shutil.rmtree(root)
    if left == "empty":
        root.mkdir()
        summary, _ = index(root)
        assert counts(summary) == (0, 0, 0, 0)
    else:
        with pytest.raises(SnowlineError, match="not there"):
            index(root)
    with Library.open(tmp_path / "library") as reader:
        assert (reader.photo_count(), reader.status().missing) == (3, 0)


def test_one_file_can_be_indexed_and_its_neighbours_stay_as_they_are(index: Indexing, tmp_path: Path) -> None:
    paths = draw_many(tmp_path / "photos", 3)
    shutil.copy(paths[0], tmp_path / "photos" / "photo.without-suffix")
    summary, _ = index(paths[1], tmp_path / "photos" / "photo.without-suffix")
    assert counts(summary) == (2, 2, 0, 0)
    index(tmp_path / "photos")
    paths[2].unlink()
    index(paths[1])
    with Library.open(tmp_path / "library") as reader:
        assert reader.status().missing == 0
        assert reader.status().files == 4  # the file with the odd name is still there, so it is not missing


def test_names_of_any_bytes_are_indexed(index: Indexing, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "photos")
    for number, name in enumerate([b"caf\xe9.png", b"new\nline.png", b"\xf0\x9f\x8f\x94.png"]):
        draw(os.path.join(folder, name), number)
    summary, _ = index(tmp_path / "photos")
    assert summary.indexed == 3
    assert index(tmp_path / "photos", workshop=never_open)[0].unchanged == 3


def test_what_could_not_be_read_for_a_while_is_tried_again(
    index: Indexing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permissions, drives and downloads change without the file's size and date."""
    paths = draw_many(tmp_path / "photos", 3)

    def refused(path: bytes) -> str:
        raise Unreadable(system_reason(PermissionError(errno.EACCES, "no")))

    with monkeypatch.context() as locked:
        locked.setattr("app.indexing.ties.content_key", refused)
        for _ in range(2):  # no worker is needed to see that it still cannot be read
            assert counts(index(tmp_path / "photos", workshop=never_open)[0]) == (3, 0, 0, 3)
    assert counts(index(tmp_path / "photos")[0]) == (3, 3, 0, 0)
    assert check_library(tmp_path / "library") == as_paths(paths)


def test_photos_behind_a_link_are_known_again(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "elsewhere", 5)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "link").symlink_to(tmp_path / "elsewhere")
    assert counts(index(tmp_path / "photos")[0]) == (5, 5, 0, 0)
    assert counts(index(tmp_path / "photos", workshop=never_open)[0]) == (5, 0, 5, 0)


def test_a_scan_that_finds_no_photo_can_be_stopped(index: Indexing, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / "papers" / str(number)).mkdir(parents=True)
    cancel = CancelToken()
    cancel.cancel()
    assert index(tmp_path / "papers", cancel=cancel)[0].cancelled


def test_unfinished_thumbnails_of_a_killed_run_are_swept(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 1)
    index(tmp_path / "photos")
    left = tmp_path / "library" / "thumbnails" / ".new-0815"
    left.touch()
    index(tmp_path / "photos")
    assert not left.exists()


def test_captions_that_were_switched_off_are_made_up_for(index: Indexing, tmp_path: Path) -> None:
    paths = draw_many(tmp_path / "photos", 10)
    off = Settings(worker_processes=1, captions=False)
    index(tmp_path / "photos", workshop=SilentWorkshop, settings=off)
    assert counts(index(tmp_path / "photos", workshop=never_open, settings=off)[0]) == (10, 0, 10, 0)
    shutil.copy(paths[0], tmp_path / "photos" / "copy of the first.png")
    assert counts(index(tmp_path / "photos")[0]) == (11, 11, 0, 0)
    assert check_library(tmp_path / "library") == as_paths(paths)
    with Library.open(tmp_path / "library") as reader:
        assert reader.status().captions == 10
    for settings in (None, off):
        again, _ = index(tmp_path / "photos", workshop=never_open, settings=settings)
        assert counts(again) == (11, 0, 11, 0)


def test_a_photo_of_which_there_is_nothing_to_say_is_asked_once(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 2)
    index(tmp_path / "photos", workshop=SilentWorkshop)
    assert counts(index(tmp_path / "photos", workshop=never_open)[0]) == (2, 0, 2, 0)


def test_nested_roots_count_each_file_once(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 4)
    summary, _ = index(tmp_path / "photos", tmp_path / "photos" / "00", tmp_path / "photos")
    assert counts(summary) == (4, 4, 0, 0)


def test_cancelled_in_the_middle_the_library_is_valid_and_the_next_run_goes_on(index: Indexing, tmp_path: Path) -> None:
    paths = draw_many(tmp_path / "photos", 120)
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.stage == "index" and progress.done >= 20:
            cancel.cancel()

    began = time.monotonic()
    summary, _ = index(tmp_path / "photos", workshop=SlowWorkshop, cancel=cancel, watch=stop)
    assert summary.cancelled
    assert 20 <= summary.indexed < 120
    assert time.monotonic() - began < 30
    assert len(check_library(tmp_path / "library", text_vectors=False)) == summary.indexed
    rest, _ = index(tmp_path / "photos")
    assert (rest.indexed, rest.unchanged, rest.cancelled) == (120 - summary.indexed, summary.indexed, False)
    assert check_library(tmp_path / "library") == as_paths(paths)


def test_cancelled_before_it_began_nothing_is_described(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 3)
    cancel = CancelToken()
    cancel.cancel()
    summary, _ = index(tmp_path / "photos", cancel=cancel, workshop=never_open)
    assert summary.cancelled
    assert summary.indexed == 0
    assert index(tmp_path / "photos")[0].indexed == 3


def test_paused_it_hands_out_nothing_and_goes_on_when_told(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 150)
    cancel = CancelToken()
    paused_at: list[int] = []

    def pause(progress: Progress) -> None:
        if progress.stage == "index" and progress.done and not paused_at:
            cancel.pause()
            paused_at.append(progress.done)
            threading.Timer(2.0, cancel.resume).start()

    summary, progress = index(tmp_path / "photos", workshop=SlowWorkshop, cancel=cancel, watch=pause)
    assert summary.indexed == 150
    # At most four tasks of 16 were in hand; then it stands still, and says so.
    done = [step.done for step in progress]
    standing = max(done.count(value) for value in set(done) if paused_at[0] <= value <= paused_at[0] + 64)
    assert standing >= 5


def test_progress_comes_in_a_bearable_rhythm_and_tells_the_time_left(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 100)
    times: list[float] = []
    summary, progress = index(
        tmp_path / "photos", workshop=SlowWorkshop, watch=lambda step: times.append(time.monotonic())
    )
    assert len(progress) <= 10 * summary.seconds + 3
    done = [step.done for step in progress if step.stage == "index"]
    assert done == sorted(done)
    assert done[-1] == 100
    busy = [step for step in progress if step.stage == "index" and 0 < step.done < 100]
    assert busy
    assert all(step.rate > 0 and step.seconds_left is not None and step.total == 100 for step in busy)
    assert all(step.current.endswith(".png") for step in busy)


def test_while_one_indexes_nobody_else_may_write(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 2)

    def second(progress: Progress) -> None:
        if progress.stage == "finish":
            return  # the library is free again
        with pytest.raises(LibraryBusy):
            index(tmp_path / "photos")

    index(tmp_path / "photos", watch=second)


def test_an_abandoned_run_leaves_no_process_and_no_lock(index: Indexing, tmp_path: Path) -> None:
    from multiprocessing import active_children

    draw_many(tmp_path / "photos", 40)

    class Enough(Exception):
        pass

    def leave(progress: Progress) -> None:
        if progress.stage == "index" and progress.done:
            raise Enough

    with pytest.raises(Enough):
        index(tmp_path / "photos", workshop=SlowWorkshop, watch=leave)
    assert active_children() == []
    assert index(tmp_path / "photos")[0].found == 40
    check_library(tmp_path / "library")


def test_another_pack_describes_everything_again_beside_the_old(index: Indexing, tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 10)
    index(tmp_path / "photos")
    summary, _ = index(tmp_path / "photos", generation="fake-2")
    assert summary.indexed == 10
    assert len(check_library(tmp_path / "library", "fake-2")) == 10
    assert (tmp_path / "library" / "vectors" / "fake-1" / "images.vec").exists()


@pytest.mark.parametrize("lost", ["images.vec", "texts.vec"])
def test_lost_vectors_are_made_again(index: Indexing, tmp_path: Path, lost: str) -> None:
    draw_many(tmp_path / "photos", 30)
    index(tmp_path / "photos")
    path = tmp_path / "library" / "vectors" / "fake-1" / lost
    os.truncate(path, path.stat().st_size // 2 + 3)  # half of it, and a torn row
    index(tmp_path / "photos")
    assert len(check_library(tmp_path / "library")) == 30


def test_seven_thousand_unchanged_files_take_moments(index: Indexing, tmp_path: Path) -> None:
    """Stands for a folder of 7,086 photos, which must take less than a second on an idle machine."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(7_086):
        (folder / f"{number}.jpg").touch()
    index(folder, workshop=never_open)
    began = time.process_time()
    summary, _ = index(folder, workshop=never_open, settings=Settings())
    assert time.process_time() - began < 1
    assert len(summary.skipped) == 7_086
