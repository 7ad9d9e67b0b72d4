"""Whether the library is where it was: a drive may be pulled out, and a folder moved, while the window is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.tasks import Tasks

LOOK_MS = 2_000


class Presence(QObject):
    """Looks every few seconds, once there was something to lose. One look at a time: a drive may not answer."""

    lost = Signal()
    back = Signal()

    def __init__(self, library: Path, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self.is_lost = False
        self._looking = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def expect(self) -> None:
        """There is a library with photos."""
        self.is_lost = False
        if not self._timer.isActive():
            self._timer.start()

    def miss(self) -> None:
        """Somebody found that it is not there."""
        self.expect()
        self.is_lost = True

    def forget(self) -> None:
        """The person wants none there any more, or the program ends."""
        self.is_lost = False
        self._timer.stop()

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            look = partial(_is_there, self._library)
            self._tasks.run(self._tasks.files, look, self._found, lambda _: self._found(False))

    def _found(self, there: bool) -> None:
        self._looking = False
        if not self._timer.isActive() or there != self.is_lost:
            return
        self.is_lost = not there
        (self.back if there else self.lost).emit()


def _is_there(library: Path) -> bool:
    from app.library.connection import DATABASE_NAME

    return (library / DATABASE_NAME).is_file()
