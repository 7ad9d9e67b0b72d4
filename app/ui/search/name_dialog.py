"""Asks under which name a search is saved, and says what that is good for."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui.photo.labels import plain_label
from app.ui.search.suggesting import label_of

WIDTH = 420
LONGEST_NAME = 100  # characters


class NameDialog(QDialog):
    """`chosen` tells the name, once it is one that no other search has. `former` is the name that a saved search has
    already; without one, a name is proposed by what is searched for."""

    chosen = Signal(str)

    def __init__(self, text: str, taken: Collection[str], *, former: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._former = former
        self._taken = {name.casefold() for name in taken} - {former.casefold()}
        title = self.tr("Rename saved search") if former else self.tr("Save this search")
        self.setWindowTitle(title)
        self.title = plain_label("paneTitle", title)
        self._advice = self.tr("It stands in the library pane under this name, and shows how many photos are new.")
        self.note = plain_label("previewNote", self._advice)
        words = QLabel(self.tr("&Name:"))
        self.field = QLineEdit(former or _proposed(text))
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setAccessibleName(words.text().replace("&", "").rstrip(":"))
        self.field.selectAll()
        words.setBuddy(self.field)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.save = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.save.setText(self.tr("Rename") if former else self.tr("Save"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        for part in (self.title, words, self.field, self.note, self.buttons):
            column.addWidget(part)
        self.field.textChanged.connect(lambda _: self._check())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.name()))
        self._check()

    def name(self) -> str:
        return " ".join(self.field.text().split())

    def _check(self) -> None:
        """Says at once what a search cannot be called."""
        name = self.name()
        taken = name.casefold() in self._taken
        self.note.setText(self.tr("There is a saved search “{0}” already.").format(name) if taken else self._advice)
        self.save.setEnabled(bool(name) and not taken and name != self._former)


def _proposed(text: str) -> str:
    """A name for a search: what it reads like, with a capital letter."""
    words = " ".join(label_of(text).split())
    return (words[:1].upper() + words[1:])[:LONGEST_NAME]
