"""Files that somebody may still be writing: a file is read when its size and date have not changed for two seconds."""

from __future__ import annotations

import heapq
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

STABLE_SECONDS = 2.0
# A file that is written to for longer than this is left to a later run; a download may take hours.
PATIENCE_SECONDS = 30.0
# (size, mtime_ns, ctime_ns)
Look = tuple[int, int, int]


def look_at(path: bytes) -> Look | None:
    """What tells whether a file changes, or None when it is gone."""
    try:
        facts = os.stat(path)
    except (OSError, ValueError):
        return None
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


@dataclass(order=True, slots=True)
class _Unsettled:
    due: float
    file_id: int
    path: bytes = field(compare=False)
    look: Look = field(compare=False)
    until: float = field(compare=False)


class Settling:
    """Decides which files may be read. `clock` counts seconds for waiting, `wall` is the time that files are dated by.

    A file whose size, date and change time lie two seconds back is taken at once. Another is looked at again after
    two seconds, and taken when it is still the same; so a clock that differs from the file's does no harm.
    """

    def __init__(
        self,
        seconds: float = STABLE_SECONDS,
        *,
        patience: float = PATIENCE_SECONDS,
        look: Callable[[bytes], Look | None] = look_at,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._seconds, self._patience = seconds, patience
        self._look, self._clock, self._wall = look, clock, wall
        self._waiting: list[_Unsettled] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def may_read(self, file_id: int, path: bytes) -> bool:
        """True for a file that is settled (or gone: reading it will tell). Another is kept, and comes by `settled`."""
        look = self._look(path) if self._seconds > 0 else None
        if look is None or self._wall() - max(look[1], look[2]) / 1e9 >= self._seconds:
            return True
        now = self._clock()
        heapq.heappush(self._waiting, _Unsettled(now + self._seconds, file_id, path, look, now + self._patience))
        return False

    def settled(self) -> tuple[list[tuple[int, bytes]], list[tuple[int, bytes]]]:
        """(file id, path) of the files that have become still, and of those that patience has run out with."""
        now = self._clock()
        still: list[tuple[int, bytes]] = []
        given_up: list[tuple[int, bytes]] = []
        while self._waiting and self._waiting[0].due <= now:
            one = heapq.heappop(self._waiting)
            look = self._look(one.path)
            if look is None or look == one.look:
                still.append((one.file_id, one.path))
            elif now >= one.until:
                given_up.append((one.file_id, one.path))
            else:
                heapq.heappush(self._waiting, _Unsettled(now + self._seconds, one.file_id, one.path, look, one.until))
        return still, given_up
