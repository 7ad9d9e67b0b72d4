"""What new photos would cost, and the question when they are described: now, while nobody is there, or not yet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui import look, wording
from app.ui.progress_line import ProgressLine
from app.ui.words import say, wrapping_label
from app.ui.work import work_words

if TYPE_CHECKING:
    from app.indexing.estimate import Estimate
    from app.indexing.wishes import Describing
    from app.settings import Throttle

LINE_WIDTH = 42  # of the dialog, in widths of a wide letter
ICON_SIDE = 22


class CostPreview(QDialog):
    """Asks when the photos below some paths are described. `chosen` comes before it closes, unless it is cancelled."""

    chosen = Signal(str)  # Describing

    def __init__(self, paths: Sequence[Path], throttle: Throttle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("costPreview")
        self._throttle = throttle
        self._choices: list[Choice] = []
        name = work_words.places([wording.path(path.name or str(path)) for path in paths])
        self.setWindowTitle(self.tr("Add photos"))
        self.title = wrapping_label("costTitle")
        self.title.setText(self.tr("Add “{0}” to your library?").format(name))
        self.photos = wrapping_label("costPhotos")
        self.photos.setText(self.tr("Looking at what is there…"))
        self.known, self.costs = wrapping_label("costLine"), wrapping_label("costLine")
        self.warning = wrapping_label("costWarning")
        self.problem = QWidget()
        self._sign = QLabel()
        line = QHBoxLayout(self.problem)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(10)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.warning, 1)
        self.busy = ProgressLine()
        self.busy.setRange(0, 0)
        self.busy.setAccessibleName(self.tr("Finding out what these photos cost"))
        policy = self.busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(policy)
        self.now = self._choice(
            "now",
            "resume",
            self.tr("Describe them now"),
            self.tr("The newest come first. You can search, pause and stop meanwhile."),
        )
        self.idle = self._choice(
            "idle",
            "idle",
            self.tr("Describe them when I am away"),
            self.tr("Names can be searched at once. The rest follows while nobody uses the computer."),
        )
        self.names = self._choice(
            "names",
            "name",
            self.tr("Names only"),
            self.tr("You find them by name, folder and date, until you say that they are to be described."),
        )
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        note = wrapping_label("costNote")
        note.setText(self.tr("Nothing leaves this computer, and your photos stay where and as they are."))

        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(6)
        for part in (self.title, self.photos, self.known, self.costs, self.busy, self.problem):
            column.addWidget(part)
        column.addStretch(1)
        column.addSpacing(6)
        for choice in (self.now, self.idle, self.names):
            column.addWidget(choice)
        column.addSpacing(6)
        end = QHBoxLayout()
        end.setSpacing(16)
        end.addWidget(note, 1)
        end.addWidget(self.cancel)
        column.addLayout(end)
        for label in (self.known, self.costs, self.problem):
            label.setVisible(False)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("M") * LINE_WIDTH)
        self.now.setFocus()
        self.draw_icons()

    def show_estimate(self, found: Estimate) -> None:
        """What is known so far."""
        self.photos.setText(work_words.counted(found))
        known = [work_words.known(found), work_words.online_only(found)]
        say(self.known, "\n".join(part[:1].upper() + part[1:] for part in known if part))
        self.busy.setVisible(not found.complete)
        if found.complete and not found.photos:
            self.photos.setText(self.tr("No photos were found there."))
        elif found.complete and not found.new:
            say(self.costs, self.tr("There is nothing new to describe."))
        else:
            costs = work_words.costs(found, self._throttle)
            if not costs and found.complete:
                costs = self.tr("How long it will take cannot be told beforehand.")
            say(self.costs, costs[:1].upper() + costs[1:])
        self._warn(work_words.no_room(found))
        self._fit()

    def fail(self, reason: str) -> None:
        """It cannot be found out; a person may choose all the same."""
        self.busy.setVisible(False)
        self._warn(reason)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its words need at this width."""
        layout = self.layout()
        layout.activate()
        height = layout.totalHeightForWidth(self.width())
        self.setMinimumHeight(height)
        if self.height() < height:
            self.resize(self.width(), height)

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        for choice in self._choices:
            choice.draw_icon()
        self._sign.setPixmap(look.icon("problem").pixmap(QSize(ICON_SIDE, ICON_SIDE), self.devicePixelRatioF()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the choice that has the focus, never another one."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
            return
        super().keyPressEvent(event)

    def _choice(self, choice: Describing, icon: str, title: str, text: str) -> Choice:
        button = Choice(icon, title, text)
        button.clicked.connect(lambda: self._take(choice))
        self._choices.append(button)
        return button

    def _take(self, choice: Describing) -> None:
        self.chosen.emit(choice)
        self.accept()

    def _warn(self, words: str) -> None:
        self.warning.setText(words)
        self.problem.setVisible(bool(words))


class Choice(QPushButton):
    """A wide button with an icon, a title and a sentence."""

    def __init__(self, icon: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setAutoDefault(False)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._icon_name = icon
        self._icon = QLabel()
        self.heading, self.sentence = wrapping_label("choiceTitle"), wrapping_label("choiceText")
        self.heading.setText(title)
        self.sentence.setText(text)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.sentence)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 10, 14, 10)
        line.setSpacing(14)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        for label in (self._icon, self.heading, self.sentence):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def draw_icon(self) -> None:
        colour = look.icon(self._icon_name)
        self._icon.setPixmap(colour.pixmap(QSize(ICON_SIDE, ICON_SIDE), self.devicePixelRatioF()))

    def sizeHint(self) -> QSize:
        """As high as its words are, which a button by itself does not ask for."""
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.layout().heightForWidth(width)
