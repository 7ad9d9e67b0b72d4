"""The text students: a four-layer transformer that imitates all-MiniLM-L6-v2, and a static token table.

Distillation of the sentence vectors (Reimers and Gurevych 2020) with the similarities inside a batch added.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from models.training.loop import train
from models.training.minilm import STUDENT_LAYERS, VOCABULARY, TextEncoder, encode_ids, load_minilm, load_tokenizer

STUDENT_STEPS = 150
STUDENT_BATCH = 256
STUDENT_RATE = 3e-4
SIMILARITY_WEIGHT = 20.0
TABLE_DIMS = 160


def imitation(vectors: Tensor, targets: Tensor) -> Tensor:
    """1 - cosine, plus the squared error of all similarities inside the batch."""
    similarity = F.mse_loss(vectors @ vectors.T, targets @ targets.T)
    return (1 - (vectors * targets).sum(-1)).mean() + SIMILARITY_WEIGHT * similarity


class Texts:
    """The texts and their target vectors; batches hold texts of similar length, so that little is padded."""

    def __init__(self, work: Path) -> None:
        self.texts: list[str] = json.loads((work / "texts.json").read_text(encoding="utf-8"))
        self.targets = np.load(work / "texts_minilm.npy", mmap_mode="r")
        self.tokenizer = load_tokenizer()
        self.by_length = sorted(range(len(self.texts)), key=lambda i: (len(self.texts[i]), i))

    def batch(self, size: int, seed: int) -> tuple[Tensor, Tensor, Tensor]:
        """ids, mask, float32 targets [size, 384] of two runs of neighbours in length."""
        rng = random.Random(seed)
        chosen: list[int] = []
        for _ in range(2):
            start = rng.randrange(len(self.by_length) - 8 * size)
            chosen += rng.sample(self.by_length[start : start + 8 * size], size // 2)
        ids, mask = encode_ids(self.tokenizer, [self.texts[i] for i in chosen])
        targets = torch.from_numpy(self.targets[np.array(chosen)].astype(np.float32))
        return ids, mask, F.normalize(targets, dim=-1)


def trainable(model: TextEncoder) -> list[nn.Parameter]:
    """Everything but the word vectors: the teacher's own serve as they are, and words never seen here keep theirs."""
    model.words.weight.requires_grad_(False)
    return [p for p in model.parameters() if p.requires_grad]


def student(work: Path) -> TextEncoder:
    """The transformer student, trained or loaded; `text.pt`."""
    texts, model = Texts(work), load_minilm(STUDENT_LAYERS)

    def losses(step: int) -> dict[str, Tensor]:
        ids, mask, targets = texts.batch(STUDENT_BATCH, step)
        with torch.autocast("cpu", torch.bfloat16):
            vectors = model(ids, mask)
        return {"imitation": imitation(vectors, targets)}

    groups = [{"params": trainable(model), "lr": STUDENT_RATE}]
    train(model, groups, losses, steps=STUDENT_STEPS, folder=work, name="text")
    return model


class StaticTable(nn.Module):
    """A sum over token vectors and one matrix: no transformer at query time."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(VOCABULARY, TABLE_DIMS, mode="sum")
        self.matrix = nn.Linear(TABLE_DIMS, 384, bias=False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        weights = mask.to(self.table.weight.dtype)
        return F.normalize(self.matrix(self.table(ids, per_sample_weights=weights)), dim=-1)
