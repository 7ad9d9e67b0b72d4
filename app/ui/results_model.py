"""The hits of one answer as a Qt table. `data` answers in constant time and never touches a disk or a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
)

from app.domain import Hit
from app.ui import wording

Index = QModelIndex | QPersistentModelIndex

HIT_ROLE = Qt.ItemDataRole.UserRole
STARTS_GROUP_ROLE = Qt.ItemDataRole.UserRole + 1  # True where the maybes begin below the likely ones


class Column(IntEnum):
    NAME = 0
    TYPE = 1
    DATE = 2
    DRIVE = 3
    SIZE = 4
    MATCH = 5


HEADINGS = {
    Column.NAME: "Name",
    Column.TYPE: "Type",
    Column.DATE: "Date",
    Column.DRIVE: "Drive",
    Column.SIZE: "Size",
    Column.MATCH: "Match",
}

_CELLS: dict[Column, Callable[[Hit], str]] = {
    Column.NAME: wording.file_name,
    Column.TYPE: lambda hit: hit.type,
    Column.DATE: lambda hit: wording.date(hit.date),
    Column.DRIVE: lambda hit: hit.drive,
    Column.SIZE: lambda hit: wording.size(hit.size),
    Column.MATCH: lambda hit: wording.MATCH_WORDS[hit.match],
}

# What a column is sorted by, ascending. Photos without a date come before all others.
_ORDER: dict[Column, Callable[[Hit], Any]] = {
    Column.NAME: lambda hit: wording.file_name(hit).casefold(),
    Column.TYPE: lambda hit: hit.type.casefold(),
    Column.DATE: lambda hit: hit.date or "",
    Column.DRIVE: lambda hit: hit.drive.casefold(),
    Column.SIZE: lambda hit: hit.size,
    Column.MATCH: lambda hit: hit.score,
}

_NO_PARENT = QModelIndex()


class ResultsModel(QAbstractTableModel):
    """Rows are hits, columns are `Column`. The best match stands first until a column is clicked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._sorted_by = Column.MATCH
        self._order = Qt.SortOrder.DescendingOrder

    @property
    def hits(self) -> Sequence[Hit]:
        return self._hits

    def show(self, hits: Sequence[Hit]) -> None:
        """Replaces all rows, in the order that is chosen now."""
        self.beginResetModel()
        self._hits = self._in_order(hits)
        self.endResetModel()

    def row_of(self, photo_id: int) -> int | None:
        """The row that shows a photo. Looks through all rows."""
        return next((row for row, hit in enumerate(self._hits) if hit.photo_id == photo_id), None)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit, column = self._hits[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _CELLS[column](hit)
        if role == HIT_ROLE:
            return hit
        if role == STARTS_GROUP_ROLE:
            return self._starts_group(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.NAME:
            return wording.row(hit)
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.NAME:
            return wording.path(hit.path)
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return HEADINGS[Column(section)]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if section == Column.SIZE else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts the rows; equal ones keep the order of their scores. Selections follow their photos."""
        self._sorted_by, self._order = Column(column), order
        self.layoutAboutToBeChanged.emit()
        before = self._hits
        self._hits = self._in_order(before)
        new_row = {id(hit): row for row, hit in enumerate(self._hits)}
        old = self.persistentIndexList()
        self.changePersistentIndexList(old, [self.index(new_row[id(before[i.row()])], i.column()) for i in old])
        self.layoutChanged.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The files themselves, so that a photo can be dragged into another program."""
        rows = sorted({index.row() for index in indexes})
        mime = QMimeData()
        mime.setUrls([file_url(self._hits[row].path) for row in rows])
        return mime

    def _in_order(self, hits: Sequence[Hit]) -> list[Hit]:
        best_first = sorted(hits, key=lambda hit: -hit.score)
        backwards = self._order == Qt.SortOrder.DescendingOrder
        return sorted(best_first, key=_ORDER[self._sorted_by], reverse=backwards)

    def _starts_group(self, row: int) -> bool:
        if self._sorted_by is not Column.MATCH or row == 0:
            return False
        above, here = self._hits[row - 1].match, self._hits[row].match
        return above is not here


def file_url(path: str) -> QUrl:
    """A file's address, also where its name is no UTF-8."""
    return QUrl.fromEncoded(Path(path).absolute().as_uri().encode("ascii"))
