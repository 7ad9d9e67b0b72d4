"""The library pane and the filters pane, on a stand-in for the library beside a page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QDate, QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot
from shelf_stand_in import StandInCare, StandInShelf
from ui_stand_ins import CaptionLibrary

from app.domain import Chip, SnowlineError
from app.ui.filters.facet_rows import ROWS_AT_FIRST
from app.ui.panes import Panes
from app.ui.search.history import SimilarPlace, TextPlace
from app.ui.search.name_dialog import NameDialog, proposed_name
from app.ui.sidebar.entry_tree import COUNT, NEW
from app.ui.sidebar.shelf import Asked, Choosing, Overview, Places, SavedCount, Standing
from app.ui.tasks import Tasks
from app.ui.window import Window

ENTRIES = 14  # of the stand-in's library pane
Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


class Around:
    """What the window is to the panes: the search bar's text, and a search for what they want."""

    def __init__(self, shelf: StandInShelf) -> None:
        self.shelf, self.text, self.literal = shelf, "", frozenset[str]()
        self.tasks = Tasks()
        self.said: list[str] = []
        self.care = StandInCare()
        self.panes = Panes(shelf, self.tasks, lambda: self.text, QLabel("results"), self.care)
        self.panes.resize(1000, 800)
        self.panes.search_wanted.connect(self.search)
        self.panes.said.connect(self.said.append)

    def search(self, text: str, literal: frozenset[str] | None = None) -> None:
        self.text, self.literal = text, self.literal if literal is None else literal
        place = TextPlace(text, literal=self.literal) if text else None
        self.panes.moved(place)
        if place is not None:
            self.panes.answered(place)


@pytest.fixture
def shelf() -> StandInShelf:
    return StandInShelf()


@pytest.fixture
def around(qtbot: QtBot, qtlog: object, shelf: StandInShelf, remembered: QSettings) -> Iterator[Around]:
    around = Around(shelf)
    qtbot.addWidget(around.panes)
    around.panes.recall(remembered)
    around.panes.show()
    yield around
    around.tasks.shut_down(lambda: None)
    unexpected = [one.message for one in qtlog.records if "does not support" not in one.message]  # type: ignore[attr-defined]
    assert not unexpected


@pytest.fixture
def filters(around: Around, qtbot: QtBot) -> Around:
    """With the filters open, and "dog" searched for."""
    toggle(around.panes.filters, around.panes.show_filters)
    around.search("dog")
    qtbot.waitUntil(lambda: "type:jpeg" in around.panes.filters.sections["type"].rows)
    return around


def toggle(pane: QWidget, show: Callable[[bool], None]) -> None:
    """Hides it, or shows it again."""
    show(pane.isHidden())


def click(around: Around, qtbot: QtBot, section: str, query: str) -> None:
    qtbot.mouseClick(around.panes.filters.sections[section].rows[query], Left)  # type: ignore[index]


def entry(around: Around, text: str) -> QTreeWidgetItem:
    return next((item for item in around.panes.sidebar.tree.entries() if item.text(0) == text), QTreeWidgetItem())


def click_on(around: Around, qtbot: QtBot, text: str) -> None:
    tree = around.panes.sidebar.tree
    qtbot.mouseClick(tree.viewport(), Left, pos=tree.visualItemRect(entry(around, text)).center())


# ---- filters ----


def test_a_tick_puts_its_filter_into_the_text_and_takes_it_out(filters: Around, qtbot: QtBot) -> None:
    click(filters, qtbot, "type", "type:png")
    qtbot.waitUntil(lambda: filters.text == "dog type:png")
    qtbot.waitUntil(lambda: filters.panes.filters.clear.isVisible())
    click(filters, qtbot, "type", "type:png")
    qtbot.waitUntil(lambda: filters.text == "dog")
    qtbot.waitUntil(lambda: not filters.panes.filters.clear.isVisible())


