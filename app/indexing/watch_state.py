"""What a library's watcher says of itself to other processes: a small file that counts only while its writer lives."""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import psutil

from app.indexing.wishes import write_json

STATE_NAME = "watch.json"
How = Literal["watching", "polling", "offline"]
# A process that was started at another moment than the file says is another process with the same number.
_SAME_START_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """How one root is kept up to date, and why so where it is not watched."""

    path: str
    how: How
    why: str = ""


@dataclass(frozen=True, slots=True)
class WatchState:
    """`since` is ISO 8601. `doing`: "scan", "index", "finish", "read", or "" while there is nothing to do; `held` as in
    `Progress`. `dirty` counts the folders that changed and were not looked at yet."""

    pid: int
    started: float
    since: str
    folders: tuple[WatchedFolder, ...]
    doing: str = ""
    held: str = ""
    dirty: int = 0


def my_start() -> tuple[int, float, str]:
    """Process number, start in seconds since the epoch, and now in ISO 8601: the head of a `WatchState`."""
    return os.getpid(), psutil.Process().create_time(), time.strftime("%Y-%m-%dT%H:%M:%S")


def write_state(library_folder: Path, state: WatchState) -> None:
    """Tells other processes. Where nothing can be written nothing is told."""
    with contextlib.suppress(OSError):
        write_json(library_folder / STATE_NAME, asdict(state))


def remove_state(library_folder: Path) -> None:
    with contextlib.suppress(OSError):
        (library_folder / STATE_NAME).unlink(missing_ok=True)


def read_state(library_folder: Path) -> WatchState | None:
    """What the watcher of this library says, or None when there is none, or when it has ended without a word."""
    try:
        kept = json.loads((library_folder / STATE_NAME).read_text(encoding="ascii"))
        folders = tuple(WatchedFolder(**folder) for folder in kept.pop("folders"))
        state = WatchState(folders=folders, **kept)
        alive = abs(psutil.Process(state.pid).create_time() - state.started) < _SAME_START_SECONDS
    except (OSError, ValueError, TypeError, KeyError, AttributeError, psutil.Error):
        return None
    return state if alive else None
