"""The picture in the viewer: drawn at any size, zoomed around the pointer, dragged."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from app.ui.photo.zooming import STEP, Zoom

NOTCH = 120  # eighths of a degree of a wheel
SHARP_FROM = 3.0  # from here on, the pixels themselves are wanted
ENOUGH = 1.02  # of a smaller frame's own size, up to which it is good enough


class Canvas(QWidget):
    """Shows one picture. `zoomed` tells that it lies or stands differently, `sharper_wanted` that it is shown larger
    than the frame that is there."""

    zoomed = Signal()
    sharper_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.zoom = Zoom()
        self._image: QImage | None = None
        self._dragged_from: QPointF | None = None

    @property
    def has_image(self) -> bool:
        return self._image is not None

    @property
    def is_sharp(self) -> bool:
        """The frame has as many pixels as are shown, or as there are."""
        if self._image is None:
            return True
        shown = self.zoom.picture.width() * self.zoom.scale
        return min(shown, self.zoom.picture.width()) <= self._image.width() * ENOUGH

    def show_image(self, image: QImage | None, natural: QSizeF, *, keep: bool = False, stands_in: bool = False) -> None:
        """Shows a frame of a picture that has `natural` pixels. With `keep`, it is a better frame of the same one;
        where it `stands_in`, nobody knows yet how many pixels there are."""
        self._image = image
        self.zoom.resize(self._view())
        self.zoom.show(natural, keep=keep, stands_in=stands_in)
        self._changed()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Around a point of this widget, by default the pointer, or the middle while that is elsewhere."""
        self.zoom_to(self.zoom.scale * factor, at)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        if at is None and self.underMouse():
            at = QPointF(self.mapFromGlobal(self.cursor().pos()))
        self.zoom.zoom(scale, None if at is None else at * self.devicePixelRatioF())
        self._changed()

    def fit(self) -> None:
        self.zoom.fit()
        self._changed()

    def toggle(self, at: QPointF | None = None) -> None:
        """From the whole picture to its own size, and back."""
        if self.zoom.fitted and abs(self.zoom.scale - 1) > 1e-3:
            self.zoom_to(1.0, at)
        else:
            self.fit()

    def pan_by(self, horizontally: float, vertically: float) -> None:
        """Moves the view by parts of its own size."""
        view = self.zoom.view
        self.zoom.pan(QPointF(-horizontally * view.width(), -vertically * view.height()))
        self._changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Base))
        if self._image is None or self._image.isNull() or self.zoom.picture.isEmpty():
            return
        ratio = self.devicePixelRatioF()
        place = self.zoom.place()
        seen = place.intersected(QRectF(QPointF(0, 0), self.zoom.view))
        if seen.isEmpty():
            return
        # Only what is in view is drawn: at 1,600 % the whole would be a wall of memory.
        part = self._image.width() / place.width(), self._image.height() / place.height()
        source = QRectF(
            (seen.x() - place.x()) * part[0],
            (seen.y() - place.y()) * part[1],
            seen.width() * part[0],
            seen.height() * part[1],
        )
        smooth = 1 / part[0] < SHARP_FROM
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        target = QRectF(seen.x() / ratio, seen.y() / ratio, seen.width() / ratio, seen.height() / ratio)
        painter.drawImage(target, self._image, source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.zoom.resize(self._view())
        super().resizeEvent(event)
        self._changed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.zoom_by(STEP ** (turned / NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.zoom.overflows:
            self._dragged_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            self.zoom.pan((event.position() - self._dragged_from) * self.devicePixelRatioF())
            self._dragged_from = event.position()
            self._changed()
        event.ignore()  # the viewer shows its controls when the pointer moves

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        self._show_hand()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.toggle(event.position())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + event.value(), event.position())
                return True
            if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
                self.toggle(event.position())
                return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                centre = QPoint(round(pinch.centerPoint().x()), round(pinch.centerPoint().y()))
                self.zoom_by(pinch.scaleFactor(), QPointF(self.mapFromGlobal(centre)))
                return True
        return super().event(event)

    def _view(self) -> QSizeF:
        return QSizeF(self.size()) * self.devicePixelRatioF()

    def _changed(self) -> None:
        self._show_hand()
        self.update()
        self.zoomed.emit()
        if not self.is_sharp:
            self.sharper_wanted.emit()

    def _show_hand(self) -> None:
        if self._dragged_from is not None:
            return
        if self.zoom.overflows:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()
