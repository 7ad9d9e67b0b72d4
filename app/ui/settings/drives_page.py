"""The drives of the library: their names, whether they are there, how many photos they hold."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QInputDialog

from app.ui import wording
from app.ui.settings.asking import Question, ask
from app.ui.settings.house import DriveEntry, Holdings, House
from app.ui.settings.housework import Housework
from app.ui.settings.keeping import Keeping
from app.ui.settings.parts import Page, Setting, button
from app.ui.settings.tables import Row, Table, TableBox
from app.ui.translation import in_words

_SERIAL = 4  # column


class DrivesPage(Page):
    """Drives are known by serial number, so each keeps its name wherever it is plugged in."""

    def __init__(self, keeping: Keeping, house: House, work: Housework) -> None:
        super().__init__(keeping)
        self._house, self._work = house, work
        self._drives: dict[int, DriveEntry] = {}
        self.drives = Table(
            self.tr("Drives"),
            [self.tr("Name"), self.tr("Photos"), self.tr("State"), self.tr("Kind"), self.tr("Serial number")],
        )
        self.drives.setColumnHidden(_SERIAL, True)
        self.rename = button(self.tr("Rename…"), self._rename)
        self.forget = button(self.tr("Forget…"), self._ask_to_forget)
        self.serials = button(self.tr("Show serial numbers"), self._show_serials)
        self.serials.setCheckable(True)
        self.add(
            Setting(
                self.tr("Drives with photos of yours"),
                self.tr(
                    "A drive is known by its serial number: it keeps its name and its photos wherever it is plugged "
                    "in. Photos on a drive that is not connected are still found, with their thumbnails."
                ),
                TableBox(self.drives, [self.rename, self.forget, self.serials]),
                words=self.tr("volume disk usb stick external label serial uuid offline online rename forget"),
                below=True,
            )
        )
        self.drives.currentItemChanged.connect(lambda *_: self._enable())
        self.follow(work.changed)
        self._enable()

    def opened(self) -> None:
        self._work.ask(self._house.holdings, self._show, "drives of settings")

    def _show(self, found: Holdings) -> None:
        self._drives = {drive.drive_id: drive for drive in found.drives}
        self.drives.show_rows(self._row(drive) for drive in found.drives)
        self._enable()

    def _row(self, drive: DriveEntry) -> Row:
        kinds = {
            "fixed": self.tr("built in"),
            "removable": self.tr("removable"),
            "network": self.tr("network"),
            "memory": self.tr("memory"),
        }
        state = (
            self.tr("connected")
            if drive.online
            else self.tr("last seen {0}").format(wording.date(drive.last_seen) or self.tr("long ago"))
        )
        cells = [
            in_words(drive.label), QLocale().toString(drive.files), state,
            kinds.get(drive.kind, self.tr("other")), drive.serial,
        ]  # fmt: skip
        return Row(drive.drive_id, cells, wording.path(drive.mount), greyed=not drive.online)

    def _enable(self) -> None:
        there = self.drives.chosen() is not None
        self.rename.setEnabled(there)
        self.forget.setEnabled(there)

    def _show_serials(self) -> None:
        self.drives.setColumnHidden(_SERIAL, not self.serials.isChecked())

    def _rename(self) -> None:
        drive = self._drives.get(self.drives.chosen())
        if drive is None:
            return
        asked = QInputDialog(self)
        asked.setWindowTitle(self.tr("Rename drive"))
        asked.setLabelText(self.tr("Name of this drive in Snowline; empty for the name that the system has for it:"))
        asked.setTextValue(drive.label)
        asked.textValueSelected.connect(
            lambda name: self._work.do(partial(self._house.rename_drive, drive.drive_id, name))
        )
        asked.open()

    def _ask_to_forget(self) -> None:
        drive = self._drives.get(self.drives.chosen())
        if drive is None:
            return
        question = Question(
            self.tr("Forget this drive?"),
            self.tr(
                "{0}: %n photo file(s) are no longer found. No file is touched, and what you said of the photos is "
                "kept: undo (Ctrl+Z in the main window) or adding a folder on it again brings it all back.",
                "",
                drive.files,
            ).format(drive.label),
            self.tr("Forget drive"),
            self,
        )
        ask(question, lambda: self._work.do(partial(self._house.forget_drive, drive.drive_id)))
