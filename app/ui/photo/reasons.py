"""Why a photo was found: each reason in words, with a bar for how much of the evidence it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain import Hit, Reason
from app.ui import wording
from app.ui.translation import in_words

BAR_HEIGHT = 4  # logical pixels
LEAST_BAR = 3
GAP = 8


class Reasons(QWidget):
    """A line for each reason, the strongest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)

    def show_reasons(self, hit: Hit) -> None:
        """Shows why `hit` was found, in the place of what stood here."""
        while (item := self._column.takeAt(0)) is not None:
            item.widget().hide()  # it goes with the next turn of the event loop
            item.widget().deleteLater()
        told: Sequence[Reason | str] = hit.reasons or hit.why
        for one in told:
            self._column.addWidget(ReasonLine(one))

    def lines(self) -> list[ReasonLine]:
        """The lines from top to bottom."""
        found = (self._column.itemAt(at).widget() for at in range(self._column.count()))
        return [line for line in found if isinstance(line, ReasonLine)]


class ReasonLine(QWidget):
    """One reason. Where nothing is known of its strength, or it only narrows the answer, there is no bar."""

    def __init__(self, reason: Reason | str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(in_words(reason if isinstance(reason, str) else reason.text))
        self.words.setTextFormat(Qt.TextFormat.PlainText)  # captions and names are not ours
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.words)
        if isinstance(reason, Reason):
            told = wording.strength(reason)
            self.setToolTip(told)
            self.words.setAccessibleDescription(told)
            if reason.strength > 0:
                column.addWidget(Bar(reason.strength))


class Bar(QWidget):
    """A part of a whole, 0..1."""

    def __init__(self, part: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = min(max(part, 0.0), 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(BAR_HEIGHT, BAR_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(self.palette().color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        whole.setWidth(max(whole.width() * self.part, LEAST_BAR))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        painter.drawRoundedRect(whole, whole.height() / 2, whole.height() / 2)
