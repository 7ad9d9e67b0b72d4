"""Changes to the library that a person asks for in the settings: one after the other, off the GUI thread, and with the
library to themselves. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from app.domain import LibraryBusy
from app.ui.session import PhotoLibrary
from app.ui.tasks import Tasks
from app.ui.translation import in_words
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching


class Housework(QObject):
    """`changed` tells that folders, drives or models are not what they were."""

    said = Signal(str)
    changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        library: PhotoLibrary,
        run: IndexingRun,
        watching: Watching,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.tasks, self.run, self.watching, self._library = tasks, run, watching, library

    def ask(self, question: Callable[[], Any], then: Callable[[Any], None], lane: str) -> None:
        """Reads something for a page; of several questions in a lane the last is answered."""
        self.tasks.run(self.tasks.files, question, then, self._tell, lane=lane)

    def do(self, deed: Callable[[], Any], then: Callable[[Any], None] | None = None) -> None:
        """Does `deed`, which returns what is said of it, or what `then` is given. Whoever keeps the library up to date
        makes room meanwhile; an index run of the person's own does not."""
        self._do(self.tasks.changes, deed, then, may_make_room=True)

    def do_unsearched(self, deed: Callable[[], Any]) -> None:
        """The same while the window has the library closed: searches wait, and open it again."""

        def closed() -> Any:
            self._library.close()
            return deed()

        self._do(self.tasks.library, closed, None, may_make_room=True)

    def _do(
        self,
        pool: QThreadPool,
        deed: Callable[[], Any],
        then: Callable[[Any], None] | None,
        *,
        may_make_room: bool,
    ) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, LibraryBusy) and may_make_room and self.watching.active and not self.run.active:
                self.watching.make_room(lambda: self._do(pool, deed, then, may_make_room=False))
                return
            self._end(may_make_room)
            if isinstance(error, LibraryBusy) and self.run.active:
                self.said.emit(self.tr("Photos are being indexed just now. Try again when that has ended, or stop it."))
            else:
                self._tell(error)

        def done(result: Any) -> None:
            self._end(may_make_room)
            if isinstance(result, str) and result:
                self.said.emit(in_words(result))
            if then is not None:
                then(result)
            self.changed.emit()

        self.tasks.run(pool, deed, done, failed)

    def _end(self, had_room: bool) -> None:
        if not had_room and not self.run.active:
            self.watching.go_on()

    def _tell(self, error: Exception) -> None:
        self.said.emit(in_words(str(error)) or type(error).__name__)
