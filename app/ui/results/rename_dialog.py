"""Asks for another name of a photo's file. The ending stands beside the field and stays as it is."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain import Hit, SnowlineError
from app.ui import wording
from app.ui.photo.labels import plain_label
from app.ui.translation import in_words

WIDTH = 420


class RenameDialog(QDialog):
    """`chosen` tells the name, with its ending, once it is another one that can be."""

    chosen = Signal(str)

    def __init__(self, hit: Hit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Rename"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._old = os.path.basename(hit.path)
        self._ending = os.path.splitext(self._old)[1]
        words = QLabel(self.tr("&New name of this file:"))
        self.field = QLineEdit(wording.path(os.path.splitext(self._old)[0]))
        self.field.setAccessibleName(words.text().replace("&", ""))
        self.field.selectAll()
        words.setBuddy(self.field)
        ending = plain_label("previewKey", wording.path(self._ending))
        ending.setWordWrap(False)
        self.note = plain_label("previewNote", self.tr("The file itself gets this name, on the disk."))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.rename = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.rename.setText(self.tr("Rename"))
        self.rename.setEnabled(False)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.field, 1)
        line.addWidget(ending)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(words)
        column.addLayout(line)
        column.addWidget(self.note)
        column.addWidget(self.buttons)
        self.field.textEdited.connect(lambda _: self._check())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.name()))

    def name(self) -> str:
        return self.field.text().strip() + self._ending

    def _check(self) -> None:
        """Says at once what a file cannot be called."""
        from app.library.renaming import new_name

        problem = ""
        try:
            new_name(os.fsencode(self._old), self.name() if self.field.text().strip() else "")
        except SnowlineError as error:
            problem = in_words(str(error))
        self.note.setText(problem or self.tr("The file itself gets this name, on the disk."))
        self.rename.setEnabled(not problem and self.name() != self._old)
