"""Adds a folder as a person does, and says yes to what the window asks about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.measuring.stage import Script, Until
from app.ui.window import Window
from app.ui.work.cost_preview import CostPreview


def begin_indexing(window: Window, folder: Path) -> Script:
    """Adds a folder, takes “now” where it is asked when, and waits until its photos are looked at."""
    told: list[object] = []
    window.settings.run.progressed.connect(told.append)
    window.add([folder])
    yield Until("the question what this costs", lambda: _question() is not None or told)
    question = _question()
    if question is not None:
        QTest.mouseClick(question.now, Qt.MouseButton.LeftButton)
    yield Until("the indexing to begin", lambda: told)
    return {}


def _question() -> CostPreview | None:
    tops = QApplication.topLevelWidgets()
    return next((top for top in tops if isinstance(top, CostPreview) and top.isVisible()), None)
