"""Five stars and a heart to click: what a person says of the photo in the preview."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from app.domain import Hit
from app.ui import wording
from app.ui.results.marks import STARS, heart, star

SIDE = 20  # logical pixels of a mark
ROOM = 26  # of the button around it


class RatingBar(QWidget):
    """A click on the star that is the rating already takes it off."""

    rate_wanted = Signal(object)  # 1 to 5, or None
    favourite_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rating: int | None = None
        self.stars = [Mark(is_heart=False) for _ in range(STARS)]
        self.heart = Mark(is_heart=True)
        self.heart.setCheckable(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for number, button in enumerate(self.stars, 1):
            button.setAccessibleName(wording.stars(number))
            button.setToolTip(f"{wording.stars(number)} ({number})")
            button.clicked.connect(partial(self._click, number))
            button.hovered.connect(partial(self._hover, number))
            line.addWidget(button)
        line.addSpacing(SIDE // 2)
        line.addWidget(self.heart)
        line.addStretch(1)
        self.heart.setAccessibleName(self.tr("Favourite"))
        self.heart.setToolTip(self.tr("Favourite (Ctrl+D)"))
        self.heart.clicked.connect(self.favourite_wanted)

    def show_marks(self, hit: Hit) -> None:
        self._rating = hit.rating
        self._fill(hit.rating or 0)
        self.heart.setChecked(hit.favourite)
        self.heart.filled = hit.favourite
        self.setAccessibleName(wording.stars(hit.rating))

    def _click(self, number: int, _: bool = False) -> None:
        self.rate_wanted.emit(None if number == self._rating else number)

    def _hover(self, number: int, over: bool) -> None:
        self._fill(number if over else self._rating or 0)

    def _fill(self, count: int) -> None:
        for number, button in enumerate(self.stars, 1):
            button.filled = number <= count


class Mark(QAbstractButton):
    """A star or a heart, filled or as an outline."""

    hovered = Signal(bool)

    def __init__(self, *, is_heart: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_heart, self._filled = is_heart, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def filled(self) -> bool:
        return self._filled

    @filled.setter
    def filled(self, filled: bool) -> None:
        self._filled = filled
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ROOM, ROOM)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered.emit(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(False)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, SIDE, SIDE)
        box.moveCenter(QRectF(self.rect()).center())
        outline = heart(box) if self._is_heart else star(box)
        accent = self.palette().color(QPalette.ColorRole.Accent)
        if self._filled:
            painter.fillPath(outline, accent)
        faint = self.palette().color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(QPen(accent if self._filled else faint, 1.2))
        painter.drawPath(outline)
        if self.hasFocus():
            painter.setPen(QPen(accent, 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
