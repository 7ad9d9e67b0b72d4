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
USUAL_LINES = 3


class Reasons(QWidget):
    """A line for each reason, the strongest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: list[ReasonLine] = []  # from top to bottom; those that are not needed are hidden
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)

    def show_reasons(self, hit: Hit) -> None:
        """Shows why `hit` was found, in the place of what stood here."""
        told: Sequence[Reason | str] = hit.reasons or hit.why
        self._make_lines(len(told))
        for line, one in zip(self._kept, told, strict=False):
            line.show_reason(one)
            line.show()
        for line in self._kept[len(told) :]:
            line.hide()

    def prepare(self) -> None:
        """Makes the lines that most photos need, while nobody waits for them."""
        self._make_lines(USUAL_LINES)
        for line in self._kept:
            line.words.ensurePolished()

    def _make_lines(self, count: int) -> None:
        while len(self._kept) < count:
            line = ReasonLine(self)
            line.hide()
            self._kept.append(line)
            self._column.addWidget(line)

    def lines(self) -> list[ReasonLine]:
        """The lines from top to bottom."""
        return [line for line in self._kept if not line.isHidden()]


class ReasonLine(QWidget):
    """One reason. Where nothing is known of its strength, or it only narrows the answer, there is no bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)  # captions and names are not ours
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = Bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.words)
        column.addWidget(self.bar)

    def show_reason(self, reason: Reason | str) -> None:
        """Stands for this reason from now on."""
        told, strength = (wording.strength(reason), reason.strength) if isinstance(reason, Reason) else ("", 0.0)
        self.words.setText(in_words(reason.text if isinstance(reason, Reason) else reason))
        self.setToolTip(told)
        self.words.setAccessibleDescription(told)
        self.bar.setVisible(strength > 0)
        self.bar.show_part(strength)


class Bar(QWidget):
    """A part of a whole, 0..1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, part: float) -> None:
        self.part = min(max(part, 0.0), 1.0)
        self.update()

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
