"""The hits of one answer as a Qt table. `data` answers in constant time and never touches a disk or a picture.

Between the hits stand headings: where the less sure ones begin, over the photos of one day or drive, and over photos
that are only related.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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

from app.domain import Grouping, Hit
from app.ui import wording

Index = QModelIndex | QPersistentModelIndex

HIT_ROLE = Qt.ItemDataRole.UserRole  # the row's Hit; None for a heading
HEADING_ROLE = Qt.ItemDataRole.UserRole + 1  # the row's Heading; None for a hit
UNFOLDED_ROLE = Qt.ItemDataRole.UserRole + 2  # True where a hit's copies are shown below it
COPY_ROLE = Qt.ItemDataRole.UserRole + 3  # True for such a copy


class Column(IntEnum):
    NAME = 0
    TYPE = 1
    DATE = 2
    DRIVE = 3
    SIZE = 4
    RATING = 5
    MATCH = 6


HEADINGS = {
    Column.NAME: "Name",
    Column.TYPE: "Type",
    Column.DATE: "Date",
    Column.DRIVE: "Drive",
    Column.SIZE: "Size",
    Column.RATING: "Rating",
    Column.MATCH: "Match",
}

_CELLS: dict[Column, Callable[[Hit], str]] = {
    Column.NAME: wording.file_name,
    Column.TYPE: lambda hit: hit.type,
    Column.DATE: lambda hit: wording.date(hit.date),
    Column.DRIVE: lambda hit: hit.drive,
    Column.SIZE: lambda hit: wording.size(hit.size),
    Column.RATING: wording.marks,
    Column.MATCH: lambda hit: wording.match(hit.match),
}

_UNRATED = -2  # below a rejected one
# What a column is sorted by, ascending. Photos without a date come before all others.
_ORDER: dict[Column, Callable[[Hit], Any]] = {
    Column.NAME: lambda hit: wording.file_name(hit).casefold(),
    Column.TYPE: lambda hit: hit.type.casefold(),
    Column.DATE: lambda hit: hit.date or "",
    Column.DRIVE: lambda hit: hit.drive.casefold(),
    Column.SIZE: lambda hit: hit.size,
    Column.RATING: lambda hit: (_UNRATED if hit.rating is None else hit.rating, hit.favourite),
    Column.MATCH: lambda hit: hit.score,
}

_NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between hits: what follows, and how many those are."""

    text: str
    count: int


Row = Hit | Heading


