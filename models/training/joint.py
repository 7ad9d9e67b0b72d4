"""Vision and text trained together into one space.

Photos and their captions attract each other (contrastive, both directions); labelled photos sit by their label's
text; ImageNet, scene and object knowledge is distilled so that nothing is forgotten; made-up features of every
ImageNet class teach the image vector the classes that no photo here shows; and the text side is held to its teacher.
"""

from __future__ import annotations

import math
import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from app.bench._photosets import LABELLED_SETS, Sample
from models.training import labels
from models.training.data import load_samples
from models.training.loop import train
from models.training.minilm import STUDENT_LAYERS, TextEncoder, encode_ids, load_minilm, load_tokenizer
from models.training.network import DIMS, IMAGENET, Heads, load_lite0
from models.training.text import Texts, imitation, trainable
from models.training.texts import PHOTO_PROMPT
from models.training.views import plan

STEPS = 640
FLICKR_BATCH = 112
LABELLED_BATCH = 80
TEXT_BATCH = 64
QUEUE = 1024
PROMPTS_EVERY = 20
IMPRESSIONS = 128
PUSHES = 2
BACKBONE_RATE, HEADS_RATE, TEXT_RATE, MAP_RATE = 2e-4, 1e-3, 1.5e-5, 3e-4
FIRST_TEMPERATURE = 0.06
OTHER_SET_WEIGHT = 0.2
WEIGHTS = {
    "pairs": 1.0, "labels": 0.3, "imagenet": 1.0, "places": 0.4, "scene": 0.4, "coco": 8.0,
    "sets": 6.0, "impressions": 1.0, "anchor": 6.0,
}  # fmt: skip


@dataclass(frozen=True)
class Names:
    """Raw tag columns in the order imagenet, places, coco, sets, and which texts stand for them."""

    columns: list[str]
    sets: list[str]

    @classmethod
    def load(cls, shared: Path) -> Names:
        folders = [p.name for s in LABELLED_SETS for p in sorted((shared / "data" / s).iterdir()) if p.is_dir()]
        sets = [t.name for t in labels.set_tags(folders)]
        tags = labels.imagenet_tags(shared) + labels.places_tags(shared) + labels.coco_tags(shared)
        return cls([t.name for t in tags] + sets, sets)


