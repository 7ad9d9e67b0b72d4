"""The parent's side of the worker processes: hands out tasks, watches time and memory, replaces who dies.

A photo that kills its worker, hangs it or takes its memory costs only itself: the others of its batch are handed out
again, it is tried once more alone, and then given up with a reason.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from app.domain import PackError, SnowlineError, Vector
from app.indexing.memory import LEAST_MB, resident_mb
from app.indexing.messages import (
    WHOLE_BATCH,
    Described,
    DescribeTask,
    Encoded,
    EncodeTask,
    Fatal,
    Looking,
    PhotoTask,
    Ready,
    Seen,
    StartFailed,
    Task,
    TaskFailed,
    TextSeen,
)
from app.indexing.priority import LEVELS, Level
from app.indexing.starting import quiet_start
from app.indexing.worker import work
from app.indexing.workshop import TextWorkshop, Workshop
from app.messages import message
from app.settings import Throttle

# Photos a worker reads and describes together: enough for the models to work in batches, little to do again.
BATCH = 16
# Tasks in a worker's hands, the second so that it never waits for the parent.
_TASKS_EACH = 2
# Photos after which a worker is replaced, because decoders and model runtimes leak a little.
_RECYCLE_AFTER = 4_000
# Part of the memory limit above which a worker is replaced when it has nothing in hand.
_RECYCLE_AT = 0.8
# Loading the models takes a second or two; on a cold, slow disk more.
_START_SECONDS = 120.0
# The models take well under a second for a batch; this only ends a hang.
_MODELS_SECONDS = 120.0
# A start that fails this often in a row will go on failing.
_START_FAILURES = 3
# So many deaths in a row, without one photo done between, are not the photos' fault.
_DEATHS = 12
# The longest the parent waits before it looks at clocks and memory again, in seconds.
_LOOK_EVERY = 0.1
# An idle worker ends within milliseconds of being told; this is for one that does not.
_STOP_SECONDS = 2.0
# The longest rest between two tasks of a worker that goes gently, in seconds.
_LONGEST_REST = 10.0


Outcome = TypeVar("Outcome", Seen, TextSeen)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take: seconds for reading one file, MiB of memory in all."""

    seconds_per_file: float
    memory_mb: int


@dataclass(frozen=True, slots=True)
class PhotoResult(Generic[Outcome]):
    """What became of one photo: what was seen or read, or the reason why it is given up."""

    task: PhotoTask
    outcome: Outcome | str


@dataclass(frozen=True, slots=True)
class TextResult:
    """The vectors of one group's texts, float32 [texts, dims]."""

    group: int
    vectors: Vector


Result = PhotoResult | TextResult


class _Worker:
    """One process, the tasks in its hands (the first is being worked on), and what it is doing since when."""

    def __init__(self, process: BaseProcess, pipe: Connection, level: Level) -> None:
        self.process = process
        self.pipe = pipe
        self.level = level  # for life: the system lets nobody come forward again
        self.tasks: deque[Task] = deque()
        self.ready = False
        self.at = WHOLE_BATCH
        self.since = self.began = time.monotonic()  # the last sign of life; the start of the task in hand
        self.rests_until = 0.0
        self.photos_done = 0
        self.memory_mb = 0.0  # what it may take; known once the models are loaded
        self.alone = False  # works on a photo under suspicion and gets nothing else


