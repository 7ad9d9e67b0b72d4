"""Files that were left out for one reason, as a table that fetches what is looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui import wording
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.library.skipped import SkippedFile

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FILE_ROLE = Role.UserRole  # SkippedFile; None while it is on its way
ROWS_AT_ONCE = 200
NAME, FOLDER, REASON, WHEN = range(4)
_NO_PARENT = QModelIndex()

# Given the first row and how many rows, fetches these and hands them on.
Fetch = Callable[[int, int, Callable[[Sequence["SkippedFile"]], None]], None]


class SkippedModel(QAbstractTableModel):
    """Rows are there at once, empty ones where a block of them has yet to come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = 0
        self._fetch: Fetch | None = None
        self._blocks: dict[int, Sequence[SkippedFile]] = {}
        self._asked: set[int] = set()
        self._titles = (self.tr("File"), self.tr("Folder"), self.tr("Reason"), self.tr("When"))

    def show(self, rows: int, fetch: Fetch | None) -> None:
        """So many files, which `fetch` brings."""
        self.beginResetModel()
        self._rows, self._fetch = rows, fetch
        self._blocks, self._asked = {}, set()
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole and 0 <= section < len(self._titles):
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or role not in (Role.DisplayRole, Role.ToolTipRole, FILE_ROLE):
            return None
        file = self.file(index.row())
        if role == FILE_ROLE or file is None:
            return file
        return _words(file, index.column(), full=role == Role.ToolTipRole)

    def file(self, row: int) -> SkippedFile | None:
        """The file in a row; None while it is on its way."""
        number = row // ROWS_AT_ONCE
        block = self._blocks.get(number)
        if block is None:
            self._ask(number)
            return None
        at = row - number * ROWS_AT_ONCE
        return block[at] if at < len(block) else None

    def _ask(self, number: int) -> None:
        if self._fetch is None or number in self._asked:
            return
        self._asked.add(number)
        fetch = self._fetch

        def came(files: Sequence[SkippedFile]) -> None:
            if self._fetch is not fetch:
                return
            self._blocks[number] = files
            last = min((number + 1) * ROWS_AT_ONCE, self._rows) - 1
            self.dataChanged.emit(self.index(number * ROWS_AT_ONCE, 0), self.index(last, len(self._titles) - 1))

        fetch(number * ROWS_AT_ONCE, ROWS_AT_ONCE, came)


def _words(file: SkippedFile, column: int, *, full: bool) -> str:
    if column == NAME:
        return wording.path(file.path if full else os.path.basename(file.path))
    if column == FOLDER:
        return wording.path(os.path.dirname(file.path))
    if column == REASON:
        reason = in_words(file.reason)
        return reason[:1].upper() + reason[1:]
    return wording.date(file.at)
