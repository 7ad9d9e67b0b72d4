"""Renaming files on the disk: identity, sidecars, names that cannot be, undo, and a killed process."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_photos import PACK, add_photo, put_file

from app.domain import SnowlineError
from app.library import Library
from app.library.renaming import LONGEST_NAME, new_name
from app.paths import PROJECT


def photo(library: Library, path: Path, *, key: str = "1-a", slot: int = 0, content: bytes = b"photo") -> int:
    add_photo(library, [put_file(path, content)], key=key, slot=slot, caption="a dog")
    return library.files_at(path)[0].file_id


def test_a_renamed_file_keeps_its_photo_and_is_found_by_the_new_name(library: Library, tmp_path: Path) -> None:
    file = photo(library, tmp_path / "p" / "IMG_1.jpg")
    id_ = library.files_at(tmp_path / "p")[0].photo_id
    assert id_ is not None
    library.set_rating([id_], 4)
    entry = library.rename_file(file, "Oma")
    assert entry is not None and entry.summary == "Renamed IMG_1.jpg to Oma.jpg"
    assert sorted(os.listdir(tmp_path / "p")) == ["Oma.jpg"]
    row = library.photos_by_ids([id_])[0]
    assert (row.name, row.rating) == ("Oma.jpg", 4)
    assert library._rows("SELECT name FROM words WHERE words MATCH 'oma'") and not library._rows(
        "SELECT 1 FROM words WHERE words MATCH '\"img 1\"'"
    )
    assert [event.what for event in library.photo_history(id_)] == ["added", "moved"]
    assert library.files_at(tmp_path / "p" / "Oma.jpg")[0].file_id == file


def test_undo_and_redo_move_the_sidecars_too(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    file = photo(library, folder / "a.jpg")
    for name in ("a.jpg.xmp", "a.xmp"):
        (folder / name).write_text(name)
    library.rename_file(file, "b.jpg")
    assert sorted(os.listdir(folder)) == ["b.jpg", "b.jpg.xmp", "b.xmp"]
    assert library.undo().failed == ()
    assert sorted(os.listdir(folder)) == ["a.jpg", "a.jpg.xmp", "a.xmp"]
    assert library.photos_by_ids([1])[0].name == "a.jpg"
    assert library.redo().entry.state == "done"
    assert (folder / "b.xmp").read_text() == "a.xmp"


def test_a_sidecar_that_is_shared_stays_with_the_other_file(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    file = photo(library, folder / "a.jpg")
    (folder / "a.cr2").write_bytes(b"raw")
    (folder / "a.xmp").write_text("both")
    library.rename_file(file, "b")
    assert sorted(os.listdir(folder)) == ["a.cr2", "a.xmp", "b.jpg"]


def test_a_pair_that_shares_a_sidecar_is_renamed_one_after_the_other(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    jpeg, raw = photo(library, folder / "a.jpg"), photo(library, folder / "a.cr2", key="1-b", slot=1)
    (folder / "a.xmp").write_text("both")
    library.rename_file(jpeg, "b")
    assert sorted(os.listdir(folder)) == ["a.cr2", "a.xmp", "b.jpg"]
    library.rename_file(raw, "b")  # the last one takes it along, and so it is shared again
    assert sorted(os.listdir(folder)) == ["b.cr2", "b.jpg", "b.xmp"]
    assert not library.undo().failed
    assert sorted(os.listdir(folder)) == ["a.cr2", "a.xmp", "b.jpg"]
    assert not library.undo().failed
    assert sorted(os.listdir(folder)) == ["a.cr2", "a.jpg", "a.xmp"]


def test_nothing_is_ever_written_over(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    file = photo(library, folder / "a.jpg")
    (folder / "b.jpg").write_bytes(b"another")
    with pytest.raises(SnowlineError, match=r"a\.jpg keeps its name: there is another file of that name, b\.jpg"):
        library.rename_file(file, "b")
    (folder / "a.xmp").write_text("ours")
    (folder / "c.xmp").write_text("another's")
    with pytest.raises(SnowlineError, match=r"another file of that name, c\.xmp"):
        library.rename_file(file, "c")
    assert (folder / "b.jpg").read_bytes() == b"another" and (folder / "a.jpg").exists()
    assert library.history() == []
    assert library.rename_file(file, "a.jpg") is None


def test_only_the_case_of_letters_may_change(library: Library, tmp_path: Path) -> None:
    file = photo(library, tmp_path / "p" / "beach.JPG")
    library.rename_file(file, "Beach.jpg")
    assert os.listdir(tmp_path / "p") == ["Beach.jpg"]
    library.undo()
    assert os.listdir(tmp_path / "p") == ["beach.JPG"]


def test_undo_leaves_a_file_that_came_meanwhile(library: Library, tmp_path: Path) -> None:
    file = photo(library, tmp_path / "p" / "a.jpg")
    library.rename_file(file, "b")
    (tmp_path / "p" / "a.jpg").write_bytes(b"new")
    done = library.undo()
    assert done.failed and "there is another file of that name" in done.failed[0][1]
    assert library.history()[0].state == "done"
    assert (tmp_path / "p" / "a.jpg").read_bytes() == b"new"


def test_a_name_that_a_missing_file_had_can_be_taken_and_given_back(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    one = photo(library, folder / "a.jpg")
    two = photo(library, folder / "b.jpg", key="2-b", slot=1, content=b"b")
    os.unlink(folder / "b.jpg")
    library.mark_missing([two])
    library.rename_file(one, "b")
    names = dict(library._rows("SELECT id, name FROM files"))
    assert names == {one: "b.jpg", two: "a.jpg"}
    library.undo()
    assert dict(library._rows("SELECT id, name FROM files")) == {one: "a.jpg", two: "b.jpg"}


def test_a_name_that_lies_in_the_trash_is_not_taken(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    one = photo(library, folder / "a.jpg")
    two = photo(library, folder / "b.jpg", key="2-b", slot=1, content=b"b")
    library.trash_files([two], trash=os.unlink)
    with pytest.raises(SnowlineError, match="was moved from here to the trash"):
        library.rename_file(one, "b")


def test_a_file_that_waits_is_found_by_its_new_name(library: Library, tmp_path: Path) -> None:
    file = library.upsert_files([put_file(tmp_path / "p" / "IMG_7.jpg")])[0][0]
    library.rename_file(file, "glacier")
    assert library.waiting_files(["glacier"])[0] == 1 and library.waiting_files(["img"])[0] == 0


def test_a_file_that_is_gone_is_not_renamed(library: Library, tmp_path: Path) -> None:
    file = photo(library, tmp_path / "p" / "a.jpg")
    os.unlink(tmp_path / "p" / "a.jpg")
    with pytest.raises(SnowlineError, match=r"a\.jpg is not where it was"):
        library.rename_file(file, "b")


@pytest.mark.parametrize(
    ("wanted", "platform"),
    [
        ("", "linux"), (" ", "linux"), (".", "linux"), ("..", "linux"), (".hidden", "linux"), ("a/b", "linux"),
        ("a\\b", "linux"), ("a\0", "linux"), ("a\nb", "linux"), ("x.png", "linux"), ("é" * 130, "linux"),
        ("a:b", "win32"), ("what?", "win32"), ("con", "win32"), ("LPT1", "win32"), ("\ud800", "linux"),
        (".jpg", "linux"),
    ],
)  # fmt: skip
def test_names_that_cannot_be(wanted: str, platform: str) -> None:
    with pytest.raises(SnowlineError):
        new_name(b"a.jpg", wanted, platform)


def test_the_ending_stays() -> None:
    assert new_name(b"a.JPG", "Oma") == b"Oma.JPG"
    assert new_name(b"a.JPG", "Oma.jpg") == b"Oma.jpg"
    assert new_name(b"a.jpg", "Dr. Miller") == b"Dr. Miller.jpg"
    assert new_name(b"a.jpg", "2.5") == b"2.5.jpg"
    assert new_name(b"a", "b") == b"b"


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_name_or_refused_in_words(text: str) -> None:
    try:
        made = new_name(b"a.jpg", text, "win32")
    except SnowlineError:
        return
    assert made.lower().endswith(b".jpg") and len(made) <= LONGEST_NAME
    assert not {b"/"[0], b"\\"[0], 0} & set(made) and not made.startswith(b".")


@pytest.mark.parametrize("moved", [0, 1, 2])
@pytest.mark.parametrize("linked", [False, True])
def test_what_a_crash_left_is_settled_by_where_the_file_is(tmp_path: Path, moved: int, linked: bool) -> None:
    folder = tmp_path / "p"
    with Library.open(tmp_path / "library", write=True) as library:
        library.use_pack(PACK)
        file = photo(library, folder / "a.jpg")
        (folder / "a.xmp").write_text("side")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("app.library.renaming.RenamingWriter._name_anew", lambda *_: None)
            library.rename_file(file, "b")
    names = [("a.jpg", "b.jpg"), ("a.xmp", "b.xmp")]
    for before, after in names[:moved]:
        os.rename(folder / before, folder / after)
    if linked and moved < 2:
        os.link(folder / names[moved][0], folder / names[moved][1])
    done = moved > 0 or linked
    with Library.open(tmp_path / "library", write=True) as again:
        stem = "b" if done else "a"
        assert sorted(os.listdir(folder)) == [f"{stem}.jpg", f"{stem}.xmp"]
        assert again.photos_by_ids([1])[0].name == f"{stem}.jpg"
        assert [entry.state for entry in again.history()] == (["done"] if done else [])


TO_AND_FRO = """
import sys
from pathlib import Path
from app.library import Library
library = Library.open(Path(sys.argv[1]) / "library", write=True)
file = library.files_at(Path(sys.argv[1]) / "p")[0].file_id
print("begun", flush=True)
while True:
    library.rename_file(file, "one"), library.rename_file(file, "two")
    library.undo(), library.redo(), library.undo()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
