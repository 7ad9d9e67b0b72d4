"""What a phrase says of its things, against what captions say of them: "man riding horse" is no man beside a horse.

Both are read as triplets (docs/triplets.md). Only captions that lie near the phrase in meaning are read.
"""

from __future__ import annotations

from collections.abc import Sequence
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

_MOST_TEXTS = 400  # of those that lie nearest
_KEPT = 4_096  # readings of captions
_PERSON = "person"


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
    """What captions say of the things of `phrase`; `texts` are the slots of those that lie near it, nearest last."""
    asked = [triplet for triplet in _read(phrase) if triplet.predicate.split()[-1] != "without"]
    if not asked or not len(texts):
        return NOTHING
    said = snapshot.library.slot_texts(texts[-_MOST_TEXTS:].tolist())
    verdicts = {slot: compared(asked, _read(text), tags) for slot, text in said.items()}
    right = _photos([slot for slot, verdict in verdicts.items() if verdict > 0], snapshot)
    wrong = _photos([slot for slot, verdict in verdicts.items() if verdict < 0], snapshot)
    return Composition(right, np.setdiff1d(wrong, right, assume_unique=True))


def compared(asked: Sequence[Triplet], said: Sequence[Triplet], tags: TagNames) -> int:
    """1 where all that is asked is said, -1 where something else is said of the same two things (what each does to the
    other, or where it is), 0 where nothing is."""
    if not said:
        return 0
    theirs = [(_thing(triplet.subject, tags), triplet.predicate, _thing(triplet.object, tags)) for triplet in said]
    verdict = 1
    for triplet in asked:
        one, other = _thing(triplet.subject, tags), _thing(triplet.object, tags)
        if any(it[0] == one and it[2] == other and _alike(triplet.predicate, it[1]) for it in theirs):
            continue
        met = any({it[0], it[2]} == {one, other} for it in theirs)
        verdict = min(verdict, -1 if met else 0)
    return verdict


def _thing(noun: str, tags: TagNames) -> str:
    """What a noun stands for: any person for a person, the tag's name where it is another name of a tag."""
    return _PERSON if noun.rpartition(" ")[2] in PEOPLE else tags.name_of(noun) or noun


def _alike(one: str, other: str) -> bool:
    """Whether two predicates say the same: "ride" and "ride on", "on" and "sit on"."""
    mine, theirs = one.split(), other.split()
    if mine[0] in PREPOSITIONS or theirs[0] in PREPOSITIONS:  # where it is, whatever it does there
        return mine[-1] == theirs[-1]
    return mine[0] == theirs[0]


@lru_cache(maxsize=_KEPT)
def _read(text: str) -> tuple[Triplet, ...]:
    return tuple(triplets(text))


def _photos(texts: list[int], snapshot: Snapshot) -> Slots:
    _, photos = snapshot.facts.linked(np.array(sorted(texts), np.int64))
    return np.unique(photos)
