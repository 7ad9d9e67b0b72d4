"""The worker process: takes tasks from a pipe, works, reports. Dies with its parent, and never talks to anybody else.

Runs on one thread with the priority of its level, by default a low one, so that the machine stays pleasant to use while
a library grows.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path

import numpy as np

from app.domain import SnowlineError, Unreadable
from app.indexing.memory import LEAST_MB, resident_mb
from app.indexing.messages import (
    WHOLE_BATCH,
    Described,
    DescribeTask,
    Encoded,
    EncodeTask,
    Fatal,
    Looking,
    Ready,
    Seen,
    StartFailed,
    Task,
    TaskFailed,
    TextSeen,
)
from app.indexing.priority import step_back
from app.indexing.workshop import TextWorkshop, Workshop
from app.messages import message
from app.settings import Throttle

_PR_SET_PDEATHSIG = 1  # prctl(2)
_MIB = 1024 * 1024


def work(
    pipe: Connection, open_workshop: Callable[[], Workshop | TextWorkshop], memory_mb: int, throttle: Throttle
) -> None:
    """The life of a worker: loads its tools, then serves tasks until the pipe says None or closes."""
    begin_as_child(throttle)
    try:
        workshop = open_workshop()
    except SnowlineError as error:
        pipe.send(StartFailed(str(error)))
        return
    except Exception as error:
        pipe.send(StartFailed(f"The models could not be loaded: {type(error).__name__}: {error}"))
        return
    _limit_memory(memory_mb)
    with contextlib.suppress(EOFError, OSError):  # the parent is gone: so are we
        pipe.send(Ready(None if isinstance(workshop, TextWorkshop) else workshop.sure_tag))
        while (task := pipe.recv()) is not None:
            pipe.send(_serve(workshop, task, pipe))


def _serve(workshop: Workshop | TextWorkshop, task: Task, pipe: Connection) -> Described | Encoded | TaskFailed | Fatal:
    try:
        if isinstance(workshop, TextWorkshop):
            return Described(tuple(_read(workshop, task, pipe)))
        if isinstance(task, EncodeTask):
            pipe.send(Looking(WHOLE_BATCH))
            return Encoded(workshop.encode(task.texts))
        return Described(_describe(workshop, task, pipe))
    except SnowlineError as error:
        return Fatal(str(error))
    except MemoryError:
        return TaskFailed(message("describing it took more memory than a worker may have"))
    except OSError:
        raise  # of the pipe: there is nobody left to tell
    except Exception as error:
        return TaskFailed(f"the models failed on it: {type(error).__name__}: {error}")


def _describe(workshop: Workshop, task: DescribeTask, pipe: Connection) -> tuple[Seen | str, ...]:
    outcomes: list[Seen | str] = []
    pictures = []
    for index, photo in enumerate(task.photos):
        pipe.send(Looking(index))
        try:
            picture = workshop.look(photo.path, photo.key)
        except Unreadable as error:
            outcomes.append(str(error))
        except MemoryError:  # of this photo alone: the others of the task are not under suspicion
            outcomes.append(message("reading it took more memory than a worker may have"))
        else:
            pictures.append((index, picture))
            outcomes.append("")  # replaced below
    if not pictures:
        return tuple(outcomes)
    pipe.send(Looking(WHOLE_BATCH))
    said = workshop.describe(np.stack([picture.pixels for _, picture in pictures]))
    for (index, picture), description in zip(pictures, said, strict=True):
        if np.isfinite(description.vector).all():
            outcomes[index] = Seen(picture.metadata, picture.warning, description, picture.words, picture.fingerprint)
        else:
            outcomes[index] = message("the models gave no usable answer for it")
    return tuple(outcomes)


def _read(workshop: TextWorkshop, task: Task, pipe: Connection) -> Iterator[TextSeen | str]:
    for index, photo in enumerate(task.photos if isinstance(task, DescribeTask) else ()):
        pipe.send(Looking(index))
        try:
            yield TextSeen(workshop.read(photo.path))
        except Unreadable as error:
            yield str(error)
        except MemoryError:
            yield message("reading it took more memory than a worker may have")


def begin_as_child(throttle: Throttle) -> None:
    """What every child of an indexing run does first: dies with its parent, leaves Ctrl-C to it, and steps back."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # for the parent, which then stops us
    step_back(throttle)


def die_with_parent() -> None:
    """No orphans: the kernel kills us with our parent on Linux; elsewhere a thread waits for the parent's end."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    # Also on Linux: the parent may have died before the kernel was asked.
    threading.Thread(target=watch, daemon=True, name="parent watch").start()


def _limit_memory(memory_mb: int) -> None:
    """From here on, data may grow until `memory_mb` are used in all: an allocation beyond fails, and only its photo is
    given up. What the wall does not count (files mapped, memory shared) the parent watches.
    """
    if sys.platform != "linux":
        return
    import resource

    used_kib = 0
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmData:"):
            used_kib = int(line.split()[1])
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    growth = max(memory_mb - resident_mb(os.getpid()), LEAST_MB)
    wall = used_kib * 1024 + int(growth * _MIB)
    if hard == resource.RLIM_INFINITY or wall < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (wall, hard))
