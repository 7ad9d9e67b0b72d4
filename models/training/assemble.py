"""The last stages: calibrate, export, and put the pack together with its manifest."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import numpy as np
import torch

from app.bench._photosets import IMAGENETTE_CLASSES, Sample
from app.vision.manifest import FORMAT, MANIFEST_NAME, file_entry
from models.training import calibrate, export, labels
from models.training.captioner import Captions, Decoder, words_of
from models.training.data import captions_text, load_samples
from models.training.joint import Model, Names, set_targets
from models.training.measure import encode_texts
from models.training.minilm import model_folder
from models.training.network import IMAGENET
from models.training.text import StaticTable
from models.training.texts import PHOTO_PROMPT, short_query
from models.training.views import plan

NAME = "compact"
LICENCE = "Apache-2.0; see MODEL_CARD.md for the licences of data and teachers"
BACKGROUND_QUERIES = 320
SURE_TAG = 0.45
LEAST_CONFIDENCE = 0.5
GOOD_CAPTION = 0.6  # cosine of MiniLM vectors from which a caption says the same as a reference


def raw_logits(model: Model, work: Path, split: str, samples: list[Sample]) -> tuple[list[int], dict[str, np.ndarray]]:
    """Photo numbers of a split and the four raw logits of their clean views."""
    mid = np.load(work / "views_mid.npy", mmap_mode="r")
    rows = [(row, i) for row, (i, v) in enumerate(plan(work)) if v == 0 and samples[i].split == split]
    parts: list[list[np.ndarray]] = [[], [], [], []]
    model.eval()
    with torch.inference_mode():
        for start in range(0, len(rows), 64):
            batch = torch.from_numpy(mid[[r for r, _ in rows[start : start + 64]]].astype(np.float32))
            grid, wide = model.upper(batch.contiguous(memory_format=torch.channels_last))
            for part, logits in zip(parts, model.heads.logits(model.heads.pool(grid, wide)[0]), strict=True):
                part.append(logits.numpy())
    names = ("imagenet", "places", "coco", "sets")
    return [i for _, i in rows], {n: np.concatenate(p) for n, p in zip(names, parts, strict=True)}


def truths(samples: list[Sample], photos: list[int], names: Names, work: Path) -> dict[str, tuple]:
    """For each source the targets and weights on these photos: labels where there are any, else the teacher's word."""
    places = np.load(work / "places_prob.npy")[photos]
    presence = np.load(work / "presence.npy")[photos]
    targets, weights = set_targets(samples, names.sets)
    imagenet = np.zeros((len(photos), IMAGENET), np.float32)
    known = np.zeros(len(photos), bool)
    for row, i in enumerate(photos):
        if samples[i].source == "imagenette":
            imagenet[row, IMAGENETTE_CLASSES[samples[i].label]] = 1.0
            known[row] = True
    own = np.asarray(weights[photos] >= 1.0, np.float32)
    return {"imagenet": (imagenet, known), "places": (places, None), "coco": (presence, None),
            "sets": (targets[photos].numpy(), own)}  # fmt: skip


def temperatures(model: Model, samples: list[Sample], names: Names, work: Path) -> dict[str, float]:
    """One temperature a source, fitted on the `tune` split."""
    photos, logits = raw_logits(model, work, "tune", samples)
    truth = truths(samples, photos, names, work)
    known = truth["imagenet"][1]
    return {
        "imagenet": calibrate.softmax_temperature(logits["imagenet"][known], truth["imagenet"][0][known]),
        "places": calibrate.softmax_temperature(logits["places"], truth["places"][0]),
        "coco": calibrate.sigmoid_temperature(logits["coco"], truth["coco"][0], np.ones_like(truth["coco"][0])),
        "sets": calibrate.sigmoid_temperature(logits["sets"], *truth["sets"]),
    }


def reliability_table(model: Model, samples: list[Sample], names: Names, work: Path, t: dict[str, float]) -> dict:
    """On the `held` split: what was said and what was right, for labels (ImageNet's and the sets')."""
    photos, logits = raw_logits(model, work, "held", samples)
    truth = truths(samples, photos, names, work)
    imagenet, known = truth["imagenet"]
    p = calibrate.softmax(logits["imagenet"][known] / t["imagenet"])
    best = p.argmax(1)
    rows = np.arange(len(best))
    sets, own = truth["sets"]
    q = calibrate.sigmoid(logits["sets"] / t["sets"])
    return {
        "imagenet (best class, imagenette photos)": calibrate.reliability(p[rows, best], imagenet[known][rows, best]),
        "photo sets (every label of the photo's own set)": calibrate.reliability(q[own > 0], sets[own > 0]),
    }


def background_queries(shared: Path) -> list[str]:
    """Texts of every kind, against which a query's scores are seen: half tag names, half short queries."""
    rng = random.Random(11)
    corpus = captions_text(shared)
    tags = [t.name for t in labels.imagenet_tags(shared) + labels.places_tags(shared)]
    half = BACKGROUND_QUERIES // 2
    return rng.sample(tags, half) + [short_query(rng.choice(corpus), rng) for _ in range(half)]


