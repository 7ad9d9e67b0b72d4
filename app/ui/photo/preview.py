"""The preview pane: one photo larger, with what is known of it and why it was found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain import Hit, day_in_words
from app.media.decode import decode
from app.settings import load_settings
from app.ui import wording
from app.ui.flow import FlowLayout
from app.ui.photo.rating_bar import RatingBar
from app.ui.photo.reasons import Reasons
from app.ui.results.changes import OWN
from app.ui.results.thumbnails import Thumbnails, fitted
from app.ui.tasks import Tasks
from app.ui.translation import in_words, marked, translate

# Wide enough for the pane at 2x on most screens, and quick to decode.
PICTURE_SIDE = 1280
# The stored thumbnail stands in until the file is decoded.
STAND_IN_SIDE = 320
# Moving quickly through the list must not decode every photo on the way.
SETTLE_MS = 120
MARGIN = 16
LEAST_PICTURE = 160
HIGHEST_PICTURE = 0.8  # of its width
TAGS_AT_MOST = 8
WAITING_NOTE = marked("preview", "Not described yet; found by its name and place.")


class Preview(QScrollArea):
    """Shows a hit, or asks to choose one."""

    tag_wanted = Signal(str)
    rate_wanted = Signal(list, object)  # the Hit in a list; 1 to 5, or None
    favourite_wanted = Signal(list, bool)
    unfold_wanted = Signal(object)  # Hit

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
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._read)
        thumbnails.arrived.connect(self._stand_in)

        self.picture = Picture()
        self.name = _label("previewName")
        self.caption = _label("previewCaption")
        self.note = _label("previewNote")
        self._tags = QWidget()
        self._tag_flow = FlowLayout(self._tags)
        self.rating = RatingBar()
        self.rating.rate_wanted.connect(lambda rating: self.rate_wanted.emit([self._hit], rating))
        self.rating.favourite_wanted.connect(lambda wanted: self.favourite_wanted.emit([self._hit], wanted))
        self.copies = QPushButton()
        self.copies.setObjectName("link")
        self.copies.setFlat(True)
        self.copies.setCursor(Qt.CursorShape.PointingHandCursor)
        self.copies.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.copies.clicked.connect(lambda: self.unfold_wanted.emit(self._hit))
        self._why_title, self.why = _label("previewHeading", self.tr("Why it was found")), Reasons()
        self._tags_title = _label("previewHeading", self.tr("Tags"))
        self._facts_title = _label("previewHeading", self.tr("File"))
        self._facts = QGridLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        words = {
            "folder": self.tr("Folder"),
            "date": self.tr("Date"),
            "place": self.tr("Place"),
            "size": self.tr("Size"),
            "type": self.tr("Type"),
            "drive": self.tr("Drive"),
        }
        self._fact_keys: dict[str, QLabel] = {}
        self._fact_labels = {fact: ElidedLabel() if fact == "folder" else _label() for fact in words}
        for line, (fact, label) in enumerate(self._fact_labels.items()):
            key = self._fact_keys[fact] = _label("previewKey", words[fact])
            key.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            self._facts.addWidget(key, line, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label, line, 1, Qt.AlignmentFlag.AlignTop)

        inside = QWidget()
        inside.setObjectName("previewInside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(6)
        column.addWidget(self.picture)
        for part in (self.name, self.rating, self.caption, self.copies, self.note):
            column.addWidget(part)
        parts: tuple[tuple[QLabel, QWidget], ...] = ((self._why_title, self.why), (self._tags_title, self._tags))
        for title, widget in parts:
            column.addSpacing(6)
            column.addWidget(title)
            column.addWidget(widget)
        column.addSpacing(6)
        column.addWidget(self._facts_title)
        column.addLayout(self._facts)
        column.addStretch(1)
        self.setWidget(inside)
        self._parts = [w for w in inside.findChildren(QWidget) if w.parent() is inside]
        self.show_hit(None)

    def show_hit(self, hit: Hit | None) -> None:
        if (
            hit is not None
            and self._hit is not None
            and (hit.photo_id, hit.path) == (self._hit.photo_id, self._hit.path)
        ):
            self._hit = hit  # the same file, about which something else is known now
            self._show_words(hit)
            return
        self._hit = hit
        self._tasks.drop("preview")
        self._settle.stop()
        for part in self._parts:
            part.setVisible(hit is not None)
        self.picture.set_image(None)
        if hit is None:
            self.note.setText(self.tr("Choose a photo to see it here."))
            self.note.setVisible(True)
            return
        self._show_words(hit)
        self._stand_in()
        if hit.online:
            self._settle.start()

    def _show_words(self, hit: Hit) -> None:
        self.name.setText(wording.file_name(hit))
        self.caption.setText(hit.caption)
        self.caption.setVisible(bool(hit.caption))
        self.rating.show_marks(hit)
        self.rating.setVisible(not hit.waiting)
        self.copies.setText(wording.folded(hit.copies))
        self.copies.setVisible(bool(hit.copies))
        notes = [] if hit.online else [self._away(hit)]
        if hit.waiting:
            notes.append(translate("preview", WAITING_NOTE))
        self._say(" ".join(notes))
        self.why.show_reasons(hit)
        for widget in (self._why_title, self.why):
            widget.setVisible(bool(hit.why))
        self._show_tags(hit)
        facts = {
            "folder": wording.folder(hit),
            "date": wording.date(hit.date) or self.tr("Unknown"),
            "place": hit.place or "",
            "size": wording.size(hit.size),
            "type": hit.type,
            "drive": hit.drive or self.tr("Unknown"),
        }
        for fact, label in self._fact_labels.items():
            label.setText(facts[fact])
        for part in (self._fact_keys["place"], self._fact_labels["place"]):
            part.setVisible(bool(hit.place))
        self.picture.setAccessibleName(wording.row(hit))

    def _away(self, hit: Hit) -> str:
        drive = hit.drive or self.tr("a drive")
        if hit.last_seen is None:
            return self.tr("On {0}, which is not connected.").format(drive)
        words = self.tr("On {0}, which is not connected, last seen {1}.")
        return words.format(drive, in_words(day_in_words(hit.last_seen)))

    def _show_tags(self, hit: Hit) -> None:
        while (item := self._tag_flow.takeAt(0)) is not None:
            item.widget().deleteLater()
        for tag in hit.tags[:TAGS_AT_MOST]:
            sure = f"{round(100 * tag.p)} %" if tag.p < OWN else ""
            chip = QPushButton(f"{tag.name}  {sure}".strip().replace("&", "&&"))
            chip.setObjectName("chip")
            chip.setAccessibleName(self.tr("{0}, {1}: search for it").format(tag.name, sure or self.tr("your tag")))
            chip.setToolTip(self.tr("Search for “{0}”").format(tag.name))
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            chip.clicked.connect(lambda _=False, name=tag.name: self.tag_wanted.emit(name))
            self._tag_flow.addWidget(chip)
        for widget in (self._tags_title, self._tags):
            widget.setVisible(bool(hit.tags))

    def _say(self, note: str) -> None:
        self.note.setText(note)
        self.note.setVisible(bool(note))

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
        self._tasks.run(
            self._tasks.files, lambda: read_picture(path), self.picture.set_image, self._failed, lane="preview"
        )

    def _failed(self, error: Exception) -> None:
        self._say(self.tr("The file cannot be read now: {0}").format(in_words(str(error))))


class ElidedLabel(QLabel):
    """One line that loses its middle, or its end, where it does not fit; the whole text is its tool tip."""

    def __init__(self, elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__()
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = painter.fontMetrics().elidedText(self.text(), self._elide, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class Picture(QWidget):
    """One picture as large as the width allows, scaled once for each size."""

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


def read_picture(path: Path) -> QImage:
    """The photo at `path`, upright, its longer side at most `PICTURE_SIDE`. Raises `Unreadable`."""
    jpeg = decode(path, max_pixels=load_settings().max_pixels, thumbnail_side=PICTURE_SIDE).thumbnail
    return fitted(QImage.fromData(jpeg), PICTURE_SIDE)


def _label(name: str = "", text: str = "") -> QLabel:
    """Text that wraps and can be copied, and is never read as markup: captions and paths are not ours."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
