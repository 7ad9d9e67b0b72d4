"""Answers a typed query, or a picture, from one library. The way in to the search room."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import numpy as np

from app.domain import Answer, Hit, Match, SnowlineError, SortOrder
from app.index.base import Floats, Slots
from app.library import Library, PhotoRow
from app.search.evidence import Evidence, Gatherer
from app.search.order import SORT_ORDERS, ordered
from app.search.parser import Query, parse
from app.search.reasons import percent, reasons
from app.search.relevance import MAYBE, Scores, lines, match, relevance
from app.search.sides import ImageSide, TextSide
from app.search.similar import Example, resemblance
from app.search.snapshot import Snapshot, take_snapshot

_KEPT_VECTORS = 256  # texts whose vectors are kept: a person goes back and forth between few queries
_KEPT_JUDGEMENTS = 8  # queries whose scores are kept, for paging and for another sort order
# A phrase in quotes decides alone, whatever the setting: with it a photo is likely, without it unlikely.
_FOUND, _LOST = 0.9, 0.01

# Given the listed photos with their positions: the reasons for each.
Reasons = Callable[[list[tuple[int, PhotoRow]]], list[tuple[str, ...]]]


class Searcher:
    """Searches one library with the text side of a pack.

    `image_side` makes the whole pack, and is called the first time a picture from outside the library is searched.
    `shift`, from -1 to 1, moves the relevance line: negative shows more, positive less. May be used from several
    threads. New photos are found after `refresh()`.

    Raises SnowlineError where the library was described by another pack.
    """

    def __init__(
        self,
        library: Library,
        text_side: TextSide,
        *,
        image_side: Callable[[], ImageSide] | None = None,
        shift: float = 0.0,
    ) -> None:
        self._library = library
        self._side = text_side
        self._example = Example(library, image_side)
        self._gatherer = Gatherer(library, text_side)
        self._vectors: OrderedDict[str, Floats] = OrderedDict()
        self._judgements: OrderedDict[str, tuple[Snapshot, Scores, Evidence | None]] = OrderedDict()
        self._lock = Lock()
        self.shift = shift
        self._snapshot = take_snapshot(library, text_side)

    def __len__(self) -> int:
        """How many photos can be found."""
        return len(self._snapshot)

    def refresh(self) -> None:
        """Sees what an indexing process added or took away meanwhile."""
        self._snapshot = take_snapshot(self._library, self._side)
        with self._lock:
            self._judgements.clear()  # of photos that are no longer asked, whose vectors they would keep in memory
        self._gatherer.forget()

    def search(self, text: str, *, limit: int = 50, sort: SortOrder = "relevance", everything: bool = False) -> Answer:
        """The photos that show what `text` asks for, likely ones and maybes; with `everything` the unlikely too.

        Any text may be asked; one without a word in it finds nothing. `total` counts what lies above the relevance
        line, however many are listed. Raises SnowlineError for an unknown sort order.
        """
        began = time.perf_counter()
        if sort not in SORT_ORDERS:
            raise SnowlineError(f'Cannot sort by "{sort}"; choose one of {", ".join(SORT_ORDERS)}.')
        query = parse(text)
        snapshot, scores, evidence = self._judge(query)

        def why(listed: list[tuple[int, PhotoRow]]) -> list[tuple[str, ...]]:
            if evidence is None:
                return [()] * len(listed)
            slots = {int(evidence.text_slots[at]) for at, _ in listed} - {-1}
            texts = self._library.slot_texts(slots)
            return [reasons(evidence, at, row, texts) for at, row in listed]

        return self._answer(text, snapshot, scores, why, limit, sort, everything, began)

    def similar(self, example: Path | str | int, *, limit: int = 50, everything: bool = False) -> Answer:
        """The photos that look like a photo of the library (its id or path) or like a picture anywhere (its path).

        The photo itself, and files with the same content, are left out. Raises `Unreadable` for a file that is no
        picture, SnowlineError for an id that is not in the library.
        """
        began = time.perf_counter()
        snapshot = self._snapshot
        vector, own_slot = self._example.vector_of(example, snapshot)
        scores = resemblance(snapshot.image_scores(vector))
        if own_slot is not None:
            at, _ = snapshot.positions(np.array([own_slot], np.int64))
            scores[at] = -1.0

        def why(listed: list[tuple[int, PhotoRow]]) -> list[tuple[str, ...]]:
            return [(f"looks {percent(float(scores[at]))} % alike",) for at, _ in listed]

        return self._answer(str(example), snapshot, scores, why, limit, "relevance", everything, began)

    def _judge(self, query: Query) -> tuple[Snapshot, Scores, Evidence | None]:
        """The relevance of every photo, float64 [n], and what speaks for the wanted words."""
        snapshot = self._snapshot
        with self._lock:
            kept = self._judgements.get(query.text)
            if kept is not None and kept[0] is snapshot:
                self._judgements.move_to_end(query.text)
                return kept
        evidence: Evidence | None = None
        if not (query.words or query.without):
            scores = np.zeros(len(snapshot))
        else:
            scores = np.ones(len(snapshot))
            if query.words:
                evidence = self._gatherer.gather(query.words, self._vector(query.words), snapshot)
                scores = relevance(evidence)
            for phrase in query.exact:
                scores = np.where(self._literally(phrase, snapshot), _FOUND + (1 - _FOUND) * scores, _LOST * scores)
            for phrase in query.without:
                unwanted = relevance(self._gatherer.gather(phrase, self._vector(phrase), snapshot))
                unwanted[self._literally(phrase, snapshot)] = 1.0
                scores = scores * np.where(unwanted >= MAYBE, (1 - unwanted) ** 2, 1.0)
        judged = (snapshot, scores, evidence)
        with self._lock:
            self._judgements[query.text] = judged
            while len(self._judgements) > _KEPT_JUDGEMENTS:
                self._judgements.popitem(last=False)
        return judged

    def _vector(self, text: str) -> Floats:
        """The text vector, float32 [dims]; each distinct text is encoded once."""
        with self._lock:
            if text in self._vectors:
                self._vectors.move_to_end(text)
                return self._vectors[text]
        vector: Floats = self._side.encode_texts([text])[0]
        with self._lock:
            self._vectors[text] = vector
            while len(self._vectors) > _KEPT_VECTORS:
                self._vectors.popitem(last=False)
        return vector

    def _literally(self, phrase: str, snapshot: Snapshot) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which photos carry the phrase as it stands in a name, folder, caption or sure tag: bool [n]."""
        found = np.zeros(len(snapshot), np.bool_)
        for slots in self._library.literal(phrase).values():
            at, _ = snapshot.positions(slots)
            found[at] = True
        return found

    def _answer(
        self,
        text: str,
        snapshot: Snapshot,
        scores: Scores,
        why: Reasons,
        limit: int,
        sort: SortOrder,
        everything: bool,
        began: float,
    ) -> Answer:
        """Lists photos by score, float64 [n]; a negative score bars a photo from the answer."""
        _, maybe = lines(self.shift)
        total = int((scores >= maybe).sum())
        listed = int((scores >= 0).sum()) if everything else total
        order: Slots = np.argsort(-scores, kind="stable")[:listed]
        slots = snapshot.live[order].tolist()
        if sort != "relevance":
            slots = [keys.slot for keys in ordered(self._library.sort_keys(slots), sort)]
        rows = self._library.photos_by_slots(slots[: max(limit, 0)])
        at, _ = snapshot.positions(np.array([row.slot for row in rows], np.int64))
        shown = list(zip(at.tolist(), rows, strict=True))
        hits = tuple(
            self._hit(row, float(scores[position]), why_it)
            for (position, row), why_it in zip(shown, why(shown), strict=True)
        )
        return Answer(text, total, hits, time.perf_counter() - began)

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
            tags=tuple(tag for tag in row.tags if tag.p >= self._side.sure_tag),
            key=row.key,
        )
