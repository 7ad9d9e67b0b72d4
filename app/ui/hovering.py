"""Where the pointer was when a menu opened over it: Qt does not tell widgets that it left them meanwhile, and they stay
painted as if it was on them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QHoverEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

_NOWHERE = QPointF(-1, -1)


def pop_up(menu: QMenu, place: QPoint) -> None:
    """Opens a menu at a place of the screen."""
    look_after(menu)
    menu.popup(place)


def look_after(menu: QMenu) -> None:
    """When this menu closes, what the pointer left meanwhile is told."""
    parent = menu.parentWidget()
    if parent is not None:
        menu.aboutToHide.connect(lambda: look_again(parent))


def look_again(opener: QWidget) -> None:
    """Tells what the pointer no longer is on, once what was opened by a widget is gone."""
    QTimer.singleShot(0, lambda: _tell(opener) if isValid(opener) else None)


def _tell(opener: QWidget) -> None:
    opener.update()  # it may know already, and not be painted so
    pointer = QCursor.pos()
    for widget in opener.window().findChildren(QWidget):
        if widget.underMouse() and not widget.rect().contains(widget.mapFromGlobal(pointer)):
            widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
            QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
            if widget.testAttribute(Qt.WidgetAttribute.WA_Hover):
                left = QHoverEvent(QEvent.Type.HoverLeave, _NOWHERE, QPointF(pointer), _NOWHERE)
                QApplication.sendEvent(widget, left)
            widget.update()
