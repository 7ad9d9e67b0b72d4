"""The hits of one answer as a Qt table. What stands where is arithmetic, and rows are read when they are looked at:
`data` answers in constant time and never waits for a disk.

Between the hits stand headings: where the less sure ones begin, where the relevance line lies, over the photos of one
day or drive, and over photos that are only related.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl

from app.domain import Grouping, Hit, Match, SortOrder
from app.ui import wording
from app.ui.results import headings
from app.ui.results.columns import CELLS, Column, name_of
from app.ui.results.layout import Extra, Heading, Layout, Part, Run, unfolded
from app.ui.results.pages import Pages, Reader

if TYPE_CHECKING:
    from app.index.base import Slots
    from app.search.paging import Listing

__all__ = ["COPY_ROLE", "HEADING_ROLE", "HIT_ROLE", "PENDING_ROLE", "UNFOLDED_ROLE", "Column", "Heading"]

Index = QModelIndex | QPersistentModelIndex

HIT_ROLE = Qt.ItemDataRole.UserRole  # the row's Hit; None for a heading, and for a row that is still on its way
HEADING_ROLE = Qt.ItemDataRole.UserRole + 1  # the row's Heading; None for a hit
UNFOLDED_ROLE = Qt.ItemDataRole.UserRole + 2  # True where a hit's copies are shown below it
COPY_ROLE = Qt.ItemDataRole.UserRole + 3  # True for such a copy
PENDING_ROLE = Qt.ItemDataRole.UserRole + 4  # True for a hit that is still on its way; False for one that is gone

_NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of a row to be painted: its heading, or its hit, which may be `pending`, or gone."""

    hit: Hit | None = None
    heading: Heading | None = None
    pending: bool = False
    copy: bool = False
    unfolded: bool = False


