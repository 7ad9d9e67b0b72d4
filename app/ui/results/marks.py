"""Stars, hearts and crosses: how a person's marks are drawn, as outlines that no font must have."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

STARS = 5
_POINTS = 5
_WAIST = 0.45  # where a star's arms meet, as a part of its radius
_GAP = 0.15  # between two marks, as a part of their side
_ROOM = 0.4  # before the heart, likewise


def star(box: QRectF) -> QPainterPath:
    """A star that fills a square box."""
    middle, radius = box.center(), box.width() / 2
    corners = [
        QPointF(
            middle.x() + radius * (1.0 if number % 2 == 0 else _WAIST) * math.sin(math.pi * number / _POINTS),
            middle.y() - radius * (1.0 if number % 2 == 0 else _WAIST) * math.cos(math.pi * number / _POINTS),
        )
        for number in range(2 * _POINTS)
    ]
    path = QPainterPath()
    path.addPolygon(QPolygonF([*corners, corners[0]]))
    return path


def heart(box: QRectF) -> QPainterPath:
    """A heart that fills a square box."""
    left, top, side = box.left(), box.top(), box.width()

    def at(x: float, y: float) -> QPointF:
        return QPointF(left + x * side, top + y * side)

    path = QPainterPath(at(0.5, 0.95))
    path.cubicTo(at(0.05, 0.6), at(-0.05, 0.1), at(0.27, 0.1))
    path.cubicTo(at(0.42, 0.1), at(0.5, 0.22), at(0.5, 0.3))
    path.cubicTo(at(0.5, 0.22), at(0.58, 0.1), at(0.73, 0.1))
    path.cubicTo(at(1.05, 0.1), at(0.95, 0.6), at(0.5, 0.95))
    return path


def marks_width(rating: int | None, favourite: bool, side: float) -> float:
    """How wide `paint_marks` draws; 0 where there is nothing to draw."""
    count = 1 if rating == -1 else max(rating or 0, 0)
    width = count * side + max(count - 1, 0) * _GAP * side
    if not favourite:
        return width
    return width + side + (_ROOM * side if count else 0)


def paint_marks(
    painter: QPainter, left: float, middle: float, side: float, rating: int | None, favourite: bool, colour: QColor
) -> None:
    """Draws the stars that there are (a cross for a rejected photo) and the favourite's heart, in a row."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(left, middle - side / 2, side, side)
    if rating == -1:
        painter.setPen(QPen(colour, max(side / 6, 1.5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        inner = box.adjusted(side / 5, side / 5, -side / 5, -side / 5)
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())
        box.translate(side * (1 + _GAP), 0)
    for _ in range(max(rating or 0, 0)):
        painter.fillPath(star(box), colour)
        box.translate(side * (1 + _GAP), 0)
    if favourite:
        box.translate((_ROOM - _GAP) * side if rating else 0, 0)
        painter.fillPath(heart(box), colour)
    painter.restore()
