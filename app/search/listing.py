"""From relevance to a list: which photos are hits, folded and in order, and what a person sees of the first."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.domain import Hit, Match, Reason, SortOrder, Tag
from app.index.base import Slots
from app.library import PhotoRow
from app.library.base import Preferring
from app.search.association import Associated
from app.search.evaluating import Verdict
from app.search.facts import Mask
from app.search.folding import fold
from app.search.ordering import WORDS, Orderable
from app.search.relating import path_reasons
from app.search.relevance import Scores, lines, match
from app.search.snapshot import Snapshot

LEAST_TAG = 0.25  # probability; less probable tags are neither shown nor a reason

# Given the listed photos: the reasons for each.
Reasons = Callable[[Sequence[PhotoRow]], Sequence[tuple[Reason, ...]]]


@dataclass(frozen=True, slots=True)
class Listed:
    """The photos of an answer, by relevance: `slots`, int64 [n], each standing for `copies` more, int64 [n]. The first
    `total` of them are hits; `above`, int64 [m], are all photos above the line, those folded into others included."""

    slots: Slots
    copies: Slots
    total: int
    above: Slots

    def copies_of(self, some: Slots) -> Mapping[int, int]:
        """Slot → further photos folded into it, for some of the slots; none where there are none."""
        if not len(some) or not self.copies.any():
            return {}
        at = np.flatnonzero(np.isin(self.slots, some))
        return dict(zip(self.slots[at].tolist(), self.copies[at].tolist(), strict=True))


def by_relevance(verdict: Verdict, shift: float, *, everything: bool) -> tuple[Slots, int]:
    """The photos to be listed, best first, and how many of them are hits; a negative score bars a photo."""
    _, maybe = lines(shift)
    scores = verdict.scores
    chosen = np.flatnonzero(scores >= (0.0 if everything else maybe))
    ranked = scores[chosen]
    order = np.argsort(-ranked, kind="stable")
    slots, ranked = verdict.slots[chosen[order]], ranked[order]
    total = int(np.count_nonzero(ranked >= maybe)) if everything else len(slots)
    if verdict.rest is not None:
        slots, total = _with_rest(verdict.rest, slots, ranked), total + int(np.count_nonzero(verdict.rest))
    return slots, total


def listed_of(slots: Slots, total: int, snapshot: Snapshot, *, folded: bool) -> Listed:
    """The list of these slots, by relevance, of which the first `total` lie above the line; `folded` into one for each
    group of copies, or every photo for itself."""
    if not folded:
        return Listed(slots, np.zeros(len(slots), np.int64), total, slots[:total])
    left = fold(slots, snapshot)
    if total == len(slots):
        return Listed(left.slots, left.copies, len(left.slots), slots)
    # A photo that stays keeps its place among those that stay, so that hits stay in front.
    return Listed(left.slots, left.copies, len(fold(slots[:total], snapshot).slots), slots[:total])


def _with_rest(rest: Mask, slots: Slots, scores: Scores) -> Slots:
    """Slots by relevance, with those of `rest`, which are as relevant as can be, where they belong."""
    sure = int(np.count_nonzero(scores >= 1))
    if not len(slots):
        return np.flatnonzero(rest)
    return np.concatenate([np.sort(np.concatenate([np.flatnonzero(rest), slots[:sure]])), slots[sure:]])


class Lister:
    """Makes hits of photos. `sure_tag` is the probability from which a tag is shown, `shift` moves the line, and
    `prefer` says which of its files stands for a photo."""

    def __init__(self, snapshot: Snapshot, *, shift: float, sure_tag: float, prefer: Preferring | None = None) -> None:
        self.prefer = prefer
        self._snapshot = snapshot
        self._shift = shift
        self._sure_tag = sure_tag

    def first(
        self,
        listed: Listed,
        limit: int,
        sort: SortOrder,
        scores: Callable[[Slots], Scores],
        why: Reasons,
    ) -> list[Hit]:
        """The first `limit` hits in an order. `scores` gives the relevance of slots, float64 [n], `why` the reasons."""
        slots = self.in_order(listed, limit, sort)
        return self.hits(slots, scores, why, listed.copies_of(slots))

    def in_order(self, listed: Listed, limit: int, sort: SortOrder) -> Slots:
        """The first `limit` slots of a list in an order."""
        limit = max(limit, 0)
        if sort == "relevance":
            return listed.slots[:limit]
        if sort in WORDS:
            by_place = np.arange(len(listed.slots), 0, -1, dtype=np.float64)
            order_of = Orderable(self._snapshot, listed.slots, by_place, (), self.prefer)
            return listed.slots[order_of.in_order(sort, descending=False)][:limit]
        return self._snapshot.facts.sorted(listed.slots, sort, limit)[:limit]

    def hits(
        self,
        slots: Slots,
        scores: Callable[[Slots], Scores],
        why: Reasons,
        copies: Mapping[int, int],
    ) -> list[Hit]:
        """A hit for each of these slots that can still be shown, in this order."""
        return self.made(self._rows_at(slots), scores, why, copies)

    def rows_of(self, photos: Slots) -> list[PhotoRow]:
        """The rows of the photos with these ids, int64 [n], in this order, as far as they can still be shown."""
        return self._snapshot.library.photos_by_ids(photos.tolist(), least_tag=LEAST_TAG, prefer=self.prefer)

    def _rows_at(self, slots: Slots) -> list[PhotoRow]:
        return self._snapshot.library.photos_by_slots(slots.tolist(), least_tag=LEAST_TAG, prefer=self.prefer)

    def made(
        self,
        rows: Sequence[PhotoRow],
        scores: Callable[[Slots], Scores],
        why: Reasons,
        copies: Mapping[int, int],
    ) -> list[Hit]:
        """A hit for each of these rows."""
        scored = scores(np.array([row.slot for row in rows], np.int64)).tolist()
        return [
            self._hit(row, score, match(score, self._shift), reasons, copies.get(row.slot, 0))
            for row, score, reasons in zip(rows, scored, why(rows), strict=True)
        ]

    def associated(
        self,
        found: Sequence[Associated],
        scores: Callable[[Slots], Scores],
        why: Reasons,
        copies: Mapping[int, int],
    ) -> list[Hit]:
        """A hit for each photo that words call to mind, in this order: its score is the strength of the path that leads
        to it, and its match what `scores`, the relevance of slots, says."""
        rows = self._rows_at(np.array([one.slot for one in found], np.int64))
        by_slot = {one.slot: one for one in found}
        scored = scores(np.array([row.slot for row in rows], np.int64)).tolist()
        return [
            self._hit(
                row,
                by_slot[row.slot].strength,
                match(score, self._shift),
                (*path_reasons(by_slot[row.slot]), *reasons),
                copies.get(row.slot, 0),
            )
            for row, score, reasons in zip(rows, scored, why(rows), strict=True)
        ]

    def _hit(self, row: PhotoRow, score: float, sure: Match, reasons: tuple[Reason, ...], copies: int) -> Hit:
        return Hit(
            photo_id=row.photo_id,
            path=os.fsdecode(row.raw_path),
            score=round(score, 4),
            match=sure,
            caption=row.caption.text if row.caption is not None else "",
            why=tuple(reason.text for reason in reasons),
            date=row.date or None,
            size=row.size,
            type=row.type,
            drive=row.drive,
            online=row.online,
            tags=(
                *(Tag(name, 1.0) for name in row.own_tags),
                *(tag for tag in row.tags if tag.p >= self._sure_tag),
            ),
            key=row.key,
            rating=row.rating,
            favourite=row.favourite,
            last_seen=row.last_seen,
            reasons=reasons,
            copies=copies,
            place=row.place,
        )


def scores_of(verdict: Verdict) -> Callable[[Slots], Scores]:
    """Gives the relevance of slots, float64 [n]; 1 for those that nothing speaks against, 0 for those that nobody
    judged."""

    def scores(slots: Slots) -> Scores:
        found = np.zeros(len(slots)) if verdict.rest is None else verdict.rest[slots].astype(np.float64)
        if len(verdict.slots):
            at = np.minimum(np.searchsorted(verdict.slots, slots), len(verdict.slots) - 1)
            judged = verdict.slots[at] == slots
            found[judged] = verdict.scores[at[judged]]
        return found

    return scores
