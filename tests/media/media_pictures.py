"""Pictures that the tests of the media room draw themselves, and the ways to look at what comes out."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image

MAX_PIXELS = 120_000_000
SIDE = 320

RED, GREEN, BLUE, YELLOW = (220, 30, 40), (30, 170, 60), (40, 60, 210), (240, 220, 40)
CORNERS = (RED, GREEN, BLUE, YELLOW)  # top left, top right, bottom left, bottom right


def four_fields(width: int = 120, height: int = 80) -> Image.Image:
    """Four fields of one colour each, so that every turn, mirroring and swap of channels shows."""
    image = Image.new("RGB", (width, height))
    half = (width // 2, height // 2)
    for index, colour in enumerate(CORNERS):
        image.paste(colour, (half[0] * (index % 2), half[1] * (index // 2), *_end(half, index)))
    return image


def _end(half: tuple[int, int], index: int) -> tuple[int, int]:
    return half[0] * (index % 2 + 1), half[1] * (index // 2 + 1)


def scene(width: int, height: int, seed: int = 7) -> Image.Image:
    """Something like a photo: slow gradients, blobs of several sizes and sensor noise."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width * 6, y / height * 6
    layers = [128 + 80 * np.sin(x) * np.cos(y), 128 + 70 * np.sin(x + y), 120 + 90 * np.cos(2 * x - y)]
    picture = np.stack(layers, axis=-1)
    for size in (8, 32):
        blobs = random.normal(0, 20, (height // size + 1, width // size + 1)).astype(np.float32)
        wide = Image.fromarray(blobs).resize((width, height), Image.Resampling.BICUBIC)
        picture += np.asarray(wide)[..., None]
    picture += random.normal(0, 4, (height, width, 1))
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))


def encoded(image: Image.Image, format_name: str, **options: object) -> bytes:
    if format_name == "HEIF":
        pillow_heif.register_heif_opener()
    data = io.BytesIO()
    image.save(data, format_name, **options)
    return data.getvalue()


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def corners(pixels: NDArray[np.uint8]) -> list[tuple[int, ...]]:
    """The mean colour in the middle of each quarter: top left, top right, bottom left, bottom right."""
    height, width = pixels.shape[:2]
    found = []
    for top in (height // 8, 5 * height // 8):
        for left in (width // 8, 5 * width // 8):
            field = pixels[top : top + height // 4, left : left + width // 4].reshape(-1, 3)
            found.append(tuple(int(value) for value in field.mean(axis=0)))
    return found


def close(found: list[tuple[int, ...]], wanted: list[tuple[int, ...]] | tuple[tuple[int, ...], ...], by: int) -> bool:
    return bool(np.abs(np.asarray(found) - np.asarray(wanted)).max() <= by)


def opened_thumbnail(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
    image.load()
    return image
