"""Changes to photos: asked for on the GUI thread, done one after the other on another. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain import Hit
from app.ui.results.changes import Changes, Outcome
from app.ui.tasks import Tasks


class Changing(QObject):
    """All methods return at once; what came of them is told by the signals."""

    said = Signal(str)  # what was done, or why it was not
    marked = Signal(object)  # photo id → Hit, as it is now
    moved = Signal()  # files went, or came back

    def __init__(self, changes: Changes, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.changes, self._tasks = changes, tasks

    def rate(self, hits: Sequence[Hit], rating: int | None) -> None:
        self._run(partial(self.changes.rate, tuple(hits), rating))

    def favour(self, hits: Sequence[Hit], favourite: bool) -> None:
        self._run(partial(self.changes.favour, tuple(hits), favourite))

    def tag(self, hits: Sequence[Hit], names: Sequence[str]) -> None:
        self._run(partial(self.changes.tag, tuple(hits), tuple(names)))

    def untag(self, hits: Sequence[Hit], name: str) -> None:
        self._run(partial(self.changes.untag, tuple(hits), name))

    def trash(self, hits: Sequence[Hit]) -> None:
        self._run(partial(self.changes.trash, tuple(hits)))

    def undo(self, shown: Sequence[Hit]) -> None:
        """Takes back the latest change; `shown` are the hits on the screen, which may change with it."""
        self._run(partial(self.changes.undo, tuple(shown)))

    def redo(self, shown: Sequence[Hit]) -> None:
        self._run(partial(self.changes.redo, tuple(shown)))

    def tag_names(self, then: Callable[[list[str]], None]) -> None:
        """Gives `then` the tags that there are; none where they cannot be read."""
        self._tasks.run(self._tasks.changes, self.changes.tag_names, then, lambda _: then([]))

    def _run(self, change: Callable[[], Outcome]) -> None:
        self._tasks.run(self._tasks.changes, change, self._done, lambda error: self.said.emit(str(error)))

    def _done(self, outcome: Outcome) -> None:
        if outcome.words:
            self.said.emit(outcome.words)
        if outcome.hits:
            self.marked.emit(outcome.hits)
        if outcome.moved:
            self.moved.emit()
