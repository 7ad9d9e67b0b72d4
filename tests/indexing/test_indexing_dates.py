"""Files that have another date and nothing else: their photos are found as before, whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Indexing
from fake_workshops import QuickWorkshop
from indexing_photos import as_paths, check_library, draw_many
from PIL import Image
from test_indexing_moves import bitmap, never_open, photo_at, rate, rated, story
from test_indexing_survey import ended

from app.domain import CancelToken, IndexSummary, Progress, Unreadable
from app.indexing.choices import choose
from app.indexing.doctor import examine_quietly
from app.indexing.known_files import unchanged
from app.indexing.scan import Scan
from app.indexing.survey import survey
from app.library import Library, Looked
from app.media.identity import content_key
from app.media.source import system_reason

HOUR = 3_600 * 10**9
Run = Callable[..., IndexSummary]


def redate(*paths: Path, by: int = HOUR) -> None:
    for path in paths:
        facts = os.stat(path)
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns + by))


def look_only(library: Path, *roots: Path) -> int:
    """A survey of which nothing is opened, as where a run is broken off. Returns how many files wait."""
    with Library.open(library, write=True) as writer:
        return len(ended(survey(writer, Scan(roots, library=library), CancelToken())).waiting)


def answers(library: Path) -> dict[str, object]:
    """What a search has to go by."""
    with Library.open(library) as reader:
        rows = {row.path: row for row in reader.photos_by_slots(reader.live_slots())}
        return {
            "photos": {path: (row.photo_id, row.slot, row.caption, row.tags) for path, row in rows.items()},
            "caption": sorted(reader.literal("brightness")["caption"].tolist()),
            "name": len(reader.literal("photo")["name"]),
            "waiting by name": reader.waiting_count(),
        }


def other_content(path: Path) -> None:
    """Another picture of the same size in bytes."""
    size = path.stat().st_size
    Image.new("RGB", (16, 16), (200, 30, 90)).save(path)
    assert path.stat().st_size <= size
    with open(path, "ab") as file:
        file.write(bytes(size - path.stat().st_size))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the library and its photos are made once, and laid out anew for each test: their places are part of it."""
    return tmp_path_factory.mktemp("dates")


@pytest.fixture
def root(shelf: Path, index: Indexing) -> Path:
    """A folder of 60 photos, indexed."""
    kept, now = shelf / "kept", shelf / "now"
    if not kept.exists():
        draw_many(now / "photos", 60)
        index(now / "photos", library=now / "library")
        now.rename(kept)
    if now.exists():
        shutil.rmtree(now)
    shutil.copytree(kept, now)
    return now / "photos"


@pytest.fixture
def library(root: Path) -> Path:
    return root.parent / "library"


@pytest.fixture
def paths(root: Path) -> list[Path]:
    return sorted(root.rglob("*.png"))


@pytest.fixture
def run(index: Indexing, root: Path, library: Path) -> Run:
    """Brings the library up to date; by default no photo may be described for it."""

    def run(workshop: Callable[[Path], Any] = never_open, **more: Any) -> IndexSummary:
        return index(root, library=library, workshop=workshop, **more)[0]

    return run


def test_photos_are_found_as_before_while_their_files_wait(
    run: Run, root: Path, library: Path, paths: list[Path]
) -> None:
    before = answers(library)
    redate(*paths)
    assert look_only(library, root) == len(paths)
    assert answers(library) == before
    with Library.open(library) as reader:
        status = reader.status()
        assert (status.waiting, status.kept, status.indexed) == (60, 60, 0)
        (place,) = reader.root_places()
        standing = reader.root_standing(place)
        assert (standing.described, standing.waiting, standing.skipped) == (60, 0, 0)
        # What reads originals keeps away from files of which nobody knows what they hold.
        assert unchanged(reader, [photo_at(library, paths[0])]) == []
    assert examine_quietly(library) == []
    check_library(library)

    summary = run()
    assert (summary.unchanged, summary.indexed, summary.skipped) == (60, 0, [])
    assert answers(library) == before
    with Library.open(library) as reader:
        status = reader.status()
        assert (status.waiting, status.kept, status.indexed) == (0, 0, 60)
        known = reader.known_files(os.fsencode(root))
        assert {file.mtime_ns for file in known.values()} == {path.stat().st_mtime_ns for path in paths}
        (row,) = reader.photos_by_ids([photo_at(library, paths[0])])
        assert row.mtime_ns == paths[0].stat().st_mtime_ns
    assert [what for what, _, _ in story(library, photo_at(library, paths[0]))] == ["added"]
    assert look_only(library, root) == 0


