"""The search bar: chips for what was understood, ways to go on, and its keys."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from search_bar_acts import Key, Left, Mod, choose, enter, labels, offered, understood
from ui_stand_ins import CaptionLibrary

from app.domain import Chip, Completion, QueryProblem
from app.ui.search.completion import SuggestionModel
from app.ui.search.suggesting import rows
from app.ui.window import Window

SUMMER = "snow last summer"
SUMMER_CHIP = Chip("filter", "date:2026-06..2026-08", "June to August 2026", "last summer", 5, 16, typed=False)


# Chips


def test_plain_words_are_no_chips(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    understood(library, "snow")
    enter(window, qtbot, "snow")
    assert labels(window) == []


def test_nothing_moves_when_chips_come_and_go(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.chips[SUMMER] = (SUMMER_CHIP,)
    library.problems["snow typ:"] = (QueryProblem(5, 9, "Not known: typ", ()),)
    enter(window, qtbot, "snow")
    without = window.panes.y()
    enter(window, qtbot, SUMMER)
    qtbot.waitUntil(lambda: window.panes.y() > without)
    top = window.panes.y()
    for text in ("snow", SUMMER, "snow typ:", "zebra"):
        window.bar.field.selectAll()
        enter(window, qtbot, text)
        QApplication.processEvents()
        assert window.panes.y() == top, text
    qtbot.keyClick(window.bar.field, Key.Key_Escape)
    qtbot.waitUntil(lambda: window.panes.y() == without)


def test_chips_go_where_a_search_fails(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    understood(library, "snow type:png")
    enter(window, qtbot, "snow type:png")
    assert labels(window) == ["PNG files"]
    window.searching.text("broken")
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.error)
    assert labels(window) == []


def test_a_typed_filter_is_taken_out_with_a_click(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    understood(library, "snow type:png sort:date", "snow sort:date", "snow")
    enter(window, qtbot, "snow type:png sort:date")
    assert labels(window) == ["PNG files", "sorted by date"]
    qtbot.mouseClick(window.bar.chips.chips[0], Left)
    qtbot.waitUntil(lambda: labels(window) == ["sorted by date"])
    assert window.bar.field.text() == "snow sort:date"
    assert library.asked[-1] == "snow sort:date"
    window.bar.chips.chips[0].setFocus()
    qtbot.keyClick(window.bar.chips.chips[0], Key.Key_Delete)
    qtbot.waitUntil(lambda: labels(window) == [])
    assert window.bar.field.text() == "snow"
    assert window.bar.field.hasFocus()


def test_words_read_as_a_filter_are_taken_back_and_understood_again(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    library.chips[SUMMER] = (SUMMER_CHIP,)
    enter(window, qtbot, SUMMER)
    assert labels(window) == ["June to August 2026"]
    choose(window, "Search for “last summer” as plain words")
    qtbot.waitUntil(lambda: labels(window) == ["“last summer” as words"])
    assert library.literals[-1] == {"last summer"}
    assert window.bar.field.text() == SUMMER
    choose(window, "Have “last summer” understood again")
    qtbot.waitUntil(lambda: labels(window) == ["June to August 2026"])
    assert library.literals[-1] == frozenset()
    qtbot.keyClick(window, Key.Key_Left, Mod.AltModifier)
    qtbot.waitUntil(lambda: labels(window) == ["“last summer” as words"])


def test_words_taken_back_stay_words_while_they_are_there(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    library.chips[SUMMER] = (SUMMER_CHIP,)
    enter(window, qtbot, SUMMER)
    with qtbot.waitSignal(window.searching.answered):
        choose(window, "Search for “last summer” as plain words")
    window.bar.field.end(False)
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClicks(window.bar.field, " trip")
    assert library.literals[-1] == {"last summer"}
    enter(window, qtbot, "snow last")
    assert library.literals[-1] == frozenset()


def test_the_menu_of_a_chip_offers_both_ways(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.chips[SUMMER] = (SUMMER_CHIP,)
    enter(window, qtbot, SUMMER)
    chip = window.bar.chips.chips[0]
    QApplication.sendEvent(
        chip, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), chip.mapToGlobal(QPoint()))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Take it out of the search",
        "Search for “last summer” as plain words",
    ]
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: library.asked[-1] == "snow")


def test_the_cross_of_a_chip_takes_its_words_out(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.chips[SUMMER] = (SUMMER_CHIP,)
    enter(window, qtbot, SUMMER)
    qtbot.mouseClick(window.bar.chips.chips[0], Left)
    qtbot.waitUntil(lambda: library.asked[-1] == "snow" and labels(window) == [])
    assert window.bar.field.text() == "snow"
    enter(window, qtbot, SUMMER)
    choose(window, "Search for “last summer” as plain words")
    qtbot.waitUntil(lambda: labels(window) == ["“last summer” as words"])
    qtbot.mouseClick(window.bar.chips.chips[0], Left)
    qtbot.waitUntil(lambda: library.asked[-1] == "snow" and labels(window) == [])


def test_a_corrected_word_can_be_searched_for_as_typed(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.chips["snoww"] = (Chip("spelling", "snow", "snow (typed: snoww)", "snoww", 0, 5, typed=False),)
    enter(window, qtbot, "snoww")
    assert window.bar.chips.chips[0].accessibleDescription() == "Search for “snoww” as typed"
    window.bar.chips.chips[0].click()
    qtbot.waitUntil(lambda: library.literals[-1:] == [frozenset({"snoww"})])


def test_what_is_typed_meanwhile_is_not_lost(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    understood(library, "snow type:png")
    enter(window, qtbot, "snow type:png")
    window.bar.field.setText("deep snow type:png today")
    window.bar.chips.chips[0].click()
    assert window.bar.field.text() == "deep snow today"


def test_many_chips_do_not_fill_the_window(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    text = " ".join(f"-type:{name}" for name in ("png", "gif", "heic", "raw", "tiff", "webp", "bmp") * 2)
    library.chips[text] = tuple(
        dataclasses.replace(SUMMER_CHIP, label=f"{at} and a label as long as labels get", start=at) for at in range(20)
    )
    enter(window, qtbot, text)
    assert len(labels(window)) == 12
    assert window.bar.height() < window.height() / 2


def test_tab_leads_from_the_field_to_the_chips(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    understood(library, "snow type:png tipe:jpeg")
    enter(window, qtbot, "snow type:png tipe:jpeg")
    first, *_ = window.bar.chips.chips
    way = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        way.append(QApplication.focusWidget())
    assert way == [first, *window.bar.chips.lines[0].links[:1], way[2]]
    assert way[2] is not window.bar.field


# Problems


def test_a_problem_is_told_calmly_and_put_right(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    understood(library, "snow tipe:png", "snow type:png")
    enter(window, qtbot, "snow tipe:png")
    assert window.bar.chips.problems == ["There is no filter “tipe:”, so it is searched for as a word."]
    links = window.bar.chips.lines[0].links
    assert links[0].text() == "type:"
    qtbot.mouseClick(links[0], Left)
    qtbot.waitUntil(lambda: labels(window) == ["PNG files"])
    assert window.bar.field.text() == "snow type:png"
    assert window.bar.chips.problems == []


def test_of_many_problems_a_few_are_told_and_none_stays(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.problems["snow"] = tuple(QueryProblem(0, 4, f"Problem {at}.") for at in range(5))
    enter(window, qtbot, "snow")
    assert window.bar.chips.problems == ["Problem 0.", "Problem 1.", "Problem 2."]
    assert window.bar.chips.lines[2].toolTip() == "Problem 3.\nProblem 4."
    enter(window, qtbot, "beach")
    assert window.bar.chips.problems == []


def test_nobody_is_told_off_while_typing(
    window: Window, library: CaptionLibrary, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.problems["snow type:"] = (QueryProblem(10, 10, "A value is missing: kind of file.", ("jpeg",)),)
    window.bar.focus()
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClicks(window.bar.field, "snow type:")
    assert window.bar.chips.problems == []
    qtbot.keyClick(window.bar.field, Key.Key_Return)
    assert window.bar.chips.problems == ["A value is missing: kind of file."]


def test_chips_go_with_their_search(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    understood(library, "snow type:png")
    enter(window, qtbot, "snow type:png")
    qtbot.keyClick(window.bar.field, Key.Key_Escape)
    assert labels(window) == []
    assert window.pages.currentWidget() is window.start


# Ways to go on


def test_ways_to_go_on_are_offered_and_taken_by_keyboard(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.completions["snow ty"] = (Completion("type:", 5, 7, "type: kind of file"),)
    library.completions["snow type:"] = (
        Completion("jpeg", 10, 10, "jpeg", 1234),
        Completion("png", 10, 10, "png", 5),
    )
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, "snow ty")
    qtbot.waitUntil(lambda: offered(window) == ["type:"])
    assert window.bar.suggestions.chosen is None
    qtbot.keyClick(window.bar.field, Key.Key_Down)
    qtbot.keyClick(window.bar.field, Key.Key_Return)
    qtbot.waitUntil(lambda: offered(window) == ["jpeg", "png"])
    assert window.bar.field.text() == "snow type:"
    spoken = window.bar.suggestions.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken in ("jpeg, 1,234 photos", "jpeg, 1234 photos")
    qtbot.keyClick(window.bar.field, Key.Key_Down)
    qtbot.keyClick(window.bar.field, Key.Key_Down)
    qtbot.keyClick(window.bar.field, Key.Key_Tab)
    assert window.bar.field.text() == "snow type:png "
    assert window.bar.field.hasFocus()
    assert offered(window) == []
    qtbot.waitUntil(lambda: library.asked[-1] == "snow type:png")


def test_what_nobody_asked_for_lies_beside_the_heading_of_the_answer(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    window.resize(1300, 700)
    library.completions["snow"] = (Completion("tag:snow", 0, 4, "tagged snow", 3),)
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, "snow")
    qtbot.waitUntil(lambda: bool(offered(window)) and window.pages.currentWidget() is window.splitter)
    window.header.title.setText(window.searching.history.here.title)

    def lies_over(widget: QWidget) -> bool:
        box = QRect(widget.mapTo(window, QPoint()), widget.sizeHint())
        return window.bar.suggestions.geometry().intersects(box)

    parts = (window.header.title, window.header.found, window.header.order, window.header.group)
    assert not any(lies_over(part) for part in parts)
    qtbot.keyClick(window.bar.field, Key.Key_Space, Mod.ControlModifier)  # asked for: right where one types
    qtbot.waitUntil(lambda: window.bar.suggestions.x() == window.bar.field.x())


def test_a_way_to_go_on_is_taken_with_the_mouse(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.completions["sn"] = (Completion("tag:snow", 0, 2, "tagged snow", 3),)
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, "sn")
    qtbot.waitUntil(lambda: offered(window) == ["tagged snow"])
    view = window.bar.suggestions.view
    qtbot.mouseClick(view.viewport(), Left, pos=view.visualRect(view.model().index(0, 0)).center())
    assert window.bar.field.text() == "tag:snow "
    qtbot.waitUntil(lambda: library.asked[-1] == "tag:snow")


def test_escape_closes_the_list_first_and_then_clears(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.completions["sn"] = (Completion("tag:snow", 0, 2, "tagged snow", 3),)
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, "sn")
    qtbot.waitUntil(lambda: bool(offered(window)))
    qtbot.keyClick(window.bar.field, Key.Key_Escape)
    assert (offered(window), window.bar.field.text()) == ([], "sn")
    qtbot.keyClick(window.bar.field, Key.Key_Escape)
    assert window.bar.field.text() == ""


def test_down_leads_through_the_list_to_the_results(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.completions["snow"] = (Completion("tag:snow", 0, 4, "tagged snow", 3),)
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, "snow")
    qtbot.waitUntil(lambda: bool(offered(window)) and window.pages.currentWidget() is window.splitter)
    qtbot.keyClick(window.bar.field, Key.Key_Down)
    qtbot.keyClick(window.bar.field, Key.Key_Up)
    assert window.bar.suggestions.chosen is None
    qtbot.keyClick(window.bar.field, Key.Key_Down)
    qtbot.keyClick(window.bar.field, Key.Key_Down)
    assert offered(window) == []
    assert window.results.list.hasFocus()


def test_the_list_closes_when_the_field_is_left(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.completions["sn"] = (Completion("tag:snow", 0, 2, "tagged snow", 3),)
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, "sn")
    qtbot.waitUntil(lambda: bool(offered(window)))
    qtbot.mouseClick(window.start, Left)
    assert offered(window) == []


def test_what_was_searched_for_is_offered_again(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    enter(window, qtbot, "snow")
    enter(window, qtbot, "beach")
    qtbot.waitUntil(lambda: library.kept == ["snow", "beach"])
    qtbot.keyClick(window.bar.field, Key.Key_Escape)
    qtbot.keyClick(window.bar.field, Key.Key_Down)
    qtbot.waitUntil(lambda: offered(window)[:2] == ["beach", "snow"])
    qtbot.keyClick(window.bar.field, Key.Key_Down)
    qtbot.keyClick(window.bar.field, Key.Key_Down)
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClick(window.bar.field, Key.Key_Return)
    assert window.bar.field.text() == "snow"
    assert library.asked[-1] == "snow"


def test_half_typed_searches_are_not_remembered(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    window.bar.focus()
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClicks(window.bar.field, "snow")
    window.results.enter()
    assert library.kept == []
    window.results.photo_actions.view.trigger()
    qtbot.waitUntil(lambda: library.kept == ["snow"])


def test_what_is_looked_at_for_a_while_is_remembered(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    window.searching._looked_at.setInterval(1)
    window.bar.focus()
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClicks(window.bar.field, "zebra")
    qtbot.wait(20)
    assert library.kept == []  # there is nothing to look at
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, "snow")
    qtbot.waitUntil(lambda: library.kept == ["snow"])


def test_not_every_tick_of_a_filter_is_remembered(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    for text in ("snow", "snow forest"):
        with qtbot.waitSignal(window.searching.answered):
            window.panes.search_wanted.emit(text, None)
    assert library.kept == []
    window.searching.keep()
    qtbot.waitUntil(lambda: library.kept == ["snow forest"])


def test_the_rows_are_a_proper_model(qtmodeltester: ModelTester) -> None:
    model = SuggestionModel()
    model.show(rows("s", ["snow", "sand"], [Completion("size:", 0, 1, "size: size of the file")], most=6))
    assert model.rowCount() == 3
    qtmodeltester.check(model)


def test_rows_are_few_and_worth_it() -> None:
    keys = [
        Completion("size:", 0, 1, "size: size of the file"),
        Completion("date:", 0, 1, "date: when it was taken"),
        Completion("device:", 0, 1, "device: camera"),
    ]
    found = rows("d", ["dogs", "deer", "snow", "dunes", "dawn", "d"], keys, most=6)
    assert [row.label for row in found] == ["dogs", "deer", "dunes", "size:", "date:"]
    assert [row.whole for row in found] == [True, True, True, False, False]
    assert rows("type:png", [], [Completion("png", 5, 8, "png", 3)], most=6) == []
    blank = rows("", ["snow", "like:/photos/a.jpg"], keys, most=14)
    assert [row.label for row in blank] == ["snow", "like a.jpg", "When it was taken"]
    assert (blank[-1].text, blank[-1].hint) == ("date:", "date:")
    middle = rows("type:p dog", [], [Completion("png", 5, 6, "png", 3)], most=6)
    assert (middle[0].text, middle[0].cursor) == ("type:png dog", 8)


# From the first key on


def test_the_first_key_searches(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    window.bar.focus()
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClicks(window.bar.field, "s")
    assert library.asked == ["s"]


def test_nothing_flickers_between_two_letters(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    window.bar.focus()
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClicks(window.bar.field, "snow")
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClicks(window.bar.field, "m")
    assert window.pages.currentWidget() is window.splitter
    assert window.header.found.text() == "0 photos"
    assert not window.results.model.hits
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.no_match)


def test_only_the_newest_of_many_keys_is_searched_for(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.gate.clear()
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, "s")
    qtbot.waitUntil(lambda: library.asked == ["s"])
    for letter in "now":
        qtbot.keyClicks(window.bar.field, letter)
        qtbot.wait(60)
    seen: list[str] = []
    window.searching.answered.connect(lambda _, listing: seen.append(listing.answer.query))
    library.gate.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert (library.asked, seen) == (["s", "snow"], ["snow"])


def test_back_shows_its_words_even_where_one_is_typing(window: Window, qtbot: QtBot) -> None:
    enter(window, qtbot, "snow")
    enter(window, qtbot, "beach")
    assert window.bar.field.hasFocus()
    qtbot.keyClick(window, Key.Key_Left, Mod.AltModifier)
    assert window.bar.field.text() == "snow"


def test_a_long_search_says_that_it_is_under_way(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    enter(window, qtbot, "snow")
    library.gate.clear()
    window.searching.text("beach")
    qtbot.waitUntil(lambda: window.header.found.text() == "Searching…")
    assert window.header.title.text() == 'Search Results for "snow"'  # as long as those photos stand below
    library.gate.set()
    qtbot.waitUntil(lambda: window.header.found.text().startswith("1 photo"))
    assert window.header.title.text() == 'Search Results for "beach"'
