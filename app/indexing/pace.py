"""How fast a long operation goes: progress at a bearable rhythm, with rate and time left."""

from __future__ import annotations

import time
from collections import deque
from typing import Literal

from app.domain import Progress

# A person reads no faster, and a window must not be flooded.
REPORT_SECONDS = 0.1
# The rate is that of the last seconds: it follows a change from small to large photos, and does not flicker.
_WINDOW_SECONDS = 10.0


class Pace:
    """Counts items of one stage; `step` says when it is time for the next `progress`."""

    def __init__(self, stage: Literal["scan", "index", "finish", "read"], total: int | None) -> None:
        self._stage = stage
        self._total = total
        self._done = 0
        self._reported = time.monotonic()
        self._marks: deque[tuple[float, int]] = deque([(self._reported, 0)])

    def step(self, count: int = 1) -> bool:
        """Counts; True when the last report is a tenth of a second ago."""
        self._done += count
        return time.monotonic() - self._reported >= REPORT_SECONDS

    def progress(self, current: str = "", held: str = "") -> Progress:
        """The state of things now, with items per second over the last ten seconds. `held`: why nothing goes on."""
        now = self._reported = time.monotonic()
        self._marks.append((now, self._done))
        while len(self._marks) > 2 and now - self._marks[1][0] > _WINDOW_SECONDS:
            self._marks.popleft()
        then, before = self._marks[0]
        rate = (self._done - before) / (now - then) if now > then else 0.0
        left = None if self._total is None or rate <= 0 else (self._total - self._done) / rate
        return Progress(self._stage, self._done, self._total, rate, left, current, held)
