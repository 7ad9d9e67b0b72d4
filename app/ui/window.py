"""The first window: puts the parts together and passes signals between them. What they mean is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain import Hit, IndexSummary, Progress
from app.settings import load_settings
from app.ui.drop_veil import DropVeil
from app.ui.drops import local_paths, take_copy
from app.ui.pages import NoMatchPage
from app.ui.panes import Panes
from app.ui.photo.preview import Preview
from app.ui.photo.viewing import Viewing
from app.ui.results import wiring
from app.ui.results.changes import LibraryChanges
from app.ui.results.changing import Changing
from app.ui.results.photo_wishes import PhotoWishes
from app.ui.results.results_model import ResultsModel
from app.ui.results.results_view import ResultsView
from app.ui.results.thumbnails import Thumbnails
from app.ui.search.answer_header import AnswerHeader
from app.ui.search.history import Place, TextPlace, question
from app.ui.search.search_bar import SearchBar
from app.ui.search.searching import Searching, narrowing_parts
from app.ui.search.well_known import is_place
from app.ui.session import Coverage, NothingIndexed, PhotoLibrary
from app.ui.settings.door import SettingsDoor
from app.ui.shell.failing import Failing
from app.ui.shell.failures import is_gone
from app.ui.shell.first_paint import FirstPaint
from app.ui.shell.health import Health
from app.ui.shell.last_search import LastSearch
from app.ui.shell.notice import Notice
from app.ui.shell.window_state import keep_window, recall_window
from app.ui.shortcuts import Shortcuts
from app.ui.sidebar.care import LibraryCare
from app.ui.start_page import StartPage
from app.ui.tasks import SHUT_DOWN_MS, Tasks
from app.ui.translation import in_words
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching
from app.ui.work.work import Work

if TYPE_CHECKING:
    from app.search.paging import Listing
    from app.ui.photo.viewer import Viewer

SMALLEST_SIZE = QSize(640, 420)
PREVIEW_WIDTH = 340
# A page that says that there is nothing would only flicker between two letters.
NOTHING_YET_MS = 600
PREPARE_MS = 1_000  # after the first painting; what a first photo needs is made then
# What the library knows of drives may be so old; a folder that is away may be back before anybody else sees it.
PLACES_MS, LOOKS_AT_PLACES = 2_100, 4


class Window(QWidget):
    """Search bar on top, results and preview in the middle, indexing at the bottom."""

    def __init__(self, library: PhotoLibrary, run: IndexingRun, watching: Watching, remembered: QSettings) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Snowline")
        self.setMinimumSize(SMALLEST_SIZE)
        self.setAcceptDrops(True)
        self._library, self._run, self.watching, self._remembered = library, run, watching, remembered
        self.may_close: Callable[[], bool] = lambda: True  # asked first; the shell may hide the window instead
        self.tasks = Tasks(self)
        self.tasks.hold()
        self.first_paint = FirstPaint(self)
        self.first_paint.painted.connect(self.tasks.go)
        self.searching = Searching(library, self.tasks, self)
        self.thumbnails = Thumbnails(library.folder, self)
        self._coverage: Coverage | None = None  # until the library was first looked at

        self.bar = SearchBar(library, self.tasks)
        self.header = AnswerHeader()
        low_memory = load_settings().low_memory
        model = ResultsModel(self, read=self.searching.read, low_memory=low_memory)
        self.results = ResultsView(model, self.thumbnails, read=self.searching.read, under=self.searching.under)
        self.preview = Preview(self.tasks, self.thumbnails)
        self.start, self.no_match = StartPage(self.tasks), NoMatchPage()
        self.health, self.notice = Health(library.folder, self.tasks, self), Notice()
        self.work = Work(library.folder, run, watching, self.tasks, self)
        self.panel = self.work.line
        self.changing = Changing(LibraryChanges(library.folder), self.tasks, self)
        self.wishes = PhotoWishes(self.results, self.searching, self.changing, self.tasks, self.panel.say, self)
        self.wishes.serve(self.preview)
        self.viewing = Viewing(self.results, self.preview, self.tasks, self.thumbnails, self)
        self.wishes.watch(self.viewing)
        self.wishes.index_wanted.connect(self.add)
        self.wishes.preview_wanted.connect(lambda: self.bar.preview_button.setChecked(True))
        self._shown: Place | None = None  # whose answer is in the results
        self._trying = False  # what failed is tried once more
        self._looking, self._looks = QTimer(self, interval=PLACES_MS), 0  # whether folders are there, so often more
        self._awaited = False  # the answer to another question is on its way
        self._entering = False  # once it is there, the keyboard goes to its first photo
        self._nothing_yet = QTimer(self, singleShot=True, interval=NOTHING_YET_MS)
        self.settings = SettingsDoor(self, library, run)
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self.last_search = LastSearch(self.searching, remembered, library.folder, self)
        recall_window(self, remembered)
        self.bar.focus()
        self.searching.refresh(at_once=True)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        listing = QWidget()
        listing.setObjectName("listing")
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.results, 1)
        self.splitter.addWidget(listing)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(0, 1)
        self.preview.setMinimumWidth(PREVIEW_WIDTH * 2 // 3)
        self.pages = QStackedWidget()
        for page in (self.start, self.splitter, self.no_match):
            self.pages.addWidget(page)
        self.failing = Failing(self._library, self.tasks, self.watching, self.pages, self)
        self.error = self.failing.page
        self.panes = Panes(self._library, self.tasks, self.bar.text, self.pages, LibraryCare(self._library.folder))
        self.pages.addWidget(self.panes.skipped)
        self.panes.room.add("preview", self.preview, self.splitter, PREVIEW_WIDTH, wanted=True)
        self.pages.currentChanged.connect(self.panes.room.arrange)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.notice)
        whole.addWidget(self.panes, 1)
        whole.addWidget(self.panel)
        self._veil = DropVeil(self.pages)

    def _connect(self) -> None:
        bar, searching, results = self.bar, self.searching, self.results
        bar.typed.connect(lambda text: searching.text(text, typing=True))
        bar.entered.connect(searching.text)
        bar.back_wanted.connect(searching.back)
        bar.add_folder_wanted.connect(self.choose_folder)
        bar.grid_wanted.connect(results.show_grid)
        bar.preview_wanted.connect(lambda shown: self.panes.room.choose("preview", shown))
        bar.down_pressed.connect(self._enter_results)
        bar.field.textEdited.connect(lambda _: self._stay_in_field())
        bar.literal_wanted.connect(searching.take_back)
        bar.reading_wanted.connect(searching.read_again)
        bar.failed.connect(self.panel.say)
        bar.settings_wanted.connect(self.open_settings)
        searching.remembered.connect(bar.suggesting.forget_recent)
        self.start.add_folder_wanted.connect(self.choose_folder)
        self.start.add_wanted.connect(self.add)
        self.work.settings_changed.connect(self.settings.apply)
        self.panel.skipped_wanted.connect(self.panes.show_page)
        self.start.example_wanted.connect(searching.text)
        self.no_match.everything_wanted.connect(searching.show_everything)
        self.no_match.text_wanted.connect(searching.text)
        searching.freed.connect(lambda _, found: self.no_match.offer(found))
        self.failing.again_wanted.connect(self._try_again)
        self.failing.said.connect(self.panel.say)
        self.failing.index_wanted.connect(self._run.add)
        self.failing.settings_changed.connect(self.settings.apply)
        self.health.told.connect(self.notice.show_faults)
        self.health.mended.connect(self._mended)
        self.notice.look_wanted.connect(self.health.look)
        wiring.connect(self.header, results, searching)
        self.first_paint.painted.connect(lambda: QTimer.singleShot(PREPARE_MS, self, self.preview.prepare))
        self.preview.about.tag_wanted.connect(self._search_tag)
        results.current_changed.connect(self._show_current)
        self._nothing_yet.timeout.connect(lambda: self.pages.setCurrentWidget(self.no_match))
        searching.moved.connect(self._moved)
        searching.answered.connect(self._answered)
        searching.failed.connect(self._failed)
        searching.covered.connect(self._covered)
        searching.not_covered.connect(self._not_covered)
        self._run.started.connect(lambda: self.start.set_indexing(True))
        self._run.progressed.connect(self._indexed_more)
        self._run.finished.connect(self._indexed_all)
        self._run.failed.connect(lambda _: self._not_indexed())
        self._run.failed.connect(lambda _: self.health.look())
        self.watching.worked.connect(lambda done: searching.refresh(at_once=done))
        for signal in (self.watching.connected, self.viewing.unreadable):
            signal.connect(self._places_changed)
        self._looking.timeout.connect(self._look_at_places)

        bar.sidebar_wanted.connect(self.panes.show_sidebar)
        bar.filters_wanted.connect(self.panes.show_filters)
        self.panes.sidebar_shown.connect(bar.sidebar_button.setChecked)
        self.panes.filters_shown.connect(bar.filters_button.setChecked)
        self.panes.preview_shown.connect(bar.preview_button.setChecked)
        self.panes.search_wanted.connect(lambda text, words: searching.text(text, literal=words, clicked=True))
        self.panes.search_wanted.connect(lambda *_: self._leave_page())
        bar.entered.connect(lambda _: self._leave_page())
        self.panes.index_wanted.connect(self.add)
        self.panes.add_folder_wanted.connect(self.choose_folder)
        self.panes.pause_wanted.connect(lambda _: self.panel.toggle_pause())
        self.panes.page_wanted.connect(self._show_page)
        self.panes.changed.connect(lambda: searching.refresh(at_once=True))
        for signal in (self._run.started, self._run.progressed, self._run.finished, self.watching.told):
            signal.connect(lambda *_: self.panes.show_work(self._indexing, self._run.paused or self.watching.paused))
        self.panes.said.connect(self.panel.say)
        searching.remembered.connect(lambda _: self.panes.shelving.tell())

    def _add_shortcuts(self) -> None:
        bar = self.bar
        self.shortcuts = Shortcuts(self._remembered, self)
        self.shortcuts.bind(
            {
                "search": bar.focus,
                "back": self.searching.back,
                "again": self.searching.again,
                "save search": self.panes.save_search,
                "add folder": self.choose_folder,
                "list": bar.list_button.click,
                "grid": bar.grid_button.click,
                "preview": bar.preview_button.click,
                "sidebar": bar.sidebar_button.click,
                "filters": bar.filters_button.click,
                "work": self.work.show_panel,
                "undo": self.wishes.undo,
                "redo": self.wishes.redo,
                "settings": self.open_settings,
                "quit": self.close,
            },
            bar.buttons_by_action() | {"work": self.panel.work},
        )
        self.shortcuts.lend(self.results.photo_actions.named(), self.preview.about.buttons_by_action())
        self.viewing.opened.connect(self._lend_keys)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, bar.focus)

    def _lend_keys(self, viewer: Viewer) -> None:
        """In the view on the whole screen, photos have the same keys."""
        actions = viewer.photo_actions.named()
        del actions["photo view"]  # it is looked at already
        self.shortcuts.lend(actions, viewer.about.buttons_by_action())

    def open_settings(self, page: str = "") -> None:
        """Shows the settings, at the page of this key."""
        self.settings.open(page)

    # Where we are, and what came of it

    def _moved(self, place: Place | None) -> None:
        self.bar.back.setEnabled(self.searching.history.can_go_back)
        self.setWindowTitle(self.tr("{0} – Snowline").format(place.title) if place else "Snowline")
        self.bar.show_place(place)
        self.panes.moved(place)
        self._nothing_yet.stop()
        self._awaited = place is not None
        if place is None:
            self.pages.setCurrentWidget(self.start)
        else:
            self.header.searching()

    def _answered(self, place: Place, listing: Listing) -> None:
        self.bar.tell(place, listing.answer)
        self.panes.answered(place, listing.answer.chips)
        self.header.tell(place, listing)
        self._nothing_yet.stop()
        self._awaited, entering, self._entering = False, self._entering, False
        if not len(listing):
            filtered = isinstance(place, TextPlace) and not is_place(place.text) and bool(narrowing_parts(listing))
            self.no_match.tell(place, listing, indexing=self._indexing, filtered=filtered)
            if isinstance(place, TextPlace) and filtered:
                self.searching.free(place, listing)
            self.results.show_listing(None)
            self._shown = None
            if self.bar.typing:
                self._nothing_yet.start()
            else:
                self.pages.setCurrentWidget(self.no_match)
            return
        same = self._shown is not None and question(place) == question(self._shown)
        self.results.show_listing(listing, self.searching.history.chosen(place), in_place=same)
        self._shown = place
        self.pages.setCurrentWidget(self.splitter)
        if entering and self.bar.field.hasFocus():
            self.results.enter()

    def _failed(self, place: Place, error: Exception) -> None:
        self._awaited = self._entering = False
        self.header.stop()
        self.bar.stop()
        if isinstance(error, NothingIndexed):
            self.pages.setCurrentWidget(self.start)
            return
        self.failing.show(error, searching=True)

    def _try_again(self) -> None:
        self._trying = True  # the page stays until there is something else to show
        self.searching.refresh(at_once=True)
        self.panes.shelving.refresh(at_once=True)
        self.searching.again()

    def _tried(self) -> None:
        """The library can be read: what failed is over."""
        self._trying = False
        if self.searching.history.here is None:
            self.pages.setCurrentWidget(self.start)
            if not self._run.active:
                self.work.go_on()

    def _show_page(self, page: QWidget | None) -> None:
        """Shows a page instead of the results, or these again."""
        if page is not None:
            self.pages.setCurrentWidget(page)
        else:
            self._leave_page()

    def _leave_page(self) -> None:
        if self.pages.currentWidget() is self.panes.skipped:
            self._try_again()

    def _show_current(self, hit: Hit | None) -> None:
        if hit is not None:
            self.searching.choose(hit.photo_id)
        self.preview.show_hit(hit)

    def _enter_results(self) -> None:
        """Leads the keyboard to the first result: of what is asked for, not of what is still shown."""
        self.bar.ask_now()
        if self._awaited:
            self._entering = True
        elif self.pages.currentWidget() is self.splitter:
            self.results.enter()

    def _stay_in_field(self) -> None:
        self._entering = False

    def _search_tag(self, text: str) -> None:
        """A search that somebody clicked on; the keyboard goes to its results."""
        self.bar.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.searching.text(text)
        self._enter_results()

    # Indexing

    def choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Add a folder with photos"), str(Path.home()))
        if folder:
            self.add([Path(folder)])

    def add(self, paths: list[Path]) -> None:
        if self.failing.presence.is_lost:
            self.panel.say(self.tr("Your library is not there. Bring it back first, or begin a new one."))
        else:
            self.work.adding.add(paths)

    @property
    def _indexing(self) -> bool:
        """Photos that cannot be found yet are on their way."""
        return self._run.active or self.watching.describing

    def _indexed_more(self, step: Progress) -> None:
        if step.stage != "scan":
            self.searching.refresh()

    def _indexed_all(self, result: IndexSummary | None) -> None:
        self.searching.refresh(at_once=True)
        if not self._run.waiting:
            self.watching.go_on()

    def _not_indexed(self) -> None:
        self._indexed_all(None)
        if self.searching.history.here is None:
            self.failing.look_closer()

    def _covered(self, coverage: Coverage) -> None:
        # What was asked before the first look at the library was answered from the library as it is.
        grown, self._coverage = self._coverage not in (None, coverage), coverage
        self.start.set_coverage(coverage)
        self.start.set_indexing(self._indexing)
        if coverage.photos or coverage.waiting or coverage.folders:
            self.failing.presence.expect()
        if self._trying:
            self._tried()
        self.watching.set_coverage(coverage)
        self.work.set_coverage(coverage)
        self.health.set_coverage(coverage)
        self.panes.refreshed()
        # The list changes under nobody's hands: what is being looked at stays until it is asked for again.
        looked_at = self.pages.currentWidget() is self.panes.skipped or not self.results.is_untouched()
        if grown and self.searching.history.here is not None and not looked_at:
            self.searching.again()

    def _places_changed(self) -> None:
        """Folders went away, or are back; or a photo cannot be read, which may mean that."""
        begins = not self._looking.isActive()
        self._looks = LOOKS_AT_PLACES
        self._looking.start()
        if begins:
            self._look_at_places()

    def _look_at_places(self) -> None:
        """Photos in folders that are away look so."""
        self._looks -= 1
        if self._looks <= 0:
            self._looking.stop()
        self.thumbnails.look_again()
        self.panes.shelving.refresh(at_once=True)
        if self.searching.history.here is not None and self.pages.currentWidget() is self.splitter:
            self.searching.again()

    def _mended(self) -> None:
        """What was amiss is right again: searching and watching take it up."""
        self.tasks.run(self.tasks.library, self._library.renew, lambda _: self._try_again(), lambda _: None)
        if self.watching.active:
            self.watching.begin_anew()
        elif not self._run.active:
            self.watching.go_on()

    def _not_covered(self, error: Exception) -> None:
        """The library is there but cannot be read; the start page must not invite as if there were none."""
        self._coverage = Coverage(0)
        self._trying = False
        if self.searching.history.here is None or is_gone(error):
            self.failing.show(error)
        else:
            self.panel.say(in_words(str(error)))

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # A photo dragged out of our own results is on its way to another program.
        if event.source() is None and local_paths(event.mimeData()) and take_copy(event):
            self._veil.show_over()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        take_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._veil.hide()
        if take_copy(event):
            self.add(local_paths(event.mimeData()))

    # Looks, and the end

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for part in (self.bar, self.notice, self.work, self.panes, self.start, self.no_match, self.failing):
                part.draw_icons()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.work.begin()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        keep_window(self, self._remembered)
        self.viewing.shut_down()
        self.preview.about.settle()
        self.settings.shut_down()
        self.failing.shut_down()
        self.health.shut_down()
        self.work.shut_down()
        self._run.shut_down()
        self.watching.shut_down()
        self.thumbnails.shut_down(SHUT_DOWN_MS)
        self.tasks.shut_down(self._library.close)
        self.bar.picture.shut_down()
        event.accept()
