"""Keeps the choices beside an answer in step with it, and puts what is chosen into the query. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.sidebar.shelf import Asked, Choosing, Shelf
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.search.narrowing import Narrowing

LANE = "narrowing"
# Counting waits until nothing is typed for so long: it would hold up the answer to the next letter.
REST_MS = 150


class Refining(QObject):
    """`asked` says what is being searched for now, None where that cannot be narrowed. Nothing is asked of the library
    while nobody looks."""

    told = Signal(object)  # Narrowing, or None where there is nothing to narrow
    text_wanted = Signal(str)  # the query with what was chosen
    failed = Signal(object)  # Exception

    def __init__(
        self, library: Shelf, tasks: Tasks, asked: Callable[[], Asked | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._asked = library, tasks, asked
        self._shown = False
        self._ticket = 0
        self._changes: list[Choosing] = []
        self._changing = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.tell)

    def show(self, shown: bool) -> None:
        """Whether somebody looks at the choices."""
        self._shown = shown
        self.tell()

    def drop(self) -> None:
        """Something else is searched for: what is being counted is of no use any more."""
        self._ticket += 1
        self._rest.stop()
        self._tasks.drop(LANE)

    def tell_soon(self) -> None:
        """Counts anew once nothing else comes for a moment."""
        self.drop()
        if self._shown:
            self._rest.start()

    def tell(self) -> None:
        """Counts anew what there is to choose."""
        self.drop()
        if not self._shown:
            return
        asked, ticket = self._asked(), self._ticket
        if asked is None:
            self.told.emit(None)
            return
        self._tasks.run(
            self._tasks.library,
            lambda: self._library.narrowing(asked, lambda: self._ticket != ticket),
            self._tell,
            lambda _: self.told.emit(None),  # why, the answer itself says
            lane=LANE,
        )

    def change(self, changes: Sequence[Choosing]) -> None:
        """Puts choices into the query, one after the other however quickly they come."""
        self._changes += changes
        self._go_on()

    def _go_on(self) -> None:
        asked = self._asked()
        if asked is None:
            self._changes = []
            return
        if self._changing or not self._changes:
            return
        changes, self._changes, self._changing = self._changes, [], True
        self._tasks.run(
            self._tasks.library, lambda: self._library.narrowed(asked, changes), self._changed, self._not_changed
        )

    def _tell(self, found: Narrowing | None) -> None:
        if found is not None:
            self.told.emit(found)

    def _changed(self, text: str) -> None:
        self._changing = False
        self.text_wanted.emit(text)
        self._go_on()

    def _not_changed(self, error: Exception) -> None:
        self._changing, self._changes = False, []
        self.failed.emit(error)
        self.tell()
