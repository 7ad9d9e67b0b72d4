"""How well and how fast each way answers on this machine, at this size: what the planner goes by."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.index.base import Floats, Slots, best
from app.index.exact import ExactIndex
from app.index.manifest import Measured
from app.index.projection import unit
from app.index.vectors import VectorFile

# Nodes looked at, cells read, rows re-ranked. The first step that finds enough is taken.
SEGMENT_STEPS = (
    (1_000, 16, 500),
    (2_000, 32, 1_000),
    (3_000, 40, 1_200),
    (4_000, 56, 1_600),
    (6_000, 80, 2_400),
    (12_000, 128, 4_000),
)
CODES_STEPS = (800, 1_600, 3_200, 6_400)
# Looked for when a set is built. Strangers' questions are harder than the library's own: of 1.2 M captions, 0.993 for
# sampled rows were 0.970 for held-out captions.
GOOD_RECALL = 0.995
LEAST_RECALL = 0.95  # a way that was measured below this is not used

_QUERIES = 80
_NEIGHBOURS = 10
_BLOCK_ROWS = 8_192
_TIMED_SCANS = 3


@dataclass(frozen=True, slots=True)
class Probe:
    """Sampled queries float32 [q, dims] and their true best slots, int64 [q, 10]; -1 fills up where there are fewer.

    Queries that are rows themselves have the row in `own` (-1 for the others): finding oneself is no feat.
    """

    queries: Floats
    truth: Slots
    own: Slots

    def measure(self, exact: ExactIndex, candidates: Callable[[Floats], Slots]) -> Measured:
        """Recall@10 of the candidates after the exact comparison, and the median time of both.

        The recall is that of the kind of queries (rows, others) for which it is worse.
        """
        found, seconds = [], []
        for query, truth, own in zip(self.queries, self.truth, self.own, strict=True):
            began = time.perf_counter()
            slots = candidates(query)
            hits, _ = best(exact.scores_among(query, slots), _NEIGHBOURS + 1, slots)
            seconds.append(time.perf_counter() - began)
            truth = truth[truth >= 0]
            hits = hits[hits != own][: len(truth)]
            found.append(len(np.intersect1d(hits, truth)) / max(len(truth), 1))
        shares, rows = np.array(found), self.own >= 0
        worse = min(float(shares[kind].mean()) for kind in (rows, ~rows) if kind.any())
        return Measured(round(worse, 4), round(float(np.median(seconds)) * 1000, 4))


def probe_of(vectors: VectorFile, alive: Slots, samples: tuple[Floats, Floats | None], seed: int) -> Probe:
    """Half of the queries are rows, half are sampled queries, where there are any; their neighbours by a full scan."""
    rng = np.random.default_rng([seed, 1])
    _, asked = samples
    count = min(_QUERIES if asked is None else _QUERIES // 2, len(alive))
    own = rng.choice(alive, count, replace=False)
    queries = vectors.read(own)
    if asked is not None:
        queries = np.concatenate([queries, asked[rng.permutation(len(asked))[: _QUERIES // 2]]])
    owns = np.full(len(queries), -1, np.int64)
    owns[: len(own)] = own
    return Probe(queries, true_neighbours(vectors, alive, queries, owns, _NEIGHBOURS), owns)


def true_neighbours(vectors: VectorFile, alive: Slots, queries: Floats, own: Slots, k: int) -> Slots:
    """The `k` best of the `alive` rows for each query, without its own row: int64 [q, k], -1 where there are fewer."""
    queries = unit(queries)
    slots = np.full((len(queries), k), -1, np.int64)
    scores = np.full((len(queries), k), -np.inf, np.float32)
    for start in range(0, len(alive), _BLOCK_ROWS):
        block = alive[start : start + _BLOCK_ROWS]
        found = queries @ vectors.read(block).T
        found[own[:, None] == block[None]] = -np.inf
        if len(block) > k:
            some = np.argpartition(-found, k - 1, axis=1)[:, :k]
        else:
            some = np.tile(np.arange(len(block)), (len(queries), 1))
        both = np.concatenate([scores, np.take_along_axis(found, some, axis=1)], axis=1)
        named = np.concatenate([slots, block[some]], axis=1)
        order = np.argsort(-both, axis=1, kind="stable")[:, :k]
        scores, slots = np.take_along_axis(both, order, axis=1), np.take_along_axis(named, order, axis=1)
    slots[np.isneginf(scores)] = -1
    return slots


def exact_ns_a_row(exact: ExactIndex, queries: Floats) -> float:
    """Nanoseconds that the exact scan takes for a row, the median of a few scans."""
    seconds = []
    for query in queries[:_TIMED_SCANS]:
        began = time.perf_counter()
        exact.scores(query)
        seconds.append(time.perf_counter() - began)
    return round(float(np.median(seconds)) / max(len(exact), 1) * 1e9, 3) if seconds else 0.0
