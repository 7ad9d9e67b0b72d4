"""Answers a typed query, or a picture, from one library. The way in to the search room."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import numpy as np

from app.domain import Answer, Filters, Hit, Match, SnowlineError, SortOrder, Tag
from app.index.base import Slots
from app.index.memory import release_mapped
from app.library import Library, PhotoRow
from app.search.facts import Mask
from app.search.filtering import fulfilling, waiting_filter
from app.search.judging import Judge, Judgement
from app.search.order import SORT_ORDERS, sort_hits
from app.search.parser import Query, parse
from app.search.reasons import percent, reasons
from app.search.relevance import Scores, lines, match
from app.search.sides import ImageSide, TextSide
from app.search.similar import Example, resemblance
from app.search.snapshot import SMALL, Snapshot, take_snapshot
from app.search.waiting import coverage, waiting_hits

_KEPT_JUDGEMENTS = 8  # queries whose scores are kept, for paging and for another sort order
_NO_FILTERS = Filters()

# Given the listed photos: the reasons for each.
Reasons = Callable[[list[PhotoRow]], list[tuple[str, ...]]]


class Searcher:
    """Searches one library with the text side of a pack.

    `image_side` makes the whole pack, and is called the first time a picture from outside the library is searched.
    `shift`, from -1 to 1, moves the relevance line: negative shows more, positive less. With `low_memory` as little as
    possible is kept between queries. May be used from several threads. New photos are found after `refresh()`.

    Up to `SMALL` photos, those that filters leave included, every one is judged. Of more, those are that can come above
    the relevance line; the answers are the same, but for what an approximate index misses.

    Raises SnowlineError where the library was described by another pack.
    """

    def __init__(
        self,
        library: Library,
        text_side: TextSide,
        *,
        image_side: Callable[[], ImageSide] | None = None,
        shift: float = 0.0,
        low_memory: bool = False,
    ) -> None:
        self._library = library
        self._side = text_side
        self._low_memory = low_memory
        self._example = Example(library, image_side)
        self._judge = Judge(text_side)
        self._judgements: OrderedDict[object, tuple[Snapshot, Judgement]] = OrderedDict()
        self._lock = Lock()
        self.shift = shift
        self._snapshot = take_snapshot(library, text_side, low_memory=low_memory)

    def __len__(self) -> int:
        """How many photos can be found."""
        return len(self._snapshot)

    def refresh(self) -> None:
        """Sees what an indexing process added or took away meanwhile."""
        self._snapshot = take_snapshot(self._library, self._side, low_memory=self._low_memory)
        with self._lock:
            self._judgements.clear()  # of photos that are no longer asked, whose vectors they would keep in memory

    def search(
        self,
        text: str,
        *,
        limit: int = 50,
        sort: SortOrder = "relevance",
        everything: bool = False,
        filters: Filters = _NO_FILTERS,
    ) -> Answer:
        """The photos that show what `text` asks for, likely ones and maybes; with `everything` the unlikely too.

        Any text may be asked; one without a word in it finds nothing. `filters` leave out photos, and change nothing in
        how relevant the others are. `total` counts what lies above the relevance line, however many are listed, and
        files that wait to be opened and fit by name. Raises SnowlineError for an unknown sort order, and for filters
        that make no sense (see `Library.conditions`).
        """
        began = time.perf_counter()
        if sort not in SORT_ORDERS:
            raise SnowlineError(f'Cannot sort by "{sort}"; choose one of {", ".join(SORT_ORDERS)}.')
        query, snapshot = parse(text), self._snapshot
        judgement = self._judgement(query, snapshot, filters, limit if everything else 0)
        evidence = judgement.evidence

        def why(rows: list[PhotoRow]) -> list[tuple[str, ...]]:
            if evidence is None:
                return [()] * len(rows)
            at = np.searchsorted(judgement.slots, [row.slot for row in rows])
            texts = snapshot.library.slot_texts({int(slot) for slot in evidence.text_slots[at]} - {-1})
            return [reasons(evidence, int(place), row, texts) for place, row in zip(at, rows, strict=True)]

        total, hits = self._listed(snapshot, judgement, why, limit, sort, everything)
        self._tidy()
        covered = coverage(self._library, len(snapshot))
        waiting, more = (0, ()) if covered.complete else self._waiting(query, filters, limit, sort)
        if more:
            hits = [*hits, *more]
            if sort != "relevance":
                hits = sort_hits(hits, sort)
        return Answer(
            text,
            total + waiting,
            tuple(hits[: max(limit, 0)]),
            time.perf_counter() - began,
            covered,
            at_least=not judgement.all_,
        )

    def similar(
        self, example: Path | str | int, *, limit: int = 50, everything: bool = False, filters: Filters = _NO_FILTERS
    ) -> Answer:
        """The photos that look like a photo of the library (its id or path) or like a picture anywhere (its path).

        The photo itself, and files with the same content, are left out. Raises `Unreadable` for a file that is no
        picture, SnowlineError for an id that is not in the library and for filters that make no sense.
        """
        began = time.perf_counter()
        snapshot = self._snapshot
        vector, own_slot = self._example.vector_of(example, snapshot)
        among = fulfilling(filters, snapshot) if filters else None
        count = len(snapshot) if among is None else int(np.count_nonzero(among))
        all_ = count <= max(SMALL, 4 * limit)
        if all_:
            slots = snapshot.live if among is None else np.flatnonzero(among)
            cosines = snapshot.image_scores(vector, slots)
        else:
            slots, cosines, _ = snapshot.near_images(vector, among)
            if len(slots) < 2 * limit:
                allowed = None if among is None else np.flatnonzero(among)
                slots, cosines = snapshot.images.search(vector, 2 * limit, allowed)
            order = np.argsort(slots)
            slots, cosines = slots[order], cosines[order]
        scores = resemblance(cosines, len(snapshot))
        if not all_:
            all_ = len(scores) == 0 or float(scores.min()) < lines(self.shift)[1]
        if own_slot is not None:
            scores[slots == own_slot] = -1.0

        def why(rows: list[PhotoRow]) -> list[tuple[str, ...]]:
            at = np.searchsorted(slots, [row.slot for row in rows])
            return [(f"looks {percent(float(score))} % alike",) for score in scores[at]]

        judgement = Judgement(slots, scores, None, all_)
        total, hits = self._listed(snapshot, judgement, why, limit, "relevance", everything)
        self._tidy()
        return Answer(str(example), total, tuple(hits), time.perf_counter() - began, at_least=not all_)

    def _tidy(self) -> None:
        """With low memory, gives back the pages of the index and vector files that an answer has drawn in."""
        if self._low_memory:
            release_mapped(self._library.folder)

    def _judgement(self, query: Query, snapshot: Snapshot, filters: Filters, everything: int) -> Judgement:
        """How relevant the photos are; `everything` is how many are to be listed however unlikely they are."""
        asked = (query.text, filters, self.shift, everything > 0)
        with self._lock:
            kept = self._judgements.get(asked)
            if kept is not None and kept[0] is snapshot and (kept[1].all_ or everything <= len(kept[1].slots)):
                self._judgements.move_to_end(asked)
                return kept[1]
        among = fulfilling(filters, snapshot) if filters else None
        count = len(snapshot) if among is None else int(np.count_nonzero(among))
        judged = None
        if count > SMALL:
            judged = self._judge.likeliest(query, snapshot, among, shift=self.shift, everything=everything > 0)
        if judged is None or (judged.rest is None and everything > len(judged.slots)):
            judged = self._judge.everyone(query, snapshot, among)
        with self._lock:
            self._judgements[asked] = (snapshot, judged)
            while len(self._judgements) > (1 if self._low_memory else _KEPT_JUDGEMENTS):
                self._judgements.popitem(last=False)
        return judged

    def _listed(
        self,
        snapshot: Snapshot,
        judgement: Judgement,
        why: Reasons,
        limit: int,
        sort: SortOrder,
        everything: bool,
    ) -> tuple[int, list[Hit]]:
        """How many photos are hits, and the first of them; a negative score bars a photo from the answer."""
        _, maybe = lines(self.shift)
        scores = judgement.scores
        total = int(np.count_nonzero(scores >= maybe))
        listed = int(np.count_nonzero(scores >= 0)) if everything else total
        order = np.argsort(-scores, kind="stable")[:listed]
        slots: Slots = judgement.slots[order]
        if judgement.rest is not None:
            slots, total = _with_rest(judgement.rest, slots, scores[order]), total + int(judgement.rest.sum())
        if sort != "relevance":
            slots = snapshot.facts.sorted(slots, sort, max(limit, 0))
        rows = snapshot.library.photos_by_slots(slots[: max(limit, 0)].tolist())
        at = np.searchsorted(judgement.slots, [row.slot for row in rows])
        hits = []
        for row, place, why_it in zip(rows, at.tolist(), why(rows), strict=True):
            judged = place < len(scores) and judgement.slots[place] == row.slot
            hits.append(self._hit(row, float(scores[place]) if judged else 1.0, why_it))
        return total, hits

    def _waiting(self, query: Query, filters: Filters, limit: int, sort: SortOrder) -> tuple[int, tuple[Hit, ...]]:
        """Files that nobody has opened yet and that fit by name: how many, and the first of them."""
        only = waiting_filter(filters, self._library) if filters else None
        if filters and only is None or not (query.words or query.exact):
            return 0, ()
        return waiting_hits(self._library, query, only, limit=limit, sort=sort, shift=self.shift)

    def _hit(self, row: PhotoRow, score: float, why: tuple[str, ...]) -> Hit:
        verdict: Match = match(score, self.shift)
        return Hit(
            photo_id=row.photo_id,
            path=os.fsdecode(row.raw_path),
            score=round(score, 4),
            match=verdict,
            caption=row.caption.text if row.caption is not None else "",
            why=why,
            date=row.date or None,
            size=row.size,
            type=row.type,
            drive=row.drive,
            online=row.online,
            tags=(
                *(Tag(name, 1.0) for name in row.own_tags),
                *(tag for tag in row.tags if tag.p >= self._side.sure_tag),
            ),
            key=row.key,
            rating=row.rating,
            favourite=row.favourite,
            last_seen=row.last_seen,
        )


def _with_rest(rest: Mask, slots: Slots, scores: Scores) -> Slots:
    """Slots by relevance, with those of `rest`, which are as relevant as can be, where they belong."""
    sure = int(np.count_nonzero(scores >= 1))
    return np.concatenate([np.sort(np.concatenate([np.flatnonzero(rest), slots[:sure]])), slots[sure:]])
