"""Where a picture lies in a view: how large, and which part of it. Plain arithmetic over sizes and points, no widget.

Lengths are device pixels, of the view and of the picture, so that 100 % shows each of its pixels once.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

STEP = 1.25  # of a wheel's notch or a key
LARGEST = 16.0
SMALLEST = 0.02
STAND_IN_ENLARGED = 4.0  # at most, for a thumbnail that stands for a picture: that would be a wall of squares


class Zoom:
    """A picture of `picture` pixels in a view of `view` pixels: fitted, until it is enlarged. One that is smaller than
    the view is shown as large as it is."""

    def __init__(self) -> None:
        self.picture, self.view = QSizeF(), QSizeF()
        self._scale = 1.0
        self._centre = QPointF()  # of the view, in the picture
        self.fitted = True
        self._most = 1.0  # the scale at which it is fitted, at most

    @property
    def fit_scale(self) -> float:
        """The scale at which the whole picture is in view."""
        if self.picture.isEmpty() or self.view.isEmpty():
            return 1.0
        sides = (self.view.width() / self.picture.width(), self.view.height() / self.picture.height())
        return min(*sides, self._most)

    @property
    def scale(self) -> float:
        """Device pixels for a pixel of the picture."""
        return self.fit_scale if self.fitted else self._scale

    @property
    def overflows(self) -> bool:
        """A part of the picture lies outside the view."""
        size = self.picture * self.scale
        return size.width() > self.view.width() + 1 or size.height() > self.view.height() + 1

    def place(self) -> QRectF:
        """Where the whole picture lies in the view."""
        size = self.picture * self.scale
        middle = QPointF(self.view.width() / 2, self.view.height() / 2)
        centre = QPointF(self.picture.width() / 2, self.picture.height() / 2) if self.fitted else self._centre
        return QRectF(middle - centre * self.scale, size)

    def show(self, picture: QSizeF, *, keep: bool = False, stands_in: bool = False) -> None:
        """Another picture, fitted; with `keep`, the same one in more or fewer pixels, as large and at the same place as
        before. One that `stands_in` for another, of more pixels, is enlarged to fit."""
        self._most = STAND_IN_ENLARGED if stands_in else 1.0
        before, self.picture = self.picture, picture
        if not keep or before.isEmpty() or picture.isEmpty():
            self.fit()
            return
        more = picture.width() / before.width()
        self._scale /= more
        self._centre *= more
        self._bound()

    def resize(self, view: QSizeF) -> None:
        self.view = view
        self._bound()

    def fit(self) -> None:
        self.fitted = True

    def zoom(self, scale: float, at: QPointF | None = None) -> None:
        """Another scale; what lies at the point `at` of the view (by default its middle) stays there."""
        if self.picture.isEmpty() or self.view.isEmpty():
            return
        middle = QPointF(self.view.width() / 2, self.view.height() / 2)
        at = at or middle
        place, before = self.place(), self.scale
        held = (at - place.topLeft()) / before
        self._scale = min(max(scale, min(SMALLEST, self.fit_scale)), LARGEST)
        self.fitted = False
        self._centre = held + (middle - at) / self._scale
        self._bound()

    def pan(self, by: QPointF) -> None:
        """Moves the picture in the view, no further than to its edges."""
        if not self.fitted:
            self._centre -= by / self._scale
            self._bound()

    def _bound(self) -> None:
        """No gap beside a picture that is larger than the view; a smaller one stands in the middle."""
        if self.fitted or self._scale <= 0:
            return
        seen = self.view / self._scale
        self._centre = QPointF(
            _bounded(self._centre.x(), seen.width(), self.picture.width()),
            _bounded(self._centre.y(), seen.height(), self.picture.height()),
        )


def _bounded(centre: float, seen: float, whole: float) -> float:
    if seen >= whole:
        return whole / 2
    return min(max(centre, seen / 2), whole - seen / 2)
