"""Orders, groups and the relevance line of the present search: wished for anywhere, kept with the place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary

from app.search.query.editing import arranged
from app.search.query.tree import AS_ASKED, Arrangement
from app.ui.results import wiring
from app.ui.results.results_grid import SIDES
from app.ui.search.history import History, SimilarPlace, TextPlace, question
from app.ui.window import Window

Mod = Qt.KeyboardModifier


def search(window: Window, qtbot: QtBot, text: str) -> None:
    with qtbot.waitSignal(window.searching.answered):
        window.searching.text(text)


def test_an_order_is_asked_of_the_library_and_told_in_the_header(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    search(window, qtbot, "snow")
    with qtbot.waitSignal(window.searching.answered):
        window.header.sort_wanted.emit("size", True)
    assert library.arranged[-1] == (Arrangement("size", True), None)
    assert [hit.photo_id for hit in window.results.model.hits] == [1, 3, 4, 2]
    assert "largest first" in window.header.order.accessibleName()
    with qtbot.waitSignal(window.searching.answered):
        window.results.photo_actions.group_wanted.emit("drive")
    assert library.arranged[-1] == (Arrangement("size", True, "drive"), None)
    assert window.results.model.group == "drive"
    with qtbot.waitSignal(window.searching.answered):
        window.header.group_wanted.emit(None)
    assert library.arranged[-1][0].group == "none"
    assert not window.searching.history.can_go_back  # the same question still


def test_an_order_goes_on_with_the_words_unless_they_name_one(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    search(window, qtbot, "snow")
    with qtbot.waitSignal(window.searching.answered):
        window.header.sort_wanted.emit("date", False)
    search(window, qtbot, "snow forest")
    assert library.arranged[-1][0] == Arrangement("date", False)
    search(window, qtbot, "snow sort:name")
    assert library.arranged[-1][0] == AS_ASKED


def test_the_line_is_moved_for_this_search_alone(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    search(window, qtbot, "snow")
    window.results.enter()
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClick(window.results.list, Qt.Key.Key_Down, Mod.AltModifier)
    assert library.arranged[-1][1] == -0.25
    assert window.header.line.isVisible()
    with qtbot.waitSignal(window.searching.answered):
        qtbot.mouseClick(window.header.line, Qt.MouseButton.LeftButton)
    assert library.arranged[-1][1] is None
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClick(window.results.list, Qt.Key.Key_Up, Mod.AltModifier)
    search(window, qtbot, "mountain")
    assert library.arranged[-1][1] is None


def test_the_chosen_photo_stays_chosen_in_another_order(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "snow")
    window.results.enter()
    with qtbot.waitSignal(window.searching.answered):
        window.header.sort_wanted.emit("name", False)
    current = window.results.current_hit()
    assert current is not None and current.photo_id == 1
    assert window.results.list.currentIndex().row() != 0


def test_columns_and_the_size_of_pictures_are_remembered(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.results.grid.set_side(288)
    kept = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    wiring.keep(window.results, kept)
    window.results.grid.set_side(96)
    wiring.recall(window.results, kept)
    assert window.results.grid.side == 288
    assert window.header.pictures.value() == SIDES.index(288)


def test_the_slider_makes_pictures_larger(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "snow")
    window.bar.grid_button.setChecked(True)
    assert window.header.pictures.isVisible()
    before = window.results.grid.side
    qtbot.keyClick(window.header.pictures, Qt.Key.Key_Right)
    assert window.results.grid.side > before
    window.bar.list_button.setChecked(True)


def test_a_right_click_on_a_heading_offers_the_columns(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "snow")
    window.results.list.header().customContextMenuRequested.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Place" in [action.text() for action in menu.actions()]
    menu.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dog", ()),
        ("dog sort:date", ("sort:date",)),
        ("(dog OR cat) group:Day order:size", ("group:day", "order:size")),
        ("resort:x", ()),
    ],
)
def test_what_a_text_says_of_its_order_is_known(text: str, found: tuple[str, ...]) -> None:
    assert arranged(text) == found


def test_a_place_in_another_form_is_the_same_question() -> None:
    place = TextPlace("snow", wanted=Arrangement("size"), shift=0.5)
    assert question(place) == TextPlace("snow")
    assert question(SimilarPlace(3, "a.jpg", wanted=Arrangement("size"))) == SimilarPlace(3, "a.jpg")
    history = History()
    history.visit(TextPlace("snow"))
    history.choose(7)
    history.amend(place)
    assert history.here == place and not history.can_go_back
    assert history.chosen(place) == 7
