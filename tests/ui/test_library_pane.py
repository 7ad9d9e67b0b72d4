"""Drives and folders in the library pane, and what a person does with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QTreeWidgetItem
from pytestqt.qtbot import QtBot
from shelf_stand_in import StandInShelf
from test_panes import Around

from app.ui.sidebar.entry_tree import AWAY, COUNT, NOTE, SHARE, below
from app.ui.sidebar.shelf import RootState, Standing

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
Spoken = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def shelf() -> StandInShelf:
    return StandInShelf()


@pytest.fixture
def pane(qtbot: QtBot, shelf: StandInShelf, remembered: QSettings) -> Iterator[Around]:
    pane = Around(shelf)
    qtbot.addWidget(pane.panes)
    pane.panes.recall(remembered)
    pane.panes.show()
    qtbot.waitUntil(lambda: item(pane, "Pictures").data(0, COUNT) == 12)
    qtbot.waitUntil(lambda: item(pane, "Pictures").data(0, SHARE) is not None)
    yield pane
    pane.tasks.shut_down(lambda: None)


def item(pane: Around, text: str) -> QTreeWidgetItem:
    return next((one for one in pane.panes.sidebar.tree.entries() if one.text(0) == text), QTreeWidgetItem())


def menu_of(pane: Around, text: str) -> QMenu:
    tree = pane.panes.sidebar.tree
    tree.setCurrentItem(item(pane, text))
    QApplication.sendEvent(tree.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()
    menu.close()


def test_folders_stand_under_their_drives_with_what_is_described(pane: Around) -> None:
    assert [one.text(0) for one in below(item(pane, "Photos"))] == ["Pictures", "Scans"]
    pictures, scans = item(pane, "Pictures"), item(pane, "Scans")
    assert pictures.data(0, SHARE) == 0.25
    assert "25 % described" in pictures.data(0, Spoken)
    assert "Watched" in pictures.toolTip(0)
    assert scans.data(0, NOTE) == "20 % · names only"
    assert item(pane, "Photos").data(0, COUNT) == 17
    trip = item(pane, "Trip")
    assert trip.data(0, AWAY)
    assert trip.data(0, SHARE) is None
    assert item(pane, "Blue stick").data(0, NOTE) == "Last seen 3 Oct"


def test_what_goes_on_stands_under_folders_that_wait(pane: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    pane.panes.show_work(True, False)
    assert item(pane, "Pictures").data(0, NOTE) == "25 % · indexing"
    pane.panes.show_work(True, True)
    assert item(pane, "Pictures").data(0, NOTE) == "25 % · paused"
    shelf.stood = Standing({"/home/me/Pictures": RootState(3, 0, 0, "polling", "it is on a network drive")})
    pane.panes.shelving.refresh(at_once=True)
    qtbot.waitUntil(lambda: item(pane, "Pictures").data(0, NOTE) == "looked at every few minutes")
    assert item(pane, "Skipped files").isHidden()


def test_folders_are_fetched_when_one_is_opened(pane: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    tree, pictures = pane.panes.sidebar.tree, item(pane, "Pictures")
    assert not pictures.childCount()
    tree.setCurrentItem(pictures)
    qtbot.keyClick(tree, Key.Key_Right)
    qtbot.waitUntil(lambda: [one.text(0) for one in below(pictures)] == ["2020", "2021"])
    tree.setCurrentItem(below(pictures)[1])
    qtbot.keyClick(tree, Key.Key_Return)
    assert pane.text == "in:/home/me/Pictures/2021"
    pane.panes.shelving.refresh(at_once=True)  # what is open stays so
    shelf.placed = replace(shelf.placed, photos=9)
    qtbot.waitUntil(lambda: item(pane, "All photos").data(0, COUNT) in (5, 9))
    assert item(pane, "Pictures").isExpanded()
    assert item(pane, "2021").isSelected()


def test_the_arrow_opens_a_folder_and_its_name_shows_its_photos(pane: Around, qtbot: QtBot) -> None:
    tree, pictures = pane.panes.sidebar.tree, item(pane, "Pictures")
    place = tree.visualItemRect(pictures)
    qtbot.mouseClick(tree.viewport(), Left, pos=QPoint(26, place.top() + 10))
    assert pictures.isExpanded()
    assert pane.text == ""
    qtbot.mouseClick(tree.viewport(), Left, pos=QPoint(90, place.top() + 10))
    assert pane.text == "in:/home/me/Pictures"


def test_a_folder_is_indexed_shown_and_excluded_by_its_menu(pane: Around, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.panes.index_wanted) as asked:
        choose(menu_of(pane, "Pictures"), "Index again")
    assert asked.args == [[Path("/home/me/Pictures")]]
    choose(menu_of(pane, "Pictures"), "Exclude this folder")
    qtbot.waitUntil(lambda: pane.care.done == [("exclude", (Path("/home/me/Pictures"),))])
    with qtbot.waitSignal(pane.panes.index_wanted):
        choose(menu_of(pane, "Scans"), "Describe now")
    assert pane.care.done[-1] == ("describe now", (Path("/home/me/Scans"),))
    away = menu_of(pane, "Trip")
    assert not next(action for action in away.actions() if action.text().startswith("Index again")).isEnabled()
    away.close()


def test_work_is_paused_from_a_folder(pane: Around, qtbot: QtBot) -> None:
    pane.panes.show_work(True, False)
    with qtbot.waitSignal(pane.panes.pause_wanted):
        choose(menu_of(pane, "Pictures"), "Pause")


@pytest.mark.parametrize(
    ("name", "done"),
    [("Pictures", ("forget folder", (Path("/home/me/Pictures"),))), ("Blue stick", ("forget drives", (2,)))],
)
def test_forgetting_asks_once(pane: Around, qtbot: QtBot, name: str, done: tuple[str, object]) -> None:
    def answer(words: str) -> None:
        choose(menu_of(pane, name), "Forget")
        box = pane.panes.findChild(QMessageBox)
        assert "files stay" in box.informativeText()
        qtbot.mouseClick(next(button for button in box.buttons() if button.text().strip("&") == words), Left)
        qtbot.waitUntil(lambda: not pane.panes.findChildren(QMessageBox))

    answer("Cancel")
    assert not pane.care.done
    answer("Forget")
    qtbot.waitUntil(lambda: pane.care.done == [done])


def test_a_tree_that_changes_keeps_its_items(pane: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    stick = item(pane, "Blue stick")
    shelf.placed = replace(shelf.placed, drives=shelf.placed.drives[::-1])
    pane.panes.shelving.refresh(at_once=True)
    tree = pane.panes.sidebar.tree
    qtbot.waitUntil(lambda: [one.text(0) for one in tree.entries()].index("Blue stick") == 7)
    assert item(pane, "Blue stick") is stick
    shelf.placed = replace(shelf.placed, drives=shelf.placed.drives[1:])
    pane.panes.shelving.refresh(at_once=True)
    qtbot.waitUntil(lambda: not item(pane, "Blue stick").text(0))


def test_a_recent_search_stays_where_it_is_under_the_mouse(pane: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    recent = item(pane, "ski").parent()
    for told, listed in (
        (("sand", "ski"), ["ski", "sand"]),
        (("snow", "sand", "ski"), ["snow", "ski", "sand"]),
        (("snow",), ["snow"]),
    ):
        shelf.shelved = replace(shelf.shelved, recent=told)
        with qtbot.waitSignal(pane.panes.shelving.told):
            pane.panes.shelving.tell()
        assert [one.text(0) for one in below(recent)] == listed


def test_places_are_no_recent_searches(pane: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    places = ("in:/home/me/Pictures", 'drive:"Blue stick"', "date:11-20 date:<2026 group:day", "sort:date")
    shelf.shelved = replace(shelf.shelved, recent=(*places, "in:Alps snow", "ski"))
    pane.panes.shelving.tell()
    qtbot.waitUntil(lambda: item(pane, "in:Alps snow").text(0) != "")
    recent = item(pane, "ski").parent()
    assert [one.text(0) for one in below(recent)] == ["in:Alps snow", "ski"]


def test_what_stands_twice_is_marked_where_it_stays(pane: Around, shelf: StandInShelf, qtbot: QtBot) -> None:
    shelf.shelved = replace(shelf.shelved, recent=("snow", "ski"))
    pane.panes.shelving.tell()
    qtbot.waitUntil(lambda: item(pane, "snow").text(0) != "")
    pane.search("snow")
    assert item(pane, "Snow").isSelected()
    assert not item(pane, "snow").isSelected()
