"""The settings window: found by words, applied at once, back to the default, reachable by key; keys of one's own."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary

from app.domain import SnowlineError
from app.settings import Settings, load_settings, save_settings, settings_file
from app.ui.desktop import copy_files
from app.ui.settings.finding import Described, find
from app.ui.settings.general_page import GeneralPage
from app.ui.settings.settings_window import ENTRY_SIDES, SettingsWindow
from app.ui.settings.shortcuts_page import ShortcutsPage
from app.ui.shell.closing import Closing
from app.ui.shortcuts import Shortcuts, actions
from app.ui.window import Window
from installer.desktop_entry import entry_path


@pytest.fixture
def settings(window: Window, qtbot: QtBot) -> SettingsWindow:
    window.open_settings()
    opened = window.settings.window
    assert opened is not None
    qtbot.waitUntil(lambda: opened.isVisible() and opened.whole)
    return opened


def kept(qtbot: QtBot, **wanted: object) -> None:
    """Waits until the file holds these values."""
    qtbot.waitUntil(lambda: all(getattr(load_settings(), name) == value for name, value in wanted.items()))


def names(settings: SettingsWindow) -> list[str]:
    return [settings.list.item(row).text().split("\n")[0] for row in range(settings.list.count())]


def control_of(settings: SettingsWindow, key: str, title: str) -> QWidget:
    page = next(page for page in settings.pages if page.key == key)
    found = next(setting.control for setting in page.settings if setting.title.text() == title)
    assert found is not None
    return found


def test_there_is_one_window_and_its_key_opens_it(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    first = window.settings.window
    assert first is not None
    qtbot.waitUntil(first.isVisible)
    window.open_settings("drives")
    assert window.settings.window is first
    assert first.page.key == "drives"
    assert first.windowModality() == Qt.WindowModality.NonModal
    qtbot.waitUntil(first.isActiveWindow)
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert not first.isVisible()


OTHER_WORDS = {
    "dark": "Theme",
    "ram": "Low-memory mode",
    "excel": "Write a table",
    "ocr": "Read the text in pictures",
    "usb": "Drives with photos of yours",
    "battery": "Pause on battery",
    "threshold": "How strict a search is",
    "wipe": "Clear all",
    "undo": "Undo",
}


def test_settings_are_found_by_other_words(settings: SettingsWindow) -> None:
    for typed, title in OTHER_WORDS.items():
        settings.field.setText(typed)
        assert title in names(settings)[:4], typed


def test_pages_are_made_one_by_one_and_found_as_soon_as_they_are_there(window: Window, qtbot: QtBot) -> None:
    window.open_settings("drives")
    settings = window.settings.window
    assert settings is not None
    assert [page.key for page in settings.pages] == ["drives"]
    qtbot.waitUntil(settings.isActiveWindow)
    assert names(settings)[0] == "General" and settings.list.currentItem().text() == settings.page.title == "Drives"
    qtbot.waitUntil(lambda: len(settings.pages) > 1)
    assert not settings.whole
    settings.field.setText("hotkey")  # on the last page
    assert names(settings) == ["No setting is called that."]
    qtbot.waitUntil(lambda: settings.page.key == "shortcuts")
    assert settings.whole
    assert settings.isActiveWindow()  # what is made meanwhile takes the keyboard from nobody
    assert [page.title for page in settings.pages] == [entry.title for entry in settings.entries]
    settings.field.clear()
    assert settings.list.currentItem().text() == "Shortcuts"


def test_a_long_page_is_made_in_parts_until_somebody_looks_at_it(window: Window, qtbot: QtBot) -> None:
    window.open_settings()
    settings = window.settings.window
    assert settings is not None
    qtbot.waitUntil(lambda: isinstance(settings.pages[-1], ShortcutsPage))
    page = settings.pages[-1]
    assert isinstance(page, ShortcutsPage)
    assert not page.complete and not settings.whole
    missing = next(name for name in window.shortcuts.actions if name not in page.editors)
    window.shortcuts.set_keys(missing, ["Ctrl+Alt+J"])  # known by the editor that is made later
    settings.open("shortcuts")
    assert page.complete and settings.page is page
    assert page.editors.keys() == window.shortcuts.actions.keys()
    assert page.editors[missing].keySequence() == QKeySequence("Ctrl+Alt+J")
    assert page.settings[-1].control is page.all_back


def test_what_is_found_is_gone_to_and_stands_out(settings: SettingsWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(settings.field, "room thumb")
    assert names(settings)[0] == "Room for thumbnails"
    assert settings.page.key == "performance"
    setting = next(one for one in settings.page.settings if one.title.text() == "Room for thumbnails")
    assert setting.property("found") is True
    qtbot.keyClick(settings.field, Qt.Key.Key_Return)
    assert setting.control is not None
    assert settings.focusWidget() in (setting.control, *setting.control.findChildren(QWidget))
    settings.field.setText("nothing is called so")
    assert names(settings) == ["No setting is called that."]
    qtbot.keyClick(settings, Qt.Key.Key_Escape)
    assert (settings.field.text(), settings.isVisible()) == ("", True)
    assert names(settings)[:2] == ["General", "Folders"]


def test_what_is_found_is_written_out_however_long_it_is(settings: SettingsWindow) -> None:
    settings.list.clear()
    for letters in range(10, 60):  # some end just where the line does
        settings.list.addItem(("a word " * letters)[:letters] + "\nThe page")
    settings.list.doItemsLayout()
    for row in range(settings.list.count()):
        item = settings.list.item(row)
        place = settings.list.visualItemRect(item)
        assert place.width() <= settings.list.viewport().width(), item.text()
        room = QRect(0, 0, place.width() - ENTRY_SIDES, 10 * place.height())
        words = settings.list.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
        assert words.height() < place.height(), item.text()


def test_words_are_found_whatever_their_case_and_accents() -> None:
    known = [Described("Café", "a place"), Described("Tea", "near the cafe"), Described("Other", "", "CAFETERIA")]
    assert find("CAFE", known) == [0, 2, 1]
    assert find("café place", known) == [0]
    assert find("  ", known) == []


def test_a_change_applies_at_once_and_can_be_taken_back(
    settings: SettingsWindow, window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    box = control_of(settings, "performance", "Low-memory mode")
    assert isinstance(box, QCheckBox)
    with qtbot.waitSignal(settings.changed) as told:
        box.click()
    assert told.args == [Settings(low_memory=True)]
    kept(qtbot, low_memory=True)
    qtbot.waitUntil(lambda: library.renewed == 1)
    setting = next(one for page in settings.pages for one in page.settings if one.control is box)
    assert not setting.back.isHidden()
    setting.back.click()
    kept(qtbot, low_memory=False)
    assert not box.isChecked()
    assert setting.back.isHidden()


def test_the_theme_changes_at_once(settings: SettingsWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    dressed: list[str] = []
    monkeypatch.setattr("app.ui.settings.door.look.dress", lambda _, theme: dressed.append(theme))
    box = control_of(settings, "general", "Theme")
    assert isinstance(box, QComboBox)
    for value in ("dark", "light"):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        qtbot.waitUntil(lambda value=value: dressed[-1:] == [value])  # type: ignore[misc]
        kept(qtbot, theme=value)


def test_settings_that_cannot_be_kept_hold_for_now(
    settings: SettingsWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.ui.settings.keeping.save_settings", full)
    box = control_of(settings, "general", "Notifications")
    assert isinstance(box, QCheckBox)
    box.click()
    qtbot.waitUntil(lambda: "No space left" in settings.line.text())
    assert not settings.keeping.settings.notify
    assert not settings_file().exists()


def test_what_another_part_kept_is_taken_up(settings: SettingsWindow, qtbot: QtBot) -> None:
    settings.close()
    save_settings(Settings(throttle="gentle"))
    settings.open("performance")
    box = control_of(settings, "performance", "Speed of indexing")
    assert isinstance(box, QComboBox)
    qtbot.waitUntil(lambda: box.currentData() == "gentle")


def test_a_switch_elsewhere_in_the_window_is_taken_up(settings: SettingsWindow, window: Window, qtbot: QtBot) -> None:
    save_settings(Settings(low_memory=True))
    window.settings.apply(load_settings())
    low, throttle = (control_of(settings, "performance", title) for title in ("Low-memory mode", "Speed of indexing"))
    assert isinstance(low, QCheckBox)
    assert isinstance(throttle, QComboBox)
    assert low.isChecked()
    throttle.setCurrentIndex(throttle.findData("fast"))
    throttle.activated.emit(throttle.currentIndex())
    kept(qtbot, throttle="fast", low_memory=True)


def test_the_file_of_settings_is_read_and_written_by_workers(
    window: Window, library: CaptionLibrary, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[int] = []

    def noted() -> Path:
        used.append(threading.get_ident())
        return settings_file()

    monkeypatch.setattr("app.settings.settings_file", noted)
    window.open_settings("performance")
    settings = window.settings.window
    assert settings is not None
    box = control_of(settings, "performance", "Pause on battery")
    assert isinstance(box, QCheckBox)
    with qtbot.waitSignal(settings.changed):
        box.click()
    settings.close()
    with qtbot.waitSignal(window.work.switches.changed):
        window.work.switches.set(throttle="gentle")
    window.work.adding._decided(True)  # asks what a folder costs
    assert window.work.adding.preview is not None
    window.work.adding.preview.reject()
    window._run.add([tmp_path])
    closing = Closing(window, window._run, window.watching, print)
    assert not closing.may_close()
    assert closing.question is not None
    closing.question.cancel.click()
    copy_files(library.hits[:1], window.tasks)
    assert used
    assert threading.get_ident() not in used


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such entries")
def test_the_applications_menu(settings: SettingsWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.desktop_entry._run", lambda *_: "")  # no tool of the desktop
    settings.open("general")
    page = settings.page
    assert isinstance(page, GeneralPage)
    qtbot.waitUntil(lambda: page.in_menu.text() == "Add to the menu")
    page.in_menu.click()
    qtbot.waitUntil(entry_path().exists)
    qtbot.waitUntil(lambda: page.in_menu.text() == "Remove from the menu")
    page.in_menu.click()
    qtbot.waitUntil(lambda: not entry_path().exists())


def test_every_control_has_a_name_and_is_reached_by_tab(settings: SettingsWindow, qtbot: QtBot) -> None:
    for page in settings.pages:
        settings.open(page.key)
        for setting in page.settings:
            assert setting.control is not None
            assert setting.control.accessibleName()
            focusable = [
                widget
                for widget in (setting.control, *setting.control.findChildren(QWidget))
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            ]
            assert focusable or setting.title.text() in ("Memory in use now",)


# Keys


def test_no_two_actions_begin_with_the_same_key() -> None:
    keys = [key for action in actions() for key in action.keys]
    assert len(keys) == len(set(keys))
    assert all(not QKeySequence(key).isEmpty() for key in keys)


def test_a_key_is_changed_kept_and_told_on_the_button(
    settings: SettingsWindow, window: Window, remembered: QSettings, qtbot: QtBot
) -> None:
    settings.open("shortcuts")
    page = settings.page
    editor = page.editors["settings"]  # type: ignore[attr-defined]
    editor.setKeySequence(QKeySequence("Ctrl+J"))
    assert window.shortcuts.keys("settings") == ("Ctrl+J",)
    assert window.bar.settings_button.toolTip() == "Settings (Ctrl+J)"
    assert Shortcuts(remembered, QWidget()).keys("settings") == ("Ctrl+J",)
    settings.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(settings.isVisible)
    window.shortcuts.reset("settings")
    assert editor.keySequence() == QKeySequence("Ctrl+,")
    assert window.bar.settings_button.toolTip() == "Settings (Ctrl+,)"


def test_keys_of_photos_are_changed_in_the_results_and_on_the_whole_screen(
    settings: SettingsWindow, window: Window, remembered: QSettings, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.searching.answered):
        window.searching.text("snow")
    actions = window.results.photo_actions
    settings.open("shortcuts")
    editors = settings.page.editors  # type: ignore[attr-defined]
    editors["photo tag"].setKeySequence(QKeySequence("Ctrl+J"))
    editors["photo favourite"].setKeySequence(QKeySequence("H"))
    editors["photo describe"].setKeySequence(QKeySequence("Ctrl+Shift+D"))  # had none
    settings.close()
    assert [key.toString() for key in actions.tag.shortcuts()] == ["Ctrl+J"]
    assert window.preview.about.rating.heart.toolTip() == "Favourite (H)"
    entries = {entry.text().replace("&", ""): entry.shortcut().toString() for entry in actions.menu().actions()}
    assert entries["Describe again"] == "Ctrl+Shift+D"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.results.enter()
    with qtbot.waitSignal(actions.favourite_wanted):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_H)
    actions.view.trigger()
    viewer = window.viewing.viewer
    assert viewer is not None
    assert viewer.photo_actions.tag.shortcut() == QKeySequence("Ctrl+J")
    assert viewer.photo_actions.view.shortcuts() == []
    viewer.close()
    assert Shortcuts(remembered, QWidget()).remembered.value("shortcuts/photo tag") == "Ctrl+J"
    window.shortcuts.reset_all()
    assert (actions.tag.shortcut(), viewer.photo_actions.tag.shortcut()) == (QKeySequence("Ctrl+T"),) * 2
    assert window.preview.about.rating.heart.toolTip() == "Favourite (Ctrl+D)"


def test_no_key_of_photos_is_one_of_the_windows(window: Window) -> None:
    keys = [key for action in window.shortcuts.actions.values() for key in action.keys]
    assert len(keys) == len(set(keys))


def test_a_key_that_is_taken_is_refused_in_words(settings: SettingsWindow, window: Window) -> None:
    settings.open("shortcuts")
    editor = settings.page.editors["undo"]  # type: ignore[attr-defined]
    editor.setKeySequence(QKeySequence("Ctrl+B"))
    assert "is the key for “Show or hide the library” already" in settings.line.text()
    assert editor.keySequence() == QKeySequence("Ctrl+Z")
    with pytest.raises(SnowlineError):
        window.shortcuts.set_keys("undo", ["Ctrl+F"])
    editor.setKeySequence(QKeySequence("Ctrl+T"))  # of an entry in the menu of photos
    assert "is the key for “Add a tag” already" in settings.line.text()
    editor.setKeySequence(QKeySequence("Alt+Up"))
    assert "is the key for “Move the relevance line” already" in settings.line.text()
    editor.setKeySequence(QKeySequence())
    assert window.shortcuts.keys("undo") == ()
    window.shortcuts.set_keys("back", ["Ctrl+Z"])
    with pytest.raises(SnowlineError):
        window.shortcuts.reset("undo")
    window.shortcuts.reset_all()
    assert window.shortcuts.keys("undo") == ("Ctrl+Z",)
    assert editor.keySequence() == QKeySequence("Ctrl+Z")


def test_unknown_actions_are_a_mistake(window: Window) -> None:
    nothing: Callable[[], object] = lambda: None  # noqa: E731
    with pytest.raises(ValueError, match="no action"):
        window.shortcuts.bind({"fly": nothing})