def test_other_content_of_the_same_size_is_another_photo(
    run: Run, root: Path, library: Path, paths: list[Path]
) -> None:
    old = photo_at(library, paths[3])
    rate(library, old)
    redate(*paths)
    other_content(paths[3])
    redate(paths[3], by=2 * HOUR)
    look_only(library, root)
    assert photo_at(library, paths[3]) == old
    summary = run(QuickWorkshop)
    assert (summary.unchanged, summary.indexed) == (59, 1)
    new = photo_at(library, paths[3])
    assert new != old
    assert rated(library, new)
    with Library.open(library) as reader:
        assert reader.edited_from(new) == [old]
        assert old not in reader.ids_at(reader.live_slots()).tolist()
        assert reader.status().photos == 60
    assert [what for what, _, _ in story(library, old)] == ["added", "replaced"]
    assert check_library(library) == as_paths(paths)
    assert examine_quietly(library) == []
    assert look_only(library, root) == 0


def test_a_file_that_let_go_of_its_photo_waits_as_a_new_one(root: Path, library: Path, paths: list[Path]) -> None:
    redate(paths[2])
    look_only(library, root)
    with Library.open(library, write=True) as writer:
        file_id = writer.known_files(os.fsencode(root))[os.fsencode(paths[2])].file_id
        facts = paths[2].stat()
        writer.looked_again(other=[Looked(file_id, facts.st_size, facts.st_mtime_ns)])
        assert [file.file_id for file in writer.waiting_files(["0002"])[1]] == [file_id]
        assert writer.photo_for_path(paths[2]) is None
        assert (writer.status().waiting, writer.status().kept) == (1, 0)
    assert check_library(library) == as_paths([path for path in paths if path != paths[2]])
    assert examine_quietly(library) == []


def test_other_content_that_cannot_be_read_is_left_out(run: Run, root: Path, library: Path, paths: list[Path]) -> None:
    size = paths[0].stat().st_size
    paths[0].write_bytes(bytes(size))
    redate(paths[0])
    summary = run(QuickWorkshop)
    assert [skip.path for skip in summary.skipped] == [str(paths[0])]
    assert check_library(library) == as_paths(paths[1:])
    assert examine_quietly(library) == []


