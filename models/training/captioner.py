"""The captioner: a small transformer decoder that reads the image vector and the feature grid.

Its language comes from three sources in every batch: Flickr8k photos with their captions; captions without photos,
rebuilt from their own noisy text vector so that an image vector can stand in for it (after CapDec, Nukrai et al.
2022); and labelled photos with the nearest caption of the text corpus that names their label.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from models.training import outputs
from models.training.data import captions_text, load_samples
from models.training.joint import Model
from models.training.loop import train
from models.training.network import DIMS, GRID_CHANNELS
from models.training.outputs import GRID_TOKENS
from models.training.views import plan

WIDTH, LAYERS, HEADS, VECTOR_TOKENS = 256, 3, 4, 4
MAX_WORDS = 20
PAD, BEGIN, END, UNKNOWN = range(4)
SPECIAL = ("<pad>", "<begin>", "<end>", "<unknown>")
MIN_COUNT = 5

STEPS = 900
FLICKR_BATCH, TEXT_BATCH, LABELLED_BATCH = 96, 96, 24
RATE = 1.2e-3
# Then the photos with captions of their own come to the fore, and other texts keep the vocabulary awake.
LAST_STEPS, LAST_SIZES, LAST_RATE = 260, (176, 16, 32), 3e-4
GRID_DROP = 0.15
NOISE = (0.3, 1.1)
LABEL_SMOOTHING = 0.05
TEXT_WEIGHT, LABELLED_WEIGHT = 0.5, 0.2


def words_of(caption: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", caption.lower())


class DecoderLayer(nn.Module):
    """Pre-norm: causal self-attention, cross-attention over the memory, feed-forward."""

    def __init__(self) -> None:
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(WIDTH) for _ in range(3))
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.query, self.cross_out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.memory = nn.Linear(WIDTH, 2 * WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.dropout = nn.Dropout(0.15)

    def split(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], -1, HEADS, WIDTH // HEADS).transpose(1, 2)

    def attend(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor | None) -> Tensor:
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        weights = torch.softmax(scores if bias is None else scores + bias, -1)
        return (weights @ v).transpose(1, 2).flatten(2)

    def memory_kv(self, memory: Tensor) -> tuple[Tensor, Tensor]:
        k, v = self.memory(memory).chunk(2, -1)
        return self.split(k), self.split(v)

    def forward(
        self, x: Tensor, past: tuple[Tensor, Tensor] | None, memory: tuple[Tensor, Tensor],
        causal: Tensor | None, hidden: Tensor | None,
    ) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
        q, k, v = self.qkv(self.norm1(x)).chunk(3, -1)
        q, k, v = self.split(q), self.split(k), self.split(v)
        if past is not None:
            k, v = torch.cat([past[0], k], 2), torch.cat([past[1], v], 2)
        x = x + self.dropout(self.out(self.attend(q, k, v, causal)))
        q = self.split(self.query(self.norm2(x)))
        x = x + self.dropout(self.cross_out(self.attend(q, *memory, hidden)))
        x = x + self.dropout(self.down(F.gelu(self.up(self.norm3(x)))))
        return x, k, v


class Decoder(nn.Module):
    """Words given the memory. `image_mean` and `text_mean` close the gap between the two kinds of vectors."""

    def __init__(self, vocabulary: int, image_mean: Tensor, text_mean: Tensor) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH, padding_idx=PAD)
        nn.init.normal_(self.words.weight, std=WIDTH**-0.5)
        self.positions = nn.Parameter(torch.randn(MAX_WORDS + 2, WIDTH) * 0.02)
        self.grid_in = nn.Linear(GRID_CHANNELS, WIDTH)
        self.grid_positions = nn.Parameter(torch.randn(GRID_TOKENS, WIDTH) * 0.02)
        self.vector_in = nn.Linear(DIMS, VECTOR_TOKENS * WIDTH)
        self.memory_norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(DecoderLayer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.bias = nn.Parameter(torch.zeros(vocabulary))
        self.register_buffer("image_mean", image_mean)
        self.register_buffer("text_mean", text_mean)

    def memory(self, centred: Tensor, grid: Tensor) -> Tensor:
        """Centred unit vectors [n, 384] and grids [n, 49, 320] to the memory [n, 4 + 49, 256]."""
        vector = self.vector_in(F.normalize(centred, dim=-1) * math.sqrt(DIMS)).view(-1, VECTOR_TOKENS, WIDTH)
        return self.memory_norm(torch.cat([vector, self.grid_in(grid) + self.grid_positions], 1))

    def forward(self, words: Tensor, memory: Tensor, grid_hidden: Tensor) -> Tensor:
        """Logits [n, t, V] for words [n, t]; `grid_hidden` bool [n] says whose grid must not be looked at."""
        t = words.shape[1]
        x = F.dropout(self.words(words) * math.sqrt(WIDTH) + self.positions[:t], 0.1, self.training)
        causal = torch.full((t, t), -1e4).triu(1)
        hidden = torch.zeros(len(words), 1, 1, VECTOR_TOKENS + GRID_TOKENS)
        hidden[grid_hidden, :, :, VECTOR_TOKENS:] = -1e4
        for layer in self.layers:
            x, _, _ = layer(x, None, layer.memory_kv(memory), causal, hidden)
        return F.linear(self.norm(x), self.words.weight, self.bias)


class Captions:
    """The three sources of batches, as word numbers with their vectors and grids."""

    def __init__(self, shared: Path, work: Path, model: Model) -> None:
        self.samples, self.rows = load_samples(work), plan(work)
        every = json.loads((work / "texts.json").read_text(encoding="utf-8"))
        unseen = set(captions_text(shared))
        chosen = [k for k, text in enumerate(every) if text in unseen]
        self.corpus = [every[k] for k in chosen]
        spoken = [c for s in self.samples if s.split == "train" for c in s.captions]
        counts = Counter(w for c in self.corpus + spoken for w in words_of(c))
        self.vocabulary = [*SPECIAL, *sorted(w for w, n in counts.items() if n >= MIN_COUNT)]
        self.number = {w: i for i, w in enumerate(self.vocabulary)}
        self.text_vectors = outputs.texts(model, work)[chosen].astype(np.float32)
        self.vectors = outputs.vectors(model, work)
        self.grids = np.load(work / "features_grid.npy", mmap_mode="r")
        training = [(r, i) for r, (i, _) in enumerate(self.rows) if self.samples[i].split == "train"]
        self.flickr = [(r, i) for r, i in training if not self.samples[i].label]
        self.labelled = self.pseudo([(r, i) for r, i in training if self.samples[i].label])
        self.image_mean = torch.from_numpy(self.vectors[[r for r, _ in self.flickr]].mean(0))
        self.text_mean = torch.from_numpy(self.text_vectors.mean(0))

    def pseudo(self, rows: list[tuple[int, int]]) -> list[tuple[int, str]]:
        """For each labelled view the nearest short caption that names its label; views without one are left out."""
        found: list[tuple[int, str]] = []
        by_name: dict[str, list[int]] = {}
        for r, i in rows:
            by_name.setdefault(self.samples[i].name, []).append(r)
        for name, views in by_name.items():
            pattern = re.compile(rf"\b{re.escape(name.lower())}(s|es)?\b")
            at = [k for k, c in enumerate(self.corpus) if name and len(c) < 70 and pattern.search(c.lower())]
            if len(at) >= 8:
                best = (self.vectors[views] @ self.text_vectors[at].T).argmax(1)
                found += [(r, self.corpus[at[b]]) for r, b in zip(views, best, strict=True)]
        return found

    def numbers(self, captions: list[str]) -> Tensor:
        """int64 [n, t]: begin, words, end, padding."""
        rows = [[BEGIN, *(self.number.get(w, UNKNOWN) for w in words_of(c)[:MAX_WORDS]), END] for c in captions]
        out = torch.full((len(rows), max(map(len, rows))), PAD)
        for i, row in enumerate(rows):
            out[i, : len(row)] = torch.tensor(row)
        return out

    def batch(
        self, seed: int, sizes: tuple[int, int, int] = (FLICKR_BATCH, LABELLED_BATCH, TEXT_BATCH)
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """words, centred vectors, grids, whose grid is hidden, weight of each row."""
        flickr, labelled, text_only = sizes
        rng, generator = random.Random(seed), np.random.default_rng(seed)
        seen = [self.flickr[rng.randrange(len(self.flickr))] for _ in range(flickr)]
        named = [self.labelled[rng.randrange(len(self.labelled))] for _ in range(labelled)]
        read = [rng.randrange(len(self.corpus)) for _ in range(text_only)]
        captions = [rng.choice(self.samples[i].captions) for _, i in seen]
        captions += [c for _, c in named] + [self.corpus[k] for k in read]
        views = [r for r, _ in seen] + [r for r, _ in named]
        image = torch.from_numpy(self.vectors[views]) - self.image_mean
        text = F.normalize(torch.from_numpy(self.text_vectors[read]) - self.text_mean, dim=-1)
        noise = torch.from_numpy(generator.standard_normal(text.shape, dtype=np.float32)) / math.sqrt(DIMS)
        text = text + noise * torch.tensor([[rng.uniform(*NOISE)] for _ in read])
        grids = torch.zeros(len(captions), GRID_TOKENS, GRID_CHANNELS)
        grids[: len(views)] = torch.from_numpy(self.grids[views].astype(np.float32))
        hidden = torch.tensor([rng.random() < GRID_DROP for _ in views] + [True] * len(read))
        weights = [1.0] * len(seen) + [LABELLED_WEIGHT] * len(named) + [TEXT_WEIGHT] * len(read)
        return self.numbers(captions), torch.cat([image, text]), grids, hidden, torch.tensor(weights)


def run(shared: Path, work: Path, model: Model) -> tuple[Decoder, Captions]:
    """The decoder, trained or loaded (`captioner.pt`, `captioner_last.pt`), with `captioner_words.json` beside it."""
    torch.manual_seed(0)
    data = Captions(shared, work, model)
    (work / "captioner_words.json").write_text(json.dumps(data.vocabulary), encoding="utf-8")
    decoder = Decoder(len(data.vocabulary), data.image_mean, data.text_mean)

    def losses(step: int, sizes: tuple[int, int, int]) -> dict[str, Tensor]:
        words, vectors, grids, hidden, weights = data.batch(step, sizes)
        with torch.autocast("cpu", torch.bfloat16):
            logits = decoder(words[:, :-1], decoder.memory(vectors, grids), hidden)
        goal = words[:, 1:]
        loss = F.cross_entropy(
            logits.float().flatten(0, 1), goal.flatten(), ignore_index=PAD, reduction="none",
            label_smoothing=LABEL_SMOOTHING,
        ).view_as(goal)  # fmt: skip
        spoken = (goal != PAD) * weights[:, None]
        return {"captions": (loss * spoken).sum() / spoken.sum()}

    def first(step: int) -> dict[str, Tensor]:
        return losses(step, (FLICKR_BATCH, LABELLED_BATCH, TEXT_BATCH))

    def last(step: int) -> dict[str, Tensor]:
        return losses(STEPS + step, LAST_SIZES)

    groups = [{"params": list(decoder.parameters()), "lr": RATE}]
    train(decoder, groups, first, steps=STEPS, folder=work, name="captioner", warm_up=80, decay=0.995)
    groups = [{"params": list(decoder.parameters()), "lr": LAST_RATE}]
    train(decoder, groups, last, steps=LAST_STEPS, folder=work, name="captioner_last", warm_up=20, decay=0.98)
    return decoder, data
