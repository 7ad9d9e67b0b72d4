"""The relevance of photos for one alternative of a query: of every photo where there are few, else of those that may
be hits."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from threading import Lock

import numpy as np

from app.index.base import Floats, Slots
from app.language.words import singular
from app.search.candidates import candidates
from app.search.evidence import Clues, Evidence, Gatherer, each_once, literal_words, meeting, weigh
from app.search.facts import Mask
from app.search.mixing import mixed, weighted_tags, weighted_vector
from app.search.planning import Branch
from app.search.policies import published
from app.search.relevance import MAYBE, Scores, lines, relevance
from app.search.seen import showing, showing_all
from app.search.sides import TextSide
from app.search.similar import Pictured, resemblance
from app.search.snapshot import SMALL, Snapshot
from app.search.unwanted import Unwanted

_KEPT_VECTORS = 256  # texts whose vectors are kept: a person goes back and forth between few queries
# A phrase in quotes decides alone, whatever the setting: with it a photo is likely, without it unlikely.
_FOUND, _LOST = 0.9, 0.01
_NONE = np.empty(0, np.int64)

# The pictures that a query names, by path.
Pictures = Mapping[str, Pictured]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The relevance of the photos at `slots`, int64 [n], ascending: `scores`, float64 [n], what speaks for the wanted
    words, and how far they are `alike` the picture asked for, float64 [n]. `rest` are further photos that nothing
    speaks against where that is all that was asked, bool [slots]: their relevance is 1. `all_` tells that no other
    photo comes above the line, `complete` that everyone whom the filters leave was judged, `published` that the line is
    the published one, and the scores are distances of captions."""

    slots: Slots
    scores: Scores
    evidence: Evidence | None = None
    all_: bool = True
    rest: Mask | None = None
    alike: Scores | None = None
    complete: bool = False
    published: bool = False


