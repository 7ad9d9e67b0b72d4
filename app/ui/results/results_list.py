"""The answer as a list like a file manager's: rows of one height, columns to choose, to move and to sort by."""

from __future__ import annotations

import json

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from app.domain import Match
from app.ui import wording
from app.ui.hovering import pop_up
from app.ui.results.columns import CELLS, COLUMN_OF, DESCENDING, SORT_OF, Column, name_of
from app.ui.results.delegates import COPY_INDENT, ROW_MARGIN, ROW_PICTURE, ROW_START, RowDelegate, State, row_height
from app.ui.results.ink import Ink
from app.ui.results.layout import Heading
from app.ui.results.lines import LineHandle, paint_focus, paint_heading
from app.ui.results.results_model import HEADING_ROLE, Index, ResultsModel
from app.ui.translation import translate

# Starting widths in logical pixels; the name takes what is left.
WIDTHS = {
    Column.NAME: 260,
    Column.TYPE: 64,
    Column.DATE: 130,
    Column.DRIVE: 110,
    Column.SIZE: 84,
    Column.RATING: 100,
    Column.MATCH: 96,
    Column.CAPTION: 240,
    Column.PLACE: 150,
    Column.FOLDER: 200,
}
LONG_DATE, LONG_SIZE = "2028-12-28T20:28:00", 888_888_888
HIDDEN = frozenset({Column.PLACE, Column.FOLDER})  # until they are wanted
NARROWEST_COLUMN = 56
NARROWEST_NAME = 220
WIDEST_NAME = 420  # what is more goes to the captions
WIDEST_FITTED = 420
# Where there is no room beside the name, these give way one after the other.
GIVING_WAY = (
    Column.FOLDER,
    Column.PLACE,
    Column.CAPTION,
    Column.RATING,
    Column.TYPE,
    Column.DRIVE,
    Column.SIZE,
    Column.DATE,
    Column.MATCH,
)


