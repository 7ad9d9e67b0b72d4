"""How one result is painted: a row with picture, name and caption, or a cell of the thumbnail grid; and the headings
between them.

Pictures come from `Thumbnails`, which never waits. How sure a match is, is told by a word, not only by a colour.
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
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QMouseEvent, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain import Hit, Match
from app.ui import look, wording
from app.ui.results.marks import marks_width, paint_marks
from app.ui.results.results_model import COPY_ROLE, HEADING_ROLE, HIT_ROLE, UNFOLDED_ROLE, Column, Heading
from app.ui.results.thumbnails import Thumbnails
from app.ui.translation import in_words, translate

Index = QModelIndex | QPersistentModelIndex
_Role = QPalette.ColorRole

# Logical pixels.
ROW_PICTURE = QSize(72, 54)
ROW_MARGIN = 6
ROW_START = 11  # where headings begin as well
GRID_PICTURE = 172
GRID_MARGIN = 8
CORNER = 5
BADGE_PADDING = 7
COPY_INDENT = 28  # of the copies under the hit they are folded into
MARK_SIDE = 13
SMALLER = 0.9  # second lines and badges, as a part of the font's size


class ResultDelegate(QStyledItemDelegate):
    """What rows and cells share: the ground, the picture, the badges. A click on the count of copies unfolds them."""

    unfold_wanted = Signal(object)  # Hit

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> QStyleOptionViewItem:
        """Paints what lies under the contents, as the style does; gives back the option with its text removed."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = bare.widget.style() if bare.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        return bare

    def picture(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit, box: QRect) -> QRect:
        """Paints the thumbnail in the middle of `box`, or a quiet ground until it has come. Returns where it lies."""
        ratio = painter.device().devicePixelRatioF()
        image = self._thumbnails.get(hit, round(max(box.width(), box.height()) * ratio))
        colours = option.palette
        place = _inside(image, box)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(place), CORNER, CORNER)
        if image is None or image.isNull():
            painter.fillPath(outline, colours.color(_Role.Midlight))
            if image is not None:
                painter.setPen(look.muted())
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(place, flags, translate("delegates", "No picture"))
        else:
            painter.setClipPath(outline)
            painter.setOpacity(1.0 if hit.online else 0.55)
            painter.drawImage(QRectF(place), image)
        painter.restore()
        return place

    def picture_box(self, rect: QRect, copy: bool) -> QRect:
        """Where the picture may lie in an item that fills `rect`."""
        raise NotImplementedError

    def copies_box(self, option: QStyleOptionViewItem, hit: Hit, copy: bool) -> QRect:
        """Where the count of the photos that are folded into a hit stands: on a lower corner of its picture."""
        ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
        box = self.picture_box(option.rect, copy)
        image = self._thumbnails.get(hit, round(max(box.width(), box.height()) * ratio))
        place = _inside(image, box)
        metrics = QFontMetrics(smaller(option.font))
        size = QSize(metrics.horizontalAdvance(_copies_text(hit)) + 2 * BADGE_PADDING, metrics.height() + 2)
        found = QRect(0, 0, max(size.width(), size.height()), size.height())
        found.moveBottomRight(place.bottomRight())
        return found

    def copies(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, hit: Hit) -> None:
        """The count of copies, filled while they are unfolded."""
        if not hit.copies:
            return
        box = QRectF(self.copies_box(option, hit, bool(index.data(COPY_ROLE)))).adjusted(0.5, 0.5, -0.5, -0.5)
        colours, unfolded = option.palette, bool(index.data(UNFOLDED_ROLE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(smaller(option.font))
        painter.setPen(QPen(colours.color(_Role.Accent if unfolded else _Role.Shadow), 1))
        painter.setBrush(colours.color(_Role.Accent if unfolded else _Role.Base))
        painter.drawRoundedRect(box, CORNER, CORNER)
        painter.setPen(colours.color(_Role.Base if unfolded else _Role.Text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _copies_text(hit))
        painter.restore()

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
        painter.save()
        painter.setFont(smaller(option.font))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        accent = colours.color(_Role.Accent)
        ground = colours.color(_Role.Base) if solid else QColor(Qt.GlobalColor.transparent)
        text = colours.color(_Role.Text)
        if match is Match.LIKELY:
            ground, text, pen = accent, colours.color(_Role.Base), QPen(accent, 1)
        elif match is Match.MAYBE:
            pen = QPen(accent, 1)
        else:
            pen = QPen(look.muted(), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, wording.match(match))
        painter.restore()

    def badge_size(self, option: QStyleOptionViewItem, match: Match) -> QSize:
        metrics = QFontMetrics(smaller(option.font))
        width = metrics.horizontalAdvance(wording.match(match))
        return QSize(width + 2 * BADGE_PADDING + 2, metrics.height() + 4)


class RowDelegate(ResultDelegate):
    """A row of the list: picture, name and caption in the first column, a badge in the last, words between."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        heading: Heading | None = index.data(HEADING_ROLE)
        if heading is not None:
            self._paint_heading(painter, option, Column(index.column()), heading)
            return
        hit: Hit = index.data(HIT_ROLE)
        if index.column() == Column.NAME:
            self._paint_name(painter, self.ground(painter, option, index), index, hit)
        elif index.column() == Column.RATING:
            bare = self.ground(painter, option, index)
            left, middle = bare.rect.left() + ROW_START, bare.rect.center().y() + 1
            colour = bare.palette.color(_Role.Accent)
            paint_marks(painter, left, middle, MARK_SIDE, hit.rating, hit.favourite, colour)
        elif index.column() == Column.MATCH:
            bare = self.ground(painter, option, index)
            box = QRect(bare.rect.topLeft(), self.badge_size(bare, hit.match))
            box.moveCenter(bare.rect.center())
            box.moveLeft(bare.rect.left() + ROW_START)
            self.badge(painter, bare, hit.match, box, solid=False)
        else:
            super().paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = option.fontMetrics.lineSpacing() + QFontMetrics(smaller(option.font)).lineSpacing()
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(ROW_PICTURE.height(), words) + 2 * ROW_MARGIN)

    def picture_box(self, rect: QRect, copy: bool) -> QRect:
        box = QRect(rect.topLeft(), ROW_PICTURE)
        box.moveCenter(rect.center())
        box.moveLeft(rect.left() + ROW_START + (COPY_INDENT if copy else 0))
        return box

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, hit: Hit) -> None:
        copy = bool(index.data(COPY_ROLE))
        box = self.picture_box(option.rect, copy)
        self.picture(painter, option, hit, box)
        self.copies(painter, option, index, hit)
        if copy:
            painter.setPen(QPen(option.palette.color(_Role.Dark), 1))
            middle, left = option.rect.center().y(), box.left() - COPY_INDENT // 2
            painter.drawLine(left, option.rect.top(), left, middle)
            painter.drawLine(left, middle, box.left() - 4, middle)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        words = option.rect.adjusted(box.right() + 2 * ROW_MARGIN - option.rect.left(), 0, -ROW_MARGIN, 0)
        away = in_words(hit.away)
        second = ". ".join(part for part in (away[:1].upper() + away[1:], hit.caption) if part)
        name_font, second_font = QFont(option.font), smaller(option.font)
        name_height = QFontMetrics(name_font).lineSpacing()
        second_height = QFontMetrics(second_font).lineSpacing() if second else 0
        top = words.center().y() - (name_height + second_height) // 2 + 1
        painter.save()
        painter.setFont(name_font)
        painter.setPen(option.palette.color(_Role.HighlightedText if selected else _Role.Text))
        _draw_line(painter, QRect(words.left(), top, words.width(), name_height), wording.file_name(hit))
        if second:
            painter.setFont(second_font)
            painter.setPen(option.palette.color(_Role.HighlightedText) if selected else look.muted())
            _draw_line(painter, QRect(words.left(), top + name_height, words.width(), second_height), second)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, column: Column, heading: Heading) -> None:
        """A line through all columns, with the words on it in the first."""
        painter.save()
        middle, left = option.rect.center().y(), option.rect.left()
        if column is Column.NAME:
            painter.setFont(_bold(option.font))
            painter.setPen(option.palette.color(_Role.Text))
            words = option.rect.adjusted(ROW_START, 0, -ROW_MARGIN, 0)
            _draw_line(painter, words, heading.text)
            left = words.left() + painter.fontMetrics().horizontalAdvance(heading.text) + 2 * ROW_MARGIN
            painter.setFont(smaller(option.font))
            painter.setPen(look.muted())
            counted = wording.count(heading.count, "photo")
            width = painter.fontMetrics().horizontalAdvance(counted)
            if left + width <= words.right():
                _draw_line(painter, QRect(left, words.top(), words.right() - left, words.height()), counted)
                left += width + 2 * ROW_MARGIN
        painter.setPen(QPen(option.palette.color(_Role.Mid), 1))
        if left < option.rect.right():
            painter.drawLine(left, middle, option.rect.right(), middle)
        painter.restore()


class CellDelegate(ResultDelegate):
    """A cell of the grid: a large picture over its name; a badge where the match is not a likely one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        heading: Heading | None = index.data(HEADING_ROLE)
        if heading is not None:
            self._paint_heading(painter, option, heading)
            return
        hit: Hit = index.data(HIT_ROLE)
        bare = self.ground(painter, option, index)
        inner = self.picture_box(bare.rect, copy=False)
        place = self.picture(painter, bare, hit, inner)
        if hit.match is not Match.LIKELY:
            box = QRect(place.topLeft(), self.badge_size(bare, hit.match)).translated(5, 5)
            self.badge(painter, bare, hit.match, box, solid=True)
        self._paint_marks(painter, bare, hit, place)
        self.copies(painter, bare, index, hit)
        if index.data(COPY_ROLE):  # bound to the hit before it
            painter.fillRect(bare.rect.left() - 2, inner.top(), 3, inner.height(), bare.palette.color(_Role.Accent))
        selected = bool(bare.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setPen(bare.palette.color(_Role.HighlightedText if selected else _Role.Text))
        name = QRect(inner.left(), inner.top() + inner.width() + 2, inner.width(), bare.fontMetrics.lineSpacing())
        # Names lose their middle, so that numbering and ending are seen.
        middle, shorten = Qt.AlignmentFlag.AlignHCenter, Qt.TextElideMode.ElideMiddle
        _draw_line(painter, name, wording.file_name(hit), middle, shorten)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = GRID_PICTURE + 2 * GRID_MARGIN
        return QSize(width, width + option.fontMetrics.lineSpacing() + 2)

    def picture_box(self, rect: QRect, copy: bool) -> QRect:
        inner = rect.adjusted(GRID_MARGIN, GRID_MARGIN, -GRID_MARGIN, -GRID_MARGIN)
        return QRect(inner.left(), inner.top(), inner.width(), inner.width())

    def _paint_marks(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit, place: QRect) -> None:
        width = marks_width(hit.rating, hit.favourite, MARK_SIDE)
        if not width:
            return
        pill = QRectF(0, 0, width + 10, MARK_SIDE + 6)
        pill.moveBottomLeft(QRectF(place).adjusted(5, 0, 0, -5).bottomLeft())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(_Role.Base))
        painter.drawRoundedRect(pill, CORNER, CORNER)
        painter.restore()
        colour = option.palette.color(_Role.Accent)
        paint_marks(painter, pill.left() + 5, pill.center().y(), MARK_SIDE, hit.rating, hit.favourite, colour)

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
        """A quiet card in the place of a picture, for what follows it."""
        box = self.picture_box(option.rect, copy=False)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(box), CORNER, CORNER)
        painter.fillPath(outline, option.palette.color(_Role.AlternateBase))
        painter.fillRect(box.left(), box.top() + 2 * CORNER, 3, box.height() - 4 * CORNER, look.muted())
        words = box.adjusted(2 * GRID_MARGIN, 2 * GRID_MARGIN, -GRID_MARGIN, -GRID_MARGIN)
        wrap = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.setFont(_bold(option.font))
        painter.setPen(option.palette.color(_Role.Text))
        used = painter.boundingRect(words, wrap, heading.text)
        painter.drawText(words, wrap, heading.text)
        painter.setFont(smaller(option.font))
        painter.setPen(look.muted())
        counted = wording.count(heading.count, "photo")
        painter.drawText(words.adjusted(0, used.height() + ROW_MARGIN, 0, 0), wrap, counted)
        painter.restore()


def smaller(font: QFont) -> QFont:
    less = QFont(font)
    less.setPointSizeF(font.pointSizeF() * SMALLER)
    return less


def _bold(font: QFont) -> QFont:
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    return heavy


def _copies_text(hit: Hit) -> str:
    return f"+{hit.copies}"


def _inside(image: QImage | None, box: QRect) -> QRect:
    """Where a picture of these proportions lies in the middle of `box`; all of `box` without one."""
    if image is None or image.isNull():
        return box
    size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(box.topLeft(), size)
    place.moveCenter(box.center())
    return place


def _draw_line(
    painter: QPainter,
    box: QRect,
    text: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    shorten: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """One line of text, shortened where it does not fit."""
    elided = painter.fontMetrics().elidedText(text, shorten, box.width())
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, elided)
