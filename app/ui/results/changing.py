"""Changes to photos: asked for on the GUI thread, done one after the other on another. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain import Hit
from app.ui.results.changes import Changes, Outcome
from app.ui.tasks import Tasks
from app.ui.translation import in_words


class Changing(QObject):
    """All methods return at once; what came of them is told by the signals."""

    said = Signal(str)  # what was done, or why it was not
    marked = Signal(object)  # photo id → Hit, as it is now
    moved = Signal(object)  # files went, or came back: ids of the photos of those that did
    failed = Signal()  # a change was not made: what is shown may be ahead of what is so
    waiting = Signal(list)  # paths that wait to be indexed

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

    def caption(self, hit: Hit, text: str) -> None:
        """An empty text brings back the caption that was there before a person wrote one."""
        self._run(partial(self.changes.caption, hit, text))

    def rename(self, hit: Hit, new_name: str) -> None:
        self._run(partial(self.changes.rename, hit, new_name))

    def exclude(self, paths: Sequence[Path]) -> None:
        """Keeps files and folders out of the library."""
        self._run(partial(self.changes.exclude, tuple(paths)))

    def retry(self, paths: Sequence[Path]) -> None:
        """Tries again what was left out at or below these paths."""
        self._run(partial(self.changes.retry, tuple(paths)))

    def reindex(self, hits: Sequence[Hit]) -> None:
        """Has photos described anew."""
        self._run(partial(self.changes.reindex, tuple(hits)))

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
        self._tasks.run(self._tasks.changes, change, self._done, self._failed)

    def _failed(self, error: Exception) -> None:
        # A `Message` would lose its template on the way through a signal.
        self.said.emit(in_words(str(error)))
        self.failed.emit()

    def _done(self, outcome: Outcome) -> None:
        if outcome.words:
            self.said.emit(outcome.words)
        if outcome.hits:
            self.marked.emit(outcome.hits)
        if outcome.moved:
            self.moved.emit(outcome.back)
        if outcome.waiting:
            self.waiting.emit(list(outcome.waiting))
