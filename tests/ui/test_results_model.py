"""The table of hits, checked by Qt's own model tester."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from ui_stand_ins import make_hit

from app.domain import Hit, Match
from app.ui.results.results_model import (
    COPY_ROLE,
    HEADING_ROLE,
    HIT_ROLE,
    UNFOLDED_ROLE,
    Column,
    ResultsModel,
    file_url,
)

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


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
    made.show(hits)
    return made


def ids(model: ResultsModel) -> list[int]:
    return [hit.photo_id for hit in model.hits]


def test_qt_finds_nothing_wrong(qtbot: QtBot, hits: list[Hit]) -> None:
    model = ResultsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(hits)
    for group in (None, "day", "drive"):
        model.set_group(group)
        for column in Column:
            for order in (UP, DOWN):
                model.sort(column, order)
                model.unfold(2, [make_hit(20, "/p/ant2.jpg"), make_hit(21, "/p/ant3.jpg")])
        model.fold(2)
    model.show(hits[:2], hits[2:], group="day", in_order=True)
    model.replace({1: replace(hits[0], rating=5)})
    model.show(hits[:1])
    model.show(())
    assert tester.model() is model


@pytest.mark.parametrize(
    ("column", "order", "expected"),
    [
        (Column.MATCH, DOWN, [1, 2, 3, 4]),
        (Column.MATCH, UP, [4, 3, 2, 1]),
        (Column.NAME, UP, [2, 3, 4, 1]),
        (Column.NAME, DOWN, [1, 4, 3, 2]),
        (Column.TYPE, DOWN, [2, 1, 3, 4]),
        (Column.DATE, DOWN, [4, 1, 3, 2]),
        (Column.DATE, UP, [2, 3, 1, 4]),
        (Column.DRIVE, UP, [2, 1, 3, 4]),
        (Column.SIZE, UP, [1, 3, 4, 2]),
        (Column.SIZE, DOWN, [2, 3, 4, 1]),
        (Column.RATING, DOWN, [3, 1, 4, 2]),
        (Column.RATING, UP, [2, 4, 1, 3]),
    ],
)
def test_every_column_sorts_and_equal_rows_stay_by_score(
    model: ResultsModel, column: Column, order: Qt.SortOrder, expected: list[int]
) -> None:
    model.sort(column, order)
    assert ids(model) == expected


def test_the_chosen_order_holds_for_the_next_answer(model: ResultsModel, hits: list[Hit]) -> None:
    model.sort(Column.SIZE, DOWN)
    model.show(hits[::-1])
    assert ids(model) == [2, 3, 4, 1]


def test_a_chosen_photo_stays_chosen_when_sorted(model: ResultsModel) -> None:
    chosen = QPersistentModelIndex(model.index(0, Column.DATE))
    model.sort(Column.NAME, UP)
    assert chosen.row() == 3
    assert chosen.column() == Column.DATE
    assert chosen.data(HIT_ROLE).photo_id == 1


def rows(model: ResultsModel) -> list[int | str]:
    """What stands in each row: the id of a photo, or the words of a heading."""
    found = [model.index(row, 0) for row in range(model.rowCount())]
    return [hit.photo_id if (hit := index.data(HIT_ROLE)) else index.data(HEADING_ROLE).text for index in found]


def test_headings_stand_only_where_the_match_changes_and_only_by_relevance(model: ResultsModel) -> None:
    maybe, unlikely = "Maybe: less sure from here on", "Unlikely: below the relevance line"
    assert rows(model) == [1, 2, maybe, 3, unlikely, 4]
    assert model.index(2, Column.NAME).data() == f"{maybe}, 1 photo"
    assert model.index(2, Column.SIZE).data() is None
    heading = model.index(2, Column.NAME).flags()
    assert not heading & (Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
    model.sort(Column.NAME, UP)
    assert rows(model) == [2, 3, 4, 1]


def test_days_come_newest_first_and_drives_as_they_are_met(model: ResultsModel) -> None:
    model.set_group("day")
    days = [row for row in rows(model) if isinstance(row, str)]
    assert ids(model) == [4, 1, 3, 2]
    assert len(days) == 4
    assert "2021" in days[0] and days[-1] == "Unknown date"
    model.set_group("drive")
    assert rows(model) == ["Photos", 1, 3, 4, "archive", 2]
    model.sort(Column.SIZE, DOWN)
    assert rows(model) == ["archive", 2, "Photos", 3, 4, 1]
    model.set_group(None)
    assert rows(model) == [2, 3, 4, 1]


def test_what_the_question_says_of_order_and_groups_holds_for_its_answer_alone(
    model: ResultsModel, hits: list[Hit]
) -> None:
    model.show(hits[::-1], in_order=True)
    assert rows(model) == [4, 3, 2, 1]
    model.show(hits, group="drive")
    assert model.group == "drive"
    model.show(hits)
    assert model.group is None
    assert ids(model) == [1, 2, 3, 4]


def test_related_photos_stand_below_all_others(model: ResultsModel, hits: list[Hit]) -> None:
    model.show(hits[:2], hits[2:])
    assert rows(model) == [1, 2, "Related photos", 3, 4]
    model.sort(Column.NAME, UP)
    assert rows(model) == [2, 1, "Related photos", 3, 4]


def test_copies_unfold_below_their_hit_and_follow_it(model: ResultsModel) -> None:
    copies = [make_hit(20, "/p/ant2.jpg", score=0.2), make_hit(21, "/p/ant3.jpg", score=0.2)]
    chosen = QPersistentModelIndex(model.index(3, 0))
    model.unfold(2, copies)
    assert ids(model) == [1, 2, 20, 21, 3, 4]
    assert chosen.row() == 5
    assert [model.index(row, 0).data(COPY_ROLE) for row in range(5)] == [False, False, True, True, None]
    assert model.index(1, 0).data(UNFOLDED_ROLE)
    model.sort(Column.NAME, UP)
    assert ids(model) == [2, 20, 21, 3, 4, 1]
    model.fold(2)
    assert ids(model) == [2, 3, 4, 1]
    assert not model.is_unfolded(2)


def test_marks_change_where_a_photo_stands(model: ResultsModel, hits: list[Hit], qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.replace({3: replace(hits[2], rating=1)})
    assert changed.args[0].row() == 3
    assert model.index(3, Column.RATING).data() == "1 star, favourite"
    assert ids(model) == [1, 2, 3, 4]


def test_the_nearest_hit_is_below_or_else_above(model: ResultsModel) -> None:
    assert [model.nearest_hit(row) for row in range(8)] == [0, 1, 3, 3, 5, 5, 5, 5]
    model.show(())
    assert model.nearest_hit(0) is None


def test_a_row_reads_as_one_sentence(model: ResultsModel) -> None:
    said = model.index(0, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Zoo.jpg, likely match, a zebra, ")
    away = model.index(5, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert away.endswith("on Photos, not connected")


def test_cells_are_words(model: ResultsModel) -> None:
    row = [model.index(1, column).data() for column in Column]
    assert row[Column.NAME] == "ant.png"
    assert row[Column.TYPE] == "PNG"
    assert row[Column.DATE] == ""
    assert row[Column.DRIVE] == "archive"
    assert "30" in row[Column.SIZE]
    assert row[Column.MATCH] == "Likely"


def test_photos_can_be_dragged_out_as_files(model: ResultsModel) -> None:
    mime = model.mimeData([model.index(row, column) for row, column in ((0, 0), (0, 3), (2, 0), (3, 0))])
    assert [url.toLocalFile() for url in mime.urls()] == ["/p/Zoo.jpg", "/p/bee.jpg"]


def test_a_name_that_is_no_utf8_is_shown_and_keeps_its_address(model: ResultsModel) -> None:
    path = os.fsdecode(b"/p/caf\xe9.jpg")
    model.show([make_hit(9, path)])
    assert model.index(0, Column.NAME).data() == "caf\N{REPLACEMENT CHARACTER}.jpg"
    assert file_url(path).toEncoded().data() == b"file:///p/caf%E9.jpg"


def test_a_long_answer_is_answered_row_by_row(qtbot: QtBot) -> None:
    random.seed(1)
    model = ResultsModel()
    model.show([make_hit(n, Path(f"/p/{n:06}.jpg"), score=random.random()) for n in range(50_000)])
    assert len(model.hits) == 50_000
    assert model.index(model.rowCount() - 1, Column.MATCH).data() == "Unlikely"
    scores = [hit.score for hit in model.hits]
    assert scores == sorted(scores, reverse=True)
    assert [hit.match for hit in model.hits[:1]] == [Match.LIKELY]
