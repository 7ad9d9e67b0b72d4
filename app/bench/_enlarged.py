"""Real embeddings of the shared photos and captions, enlarged to any number of vectors.

Real rows are what the built-in pack makes of the photos (image vectors) and of the captions (text vectors); they are
computed once and kept in the cache folder. Some are held out as queries. When more rows are wanted than there are, each
further row is made from a random real row a and four of its near neighbours:

    a + w (b - a) + t (c - d), scaled back to unit length, w uniform in [0, MIX]

Moving towards a neighbour alone would draw everything together (a mean of neighbours is nearer to all of them than they
are to each other), so the difference of two other neighbours, which has the spread of the neighbourhood and its
directions, is added with weight t. Both weights were chosen so that an index feels no difference. 48,000 real captions
enlarged to 194,000 beside 194,000 real ones, 300 held-out captions as queries: median 1 - cosine to the 10th neighbour
0.31 and 0.31, to the 100th 0.43 and 0.43; recall@10 of Annoy (384 dims, 10 trees, search_k 500, 2,000, 8,000) 0.65,
0.82, 0.93 and 0.66, 0.84, 0.93. Without t the made rows are easier to find than real ones, with t = 0.7 harder. The
very nearest real captions are paraphrases of the same photo (1 - cosine 0.16), which made rows have fewer of (0.23).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.bench import say
from app.bench._photosets import list_samples
from app.domain import VECTOR_DIMS, SnowlineError
from app.indexing.starting import quiet_start
from app.media.decode import decode
from app.paths import builtin_pack, cache_folder
from app.settings import Settings
from app.vision.manifest import read_manifest
from app.vision.pack import Pack, TextSide

What = Literal["images", "texts"]
Floats = NDArray[np.float32]

BLOCK = 20_000  # rows yielded at a time: 31 MB
HELD_OUT = {"images": 1_000, "texts": 4_000}  # real rows that are queries and never rows
NEIGHBOURS = 10  # near neighbours that a made row is mixed from
MIX, SPREAD = 0.5, 0.5
_CELL_ROWS = 2_000  # near neighbours are looked for inside a cell of about so many rows
_CELL_ROUNDS = 4
_TEXTS_A_TASK, _PHOTOS_A_TASK = 1_024, 128


def enlarged(what: What, n: int, seed: int, shared: Path | None) -> Iterator[Floats]:
    """`n` unit vectors in blocks of float32 [<= BLOCK, 384]: the real rows first (shuffled), then made ones.

    The same `seed` gives the same rows, and the rows for a smaller `n` are the beginning of those for a larger one.
    Raises SnowlineError without the shared folder.
    """
    yield from enlarge(real_rows(what, seed, shared), n, seed)


def queries(what: What, count: int, seed: int, shared: Path | None) -> Floats:
    """Up to HELD_OUT[what] real vectors that are not among the rows of `enlarged` with this seed: [count, 384]."""
    vectors = embeddings(what, shared)
    held = _order(len(vectors), seed)[: HELD_OUT[what]]
    return np.asarray(vectors[held[:count]], np.float32)


def real_rows(what: What, seed: int, shared: Path | None) -> Floats:
    """The real vectors that are not held out, shuffled: float32 [n, 384]."""
    vectors = embeddings(what, shared)
    return np.asarray(vectors[_order(len(vectors), seed)[HELD_OUT[what] :]], np.float32)


def real_photos(seed: int, shared: Path) -> list[Path]:
    """The photos whose vectors `real_rows("images", seed, shared)` has, in its order."""
    photos = [shared / "data" / sample.path for sample in list_samples(shared)]
    return [photos[i] for i in _order(len(photos), seed)[HELD_OUT["images"] :]]


def enlarge(
    rows: Floats, n: int, seed: int, mix: float = MIX, spread: float = SPREAD, neighbours: int = NEIGHBOURS
) -> Iterator[Floats]:
    """`rows` and then made ones, `n` in all, as the head of this module says."""
    for start in range(0, min(n, len(rows)), BLOCK):
        yield rows[start : min(start + BLOCK, n)]
    if n <= len(rows):
        return
    near = near_neighbours(rows, neighbours, seed)
    for number, start in enumerate(range(len(rows), n, BLOCK)):
        rng = np.random.default_rng([seed, number])
        count = BLOCK  # always as many, so that a smaller n is a beginning
        a = rng.integers(len(rows), size=count)
        others = near[a[:, None], rng.permuted(np.tile(np.arange(neighbours), (count, 1)), axis=1)[:, :3]]
        b, c, d = (rows[others[:, i]] for i in range(3))
        w = rng.uniform(0, mix, (count, 1)).astype(np.float32)
        made = rows[a] * (1 - w) + w * b + np.float32(spread) * (c - d)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        yield made[: n - start]


def near_parents(real: int, n: int, seed: int) -> NDArray[np.int64]:
    """Which of the `real` rows each of the `n` that `enlarge` yields is, or was made from (a): int64 [n]."""
    parts = [np.arange(min(real, n))]
    for number, start in enumerate(range(real, n, BLOCK)):
        parts.append(np.random.default_rng([seed, number]).integers(real, size=BLOCK)[: n - start])
    return np.concatenate(parts)


def caption_texts(shared: Path | None) -> list[str]:
    """The captions whose vectors `embeddings("texts", shared)` has, in its order."""
    if shared is None:
        raise SnowlineError("This bench needs the captions of the folder “shared”; name it with --shared.")
    return _texts(shared)


def near_neighbours(rows: Floats, k: int, seed: int) -> NDArray[np.int32]:
    """The `k` nearest rows to each row among those of its cell, int32 [n, k]; cells come from a coarse k-means."""
    rng = np.random.default_rng(seed)
    cells = max(len(rows) // _CELL_ROWS, 1)
    centres = rows[rng.choice(len(rows), cells, replace=False)]
    cell = np.zeros(len(rows), np.int64)
    for _ in range(_CELL_ROUNDS):
        for start in range(0, len(rows), BLOCK):
            cell[start : start + BLOCK] = (rows[start : start + BLOCK] @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, cell, rows)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
    # A cell of too few rows is filled up with any others, so that everybody has neighbours.
    out = np.empty((len(rows), k), np.int32)
    for number in range(cells):
        mine = np.flatnonzero(cell == number)
        pool = mine if len(mine) > k else np.concatenate([mine, np.setdiff1d(np.arange(min(len(rows), 4 * k)), mine)])
        for start in range(0, len(mine), _CELL_ROWS):
            part = mine[start : start + _CELL_ROWS]
            cosines = rows[part] @ rows[pool].T
            cosines[np.arange(len(part)), np.searchsorted(mine, part)] = -2.0
            out[part] = pool[np.argpartition(-cosines, k - 1, axis=1)[:, :k]]
    return out


def embeddings(what: What, shared: Path | None) -> Floats:
    """All real vectors, float32 [n, 384], unit rows, memory-mapped from the cache; made now where there are none.

    Texts are all different captions of Flickr8k and of the caption collection; images all labelled or captioned photos.
    """
    if shared is None or not (shared / "data").is_dir():
        raise SnowlineError("This bench needs the photos and captions of the folder “shared”; name it with --shared.")
    pack = read_manifest(builtin_pack())
    items = _texts(shared) if what == "texts" else [s.path for s in list_samples(shared)]
    print_of_items = hashlib.sha256("\0".join([pack.generation, *items]).encode()).hexdigest()[:12]
    folder = cache_folder() / "bench"
    path = folder / f"{what}-{print_of_items}.npy"
    if not path.exists():
        say(f"Embedding {len(items):,} {what} with the built-in pack, once ...")
        tasks = _tasks(what, items, shared)
        folder.mkdir(parents=True, exist_ok=True)
        # The processes share the work; each keeps to one thread.
        with quiet_start(), ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn")) as pool:
            parts = list(pool.map(_embed_texts if what == "texts" else _embed_photos, tasks))
        unfinished = path.with_suffix(f".{os.getpid()}.tmp")
        with unfinished.open("wb") as file:
            np.save(file, np.concatenate(parts).astype(np.float32))
        unfinished.replace(path)
    vectors: Floats = np.load(path, mmap_mode="r")
    return vectors


def _order(n: int, seed: int) -> NDArray[np.int64]:
    return np.random.default_rng(seed).permutation(n)


def _texts(shared: Path) -> list[str]:
    """Every different caption, in a fixed order."""
    captions = json.loads((shared / "data" / "flickr8k" / "captions.json").read_text(encoding="utf-8"))
    texts = [text.strip() for row in captions for text in row["captions"]]
    with gzip.open(shared / "data" / "captions_text" / "captions.txt.gz", "rt", encoding="utf-8") as file:
        texts += [line.strip() for line in file]
    return [text for text in dict.fromkeys(texts) if text]


def _tasks(what: What, items: list[str], shared: Path) -> list[Sequence[str]]:
    if what == "texts":
        return [items[i : i + _TEXTS_A_TASK] for i in range(0, len(items), _TEXTS_A_TASK)]
    paths = [str(shared / "data" / item) for item in items]
    return [paths[i : i + _PHOTOS_A_TASK] for i in range(0, len(paths), _PHOTOS_A_TASK)]


_loaded: dict[str, Pack | TextSide] = {}  # one pack in each process of the pool


def _embed_texts(texts: Sequence[str]) -> Floats:
    side = _loaded.get("texts") or _loaded.setdefault("texts", TextSide.load())
    parts = [side.encode_texts(texts[i : i + 64]) for i in range(0, len(texts), 64)]
    return np.concatenate(parts)


def _embed_photos(paths: Sequence[str]) -> Floats:
    pack = _loaded.get("images") or _loaded.setdefault("images", Pack.load())
    assert isinstance(pack, Pack)
    settings = Settings()
    out = np.empty((len(paths), VECTOR_DIMS), np.float32)
    for at, path in enumerate(paths):
        picture = decode(Path(path), max_pixels=settings.max_pixels, thumbnail_side=64)
        out[at] = pack.see(picture.pixels[None])[0][0]
    return out
