"""The stand-in models of a later version: other vectors and other words for the same pictures."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from fake_workshops import QuickWorkshop, vector_of

from app.domain import Caption, Description, Picture, Pixels, Tag, Triplet, Vector

NEXT = "fake-2"


class NextWorkshop(QuickWorkshop):
    """Says "image" where the version before said "picture"; slow enough to be caught at work."""

    sure_tag = 0.4

    def look(self, path: bytes, key: str) -> Picture:
        time.sleep(0.01)
        if os.path.basename(path).startswith(b"hostile"):
            raise MemoryError
        return super().look(path, key)

    def describe(self, pixels: Pixels) -> list[Description]:
        return [
            replace(
                said,
                vector=vector_of(b"next" + one.tobytes()),
                tags=(Tag("image", 0.9),),
                caption=Caption(f"an image, {said.caption.text}" if said.caption else "", 0.8, NEXT),
                triplets=(Triplet("image", "of", "something"),),
            )
            for one, said in zip(pixels, super().describe(pixels), strict=True)
        ]

    def encode(self, texts: Sequence[str]) -> Vector:
        return np.stack([vector_of(b"next" + text.encode()) for text in texts])
