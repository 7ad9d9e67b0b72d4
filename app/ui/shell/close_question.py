"""The question whether work goes on when the window is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.settings import OnClose
from app.ui import look

_ICON_SIDE = 48
_LINE_CHARACTERS = 46  # of the text, which breaks into lines of about this length


class CloseQuestion(QDialog):
    """`choice` is what the person wants: "tray", "stop", or None to leave the window open. Where there is no tray,
    only stopping is offered."""

    def __init__(self, has_tray: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Photos are still being indexed"))
        self.choice: OnClose | None = None
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.title = QLabel(self.tr("Photos are still being indexed"))
        self.title.setObjectName("dialogTitle")
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self.title.setFont(font)
        self.text = QLabel(
            self.tr("Snowline can go on with that out of sight. You find it again in the tray, beside the clock.")
            if has_tray
            else self.tr("This desktop has no tray in which Snowline could go on out of sight. What is indexed stays.")
        )
        for label in (self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.text.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LINE_CHARACTERS)
        self.remember = QCheckBox(self.tr("Do this every time"))
        self.remember.setToolTip(self.tr("You can change this in the settings."))
        self.stop = QPushButton(self.tr("Stop; go on at the next start"))
        self.stop.clicked.connect(lambda: self._choose("stop"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.keep = QPushButton(self.tr("Go on in the tray"), self)  # shown without a parent it would be a window
        self.keep.clicked.connect(lambda: self._choose("tray"))
        self.keep.setVisible(has_tray)
        first = self.keep if has_tray else self.stop
        first.setObjectName("primary")
        first.setDefault(True)
        self._lay_out(first)
        first.setFocus()

    def _lay_out(self, first: QPushButton) -> None:
        self._icon.setPixmap(look.picture("snowline", _ICON_SIDE, ratio=self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addSpacing(4)
        words.addWidget(self.remember)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._icon)
        top.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        for button in (self.stop, self.keep):
            if button is not first:
                buttons.addWidget(button)
        buttons.addWidget(first)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 18, 20, 16)
        lines.setSpacing(18)
        lines.addLayout(top)
        lines.addLayout(buttons)
        lines.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _choose(self, choice: OnClose) -> None:
        self.choice = choice
        self.accept()
