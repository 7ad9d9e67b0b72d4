"""The preview pane: one photo larger, with what is known of it and why it was found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.domain import Hit, Unreadable
from app.settings import load_settings
from app.ui import wording
from app.ui.photo.about import GAP, About
from app.ui.photo.facts import BRIEF
from app.ui.photo.frames import Frame, read_frame
from app.ui.photo.labels import plain_label
from app.ui.results.thumbnails import Thumbnails
from app.ui.tasks import Tasks
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.media.details import Details

# Wide enough for the pane at 2x on most screens, and quick to decode.
PICTURE_SIDE = 1280
# The stored thumbnail stands in until the file is decoded.
STAND_IN_SIDE = 320
# Moving quickly through the list must neither decode nor describe every photo on the way.
SETTLE_MS = 120
STAY_MS = 60
MARGIN = 16
LEAST_PICTURE = 160
HIGHEST_PICTURE = 0.8  # of its width


class Seen(NamedTuple):
    """What was read of a file for the pane."""

    frame: Frame
    details: Details | None


class Preview(QScrollArea):
    """Shows a hit, or asks to choose one. What is wished for leaves through `about`, and a double click on the picture
    as `view_wanted`."""

    view_wanted = Signal(object)  # Hit

    def __init__(self, tasks: Tasks, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName(self.tr("Preview"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tasks, self._thumbnails = tasks, thumbnails
        self._hit: Hit | None = None
        self._next: Hit | None = None  # the latest to be shown, while photos go by
        self._resting = False
        self._frame: Frame | None = None
        self._stay = QTimer(self, singleShot=True, interval=STAY_MS)
        self._stay.timeout.connect(self._arrive)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._read)
        thumbnails.arrived.connect(self._stand_in)

        self.picture = Picture()
        self.picture.opened.connect(self._view)
        self.empty = plain_label("previewNote", self.tr("Choose a photo to see it here."))
        self.about = About(BRIEF)
        inside = QWidget()
        inside.setObjectName("previewInside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for part in (self.picture, self.empty, self.about):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
        self._show(None)

    def prepare(self) -> None:
        """Makes what takes longest to show of a photo, before there is one."""
        self.about.tags.prepare()
        self.about.why.prepare()

    def show_hit(self, hit: Hit | None) -> None:
        """Shows a photo at once, or, while one follows another quickly, the one that they end with. None may be a row
        that is on its way: the photo of before stays a moment longer."""
        self._next = hit
        if self._resting:
            return
        if hit is not None and (self._is_shown(hit) or not self._stay.isActive()):
            self._arrive()
        self._stay.start()

    def edit_caption(self) -> None:
        """Opens the field for the caption of the current photo."""
        self._arrive()
        if self._hit is not None:
            self.about.caption.edit()
            self.ensureWidgetVisible(self.about.caption)

    def rest(self, resting: bool) -> None:
        """Shows nothing new while nobody can see it."""
        self._resting = resting
        if not resting:
            self._arrive()

    def _arrive(self) -> None:
        if self._next is not self._hit:
            self._show(self._next)

    def _is_shown(self, hit: Hit) -> bool:
        return self._hit is not None and (hit.photo_id, hit.path) == (self._hit.photo_id, self._hit.path)

    def _show(self, hit: Hit | None) -> None:
        if hit is not None and self._is_shown(hit):
            self._hit = hit  # the same file, about which something else is known now
            self._show_words(hit)
            return
        self.about.settle()
        self._hit = hit
        self._tasks.drop("preview")
        self._settle.stop()
        self.picture.set_image(None)
        self._frame = None
        self.empty.setVisible(hit is None)
        for part in (self.picture, self.about):
            part.setVisible(hit is not None)
        if hit is None:
            return
        self._show_words(hit)
        self._stand_in()
        if hit.online:
            self._settle.start()

    def _show_words(self, hit: Hit) -> None:
        self.setUpdatesEnabled(False)
        self.about.show_hit(hit)
        self.picture.setAccessibleName(wording.row(hit))
        self.setUpdatesEnabled(True)

    def _view(self) -> None:
        if self._hit is not None:
            self.view_wanted.emit(self._hit)

    def _stand_in(self) -> None:
        """The stored thumbnail, while there is nothing better."""
        if self._hit is None or self.picture.has_image:
            return
        image = self._thumbnails.get(self._hit, STAND_IN_SIDE)
        if image is not None and not image.isNull():
            self.picture.set_image(image)

    def _read(self) -> None:
        if self._hit is None:
            return
        path = Path(self._hit.path)
        self._tasks.run(self._tasks.files, lambda: read_file(path), self._take, self._failed, lane="preview")

    def _take(self, seen: Seen) -> None:
        self._frame = seen.frame  # holds the memory that is drawn from
        self.picture.set_image(seen.frame.image)
        self.about.show_details(seen.details)

    def _failed(self, error: Exception) -> None:
        self.about.say(self.tr("The file cannot be read now: {0}").format(in_words(str(error))))


class Picture(QWidget):
    """One picture as large as the width allows, scaled once for each size."""

    opened = Signal()  # by a double click

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The scroll area asks for this before it shows its bar; a hint that followed the width made the bar come and go
        # forever.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._image: QImage | None = None
        self._scaled: QImage | None = None

    @property
    def has_image(self) -> bool:
        return self._image is not None

    def set_image(self, image: QImage | None) -> None:
        self._image, self._scaled = image, None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(STAND_IN_SIDE, self.heightForWidth(STAND_IN_SIDE))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the picture needs at this width, but so that what is known of it stays in view."""
        if self._image is None or self._image.isNull():
            return max(LEAST_PICTURE, width * 2 // 3)
        wanted = width * self._image.height() // self._image.width()
        return max(LEAST_PICTURE, min(wanted, round(width * HIGHEST_PICTURE)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image is None:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Midlight))
            return
        ratio = self.devicePixelRatioF()
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
        if self._scaled is None or self._scaled.size() != wanted:
            ignore, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._scaled = self._image.scaled(wanted, ignore, smooth)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        painter.drawImage(place, self._scaled)


def read_file(path: Path) -> Seen:
    """The photo at `path`, upright, its longer side at most `PICTURE_SIDE`, and what the file says of it. Raises
    `Unreadable`."""
    from app.media.details import read_details

    max_pixels = load_settings().max_pixels
    frame = read_frame(path, PICTURE_SIDE, max_pixels)
    try:
        details = read_details(path, max_pixels=max_pixels)
    except Unreadable:
        details = None
    return Seen(frame, details)
