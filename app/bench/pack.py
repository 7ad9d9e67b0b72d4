"""`bench pack`: what the model pack is worth, on photos that it was never trained on.

Figures follow common practice: recall at k for caption retrieval (Hodosh et al. 2013), corpus BLEU-4 with five
references (Papineni et al. 2002, by sacrebleu), ROUGE-L F1 against the best reference (Lin 2004, by rouge-score).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.bench import say
from app.bench._photosets import IMAGENETTE_CLASSES, LABELLED_SETS, Sample, everyday_name, list_samples, names_of
from app.domain import INPUT_SIDE, Pixels, SnowlineError
from app.media.decode import decode
from app.paths import PROJECT
from app.vision.captioner import Sentence
from app.vision.pack import BEAM, Pack, TextSide

HELP = "Measure the model pack: retrieval, captions, labels, tags, speed and memory, on photos it never saw."

READ_BATCH = 32
CAPTION_BATCH = 16
REPEATS = 60
CANDIDATES = 1000
CERTAIN = 0.8  # probability from which the independent classifier's answer stands for a label
TAG_SHARE = 1.0  # weight of a named tag's probability beside the cosine
PROMPT = "a photo of a {}"
RSS_PROBE = """
import sys, json, numpy, onnxruntime, tokenizers
sys.path.insert(0, {project!r})
from app.vision.pack import Pack
def rss():
    with open('/proc/self/status') as f:
        return {{l.split(':')[0]: int(l.split()[1]) / 1024 for l in f if l.startswith(('VmRSS', 'RssAnon', 'RssFile'))}}
