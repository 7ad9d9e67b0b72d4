"""The table of hits, checked by Qt's own model tester."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from ui_stand_ins import make_hit

from app.domain import Hit, Match
from app.ui.results_model import HIT_ROLE, STARTS_GROUP_ROLE, Column, ResultsModel, file_url

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def hits() -> list[Hit]:
    return [
        make_hit(1, "/p/Zoo.jpg", score=0.9, size=10, date="2020-05-01T00:00:00", caption="a zebra"),
        make_hit(2, "/p/ant.png", score=0.7, size=30, date=None, type="PNG", drive="archive"),
        make_hit(3, "/p/bee.jpg", score=0.5, size=20, date="2019-05-01T00:00:00"),
        make_hit(4, "/p/cat.jpg", score=0.1, size=20, date="2021-05-01T00:00:00", online=False),
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
    for column in Column:
        for order in (UP, DOWN):
            model.sort(column, order)
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


def test_groups_are_parted_only_where_the_match_changes_and_only_by_relevance(model: ResultsModel) -> None:
    def starts() -> list[bool]:
        return [model.index(row, 0).data(STARTS_GROUP_ROLE) for row in range(model.rowCount())]

    assert starts() == [False, False, True, True]
    model.sort(Column.NAME, UP)
    assert starts() == [False] * 4


def test_a_row_reads_as_one_sentence(model: ResultsModel) -> None:
    said = model.index(0, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Zoo.jpg, likely match, a zebra, ")
    away = model.index(3, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
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
    mime = model.mimeData([model.index(0, 0), model.index(0, 3), model.index(2, 0)])
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
    assert model.rowCount() == 50_000
    assert model.index(49_999, Column.MATCH).data() == "Unlikely"
    scores = [hit.score for hit in model.hits]
    assert scores == sorted(scores, reverse=True)
    assert [hit.match for hit in model.hits[:1]] == [Match.LIKELY]
