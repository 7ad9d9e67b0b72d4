"""When the window is on the screen for the first time; what is slow begins then and not before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

# A window that starts minimised, or behind a locked screen, is not painted; the work begins all the same.
_LATEST_MS = 500


class FirstPaint(QObject):
    """`painted` comes once: after the first painting of `window`, or soon after it was shown."""

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._over = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(_LATEST_MS, self, self._tell)
        elif event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._tell)
        return False

    def _tell(self) -> None:
        if not self._over:
            self._over = True
            self._window.removeEventFilter(self)
            self.painted.emit()
