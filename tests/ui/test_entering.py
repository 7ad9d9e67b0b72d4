"""From the search field into the results with the keyboard, also before the answer is there; and counting what is
chosen in them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary

from app.ui.window import Window

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def waiting(window: Window, library: CaptionLibrary, qtbot: QtBot) -> Window:
    """A window that shows all photos with snow, and whose next answer comes when the library's gate is opened."""
    window.searching.text("snow")
    qtbot.waitUntil(lambda: window.results.model.count > 1)
    window.bar.focus()
    library.gate.clear()
    return window


def current(window: Window) -> int | None:
    hit = window.results.current_hit()
    return None if hit is None else hit.photo_id


@pytest.mark.parametrize("grid", [False, True])
def test_down_lands_on_the_first_result_as_soon_as_it_comes(
    waiting: Window, library: CaptionLibrary, qtbot: QtBot, grid: bool
) -> None:
    waiting.results.show_grid(grid)
    qtbot.keyClicks(waiting.bar.field, "beach")
    qtbot.keyClick(waiting.bar.field, Key.Key_Down)
    qtbot.keyClick(waiting.bar.field, Key.Key_Down)
    assert current(waiting) is None  # none of those that are still shown, and are no longer asked for
    with qtbot.waitSignal(waiting.searching.answered) as answered:
        library.gate.set()
    assert answered.args[0].text == "beach"
    assert waiting.results.currentWidget().hasFocus()
    assert current(waiting) == waiting.results.model.id_at(0)
    with qtbot.waitSignal(waiting.results.photo_actions.view_wanted):
        qtbot.keyClick(waiting.results.currentWidget(), Key.Key_Return)


def test_who_types_on_stays_in_the_field(waiting: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    qtbot.keyClicks(waiting.bar.field, "beac")
    qtbot.keyClick(waiting.bar.field, Key.Key_Down)
    qtbot.keyClicks(waiting.bar.field, "h")
    library.gate.set()
    qtbot.waitUntil(lambda: waiting.results.model.count == 1)
    assert waiting.bar.field.hasFocus() and waiting.bar.field.text() == "beach"
    qtbot.keyClick(waiting.bar.field, Key.Key_Down)
    assert current(waiting) == waiting.results.model.id_at(0)


def test_where_nothing_is_found_the_keyboard_stays_in_the_field(
    waiting: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    qtbot.keyClicks(waiting.bar.field, "submarine")
    qtbot.keyClick(waiting.bar.field, Key.Key_Down)
    with qtbot.waitSignal(waiting.searching.answered):
        library.gate.set()
    assert waiting.bar.field.hasFocus()
    waiting.searching.text("beach")
    qtbot.waitUntil(lambda: waiting.results.model.count == 1)
    assert waiting.bar.field.hasFocus()


def test_a_tag_that_is_clicked_leads_into_its_results(waiting: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.gate.set()
    waiting.results.enter()
    waiting.preview.about.tag_wanted.emit("beach")
    assert waiting.bar.field.hasFocus()  # what was shown is no longer under the keys
    qtbot.waitUntil(lambda: waiting.results.model.count == 1)
    assert waiting.results.currentWidget().hasFocus()
    assert current(waiting) == waiting.results.model.id_at(0)


def test_another_answer_in_a_view_with_the_keyboard_has_a_current_photo(waiting: Window, qtbot: QtBot) -> None:
    waiting.results.enter()
    qtbot.keyClick(waiting.results.list, Key.Key_Down)
    listing = waiting.results.model.listing
    waiting.results.show_listing(listing)
    assert current(waiting) == waiting.results.model.id_at(0)
    waiting.bar.focus()
    waiting.results.show_listing(listing)
    assert current(waiting) is None


def test_the_header_counts_the_photos_that_are_chosen(waiting: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.gate.set()
    found, view = waiting.header.found, waiting.results.list
    waiting.results.enter()
    qtbot.wait(1)
    assert found.text() == "4 photos · 2 likely, 2 maybe"  # one alone is seen beside the results
    qtbot.keyClick(view, Key.Key_Down, Mod.ShiftModifier)
    qtbot.waitUntil(lambda: found.text() == "2 selected · 4 photos · 2 likely, 2 maybe")
    qtbot.keyClick(view, Key.Key_A, Mod.ControlModifier)
    qtbot.waitUntil(lambda: found.text().startswith("4 selected · 4 photos"))
    waiting.searching.sort("name", False)
    qtbot.waitUntil(lambda: waiting.results.model.order == ("name", False))
    qtbot.wait(1)
    assert found.text().startswith("4 selected · 4 photos")  # in another order they stay chosen
    waiting.searching.text("beach")
    qtbot.waitUntil(lambda: found.text() == "1 photo · 1 maybe")
