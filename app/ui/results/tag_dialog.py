"""Asks which tags to give to photos, with those that there are already offered while typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui import wording

SEPARATOR = ","
WIDTH = 380


class TagDialog(QDialog):
    """`chosen` tells the tags, in the order in which they were typed."""

    chosen = Signal(list)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add tags"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        words = QLabel(self.tr("&Tags for {0}, with a comma between several:").format(wording.count(count, "photo")))
        words.setWordWrap(True)
        self.field = TagField()
        self.field.setAccessibleName(words.text().replace("&", ""))
        words.setBuddy(self.field)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.add = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.add.setText(self.tr("Add"))
        self.add.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        for part in (words, self.field, self.buttons):
            column.addWidget(part)
        self.field.textChanged.connect(lambda _: self.add.setEnabled(bool(self.names())))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.names()))

    def offer(self, names: Sequence[str]) -> None:
        """Completes what is typed to one of these names."""
        self.field.offer(names)

    def names(self) -> list[str]:
        return [name.strip() for name in self.field.text().split(SEPARATOR) if name.strip()]


class TagField(QLineEdit):
    """A line of names, of which the one at the end is completed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._suggest)

    def offer(self, names: Sequence[str]) -> None:
        self._names.setStringList(list(names))

    def _suggest(self, text: str) -> None:
        begun = text.rpartition(SEPARATOR)[2].strip()
        self._completer.setCompletionPrefix(begun)
        if begun and self._completer.completionCount() and self._completer.currentCompletion() != begun:
            self._completer.complete()
        else:
            self._completer.popup().hide()

    def _take(self, name: str) -> None:
        before = self.text().rpartition(SEPARATOR)[0]
        self.setText(f"{before}{SEPARATOR} {name}" if before else name)
