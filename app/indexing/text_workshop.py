"""The workshop that reads the text in pictures. Lives in worker processes only."""

from __future__ import annotations

from app.indexing.memory import photo_bytes
from app.media.readable import readable
from app.settings import Settings
from app.vision.reading import LONG_SIDE, TextReader


class PictureReader:
    """Pillow, and the reader's models on one thread. Raises `PackError` where the optional part is missing."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reader = TextReader()

    def read(self, path: bytes) -> tuple[str, ...]:
        """The lines in one photo, from top to bottom. Raises `Unreadable`."""
        pixels = readable(
            path,
            side=LONG_SIDE,
            max_pixels=self._settings.max_pixels,
            memory_bytes=photo_bytes(self._settings.worker_memory_mb),
        )
        return tuple(line.text for line in self._reader.read(pixels))
