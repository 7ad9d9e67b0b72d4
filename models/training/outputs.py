"""What the jointly trained networks say of every cached view and every text, kept so that later stages are quick."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from models.training.joint import Model
from models.training.minilm import encode_ids, load_tokenizer
from models.training.network import ATTENTION_HEADS, DIMS, GRID_CHANNELS, POOLED

GRID_TOKENS = 49
BATCH = 64
TEXT_BATCH = 256


def features(model: Model, work: Path) -> None:
    """`features_grid.npy` [V, 49, 320], `features_pooled.npy` [V, 1280], `features_regions.npy` [V, 1280]; float16."""
    if (work / "features_pooled.npy").exists():
        return
    mid = np.load(work / "views_mid.npy", mmap_mode="r")
    shape = (len(mid), GRID_TOKENS, GRID_CHANNELS)
    grids = np.lib.format.open_memmap(work / "features_grid.npy", mode="w+", dtype=np.float16, shape=shape)
    pooled = np.zeros((len(mid), POOLED), np.float16)
    regions = np.zeros((len(mid), ATTENTION_HEADS * GRID_CHANNELS), np.float16)
    model.eval()
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(mid), BATCH):
            rows = slice(start, start + BATCH)
            batch = torch.from_numpy(mid[rows].astype(np.float32)).contiguous(memory_format=torch.channels_last)
            grid, wide = model.upper(batch)
            p, r = model.heads.pool(grid, wide)
            pooled[rows], regions[rows] = p.float().numpy(), r.float().numpy()
            grids[rows] = grid.flatten(2).transpose(1, 2).float().numpy()
    grids.flush()
    np.save(work / "features_regions.npy", regions)
    np.save(work / "features_pooled.npy", pooled)


def plain_texts(model: Model, work: Path) -> np.ndarray:
    """float16 [T, 384]: the text student's vectors of all of `texts.json`, before the matrix into the shared space."""
    path = work / "texts_student.npy"
    if not path.exists():
        every = json.loads((work / "texts.json").read_text(encoding="utf-8"))
        order = sorted(range(len(every)), key=lambda i: len(every[i]))
        vectors, tokenizer = np.zeros((len(every), DIMS), np.float16), load_tokenizer()
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            for start in range(0, len(order), TEXT_BATCH):
                chosen = order[start : start + TEXT_BATCH]
                vectors[chosen] = model.text(*encode_ids(tokenizer, [every[i] for i in chosen])).float().numpy()
        np.save(path, vectors)
    return np.load(path, mmap_mode="r")


def texts(model: Model, work: Path) -> np.ndarray:
    """float16 [T, 384]: unit text vectors of `texts.json` in the shared space."""
    plain = torch.from_numpy(plain_texts(model, work).astype(np.float32))
    with torch.inference_mode():
        return F.normalize(model.map(plain), dim=-1).numpy().astype(np.float16)


def vectors(model: Model, work: Path) -> np.ndarray:
    """float32 [V, 384]: image vectors of every cached view."""
    features(model, work)
    pooled, regions = (np.load(work / f"features_{k}.npy", mmap_mode="r") for k in ("pooled", "regions"))
    out = np.zeros((len(pooled), DIMS), np.float32)
    model.eval()
    with torch.inference_mode():
        for start in range(0, len(pooled), 1024):
            rows = slice(start, start + 1024)
            p, r = (torch.from_numpy(x[rows].astype(np.float32)) for x in (pooled, regions))
            out[rows] = model.heads.vector(p, r, model.heads.probabilities(p)).numpy()
    return out
