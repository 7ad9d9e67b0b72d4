"""The texts that the text side learns from, and the text teacher's vectors for them.

Kinds: captions without photos, the training captions of Flickr8k, tag names as people write them,
whole words of the tokenizer's vocabulary, and short queries cut out of captions.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import numpy as np
import torch

from app.bench._photosets import LABELLED_SETS
from models.training import labels
from models.training.data import captions_text, load_samples
from models.training.minilm import encode_ids, load_minilm, load_tokenizer

SHORT_QUERIES = 60_000
STOP_WORDS = frozenset(
    "a an the of in on at to and is are with by from for as his her their its it that this while there be being".split()
)
PHOTO_PROMPT = "a photo of a {}"
TAG_PROMPTS = ("{}", PHOTO_PROMPT, "a {} in a picture", "close-up of {}")


def short_query(caption: str, rng: random.Random) -> str:
    """One to six content words of a caption in their order, as somebody would type them."""
    words = re.findall(r"[a-z][a-z'-]+", caption.lower())
    if rng.random() < 0.75:
        words = [w for w in words if w not in STOP_WORDS]
    if not words:
        return caption.lower()
    size = min(len(words), rng.choices((1, 2, 3, 4, 5, 6), (4, 6, 5, 3, 2, 1))[0])
    start = rng.randrange(len(words) - size + 1)
    return " ".join(words[start : start + size])


def tag_names(shared: Path) -> list[str]:
    """Names and aliases of every tag, once each."""
    folders = [p.name for s in LABELLED_SETS for p in sorted((shared / "data" / s).iterdir()) if p.is_dir()]
    tags = labels.imagenet_tags(shared) + labels.places_tags(shared) + labels.coco_tags(shared)
    tags += labels.set_tags(folders)
    return sorted({name for tag in tags for name in (tag.name, *tag.aliases)})


def gather(shared: Path, work: Path) -> list[str]:
    rng = random.Random(7)
    corpus = captions_text(shared)
    flickr = [c for s in load_samples(work) if s.split == "train" for c in s.captions]
    queries = [short_query(rng.choice(corpus), rng) for _ in range(SHORT_QUERIES)]
    words = [w for w in load_tokenizer().get_vocab() if re.fullmatch(r"[a-z]{3,}", w)]
    prompts = [p.format(name) for name in tag_names(shared) for p in TAG_PROMPTS]
    return sorted(set(corpus) | set(flickr) | set(queries) | set(words) | set(prompts))


def encode(shared: Path, work: Path, batch: int = 256) -> None:
    """`texts.json` and `texts_minilm.npy` float16 [T, 384]: what the text teacher says of each text."""
    torch.set_num_threads(1)
    texts = gather(shared, work)
    tokenizer, teacher = load_tokenizer(), load_minilm().eval()
    vectors = np.zeros((len(texts), 384), np.float16)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            ids, mask = encode_ids(tokenizer, [texts[i] for i in chosen])
            vectors[chosen] = teacher(ids, mask).numpy().astype(np.float16)
    np.save(work / "texts_minilm.npy", vectors)
    (work / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
