"""The lines over the results: what was searched for, how much was found, and ways to see more."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain import Answer
from app.ui import wording
from app.ui.flow import FlowLayout
from app.ui.photo.labels import ElidedLabel
from app.ui.search.history import Place

GAP = 12  # logical pixels

# An answer that takes no longer comes without a word about waiting.
UNNOTICED_MS = 400


class AnswerHeader(QWidget):
    """*Search Results for "snow on mountains"*, with the count."""

    everything_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.title.setObjectName("answerTitle")
        self.found = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.found.setObjectName("answerFound")
        # A layout gives no room to what is willing to do without.
        self.found.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.everything = _link(self.tr("Show unlikely matches"))
        self.everything.clicked.connect(self.everything_wanted)
        self.all_rows = _link(self.tr("Show all"))
        self.all_rows.clicked.connect(self.all_wanted)
        below = QWidget()  # goes on in a second line where the window is narrow
        flow = FlowLayout(below, GAP)
        for widget in (self.found, self.all_rows, self.everything):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(below)
        self._long = QTimer(self, singleShot=True, interval=UNNOTICED_MS)
        self._long.timeout.connect(lambda: self.found.setText(self.tr("Searching…")))

    def searching(self, place: Place) -> None:
        """The question, before its answer."""
        self.title.setText(place.title)
        self._long.start()

    def stop(self) -> None:
        """There will be no answer."""
        self._long.stop()

    def tell(self, place: Place, answer: Answer) -> None:
        self.searching(place)
        self.stop()
        listed = len(answer.hits)
        told = self._counted(answer)
        if told != self.found.text() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))
        self.found.setText(told)
        self.all_rows.setVisible(listed < answer.total)
        self.everything.setVisible(not place.everything)

    def _counted(self, answer: Answer) -> str:
        """ "The best 500 of 1,276 photos · 480 likely, 20 maybe · 36 copies folded"."""
        listed, number = len(answer.hits), QLocale().toString
        counted = wording.count(max(answer.total, listed), self.tr("photo"))
        if answer.at_least:
            counted = self.tr("at least {0}").format(counted)
        if listed < answer.total:
            counted = self.tr("The best {0} of {1}").format(number(listed), counted)
        folded = answer.photos - answer.total
        parts = [counted[:1].upper() + counted[1:], wording.matches(answer.hits)]
        if folded > 0:
            parts.append(
                self.tr("1 copy folded") if folded == 1 else self.tr("{0} copies folded").format(number(folded))
            )
        return " · ".join(part for part in parts if part)


def _link(text: str) -> QPushButton:
    link = QPushButton(text)
    link.setObjectName("link")
    link.setFlat(True)
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    return link
