"""What people do to the search bar, and what they see of it, for its tests."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary

from app.search.query.context import Context
from app.search.query.reading import read
from app.ui.window import Window

Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


def understood(library: CaptionLibrary, *texts: str) -> None:
    """Has these texts read as the real library reads them, so far as that does not depend on the day."""
    for text in texts:
        reading = read(text, Context())
        library.chips[text], library.problems[text] = reading.chips, reading.problems


def enter(window: Window, qtbot: QtBot, text: str) -> None:
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, text)
    with qtbot.waitSignal(window.searching.answered):
        qtbot.keyClick(window.bar.field, Key.Key_Return)


def labels(window: Window) -> list[str]:
    return [chip.accessibleName() for chip in window.bar.chips.chips]


def choose(window: Window, words: str) -> None:
    """Takes what the menu of the first chip offers."""
    menu = window.bar.chips.chips[0].menu_of()
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.deleteLater()


def offered(window: Window) -> list[str]:
    shown = window.bar.suggestions
    return [row.label for row in shown.model.rows] if shown.isVisible() else []


def dropped(window: Window, mime: QMimeData) -> None:
    field, copy = window.bar.field, Qt.DropAction.CopyAction
    event = QDragEnterEvent(QPoint(20, 5), copy, mime, Left, Mod.NoModifier)
    QApplication.sendEvent(field, event)
    assert event.isAccepted()
    QApplication.sendEvent(field, QDropEvent(QPointF(20, 5), copy, mime, Left, Mod.NoModifier))