class ResultsList(QTableView):
    """Nothing in it is laid out row by row, so that a long list costs no more than a short one."""

    sort_wanted = Signal(str, bool)  # SortOrder, whether the highest come first
    line_held = Signal()  # see `LineHandle`
    line_moved = Signal(object, int, int)
    line_put_back = Signal()
    drag_wanted = Signal()
    all_wanted = Signal()  # are to be chosen
    unfold_wanted = Signal(bool)  # of the current photo: True to show its copies, False to hide them

    def __init__(self, model: ResultsModel, delegate: RowDelegate) -> None:
        super().__init__()
        self._rows, self._delegate = model, delegate
        self._chosen = set(Column) - HIDDEN
        self._widths = self._first_widths()
        self._name_width: int | None = None  # where a person made it as wide as it is
        self._needed: Column | None = None  # which a person asked for last
        self._fitting = False
        self._hovered = -1
        self.setObjectName("resultList")
        self.setAccessibleName(self.tr("Search results"))
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.line = LineHandle(
            self, self._heading_at, self._above, self.line_held.emit, self.line_moved.emit, self.line_put_back.emit
        )
        self._set_up_header()
        # A header looks through all rows for whole columns that are chosen, each time it is painted: it sees none.
        self.header().setSelectionModel(QItemSelectionModel(model, self))
        self._measure()
        model.modelReset.connect(self._show_order)

    def _first_widths(self) -> dict[Column, int]:
        """Starting widths, with room for the names of the columns and what is as long everywhere in them, in the
        letters and the language of now."""
        metrics, em = self.fontMetrics(), self.fontMetrics().height()
        typical = {
            Column.DATE: [wording.date(LONG_DATE)],
            Column.SIZE: [wording.size(LONG_SIZE)],
            Column.DRIVE: [translate("results list", "This computer")],
            Column.MATCH: [wording.match(sure) for sure in Match],
        }
        rooms = {
            column: max(
                metrics.horizontalAdvance(name_of(column)) + ROW_START + 2 * em,  # the arrow of the order, too
                *(metrics.horizontalAdvance(words) + ROW_START + em for words in typical.get(column, ())),
                0,
            )
            for column in Column
        }
        return {column: max(width, rooms[column]) for column, width in WIDTHS.items()}

    def header(self) -> QHeaderView:
        """The line with the names of the columns."""
        return self.horizontalHeader()

    # Columns

    def _set_up_header(self) -> None:
        header = self.header()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(NARROWEST_COLUMN)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicatorShown(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: pop_up(self.columns_menu(), header.mapToGlobal(at)))
        header.sectionClicked.connect(self._clicked)
        for column in Column:
            header.resizeSection(column, self._widths[column])
        header.moveSection(header.visualIndex(Column.CAPTION), 1)
        header.sectionResized.connect(self._resized)
        self._show_order()

    def columns_menu(self) -> QMenu:
        """Which columns there are. It deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_columns(menu)
        return menu

    def add_columns(self, menu: QMenu) -> None:
        """The same as entries of a menu. A tick stands at those that are seen; one for which there is no room now says
        so, and choosing it makes room."""
        for column in Column:
            seen = not self.header().isSectionHidden(column)
            no_room = column in self._chosen and not seen
            words = self.tr("{0} (no room now)") if no_room else "{0}"
            action = menu.addAction(words.format(name_of(column)))
            action.setCheckable(True)
            action.setChecked(seen)
            action.setEnabled(column is not Column.NAME)
            action.toggled.connect(lambda shown, c=column: self.show_column(c, shown))
        menu.addSeparator()
        menu.addAction(self.tr("Size columns to &fit")).triggered.connect(lambda: self.fit_columns())

    def show_column(self, column: Column, shown: bool) -> None:
        """Shows a column, where there is room for it, or hides it."""
        (self._chosen.add if shown else self._chosen.discard)(column)
        self._needed = column if shown else None
        self._make_room()

    def fit_columns(self) -> None:
        """Makes each column as wide as what can be seen of it."""
        metrics = self.fontMetrics()
        hits = [hit for row in self._visible_rows() if (hit := self._rows.hit_at(row, only_loaded=True)) is not None]
        for column in Column:
            title = metrics.horizontalAdvance(name_of(column)) + 3 * ROW_START
            texts = (metrics.horizontalAdvance(CELLS[column](hit)) + 2 * ROW_START + 2 for hit in hits)
            least = WIDTHS[column] if column in (Column.RATING, Column.MATCH) else NARROWEST_COLUMN
            widest = max([title, least, *texts])
            if column is Column.NAME:
                widest = max(widest + ROW_PICTURE.width() + 2 * ROW_MARGIN, NARROWEST_NAME)
            self._widths[column] = min(widest, WIDEST_FITTED)
        self._name_width = None
        self._make_room()

    def keep_columns(self) -> str:
        """Which columns are shown, in which order and how wide."""
        header = self.header()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return json.dumps(
            {
                "order": order,
                "widths": [self._widths[column] for column in Column],
                "shown": sorted(int(column) for column in self._chosen),
                "name": self._name_width,
            }
        )

    def recall_columns(self, kept: str) -> None:
        """As `keep_columns` had them; what cannot be read leaves them as they are."""
        try:
            found = json.loads(kept)
            order, widths = [int(each) for each in found["order"]], [int(each) for each in found["widths"]]
            chosen = {Column(each) for each in found["shown"]}
            name = None if found["name"] is None else int(found["name"])
        except (ValueError, KeyError, TypeError):
            return
        if sorted(order) != list(range(len(Column))) or len(widths) != len(Column):
            return
        self._chosen = chosen | {Column.NAME}
        self._widths = {column: max(width, NARROWEST_COLUMN) for column, width in zip(Column, widths, strict=True)}
        self._name_width = name
        header = self.header()
        for place, column in enumerate(order):
            header.moveSection(header.visualIndex(column), place)
        self._make_room()

    def _make_room(self) -> None:
        """Hides columns until a name can be read, and shows them again where they fit; the one asked for last stays."""
        self._fitting = True
        shown = set(self._chosen)
        left = self.viewport().width() - NARROWEST_NAME - sum(self._widths[c] for c in shown if c is not Column.NAME)
        giving_way = [column for column in GIVING_WAY if column is not self._needed]
        for column in giving_way:
            if left >= 0:
                break
            if column in shown:
                shown.discard(column)
                left += self._widths[column]
        header = self.header()
        for column in Column:
            header.setSectionHidden(column, column not in shown)
            if column is not Column.NAME:
                header.resizeSection(column, self._widths[column])
        name = NARROWEST_NAME + max(left, 0)
        if self._name_width is not None:
            name = self._name_width
        elif Column.CAPTION in shown and name > WIDEST_NAME:
            header.resizeSection(Column.CAPTION, self._widths[Column.CAPTION] + name - WIDEST_NAME)
            name = WIDEST_NAME
        header.resizeSection(Column.NAME, name)
        self._delegate.captions_apart = Column.CAPTION in shown
        self._fitting = False

    def _resized(self, column: int, _: int, width: int) -> None:
        """A person made a column wider or narrower."""
        if self._fitting or not width:
            return
        if column == Column.NAME:
            self._name_width = max(width, NARROWEST_COLUMN)
        else:
            self._widths[Column(column)] = width

    def _clicked(self, section: int) -> None:
        sort = SORT_OF[Column(section)]
        now, descending = self._rows.order
        self.sort_wanted.emit(sort, not descending if sort == now else sort in DESCENDING)
        self._show_order()  # the click has turned it already; the answer will

    def _show_order(self) -> None:
        sort, descending = self._rows.order
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.header().setSortIndicator(COLUMN_OF[sort], order)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self._row_height = row_height(self.font())
        self.verticalHeader().setDefaultSectionSize(self._row_height)
        self.verticalScrollBar().setSingleStep(self._row_height // 2)

    # Rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self.viewport()), Ink(self)
        dirty, height, width = event.region().boundingRect(), self._row_height, self.viewport().width()
        columns = self._seen_columns(dirty)
        chosen, current = self.selectionModel(), self.currentIndex().row()
        for row in range(max(self.rowAt(dirty.top()), 0), self._visible_rows().stop):
            top = self.rowViewportPosition(row)
            if top > dirty.bottom():
                break
            whole = QRect(0, top, width, height)
            shown = self._rows.shown_at(row)
            if shown.heading is not None:
                paint_heading(painter, self, whole, shown.heading)
                continue
            boxes = [
                (column, QRect(left, top, size, height))
                for column, left, size in columns
                if self._rows.worded or column is not Column.MATCH
            ]
            state = State(chosen.isSelected(self._rows.index(row, 0)), row == self._hovered)
            self._delegate.paint_row(painter, ink, whole, boxes, shown, state)
            if row == current and self.hasFocus():
                paint_focus(painter, self, whole)
        self.line.paint(painter)
        painter.end()

    def _seen_columns(self, dirty: QRect) -> list[tuple[Column, int, int]]:
        """The columns that are to be painted, from where, and how wide."""
        header = self.header()
        found = []
        for column in Column:
            if not header.isSectionHidden(column):
                left, size = self.columnViewportPosition(column), self.columnWidth(column)
                if left <= dirty.right() and left + size > dirty.left():
                    found.append((column, left, size))
        return found

    def visible_rows(self) -> range:
        """The rows that can be seen."""
        return self._visible_rows()

    def repaint_photos(self, photos: set[int]) -> None:
        """Paints those of these photos, by id, anew that can be seen."""
        for row in self._visible_rows():
            if self._rows.id_at(row) in photos:
                place = self.rowViewportPosition(row)
                width = ROW_START + ROW_PICTURE.width() + COPY_INDENT + ROW_START
                left = self.columnViewportPosition(Column.NAME)
                self.viewport().update(left, place, width, self.rowHeight(row))

    def _visible_rows(self) -> range:
        count = self._rows.rowCount()
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(first, 0), count if last < 0 else last + 1) if count else range(0)

    def _heading_at(self, point: QPoint) -> Heading | None:
        row = self.rowAt(point.y())
        return self._rows.index(row, Column.NAME).data(HEADING_ROLE) if row >= 0 else None

    def _above(self, height: int) -> tuple[int, int]:
        half = self.rowHeight(0) // 2
        row = self.rowAt(height + half)
        end = self.rowViewportPosition(self._rows.rowCount() - 1)
        for at in range(row if row >= 0 else self._rows.rowCount() - 1, -1, -1):
            position = self._rows.position_at(at)
            if position is not None:
                whole = position + (0 if at == row else 1)
                beyond = whole >= self._rows.count or row < 0
                line = self.rowViewportPosition(at) + self.rowHeight(at)
                below = height - line
                return whole, max(round(below / self.rowHeight(at)), 1) if beyond and height > min(line, end) else 0
        return 0, 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.line.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))
        if not self.line.move(event):
            super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()  # whole rows are painted, also between and beside the columns

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):
            self._repaint_row(index.row())

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            former, self._hovered = self._hovered, row
            self._repaint_row(former)
            self._repaint_row(row)

    def _repaint_row(self, row: int) -> None:
        if row >= 0:
            self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self._row_height)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.line.release(event):
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.line.double_click(event):
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left) and not event.modifiers():
            self.unfold_wanted.emit(event.key() == Qt.Key.Key_Right)
            return
        super().keyPressEvent(event)

    def selectAll(self) -> None:
        self.all_wanted.emit()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        ends = {QAbstractItemView.CursorAction.MoveHome: 0, QAbstractItemView.CursorAction.MoveEnd: -1}
        if action in ends:  # the first and the last row, not the first and last cell of this one
            row = self._rows.nearest_hit(ends[action] % max(self._rows.rowCount(), 1))
            return QModelIndex() if row is None else self._rows.index(row, Column.NAME)
        return super().moveCursor(action, modifiers)

    def startDrag(self, actions: Qt.DropAction) -> None:
        self.drag_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()  # the view around it knows what to offer
