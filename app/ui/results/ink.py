"""What rows, cells and headings are drawn with: fonts and colours, looked up once for a whole picture of the view, and
the few shapes that they share."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QWidget

from app.ui import look

_Role = QPalette.ColorRole
# Worked out once: PySide's flags are slow to join.
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
WRAPPED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
CUT_END, CUT_MIDDLE, CUT_START = (
    Qt.TextElideMode.ElideRight,
    Qt.TextElideMode.ElideMiddle,
    Qt.TextElideMode.ElideLeft,
)
_ROUND = QPainter.RenderHint.Antialiasing
_NO_BRUSH = Qt.BrushStyle.NoBrush

CORNER = 5  # logical pixels
BADGE_PADDING = 7
SMALLER = 0.9  # second lines and badges, as a part of the font's size


class Ink:
    """Fonts, their measures and the colours of a widget, as they are now."""

    def __init__(self, widget: QWidget) -> None:
        colours, self.ratio = widget.palette(), widget.devicePixelRatioF()
        self.font, self.small, self.bold = QFont(widget.font()), smaller(widget.font()), bold(widget.font())
        self.metrics, self.small_metrics = QFontMetrics(self.font), QFontMetrics(self.small)
        self.line, self.small_line = self.metrics.lineSpacing(), self.small_metrics.lineSpacing()
        self.text, self.muted = colours.color(_Role.Text), look.muted()
        self.highlight, self.highlighted = colours.color(_Role.Highlight), colours.color(_Role.HighlightedText)
        self.base, self.alternate = colours.color(_Role.Base), colours.color(_Role.AlternateBase)
        self.midlight, self.mid = colours.color(_Role.Midlight), colours.color(_Role.Mid)
        self.dark, self.shadow = colours.color(_Role.Dark), colours.color(_Role.Shadow)
        self.accent = colours.color(_Role.Accent)

    def pill_width(self, text: str) -> int:
        """How wide a pill with this word is."""
        return self.small_metrics.horizontalAdvance(text) + 2 * BADGE_PADDING

    @property
    def pill_height(self) -> int:
        return self.small_metrics.height() + 2

    def pill(
        self, painter: QPainter, box: QRectF, text: str, ground: QColor, colour: QColor, pen: QPen, radius: float
    ) -> None:
        """A word on a ground with round corners and an edge, shortened where it does not fit."""
        painter.setFont(self.small)
        painter.setRenderHint(_ROUND)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setRenderHint(_ROUND, False)
        painter.setBrush(_NO_BRUSH)
        painter.setPen(colour)
        shown = self.small_metrics.elidedText(text, CUT_END, round(box.width()) - BADGE_PADDING)
        painter.drawText(box, CENTRE, shown)

    def blank(self, painter: QPainter, box: QRectF, colour: QColor | None = None) -> None:
        """A quiet ground with round corners."""
        outline = QPainterPath()
        radius = min(CORNER, box.height() / 2)
        outline.addRoundedRect(box, radius, radius)
        painter.setRenderHint(_ROUND)
        painter.fillPath(outline, self.midlight if colour is None else colour)
        painter.setRenderHint(_ROUND, False)


def draw_line(
    painter: QPainter,
    metrics: QFontMetrics,
    box: QRect,
    text: str,
    align: Qt.AlignmentFlag | Qt.TextFlag = LEFT,
    cut: Qt.TextElideMode = CUT_END,
) -> None:
    """One line of text, shortened where it does not fit."""
    if text:
        painter.drawText(box, align, metrics.elidedText(text, cut, box.width()))


def draw_lines(painter: QPainter, metrics: QFontMetrics, box: QRect, text: str) -> None:
    """One line of text, or two where one is too short for it."""
    if metrics.horizontalAdvance(text) <= box.width():
        draw_line(painter, metrics, box, text)
        return
    fitting = _fitting(text, metrics, box.width())
    cut = max(text.rfind(" ", 0, fitting + 1), 0) or fitting
    high = metrics.lineSpacing()
    upper = QRect(box.left(), box.center().y() - high, box.width(), high)
    draw_line(painter, metrics, upper, text[:cut])
    draw_line(painter, metrics, upper.translated(0, high), text[cut:].lstrip())


def smaller(font: QFont) -> QFont:
    """For second lines and badges."""
    less = QFont(font)
    less.setPointSizeF(font.pointSizeF() * SMALLER)
    return less


def bold(font: QFont) -> QFont:
    """For headings."""
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    return heavy


def _fitting(text: str, metrics: QFontMetrics, width: int) -> int:
    """How many letters of a text fit."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.horizontalAdvance(text, middle) <= width:
            low = middle
        else:
            high = middle - 1
    return low
