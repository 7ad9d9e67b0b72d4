"""Where nothing is found because of a filter, the filter is named, and a click takes it away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary

from app.domain import Chip
from app.ui.window import Window

Left = Qt.MouseButton.LeftButton
SUMMER = Chip("filter", "date:2026-06..2026-08", "June to August 2026", "last summer", 5, 16, typed=False)
PNG = Chip("filter", "type:png", "PNG files", "type:png", 17, 25)


def look_for(window: Window, qtbot: QtBot, text: str) -> None:
    window.bar.field.setText(text)
    with qtbot.waitSignal(window.searching.answered):
        window.bar.field.returnPressed.emit()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.no_match)


def offers(window: Window) -> list[QPushButton]:
    return [button for button in window.no_match.offers if button.isVisible()]


def test_the_filter_that_leaves_nothing_is_named_and_taken_away(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    library.chips["snow last summer"] = (SUMMER,)
    look_for(window, qtbot, "snow last summer")
    qtbot.waitUntil(lambda: bool(offers(window)))
    assert window.no_match.title.text() == "No photo has all of this"
    assert "4 photos without “June to August 2026”" in window.no_match.text.text()
    [offer] = offers(window)
    assert offer.text() == "Without “June to August 2026”"
    assert not window.no_match.everything.isVisible()
    qtbot.mouseClick(offer, Left)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.splitter)
    assert window.bar.text() == "snow"
    assert [hit.photo_id for hit in window.results.model.hits] == [1, 2, 3, 4]


def test_filters_that_leave_nothing_together_are_taken_away_together(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    library.chips["snow last summer type:png"] = (SUMMER, PNG)
    look_for(window, qtbot, "snow last summer type:png")
    qtbot.waitUntil(lambda: bool(offers(window)))
    [offer] = offers(window)
    assert offer.text() == "Without filters"
    qtbot.mouseClick(offer, Left)
    qtbot.waitUntil(lambda: window.bar.text() == "snow")


def test_where_the_words_find_nothing_either_that_is_said(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    library.chips["zebr last summer"] = (SUMMER,)
    look_for(window, qtbot, "zebr last summer")
    qtbot.waitUntil(lambda: window.no_match.title.text().startswith("Nothing in your library looks like"))
    assert not offers(window)


def test_the_same_picture_that_is_nowhere_else_asks_for_no_other_words(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    library.hits = library.hits[:1]
    window.results.photo_actions.same_wanted.emit(library.hits[0])
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.no_match)
    assert window.no_match.title.text() == "No other photo shows the same picture"
    assert not window.no_match.text.isVisible() and not window.no_match.everything.isVisible()


def test_offers_go_with_their_search(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.chips["snow last summer"] = (SUMMER,)
    look_for(window, qtbot, "snow last summer")
    qtbot.waitUntil(lambda: bool(offers(window)))
    look_for(window, qtbot, "zebra")
    assert not offers(window)
    assert window.no_match.title.text() == 'Nothing in your library looks like "zebra"'
