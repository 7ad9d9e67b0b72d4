"""Ratings, tags and captions to and from other programs: sidecars beside the photos, and tables."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDir, QLocale
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from app.ui import wording
from app.ui.settings.house import Done, House
from app.ui.settings.housework import Housework
from app.ui.settings.keeping import Keeping
from app.ui.settings.long_work import LongWork
from app.ui.settings.parts import GAP, Page, Setting, button, row_of
from app.ui.settings.table_preview import TablePreview
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.indexing.exchange import Preview


class ExchangePage(Page):
    """One export or import at a time; what was taken in can be taken back from here."""

    def __init__(self, keeping: Keeping, house: House, work: Housework) -> None:
        super().__init__(keeping)
        self._house, self._work = house, work
        self._entry = 0
        self.long = LongWork(work.tasks)
        self.undo = button(self.tr("Take this back"), self._undo)
        self.undo.hide()
        self.write_table = button(self.tr("Write a table…"), self._choose_target)
        self.only_marked = QCheckBox(self.tr("Only what you rated, tagged or described"))
        self.for_excel = QCheckBox(self.tr("For Excel"))
        self.for_excel.setToolTip(self.tr("Begins the file with the mark by which Excel knows letters like é and ß"))
        self.for_excel.setChecked(True)
        self.add(
            Setting(
                self.tr("Write a table"),
                self.tr(
                    "A file (CSV) that spreadsheets open, with a line for each photo: where it is, its rating, tags "
                    "and caption, and what is known besides."
                ),
                _lines(row_of(self.write_table), self.only_marked, self.for_excel),
                words=self.tr("export csv excel spreadsheet calc tags ratings captions backup save list"),
                below=True,
            )
        )
        self.read_table = button(self.tr("Read a table…"), self._choose_source)
        self.add(
            Setting(
                self.tr("Read a table"),
                self.tr(
                    "Takes ratings, tags and captions from such a file. You see first what would change; nothing of "
                    "yours is replaced unless you say so."
                ),
                row_of(self.read_table),
                words=self.tr("import csv excel spreadsheet tags ratings captions restore load"),
                below=True,
            )
        )
        self.write_sidecars = button(self.tr("Write sidecars"), self._write_sidecars)
        self.add(
            Setting(
                self.tr("Write sidecars"),
                self.tr(
                    "A small file (XMP) beside each photo of which you said something; Lightroom, digiKam, darktable "
                    "and others read it. The photos themselves are not touched."
                ),
                row_of(self.write_sidecars),
                words=self.tr("export xmp metadata tags ratings captions lightroom darktable keywords"),
                below=True,
            )
        )
        self.read_sidecars = button(self.tr("Read sidecars anew"), self._read_sidecars)
        self.add(
            Setting(
                self.tr("Read sidecars anew"),
                self.tr(
                    "New and changed sidecars are read by themselves. This reads all of them again. What you said in "
                    "Snowline counts before what they say."
                ),
                row_of(self.read_sidecars),
                words=self.tr("import xmp metadata tags ratings captions lightroom darktable keywords refresh"),
                below=True,
            )
        )
        self.put(self.long)
        self.put(row_of(self.undo))
        self._buttons = (self.write_table, self.read_table, self.write_sidecars, self.read_sidecars)
        self.long.running.connect(self._ran)

    def opened(self) -> None:
        self._ran(self.long.active)

    def _ran(self, running: bool) -> None:
        there = self._house.is_there
        for one in self._buttons:
            one.setEnabled(there and not running)

    # Tables

    def _choose_target(self) -> None:
        asked = QFileDialog(self, self.tr("Write a table"), QDir.homePath(), self.tr("Tables (*.csv)"))
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setDefaultSuffix("csv")
        asked.selectFile(self.tr("photos.csv"))
        asked.fileSelected.connect(lambda path: self.export_to(Path(path)))
        asked.open()

    def export_to(self, target: Path) -> None:
        """Writes the table, as the boxes say."""
        marked, bom = self.only_marked.isChecked(), self.for_excel.isChecked()
        self._begin(
            self.tr("Writing {0}").format(target.name),
            partial(self._house.export_csv, target, all_photos=not marked, bom=bom),
            lambda photos: self._say_exported(target, photos),
        )

    def _say_exported(self, target: Path, photos: int | None) -> None:
        if photos is None:
            self.said.emit(self.tr("Stopped. No file was written."))
        else:
            self.said.emit(self.tr("%Ln photo(s) in {0}", "", photos).format(wording.path(str(target))))

    def _choose_source(self) -> None:
        asked = QFileDialog(self, self.tr("Read a table"), QDir.homePath(), self.tr("Tables (*.csv *.tsv *.txt)"))
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(lambda path: self.preview(Path(path)))
        asked.open()

    def preview(self, source: Path) -> None:
        """Looks at a table, and asks what to do with it."""
        self._begin(
            self.tr("Looking at {0}").format(source.name),
            partial(self._house.preview_csv, source),
            lambda seen: self._ask(source, seen),
        )

    def _ask(self, source: Path, seen: Preview | None) -> None:
        if seen is None:
            self.said.emit(self.tr("Stopped. Nothing was changed."))
            return
        dialog = TablePreview(source.name, seen, self)
        dialog.wanted.connect(lambda overwrite: self.import_from(source, overwrite))
        dialog.open()

    def import_from(self, source: Path, overwrite: bool) -> None:
        """Takes a table in."""
        self._begin(
            self.tr("Reading {0}").format(source.name),
            partial(self._house.import_csv, source, overwrite=overwrite),
            self._imported,
            alone=True,
        )

    def _imported(self, done: Done) -> None:
        self._offer_undo(done.entry)
        self.said.emit(self.tr("%Ln photo(s) changed.", "", done.changed))

    # Sidecars

    def _write_sidecars(self) -> None:
        self._begin(self.tr("Writing sidecars"), self._house.write_sidecars, self._sidecars_written, alone=True)

    def _sidecars_written(self, done: Done) -> None:
        words = self.tr("%Ln sidecar(s) written", "", done.changed)
        if done.unchanged:
            words = self.tr("{0}, {1} unchanged").format(words, QLocale().toString(done.unchanged))
        self.said.emit(self._with_failures(words, done))

    def _read_sidecars(self) -> None:
        self._begin(self.tr("Reading sidecars"), self._house.read_sidecars, self._sidecars_read, alone=True)

    def _sidecars_read(self, done: Done) -> None:
        self._offer_undo(done.entry)
        words = self.tr("%Ln sidecar(s) read", "", done.unchanged)
        changed = self.tr("%Ln photo(s) changed", "", done.changed)
        self.said.emit(self._with_failures(self.tr("{0}, {1}").format(words, changed), done))

    def _with_failures(self, words: str, done: Done) -> str:
        if not done.failed:
            return words + "."
        path, why = done.failed[0]
        return self.tr("{0}. %Ln could not be done: {1}, {2}", "", len(done.failed)).format(
            words, wording.path(path), in_words(why)
        )

    # What they share

    def _begin(self, words: str, work: Any, done: Any, *, alone: bool = False) -> None:
        self.undo.hide()

        def ended(outcome: Any) -> None:
            done(outcome)
            if alone:
                self._work.changed.emit()

        self.long.begin(words, work, ended, lambda error: self.said.emit(in_words(str(error))), alone=alone)

    def _offer_undo(self, entry: int) -> None:
        self._entry = entry
        self.undo.setVisible(bool(entry))

    def _undo(self) -> None:
        self.undo.hide()
        self._work.do(partial(self._house.undo, self._entry))


def _lines(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    for widget in widgets:
        column.addWidget(widget)
    return box
