"""A photo as the reader of text needs it: upright, in sRGB, no larger than it looks at."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from app.domain import Pixels
from app.media.decode import MEMORY_BYTES, decode
from app.media.source import FilePath


def readable(path: FilePath, *, side: int, max_pixels: int, memory_bytes: int = MEMORY_BYTES) -> Pixels:
    """uint8 [height, width, 3], the longer side at most `side`, never enlarged. Raises what `decode` raises."""
    jpeg = decode(path, max_pixels=max_pixels, thumbnail_side=side, memory_bytes=memory_bytes).thumbnail
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
        return np.asarray(image.convert("RGB"))