class ResultsModel(QAbstractTableModel):
    """Rows are hits and headings, columns are `Column`. `read` reads rows off the GUI thread; without it they are read
    where they are asked for."""

    def __init__(self, parent: QObject | None = None, *, read: Reader | None = None, low_memory: bool = False) -> None:
        super().__init__(parent)
        self._read = read
        self._pages = Pages(read, self, low_memory=low_memory)
        self._pages.loaded.connect(self._loaded)
        self._listing: Listing | None = None
        self._parts: list[Part] = []  # all but the copies
        self._layout = Layout(())
        self._unfolded: dict[int, tuple[Hit, ...]] = {}  # position of a hit → its copies, which stand below it
        self._last: tuple[int, Hit | None, bool] = (-1, None, False)  # the row that was asked for last

    def set_low_memory(self, low: bool) -> None:
        """Keeps fewer rows that nobody looks at, or more again."""
        self._pages.set_low_memory(low)

    @property
    def listing(self) -> Listing | None:
        return self._listing

    @property
    def hits(self) -> Sequence[Hit]:
        """All hits that are loaded, from top to bottom."""
        extras = [hit for _, part in self._layout.extras() for hit in part.hits]
        if not extras:
            return self._pages.all_loaded()
        return [hit for row in range(self._layout.rows) if (hit := self.hit_at(row, only_loaded=True)) is not None]

    @property
    def count(self) -> int:
        """How many hits there are, without copies and related ones."""
        return 0 if self._listing is None else len(self._listing)

    @property
    def group(self) -> Grouping | None:
        """What the hits stand in groups by."""
        return None if self._listing is None else self._listing.group

    @property
    def order(self) -> tuple[SortOrder, bool]:
        """What the hits are sorted by, and whether the highest come first."""
        return ("relevance", True) if self._listing is None else (self._listing.sort, self._listing.descending)

    @property
    def worded(self) -> bool:
        """Relevance means something: more was asked for than filters."""
        return self._listing is None or self._listing.worded

    def show(self, listing: Listing | None) -> None:
        """Replaces all rows."""
        self.beginResetModel()
        self._listing = listing
        self._unfolded.clear()
        self._pages.show(listing)
        self._parts = [] if listing is None else _parts(listing)
        self._lay_out()
        self.endResetModel()

    def show_related(self, listing: Listing, related: Sequence[Hit]) -> None:
        """Shows, below all others, the photos that the words of a listing lead to; nothing once another is shown."""
        if listing is not self._listing or not related:
            return
        end = self._layout.rows
        self.beginInsertRows(_NO_PARENT, end, end + len(related))
        self._parts += [Heading(headings.related(), len(related)), Extra(tuple(related), copies=False)]
        self._lay_out()
        self.endInsertRows()

    def shown_at(self, row: int) -> Shown:
        """All that is painted of a row; one that is not loaded is asked for."""
        part, at = self._layout.at(row)
        if isinstance(part, Heading):
            return Shown(heading=part)
        if isinstance(part, Extra):
            return Shown(part.hits[at], copy=part.copies)
        known, hit = self._pages.get(part.start + at)
        return Shown(hit, pending=not known, unfolded=part.start + at in self._unfolded)

    def hit_at(self, row: int, *, only_loaded: bool = False) -> Hit | None:
        """The hit in a row; None for a heading, and for a row that is not loaded: unless `only_loaded`, it is asked
        for."""
        part, at = self._layout.at(row)
        if isinstance(part, Run):
            return self._pages.peek(part.start + at) if only_loaded else self._pages.get(part.start + at)[1]
        return part.hits[at] if isinstance(part, Extra) else None

    def is_heading(self, row: int) -> bool:
        return isinstance(self._layout.at(row)[0], Heading)

    def all_headings(self) -> Iterable[tuple[int, Heading]]:
        """All headings with their rows, from top to bottom."""
        return self._layout.headings()

    def id_at(self, row: int) -> int | None:
        """The id of the photo in a row, loaded or not; None for a heading."""
        part, at = self._layout.at(row)
        if isinstance(part, Run):
            assert self._listing is not None
            return int(self._listing.ids[part.start + at])
        return part.hits[at].photo_id if isinstance(part, Extra) else None

    def position_at(self, row: int) -> int | None:
        """Where the hit in a row stands in the listing; None for what is not in it."""
        part, at = self._layout.at(row)
        return part.start + at if isinstance(part, Run) else None

    def row_of(self, photo_id: int) -> int | None:
        """The row that shows a photo."""
        import numpy as np

        if self._listing is not None:
            places = self._listing.places_of(np.array([photo_id], np.int64))
            if len(places):
                return self._layout.row_of(int(places[0]))
        for row, part in self._layout.extras():
            for at, hit in enumerate(part.hits):
                if hit.photo_id == photo_id:
                    return row + at
        return None

    def rows_of(self, ids: Slots) -> Slots:
        """The rows of photos, ascending, int64 [m]; without those that are not shown."""
        import numpy as np

        if self._listing is None:
            return np.empty(0, np.int64)
        rows = self._layout.rows_of(self._listing.places_of(ids))
        wanted = set(ids.tolist()) if any(True for _ in self._layout.extras()) else set()
        others = [
            row + at
            for row, part in self._layout.extras()
            for at, hit in enumerate(part.hits)
            if hit.photo_id in wanted
        ]
        return np.sort(np.concatenate([rows, np.array(others, np.int64)])) if others else rows

    def ids_between(self, first: int, last: int) -> Slots:
        """The ids of the photos in these rows, the last included, int64 [n]; nothing is read for it."""
        import numpy as np

        if self._listing is None:
            return np.empty(0, np.int64)
        found = [self._listing.ids[low : high + 1] for low, high in self._layout.positions_between(first, last)]
        found += [np.array([hit.photo_id for hit in self._extras_between(first, last)], np.int64)]
        return np.concatenate(found)

    def hits_between(self, first: int, last: int) -> tuple[list[Hit], Slots]:
        """The hits in these rows that are loaded, and the positions of the others, int64 [n]."""
        import numpy as np

        hits, missing = self._extras_between(first, last), [np.empty(0, np.int64)]
        for low, high in self._layout.positions_between(first, last):
            loaded, others = self._pages.between(low, high)
            hits += loaded
            missing.append(others)
        return hits, np.concatenate(missing)

    def counted_rows(self) -> list[tuple[int, int]]:
        """The rows of the hits above the relevance line, and of their copies that are shown: first and last of each
        piece, from top to bottom. All hits where none lies above it; never what is only related."""
        if self._listing is None or not len(self._listing):
            return []
        return [
            (self._layout.row_of(first), self._layout.row_of(last) + len(self._unfolded.get(last, ())))
            for first, last in _counted(self._listing)
        ]

    def nearest_hit(self, row: int) -> int | None:
        """The row of the hit at `row`, or of the next one below, or else above it; None where there is no hit."""
        rows = self._layout.rows
        below, above = range(min(row, rows), rows), range(min(row, rows) - 1, -1, -1)
        return next((at for at in itertools.chain(below, above) if not self.is_heading(at)), None)

    # Copies, and what changed

    def is_unfolded(self, photo_id: int) -> bool:
        at = self._position_of(photo_id)
        return at is not None and at in self._unfolded

    def unfold(self, photo_id: int, copies: Sequence[Hit]) -> None:
        """Shows below a hit the photos that are folded into it."""
        at = self._position_of(photo_id)
        if at is None or not copies or at in self._unfolded:
            return
        row = self._layout.row_of(at)
        self.beginInsertRows(_NO_PARENT, row + 1, row + len(copies))
        self._unfolded[at] = tuple(copies)
        self._lay_out()
        self.endInsertRows()
        self._changed(row, row)

    def fold(self, photo_id: int) -> None:
        """Hides them again."""
        at = self._position_of(photo_id)
        if at is None or at not in self._unfolded:
            return
        row = self._layout.row_of(at)
        self.beginRemoveRows(_NO_PARENT, row + 1, row + len(self._unfolded[at]))
        del self._unfolded[at]
        self._lay_out()
        self.endRemoveRows()
        self._changed(row, row)

    def replace(self, hits: Mapping[int, Hit]) -> None:
        """Shows these hits, by photo id, in the place of those with the same photo, where they stand."""
        if not hits:
            return
        rows = [self._layout.row_of(at) for at in self._pages.replace(hits)]

        def new(some: Sequence[Hit]) -> tuple[Hit, ...]:
            return tuple(hits.get(hit.photo_id, hit) for hit in some)

        self._unfolded = {at: new(copies) for at, copies in self._unfolded.items()}
        self._parts = [Extra(new(part.hits), part.copies) if isinstance(part, Extra) else part for part in self._parts]
        self._lay_out()
        for row, part in self._layout.extras():
            rows += [row + at for at, hit in enumerate(part.hits) if hit.photo_id in hits]
        for row in rows:
            self._changed(row, row)

    # Qt's questions

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._layout.rows

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = index.row()
        part, at = self._layout.at(row)
        if isinstance(part, Heading):
            return _of_heading(part, index.column(), role)
        known, hit = self._hit(row, part, at)
        if role == HIT_ROLE:
            return hit
        if role == PENDING_ROLE:
            return None if hit is not None else not known
        if role == UNFOLDED_ROLE:
            return isinstance(part, Run) and part.start + at in self._unfolded
        if role == COPY_ROLE:
            return isinstance(part, Extra) and part.copies
        if hit is None:
            return self._of_missing(known, index.column(), role)
        if index.column() == Column.MATCH and not self.worded:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return CELLS[Column(index.column())](hit)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.NAME:
            return wording.row(hit)
        if role == Qt.ItemDataRole.ToolTipRole:
            return wording.path(hit.path) if index.column() == Column.NAME else CELLS[Column(index.column())](hit)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == Column.SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return name_of(Column(section))
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if section == Column.SIZE else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.is_heading(index.row()):
            return Qt.ItemFlag.ItemNeverHasChildren  # nothing to choose
        return _CHOOSABLE

    def _hit(self, row: int, part: Part, at: int) -> tuple[bool, Hit | None]:
        if isinstance(part, Extra):
            return True, part.hits[at]
        last, hit, known = self._last
        if last == row:
            return known, hit
        assert isinstance(part, Run)
        known, hit = self._pages.get(part.start + at)
        if known:
            self._last = (row, hit, known)
        return known, hit

    def _of_missing(self, known: bool, column: int, role: int) -> Any:
        if column == Column.NAME and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.tr("No longer in the library") if known else self.tr("Loading…")
        return None

    def _extras_between(self, first: int, last: int) -> list[Hit]:
        return [
            hit for row, part in self._layout.extras() for at, hit in enumerate(part.hits) if first <= row + at <= last
        ]

    def _position_of(self, photo_id: int) -> int | None:
        import numpy as np

        if self._listing is None:
            return None
        places = self._listing.places_of(np.array([photo_id], np.int64))
        return int(places[0]) if len(places) else None

    def _lay_out(self) -> None:
        self._layout = Layout(unfolded(self._parts, self._unfolded))
        self._forget()

    def _forget(self) -> None:
        self._last = (-1, None, False)

    def _changed(self, first: int, last: int) -> None:
        self._forget()
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def _loaded(self, first: int, last: int) -> None:
        self._changed(self._layout.row_of(first), self._layout.row_of(last))


