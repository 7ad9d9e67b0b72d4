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
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.domain import IndexSummary, Progress, SnowlineError
from app.indexing.control import Control
from app.indexing.priority import step_back
from app.indexing.starting import quiet_start
from app.indexing.wishes import Following, amend_wishes, change_wishes, read_wishes
from app.messages import template
from app.settings import Settings, Throttle, load_settings

_PAUSE, _RESUME, _STOP, _LEAVE, _THROTTLE = "pause", "resume", "stop", "leave", "throttle"
_BATTERY, _ANYWAY, _IDLE = "battery", "anyway", "idle"
# After it was told to stop the child writes what it has; a slow disk may need this long.
_STOP_SECONDS = 10.0

News = Progress | IndexSummary | str


class BackgroundWork:
    """A child process that works on a library and tells what happens. All methods return quickly.

    `target` is called in the child with its end of the pipe and `arguments`; all must be picklable.
    """

    _gone = template(
        "Indexing ended unexpectedly (exit code {code}). "
        "What was indexed is kept; start it again and it goes on where it was."
    )

    def __init__(self, name: str, target: Callable[..., None], arguments: tuple[Any, ...]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        # Not a daemon: those may not have worker processes of their own.
        self._process = context.Process(target=target, args=(theirs, *arguments), name=name)
        with quiet_start():
            self._process.start()
        theirs.close()
        self._ended = False
        # Python waits for children at exit: one that nobody stopped would keep the program alive.
        self._at_exit = partial(_call, weakref.WeakMethod(self.leave))
        atexit.register(self._at_exit)

    @property
    def running(self) -> bool:
        """True until the child's last word was polled, or its death noticed."""
        return not self._ended

    @property
    def pid(self) -> int | None:
        """The number of the child process, whose children are the workers."""
        return self._process.pid

    def poll(self) -> list[Any]:
        """What came since the last call. The last news is an `IndexSummary`, or the error as text."""
        news: list[Any] = []
        while not self._ended:
            try:
                if not self._pipe.poll():
                    break
                said = self._pipe.recv()
            except (EOFError, OSError):
                self._end()
                self._reap()
                news.append(self._gone.format(code=self._process.exitcode))
                break
            news.append(said)
            if self._is_last(said):
                self._end()
                threading.Thread(target=self._reap, daemon=True, name="indexing end").start()
        return news

    def pause(self) -> None:
        """Stops handing out work; the photos in hand are still finished. Holds beyond the end of the program."""
        self._tell(_PAUSE)

    def resume(self) -> None:
        self._tell(_RESUME)

    def stop(self) -> None:
        """Asks for an end within moments; what is finished is kept, and the summary still comes by `poll`."""
        self._tell(_STOP)

    def leave(self) -> None:
        """The same because the program ends, not because the person wants no more: it is remembered as unfinished."""
        self._tell(_LEAVE)

    def set_throttle(self, throttle: Throttle) -> None:
        """Changes the level while it runs, and for later runs on this library."""
        self._tell(_THROTTLE, throttle)

    def set_pause_on_battery(self, wanted: bool) -> None:
        """Whether photos wait for mains power from now on."""
        self._tell(_BATTERY, wanted)

    def go_on_anyway(self) -> None:
        """Photos need not wait for mains power until the machine was on mains again."""
        self._tell(_ANYWAY)

    def tell_idle(self, idle: bool) -> None:
        """Whether nobody uses the machine, by somebody who hears the desktop; to be told again every minute."""
        self._tell(_IDLE, idle)

    def _is_last(self, said: object) -> bool:
        return isinstance(said, IndexSummary | str)

    def _tell(self, command: str, value: object = None) -> None:
        if not self._ended:
            with contextlib.suppress(OSError):  # gone already: `poll` tells
                self._pipe.send((command, value))

    def _end(self) -> None:
        self._ended = True
        atexit.unregister(self._at_exit)
        self._pipe.close()

    def _reap(self) -> None:
        self._process.join(_STOP_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


class BackgroundIndexing(BackgroundWork):
    """One run of `index_paths` in a child process, which starts at once. News are `News`.

    With `paused` it begins by waiting for `resume`: so a run that was left paused goes on.
    """

    def __init__(
        self,
        library_folder: Path,
        paths: Sequence[Path],
        settings: Settings,
        *,
        pack_folder: Path | None = None,
        paused: bool = False,
    ) -> None:
        arguments = (Path(library_folder), [Path(path) for path in paths], settings, pack_folder, paused)
        super().__init__("snowline indexing", _index, arguments)


class BackgroundWatching(BackgroundWork):
    """Keeps a library up to date in a child process until it is stopped. News are `KeeperNews`; the last is None, or
    the error as text when it could not begin. It is paused where the person paused the last one. Without `settings`
    the child goes by those of the person."""

    _gone = template("Watching ended unexpectedly (exit code {code}). What was indexed is kept.")

    def __init__(
        self, library_folder: Path, settings: Settings | None = None, *, pack_folder: Path | None = None
    ) -> None:
        super().__init__("snowline watching", _watch, (Path(library_folder), settings, pack_folder))

    def _is_last(self, said: object) -> bool:
        return said is None or isinstance(said, _Failed)

    def poll(self) -> list[Any]:
        return [news.message if isinstance(news, _Failed) else news for news in super().poll()]


@dataclass(frozen=True, slots=True)
class _Failed:
    """The last word of a child that cannot go on."""

    message: str


def _call(method: weakref.WeakMethod[Callable[[], None]]) -> None:
    bound = method()
    if bound is not None:
        bound()


def _index(
    pipe: Connection,
    library_folder: Path,
    paths: list[Path],
    settings: Settings,
    pack_folder: Path | None,
    paused: bool,
) -> None:
    """The child: runs the pipeline, tells what happens, listens for commands on a thread."""
    from app.indexing.pipeline import index_paths  # here and not above: the window needs none of it
    from app.indexing.troubles import cause_of, is_known

    control = obeying(pipe, library_folder, settings, paused=paused)
    last: News
    known = is_known(library_folder)
    with contextlib.suppress(OSError):  # the pipeline tells what is wrong
        library_folder.mkdir(parents=True, exist_ok=True)
    amend_wishes(library_folder, lambda wishes: replace(wishes.with_unfinished(paths), paused=paused))
    try:
        with Following(library_folder, control):
            run = index_paths(
                library_folder, paths, settings, pack_folder=pack_folder, cancel=control.cancel, control=control
            )
            while True:
                try:
                    progress = next(run)
                except StopIteration as end:
                    last = end.value
                    break
                say(pipe, progress, control)
    except SnowlineError as error:
        last = cause_of(error, library_folder, known=known)
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        last = f"Indexing stopped by a mistake of the program ({what}). What was done is kept."
    if isinstance(last, IndexSummary) and not last.cancelled:
        amend_wishes(library_folder, lambda wishes: replace(wishes.without_unfinished(paths), paused=False))
    say(pipe, last, control)


def _watch(pipe: Connection, library_folder: Path, wanted: Settings | None, pack_folder: Path | None) -> None:
    """The child that watches."""
    from app.indexing.keeper import Keeper  # brings watchdog along, which indexing alone does not need

    settings = wanted or load_settings()
    control = obeying(pipe, library_folder, settings, paused=read_wishes(library_folder).paused)
    last: _Failed | None = None
    try:
        with Following(library_folder, control):
            for news in Keeper(library_folder, settings, control=control, pack_folder=pack_folder).run():
                say(pipe, news, control)
    except SnowlineError as error:
        last = _Failed(str(error))
    except Exception as error:
        last = _Failed(f"Watching stopped by a mistake of the program ({type(error).__name__}: {error}).")
    say(pipe, last, control)


def obeying(pipe: Connection, library_folder: Path, settings: Settings, *, paused: bool) -> Control:
    """The control of a child process that does what its parent says, and ends with it."""
    wishes = read_wishes(library_folder)
    control = Control.by(settings)
    if wishes.throttle is not None:
        control.set_throttle(wishes.throttle)
    if paused:
        control.pause()
    step_back(control.throttle)
    threading.Thread(target=_obey, args=(pipe, library_folder, control), daemon=True, name="commands").start()
    return control


def say(pipe: Connection, news: object, control: Control) -> None:
    """Tells the parent; when there is none any more, the work ends."""
    try:
        pipe.send(news)
    except OSError:
        control.stop()


def _obey(pipe: Connection, library_folder: Path, control: Control) -> None:
    try:
        while True:
            command, value = pipe.recv()
            if command == _PAUSE:
                control.pause()
                change_wishes(library_folder, paused=True)
            elif command == _RESUME:
                control.resume()
                change_wishes(library_folder, paused=False)
            elif command == _THROTTLE:
                control.set_throttle(value)
                change_wishes(library_folder, throttle=value)
            elif command == _BATTERY:
                control.set_pause_on_battery(value)
            elif command == _ANYWAY:
                control.go_on_anyway()
            elif command == _IDLE:
                control.tell_idle(value)
            elif command == _STOP:
                change_wishes(library_folder, unfinished=(), paused=False)
                control.stop()
            else:
                control.stop()
    except (EOFError, OSError):
        control.stop()
