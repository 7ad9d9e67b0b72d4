"""The heads alone, trained further on the kept features of the joint network: large batches cost little here."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from models.training import joint, outputs
from models.training.joint import Joint, Model, Names
from models.training.loop import train
from models.training.minilm import encode_ids
from models.training.texts import PHOTO_PROMPT

STEPS = 650
FLICKR_BATCH, LABELLED_BATCH = 512, 448
RATE, MAP_RATE = 6e-4, 2e-4
WEIGHTS = {**joint.WEIGHTS, "labels": 1.0, "impressions": 0.5}
DROPOUT = 0.45
# How much louder than trained each kind of tag speaks in the image vector; chosen on `tune` among eight settings.
GAIN_FACTORS = torch.tensor([1.3, 1.0, 1.0, 2.0])
SOFT_SHARE, SOFT_TEMPERATURE = 0.5, 0.07  # how much, and how sharply, captions of like meaning count as right too


class Polish(Joint):
    """The joint losses on kept features."""

    def __init__(self, shared: Path, work: Path, model: Model, names: Names) -> None:
        super().__init__(shared, work, model, names)
        outputs.features(model, work)
        self.pooled = np.load(work / "features_pooled.npy")
        self.regions = np.load(work / "features_regions.npy")
        self.plain = outputs.plain_texts(model, work)
        every = json.loads((work / "texts.json").read_text(encoding="utf-8"))
        self.number = {text: i for i, text in enumerate(every)}
        prompts = [PHOTO_PROMPT.format(n) for group in self.prompts.values() for n in group]
        classes = names.columns[: joint.IMAGENET]
        with torch.no_grad():
            self.plain_prompts = model.text(*encode_ids(self.tokenizer, prompts))
            self.plain_classes = [
                model.text(*encode_ids(self.tokenizer, [form.format(n) for n in classes]))
                for form in ("{}", PHOTO_PROMPT)
            ]

    def losses(self, step: int) -> dict[str, Tensor]:
        rng = random.Random(step)
        photos, rows = self.pick(rng, FLICKR_BATCH, LABELLED_BATCH)
        said = [self.number[rng.choice(self.samples[i].captions)] for i in photos[:FLICKR_BATCH]]
        pooled, regions = (torch.from_numpy(x[rows].astype(np.float32)) for x in (self.pooled, self.regions))
        captions = torch.from_numpy(self.plain[said].astype(np.float32))
        plain = captions, self.plain_prompts, rng.choice(self.plain_classes)
        with torch.autocast("cpu", torch.bfloat16):
            captions, prompts, classes = (F.normalize(self.model.map(x).float(), dim=-1) for x in plain)
            out = self.head_losses(photos, rows, pooled, regions, (captions, prompts, classes), rng, self.alike(said))
        return {k: WEIGHTS[k] * v for k, v in out.items()}

    def alike(self, said: list[int]) -> Tensor:
        """Soft targets [n, n]: captions that the text teacher finds alike are no full negatives of each other."""
        teacher = F.normalize(torch.from_numpy(self.corpus.targets[said].astype(np.float32)), dim=-1)
        soft = (teacher @ teacher.T / SOFT_TEMPERATURE).softmax(-1)
        return SOFT_SHARE * soft + (1 - SOFT_SHARE) * torch.eye(len(said))


def run(shared: Path, work: Path) -> Model:
    """The joint model with its heads polished, trained or loaded; `polish.pt`."""
    model = joint.run(shared, work)
    for p in [*model.upper.parameters(), *model.text.parameters(), *model.heads.attention.parameters()]:
        p.requires_grad_(False)
    heads = [p for p in model.heads.parameters() if p.requires_grad]
    groups = [
        {"params": [*heads, model.log_scale], "lr": RATE},
        {"params": [model.map.weight], "lr": MAP_RATE, "weight_decay": 0.0},
    ]
    if (work / "polish.pt").exists():
        model.load_state_dict(torch.load(work / "polish.pt"))
    else:
        model.heads.dropout.p = DROPOUT
        losses = Polish(shared, work, model, Names.load(shared)).losses
        train(model, groups, losses, steps=STEPS, folder=work, name="polish", weight_decay=0.05)
    with torch.no_grad():
        model.heads.gains.mul_(GAIN_FACTORS)
    return model
