"""Quick measures in torch while training; the published figures come from `python3 main.py bench pack`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from models.training.joint import Model
from models.training.minilm import encode_ids, load_tokenizer
from models.training.texts import PHOTO_PROMPT
from models.training.views import plan


def encode_photos(model: Model, work: Path, split: str, samples: list) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Photo numbers, vectors [n, 384] and tag probabilities [n, T] of the clean view of one split."""
    mid = np.load(work / "views_mid.npy", mmap_mode="r")
    rows = [(row, i) for row, (i, v) in enumerate(plan(work)) if v == 0 and samples[i].split == split]
    vectors, probabilities = [], []
    model.eval()
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(rows), 64):
            batch = torch.from_numpy(mid[[r for r, _ in rows[start : start + 64]]].astype(np.float32))
            grid, wide = model.upper(batch.contiguous(memory_format=torch.channels_last))
            pooled, regions = model.heads.pool(grid, wide)
            p = model.heads.probabilities(pooled)
            vectors.append(model.heads.vector(pooled, regions, p).float().numpy())
            probabilities.append(p.float().numpy())
    model.train()
    return np.array([i for _, i in rows]), np.concatenate(vectors), np.concatenate(probabilities)


def encode_texts(model: Model, texts: list[str]) -> np.ndarray:
    tokenizer, out = load_tokenizer(), []
    with torch.inference_mode():
        for start in range(0, len(texts), 256):
            out.append(model.encode_texts(*encode_ids(tokenizer, texts[start : start + 256])).float().numpy())
    return np.concatenate(out)


def recalls(scores: np.ndarray, owner: np.ndarray) -> dict[str, float]:
    """scores [texts, photos], owner [texts]: share of texts whose photo is among the first 1, 5, 10."""
    own = scores[np.arange(len(owner)), owner]
    rank = (scores > own[:, None]).sum(1)
    return {f"R@{k}": round(float((rank < k).mean()) * 100, 1) for k in (1, 5, 10)}


def report(model: Model, work: Path, samples: list, flickr_split: str = "dev", held_split: str = "held") -> dict:
    out: dict[str, object] = {}
    photos, vectors, _ = encode_photos(model, work, flickr_split, samples)
    keep = [k for k, i in enumerate(photos) if samples[i].source == "flickr8k"]
    owner = np.repeat(np.arange(len(keep)), 5)
    texts = [c for k in keep for c in samples[photos[k]].captions]
    out["flickr"] = recalls(encode_texts(model, texts) @ vectors[keep].T, owner)
    photos, vectors, _ = encode_photos(model, work, held_split, samples)
    for source in sorted({samples[i].source for i in photos} - {"flickr8k"}):
        at = [k for k, i in enumerate(photos) if samples[i].source == source and samples[i].name]
        names = sorted({s.name for s in samples if s.source == source} - {""})
        prompts = encode_texts(model, [PHOTO_PROMPT.format(n) for n in names])
        best = (vectors[at] @ prompts.T).argmax(1)
        truth = np.array([names.index(samples[photos[k]].name) for k in at])
        out[source] = round(float((best == truth).mean()) * 100, 1)
    return out