def write_tags(shared: Path, names: Names, model: Model, folder: Path) -> None:
    """`tags.json` (names, aliases, which tag each raw column means) and `tag_vectors.npy` int8 [tags, 384]."""
    number: dict[str, int] = {}
    kept: list[str] = []
    columns = []
    for name in names.columns:
        if name.lower() not in number:
            number[name.lower()] = len(kept)
            kept.append(name)
        columns.append(number[name.lower()])
    aliases: list[list[str]] = [[] for _ in kept]
    for tag in labels.imagenet_tags(shared):
        aliases[number[tag.name.lower()]] += [a for a in tag.aliases if a.lower() not in number]
    data = {"names": kept, "aliases": aliases, "columns": columns, "sure": SURE_TAG}
    (folder / "tags.json").write_text(json.dumps(data), encoding="utf-8")
    vectors = encode_texts(model, kept)
    vectors *= 127 / np.abs(vectors).max(1, keepdims=True)
    np.save(folder / "tag_vectors.npy", np.round(vectors).astype(np.int8))


def fit_confidence(folder: Path, work: Path, samples: list[Sample]) -> dict[str, float]:
    """Caption confidence on the `tune` split: is the caption close to a reference, or does it name the label?"""
    from app.vision.pack import Pack
    from models.training.data import load_pixels
    from models.training.minilm import encode_ids, load_minilm, load_tokenizer

    write_manifest(folder, {"bias": 0.0, "fit": 0.0, "log_p": 0.0, "least": LEAST_CONFIDENCE}, {}, "0")
    pack, pixels = Pack.load(folder), load_pixels(work)
    photos = [i for i, s in enumerate(samples) if s.split == "tune" and (s.captions or s.name)]
    features, good = [], []
    tokenizer, teacher = load_tokenizer(), load_minilm().eval()
    for start in range(0, len(photos), 16):
        chosen = photos[start : start + 16]
        vectors, _, grids = pack.see(pixels[chosen])
        sentences = pack.sentences(vectors, grids)
        said = [s.text or "nothing" for s in sentences]
        fit = (pack.encode_texts(said) * vectors).sum(1)
        references = [list(samples[i].captions) or [PHOTO_PROMPT.format(samples[i].name)]
                      for i in chosen]  # fmt: skip
        for k, i in enumerate(chosen):
            with torch.inference_mode():
                both = teacher(*encode_ids(tokenizer, [said[k], *references[k]])).numpy()
            close = float((both[1:] @ both[0]).max())
            name = samples[i].name.lower()
            named = bool(name) and all(w in words_of(said[k]) for w in re.findall(r"[a-z]+", name))
            good.append(float(named or (close >= GOOD_CAPTION)))
            features.append([float(fit[k]), max(sentences[k].mean_log_p, -20.0)])
    bias, fit_weight, log_p = calibrate.logistic(np.array(features), np.array(good))
    return {"bias": float(bias), "fit": float(fit_weight), "log_p": float(log_p), "least": LEAST_CONFIDENCE}


def write_manifest(folder: Path, confidence: dict[str, float], extra: dict[str, Any], version: str) -> None:
    (folder / MANIFEST_NAME).unlink(missing_ok=True)
    files = {p.name: file_entry(p) for p in sorted(folder.iterdir()) if p.suffix in (".onnx", ".npy", ".json")}
    manifest = {
        "format": FORMAT, "name": NAME, "version": version, "dims": 384, "licence": LICENCE,
        "preprocessing": {"side": 224, "colour": "RGB", "range": "0..255", "layout": "NHWC",
                          "resize": "squash, bicubic"},
        "settings": {"caption_confidence": confidence, **extra}, "files": files,
    }  # fmt: skip
    (folder / MANIFEST_NAME).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def run(
    shared: Path, work: Path, folder: Path, model: Model, table: StaticTable, decoder: Decoder, data: Captions,
    version: str,
) -> None:  # fmt: skip
    """Write the whole pack into `folder`, calibrated on the `tune` split."""
    folder.mkdir(parents=True, exist_ok=True)
    samples, names = load_samples(work), Names.load(shared)
    t = temperatures(model, samples, names, work)
    export.export_image(model, t, work, folder)
    export.export_text(model, model_folder() / "tokenizer.json", work, folder)
    export.export_table(table, folder)
    export.export_captioner(decoder, data.vocabulary, work, folder)
    write_tags(shared, names, model, folder)
    np.save(folder / "backgrounds.npy", encode_texts(model, background_queries(shared)).astype(np.float16))
    table_of = reliability_table(model, samples, names, work, t)
    (folder / "reliability.json").write_text(json.dumps(table_of, indent=1) + "\n", encoding="utf-8")
    write_manifest(folder, fit_confidence(folder, work, samples), {"temperatures": t}, version)
