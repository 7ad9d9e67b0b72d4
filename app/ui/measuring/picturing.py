"""Pictures of the window in its main states, for the documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.measuring.scrolling import ready, shown
from app.ui.measuring.stage import Script, Until, play
from app.ui.window import Window
from app.ui.work.cost_preview import CostPreview

SIZE = (1180, 760)
VEIL, EDGE = QColor(0, 0, 0, 70), QColor(0, 0, 0, 140)  # what a desktop does to the window under a dialog
DRAWN_WITHIN = 1.5  # seconds for thumbnails and panes to come


def run(library: Path, options: dict[str, Any]) -> dict[str, Any]:
    """`options`: `folder` for the pictures; `states`, each with a `name` and what is shown: `query`, `grid`, `filters`,
    `sidebar`, `row` that is chosen, `viewer`, `settings` (a page), `add` (a folder)."""
    return play(library, lambda window, _: _take(window, Path(options["folder"]), options["states"]))


def _take(window: Window, folder: Path, states: list[dict[str, Any]]) -> Script:
    window.move(0, 0)
    window.resize(*SIZE)
    if states[0].get("query"):
        yield from ready(window)
    yield DRAWN_WITHIN
    for state in states:
        yield from _arrange(window, state)
        yield DRAWN_WITHIN
        _picture(window, folder / f"{state['name']}.png")
        for top in QApplication.topLevelWidgets():
            if top is not window and top.isVisible():
                top.close()
        yield 0.3
    return {"pictures": [state["name"] for state in states]}


def _arrange(window: Window, state: dict[str, Any]) -> Script:
    window.panes.show_sidebar(state.get("sidebar", False))
    window.panes.show_filters(state.get("filters", False))
    (window.bar.grid_button if state.get("grid") else window.bar.list_button).click()
    here = window.searching.history.here
    if (query := state.get("query")) and getattr(here, "text", "") != query:
        answered: list[object] = []
        window.searching.answered.connect(lambda *_: answered.append(None))
        window.bar.set_text(query)
        window.searching.text(query)
        yield Until(f"results for “{query}”", lambda: answered)
        yield DRAWN_WITHIN
        shown(window).setFocus()
        for _ in range(state.get("row", 0)):
            QTest.keyClick(shown(window), Qt.Key.Key_Down)
    if state.get("viewer"):
        yield DRAWN_WITHIN
        window.results.photo_actions.view.trigger()
    if "settings" in state:
        window.open_settings(state["settings"])
    if "add" in state:
        window.add([Path(state["add"])])
        yield Until("the question what it costs", lambda: _asked() is not None)
        yield Until("the answer to it", lambda: (one := _asked()) is not None and not one.busy.isVisible())
    return {}


def _asked() -> CostPreview | None:
    tops = QApplication.topLevelWidgets()
    return next((top for top in tops if isinstance(top, CostPreview) and top.isVisible()), None)


def _picture(window: Window, place: Path) -> None:
    """The window with what lies over it, as it is on the screen."""
    tops = [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not window]
    over = max(tops, key=lambda top: top.width() * top.height(), default=None)
    if over is None or isinstance(over, CostPreview):
        picture = window.grab()
        if over is not None:
            corner = _middle(window, over)
            painter = QPainter(picture)
            painter.fillRect(window.rect(), VEIL)
            painter.fillRect(over.rect().translated(corner).adjusted(-1, -1, 1, 1), EDGE)
            painter.end()
            over.render(picture, corner)
        picture.save(str(place))
    else:
        over.grab().save(str(place))


def _middle(window: QWidget, over: QWidget) -> QPoint:
    return QPoint((window.width() - over.width()) // 2, (window.height() - over.height()) // 2)
