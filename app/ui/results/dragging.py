"""Photos on their way out to another program: their files, to be copied, with a small pile of them at the pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QDrag, QFont, QImage, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.domain import Hit
from app.ui import desktop, wording
from app.ui.results.thumbnails import Thumbnails, fitted

PICTURE = 96  # logical pixels of the longer side
PILE = 3  # pictures that are drawn over one another
SHIFT = 5
EDGE = 1
BADGE = 22


def start_drag(source: QWidget, hits: Sequence[Hit], thumbnails: Thumbnails) -> None:
    """Drags the files of these photos until they are dropped. They are only ever copied."""
    there = [hit for hit in hits if hit.online]
    if not there:
        return
    drag = QDrag(source)
    drag.setMimeData(desktop.files_mime(there))
    ratio = source.devicePixelRatioF()
    side = round(PICTURE * ratio)
    # Whatever size of it is at hand: nothing is waited for.
    images = [thumbnails.get(hit, side) for hit in there[:PILE]]
    pile = pile_of([image for image in images if image is not None and not image.isNull()], len(there), source, ratio)
    drag.setPixmap(pile)
    drag.setHotSpot(QPoint(pile.deviceIndependentSize().toSize().width() // 2, BADGE))
    drag.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)


def pile_of(images: Sequence[QImage], count: int, widget: QWidget, ratio: float) -> QPixmap:
    """The pictures over one another, the first on top, with how many photos they stand for where it is not one."""
    colours = widget.palette()
    whole = PICTURE + SHIFT * (PILE - 1) + BADGE // 2
    pixmap = QPixmap(QSize(whole, whole) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    for number, image in reversed(list(enumerate(images[:PILE]))):
        small = fitted(image, round(PICTURE * ratio))
        size = QSize(round(small.width() / ratio), round(small.height() / ratio))
        place = QRect(QPoint(number * SHIFT, BADGE // 2 + number * SHIFT), size)
        painter.fillRect(place.adjusted(-EDGE, -EDGE, EDGE, EDGE), colours.color(QPalette.ColorRole.Base))
        painter.drawImage(place, small)
    if not images:
        place = QRect(0, BADGE // 2, PICTURE, PICTURE * 2 // 3)
        painter.fillRect(place, colours.color(QPalette.ColorRole.Midlight))
        painter.setPen(QPen(colours.color(QPalette.ColorRole.Mid), 1))
        painter.drawRect(place)
    if count > 1:
        _draw_count(painter, count, whole, colours, widget.font())
    painter.end()
    return pixmap


def _draw_count(painter: QPainter, count: int, whole: int, colours: QPalette, font: QFont) -> None:
    words = wording.number(count)
    bold = QFont(font)
    bold.setBold(True)
    painter.setFont(bold)
    wide = max(BADGE, painter.fontMetrics().horizontalAdvance(words) + BADGE // 2)
    badge = QRectF(whole - wide, 0, wide, BADGE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.color(QPalette.ColorRole.Accent))
    painter.drawRoundedRect(badge, BADGE / 2, BADGE / 2)
    painter.setPen(colours.color(QPalette.ColorRole.Base))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
