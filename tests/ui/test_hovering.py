"""What the pointer left while a menu was open over it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.hovering import look_again, pop_up


class Noted(QObject):
    """The kinds of the events that a widget got."""

    def __init__(self, of: QWidget) -> None:
        super().__init__(of)
        self.kinds: list[QEvent.Type] = []
        of.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        self.kinds.append(event.type())
        return False


@pytest.fixture
def buttons(qtbot: QtBot) -> Iterator[tuple[QToolButton, QToolButton]]:
    """Two side by side, the pointer on the second; the first still believes that it is on it."""
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    made = QToolButton(window), QToolButton(window)
    for button in made:
        button.setAttribute(Qt.WidgetAttribute.WA_Hover)
        row.addWidget(button)
    window.show()
    QCursor.setPos(made[1].mapToGlobal(made[1].rect().center()))
    for button in made:
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    yield made
    window.close()


@pytest.mark.parametrize("menu", [True, False])
def test_what_the_pointer_left_is_told_when_the_menu_closes(
    buttons: tuple[QToolButton, QToolButton], menu: bool, qtbot: QtBot
) -> None:
    left, under = buttons
    noted = Noted(left)
    if menu:
        opened = QMenu(left)
        opened.addAction("Not grouped")
        pop_up(opened, left.mapToGlobal(QPoint(0, left.height())))
        opened.close()
    else:
        look_again(left)
    qtbot.waitUntil(lambda: not left.underMouse())
    assert QEvent.Type.Leave in noted.kinds and QEvent.Type.HoverLeave in noted.kinds
    assert under.underMouse()
