"""The folders of the library: how far each is described, adding and forgetting; and what is kept out of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QDir, QLocale
from PySide6.QtWidgets import QFileDialog

from app.ui import desktop, wording
from app.ui.settings.asking import Question, ask
from app.ui.settings.house import FolderRow, Holdings, House
from app.ui.settings.housework import Housework
from app.ui.settings.keeping import Keeping
from app.ui.settings.parts import Page, Setting, button
from app.ui.settings.tables import Row, Table, TableBox
from app.ui.translation import in_words


class FoldersPage(Page):
    """`add_folder` is what the main window does to add one."""

    def __init__(self, keeping: Keeping, house: House, work: Housework, add_folder: Callable[[], object]) -> None:
        super().__init__(keeping)
        self._house, self._work = house, work
        self._rows: dict[str, FolderRow] = {}
        self.folders = Table(
            self.tr("Folders in your library"),
            [self.tr("Folder"), self.tr("Drive"), self.tr("Described"), self.tr("Skipped")],
        )
        self.add_folder = button(self.tr("Add folder…"), add_folder)
        self.remove = button(self.tr("Remove…"), self._ask_to_remove)
        self.reveal = button(self.tr("Open in file manager"), self._reveal)
        self.add(
            Setting(
                self.tr("Folders in your library"),
                self.tr("Snowline looks for photos in these folders and in all folders inside them."),
                TableBox(self.folders, [self.add_folder, self.remove, self.reveal]),
                words=self.tr("directory root path source add remove forget delete location pictures"),
                below=True,
            )
        )
        self.add_switch(
            "watch",
            self.tr("Keep the library up to date"),
            self.tr("Looks for new, changed and moved photos while Snowline is open."),
            self.tr("watch monitor automatic update refresh sync changes"),
        )
        self.excluded = Table(self.tr("Folders and files that are kept out"), [self.tr("Kept out")])
        self.keep_out = button(self.tr("Keep a folder out…"), self._choose_to_exclude)
        self.let_in = button(self.tr("Let in again"), self._let_in)
        self.add(
            Setting(
                self.tr("Kept out"),
                self.tr("Photos in these folders are not looked at and not found. The files stay where they are."),
                TableBox(self.excluded, [self.keep_out, self.let_in]),
                words=self.tr("exclude ignore skip hide blacklist include let in"),
                below=True,
            )
        )
        self.folders.currentItemChanged.connect(lambda *_: self._enable())
        self.excluded.currentItemChanged.connect(lambda *_: self._enable())
        self.follow(work.changed)
        self._enable()

    def opened(self) -> None:
        self._work.ask(self._house.holdings, self._show, "folders of settings")

    def _show(self, found: Holdings) -> None:
        self._rows = {row.path: row for row in found.folders}
        number = QLocale().toString
        self.folders.show_rows(
            Row(
                row.path,
                [
                    wording.path(row.path),
                    in_words(row.drive) if row.there else self.tr("{0}, not connected").format(in_words(row.drive)),
                    self.tr("{0} of {1}").format(number(row.described), number(row.described + row.waiting))
                    if row.waiting
                    else number(row.described),
                    number(row.skipped),
                ],
                greyed=not row.there,
            )
            for row in found.folders
        )
        self.excluded.show_rows(Row(path, [shown]) for path, shown in found.excluded)
        self._enable()

    def _enable(self) -> None:
        row = self._rows.get(self.folders.chosen() or "")
        self.remove.setEnabled(row is not None)
        self.reveal.setEnabled(row is not None and row.there)
        self.let_in.setEnabled(self.excluded.chosen() is not None)

    def _ask_to_remove(self) -> None:
        path = self.folders.chosen()
        if path is None:
            return
        question = Question(
            self.tr("Forget this folder?"),
            self.tr(
                "{0}\n\nIts photos are no longer found. No file is touched, and what you said of the photos is kept: "
                "undo (Ctrl+Z in the main window) or adding the folder again brings it all back."
            ).format(wording.path(path)),
            self.tr("Forget folder"),
            self,
            extra=self.tr("Erase for good what is known of photos that lie nowhere else; this cannot be undone"),
        )

        def forget() -> None:
            if question.extra.isChecked():
                self._work.do_unsearched(partial(self._house.erase_folder, path))
            else:
                self._work.do(partial(self._house.remove_folder, path))

        ask(question, forget)

    def _reveal(self) -> None:
        path = self.folders.chosen()
        if path is not None:
            desktop.show_path(path, self._work.tasks, self.said.emit)

    def _choose_to_exclude(self) -> None:
        start = self.folders.chosen() or QDir.homePath()
        path = QFileDialog.getExistingDirectory(self, self.tr("Keep this folder out of the library"), start)
        if path:
            self._work.do(partial(self._house.exclude, path))

    def _let_in(self) -> None:
        path = self.excluded.chosen()
        if path is not None:
            self._work.do(partial(self._house.include, [path]))
