"""Removing folders, forgetting drives, the trash, and random stories of changes and undos against a plain model."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from library_photos import PACK, add_photo, put_file

from app.domain import FileWords, SnowlineError
from app.library import Library
from app.library.own import Heard
from app.library.trash import Wanted, bring_back, find_in_trash, put_into_trash, read_recycled


def rows_of(library: Library) -> dict[str, Any]:
    """Everything that a search or a scan reads, as it lies in the tables."""
    tables = {
        "roots": "SELECT drive_id, path FROM roots ORDER BY 1, 2",
        "files": "SELECT id, photo_id, path_bytes, state, reason, size, mtime_ns FROM files ORDER BY id",
        "photos": "SELECT id, key, live FROM photos ORDER BY id",
        "words": "SELECT rowid, * FROM words ORDER BY rowid",
        "waiting": "SELECT rowid, * FROM waiting_words ORDER BY rowid",
        "own": "SELECT * FROM own_marks ORDER BY 1",
        "away": "SELECT * FROM put_away ORDER BY 1",
        "forgotten": "SELECT * FROM forgotten_drives",
    }
    return {name: library._rows(sql) for name, sql in tables.items()}


@pytest.fixture
def two_roots(library: Library, tmp_path: Path) -> list[int]:
    """A photo in each of two roots, one in both, one in a root inside the first; and a file that waits."""
    for name in ("a", "b", "a/inner"):
        (tmp_path / name).mkdir()
        library.add_root(tmp_path / name)
    ids = [
        add_photo(library, [put_file(tmp_path / "a" / "1.jpg")], key="1-1", slot=0, caption="a dog"),
        add_photo(library, [put_file(tmp_path / "b" / "2.jpg")], key="1-2", slot=1),
        add_photo(library, [put_file(tmp_path / f / "3.jpg", b"33") for f in ("a", "b")], key="1-3", slot=2),
        add_photo(library, [put_file(tmp_path / "a" / "inner" / "4.jpg")], key="1-4", slot=3),
    ]
    library.upsert_files([put_file(tmp_path / "a" / "waits.jpg")])
    return ids


def test_a_folder_with_brackets_in_its_name_keeps_it_in_the_history(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "Trip (2019)"
    add_photo(library, [put_file(folder / "1.jpg")], key="1-1", slot=0)
    library.add_root(folder)
    words = f"Removed the folder {folder} (1 file)"
    assert library.remove_root(folder).summary == words
    library.undo()
    assert library.redo().entry.summary == words


def test_a_removed_root_leaves_searches_and_comes_back_exactly(
    library: Library, two_roots: list[int], tmp_path: Path
) -> None:
    library.set_rating(two_roots[:1], 4)
    before = rows_of(library)
    entry = library.remove_root(tmp_path / "a")
    assert entry.summary == f"Removed the folder {tmp_path / 'a'} (3 files)"
    assert bytes(tmp_path / "a") not in library.roots()
    # The copy in the other root, and the root inside, are still there.
    assert library.live_slots().tolist() == [1, 2, 3]
    assert library.literal("dog") == {}
    assert library.status().missing == 0
    assert library.own_of(two_roots)[two_roots[0]].rating == 4
    library.undo()
    assert rows_of(library) == before
    library.redo()
    assert library.live_slots().tolist() == [1, 2, 3]
    library.undo()
    assert rows_of(library) == before
    with pytest.raises(SnowlineError, match="not a folder of this library"):
        library.remove_root(tmp_path / "c")


def test_a_forgotten_drive_is_listed_no_more_until_undone_or_used_again(
    library: Library, two_roots: list[int], tmp_path: Path
) -> None:
    before = rows_of(library)
    (drive,) = library.status().drives
    library.forget_drive(drive.drive_id)
    assert library.roots() == []
    assert library.live_slots().tolist() == []
    assert library.status().drives == ()
    library.undo()
    assert rows_of(library) == before
    library.forget_drive(drive.drive_id)
    library.add_root(tmp_path / "b")
    assert len(library.status().drives) == 1
    found = library.upsert_files([put_file(tmp_path / "b" / "2.jpg")])
    assert [state for _, state in found] == ["new"]  # written anew, so it is another file to a scan
    with pytest.raises(SnowlineError, match="no drive 99"):
        library.forget_drive(99)


def test_a_removed_root_that_is_scanned_again_is_as_before(
    library: Library, two_roots: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "a" / "1.jpg"
    facts = os.stat(path)
    library.remove_root(tmp_path / "a")
    library.add_root(tmp_path / "a")
    from app.library import SeenFile

    seen = SeenFile(bytes(path), facts.st_size, facts.st_mtime_ns, facts.st_dev)
    assert [state for _, state in library.upsert_files([seen])] == ["indexed"]
    library.undo()  # the other files of that folder come back too
    assert library.live_slots().tolist() == [0, 1, 2, 3]
    assert library._rows("SELECT * FROM put_away") == []


# ---- the trash ----


def test_redo_takes_what_was_undone_last(library: Library, two_roots: list[int], tmp_path: Path) -> None:
    """A folder that was brought back before must not vanish when something newer is done again."""
    root = library.remove_root(tmp_path / "b")
    library.undo()
    rated = library.set_rating(two_roots[:1], 4)
    library.undo()
    assert rated is not None
    assert library.redo().entry.entry_id == rated.entry_id
    with pytest.raises(SnowlineError, match="nothing to redo"):
        library.redo()
    library.undo()
    library.redo(root.entry_id)
    assert bytes(tmp_path / "b") not in library.roots()


def test_of_two_drives_in_one_place_the_folder_of_the_present_one_is_removed(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.library.base._DRIVES_AGE", -1.0)
    library.add_root(tmp_path)
    there = os.fsencode(tmp_path)
    for serial, seen in (("away-1", "2020-01-01T00:00:00"), ("here-1", "2019-01-01T00:00:00")):
        with library._transaction() as connection:
            connection.execute(
                "INSERT INTO drives (serial, label, kind, mount, last_seen) VALUES (?, ?, 'removable', ?, ?)",
                (serial, serial, there, seen),
            )
            connection.execute(
                "INSERT INTO roots (drive_id, path) SELECT id, x'' FROM drives WHERE serial = ?", (serial,)
            )
    monkeypatch.setattr("app.library.drives.mounted_at", lambda serial, mount: mount if serial == "here-1" else None)
    library.remove_root(tmp_path)
    left = {row[0] for row in library._rows("SELECT serial FROM drives WHERE id IN (SELECT drive_id FROM roots)")}
    assert "here-1" not in left
    assert "away-1" in left


@pytest.fixture
def trash(user_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private home trash, on the disk of the test's files. Send2Trash looks for it when it is imported."""
    import send2trash.plat_other as other

    home = Path(os.environ["XDG_DATA_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    monkeypatch.setenv("HOME", str(user_folders))
    monkeypatch.setattr(other, "HOMETRASH_B", bytes(home / "Trash"))
    monkeypatch.setattr(other, "HOMETRASH", str(home / "Trash"))
    monkeypatch.setattr(other, "XDG_DATA_HOME", bytes(home))
    monkeypatch.setattr("send2trash.send2trash", other.send2trash)
    return home / "Trash"


def file_ids(library: Library, *paths: Path) -> list[int]:
    return [file.file_id for path in paths for file in library.files_at(path)]


def test_a_file_goes_to_the_trash_and_comes_back(
    library: Library, two_roots: list[int], tmp_path: Path, trash: Path
) -> None:
    path = tmp_path / "a" / "1.jpg"
    os.utime(path, ns=(10**18, 10**18))
    add_photo(library, [put_file(path)], key="1-1", slot=0, caption="a dog")
    library.add_tags(two_roots[:1], ["Oma"])
    before = rows_of(library)
    outcome = library.trash_files(file_ids(library, path))
    assert (outcome.trashed, outcome.failed) == ((str(path),), ())
    assert not path.exists()
    assert (trash / "files" / "1.jpg").read_bytes() == b"photo"
    assert library.live_slots().tolist() == [1, 2, 3]
    assert library.own_of(two_roots)[two_roots[0]].tags == ("Oma",)
    assert library.undo().failed == ()
    assert path.read_bytes() == b"photo"
    assert rows_of(library) == before
    assert list(trash.rglob("*.*")) == []
    assert library.redo().failed == ()
    assert not path.exists()
    library.undo()
    assert rows_of(library) == before


def test_what_may_not_go_or_cannot_come_back_is_named(
    library: Library, two_roots: list[int], tmp_path: Path, trash: Path
) -> None:
    changed, gone, fine = tmp_path / "a" / "1.jpg", tmp_path / "b" / "2.jpg", tmp_path / "b" / "3.jpg"
    ids = file_ids(library, changed, gone, fine)
    changed.write_bytes(b"edited meanwhile")
    gone.unlink()
    outcome = library.trash_files(ids)
    assert outcome.trashed == (str(fine),)
    assert dict(outcome.failed).keys() == {str(changed), str(gone)}
    assert changed.exists()
    fine.write_bytes(b"another file in its place")
    (failed,) = library.undo().failed
    assert failed == (str(fine), "another file lies at its place; move that one away first")
    assert library.history(1)[0].state == "done"  # it can be tried again
    fine.unlink()
    shutil.rmtree(trash)
    (failed,) = library.undo().failed
    assert "no longer in the trash" in failed[1]
    assert library.history(1)[0].state == "undone"
    assert library.live_slots().tolist() == [0, 1, 2, 3]  # the photo has another file


def test_a_trash_that_fails_or_a_drive_that_is_away_leaves_all_as_it_was(
    library: Library, two_roots: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of(library)
    ids = file_ids(library, tmp_path / "a" / "1.jpg", tmp_path / "b" / "2.jpg")

    def refuses(path: bytes) -> None:
        raise SnowlineError("there is no trash here")

    outcome = library.trash_files(ids, trash=refuses)
    assert outcome.entry is None
    assert [reason for _, reason in outcome.failed] == ["there is no trash here"] * 2
    assert rows_of(library) == before
    assert library.history() == []
    monkeypatch.setattr("app.library.drives.mounted_at", lambda serial, mount: None)
    library._drives_read = None
    outcome = library.trash_files(ids)
    assert all("offline" in reason for _, reason in outcome.failed)
    assert (tmp_path / "a" / "1.jpg").exists()


class Killed(BaseException):
    """Stands for the end of the process: nothing behind it is written."""


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_a_crash_in_the_middle_is_settled_when_the_library_is_opened(tmp_path: Path, trash: Path, moved: int) -> None:
    folder = tmp_path / "library"
    paths = [tmp_path / "p" / f"{n}.jpg" for n in range(3)]
    done: list[bytes] = []

    def dies(path: bytes) -> None:
        if len(done) == moved:
            raise Killed
        put_into_trash(path)
        done.append(path)

    library = Library.open(folder, write=True)
    library.use_pack(PACK)
    for n, path in enumerate(paths):
        add_photo(library, [put_file(path, b"x" * n + b"y")], key=f"1-{n}", slot=n)
    ids = file_ids(library, *paths)
    library._settle_trashed = lambda *_: (_ for _ in ()).throw(Killed)  # type: ignore[assignment,method-assign]
    with pytest.raises(Killed):
        library.trash_files(ids, trash=dies)
    del library._settle_trashed
    library.close()
    with Library.open(folder, write=True) as again:
        assert again._unsettled("trash") == []
        assert again.live_slots().tolist() == list(range(moved, 3))
        assert [entry.kind for entry in again.history()] == (["trash"] if moved else [])
        if moved:
            again._settle_returned = lambda *_: (_ for _ in ()).throw(Killed)  # type: ignore[method-assign]
            with pytest.raises(Killed):
                again.undo()
            del again._settle_returned
    with Library.open(folder, write=True) as last:
        assert last._unsettled("trash") == []
        assert last.live_slots().tolist() == [0, 1, 2]
        assert all(path.exists() for path in paths)
        assert all(entry.state == "undone" for entry in last.history())


def test_the_trash_of_another_mount_is_found_too(tmp_path: Path, trash: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative paths in `.Trash-$uid`, names that are no UTF-8, and of several the one deleted last."""
    top = os.fsencode(tmp_path / "mount")
    photos = os.path.join(top, b"photos")
    os.makedirs(photos)
    monkeypatch.setattr("app.library.trash._mount_of", lambda folder: top)
    bin_ = os.path.join(top, b".Trash-" + str(os.getuid()).encode())
    for part in (b"files", b"info"):
        os.makedirs(os.path.join(bin_, part))
    for name, day in (
        (b"x", b"2024-01-01T10:00:00"),
        (b"x 1", b"2024-02-01T10:00:00"),
        (b"x 2", b"2023-01-01T10:00:00"),
    ):
        with open(os.path.join(bin_, b"files", name), "wb") as file:
            file.write(b"same size " + name[-1:])
        os.utime(os.path.join(bin_, b"files", name), ns=(10**18, 10**18))
        with open(os.path.join(bin_, b"info", name + b".trashinfo"), "wb") as file:
            file.write(b"[Trash Info]\nPath=photos/caf%E9.jpg\nDeletionDate=" + day + b"T10:00:00\n")
    with open(os.path.join(bin_, b"info", b"broken.trashinfo"), "wb") as file:
        file.write(b"\xff\xfe no record")
    wanted = Wanted(os.path.join(photos, b"caf\xe9.jpg"), 11, 10**18)
    item = find_in_trash([wanted])[wanted.path]
    assert os.path.basename(item.place) == b"x 1"
    bring_back(item, wanted.path)
    with open(wanted.path, "rb") as file:
        assert file.read() == b"same size 1"
    with pytest.raises(SnowlineError, match="another file lies"):
        bring_back(find_in_trash([wanted])[wanted.path], wanted.path)
    assert find_in_trash([wanted._replace(size=12)]) == {}


def test_records_of_the_recycle_bin() -> None:
    name = "C:\\Users\\Zoë\\a.jpg"
    size, when = (11).to_bytes(8, "little"), (133_000_000_000_000_000).to_bytes(8, "little")
    text = (name + "\0").encode("utf-16-le")
    second = (2).to_bytes(8, "little") + size + when + (len(name) + 1).to_bytes(4, "little") + text
    first = (1).to_bytes(8, "little") + size + when + text.ljust(520, b"\0")
    assert read_recycled(second) == (name, 133_000_000_000_000_000)
    assert read_recycled(first) == (name, 133_000_000_000_000_000)
    assert read_recycled(b"") is None
    assert read_recycled((9).to_bytes(8, "little") + b"\0" * 40) is None


# ---- random stories ----

_TAGS = ("Oma", "Garten", "Winter")
PHOTOS = st.sets(st.integers(0, 3), min_size=1)


class Story(RuleBasedStateMachine):
    """Changes of a person, of sidecars and of roots, undone and redone in any order, against a plain model."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="story-", dir=self.template))
        shutil.copytree(self.template / "library", self.folder / "library")
        self.library = Library.open(self.folder / "library", write=True)

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    @classmethod
    def fill(cls) -> None:
        with Library.open(cls.template / "library", write=True) as library:
            library.use_pack(PACK)
            for n in range(4):
                path = cls.template / "ab"[n // 2] / f"{n}.jpg"
                add_photo(library, [put_file(path)], key=f"1-{n}", slot=n, caption="a model's words")
            for name in "ab":
                library.add_root(cls.template / name)

    @initialize()
    def begin(self) -> None:
        files = [self.library.files_at(self.template / "ab"[n // 2] / f"{n}.jpg")[0] for n in range(4)]
        self.ids, self.files = [file.photo_id or 0 for file in files], [file.file_id for file in files]
        self.person: dict[tuple[str, int, str], Any] = {}  # (part, photo, tag) → value; absent: nobody decided
        self.says: dict[int, FileWords] = {}
        self.away: set[str] = set()
        self.done: dict[int, tuple[str, dict[Any, tuple[Any, Any]]]] = {}
        self.undone: dict[int, tuple[str, dict[Any, tuple[Any, Any]]]] = {}
        self.undone_in_turn: list[int] = []

    def _rating(self, n: int) -> int | None:
        said = self.says.get(n, FileWords())
        return self.person.get(("rating", n, ""), said.rating)

    def _tags(self, n: int) -> set[str]:
        tags = set(self.says.get(n, FileWords()).tags)
        for (part, photo, tag), present in self.person.items():
            if part == "tag" and photo == n:
                (tags.add if present else tags.discard)(tag)
        return tags

    def _decide(self, entry: Any, part: str, values: dict[tuple[str, int, str], Any]) -> None:
        changes = {}
        for place, value in values.items():
            before = self.person.get(place)
            if (place in self.person, before) != (value is not ..., None if value is ... else value):
                changes[place] = (self.person.get(place, ...), value)
        assert (entry is not None) == bool(changes)
        if changes:
            self._put({place: after for place, (_, after) in changes.items()})
            self.done[entry.entry_id] = (part, changes)
            assert entry.state == "done"

    def _put(self, values: dict[Any, Any]) -> None:
        for place, value in values.items():
            self.person.pop(place, None)
            if value is not ...:
                self.person[place] = value

    @rule(photos=PHOTOS, rating=st.sampled_from([None, -1, 0, 3, 5]))
    def rate(self, photos: set[int], rating: int | None) -> None:
        entry = self.library.set_rating([self.ids[n] for n in sorted(photos)], rating)
        changing = photos if rating is not None else {n for n in photos if self._rating(n) is not None}
        self._decide(entry, "rating", {("rating", n, ""): rating for n in changing})

    @rule(photos=PHOTOS, favourite=st.booleans())
    def favour(self, photos: set[int], favourite: bool) -> None:
        entry = self.library.set_favourite([self.ids[n] for n in sorted(photos)], favourite)
        self._decide(entry, "favourite", {("favourite", n, ""): True if favourite else ... for n in photos})

    @rule(photos=PHOTOS, tags=st.sets(st.sampled_from(_TAGS), min_size=1), present=st.booleans())
    def tag(self, photos: set[int], tags: set[str], present: bool) -> None:
        ids = [self.ids[n] for n in sorted(photos)]
        if present:
            entry = self.library.add_tags(ids, [tag.upper() if tag == "Oma" else tag for tag in sorted(tags)])
            values = {("tag", n, tag): True for n in photos for tag in tags}
        else:
            entry = self.library.remove_tags(ids, sorted(tags))
            values = {("tag", n, tag): False for n in photos for tag in tags & self._tags(n)}
        self._decide(entry, "tag", values)

    @rule(photo=st.integers(0, 3), text=st.sampled_from([None, "by hand", "another"]))
    def caption(self, photo: int, text: str | None) -> None:
        entry = self.library.set_caption(self.ids[photo], text)
        self._decide(entry, "caption", {("caption", photo, ""): text or ...})

    @rule(photo=st.integers(0, 3), rating=st.sampled_from([None, 2, 4]), tags=st.sets(st.sampled_from(_TAGS)))
    def sidecar(self, photo: int, rating: int | None, tags: set[str]) -> None:
        words = FileWords(rating, "from a file" if rating == 2 else None, tuple(sorted(tags)))
        self.library.heed_files([Heard(self.ids[photo], self.files[photo], "sidecar", words)])
        self.says[photo] = words

    @rule(name=st.sampled_from("ab"))
    def remove(self, name: str) -> None:
        if name in self.away:
            with pytest.raises(SnowlineError):
                self.library.remove_root(self.template / name)
            return
        self.done[self.library.remove_root(self.template / name).entry_id] = ("root", {name: (False, True)})
        self.away.add(name)

    @rule(data=st.data(), back=st.booleans(), named=st.booleans())
    def revert(self, data: st.DataObject, back: bool, named: bool) -> None:
        source, target = (self.done, self.undone) if back else (self.undone, self.done)
        candidates = sorted(source)
        if not named and not back:
            newest = max(self.done, default=0)
            candidates = [n for n in self.undone_in_turn[::-1] if n in source and n > newest][:1]
        if not candidates:
            with pytest.raises(SnowlineError):
                (self.library.undo if back else self.library.redo)()
            return
        chosen = data.draw(st.sampled_from(candidates)) if named else candidates[-1 if back else 0]
        done = (self.library.undo if back else self.library.redo)(chosen if named else None)
        assert done.entry.entry_id == chosen
        if back:
            self.undone_in_turn = [*(n for n in self.undone_in_turn if n != chosen), chosen]
        part, changes = source.pop(chosen)
        target[chosen] = (part, changes)
        if part == "root":
            (name,) = changes
            (self.away.discard if back else self.away.add)(name)
            return
        kept = 0
        for place, (before, after) in changes.items():
            there, goal = (after, before) if back else (before, after)
            if self.person.get(place, ...) == there:
                self._put({place: goal})
            else:
                kept += 1
        assert done.kept == kept

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = Library.open(self.folder / "library", write=True)

    @invariant()
    def all_is_as_the_model_says(self) -> None:
        if not hasattr(self, "person"):
            return
        shown = [n for n in range(4) if "ab"[n // 2] not in self.away]
        assert self.library.live_slots().tolist() == shown
        own = self.library.own_of(self.ids)
        for n, id_ in enumerate(self.ids):
            mine, said = own.get(id_), self.says.get(n, FileWords())
            assert (mine.rating if mine else None) == self._rating(n)
            assert bool(mine and mine.favourite) == (("favourite", n, "") in self.person)
            assert {tag.lower() for tag in (mine.tags if mine else ())} == {tag.lower() for tag in self._tags(n)}
            assert (mine.caption if mine else None) == self.person.get(("caption", n, ""), said.caption)
        for tag in _TAGS:
            wanted = [n for n in shown if tag in self._tags(n)]
            found = self.library.literal(tag).get("tag")
            assert ([] if found is None else found.tolist()) == wanted


class TestStory(Story.TestCase):
    """The stories, each on a copy of one library."""

    settings = settings(max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))

    @classmethod
    def setUpClass(cls) -> None:
        Story.template = Path(tempfile.mkdtemp(prefix="snowline-story-"))
        Story.fill()

    @classmethod
    def tearDownClass(cls) -> None:
        shutil.rmtree(Story.template)
