"""Augmented views of every photo, run once through the frozen lower part of the network and kept as float16.

View 0 is the photo as the application sees it. The others are crops, flips, colour and JPEG changes and small
sizes, because home photos are not 224 px squares.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import random
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageEnhance

from models.training.data import SIDE, load_pixels, load_samples
from models.training.network import IMAGENET, MID_CHANNELS, load_lite0
from models.training.teachers import session

FLICKR_VIEWS = 6
LABELLED_VIEWS = 3
MID_SIDE = 14
BATCH = 16


def augment(image: Image.Image, rng: random.Random) -> Image.Image:
    """A random view: crop with a new aspect ratio, mirror, light and colour, lost detail, JPEG damage."""
    area = rng.uniform(0.45, 1.0)
    ratio = rng.uniform(0.75, 1.33)
    w = min(1.0, (area * ratio) ** 0.5) * image.width
    h = min(1.0, (area / ratio) ** 0.5) * image.height
    x, y = rng.uniform(0, image.width - w), rng.uniform(0, image.height - h)
    image = image.resize((SIDE, SIDE), Image.Resampling.BICUBIC, box=(x, y, x + w, y + h))
    if rng.random() < 0.5:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for enhance in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        if rng.random() < 0.5:
            image = enhance(image).enhance(rng.uniform(0.65, 1.4))
    if rng.random() < 0.1:
        image = image.convert("L").convert("RGB")
    if rng.random() < 0.25:
        small = rng.randrange(80, 200)
        image = image.resize((small, small), Image.Resampling.BILINEAR).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    if rng.random() < 0.3:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=rng.randrange(25, 90))
        image = Image.open(buffer).convert("RGB")
    return image


def plan(work: Path) -> list[tuple[int, int]]:
    """(photo, view) pairs in the order of the cache; photos that only report figures have view 0 alone."""
    rows = []
    for i, sample in enumerate(load_samples(work)):
        views = FLICKR_VIEWS if sample.source == "flickr8k" else LABELLED_VIEWS
        rows += [(i, v) for v in range(views if sample.split == "train" else 1)]
    return rows


def export_frozen(work: Path) -> None:
    """`frozen.onnx`: pixels to the cached features and the starting network's ImageNet logits."""

    class Frozen(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.lower, self.upper, self.classifier = load_lite0()

        def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            mid = self.lower(pixels)
            return mid, self.classifier(self.upper(mid)[1].mean((2, 3)))

    torch.onnx.export(
        Frozen().eval(), (torch.zeros(1, 3, SIDE, SIDE),), work / "frozen.onnx", dynamo=False, opset_version=17,
        input_names=["pixels"], output_names=["mid", "logits"], dynamic_axes={"pixels": {0: "n"}},
    )  # fmt: skip


def _fill(work: Path, part: int, parts: int) -> None:
    rows, pixels = plan(work), load_pixels(work)
    mid = np.load(work / "views_mid.npy", mmap_mode="r+")
    logits = np.load(work / "views_logits.npy", mmap_mode="r+")
    model = session(work / "frozen.onnx")
    for start in range(part * BATCH, len(rows), parts * BATCH):
        chosen = rows[start : start + BATCH]
        batch = np.stack([
            pixels[i] if v == 0 else np.asarray(augment(Image.fromarray(pixels[i]), random.Random(i * 100 + v)))
            for i, v in chosen
        ])  # fmt: skip
        a, b = model.run(None, {"pixels": batch.transpose(0, 3, 1, 2).astype(np.float32)})
        mid[start : start + BATCH] = a
        logits[start : start + BATCH] = b


def cache(work: Path, processes: int = 2) -> None:
    """`views_mid.npy` float16 [V, 112, 14, 14], `views_logits.npy` float16 [V, 1000], `views.json`."""
    rows = plan(work)
    export_frozen(work)
    shapes = {"views_mid.npy": (MID_CHANNELS, MID_SIDE, MID_SIDE), "views_logits.npy": (IMAGENET,)}
    for name, shape in shapes.items():
        np.lib.format.open_memmap(work / name, mode="w+", dtype=np.float16, shape=(len(rows), *shape)).flush()
    context = multiprocessing.get_context("spawn")
    children = [context.Process(target=_fill, args=(work, p, processes)) for p in range(processes)]
    for child in children:
        child.start()
    for child in children:
        child.join()
        if child.exitcode:
            raise RuntimeError(f"caching the views failed with exit code {child.exitcode}")
    (work / "views.json").write_text(json.dumps(rows), encoding="utf-8")
