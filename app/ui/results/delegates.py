"""How one result is painted: a row with picture, name and caption, or a cell of the thumbnail grid.

Pictures come from `Thumbnails`, which never waits; rows that are still on their way are grey lines. How sure a match
is, is told by a word, not only by a colour.
"""

from __future__ import annotations

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
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QMouseEvent, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain import Hit, Match
from app.ui import look, wording
from app.ui.results.columns import CELLS, Column
from app.ui.results.marks import marks_width, paint_marks
from app.ui.results.results_model import COPY_ROLE, HEADING_ROLE, HIT_ROLE, PENDING_ROLE, UNFOLDED_ROLE
from app.ui.results.thumbnails import CORNER, Thumbnails
from app.ui.translation import in_words, translate

Index = QModelIndex | QPersistentModelIndex
_Role = QPalette.ColorRole

# Logical pixels.
ROW_PICTURE = QSize(72, 54)
ROW_MARGIN = 6
ROW_START = 11  # where headings begin as well
GRID_PICTURE = 172
GRID_MARGIN = 8
BADGE_PADDING = 7
COPY_INDENT = 28  # of the copies under the hit they are folded into
MARK_SIDE = 13
SMALLER = 0.9  # second lines and badges, as a part of the font's size
AWAY = 0.55  # how much is seen of a picture whose drive is away


