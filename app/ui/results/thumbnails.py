"""Small pictures for the lists: decoded to QImage in a thread pool, newest request first, kept in a bounded cache.

No QPixmap here: it may not exist off the GUI thread. The lists draw the QImage itself.
"""

from __future__ import annotations

import contextlib
import logging
from collections import OrderedDict, deque
from collections.abc import Set
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QBrush, QImage, QImageReader, QPainter

from app.domain import Hit, Unreadable
from app.settings import load_settings
from app.ui.tasks import NEVER, behind_the_window

if TYPE_CHECKING:
    from app.media.desktop_thumbnails import DesktopThumbnails
    from app.media.thumbnails import ThumbnailStore

_log = logging.getLogger(__name__)

# About 2,500 list thumbnails or 340 grid thumbnails at 1x: several screens in either direction.
CACHE_BYTES, CACHE_BYTES_LOW = 40 * 2**20, 12 * 2**20
# More than a big screen of grid cells; what was scrolled away beyond that is asked for again when it is seen.
WAITING_AT_MOST = 200
THREADS = 2
# Where more than so many times what is kept is wanted, the file itself is read.
LARGER = 1.1
PNG_BEGINS = b"\x89PNG"
FRAME_MS = 30  # pictures that come within this time are told of together

Wanted = tuple[int, int, int]  # photo id, longer side and radius of the corners in device pixels


class Thumbnails(QObject):
    """`get` answers at once with what is in the cache, and asks for the rest; `arrived` tells for which photos, by id,
    something came."""

    arrived = Signal(object)  # set of ids
    _announce = Signal()

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = library / "thumbnails"
        self._settings = load_settings()
        self._pool = QThreadPool(self)
        self._pool.setObjectName("thumbnails")
        self._pool.setMaxThreadCount(THREADS)
        self._pool.setExpiryTimeout(NEVER)
        self._step_back = behind_the_window(self._pool)
        # The GUI thread puts in what waits, threads take it out, and put in what they read: each step is one that needs
        # no lock, for which the GUI thread might wait while a thread that holds it waits for a processor.
        self._waiting: OrderedDict[Wanted, tuple[Hit, int]] = OrderedDict()
        self._underway: set[Wanted] = set()
        self._read_by_now: deque[tuple[Wanted, QImage, int]] = deque()
        self._is_announced = False
        self._cache: OrderedDict[Wanted, QImage] = OrderedDict()
        self._cache_bytes = 0
        self._times = 0  # that everything began anew; what was being read then is of no use
        self._most_bytes = CACHE_BYTES_LOW if self._settings.low_memory else CACHE_BYTES
        self._seen: Set[int] = frozenset()
        self._frame = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._frame.timeout.connect(self._arrive)
        self._announce.connect(self._frame.start, Qt.ConnectionType.QueuedConnection)

    def get(self, hit: Hit, side: int, corner: int = 0) -> QImage | None:
        """The picture at most `side` device pixels long, its corners rounded by `corner`, or None while it is being
        read.

        A null QImage means that there is none: neither a stored thumbnail nor a readable file.
        """
        wanted = (hit.photo_id, side, corner)
        image = self._cache.get(wanted)
        if image is not None:
            self._cache.move_to_end(wanted)
            return image
        if wanted not in self._underway:
            is_new = self._waiting.pop(wanted, None) is None
            self._waiting[wanted] = hit, self._times
            if len(self._waiting) > WAITING_AT_MOST:
                self._take(last=False)
            if is_new:
                self._pool.start(self._work)
        return None

    def at_hand(self, hit: Hit, side: int, corner: int = 0) -> QImage | None:
        """The same, or, until it has come, the picture as large as it is kept."""
        image = self.get(hit, side, corner)
        kept = self._settings.thumbnail_side
        return self.get(hit, kept, corner) if image is None and side > LARGER * kept else image

    def largest(self, photo_id: int) -> QImage | None:
        """The largest picture of a photo that is at hand in any size; None where there is none."""
        found = [image for wanted, image in self._cache.items() if wanted[0] == photo_id and not image.isNull()]
        return max(found, key=lambda image: image.width() * image.height(), default=None)

    def look_at(self, photos: Set[int]) -> None:
        """Of the pictures that wait, only those of these photos are still looked at."""
        self._seen = photos
        for wanted in list(self._waiting):
            if wanted[0] not in photos:
                self._waiting.pop(wanted, None)

    def forget_waiting(self) -> None:
        """Another answer is shown: nobody looks at the old rows any more."""
        self._waiting.clear()

    def start_anew(self) -> None:
        """The library or the settings are others now: nothing that was read before counts any more."""
        self._settings = load_settings()
        self._most_bytes = CACHE_BYTES_LOW if self._settings.low_memory else CACHE_BYTES
        self._times += 1
        self._waiting.clear()
        self._underway.clear()
        self._cache.clear()
        self._cache_bytes = 0

    def look_again(self) -> None:
        """Files went away or are back: what could not be had may be now."""
        for wanted in [wanted for wanted, image in self._cache.items() if image.isNull()]:
            del self._cache[wanted]

    def shut_down(self, milliseconds: int) -> None:
        self.forget_waiting()
        self._pool.clear()
        if not self._pool.waitForDone(milliseconds):
            _log.warning("thumbnails were still being read after %d ms", milliseconds)

    def _work(self) -> None:
        self._step_back()
        found = self._take(last=True)
        if found is None:
            return
        wanted, (hit, times) = found
        self._underway.add(wanted)
        self._read_by_now.append((wanted, self._read(hit, wanted[1], wanted[2]), times))
        if not self._is_announced:
            self._is_announced = True
            self._announce.emit()

    def _take(self, *, last: bool) -> tuple[Wanted, tuple[Hit, int]] | None:
        """What waits since last, or since first; None where nothing does, or somebody else was quicker."""
        try:
            return self._waiting.popitem(last=last)
        except KeyError:
            return None

    def _arrive(self) -> None:
        self._is_announced = False  # what is read from here on is announced anew
        came = set()
        while self._read_by_now:
            wanted, image, times = self._read_by_now.popleft()
            if times != self._times:
                continue  # the number of the photo may be that of another one by now
            self._underway.discard(wanted)
            former = self._cache.pop(wanted, None)  # where two threads read the same
            self._cache[wanted] = image
            self._cache_bytes += image.sizeInBytes() - (0 if former is None else former.sizeInBytes())
            came.add(wanted[0])
        self._forget_oldest(came)
        self.arrived.emit(came)

    def _forget_oldest(self, new: Set[int]) -> None:
        """Keeps to the bound, but for pictures that just came or are looked at: those would be asked for again at
        once."""
        for wanted in list(self._cache) if self._cache_bytes > self._most_bytes else ():
            if wanted[0] not in self._seen and wanted[0] not in new:
                self._cache_bytes -= self._cache.pop(wanted).sizeInBytes()
            if self._cache_bytes <= self._most_bytes:
                break

    def _read(self, hit: Hit, side: int, corner: int) -> QImage:
        small = self._drawn(hit, side) if side > LARGER * self._settings.thumbnail_side and hit.online else None
        return rounded(kept_picture(small or self._stored(hit, side), side), corner)

    @cached_property
    def _kept(self) -> tuple[ThumbnailStore, DesktopThumbnails | None]:
        """Where small pictures lie. What reads pictures is loaded when the first is wanted."""
        from app.media.desktop_thumbnails import DesktopThumbnails
        from app.media.thumbnails import ThumbnailStore

        return ThumbnailStore(self._folder), DesktopThumbnails.of(self._folder)

    def _stored(self, hit: Hit, side: int) -> bytes:
        from app.media.drawing import thumbnail_of

        for path in (Path(hit.path), None) if hit.online else (None,):  # a file may just have gone away
            with contextlib.suppress(Unreadable, OSError):
                small = thumbnail_of(
                    *self._kept,
                    hit.key,
                    path,
                    wanted=side,
                    max_pixels=self._settings.max_pixels,
                    thumbnail_side=self._settings.thumbnail_side,
                )
                if small:
                    return small
        return b""

    def _drawn(self, hit: Hit, side: int) -> bytes | None:
        """A picture larger than those that are kept, from the file itself; None where that cannot be read."""
        from app.media.decode import decode

        try:
            picture = decode(Path(hit.path), max_pixels=self._settings.max_pixels, thumbnail_side=side)
        except (Unreadable, OSError):
            return None
        return picture.thumbnail