def test_a_file_that_cannot_be_read_just_now_goes_on_waiting(
    run: Run, root: Path, library: Path, paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = answers(library)
    redate(*paths)
    with monkeypatch.context() as patched:
        reason = system_reason(OSError(errno.EACCES, "Permission denied"))

        def refused(path: bytes) -> str:
            if path == os.fsencode(paths[0]):
                raise Unreadable(reason)
            return content_key(path)

        patched.setattr("app.indexing.ties.content_key", refused)
        summary = run()
    assert [(skip.path, skip.reason) for skip in summary.skipped] == [(str(paths[0]), reason)]
    assert answers(library) == before
    with Library.open(library) as reader:
        assert (reader.status().waiting, reader.status().kept, reader.status().skipped) == (1, 1, 0)
    assert run().unchanged == 60
    with Library.open(library) as reader:
        assert reader.status().waiting == 0


def test_a_run_that_is_broken_off_goes_on_where_it_was(run: Run, root: Path, library: Path, paths: list[Path]) -> None:
    before = answers(library)
    redate(*paths)
    draw_many(root / "new", 30, first=200)
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.stage == "index" and progress.done:
            cancel.cancel()

    summary = run(QuickWorkshop, cancel=cancel, watch=stop)
    assert summary.cancelled
    with Library.open(library) as reader:
        now = {row.path for row in reader.photos_by_slots(reader.live_slots())}
        assert as_paths(paths) <= now
        status = reader.status()
        assert status.indexed + status.waiting == 90
    assert examine_quietly(library) == []
    run(QuickWorkshop)
    after = answers(library)
    assert before["photos"].items() <= after["photos"].items()  # type: ignore[attr-defined]
    assert len(check_library(library)) == 90


def test_copies_and_photos_that_look_alike_at_a_glance_are_told_apart(run: Run, root: Path, library: Path) -> None:
    one, two = bitmap(root / "one.bmp"), bitmap(root / "two.bmp", pixel=77)
    shutil.copy2(one, root / "copy.bmp")
    run(QuickWorkshop)
    photos = [photo_at(library, path) for path in (one, two, root / "copy.bmp")]
    assert photos[0] == photos[2] != photos[1]
    redate(one, two, root / "copy.bmp")
    run()
    assert [photo_at(library, path) for path in (one, two, root / "copy.bmp")] == photos
    bitmap(two)  # the other's content, which only its middle tells
    redate(two, by=2 * HOUR)
    run()
    assert photo_at(library, two) == photos[0]
    assert look_only(library, root) == 0


def test_a_file_that_was_gone_and_comes_back_with_another_date(
    run: Run, root: Path, library: Path, paths: list[Path]
) -> None:
    photo = photo_at(library, paths[5])
    shutil.copy(paths[5], root.parent / "aside.png")
    shutil.copy(paths[6], root.parent / "aside too.png")
    size = paths[6].stat().st_size
    paths[5].unlink()
    paths[6].unlink()
    run()
    gone = photo_at_once(library, paths[6])
    shutil.copy(root.parent / "aside.png", paths[5])
    shutil.copy(root.parent / "aside too.png", paths[6])
    other_content(paths[6])
    assert paths[6].stat().st_size == size
    redate(paths[5], paths[6])
    look_only(library, root)
    assert as_paths(paths) == check_library(library)
    assert [what for what, _, _ in story(library, gone)] == ["added"]  # nobody has looked yet
    run(QuickWorkshop)
    assert photo_at(library, paths[5]) == photo
    assert [what for what, _, _ in story(library, photo)] == ["added"]
    assert [what for what, _, _ in story(library, gone)] == ["added", "replaced"]
    assert photo_at(library, paths[6]) != gone


def photo_at_once(library: Path, path: Path) -> int:
    with Library.open(library) as reader:
        found = reader.photo_once_at(path)
        assert found is not None
        return found


def test_what_lies_where_a_photo_moved_away_is_nothing_of_its_own(
    run: Run, root: Path, library: Path, paths: list[Path]
) -> None:
    photo = photo_at(library, paths[7])
    rate(library, photo)
    moved = root / "moved.png"
    paths[7].rename(moved)
    run(QuickWorkshop)  # the words of people get their vector, too
    shutil.copy(moved, paths[7])
    other_content(paths[7])
    redate(paths[7])
    look_only(library, root)
    with Library.open(library) as reader:
        assert reader.waiting_count() == 1
    run(QuickWorkshop)
    new = photo_at(library, paths[7])
    with Library.open(library) as reader:
        assert reader.edited_from(new) == []
    assert not rated(library, new)
    assert photo_at(library, moved) == photo


def test_a_copy_beside_a_file_that_waits_is_understood_later(
    run: Run, root: Path, library: Path, paths: list[Path]
) -> None:
    photo = photo_at(library, paths[8])
    aside = paths[8].with_name("aside.png")
    shutil.copy2(paths[8], aside)
    other_content(paths[8])
    redate(paths[8])
    with Library.open(library, write=True) as writer:
        ended(survey(writer, Scan([root], library=library), CancelToken()))
        file_id = writer.known_files(os.fsencode(root))[os.fsencode(aside)].file_id
        writer.attach_files([(file_id, photo)])
        assert writer.settle_arrivals() == 0
    run(QuickWorkshop)
    assert photo_at(library, aside) == photo
    assert sorted(what for what, _, _ in story(library, photo)) == ["added", "moved", "replaced"]


def test_names_only_keeps_what_is_known(run: Run, root: Path, library: Path, paths: list[Path]) -> None:
    before = answers(library)
    choose(library, [root], "names")
    redate(*paths[:20])
    other_content(paths[20])
    with open(paths[20], "ab") as file:
        file.write(b"longer")
    summary = run()
    assert (summary.named, summary.unchanged) == (1, 39)
    after = answers(library)
    assert after["photos"].keys() == before["photos"].keys() - {str(paths[20])}  # type: ignore[attr-defined]


def test_a_sidecar_beside_a_file_that_waits_is_heard_by_the_photo_that_is_there(
    run: Run, root: Path, library: Path, paths: list[Path]
) -> None:
    old, same = photo_at(library, paths[9]), photo_at(library, paths[10])
    for path in paths[9:11]:
        path.with_name(path.name + ".xmp").write_text(
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>'
        )
        redate(path)
    other_content(paths[9])
    redate(paths[9], by=2 * HOUR)
    run(QuickWorkshop)
    new = photo_at(library, paths[9])
    with Library.open(library) as reader:
        ratings = {photo: own.rating for photo, own in reader.own_of([old, same, new]).items()}
    assert ratings.get(old) is None
    assert (ratings[same], ratings[new]) == (4, 4)
