"""The panes beside the pages: the library at the far left, then the filters. Each can be hidden, and remembers that."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from app.ui.filters.advanced_panel import AdvancedPanel
from app.ui.filters.refining import Refining
from app.ui.search.history import Place, SimilarPlace, TextPlace
from app.ui.sidebar.shelf import Asked, Shelf
from app.ui.sidebar.shelving import Shelving
from app.ui.sidebar.sidebar import Sidebar
from app.ui.tasks import Tasks

SIDEBAR_WIDTH, FILTERS_WIDTH = 200, 230
LEAST_PAGES = 420  # logical pixels that the results and the preview keep


class Panes(QSplitter):
    """`typed` says what stands in the search bar. `search_wanted` carries a text, and the words in it that are no
    filters, None where that stays as it is."""

    search_wanted = Signal(str, object)
    said = Signal(str)
    sidebar_shown = Signal(bool)
    filters_shown = Signal(bool)

    def __init__(self, library: Shelf, tasks: Tasks, typed: Callable[[], str], pages: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._typed = typed
        self._place: Place | None = None
        self.sidebar, self.filters = Sidebar(), AdvancedPanel()
        self.shelving = Shelving(library, tasks, self)
        self.refining = Refining(library, tasks, self.asked, self)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        pages.setMinimumWidth(LEAST_PAGES)
        for pane in (self.sidebar, self.filters, pages):
            self.addWidget(pane)
        self.setStretchFactor(2, 1)
        self.filters.hide()
        self._connect()

    def _connect(self) -> None:
        sidebar, shelving, refining = self.sidebar, self.shelving, self.refining
        sidebar.text_wanted.connect(self.search_wanted)
        sidebar.saved_opened.connect(shelving.look_at)
        sidebar.save_wanted.connect(self.save_search)
        sidebar.rename_wanted.connect(shelving.rename)
        sidebar.remove_wanted.connect(shelving.remove)
        sidebar.forget_wanted.connect(shelving.forget_recent)
        shelving.told.connect(sidebar.show_overview)
        shelving.counted.connect(sidebar.show_count)
        shelving.said.connect(self.said)
        self.filters.wanted.connect(refining.change)
        self.filters.close_wanted.connect(lambda: self.show_filters(False))
        refining.told.connect(self.filters.show_narrowing)
        refining.text_wanted.connect(lambda text: self.search_wanted.emit(text, None))
        refining.failed.connect(lambda error: self.said.emit(str(error)))

    def asked(self) -> Asked | None:
        """What is searched for now; None where that cannot be narrowed."""
        place = self._place
        if isinstance(place, SimilarPlace):
            return Asked(photo=place.photo) if place.mode == "subject" else None
        return Asked(self._typed(), place.literal if place is not None else frozenset())

    # What the window tells

    def moved(self, place: Place | None) -> None:
        """Something else is searched for."""
        self._place = place
        self.refining.drop()
        self.sidebar.show_text(place.text if isinstance(place, TextPlace) else "")
        if place is None:
            self.refining.tell()

    def answered(self) -> None:
        """The answer is there, and what it can be narrowed to may be counted."""
        self.refining.tell()

    def refreshed(self) -> None:
        """The library has changed."""
        self.shelving.tell()
        self.refining.tell()

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        self.sidebar.draw_icons()
        self.filters.draw_icons()

    # What a person wants to see

    def show_sidebar(self, shown: bool) -> None:
        if shown != self.sidebar.isVisibleTo(self):
            self.sidebar.setVisible(shown)
            self.shelving.show(shown)
            self.sidebar_shown.emit(shown)

    def show_filters(self, shown: bool) -> None:
        if shown != self.filters.isVisibleTo(self):
            self.filters.setVisible(shown)
            self.refining.show(shown)
            self.filters_shown.emit(shown)

    def toggle_sidebar(self) -> None:
        self.show_sidebar(not self.sidebar.isVisibleTo(self))

    def toggle_filters(self) -> None:
        self.show_filters(not self.filters.isVisibleTo(self))

    def save_search(self) -> None:
        """Asks for a name, and saves what is searched for under it."""
        asked = self.asked()
        if asked is not None and asked.text:
            self.show_sidebar(True)
            self.sidebar.ask_to_save(lambda name: self.shelving.save(name, asked))

    def recall(self, remembered: QSettings) -> None:
        """Looks as it did when the window was closed."""
        self.setSizes([SIDEBAR_WIDTH, FILTERS_WIDTH, self.width()])
        if (kept := remembered.value("panes")) is not None:
            self.restoreState(kept)
        folded = remembered.value("folded", "")
        self.filters.fold(str(folded).split())
        self.sidebar.setVisible(bool(remembered.value("sidebar", True, bool)))
        self.filters.setVisible(bool(remembered.value("filters", False, bool)))
        self.shelving.show(self.sidebar.isVisibleTo(self))
        self.refining.show(self.filters.isVisibleTo(self))
        self.sidebar_shown.emit(self.sidebar.isVisibleTo(self))
        self.filters_shown.emit(self.filters.isVisibleTo(self))

    def keep(self, remembered: QSettings) -> None:
        remembered.setValue("panes", self.saveState())
        remembered.setValue("sidebar", self.sidebar.isVisibleTo(self))
        remembered.setValue("filters", self.filters.isVisibleTo(self))
        remembered.setValue("folded", " ".join(self.filters.folded()))