_CHOOSABLE = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


def _of_heading(heading: Heading, column: int, role: int) -> Any:
    if role == HEADING_ROLE:
        return heading
    if column == Column.NAME and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return headings.whole(heading)
    return None


def _parts(listing: Listing) -> list[Part]:
    """The rows of a listing, without copies."""
    parts: list[Part] = []
    if listing.group is not None:
        position = 0
        for group in listing.groups:
            parts += [Heading(group.name, group.count, group=listing.group), Run(position, group.count)]
            position += group.count
    elif listing.best_first and listing.worded:
        parts = _by_match(listing)
    else:
        parts = [Run(0, len(listing))]
    return parts


def _counted(listing: Listing) -> list[tuple[int, int]]:
    """First and last position of each piece of hits above the relevance line; all where none are above or below."""
    import numpy as np

    above = sum(listing.matches.get(match, 0) for match in (Match.LIKELY, Match.MAYBE))
    if not above or above >= len(listing):
        return [(0, len(listing) - 1)]
    if listing.best_first:
        return [(0, above - 1)]
    from app.search.relevance import lines

    _, maybe = lines(listing.shift)
    ends = np.flatnonzero(np.diff(listing.scores >= np.float32(maybe), prepend=False, append=False))
    return list(zip(ends[::2].tolist(), (ends[1::2] - 1).tolist(), strict=True))


def _by_match(listing: Listing) -> list[Part]:
    """Likely hits, maybes, the relevance line, and what lies below it, where that is shown."""
    likely, maybe, below = (listing.matches.get(match, 0) for match in (Match.LIKELY, Match.MAYBE, Match.UNLIKELY))
    parts: list[Part] = [Run(0, likely)]
    if likely and maybe:
        parts.append(Heading(wording.match_heading(Match.MAYBE), maybe, Match.MAYBE))
    parts.append(Run(likely, maybe))
    if likely or maybe:
        parts.append(Heading(headings.relevance_line(), likely + maybe, Match.UNLIKELY))
    if below:
        parts += [Heading(wording.match_heading(Match.UNLIKELY), below), Run(likely + maybe, below)]
    return parts


def file_url(path: str) -> QUrl:
    """A file's address, also where its name is no UTF-8."""
    return QUrl.fromEncoded(Path(path).absolute().as_uri().encode("ascii"))
