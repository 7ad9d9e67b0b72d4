"""What is kept on this computer and where, what is remembered, and how all of it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui import desktop, wording
from app.ui.settings.asking import Question, ask
from app.ui.settings.house import House
from app.ui.settings.housework import Housework
from app.ui.settings.keeping import Keeping
from app.ui.settings.parts import Page, Setting, button
from app.ui.settings.tables import Row, Table, TableBox

if TYPE_CHECKING:
    from app.indexing.clearing import Stored


class PrivacyPage(Page):
    """`clear_wanted` tells whether the settings go too; `folders_wanted` leads to the folders."""

    clear_wanted = Signal(bool)
    folders_wanted = Signal()

    def __init__(
        self, keeping: Keeping, house: House, work: Housework, searches_forgotten: Callable[[], object]
    ) -> None:
        super().__init__(keeping)
        self._house, self._work, self._searches_forgotten = house, work, searches_forgotten
        self.add_words(
            self.tr(
                "Everything happens on this computer. Snowline uses no network: no photo, no search and no figure "
                "leaves your machine. Your photos are never changed."
            )
        )
        self.table = Table(
            self.tr("What is stored where"), [self.tr("What"), self.tr("Where"), self.tr("Size")], stretched=1
        )
        self.reveal = button(self.tr("Open in file manager"), self._reveal)
        self.add(
            Setting(
                self.tr("What is stored where"),
                "",
                TableBox(self.table, [self.reveal]),
                words=self.tr("data files location disk space size path folder database catalogue log"),
                below=True,
            )
        )
        self.add_switch(
            "remember_queries",
            self.tr("Remember searches"),
            self.tr("To offer them again while you type, and to compare models by them. They stay on this computer."),
            self.tr("history queries recent suggestions log"),
        )
        self.forget = button(self.tr("Clear history"), self._forget_searches)
        self.add(
            Setting(
                self.tr("History of searches"),
                self.tr("Searches that you saved under a name stay."),
                self.forget,
                words=self.tr("delete recent queries forget clear"),
            )
        )
        self.add_switch(
            "share_thumbnails",
            self.tr("Share thumbnails with the file manager"),
            self.tr("Small pictures that Snowline draws are put where other programs of this desktop find them too."),
            self.tr("desktop cache freedesktop other programs"),
        )
        self.folders = button(self.tr("Go to folders"), self.folders_wanted.emit)
        self.add(
            Setting(
                self.tr("Forget a folder"),
                self.tr("Takes a folder out of the library; if you want, with all that is known of its photos."),
                self.folders,
                words=self.tr("remove delete erase directory"),
            )
        )
        self.clear = button(self.tr("Clear all…"), self._ask_to_clear)
        self.add(
            Setting(
                self.tr("Clear all"),
                self.tr(
                    "Removes the library with all descriptions, your ratings, tags and captions, thumbnails, history "
                    "and logs. Your photos and the sidecars beside them stay untouched."
                ),
                self.clear,
                words=self.tr("delete everything reset erase wipe uninstall start again data"),
            )
        )

    def opened(self) -> None:
        self._work.ask(self._house.stored, self._show, "stored")

    def _show(self, found: list[Stored]) -> None:
        names = {
            "catalogue": (self.tr("Catalogue"), self.tr("Photos, your ratings, tags and captions, what you changed")),
            "vectors": (self.tr("Descriptions"), self.tr("What the models say of photos, and copies of the models")),
            "index": (self.tr("Index"), self.tr("For quick searches")),
            "thumbnails": (self.tr("Thumbnails"), self.tr("The small pictures of the library")),
            "shared": (self.tr("Shared thumbnails"), self.tr("Ours among those of the desktop")),
            "searches": (self.tr("History of searches"), self.tr("What was searched for")),
            "work": (self.tr("State of indexing"), self.tr("What is to be gone on with")),
            "settings": (self.tr("Settings"), self.tr("These settings, and the layout of the window")),
            "log": (self.tr("Log"), self.tr("What went wrong")),
            "cache": (self.tr("Cache"), self.tr("What can be made again at any time")),
        }
        self.table.show_rows(
            Row(
                (one.what, str(one.path)),
                [
                    names[one.what][0],
                    wording.path(str(one.path)),
                    wording.size(one.size) if one.size else self.tr("nothing"),
                ],
                f"{names[one.what][1]}\n{wording.path(str(one.path))}",
                greyed=not one.size,
            )
            for one in found
        )

    def _reveal(self) -> None:
        _, path = self.table.chosen() or ("", self._house.folder)
        desktop.show_path(str(path), self._work.tasks, self.said.emit)

    def _forget_searches(self) -> None:
        def done(_: object) -> None:
            self.said.emit(self.tr("The history of searches is empty."))
            self._searches_forgotten()
            self.opened()

        self._work.do(self._house.forget_searches, done)

    def _ask_to_clear(self) -> None:
        question = Question(
            self.tr("Clear everything?"),
            self.tr(
                "The library in {0} is removed, with everything that you said of your photos, all thumbnails, the "
                "history and the logs. This cannot be undone. To keep ratings, tags and captions, export them first. "
                "Your photos stay as they are."
            ).format(wording.path(str(self._house.folder))),
            self.tr("Clear all"),
            self,
            sure=self.tr("Yes, remove all of it"),
            extra=self.tr("Also set all settings back to their defaults"),
        )
        ask(question, lambda: self.clear_wanted.emit(question.extra.isChecked()))
