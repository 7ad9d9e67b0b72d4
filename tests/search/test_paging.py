"""An answer as arrays: the hits of `search` in every order, with rows that hold while the library changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import Match, SortOrder
from app.indexing.derive import build_derived
from app.library import Library, SeenFile
from app.search.order import DESCENDING, SORT_ORDERS
from app.search.ordering import grouped
from app.search.query.tree import Arrangement
from app.search.relevance import LIKELY, MAYBE, lines, shift_for
from app.search.searcher import Searcher

ShotType: TypeAlias = Any  # the fixture's own class
MakeLibrary = Callable[[Sequence[ShotType]], Library]


@pytest.fixture
def shots(shot: ShotType) -> list[ShotType]:
    return [
        shot("a/IMG 10.jpg", "dog beach", {"dog": 0.9}, "a dog on a beach", "2020-05-01T10:00:00", 300),
        shot("a/IMG 9.jpg", "dog", {"dog": 0.9}, "a dog", "2021-05-01T10:00:00", 200),
        shot("b/img 2.jpg", "dog snow", {"dog": 0.7}, "a dog in the snow", "2021-05-01T09:00:00", 200),
        shot("b/car.jpg", "car", {"car": 0.9}, "a car", "2019-01-01T10:00:00", 50),
        shot("c/cat.jpg", "cat", {"cat": 0.9}, "", "2022-01-01T10:00:00", 80),
    ]


@pytest.fixture
def searcher(make_library: MakeLibrary, side: Any, shots: list[ShotType]) -> Searcher:
    return Searcher(make_library(shots), side)


@pytest.mark.parametrize("text", ["dog", "dog sort:size", "type:jpeg", "type:jpeg group:day", "dog -snow", "name:img"])
def test_a_listing_has_the_hits_of_a_search(searcher: Searcher, text: str) -> None:
    answer, listing = searcher.search(text, limit=100), searcher.listing(text)
    assert listing.rows(0, len(listing)) == answer.hits
    assert listing.ids.tolist() == [hit.photo_id for hit in answer.hits]
    assert listing.answer.total == answer.total
    assert listing.answer.hits == answer.hits
    assert {match: n for match, n in listing.matches.items() if n} == {
        match: n for match in Match if (n := sum(hit.match is match for hit in answer.hits))
    }


@pytest.mark.parametrize("sort", SORT_ORDERS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_goes_both_ways(searcher: Searcher, sort: SortOrder, descending: bool) -> None:
    hits = searcher.listing("type:jpeg", Arrangement(sort, descending)).rows(0, 9)
    keys: dict[SortOrder, list[object]] = {
        "relevance": [hit.score for hit in hits if hit],
        "date": [hit.date for hit in hits if hit],
        "size": [hit.size for hit in hits if hit],
        "rating": [hit.rating for hit in hits if hit],
        "type": [hit.type for hit in hits if hit],
        "drive": [hit.drive for hit in hits if hit],
        "place": [hit.place for hit in hits if hit],
        "folder": [os.path.dirname(hit.path) for hit in hits if hit],
        "caption": [hit.caption for hit in hits if hit and hit.caption],
    }
    if sort == "name":
        names = [os.path.basename(hit.path) for hit in hits if hit]
        assert names == (["car.jpg", "cat.jpg", "img 2.jpg", "IMG 9.jpg", "IMG 10.jpg"][:: -1 if descending else 1])
    elif None not in keys[sort]:
        assert keys[sort] == sorted(keys[sort], reverse=descending)  # type: ignore[type-var]
    if sort == "caption":
        assert hits[-1] is not None and hits[-1].caption == ""


def test_groups_count_what_stands_together(searcher: Searcher) -> None:
    listing = searcher.listing("type:jpeg", Arrangement(group="day"))
    assert [(group.name, group.count) for group in listing.groups] == [
        ("2022-01-01", 1),
        ("2021-05-01", 2),
        ("2020-05-01", 1),
        ("2019-01-01", 1),
    ]
    assert listing.sort == "date" and not listing.best_first
    plain = searcher.listing("type:jpeg group:day", Arrangement(group="none"))
    assert plain.group is None and plain.groups == ()
    by_drive = searcher.listing("dog", Arrangement(group="drive"))
    assert [group.count for group in by_drive.groups] == [len(by_drive)]


def test_names_of_later_photos_and_waiting_files_find_their_place(
    make_library: MakeLibrary, side: Any, shots: list[ShotType], shot: ShotType, tmp_path: Path
) -> None:
    library = make_library(shots)
    build_derived(library)
    make_library([shot("a/IMG 9b.jpg", "dog"), shot("z/apple.jpg", "dog")])
    path = tmp_path / "shots" / "IMG 9a.jpg"
    path.write_bytes(b"waits")
    stat = path.stat()
    library.upsert_files([SeenFile(os.fsencode(path), stat.st_size, stat.st_mtime_ns, stat.st_dev)])
    library.name_waiting()
    hits = Searcher(library, side).listing("type:jpeg", Arrangement("name")).rows(0, 99)
    assert [os.path.basename(hit.path) for hit in hits if hit] == [
        "apple.jpg",
        "car.jpg",
        "cat.jpg",
        "img 2.jpg",
        "IMG 9.jpg",
        "IMG 9a.jpg",
        "IMG 9b.jpg",
        "IMG 10.jpg",
    ]
    assert [hit.waiting for hit in hits if hit].index(True) == 5


def test_rows_of_an_older_answer_hold_while_the_library_changes(
    make_library: MakeLibrary, side: Any, shots: list[ShotType], shot: ShotType
) -> None:
    library = make_library(shots)
    searcher = Searcher(library, side)
    before = searcher.listing("type:jpeg", Arrangement("date"), first=0)
    ids = before.ids.tolist()
    make_library([shot("new.jpg", "dog", taken="2030-01-01T00:00:00")])
    gone = library.photos_by_ids([ids[1]])[0]
    library.mark_missing([file.file_id for file in library.files_at(os.fsdecode(gone.raw_path))])
    searcher.refresh()
    rows = before.rows(0, len(before))
    assert [hit.photo_id if hit else None for hit in rows] == [ids[0], None, *ids[2:]]
    assert before.in_order(np.array([ids[3], ids[0]])) == (rows[0], rows[3])
    assert len(searcher.listing("type:jpeg")) == len(before)


def test_the_line_moves_for_one_answer_alone(searcher: Searcher) -> None:
    usual, more, less = (len(searcher.listing("dog", shift=shift)) for shift in (None, -3.0, 3.0))
    assert more >= usual >= less and more > less
    assert searcher.shift == 0.0
    assert len(searcher.listing("dog")) == usual


@pytest.mark.parametrize("text", ["dog", "dog snow", "animal", "car type:jpeg"])
def test_a_line_laid_below_a_hit_under_it_takes_in_what_is_as_good(searcher: Searcher, text: str) -> None:
    plain, everything = searcher.listing(text), searcher.listing(text, everything=True)
    under = [score for score, id_ in zip(everything.scores, everything.ids, strict=True) if id_ not in plain.ids]
    assert under
    for least in under:
        if least > 0:
            found = searcher.listing(text, shift=shift_for(float(least), Match.UNLIKELY))
            assert len(found) == len(plain) + sum(score >= least for score in under)


@given(st.floats(0.001, 0.999))
def test_a_line_can_be_laid_just_below_any_hit(score: float) -> None:
    for kind, number in ((Match.MAYBE, 0), (Match.UNLIKELY, 1)):
        line = lines(shift_for(score, kind))[number]
        assert line <= score
        assert line == pytest.approx(score, rel=1e-3)
    assert shift_for(LIKELY, Match.MAYBE) == pytest.approx(0, abs=1e-3)
    assert shift_for(MAYBE, Match.UNLIKELY) == pytest.approx(0, abs=1e-3)


@given(st.lists(st.integers(0, 5)))
def test_groups_come_as_they_are_met_and_keep_their_order(numbers: list[int]) -> None:
    order = np.arange(len(numbers))
    moved, groups, starts = grouped(order, np.array(numbers, np.int64))
    found = [numbers[at] for at in moved.tolist()]
    assert groups.tolist() == list(dict.fromkeys(numbers))
    assert [found[start] for start in starts.tolist()] == groups.tolist()
    for group in groups.tolist():
        assert [at for at in moved.tolist() if numbers[at] == group] == [
            at for at, number in enumerate(numbers) if number == group
        ]


def test_similar_photos_and_the_same_picture_are_listed_too(searcher: Searcher) -> None:
    photo = int(searcher.listing("dog").ids[0])
    listing = searcher.listing(photo, everything=True)
    assert photo not in listing.ids.tolist()
    assert listing.rows(0, 99) == searcher.similar(photo, limit=99, everything=True).hits
    assert len(searcher.listing(photo, mode="picture")) == 0


def test_orders_begin_as_people_expect() -> None:
    assert {"relevance", "date", "size", "rating"} == DESCENDING
