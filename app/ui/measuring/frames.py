"""What one frame of scrolling costs the GUI thread."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 1


class Frames(QObject):
    """Frames of one kind of scrolling: call `begin` with each input and `end` when it is time for the next.

    The event loop is asked for a beat every millisecond; what passes beyond that until a beat comes, the loop was at
    work, or waited for a lock or a processor (`wall`). `cpu` is what the GUI thread itself worked, beats included.
    """

    def __init__(self) -> None:
        super().__init__()
        self.wall: list[float] = []  # ms
        self.cpu: list[float] = []  # ms
        self._late = 0.0
        self._last = self._cpu = 0.0
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Call this right before the input."""
        self._late = 0.0
        self._last, self._cpu = time.perf_counter(), time.thread_time()
        if not self._timer.isActive():
            self._timer.start()

    def end(self) -> None:
        self._beat()
        self.wall.append(self._late * 1000)
        self.cpu.append((time.thread_time() - self._cpu) * 1000)

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._late += max(now - self._last - BEAT_MS / 1000, 0.0)
        self._last = now
