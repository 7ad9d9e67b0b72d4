"""Asks under which name a search is saved, and says what that is good for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain import Chip
from app.search.query.editing import without
from app.ui.photo.labels import plain_label
from app.ui.search.suggesting import label_of
from app.ui.translation import in_words

WIDTH = 420
LONGEST_NAME = 100  # characters


class NameDialog(QDialog):
    """`chosen` tells the name, once it is one that no other search has. `former` is the name that a saved search has
    already."""

    chosen = Signal(str)

    def __init__(
        self, proposed: str, taken: Collection[str], *, former: str = "", parent: QWidget | None = None
    ) -> None:
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
        self.field = QLineEdit(proposed)
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
        name = QVBoxLayout()
        name.setSpacing(4)
        name.addWidget(words)
        name.addWidget(self.field)
        column.addWidget(self.title)
        column.addLayout(name)
        column.addWidget(self.note)
        column.addStretch(1)
        column.addWidget(self.buttons)
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


def proposed_name(text: str, chips: Sequence[Chip]) -> str:
    """A name for a search, as people read it: its words with a capital letter, then what else was understood."""
    understood = [chip for chip in chips if chip.kind in ("filter", "without", "exact")]
    words = text
    for chip in reversed(understood):
        words = without(words, chip)
    said = ", ".join(part for part in (label_of(words), *(in_words(chip.label) for chip in understood)) if part)
    return (said[:1].upper() + said[1:])[:LONGEST_NAME]
