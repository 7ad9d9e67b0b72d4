"""The floor of starting: Python, Qt and a window with nothing in it, until it is painted."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget


def run(library: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Seconds since `options["began"]` (of `time.time`) until the window is painted, and of processor time."""
    app = QApplication(["empty"])
    found: dict[str, Any] = {}

    class Empty(QWidget):
        def paintEvent(self, event: object) -> None:
            QTimer.singleShot(0, done)

    def done() -> None:
        found.setdefault("seconds", time.time() - options["began"])
        found.setdefault("cpu", sum(os.times()[:2]))
        app.quit()

    window = Empty()
    window.resize(1180, 760)
    window.show()
    app.exec()
    return found