class ResultDelegate(QStyledItemDelegate):
    """What rows and cells share: the ground, the picture, the badges. A click on the count of copies unfolds them."""

    unfold_wanted = Signal(object)  # Hit

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def ground(self, painter: QPainter, option: QStyleOptionViewItem) -> QColor:
        """Paints what lies under the contents; gives back the colour of text on it."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, option.palette.color(_Role.Highlight))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, option.palette.color(_Role.AlternateBase))
        return option.palette.color(_Role.HighlightedText if chosen else _Role.Text)

    def picture(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit, box: QRect) -> QRect:
        """Paints the thumbnail in the middle of `box`, or a quiet ground until it has come. Returns where it lies."""
        ratio = painter.device().devicePixelRatioF()
        image = self._picture_of(hit, box, ratio)
        place = _inside(image, box, ratio)
        if image is None or image.isNull():
            blank(painter, QRectF(box), option.palette)
            if image is not None:
                painter.setPen(look.muted())
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(box, flags, translate("delegates", "No picture"))
            return box
        if not hit.online:
            painter.setOpacity(AWAY)
        painter.drawImage(place, image)
        painter.setOpacity(1.0)
        return place.toAlignedRect()

    def _picture_of(self, hit: Hit, box: QRect, ratio: float) -> QImage | None:
        return self._thumbnails.get(hit, round(max(box.width(), box.height()) * ratio), round(CORNER * ratio))

    def picture_box(self, rect: QRect, copy: bool) -> QRect:
        """Where the picture may lie in an item that fills `rect`."""
        raise NotImplementedError

    def copies_box(self, option: QStyleOptionViewItem, hit: Hit, copy: bool) -> QRect:
        """Where the count of the photos that are folded into a hit stands: on a lower corner of its picture."""
        ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
        box = self.picture_box(option.rect, copy)
        image = self._picture_of(hit, box, ratio)
        place = _inside(image, box, ratio).toAlignedRect() if image is not None and not image.isNull() else box
        size = _pill_size(smaller(option.font), _copies_text(hit))
        found = QRect(0, 0, max(size.width(), size.height()), size.height())
        found.moveBottomRight(place.bottomRight())
        return found

    def copies(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, hit: Hit) -> None:
        """The count of copies, filled while they are unfolded."""
        if not hit.copies:
            return
        box = QRectF(self.copies_box(option, hit, bool(index.data(COPY_ROLE))))
        colours, unfolded = option.palette, bool(index.data(UNFOLDED_ROLE))
        ground = colours.color(_Role.Accent if unfolded else _Role.Base)
        edge = colours.color(_Role.Accent if unfolded else _Role.Shadow)
        text = colours.color(_Role.Base if unfolded else _Role.Text)
        pill(painter, smaller(option.font), box, _copies_text(hit), ground, text, QPen(edge, 1), CORNER)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        hit: Hit | None = index.data(HIT_ROLE)
        if (
            hit is not None
            and hit.copies
            and index.column() == Column.NAME
            and event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and self.copies_box(option, hit, bool(index.data(COPY_ROLE))).contains(event.position().toPoint())
        ):
            self.unfold_wanted.emit(hit)
            return True
        return super().editorEvent(event, model, option, index)

    def badge(self, painter: QPainter, option: QStyleOptionViewItem, match: Match, box: QRect, solid: bool) -> None:
        """A word in a pill: filled when likely, outlined when maybe, dashed when unlikely.

        `solid` puts it on the window's ground, for where it lies on a picture.
        """
        colours = option.palette
        accent = colours.color(_Role.Accent)
        ground = colours.color(_Role.Base) if solid else QColor(Qt.GlobalColor.transparent)
        text, pen = colours.color(_Role.Text), QPen(accent, 1)
        if match is Match.LIKELY:
            ground, text = accent, colours.color(_Role.Base)
        elif match is Match.UNLIKELY:
            pen = QPen(look.muted(), 1, Qt.PenStyle.DashLine)
        pill(painter, smaller(option.font), QRectF(box), wording.match(match), ground, text, pen, box.height() / 2)

    def badge_size(self, option: QStyleOptionViewItem, match: Match) -> QSize:
        return _pill_size(smaller(option.font), wording.match(match)) + QSize(2, 2)

    def note(self, painter: QPainter, option: QStyleOptionViewItem, text: str, box: QRect) -> int:
        """A quiet word in a pill at the left of `box`; returns how wide it is."""
        font = smaller(option.font)
        size = _pill_size(font, text)
        room = QRect(box.left(), box.center().y() - size.height() // 2, min(size.width(), box.width()), size.height())
        colours = option.palette
        pen = QPen(colours.color(_Role.Dark), 1)
        pill(painter, font, QRectF(room), text, colours.color(_Role.Base), colours.color(_Role.Text), pen, CORNER)
        return room.width()


class RowDelegate(ResultDelegate):
    """A row of the list: picture, name and a second line in the first column, a badge for the match, words elsewhere.
    While captions have no column of their own, they are the second line."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(thumbnails, parent)
        self.captions_apart = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(HEADING_ROLE) is not None:
            return  # the view paints those, across all columns
        hit: Hit | None = index.data(HIT_ROLE)
        column = Column(index.column())
        colour = self.ground(painter, option)
        if hit is None:
            self._paint_missing(painter, option, index, column)
        elif column is Column.NAME:
            self._paint_name(painter, option, index, hit, colour)
        elif column is Column.RATING:
            left, middle = option.rect.left() + ROW_START, option.rect.center().y() + 1
            accent = option.palette.color(_Role.Accent)
            paint_marks(painter, left, middle, MARK_SIDE, hit.rating, hit.favourite, accent)
        elif column is Column.MATCH:
            box = QRect(option.rect.topLeft(), self.badge_size(option, hit.match))
            box.moveCenter(option.rect.center())
            box.moveLeft(option.rect.left() + ROW_START)
            self.badge(painter, option, hit.match, box, solid=False)
        else:
            painter.setFont(option.font)
            painter.setPen(colour if hit.online else look.muted())
            words = option.rect.adjusted(ROW_START, 0, -ROW_START, 0)
            if column in (Column.CAPTION, Column.FOLDER):
                draw_lines(painter, words, CELLS[column](hit))
            else:
                right = column is Column.SIZE
                align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                draw_line(painter, words, CELLS[column](hit), align)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(NARROW, row_height(option.font))

    def picture_box(self, rect: QRect, copy: bool) -> QRect:
        box = QRect(rect.topLeft(), ROW_PICTURE)
        box.moveCenter(rect.center())
        box.moveLeft(rect.left() + ROW_START + (COPY_INDENT if copy else 0))
        return box

    def _paint_missing(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, column: Column) -> None:
        """Grey lines for a row that is on its way; a word for one that is gone."""
        if not index.data(PENDING_ROLE):
            if column is Column.NAME:
                painter.setPen(look.muted())
                words = option.rect.adjusted(self.picture_box(option.rect, False).right() + 12, 0, -ROW_MARGIN, 0)
                draw_line(painter, words, str(index.data()))
            return
        middle, height = option.rect.center().y(), option.fontMetrics.xHeight()
        left, width = option.rect.left() + ROW_START, option.rect.width() - 2 * ROW_START
        if column is Column.NAME:
            box = self.picture_box(option.rect, False)
            blank(painter, QRectF(box), option.palette)
            left, width = box.right() + 2 * ROW_MARGIN, option.rect.right() - box.right() - 4 * ROW_MARGIN
            blank(painter, QRectF(left, middle - 2 * height, width * 0.6, height), option.palette)
            blank(painter, QRectF(left, middle + height, width * 0.85, height), option.palette)
        elif width > 0:
            blank(painter, QRectF(left, middle - height / 2, width * 0.7, height), option.palette)

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, hit: Hit, colour: QColor
    ) -> None:
        copy = bool(index.data(COPY_ROLE))
        box = self.picture_box(option.rect, copy)
        self.picture(painter, option, hit, box)
        self.copies(painter, option, index, hit)
        if copy:
            painter.setPen(QPen(option.palette.color(_Role.Dark), 1))
            middle, left = option.rect.center().y(), box.left() - COPY_INDENT // 2
            painter.drawLine(left, option.rect.top(), left, middle)
            painter.drawLine(left, middle, box.left() - 4, middle)
        words = option.rect.adjusted(box.right() + 2 * ROW_MARGIN - option.rect.left(), 0, -ROW_MARGIN, 0)
        state = in_words(hit.away) if not hit.online else waiting_words() if hit.waiting else ""
        second = wording.folder(hit) if self.captions_apart else hit.caption
        first_height = QFontMetrics(option.font).lineSpacing()
        second_font = smaller(option.font)
        second_height = QFontMetrics(second_font).lineSpacing() if second or state else 0
        top = words.center().y() - (first_height + second_height) // 2 + 1
        painter.setFont(option.font)
        painter.setPen(colour if hit.online else look.muted())
        name = QRect(words.left(), top, words.width(), first_height)
        draw_line(painter, name, wording.file_name(hit), shorten=Qt.TextElideMode.ElideMiddle)
        line = QRect(words.left(), top + first_height, words.width(), second_height)
        if state:
            state = state[:1].upper() + state[1:]
            line.setLeft(line.left() + self.note(painter, option, state, line) + ROW_MARGIN)
        if second and line.width() > 2 * ROW_START:
            painter.setFont(second_font)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setPen(option.palette.color(_Role.HighlightedText) if chosen else look.muted())
            shorten = Qt.TextElideMode.ElideLeft if self.captions_apart else Qt.TextElideMode.ElideRight
            draw_line(painter, line, second, shorten=shorten)


