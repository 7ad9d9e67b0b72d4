"""What is being searched: from a wish to an answer, off the GUI thread, with stale answers dropped. No widgets here."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain import Answer, Hit
from app.ui.history import History, Place, SimilarPlace, TextPlace
from app.ui.session import PhotoLibrary
from app.ui.tasks import Tasks

# Rows fetched at first: several screens, while a search as you type stays quick. "Show all" fetches the rest.
FIRST_ROWS = 500
ALL_ROWS = 100_000
# While photos are being indexed, how often their results are taken up, in seconds.
REFRESH_EVERY = 3.0


class Searching(QObject):
    """Holds where the person is, and asks the library for what belongs there."""

    moved = Signal(object)  # Place or None: where we are now, before its answer
    answered = Signal(object, object)  # Place, Answer
    failed = Signal(object, object)  # Place, Exception
    covered = Signal(object)  # Coverage
    not_covered = Signal(object)  # Exception: the library cannot be read

    def __init__(self, library: PhotoLibrary, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self.history = History()
        self.rows = FIRST_ROWS
        self._refreshed = 0.0

    def text(self, text: str, *, typing: bool = False) -> None:
        """A typed search; an empty one leads to the start page."""
        words = " ".join(text.split())
        if not words:
            self.home()
            return
        place = TextPlace(words)
        here = self.history.here
        if isinstance(here, TextPlace) and here.text == words:
            if not typing:
                self.history.settle()
            return
        self.history.visit(place, typing=typing)
        self._go()

    def similar(self, hit: Hit, name: str) -> None:
        self.history.visit(SimilarPlace(hit.photo_id, name))
        self._go()

    def similar_to_file(self, path: Path) -> None:
        """Photos like any picture file, in the library or not."""
        self.history.visit(SimilarPlace(path, path.name))
        self._go()

    def home(self) -> None:
        if self.history.here is not None:
            self.history.home()
            self._go()

    def back(self) -> None:
        if self.history.can_go_back:
            self.history.back()
            self._go()

    def show_everything(self) -> None:
        """Also what lies under the relevance line."""
        here = self.history.here
        if here is not None:
            self.history.visit(replace(here, everything=True))
            self._go()

    def show_all_rows(self) -> None:
        self.again(ALL_ROWS)

    def again(self, rows: int | None = None) -> None:
        """Asks once more at the same place, for more rows or because the library has grown."""
        self.rows = rows or self.rows
        self._ask()

    def refresh(self, *, at_once: bool = False) -> None:
        """Takes up what was indexed meanwhile, not more often than `REFRESH_EVERY` unless `at_once`."""
        now = time.monotonic()
        if not at_once and now - self._refreshed < REFRESH_EVERY:
            return
        self._refreshed = now
        self._tasks.run(
            self._tasks.library, self._library.refresh, self.covered.emit, self.not_covered.emit, lane="refresh"
        )

    def _go(self) -> None:
        self.rows = FIRST_ROWS
        self._tasks.drop("search")
        self.moved.emit(self.history.here)
        self._ask()

    def _ask(self) -> None:
        place, rows = self.history.here, self.rows
        if place is None:
            return
        self._tasks.run(
            self._tasks.library,
            lambda: self._answer(place, rows),
            lambda answer: self.answered.emit(place, answer),
            lambda error: self.failed.emit(place, error),
            lane="search",
        )

    def _answer(self, place: Place, rows: int) -> Answer:
        if isinstance(place, TextPlace):
            return self._library.search(place.text, limit=rows, everything=place.everything)
        return self._library.similar(place.photo, limit=rows, everything=place.everything)
