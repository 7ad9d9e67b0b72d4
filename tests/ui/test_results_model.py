"""The table of hits, checked by Qt's own model tester."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from ui_stand_ins import listing_of_hits, make_hit

from app.domain import Answer, Grouping, Hit, Match
from app.search.paging import Listing
from app.search.query.tree import Arrangement
from app.ui.results.columns import COLUMN_OF, DESCENDING
from app.ui.results.layout import Extra, Heading, Layout, Run, unfolded
from app.ui.results.pages import KEPT, PAGE
from app.ui.results.results_model import (
    COPY_ROLE,
    HEADING_ROLE,
    HIT_ROLE,
    PENDING_ROLE,
    UNFOLDED_ROLE,
    Column,
    ResultsModel,
    file_url,
)

LINE = "Relevance line"
MAYBE = "Maybe: less sure from here on"


@pytest.fixture
def hits() -> list[Hit]:
    return [
        make_hit(1, "/p/Zoo.jpg", score=0.9, size=10, date="2020-05-01T00:00:00", caption="a zebra", rating=3),
        make_hit(2, "/p/ant.png", score=0.7, size=30, date=None, type="PNG", drive="archive"),
        make_hit(3, "/p/bee.jpg", score=0.5, size=20, date="2019-05-01T00:00:00", rating=5, favourite=True),
        make_hit(4, "/p/cat.jpg", score=0.1, size=20, date="2021-05-01T00:00:00", online=False, rating=-1),
    ]


@pytest.fixture
def model(qtbot: QtBot, hits: list[Hit]) -> ResultsModel:
    made = ResultsModel()
    made.show(listing_of_hits(hits))
    return made


def ids(model: ResultsModel) -> list[int]:
    return [hit.photo_id for hit in model.hits]


def rows(model: ResultsModel) -> list[int | str]:
    """What stands in each row: the id of a photo, or the words of a heading."""
    found = [model.index(row, 0) for row in range(model.rowCount())]
    return [hit.photo_id if (hit := index.data(HIT_ROLE)) else index.data(HEADING_ROLE).text for index in found]


def test_qt_finds_nothing_wrong(qtbot: QtBot, hits: list[Hit]) -> None:
    model = ResultsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    groups: tuple[Grouping | None, ...] = (None, "day", "drive")
    for group in groups:
        for sort in COLUMN_OF:
            listing = listing_of_hits(hits, Arrangement(sort, group=group), related=hits[3:])
            model.show(listing)
            model.show_related(listing, listing.related())
            model.unfold(2, [make_hit(20, "/p/ant2.jpg"), make_hit(21, "/p/ant3.jpg")])
            model.replace({1: replace(hits[0], rating=5), 20: make_hit(20, "/p/ant4.jpg")})
        model.fold(2)
    model.show(listing_of_hits(hits[:1]))
    model.show(None)
    assert tester.model() is model


def test_qt_finds_nothing_wrong_while_rows_arrive(qtbot: QtBot) -> None:
    waiting: list[Callable[[], None]] = []

    def read(listing: Listing, positions: Any, then: Callable[[Sequence[Hit | None]], None]) -> None:
        waiting.append(lambda: then(listing.read(positions)))

    model = ResultsModel(read=read)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    many = [make_hit(n, f"/p/{n}.jpg", score=1 - n / 1_000) for n in range(1, 4 * PAGE)]
    model.show(listing_of_hits(many, first=0))
    index = model.index(3 * PAGE, Column.NAME)
    assert index.data(PENDING_ROLE) is True
    assert index.data(HIT_ROLE) is None
    assert index.flags() & Qt.ItemFlag.ItemIsSelectable
    assert not waiting  # whoever came from afar may go on at once
    qtbot.waitUntil(lambda: len(waiting) == 1)  # one page at a time
    row = model.row_of(2 * PAGE)
    assert row is not None and model.hit_at(row) is None
    while model.hit_at(row) is None:
        qtbot.waitUntil(lambda: len(waiting) == 1)
        waiting.pop()()
    assert tester.model() is model
    assert model.index(row, Column.NAME).data() == f"{2 * PAGE}.jpg"


def test_pages_that_came_for_a_former_answer_are_dropped(qtbot: QtBot, hits: list[Hit]) -> None:
    waiting: list[Callable[[], None]] = []
    model = ResultsModel(read=lambda listing, at, then: waiting.append(lambda: then(listing.read(at))))
    model.show(listing_of_hits(hits, first=0))
    assert model.hit_at(0) is None
    qtbot.waitUntil(lambda: len(waiting) == 1)
    model.show(listing_of_hits(hits[::-1][:2]))
    waiting[0]()
    assert [hit.photo_id for hit in model.hits] == [3, 4]


def test_a_photo_that_is_gone_is_a_row_that_says_so(qtbot: QtBot, hits: list[Hit]) -> None:
    listing = listing_of_hits(hits, Arrangement("name"), first=0)
    model = ResultsModel()
    model.show(replace(listing, read=lambda at: [None] * len(at)))
    assert model.index(0, Column.NAME).data() == "No longer in the library"
    assert model.index(0, Column.NAME).data(PENDING_ROLE) is False
    assert model.id_at(0) == 2


def test_headings_stand_only_where_the_match_changes_and_only_by_relevance(
    model: ResultsModel, hits: list[Hit]
) -> None:
    unlikely = "Unlikely: below the relevance line"
    assert rows(model) == [1, 2, MAYBE, 3, LINE, unlikely, 4]
    said = model.index(2, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(f"{MAYBE}, 1 photo") and "Alt+Down" in said
    assert model.index(4, Column.NAME).data().startswith(f"{LINE}, 3 photo")
    assert model.index(2, Column.SIZE).data() is None
    assert not model.index(2, Column.NAME).flags() & (Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
    model.show(listing_of_hits(hits[:3]))
    assert rows(model) == [1, 2, MAYBE, 3, LINE]
    model.show(listing_of_hits(hits, Arrangement("name")))
    assert rows(model) == [2, 3, 4, 1]
    model.show(replace(listing_of_hits(hits[:2]), worded=False))
    assert rows(model) == [1, 2]


def test_days_come_newest_first_and_drives_as_they_are_met(model: ResultsModel, hits: list[Hit]) -> None:
    model.show(listing_of_hits(hits, Arrangement(group="day")))
    days = [row for row in rows(model) if isinstance(row, str)]
    assert ids(model) == [4, 1, 3, 2]
    assert len(days) == 4
    assert days == ["2021-05-01", "2020-05-01", "2019-05-01", ""]
    said = [model.index(row, 0).data() for row in (0, 6)]
    assert "1 May 2021" in said[0] and said[1].startswith("Unknown date")
    model.show(listing_of_hits(hits, Arrangement(group="drive")))
    assert rows(model) == ["Photos", 1, 3, 4, "archive", 2]
    assert model.group == "drive"


def test_related_photos_stand_below_all_others(model: ResultsModel, hits: list[Hit]) -> None:
    listing = listing_of_hits(hits[:1], related=hits[3:])
    model.show(listing_of_hits(hits[:1]))
    model.show_related(listing, listing.related())
    assert rows(model) == [1, LINE]  # they belong to an answer that is no longer shown
    model.show(listing)
    model.show_related(listing, listing.related())
    assert rows(model) == [1, LINE, "Related photos", 4]
    assert model.row_of(4) == 3
    assert model.position_at(3) is None and model.count == 1


def test_copies_are_shown_and_hidden_below_their_hit(model: ResultsModel, qtbot: QtBot) -> None:
    copies = [make_hit(20, "/p/ant2.jpg"), make_hit(21, "/p/ant3.jpg")]
    model.unfold(2, copies)
    assert ids(model) == [1, 2, 20, 21, 3, 4]
    assert [model.index(row, 0).data(COPY_ROLE) for row in range(5)] == [False, False, True, True, None]
    assert model.index(1, 0).data(UNFOLDED_ROLE)
    assert model.row_of(21) == 3 and model.row_of(3) == 5
    assert model.rows_of(np.array([21, 3, 99])).tolist() == [3, 5]
    assert model.ids_between(0, 3).tolist() == [1, 2, 20, 21]
    model.fold(2)
    assert ids(model) == [1, 2, 3, 4]
    assert not model.is_unfolded(2)


def test_marks_change_where_a_photo_stands(model: ResultsModel, hits: list[Hit], qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.replace({3: replace(hits[2], rating=1)})
    assert changed.args[0].row() == 3
    assert model.index(3, Column.RATING).data() == "1 star, favourite"
    assert ids(model) == [1, 2, 3, 4]


def test_the_nearest_hit_is_below_or_else_above(model: ResultsModel) -> None:
    assert [model.nearest_hit(row) for row in range(9)] == [0, 1, 3, 3, 6, 6, 6, 6, 6]
    model.show(None)
    assert model.nearest_hit(0) is None


def test_a_row_reads_as_one_sentence(model: ResultsModel) -> None:
    said = model.index(0, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Zoo.jpg, likely match, a zebra, ")
    away = model.index(6, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert away.endswith("on Photos, not connected")


def test_cells_are_words(model: ResultsModel) -> None:
    row = [model.index(1, column).data() for column in Column]
    assert row[Column.NAME] == "ant.png"
    assert row[Column.TYPE] == "PNG"
    assert row[Column.DATE] == ""
    assert row[Column.DRIVE] == "archive"
    assert "30" in row[Column.SIZE]
    assert row[Column.MATCH] == "Likely"
    assert row[Column.FOLDER] == "/p"


def test_a_name_that_is_no_utf8_is_shown_and_keeps_its_address(model: ResultsModel) -> None:
    path = os.fsdecode(b"/p/caf\xe9.jpg")
    model.show(listing_of_hits([make_hit(9, path)]))
    assert model.index(0, Column.NAME).data() == "caf\N{REPLACEMENT CHARACTER}.jpg"
    assert file_url(path).toEncoded().data() == b"file:///p/caf%E9.jpg"


def test_of_a_long_answer_only_what_is_looked_at_is_kept(qtbot: QtBot) -> None:
    count = 200_000
    read: list[int] = []

    def rows_at(at: np.ndarray) -> list[Hit | None]:
        read.extend(at.tolist())
        return [make_hit(int(n) + 1, f"/p/{n:06}.jpg") for n in at]

    listing = Listing(
        Answer("", count, ()),
        np.arange(1, count + 1),
        np.ones(count, np.float32),
        "date",
        True,
        rows_at,
        matches={Match.LIKELY: count},
    )
    model = ResultsModel()
    model.show(listing)
    assert model.rowCount() == count
    assert read == []
    for row in random.Random(1).sample(range(count), 3 * KEPT):
        assert model.index(row, Column.NAME).data() == f"{row:06}.jpg"
    assert len(model.hits) <= KEPT * PAGE
    assert model.row_of(150_001) == 150_000
    assert len(model.ids_between(0, count - 1)) == count


def test_every_column_has_an_order_and_the_best_stand_first() -> None:
    assert set(COLUMN_OF.values()) == set(Column)
    assert {"relevance", "date", "size", "rating"} == DESCENDING


def test_a_layout_knows_its_rows_both_ways() -> None:
    copies = tuple(make_hit(n, f"/{n}.jpg") for n in (50, 51))
    parts = [Heading("a", 3), Run(0, 3), Heading("b", 2), Run(3, 2), Extra((make_hit(60, "/r.jpg"),), copies=False)]
    layout = Layout(unfolded(parts, {1: copies}))
    assert layout.rows == 10
    assert [layout.row_of(position) for position in range(5)] == [1, 2, 5, 7, 8]
    assert layout.rows_of(np.arange(5)).tolist() == [1, 2, 5, 7, 8]
    assert list(layout.positions_between(2, 7)) == [(1, 1), (2, 2), (3, 3)]
    assert [row for row, _ in layout.headings()] == [0, 6]
    for row in range(layout.rows):
        part, at = layout.at(row)
        if isinstance(part, Run):
            assert layout.row_of(part.start + at) == row