class Judge:
    """Judges photos with the text side of a pack. May be used from several threads."""

    def __init__(self, side: TextSide) -> None:
        self._side = side
        self._gatherer = Gatherer(side)
        self._unwanted = Unwanted(side)
        self._vectors: OrderedDict[str, Floats] = OrderedDict()
        self._lock = Lock()

    def everyone(self, branch: Branch, snapshot: Snapshot, among: Mask | None, pictures: Pictures) -> Judgement:
        """Judges every photo that can be shown, or every one of `among`."""
        if not branch.asks:
            return _fulfilled(snapshot, among)
        slots = snapshot.live if among is None else np.flatnonzero(among)
        return replace(self.at(branch, snapshot, slots, pictures), complete=True)

    def at(self, branch: Branch, snapshot: Snapshot, slots: Slots, pictures: Pictures) -> Judgement:
        """Judges the photos at these slots, int64 [n], ascending; all can be shown."""
        clues = self._wanted(branch, snapshot, near=False) if branch.wanted else None
        return self._judged(branch, clues, snapshot, slots, pictures, self._told_by_people(branch, snapshot))

    def likeliest(
        self,
        branch: Branch,
        snapshot: Snapshot,
        among: Mask | None,
        pictures: Pictures,
        *,
        shift: float,
        everything: bool,
    ) -> Judgement:
        """Judges those photos, or those of `among`, that may come above the line; with `everything`, also those that
        come nearest to it. Relevance is the same as if everyone was judged."""
        if not branch.asks:
            return _fulfilled(snapshot, among)
        if not (branch.wanted or branch.likes):
            return self._unless(branch, snapshot, among, pictures)
        _, line = lines(shift)
        allowed = among
        for phrase in branch.exact:
            standing = np.zeros(snapshot.slots, np.bool_)
            standing[snapshot.only_live(self._standing(phrase, snapshot))] = True
            allowed = standing if allowed is None else standing & allowed
        near = [snapshot.near_images(pictures[like.path].vector, allowed) for like in branch.likes]
        parts = [slots for slots, _, _ in near]
        told, clues = _NONE, None
        few = bool(branch.exact) and allowed is not None and int(np.count_nonzero(allowed)) <= SMALL
        if few and allowed is not None:
            parts.append(np.flatnonzero(allowed))
        all_ = few or not branch.likes
        if branch.wanted:
            clues = self._wanted(branch, snapshot, near=not few or everything)
            if not few:
                # A phrase that is found lifts a photo over the line: then the best are judged, wherever they lie.
                found = candidates(clues, snapshot, MAYBE if branch.exact or branch.likes else line, allowed)
                parts.append(found.slots)
                all_ = all_ and found.all_ and not branch.exact
            if everything and branch.exact:
                parts.append(candidates(clues, snapshot, line, among).slots)
            told = snapshot.only_live(self._told_by_people(branch, snapshot))
            parts.append(told if allowed is None else told[allowed[told]])
        else:
            all_ = all(_likeness(bound, snapshot) < line for _, _, bound in near)
        slots = each_once(np.concatenate(parts))
        least = 0.0 if everything else line
        judged = self._judged(branch, clues, snapshot, slots, pictures, told, least=least)
        return replace(judged, all_=all_)

    def published(self, branch: Branch, snapshot: Snapshot, among: Mask | None, pictures: Pictures) -> Judgement:
        """The photos whose captions lie within the published distance of the wanted words, less those that show what
        they must not."""
        slots, scores = published(self.vector(branch.phrase), snapshot, among)
        denied = Branch(without=branch.without, unlike=branch.unlike)
        if denied.asks:
            scores = np.where(self.at(denied, snapshot, slots, pictures).scores >= MAYBE, scores, 0.0)
        return Judgement(slots, scores, published=True)

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

    def vectors(self, texts: list[str]) -> Floats:
        """The text vectors, float32 [n, dims]."""
        return np.stack([self.vector(text) for text in texts])

    def knows(self, word: str) -> bool:
        """Whether the text encoder knows a word as one; the vector of any other says little."""
        return self._side.knows_word(word.lower()) or self._side.knows_word(singular(word.lower()))

    def _unless(self, branch: Branch, snapshot: Snapshot, among: Mask | None, pictures: Pictures) -> Judgement:
        """All photos but those that show what they must not."""
        parts = [_NONE]
        unwanted = {phrase: self._clues(phrase, snapshot) for phrase in branch.without}
        for phrase, clues in unwanted.items():
            parts.append(candidates(clues, snapshot, MAYBE, among).slots)
            parts.append(snapshot.only_live(self._standing(phrase, snapshot)))
            parts.append(self._unwanted.led_to(phrase, snapshot))
        for like in branch.unlike:
            parts.append(self._alike(pictures[like.path].vector, snapshot, among))
        rest = _shown(snapshot, among)
        slots = each_once(np.concatenate(parts))
        slots = slots[rest[slots]]
        rest[slots] = False
        return replace(self._judged(branch, None, snapshot, slots, pictures, unwanted=unwanted), rest=rest)

    def _judged(
        self,
        branch: Branch,
        clues: Clues | None,
        snapshot: Snapshot,
        slots: Slots,
        pictures: Pictures,
        told: Slots | None = None,
        *,
        least: float = 0.0,
        unwanted: Mapping[str, Clues] | None = None,
    ) -> Judgement:
        """Judges the photos at these slots. Of those that come below `least`, nobody asks what they must not show;
        `unwanted` are the clues to that, where they are known."""
        scores, alike = np.ones(len(slots)), None
        evidence: Evidence | None = None
        if clues is not None:
            evidence = weigh(clues, snapshot, slots)
            scores = relevance(evidence)
        if told is not None and clues is not None:
            at, _ = meeting(slots, told)
            scores[at] = _FOUND + (1 - _FOUND) * scores[at]
        if branch.likes:
            likes = [(self._resembling(like.path, snapshot, slots, pictures), like.weight) for like in branch.likes]
            alike = likes[0][0] if len(likes) == 1 else mixed(likes)
            if clues is None:
                scores = alike.copy()
            else:
                scores = mixed([*likes, (scores, float(np.mean([part.weight for part in branch.wanted])))])
        for phrase in branch.exact:
            stands = np.zeros(len(slots), np.bool_)
            stands[meeting(slots, self._standing(phrase, snapshot))[0]] = True
            scores = np.where(stands, _FOUND + (1 - _FOUND) * scores, _LOST * scores)
        for phrase in branch.without:
            asked = np.flatnonzero(scores >= least)
            led_by = unwanted[phrase] if unwanted is not None else self._clues(phrase, snapshot, near=False)
            shown = self._unwanted.shown(led_by, snapshot, slots[asked])
            shown[meeting(slots[asked], self._standing(phrase, snapshot))[0]] = 1.0
            kept = (1 - shown) ** 2
            # Where nothing is wanted, all that may be shown are equal.
            scores[asked] *= kept if branch.wanted or branch.likes else np.where(shown >= MAYBE, kept, 1.0)
        for like in branch.unlike:
            resembling = self._resembling(like.path, snapshot, slots, pictures)
            scores *= np.where(resembling >= MAYBE, (1 - resembling) ** 2, 1.0)
        for like in (*branch.likes, *branch.unlike):
            scores[slots == pictures[like.path].slot] = -1.0  # the example itself is no answer
        return Judgement(slots, scores, evidence, alike=alike)

    def _alike(self, vector: Floats, snapshot: Snapshot, among: Mask | None) -> Slots:
        """All photos, or those of `among`, that resemble a picture; where they are many, everyone is looked at."""
        slots, _, bound = snapshot.near_images(vector, among)
        if _likeness(bound, snapshot) < MAYBE:
            return slots
        slots = snapshot.live if among is None else np.flatnonzero(among)
        return slots[resemblance(snapshot.image_scores(vector, slots), len(snapshot)) >= MAYBE]

    def _resembling(self, path: str, snapshot: Snapshot, slots: Slots, pictures: Pictures) -> Scores:
        return resemblance(snapshot.image_scores(pictures[path].vector, slots), len(snapshot))

    def _told_by_people(self, branch: Branch, snapshot: Snapshot) -> Slots:
        """The photos whose captions and tags by people hold all words asked for, or in whose pictures they can be read:
        what a person said or wrote is so."""
        words = literal_words(branch.phrase) if branch.wanted else []
        shown = showing_all(words, snapshot)
        said = snapshot.library.own_literal(words)
        return each_once(np.concatenate([said, shown])) if len(shown) else said

    def _standing(self, phrase: str, snapshot: Snapshot) -> Slots:
        """The photos that carry the phrase as it stands in a name, folder, caption, sure tag or the picture itself,
        ascending."""
        fields = [*snapshot.facts.literal(phrase).values(), showing(phrase, snapshot)]
        return each_once(np.concatenate(fields))

    def _wanted(self, branch: Branch, snapshot: Snapshot, *, near: bool) -> Clues:
        """What the wanted words lead to, all as one phrase; where some weigh more, their vectors are summed. `near` as
        in `Gatherer.clues`."""
        if not branch.weighted:
            return self._clues(branch.phrase, snapshot, near=near)
        parts = [
            (" ".join(part.text for part in run), weight)
            for weight, run in groupby(branch.wanted, key=lambda part: part.weight)
        ]
        vector = weighted_vector([self.vector(text) for text, _ in parts], [weight for _, weight in parts])
        clues = self._gatherer.clues(branch.phrase, vector, snapshot, near=near)
        named = [{tag.name for tag in self._gatherer.tag_names.named_in(text)} for text, _ in parts]
        weights = [
            next((weight for (_, weight), names in zip(parts, named, strict=True) if tag.name in names), 1.0)
            for tag in clues.tags
        ]
        return replace(clues, tags=weighted_tags(clues.tags, weights))

    def _clues(self, phrase: str, snapshot: Snapshot, *, near: bool = True) -> Clues:
        return self._gatherer.clues(phrase, self.vector(phrase), snapshot, near=near)


def _likeness(cosine: float, snapshot: Snapshot) -> float:
    return float(resemblance(np.array([cosine], np.float32), len(snapshot))[0])


def _shown(snapshot: Snapshot, among: Mask | None) -> Mask:
    """A mask of one's own of the photos that can be shown, or of those of `among`."""
    if among is not None:
        return among.copy()
    return np.ones(snapshot.slots, np.bool_) if snapshot.alive is None else snapshot.alive.copy()


def _fulfilled(snapshot: Snapshot, among: Mask | None) -> Judgement:
    """Everyone whom the filters leave, which is all that was asked."""
    return Judgement(_NONE, np.zeros(0), rest=_shown(snapshot, among), complete=True)