class Crew:
    """`size` workers. Submit photos and texts, then `poll` until nothing is `outstanding`; `stop` in the end."""

    def __init__(
        self,
        open_workshop: Callable[[], Workshop | TextWorkshop],
        size: int,
        limits: Limits,
        throttle: Throttle = "normal",
    ) -> None:
        self.sure_tag: float | None = None  # known once a worker has started
        self._open_workshop = open_workshop
        self._size = size
        self._level = LEVELS[throttle]
        self._limits = limits
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._queue: deque[Task] = deque()
        self._suspects: deque[PhotoTask] = deque()
        self._strikes: set[str] = set()
        self._failed_groups: set[int] = set()
        self._results: list[Result] = []
        self._start_failures = 0
        self._deaths = 0

    def submit(self, photos: Sequence[PhotoTask]) -> None:
        """Hands in up to `BATCH` photos to be worked on together."""
        self._queue.append(DescribeTask(tuple(photos)))

    def submit_texts(self, group: int, texts: Sequence[str]) -> None:
        """Hands in texts, before all photos that wait; their vectors come back as one `TextResult`."""
        self._queue.appendleft(EncodeTask(group, tuple(texts)))

    def adapt(self, size: int, throttle: Throttle) -> None:
        """From now on `size` workers at this level. Those of another level finish what they have in hand."""
        self._size, self._level = size, LEVELS[throttle]

    def release(self) -> None:
        """Lets idle workers go, and their memory with them; when there is work again, others start."""
        for worker in list(self._workers):
            if worker.ready and not worker.tasks:
                self._retire(worker)

    @property
    def hungry(self) -> bool:
        """True while another batch should be handed in, so that no worker runs out of work."""
        return len(self._queue) < self._size and not self._suspects

    @property
    def outstanding(self) -> bool:
        """True while results are still to come."""
        return bool(self._queue or self._suspects or self._results or any(w.tasks for w in self._workers))

    def poll(self, timeout: float) -> list[Result]:
        """Hands out work, then waits up to `timeout` seconds for results; returns those that came.

        Raises `PackError` when workers cannot start, `SnowlineError` when the disk is full or every worker dies.
        """
        until = time.monotonic() + timeout
        while True:
            self._staff()
            self._hand_out()
            left = max(0.0, until - time.monotonic())
            pipes = {worker.pipe: worker for worker in self._workers}
            for pipe in wait(list(pipes), min(left, _LOOK_EVERY)):
                self._listen(pipes[pipe])  # type: ignore[index]
            for worker in list(self._workers):
                self._watch(worker)
            if self._results or left == 0.0:
                results, self._results = self._results, []
                return results

    def stop(self) -> None:
        """Ends all workers; what they had in hand is dropped. Idle ones are asked, busy ones killed."""
        for worker in self._workers:
            if worker.ready and not worker.tasks:
                with contextlib.suppress(OSError):
                    worker.pipe.send(None)
            else:
                worker.process.kill()
        for worker in self._workers:
            self._dismiss(worker)
        self._workers.clear()

    # ---- staff ----

    def _staff(self) -> None:
        if not (self._queue or self._suspects):
            return  # copies of known photos need no worker, and may be all there is
        while len(self._workers) < self._size:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(
                target=work,
                args=(theirs, self._open_workshop, self._limits.memory_mb, self._level.name),
                name="snowline worker",
                daemon=True,
            )
            with quiet_start():
                process.start()
            theirs.close()  # so that the end of the worker closes the pipe
            self._workers.append(_Worker(process, ours, self._level))

    def _dismiss(self, worker: _Worker) -> None:
        worker.process.join(_STOP_SECONDS)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.process.close()
        worker.pipe.close()

    def _hand_out(self) -> None:
        now = time.monotonic()
        for worker in self._workers[: self._size]:
            if not worker.ready or worker.alone or worker.level is not self._level or now < worker.rests_until:
                continue
            if self._suspects:
                # Nobody gets a second task now: whoever is done first takes the suspect, and only that.
                if not worker.tasks:
                    worker.alone = True
                    self._give(worker, DescribeTask((self._suspects.popleft(),)))
                continue
            # One that rests between its tasks gets them one by one.
            while self._queue and len(worker.tasks) < (_TASKS_EACH if worker.level.busy == 1 else 1):
                self._give(worker, self._queue.popleft())

    def _give(self, worker: _Worker, task: Task) -> None:
        if not worker.tasks:
            worker.since = worker.began = time.monotonic()
            worker.at = WHOLE_BATCH
        worker.tasks.append(task)
        with contextlib.suppress(OSError):  # it has just died: `_listen` finds out and hands its tasks out again
            worker.pipe.send(task)

    # ---- what workers say, and what becomes of them ----

    def _listen(self, worker: _Worker) -> None:
        try:
            while worker.pipe.poll():
                report = worker.pipe.recv()
                worker.since = time.monotonic()
                if isinstance(report, Ready):
                    worker.ready, self.sure_tag, self._start_failures = True, report.sure_tag, 0
                    models = resident_mb(worker.process.pid or 0)
                    worker.memory_mb = max(self._limits.memory_mb, models + LEAST_MB)
                elif isinstance(report, Looking):
                    worker.at = report.index
                elif isinstance(report, StartFailed):
                    raise PackError(report.message)
                elif isinstance(report, Fatal):
                    raise SnowlineError(report.message)
                else:
                    self._finish(worker, report)
        except (EOFError, OSError):
            self._bury(worker, _cause_of_death(worker.process))

    def _finish(self, worker: _Worker, report: Described | Encoded | TaskFailed) -> None:
        task = worker.tasks.popleft()
        worker.alone, worker.at = False, WHOLE_BATCH
        now = time.monotonic()
        worker.rests_until = now + min((now - worker.began) * (1 / worker.level.busy - 1), _LONGEST_REST)
        worker.began = now
        if isinstance(report, TaskFailed):
            self._blame(task, WHOLE_BATCH, report.reason)
            return
        self._deaths = 0
        if isinstance(task, EncodeTask) and isinstance(report, Encoded):
            self._results.append(TextResult(task.group, report.vectors))
        elif isinstance(task, DescribeTask) and isinstance(report, Described):
            worker.photos_done += len(task.photos)
            self._results += map(PhotoResult, task.photos, report.outcomes)

    def _watch(self, worker: _Worker) -> None:
        """Ends a worker that takes too long or too much; replaces one that has grown old."""
        if worker not in self._workers:
            return
        waited = time.monotonic() - worker.since
        memory = resident_mb(worker.process.pid or 0)
        if not worker.ready:
            if waited > _START_SECONDS:
                self._bury(worker, f"it did not start within {_START_SECONDS:.0f} seconds")
        elif worker.tasks:
            allowed = _MODELS_SECONDS if worker.at == WHOLE_BATCH else self._limits.seconds_per_file
            if memory > worker.memory_mb:
                # Certainly the photo's own fault, unlike a crash or a hang: a folder of giants must not end the run.
                self._bury(
                    worker,
                    message("reading it took more than {megabytes} MB of memory", megabytes=round(worker.memory_mb)),
                    suspicious=False,
                )
            elif waited > allowed:
                self._bury(worker, message("reading it took longer than {seconds} s", seconds=round(allowed)))
        elif (
            worker.photos_done >= _RECYCLE_AFTER
            or memory > worker.memory_mb * _RECYCLE_AT
            or worker.level is not self._level
            or self._workers.index(worker) >= self._size
        ):
            self._retire(worker)

    def _retire(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        with contextlib.suppress(OSError):
            worker.pipe.send(None)
        self._dismiss(worker)

    def _bury(self, worker: _Worker, cause: str, *, suspicious: bool = True) -> None:
        """Removes a worker that is dead or must die, and decides what becomes of the tasks in its hands.

        `suspicious` deaths, when there are many in a row, have another cause than the photos.
        """
        self._workers.remove(worker)
        worker.process.kill()
        self._dismiss(worker)
        if not worker.ready:
            self._start_failures += 1
            if self._start_failures >= _START_FAILURES:
                raise PackError(
                    f"The models could not be loaded: a worker process ended {self._start_failures} times while it "
                    f"started ({cause}). Close other programs to free memory, or reinstall Snowline."
                )
            return
        self._deaths += suspicious
        if self._deaths >= _DEATHS:
            raise SnowlineError(
                f"Indexing stopped: {self._deaths} worker processes in a row ended without reading a photo (the last: "
                f"{cause}). What was indexed is kept. Restart the computer, or reinstall Snowline, and try again."
            )
        if worker.tasks:
            self._queue.extendleft(reversed(list(worker.tasks)[1:]))
            self._blame(worker.tasks[0], worker.at, cause)

    def _blame(self, task: Task, at: int, reason: str) -> None:
        if isinstance(task, EncodeTask):
            if task.group in self._failed_groups:
                raise SnowlineError(f"Indexing stopped: the text model failed twice on the same texts ({reason}).")
            self._failed_groups.add(task.group)
            self._queue.appendleft(task)
            return
        guilty = task.photos if at == WHOLE_BATCH else (task.photos[at],)
        innocent = tuple(photo for photo in task.photos if photo not in guilty)
        if innocent:
            self._queue.appendleft(DescribeTask(innocent))
        for photo in guilty:
            if photo.key in self._strikes:
                self._results.append(PhotoResult(photo, reason))
            else:
                self._strikes.add(photo.key)
                self._suspects.append(photo)


def _cause_of_death(process: BaseProcess) -> str:
    process.join(_STOP_SECONDS)
    code = process.exitcode
    if code is None or code >= 0:
        return message("reading it ended the worker process (exit code {code})", code=str(code))
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return message("reading it crashed the worker process ({name})", name=name)
