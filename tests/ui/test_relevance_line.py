"""The relevance line under the mouse: what it says while it is dragged is what is shown once it is let go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary, listing_of_hits, make_hit

from app.domain import Match
from app.search.paging import Listing
from app.search.relevance import shift_for
from app.ui.results import lines
from app.ui.results.results_model import ResultsModel
from app.ui.results.results_view import ResultsView
from app.ui.results.thumbnails import Thumbnails
from app.ui.search.history import TextPlace
from app.ui.shell.remembering import place_as_text, place_of
from app.ui.window import Window

UNDER = (0.3, 0.25, 0.25, 0.25, 0.1)
Left = Qt.MouseButton.LeftButton


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers that the line says while it is dragged."""
    said: list[int] = []

    def translate(_: str, text: str, number: int = -1) -> str:
        said.append(number if "above the line" in text else -1)
        return text

    monkeypatch.setattr(lines, "translate", translate)
    return said


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> Iterator[ResultsView]:
    def under(listing: Listing, then: Callable[[Sequence[float]], None]) -> None:
        then(UNDER)

    thumbnails = Thumbnails(tmp_path / "library")
    made = ResultsView(ResultsModel(), thumbnails, under=under)
    made.model.setParent(made)
    qtbot.addWidget(made)
    made.resize(900, 900)
    made.show()
    hits = [make_hit(n, f"/{n}.jpg", score=0.8 - n / 100, online=False) for n in range(1, 5)]
    made.show_listing(listing_of_hits(hits))
    yield made
    thumbnails.shut_down(5_000)


def drag(view: ResultsView, rows: float) -> None:
    """Takes the line from where it is to so many rows below the last hit."""
    shown = view.currentWidget()
    line = next(row for row, heading in view.model.all_headings() if heading.line is Match.UNLIKELY)
    start = shown.visualRect(view.model.index(line, 0)).center()
    last = shown.visualRect(view.model.index(line - 1, 0))
    end = QPoint(start.x(), last.bottom() + round(rows * last.height()))
    port = shown.viewport()
    QTest.mousePress(port, Left, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(port, start + (end - start) * step / 5)
    shown.viewport().grab()
    QTest.mouseRelease(port, Left, Qt.KeyboardModifier.NoModifier, end)


def test_two_rows_further_down_are_two_hits_more(view: ResultsView, told: list[int]) -> None:
    wanted: list[float] = []
    view.line_wanted.connect(wanted.append)
    drag(view, 2.1)
    # The third and fourth below are as good as the second, so all of them come.
    assert told[-1] == 4 + 4
    assert wanted == [shift_for(0.25, Match.UNLIKELY)]


def test_in_the_grid_a_row_is_as_many_as_stand_beside_each_other(view: ResultsView, told: list[int]) -> None:
    wanted: list[float] = []
    view.show_grid(True)
    view.line_wanted.connect(wanted.append)
    drag(view, 0.9)
    assert told[-1] == 4 + 4
    assert wanted == [shift_for(0.25, Match.UNLIKELY)]


def test_the_line_goes_no_further_than_there_are_photos(view: ResultsView, told: list[int]) -> None:
    wanted: list[float] = []
    view.line_wanted.connect(wanted.append)
    drag(view, 6.4)
    assert told[-1] == 4 + len(UNDER)
    assert wanted == [shift_for(UNDER[-1], Match.UNLIKELY)]


def test_what_lies_below_is_asked_of_the_library(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.searching.answered):
        window.searching.text("snow")
    listing = window.results.model.listing
    assert listing is not None
    found: list[Sequence[float]] = []
    window.searching.under(listing, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [pytest.approx((0.1,))]


def test_a_later_start_finds_the_line_where_it_belongs() -> None:
    assert place_of(place_as_text(TextPlace("snow", shift=-0.5))) == TextPlace("snow")
    kept_before = place_as_text(TextPlace("snow")).replace('"shift": null', '"shift": -0.5')
    assert place_of(kept_before) == TextPlace("snow")
