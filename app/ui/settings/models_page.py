"""The models that describe photos: which pack is in use, what its card says, and packs side by side."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QLocale, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QTextBrowser, QVBoxLayout, QWidget

from app.ui import wording
from app.ui.settings.asking import Question, ask
from app.ui.settings.house import House, Models, PackCard
from app.ui.settings.housework import Housework
from app.ui.settings.keeping import Keeping
from app.ui.settings.parts import Page, Setting, button, row_of
from app.ui.settings.tables import Row, Table, TableBox

_CARD_LETTERS, _CARD_LINES = 96, 34  # of the dialog's font


class ModelsPage(Page):
    """Packs, their generations, and what is asked of the models."""

    def __init__(self, keeping: Keeping, house: House, work: Housework) -> None:
        super().__init__(keeping)
        self._house, self._work = house, work
        self._models: Models | None = None
        self.read_card = button(self.tr("Read the model card"), self._show_card)
        self.pack = self.add(
            Setting(
                self.tr("Models in use"),
                " ",
                row_of(self.read_card),
                words=self.tr("pack card network ai version licence quality model neural"),
                below=True,
            )
        )
        self.add_switch(
            "captions",
            self.tr("Describe photos in a sentence"),
            self.tr("Without captions indexing is quicker, and photos are found by their looks, tags and names only."),
            self.tr("caption sentence description text"),
        )
        self.add_choice(
            "read_text",
            self.tr("Read the text in pictures"),
            self.tr("Signs, tickets, screenshots: so that their words can be searched. Needs the optional part “ocr”."),
            [
                ("auto", self.tr("Where text is likely")),
                ("all", self.tr("In all pictures")),
                ("off", self.tr("Never")),
            ],
            self.tr("ocr letters words recognise scan document"),
        )
        self.table = Table(
            self.tr("Versions of the models"),
            [self.tr("Version"), self.tr("State"), self.tr("Photos"), self.tr("To come")],
        )
        self.use = button(self.tr("Let it answer"), self._use)
        self.drop = button(self.tr("Drop…"), self._ask_to_drop)
        self.choose = button(self.tr("Choose other models…"), self._choose)
        self.add(
            Setting(
                self.tr("Versions side by side"),
                self.tr(
                    "Other models describe all photos anew in the background. The old ones answer until the new ones "
                    "have every photo; then they take turns by themselves. You can go back as long as both are kept."
                ),
                TableBox(self.table, [self.use, self.drop, self.choose]),
                words=self.tr("generation pack switch replace upgrade folder compare rebuild reindex"),
                below=True,
            )
        )
        self.table.currentItemChanged.connect(lambda *_: self._enable())
        self.follow(work.changed)
        self._enable()

    def opened(self) -> None:
        self._work.ask(self._house.models, self._show, "models of settings")

    def _show(self, found: Models) -> None:
        self._models = found
        self.pack.say(self._words_of(found))
        states = {
            "live": self.tr("answers searches"),
            "building": self.tr("is being made"),
            "kept": self.tr("is kept"),
        }
        number = QLocale().toString
        self.table.show_rows(
            Row(row.name, [row.name, states[row.state], number(row.photos), number(row.lacking)])
            for row in found.generations
        )
        self._enable()

    def _words_of(self, found: Models) -> str:
        """Which models are at work, and what is wrong with them."""
        pack = found.pack
        if pack is None:
            return self.tr(
                "The models are missing or damaged: photos are not found by what is in them, and new ones cannot be "
                "described. Install Snowline again."
            )
        told = f"{pack.name}, {wording.size(pack.size)}"
        licence = pack.licence.split(";")[0]
        if found.fault:
            return self.tr(
                "{0}: a copy that your library keeps, with which searching works. The models that came with Snowline "
                "are missing or damaged, so that new photos cannot be described. Install Snowline again."
            ).format(told)
        words = self.tr("{0}. They come with Snowline and run on this computer alone. Licence: {1}.")
        return words.format(told, licence)

    def _enable(self) -> None:
        generations = self._models.generations if self._models is not None else ()
        row = next((row for row in generations if row.name == self.table.chosen()), None)
        self.use.setEnabled(row is not None and row.state != "live")
        self.drop.setEnabled(row is not None and row.state != "live")
        self.choose.setEnabled(bool(generations))
        self.read_card.setEnabled(self._pack is not None and bool(self._pack.card))

    @property
    def _pack(self) -> PackCard | None:
        return self._models.pack if self._models is not None else None

    def _show_card(self) -> None:
        if self._pack is not None:
            CardDialog(self._pack, self).show()

    def _use(self) -> None:
        name = self.table.chosen()
        if name is not None:
            self._work.do(partial(self._house.use_generation, name))

    def _ask_to_drop(self) -> None:
        name = self.table.chosen()
        if name is None:
            return
        question = Question(
            self.tr("Drop these descriptions?"),
            self.tr(
                "What {0} said of your photos is removed and its room is free. To have it again, all photos must be "
                "described anew. What you said of the photos stays."
            ).format(name),
            self.tr("Drop"),
            self,
        )
        ask(question, lambda: self._work.do(partial(self._house.drop_generation, name)))

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder with a pack of models"), QDir.homePath())
        if folder:
            self._work.do(partial(self._house.choose_pack, Path(folder)), lambda _: self._begin())

    def _begin(self) -> None:
        self._work.ask(self._house.roots, self._work.run.add, "roots of settings")


class CardDialog(QDialog):
    """The card of a pack, as its makers wrote it. Nothing is fetched: links lead nowhere by themselves."""

    def __init__(self, pack: PackCard, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Model card: {0}").format(pack.name))
        heading = QLabel(self.tr("Written by the makers of the models, in English."))
        heading.setObjectName("settingText")
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.windowTitle())
        self.text.setOpenLinks(False)
        self.text.setMarkdown(pack.card)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(heading)
        column.addWidget(self.text)
        column.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * _CARD_LETTERS, metrics.lineSpacing() * _CARD_LINES)
