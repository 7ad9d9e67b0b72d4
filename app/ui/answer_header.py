"""The lines over the results: what was searched for, how much was found, and ways to see more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain import Answer
from app.ui import wording
from app.ui.history import Place


class AnswerHeader(QWidget):
    """*Search Results for "snow on mountains"*, with the count."""

    everything_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel()
        self.title.setObjectName("answerTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.found = QLabel()
        self.found.setObjectName("answerFound")
        self.everything = _link("Show unlikely matches")
        self.everything.clicked.connect(self.everything_wanted)
        self.all_rows = _link("Show all")
        self.all_rows.clicked.connect(self.all_wanted)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.found)
        below.addWidget(self.all_rows)
        below.addWidget(self.everything)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addLayout(below)

    def searching(self, place: Place) -> None:
        """The question, before its answer."""
        self.title.setText(place.title)
        self.title.setToolTip(place.title)

    def tell(self, place: Place, answer: Answer) -> None:
        self.searching(place)
        listed = len(answer.hits)
        counted = wording.count(max(answer.total, listed), "photo")
        if listed < answer.total:
            counted = f"The best {listed} of {counted}"
        sure = wording.matches(answer.hits)
        self.found.setText(f"{counted} · {sure}" if sure else counted)
        self.all_rows.setVisible(listed < answer.total)
        self.everything.setVisible(not place.everything)


def _link(text: str) -> QPushButton:
    link = QPushButton(text)
    link.setObjectName("link")
    link.setFlat(True)
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    return link
