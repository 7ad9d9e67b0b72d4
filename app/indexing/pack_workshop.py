"""The real workshop: reads a photo, keeps its thumbnail, lets the models speak. Lives in worker processes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.domain import Description, Picture, Pixels, Vector
from app.indexing.memory import photo_bytes
from app.language.triplets import triplets
from app.media.decode import decode
from app.media.embedded import embedded_words
from app.media.thumbnails import ThumbnailStore
from app.settings import Settings
from app.vision.pack import Pack


class PackWorkshop:
    """The workshop of the program: Pillow, the models of a pack on one thread, and triplets from captions."""

    def __init__(self, pack_folder: Path, thumbnails: Path, settings: Settings) -> None:
        self._pack = Pack.load(pack_folder, threads=1, low_memory=settings.low_memory)
        self._thumbnails = ThumbnailStore(thumbnails)
        self._settings = settings

    @property
    def sure_tag(self) -> float:
        return self._pack.sure_tag

    def look(self, path: bytes, key: str) -> Picture:
        picture = decode(
            path,
            max_pixels=self._settings.max_pixels,
            thumbnail_side=self._settings.thumbnail_side,
            memory_bytes=photo_bytes(self._settings.worker_memory_mb),
        )
        self._thumbnails.put(key, picture.thumbnail)
        return replace(picture, words=embedded_words(path))

    def describe(self, pixels: Pixels) -> list[Description]:
        return [
            replace(said, triplets=tuple(triplets(said.caption.text)) if said.caption and said.caption.sentence else ())
            for said in self._pack.describe(pixels, captions=self._settings.captions)
        ]

    def encode(self, texts: Sequence[str]) -> Vector:
        return self._pack.encode_texts(list(texts))