def test_a_killed_process_leaves_one_name_that_the_catalogue_knows(tmp_path: Path) -> None:
    chance = random.Random(7)
    with Library.open(tmp_path / "library", write=True) as library:
        library.use_pack(PACK)
        photo(library, tmp_path / "p" / "first.jpg")
    (tmp_path / "p" / "first.xmp").write_text("side")
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    for _ in range(4):
        worker = subprocess.Popen(
            [sys.executable, "-c", TO_AND_FRO, str(tmp_path)], env=environment, stdout=subprocess.PIPE
        )
        with worker:
            assert worker.stdout is not None and worker.stdout.readline() == b"begun\n"
            time.sleep(chance.uniform(0.0, 0.1))
            worker.send_signal(signal.SIGKILL)
        with Library.open(tmp_path / "library", write=True) as library:
            name = library.photos_by_ids([1])[0].name
            assert sorted(os.listdir(tmp_path / "p")) == sorted([name, name.replace(".jpg", ".xmp")])
            assert {entry.state for entry in library.history(10_000)} <= {"done", "undone"}


def test_a_second_name_of_the_same_file_is_taken_too(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    file = photo(library, folder / "a.jpg")
    os.link(folder / "a.jpg", folder / "b.jpg")
    with pytest.raises(SnowlineError, match="there is another file of that name"):
        library.rename_file(file, "b")
    assert sorted(os.listdir(folder)) == ["a.jpg", "b.jpg"]
