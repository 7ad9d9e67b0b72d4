"""Shows what went wrong on a page, and does what a person chooses there."""

from __future__ import annotations

import platform
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from app.domain import Progress
from app.settings import Settings, change_settings
from app.ui import desktop, wording
from app.ui.pages import ErrorPage
from app.ui.session import PhotoLibrary
from app.ui.shell import known_libraries
from app.ui.shell.failures import Action, Failure, failure_of, is_gone
from app.ui.shell.presence import Presence
from app.ui.tasks import Tasks
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.indexing.mending import BackgroundRepair
    from app.library.setting_aside import SetAside
    from app.ui.shell.repair_page import RepairPage
    from app.ui.work.watching import Watching

_POLL_MS = 200


class Failing(QObject):
    """`again_wanted` asks to try once more what failed; `said` is for the status line; `settings_changed` comes when a
    person chose another setting here."""

    again_wanted = Signal()
    said = Signal(str)
    settings_changed = Signal(object)  # Settings
    index_wanted = Signal(object)  # list of Path: the folders of a library that was set aside

    def __init__(
        self,
        library: PhotoLibrary,
        tasks: Tasks,
        watching: Watching,
        pages: QStackedWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._watching, self._pages = library, tasks, watching, pages
        self.page = ErrorPage()
        pages.addWidget(self.page)
        self.page.wanted.connect(self._do)
        self.presence = Presence(library.folder, tasks, self)
        self.presence.lost.connect(self._lose)
        self.presence.back.connect(self._go_on)
        self.failure: Failure | None = None
        self._page: RepairPage | None = None
        self._repair: BackgroundRepair | None = None
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def repairing(self) -> bool:
        return self._page is not None and self._pages.currentWidget() is self._page

    def show(self, error: BaseException, *, searching: bool = False) -> None:
        """Shows the page for an error; a repair is not disturbed by what fails meanwhile."""
        if self.repairing:
            return
        if is_gone(error):
            self.presence.miss()
            self._watching.make_room(lambda: None)
        self.failure = failure_of(error, self._library.folder, searching=searching)
        self.page.tell(self.failure)
        self._pages.setCurrentWidget(self.page)

    def look_closer(self) -> None:
        """Work on the library ended with an error. Where the library cannot be written at all, the page says so."""
        from app.library.condition import trouble

        folder = self._library.folder
        known = folder.absolute() in known_libraries.read()

        def found(error: Exception | None) -> None:
            if error is not None:
                self.show(error)

        self._tasks.run(self._tasks.files, lambda: trouble(folder, known=known), found, lambda _: None, lane="trouble")

    def shut_down(self) -> None:
        """At exit: a repair is told to end, and leaves everything sound."""
        self._timer.stop()
        self.presence.forget()
        if self._repair is not None:
            self._repair.leave()
            self._repair = None

    def draw_icons(self) -> None:
        self.page.draw_icons()
        if self._page is not None:
            self._page.draw_icons()

    def _do(self, action: Action) -> None:
        deeds: dict[Action, Callable[[], None]] = {
            Action.AGAIN: self.again_wanted.emit,
            Action.LOOK_AGAIN: self.again_wanted.emit,
            Action.REPAIR: self.repair,
            Action.SHOW_FOLDER: self._show_folder,
            Action.BEGIN_ANEW: self._begin_anew,
            Action.LESS_MEMORY: self._take_less_memory,
            Action.COPY_DETAILS: self._copy,
        }
        deeds[action]()

    def _show_folder(self) -> None:
        desktop.show_path(str(self._library.folder), self._tasks, self.said.emit)

    def _begin_anew(self) -> None:
        known_libraries.forget(self._library.folder)
        self.presence.forget()
        self._go_on()

    def _lose(self) -> None:
        """The library went away while it was open: whoever holds files of it lets go of them."""
        from app.library.condition import gone

        self._tasks.run(self._tasks.library, self._library.close, _nothing, _nothing)
        self.show(gone(self._library.folder))

    def _go_on(self) -> None:
        self._watching.go_on()
        self.again_wanted.emit()

    def _take_less_memory(self) -> None:
        def change() -> Settings:
            settings = change_settings(low_memory=True)
            self._library.renew()
            return settings

        def changed(settings: Settings) -> None:
            self.settings_changed.emit(settings)
            self.again_wanted.emit()

        self._tasks.run(self._tasks.library, change, changed, lambda error: self.said.emit(in_words(str(error))))

    def _copy(self) -> None:
        failure = self.failure
        if failure is not None:
            copy_report(f"{failure.title}\n{failure.text}\n\n{failure.details}")
            self.said.emit(self.tr("The details are in the clipboard"))

    # Repair

    def repair(self) -> None:
        """Mends the library in a child process, for which everybody else lets go of it."""
        if self._page is None:
            from app.ui.shell.repair_page import RepairPage

            self._page = RepairPage()
            self._pages.addWidget(self._page)
            self._page.stop_wanted.connect(self._stop)
            self._page.folder_wanted.connect(self._show_folder)
            self._page.done_wanted.connect(self._read)
            self._page.anew_wanted.connect(self._set_aside)
        self._page.begin()
        self._pages.setCurrentWidget(self._page)
        self._watching.make_room(
            lambda: self._tasks.run(self._tasks.library, self._library.close, self._start, self._not_started)
        )

    def _start(self, _: object) -> None:
        from app.indexing.mending import BackgroundRepair

        try:
            self._repair = BackgroundRepair(self._library.folder)
        except OSError as error:
            self._not_started(error)
            return
        self._timer.start()

    def _not_started(self, error: Exception) -> None:
        if self._page is not None:
            self._page.fail(str(error))

    def _stop(self) -> None:
        if self._repair is not None:
            self._repair.stop()

    def _poll(self) -> None:
        from app.indexing.mending import BeyondRepair, Examined

        if self._repair is None or self._page is None:
            return
        for news in self._repair.poll():
            if isinstance(news, Progress):
                self._page.tell(news)
            elif isinstance(news, Examined):
                self._page.finish(news)
            elif isinstance(news, BeyondRepair):
                self._page.give_up(news)
            else:
                self._page.fail(news)
        if not self._repair.running:
            self._timer.stop()
            self._repair = None

    def _set_aside(self) -> None:
        """The damaged library makes room for a new one with the same folders."""
        folder = self._library.folder

        def done(aside: SetAside) -> None:
            known_libraries.forget(folder)  # it is missed no more
            self._pages.setCurrentWidget(self.page)
            self._go_on()
            self.said.emit(self.tr("The damaged library is kept as {0}").format(wording.path(str(aside.kept))))
            there = [path for path in aside.folders if path.exists()]
            if there:
                self.index_wanted.emit(there)

        def work() -> SetAside:
            from app.indexing.wishes import WISHES_NAME
            from app.library.setting_aside import set_aside
            from app.search.remembered import QUERIES_NAME

            self._library.close()
            return set_aside(folder, (WISHES_NAME, QUERIES_NAME))

        self._tasks.run(self._tasks.library, work, done, self._not_started)

    def _read(self) -> None:
        """The person has seen what came of it. Who looked at the damaged file meanwhile looks at the new one now."""

        def closed(_: object) -> None:
            self._pages.setCurrentWidget(self.page)
            self._go_on()

        self._tasks.run(self._tasks.library, self._library.close, closed, closed)


def _nothing(_: object) -> None:
    """For what nobody waits for."""


def copy_report(text: str) -> None:
    """Puts a report of a failure on the clipboard, with what it ran on."""
    system = f"{platform.platform()}, Python {platform.python_version()}, Qt {qVersion()}"
    QGuiApplication.clipboard().setText(f"{text.rstrip()}\n\n{system}\n")