class CellDelegate(ResultDelegate):
    """A cell of the grid: a picture `side` logical pixels large over its name; a badge where the match is not a likely
    one, where the photo waits to be described, and where its drive is away."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(thumbnails, parent)
        self.side = GRID_PICTURE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit | None = index.data(HIT_ROLE)
        inner = self.picture_box(option.rect, copy=False)
        line = option.fontMetrics.lineSpacing()
        name = QRect(inner.left(), inner.top() + inner.height() + 2, inner.width(), line)
        colour = self.ground(painter, option)
        if hit is None:
            if index.data(PENDING_ROLE):
                blank(painter, QRectF(inner), option.palette)
                quiet = QRectF(inner.left() + inner.width() * 0.2, name.center().y() - 4, inner.width() * 0.6, 8)
                blank(painter, quiet, option.palette)
            else:
                painter.setPen(look.muted())
                painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, str(index.data()))
            return
        place = self.picture(painter, option, hit, inner)
        corner = QRect(place.left() + 5, place.top() + 5, place.width() - 10, line)
        if hit.waiting:
            self.note(painter, option, waiting_words(), corner)
        elif hit.match is not Match.LIKELY:
            self.badge(painter, option, hit.match, QRect(corner.topLeft(), self.badge_size(option, hit.match)), True)
            corner.translate(0, line + 6)
        if not hit.online:
            away = hit.drive or translate("delegates", "Drive not connected")
            self.note(painter, option, away, corner)
        self._paint_marks(painter, option, hit, place)
        self.copies(painter, option, index, hit)
        if index.data(COPY_ROLE):  # bound to the hit before it
            painter.fillRect(option.rect.left() - 2, inner.top(), 3, inner.height(), option.palette.color(_Role.Accent))
        painter.setFont(option.font)
        painter.setPen(colour if hit.online else look.muted())
        # Names lose their middle, so that numbering and ending are seen.
        draw_line(painter, name, wording.file_name(hit), Qt.AlignmentFlag.AlignHCenter, Qt.TextElideMode.ElideMiddle)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.cell(option.font)

    def cell(self, font: QFont) -> QSize:
        """How large every cell is."""
        width = self.side + 2 * GRID_MARGIN
        return QSize(width, width + QFontMetrics(font).lineSpacing() + 2)

    def picture_box(self, rect: QRect, copy: bool) -> QRect:
        inner = rect.adjusted(GRID_MARGIN, GRID_MARGIN, -GRID_MARGIN, -GRID_MARGIN)
        return QRect(inner.left(), inner.top(), inner.width(), inner.width())

    def _paint_marks(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit, place: QRect) -> None:
        width = marks_width(hit.rating, hit.favourite, MARK_SIDE)
        if not width:
            return
        ground = QRectF(0, 0, width + 10, MARK_SIDE + 6)
        ground.moveBottomLeft(QRectF(place).adjusted(5, 0, 0, -5).bottomLeft())
        blank(painter, ground, option.palette, _Role.Base)
        accent = option.palette.color(_Role.Accent)
        paint_marks(painter, ground.left() + 5, ground.center().y(), MARK_SIDE, hit.rating, hit.favourite, accent)


NARROW = 56  # what a column hints at; it is as wide as a person makes it


def row_height(font: QFont) -> int:
    """How high every row of the list is."""
    words = QFontMetrics(font).lineSpacing() + QFontMetrics(smaller(font)).lineSpacing()
    return max(ROW_PICTURE.height(), words) + 2 * ROW_MARGIN


def waiting_words() -> str:
    """What is said of a photo that nobody has opened yet."""
    return translate("delegates", "Waits to be described")


def smaller(font: QFont) -> QFont:
    less = QFont(font)
    less.setPointSizeF(font.pointSizeF() * SMALLER)
    return less


def bold(font: QFont) -> QFont:
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    return heavy


def blank(painter: QPainter, box: QRectF, colours: QPalette, role: QPalette.ColorRole = _Role.Midlight) -> None:
    """A quiet ground with round corners."""
    outline = QPainterPath()
    radius = min(CORNER, box.height() / 2)
    outline.addRoundedRect(box, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(outline, colours.color(role))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def pill(
    painter: QPainter, font: QFont, box: QRectF, text: str, ground: QColor, colour: QColor, pen: QPen, radius: float
) -> None:
    """A word on a ground with round corners and an edge, shortened where it does not fit."""
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(colour)
    room = round(box.width()) - BADGE_PADDING
    painter.drawText(
        box,
        Qt.AlignmentFlag.AlignCenter,
        painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room),
    )


def draw_line(
    painter: QPainter,
    box: QRect,
    text: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    shorten: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """One line of text, shortened where it does not fit."""
    if text:
        elided = painter.fontMetrics().elidedText(text, shorten, box.width())
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, elided)


def draw_lines(painter: QPainter, box: QRect, text: str) -> None:
    """One line of text, or two where one is too short for it."""
    metrics = painter.fontMetrics()
    if metrics.horizontalAdvance(text) <= box.width():
        draw_line(painter, box, text)
        return
    cut = max(text.rfind(" ", 0, _fitting(text, metrics, box.width()) + 1), 0) or _fitting(text, metrics, box.width())
    high = metrics.lineSpacing()
    upper = QRect(box.left(), box.center().y() - high, box.width(), high)
    draw_line(painter, upper, text[:cut])
    draw_line(painter, upper.translated(0, high), text[cut:].lstrip())


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


def _pill_size(font: QFont, text: str) -> QSize:
    metrics = QFontMetrics(font)
    return QSize(metrics.horizontalAdvance(text) + 2 * BADGE_PADDING, metrics.height() + 2)


def _copies_text(hit: Hit) -> str:
    return f"+{hit.copies}"


def _inside(image: QImage | None, box: QRect, ratio: float) -> QRectF:
    """Where a picture lies in the middle of `box`, each of its pixels on one of the screen where it is not too large;
    all of `box` without one."""
    if image is None or image.isNull():
        return QRectF(box)
    size = QSizeF(image.width() / ratio, image.height() / ratio)
    if size.width() > box.width() + 1 or size.height() > box.height() + 1:
        size.scale(QSizeF(box.size()), Qt.AspectRatioMode.KeepAspectRatio)
    left = box.left() + round((box.width() - size.width()) / 2 * ratio) / ratio
    top = box.top() + round((box.height() - size.height()) / 2 * ratio) / ratio
    return QRectF(left, top, size.width(), size.height())
