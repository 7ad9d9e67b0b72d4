"""The answer as a list like a file manager's, or as a grid of thumbnails: two views of one model and one selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QMenu, QStackedWidget, QTreeView, QWidget

from app.domain import Grouping, Hit
from app.ui.results.context_menu import PhotoActions
from app.ui.results.delegates import CellDelegate, RowDelegate
from app.ui.results.results_model import HIT_ROLE, Column, ResultsModel
from app.ui.results.thumbnails import Thumbnails

# Starting widths in logical pixels; the name takes what is left.
WIDTHS = {
    Column.TYPE: 64,
    Column.DATE: 130,
    Column.DRIVE: 110,
    Column.SIZE: 84,
    Column.RATING: 100,
    Column.MATCH: 88,
}
NARROWEST_COLUMN = 56
NARROWEST_NAME = 220
# Where there is no room beside the name, these give way one after the other.
GIVING_WAY = (Column.TYPE, Column.DRIVE, Column.SIZE, Column.DATE, Column.RATING)
GRID_GAP = 4
LAID_OUT_AT_ONCE = 2_000  # cells of the grid; all that are fetched at first, so that a place in it can be kept


class ResultsView(QStackedWidget):
    """List and grid. The person's wishes leave as signals, most of them those of `actions`; what they mean is decided
    elsewhere."""

    current_changed = Signal(object)  # Hit or None

    def __init__(self, model: ResultsModel, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._thumbnails = thumbnails
        rows, cells = RowDelegate(thumbnails, self), CellDelegate(thumbnails, self)
        self.list, self.grid = _List(model, rows), _Grid(model, cells)
        self.grid.setSelectionModel(self.list.selectionModel())
        self.photo_actions = PhotoActions(self, self.current_hit, self.selected_hits)
        for view in (self.list, self.grid):
            self.addWidget(view)
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            view.activated.connect(self._open)
        for delegate in (rows, cells):
            delegate.unfold_wanted.connect(self.photo_actions.unfold_wanted)
        self.photo_actions.sort_wanted.connect(self._sort)
        self.photo_actions.group_wanted.connect(self.group_by)
        self.list.selectionModel().currentRowChanged.connect(self._tell_current)
        thumbnails.arrived.connect(self._repaint)

    def show_hits(
        self,
        hits: Sequence[Hit],
        chosen: int | None = None,
        *,
        related: Sequence[Hit] = (),
        group: Grouping | None = None,
        in_order: bool = False,
        in_place: bool = False,
    ) -> None:
        """Shows other hits as `ResultsModel.show` does, with the photo `chosen` (its id) current and in view, if it is
        among them. With `in_place` it is the same question again: the view stays where it is, and where the current
        photo is gone, the one in its place becomes it."""
        current, places = self.list.currentIndex(), self._places()
        self._thumbnails.forget_waiting()
        self.model.show(hits, related, group=group, in_order=in_order)
        self.list.header().setSortIndicatorShown(not in_order)
        row = self.model.row_of(chosen) if chosen is not None else None
        if row is None and in_place and current.row() >= 0:
            row = self.model.nearest_hit(current.row())
        if row is not None:
            self._select(row)
        else:
            self.current_changed.emit(None)
        if in_place:
            self.currentWidget().doItemsLayout()  # else there would be no place to go back to yet
            for view, place in places.items():
                view.verticalScrollBar().setValue(place)
        elif row is None:
            self.list.scrollToTop()
            self.grid.scrollToTop()

    def replace(self, hits: Mapping[int, Hit]) -> None:
        """Shows what became of photos, by id, where they stand."""
        self.model.replace(hits)
        current = self.current_hit()
        if current is not None and current.photo_id in hits:
            self.current_changed.emit(current)

    def group_by(self, group: Grouping | None) -> None:
        """Puts the hits under headings, with the current photo in view."""
        self.model.set_group(group)
        self._show_current()

    def show_grid(self, grid: bool) -> None:
        focused = self.currentWidget().hasFocus()
        self.setCurrentWidget(self.grid if grid else self.list)
        self._show_current()
        if focused:
            self.currentWidget().setFocus()

    def enter(self) -> None:
        """Takes the keyboard, with the first result as the current one when there is none."""
        first = self.model.nearest_hit(0)
        if first is not None and not self.list.currentIndex().isValid():
            self._select(first)
        self.currentWidget().setFocus()

    def is_untouched(self) -> bool:
        """Nobody has scrolled or chosen anything, so that rows may change under nobody's hands."""
        view = self.currentWidget()
        return not self.list.currentIndex().isValid() and view.verticalScrollBar().value() == 0

    def current_hit(self) -> Hit | None:
        index = self.list.currentIndex()
        return index.data(HIT_ROLE) if index.isValid() else None

    def selected_hits(self) -> list[Hit]:
        """The chosen photos from top to bottom."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [hit for row in rows if (hit := self.model.hit_at(row)) is not None]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        view = self.currentWidget()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, place = view.indexAt(view.viewport().mapFromGlobal(event.globalPos())), event.globalPos()
        else:
            index = view.currentIndex()
            place = view.viewport().mapToGlobal(view.visualRect(index).center())
        on_photo = index.isValid() and self.model.hit_at(index.row()) is not None
        (self.menu() if on_photo else self.photo_actions.view_menu(self.model)).popup(place)

    def menu(self) -> QMenu:
        """The menu for the chosen photos. It deletes itself when closed."""
        menu = self.photo_actions.menu()
        menu.addSeparator()
        self.photo_actions.add_view_menus(menu, self.model)
        return menu

    def _open(self, index: QModelIndex) -> None:
        if (hit := index.data(HIT_ROLE)) is not None:
            self.photo_actions.open_wanted.emit(hit)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.list.header().setSortIndicatorShown(True)
        self.list.sortByColumn(column, order)
        self._show_current()

    def _select(self, row: int) -> None:
        index = self.model.index(row, Column.NAME)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.list.selectionModel().setCurrentIndex(index, flags)
        self.currentWidget().scrollTo(index)

    def _show_current(self) -> None:
        current = self.list.currentIndex()
        if current.isValid():
            self.currentWidget().scrollTo(current)

    def _places(self) -> dict[QAbstractItemView, int]:
        return {view: view.verticalScrollBar().value() for view in (self.list, self.grid)}

    def _tell_current(self, current: QModelIndex) -> None:
        self.current_changed.emit(current.data(HIT_ROLE) if current.isValid() else None)

    def _repaint(self) -> None:
        self.currentWidget().viewport().update()


class _List(QTreeView):
    """Columns like a file manager's. Rows all have one height, so that a long list costs no more than a short one."""

    def __init__(self, model: ResultsModel, delegate: RowDelegate) -> None:
        super().__init__()
        self.setObjectName("resultList")
        self._given_way: dict[Column, int] = {}  # hidden columns and how wide they were
        self.setAccessibleName(self.tr("Search results"))
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(NARROWEST_COLUMN)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            header.resizeSection(column, width)
        header.setSortIndicator(Column.MATCH, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        header.sectionClicked.connect(lambda _: header.setSortIndicatorShown(True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        """Hides columns until a name can be read, and shows them again where they fit."""
        header = self.header()
        widths = {column: self._width_of(column) for column in WIDTHS}
        left = self.viewport().width() - NARROWEST_NAME - sum(widths.values())
        for column in GIVING_WAY:
            hidden = left < 0
            if hidden:
                left += widths[column]
            if header.isSectionHidden(column) != hidden:
                if hidden:
                    self._given_way[column] = widths[column]
                header.setSectionHidden(column, hidden)

    def _width_of(self, column: Column) -> int:
        header = self.header()
        return (
            self._given_way.get(column, WIDTHS[column])
            if header.isSectionHidden(column)
            else header.sectionSize(column)
        )


class _Grid(QListView):
    """Large thumbnails. Cells all have one size and are laid out in batches."""

    def __init__(self, model: ResultsModel, delegate: CellDelegate) -> None:
        super().__init__()
        self.setObjectName("resultGrid")
        self.setAccessibleName(self.tr("Search results"))
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setUniformItemSizes(True)
        self.setBatchSize(LAID_OUT_AT_ONCE)
        self.setSpacing(GRID_GAP)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
