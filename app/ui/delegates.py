"""How one result is painted: a row with picture, name and caption, or a cell of the thumbnail grid.

Pictures come from `Thumbnails`, which never waits. How sure a match is, is told by a word, not only by a colour.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain import Hit, Match
from app.ui import look, wording
from app.ui.results_model import HIT_ROLE, STARTS_GROUP_ROLE, Column
from app.ui.thumbnails import Thumbnails

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
SMALLER = 0.9  # second lines and badges, as a part of the font's size


class ResultDelegate(QStyledItemDelegate):
    """What rows and cells share: the ground, the picture and the badge."""

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
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, "No picture")
        else:
            painter.setClipPath(outline)
            painter.setOpacity(1.0 if hit.online else 0.55)
            painter.drawImage(QRectF(place), image)
        painter.restore()
        return place

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
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, wording.MATCH_WORDS[match])
        painter.restore()

    def badge_size(self, option: QStyleOptionViewItem, match: Match) -> QSize:
        metrics = QFontMetrics(smaller(option.font))
        width = metrics.horizontalAdvance(wording.MATCH_WORDS[match])
        return QSize(width + 2 * BADGE_PADDING + 2, metrics.height() + 4)


class RowDelegate(ResultDelegate):
    """A row of the list: picture, name and caption in the first column, a badge in the last, words between."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HIT_ROLE)
        if index.column() == Column.NAME:
            self._paint_name(painter, self.ground(painter, option, index), hit)
        elif index.column() == Column.MATCH:
            bare = self.ground(painter, option, index)
            box = QRect(bare.rect.topLeft(), self.badge_size(bare, hit.match))
            box.moveCenter(bare.rect.center())
            box.moveLeft(bare.rect.left() + ROW_START)
            self.badge(painter, bare, hit.match, box, solid=False)
        else:
            super().paint(painter, option, index)
        if index.data(STARTS_GROUP_ROLE):
            painter.save()
            painter.setPen(QPen(option.palette.color(_Role.Dark), 1))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = option.fontMetrics.lineSpacing() + QFontMetrics(smaller(option.font)).lineSpacing()
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(ROW_PICTURE.height(), words) + 2 * ROW_MARGIN)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit) -> None:
        box = QRect(option.rect.topLeft(), ROW_PICTURE)
        box.moveCenter(option.rect.center())
        box.moveLeft(option.rect.left() + ROW_START)
        self.picture(painter, option, hit, box)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        words = option.rect.adjusted(ROW_START + ROW_PICTURE.width() + 2 * ROW_MARGIN, 0, -ROW_MARGIN, 0)
        second = ". ".join(part for part in (hit.away[:1].upper() + hit.away[1:], hit.caption) if part)
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


class CellDelegate(ResultDelegate):
    """A cell of the grid: a large picture over its name; a badge where the match is not a likely one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HIT_ROLE)
        bare = self.ground(painter, option, index)
        inner = bare.rect.adjusted(GRID_MARGIN, GRID_MARGIN, -GRID_MARGIN, -GRID_MARGIN)
        place = self.picture(painter, bare, hit, QRect(inner.left(), inner.top(), inner.width(), inner.width()))
        if hit.match is not Match.LIKELY:
            box = QRect(place.topLeft(), self.badge_size(bare, hit.match)).translated(5, 5)
            self.badge(painter, bare, hit.match, box, solid=True)
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


def smaller(font: QFont) -> QFont:
    less = QFont(font)
    less.setPointSizeF(font.pointSizeF() * SMALLER)
    return less


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
