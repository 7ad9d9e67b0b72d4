"""Everything about the work in the background, put together for the window: the line, its panel, and adding photos."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

from app.settings import Settings
from app.ui.session import Coverage
from app.ui.tasks import Tasks
from app.ui.work.adding import Adding
from app.ui.work.background_panel import BackgroundPanel
from app.ui.work.idling import Idling
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.status_line import StatusLine
from app.ui.work.switches import Switches
from app.ui.work.watching import Watching, prepare

# After the window is on screen: what watching takes is slow to load, and would fight with the first search.
BEGIN_MS = 1_500


class Work(QObject):
    """`settings_changed` comes when a switch was turned here."""

    settings_changed = Signal(object)  # Settings

    def __init__(self, library: Path, run: IndexingRun, watching: Watching, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._library, self._run, self._watching, self._tasks, self._window = library, run, watching, tasks, window
        run.make_room = watching.make_room
        if run.starts_slowly:
            run.launch = partial(tasks.run, tasks.files)
        self.switches = Switches(tasks, self)
        self.line = StatusLine(run, watching)
        self.idling = Idling(tasks, parent=self)
        self.panel = BackgroundPanel(self.line, self.switches, watching, self.idling, tasks, window)
        self.adding = Adding(library, run, tasks, self.switches, window)
        self._settings = self.switches.settings
        self._filtered: QWindow | None = None
        self._coverage = Coverage(0)
        self._prepared = False
        self._begin = QTimer(self, singleShot=True, interval=BEGIN_MS)
        self._begin.timeout.connect(self._prepare)
        self.line.work_wanted.connect(self.show_panel)
        self.panel.describe_wanted.connect(self._describe)
        self.adding.said.connect(self.line.say)
        self.switches.failed.connect(self.line.say)
        self.switches.changed.connect(self.follow)
        self.switches.changed.connect(self.settings_changed)
        self.idling.told.connect(watching.tell_idle)

    def begin(self) -> None:
        """The window is on screen."""
        handle = self._window.windowHandle()
        if handle is not self._filtered:
            self._filtered = handle
            handle.installEventFilter(self.idling)
        self._begin.start()

    def go_on(self) -> None:
        """What the last end of the program cut short goes on."""
        library, run = self._library, self._run
        self._tasks.run(self._tasks.files, lambda: _left(library), lambda left: run.go_on(*left), lambda _: None)

    def show_panel(self) -> None:
        """Opens the panel of background work over the line."""
        self.panel.open_over(self.line.work)

    def set_coverage(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self.line.set_coverage(coverage)
        self.panel.set_coverage(coverage)
        if coverage.idle and self._prepared:  # also where a person wants no watching: somebody has to do it
            self._watching.begin()

    def follow(self, settings: Settings) -> None:
        """Settings have changed, here or elsewhere: the run and the watching take up what they can."""
        before, self._settings = self._settings, settings
        if before == settings:
            return
        self.switches.follow(settings)
        self._run.follow(before, settings)
        self._watching.follow(before, settings)
        if before.throttle != settings.throttle:
            self._tasks.run(
                self._tasks.changes, partial(_throttle, self._library, settings), lambda _: None, lambda _: None
            )

    def describe_now(self, paths: Sequence[Path]) -> None:
        """Photos in these folders that were put off are described after all."""
        self.adding.describe_now(paths)

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        self.line.draw_icons()
        self.panel.draw_icons()

    def shut_down(self) -> None:
        """At exit."""
        self._begin.stop()
        self.idling.want(False)
        self.adding.shut_down()
        self.panel.hide()

    def _prepare(self) -> None:
        library = self._library
        self._tasks.run(self._tasks.files, lambda: prepare(library), self._ready, lambda _: None)

    def _ready(self, wanted: bool) -> None:
        self._prepared = True
        self._watching.begin(wanted or bool(self._coverage.idle))

    def _describe(self) -> None:
        self.panel.hide()
        library = self._library
        self._tasks.run(self._tasks.files, lambda: _put_off(library), self.describe_now, lambda _: None)


def _left(library: Path) -> tuple[list[Path], bool]:
    from app.indexing.wishes import left_unfinished  # on a worker, so that the window opens without it

    return left_unfinished(library)


def _put_off(library: Path) -> list[Path]:
    """The folders whose photos a person put off."""
    import os

    from app.indexing.choices import Choices

    choices = Choices.of(library)
    found = [Path(os.fsdecode(folder)) for choice in ("idle", "names") for folder in choices.folders(choice)]  # type: ignore[arg-type]
    return [folder for folder in found if folder.exists()]


def _throttle(library: Path, settings: Settings) -> None:
    from app.indexing.wishes import change_wishes

    if library.is_dir():
        change_wishes(library, throttle=settings.throttle)