def kept_picture(data: bytes, side: int) -> QImage:
    """A thumbnail as it is kept, JPEG or PNG, with its longer side at most `side` pixels; null for anything else.

    A reader decodes and shrinks in one step and lets other threads work meanwhile, as `QImage.fromData` does not. It
    is told what it reads, as Qt would otherwise ask the readers of all kinds of pictures. That of drawings connects
    objects meanwhile and waits for a lock of Qt while this thread holds Python's, and the GUI thread may wait the other
    way round: both would stand still for ever.
    """
    if not data:
        return QImage()
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"png" if data.startswith(PNG_BEGINS) else b"jpg")
    reader.setAutoDetectImageFormat(False)
    whole = reader.size()
    if max(whole.width(), whole.height()) > side:
        reader.setScaledSize(whole.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    return drawable(reader.read())


def fitted(image: QImage, side: int) -> QImage:
    """`image` with its longer side at most `side` pixels, in the format that is drawn without conversion."""
    if max(image.width(), image.height()) > side:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(QSize(side, side), keep, smooth)
    return drawable(image)


def drawable(image: QImage) -> QImage:
    """`image` in the format that is drawn without conversion."""
    return image if image.isNull() else image.convertToFormat(QImage.Format.Format_RGB32)


def rounded(image: QImage, radius: int) -> QImage:
    """`image` with transparent corners, in the format that is drawn without conversion; so that no corner need be cut
    while one scrolls."""
    if image.isNull() or radius <= 0:
        return image
    cut = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    cut.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    painter.drawRoundedRect(cut.rect(), radius, radius)
    painter.end()
    return cut
