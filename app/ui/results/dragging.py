"""Photos on their way out to another program: their files, to be copied, with a small pile of them at the pointer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QDrag, QFont, QImage, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.domain import Hit
from app.ui import desktop, wording
from app.ui.results.thumbnails import Thumbnails, fitted

PICTURE = 96  # logical pixels of the longer side
PILE = 3  # pictures that are drawn over one another
SHIFT = 5
EDGE = 1
BADGE = 22


def start_drag(
    source: QWidget,
    hits: Sequence[Hit],
    thumbnails: Thumbnails,
    read_all: Callable[[Callable[[list[Hit]], object]], object] | None = None,
) -> None:
    """Drags the files of these photos until they are dropped. They are only ever copied.

    Where `hits` are only those of the chosen photos that are loaded, `read_all` gives all of them: the drag begins at
    once, and takes the others along as soon as they are read.
    """
    there = [hit for hit in hits if hit.online]
    if not there:
        return
    drag, mime = QDrag(source), QMimeData()
    ratio = source.devicePixelRatioF()

    def take(chosen: Sequence[Hit]) -> None:
        if not isValid(drag):
            return  # dropped meanwhile
        found = [hit for hit in chosen if hit.online]
        desktop.put_files(mime, found)
        drag.setPixmap(pile_of(_pictures(found, thumbnails), len(found), source, ratio))

    drag.setMimeData(mime)
    take(there)
    drag.setHotSpot(QPoint(PICTURE // 2, BADGE))
    if read_all is not None:
        read_all(take)
    drag.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)


def _pictures(hits: Sequence[Hit], thumbnails: Thumbnails) -> list[QImage]:
    """Of the first photos, what is at hand: nothing is waited for."""
    found = (thumbnails.largest(hit.photo_id) for hit in hits[:PILE])
    return [image for image in found if image is not None]


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
