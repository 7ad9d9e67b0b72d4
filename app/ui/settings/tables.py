"""Lists of things on the pages of settings, with the buttons that act on what is chosen in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.flow import FlowLayout
from app.ui.settings.parts import GAP

_LEAST_ROWS, _MOST_ROWS = 2, 10
_LEAST_LETTERS, _MOST_LETTERS = 22, 44  # of the column that has the rest, and of any other
_ROOM = 8  # pixels beside the text of a row, above and below together
KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it stands for, its cells, and what a tooltip adds."""

    key: Any
    cells: Sequence[str]
    tip: str = ""
    greyed: bool = False


class Table(QTreeWidget):
    """Rows to choose from, as high as what is in it, within bounds."""

    def __init__(self, name: str, columns: Sequence[str], stretched: int = 0) -> None:
        super().__init__()
        self.setObjectName("settingsTable")
        self.setAccessibleName(name)
        self.setHeaderLabels(list(columns))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self._stretched = stretched
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_RoomyRows(self))
        self._fit()

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Shows these; what was chosen stays so where it is still there."""
        chosen = self.chosen()
        self.clear()
        for row in rows:
            item = QTreeWidgetItem(list(row.cells))
            item.setData(0, KEY, row.key)
            for column, cell in enumerate(row.cells):
                item.setToolTip(column, row.tip or cell)
                if row.greyed:
                    item.setForeground(column, self.palette().placeholderText())
            self.addTopLevelItem(item)
            if row.key == chosen:
                self.setCurrentItem(item)
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)
        self._fit()
        self._share()

    def chosen(self) -> Any:
        """What the current row stands for; None without one."""
        item = self.currentItem()
        return None if item is None else item.data(0, KEY)

    def _fit(self) -> None:
        rows = max(_LEAST_ROWS, min(self.topLevelItemCount(), _MOST_ROWS))
        height = self.sizeHintForRow(0) if self.topLevelItemCount() else self.fontMetrics().height() + _ROOM
        self.setFixedHeight(self.header().sizeHint().height() + rows * height + 2 * self.frameWidth() + _ROOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        super().setColumnHidden(column, hide)
        self._share()

    def _share(self) -> None:
        """Each column as wide as what is in it; one has the rest, but never too little to be read."""
        letter = self.fontMetrics().averageCharWidth()
        rest = self.viewport().width()
        for column in range(self.columnCount()):
            if column != self._stretched and not self.isColumnHidden(column):
                self.resizeColumnToContents(column)
                self.setColumnWidth(column, min(self.columnWidth(column), letter * _MOST_LETTERS))
                rest -= self.columnWidth(column)
        self.setColumnWidth(self._stretched, max(rest, letter * _LEAST_LETTERS))


class _RoomyRows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index).grownBy(QMargins(_ROOM, 0, _ROOM, _ROOM))


class TableBox(QWidget):
    """A table, and under it buttons in as many lines as they need."""

    def __init__(self, table: Table, buttons: Sequence[QPushButton], *more: QWidget) -> None:
        super().__init__()
        self.table = table
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(table)
        row = QWidget()
        line = FlowLayout(row, GAP)
        for one in buttons:
            line.addWidget(one)
        column.addWidget(row)
        for other in more:
            column.addWidget(other)
        self.setFocusProxy(table)