before = rss()
pack = Pack.load(low_memory={low})
loaded = rss()
pack.describe(numpy.zeros((1, 224, 224, 3), numpy.uint8))
pack.encode_texts(['snow on mountains'])
used = rss()
print(json.dumps({{k: {{m: round(v[m] - before[m], 1) for m in v}} for k, v in (('loaded', loaded), ('used', used))}}))
"""


def run(shared: Path | None, seed: int, pack: Path | None = None) -> dict[str, object]:
    """All figures of the pack in folder `pack` (built-in when None). Raises `SnowlineError` without the photo sets."""
    if shared is None:
        raise SnowlineError("`bench pack` needs the photo sets (data/flickr8k ...): give their folder with --shared.")
    model = Pack.load(pack)
    static = TextSide.load(pack, low_memory=True)
    samples = list_samples(shared)
    dev = [s for s in samples if s.split == "dev"]
    held = [s for s in samples if s.split == "held"]
    say(f"reading {len(dev)} + {len(held)} photos")
    seen = {"dev": Seen(model, shared, dev), "held": Seen(model, shared, held)}
    out: dict[str, Any] = {"pack": model.generation, "bytes": pack_bytes(model.folder)}
    say("text to image")
    out["text_to_image"] = {
        "transformer": retrieval(model, seen["dev"]), "static": retrieval(static, seen["dev"]),
        "photos": len(dev), "captions": sum(len(s.captions) for s in dev),
    }  # fmt: skip
    say("captions")
    out["captions"] = caption_scores(model, seen["dev"])
    say("labels and classes")
    out["labels"] = {source: label_accuracy(model, seen["held"], source) for source in LABELLED_SETS}
    out["imagenet_tags"] = tag_accuracy(model, shared, seen["held"])
    out["class_names"] = class_names(model, shared, seen["dev"])
    say("speed and memory")
    out["milliseconds"] = speeds(model, static, seen["dev"].pixels)
    out["rss_mb"] = {"whole": rss_added(low=False), "low_memory": rss_added(low=True)}
    return out


class Seen:
    """Photos with everything the pack says of them."""

    def __init__(self, pack: Pack, shared: Path, samples: list[Sample]) -> None:
        self.samples = samples
        self.pixels: Pixels = np.stack([read(shared / "data" / s.path) for s in samples])
        parts = [pack.see(self.pixels[i : i + READ_BATCH]) for i in range(0, len(samples), READ_BATCH)]
        self.vectors, self.probabilities, self.grids = (np.concatenate(p) for p in zip(*parts, strict=True))

    def rows(self, source: str) -> list[int]:
        """Rows of one photo set whose label names something."""
        return [i for i, s in enumerate(self.samples) if s.source == source and s.name]


def read(path: Path) -> Pixels:
    return decode(path, max_pixels=50_000_000, thumbnail_side=INPUT_SIDE).pixels


def pack_bytes(folder: Path) -> dict[str, int]:
    sizes = {p.name: p.stat().st_size for p in sorted(folder.iterdir()) if p.is_file()}
    return {**sizes, "total": sum(sizes.values())}


def recall_at(scores: NDArray[np.float32], owner: NDArray[np.int64]) -> dict[str, float]:
    """Percent of rows whose own column is among the first 1, 5, 10. scores [texts, photos]."""
    own = scores[np.arange(len(owner)), owner]
    rank = (scores > own[:, None]).sum(axis=1)
    return {f"R@{k}": round(float((rank < k).mean()) * 100, 2) for k in (1, 5, 10)}


def retrieval(texts: TextSide, seen: Seen) -> dict[str, float]:
    owner = np.repeat(np.arange(len(seen.samples)), [len(s.captions) for s in seen.samples])
    queries = texts.encode_texts([c for s in seen.samples for c in s.captions])
    return recall_at(queries @ seen.vectors.T, owner)


def caption_scores(pack: Pack, seen: Seen) -> dict[str, object]:
    """BLEU-4 and ROUGE-L of every sentence as spoken, and the share that the pack would show as a sentence."""
    try:
        import sacrebleu
        from rouge_score import rouge_scorer
    except ImportError as error:
        raise SnowlineError(f"`bench pack` needs the extra “bench” ({error.name} is missing).") from error

    def said(beam: int) -> list[Sentence]:
        batches = range(0, len(seen.samples), CAPTION_BATCH)
        parts = [(seen.vectors[i : i + CAPTION_BATCH], seen.grids[i : i + CAPTION_BATCH]) for i in batches]
        return [sentence for part in parts for sentence in pack.sentences(*part, beam=beam)]

    spoken, greedy = said(BEAM), said(1)
    references = [[words_only(c) for c in s.captions] for s in seen.samples]
    confidence = np.array(pack.confidence(spoken, seen.vectors, seen.probabilities))
    scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False)
    out: dict[str, object] = {}
    for name, sentences in (("beam", [s.text for s in spoken]), ("greedy", [s.text for s in greedy])):
        streams = [[r[k] for r in references] for k in range(5)]
        bleu = sacrebleu.corpus_bleu(sentences, streams, lowercase=True, tokenize="none", force=True)
        rouge = [max(scorer.score(r, s)["rougeL"].fmeasure for r in rs)
                 for s, rs in zip(sentences, references, strict=True)]  # fmt: skip
        out[name] = {"BLEU-4": round(bleu.score, 2), "ROUGE-L": round(float(np.mean(rouge)) * 100, 2)}
    out["shown_as_sentence_percent"] = round(float((confidence >= pack.least_confidence).mean()) * 100, 1)
    out["distinct"] = len({s.text for s in spoken})
    return out


def words_only(caption: str) -> str:
    return " ".join("".join(c if c.isalnum() or c == "'" else " " for c in caption.lower()).split())


def label_accuracy(pack: Pack, seen: Seen, source: str) -> dict[str, float]:
    """Percent of held-out photos whose nearest label text of their set is their own."""
    rows, names = seen.rows(source), names_of(seen.samples, source)
    prompts = pack.encode_texts([PROMPT.format(n) for n in names])
    best = (seen.vectors[rows] @ prompts.T).argmax(axis=1)
    right = [names[b] == seen.samples[r].name for b, r in zip(best, rows, strict=True)]
    return {"top1": round(float(np.mean(right)) * 100, 2), "photos": len(rows), "labels": len(names)}


def imagenet_names(pack: Pack, shared: Path) -> list[str]:
    """The pack's tag for each of the 1,000 ImageNet classes."""
    lines = (shared / "weights" / "mobilenet_v2" / "imagenet_labels.txt").read_text(encoding="utf-8").splitlines()[1:]
    order: list[str] = json.loads((pack.folder / "tags.json").read_text(encoding="utf-8"))["columns"]
    return [pack.tag_names[int(order[i])] for i in range(len(lines))]


def starting_network(shared: Path, pixels: Pixels) -> NDArray[np.float32]:
    """Logits [n, 1000] of the published int8 MobileNetV2, an independent judge and the yardstick for tags."""
    from app.vision.sessions import open_session

    path = shared / "weights" / "mobilenet_v2" / "tf2_mobilenet_v2_1.0_224_ptq.qdq.onnx"
    session = open_session(path, threads=1)
    parts = []
    for i in range(0, len(pixels), READ_BATCH):
        batch = pixels[i : i + READ_BATCH].transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1.0
        parts.append(session.run(["logits"], {"input": batch})[0][:, 1:])
    return np.concatenate(parts)