def test_what_is_typed_is_ticked(filters: Around, qtbot: QtBot) -> None:
    rows = filters.panes.filters.sections["type"].rows
    assert not rows["type:jpeg"].isChecked()
    filters.search("cat type:jpeg")
    qtbot.waitUntil(rows["type:jpeg"].isChecked)
    filters.search("cat")
    qtbot.waitUntil(lambda: not rows["type:jpeg"].isChecked())


def test_quick_clicks_all_count(filters: Around, qtbot: QtBot) -> None:
    for section, query in (("type", "type:jpeg"), ("date", "date:2021"), ("camera", 'camera:"Camera 1"')):
        click(filters, qtbot, section, query)
    qtbot.waitUntil(lambda: filters.text == 'dog type:jpeg date:2021 camera:"Camera 1"')


def test_the_library_is_asked_on_its_own_thread_only(filters: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    click(filters, qtbot, "type", "type:png")
    qtbot.waitUntil(lambda: filters.text == "dog type:png")
    assert len(shelf.shelf_threads) == 1
    assert threading.get_ident() not in shelf.shelf_threads


def test_nobody_counts_while_nobody_looks(around: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    around.search("dog")
    qtbot.waitUntil(lambda: len(around.panes.sidebar.tree.entries()) == ENTRIES)
    assert not shelf.narrowed_for
    toggle(around.panes.filters, around.panes.show_filters)
    qtbot.waitUntil(lambda: shelf.narrowed_for == [Asked("dog")])


def test_the_start_page_offers_the_whole_library(around: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    toggle(around.panes.filters, around.panes.show_filters)
    qtbot.waitUntil(lambda: "type:jpeg" in around.panes.filters.sections["type"].rows)
    assert shelf.narrowed_for == [Asked("")]
    click(around, qtbot, "type", "type:png")
    qtbot.waitUntil(lambda: around.text == "type:png")


def test_words_that_were_taken_back_are_told(filters: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    filters.search("dog in 2020", frozenset({"in 2020"}))
    qtbot.waitUntil(lambda: shelf.narrowed_for[-1] == Asked("dog in 2020", frozenset({"in 2020"})))


def test_similar_photos_can_be_narrowed(filters: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    similar, same = SimilarPlace(7, "a.jpg"), SimilarPlace(7, "a.jpg", mode="picture")
    filters.panes.moved(similar)
    filters.panes.answered(similar)
    qtbot.waitUntil(lambda: shelf.narrowed_for[-1] == Asked(photo=7))
    filters.panes.moved(same)
    filters.panes.answered(same)
    qtbot.waitUntil(lambda: filters.panes.filters.note.text() == "There is nothing to narrow here.")


def test_a_line_that_was_moved_counts_for_the_choices_too(filters: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    filters.search("dog")
    filters.panes.answered(TextPlace("dog", shift=-0.5))
    qtbot.waitUntil(lambda: shelf.narrowed_for[-1] == Asked("dog", shift=-0.5))


def test_a_long_list_shows_its_first_and_what_is_chosen(filters: Around, qtbot: QtBot) -> None:
    section = filters.panes.filters.sections["camera"]
    assert len(section.rows) == ROWS_AT_FIRST
    qtbot.mouseClick(section._more, Left)
    assert len(section.rows) == 9
    qtbot.mouseClick(section._more, Left)
    filters.search("dog camera:x")
    click(filters, qtbot, "camera", 'camera:"Camera 0"')
    assert len(section.rows) == ROWS_AT_FIRST


def test_days_come_from_a_calendar(filters: Around, qtbot: QtBot) -> None:
    panel = filters.panes.filters
    assert panel.since.button.text() == "Any day"
    panel.since.button.menu().popup(QPoint())
    panel.since.calendar.clicked.emit(QDate(2020, 6, 15))
    qtbot.waitUntil(lambda: filters.text == "dog date:2020-06-15..")
    qtbot.waitUntil(lambda: panel.since.button.text() != "Any day")
    assert panel.until.button.text() == "Any day"
    panel.until.button.menu().popup(QPoint())
    panel.until.calendar.clicked.emit(QDate(2021, 1, 2))
    qtbot.waitUntil(lambda: filters.text == "dog date:2020-06-15..2021-01-02")
    panel.since.any_day.trigger()
    qtbot.waitUntil(lambda: filters.text == "dog date:..2021-01-02")


def test_a_size_is_asked_for_once_the_person_rests(filters: Around, qtbot: QtBot) -> None:
    spin = filters.panes.filters.least.spin
    for _ in range(5):
        spin.stepUp()
    assert filters.text == "dog"
    wanted = f"dog size:{round(spin.value() * 1_000_000)}.."
    qtbot.waitUntil(lambda: filters.text == wanted)


def test_clear_takes_out_all_that_is_chosen(filters: Around, qtbot: QtBot) -> None:
    filters.search("dog type:png date:2020.. camera:x")
    qtbot.waitUntil(filters.panes.filters.clear.isVisible)
    qtbot.mouseClick(filters.panes.filters.clear, Left)
    qtbot.waitUntil(lambda: filters.text == "dog camera:x")


def test_a_change_that_fails_is_said_and_the_ticks_are_right_again(
    filters: Around, shelf: StandInShelf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(asked: Asked, changes: list[Choosing]) -> str:
        raise SnowlineError("The disk is full.")

    monkeypatch.setattr(shelf, "narrowed", fail)
    click(filters, qtbot, "type", "type:png")
    qtbot.waitUntil(lambda: filters.said == ["The disk is full."])
    qtbot.waitUntil(lambda: not filters.panes.filters.sections["type"].rows["type:png"].isChecked())
    assert filters.text == "dog"


def test_rows_are_ticked_and_read_by_keyboard(filters: Around, qtbot: QtBot) -> None:
    row = filters.panes.filters.sections["type"].rows["type:png"]
    assert row.accessibleName() == "PNG, 1 photo"
    filters.panes.activateWindow()
    row.setFocus()
    qtbot.waitUntil(row.hasFocus)
    qtbot.keyClick(row, Key.Key_Space)
    qtbot.waitUntil(lambda: filters.text == "dog type:png")
    qtbot.waitUntil(filters.panes.filters.clear.isVisible)
    assert row.hasFocus()  # so that the next row is one key away


def test_every_control_has_a_name(filters: Around) -> None:
    panel, sidebar = filters.panes.filters, filters.panes.sidebar
    controls = [panel.clear, panel.close_button, panel.since.button, panel.until.button, panel.least.spin]
    controls += [panel.since.calendar, panel.most.spin, sidebar.save, sidebar.tree]
    assert all(control.accessibleName() for control in controls)
    assert all(
        section.heading.accessibleName() or not section.heading.isVisible() for section in panel.sections.values()
    )


# ---- library ----


def test_the_sidebar_lists_what_there_is(around: Around, qtbot: QtBot) -> None:
    tree = around.panes.sidebar.tree
    qtbot.waitUntil(lambda: len(tree.entries()) == ENTRIES)
    texts = [item.text(0) for item in tree.entries()]
    assert texts[:7] == ["All photos", "Favourites", "On this day", "Dogs", "Snow", "ski", "sand"]
    assert texts[7:] == ["Photos", "Pictures", "Scans", "Blue stick", "Trip", "Skipped files", "Excluded"]
    qtbot.waitUntil(lambda: entry(around, "Favourites").data(0, COUNT) == 3)
    qtbot.waitUntil(lambda: entry(around, "Dogs").data(0, NEW) == 2)
    assert entry(around, "Dogs").data(0, Qt.ItemDataRole.AccessibleTextRole) == "Dogs, 7 photos, 2 new"
    assert "Last seen 3 Oct" in entry(around, "Blue stick").toolTip(0)


def test_an_empty_library_has_an_empty_sidebar(around: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    shelf.shelved, shelf.placed, shelf.stood = Overview(), Places(), Standing()
    around.panes.shelving.refresh(at_once=True)
    tree = around.panes.sidebar.tree
    qtbot.waitUntil(lambda: [i.text(0) for i in tree.entries() if not i.isHidden()] == ["All photos", "Favourites"])
    around.panes.shelving.refresh(at_once=True)
    qtbot.wait(50)


def test_a_saved_search_is_asked_with_its_words_and_is_then_seen(
    around: Around, shelf: StandInShelf, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: entry(around, "Dogs").data(0, NEW) == 2)
    click_on(around, qtbot, "Dogs")
    assert (around.text, around.literal) == ("dog at the sea", frozenset({"at the sea"}))
    qtbot.waitUntil(lambda: shelf.looked_at == [1])
    qtbot.waitUntil(lambda: entry(around, "Dogs").data(0, NEW) == 0)
    assert entry(around, "Dogs").isSelected()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("All photos", "sort:date"),
        ("On this day", "date:11-21 date:<2026 group:day"),
        ("sand", "sand"),
        ("Blue stick", 'drive:"Blue stick"'),
        ("Trip", "in:/media/blue/Trip"),
    ],
)
def test_entries_are_searched_for_by_click_and_by_keyboard(around: Around, qtbot: QtBot, name: str, text: str) -> None:
    tree = around.panes.sidebar.tree
    qtbot.waitUntil(lambda: len(tree.entries()) == ENTRIES)
    click_on(around, qtbot, name)
    assert around.text == text
    around.search("dog")
    assert not tree.selectedItems()
    tree.setCurrentItem(entry(around, name))
    qtbot.keyClick(tree, Key.Key_Return)
    assert around.text == text


def test_a_search_is_saved_under_a_name(around: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(around.panes.sidebar.tree.entries()) == ENTRIES)
    assert not around.panes.sidebar.save.isEnabled()
    around.search("cat")
    qtbot.mouseClick(around.panes.sidebar.save, Left)
    dialog = around.panes.sidebar.findChild(NameDialog)
    assert (dialog.windowTitle(), dialog.field.text()) == ("Save this search", "Cat")
    dialog.field.setText("dogs")  # there is one already, with a capital letter
    assert not dialog.save.isEnabled() and "already" in dialog.note.text()
    dialog.field.setText("  ")
    assert not dialog.save.isEnabled()
    dialog.field.setText("Cats")
    dialog.save.click()
    qtbot.waitUntil(lambda: around.said == ["Saved the search “Cats”"])
    qtbot.waitUntil(lambda: entry(around, "Cats").isSelected())
    around.panes.shelving.save("Cats", Asked("cat"))
    qtbot.waitUntil(lambda: "already" in around.said[-1])


def test_the_name_that_is_proposed_reads_like_words() -> None:
    summer = Chip("filter", "date:2026-06..2026-08", "June to August 2026", "last summer", 5, 16, typed=False)
    png = Chip("filter", "type:png", "PNG files", "type:png", 17, 25)
    assert proposed_name("dogs last summer type:png", [summer, png]) == "Dogs, June to August 2026, PNG files"
    assert proposed_name("type:png", [replace(png, start=0, end=8)]) == "PNG files"
    assert proposed_name("snow like:/photos/a.jpg", []) == "Snow like a.jpg"


def test_saved_searches_are_renamed_and_removed(around: Around, qtbot: QtBot) -> None:
    sidebar = around.panes.sidebar
    qtbot.waitUntil(lambda: len(sidebar.tree.entries()) == ENTRIES)
    sidebar.tree.setCurrentItem(entry(around, "Snow"))
    qtbot.keyClick(sidebar.tree, Key.Key_F2)
    dialog = sidebar.findChild(NameDialog)
    assert (dialog.windowTitle(), dialog.field.text()) == ("Rename saved search", "Snow")
    assert not dialog.save.isEnabled()
    dialog.field.setText("White")
    dialog.save.click()
    qtbot.waitUntil(lambda: any(item.text(0) == "White" for item in sidebar.tree.entries()))
    sidebar.tree.setCurrentItem(entry(around, "White"))
    qtbot.keyClick(sidebar.tree, Key.Key_Delete)
    qtbot.waitUntil(lambda: len(sidebar.tree.entries()) == ENTRIES - 1)
    assert around.said == ["Renamed", "Removed"]


def test_recent_searches_can_be_forgotten(around: Around, qtbot: QtBot) -> None:
    tree = around.panes.sidebar.tree
    qtbot.waitUntil(lambda: len(tree.entries()) == ENTRIES)
    tree.setCurrentItem(entry(around, "ski"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(tree.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text().startswith("Forget")).trigger()
    menu.close()
    qtbot.waitUntil(lambda: around.said == ["Recent searches forgotten"])
    qtbot.waitUntil(lambda: len(tree.entries()) == ENTRIES - 2)


def test_counts_stay_while_new_ones_are_on_their_way(around: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: entry(around, "Dogs").data(0, COUNT) == 7)
    shelf.counts[1] = SavedCount(9, 4)
    around.panes.shelving.look_at(2)
    qtbot.waitUntil(lambda: entry(around, "Dogs").data(0, NEW) == 4)


# ---- both ----


def test_panes_remember_whether_they_are_shown(around: Around, remembered: QSettings, qtbot: QtBot) -> None:
    toggle(around.panes.sidebar, around.panes.show_sidebar)
    toggle(around.panes.filters, around.panes.show_filters)
    around.panes.filters.sections["date"].heading.click()
    around.panes.keep(remembered)
    again = Around(StandInShelf())
    qtbot.addWidget(again.panes)
    again.panes.recall(remembered)
    again.panes.show()
    assert not again.panes.sidebar.isVisible()
    assert again.panes.filters.isVisible()
    assert not again.panes.filters.sections["date"].heading.isChecked()
    again.tasks.shut_down(lambda: None)


# ---- in the window ----


def test_text_chips_and_filters_agree_in_the_window(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Key.Key_F, Mod.ControlModifier | Mod.ShiftModifier)
    assert window.panes.filters.isVisible()
    assert window.bar.filters_button.isChecked()
    qtbot.waitUntil(lambda: library.narrowed_for[-1:] == [Asked("")])
    window.searching.text("snow")
    rows = window.panes.filters.sections["type"].rows
    qtbot.waitUntil(lambda: library.narrowed_for[-1] == Asked("snow") and "type:png" in rows)
    qtbot.mouseClick(rows["type:png"], Left)
    qtbot.waitUntil(lambda: window.bar.text() == "snow type:png")
    qtbot.waitUntil(lambda: list(dict.fromkeys(library.asked)) == ["snow", "snow type:png"])
    qtbot.waitUntil(lambda: library.narrowed_for[-1] == Asked("snow type:png"))
    qtbot.keyClick(window, Key.Key_Left, Mod.AltModifier)
    qtbot.waitUntil(lambda: not rows["type:png"].isChecked())
    assert window.bar.text() == "snow"
    qtbot.mouseClick(window.panes.filters.close_button, Left)
    assert not window.bar.filters_button.isChecked()


def test_the_window_searches_for_what_the_sidebar_says(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    tree = window.panes.sidebar.tree
    qtbot.waitUntil(lambda: len(tree.entries()) == ENTRIES)
    dogs = next(item for item in tree.entries() if item.text(0) == "Dogs")
    qtbot.mouseClick(tree.viewport(), Left, pos=tree.visualItemRect(dogs).center())
    qtbot.waitUntil(lambda: set(library.asked) == {"dog at the sea"})
    assert library.literals[-1] == frozenset({"at the sea"})
    assert window.bar.text() == "dog at the sea"
    qtbot.keyClick(window, Key.Key_B, Mod.ControlModifier)
    assert not window.panes.sidebar.isVisible()
    assert not window.bar.sidebar_button.isChecked()


def test_the_window_remembers_its_panes(open_window: Callable[[], Window]) -> None:
    first = open_window()
    first.bar.sidebar_button.click()
    first.bar.filters_button.click()
    first.close()
    second = open_window()
    assert not second.panes.sidebar.isVisibleTo(second)
    assert second.panes.filters.isVisibleTo(second)
    assert (second.bar.sidebar_button.isChecked(), second.bar.filters_button.isChecked()) == (False, True)
