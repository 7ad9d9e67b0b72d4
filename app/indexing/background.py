"""Indexing for the window: the whole pipeline in a child process, so that nothing it does can hold up the picture.

The child stops, keeping what it finished, when it is told to, or when this process goes away.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import threading
import weakref
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from app.domain import CancelToken, IndexSummary, Progress, SnowlineError
from app.indexing.crew import quiet_start
from app.indexing.pipeline import index_paths
from app.settings import Settings

_PAUSE, _RESUME, _STOP = "pause", "resume", "stop"
# After it was told to stop the child writes what it has; a slow disk may need this long.
_STOP_SECONDS = 10.0

News = Progress | IndexSummary | str


class BackgroundIndexing:
    """One run of `index_paths` in a child process, which starts at once. All methods return quickly."""

    def __init__(
        self,
        library_folder: Path,
        paths: Sequence[Path],
        settings: Settings,
        *,
        pack_folder: Path | None = None,
    ) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        # Not a daemon: those may not have worker processes of their own.
        self._process = context.Process(
            target=_index,
            args=(theirs, Path(library_folder), [Path(path) for path in paths], settings, pack_folder),
            name="snowline indexing",
        )
        with quiet_start():
            self._process.start()
        theirs.close()
        self._ended = False
        # Python waits for children at exit: one that nobody stopped would keep the program alive.
        self._at_exit = partial(_call, weakref.WeakMethod(self.stop))
        atexit.register(self._at_exit)

    @property
    def running(self) -> bool:
        """True until the child's last word was polled, or its death noticed."""
        return not self._ended

    def poll(self) -> list[News]:
        """What came since the last call. The last news of a run is its `IndexSummary`, or the error as text."""
        news: list[News] = []
        while not self._ended:
            try:
                if not self._pipe.poll():
                    break
                said = self._pipe.recv()
            except (EOFError, OSError):
                self._end()
                self._reap()
                news.append(
                    f"Indexing ended unexpectedly (exit code {self._process.exitcode}). "
                    "What was indexed is kept; start it again and it goes on where it was."
                )
                break
            news.append(said)
            if not isinstance(said, Progress):
                self._end()
                threading.Thread(target=self._reap, daemon=True, name="indexing end").start()
        return news

    def pause(self) -> None:
        """Stops handing out work; the photos in hand are still finished."""
        self._tell(_PAUSE)

    def resume(self) -> None:
        self._tell(_RESUME)

    def stop(self) -> None:
        """Asks for an end within moments; what is finished is kept, and the summary still comes by `poll`."""
        self._tell(_STOP)

    def _tell(self, command: str) -> None:
        if not self._ended:
            with contextlib.suppress(OSError):  # gone already: `poll` tells
                self._pipe.send(command)

    def _end(self) -> None:
        self._ended = True
        atexit.unregister(self._at_exit)
        self._pipe.close()

    def _reap(self) -> None:
        self._process.join(_STOP_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _call(method: weakref.WeakMethod[Callable[[], None]]) -> None:
    bound = method()
    if bound is not None:
        bound()


def _index(
    pipe: Connection, library_folder: Path, paths: list[Path], settings: Settings, pack_folder: Path | None
) -> None:
    """The child: runs the pipeline, tells what happens, listens for commands on a thread."""
    cancel = CancelToken()
    threading.Thread(target=_obey, args=(pipe, cancel), daemon=True, name="commands").start()
    last: News
    try:
        run = index_paths(library_folder, paths, settings, pack_folder=pack_folder, cancel=cancel)
        while True:
            try:
                progress = next(run)
            except StopIteration as end:
                last = end.value
                break
            _say(pipe, progress, cancel)
    except SnowlineError as error:
        last = str(error)
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        last = f"Indexing stopped by a mistake of the program ({what}). What was done is kept."
    _say(pipe, last, cancel)


def _say(pipe: Connection, news: News, cancel: CancelToken) -> None:
    try:
        pipe.send(news)
    except OSError:
        cancel.cancel()  # the window is gone


def _obey(pipe: Connection, cancel: CancelToken) -> None:
    commands = {_PAUSE: cancel.pause, _RESUME: cancel.resume, _STOP: cancel.cancel}
    try:
        while True:
            commands[pipe.recv()]()
    except (EOFError, OSError):
        cancel.cancel()
