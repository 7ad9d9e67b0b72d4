"""How long the GUI thread does not come back to its event loop, and what it is doing then."""

from __future__ import annotations

import faulthandler
import re
import signal
import sys
import tempfile
import threading
import time
from collections import Counter

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 4
LATE_MS = 25.0  # from then on the watchdog looks what the thread is doing
LOOK_EVERY = 0.002  # seconds
DEEPEST = 12  # frames of a stack that are told
SLOWEST = 12  # blocks that are told one by one


class Heartbeat(QObject):
    """A timer of the GUI thread, and a thread that looks at the GUI thread's Python stack whenever the timer is late.

    A block is the time between two beats beyond the beat itself. `cpu` is what the GUI thread itself worked of that:
    the rest it waited, for a lock, for another Python thread, or for a processor.
    """

    def __init__(self) -> None:
        super().__init__()
        self._gui = threading.get_ident()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = self._last_cpu = 0.0
        self._beats = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True, name="watchdog")
        self._stacks: Counter[str] = Counter()  # of the present block
        self._stack = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # until `stop`
        self.blocks: list[dict[str, object]] = []  # the longest ones
        self.lengths: list[float] = []  # ms, of all blocks longer than a beat

    def start(self) -> None:
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()
        self._timer.start()
        if sys.platform != "win32":  # which cannot interrupt one thread
            faulthandler.register(signal.SIGUSR1, self._stack, all_threads=False)
            self._thread.start()

    def stop(self) -> dict[str, object]:
        """Ends it; returns the longest blocks, with where the thread was."""
        self._timer.stop()
        self._over.set()
        if sys.platform != "win32":
            self._thread.join()
            faulthandler.unregister(signal.SIGUSR1)
        self._stack.close()
        self.blocks.sort(key=lambda block: -float(block["ms"]))  # type: ignore[arg-type]
        longest = max(self.lengths, default=0.0)
        return {
            "longest_ms": round(longest, 1),
            "longest_cpu_ms": max((float(block["cpu_ms"]) for block in self.blocks), default=0.0),  # type: ignore[arg-type]
            "beats": self._beats,
            "over_50_ms": sum(length > 50 for length in self.lengths),
            "over_25_ms": sum(length > 25 for length in self.lengths),
            "slowest": self.blocks[:SLOWEST],
        }

    def _beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        length, worked = (now - self._last) * 1000 - BEAT_MS, (cpu - self._last_cpu) * 1000
        self._beats += 1
        if length > BEAT_MS:
            self.lengths.append(length)
        if length > LATE_MS:
            seen, self._stacks = self._stacks, Counter()
            self.blocks.append(
                {
                    "ms": round(length, 1),
                    "cpu_ms": round(worked, 1),
                    "stacks": [f"{often}x {stack}" for stack, often in seen.most_common(2)],
                }
            )
            if len(self.blocks) > 8 * SLOWEST:
                self.blocks.sort(key=lambda block: -float(block["ms"]))  # type: ignore[arg-type]
                del self.blocks[4 * SLOWEST :]
        elif self._stacks:
            self._stacks = Counter()
        self._last, self._last_cpu = now, cpu

    if sys.platform != "win32":

        def _watch(self) -> None:
            while not self._over.wait(LOOK_EVERY):
                if (time.perf_counter() - self._last) * 1000 - BEAT_MS > LATE_MS / 2:
                    self._stacks[self._look()] += 1

        def _look(self) -> str:
            """Where the GUI thread is, as it tells itself when it is interrupted. Its frames are not touched from here:
            whoever holds one keeps its painters alive, and threads that just begin have none that can be read."""
            self._stack.seek(0)
            self._stack.truncate()
            signal.pthread_kill(self._gui, signal.SIGUSR1)
            self._over.wait(LOOK_EVERY)
            self._stack.seek(0)
            return stack_of(self._stack.read().decode(errors="replace"))


_FRAME = re.compile(r'File "(.*)", line (\d+) in (\S+)')


def stack_of(told: str) -> str:
    """The innermost functions of a stack as `faulthandler` tells it, the deepest first: `file:line function < ...`."""
    parts = []
    for path, line, function in _FRAME.findall(told)[:DEEPEST]:
        if "/measuring/" not in path and "runpy" not in path:
            parts.append(f"{'/'.join(path.split('/')[-2:])}:{line} {function}")
    return " < ".join(parts)
