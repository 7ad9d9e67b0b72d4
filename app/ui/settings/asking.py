"""Questions before something goes that does not come back by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

_LINE_LETTERS = 52  # of the text, which breaks into lines of about this length


class Question(QDialog):
    """A title, what will happen, and a button that says it; with `sure`, a box that must be ticked first."""

    def __init__(self, title: str, text: str, deed: str, parent: QWidget, *, sure: str = "", extra: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        heading, words = QLabel(title), QLabel(text)
        heading.setObjectName("settingsPart")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for label in (heading, words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LINE_LETTERS)
            column.addWidget(label)
        self.extra, self.sure = QCheckBox(extra), QCheckBox(sure)
        for box in (self.extra, self.sure):
            column.addWidget(box)
            box.setVisible(bool(box.text()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.deed: QPushButton = buttons.addButton(deed, QDialogButtonBox.ButtonRole.AcceptRole)
        self.deed.setAutoDefault(False)
        self.deed.setEnabled(not sure)
        self.sure.toggled.connect(self.deed.setEnabled)
        self.cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.cancel.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addSpacing(6)
        column.addWidget(buttons)
        self.cancel.setFocus()


def ask(question: Question, then: Callable[[], object]) -> Question:
    """Shows a question; `then` follows where the answer is yes."""
    question.accepted.connect(then)
    question.open()
    return question
