"""The line that shows how far something is. Where nobody knows that, it moves, unless the person wants less motion."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QProgressBar, QWidget

from app.ui.motion import motion

DASH, GAP = 10.0, 8.0  # logical pixels of the pattern that stands still


class ProgressLine(QProgressBar):
    """Without a text. A range from 0 to 0 means that nobody knows how far it is: then dashes stand along all of it
    where nothing may move, which looks like no share of the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        asked = motion()
        if self.maximum() > self.minimum() or asked is None or not asked.reduced:
            super().paintEvent(event)
            return
        colours = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        round_ = self.height() / 2
        painter.setBrush(colours.color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(QRectF(self.rect()), round_, round_)
        painter.setBrush(colours.color(QPalette.ColorRole.Accent))
        at = 0.0
        while at < self.width():
            painter.drawRoundedRect(QRectF(at, 0, min(DASH, self.width() - at), self.height()), round_, round_)
            at += DASH + GAP
