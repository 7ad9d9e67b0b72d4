"""The answer as a grid of thumbnails. All cells have one size, so that where each lies is arithmetic: a hundred
thousand take as long to lay out as a hundred."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QRubberBand

from app.ui.results.delegates import GRID_MARGIN, CellDelegate, State
from app.ui.results.ink import Ink
from app.ui.results.layout import Heading
from app.ui.results.lines import LineHandle, heading_height, paint_focus, paint_heading
from app.ui.results.results_model import HEADING_ROLE, Column, ResultsModel

GAP = 4  # logical pixels between cells and around all of them
SIDES = (96, 128, 172, 224, 288, 352, 416)  # of pictures, in logical pixels
FIRST_SIDE = 172
_Index = QModelIndex | QPersistentModelIndex
_Cursor = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint


@dataclass(frozen=True, slots=True)
class _Block:
    """Cells that flow line by line, below a heading or below none: the first row and how many, and where the first line
    of cells begins, in pixels of the contents. The heading is the row before."""

    first: int
    count: int
    top: int


class ResultsGrid(QListView):
    """Cells and headings; `size_changed` tells how large pictures are now."""

    line_held = Signal()  # see `LineHandle`
    line_moved = Signal(object, int, int)
    line_put_back = Signal()
    drag_wanted = Signal()
    all_wanted = Signal()  # are to be chosen
    size_changed = Signal(int)

    def __init__(self, model: ResultsModel, delegate: CellDelegate) -> None:
        super().__init__()
        self._rows, self._delegate = model, delegate
        self._blocks: list[_Block] = [_Block(0, 0, GAP)]
        self._firsts, self._tops = [0], [GAP]
        self._columns, self._cell, self._height = 1, QSize(1, 1), 0
        self._step = 1  # from one column to the next, in pixels
        self._hovered = -1
        self._band: QRubberBand | None = None
        self._band_from = QPoint()
        self.setObjectName("resultGrid")
        self.setAccessibleName(self.tr("Search results"))
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.line = LineHandle(
            self, self._heading_at, self._above, self.line_held.emit, self.line_moved.emit, self.line_put_back.emit
        )

    # How large

    @property
    def side(self) -> int:
        """How large pictures are, in logical pixels."""
        return self._delegate.side

    def set_side(self, side: int) -> None:
        """Makes pictures as large as the nearest of `SIDES`. What is in the middle of the view stays there."""
        side = min(SIDES, key=lambda each: abs(each - side))
        if side == self._delegate.side:
            return
        middle = self.currentIndex() if self._is_visible(self.currentIndex()) else self._nearest_middle()
        self._delegate.side = side
        self.doItemsLayout()
        if middle.isValid():
            self.scrollTo(middle, _Hint.PositionAtCenter)
        self.size_changed.emit(side)

    def step_size(self, step: int) -> None:
        """Makes pictures so many steps larger, or smaller."""
        self.set_side(SIDES[min(max(SIDES.index(self.side) + step, 0), len(SIDES) - 1)])

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.step_size(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    # Where everything lies

    def doItemsLayout(self) -> None:
        self._lay_out()
        QAbstractItemView.doItemsLayout(self)

    def _lay_out(self) -> None:
        width = max(self.viewport().width() - GAP, 1)
        self._cell = self._delegate.cell(self.font())
        if width < 2 * (self._cell.width() + GAP):  # two side by side are worth being a little smaller
            half = width // 2 - GAP - 2 * GRID_MARGIN
            self._cell = self._delegate.cell(self.font(), half) if half >= SIDES[0] else self._cell
        self._columns = max(width // (self._cell.width() + GAP), 1)
        # What is left over goes between the columns, as long as that is little.
        spare = (width - self._columns * (self._cell.width() + GAP)) // self._columns
        self._step = self._cell.width() + GAP + min(max(spare, 0), self._cell.width() // 3)
        line, head = self._cell.height() + GAP, heading_height(self)
        blocks: list[_Block] = []
        first, top = 0, GAP
        for row, _ in [*self._rows.all_headings(), (self._rows.rowCount(), None)]:
            blocks.append(_Block(first, row - first, top))
            top += -(-(row - first) // self._columns) * line + head
            first = row + 1
        self._blocks = blocks
        self._firsts = [block.first for block in blocks]
        self._tops = [block.top for block in blocks]
        self._height = top - head + GAP

    def resizeEvent(self, event: QResizeEvent) -> None:
        before = self._columns
        kept = self._nearest_middle() if event.oldSize().width() != event.size().width() else QModelIndex()
        self._lay_out()
        QAbstractItemView.resizeEvent(self, event)
        self.updateGeometries()
        if self._columns != before and kept.isValid():
            self.scrollTo(kept, _Hint.PositionAtCenter)

    def updateGeometries(self) -> None:
        bar, line = self.verticalScrollBar(), self._cell.height() + GAP
        bar.setRange(0, max(self._height - self.viewport().height(), 0))
        bar.setPageStep(max(self.viewport().height() - line // 4, 1))
        bar.setSingleStep(max(line // 3, 1))
        QAbstractItemView.updateGeometries(self)

    def contents_rect(self, row: int) -> QRect:
        """Where a row lies, in pixels of the contents."""
        number = max(bisect_right(self._firsts, row) - 1, 0)
        if number + 1 < len(self._blocks) and row == self._blocks[number + 1].first - 1:
            top = self._blocks[number + 1].top - heading_height(self)
            return QRect(0, top, self.viewport().width(), heading_height(self))
        block = self._blocks[number]
        line, place = divmod(row - block.first, self._columns)
        left = GAP + place * self._step
        if self.isRightToLeft():
            left = self.viewport().width() - left - self._cell.width()
        return QRect(QPoint(left, block.top + line * (self._cell.height() + GAP)), self._cell)

    def row_at(self, x: int, y: int) -> int | None:
        """The row at a point of the contents; None between cells and beside them."""
        number = max(bisect_right(self._tops, y) - 1, 0)
        block = self._blocks[number]
        line = (y - block.top) // (self._cell.height() + GAP)
        lines = -(-block.count // self._columns)
        if line >= lines or y < block.top:
            after = block.first + block.count
            return after if after < self._rows.rowCount() and self.contents_rect(after).contains(x, y) else None
        if self.isRightToLeft():
            x = self.viewport().width() - x
        place = (x - GAP) // self._step
        if not 0 <= place < self._columns:
            return None
        row = block.first + line * self._columns + place
        inside = row < block.first + block.count and self.contents_rect(row).contains(
            self.viewport().width() - x if self.isRightToLeft() else x, y
        )
        return row if inside else None

    def visible_rows(self) -> range:
        """The rows that can be seen."""
        top = self.verticalOffset()
        return self._rows_between(top, top + self.viewport().height())

    def _rows_between(self, top: int, bottom: int) -> range:
        """The rows that touch these heights of the contents."""
        count = self._rows.rowCount()
        return range(self._row_from(top), min(self._row_from(bottom) + self._columns + 1, count))

    def _row_from(self, y: int) -> int:
        """The first row that is not wholly above a height of the contents; a line more at most."""
        number = max(bisect_right(self._tops, y) - 1, 0)
        block = self._blocks[number]
        line = max(y - block.top, 0) // (self._cell.height() + GAP)
        first = block.first if line == 0 else min(block.first + line * self._columns, block.first + block.count)
        return max(first - 1, 0) if line == 0 else first

    def visualRect(self, index: _Index) -> QRect:
        if not index.isValid():
            return QRect()
        return self.contents_rect(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.row_at(point.x(), point.y() + self.verticalOffset())
        return QModelIndex() if row is None else self._rows.index(row, Column.NAME)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: _Index) -> bool:
        return False

    def scrollTo(self, index: _Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible) -> None:
        if not index.isValid():
            return
        box, bar, height = self.contents_rect(index.row()), self.verticalScrollBar(), self.viewport().height()
        if hint == _Hint.PositionAtCenter:
            bar.setValue(box.center().y() - height // 2)
        elif hint == _Hint.PositionAtTop or box.top() < bar.value():
            bar.setValue(box.top() - GAP)
        elif hint == _Hint.PositionAtBottom or box.bottom() > bar.value() + height:
            bar.setValue(box.bottom() + GAP - height)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self.viewport()), Ink(self)
        top, dirty = self.verticalOffset(), event.region().boundingRect()
        chosen, current = self.selectionModel(), self.currentIndex().row()
        focused = self.hasFocus()
        for row in self._rows_between(top + dirty.top(), top + dirty.bottom()):
            box = self.contents_rect(row).translated(0, -top)
            if not dirty.intersects(box):
                continue
            shown = self._rows.shown_at(row)
            if shown.heading is not None:
                paint_heading(painter, self, box, shown.heading)
                continue
            state = State(chosen.isSelected(self._rows.index(row, 0)), row == self._hovered)
            self._delegate.paint_cell(painter, ink, box, shown, state)
            if focused and row == current:
                paint_focus(painter, self, box)
        self.line.paint(painter)
        painter.end()

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            former, self._hovered = self._hovered, row
            for each in (former, row):
                if 0 <= each < self._rows.rowCount():
                    self.viewport().update(self.contents_rect(each).translated(0, -self.verticalOffset()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def repaint_photos(self, photos: set[int]) -> None:
        """Paints those of these photos, by id, anew that can be seen."""
        top = self.verticalOffset()
        for row in self.visible_rows():
            if self._rows.id_at(row) in photos:
                self.viewport().update(self.contents_rect(row).translated(0, -top))

    # Choosing

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Chooses the cells that a rectangle of the viewport touches."""
        area = rect.normalized().translated(0, self.verticalOffset())
        chosen, start = QItemSelection(), None
        last = None
        for row in self._rows_between(area.top(), area.bottom()):
            if self._rows.is_heading(row) or not self.contents_rect(row).intersects(area):
                continue
            if start is None:
                start = last = row
            elif last is not None and row == last + 1:
                last = row
            else:
                self._add(chosen, start, last)
                start = last = row
        self._add(chosen, start, last)
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        visible, top = self.visible_rows(), self.verticalOffset()
        for part in selection.toList():
            for row in range(max(part.top(), visible.start), min(part.bottom() + 1, visible.stop)):
                region += QRegion(self.contents_rect(row).translated(0, -top))
        return region

    def selectAll(self) -> None:
        self.all_wanted.emit()

    def select_between(self, first: int, last: int, command: QItemSelectionModel.SelectionFlag) -> None:
        """Chooses the rows from one to another, as with Shift, without looking at each."""
        chosen = QItemSelection()
        self._add(chosen, min(first, last), max(first, last))
        self.selectionModel().select(chosen, command)

    def _add(self, chosen: QItemSelection, first: int | None, last: int | None) -> None:
        if first is not None and last is not None:
            end = self._rows.columnCount() - 1
            chosen.select(self._rows.index(first, 0), self._rows.index(last, end))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        count, current = self._rows.rowCount(), self.currentIndex()
        if not count:
            return QModelIndex()
        if not current.isValid():
            row = self._rows.nearest_hit(0)
        else:
            row = self._moved(current.row(), action)
        return QModelIndex() if row is None else self._rows.index(row, Column.NAME)

    def _moved(self, row: int, action: QAbstractItemView.CursorAction) -> int | None:
        """The row to which a key leads; lines keep their place from left to right where they can."""
        end = self._rows.rowCount() - 1
        if action in (_Cursor.MoveHome, _Cursor.MoveEnd):
            return self._rows.nearest_hit(0 if action == _Cursor.MoveHome else end)
        left = _Cursor.MoveRight if self.isRightToLeft() else _Cursor.MoveLeft
        if action in (_Cursor.MoveLeft, _Cursor.MoveRight, _Cursor.MoveNext, _Cursor.MovePrevious):
            step = -1 if action in (left, _Cursor.MovePrevious) else 1
            at = row + step
            while 0 <= at <= end and self._rows.is_heading(at):
                at += step
            return at if 0 <= at <= end else row
        box, height = self.contents_rect(row), self._cell.height() + GAP
        down = action in (_Cursor.MoveDown, _Cursor.MovePageDown)
        if action in (_Cursor.MovePageDown, _Cursor.MovePageUp):
            height *= max(self.viewport().height() // height, 1)
        return self._in_direction(row, box.center().x(), box.center().y(), height if down else -height)

    def _in_direction(self, row: int, x: int, y: int, way: int) -> int | None:
        """The cell a way below or above a point, the last of its line where that is shorter; `row` at either end."""
        wanted = y + way
        step = 1 if way > 0 else -1
        number = min(max(bisect_right(self._tops, wanted) - 1, 0), len(self._blocks) - 1)
        while 0 <= number < len(self._blocks):
            block = self._blocks[number]
            lines = -(-block.count // self._columns)
            line = (wanted - block.top) // (self._cell.height() + GAP)
            if step < 0 and line >= lines:
                line = lines - 1
            line = max(line, 0)
            if lines and line < lines:
                place = bisect_right(
                    [self.contents_rect(block.first + at).left() for at in range(min(self._columns, block.count))], x
                )
                found = min(block.first + line * self._columns + max(place - 1, 0), block.first + block.count - 1)
                if (found > row) if step > 0 else (found < row):
                    return found
            number += step
            if 0 <= number < len(self._blocks):
                wanted = self._blocks[number].top if step > 0 else self._height
        return self._rows.nearest_hit(self._rows.rowCount() - 1 if step > 0 else 0) if abs(way) > 1 else row

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.line.press(event):
            return
        if event.button() == Qt.MouseButton.LeftButton and not self.indexAt(event.position().toPoint()).isValid():
            self._band_from = event.position().toPoint() + QPoint(0, self.verticalOffset())
            self._band = self._band or QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        current = self.currentIndex()
        reached = self.indexAt(event.position().toPoint())
        if (
            event.button() == Qt.MouseButton.LeftButton
            and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            and current.isValid()
            and reached.isValid()
        ):
            self._reach(reached)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        if self.line.move(event):
            return
        super().mouseMoveEvent(event)
        if self._band is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start = self._band_from - QPoint(0, self.verticalOffset())
            area = QRect(start, event.position().toPoint()).normalized()
            self._band.setGeometry(area.intersected(self.viewport().rect()))
            self._band.show()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._band is not None:
            self._band.hide()
            self._band.deleteLater()
            self._band = None
        if not self.line.release(event):
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.line.double_click(event):
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() in _MOVES:
            reached = self.moveCursor(_MOVES[Qt.Key(event.key())], event.modifiers())
            if reached.isValid():
                self._reach(reached)
            return
        super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        self.drag_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()  # the view around it knows what to offer

    def _reach(self, reached: QModelIndex) -> None:
        """Chooses everything from where the last choice began."""
        anchor = self._anchor if self._anchor is not None else self.currentIndex().row()
        flags = QItemSelectionModel.SelectionFlag
        self._reaching = True
        self.selectionModel().setCurrentIndex(reached, flags.NoUpdate)
        self._reaching = False
        self.select_between(anchor, reached.row(), flags.ClearAndSelect | flags.Rows)
        self._anchor = anchor

    _anchor: int | None = None
    _reaching = False

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if not self._reaching:
            self._anchor = current.row() if current.isValid() else None

    def _heading_at(self, point: QPoint) -> Heading | None:
        index = self.indexAt(point)
        return index.data(HEADING_ROLE) if index.isValid() else None

    def _above(self, height: int) -> tuple[int, int]:
        y = height + self.verticalOffset()
        above = 0
        for row in range(min(self._row_from(y) + self._columns, self._rows.rowCount() - 1), -1, -1):
            position = self._rows.position_at(row)
            if position is None:
                continue
            box = self.contents_rect(row)
            if box.center().y() <= y:
                above = position + 1
                below = max(y - box.bottom(), 0) if above >= self._rows.count else 0
                return above, -(-below // box.height()) * self._columns
        return above, 0

    def _is_visible(self, index: _Index) -> bool:
        return index.isValid() and self.visualRect(index).intersects(self.viewport().rect())

    def _nearest_middle(self) -> QModelIndex:
        visible = self.visible_rows()
        row = self._rows.nearest_hit((visible.start + visible.stop) // 2) if len(visible) else None
        return QModelIndex() if row is None or not self.verticalOffset() else self._rows.index(row, Column.NAME)


_MOVES = {
    Qt.Key.Key_Left: _Cursor.MoveLeft,
    Qt.Key.Key_Right: _Cursor.MoveRight,
    Qt.Key.Key_Up: _Cursor.MoveUp,
    Qt.Key.Key_Down: _Cursor.MoveDown,
    Qt.Key.Key_Home: _Cursor.MoveHome,
    Qt.Key.Key_End: _Cursor.MoveEnd,
    Qt.Key.Key_PageUp: _Cursor.MovePageUp,
    Qt.Key.Key_PageDown: _Cursor.MovePageDown,
}
