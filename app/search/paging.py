"""An answer as arrays: which photos it has, in which order and groups, how sure each is. Rows are read for those only
that somebody looks at, so that a hundred thousand hits cost a few megabytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from app.domain import Answer, Grouping, Hit, Match, Reason, SortOrder
from app.index.base import Slots
from app.library import PhotoRow
from app.search.listing import Listed, Lister, Reasons
from app.search.order import DESCENDING
from app.search.ordering import Orderable, grouped
from app.search.query.tree import Arrangement
from app.search.relevance import Scores, lines
from app.search.snapshot import Snapshot

FIRST_ROWS = 32  # rows that come with a listing, a screen of them: more would hold it up
MOST_WAITING = 5_000  # files that nobody has opened yet are listed up to so many

Read = Callable[[Slots], Sequence[Hit | None]]


def _none() -> tuple[Hit, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Group:
    """Hits that stand together: what they have in common (a day, ISO 8601, or a drive's name; "" where unknown), and
    how many they are."""

    name: str
    count: int


@dataclass(frozen=True, eq=False)
class Listing:
    """All hits of one answer, as they were when it was given: nothing that changes in the library moves them.

    `answer` says what there is to know of the whole; its hits are the first of these. `ids` are those of the photos,
    int64 [n], of files that nobody has opened yet negative; `scores`, float32 [n]. `matches` counts them by how sure
    they are. `worded` tells that relevance means something: more was asked for than filters. `read` gives the rows at
    positions, int64 [m], None for photos that are gone by now; `related` finds the photos under the line that the words
    lead to, which may take longer than the answer. Both may be called as long as the searcher lives.
    """

    answer: Answer
    ids: Slots
    scores: NDArray[np.float32]
    sort: SortOrder
    descending: bool
    read: Read
    groups: tuple[Group, ...] = ()
    matches: dict[Match, int] = field(default_factory=dict)
    shift: float = 0.0
    worded: bool = True
    related: Callable[[], tuple[Hit, ...]] = _none

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def group(self) -> Grouping | None:
        """What the hits stand in groups by."""
        return self.answer.group

    @property
    def best_first(self) -> bool:
        """The hits fall by relevance from the first to the last."""
        return self.sort == "relevance" and self.descending and self.group is None

    def rows(self, start: int, stop: int) -> tuple[Hit | None, ...]:
        """The hits from one position to another, the end left out; None for a photo that is gone by now."""
        return tuple(self.read(np.arange(start, min(stop, len(self)))))

    def places_of(self, ids: Slots) -> Slots:
        """Where photos with these ids stand, ascending, int64 [m]; those that are no hits are left out."""
        if len(ids) == 1:
            return np.flatnonzero(self.ids == ids[0])
        return np.flatnonzero(np.isin(self.ids, ids))

    def in_order(self, ids: Slots) -> tuple[Hit, ...]:
        """The rows of the photos with these ids, in the order of the listing."""
        return tuple(hit for hit in self.read(self.places_of(ids)) if hit is not None)


@dataclass(frozen=True)
class Found:
    """What a question led to, before it is put in order: photos by relevance, how relevant slots are, why, and files
    that wait to be opened."""

    snapshot: Snapshot
    lister: Lister
    listed: Listed
    scores: Callable[[Slots], Scores]
    why: Reasons
    waiting: Sequence[Hit] = ()


def listing_of(
    found: Found, answer: Answer, wanted: Arrangement, *, sort: SortOrder, shift: float, worded: bool, first: int
) -> Listing:
    """The whole answer in order. `answer` is what is known of it; `sort` the order where `wanted` names none, and its
    hits are `first` rows."""
    listed, waiting = found.listed, found.waiting
    scores = np.concatenate([found.scores(listed.slots), [hit.score for hit in waiting]])
    order_of = Orderable(found.snapshot, listed.slots, scores, waiting, found.lister.prefer)
    sort = wanted.sort or sort
    descending = sort in DESCENDING if wanted.descending is None else wanted.descending
    order = order_of.in_order(sort, descending=descending)
    groups: tuple[Group, ...] = ()
    if answer.group is not None:
        number, names = order_of.groups(answer.group)
        order, numbers, starts = grouped(order, number)
        counts = np.diff(starts, append=len(order))
        groups = tuple(Group(names[at], count) for at, count in zip(numbers.tolist(), counts.tolist(), strict=True))
    photos = found.snapshot.facts.column("photo", listed.slots).astype(np.int64)
    ids = np.concatenate([photos, np.array([hit.photo_id for hit in waiting], np.int64)])[order]
    ranked = scores[order]
    reader = _Reader(found, ids, order, ranked)
    listing = Listing(
        answer, ids, ranked.astype(np.float32), sort, descending, reader.read, groups, _matches(scores, shift), shift,
        worded,
    )  # fmt: skip
    hits = tuple(hit for hit in listing.rows(0, first) if hit is not None)
    return replace(listing, answer=replace(answer, hits=hits))


class _Reader:
    """Reads rows of one answer. A photo is found by its id, however its row in the vector files has moved since; what
    speaks for it was weighed when the answer was given."""

    def __init__(self, found: Found, ids: Slots, order: Slots, scores: Scores) -> None:
        self._found = found
        self._ids, self._order = ids, order
        self._scores = scores
        self._texts = found.snapshot.library.texts_moved()

    def read(self, at: Slots) -> list[Hit | None]:
        found, listed = self._found, self._found.listed
        order = self._order[at]
        photos = self._ids[at][order < len(listed.slots)]
        rows = {row.photo_id: row for row in found.lister.rows_of(photos)}
        slots: list[int] = []
        known: list[PhotoRow] = []
        scores: dict[int, float] = {}
        copies: dict[int, int] = {}
        for place, number, id_ in zip(at.tolist(), order.tolist(), self._ids[at].tolist(), strict=True):
            row = rows.get(id_) if number < len(listed.slots) else None
            if row is not None:
                slot = int(listed.slots[number])
                slots.append(slot)
                known.append(row if row.slot == slot else replace(row, slot=slot))
                scores[slot] = float(self._scores[place])
                copies[slot] = int(listed.copies[number])
        told = found.lister.made(
            known, lambda some: np.array([scores[slot] for slot in some.tolist()], np.float64), self._why, copies
        )
        made = {hit.photo_id: hit for hit in told}
        return [
            made.get(id_) if number < len(listed.slots) else found.waiting[number - len(listed.slots)]
            for number, id_ in zip(order.tolist(), self._ids[at].tolist(), strict=True)
        ]

    def _why(self, rows: Sequence[PhotoRow]) -> Sequence[tuple[Reason, ...]]:
        # Texts have other numbers once old ones were given up: then nothing can be said of them any more.
        if self._found.snapshot.library.texts_moved() != self._texts:
            return [()] * len(rows)
        return self._found.why(rows)


def _matches(scores: Scores, shift: float) -> dict[Match, int]:
    likely, maybe = lines(shift)
    sure, shown = int(np.count_nonzero(scores >= likely)), int(np.count_nonzero(scores >= maybe))
    counts = {Match.LIKELY: sure, Match.MAYBE: shown - sure, Match.UNLIKELY: len(scores) - shown}
    return {match: count for match, count in counts.items() if count}
