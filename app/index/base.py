"""What every way of finding neighbours offers, so that search need not know which one answers."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.int64]
Floats = NDArray[np.float32]


class Index(Protocol):
    """Finds the rows of one vector file that point where a query points.

    All implementations order by score, highest first, then by slot, lowest first. An answer for k is
    therefore the beginning of the answer for any larger k.
    """

    def __len__(self) -> int:
        """How many rows can be found."""

    def search(self, query: Floats, k: int, among: Slots | None = None) -> tuple[Slots, Floats]:
        """The best `k` rows (fewer where there are fewer) for `query`, float32 [dims].

        `among` restricts the answer to these slots, int64 [m], in any order; repeated ones count once.
        Returns slots int64 [k] and dot products float32 [k].
        """

    def scores(self, query: Floats) -> Floats:
        """The dot product of `query`, float32 [dims], with every row: float32 [n], by slot."""

    def scores_among(self, query: Floats, slots: Slots) -> Floats:
        """The dot product of `query`, float32 [dims], with the rows at `slots`, int64 [m]: float32 [m]."""

    def scores_among_each(self, queries: Floats, slots: Slots) -> Floats:
        """The dot products of several queries, float32 [q, dims], at least one, with the rows at `slots`, int64 [m]:
        float32 [q, m]."""


def best(scores: Floats, k: int, slots: Slots | None = None) -> tuple[Slots, Floats]:
    """The `k` highest of `scores`, float32 [n], ties to the lowest slot.

    `slots` (int64 [n], ascending) names the row of each score; without it row i is slot i.
    """
    k = min(max(k, 0), len(scores))
    if k == 0:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    if k < len(scores):
        # argpartition alone leaves open which of several equal scores it keeps, so ties at the edge are cut by slot.
        edge = np.partition(scores, len(scores) - k)[len(scores) - k]
        above = np.flatnonzero(scores > edge)
        level = np.flatnonzero(scores == edge)[: k - len(above)]
        chosen = np.concatenate([above, level])
        chosen.sort()
    else:
        chosen = np.arange(len(scores))
    chosen = chosen[np.argsort(-scores[chosen], kind="stable")]
    return (chosen if slots is None else slots[chosen]).astype(np.int64), scores[chosen]
