"""What a phrase says of its things, against what captions say of them: "man riding horse" is no man beside a horse.

Both are triplets (docs/triplets.md): those of the phrase are read from it, those of the captions were when they were
written. Only triplets that lie near the phrase in meaning are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from app.domain import Triplet
from app.index.base import Floats, Slots
from app.language.lexicon import PREPOSITIONS
from app.language.lexicon_nouns import PEOPLE
from app.language.triplets import triplets
from app.search.snapshot import Snapshot
from app.search.tags import TagNames

_MOST_TEXTS = 600  # of those that lie nearest
_PERSON = "person"

# (subject, predicate, object, text slot)
Said = tuple[str, str, str, int]


def _none() -> Slots:
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Composition:
    """The photos of which a caption says just what the phrase says (`right`), and the others of which one says
    something else of the same things (`wrong`): slots, int64, ascending."""

    right: Slots = field(default_factory=_none)
    wrong: Slots = field(default_factory=_none)

    def of(self, slots: Slots) -> Floats:
        """1 for right, -1 for wrong, 0 for those of which nothing is known: float32 [n]."""
        told = np.zeros(len(slots), np.float32)
        for photos, value in ((self.wrong, -1.0), (self.right, 1.0)):
            if len(photos) and len(slots):
                at = np.minimum(np.searchsorted(photos, slots), len(photos) - 1)
                told[photos[at] == slots] = value
        return told


NOTHING = Composition()


def composition(phrase: str, texts: Slots, snapshot: Snapshot, tags: TagNames) -> Composition:
    """What captions say of the things of `phrase`: right are those photos of which all is said that is asked. `texts`
    are the slots of the texts that lie near it, int64, the nearest last."""
    asked = [triplet for triplet in _read(phrase) if triplet.predicate.split()[-1] != "without"]
    if not asked or not len(texts):
        return NOTHING
    things = {triplet: (thing(triplet.subject, tags), thing(triplet.object, tags)) for triplet in asked}
    by_things: dict[frozenset[str], list[Said]] = {frozenset(both): [] for both in things.values()}
    wanted = frozenset().union(*by_things)
    called: dict[str, str] = {}  # captions speak of few things
    for subject, predicate, it_object, slot in snapshot.library.triplets_of(texts[-_MOST_TEXTS:].tolist()):
        for noun in (subject, it_object):
            if noun not in called:
                called[noun] = thing(noun, tags)
        one, other = called[subject], called[it_object]
        if one in wanted and other in wanted and frozenset((one, other)) in by_things:
            by_things[frozenset((one, other))].append((one, predicate, other, slot))
    right: Slots | None = None
    wrong: list[Slots] = []
    for triplet in asked:
        one, other = things[triplet]
        said = by_things[frozenset((one, other))]
        fits = [
            subject == one and it_object == other and alike(triplet.predicate, predicate)
            for subject, predicate, it_object, _ in said
        ]
        just_so = _photos([it[3] for it, fit in zip(said, fits, strict=True) if fit], snapshot)
        others = _photos([it[3] for it, fit in zip(said, fits, strict=True) if not fit], snapshot)
        wrong.append(np.setdiff1d(others, just_so, assume_unique=True))
        right = just_so if right is None else np.intersect1d(right, just_so, assume_unique=True)
    return Composition(_none() if right is None else right, np.unique(np.concatenate(wrong)))


def thing(noun: str, tags: TagNames) -> str:
    """What a noun stands for: any person for a person, the tag's name where it is another name of a tag."""
    return _PERSON if noun.rpartition(" ")[2] in PEOPLE else tags.name_of(noun) or noun


def alike(one: str, other: str) -> bool:
    """Whether two predicates say the same: "ride" and "ride on", "on" and "sit on"; not "jump on" and "jump over"."""
    mine, theirs = one.split(), other.split()
    if mine[0] in PREPOSITIONS or theirs[0] in PREPOSITIONS:  # where it is, whatever it does there
        return mine[-1] == theirs[-1]
    return mine[0] == theirs[0] and (len(mine) == 1 or len(theirs) == 1 or mine[-1] == theirs[-1])


@lru_cache(maxsize=256)
def _read(phrase: str) -> tuple[Triplet, ...]:
    return tuple(triplets(phrase))


def _photos(texts: list[int], snapshot: Snapshot) -> Slots:
    if not texts:
        return _none()
    _, photos = snapshot.facts.linked(np.array(sorted(texts), np.int64))
    return np.unique(photos)
