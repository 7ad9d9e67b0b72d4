"""How one result is painted: a row with picture, name and caption, or a cell of the thumbnail grid.

Pictures come from `Thumbnails`, which never waits; rows that are still on their way are grey lines. How sure a match
is, is told by a word, not only by a colour. The views call `paint_row` and `paint_cell` themselves: a question to the
model for each part of a row would take longer than drawing it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain import Hit, Match
from app.ui import wording
from app.ui.results.columns import CELLS, Column
from app.ui.results.ink import (
    CENTRE,
    CORNER,
    CUT_END,
    CUT_MIDDLE,
    CUT_START,
    LEFT,
    RIGHT,
    WRAPPED,
    Ink,
    draw_line,
    draw_lines,
    smaller,
)
from app.ui.results.marks import marks_width, paint_marks
from app.ui.results.results_model import COPY_ROLE, HIT_ROLE, Shown
from app.ui.results.thumbnails import Thumbnails
from app.ui.translation import in_words, translate

Index = QModelIndex | QPersistentModelIndex

# Logical pixels.
ROW_PICTURE = QSize(72, 54)
ROW_MARGIN = 6
ROW_START = 11  # where headings begin as well
GRID_PICTURE = 172
GRID_MARGIN = 8
COPY_INDENT = 28  # of the copies under the hit they are folded into
MARK_SIDE = 13
NARROW = 56  # what a column hints at; it is as wide as a person makes it
KEPT_SIDE = 320  # pixels; a picture as long as this may be of a larger photo
ENLARGED = 0.85  # of its place, that a picture fills at least
AWAY = 0.55  # how much is seen of a picture whose drive is away
_TRANSPARENT = QColor(Qt.GlobalColor.transparent)


@dataclass(frozen=True, slots=True)
class State:
    """How a result stands there just now."""

    chosen: bool = False
    hovered: bool = False


class ResultDelegate(QStyledItemDelegate):
    """What rows and cells share: the ground, the picture, the badges. A click on the count of copies unfolds them."""

    unfold_wanted = Signal(object)  # Hit

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._away: dict[str, str] = {}  # what is said of drives that are away: the same for many photos

    def ground(self, painter: QPainter, ink: Ink, box: QRect, state: State) -> QColor:
        """Paints what lies under the contents; gives back the colour of text on it."""
        if state.chosen:
            painter.fillRect(box, ink.highlight)
            return ink.highlighted
        if state.hovered:
            painter.fillRect(box, ink.alternate)
        return ink.text

    def picture(self, painter: QPainter, ink: Ink, hit: Hit, box: QRect) -> QRect:
        """Paints the thumbnail in the middle of `box`, or a quiet ground until it has come. Returns where it lies."""
        image = self._picture_of(hit, box, ink.ratio)
        if image is None or image.isNull():
            ink.blank(painter, QRectF(box))
            if image is not None:
                painter.setFont(ink.small)
                painter.setPen(ink.muted)
                painter.drawText(box, WRAPPED, translate("delegates", "No picture"))
            return box
        place = _inside(image, box, ink.ratio)
        if hit.online:
            painter.drawImage(place, image)
        else:
            painter.setOpacity(AWAY)
            painter.drawImage(place, image)
            painter.setOpacity(1.0)
        return place.toAlignedRect()

    def picture_box(self, rect: QRect, copy: bool) -> QRect:
        """Where the picture may lie in an item that fills `rect`."""
        raise NotImplementedError

    def copies_box(self, ink: Ink, rect: QRect, hit: Hit, copy: bool) -> QRect:
        """Where the count of the photos that are folded into a hit stands: on a lower corner of its picture."""
        box = self.picture_box(rect, copy)
        image = self._picture_of(hit, box, ink.ratio)
        place = _inside(image, box, ink.ratio).toAlignedRect() if image is not None and not image.isNull() else box
        found = QRect(0, 0, max(ink.pill_width(_copies_text(hit)), ink.pill_height), ink.pill_height)
        found.moveBottomRight(place.bottomRight())
        return found

    def copies(self, painter: QPainter, ink: Ink, rect: QRect, shown: Shown, hit: Hit) -> None:
        """The count of copies, filled while they are unfolded."""
        box = QRectF(self.copies_box(ink, rect, hit, shown.copy))
        ground, edge = (ink.accent, ink.accent) if shown.unfolded else (ink.base, ink.shadow)
        text = ink.base if shown.unfolded else ink.text
        ink.pill(painter, box, _copies_text(hit), ground, text, QPen(edge, 1), CORNER)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and index.column() == Column.NAME
            and isinstance(option.widget, QWidget)
        ):
            hit: Hit | None = index.data(HIT_ROLE)
            if hit is not None and hit.copies:
                box = self.copies_box(Ink(option.widget), option.rect, hit, bool(index.data(COPY_ROLE)))
                if box.contains(event.position().toPoint()):
                    self.unfold_wanted.emit(hit)
                    return True
        return super().editorEvent(event, model, option, index)

    def badge(self, painter: QPainter, ink: Ink, match: Match, left: int, middle: int, *, solid: bool) -> None:
        """A word in a pill: filled when likely, outlined when maybe, dashed when unlikely.

        `solid` puts it on the window's ground, for where it lies on a picture.
        """
        word = wording.match(match)
        height = ink.pill_height + 2
        box = QRectF(left, middle - height // 2, ink.pill_width(word) + 2, height)
        ground, text, pen = ink.base if solid else _TRANSPARENT, ink.text, QPen(ink.accent, 1)
        if match is Match.LIKELY:
            ground, text = ink.accent, ink.base
        elif match is Match.UNLIKELY:
            pen = QPen(ink.muted, 1, Qt.PenStyle.DashLine)
        ink.pill(painter, box, word, ground, text, pen, height / 2)

    def note(self, painter: QPainter, ink: Ink, text: str, box: QRect) -> int:
        """A quiet word in a pill at the left of `box`; returns how wide it is."""
        width, height = min(ink.pill_width(text), box.width()), ink.pill_height
        room = QRectF(box.left(), box.center().y() - height // 2, width, height)
        ink.pill(painter, room, text, ink.base, ink.text, QPen(ink.dark, 1), CORNER)
        return width

    def _away_words(self, away: str) -> str:
        if away not in self._away:
            self._away[away] = in_words(away)
        return self._away[away]

    def _picture_of(self, hit: Hit, box: QRect, ratio: float) -> QImage | None:
        return self._thumbnails.at_hand(hit, round(max(box.width(), box.height()) * ratio), round(CORNER * ratio))


class RowDelegate(ResultDelegate):
    """A row of the list: picture, name and a second line in the first column, a badge for the match, words elsewhere.
    While captions have no column of their own, they are the second line."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(thumbnails, parent)
        self.captions_apart = False

    def paint_row(
        self,
        painter: QPainter,
        ink: Ink,
        row: QRect,
        columns: Sequence[tuple[Column, QRect]],
        shown: Shown,
        state: State,
    ) -> None:
        """Paints a whole row; `columns` are those that can be seen, with their places."""
        colour = self.ground(painter, ink, row, state)
        hit = shown.hit
        if hit is None:
            self._paint_missing(painter, ink, columns, shown)
            return
        quiet = colour if hit.online or state.chosen else ink.muted
        for column, box in columns:
            if column is Column.NAME:
                self._paint_name(painter, ink, box, shown, hit, state, quiet)
            elif column is Column.RATING:
                if hit.rating or hit.favourite:
                    left, middle = box.left() + ROW_START, box.center().y() + 1
                    paint_marks(painter, left, middle, MARK_SIDE, hit.rating, hit.favourite, ink.accent)
            elif column is Column.MATCH:
                self.badge(painter, ink, hit.match, box.left() + ROW_START, box.center().y(), solid=False)
            elif text := CELLS[column](hit):
                words = QRect(box.left() + ROW_START, box.top(), box.width() - 2 * ROW_START, box.height())
                painter.setFont(ink.font)
                painter.setPen(quiet)
                if column in _LONG:
                    draw_lines(painter, ink.metrics, words, text)
                else:
                    draw_line(painter, ink.metrics, words, text, RIGHT if column is Column.SIZE else LEFT)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(NARROW, row_height(option.font))

    def picture_box(self, rect: QRect, copy: bool) -> QRect:
        left = rect.left() + ROW_START + (COPY_INDENT if copy else 0)
        return QRect(left, rect.center().y() - ROW_PICTURE.height() // 2, ROW_PICTURE.width(), ROW_PICTURE.height())

    def _paint_missing(
        self, painter: QPainter, ink: Ink, columns: Sequence[tuple[Column, QRect]], shown: Shown
    ) -> None:
        """Grey lines for a row that is on its way; a word for one that is gone."""
        height = ink.metrics.xHeight()
        for column, box in columns:
            middle, left, width = box.center().y(), box.left() + ROW_START, box.width() - 2 * ROW_START
            if column is not Column.NAME:
                if shown.pending and width > 0:
                    ink.blank(painter, QRectF(left, middle - height / 2, width * 0.7, height))
                continue
            picture = self.picture_box(box, copy=False)
            left, width = picture.right() + 2 * ROW_MARGIN, box.right() - picture.right() - 4 * ROW_MARGIN
            if shown.pending:
                ink.blank(painter, QRectF(picture))
                ink.blank(painter, QRectF(left, middle - 2 * height, width * 0.6, height))
                ink.blank(painter, QRectF(left, middle + height, width * 0.85, height))
            else:
                painter.setFont(ink.font)
                painter.setPen(ink.muted)
                draw_line(painter, ink.metrics, QRect(left, box.top(), width, box.height()), gone_words())

    def _paint_name(
        self, painter: QPainter, ink: Ink, box: QRect, shown: Shown, hit: Hit, state: State, colour: QColor
    ) -> None:
        picture = self.picture_box(box, shown.copy)
        self.picture(painter, ink, hit, picture)
        if hit.copies:
            self.copies(painter, ink, box, shown, hit)
        if shown.copy:
            painter.setPen(QPen(ink.dark, 1))
            middle, left = box.center().y(), picture.left() - COPY_INDENT // 2
            painter.drawLine(left, box.top(), left, middle)
            painter.drawLine(left, middle, picture.left() - 4, middle)
        left, width = picture.right() + 2 * ROW_MARGIN, box.right() - picture.right() - 3 * ROW_MARGIN
        note = self._away_words(hit.away) if not hit.online else waiting_words(hit) if hit.waiting else ""
        second = wording.folder(hit) if self.captions_apart else hit.caption
        second_line = ink.pill_height if note else ink.small_line if second else 0
        top = box.center().y() - (ink.line + second_line) // 2 + 1
        painter.setFont(ink.font)
        painter.setPen(colour)
        name = QRect(left, top, width, ink.line)
        draw_line(painter, ink.metrics, name, wording.file_name(hit), LEFT, CUT_MIDDLE)
        line = QRect(left, top + ink.line, width, second_line)
        if note:
            line.setLeft(left + self.note(painter, ink, note[:1].upper() + note[1:], line) + ROW_MARGIN)
        if second and line.width() > 2 * ROW_START:
            painter.setFont(ink.small)
            painter.setPen(ink.highlighted if state.chosen else ink.muted)
            draw_line(painter, ink.small_metrics, line, second, LEFT, CUT_START if self.captions_apart else CUT_END)


class CellDelegate(ResultDelegate):
    """A cell of the grid: a picture `side` logical pixels large over its name; a badge where the match is not a likely
    one, where the photo waits to be described, and where its drive is away."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(thumbnails, parent)
        self.side = GRID_PICTURE

    def paint_cell(self, painter: QPainter, ink: Ink, box: QRect, shown: Shown, state: State) -> None:
        """Paints a whole cell."""
        inner = self.picture_box(box, copy=False)
        name = QRect(inner.left(), inner.top() + inner.height() + 2, inner.width(), ink.line)
        colour = self.ground(painter, ink, box, state)
        hit = shown.hit
        if hit is None:
            if shown.pending:
                ink.blank(painter, QRectF(inner))
                width = inner.width() * 0.6
                ink.blank(painter, QRectF(inner.center().x() - width / 2, name.center().y() - 4, width, 8))
            else:
                painter.setFont(ink.font)
                painter.setPen(ink.muted)
                painter.drawText(inner, WRAPPED, gone_words())
            return
        place = self.picture(painter, ink, hit, inner)
        self._paint_notes(painter, ink, hit, place)
        if hit.rating or hit.favourite:
            self._paint_marks(painter, ink, hit, place)
        if hit.copies:
            self.copies(painter, ink, box, shown, hit)
        if shown.copy:  # bound to the hit before it
            painter.fillRect(box.left() - 2, inner.top(), 3, inner.height(), ink.accent)
        painter.setFont(ink.font)
        painter.setPen(colour if hit.online or state.chosen else ink.muted)
        # Names lose their middle, so that numbering and ending are seen.
        draw_line(painter, ink.metrics, name, wording.file_name(hit), CENTRE, CUT_MIDDLE)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.cell(option.font)

    def cell(self, font: QFont, side: int | None = None) -> QSize:
        """How large every cell is, with pictures of another size where that is given."""
        width = (side or self.side) + 2 * GRID_MARGIN
        return QSize(width, width + QFontMetrics(font).lineSpacing() + 2)

    def picture_box(self, rect: QRect, copy: bool) -> QRect:
        side = rect.width() - 2 * GRID_MARGIN
        return QRect(rect.left() + GRID_MARGIN, rect.top() + GRID_MARGIN, side, side)

    def _paint_notes(self, painter: QPainter, ink: Ink, hit: Hit, place: QRect) -> None:
        step = ink.pill_height + 4
        corner = QRect(place.left() + 5, place.top() + 5, place.width() - 10, ink.pill_height)
        if hit.waiting:
            self.note(painter, ink, waiting_words(hit), corner)
            corner.translate(0, step)
        elif hit.match is not Match.LIKELY:
            self.badge(painter, ink, hit.match, corner.left(), corner.center().y(), solid=True)
            corner.translate(0, step)
        if not hit.online:
            self.note(painter, ink, in_words(hit.drive) or translate("delegates", "Drive not connected"), corner)

    def _paint_marks(self, painter: QPainter, ink: Ink, hit: Hit, place: QRect) -> None:
        width = marks_width(hit.rating, hit.favourite, MARK_SIDE)
        ground = QRectF(0, 0, width + 10, MARK_SIDE + 6)
        ground.moveBottomLeft(QRectF(place).adjusted(5, 0, 0, -5).bottomLeft())
        ink.blank(painter, ground, ink.base)
        left, middle = ground.left() + 5, ground.center().y()
        paint_marks(painter, left, middle, MARK_SIDE, hit.rating, hit.favourite, ink.accent)


_LONG = (Column.CAPTION, Column.FOLDER)


def row_height(font: QFont) -> int:
    """How high every row of the list is."""
    words = QFontMetrics(font).lineSpacing() + QFontMetrics(smaller(font)).lineSpacing()
    return max(ROW_PICTURE.height(), words) + 2 * ROW_MARGIN


def waiting_words(hit: Hit) -> str:
    """What is said of a photo that nobody has opened yet."""
    if hit.named:
        return translate("delegates", "Found by name only")
    return translate("delegates", "Waits to be described")


def gone_words() -> str:
    """What is said of a photo that has gone since the answer was given."""
    return translate("delegates", "No longer in the library")


def _copies_text(hit: Hit) -> str:
    return f"+{hit.copies}"


def _inside(image: QImage, box: QRect, ratio: float) -> QRectF:
    """Where a picture lies in the middle of `box`, pixel by pixel on the screen where it is not too large."""
    size = QSizeF(image.width() / ratio, image.height() / ratio)
    longest = max(size.width(), size.height())
    # What is kept is shown larger until the picture itself has come; a small photo stays as small as it is.
    too_small = max(image.width(), image.height()) >= KEPT_SIDE and longest < ENLARGED * max(box.width(), box.height())
    if too_small or size.width() > box.width() + 1 or size.height() > box.height() + 1:
        size.scale(QSizeF(box.size()), Qt.AspectRatioMode.KeepAspectRatio)
    left = box.left() + round((box.width() - size.width()) / 2 * ratio) / ratio
    top = box.top() + round((box.height() - size.height()) / 2 * ratio) / ratio
    return QRectF(left, top, size.width(), size.height())
