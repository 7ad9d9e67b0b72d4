"""What a worker process can do with a photo. Light to import: the parent needs only the names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from app.domain import Description, Picture, Pixels, Vector
from app.settings import Settings


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


@runtime_checkable
class TextWorkshop(Protocol):
    """The tools of a worker that reads the text in pictures, one after the other."""

    def read(self, path: bytes) -> tuple[str, ...]:
        """The lines in one photo, from top to bottom. Raises `Unreadable`."""
        ...


def open_text_workshop(settings: Settings) -> TextWorkshop:
    """The text workshop of the program. Raises `PackError` where the optional part that reads is missing."""
    from app.indexing.text_workshop import PictureReader  # as below

    return PictureReader(settings)


def open_pack_workshop(pack_folder: Path, thumbnails: Path, settings: Settings) -> Workshop:
    """The workshop of the program. Raises `PackError` for a damaged pack."""
    # Here and not above: onnxruntime and Pillow belong into the worker process, and cost the parent half a second.
    from app.indexing.pack_workshop import PackWorkshop

    return PackWorkshop(pack_folder, thumbnails, settings)
