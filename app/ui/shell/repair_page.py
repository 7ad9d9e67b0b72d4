"""A library that is being repaired: how far it is, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain import Progress
from app.indexing.mending import BeyondRepair, Examined
from app.ui.pages import Page
from app.ui.progress_line import ProgressLine
from app.ui.translation import in_words, translate

_BAR_WIDTH = 260
_SHOWN_FINDINGS = 6


class RepairPage(Page):
    """Tells of one repair. `done_wanted` comes when the person has read what came of it."""

    stop_wanted = Signal()
    folder_wanted = Signal()
    done_wanted = Signal()
    anew_wanted = Signal()  # the library is to be set aside, and a new one begun

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("drive", parent)
        self.bar = ProgressLine()
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.bar.setAccessibleName(self.tr("Repair"))
        line = QHBoxLayout()
        line.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(column.indexOf(self.buttons_line), line)
        self.anew = self.add_button(self.tr("Set it aside and begin a new one"), "primary")
        self.anew.clicked.connect(self._begin_anew)
        self.done = self.add_button(self.tr("Go on"), "primary")
        self.done.clicked.connect(self.done_wanted)
        self.folder = self.add_button(self.tr("Show its folder"))
        self.folder.clicked.connect(self.folder_wanted)
        self.stop = self.add_button(self.tr("Stop"))
        self.stop.clicked.connect(self._stop)

    def begin(self) -> None:
        self._show_running(True)
        self.stop.setEnabled(True)
        self.say(self.tr("Repairing your library"), self.tr("This takes a few minutes for a large library."))

    def tell(self, step: Progress) -> None:
        if self.stop.isEnabled():
            what = translate("core", step.current)
            self.text.setText(self.tr("Step {0}: {1}").format(step.done, what))

    def finish(self, outcome: Examined) -> None:
        self._show_running(False)
        if outcome.stopped:
            self.say(self.tr("The repair was stopped"), self.tr("You can begin it again at any time."))
            return
        lines = [in_words(one.text) + "." for one in (*outcome.left, *outcome.mended)[:_SHOWN_FINDINGS]]
        if outcome.left:
            self.say(self.tr("Not everything could be mended"), "\n\n".join(lines))
        else:
            self.say(self.tr("Your library is mended"), "\n\n".join(lines) or self.tr("Nothing was wrong with it."))

    def fail(self, message: str) -> None:
        self._show_running(False)
        self.say(self.tr("The repair did not work"), in_words(message))

    def give_up(self, outcome: BeyondRepair) -> None:
        """Nothing can be saved: a new library is all that is left."""
        self._show_running(False)
        self.done.setVisible(False)
        self.anew.setVisible(True)
        again = (
            translate("repair", "A new library is begun with the same %Ln folder(s).", len(outcome.folders))
            if outcome.folders
            else self.tr("Which folders were in it cannot be read; add them to the new library.")
        )
        if outcome.away:
            away = translate("repair", "%Ln of them is not there now; add it again later.", outcome.away)
            again = f"{again} {away}"
        self.say(
            self.tr("Your library cannot be repaired"),
            "\n\n".join(
                (
                    self.tr("It can be set aside: it is renamed, and nothing of it is deleted. {0}").format(again),
                    self.tr(
                        "Kept are all your photos, with the stars, tags and captions that stand in them or in XMP "
                        "files beside them, and your recent searches."
                    ),
                    self.tr(
                        "Lost are saved searches, and stars, favourites, tags and captions that you gave in Snowline "
                        "and never wrote to XMP files."
                    ),
                )
            ),
        )

    def _begin_anew(self) -> None:
        self.anew.setEnabled(False)
        self.anew_wanted.emit()

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.text.setText(self.tr("Stopping"))
        self.stop_wanted.emit()

    def _show_running(self, running: bool) -> None:
        for widget in (self.bar, self.stop):
            widget.setVisible(running)
        for button in (self.done, self.folder):
            button.setVisible(not running)
        self.anew.setVisible(False)
        self.anew.setEnabled(True)
