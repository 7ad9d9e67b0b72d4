"""The real workshop: reads a photo, keeps its thumbnail, lets the models speak. Lives in worker processes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.domain import Description, Picture, Pixels, Vector
from app.indexing.memory import photo_bytes
from app.indexing.upkeep import budgets
from app.language.triplets import triplets
from app.media.decode import decode
from app.media.desktop_thumbnails import NORMAL, DesktopThumbnails
from app.media.embedded import embedded_words
from app.media.source import changed_at
from app.media.thumbnails import ThumbnailStore
from app.settings import Settings
from app.vision.pack import Pack

_ROOM_LOOKED_AFTER = 200  # photos


class PackWorkshop:
    """The workshop of the program: Pillow, the models of a pack on one thread, and triplets from captions."""

    def __init__(self, pack_folder: Path, thumbnails: Path, settings: Settings) -> None:
        self._pack = Pack.load(pack_folder, threads=1, low_memory=settings.low_memory)
        self._thumbnails = ThumbnailStore(thumbnails)
        self._settings = settings
        self._desktop = DesktopThumbnails.of(thumbnails) if settings.share_thumbnails else None
        self._room_looked_at = 0
        self._has_room = False

    @property
    def sure_tag(self) -> float:
        return self._pack.sure_tag

    def look(self, path: bytes, key: str) -> Picture:
        desktop = self._desktop if self._may_share() else None
        changed = changed_at(path)
        picture = decode(
            path,
            max_pixels=self._settings.max_pixels,
            thumbnail_side=self._settings.thumbnail_side,
            memory_bytes=photo_bytes(self._settings.worker_memory_mb),
            shared_side=NORMAL if desktop is not None else 0,
        )
        self._thumbnails.put(key, picture.thumbnail)
        if desktop is not None and picture.shared is not None and changed is not None and changed == changed_at(path):
            desktop.put(path, picture.shared, changed)
        return replace(picture, words=embedded_words(path))

    def _may_share(self) -> bool:
        """Whether there is room for more thumbnails of ours among the desktop's. The newest photos come first, so
        what finds no more room in a first run over very many is what is looked at least."""
        if self._desktop is None:
            return False
        if self._room_looked_at % _ROOM_LOOKED_AFTER == 0:
            self._has_room = self._desktop.taken() < budgets(self._settings, self._desktop)[1]
        self._room_looked_at += 1
        return self._has_room

    def describe(self, pixels: Pixels) -> list[Description]:
        return [
            replace(said, triplets=tuple(triplets(said.caption.text)) if said.caption and said.caption.sentence else ())
            for said in self._pack.describe(pixels, captions=self._settings.captions)
        ]

    def encode(self, texts: Sequence[str]) -> Vector:
        return self._pack.encode_texts(list(texts))
