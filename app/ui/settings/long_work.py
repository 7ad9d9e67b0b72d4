"""One long piece of work with a bar and a way to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.domain import Cancelled, CancelToken
from app.ui.progress_line import ProgressLine
from app.ui.settings.parts import GAP, button
from app.ui.tasks import Tasks

_TOLD_SECONDS = 0.15  # between two looks at how far it is
_BAR_LETTERS = 24


class LongWork(QWidget):
    """Shown while something runs; `running` tells when that changes."""

    running = Signal(bool)
    _told = Signal(int, object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._token: CancelToken | None = None
        self._at = 0.0
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = ProgressLine()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setFixedWidth(self.fontMetrics().averageCharWidth() * _BAR_LETTERS)
        self.stop = button(self.tr("Stop"), self.cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        for widget in (self.bar, self.stop, self.words):
            line.addWidget(widget, 1 if widget is self.words else 0)
        self._told.connect(self._tell)
        self.hide()

    @property
    def active(self) -> bool:
        return self._token is not None

    def begin(
        self,
        words: str,
        work: Callable[..., Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        *,
        alone: bool = False,
    ) -> None:
        """Runs `work(check=, tell=)` off the GUI thread; with `alone` after all changes that were asked for before.
        Where it was stopped and says so by `Cancelled`, `done` is given None."""
        token = self._token = CancelToken()
        self._at = 0.0
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()
        self.running.emit(True)

        def tell(count: int, total: int | None) -> None:
            now = time.monotonic()
            if now - self._at >= _TOLD_SECONDS:
                self._at = now
                self._told.emit(count, total)

        def act() -> Any:
            try:
                return work(check=token.check, tell=tell)
            except Cancelled:
                return None

        def end(then: Callable[[Any], None], outcome: Any) -> None:
            self._token = None
            self.hide()
            self.running.emit(False)
            then(outcome)

        pool = self._tasks.changes if alone else self._tasks.files
        self._tasks.run(pool, act, lambda outcome: end(done, outcome), lambda error: end(failed, error))

    def cancel(self) -> None:
        """Ends it between two parts; what was done stays."""
        if self._token is not None:
            self._token.cancel()
            self.stop.setEnabled(False)

    def _tell(self, count: int, total: int | None) -> None:
        self.bar.setRange(0, total or 0)
        self.bar.setValue(count)
        self.bar.setAccessibleDescription(QLocale().toString(count))