class Model(nn.Module):
    """Everything that is trained here. A text vector is the student's, held to its teacher, turned by one matrix."""

    def __init__(self, names: Names, text: TextEncoder) -> None:
        super().__init__()
        _, self.upper, classifier = load_lite0()
        self.text = text
        tokenizer = load_tokenizer()
        with torch.no_grad():
            vectors = torch.cat([text(*encode_ids(tokenizer, names.columns[i : i + 128]))
                                 for i in range(0, len(names.columns), 128)])  # fmt: skip
        self.heads = Heads(classifier, vectors, len(names.sets))
        self.map = nn.Linear(DIMS, DIMS, bias=False)
        nn.init.eye_(self.map.weight)
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / FIRST_TEMPERATURE)))

    def encode_texts(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit text vectors [n, 384] in the space of the image vectors."""
        return F.normalize(self.map(self.text(ids, mask)).float(), dim=-1)


def set_targets(samples: list[Sample], names: list[str]) -> tuple[Tensor, Tensor]:
    """Targets and weights [n, sets] of the set tags: own set fully known, captions tell of Flickr8k, others hardly."""
    column = {name: i for i, name in enumerate(names)}
    by_source = {s: {column[x.name] for x in samples if x.source == s
                     and x.name} for s in LABELLED_SETS}  # fmt: skip
    patterns = [re.compile(rf"\b{re.escape(n.lower())}(s|es)?\b") for n in names]
    targets, weights = torch.zeros(len(samples), len(names)), torch.zeros(len(samples), len(names))
    for i, sample in enumerate(samples):
        if sample.source == "flickr8k":
            said = " ".join(sample.captions).lower()
            weights[i] = 1.0
            targets[i] = torch.tensor([float(bool(p.search(said))) for p in patterns])
            continue
        weights[i] = OTHER_SET_WEIGHT
        weights[i, list(by_source[sample.source])] = 1.0
        if name := sample.name:
            targets[i, column[name]] = 1.0
            weights[i, column[name]] = 1.0
    return targets, weights


def contrast(
    vectors: Tensor, texts: Tensor, photos: Tensor, queue: Tensor, owners: Tensor, scale: Tensor, soft: Tensor | None
) -> Tensor:
    """InfoNCE in both directions; earlier captions (`queue` [q, 384] of `owners`) are extra negatives.

    `soft` [n, n], where given, says how right each caption of the batch is for each photo.
    """
    target = torch.arange(len(vectors)) if soft is None else soft
    scores = scale * vectors @ texts.T
    extra = (scale * vectors @ queue.T).masked_fill(photos[:, None] == owners[None, :], -1e4)
    rows = target if soft is None else F.pad(soft, (0, len(queue)))
    return (F.cross_entropy(torch.cat([scores, extra], 1), rows) + F.cross_entropy(scores.T, target)) / 2


class Joint:
    """Batches and losses of the joint training."""

    def __init__(self, shared: Path, work: Path, model: Model, names: Names) -> None:
        self.model, self.names = model, names
        self.samples = load_samples(work)
        self.mid = np.load(work / "views_mid.npy", mmap_mode="r")
        self.teacher_logits = np.load(work / "views_logits.npy", mmap_mode="r")
        self.places = torch.from_numpy(np.load(work / "places_prob.npy"))
        scene = torch.from_numpy(np.load(work / "places_features.npy").astype(np.float32))
        self.scene = (scene - scene.mean(0)) / (scene.std(0) + 1e-3)
        self.coco = torch.from_numpy(np.load(work / "presence.npy"))
        self.set_targets, self.set_weights = set_targets(self.samples, names.sets)
        self.tokenizer, self.corpus = load_tokenizer(), Texts(work)
        rows = plan(work)
        training = [(row, i) for row, (i, _) in enumerate(rows) if self.samples[i].split == "train"]
        self.flickr: dict[int, list[int]] = {}
        self.labelled: dict[str, dict[int, list[int]]] = {}
        for row, i in training:
            sample = self.samples[i]
            pool = self.flickr if not sample.label else self.labelled.setdefault(sample.source, {})
            pool.setdefault(i, []).append(row)
        self.prompts = {s: sorted({x.name for x in self.samples if x.source == s} - {""}) for s in LABELLED_SETS}

        self.queue = torch.zeros(0, DIMS)
        self.queue_owners = torch.zeros(0, dtype=torch.long)
        self.prompt_vectors = torch.zeros(0, DIMS)

    def pick(
        self, rng: random.Random, flickr: int = FLICKR_BATCH, labelled: int = LABELLED_BATCH
    ) -> tuple[list[int], list[int]]:
        """Photo numbers (Flickr8k first) and the cached views chosen for them."""
        photos = rng.sample(sorted(self.flickr), flickr)
        rows = [rng.choice(self.flickr[i]) for i in photos]
        shares = {s: len(p) ** 0.5 for s, p in self.labelled.items()}
        scale = labelled / sum(shares.values())
        for source, pool in self.labelled.items():
            chosen = rng.sample(sorted(pool), max(6, round(shares[source] * scale)))
            photos += chosen
            rows += [rng.choice(pool[i]) for i in chosen]
        return photos, rows

    def encode(self, texts: list[str]) -> Tensor:
        return self.model.encode_texts(*encode_ids(self.tokenizer, texts))

    def impressions(self, pooled: Tensor, regions: Tensor, rng: random.Random) -> tuple[Tensor, Tensor]:
        """Features of real photos pushed along a class's weights until the class wins, and that class."""
        heads = self.model.heads
        classes = torch.tensor([rng.randrange(IMAGENET) for _ in range(IMPRESSIONS)])
        chosen = torch.tensor([rng.randrange(len(pooled)) for _ in range(IMPRESSIONS)])
        start = pooled[chosen].detach().float()
        with torch.no_grad():
            pushed, weight = start, heads.imagenet.weight[classes].float()
            margin = torch.tensor([[rng.uniform(0.0, 8.0)] for _ in range(IMPRESSIONS)])
            for _ in range(PUSHES):
                logits = F.linear(pushed, heads.imagenet.weight.float(), heads.imagenet.bias.float())
                own = logits.gather(1, classes[:, None])
                best = logits.scatter(1, classes[:, None], -torch.inf).max(1, keepdim=True).values
                way = weight.masked_fill((pushed <= 0) & (weight < 0), 0)  # features cannot fall below zero
                lift = (best - own + margin).clamp_min(0)
                pushed = (pushed + lift * way / way.square().sum(1, keepdim=True)).clamp(0, 6)
        return heads.vector(pushed, regions[chosen].detach().float(), heads.probabilities(pushed)), classes

    def losses(self, step: int) -> dict[str, Tensor]:
        rng, model, heads = random.Random(step), self.model, self.model.heads
        photos, rows = self.pick(rng)
        mid = torch.from_numpy(self.mid[rows].astype(np.float32)).contiguous(memory_format=torch.channels_last)
        captions = [rng.choice(self.samples[i].captions) for i in photos[:FLICKR_BATCH]]
        text_ids, text_mask, text_targets = self.corpus.batch(TEXT_BATCH, step)
        with torch.autocast("cpu", torch.bfloat16):
            pooled, regions = heads.pool(*model.upper(mid))
            texts = self.encode(captions)
            if step % PROMPTS_EVERY == 0 or not len(self.prompt_vectors):
                prompts = [PHOTO_PROMPT.format(n) for names in self.prompts.values() for n in names]
                with torch.no_grad():
                    self.prompt_vectors = self.encode(prompts)
            anchored = model.text(text_ids, text_mask)
            class_texts = F.normalize(heads.names[:IMAGENET], dim=-1)
            out = self.head_losses(photos, rows, pooled, regions, (texts, self.prompt_vectors, class_texts), rng)
        self.queue = torch.cat([texts.detach(), self.queue])[:QUEUE]
        self.queue_owners = torch.cat([torch.tensor(photos[:FLICKR_BATCH]), self.queue_owners])[:QUEUE]
        out["anchor"] = imitation(anchored, text_targets)
        return {k: WEIGHTS[k] * v for k, v in out.items()}

    def head_losses(
        self, photos: list[int], rows: list[int], pooled: Tensor, regions: Tensor,
        texts: tuple[Tensor, Tensor, Tensor], rng: random.Random, soft: Tensor | None = None,
    ) -> dict[str, Tensor]:  # fmt: skip
        """All losses above the pooled features; `texts`: vectors of the captions, the label prompts, the classes."""
        captions, prompts, class_texts = texts
        heads, count, index = self.model.heads, len(captions), torch.tensor(photos)
        vectors = heads.vector(pooled, regions, heads.probabilities(pooled))
        imagenet, places, coco, sets = (x.float() for x in heads.logits(pooled))
        imagined, classes = self.impressions(pooled, regions, rng)
        scale = self.model.log_scale.exp().clamp(max=100)
        out: dict[str, Tensor] = {}
        out["pairs"] = contrast(vectors[:count], captions, index[:count], self.queue, self.queue_owners, scale, soft)
        out["labels"] = self.label_loss(photos, vectors, prompts, scale)
        teacher = torch.from_numpy(self.teacher_logits[rows].astype(np.float32)).log_softmax(-1)
        out["imagenet"] = F.kl_div(imagenet.log_softmax(-1), teacher, reduction="batchmean", log_target=True)
        out["places"] = F.kl_div(places.log_softmax(-1), self.places[index], reduction="batchmean")
        out["scene"] = F.mse_loss(heads.scene_features(pooled).float(), self.scene[index])
        out["coco"] = F.binary_cross_entropy_with_logits(coco, self.coco[index])
        bce = F.binary_cross_entropy_with_logits(sets, self.set_targets[index], reduction="none")
        out["sets"] = (bce * self.set_weights[index]).mean()
        out["impressions"] = F.cross_entropy(scale.detach() * imagined.float() @ class_texts.float().T, classes)
        return out

    def label_loss(self, photos: list[int], vectors: Tensor, prompts: Tensor, scale: Tensor) -> Tensor:
        """Cross entropy of each labelled photo among the label texts of its own set."""
        total, count, start = vectors.new_zeros(()), 0, 0
        for source, names in self.prompts.items():
            at = [k for k, i in enumerate(photos) if self.samples[i].source == source
                  and self.samples[i].name]  # fmt: skip
            target = [names.index(self.samples[photos[k]].name) for k in at]
            if at:
                scores = scale * vectors[at] @ prompts[start : start + len(names)].T
                total = total + F.cross_entropy(scores, torch.tensor(target), reduction="sum")
            count, start = count + len(at), start + len(names)
        return total / max(count, 1)


def run(shared: Path, work: Path) -> Model:
    """The joint model, trained or loaded; `joint.pt`."""
    torch.manual_seed(0)
    names = Names.load(shared)
    text = load_minilm(STUDENT_LAYERS)
    text.load_state_dict(torch.load(work / "text.pt"))
    model = Model(names, text)
    model.upper = model.upper.to(memory_format=torch.channels_last)
    joint = Joint(shared, work, model, names)
    fresh = [p for n, p in model.heads.named_parameters() if not n.startswith("imagenet")]
    groups = [
        {"params": list(model.upper.parameters()) + list(model.heads.imagenet.parameters()), "lr": BACKBONE_RATE},
        {"params": [*fresh, model.log_scale], "lr": HEADS_RATE},
        {"params": [model.map.weight], "lr": MAP_RATE, "weight_decay": 0.0},
        {"params": trainable(model.text), "lr": TEXT_RATE},
    ]
    train(model, groups, joint.losses, steps=STEPS, folder=work, name="joint", weight_decay=0.02)
    return model
