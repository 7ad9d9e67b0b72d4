"""What lies over the picture in the viewer: its name and place above, its caption and stars below, arrows at the sides.

It goes when nobody moves, and comes back with the pointer or a key; at once, without fading.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QWidget

from app.domain import Hit
from app.ui import look, wording
from app.ui.photo.labels import ElidedLabel
from app.ui.photo.rating_bar import RatingBar

VEIL = 215  # of 255: how much of the picture shows through
PAD = 10
ICON = 22


class Bar(QWidget):
    """A strip in the window's colour through which the picture can be guessed."""

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = QColor(self.palette().color(QPalette.ColorRole.Window))
        if not look.high_contrast():
            colour.setAlpha(VEIL)
        QPainter(self).fillRect(event.rect(), colour)


class IconButton(QToolButton):
    """A button with an icon alone; its words are its tooltip and its accessible name."""

    def __init__(self, icon: str, words: str, key: str = "") -> None:
        super().__init__()
        self._icon = icon
        self.setObjectName("viewerButton")
        self.setIconSize(QSize(ICON, ICON))
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({key})" if key else words)
        self.draw_icon()

    def draw_icon(self) -> None:
        self.setIcon(
            look.icon(self._icon, self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText))
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.draw_icon()


class Overlay(QObject):
    """The bars and arrows that are laid over a widget."""

    close_wanted = Signal()
    previous_wanted = Signal()
    next_wanted = Signal()
    info_wanted = Signal(bool)
    fit_wanted = Signal()
    zoom_wanted = Signal(int)  # 1 closer, -1 further away
    rate_wanted = Signal(object)
    favourite_wanted = Signal(bool)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.top, self.bottom = Bar(over), Bar(over)
        self.name, self.position = ElidedLabel(), QLabel()
        self.name.setObjectName("viewerName")
        self.caption = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.percent = QLabel()
        self.rating = RatingBar()
        self.rating.rate_wanted.connect(self.rate_wanted)
        self.rating.favourite_wanted.connect(self.favourite_wanted)
        self.info = IconButton("info", self.tr("About this photo"), "I")
        self.info.setCheckable(True)
        self.info.toggled.connect(self.info_wanted)
        self.close_button = IconButton("clear", self.tr("Back to the results"), self.tr("Esc"))
        self.close_button.clicked.connect(self.close_wanted)
        self.further = IconButton("zoom-out", self.tr("Smaller"), "−")
        self.further.clicked.connect(lambda: self.zoom_wanted.emit(-1))
        self.closer = IconButton("zoom-in", self.tr("Larger"), "+")
        self.closer.clicked.connect(lambda: self.zoom_wanted.emit(1))
        self.fit = IconButton("fit", self.tr("The whole photo, or its own size"), "Z")
        self.fit.clicked.connect(self.fit_wanted)
        self.previous = IconButton("previous", self.tr("Previous photo"), "←")
        self.next = IconButton("next", self.tr("Next photo"), "→")
        for arrow, signal in ((self.previous, self.previous_wanted), (self.next, self.next_wanted)):
            arrow.setParent(over)
            arrow.setProperty("arrow", True)
            arrow.clicked.connect(signal)
        self.percent.setAccessibleName(self.tr("Zoom"))
        _lay(self.top, (self.name, 1), (self.position, 0), (self.info, 0), (self.close_button, 0))
        _lay(
            self.bottom,
            (self.rating, 0),
            (self.caption, 1),
            (self.further, 0),
            (self.percent, 0),
            (self.closer, 0),
            (self.fit, 0),
        )

    @property
    def parts(self) -> Sequence[QWidget]:
        return (self.top, self.bottom, self.previous, self.next)

    @property
    def is_shown(self) -> bool:
        return not self.top.isHidden()

    @property
    def is_used(self) -> bool:
        """The pointer rests on it, or the keyboard is in it."""
        return any(part.underMouse() or part.hasFocus() or _focus_within(part) for part in self.parts)

    def show_hit(self, hit: Hit, position: str) -> None:
        self.name.setText(wording.file_name(hit))
        self.position.setText(position)
        self.caption.setText(" ".join(hit.caption.split()))
        self.rating.show_marks(hit)
        self.rating.setVisible(not hit.waiting)

    def show_ends(self, *, first: bool, last: bool) -> None:
        """There is no photo before the first, and none after the last."""
        self.previous.setEnabled(not first)
        self.next.setEnabled(not last)

    def show_percent(self, scale: float) -> None:
        self.percent.setText(self.tr("{0} %").format(wording.number(round(100 * scale))))

    def set_shown(self, shown: bool) -> None:
        for part in self.parts:
            part.setVisible(shown)
            if shown:
                part.raise_()

    def lay_out(self) -> None:
        """Puts the bars at the edges of what they lie over."""
        width, height = self._over.width(), self._over.height()
        self.top.setGeometry(0, 0, width, self.top.sizeHint().height())
        below = self.bottom.sizeHint().height()
        self.bottom.setGeometry(0, height - below, width, below)
        size = self.next.sizeHint()
        middle = (height - size.height()) // 2
        self.previous.setGeometry(PAD, middle, size.width(), size.height())
        self.next.setGeometry(width - PAD - size.width(), middle, size.width(), size.height())


def _lay(bar: QWidget, *parts: tuple[QWidget, int]) -> None:
    line = QHBoxLayout(bar)
    line.setContentsMargins(2 * PAD, PAD, PAD, PAD)
    line.setSpacing(PAD)
    for part, stretch in parts:
        line.addWidget(part, stretch)


def _focus_within(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and part.isAncestorOf(focused)


class Note(QLabel):
    """A calm line in the lower half of the picture, about its state or about what was done."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("viewerNote")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))
        self.lay_out()

    def lay_out(self) -> None:
        over = self.parentWidget()
        widest = max(over.width() - 8 * PAD, 1)
        wanted = min(self.fontMetrics().horizontalAdvance(self.text()) + 5 * PAD, widest)
        height = self.heightForWidth(wanted)
        self.setGeometry((over.width() - wanted) // 2, round(over.height() * 0.82) - height, wanted, height)
        self.raise_()
