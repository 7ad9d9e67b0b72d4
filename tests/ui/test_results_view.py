"""The list and the grid as they are seen: columns that give way, places that are kept, and what is painted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot
from ui_stand_ins import make_hit

from app.domain import Hit
from app.ui.results.marks import heart, marks_width, paint_marks, star
from app.ui.results.results_model import Column, ResultsModel
from app.ui.results.results_view import NARROWEST_NAME, ResultsView
from app.ui.results.thumbnails import Thumbnails


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> Iterator[ResultsView]:
    thumbnails = Thumbnails(tmp_path / "library")
    made = ResultsView(ResultsModel(), thumbnails)
    made.model.setParent(made)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    yield made
    thumbnails.shut_down(5_000)


def some(count: int) -> list[Hit]:
    return [make_hit(n, f"/p/{n:03}.jpg", score=1 - n / 1_000, online=False) for n in range(1, count + 1)]


def columns(view: ResultsView) -> list[Column]:
    return [column for column in Column if not view.list.header().isSectionHidden(column)]


def test_columns_give_way_to_the_name_and_come_back_as_wide_as_they_were(view: ResultsView) -> None:
    assert columns(view) == list(Column)
    view.list.header().resizeSection(Column.SIZE, 99)
    view.resize(460, 500)
    assert columns(view) == [Column.NAME, Column.RATING, Column.MATCH]
    assert view.list.columnWidth(Column.NAME) >= NARROWEST_NAME - 20
    view.resize(360, 500)
    assert columns(view) == [Column.NAME, Column.MATCH]
    view.resize(900, 500)
    assert columns(view) == list(Column)
    assert view.list.columnWidth(Column.SIZE) == 99


@pytest.mark.parametrize("grid", [False, True])
def test_the_same_question_again_keeps_its_place(view: ResultsView, grid: bool) -> None:
    view.show_grid(grid)
    hits = some(200)
    view.show_hits(hits)
    view._select(120)
    place = view.currentWidget().verticalScrollBar().value()
    assert place > 0
    view.show_hits([hit for hit in hits if hit.photo_id != 121], 121, in_place=True)
    current = view.current_hit()
    assert current is not None and current.photo_id == 122
    assert view.currentWidget().verticalScrollBar().value() == place
    view.show_hits(some(50))
    assert view.currentWidget().verticalScrollBar().value() == 0
    assert view.current_hit() is None


def test_the_keyboard_steps_over_headings(view: ResultsView, qtbot: QtBot) -> None:
    view.show_hits([make_hit(1, "/a.jpg", score=0.9), make_hit(2, "/b.jpg", score=0.5)])
    view.enter()
    qtbot.keyClick(view.list, Qt.Key.Key_Down)
    current = view.current_hit()
    assert current is not None and current.photo_id == 2
    qtbot.keyClick(view.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert [hit.photo_id for hit in view.selected_hits()] == [1, 2]


def test_sorting_and_grouping_from_the_menu(view: ResultsView) -> None:
    view.show_hits([make_hit(1, "/a.jpg", rating=2), make_hit(2, "/b.jpg", score=0.8, rating=5, drive="Stick")])
    menu = view.photo_actions.view_menu(view.model)
    sort, group = (action.menu() for action in menu.actions())
    next(action for action in sort.actions() if action.text() == "Rating").trigger()
    assert [hit.photo_id for hit in view.model.hits] == [2, 1]
    assert view.list.header().sortIndicatorSection() == Column.RATING
    next(action for action in group.actions() if action.text() == "Drive").trigger()
    assert view.model.group == "drive"
    menu.close()


def painted(rating: int | None, favourite: bool) -> QImage:
    image = QImage(120, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_marks(painter, 0, 10, 16, rating, favourite, QColor(Qt.GlobalColor.black))
    painter.end()
    return image


@pytest.mark.parametrize("rating", [None, -1, 0, 1, 5])
@pytest.mark.parametrize("favourite", [False, True])
def test_marks_are_as_wide_as_they_say(rating: int | None, favourite: bool) -> None:
    image = painted(rating, favourite)
    dark = [x for x in range(120) for y in range(20) if image.pixelColor(x, y).lightness() < 128]
    width = marks_width(rating, favourite, 16)
    assert bool(dark) == bool(width)
    assert max(dark, default=0) <= width
    assert width - max(dark, default=0) < 6


def test_outlines_fill_their_box() -> None:
    box = QRectF(10, 10, 40, 40)
    for outline in (star(box), heart(box)):
        bounds = outline.boundingRect()
        assert box.adjusted(-2, -2, 2, 2).contains(bounds)
        assert bounds.width() > 32 and bounds.height() > 30
        assert outline.contains(QRectF(box).center())
        assert not outline.contains(QPoint(11, 49))
