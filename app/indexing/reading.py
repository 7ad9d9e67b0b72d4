"""The text in pictures, read after everything else: a second or so for each photo, so one by one and never in a hurry.

The originals are read again, newest first. What is finished is kept every few seconds, for which alone the library's
writer is taken, so that a run may be ended at any time, and others find the library free. A photo that hangs or crashes
its worker costs only itself. A file that is not as the catalogue knows it is left to the next scan.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path

from app.domain import Cancelled, LibraryBusy, PackError, Progress
from app.indexing.control import Control
from app.indexing.crew import Crew, Limits, PhotoResult
from app.indexing.known_files import unchanged
from app.indexing.messages import PhotoTask, TextSeen
from app.indexing.pace import REPORT_SECONDS, Pace
from app.indexing.priority import workers_at
from app.indexing.workshop import TextWorkshop, open_text_workshop
from app.library import Library, shown
from app.library.seen_text import SeenText
from app.settings import Settings
from app.vision.reading import NEEDS_EXTRA, can_read, reader_version

# Each takes half a gigabyte.
_MOST_WORKERS = 2
# A page full of small letters takes many times as long as opening a file.
_TIMES_AS_LONG = 4
# Photos whose files are asked from the catalogue at once.
_FETCHED = 256
# How much work is lost at most when the machine goes off; how long another writer is waited for at the end of a run.
_KEPT_SECONDS, _PATIENCE_SECONDS = 10.0, 30.0
# A run that is held for longer gives its workers' memory back.
_RELEASE_SECONDS = 10.0


def at_leisure(control: Control) -> Control:
    """The same control for work that nobody waits for: at the lowest level, and not on battery."""
    return Control(control.cancel, throttle="gentle", pause_on_battery=True)


def read_in_background(library_folder: Path, settings: Settings, control: Control) -> Generator[Progress, None, None]:
    """What the setting `read_text` asks for while nothing else is to be done: photos that probably show text as quickly
    as the throttle says, the others at leisure, by one worker for the sake of memory; or, with "all", every one as
    quickly and by more. Nothing without the optional part that reads. Raises what `Reading.run` raises."""
    if settings.read_text == "off" or not can_read():
        return
    if settings.read_text == "auto":
        yield from Reading(library_folder, settings, control, probable=True, most_workers=1).run()
        control = at_leisure(control)
        yield from Reading(library_folder, settings, control, most_workers=1).run()
    else:
        yield from Reading(library_folder, settings, control).run()


class Reading:
    """One run over the photos in which nobody looked for text; with `probable` over those that probably show some.
    `read` counts the photos so far, `with_text` those that show any; `failed` has paths and reasons."""

    def __init__(
        self,
        library_folder: Path,
        settings: Settings,
        control: Control,
        *,
        probable: bool = False,
        most_workers: int = _MOST_WORKERS,
        open_workshop: Callable[[], TextWorkshop] | None = None,
        reader: str | None = None,
    ) -> None:
        """`open_workshop` is called in the worker processes and must be picklable; `reader` is its name. Raises
        `PackError` where the optional part is missing and no other workshop is given."""
        if open_workshop is None and not can_read():
            raise PackError(NEEDS_EXTRA)
        self._folder, self._settings, self._control = library_folder, settings, control
        self._probable = probable
        self._most_workers = most_workers
        self._open_workshop = open_workshop or partial(open_text_workshop, settings)
        self._reader = reader or reader_version()
        self._photos: dict[str, int] = {}  # by content key: in the workers' hands
        self._kept_at = time.monotonic()
        self._to_keep: list[SeenText] = []
        self._current = ""
        self.read = self.with_text = 0
        self.failed: list[tuple[str, str]] = []

    def run(self) -> Generator[Progress, None, None]:
        """Yields progress of the stage "read". Raises `Cancelled` once the control's token is set, `PackError` where
        the reader cannot be loaded; what was read is kept."""
        with Library.open(self._folder) as library:
            ids = library.unread(probable=self._probable).tolist()
            if not ids:
                return
            limits = Limits(self._settings.seconds_per_file * _TIMES_AS_LONG, self._settings.worker_memory_mb)
            crew = Crew(self._open_workshop, self._workers(len(ids)), limits, self._control.throttle)
            try:
                yield from self._read(library, ids, crew)
                yield from self._keep_rest()
            finally:
                crew.stop()
                self._keep()

    def _workers(self, photos: int) -> int:
        return max(1, min(workers_at(self._control.throttle, self._settings), self._most_workers, photos))

    def _read(self, library: Library, ids: list[int], crew: Crew) -> Generator[Progress, None, None]:
        pace = Pace("read", len(ids))
        tasks: list[PhotoTask] = []
        at = 0
        worked = time.monotonic()
        yield pace.progress()
        while at < len(ids) or tasks or crew.outstanding:
            if self._control.cancel.cancelled:
                raise Cancelled
            held = self._control.held
            crew.adapt(self._workers(len(ids)), self._control.throttle)
            done = 0
            if not tasks and at < len(ids) and not held:
                part = ids[at : at + _FETCHED]
                at += len(part)
                tasks = self._tasks(library, part)
                done += len(part) - len(tasks)
            feeds = bool(tasks) and not held and crew.hungry
            if feeds:
                crew.submit([tasks.pop(0)])  # alone, so that little is lost when it ends
            for result in crew.poll(0.0 if feeds else REPORT_SECONDS):
                if isinstance(result, PhotoResult):
                    self._take(result)
                    done += 1
            if not held or crew.outstanding:
                worked = time.monotonic()
            elif time.monotonic() - worked > _RELEASE_SECONDS:
                crew.release()
            if time.monotonic() - self._kept_at > _KEPT_SECONDS or held:
                self._keep()
            if pace.step(done):
                yield pace.progress(self._current, held)
        yield pace.progress(self._current)

    def _tasks(self, library: Library, ids: list[int]) -> list[PhotoTask]:
        """What to read for these photos, in their order, as far as their files are what the catalogue knows."""
        photos = unchanged(library, ids)
        self._photos.update((task.key, photo) for photo, task in photos)
        return [task for _, task in photos]

    def _take(self, result: PhotoResult) -> None:
        photo = self._photos.pop(result.task.key)
        self._current = shown(result.task.path)
        if isinstance(result.outcome, TextSeen):
            self._to_keep.append(SeenText(photo, "\n".join(result.outcome.lines)))
            self.read += 1
            self.with_text += bool(result.outcome.lines)
        elif os.path.lexists(result.task.path):
            self._to_keep.append(SeenText(photo, "", result.outcome))
            self.failed.append((self._current, result.outcome))

    def _keep(self) -> bool:
        """Writes what was read; True where nothing is left to write. While another process writes, it waits."""
        self._kept_at = time.monotonic()
        if self._to_keep:
            try:
                purpose = "keeping the text in pictures"
                with Library.open(self._folder, write=True, purpose=purpose, create=False) as library:
                    library.put_seen_texts(self._to_keep, self._reader, time.strftime("%Y-%m-%dT%H:%M:%S"))
            except LibraryBusy:
                return False
            self._to_keep.clear()
        return True

    def _keep_rest(self) -> Generator[Progress, None, None]:
        """Writes what is left, and waits a while where another process writes."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while not self._keep() and time.monotonic() < until and not self._control.cancel.cancelled:
            yield Progress("read", self.read, None, current=self._current)
            time.sleep(REPORT_SECONDS)
