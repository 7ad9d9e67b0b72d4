"""Evaluates the tree of a query: the best alternative for each photo, among the photos that its filters leave.

How relevant a photo is never depends on a filter: the line is drawn for the whole library, then filters decide who may
be listed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

import numpy as np

from app.domain import Policy, SnowlineError
from app.index.base import Slots
from app.search import filtering
from app.search.evidence import each_once
from app.search.facts import Mask
from app.search.judging import Judge, Judgement, Pictures
from app.search.planning import Branch
from app.search.query.tree import And, Filter, Node, Not, Or
from app.search.relevance import Scores, lines
from app.search.snapshot import SMALL, Snapshot

_KEPT_MASKS = 24  # filters whose photos are kept, a byte for each slot
_T = TypeVar("_T")

# Told of a filter that makes no sense in this library.
Nonsense = Callable[[Filter, SnowlineError], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One alternative of a query and how relevant photos are for it; filters may leave fewer of them."""

    branch: Branch
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Verdict:
    """The relevance of the photos at `slots`, int64 [n], ascending: `scores`, float64 [n], of the best of all `parts`.
    `rest` and `all_` are as in `Judgement`."""

    slots: Slots
    scores: Scores
    parts: tuple[Part, ...]
    rest: Mask | None = None
    all_: bool = True

    def best_parts(self, slots: Slots) -> tuple[Slots, Slots]:
        """The alternatives that count for these photos, int64 [n], by number, -1 where none judged a photo; and where
        each photo stands in it."""
        number, place = np.full(len(slots), -1, np.int64), np.zeros(len(slots), np.int64)
        highest = np.full(len(slots), -np.inf)
        for this, part in enumerate(self.parts):
            judged, scores = part.judgement.slots, part.judgement.scores
            if len(judged):
                at = np.minimum(np.searchsorted(judged, slots), len(judged) - 1)
                better = (judged[at] == slots) & (scores[at] > highest)
                number[better], place[better], highest[better] = this, at[better], scores[at[better]]
        return number, place


