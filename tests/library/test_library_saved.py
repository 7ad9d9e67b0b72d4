"""Searches that a person saved: names, undo and redo, what counts as seen, and damage to the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from library_photos import PACK, add_photo, put_file

from app.domain import LibraryBusy, SnowlineError
from app.library import Library
from app.library.connection import DATABASE_NAME
from app.library.own import folded
from app.library.own_again import put_together
from app.library.salvage import salvage
from app.library.saved import SEEN_LIMIT, Asked, Seen

DOGS = Asked("dogs date:2026-06..2026-08", "dogs last summer", frozenset({"summer"}), "date")
CATS = Asked("cats", "cats")


def ids(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, np.int64)


def test_save_rename_remove(library: Library) -> None:
    library.save_search("  Summer   dogs ", DOGS)
    library.save_search("cats", CATS)
    assert [(one.name, one.asked) for one in library.saved_searches()] == [("cats", CATS), ("Summer dogs", DOGS)]
    assert library.saved_search("SUMMER DOGS").asked == DOGS
    library.rename_search("cats", "Cats")
    library.rename_search("cats", "All cats")
    assert library.rename_search("all cats", "All cats") is None
    library.remove_searches(["summer dogs"])
    assert [one.name for one in library.saved_searches()] == ["All cats"]


@pytest.mark.parametrize("name", ["", " \t\n", "x" * 101])
def test_names_that_are_none(library: Library, name: str) -> None:
    with pytest.raises(SnowlineError, match="name"):
        library.save_search(name, CATS)


def test_a_name_belongs_to_one_search(library: Library) -> None:
    library.save_search("Müller", CATS)
    library.save_search("dogs", DOGS)
    with pytest.raises(SnowlineError, match="already"):
        library.save_search("mu\u0308ller", DOGS)
    with pytest.raises(SnowlineError, match="already"):
        library.rename_search("dogs", "MÜLLER")
    with pytest.raises(SnowlineError, match="no saved search"):
        library.remove_searches(["Müller", "birds"])
    assert [one.name for one in library.saved_searches()] == ["dogs", "Müller"]


def test_what_is_removed_comes_back_as_it_was(library: Library, tmp_path: Path) -> None:
    add_photo(library, [put_file(tmp_path / "a.jpg")], key="1-0", slot=0)
    library.save_search("dogs", DOGS)
    saved = library.saved_search("dogs")
    library.looked_at(saved.search_id, ids(1, 5, 9))
    saved = library.saved_search("dogs")
    assert saved.looked_at is not None
    library.remove_searches(["dogs"])
    assert library.saved_searches() == []
    library.save_search("Dogs", CATS)  # the name is taken meanwhile
    removed = next(one for one in library.history() if one.summary.startswith("Removed"))
    library.undo(removed.entry_id)
    assert {one.name: one.asked for one in library.saved_searches()} == {"Dogs": CATS, "dogs (2)": DOGS}
    assert library.seen_of(saved.search_id).ids.tolist() == [1, 5, 9]
    assert library.saved_search("dogs (2)").looked_at == saved.looked_at
    assert library.redo(removed.entry_id).kept == 1  # it has another name now


def test_undo_of_saving_keeps_what_was_seen_for_redo(library: Library) -> None:
    library.save_search("dogs", DOGS)
    saved = library.saved_search("dogs")
    library.looked_at(saved.search_id, ids(3))
    assert library.undo().kept == 0
    assert library.saved_searches() == []
    library.redo()
    assert library.saved_search("dogs").search_id == saved.search_id
    assert library.seen_of(saved.search_id).ids.tolist() == [3]
    library.rename_search("dogs", "hounds")
    entry = library.history()[1]
    assert library.undo(entry.entry_id).kept == 1  # another name than when it was saved
    assert [one.name for one in library.saved_searches()] == ["hounds"]


def test_bringing_in_loses_nothing(library: Library) -> None:
    library.save_search("dogs", DOGS)
    entry, there = library.import_searches([("dogs", DOGS), ("Dogs", CATS), ("cats", CATS)])
    assert entry is not None and there == 1
    assert {one.name: one.asked for one in library.saved_searches()} == {"dogs": DOGS, "Dogs (2)": CATS, "cats": CATS}
    assert library.import_searches([("dogs", DOGS), ("Dogs", CATS), ("cats", CATS)]) == (None, 3)
    with pytest.raises(SnowlineError, match="name"):
        library.import_searches([("birds", CATS), ("", CATS)])
    library.undo()
    assert [one.name for one in library.saved_searches()] == ["dogs"]


def test_a_query_may_hold_anything(library: Library) -> None:
    asked = Asked('in:"/p/\udcff\'; DROP TABLE photos; --"', 'x"\0\n', frozenset({"'"}))
    library.save_search("odd", asked)
    assert library.saved_search("odd").asked == asked
    assert Asked.from_json(json.loads(json.dumps(asked.as_json()))) == asked


@pytest.mark.parametrize("said", [{}, {"query": 1}, {"query": "a", "literal": "b"}, {"query": "a" * 10_001}])
def test_what_is_no_search(said: dict[str, object]) -> None:
    with pytest.raises(SnowlineError):
        Asked.from_json(said)


# ---- what counts as seen ----


def test_saving_counts_as_looking(library: Library, tmp_path: Path) -> None:
    old = add_photo(library, [put_file(tmp_path / "a.jpg", b"a")], key="1-0", slot=0)
    library.save_search("dogs", DOGS)
    id_ = library.saved_search("dogs").search_id
    late = add_photo(library, [put_file(tmp_path / "b.jpg", b"b")], key="1-1", slot=1)
    assert library.seen_of(id_).new_among(ids(late, old)).tolist() == [late]
    library.looked_at(id_, ids(late))
    # From now on it is known exactly: what becomes a hit later is new, however old it is.
    assert library.seen_of(id_).new_among(ids(late, old)).tolist() == [old]


photo_ids = arrays(np.int64, st.integers(0, 30), elements=st.integers(1, 2**40))


@given(photo_ids, photo_ids, photo_ids)
def test_once_seen_is_never_new(first: np.ndarray, second: np.ndarray, third: np.ndarray) -> None:  # type: ignore[type-arg]
    seen = Seen(0, ids()).after(first).after(second)
    assert set(seen.new_among(third).tolist()) == set(third.tolist()) - set(first.tolist()) - set(second.tolist())
    assert len(seen.after(third).new_among(third)) == 0


def test_very_large_answers_are_bounded(library: Library) -> None:
    library.save_search("all", CATS)
    id_ = library.saved_search("all").search_id
    many = np.arange(1, 3 * SEEN_LIMIT, 2, dtype=np.int64)
    library.looked_at(id_, many)
    seen = library.seen_of(id_)
    assert len(seen.ids) == SEEN_LIMIT
    assert len(seen.new_among(many)) == 0
    assert seen.new_among(ids(2, 3 * SEEN_LIMIT, 3 * SEEN_LIMIT - 2)).tolist() == [3 * SEEN_LIMIT - 2, 3 * SEEN_LIMIT]
    size = library._rows("SELECT length(seen) FROM saved_looks")[0][0]
    assert size < 2 * SEEN_LIMIT


# ---- beside an indexing process; generations; damage ----


def test_while_another_process_indexes(library: Library) -> None:
    with Library.open_beside(library.folder) as beside:
        assert not beside.alone
        beside.save_search("dogs", DOGS)
        beside.looked_at(beside.saved_search("dogs").search_id, ids(1))
        beside.undo()
        beside.redo()
        with pytest.raises(LibraryBusy):
            Library.open_beside(library.folder)
    assert library.saved_search("dogs").asked == DOGS


def test_another_generation_changes_nothing(library: Library, tmp_path: Path) -> None:
    photo = add_photo(library, [put_file(tmp_path / "a.jpg")], key="1-0", slot=0)
    library.save_search("dogs", DOGS)
    id_ = library.saved_search("dogs").search_id
    library.looked_at(id_, ids(photo))
    library.use_pack("test-2")
    assert library.generation_state("test-2") == "building"
    library.switch_to("test-2", chosen=True)
    assert library.pack != PACK
    assert library.seen_of(id_).new_among(ids(photo)).tolist() == []


def test_lost_rows_come_back_from_the_history(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", write=True) as library:
        for name in ("kept", "renamed", "removed", "taken back"):
            library.save_search(name, CATS)
        library.rename_search("renamed", "new name")
        library.remove_searches(["removed"])
        gone = library.history()[2]
        assert "taken back" in gone.summary
        library.undo(gone.entry_id)
    with sqlite3.connect(tmp_path / "library" / "library.sqlite") as damaged:
        damaged.execute("DELETE FROM saved_searches WHERE name != 'kept'")
        put_together(damaged, damaged, {"saved_searches"})
        names = [row[0] for row in damaged.execute("SELECT name FROM saved_searches ORDER BY name")]
    damaged.close()
    assert names == ["kept", "new name"]


def test_a_torn_page_costs_no_search(tmp_path: Path, lose_root_page: Callable[[Path, str], None]) -> None:
    with Library.open(tmp_path, write=True) as library:
        library.save_search("dogs", DOGS)
        library.save_search("cats", CATS)
        id_ = library.saved_search("cats").search_id
        library.looked_at(id_, ids(1, 2))
    lose_root_page(tmp_path / DATABASE_NAME, "saved_searches")
    assert "saved_searches" in salvage(tmp_path).damaged_tables
    with Library.open(tmp_path, write=True) as library:
        assert {one.name: one.asked for one in library.saved_searches()} == {"dogs": DOGS, "cats": CATS}
        assert library.seen_of(id_).ids.tolist() == [1, 2]
        assert library.undo().kept == 0


class SavedStory(RuleBasedStateMachine):
    """Whatever is saved, renamed, removed, undone and redone: names stay unique, and nothing is lost that undo brings
    back."""

    folder: Path
    names = st.sampled_from(["a", "A", "b", "b (2)", "ß", "c"])

    def __init__(self) -> None:
        super().__init__()
        SavedStory.count += 1
        self.library = Library.open(self.folder / str(SavedStory.count), write=True)
        self.states: list[set[tuple[str, str]]] = []

    count = 0

    def teardown(self) -> None:
        self.library.close()

    def state(self) -> set[tuple[str, str]]:
        return {(one.name, one.asked.query) for one in self.library.saved_searches()}

    def change(self, do: object, *values: object) -> None:
        before = self.state()
        try:
            done = do(*values)  # type: ignore[operator]
        except SnowlineError:
            assert self.state() == before
            return
        if done is not None and not (isinstance(done, tuple) and done[0] is None):
            self.states.append(before)

    @rule(name=names, query=st.text(max_size=5))
    def save(self, name: str, query: str) -> None:
        self.change(self.library.save_search, name, Asked(query, query))

    @rule(wanted=st.lists(st.tuples(names, st.sampled_from(["x", "y"])), max_size=3))
    def bring_in(self, wanted: list[tuple[str, str]]) -> None:
        self.change(self.library.import_searches, [(name, Asked(query, query)) for name, query in wanted])

    @rule(name=names, new=names)
    def rename(self, name: str, new: str) -> None:
        self.change(self.library.rename_search, name, new)

    @rule(name=names)
    def remove(self, name: str) -> None:
        self.change(self.library.remove_searches, [name])

    @rule(name=names, hits=photo_ids)
    def look(self, name: str, hits: np.ndarray) -> None:  # type: ignore[type-arg]
        for one in self.library.saved_searches():
            if folded(one.name) == folded(name):
                self.library.looked_at(one.search_id, hits)
                assert len(self.library.seen_of(one.search_id).new_among(hits)) == 0

    @precondition(lambda self: self.states)
    @rule()
    def undo(self) -> None:
        """One after the other, the newest first: each step is taken back entirely."""
        assert self.library.undo().kept == 0
        assert self.state() == self.states.pop()

    @precondition(lambda self: self.states)
    @rule()
    def undo_and_redo(self) -> None:
        before = self.state()
        self.library.undo()
        assert self.library.redo().kept == 0
        assert self.state() == before

    @invariant()
    def names_are_unique(self) -> None:
        names = [folded(one.name) for one in self.library.saved_searches()]
        assert len(names) == len(set(names))


def test_any_order_of_changes(tmp_path: Path) -> None:
    SavedStory.folder = tmp_path

    from hypothesis import settings

    run_state_machine_as_test(SavedStory, settings=settings(max_examples=15, stateful_step_count=15))  # type: ignore[no-untyped-call]
