"""An index run as the window sees it: folders wait their turn, one run at a time, news by signal. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain import IndexSummary, Progress
from app.settings import Settings

# Often enough to look alive; the child process sends more, of which the newest is shown.
POLL_MS = 200
# A run that was longer or brought more is worth telling a person who does something else meanwhile.
LONG_SECONDS, MANY_PHOTOS = 300.0, 500


class Background(Protocol):
    """What the window needs of `app.indexing.background.BackgroundIndexing`."""

    @property
    def running(self) -> bool: ...

    def poll(self) -> list[Progress | IndexSummary | str]: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def stop(self) -> None: ...

    def leave(self) -> None: ...

    def go_on_anyway(self) -> None: ...

    def set_pause_on_battery(self, wanted: bool) -> None: ...


def start_background(library: Path, paths: Sequence[Path]) -> Background:
    """Starts indexing in a child process; imported here, so that the window opens without it."""
    from app.indexing.background import BackgroundIndexing
    from app.settings import load_settings

    return BackgroundIndexing(library, list(paths), load_settings())


Launch = Callable[[Callable[[], Background], Callable[[Background], None], Callable[[Exception], None]], None]


def launch_here(
    start: Callable[[], Background], done: Callable[[Background], None], failed: Callable[[Exception], None]
) -> None:
    """Makes the process on this thread."""
    try:
        background = start()
    except Exception as error:
        failed(error)
        return
    done(background)


def leave_for_next_time(library: Path, paths: Sequence[Path]) -> None:
    """Remembers folders whose turn did not come."""
    from app.indexing.wishes import amend_wishes

    amend_wishes(library, lambda wishes: wishes.with_unfinished(paths))


class IndexingRun(QObject):
    """At most one run; what is added meanwhile is indexed after it."""

    started = Signal()
    progressed = Signal(object)  # Progress
    finished = Signal(object)  # IndexSummary
    failed = Signal(str)
    long_run_ended = Signal(object)  # IndexSummary of a run that took long or brought much
    pause_wanted = Signal(bool)  # by the person, before the program was last closed

    def __init__(
        self,
        library: Path,
        start: Callable[[Path, Sequence[Path]], Background] = start_background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._start = library, start
        self._background: Background | None = None
        self._queue: list[Path] = []
        self._starting: list[Path] | None = None  # paths of a run that waits until it has the library for itself
        self._paths: list[Path] = []  # of the run at work, or of the last one
        self._again = False  # the run at work ends, and goes on with other settings
        self.paused = False
        # Called before a run starts, with what starts it; whoever else writes to the library ends first.
        self.make_room: Callable[[Callable[[], None]], None] = lambda start: start()
        # Makes the process, with what makes it and what follows; off this thread where that takes a while.
        self.launch: Launch = launch_here
        self.starts_slowly = start is start_background
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def active(self) -> bool:
        return self._background is not None or self._starting is not None

    @property
    def waiting(self) -> int:
        """Folders and files that wait for the present run to end."""
        return len(self._queue)

    def add(self, paths: Sequence[Path]) -> None:
        """Indexes `paths`, after the present run if there is one."""
        self._queue += [path for path in paths if path not in self._queue]
        if self._queue and not self.active:
            self._begin()

    def pause(self, wanted: bool) -> None:
        if self.active:
            self.paused = wanted
        if self._background is not None:
            if wanted:
                self._background.pause()
            else:
                self._background.resume()

    def go_on_anyway(self) -> None:
        """Photos need not wait for mains power until the computer was on mains again."""
        if self._background is not None:
            self._background.go_on_anyway()

    def follow(self, before: Settings, settings: Settings) -> None:
        """Settings have changed: what the run at work can take up, it takes up."""
        if self._background is None:
            return
        if before.pause_on_battery != settings.pause_on_battery:
            self._background.set_pause_on_battery(settings.pause_on_battery)
        if before.low_memory != settings.low_memory:
            self._again = True
            self._background.leave()

    def try_again(self) -> None:
        """What the last run was given, once more; it goes on where that one ended."""
        self.add(self._paths)

    def stop(self) -> None:
        """Ends the present run and forgets what waits; what is indexed stays. The summary follows by `finished`."""
        self._queue.clear()
        self._again = False
        if self._starting is not None:
            self._starting = []
        if self._background is not None:
            self._background.stop()

    def go_on(self, paths: Sequence[Path], paused: bool) -> None:
        """At the start of the program: what its last end cut short goes on, paused if it was paused."""
        if paths:
            self.add(paths)
            self.pause_wanted.emit(paused)

    def shut_down(self) -> None:
        """At exit: stops without waiting for news; what is not finished goes on at the next start."""
        self._timer.stop()
        if left := [*(self._starting or ()), *self._queue]:
            leave_for_next_time(self._library, left)
        self._queue.clear()
        self._starting = None
        if self._background is not None:
            self._background.leave()
        self._background = None

    def _begin(self) -> None:
        self._starting, self._queue = self._queue, []
        self.paused = False
        self.started.emit()
        self.make_room(self._begin_now)

    def _begin_now(self) -> None:
        paths = self._starting
        if paths is None:  # the program ends
            return
        if not paths:
            self._starting = None
            self._end(IndexSummary(cancelled=True))
            return
        self._paths = paths
        self.launch(lambda: self._start(self._library, paths), self._launched, self._not_launched)

    def _launched(self, background: Background) -> None:
        wanted, self._starting = self._starting, None
        if wanted is None:  # the program ends
            background.leave()
            return
        self._background = background
        if not wanted:  # stopped meanwhile
            background.stop()
        elif self.paused:
            background.pause()
        self._timer.start()

    def _not_launched(self, error: Exception) -> None:
        """No process, no disk: the person sees it where progress would stand."""
        self._starting = None
        self.failed.emit(str(error))

    def _poll(self) -> None:
        background = self._background
        if background is None:
            return
        running = background.running  # before the news, so that a last word is never missed
        newest: Progress | None = None
        for news in background.poll():
            if isinstance(news, Progress):
                newest = news
            else:
                self._end(news)
                return
        if newest is not None:
            self.progressed.emit(newest)
        if not running:
            self._end(self.tr("Indexing ended unexpectedly. What was indexed is kept; add the folder again to go on."))

    def _end(self, outcome: IndexSummary | str) -> None:
        self._timer.stop()
        self._background = None
        if self._again and isinstance(outcome, IndexSummary) and outcome.cancelled:
            self._again, self._starting = False, self._paths
            self._begin_now()
            return
        self._again = False
        if isinstance(outcome, IndexSummary):
            self.finished.emit(outcome)
            if not outcome.cancelled and (outcome.seconds > LONG_SECONDS or outcome.indexed > MANY_PHOTOS):
                self.long_run_ended.emit(outcome)
        else:
            self.failed.emit(outcome)
        if self._queue:
            self._begin()
