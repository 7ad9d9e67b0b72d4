"""The panes beside the pages: the library at the far left, then the filters. Each can be hidden, and remembers that;
`room` shares the width between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.domain import Chip
from app.ui import desktop
from app.ui.filters.advanced_panel import AdvancedPanel
from app.ui.filters.refining import Refining
from app.ui.room import Room
from app.ui.search.history import Place, SimilarPlace, TextPlace
from app.ui.search.name_dialog import proposed_name
from app.ui.sidebar.care import Care
from app.ui.sidebar.caring import Caring
from app.ui.sidebar.shelf import Asked, Shelf
from app.ui.sidebar.shelving import Shelving
from app.ui.sidebar.sidebar import Shown, Sidebar
from app.ui.sidebar.skipped_page import SkippedPage
from app.ui.tasks import Tasks
from app.ui.translation import in_words

SIDEBAR_WIDTH, FILTERS_WIDTH = 230, 240  # with letters of the usual size
LINE_HEIGHT = 17


class Panes(QSplitter):
    """`typed` says what stands in the search bar. `search_wanted` carries a text, and the words in it that are no
    filters, None where that stays as it is."""

    search_wanted = Signal(str, object)
    said = Signal(str)
    index_wanted = Signal(object)  # list of Path
    add_folder_wanted = Signal()
    pause_wanted = Signal(bool)
    page_wanted = Signal(object)  # a page to be shown instead of the results, or None for these
    changed = Signal()  # photos went or came back
    sidebar_shown = Signal(bool)
    filters_shown = Signal(bool)
    preview_shown = Signal(bool)

    def __init__(self, library: Shelf, tasks: Tasks, typed: Callable[[], str], pages: QWidget, care: Care) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._tasks = tasks
        self._typed = typed
        self._place: Place | None = None
        self._chips: Sequence[Chip] = ()
        self.sidebar, self.filters = Sidebar(), AdvancedPanel()
        self.shelving = Shelving(library, tasks, self)
        self.refining = Refining(library, tasks, self.asked, self)
        self.caring = Caring(care, tasks, self)
        self.skipped = SkippedPage(self.caring)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for pane in (self.sidebar, self.filters, pages):
            self.addWidget(pane)
        self.setStretchFactor(2, 1)
        larger = max(1.0, self.fontMetrics().height() / LINE_HEIGHT)
        self.room = Room(self, pages)
        self.room.add("sidebar", self.sidebar, self, round(SIDEBAR_WIDTH * larger), wanted=True)
        self.room.add("filters", self.filters, self, round(FILTERS_WIDTH * larger), wanted=False)
        self.room.shown.connect(self._shown)
        self._connect()

    def _connect(self) -> None:
        sidebar, shelving, refining = self.sidebar, self.shelving, self.refining
        sidebar.text_wanted.connect(self.search_wanted)
        sidebar.saved_opened.connect(shelving.look_at)
        sidebar.save_wanted.connect(self.save_search)
        sidebar.rename_wanted.connect(shelving.rename)
        sidebar.remove_wanted.connect(shelving.remove)
        sidebar.forget_wanted.connect(shelving.forget_recent)
        sidebar.page_wanted.connect(self.show_page)
        sidebar.add_folder_wanted.connect(self.add_folder_wanted)
        sidebar.index_wanted.connect(self.index_wanted)
        sidebar.pause_wanted.connect(self.pause_wanted)
        sidebar.show_wanted.connect(self._show_in_file_manager)
        sidebar.tree.folders_wanted.connect(shelving.fill)
        self._connect_care()
        shelving.told.connect(sidebar.show_overview)
        shelving.placed.connect(sidebar.show_places)
        shelving.stood.connect(sidebar.show_standing)
        shelving.filled.connect(sidebar.show_folders)
        shelving.counted.connect(sidebar.show_count)
        shelving.said.connect(self.said)
        self.filters.wanted.connect(refining.change)
        self.filters.close_wanted.connect(lambda: self.show_filters(False))
        refining.told.connect(self.filters.show_narrowing)
        refining.text_wanted.connect(lambda text: self.search_wanted.emit(text, None))
        refining.failed.connect(lambda error: self.said.emit(in_words(str(error))))

    def _connect_care(self) -> None:
        sidebar, caring, page = self.sidebar, self.caring, self.skipped
        sidebar.describe_wanted.connect(caring.describe_now)
        sidebar.exclude_wanted.connect(lambda path: caring.exclude([path]))
        sidebar.forget_folder_wanted.connect(caring.forget_folder)
        sidebar.forget_drive_wanted.connect(lambda drive: caring.forget_drives(drive.drive_ids))
        caring.said.connect(self.said)
        caring.index_wanted.connect(self.index_wanted)
        caring.changed.connect(self.changed)
        caring.changed.connect(lambda: self.shelving.refresh(at_once=True))
        page.show_wanted.connect(self._show_in_file_manager)
        page.close_wanted.connect(lambda: self.page_wanted.emit(None))

    def _show_in_file_manager(self, path: Path) -> None:
        desktop.show_path(str(path), self._tasks, self.said.emit)

    def asked(self) -> Asked | None:
        """What is searched for now; None where that cannot be narrowed."""
        place = self._place
        if isinstance(place, SimilarPlace):
            return Asked(photo=place.photo, shift=place.shift) if place.mode == "subject" else None
        if place is None:
            return Asked(self._typed())
        return Asked(self._typed(), place.literal, shift=place.shift)

    # What the window tells

    def moved(self, place: Place | None) -> None:
        """Something else is searched for."""
        self._place, self._chips = place, ()
        self.refining.drop()
        self.sidebar.show_text(place.text if isinstance(place, TextPlace) else "")
        if place is None:
            self.refining.tell()

    def answered(self, place: Place, chips: Sequence[Chip] = ()) -> None:
        """The answer to what is asked there has come, with how that was understood, and what it can be narrowed to may
        be counted."""
        self._place, self._chips = place, chips
        self.refining.tell_soon()

    def refreshed(self) -> None:
        """The library has changed."""
        self.shelving.refresh()
        self.refining.tell()
        self.skipped.follow()

    def show_work(self, working: bool, paused: bool) -> None:
        """Whether photos are being described, and whether that is paused."""
        self.sidebar.show_work(working, paused)

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        for part in (self.sidebar, self.filters, self.skipped):
            part.draw_icons()

    # What a person wants to see

    def show_page(self, shown: Shown = Shown.SKIPPED) -> None:
        """Shows the files that were left out, or what is kept out, instead of the results."""
        self.skipped.open(shown)
        self.sidebar.show_page(shown)
        self.page_wanted.emit(self.skipped)

    def show_sidebar(self, shown: bool) -> None:
        self.room.choose("sidebar", shown)

    def show_filters(self, shown: bool) -> None:
        self.room.choose("filters", shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.room.arrange()

    def _shown(self, name: str, shown: bool) -> None:
        """A pane was opened or closed, or gave way to others."""
        if name == "sidebar":
            self.shelving.show(shown)
            self.sidebar_shown.emit(shown)
        elif name == "filters":
            self.refining.show(shown)
            self.filters_shown.emit(shown)
        else:
            self.preview_shown.emit(shown)

    def save_search(self) -> None:
        """Asks for a name, and saves what is searched for under it."""
        asked = self.asked()
        if asked is not None and asked.text:
            self.show_sidebar(True)
            name = proposed_name(asked.text, self._chips)
            self.sidebar.ask_to_save(name, lambda name: self.shelving.save(name, asked))

    def recall(self, remembered: QSettings) -> None:
        """Looks as it did when the window was closed."""
        folded = remembered.value("folded", "")
        self.filters.fold(str(folded).split())
        self.room.recall(remembered)
        for name, pane in (("sidebar", self.sidebar), ("filters", self.filters)):
            self._shown(name, pane.isVisibleTo(self))

    def keep(self, remembered: QSettings) -> None:
        self.room.keep(remembered)
        remembered.setValue("folded", " ".join(self.filters.folded()))
