"""Headings across a view, and the line that can be moved: by dragging it, and back by a double click."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView

from app.domain import Match
from app.ui import look
from app.ui.results import headings
from app.ui.results.delegates import ROW_MARGIN, ROW_START
from app.ui.results.ink import Ink, bold, draw_line, smaller
from app.ui.results.layout import Heading
from app.ui.translation import translate

_Role = QPalette.ColorRole
GRIP = 5  # logical pixels; half the length of the marks on a line that can be moved


def heading_height(view: QAbstractItemView) -> int:
    """How high a line with a heading needs to be."""
    return QFontMetrics(bold(view.font())).lineSpacing() + 4 * ROW_MARGIN


def paint_heading(painter: QPainter, view: QAbstractItemView, box: QRect, heading: Heading) -> None:
    """A line through the whole view with the words on it, and a grip at its end where it can be moved."""
    colours = view.palette()
    painter.setFont(bold(view.font()))
    painter.setPen(colours.color(_Role.Text))
    words = box.adjusted(ROW_START, 0, -ROW_START, 0)
    text = headings.words(heading)
    draw_line(painter, painter.fontMetrics(), words, text)
    left = words.left() + painter.fontMetrics().horizontalAdvance(text) + 2 * ROW_MARGIN
    painter.setFont(smaller(view.font()))
    painter.setPen(look.muted())
    counted = headings.counted(heading)
    width = painter.fontMetrics().horizontalAdvance(counted)
    if left + width <= words.right():
        draw_line(
            painter, painter.fontMetrics(), QRect(left, words.top(), words.right() - left, words.height()), counted
        )
        left += width + 2 * ROW_MARGIN
    right, middle = words.right(), box.center().y()
    if heading.line is not None:
        painter.setPen(QPen(look.muted(), 1))
        for lift in (-3, 0, 3):
            painter.drawLine(right - 4 * GRIP, middle + lift, right, middle + lift)
        right -= 4 * GRIP + ROW_MARGIN
    painter.setPen(QPen(colours.color(_Role.Accent if heading.line is Match.UNLIKELY else _Role.Mid), 1))
    if left < right:
        painter.drawLine(left, middle, right, middle)


def paint_focus(painter: QPainter, view: QAbstractItemView, box: QRect) -> None:
    """A frame around the current photo while the view has the keyboard."""
    painter.setPen(QPen(look.ring(), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(1, 1, -1, -1))


@dataclass
class _Held:
    match: Match
    start: int  # where the line lay, in pixels of the contents
    place: int  # where it is held now, in pixels of the viewport
    above: int  # hits above that place
    beyond: int  # further hits for which there is room below the last one
    under: Sequence[float] | None = None  # the scores of hits below the line, falling, once they are known


def taken_in(under: Sequence[float], hits: int) -> int:
    """How many hits come above a line that is to take in so many more: those as good as the last of them as well.
    `under` are their scores, falling."""
    if not len(under):
        return 0
    least = under[min(hits, len(under)) - 1]
    return bisect_right(under, -least, key=lambda score: -score)


class LineHandle:
    """The movable lines of one view. `heading_at` tells which heading lies at a point of the viewport, `above` how many
    hits lie above a height in it, and how many more have room from the last one to there. `held` is told that a line is
    taken hold of; what lies below it may be told by `know_under`. What a person wants is told to `moved`: which line,
    how many hits are to lie above it, and how many more than there are; and to `put_back`."""

    def __init__(
        self,
        view: QAbstractItemView,
        heading_at: Callable[[QPoint], Heading | None],
        above: Callable[[int], tuple[int, int]],
        held: Callable[[], None],
        moved: Callable[[Match, int, int], None],
        put_back: Callable[[], None],
    ) -> None:
        self._view, self._heading_at, self._above = view, heading_at, above
        self._take_hold, self._moved, self._put_back = held, moved, put_back
        self._held: _Held | None = None
        view.viewport().setMouseTracking(True)

    def press(self, event: QMouseEvent) -> bool:
        """Takes hold of a line; False where there is none."""
        line = self._line_at(event)
        if line is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        place = event.position().toPoint().y()
        self._held = _Held(line, place, place, *self._above(place))
        self._take_hold()
        return True

    def know_under(self, scores: Sequence[float]) -> None:
        """The scores of the hits below the line that is held, falling."""
        if self._held is not None:
            self._held.under = scores
            self._view.viewport().update()

    def move(self, event: QMouseEvent) -> bool:
        """Moves the line that is held; shows where one could be."""
        held = self._held
        if held is None:
            over = self._line_at(event) is not None
            if over:
                self._view.viewport().setCursor(Qt.CursorShape.SplitVCursor)
            else:
                self._view.viewport().unsetCursor()
            return False
        height = self._view.viewport().height()
        held.place = min(max(event.position().toPoint().y(), 0), height)
        held.above, held.beyond = self._above(held.place)
        self._view.viewport().update()
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Lets go of the line."""
        held, self._held = self._held, None
        if held is None:
            return False
        self._view.viewport().update()
        if abs(held.place - held.start) >= GRIP:
            self._moved(held.match, held.above, held.beyond)
        return True

    def double_click(self, event: QMouseEvent) -> bool:
        """Puts the line back."""
        if self._line_at(event) is None:
            return False
        self._held = None
        self._put_back()
        return True

    def paint(self, painter: QPainter) -> None:
        """Shows where the line would lie now, and what would lie above it."""
        held = self._held
        if held is None or abs(held.place - held.start) < GRIP:
            return
        view = self._view
        colours = view.palette()
        painter.setPen(QPen(colours.color(_Role.Accent), 2))
        painter.drawLine(0, held.place, view.viewport().width(), held.place)
        above = held.above
        if held.beyond and held.under is not None:
            above += taken_in(held.under, held.beyond)
        words = (
            translate("lines", "More photos")
            if held.beyond and held.under is None
            else translate("lines", "%Ln photo(s) above the line", above)
        )
        metrics = QFontMetrics(bold(view.font()))
        size = metrics.horizontalAdvance(words) + 2 * ROW_START
        left = (view.viewport().width() - size) // 2
        box = QRect(left, held.place - metrics.height() - 8, size, metrics.height() + 6)
        if box.top() < 0:
            box.moveTop(held.place + 4)
        Ink(view).blank(painter, box.toRectF(), colours.color(_Role.Accent))
        painter.setFont(bold(view.font()))
        painter.setPen(colours.color(_Role.Base))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _line_at(self, event: QMouseEvent) -> Match | None:
        heading = self._heading_at(event.position().toPoint())
        return None if heading is None else heading.line