class Kept:
    """The last few results of one kind, by what was asked; those of another snapshot are forgotten. May be used from
    several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._snapshot: Snapshot | None = None
        self._results: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, snapshot: Snapshot) -> object | None:
        """What was kept under this key, or None."""
        with self._lock:
            if self._snapshot is not snapshot or key not in self._results:
                return None
            self._results.move_to_end(key)
            return self._results[key]

    def keep(self, key: Hashable, snapshot: Snapshot, result: _T) -> _T:
        """Keeps a result, and returns it."""
        with self._lock:
            if self._snapshot is not snapshot:
                self._snapshot = snapshot
                self._results.clear()
            self._results[key] = result
            self._results.move_to_end(key)
            while len(self._results) > self._most:
                self._results.popitem(last=False)
        return result

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._snapshot = None
            self._results.clear()


class Evaluator:
    """Evaluates queries. With `low_memory` as little as possible is kept between them."""

    def __init__(self, judge: Judge, *, kept: int, low_memory: bool = False) -> None:
        self._judge = judge
        self._judgements = Kept(kept)
        self._masks = Kept(2 if low_memory else _KEPT_MASKS)
        self._there: list[str] | None = None  # the drives that were plugged in when these were made

    def clear(self) -> None:
        """Forgets what was kept of photos that are no longer asked, whose vectors it would keep in memory."""
        self._judgements.clear()
        self._masks.clear()

    def mask(self, node: Node, snapshot: Snapshot, nonsense: Nonsense) -> Mask:
        """Which photos can be shown and fulfil a tree of filters, bool [slots]; nobody fulfils a filter that makes no
        sense, nor its opposite: `nonsense` is told of it."""
        fulfilled, known = self._mask(node, snapshot, nonsense)
        return fulfilled if known else np.zeros_like(fulfilled)

    def verdict(
        self,
        branches: Sequence[Branch],
        snapshot: Snapshot,
        pictures: Pictures,
        nonsense: Nonsense,
        *,
        shift: float,
        limit: int,
        everything: bool,
        policy: Policy = "line",
    ) -> Verdict:
        """How relevant photos are for the best alternative each; `limit` is how many are to be listed, with
        `everything` however unlikely they are. By `policy` "published", words are judged by captions alone."""
        there = snapshot.library.whereabouts()
        if there != self._there:
            self.clear()
            self._there = there
        found: list[tuple[Part, Mask | None]] = []
        for branch in branches:
            among = None if branch.only is None else self.mask(branch.only, snapshot, nonsense)
            if policy == "published" and branch.wanted:
                judged = self._judge.published(branch, snapshot, among, pictures)
            else:
                judged = self._judged(branch, snapshot, among, pictures, shift, limit, everything)
            found.append((Part(branch, judged), among))
        return _joined(found, snapshot)

    def _mask(self, node: Node, snapshot: Snapshot, nonsense: Nonsense) -> tuple[Mask, bool]:
        if isinstance(node, Filter):
            kept = self._masks.get(node, snapshot)
            if isinstance(kept, np.ndarray):
                return kept, True
            try:
                return self._masks.keep(node, snapshot, filtering.mask_of(node, snapshot)), True
            except SnowlineError as error:
                nonsense(node, error)
                return np.zeros(snapshot.slots, np.bool_), False
        if isinstance(node, Not):
            mask, known = self._mask(node.node, snapshot, nonsense)
            return (~mask if snapshot.alive is None else snapshot.alive & ~mask), known
        assert isinstance(node, And | Or)
        parts = [self._mask(part, snapshot, nonsense) for part in node.nodes]
        if isinstance(node, Or):
            masks = [mask for mask, known in parts if known]
            return (np.logical_or.reduce(masks), True) if masks else parts[0]
        return np.logical_and.reduce([mask for mask, _ in parts]), all(known for _, known in parts)

    def _judged(
        self,
        branch: Branch,
        snapshot: Snapshot,
        among: Mask | None,
        pictures: Pictures,
        shift: float,
        limit: int,
        everything: bool,
    ) -> Judgement:
        if not branch.asks:
            return self._judge.everyone(branch, snapshot, among, pictures)
        _, line = lines(shift)
        shown = [pictures[like.path].vector.tobytes() for like in (*branch.likes, *branch.unlike)]
        whole, asked = ((branch.meaning, shift, everything, only, *shown) for only in (None, branch.only))

        def enough(judged: Judgement) -> bool:
            """Whether the list can be made of it."""
            if everything:
                return judged.rest is not None or limit <= len(judged.slots)
            # Words lead to all that can be found; by looks alone, more are found where more are looked at.
            return judged.all_ or bool(branch.wanted) or limit <= int(np.count_nonzero(judged.scores >= line))

        kept = self._judgements.get(asked, snapshot)
        if isinstance(kept, Judgement) and (kept.complete or enough(kept)):
            return kept
        kept = self._judgements.get(whole, snapshot)
        if isinstance(kept, Judgement) and kept.complete:
            return kept  # a filter only chooses among those whom somebody judged already
        count = len(snapshot) if among is None else int(np.count_nonzero(among))
        judged: Judgement | None = None
        if count > SMALL:
            judged = self._judge.likeliest(branch, snapshot, among, pictures, shift=shift, everything=everything)
        if judged is None or not enough(judged):
            judged = self._judge.everyone(branch, snapshot, among, pictures)
        return self._judgements.keep(asked, snapshot, judged)


def _joined(found: Sequence[tuple[Part, Mask | None]], snapshot: Snapshot) -> Verdict:
    """The best of all alternatives for each photo."""
    parts = tuple(part for part, _ in found)
    all_ = all(part.judgement.all_ for part in parts)
    judged: list[tuple[Slots, Scores]] = []
    rest: Mask | None = None
    for part, among in found:
        slots, scores = part.judgement.slots, part.judgement.scores
        if among is not None and len(slots):
            left = among[slots]
            slots, scores = slots[left], scores[left]
        judged.append((slots, scores))
        if part.judgement.rest is not None:
            rest = part.judgement.rest if rest is None else rest | part.judgement.rest
    if len(judged) == 1:
        slots, scores = judged[0]
        return Verdict(slots, scores, parts, rest, all_)
    slots = each_once(np.concatenate([slots for slots, _ in judged])) if judged else np.empty(0, np.int64)
    scores = np.full(len(slots), -1.0)
    for theirs, score in judged:
        at = np.searchsorted(slots, theirs)
        scores[at] = np.maximum(scores[at], score)
    if rest is not None:  # nobody is more relevant than where nothing speaks against it
        others = ~rest[slots]
        slots, scores = slots[others], scores[others]
    return Verdict(slots, scores, parts, rest, all_)
