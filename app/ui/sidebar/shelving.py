"""Keeps the sidebar in step with the library, and saves, renames and removes searches. No widgets here."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.sidebar.shelf import Asked, Overview, Places, SavedEntry, Shelf, Standing
from app.ui.tasks import Tasks
from app.ui.translation import in_words

LANE, COUNT_LANE, PLACES_LANE, STANDING_LANE = "overview", "saved searches", "places", "standing"
COUNT_EVERY = 10.0  # seconds: while photos are being indexed, the library changes all the time
PLACE_EVERY = 1.5  # the same of drives and folders, or longer where counting takes so long
REST = 20  # times as long as counting or looking at all files took, until that is done again


class Shelving(QObject):
    """Nothing is asked of the library while nobody looks. New photos of saved searches are counted one search at a
    time, so that what is typed meanwhile does not wait for all of them; how it stands with folders is asked in a pool
    of its own."""

    told = Signal(object)  # Overview
    placed = Signal(object)  # Places
    stood = Signal(object)  # Standing
    filled = Signal(str, object)  # path of a folder, tuple of FolderEntry
    counted = Signal(int, object)  # id of a saved search, SavedCount
    said = Signal(str)  # what was done, or why not

    def __init__(self, library: Shelf, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._shown = False
        self._saved: set[SavedEntry] = set()
        self._to_count: list[int] = []
        self._next_count = QTimer(self, singleShot=True)
        self._next_count.timeout.connect(self._count_all)
        self._counted = -math.inf
        self._looked = False
        self._next_places = QTimer(self, singleShot=True)
        self._next_places.timeout.connect(self._place)
        self._placed, self._place_rest = -math.inf, PLACE_EVERY
        self._stand_from = -math.inf  # the next time when all files may be looked at
        self._missed = False  # the library changed while they were
        self._next_look = QTimer(self, singleShot=True)
        self._next_look.timeout.connect(self._look_soon)

    def show(self, shown: bool) -> None:
        """Whether somebody looks at the sidebar."""
        self._shown = shown
        self.refresh(at_once=True)

    def tell(self) -> None:
        """Lists anew what there is."""
        if self._shown:
            self._tasks.run(self._tasks.library, self._library.overview, self._tell, self._failed, lane=LANE)

    def refresh(self, *, at_once: bool = False) -> None:
        """Lists anew what there is and, not too often unless `at_once`, where photos are."""
        self.tell()
        if at_once:
            self._stand_from = -math.inf
        if self._shown and (at_once or not self._next_places.isActive()):
            wait = 0.0 if at_once else self._placed + self._place_rest - time.monotonic()
            self._next_places.start(round(1000 * max(wait, 0.0)))

    def fill(self, path: str) -> None:
        """Tells which folders there are in one."""
        self._tasks.run(
            self._tasks.library,
            lambda: self._library.folders(path),
            lambda found: self.filled.emit(path, found),
            lambda _: self.filled.emit(path, ()),
            lane=f"folders of {path}",
        )

    def save(self, name: str, asked: Asked) -> None:
        self._do(lambda: self._library.save(name, asked))

    def rename(self, entry: SavedEntry, new: str) -> None:
        self._do(lambda: self._library.rename_saved(entry.name, new))

    def remove(self, entry: SavedEntry) -> None:
        self._do(lambda: self._library.remove_saved(entry.name))

    def look_at(self, search_id: int) -> None:
        """A person looks at what a saved search finds."""

        def work() -> str:
            self._library.look_at_saved(search_id)
            return ""

        self._looked = True
        self._do(work)

    def forget_recent(self) -> None:
        def work() -> str:
            self._library.forget_recent()
            return ""

        self._do(work, self.tr("Recent searches forgotten"))

    def _do(self, work: Callable[[], str], words: str = "") -> None:
        def done(said: str) -> None:
            if said or words:
                self.said.emit(in_words(said) or words)
            self.tell()

        self._tasks.run(self._tasks.library, work, done, self._failed)

    def _tell(self, found: Overview) -> None:
        self.told.emit(found)
        others = self._saved ^ set(found.saved)
        self._saved = set(found.saved)
        wait = 0.0 if others or self._looked else self._counted + COUNT_EVERY - time.monotonic()
        self._looked = False
        self._next_count.start(round(1000 * max(wait, 0.0)))

    def _place(self) -> None:
        if not self._shown:
            return
        self._placed = time.monotonic()

        def count() -> tuple[Places, float]:
            began = time.monotonic()
            return self._library.places(), time.monotonic() - began

        def placed(found: tuple[Places, float]) -> None:
            places, seconds = found
            self._place_rest = max(PLACE_EVERY, REST * seconds)
            self.placed.emit(places)
            self._look_soon()

        def failed(error: Exception) -> None:
            self._failed(error)
            self._look_soon()

        self._tasks.run(self._tasks.library, count, placed, failed, lane=PLACES_LANE)

    def _look_soon(self) -> None:
        """How it stands with the folders is asked behind the library's own thread, never beside its first question: two
        threads that import the same modules for the first time can get in each other's way."""
        if not self._shown:
            return
        left = self._stand_from - time.monotonic()
        if left == math.inf:  # it is being looked at, and may have changed since
            self._missed = True
        elif left > 0:
            self._next_look.start(round(1000 * left) + 1)
        else:
            self._stand_from = math.inf  # until it is known how long that takes
            self._tasks.run(self._tasks.files, self._look, self._stand, self._failed, lane=STANDING_LANE)

    def _look(self) -> tuple[Standing, float]:
        """How it stands with the folders, and the seconds that took; runs in a pool."""
        began = time.monotonic()
        return self._library.standing(), time.monotonic() - began

    def _stand(self, found: tuple[Standing, float]) -> None:
        standing, seconds = found
        self._stand_from = time.monotonic() + REST * seconds
        self.stood.emit(standing)
        if self._missed:
            self._missed = False
            self._next_look.start(round(1000 * REST * seconds))

    def _count_all(self) -> None:
        self._counted = time.monotonic()
        self._to_count = [one.search_id for one in self._saved]
        self._count_next()

    def _count_next(self) -> None:
        if not self._to_count:
            return
        search_id = self._to_count.pop(0)

        def done(count: object) -> None:
            if count is not None:
                self.counted.emit(search_id, count)
            self._count_next()

        self._tasks.run(
            self._tasks.library,
            lambda: self._library.count_saved(search_id),
            done,
            lambda _: self._count_next(),
            lane=COUNT_LANE,
        )

    def _failed(self, error: Exception) -> None:
        self._stand_from = -math.inf
        self.said.emit(in_words(str(error)))
