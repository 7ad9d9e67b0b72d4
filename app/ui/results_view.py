"""The answer as a list like a file manager's, or as a grid of thumbnails: two views of one model and one selection."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListView,
    QMenu,
    QStackedWidget,
    QTreeView,
    QWidget,
)

from app.domain import Hit
from app.ui.delegates import CellDelegate, RowDelegate
from app.ui.results_model import HIT_ROLE, Column, ResultsModel
from app.ui.thumbnails import Thumbnails

# Starting widths in logical pixels; the name takes what is left.
WIDTHS = {Column.TYPE: 64, Column.DATE: 130, Column.DRIVE: 124, Column.SIZE: 88, Column.MATCH: 96}
NARROWEST_COLUMN = 56
GRID_GAP = 4


class ResultsView(QStackedWidget):
    """List and grid. The person's wishes leave as signals; what they mean is decided elsewhere."""

    current_changed = Signal(object)  # Hit or None
    similar_wanted = Signal(object)  # Hit
    open_wanted = Signal(object)
    folder_wanted = Signal(object)
    copy_wanted = Signal(list)  # of Hits

    def __init__(self, model: ResultsModel, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._thumbnails = thumbnails
        self.list = _List(model, RowDelegate(thumbnails, self))
        self.grid = _Grid(model, CellDelegate(thumbnails, self))
        self.grid.setSelectionModel(self.list.selectionModel())
        for view in (self.list, self.grid):
            self.addWidget(view)
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            view.activated.connect(lambda index: self.open_wanted.emit(index.data(HIT_ROLE)))
        self._actions = self._make_actions()
        self.list.selectionModel().currentRowChanged.connect(self._tell_current)
        thumbnails.arrived.connect(self._repaint)

    def show_hits(self, hits: tuple[Hit, ...], chosen: int | None = None) -> None:
        """Shows other hits, with the photo `chosen` (its id) current and in view, if it is among them."""
        self._thumbnails.forget_waiting()
        self.model.show(hits)
        row = self.model.row_of(chosen) if chosen is not None else None
        if row is not None:
            self._select(row)
        else:
            self.list.scrollToTop()
            self.grid.scrollToTop()
            self.current_changed.emit(None)

    def show_grid(self, grid: bool) -> None:
        focused = self.currentWidget().hasFocus()
        self.setCurrentWidget(self.grid if grid else self.list)
        current = self.list.currentIndex()
        if current.isValid():
            self.currentWidget().scrollTo(current)
        if focused:
            self.currentWidget().setFocus()

    def enter(self) -> None:
        """Takes the keyboard, with the first result as the current one when there is none."""
        if self.model.rowCount() and not self.list.currentIndex().isValid():
            self._select(0)
        self.currentWidget().setFocus()

    def is_untouched(self) -> bool:
        """Nobody has scrolled or chosen anything, so that rows may change under nobody's hands."""
        view = self.currentWidget()
        return not self.list.currentIndex().isValid() and view.verticalScrollBar().value() == 0

    def current_hit(self) -> Hit | None:
        index = self.list.currentIndex()
        return index.data(HIT_ROLE) if index.isValid() else None

    def selected_hits(self) -> list[Hit]:
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [self.model.hits[row] for row in rows]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        view = self.currentWidget()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            inside = view.viewport().mapFromGlobal(event.globalPos())
            index, place = view.indexAt(inside), event.globalPos()
        else:
            index = view.currentIndex()
            place = view.viewport().mapToGlobal(view.visualRect(index).center())
        if index.isValid():
            self.menu().popup(place)

    def menu(self) -> QMenu:
        """The menu for the current photo. It deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hit = self.current_hit()
        if hit is not None and hit.waiting:
            menu.addAction("Find similar, once it is described").setEnabled(False)
            menu.addActions(self._actions[1:])
        else:
            menu.addActions(self._actions)
        menu.insertSeparator(self._actions[1])
        menu.setDefaultAction(self._actions[1])
        return menu

    def _make_actions(self) -> list[QAction]:
        def action(text: str, shortcut: str, wish: SignalInstance, whole_selection: bool = False) -> QAction:
            made = QAction(text, self)
            made.setShortcut(QKeySequence(shortcut))
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

            def ask() -> None:
                wanted = self.selected_hits() if whole_selection else self.current_hit()
                if wanted:
                    wish.emit(wanted)

            made.triggered.connect(ask)
            self.addAction(made)
            return made

        open_it = action("&Open", "", self.open_wanted)
        # Enter reaches the views themselves (`activated`); here it only stands in the menu.
        open_it.setText("&Open\tEnter")
        return [
            action("Find &similar", "Ctrl+G", self.similar_wanted),
            open_it,
            action("Show in file &manager", "Ctrl+E", self.folder_wanted),
            action("&Copy path", "Ctrl+Shift+C", self.copy_wanted, whole_selection=True),
        ]

    def _select(self, row: int) -> None:
        index = self.model.index(row, Column.NAME)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.list.selectionModel().setCurrentIndex(index, flags)
        self.currentWidget().scrollTo(index)

    def _tell_current(self, current: QModelIndex) -> None:
        self.current_changed.emit(current.data(HIT_ROLE) if current.isValid() else None)

    def _repaint(self) -> None:
        self.currentWidget().viewport().update()


class _List(QTreeView):
    """Columns like a file manager's. Rows all have one height, so that a long list costs no more than a short one."""

    def __init__(self, model: ResultsModel, delegate: RowDelegate) -> None:
        super().__init__()
        self.setObjectName("resultList")
        self.setAccessibleName("Search results")
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


class _Grid(QListView):
    """Large thumbnails. Cells all have one size and are laid out in batches."""

    def __init__(self, model: ResultsModel, delegate: CellDelegate) -> None:
        super().__init__()
        self.setObjectName("resultGrid")
        self.setAccessibleName("Search results")
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setUniformItemSizes(True)
        self.setSpacing(GRID_GAP)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
