"""An estimate in a process of its own: a file on which a decoder hangs or crashes costs the sample and nothing else."""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.domain import CancelToken, SnowlineError
from app.indexing.background import BackgroundWork
from app.indexing.estimate import Estimate, estimate
from app.indexing.worker import die_with_parent
from app.messages import template
from app.settings import Settings


class BackgroundEstimate(BackgroundWork):
    """The child. News are `Estimate`s; the last is a complete one, or an error as text."""

    _gone = template("What these photos cost could not be found out (exit code {code}).")

    def __init__(self, library_folder: Path, paths: Sequence[Path], settings: Settings, *, sample: bool) -> None:
        arguments = (Path(library_folder), [Path(path) for path in paths], settings, sample)
        super().__init__("snowline estimate", _estimate, arguments)

    def _is_last(self, said: object) -> bool:
        return isinstance(said, str) or (isinstance(said, Estimate) and said.complete)

    @property
    def crashed(self) -> bool:
        """Whether the child has ended by itself in the middle of its work."""
        return self._process.exitcode not in (None, 0)

    def abandon(self) -> None:
        """Ends it at once: it writes nothing."""
        self._process.kill()
        if not self._ended:
            self._end()
            threading.Thread(target=self._reap, daemon=True, name="estimate end").start()


class Probe:
    """Finds out what folders cost. `poll` often; a crash in the sample is followed by an estimate without one."""

    def __init__(self, library_folder: Path, paths: Sequence[Path], settings: Settings) -> None:
        self._asked = (library_folder, paths, settings)
        self._sampled = True
        self._child = BackgroundEstimate(*self._asked, sample=True)

    def poll(self) -> list[Estimate | str]:
        """What came since the last call: the last is a complete estimate, or what is wrong as text."""
        news: list[Any] = self._child.poll()
        if news and isinstance(news[-1], str) and self._child.crashed and self._sampled:
            self._sampled = False
            self._child = BackgroundEstimate(*self._asked, sample=False)
            return news[:-1]
        return news

    @property
    def running(self) -> bool:
        """True until the last news was polled."""
        return self._child.running

    def abandon(self) -> None:
        """Nobody wants to know any more."""
        self._child.abandon()


def _estimate(pipe: Connection, library_folder: Path, paths: list[Path], settings: Settings, sample: bool) -> None:
    """The child's work; whatever its parent says is that it may stop."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # for the parent, which then stops us
    cancel = CancelToken()

    def listen() -> None:
        try:
            pipe.recv()
        except (EOFError, OSError):
            pass
        cancel.cancel()

    threading.Thread(target=listen, daemon=True, name="commands").start()
    last: str | None = None
    try:
        for news in estimate(library_folder, paths, settings, cancel=cancel, sample=sample):
            pipe.send(news)
    except SnowlineError as error:
        last = str(error)
    except OSError:
        return  # the parent is gone
    except Exception as error:
        last = f"What these photos cost could not be found out ({type(error).__name__}: {error})."
    if last is not None:
        pipe.send(last)
