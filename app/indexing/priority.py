"""How much of the machine indexing may take: three levels, and what the operating system is told of each.

A process may always step back, but only come forward again where the system allows it; so a worker keeps its level for
life, and a change of level replaces the workers.
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass

import psutil

from app.settings import MAX_WORKERS, Settings, Throttle, available_cpus

_PRIO_DARWIN_PROCESS, _PRIO_DARWIN_BG = 4, 0x1000  # setpriority(2) on macOS: processor, disk and network step back
_IOPRIO_LOWEST_BEST_EFFORT = 7


@dataclass(frozen=True, slots=True)
class Level:
    """`busy` is the part of the time in which a worker works, `niceness` that of nice(2), `io` the disk's class."""

    name: Throttle
    busy: float
    niceness: int
    io: str  # "idle", "low" or "normal"


LEVELS: dict[Throttle, Level] = {
    "gentle": Level("gentle", busy=0.5, niceness=19, io="idle"),
    "normal": Level("normal", busy=1.0, niceness=10, io="low"),
    "fast": Level("fast", busy=1.0, niceness=0, io="normal"),
}


def workers_at(throttle: Throttle, settings: Settings) -> int:
    """How many worker processes this level has at most: one, the person's setting, or one for each processor."""
    if throttle == "gentle" or settings.low_memory:
        return 1
    if throttle == "fast":
        return max(settings.worker_processes, min(available_cpus(), MAX_WORKERS))
    return settings.worker_processes


def step_back(throttle: Throttle) -> None:
    """Gives this process the priority of a level, as far as the system allows; never raises."""
    level = LEVELS[throttle]
    process = psutil.Process()
    with contextlib.suppress(psutil.Error, OSError, AttributeError):
        if sys.platform == "win32":
            classes = {
                "idle": psutil.IDLE_PRIORITY_CLASS,
                "low": psutil.BELOW_NORMAL_PRIORITY_CLASS,
                "normal": psutil.NORMAL_PRIORITY_CLASS,
            }
            process.nice(classes[level.io])
        elif process.nice() != level.niceness:
            process.nice(level.niceness)
    with contextlib.suppress(psutil.Error, OSError, AttributeError):
        _step_back_at_the_disk(process, level)


def _step_back_at_the_disk(process: psutil.Process, level: Level) -> None:
    if sys.platform == "linux":
        if level.io == "idle":
            process.ionice(psutil.IOPRIO_CLASS_IDLE)
        elif level.io == "low":
            process.ionice(psutil.IOPRIO_CLASS_BE, _IOPRIO_LOWEST_BEST_EFFORT)
        else:
            process.ionice(psutil.IOPRIO_CLASS_NONE, 0)
    elif sys.platform == "win32":
        process.ionice(psutil.IOPRIO_NORMAL if level.io == "normal" else psutil.IOPRIO_VERYLOW)
    elif sys.platform == "darwin":
        os.setpriority(_PRIO_DARWIN_PROCESS, 0, 0 if level.io == "normal" else _PRIO_DARWIN_BG)
