"""The library kept up to date while the window is open and no indexing run is at work. No widgets here.

The work is done in a child process; it makes room for an indexing run, which wants the library for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain import IndexSummary, Progress
from app.settings import Settings, load_settings
from app.ui import wording
from app.ui.session import Coverage
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.indexing.watch_state import WatchState

POLL_MS = 500
# Another Snowline keeps the library up to date, or the process could not begin: tried again after so long.
RETRY_MS = 60_000

PAUSED = "paused"  # as `WatchState.held` says it


class Watch(Protocol):
    """What the window needs of `app.indexing.background.BackgroundWatching`."""

    @property
    def running(self) -> bool: ...

    def poll(self) -> list[Any]: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def leave(self) -> None: ...

    def go_on_anyway(self) -> None: ...

    def set_pause_on_battery(self, wanted: bool) -> None: ...

    def tell_idle(self, idle: bool) -> None: ...


def prepare(library: Path) -> bool:
    """Loads what watching takes, which is slow the first time. Returns whether the person wants it, or photos wait for
    a computer that nobody uses."""
    import app.indexing.background  # noqa: F401
    from app.indexing.choices import Choices

    return load_settings().watch or bool(Choices.of(library).folders("idle"))


def start_watching(library: Path) -> Watch:
    """Starts watching in a child process."""
    from app.indexing.background import BackgroundWatching

    return BackgroundWatching(library)


class Watching(QObject):
    """At most one child that watches, begun anew whenever there is reason to. All methods return quickly."""

    told = Signal()  # `words`, `details`, `busy` or `paused` may have changed
    worked = Signal(bool)  # photos may have come or gone; True when that is done for now
    connected = Signal()  # folders went away, or are back

    def __init__(
        self, library: Path, start: Callable[[Path], Watch] = start_watching, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._start = library, start
        self._wanted = self._held_back = self._again = False
        self._watch: Watch | None = None
        self._then: list[Callable[[], None]] = []  # what waits until the child is gone
        self._coverage = Coverage(0)
        self._state: WatchState | None = None
        self._step: Progress | None = None
        self._held = self._trouble = ""
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self._consider)

    @property
    def active(self) -> bool:
        """True until the child has ended."""
        return self._watch is not None

    @property
    def paused(self) -> bool:
        return self._held == PAUSED

    @property
    def held(self) -> str:
        """Why photos wait just now, as `Progress.held` says it; "" where they do not."""
        return self._held if self._watch is not None else ""

    @property
    def state(self) -> WatchState | None:
        """What the child said last of its folders; None where there is no child."""
        return self._state if self._watch is not None else None

    @property
    def busy(self) -> bool:
        """There is something that could be paused, or is."""
        return self._watch is not None and (self._step is not None or bool(self._held))

    @property
    def describing(self) -> bool:
        """Photos that cannot be found yet are being described, or would be if nothing held that up. To bring lists up
        to date and to read the text in pictures is not: that goes on at another time, and nobody waits for it."""
        if self._watch is None:
            return False
        coverage = self._coverage
        due = coverage.waiting > coverage.idle + coverage.named
        return bool(self._held) and due or self._step is not None and self._step.stage == "index"

    @property
    def words(self) -> str:
        """How the library is kept up to date now, in one line; empty while nobody does."""
        if self._trouble:
            return in_words(self._trouble)
        if self._state is None or self._watch is None:
            return ""
        return wording.watching(self._state, self._held, self._step, self._coverage.photos, self._coverage.waiting)

    @property
    def details(self) -> str:
        """How each folder is kept up to date, a line each."""
        return wording.watched_folders(self._state.folders) if self._state is not None else ""

    def begin(self, wanted: bool = True) -> None:
        """The window is there: watching may start, if it is `wanted`."""
        self._wanted = wanted
        self._consider()

    def set_coverage(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._consider()
        self.told.emit()

    def pause(self, wanted: bool) -> None:
        """Holds beyond the end of the program, as `BackgroundWork.pause` does."""
        if self._watch is not None:
            self._held = PAUSED if wanted else ""
            if wanted:
                self._watch.pause()
            else:
                self._watch.resume()
            self.told.emit()

    def go_on_anyway(self) -> None:
        """Photos need not wait for mains power until the computer was on mains again."""
        if self._watch is not None:
            self._watch.go_on_anyway()

    def tell_idle(self, idle: bool) -> None:
        """Whether nobody uses the computer, for photos that wait for that."""
        if self._watch is not None:
            self._watch.tell_idle(idle)

    def follow(self, before: Settings, settings: Settings) -> None:
        """Settings have changed: what can be taken up is; for the rest a child begins anew."""
        if self._watch is None or self._held_back:
            return
        if before.low_memory != settings.low_memory:
            self.begin_anew()
        elif before.pause_on_battery != settings.pause_on_battery:
            self._watch.set_pause_on_battery(settings.pause_on_battery)

    def make_room(self, then: Callable[[], None]) -> None:
        """Ends watching until `go_on`, and calls `then` once the child is gone: at once where there is none. Several
        who ask for room all get it."""
        self._held_back = True
        self._retry.stop()
        if self._watch is None:
            self._trouble = ""  # was that of a child which has ended
            then()
            self.told.emit()
        else:
            self._then.append(then)
            self._watch.leave()

    def begin_anew(self) -> None:
        """The child takes up other settings: it ends, and another begins unless somebody wants room."""
        if self._watch is not None:
            self._again = True
            self._watch.leave()

    def go_on(self) -> None:
        """Nobody wants room any more."""
        self._held_back = False
        self._retry.stop()
        self._consider()

    def shut_down(self) -> None:
        """At exit: the child ends by itself within moments, and nothing is told any more."""
        self._wanted = False
        self._then.clear()
        self._timer.stop()
        self._retry.stop()
        if self._watch is not None:
            self._watch.leave()
        self._watch = None

    def _consider(self) -> None:
        idle = self._watch is None and not self._retry.isActive()
        if not (idle and self._wanted and not self._held_back and self._coverage.folders):
            return
        self._state = self._step = None
        self._held = self._trouble = ""
        try:
            self._watch = self._start(self._library)
        except Exception as error:  # no process, no disk: photos are found all the same
            self._trouble = str(error)
            self._retry.start()
            self.told.emit()
            return
        self._timer.start()

    def _poll(self) -> None:
        watch = self._watch
        if watch is None:
            return
        news = watch.poll()
        for one in news:
            self._take(one)
        ended = not watch.running
        if ended:
            self._end()
        if news or ended:
            self.told.emit()

    def _take(self, news: object) -> None:
        if isinstance(news, str):
            self._trouble = news
        elif isinstance(news, Progress):
            if news.stage != "read" or news.held in ("", PAUSED):  # what is read at leisure waits silently
                self._held = news.held
            if news.stage != "scan":
                self._step = news
                self.worked.emit(False)
        elif isinstance(news, IndexSummary):
            self._step, self._trouble = None, ""
            self.worked.emit(True)
        elif news is not None:
            self._take_state(news)  # type: ignore[arg-type]  # the last of its kinds of news

    def _take_state(self, state: WatchState) -> None:
        was_doing = self._state.doing if self._state is not None else ""
        before = _away(self._state)
        self._state, self._held = state, state.held
        if state.doing not in ("index", "finish"):
            self._step = None
        if was_doing and not state.doing:
            self.worked.emit(True)
        if before is not None and before != _away(state):
            self.connected.emit()

    def _end(self) -> None:
        self._timer.stop()
        self._watch, self._state, self._step, self._held = None, None, None, ""
        then, self._then = self._then, []
        again, self._again = self._again, False
        if then:
            self._trouble = ""
            for one in then:
                one()
        elif again:
            self._consider()
        elif self._wanted and not self._held_back:
            self._retry.start()


def _away(state: WatchState | None) -> set[str] | None:
    """The folders that are not there; None where nobody knows."""
    return {folder.path for folder in state.folders if folder.how == "offline"} if state is not None else None
