"""The lines over the results: what was searched for, how much was found, in which order it stands, and ways to see it
otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSlider, QToolButton, QVBoxLayout, QWidget

from app.ui import wording
from app.ui.flow import FlowLayout
from app.ui.hovering import look_after
from app.ui.photo.labels import ElidedLabel
from app.ui.results.arranging import add_groups, add_orders, group_in_words, order_in_words
from app.ui.results.columns import COLUMN_OF, name_of
from app.ui.results.results_grid import FIRST_SIDE, SIDES
from app.ui.search.history import Place
from app.ui.words import link_button

if TYPE_CHECKING:
    from app.search.paging import Listing

GAP = 12  # logical pixels
SLIDER_WIDTH = 110
ROOMY = 640  # a header this wide has room for whole sentences

# An answer that takes no longer comes without a word about waiting.
UNNOTICED_MS = 400


class AnswerHeader(QWidget):
    """*Search Results for "snow on mountains"*, with the count, the order and the groups."""

    everything_wanted = Signal()
    sort_wanted = Signal(str, bool)  # SortOrder, whether the highest come first
    group_wanted = Signal(object)  # Grouping or None
    line_wanted = Signal(object)  # None: back to where it was
    size_wanted = Signal(int)  # of the pictures in the grid, in logical pixels

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._listing: Listing | None = None
        self._narrow = False
        self._told, self._chosen = "", 0
        self.title = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.title.setObjectName("answerTitle")
        self.found = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.found.setObjectName("answerFound")
        self.everything = link_button(self.tr("Show unlikely matches"))
        self.everything.clicked.connect(self.everything_wanted)
        self.line = link_button(self.tr("Put the relevance line back"))
        self.line.clicked.connect(lambda: self.line_wanted.emit(None))
        self.order, self.group = self._menu_button(self._fill_orders), self._menu_button(self._fill_groups)
        self.pictures = QSlider(Qt.Orientation.Horizontal)
        self.pictures.setFixedHeight(self.order.sizeHint().height())
        self.pictures.setRange(0, len(SIDES) - 1)
        self.pictures.setPageStep(1)
        self.pictures.setValue(SIDES.index(FIRST_SIDE))
        self.pictures.setAccessibleName(self.tr("Size of the pictures"))
        self.pictures.setToolTip(self.tr("Size of the pictures (Ctrl++, Ctrl+-, or Ctrl and the wheel)"))
        self.pictures.valueChanged.connect(lambda step: self.size_wanted.emit(SIDES[step]))
        self.pictures.hide()
        tools = QWidget()  # goes on in a second line where there is very little room
        arrange = FlowLayout(tools, GAP)
        for control in (self.order, self.group, self.pictures, self.line, self.everything):
            arrange.addWidget(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 6)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.found)
        column.addWidget(tools)
        self._long = QTimer(self, singleShot=True, interval=UNNOTICED_MS)
        self._long.timeout.connect(lambda: self.found.setText(self.tr("Searching…")))
        self._show_arrangement()

    def searching(self) -> None:
        """Something else was asked. What stands below is still the answer to what is said here."""
        self._long.start()

    def stop(self) -> None:
        """There will be no answer."""
        self._long.stop()

    def tell(self, place: Place, listing: Listing) -> None:
        """The question, and what was found."""
        self.stop()
        self.title.setText(place.title)
        self._listing = listing
        told = self._counted(listing)
        if told != self._told and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))
        self._told = told
        self._show_found()
        self.everything.setVisible(listing.worded and not place.everything)
        self.line.setVisible(place.shift is not None)
        self._show_arrangement()

    def show_grid(self, grid: bool) -> None:
        """The size of pictures is chosen only where there are large ones."""
        self.pictures.setVisible(grid)

    def show_chosen(self, count: int) -> None:
        """How many photos are chosen, where that is more than the one that is looked at."""
        if count != self._chosen:
            self._chosen = count
            if not self._long.isActive():
                self._show_found()

    def show_size(self, side: int) -> None:
        """The size that pictures have now."""
        if side in SIDES:
            self.pictures.setValue(SIDES.index(side))

    def _show_found(self) -> None:
        chosen = self.tr("%Ln selected", "", self._chosen) if self._chosen > 1 else ""
        self.found.setText(" · ".join(part for part in (chosen, self._told) if part))
        self.found.setToolTip("" if self._listing is None else self._described(self._listing))

    def _counted(self, listing: Listing) -> str:
        """ "1,276 photos · 480 likely, 796 maybe · 36 copies folded · 0.08 s · 62 % of your photos are described"."""
        answer, number = listing.answer, QLocale().toString
        shown = len(listing)
        counted = wording.count(max(answer.total, shown), "photo")
        if answer.at_least:
            counted = self.tr("at least {0}").format(counted)
        if shown < answer.total:
            counted = self.tr("The first {0} of {1}").format(number(shown), counted)
        parts = [counted[:1].upper() + counted[1:]]
        if listing.worded:
            parts.append(wording.matches_of(listing.matches))
        folded = answer.photos - answer.total
        if folded > 0:
            parts.append(wording.folded_copies(folded))
        if answer.seconds:
            parts.append(self.tr("{0} s").format(QLocale().toString(max(answer.seconds, 0.01), "f", 2)))
        parts.append(self._described(listing))
        return " · ".join(part for part in parts if part)

    def _described(self, listing: Listing) -> str:
        """How much of the library can be found by what is in it; empty where all can."""
        covered = listing.answer.coverage
        if covered is None or covered.complete:
            return ""
        share = min(int(100 * covered.share), 99)
        return self.tr("{0} % of your photos are described so far").format(QLocale().toString(share))

    def _show_arrangement(self) -> None:
        listing = self._listing
        narrow = self._narrow = self.width() < ROOMY
        if listing is not None:
            order = order_in_words(listing.sort, descending=listing.descending)
            words = self.tr("Sorted by: {0}").format(order)
            self.order.setText(name_of(COLUMN_OF[listing.sort]) if narrow else words)
            self.group.setText(group_in_words(listing.group, short=narrow))
            for button, whole in ((self.order, words), (self.group, group_in_words(listing.group))):
                button.setAccessibleName(whole)
                button.setToolTip(whole)
        self.everything.setText(self.tr("Show unlikely") if narrow else self.tr("Show unlikely matches"))
        self.line.setText(self.tr("Reset line") if narrow else self.tr("Put the relevance line back"))
        self.pictures.setFixedWidth(SLIDER_WIDTH // 2 if narrow else SLIDER_WIDTH)
        for button in (self.order, self.group):
            button.setVisible(listing is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._narrow != (event.size().width() < ROOMY):
            self._show_arrangement()

    def _fill_orders(self, menu: QMenu) -> None:
        if self._listing is not None:
            add_orders(menu, self._listing.sort, self._listing.descending, self.sort_wanted.emit)

    def _fill_groups(self, menu: QMenu) -> None:
        if self._listing is not None:
            add_groups(menu, self._listing.group, self.group_wanted.emit)

    def _menu_button(self, fill: object) -> QToolButton:
        button = QToolButton()
        button.setObjectName("arrangement")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        look_after(menu)
        button.setMenu(menu)

        def show() -> None:
            menu.clear()
            fill(menu)  # type: ignore[operator]

        menu.aboutToShow.connect(show)
        return button