def tag_accuracy(pack: Pack, shared: Path, seen: Seen) -> dict[str, object]:
    """Top-1 and top-5 percent on held-out Imagenette photos among the 1,000 classes, beside the published network."""
    rows = seen.rows("imagenette")
    truth = np.array([IMAGENETTE_CLASSES[seen.samples[r].label] for r in rows])
    names = imagenet_names(pack, shared)
    tag = {name: i for i, name in enumerate(pack.tag_names)}
    ours = seen.probabilities[rows][:, [tag[n] for n in names]]
    theirs = starting_network(shared, seen.pixels[rows])

    def top(scores: NDArray[np.float32]) -> dict[str, float]:
        order = np.argsort(-scores, axis=1)[:, :5]
        hit = order == truth[:, None]
        return {"top1": round(float(hit[:, 0].mean()) * 100, 2), "top5": round(float(hit.any(1).mean()) * 100, 2)}

    return {"pack": top(ours), "mobilenet_v2_int8": top(theirs), "photos": len(rows)}


def class_names(pack: Pack, shared: Path, seen: Seen) -> dict[str, object]:
    """Search by class name for ImageNet classes of no labelled set, among 1,000 photos.

    No photo here carries such a label, so an independent network (the int8 MobileNetV2) that is certain of its answer
    stands for it: a substitute for labelled photos, and a mild one, as both networks may share their errors.
    """
    p = starting_network(shared, seen.pixels)
    p = np.exp(p - p.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    names = imagenet_names(pack, shared)
    known = {everyday_name(p.name) for s in LABELLED_SETS for p in (shared / "data" / s).iterdir() if p.is_dir()}
    certain = [(i, int(p[i].argmax())) for i in range(len(p)) if p[i].max() >= CERTAIN]
    certain = [(i, c) for i, c in certain if names[c] not in known]
    tag = {name: i for i, name in enumerate(pack.tag_names)}
    hits: dict[str, list[bool]] = {"vector": [], "tag": [], "fused": []}
    for photo, class_number in certain:
        others = [i for i, c in certain if c == class_number and i != photo]
        keep = np.setdiff1d(np.arange(min(len(p), CANDIDATES)), others)
        cosine = seen.vectors @ pack.encode_texts([PROMPT.format(names[class_number])])[0]
        named = seen.probabilities[:, tag[names[class_number]]]
        for kind, scores in (("vector", cosine), ("tag", named), ("fused", cosine + TAG_SHARE * named)):
            hits[kind].append(int((scores[keep] > scores[photo]).sum()) < 5)
    return {
        **{k: round(float(np.mean(v)) * 100, 1) if v else None for k, v in hits.items()},
        "photos": len(certain), "classes": len({c for _, c in certain}),
        "judge": "int8 MobileNetV2, p >= 0.8, in place of labels",
    }  # fmt: skip


def median_ms(action: Any) -> float:
    for _ in range(5):
        action()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return round(float(np.median(times)) * 1e3, 4)


def speeds(pack: Pack, static: TextSide, pixels: Pixels) -> dict[str, float]:
    """Medians on one thread: one photo, one caption (and one of a batch of 8), one query text."""
    one, eight = pixels[:1], pixels[:8]
    vectors, _, grids = pack.see(eight)
    query = ["snow on mountains"]
    return {
        "photo_vector_and_tags": median_ms(lambda: pack.see(one)),
        "caption_beam": median_ms(lambda: pack.sentences(vectors[:1], grids[:1])),
        "caption_greedy": median_ms(lambda: pack.sentences(vectors[:1], grids[:1], beam=1)),
        "caption_beam_in_batch_of_8": round(median_ms(lambda: pack.sentences(vectors, grids)) / 8, 4),
        "query_transformer": median_ms(lambda: pack.encode_texts(query)),
        "query_static": median_ms(lambda: static.encode_texts(query)),
    }


def rss_added(*, low: bool) -> dict[str, object]:
    """MB added by loading the pack, and after its first use, in a fresh process that has the libraries already."""
    probe = RSS_PROBE.format(project=str(PROJECT), low=low)
    result = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    if result.returncode:
        raise SnowlineError(f"The memory probe failed: {result.stderr.strip().splitlines()[-1:]}")
    measured: dict[str, object] = json.loads(result.stdout)
    return measured
