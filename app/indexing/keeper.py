"""Keeps a library up to date for as long as it runs: hints mark folders, a look at the folders decides.

Everything is looked at when it starts and once an hour. Between that only folders are, in which something changed; or,
where the system does not tell of changes, the whole root every few minutes. The library's writer is held only while
something is written, so that other commands find it free.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain import Cancelled, IndexSummary, LibraryBusy, Progress, SnowlineError
from app.indexing.choices import Choices
from app.indexing.control import Control
from app.indexing.dirty import DirtyFolders
from app.indexing.pipeline import index_folders, index_paths
from app.indexing.reading import read_in_background
from app.indexing.troubles import cause_of, is_known
from app.indexing.watch import Watcher
from app.indexing.watch_state import (
    How,
    WatchedFolder,
    WatchState,
    my_start,
    remove_state,
    write_state,
)
from app.library import Library
from app.library.condition import gone
from app.library.drives import volume_of
from app.library.lock import WriterLock
from app.messages import message
from app.settings import Settings

NETWORK = message("a network drive tells nothing of what other machines change")

FULL_SECONDS = 3600.0
POLL_SECONDS = 300.0
# A root that is slow to look at is polled less often: at most this part of the time goes into it.
_POLL_SHARE = 0.05
# Between two looks at which roots there are and whether their drives are.
_ROOTS_SECONDS = 5.0
_IDLE_SECONDS = 0.5
# Another process writes, or the disk is full: tried again after so long.
_BUSY_SECONDS, _FAILED_SECONDS = 2.0, 60.0
# A run that is held for longer lets go of the library; it is started anew afterwards.
_HELD_SECONDS = 10.0
# How often it looks whether photos wait for a machine that nobody uses, where there were none.
_IDLE_LOOK_SECONDS = 60.0
# How often it looks whether there is text in pictures to be read, where nothing new came in between.
_READ_SECONDS = 3600.0
_LOCK_NAME = "watch.lock"

KeeperNews = WatchState | Progress | IndexSummary | str


@dataclass(slots=True)
class _Root:
    """A root, what it was the last time it was looked at (device and inode, None while it is away), and when it is
    looked at as a whole next."""

    path: bytes
    identity: tuple[int, int] | None
    how: How
    why: str
    due: float
    scan_seconds: float = 0.0


class Keeper:
    """Keeps all roots of a library up to date, and adds `folders` to them first. `run` goes on until it is stopped."""

    def __init__(
        self,
        library_folder: Path,
        settings: Settings,
        *,
        folders: Sequence[Path] = (),
        control: Control | None = None,
        pack_folder: Path | None = None,
        poll_seconds: float = POLL_SECONDS,
        full_seconds: float = FULL_SECONDS,
        watcher: Callable[..., Watcher] = Watcher,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = Path(library_folder)
        self._settings, self._pack_folder = settings, pack_folder
        self._control = control or Control.by(settings)
        self._poll_seconds, self._full_seconds = poll_seconds, full_seconds
        self._clock = clock
        self._new_folders = [Path(os.path.abspath(folder)) for folder in folders]
        self._dirty = DirtyFolders()
        self._guard = threading.Lock()  # hints come on another thread
        self._watcher = watcher(self._hint, leave_out=os.fsencode(self._folder.resolve()))
        self._roots: dict[bytes, _Root] = {}
        self._roots_at = -_ROOTS_SECONDS
        self._not_before = 0.0
        self._read_not_before = self._idle_not_before = 0.0
        self._doing = ""
        self._start = my_start()
        self._told: WatchState | None = None

    def run(self) -> Generator[KeeperNews, None, None]:
        """Yields what is done as it happens: how the folders are watched, progress, a summary after each run, and what
        went wrong as text. Returns when the control is stopped. Raises `LibraryBusy` where another watcher is at work,
        `SnowlineError` where there is nothing to watch."""
        if self._new_folders:
            self._folder.mkdir(parents=True, exist_ok=True)
        else:
            Library.open(self._folder).close()  # raises where there is none, and makes none
        try:
            lock = WriterLock(self._folder, _LOCK_NAME, purpose="keeping it up to date")
        except LibraryBusy as error:
            raise LibraryBusy(
                f"The library at {self._folder} is kept up to date by another Snowline already."
            ) from error
        try:
            yield from self._add_new_folders()
            self._look_at_roots()
            if not self._roots:
                raise SnowlineError("There is nothing to watch yet. Name a folder: python3 main.py watch FOLDER")
            while not self._control.cancel.cancelled:
                yield from self._step()
        finally:
            self._watcher.stop()
            remove_state(self._folder)
            lock.release()

    def _step(self) -> Generator[KeeperNews, None, None]:
        if not is_known(self._folder):
            raise gone(self._folder)  # whoever keeps a library up to date makes none in its place
        now = self._clock()
        if now - self._roots_at >= _ROOTS_SECONDS:
            self._look_at_roots()
        roots, folders = ([], []) if self._control.held or now < self._not_before else self._take_work(now)
        if roots or folders:
            yield from self._work(roots, folders)
        elif not self._control.held and (waiting := self._waiting_for_idle(now)):
            yield from self._describe_while_idle(waiting)
        elif not self._control.held and now >= self._read_not_before:
            yield from self._read_text()
        yield from self._tell()
        if not (roots or folders):
            time.sleep(_IDLE_SECONDS)

    # ---- what there is to do ----

    def _hint(self, folder: bytes, deep: bool) -> None:
        with self._guard:
            root = next((root for root in self._roots if _at_or_below(folder, root)), None)
            if root is None:  # the folder above one, in which that came or went
                self._roots_at = -_ROOTS_SECONDS
            self._dirty.mark(folder, self._clock(), deep=deep, root=root)

    def _take_work(self, now: float) -> tuple[list[_Root], list[tuple[bytes, bool]]]:
        """Roots that are due as a whole, or else folders in which something changed."""
        due = [root for root in self._roots.values() if root.identity is not None and root.due <= now]
        with self._guard:
            if due:
                for root in due:
                    self._dirty.drop_below(root.path)
                return due, []
            # Also the folder above a root, in which the root itself came or went: `_look_at_roots` sees that.
            return [], [
                (folder, deep)
                for folder, deep in self._dirty.take_due(now)
                if any(_at_or_below(folder, root.path) and root.identity is not None for root in self._roots.values())
            ]

    def _look_at_roots(self) -> None:
        """Which roots there are now, whether they are there, and how each is kept up to date."""
        now = self._roots_at = self._clock()
        with Library.open(self._folder) as library:
            paths = list(dict.fromkeys(library.roots()))
        for path in self._roots.keys() - set(paths):
            self._watcher.unwatch(path)
            with self._guard:
                del self._roots[path]
        trouble = self._watcher.trouble()
        for path in paths:
            root = self._roots.get(path)
            identity = _identity(path)
            if root is None or root.identity != identity:
                self._watcher.unwatch(path)
                how, why = self._begin_watching(path) if identity is not None else ("offline", "its drive is not there")
                with self._guard:
                    self._roots[path] = _Root(path, identity, how, why, due=now)
            elif root.how == "watching" and trouble:
                self._watcher.unwatch(path)
                root.how, root.why, root.due = "polling", trouble, now

    def _begin_watching(self, path: bytes) -> tuple[How, str]:
        try:
            if volume_of(path).kind == "network":
                return "polling", NETWORK
        except OSError:
            pass  # it went away this moment: the next look tells
        why = self._watcher.watch(path)
        return ("polling", why) if why else ("watching", "")

    def _waiting_for_idle(self, now: float) -> list[Path]:
        """Folders whose photos wait until nobody uses the machine, when that is so."""
        if now < self._idle_not_before:
            return []
        chosen = [folder for folder in Choices.of(self._folder).folders("idle") if os.path.exists(folder)]
        if chosen and not self._control.idle:
            self._idle_not_before = now + _ROOTS_SECONDS
            return []
        with Library.open(self._folder) as library:
            waiting = [Path(os.fsdecode(folder)) for folder in chosen if library.waiting_below([folder])]
        if not waiting:
            self._idle_not_before = now + _IDLE_LOOK_SECONDS
        return waiting

    # ---- doing it ----

    def _add_new_folders(self) -> Generator[KeeperNews, None, None]:
        """The first look at folders that were named: they become roots of the library."""
        while self._new_folders and not self._control.cancel.cancelled:
            try:
                with Library.open(self._folder, write=True) as library:
                    for folder in self._new_folders:
                        if not folder.is_dir():
                            raise SnowlineError(f"{folder} cannot be watched: it is not a folder, or not there.")
                        library.add_root(Path(os.path.realpath(folder)))
                self._new_folders.clear()
            except LibraryBusy as error:
                yield f"{error} Waiting for it."
                self._wait(_BUSY_SECONDS)

    def _wait(self, seconds: float) -> None:
        until = self._clock() + seconds
        while self._clock() < until and not self._control.cancel.cancelled:
            time.sleep(_IDLE_SECONDS)

    def _work(self, roots: list[_Root], folders: list[tuple[bytes, bool]]) -> Generator[KeeperNews, None, None]:
        began = self._clock()
        if roots:
            paths = [Path(os.fsdecode(root.path)) for root in roots]
            steps = index_paths(
                self._folder,
                paths,
                self._settings,
                pack_folder=self._pack_folder,
                cancel=self._control.cancel,
                control=self._control,
                create=False,
            )
        else:
            steps = index_folders(
                self._folder, folders, self._settings, pack_folder=self._pack_folder, control=self._control
            )
        try:
            finished = yield from self._follow(steps, began, roots)
        except LibraryBusy:
            self._not_before = self._clock() + _BUSY_SECONDS
            finished = False
        except SnowlineError as error:
            self._not_before = self._clock() + _FAILED_SECONDS
            finished = False
            yield cause_of(error, self._folder, known=True)
        finally:
            steps.close()
            self._doing = ""
        if finished:
            for root in roots:
                wait = self._full_seconds
                if root.how == "polling":
                    wait = min(wait, max(self._poll_seconds, root.scan_seconds / _POLL_SHARE))
                root.due = self._clock() + wait
        else:
            with self._guard:
                for folder, deep in folders:
                    self._dirty.mark(folder, self._clock(), deep=deep)

    def _describe_while_idle(self, paths: list[Path]) -> Generator[KeeperNews, None, None]:
        """Describes what waits for a machine that nobody uses, until somebody does."""
        steps = index_paths(
            self._folder,
            paths,
            self._settings,
            pack_folder=self._pack_folder,
            cancel=self._control.cancel,
            control=self._control,
            when_idle=True,
            create=False,
        )
        self._control.only_when_idle = True
        self._idle_not_before = self._clock() + _IDLE_LOOK_SECONDS
        try:
            if not (yield from self._follow(steps, self._clock(), [])):
                self._idle_not_before = self._clock() + _ROOTS_SECONDS  # somebody came back
        except LibraryBusy:
            self._idle_not_before = self._clock() + _BUSY_SECONDS
        except SnowlineError as error:
            yield str(error)
        finally:
            steps.close()
            self._control.only_when_idle = False
            self._doing = ""

    def _read_text(self) -> Generator[KeeperNews, None, None]:
        """Reads the text in pictures until there is something else to do."""
        self._read_not_before = self._clock() + _READ_SECONDS
        steps = read_in_background(self._folder, self._settings, self._control)
        waiting: tuple[list[_Root], list[tuple[bytes, bool]]] = ([], [])
        held_since: float | None = None
        try:
            for step in steps:
                now = self._clock()
                if not self._doing:
                    self._doing = step.stage
                    yield from self._tell()
                if now - self._roots_at >= _ROOTS_SECONDS:
                    self._look_at_roots()
                    yield from self._tell()
                if not self._control.held:
                    waiting = self._take_work(now)
                held_since = (held_since or now) if step.held else None
                if any(waiting) or held_since is not None and now - held_since > _HELD_SECONDS:
                    self._read_not_before = now + (_FAILED_SECONDS if held_since is not None else 0.0)
                    break
                yield step
        except Cancelled:
            return
        except SnowlineError as error:
            yield str(error)
        finally:
            steps.close()
            self._doing = ""
        if any(waiting):
            yield from self._work(*waiting)

    def _follow(
        self, steps: Generator[Progress, None, IndexSummary], began: float, roots: list[_Root]
    ) -> Generator[KeeperNews, None, bool]:
        """Passes on what a run says. False when it did not come to its end."""
        held_since: float | None = None
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                summary: IndexSummary = end.value
                if summary.indexed:
                    self._read_not_before = 0.0
                if summary.indexed or summary.skipped or summary.cancelled or roots:
                    yield summary
                return not summary.cancelled
            if step.stage != self._doing:
                if self._doing == "scan":
                    for root in roots:
                        root.scan_seconds = self._clock() - began
                self._doing = step.stage
                yield from self._tell()
            if self._clock() - self._roots_at >= _ROOTS_SECONDS:
                self._look_at_roots()
                yield from self._tell()
            held_since = (held_since or self._clock()) if step.held else None
            if held_since is not None and self._clock() - held_since > _HELD_SECONDS:
                return False
            yield step

    def _tell(self) -> Generator[KeeperNews, None, None]:
        """Tells how things stand, here and to other processes, when that has changed."""
        with self._guard:
            folders = tuple(WatchedFolder(os.fsdecode(root.path), root.how, root.why) for root in self._roots.values())
            dirty = len(self._dirty)
        state = WatchState(*self._start, folders, self._doing, self._control.held, dirty)
        if state != self._told:
            self._told = state
            write_state(self._folder, state)
            yield state


def _identity(path: bytes) -> tuple[int, int] | None:
    """What tells one folder from another that lies at the same place; None where there is none."""
    try:
        facts = os.stat(os.path.join(path, b""))
    except (OSError, ValueError):
        return None
    return facts.st_dev, facts.st_ino


def _at_or_below(path: bytes, folder: bytes) -> bool:
    return path == folder or path.startswith(os.path.join(folder, b""))
