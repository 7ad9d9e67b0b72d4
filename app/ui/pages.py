"""What the window shows where there are no results: an invitation, no match, or what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.search.query.editing import parted
from app.ui import look, wording
from app.ui.flow import FlowLayout
from app.ui.search.history import Place, SimilarPlace, TextPlace
from app.ui.search.well_known import nothing_there
from app.ui.shell.failures import Action, Failure
from app.ui.translation import in_words, marked, translate

if TYPE_CHECKING:
    from app.search.paging import Listing
    from app.ui.search.searching import Freed

ICON_SIDE = 96
TEXT_MARGIN = 16
LINE_WIDTH = 552  # logical pixels; longer lines are hard to read
MOST_OFFERS = 3  # ways out of an empty answer
EXAMPLES = (
    marked("pages", "snow on mountains"),
    marked("pages", "a dog running on grass"),
    marked("pages", "people at the beach"),
    marked("pages", "city at night"),
)


class Page(QWidget):
    """An icon, a title, a sentence and buttons, in the middle."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon_name = icon
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.title.setObjectName("pageTitle")
        self.text = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.text.setObjectName("pageText")
        for label in (self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        words = QWidget()
        words.setMaximumWidth(LINE_WIDTH)
        lines = QVBoxLayout(words)
        lines.setContentsMargins(TEXT_MARGIN, 0, TEXT_MARGIN, 0)
        lines.setSpacing(10)
        lines.addWidget(self.title)
        lines.addWidget(self.text)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addSpacing(4)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(words, 100)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(6)
        self.buttons_line = QHBoxLayout()
        self.buttons_line.addStretch(1)
        self.buttons_line.addLayout(self.buttons)
        self.buttons_line.addStretch(1)
        column.addLayout(self.buttons_line)
        self.rest = QVBoxLayout()
        column.addLayout(self.rest)
        column.addStretch(3)
        self.draw_icons()

    def say(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room()

    def make_room(self) -> None:
        """Leaves the picture out where the words and buttons would be cut off beside it."""
        column = self.layout()
        if column is None:
            return
        needed = column.totalHeightForWidth(self.width())
        if self._icon.isHidden():
            needed += self._icon.sizeHint().height() + column.spacing()
        self._icon.setVisible(needed <= self.height())

    def add_button(self, text: str, name: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        self.buttons.addWidget(button)
        return button

    def draw_icons(self) -> None:
        """Draws the icon in the colours of now; the program's own icon keeps its colours."""
        self._icon.setPixmap(look.picture(self._icon_name, ICON_SIDE, look.muted(), self.devicePixelRatioF()))


class NoMatchPage(Page):
    """A search without results."""

    everything_wanted = Signal()
    text_wanted = Signal(str)  # the search without what leaves nothing of it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("no-match", parent)
        self.offers: list[QPushButton] = []
        self.everything = self.add_button(self.tr("Show unlikely matches"))
        self.everything.clicked.connect(self.everything_wanted)

    def tell(self, place: Place, listing: Listing, *, indexing: bool, filtered: bool) -> None:
        """Nothing was found there; `indexing` tells that more photos are on their way, `filtered` that it is being
        looked into whether a filter is the reason, of which `offer` will tell."""
        self._told = (place, listing, indexing)
        self._clear_offers()
        self.everything.setVisible(listing.worded and not place.everything)
        if filtered:
            self.say(self.tr("No photo has all of this"), "")
        elif isinstance(place, TextPlace) and not listing.worded:
            self.say(*nothing_there(place.text))
        else:
            self._say_nothing_found(place, listing, indexing=indexing)

    def offer(self, found: Sequence[Freed]) -> None:
        """Ways out of the emptiness, the best first; none where the words alone find nothing either."""
        self._clear_offers()
        if not found:
            place, listing, indexing = self._told
            self.tell(place, listing, indexing=indexing, filtered=False)
            return
        best = found[0]
        photos = wording.count(best.photos, "photo")
        if best.label:
            hint = self.tr("There are {0} without “{1}”.").format(photos, in_words(best.label))
        else:
            hint = self.tr("There are {0} without filters.").format(photos)
        for one in found[:MOST_OFFERS]:
            label = in_words(one.label)
            words = self.tr("Without “{0}”").format(label) if label else self.tr("Without filters")
            short = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, LINE_WIDTH // 2)
            button = self.add_button(short.replace("&", "&&"))
            button.setAccessibleName(words)
            button.clicked.connect(lambda _=False, text=one.text: self.text_wanted.emit(text))
            self.offers.append(button)
        self.everything.hide()  # with a filter that leaves nothing, those are no way out
        self.say(self.tr("No photo has all of this"), hint)

    def _clear_offers(self) -> None:
        for button in self.offers:
            self.buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.offers = []

    def _say_nothing_found(self, place: Place, listing: Listing, *, indexing: bool) -> None:
        if isinstance(place, SimilarPlace) and place.mode == "picture":
            self.everything.hide()  # a picture is the same or not
            self.say(self.tr("No other photo shows the same picture"), "")
            return
        covered = listing.answer.coverage
        words = parted(place.text)[0] if isinstance(place, TextPlace) else ""
        hint = self.tr("Try fewer or more common words.") if words else ""
        if indexing and covered is not None and not covered.complete:
            hint = self.tr("Not all photos are indexed yet; results appear here when they are found.")
        elif words and QLocale().language() != QLocale.Language.English:
            hint = self.tr(
                "What is in a photo is found by English words, such as “{0}”. "
                "Names of files and folders, and your own tags, are found as they are written."
            ).format(translate("pages", EXAMPLES[0]))
        looked_for = place.subject if isinstance(place, TextPlace) else self.tr("this photo")
        self.say(self.tr("Nothing in your library looks like {0}").format(looked_for), hint)


class ErrorPage(Page):
    """Something went wrong: what, and what to do."""

    wanted = Signal(object)  # Action

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("problem", parent)
        words = {
            Action.REPAIR: self.tr("Repair"),
            Action.AGAIN: self.tr("Try again"),
            Action.LOOK_AGAIN: self.tr("Look again"),
            Action.SHOW_FOLDER: self.tr("Show its folder"),
            Action.BEGIN_ANEW: self.tr("Begin a new one"),
            Action.LESS_MEMORY: self.tr("Take less memory"),
            Action.COPY_DETAILS: self.tr("Copy details"),
        }
        self.choices: dict[Action, QPushButton] = {}
        for action, text in words.items():
            button = self.choices[action] = self.add_button(text)
            button.clicked.connect(lambda _=False, action=action: self.wanted.emit(action))
        self.again = self.choices[Action.AGAIN]

    def tell(self, failure: Failure) -> None:
        self.say(failure.title, failure.text)
        for action, button in self.choices.items():
            button.setVisible(action in failure.actions)
            button.setObjectName("primary" if action is failure.actions[0] else "")
            button.style().unpolish(button)  # the style sheet sizes and colours it anew
            button.style().polish(button)
            button.updateGeometry()


def row_of_chips(texts: Sequence[str], wanted: SignalInstance) -> QWidget:
    row = QWidget()
    line = FlowLayout(row, 8, centred=True)
    for text in (translate("pages", text) for text in texts):
        chip = QPushButton(text)
        chip.setObjectName("chip")
        chip.setAccessibleName(translate("pages", "Search for {0}").format(text))
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.clicked.connect(lambda _=False, text=text: wanted.emit(text))
        line.addWidget(chip)
    return row
