"""The photos and captions that the recipe learns from, decoded once. Splits: `app/bench/_photosets.py`."""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from PIL import Image

from app.bench._photosets import Sample, list_samples

SIDE = 224


def captions_text(shared: Path) -> list[str]:
    """The text-only captions, in file order."""
    with gzip.open(shared / "data" / "captions_text" / "captions.txt.gz", "rt", encoding="utf-8") as lines:
        return [line.strip() for line in lines if line.strip()]


def squash(image: Image.Image, side: int = SIDE) -> np.ndarray:
    """uint8 [side, side, 3]: the whole frame, its aspect ratio given up, as the application feeds it."""
    return np.asarray(image.convert("RGB").resize((side, side), Image.Resampling.BICUBIC))


def prepare(shared: Path, work: Path) -> None:
    """Decode every photo once into `photos.u8` [N, 224, 224, 3] and list them in `samples.json`."""
    samples = list_samples(shared)
    pixels = np.lib.format.open_memmap(
        work / "photos.npy", mode="w+", dtype=np.uint8, shape=(len(samples), SIDE, SIDE, 3)
    )
    for i, sample in enumerate(samples):
        with Image.open(shared / "data" / sample.path) as image:
            pixels[i] = squash(image)
    pixels.flush()
    (work / "samples.json").write_text(json.dumps([asdict(s) for s in samples]), encoding="utf-8")


def load_samples(work: Path) -> list[Sample]:
    rows = json.loads((work / "samples.json").read_text(encoding="utf-8"))
    return [Sample(**{**row, "captions": tuple(row["captions"])}) for row in rows]


def load_pixels(work: Path) -> np.ndarray:
    """uint8 [N, 224, 224, 3], memory-mapped."""
    return np.load(work / "photos.npy", mmap_mode="r")
