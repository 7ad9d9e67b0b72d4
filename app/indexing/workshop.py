"""What a worker process does with one photo: read it, keep its thumbnail, let the models speak. No processes here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain import Description, Picture, Pixels, Vector
from app.language.triplets import triplets
from app.media.decode import decode
from app.media.thumbnails import ThumbnailStore
from app.settings import Settings
from app.vision.pack import Pack


class Workshop(Protocol):
    """The tools of one worker. They may crash, hang or take all memory: the parent is prepared for that."""

    @property
    def sure_tag(self) -> float:
        """The probability from which a tag is shown to people."""
        ...

    def look(self, path: bytes, key: str) -> Picture:
        """Reads one photo and keeps its thumbnail under `key`. Raises `Unreadable`, or `SnowlineError` for a full
        disk."""
        ...

    def describe(self, pixels: Pixels) -> list[Description]:
        """Vector, tags, caption and triplets of each of uint8 [n, 224, 224, 3]."""
        ...

    def encode(self, texts: Sequence[str]) -> Vector:
        """Text vectors, float32 [n, dims]."""
        ...


class PackWorkshop:
    """The workshop of the program: Pillow, and the models of a pack on one thread."""

    def __init__(self, pack_folder: Path | None, thumbnails: Path, settings: Settings) -> None:
        self._pack = Pack.load(pack_folder, threads=1, low_memory=settings.low_memory)
        self._thumbnails = ThumbnailStore(thumbnails)
        self._settings = settings

    @property
    def sure_tag(self) -> float:
        return self._pack.sure_tag

    def look(self, path: bytes, key: str) -> Picture:
        picture = decode(path, max_pixels=self._settings.max_pixels, thumbnail_side=self._settings.thumbnail_side)
        self._thumbnails.put(key, picture.thumbnail)
        return picture

    def describe(self, pixels: Pixels) -> list[Description]:
        return [
            replace(said, triplets=tuple(triplets(said.caption.text)) if said.caption and said.caption.sentence else ())
            for said in self._pack.describe(pixels, captions=self._settings.captions)
        ]

    def encode(self, texts: Sequence[str]) -> Vector:
        return self._pack.encode_texts(list(texts))
