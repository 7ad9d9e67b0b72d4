"""The static token table, distilled from the trained text encoder and pulled towards the photos of its captions."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from models.training import outputs
from models.training.data import load_samples
from models.training.joint import Model
from models.training.loop import train
from models.training.minilm import load_tokenizer
from models.training.text import TABLE_DIMS, StaticTable, imitation
from models.training.views import plan

STEPS = 3000
BATCH = 768
PAIRS = 256
RATE = 4e-3
PAIR_WEIGHT = 0.15


def first_table(model: Model, table: StaticTable) -> None:
    """Start from the main directions of the transformer's own word vectors."""
    words = model.text.words.weight.detach()
    mean = words.mean(0)
    _, _, basis = torch.linalg.svd((words - mean)[::8], full_matrices=False)
    with torch.no_grad():
        table.table.weight.copy_((words - mean) @ basis[:TABLE_DIMS].T)
        table.matrix.weight.copy_(basis[:TABLE_DIMS].T)


def run(work: Path, model: Model) -> StaticTable:
    """The table, trained or loaded; `static.pt`."""
    torch.manual_seed(0)
    texts: list[str] = json.loads((work / "texts.json").read_text(encoding="utf-8"))
    targets = outputs.texts(model, work)
    tokenizer = load_tokenizer()
    tokenizer.no_padding()
    tokens = [np.asarray(e.ids, np.int64) for e in tokenizer.encode_batch(texts)]
    number = {text: i for i, text in enumerate(texts)}
    vectors = outputs.vectors(model, work)
    samples = load_samples(work)
    pairs = [(row, [number[c] for c in samples[i].captions]) for row, (i, v) in enumerate(plan(work))
             if v == 0 and samples[i].split == "train" and samples[i].captions]  # fmt: skip
    table = StaticTable()
    first_table(model, table)

    def encode(chosen: list[int]) -> Tensor:
        rows = [tokens[i] for i in chosen]
        offsets = torch.from_numpy(np.cumsum([0] + [len(r) for r in rows[:-1]]))
        sums = table.table(torch.from_numpy(np.concatenate(rows)), offsets)
        return F.normalize(table.matrix(sums), dim=-1)

    def losses(step: int) -> dict[str, Tensor]:
        rng = random.Random(step)
        photos = rng.sample(pairs, PAIRS)
        said = [rng.choice(numbers) for _, numbers in photos]
        chosen = said + [rng.randrange(len(texts)) for _ in range(BATCH)]
        out = encode(chosen)
        goal = F.normalize(torch.from_numpy(targets[np.array(chosen)].astype(np.float32)), dim=-1)
        images = torch.from_numpy(vectors[[row for row, _ in photos]])
        scores = model.log_scale.detach().exp() * out[:PAIRS] @ images.T
        same = torch.arange(PAIRS)
        pull = F.cross_entropy(scores, same) + F.cross_entropy(scores.T, same)
        return {"imitation": imitation(out, goal), "pairs": PAIR_WEIGHT * pull}

    groups = [{"params": list(table.parameters()), "lr": RATE}]
    train(table, groups, losses, steps=STEPS, folder=work, name="static", warm_up=50, decay=0.995, weight_decay=0.0)
    return table
