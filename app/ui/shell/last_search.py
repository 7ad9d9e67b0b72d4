"""The search that was looked at last opens again at the next start. No widgets here."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer

from app.domain import SnowlineError
from app.ui.search.history import Place
from app.ui.search.searching import Searching
from app.ui.shell.remembering import place_as_text, place_of

# A search that is passed through while typing is not worth a line on the disk.
_SETTLED_MS = 2_000


class LastSearch(QObject):
    """Kept for each library by itself: the number of a photo means nothing in another one."""

    def __init__(self, searching: Searching, remembered: QSettings, library: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._searching, self._remembered = searching, remembered
        self._key = f"last search/{hashlib.sha256(os.fsencode(library.absolute())).hexdigest()[:12]}"
        self._opened: Place | None = None
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self.keep)
        searching.answered.connect(lambda *_: self._settled.start())
        searching.moved.connect(lambda _: self._settled.start())
        searching.failed.connect(self._failed)

    def open(self) -> None:
        """Goes where the person was, if that is known."""
        self._opened = place_of(self._remembered.value(self._key))
        if self._opened is not None:
            self._searching.go_to(self._opened)

    def keep(self) -> None:
        """Remembers where the person is now."""
        self._settled.stop()
        here = self._searching.history.here
        kept = place_as_text(here) if here is not None else ""
        if kept != self._remembered.value(self._key, ""):
            self._remembered.setValue(self._key, kept)

    def _failed(self, place: Place, error: Exception) -> None:
        """What was asked last time may be gone since, which nobody asks about now. A library that cannot be opened
        is another matter."""
        opened, self._opened = self._opened, None
        if place == opened and type(error) is SnowlineError:
            self._searching.home()
