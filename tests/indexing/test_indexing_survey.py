"""The catalogue is brought in step with what was looked at, and with nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from app.domain import CancelToken, Metadata, Progress
from app.indexing.looking_again import look_again
from app.indexing.scan import Scan
from app.indexing.survey import Survey, survey, survey_folders
from app.library import Library, NewPhoto
from app.media.identity import content_key

PACK = "fake-1"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", write=True) as opened:
        opened.use_pack(PACK)
        yield opened


def ended(steps: Generator[Progress, None, Survey]) -> Survey:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def scan(library: Library, *paths: Path) -> Survey:
    return take(library, ended(survey(library, Scan(paths, library=library.folder), CancelToken())))


def look(library: Library, *folders: Path, deep: bool = False) -> Survey:
    raw = [os.fsencode(folder) for folder in folders]
    return take(library, ended(survey_folders(library, raw, CancelToken(), deep=deep)))


def take(library: Library, found: Survey) -> Survey:
    """Stands for the rest of indexing: every content becomes a photo."""
    for file_id in found.waiting:
        path = library.file_paths([file_id])[file_id]
        facts = os.stat(path)
        key = content_key(path)
        known = library.photos_by_keys([key])
        same = look_again(library, {file_id: (key, facts)}, known)
        if not known:
            slot = library.slot_ends()[0]
            library.add_photos([NewPhoto(key, Metadata("JPEG", 1, 1), slot, (), None, (), (file_id,))])
        elif not same:
            library.attach_files([(file_id, known[key])])
    library.settle_arrivals()
    return found


def put(path: Path, content: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content or str(path))
    return path


def states(library: Library, root: Path) -> dict[str, str]:
    known = library.known_files(os.fsencode(root))
    return {os.path.relpath(os.fsdecode(path), root): file.state for path, file in known.items()}


def test_a_folder_inside_a_root_becomes_no_root_and_only_it_is_looked_at(library: Library, tmp_path: Path) -> None:
    root = tmp_path / "photos"
    files = [put(root / name) for name in ("a.jpg", "sub/b.jpg", "sub/deep/c.jpg", "other/d.jpg")]
    assert scan(library, root).files == 4
    for file in files:
        file.unlink()
    put(root / "stays.jpg")
    put(root / "sub" / "stays.jpg")
    scan(library, root / "sub")
    assert library.roots() == [os.fsencode(root)]
    assert states(library, root) == {
        "a.jpg": "indexed",
        "sub/b.jpg": "missing",
        "sub/deep/c.jpg": "missing",
        "sub/stays.jpg": "indexed",
        "other/d.jpg": "indexed",
    }


def test_a_root_around_a_root(library: Library, tmp_path: Path) -> None:
    put(tmp_path / "photos" / "sub" / "a.jpg")
    put(tmp_path / "photos" / "b.jpg")
    scan(library, tmp_path / "photos" / "sub")
    found = scan(library, tmp_path / "photos")
    assert (found.files, found.unchanged) == (2, 1)
    assert len(library.roots()) == 2


def test_one_folder_is_looked_at_without_those_in_it_unless_they_are_new(library: Library, tmp_path: Path) -> None:
    root = tmp_path / "photos"
    put(root / "a.jpg")
    put(root / "known" / "b.jpg")
    scan(library, root)
    put(root / "c.jpg")
    put(root / "known" / "d.jpg")
    put(root / "new" / "deeper" / "e.jpg")
    (root / "a.jpg").unlink()
    found = look(library, root)
    assert (found.files, len(found.waiting)) == (2, 2)
    assert states(library, root) == {
        "a.jpg": "missing",
        "c.jpg": "indexed",
        "known/b.jpg": "indexed",
        "new/deeper/e.jpg": "indexed",
    }
    assert look(library, root, deep=True).files == 4
    assert states(library, root)["known/d.jpg"] == "indexed"


def test_a_folder_that_is_gone_takes_all_below_it_and_an_empty_one_its_files(library: Library, tmp_path: Path) -> None:
    root = tmp_path / "photos"
    for name in ("a.jpg", "sub/b.jpg", "sub/deep/c.jpg", "sub/deep/er/d.jpg", "emptied/e.jpg"):
        put(root / name)
    scan(library, root)
    shutil.rmtree(root / "sub")
    (root / "emptied" / "e.jpg").unlink()
    look(library, root / "sub" / "deep", root / "emptied")
    assert {name for name, state in states(library, root).items() if state != "missing"} == {"a.jpg"}
    assert library.roots() == [os.fsencode(root)]


@pytest.mark.parametrize("left", ["empty", "gone"])
def test_a_root_that_is_empty_or_gone_is_away_and_not_deleted(library: Library, tmp_path: Path, left: str) -> None:
    root = tmp_path / "photos"
    put(root / "a.jpg")
    put(root / "sub" / "b.jpg")
    scan(library, root)
    shutil.rmtree(root)
    if left == "empty":
        root.mkdir()
        assert "empty" in scan(library, root).away[0].reason
    look(library, root, root / "sub")
    assert set(states(library, root).values()) == {"indexed"}
    library.look_again()
    rows = library.photos_by_slots(library.live_slots())
    assert [row.online for row in rows] == [False, False]
    assert all(row.last_seen for row in rows)


def test_folders_outside_all_roots_are_left_alone(library: Library, tmp_path: Path) -> None:
    put(tmp_path / "photos" / "a.jpg")
    put(tmp_path / "elsewhere" / "b.jpg")
    scan(library, tmp_path / "photos")
    assert look(library, tmp_path / "elsewhere").files == 0
    assert len(library.roots()) == 1


def test_what_may_be_tried_again_is_the_callers_choice(library: Library, tmp_path: Path) -> None:
    path = put(tmp_path / "photos" / "a.jpg")
    found = ended(survey(library, Scan([tmp_path / "photos"]), CancelToken()))
    library.mark_skipped([(found.waiting[0], "too large: 9 x 9 pixels")])
    again = Scan([tmp_path / "photos"])
    assert [skip.path for skip in ended(survey(library, again, CancelToken())).skipped] == [str(path)]
    again = Scan([tmp_path / "photos"])
    tried = ended(survey(library, again, CancelToken(), retry=lambda reason: "pixels" in reason))
    assert len(tried.waiting) == len(tried.mtimes) == 1


def test_names_that_sort_between_a_folder_and_what_is_in_it(library: Library, tmp_path: Path) -> None:
    """In byte order "a.jpg" and "a-b.jpg" lie between "a" and "a/c.jpg", and "a0.jpg" behind all of them."""
    root = tmp_path / "photos"
    names = ["a/c.jpg", "a/d/e.jpg", "a-b.jpg", "a.jpg", "a0.jpg", "a b/c.jpg", "a0/f.jpg", "z.jpg"]
    for name in names:
        put(root / name)
    scan(library, root)
    assert scan(library, root).unchanged == len(names)
    (root / "a0.jpg").unlink()
    shutil.rmtree(root / "a")
    scan(library, root)
    gone = {name for name, state in states(library, root).items() if state == "missing"}
    assert gone == {"a0.jpg", "a/c.jpg", "a/d/e.jpg"}


def test_a_file_that_became_known_meanwhile_is_no_error(library: Library, tmp_path: Path) -> None:
    put(tmp_path / "photos" / "a.jpg")
    files = list(Scan([tmp_path / "photos"]).files())
    (first,) = library.add_files(files)
    assert library.add_files(files) == [first]
