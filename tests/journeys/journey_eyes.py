"""Somebody in the program who tells where things lie on the screen.

A journey sees and moves as a person does, but reads no words from pixels: it asks, by the name that a screen reader
says, where a thing is. Each line read from the descriptor is a name; the answer is a line with x, y, width and height
on the screen, or null where nothing visible is called so.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSocketNotifier, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QMenu, QTreeView, QWidget

ROWS_LOOKED_AT = 200


def where(name: str) -> list[int] | None:
    for widget in reversed(QApplication.topLevelWidgets()):
        if widget.isVisible():
            for called, place in things(widget):
                if called == name or called.startswith((f"{name},", f"{name} –")):
                    return [place.x(), place.y(), place.width(), place.height()]
    return None


def things(top: QWidget) -> Iterator[tuple[str, QRect]]:
    """What can be seen in a window: its names, and where it is on the screen."""
    yield top.windowTitle(), place_of(top)
    for widget in [top, *top.findChildren(QWidget)]:
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        place = place_of(widget)
        yield widget.accessibleName(), place
        if isinstance(widget, QAbstractButton | QLabel):
            yield widget.text(), place
        if isinstance(widget, QMenu):
            for action in widget.actions():
                box = widget.actionGeometry(action)
                yield action.text().split("\t")[0].replace("&", ""), box.translated(place.topLeft())
        if isinstance(widget, QAbstractItemView):
            yield from items(widget)


def place_of(widget: QWidget) -> QRect:
    """Where a widget is on the screen; asked of the class, because widgets have parts called `size`."""
    return QRect(QWidget.mapToGlobal(widget, QPoint(0, 0)), QWidget.size(widget))


def items(view: QAbstractItemView) -> Iterator[tuple[str, QRect]]:
    model, corner = view.model(), view.viewport().mapToGlobal(QPoint(0, 0))
    waiting = [QModelIndex()]
    while waiting:
        parent = waiting.pop()
        for row in range(min(model.rowCount(parent), ROWS_LOOKED_AT)):
            index = model.index(row, 0, parent)
            if isinstance(view, QTreeView) and view.isExpanded(index):
                waiting.append(index)
            place = view.visualRect(index) & view.viewport().rect()
            if not place.isEmpty():
                yield str(index.data(Qt.ItemDataRole.DisplayRole) or ""), place.translated(corner)


def listen_on(descriptor: int) -> QSocketNotifier:
    """Answers for as long as the application runs."""
    ears = os.fdopen(descriptor, "r+b", buffering=0)
    notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read)
    heard = bytearray()

    def listen() -> None:
        said = ears.read(4096)
        if not said:
            notifier.setEnabled(False)
            return
        heard.extend(said)
        while b"\n" in heard:
            line, _, rest = bytes(heard).partition(b"\n")
            heard[:] = rest
            found = None
            try:
                found = where(line.decode())
            finally:
                ears.write(json.dumps(found).encode() + b"\n")

    notifier.activated.connect(listen)
    return notifier
