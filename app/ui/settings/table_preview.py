"""What a table would change, before it does: counts, examples, and the choice whose word counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from app.ui import wording
from app.ui.settings.tables import Row, Table
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.indexing.exchange import Preview
    from app.library.exchange import Compared

_LETTERS = 100  # how wide it is, of its font


class TablePreview(QDialog):
    """`wanted` tells whether the file wins where both say something else."""

    wanted = Signal(bool)

    def __init__(self, name: str, seen: Preview, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Read a table"))
        heading = QLabel(name)
        heading.setObjectName("settingsPart")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        self.counts = QLabel("\n".join(self._counts(seen)))
        self.counts.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(self.counts)
        if rows := self._rows(seen):
            self.examples = Table(
                self.tr("Examples"), [self.tr("Photo or line"), self.tr("Yours"), self.tr("In the file")]
            )
            self.examples.show_rows(rows)
            column.addWidget(self.examples)
        self.mine = QRadioButton(self.tr("Keep mine where both say something else; add what is new"))
        self.theirs = QRadioButton(self.tr("Take the file's where both say something else"))
        self.mine.setChecked(True)
        for choice in (self.mine, self.theirs):
            column.addWidget(choice)
            choice.setVisible(bool(seen.differing))
        note = QLabel(self.tr("One step takes all of it back."))
        note.setObjectName("settingText")
        column.addWidget(note)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take: QPushButton = buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setEnabled(bool(seen.new or seen.differing))
        note.setVisible(self.take.isEnabled())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.wanted.emit(self.theirs.isChecked()))
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)

    def _counts(self, seen: Preview) -> list[str]:
        number = QLocale().toString
        lines = [self.tr("Found: %Ln photo(s), {0} unknown", "", seen.found).format(number(seen.unknown))]
        if seen.same:
            lines.append(self.tr("The same as yours: %Ln photo(s)", "", seen.same))
        if seen.new:
            lines.append(self.tr("Something new: %Ln photo(s)", "", seen.new))
        if seen.differing:
            lines.append(self.tr("Different from yours: %Ln photo(s)", "", seen.differing))
        if seen.faulty:
            lines.append(self.tr("Passed over, as they cannot be read: %Ln line(s)", "", seen.faulty))
        return lines

    def _rows(self, seen: Preview) -> list[Row]:
        rows = [
            Row(("differs", path), [wording.path(path), *self._both(compared)]) for path, compared in seen.differences
        ]
        rows += [
            Row(("unknown", path), [wording.path(path), self.tr("unknown"), ""], greyed=True) for path in seen.strangers
        ]
        rows += [
            Row(("fault", line), [self.tr("line {0}").format(line), in_words(why), ""], greyed=True)
            for line, why in seen.faults
        ]
        return rows

    def _both(self, compared: Compared) -> tuple[str, str]:
        mine, theirs = compared.mine, compared.marks
        yours, file = [], []
        for name in compared.differing:
            if name == "rating":
                yours.append(wording.stars(mine.rating))
                file.append(wording.stars(theirs.rating if (theirs.rating or 0) >= -1 else None))
            elif name == "favourite":
                yours.append(self.tr("favourite"))
                file.append(self.tr("no favourite"))
            elif name == "tags":
                yours.append(", ".join(mine.tags))
                file.append(", ".join(theirs.tags))
            else:
                yours.append(mine.caption or "")
                file.append(theirs.caption)
        return "; ".join(yours), "; ".join(file)
