"""Photos decoded for the viewer off the GUI thread: the one that is looked at first, then its neighbours, and its full
size when it is zoomed. Only these are kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage

from app.domain import Hit
from app.settings import load_settings
from app.ui.shell.allocator import give_back
from app.ui.tasks import Tasks

LARGEST_SIDE = 3840  # device pixels of a frame for the screen
# Three bytes each: what one photo in full size may take.
FULL_PIXELS, FULL_PIXELS_LOW = 48_000_000, 12_000_000

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """A decoded photo. `natural` is its whole size in pixels; `pixels` hold the memory that `image` draws from."""

    image: QImage
    natural: QSizeF
    pixels: Any

    @property
    def is_full(self) -> bool:
        return self.image.width() >= self.natural.width()


class Frames(QObject):
    """`look` asks for a photo and its neighbours, `sharpen` for the photo in full. What comes is told by `arrived`."""

    arrived = Signal(object, object)  # Hit, Frame
    failed = Signal(object, object)  # Hit, Exception

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._settings = load_settings()
        self._kept: dict[Key, Frame] = {}
        self._here: Key | None = None
        self._beside: list[Hit] = []
        self._side = 0
        self._reading: Key | None = None  # for the photo that is looked at
        self._full: Frame | None = None  # of that photo
        self._sharpening = False

    def look(self, hit: Hit, beside: Iterable[Hit], side: int) -> Frame | None:
        """The photo's frame, where it is there already; else it is read, at most `side` device pixels long. Then come
        those that lie `beside` it. All others are forgotten."""
        key = _key(hit)
        if key != self._here:
            self._here, self._full, self._sharpening = key, None, False
            self._tasks.drop("view full")
        self._beside = [other for other in beside if other.online and _key(other) != key]
        self._side = min(side, LARGEST_SIDE)
        wanted = {key, *map(_key, self._beside)}
        self._kept = {one: kept for one, kept in self._kept.items() if one in wanted}
        if key in self._kept:
            self._preload()
        elif hit.online and self._reading != key:
            self._reading = key
            self._read(hit, "view")
        return self._full or self._kept.get(key)

    def sharpen(self, hit: Hit) -> None:
        """Reads the photo in full, as far as the memory for it goes."""
        key = _key(hit)
        kept = self._kept.get(key)
        if kept is None or kept.is_full or self._full is not None or self._sharpening or key != self._here:
            return
        self._sharpening = True
        most = min(self._settings.max_pixels, FULL_PIXELS_LOW if self._settings.low_memory else FULL_PIXELS)
        natural = kept.natural
        shrink = min(1.0, (most / (natural.width() * natural.height())) ** 0.5)
        side = round(max(natural.width(), natural.height()) * shrink)
        path, max_pixels = Path(hit.path), self._settings.max_pixels

        def done(full: Frame) -> None:
            if self._here == key:
                self._full, self._sharpening = full, False
                self.arrived.emit(hit, full)

        self._tasks.run(
            self._tasks.files,
            lambda: read_frame(path, side, max_pixels, screen=False),
            done,
            lambda _: None,  # the smaller frame stays
            lane="view full",
        )

    def forget(self) -> None:
        """Nobody looks any more: all memory is given back."""
        self._kept.clear()
        self._beside = []
        self._here = self._reading = self._full = None
        self._sharpening = False
        for lane in ("view", "view full", "view beside 0", "view beside 1"):
            self._tasks.drop(lane)
        self._tasks.run(self._tasks.files, give_back, lambda _: None, lambda _: None, lane="give memory back")

    def _preload(self) -> None:
        # Each in a lane of its own, so that what nobody waits for any more is not read.
        for number, other in enumerate(self._beside):
            if _key(other) not in self._kept:
                self._read(other, f"view beside {number}")

    def _read(self, hit: Hit, lane: str) -> None:
        key, path, side, max_pixels = _key(hit), Path(hit.path), self._side, self._settings.max_pixels

        def done(read: Frame) -> None:
            if key == self._reading:
                self._reading = None
            if key != self._here and key not in map(_key, self._beside):
                return
            self._kept[key] = read
            if key == self._here:
                self.arrived.emit(hit, read)
                self._preload()

        def failed(error: Exception) -> None:
            if key == self._reading:
                self._reading = None
            if key == self._here:
                self.failed.emit(hit, error)

        self._tasks.run(self._tasks.files, lambda: read_frame(path, side, max_pixels), done, failed, lane=lane)


def read_frame(path: Path, side: int, max_pixels: int, *, screen: bool = True) -> Frame:
    """The photo at `path`, upright, its longer side at most `side`. One for the `screen` is laid out as it is drawn;
    another stays as small as it can. Raises `Unreadable`.

    Nothing of Qt's works on pixels here: that would hold up every other thread meanwhile.
    """
    import numpy as np

    from app.media.decode import frame

    picture = frame(path, max_pixels=max_pixels, side=side)
    pixels = picture.pixels
    height, width, _ = pixels.shape
    natural = QSizeF(max(picture.metadata.width, width), max(picture.metadata.height, height))
    if not screen:
        return Frame(QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888), natural, pixels)
    drawn = np.full((height, width, 4), 255, np.uint8)
    drawn[..., :3] = pixels if sys.byteorder == "big" else pixels[..., ::-1]
    return Frame(QImage(drawn.data, width, height, 4 * width, QImage.Format.Format_RGB32), natural, drawn)


def _key(hit: Hit) -> Key:
    return hit.photo_id, hit.path
