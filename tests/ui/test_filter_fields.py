"""The fields and rows of the filters pane by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.search.narrowing import Choice
from app.ui import look
from app.ui.filters.facet_rows import MOST_ROWS, ROWS_AT_FIRST, FacetSection
from app.ui.filters.fields import (
    KNOB,
    LARGEST,
    PERIODS,
    SMALLEST,
    STEPS,
    DayField,
    PeriodButton,
    SizeField,
    SizeSlider,
    _size_of,
    _step_of,
)

Left = Qt.MouseButton.LeftButton
_W = TypeVar("_W", bound=QWidget)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[_W], _W]:
    def show(widget: _W) -> _W:
        qtbot.addWidget(widget)
        widget.resize(200, widget.sizeHint().height())
        widget.show()
        return widget

    return show


def folders(count: int) -> list[Choice]:
    """A folder with many in it, and one beside it."""
    inner = [
        Choice(f"Trip {at}", f"in:/photos/{at}", 5, part=True, depth=1, hint=f"/photos/{at}") for at in range(count)
    ]
    return [Choice("photos", "in:/photos", 9, hint="/photos"), *inner, Choice("scans", "in:/scans", 1, hint="/scans")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_days_of_other_months_are_dimmed(shown: Callable[[DayField], DayField], qapp: QApplication, theme: str) -> None:
    look.dress(qapp, theme)
    field = shown(DayField("From"))
    field.show_day(QDate(2026, 3, 18))
    field.button.menu().aboutToShow.emit()
    view = field.calendar.findChild(QTableView)
    assert view is not None
    view.ensurePolished()
    model = view.model()
    cells = [model.index(row, column) for row in range(1, 7) for column in range(7)]
    colours = {cell.data(Qt.ItemDataRole.ForegroundRole).name() for cell in cells[8:20]}
    others = {cell.data(Qt.ItemDataRole.ForegroundRole).name() for cell in (cells[0], cells[-1])}
    assert (colours, others) == ({qapp.palette().text().color().name()}, {look.muted().name()})
    look.dress(qapp)


def test_a_size_has_a_unit(shown: Callable[[SizeField], SizeField], qtbot: QtBot) -> None:
    field = shown(SizeField("At least"))
    for octets, unit, value in ((2_500_000, "MB", 2.5), (300_000, "kB", 300.0), (3_000_000_000, "GB", 3.0)):
        field.show_size(octets)
        assert (field.unit.currentText(), field.spin.value()) == (unit, value)
    with qtbot.waitSignal(field.size_chosen) as chosen:
        field.unit.setCurrentText("MB")
        field.unit.activated.emit(field.unit.currentIndex())
    assert chosen.args == [3_000_000]
    with qtbot.waitSignal(field.size_chosen) as chosen:
        field.spin.setValue(0)
    assert chosen.args == [-1]
    assert field.unit.accessibleName()


def test_knobs_choose_sizes(shown: Callable[[SizeSlider], SizeSlider], qtbot: QtBot) -> None:
    slider = shown(SizeSlider())
    middle = slider.height() // 2
    with qtbot.waitSignal(slider.moved) as moved:
        qtbot.mousePress(slider, Left, pos=QPoint(KNOB // 2, middle))
        qtbot.mouseMove(slider, QPoint(100, middle))
        qtbot.mouseRelease(slider, Left, pos=QPoint(100, middle))
    assert moved.args == [3_200_000, None]
    slider.show_sizes(3_200_000, None)
    with qtbot.waitSignal(slider.moved) as moved:
        qtbot.mouseClick(slider, Left, pos=QPoint(150, middle))
    assert moved.args[0] == 3_200_000
    assert moved.args[0] < moved.args[1] < LARGEST
    slider.grab()


@given(st.integers(1, STEPS - 1))
def test_sizes_on_the_slider_come_back(step: int) -> None:
    assert abs(_step_of(_size_of(step)) - step) <= 1
    assert SMALLEST < _size_of(step) <= LARGEST


def test_periods_have_names(shown: Callable[[PeriodButton], PeriodButton], qtbot: QtBot) -> None:
    button = shown(PeriodButton())
    actions = {action.text(): action for action in button.menu().actions()}
    assert len(PERIODS) + 2 == len(button.menu().actions())
    with qtbot.waitSignal(button.chosen) as chosen:
        actions["Last summer"].trigger()
    assert chosen.args == ['date:"last summer"']
    with qtbot.waitSignal(button.chosen) as chosen:
        actions["Any time"].trigger()
    assert chosen.args == [""]


def test_folders_stand_in_each_other_and_the_first_are_shown(
    shown: Callable[[FacetSection], FacetSection], qtbot: QtBot
) -> None:
    section = shown(FacetSection("Folder"))
    section.show_choices(folders(20))
    assert list(section.rows) == ["in:/photos", *(f"in:/photos/{at}" for at in range(ROWS_AT_FIRST)), "in:/scans"]
    row = section.rows["in:/photos/0"]
    assert row.accessibleName() == "Trip 0, 5 photos"
    assert row.accessibleDescription() == row.toolTip() == "/photos/0"
    assert not section._find.isVisible()


def test_a_long_list_is_searched(shown: Callable[[FacetSection], FacetSection], qtbot: QtBot) -> None:
    section = shown(FacetSection("Folder"))
    section.show_choices(folders(300))
    qtbot.mouseClick(section._more, Left)
    assert len(section.rows) == MOST_ROWS
    assert section._find.isVisible()
    assert "202 more" in section._rest.text()
    qtbot.keyClicks(section._find, "trip 29")
    assert list(section.rows) == [f"in:/photos/{at}" for at in (29, *range(290, 300))]
    assert not section._rest.isVisible()
    qtbot.keyClicks(section._find, "x")
    assert not section.rows
    assert section._rest.text() == "Nothing here is called so."
    qtbot.mouseClick(section._more, Left)
    assert not section._find.isVisible()
    assert "in:/scans" in section.rows
