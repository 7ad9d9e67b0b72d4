"""The picture that is searched by: one that was dropped or pasted, with a small one to show. Nothing is read on the GUI
thread. No widgets here."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.settings import load_settings
from app.ui.results.thumbnails import fitted, kept_picture
from app.ui.tasks import Tasks

# A pasted picture is kept no longer than this: finding it again takes no more.
LONGEST_SIDE = 1600
THUMBNAIL_SIDE = 96
PASTED = "pasted picture.png"


def is_pasted(path: Path) -> bool:
    """Whether a picture goes when the program ends, so that a search by it cannot be kept."""
    return path.name == PASTED


class QueryPicture(QObject):
    """At most one picture. What was pasted has no file, so it gets one in a temporary folder, gone when the program
    ends."""

    changed = Signal()  # another picture, or none
    drawn = Signal(QImage)  # the small picture of this one
    failed = Signal(str)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.path: Path | None = None

    def show(self, path: Path | None) -> None:
        """Takes a picture, or none, without telling: it belongs to a search that is shown."""
        if path != self.path:
            self.path = path
            self.draw(path)

    def draw(self, path: Path | None) -> None:
        """Only draws a picture that is no part of the text."""
        self._tasks.drop("query picture")
        self.drawn.emit(QImage())
        if path is not None:
            self._tasks.run(
                self._tasks.files, lambda: _thumbnail(path), self.drawn.emit, lambda _: None, lane="query picture"
            )

    def take(self, path: Path | None) -> None:
        """Another picture to search by, or none any more."""
        self.show(path)
        self.changed.emit()

    def take_image(self, image: QImage) -> None:
        """A picture without a file."""
        self._tasks.run(self._tasks.files, lambda: self._keep(image), self.take, self._not_kept, lane="pasted picture")

    def shut_down(self) -> None:
        """What was pasted goes; nothing may be pasted afterwards."""
        if self._folder is not None:
            self._folder.cleanup()

    def _keep(self, image: QImage) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="snowline-")
        image = fitted(image, LONGEST_SIDE)
        # Each picture in a folder of its own, so that all can have a name that reads well.
        folder = Path(self._folder.name) / hashlib.sha256(bytes(image.constBits())).hexdigest()[:16]
        folder.mkdir(exist_ok=True)
        if not image.save(str(folder / PASTED)):
            raise OSError(f"cannot write {folder / PASTED}")
        return folder / PASTED

    def _not_kept(self, _: Exception) -> None:
        self.failed.emit(self.tr("This picture cannot be searched by: there is no room for it on the disk."))


def _thumbnail(path: Path) -> QImage:
    from app.media.decode import decode

    picture = decode(path, max_pixels=load_settings().max_pixels, thumbnail_side=THUMBNAIL_SIDE)
    return kept_picture(picture.thumbnail, THUMBNAIL_SIDE)
