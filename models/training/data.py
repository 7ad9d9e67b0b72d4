"""The photos and captions that the recipe learns from, and who may see which of them.

Splits are a pure function of the file name, so that anyone can repeat them:
``dev`` (Flickr8k's own) and ``held`` (labelled sets) report figures and are never trained on;
``tune`` chooses between settings; everything else is ``train``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 224
LABELLED_SETS = ("caltech101", "flowers", "scenes6", "imagenette", "catsdogs")
HELD_PERCENT = 15
TUNE_PERCENT = 4


@dataclass(frozen=True)
class Sample:
    """One photo of the training data; `label` is empty for Flickr8k, `captions` for the labelled sets."""

    source: str
    path: str
    label: str
    split: str
    captions: tuple[str, ...]


def percentile_of(name: str) -> int:
    """A stable number from 0 to 99 for a name (SHA-1, first four bytes)."""
    return int.from_bytes(hashlib.sha1(name.encode()).digest()[:4], "big") % 100


def split_of_labelled(source: str, label: str, file_name: str) -> str:
    number = percentile_of(f"{source}/{label}/{file_name}")
    if number < HELD_PERCENT:
        return "held"
    return "tune" if number < HELD_PERCENT + TUNE_PERCENT else "train"


def list_samples(shared: Path) -> list[Sample]:
    """Every photo below `shared`/data that carries a caption or a label, in a fixed order."""
    samples: list[Sample] = []
    flickr = shared / "data" / "flickr8k"
    for row in json.loads((flickr / "captions.json").read_text(encoding="utf-8")):
        split = row["split"]
        if split == "train" and percentile_of(f"flickr8k/{row['file']}") < TUNE_PERCENT:
            split = "tune"
        samples.append(
            Sample("flickr8k", f"flickr8k/images/{row['file']}", "", split, tuple(c.strip() for c in row["captions"]))
        )
    for source in LABELLED_SETS:
        for path in sorted((shared / "data" / source).glob("*/*.*")):
            label = path.parent.name
            samples.append(
                Sample(source, f"{source}/{label}/{path.name}", label, split_of_labelled(source, label, path.name), ())
            )
    return samples


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
