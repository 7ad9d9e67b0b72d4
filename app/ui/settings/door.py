"""Where the settings window comes from, and what a change means for the parts of the main window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.settings import Settings
from app.ui import look

if TYPE_CHECKING:
    from app.ui.session import PhotoLibrary
    from app.ui.settings.settings_window import SettingsWindow
    from app.ui.window import Window
    from app.ui.work.indexing_run import IndexingRun

# What a searcher is made with.
_OF_SEARCH = ("low_memory", "relevance_shift", "relevance_policy", "language", "hemisphere")
# What the processes that index are started with; the throttle reaches them without a new start.
_OF_INDEXING = (
    "worker_processes", "worker_memory_mb", "captions", "read_text", "thumbnail_side",
    "thumbnail_cache_mb", "share_thumbnails", "max_pixels", "seconds_per_file",
)  # fmt: skip


# After the main window: what settings are made of is loaded by a worker then, so that their window opens at once.
PREPARE_MS = 5_000


class SettingsDoor(QObject):
    """Opens the one settings window of a main window, and applies what is changed there."""

    def __init__(self, main: Window, library: PhotoLibrary, run: IndexingRun) -> None:
        super().__init__(main)
        self._main, self.library, self.run = main, library, run
        self._applied = main.work.switches.settings
        self.window: SettingsWindow | None = None
        if not self._applied.low_memory:
            QTimer.singleShot(PREPARE_MS, self, self._prepare)

    def open(self, page: str = "") -> None:
        """Shows the settings, at the page of this key."""
        if self.window is None:
            from app.ui.settings.making import make_window

            self.window = make_window(self._main, self)
            self.window.changed.connect(self.apply)
        self.window.open(page)

    def shut_down(self) -> None:
        """The main window closes: what takes long here ends with it."""
        if self.window is not None:
            self.window.shut_down()

    def apply(self, settings: Settings) -> None:
        """Tells the parts what has changed for them."""
        before, self._applied = self._applied, settings
        if self.window is not None:
            self.window.keeping.take_up(settings)
        main = self._main

        def differ(*names: str) -> bool:
            return any(getattr(before, name) != getattr(settings, name) for name in names)

        application = QApplication.instance()
        if differ("theme") and isinstance(application, QApplication):
            look.dress(application, theme=settings.theme)
        if differ(*_OF_SEARCH):
            main.tasks.run(main.tasks.library, self.library.renew, self._search_again, lambda _: None)
        main.work.follow(settings)
        if differ("watch"):
            main.watching.begin(settings.watch)
        if differ("thumbnail_side", "max_pixels", "low_memory"):
            main.thumbnails.start_anew()
            main.results.model.set_low_memory(settings.low_memory)
        if differ("watch", *_OF_INDEXING):
            main.watching.begin_anew()

    def library_changed(self) -> None:
        """Folders, drives or what was said of photos are not what they were; the number of a photo that was erased
        may go to another."""
        self._main.thumbnails.start_anew()
        self._main.searching.refresh(at_once=True)
        self._search_again(None)

    def _prepare(self) -> None:
        self._main.tasks.run(self._main.tasks.files, _load, lambda _: None, lambda _: None)

    def searches_forgotten(self) -> None:
        """No search is remembered any more."""
        self._main.bar.suggesting.forget_recent()
        self._main.panes.shelving.tell()

    def begin_anew(self) -> None:
        """The library is gone: the window stands as at a first start."""
        main = self._main
        main.searching.history = type(main.searching.history)()
        main.bar.back.setEnabled(False)
        main.results.show_listing(None)
        main.preview.show_hit(None)
        main.thumbnails.start_anew()
        self.searches_forgotten()

    def _search_again(self, _: object) -> None:
        if self._main.searching.history.here is not None:
            self._main.searching.again()


def _load() -> None:
    import app.ui.settings.making  # noqa: F401
