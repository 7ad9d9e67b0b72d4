"""Repairing a library for the window: the doctor in a child process, which can be stopped."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from app.domain import Cancelled, CancelToken, Finding, LibraryDamaged, SnowlineError
from app.indexing.background import BackgroundWork
from app.indexing.doctor import examine
from app.library.setting_aside import known_folders
from app.messages import template


@dataclass(frozen=True, slots=True)
class Examined:
    """The last word of a repair. `stopped` where it was not brought to its end; everything is as it was, or mended."""

    findings: tuple[Finding, ...] = ()
    stopped: bool = False

    @property
    def left(self) -> tuple[Finding, ...]:
        """What could not be mended."""
        return tuple(one for one in self.findings if one.serious and not one.mended)

    @property
    def mended(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.mended)


@dataclass(frozen=True, slots=True)
class BeyondRepair:
    """The last word of a repair that could save nothing, and why; `folders` are those that were in the library, as far
    as anything still says so."""

    why: str
    folders: tuple[Path, ...] = ()
    away: int = 0  # of the folders, those that are not there now


class BackgroundRepair(BackgroundWork):
    """`doctor --repair` in a child process. News are `Progress`; the last is `Examined`, `BeyondRepair`, or
    the error as text."""

    _gone = template(
        "The repair ended unexpectedly (exit code {code}). Start it again; nothing that you added was removed."
    )

    def __init__(self, library_folder: Path) -> None:
        super().__init__("snowline repair", _repair, (Path(library_folder),))

    def _is_last(self, said: object) -> bool:
        return isinstance(said, Examined | BeyondRepair | str)


def _repair(pipe: Connection, library_folder: Path) -> None:
    """The child."""
    token = CancelToken()
    threading.Thread(target=_obey, args=(pipe, token), daemon=True, name="commands").start()
    last: Examined | BeyondRepair | str
    steps = examine(library_folder, repair=True, cancel=token)
    try:
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                last = Examined(tuple(end.value))
                break
            pipe.send(step)
    except Cancelled:
        last = Examined(stopped=True)
    except LibraryDamaged as error:
        folders = known_folders(library_folder)
        last = BeyondRepair(str(error), folders, sum(not folder.exists() for folder in folders))
    except SnowlineError as error:
        last = str(error)
    except OSError as error:
        last = f"The repair could not go on: {error.strerror or error}. Nothing that you added was removed."
    except Exception as error:
        last = f"The repair stopped by a mistake of the program ({type(error).__name__}: {error})."
    try:
        pipe.send(last)
    except OSError:
        return  # nobody listens any more


def _obey(pipe: Connection, token: CancelToken) -> None:
    """Whatever is said, and the silence of a parent that is gone, means to stop."""
    try:
        pipe.recv()
    except (EOFError, OSError):
        pass
    token.cancel()
