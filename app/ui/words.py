"""Words that stand in the window by themselves: labels that wrap, and links."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton


def wrapping_label(name: str, text: str = "") -> QLabel:
    """Text in as many lines as it needs, never read as markup. `name` is what the style sheet knows it by."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def say(label: QLabel, words: str) -> None:
    """Shows a label with these words; without any, none."""
    label.setText(words)
    label.setVisible(bool(words))


def link_button(text: str) -> QPushButton:
    """A button that looks like a link."""
    button = QPushButton(text)
    button.setObjectName("link")
    button.setFlat(True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
