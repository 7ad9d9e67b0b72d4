"""What a person may do to the window, each drawn by chance; with real keys and clicks wherever there are some.

Nothing here leaves the program (no file is opened elsewhere) and nothing takes files away.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QMenu,
    QTreeWidget,
    QWidget,
)

from app.ui.measuring.scrolling import shown, wheel
from app.ui.window import Window

_Key = Qt.Key
_Mod = Qt.KeyboardModifier
SIZES = ((640, 420), (900, 600), (1180, 760), (1500, 950))
FILTERS = (
    *("type:jpeg", "rating:>=4", "is:favourite", "date:2010..2014", "size:>2MB"),
    *("drive:Archive", "-dog", "sort:date", "group:day", "nonsense:"),
)


class Actions:
    """Draws what is done next, and does it; `only` names the kinds that are drawn, all if there are none."""

    def __init__(self, window: Window, queries: Sequence[str], only: Sequence[str] = ()) -> None:
        self._window, self._queries = window, queries
        self._kinds: list[tuple[int, Callable[[random.Random], None]]] = [
            (14, self._type),
            (6, self._search),
            (3, self._filter_text),
            (2, self._clear),
            (5, self._sort),
            (3, self._group),
            (14, self._wheel),
            (5, self._page),
            (3, self._drag),
            (10, self._click_row),
            (8, self._arrow),
            (3, self._select_more),
            (2, self._preview),
            (2, self._viewer),
            (3, self._filters),
            (6, self._facet),
            (3, self._sidebar),
            (5, self._sidebar_entry),
            (4, self._view),
            (4, self._rate),
            (3, self._favourite),
            (2, self._tag),
            (3, self._undo),
            (2, self._redo),
            (4, self._similar),
            (5, self._back),
            (2, self._resize),
            (2, self._menu),
            (1, self._settings),
            (2, self._everything),
            (1, self._again),
            (2, self._tab),
        ]
        if only:
            self._kinds = [(weight, act) for weight, act in self._kinds if act.__name__.removeprefix("_") in only]

    def act(self, rng: random.Random) -> str:
        """Does one thing; returns its name. What is open before it is closed first."""
        kind = rng.choices([act for _, act in self._kinds], [weight for weight, _ in self._kinds])[0]
        self._close_what_is_open(rng)
        kind(rng)
        return kind.__name__.removeprefix("_")

    # What is open

    def _close_what_is_open(self, rng: random.Random) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            QTest.keyClick(popup, _Key.Key_Escape)
            popup.close()
        for top in QApplication.topLevelWidgets():
            if top is self._window or not top.isVisible():
                continue
            if isinstance(top, QDialog):
                field = top.findChild(QLineEdit)
                if field is not None and rng.random() < 0.5:
                    QTest.keyClicks(field, rng.choice(("holiday", "family", "x")))
                    QTest.keyClick(field, _Key.Key_Return)
                else:
                    top.reject()
            if top.isVisible() and top.windowType() == Qt.WindowType.Window:
                top.close()

    # Searching

    def _type(self, rng: random.Random) -> None:
        field = self._window.bar.field
        field.setFocus()
        if rng.random() < 0.3:
            field.selectAll()
        query = rng.choice(self._queries)
        QTest.keyClicks(field, query[: rng.randint(1, len(query))])

    def _search(self, rng: random.Random) -> None:
        self._window.bar.focus()
        QTest.keyClicks(self._window.bar.field, rng.choice(self._queries))
        QTest.keyClick(self._window.bar.field, _Key.Key_Return)

    def _filter_text(self, rng: random.Random) -> None:
        self._window.bar.focus()
        QTest.keyClick(self._window.bar.field, _Key.Key_End)
        QTest.keyClicks(self._window.bar.field, " " + rng.choice(FILTERS))
        QTest.keyClick(self._window.bar.field, _Key.Key_Return)

    def _clear(self, rng: random.Random) -> None:
        self._window.bar.focus()
        QTest.keyClick(self._window.bar.field, _Key.Key_Delete)

    def _everything(self, rng: random.Random) -> None:
        self._window.searching.show_everything()

    def _similar(self, rng: random.Random) -> None:
        hit = self._window.results.current_hit()
        if hit is not None:
            actions = self._window.results.photo_actions
            (actions.similar_wanted if rng.random() < 0.7 else actions.same_wanted).emit(hit)

    def _back(self, rng: random.Random) -> None:
        self._press(_Key.Key_Left, _Mod.AltModifier)

    def _again(self, rng: random.Random) -> None:
        self._press(_Key.Key_F5)

    # Looking

    @property
    def _list(self) -> QAbstractItemView:
        return shown(self._window)

    def _sort(self, rng: random.Random) -> None:
        view = self._window.results.list
        if not view.isVisible():
            return
        header = view.header()
        columns = [column for column in range(header.count()) if not header.isSectionHidden(column)]
        column = rng.choice(columns)
        at = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) // 2, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, _Mod.NoModifier, at)

    def _group(self, rng: random.Random) -> None:
        self._window.results.photo_actions.group_wanted.emit(rng.choice((None, "day", "drive")))

    def _wheel(self, rng: random.Random) -> None:
        wheel(self._list, rng.choice((-960, -480, -240, -120, 120, 480)))

    def _page(self, rng: random.Random) -> None:
        QTest.keyClick(self._list, rng.choice((_Key.Key_PageDown, _Key.Key_PageDown, _Key.Key_PageUp, _Key.Key_End)))

    def _drag(self, rng: random.Random) -> None:
        bar = self._list.verticalScrollBar()
        bar.setValue(round(bar.maximum() * rng.random()))

    def _click_row(self, rng: random.Random) -> None:
        viewport = self._list.viewport()
        at = QPoint(rng.randrange(max(viewport.width(), 1)), rng.randrange(max(viewport.height(), 1)))
        modifier = rng.choice((_Mod.NoModifier, _Mod.NoModifier, _Mod.NoModifier, _Mod.ControlModifier))
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, modifier, at)

    def _arrow(self, rng: random.Random) -> None:
        key = rng.choice((_Key.Key_Down, _Key.Key_Down, _Key.Key_Up, _Key.Key_Right, _Key.Key_Left, _Key.Key_Home))
        QTest.keyClick(self._list, key)

    def _select_more(self, rng: random.Random) -> None:
        for _ in range(rng.randint(1, 5)):
            QTest.keyClick(self._list, _Key.Key_Down, _Mod.ShiftModifier)

    def _view(self, rng: random.Random) -> None:
        self._press(rng.choice((_Key.Key_1, _Key.Key_2)), _Mod.ControlModifier)

    def _resize(self, rng: random.Random) -> None:
        self._window.resize(*rng.choice(SIZES))

    # Panes

    def _preview(self, rng: random.Random) -> None:
        self._press(_Key.Key_P, _Mod.AltModifier)

    def _viewer(self, rng: random.Random) -> None:
        QTest.keyClick(self._list, _Key.Key_Space)
        viewer = QApplication.activeWindow()
        if viewer is not None and viewer is not self._window:
            for _ in range(rng.randint(1, 4)):
                QTest.keyClick(viewer, rng.choice((_Key.Key_Right, _Key.Key_Left, _Key.Key_Plus, _Key.Key_I)))

    def _filters(self, rng: random.Random) -> None:
        self._press(_Key.Key_F, _Mod.ControlModifier | _Mod.ShiftModifier)

    def _sidebar(self, rng: random.Random) -> None:
        self._press(_Key.Key_B, _Mod.ControlModifier)

    def _facet(self, rng: random.Random) -> None:
        rows = [row for row in self._window.panes.findChildren(QCheckBox) if row.isVisible() and row.isEnabled()]
        if rows:
            QTest.mouseClick(rng.choice(rows), Qt.MouseButton.LeftButton)

    def _sidebar_entry(self, rng: random.Random) -> None:
        trees = [tree for tree in self._window.panes.findChildren(QTreeWidget) if tree.isVisible()]
        if not trees:
            return
        tree = rng.choice(trees)
        model = tree.model()
        top = model.index(rng.randrange(max(model.rowCount(), 1)), 0)
        below = model.rowCount(top)
        index = model.index(rng.randrange(below), 0, top) if below else top
        if index.isValid():
            tree.scrollTo(index)
            at = tree.visualRect(index).center()
            QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, _Mod.NoModifier, at)

    def _tab(self, rng: random.Random) -> None:
        for _ in range(rng.randint(1, 4)):
            QTest.keyClick(self._focused(), _Key.Key_Tab, rng.choice((_Mod.NoModifier, _Mod.ShiftModifier)))

    # Changing photos

    def _rate(self, rng: random.Random) -> None:
        if hits := self._window.results.selected_hits()[:20]:
            self._window.results.photo_actions.rate_wanted.emit(hits, rng.choice((None, 1, 3, 5)))

    def _favourite(self, rng: random.Random) -> None:
        if hits := self._window.results.selected_hits()[:20]:
            self._window.results.photo_actions.favourite_wanted.emit(hits, rng.random() < 0.6)

    def _tag(self, rng: random.Random) -> None:
        if hits := self._window.results.selected_hits()[:20]:
            self._window.results.photo_actions.tag_wanted.emit(hits)

    def _undo(self, rng: random.Random) -> None:
        self._press(_Key.Key_Z, _Mod.ControlModifier)

    def _redo(self, rng: random.Random) -> None:
        self._press(_Key.Key_Z, _Mod.ControlModifier | _Mod.ShiftModifier)

    # Menus and windows

    def _menu(self, rng: random.Random) -> None:
        viewport = self._list.viewport()
        at = QPoint(rng.randrange(max(viewport.width(), 1)), rng.randrange(max(viewport.height(), 1)))
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
        QApplication.sendEvent(viewport, event)
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            for _ in range(rng.randint(1, 6)):
                QTest.keyClick(menu, _Key.Key_Down)

    def _settings(self, rng: random.Random) -> None:
        self._press(_Key.Key_Comma, _Mod.ControlModifier)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _Mod.NoModifier) -> None:
        QTest.keyClick(self._focused(), key, modifier)

    def _focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        if focused is None or focused.window() is not self._window:
            return self._window.bar.field
        if isinstance(focused, QAbstractButton) and not focused.isVisible():
            return self._window.bar.field
        return focused
