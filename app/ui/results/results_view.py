"""The answer as a list like a file manager's, or as a grid of thumbnails: two views of one model and one selection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from app.domain import Hit, Match
from app.ui.hovering import pop_up
from app.ui.results.context_menu import PhotoActions
from app.ui.results.delegates import CellDelegate, RowDelegate
from app.ui.results.dragging import start_drag
from app.ui.results.pages import Reader
from app.ui.results.results_grid import ResultsGrid
from app.ui.results.results_list import ResultsList
from app.ui.results.results_model import HIT_ROLE, Column, ResultsModel
from app.ui.results.thumbnails import Thumbnails

if TYPE_CHECKING:
    from app.index.base import Slots
    from app.search.paging import Listing

# A selection that falls into more pieces than this in another order is let go of: Qt looks through them for each row.
MOST_PIECES = 3_000
Under = Callable[["Listing", Callable[[Sequence[float]], None]], None]
LINE_STEP = 0.25  # by which a key moves the relevance line
STEADY_MS = 60  # so long after the last scrolling, what is no longer seen is given up


class ResultsView(QStackedWidget):
    """List and grid. The person's wishes leave as signals, most of them those of `photo_actions`; what they mean is
    decided elsewhere. `read` reads rows that are not loaded, off the GUI thread, and `under` finds the scores of the
    hits below the relevance line."""

    current_changed = Signal(object)  # Hit or None
    chosen_changed = Signal(int)  # how many photos are chosen now
    sort_wanted = Signal(str, bool)  # SortOrder, whether the highest come first
    group_wanted = Signal(object)  # Grouping or None
    line_wanted = Signal(object)  # the shift of the relevance line for this search; None puts it back
    arranged = Signal()  # another answer, order or grouping is shown

    def __init__(
        self,
        model: ResultsModel,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
        *,
        read: Reader | None = None,
        under: Under | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = model
        self._thumbnails, self._read, self._under = thumbnails, read, under
        rows, cells = RowDelegate(thumbnails, self), CellDelegate(thumbnails, self)
        self.list, self.grid = ResultsList(model, rows), ResultsGrid(model, cells)
        self.grid.setSelectionModel(self.list.selectionModel())
        self.photo_actions = PhotoActions(self, self.current_hit, self.selected_hits, self.with_selected)
        self._told: int | None = None  # the photo that was told of as the current one
        for view in (self.list, self.grid):
            self.addWidget(view)
            view.activated.connect(self._open)
            view.drag_wanted.connect(self._drag)
            view.all_wanted.connect(self._choose_all)
            view.line_held.connect(lambda view=view: self._look_under(view.line.know_under))
            view.line_moved.connect(self._move_line)
            view.line_put_back.connect(lambda: self.line_wanted.emit(None))
            view.verticalScrollBar().valueChanged.connect(self._scrolled)
        for delegate in (rows, cells):
            delegate.unfold_wanted.connect(self.photo_actions.unfold_wanted)
        self._steady = QTimer(self, singleShot=True, interval=STEADY_MS)
        self._steady.timeout.connect(self._look)
        self._count = QTimer(self, singleShot=True, interval=0)  # once, however many changes a choice is made of
        self._count.timeout.connect(lambda: self.chosen_changed.emit(len(self.selected_ids())))
        self._connect()

    def _connect(self) -> None:
        self.list.sort_wanted.connect(self.sort_wanted)
        self.list.unfold_wanted.connect(self._unfold)
        self.photo_actions.sort_wanted.connect(self.sort_wanted)
        self.photo_actions.group_wanted.connect(self.group_wanted)
        self.list.selectionModel().currentRowChanged.connect(self._tell_current)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._count.start())
        self.model.modelReset.connect(self._count.start)  # of which a selection tells nothing
        self.model.dataChanged.connect(self._came)
        self._thumbnails.arrived.connect(self._repaint)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Alt+Down", lambda: self.step_line(-LINE_STEP)),
            ("Alt+Up", lambda: self.step_line(LINE_STEP)),
            ("Alt+Home", lambda: self.line_wanted.emit(None)),
            ("Ctrl++", lambda: self.grid.step_size(1)),
            ("Ctrl+=", lambda: self.grid.step_size(1)),
            ("Ctrl+-", lambda: self.grid.step_size(-1)),
        )
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What is shown

    def show_listing(self, listing: Listing | None, chosen: int | None = None, *, in_place: bool = False) -> None:
        """Shows another answer, with the photo `chosen` (its id) current and in view, if it is in it. With `in_place`
        it is the same question again, perhaps in another order: what is chosen stays chosen, the view stays where it
        is, and where the current photo is gone, the one in its place becomes it."""
        former, ids = self.list.currentIndex().row(), self.selected_ids() if in_place else None
        same_order = in_place and listing is not None and self._is_arranged_like(listing)
        places = {view: view.verticalScrollBar().value() for view in (self.list, self.grid)}
        if not in_place:
            self._thumbnails.forget_waiting()
        self._told = None
        self.model.show(listing)
        for view in places:  # else there would be no place to go to yet
            view.doItemsLayout()
        row = self.model.row_of(chosen) if chosen is not None else None
        if row is None and same_order and former >= 0:
            row = self.model.nearest_hit(former)
        if row is None and not in_place and self._shown_view().hasFocus():
            row = self.model.nearest_hit(0)  # else the keyboard would be nowhere
        self._select(row, ids, scroll=not same_order)
        if row is None:
            self.current_changed.emit(None)
        if same_order:
            for view, place in places.items():
                view.verticalScrollBar().setValue(place)
        elif row is None:
            self.list.scrollToTop()
            self.grid.scrollToTop()
        self.arranged.emit()

    def replace(self, hits: Mapping[int, Hit]) -> None:
        """Shows what became of photos, by id, where they stand."""
        self.model.replace(hits)
        current = self.current_hit()
        if current is not None and current.photo_id in hits:
            self.current_changed.emit(current)

    def show_grid(self, grid: bool) -> None:
        """One of the two views, with the current photo in it."""
        focused = self._shown_view().hasFocus()
        self.setCurrentWidget(self.grid if grid else self.list)
        current = self.list.currentIndex()
        if current.isValid():
            self._shown_view().scrollTo(current)
        if focused:
            self._shown_view().setFocus()
        self.arranged.emit()

    def enter(self) -> None:
        """Takes the keyboard, with the first result as the current one when there is none."""
        first = self.model.nearest_hit(0)
        if first is not None and not self.list.currentIndex().isValid():
            self._select(first)
        self._shown_view().setFocus()

    def is_untouched(self) -> bool:
        """Nobody has scrolled or chosen anything, so that rows may change under nobody's hands."""
        view = self._shown_view()
        return not self.list.currentIndex().isValid() and view.verticalScrollBar().value() == 0

    # What is chosen

    def current_hit(self) -> Hit | None:
        """The current photo, once its row is loaded."""
        index = self.list.currentIndex()
        return index.data(HIT_ROLE) if index.isValid() else None

    def selected_hits(self) -> list[Hit]:
        """The chosen photos whose rows are loaded, from top to bottom."""
        return [hit for first, last in self._pieces() for hit in self.model.hits_between(first, last)[0]]

    def selected_ids(self) -> Slots:
        """The ids of the chosen photos, int64 [n]; nothing is read for it."""
        import numpy as np

        found = [self.model.ids_between(first, last) for first, last in self._pieces()]
        return np.concatenate(found) if found else np.empty(0, np.int64)

    def with_selected(self, then: Callable[[list[Hit]], object]) -> None:
        """Gives `then` all chosen photos, from top to bottom; those that are not loaded are read first. Where that
        fails, nothing is done to any of them, and that is said."""
        import numpy as np

        listing, hits, missing = self.model.listing, list[Hit](), list["Slots"]()
        for first, last in self._pieces():
            loaded, others = self.model.hits_between(first, last)
            hits += loaded
            missing.append(others)
        positions = np.concatenate(missing) if missing else np.empty(0, np.int64)
        if not len(positions) or listing is None:
            then(hits)
        elif self._read is None:
            then(_in_order(hits, listing.read(positions), listing))
        else:

            def come(rows: Sequence[Hit | None] | None) -> None:
                if rows is None:
                    words = self.tr("Not all of the chosen photos can be read just now. Try again.")
                    self.photo_actions.refused.emit(words)
                else:
                    then(_in_order(hits, rows, listing))

            self._read(listing, positions, come)

    # Menus, and the relevance line

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        view = self._shown_view()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, place = view.indexAt(view.viewport().mapFromGlobal(event.globalPos())), event.globalPos()
        else:
            index = view.currentIndex()
            place = view.viewport().mapToGlobal(view.visualRect(index).center())
        on_photo = index.isValid() and self.model.hit_at(index.row()) is not None
        pop_up(self.menu() if on_photo else self.view_menu(), place)

    def menu(self) -> QMenu:
        """The menu for the chosen photos. It deletes itself when closed."""
        menu = self.photo_actions.menu()
        menu.addSeparator()
        self._add_view_menus(menu)
        return menu

    def view_menu(self) -> QMenu:
        """The menu beside the photos: how they are shown. It deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_view_menus(menu)
        return menu

    def _add_view_menus(self, menu: QMenu) -> None:
        self.photo_actions.add_view_menus(menu, self.model)
        if self.currentWidget() is self.list:
            self.list.add_columns(menu.addMenu(self.tr("Col&umns")))
        else:
            menu.addAction(self.tr("&Larger pictures\tCtrl++")).triggered.connect(lambda: self.grid.step_size(1))
            menu.addAction(self.tr("S&maller pictures\tCtrl+-")).triggered.connect(lambda: self.grid.step_size(-1))
        listing = self.model.listing
        if listing is not None and listing.worded:
            line = menu.addMenu(self.tr("Relevance &line"))
            line.addAction(self.tr("&More photos\tAlt+Down")).triggered.connect(lambda: self.step_line(-LINE_STEP))
            line.addAction(self.tr("&Fewer photos\tAlt+Up")).triggered.connect(lambda: self.step_line(LINE_STEP))
            line.addAction(self.tr("&Where it was\tAlt+Home")).triggered.connect(lambda: self.line_wanted.emit(None))

    def step_line(self, step: float) -> None:
        """Moves the relevance line of this search: up for fewer photos, down (negative) for more."""
        listing = self.model.listing
        if listing is not None and listing.worded:
            self.line_wanted.emit(listing.shift + step)

    def _move_line(self, match: Match, above: int, beyond: int) -> None:
        """The line was dropped below so many hits, or is to take in so many more than there are."""
        listing = self.model.listing
        if listing is None or not len(listing):
            return
        from app.search.relevance import shift_for

        def reach(under: Sequence[float]) -> None:
            if under:
                self.line_wanted.emit(shift_for(under[min(beyond, len(under)) - 1], match))

        if beyond:
            self._look_under(reach)
        else:
            self.line_wanted.emit(shift_for(float(listing.scores[max(above, 1) - 1]), match))

    def _look_under(self, then: Callable[[Sequence[float]], None]) -> None:
        """Gives `then` the scores of the hits below the relevance line, if they can be had and are still of use."""
        listing = self.model.listing
        if listing is not None and self._under is not None:
            self._under(listing, lambda found: then(found) if self.model.listing is listing else None)

    # Inside

    def _shown_view(self) -> ResultsList | ResultsGrid:
        return self.grid if self.currentWidget() is self.grid else self.list

    def _pieces(self) -> list[tuple[int, int]]:
        """First and last row of what is chosen, from top to bottom."""
        return sorted((part.top(), part.bottom()) for part in self.list.selectionModel().selection().toList())

    def _is_arranged_like(self, listing: Listing) -> bool:
        now = self.model.listing
        return now is not None and (now.sort, now.descending, now.group) == (
            listing.sort,
            listing.descending,
            listing.group,
        )

    def _open(self, index: QModelIndex) -> None:
        if (hit := index.data(HIT_ROLE)) is not None:
            self.photo_actions.view_wanted.emit(hit)

    def _drag(self) -> None:
        """A drag begins at once with what is loaded, and takes the other chosen photos along when they are read."""
        start_drag(self._shown_view(), self.selected_hits(), self._thumbnails, self.with_selected)

    def _unfold(self, show: bool) -> None:
        hit = self.current_hit()
        if hit is not None and hit.copies and self.model.is_unfolded(hit.photo_id) != show:
            self.photo_actions.unfold_wanted.emit(hit)

    def _choose_all(self) -> None:
        """Chooses what the answer counts: nothing from below the relevance line, and nothing that is only related."""
        pieces = self.model.counted_rows()
        if len(pieces) > MOST_PIECES:
            self.photo_actions.refused.emit(self.tr("Sort by relevance first: less likely photos stand between these."))
        elif pieces:
            self._choose(pieces)

    def _choose(self, pieces: Sequence[tuple[int, int]]) -> None:
        """Chooses these rows, given as first and last of each piece, and no others."""
        chosen, end = QItemSelection(), self.model.columnCount() - 1
        for first, last in pieces:
            chosen.append(QItemSelectionRange(self.model.index(first, 0), self.model.index(last, end)))
        self.list.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _select(self, row: int | None, ids: Slots | None = None, *, scroll: bool = True) -> None:
        """Makes a row the current one; chosen are it alone, or all photos of `ids`."""
        flags = QItemSelectionModel.SelectionFlag
        selection = self.list.selectionModel()
        pieces = _pieces_of(self.model.rows_of(ids)) if ids is not None and len(ids) else []
        several = 0 < len(pieces) <= MOST_PIECES
        if row is not None:
            index = self.model.index(row, Column.NAME)
            selection.setCurrentIndex(index, flags.NoUpdate if several else flags.ClearAndSelect | flags.Rows)
            if scroll:
                self._shown_view().scrollTo(index)
        if several:
            self._choose(pieces)

    def _tell_current(self, current: QModelIndex) -> None:
        hit = current.data(HIT_ROLE) if current.isValid() else None
        self._told = None if hit is None else hit.photo_id
        self.current_changed.emit(hit)

    def _came(self, first: QModelIndex, last: QModelIndex) -> None:
        """Rows were loaded; the current one may be among them."""
        current = self.list.currentIndex()
        if self._told is None and current.isValid() and first.row() <= current.row() <= last.row():
            self._tell_current(current)

    def _repaint(self, photos: set[int]) -> None:
        self._shown_view().repaint_photos(photos)

    def _scrolled(self) -> None:
        if not self._steady.isActive():
            self._steady.start()

    def _look(self) -> None:
        """Gives up pictures that are no longer seen and have not come."""
        view = self._shown_view()
        seen = {id_ for row in view.visible_rows() if (id_ := self.model.id_at(row)) is not None}
        self._thumbnails.look_at(seen)


def _pieces_of(rows: Slots) -> list[tuple[int, int]]:
    """Ascending rows as first and last of each piece without a gap."""
    import numpy as np

    if not len(rows):
        return []
    cuts = np.flatnonzero(np.diff(rows) > 1)
    starts, ends = np.concatenate([[0], cuts + 1]), np.concatenate([cuts, [len(rows) - 1]])
    return list(zip(rows[starts].tolist(), rows[ends].tolist(), strict=True))


def _in_order(hits: list[Hit], rows: Sequence[Hit | None], listing: Listing) -> list[Hit]:
    """Hits of both kinds, in the order of the listing; others behind them."""
    import numpy as np

    found = {hit.photo_id: hit for hit in [*hits, *(hit for hit in rows if hit is not None)]}
    places = listing.places_of(np.fromiter(found, np.int64, len(found)))
    ordered = [found.pop(photo) for photo in listing.ids[places].tolist()]
    return [*ordered, *found.values()]
