"""Runs a function off the GUI thread and hands its result, or its error, back to it: all the threading of the window.

Functions given to `Tasks.run` touch no widget and no QPixmap; the callbacks run on the GUI thread and may.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, QThreadPool, Signal, Slot

from app.domain import SnowlineError

_log = logging.getLogger(__name__)

# How long the window waits at exit for what still runs; a search or a decode takes well under a second.
SHUT_DOWN_MS = 5_000
# Reading files and asking the desktop mostly waits; two at once keep a slow disk from holding up the preview.
FILE_THREADS = 2
NEVER = -1
NICENESS = 5  # of nice(2); still before the processes that describe photos


class Tasks(QObject):
    """Three named pools. `library` is one thread that never ends, because SQLite connections stay with their thread;
    it starts no programs, and works behind the window;
    `changes` is one, so that changes come in the order in which they were asked for; `files` is for decoding and
    everything else.
    """

    _ended = Signal(object, object, object)  # callback, its argument, (lane, ticket) or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = self._pool("library", 1)
        self.files = self._pool("files", FILE_THREADS)
        self.changes = self._pool("changes", 1)
        self._newest: dict[str, int] = {}
        self._over = False
        self._behind = behind_the_window(self.library)
        self._held: list[tuple[QThreadPool, Callable[[], None]]] | None = None
        self._ended.connect(self._hand_back, Qt.ConnectionType.QueuedConnection)

    def _pool(self, name: str, threads: int) -> QThreadPool:
        pool = QThreadPool(self)
        pool.setObjectName(name)
        pool.setMaxThreadCount(threads)
        pool.setExpiryTimeout(NEVER)
        return pool

    def run(
        self,
        pool: QThreadPool,
        function: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        *,
        lane: str | None = None,
    ) -> None:
        """Runs `function` in `pool`, then `done(result)` or `failed(error)` on the GUI thread.

        Of the runs that share a `lane` only the newest matters: older ones that wait are never started, and
        the answers of those already under way are dropped. After `shut_down` nothing is begun.
        """
        place = None
        if lane is not None:
            self._newest[lane] = self._newest.get(lane, 0) + 1
            place = (lane, self._newest[lane])

        def work() -> None:
            if pool is self.library:
                self._behind()
            if self._stale(place):
                return
            try:
                outcome: tuple[Callable[[Any], None], Any] = (done, function())
            except Exception as error:  # whatever went wrong is for the window to show
                # What nobody foresaw must not go unseen where the window passes over it.
                foreseen = isinstance(error, SnowlineError | OSError)
                _log.log(logging.DEBUG if foreseen else logging.WARNING, "a task failed", exc_info=True)
                outcome = (failed, error)
            self._ended.emit(*outcome, place)

        if self._over:
            return
        if self._held is not None:
            self._held.append((pool, work))
        else:
            pool.start(work)

    def hold(self) -> None:
        """Keeps everything back until `go`, so that the window is painted before anything slow begins."""
        if self._held is None:
            self._held = []

    def go(self) -> None:
        """Begins what was held back, in its order."""
        held, self._held = self._held or [], None
        if self._over:
            return
        for pool, work in held:
            pool.start(work)

    def drop(self, lane: str) -> None:
        """Forgets every run of `lane` that has not been answered yet."""
        self._newest[lane] = self._newest.get(lane, 0) + 1

    def shut_down(self, last: Callable[[], None]) -> None:
        """Drops what waits, but for changes, runs `last` on the library thread, and waits. No callback is called
        afterwards."""
        self._over = True
        for pool in (self.library, self.files):
            pool.clear()
        self.library.start(last)
        for pool in (self.changes, self.library, self.files):
            if not pool.waitForDone(SHUT_DOWN_MS):
                _log.warning("the %s pool did not end within %d ms", pool.objectName(), SHUT_DOWN_MS)

    def _stale(self, place: tuple[str, int] | None) -> bool:
        return place is not None and self._newest[place[0]] != place[1]

    @Slot(object, object, object)
    def _hand_back(self, callback: Callable[[Any], None], argument: Any, place: tuple[str, int] | None) -> None:
        # What was on its way when the window closed still arrives here.
        if not self._over and not self._stale(place):
            callback(argument)


def behind_the_window(pool: QThreadPool) -> Callable[[], None]:
    """Lets the threads of a pool work only while the GUI thread needs no processor; what they start, too: not for a
    pool that starts programs. Each of them has to call what is returned before it works, as Qt does nothing on Linux,
    where every thread steps back for itself."""
    pool.setThreadPriority(QThread.Priority.LowPriority)
    known = threading.local()

    def step_back() -> None:
        if sys.platform == "linux" and not hasattr(known, "done"):
            known.done = True
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)

    return step_back
