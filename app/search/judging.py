"""The relevance of photos for a query: of every photo where there are few, else of those that may be hits."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import numpy as np

from app.index.base import Floats, Slots
from app.search.candidates import candidates
from app.search.evidence import Clues, Evidence, Gatherer, each_once, literal_words, meeting, weigh
from app.search.facts import Mask
from app.search.parser import Query
from app.search.relevance import MAYBE, Scores, lines, relevance
from app.search.sides import TextSide
from app.search.snapshot import SMALL, Snapshot

_KEPT_VECTORS = 256  # texts whose vectors are kept: a person goes back and forth between few queries
# A phrase in quotes decides alone, whatever the setting: with it a photo is likely, without it unlikely.
_FOUND, _LOST = 0.9, 0.01


@dataclass(frozen=True, slots=True)
class Judgement:
    """The relevance of the photos at `slots`, int64 [n], ascending: `scores`, float64 [n], and what speaks for the
    wanted words. `rest` are further photos that nothing speaks against where that is all that was asked, bool [slots]:
    their relevance is 1. `all_` tells that no other photo comes above the line."""

    slots: Slots
    scores: Scores
    evidence: Evidence | None
    all_: bool = True
    rest: Mask | None = None


class Judge:
    """Judges photos with the text side of a pack. May be used from several threads."""

    def __init__(self, side: TextSide) -> None:
        self._side = side
        self._gatherer = Gatherer(side)
        self._vectors: OrderedDict[str, Floats] = OrderedDict()
        self._lock = Lock()

    def everyone(self, query: Query, snapshot: Snapshot, among: Mask | None) -> Judgement:
        """Judges every photo that can be shown, or every one of `among`."""
        slots = snapshot.live if among is None else np.flatnonzero(among)
        if not (query.words or query.without):
            return Judgement(slots, np.zeros(len(slots)), None)
        clues = self._clues(query.words, snapshot) if query.words else None
        return self._judged(query, clues, snapshot, slots, self._told_by_people(query, snapshot))

    def likeliest(
        self, query: Query, snapshot: Snapshot, among: Mask | None, *, shift: float, everything: bool
    ) -> Judgement:
        """Judges those photos, or those of `among`, that may come above the line; with `everything`, also those that
        come nearest to it. Relevance is the same as if everyone was judged."""
        if not (query.words or query.without):
            return Judgement(np.empty(0, np.int64), np.zeros(0), None)
        if not query.words:
            return self._unless(query, snapshot, among)
        clues = self._clues(query.words, snapshot)
        _, line = lines(shift)
        allowed = among
        for phrase in query.exact:
            standing = np.zeros(snapshot.slots, np.bool_)
            standing[snapshot.only_live(self._standing(phrase, snapshot))] = True
            allowed = standing if allowed is None else standing & allowed
        if query.exact and allowed is not None and np.count_nonzero(allowed) <= SMALL:
            slots, all_ = np.flatnonzero(allowed), True
        else:
            # A phrase that is found lifts a photo over the line: then the best are judged, wherever they lie.
            found = candidates(clues, snapshot, MAYBE if query.exact else line, allowed)
            slots, all_ = found.slots, found.all_ and not query.exact
        if everything and query.exact:
            slots = each_once(np.concatenate([slots, candidates(clues, snapshot, line, among).slots]))
        told = snapshot.only_live(self._told_by_people(query, snapshot))
        if len(told):
            slots = each_once(np.concatenate([slots, told if allowed is None else told[allowed[told]]]))
        judged = self._judged(query, clues, snapshot, slots, told, least=0.0 if everything else line)
        return Judgement(judged.slots, judged.scores, judged.evidence, all_)

    def _unless(self, query: Query, snapshot: Snapshot, among: Mask | None) -> Judgement:
        """All photos but those that show what they must not."""
        parts = [np.empty(0, np.int64)]
        for phrase in query.without:
            parts.append(candidates(self._clues(phrase, snapshot), snapshot, MAYBE, among).slots)
            parts.append(snapshot.only_live(self._standing(phrase, snapshot)))
        rest = np.ones(snapshot.slots, np.bool_)
        for mask in (snapshot.alive, among):
            if mask is not None:
                rest &= mask
        slots = each_once(np.concatenate(parts))
        slots = slots[rest[slots]]
        rest[slots] = False
        judged = self._judged(query, None, snapshot, slots)
        return Judgement(judged.slots, judged.scores, None, rest=rest)

    def _judged(
        self,
        query: Query,
        clues: Clues | None,
        snapshot: Snapshot,
        slots: Slots,
        told: Slots | None = None,
        *,
        least: float = 0.0,
    ) -> Judgement:
        """Judges the photos at these slots. Of those that come below `least`, nobody asks what they must not show."""
        scores = np.ones(len(slots))
        evidence: Evidence | None = None
        if clues is not None:
            evidence = weigh(clues, snapshot, slots)
            scores = relevance(evidence)
        if told is not None:
            at, _ = meeting(slots, told)
            scores[at] = _FOUND + (1 - _FOUND) * scores[at]
        for phrase in query.exact:
            stands = np.zeros(len(slots), np.bool_)
            stands[meeting(slots, self._standing(phrase, snapshot))[0]] = True
            scores = np.where(stands, _FOUND + (1 - _FOUND) * scores, _LOST * scores)
        for phrase in query.without:
            asked = np.flatnonzero(scores >= least)
            unwanted = relevance(weigh(self._clues(phrase, snapshot), snapshot, slots[asked]))
            unwanted[meeting(slots[asked], self._standing(phrase, snapshot))[0]] = 1.0
            scores[asked] *= np.where(unwanted >= MAYBE, (1 - unwanted) ** 2, 1.0)
        return Judgement(slots, scores, evidence)

    def _told_by_people(self, query: Query, snapshot: Snapshot) -> Slots:
        """The photos whose captions and tags by people hold all words asked for: what a person said is so."""
        return snapshot.library.own_literal(literal_words(query.words) if query.words else [])

    def _standing(self, phrase: str, snapshot: Snapshot) -> Slots:
        """The photos that carry the phrase as it stands in a name, folder, caption or sure tag, ascending."""
        fields = list(snapshot.facts.literal(phrase).values())
        return each_once(np.concatenate(fields)) if fields else np.empty(0, np.int64)

    def _clues(self, phrase: str, snapshot: Snapshot) -> Clues:
        return self._gatherer.clues(phrase, self.vector(phrase), snapshot)

    def vector(self, text: str) -> Floats:
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
