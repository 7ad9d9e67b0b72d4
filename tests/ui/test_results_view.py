"""The list and the grid as they are seen: columns that give way, places that are kept, and what is painted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui_stand_ins import listing_of_hits, make_hit

from app.domain import Answer, Hit, Match
from app.search.paging import Listing
from app.search.query.tree import Arrangement
from app.ui.results.columns import Column
from app.ui.results.marks import heart, marks_width, paint_marks, star
from app.ui.results.results_grid import SIDES
from app.ui.results.results_list import HIDDEN, NARROWEST_NAME
from app.ui.results.results_model import ResultsModel
from app.ui.results.results_view import ResultsView
from app.ui.results.thumbnails import Thumbnails

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> Iterator[ResultsView]:
    thumbnails = Thumbnails(tmp_path / "library")
    made = ResultsView(ResultsModel(), thumbnails)
    made.model.setParent(made)
    qtbot.addWidget(made)
    made.resize(1_150, 500)
    made.show()
    yield made
    thumbnails.shut_down(5_000)


def some(count: int) -> list[Hit]:
    return [make_hit(n, f"/p/{n:03}.jpg", score=1 - n / 1_000, online=False) for n in range(1, count + 1)]


def endless(count: int) -> Listing:
    """Hits that are made when they are looked at."""
    return Listing(
        Answer("", count, ()),
        np.arange(1, count + 1),
        np.linspace(1, 0, count, dtype=np.float32),
        "date",
        True,
        lambda at: [make_hit(int(n) + 1, f"/p/{n:06}.jpg", online=False) for n in at],
        matches={Match.LIKELY: count},
    )


def columns(view: ResultsView) -> list[Column]:
    return [column for column in Column if not view.list.header().isSectionHidden(column)]


def chosen(view: ResultsView) -> list[int]:
    return [hit.photo_id for hit in view.selected_hits()]


def test_columns_give_way_to_the_name_and_come_back_as_wide_as_they_were(view: ResultsView) -> None:
    usual = [column for column in Column if column not in HIDDEN]
    assert columns(view) == usual
    view.list.header().resizeSection(Column.SIZE, 99)
    view.resize(460, 500)
    assert columns(view) == [Column.NAME, Column.DATE, Column.MATCH]
    assert view.list.columnWidth(Column.NAME) >= NARROWEST_NAME
    view.resize(360, 500)
    assert columns(view) == [Column.NAME, Column.MATCH]
    view.resize(1_150, 500)
    assert columns(view) == usual
    assert view.list.columnWidth(Column.SIZE) == 99


def test_columns_are_chosen_and_remembered(view: ResultsView, qtbot: QtBot) -> None:
    view.resize(1_400, 500)
    menu = view.list.columns_menu()
    names = {action.text(): action for action in menu.actions()}
    assert not names["Name"].isEnabled()
    names["Folder"].trigger()
    names["Type"].trigger()
    view.list.header().moveSection(view.list.header().visualIndex(Column.DATE), 1)
    menu.close()
    assert Column.FOLDER in columns(view) and Column.TYPE not in columns(view)
    kept = view.list.keep_columns()
    assert len(kept) < 300
    view.list.recall_columns("not what was kept")
    view.list.show_column(Column.FOLDER, False)
    view.list.recall_columns(kept)
    assert Column.FOLDER in columns(view) and view.list.header().visualIndex(Column.DATE) == 1


def test_a_column_without_room_says_so_and_comes_when_it_is_chosen(view: ResultsView) -> None:
    view.resize(460, 500)
    menu = view.list.columns_menu()
    entries = {action.text(): action.isChecked() for action in menu.actions()}
    assert entries["Name"] and entries["Date"] and not entries["Place"]
    assert entries["Rating (no room now)"] is False and entries["Caption (no room now)"] is False
    next(action for action in menu.actions() if action.text().startswith("Rating")).trigger()
    menu.close()
    assert Column.RATING in columns(view) and Column.NAME in columns(view)
    view.resize(1_150, 500)
    assert columns(view) == [column for column in Column if column not in HIDDEN]  # nobody gave up any of them


def test_columns_are_made_to_fit_what_is_seen(view: ResultsView) -> None:
    view.show_listing(listing_of_hits([make_hit(1, "/a.jpg", drive="A drive with a really long name of its own")]))
    before = view.list.columnWidth(Column.DRIVE)
    view.list.fit_columns()
    view.resize(1_900, 500)
    assert view.list.columnWidth(Column.DRIVE) > before


@pytest.mark.parametrize("grid", [False, True])
def test_the_same_question_again_keeps_its_place(view: ResultsView, grid: bool) -> None:
    view.show_grid(grid)
    hits = some(200)
    view.show_listing(listing_of_hits(hits))
    view._select(120)
    place = view.currentWidget().verticalScrollBar().value()
    assert place > 0
    view.show_listing(listing_of_hits([hit for hit in hits if hit.photo_id != 121]), 121, in_place=True)
    current = view.current_hit()
    assert current is not None and current.photo_id == 122
    assert view.currentWidget().verticalScrollBar().value() == place
    view.currentWidget().clearFocus()
    view.show_listing(listing_of_hits(some(50)))
    assert view.currentWidget().verticalScrollBar().value() == 0
    assert view.current_hit() is None


def test_what_is_chosen_stays_chosen_in_another_order(view: ResultsView) -> None:
    hits = some(30)
    view.show_listing(listing_of_hits(hits))
    view._select(4, np.array([5, 6, 7, 20]))
    view.show_listing(listing_of_hits(hits, Arrangement("name", True)), 5, in_place=True)
    assert chosen(view) == [20, 7, 6, 5]
    current = view.current_hit()
    assert current is not None and current.photo_id == 5
    view.show_listing(listing_of_hits(hits, Arrangement(group="drive")), 5, in_place=True)
    assert chosen(view) == [5, 6, 7, 20]


@pytest.mark.parametrize("grid", [False, True])
def test_the_keyboard_steps_over_headings(view: ResultsView, qtbot: QtBot, grid: bool) -> None:
    view.show_grid(grid)
    view.show_listing(listing_of_hits([make_hit(1, "/a.jpg", score=0.9), make_hit(2, "/b.jpg", score=0.5)]))
    view.enter()
    qtbot.keyClick(view.currentWidget(), Key.Key_Down)
    current = view.current_hit()
    assert current is not None and current.photo_id == 2
    qtbot.keyClick(view.currentWidget(), Key.Key_Up)
    qtbot.keyClick(view.currentWidget(), Key.Key_A, Held.ControlModifier)
    assert chosen(view) == [1, 2]
    assert view.selected_ids().tolist() == [1, 2]


def test_the_keyboard_goes_through_the_grid_line_by_line(view: ResultsView, qtbot: QtBot) -> None:
    view.show_grid(True)
    hits = [make_hit(n, f"/{n:02}.jpg", date=f"2020-01-{1 + n // 8:02}T00:00:00") for n in range(1, 31)]
    view.show_listing(listing_of_hits(hits, Arrangement(group="day")))
    view.enter()
    grid, model = view.grid, view.model

    def at(key: Key, held: Held = Held.NoModifier) -> int:
        qtbot.keyClick(grid, key, held)
        return view.list.currentIndex().row()

    start = view.list.currentIndex().row()
    assert at(Key.Key_Right) == start + 1
    below = at(Key.Key_Down)
    first, second = grid.contents_rect(start + 1), grid.contents_rect(below)
    assert second.top() > first.top()
    assert at(Key.Key_End) == model.rowCount() - 1
    assert at(Key.Key_Home) == start
    reached = at(Key.Key_Down, Held.ShiftModifier)
    assert len(chosen(view)) == reached - start + 1 - sum(start < row < reached for row, _ in model.all_headings())


def test_every_point_of_a_cell_leads_back_to_it(view: ResultsView) -> None:
    view.show_grid(True)
    hits = [make_hit(n, f"/{n:02}.jpg", date=f"2020-01-{1 + n // 8:02}T00:00:00") for n in range(1, 31)]
    view.show_listing(listing_of_hits(hits, Arrangement(group="day")))
    seen = set(view.grid.visible_rows())
    for row in range(view.model.rowCount()):
        box = view.grid.contents_rect(row)
        for point in (box.topLeft(), box.center(), box.bottomRight()):
            assert view.grid.row_at(point.x(), point.y()) == row
        if box.top() < view.grid.viewport().height() and box.bottom() > 0:
            assert row in seen


def test_a_very_long_answer_is_there_at_once(view: ResultsView, qtbot: QtBot) -> None:
    listing = endless(100_000)
    for grid in (False, True):
        view.show_grid(grid)
        view.show_listing(listing)
        bar = view.currentWidget().verticalScrollBar()
        bar.setValue(bar.maximum())
        assert view.model.rowCount() - 1 in view.currentWidget().visible_rows()
        view.enter()
        began = time.thread_time()
        qtbot.keyClick(view.currentWidget(), Key.Key_A, Held.ControlModifier)
        view.grab()
        assert time.thread_time() - began < 1  # what looks at every row takes several seconds
        assert len(view.selected_ids()) == 100_000
        assert len(view.selected_hits()) < 10_000


def test_rows_that_are_not_loaded_are_read_for_whoever_wants_them(view: ResultsView) -> None:
    view.show_listing(endless(500))
    view.list.selectAll()
    got: list[list[Hit]] = []
    view.with_selected(got.append)
    assert [hit.photo_id for hit in got[0]] == list(range(1, 501))


def test_where_rows_cannot_be_read_nothing_is_done_to_any(qtbot: QtBot, tmp_path: Path) -> None:
    thumbnails = Thumbnails(tmp_path / "library")

    def fail(_listing: Listing, _positions: object, then: Callable[[None], object]) -> None:
        then(None)

    broken = ResultsView(ResultsModel(read=fail), thumbnails, read=fail)
    broken.model.setParent(broken)
    qtbot.addWidget(broken)
    broken.show_listing(replace(endless(500), answer=Answer("", 500, tuple(some(64)))))
    broken.list.selectAll()
    got: list[list[Hit]] = []
    said: list[str] = []
    broken.photo_actions.refused.connect(said.append)
    broken.with_selected(got.append)
    assert not got and said
    assert broken.model.shown_at(400).pending  # not gone: it is asked for again when it is next looked at
    thumbnails.shut_down(5_000)


def test_pictures_get_larger_and_smaller(view: ResultsView, qtbot: QtBot) -> None:
    view.show_grid(True)
    view.show_listing(endless(1_000))
    view.enter()
    sizes: list[int] = []
    view.grid.size_changed.connect(sizes.append)
    qtbot.keyClick(view.grid, Key.Key_Plus, Held.ControlModifier)
    qtbot.keyClick(view.grid, Key.Key_Minus, Held.ControlModifier)
    qtbot.keyClick(view.grid, Key.Key_Minus, Held.ControlModifier)
    assert sizes == [224, 172, 128]
    view.grid.set_side(10_000)
    assert view.grid.side == SIDES[-1]


def drag(view: ResultsView, start: QPoint, end: QPoint) -> None:
    port = view.currentWidget().viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Held.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(port, start + (end - start) * step / 5)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Held.NoModifier, end)


@pytest.mark.parametrize("grid", [False, True])
def test_the_relevance_line_can_be_dragged_and_put_back(view: ResultsView, qtbot: QtBot, grid: bool) -> None:
    view.show_grid(grid)
    view.resize(1_150, 700)
    hits = [make_hit(n, f"/{n}.jpg", score=0.95 - n / 20) for n in range(1, 7)]
    view.show_listing(listing_of_hits(hits))
    wanted: list[float | None] = []
    view.line_wanted.connect(wanted.append)
    shown = view.currentWidget()
    line = next(row for row, heading in view.model.all_headings() if heading.line is Match.UNLIKELY)
    place = shown.visualRect(view.model.index(line, 0)).center()
    drag(view, place, QPoint(place.x(), shown.visualRect(view.model.index(0, 0)).center().y() + 5))
    QTest.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, Held.NoModifier, place)
    qtbot.keyClick(shown, Key.Key_Down, Held.AltModifier)
    qtbot.keyClick(shown, Key.Key_Up, Held.AltModifier)
    assert wanted[0] is not None and wanted[0] > 0
    assert wanted[1:] == [None, -0.25, 0.25]
    drag(view, place, QPoint(place.x(), place.y() + 2))  # a trembling hand
    assert len(wanted) == 4


def test_sorting_and_grouping_are_wished_for_from_menu_and_header(view: ResultsView, qtbot: QtBot) -> None:
    view.show_listing(listing_of_hits([make_hit(1, "/a.jpg", rating=2), make_hit(2, "/b.jpg", score=0.8, rating=5)]))
    sorts: list[tuple[str, bool]] = []
    groups: list[object] = []
    view.sort_wanted.connect(lambda sort, down: sorts.append((sort, down)))
    view.group_wanted.connect(groups.append)
    menu = view.view_menu()
    sort, group = (action.menu() for action in menu.actions()[:2])
    next(action for action in sort.actions() if action.text() == "Rating").trigger()
    next(action for action in group.actions() if action.text() == "Drive").trigger()
    menu.close()
    header = view.list.header()
    for column in (Column.NAME, Column.MATCH):
        place = QPoint(header.sectionViewportPosition(column) + 30, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sorts == [("rating", True), ("name", False), ("relevance", False)]
    assert groups == ["drive"]
    view.show_listing(listing_of_hits(some(3), Arrangement("name", False)))
    assert header.sortIndicatorSection() == Column.NAME


def test_every_kind_of_row_can_be_painted(view: ResultsView) -> None:
    hits = [
        make_hit(1, "/a.jpg", rating=4, favourite=True, copies=3, caption="a caption that is much too long " * 5),
        make_hit(2, "/b.jpg", score=0.5, online=False, drive="Backup-2", last_seen="2025-10-03T00:00:00"),
        make_hit(-3, "/c.jpg", score=0.5, waiting=True),
        make_hit(4, "/d.jpg", score=0.1, rating=-1),
    ]
    gone = listing_of_hits(hits)
    for grid in (False, True):
        view.show_grid(grid)
        view.show_listing(listing := listing_of_hits(hits))
        view.model.show_related(listing, hits[:1])
        view.model.unfold(1, [make_hit(9, "/e.jpg")])
        view._select(0, np.array([1, 2]))
        assert not view.grab().isNull()
        view.show_listing(replace(gone, answer=replace(gone.answer, hits=()), read=lambda at: [None] * len(at)))
        assert not view.grab().isNull()


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


def mixed() -> list[Hit]:
    """Of these six, the likely ones and the maybes have even numbers."""
    return [
        make_hit(n, f"/p/{n}.jpg", score=0.9 if n == 2 else 0.4 if n % 2 == 0 else 0.1, date=f"2021-01-0{n}")
        for n in range(1, 7)
    ]


@pytest.mark.parametrize("arrangement", [Arrangement(), Arrangement(sort="date"), Arrangement(group="day")])
@pytest.mark.parametrize("grid", [False, True])
def test_all_are_those_above_the_line_without_related_ones(
    view: ResultsView, qtbot: QtBot, grid: bool, arrangement: Arrangement
) -> None:
    view.show_grid(grid)
    listing = listing_of_hits(mixed(), arrangement)
    view.show_listing(listing)
    view.model.show_related(listing, [make_hit(50, "/p/related.jpg", score=0.1)])
    view.model.unfold(2, [make_hit(20, "/p/copy.jpg")])
    view.enter()
    qtbot.keyClick(view.currentWidget(), Key.Key_A, Held.ControlModifier)
    assert sorted(view.selected_ids()) == [2, 4, 6, 20]


def test_where_all_are_unlikely_all_of_them_are_chosen(view: ResultsView) -> None:
    unlikely = [hit for hit in mixed() if hit.match is Match.UNLIKELY]
    listing = listing_of_hits(unlikely)
    view.show_listing(listing)
    view.model.show_related(listing, [make_hit(50, "/p/related.jpg", score=0.1)])
    view.list.selectAll()
    assert sorted(view.selected_ids()) == [1, 3, 5]
    view.show_listing(None)
    view.list.selectAll()
    assert not len(view.selected_ids())
