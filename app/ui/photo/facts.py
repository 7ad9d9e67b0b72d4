"""Plain facts of a photo and its file: those of the library at once, those inside the file when they are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.domain import Hit
from app.ui import wording
from app.ui.photo import taken
from app.ui.photo.labels import ElidedLabel, plain_label
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.media.details import Details

# In this order; the pane beside the results shows fewer.
BRIEF = ("folder", "date", "place", "camera", "settings", "pixels", "size", "type", "drive")
FULL = (
    "name", "folder", "date", "place", "position", "height", "camera", "lens", "settings", "focal", "flash", "pixels",
    "size", "type", "drive", "software", "artist", "copyright",
)  # fmt: skip
_ALWAYS = frozenset(("folder", "date", "size", "type", "drive"))


class Facts(QWidget):
    """A line for each fact that is known. `said` tells what was copied."""

    said = Signal(str)

    def __init__(self, wanted: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hit: Hit | None = None
        self._details: Details | None = None
        words = {
            "name": self.tr("Name"),
            "folder": self.tr("Folder"),
            "date": self.tr("Date"),
            "place": self.tr("Place"),
            "position": self.tr("Position"),
            "height": self.tr("Height"),
            "camera": self.tr("Camera"),
            "lens": self.tr("Lens"),
            "settings": self.tr("Exposure"),
            "focal": self.tr("Focal length"),
            "flash": self.tr("Flash"),
            "pixels": self.tr("Pixels"),
            "size": self.tr("Size"),
            "type": self.tr("Type"),
            "drive": self.tr("Drive"),
            "software": self.tr("Program"),
            "artist": self.tr("By"),
            "copyright": self.tr("Rights"),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.keys: dict[str, QLabel] = {}
        self.values: dict[str, QLabel] = {}
        line = 0
        for fact in wanted:
            key = self.keys[fact] = plain_label("previewKey", words[fact])
            key.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            value = self.values[fact] = ElidedLabel() if fact == "folder" else plain_label()
            value.setAccessibleName(words[fact])
            grid.addWidget(key, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, line, 1, Qt.AlignmentFlag.AlignTop)
            line += 1
            if fact == "position":
                self.links = self._links()
                grid.addWidget(self.links, line, 1)
                line += 1

    def show_hit(self, hit: Hit) -> None:
        """What the library knows. What was read of another file goes."""
        if self._hit is None or self._hit.path != hit.path:
            self._details = None
        self._hit = hit
        self._fill()

    def show_details(self, details: Details | None) -> None:
        """What the file says of itself; None where it cannot be asked."""
        self._details = details
        self._fill()

    def _fill(self) -> None:
        hit = self._hit
        if hit is None:
            return
        unknown = self.tr("Unknown")
        told = {
            "name": wording.file_name(hit),
            "folder": wording.folder(hit),
            "date": wording.date(hit.date) or unknown,
            "place": hit.place or "",
            "size": wording.size(hit.size),
            "type": hit.type,
            "drive": in_words(hit.drive) or unknown,
            **(_inside(self._details) if self._details is not None else {}),
        }
        for fact, value in self.values.items():
            text = told.get(fact, "")
            value.setText(text)
            for part in (self.keys[fact], value):
                part.setVisible(bool(text) or fact in _ALWAYS)
        if "position" in self.values:
            self.links.setVisible(bool(told.get("position")))

    def _links(self) -> QWidget:
        links = QWidget()
        line = QHBoxLayout(links)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        ways: tuple[tuple[str, str, Callable[[], None]], ...] = (
            (
                self.tr("Copy map link"),
                self.tr("Copies an address at OpenStreetMap. Nothing is opened or sent."),
                self._copy_map,
            ),
            (
                self.tr("Copy position"),
                self.tr("Copies the position as a geo: address, which map programs open."),
                self._copy_position,
            ),
        )
        for text, tip, copy in ways:
            link = QPushButton(text)
            link.setObjectName("link")
            link.setFlat(True)
            link.setToolTip(tip)
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            link.clicked.connect(lambda _=False, do=copy: do())
            line.addWidget(link)
        line.addStretch(1)
        return links

    def _copy_map(self) -> None:
        if self._details is not None:
            QGuiApplication.clipboard().setText(taken.map_link(self._details.metadata))
            self.said.emit(self.tr("Map link copied. Paste it into a browser to see the place."))

    def _copy_position(self) -> None:
        if self._details is not None:
            QGuiApplication.clipboard().setText(taken.geo_uri(self._details.metadata))
            self.said.emit(self.tr("Position copied"))


def _inside(details: Details) -> dict[str, str]:
    metadata = details.metadata
    return {
        "position": taken.position(metadata),
        "height": taken.height(details),
        "camera": metadata.camera or "",
        "lens": metadata.lens or "",
        "settings": taken.settings(details),
        "focal": taken.focal(details),
        "flash": taken.flash(details),
        "pixels": taken.dimensions(metadata),
        "software": details.software or "",
        "artist": details.artist or "",
        "copyright": details.copyright or "",
    }