class ResultsModel(QAbstractTableModel):
    """Rows are hits and headings, columns are `Column`. The best match stands first until a column is clicked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: list[Hit] = []
        self._related: list[Hit] = []
        self._unfolded: dict[int, tuple[Hit, ...]] = {}  # photo id of a hit → its copies, which stand below it
        self._copies: set[int] = set()  # photo ids of those
        self._rows: list[Row] = []
        self._sorted_by: Column | None = Column.MATCH  # None: in the order in which the hits came
        self._order = Qt.SortOrder.DescendingOrder
        self._group: Grouping | None = None  # as the person wants it
        self._asked_group: Grouping | None = None  # as the question wants it

    @property
    def hits(self) -> Sequence[Hit]:
        """All hits that are shown, from top to bottom."""
        return [row for row in self._rows if isinstance(row, Hit)]

    @property
    def group(self) -> Grouping | None:
        """What the hits stand in groups by."""
        return self._asked_group or self._group

    @property
    def sorted_by(self) -> Column | None:
        """None where the question itself says in which order."""
        return self._sorted_by

    def show(
        self,
        hits: Sequence[Hit],
        related: Sequence[Hit] = (),
        *,
        group: Grouping | None = None,
        in_order: bool = False,
    ) -> None:
        """Replaces all rows, in the order that is chosen now; with `in_order`, in the one in which they come. `related`
        stand below all others, `group` is what the question groups by."""
        self.beginResetModel()
        self._found, self._related, self._asked_group = list(hits), list(related), group
        if in_order:
            self._sorted_by = None
        elif self._sorted_by is None:
            self._sorted_by, self._order = Column.MATCH, Qt.SortOrder.DescendingOrder
        self._unfolded.clear()
        self._copies.clear()
        self._rows = self._arranged()
        self.endResetModel()

    def set_group(self, group: Grouping | None) -> None:
        """Puts the hits under a heading for each day or drive, or under none. Selections follow their photos."""
        self._group, self._asked_group = group, None
        self._rearrange()

    def hit_at(self, row: int) -> Hit | None:
        """The hit in a row; None for a heading."""
        found = self._rows[row]
        return found if isinstance(found, Hit) else None

    def row_of(self, photo_id: int) -> int | None:
        """The row that shows a photo. Looks through all rows."""
        return next(
            (at for at, row in enumerate(self._rows) if isinstance(row, Hit) and row.photo_id == photo_id), None
        )

    def nearest_hit(self, row: int) -> int | None:
        """The row of the hit at `row`, or of the next one below, or else above it; None where there is no hit."""
        below = range(min(row, len(self._rows)), len(self._rows))
        above = range(min(row, len(self._rows)) - 1, -1, -1)
        return next((at for at in itertools.chain(below, above) if isinstance(self._rows[at], Hit)), None)

    def is_unfolded(self, photo_id: int) -> bool:
        return photo_id in self._unfolded

    def unfold(self, photo_id: int, copies: Sequence[Hit]) -> None:
        """Shows below a hit the photos that are folded into it."""
        at = self.row_of(photo_id)
        if at is None or not copies or self.is_unfolded(photo_id):
            return
        self.beginInsertRows(_NO_PARENT, at + 1, at + len(copies))
        self._unfolded[photo_id] = tuple(copies)
        self._copies.update(copy.photo_id for copy in copies)
        self._rows[at + 1 : at + 1] = copies
        self.endInsertRows()
        self._changed(at)

    def fold(self, photo_id: int) -> None:
        """Hides them again."""
        at = self.row_of(photo_id)
        if at is None or not self.is_unfolded(photo_id):
            return
        count = len(self._unfolded[photo_id])
        self.beginRemoveRows(_NO_PARENT, at + 1, at + count)
        self._copies.difference_update(copy.photo_id for copy in self._unfolded.pop(photo_id))
        del self._rows[at + 1 : at + 1 + count]
        self.endRemoveRows()
        self._changed(at)

    def replace(self, hits: Mapping[int, Hit]) -> None:
        """Shows these hits, by photo id, in the place of those with the same photo, where they stand."""
        if not hits:
            return

        def new(some: Sequence[Hit]) -> list[Hit]:
            return [hits.get(hit.photo_id, hit) for hit in some]

        self._found, self._related = new(self._found), new(self._related)
        self._unfolded = {photo: tuple(new(copies)) for photo, copies in self._unfolded.items()}
        for at, row in enumerate(self._rows):
            if isinstance(row, Hit) and row.photo_id in hits:
                self._rows[at] = hits[row.photo_id]
                self._changed(at)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if isinstance(row, Heading):
            return self._of_heading(row, column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return _CELLS[column](row)
        if role == HIT_ROLE:
            return row
        if role == UNFOLDED_ROLE:
            return row.photo_id in self._unfolded
        if role == COPY_ROLE:
            return row.photo_id in self._copies
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.NAME:
            return wording.row(row)
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.NAME:
            return wording.path(row.path)
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
        self._rearrange()

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.hit_at(index.row()) is None:
            return Qt.ItemFlag.ItemNeverHasChildren  # a heading: nothing to choose
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def mimeTypes(self) -> list[str]:
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The files themselves, so that a photo can be dragged into another program."""
        dragged = (self.hit_at(row) for row in sorted({index.row() for index in indexes}))
        mime = QMimeData()
        mime.setUrls([file_url(hit.path) for hit in dragged if hit is not None])
        return mime

    def _of_heading(self, heading: Heading, column: Column, role: int) -> Any:
        if role == HEADING_ROLE:
            return heading
        if column is Column.NAME and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{heading.text}, {wording.count(heading.count, 'photo')}"
        return None

    def _changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _rearrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self._rows
        self._rows = self._arranged()
        new_row = {id(row): at for at, row in enumerate(self._rows)}
        old = self.persistentIndexList()
        gone = len(self._rows)  # a heading that is no longer there; `index` makes an invalid one of it
        self.changePersistentIndexList(
            old, [self.index(new_row.get(id(before[i.row()]), gone), i.column()) for i in old]
        )
        self.layoutChanged.emit()

    def _arranged(self) -> list[Row]:
        rows: list[Row] = []
        for heading, hits in self._parts(self._in_order(self._found)):
            if heading:
                rows.append(Heading(heading, len(hits)))
            for hit in hits:
                rows.append(hit)
                rows.extend(self._unfolded.get(hit.photo_id, ()))
        if self._related:
            rows.append(Heading("Related photos", len(self._related)))
            rows.extend(self._related)
        return rows

    def _in_order(self, hits: Sequence[Hit]) -> list[Hit]:
        if self._sorted_by is None:
            return list(hits)
        best_first = sorted(hits, key=lambda hit: -hit.score)
        column, backwards = self._sorted_by, self._order == Qt.SortOrder.DescendingOrder
        if column is Column.MATCH and self.group == "day":
            column, backwards = Column.DATE, True  # days follow one another
        if column is Column.MATCH and backwards:
            return best_first
        return sorted(best_first, key=_ORDER[column], reverse=backwards)

    def _parts(self, hits: Sequence[Hit]) -> Iterator[tuple[str, Sequence[Hit]]]:
        """The hits in groups, each with its heading; "" for none."""
        if self.group is not None:
            from app.search.order import grouped

            for name, mine in grouped(hits, self.group):
                yield (wording.day(name) if self.group == "day" else name or "Unknown drive"), mine
        elif self._sorted_by is Column.MATCH:
            for number, (match, some) in enumerate(itertools.groupby(hits, key=lambda hit: hit.match)):
                yield (wording.match_heading(match) if number else ""), list(some)
        else:
            yield "", hits


def file_url(path: str) -> QUrl:
    """A file's address, also where its name is no UTF-8."""
    return QUrl.fromEncoded(Path(path).absolute().as_uri().encode("ascii"))
