"""Pictures drawn by code, for benches where there are no photos. As hard to decode and to store as photos are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.media.decode import decode

GRAIN = 5.0  # standard deviation of the sensor noise, in grey levels: what makes a photo's JPEG as large as it is
SHAPES = 12  # ellipses and bars in one picture


def draw(width: int, height: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A sky, a ground, a dozen shapes and grain: uint8 [height, width, 3]."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    y, x = y / height, x / width
    top, bottom = rng.uniform(60, 240, (2, 3)).astype(np.float32)
    picture = top + (bottom - top) * y[..., None]
    for _ in range(SHAPES):
        (cx, cy), (rx, ry) = rng.uniform(0, 1, 2), rng.uniform(0.03, 0.3, 2)
        inside = (
            ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1
            if rng.random() < 0.6
            else (abs(x - cx) < rx) & (abs(y - cy) < ry)
        )
        picture[inside] = rng.uniform(0, 255, 3)
    grain = rng.standard_normal((height, width, 1), dtype=np.float32) * GRAIN
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def write_jpeg(path: Path, picture: NDArray[np.uint8]) -> None:
    """Writes uint8 [height, width, 3] as a JPEG, by way of the one room that can: a thumbnail of full size."""
    height, width = picture.shape[:2]
    raw = path.with_suffix(".ppm")
    raw.write_bytes(f"P6 {width} {height} 255\n".encode() + picture.tobytes())
    try:
        jpeg = decode(raw, max_pixels=width * height, thumbnail_side=max(width, height)).thumbnail
    finally:
        raw.unlink()
    path.write_bytes(jpeg)
