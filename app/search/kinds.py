"""Words for whole kinds of things ("people", "animals"), and which words and tags belong to each: who does not want to
see animals wants no dog, and who asks for reptiles wants snakes.

A tag belongs to the kind among whose members it or its last word is (`kinds_members.py`). There are more animals than
any list has: a tag that means nearly what the names of some animals mean, and nothing else so nearly, is one too.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from app.index.base import Floats
from app.language.lexicon import word_set
from app.language.words import content_words, singular, tokens
from app.search.kinds_members import CALLED, MEMBERS, MISLEADING
from app.search.sides import TextSide

_KIND_OF_WORD = {word: kind for kind in MEMBERS for word in CALLED.get(kind, kind).split()}
# The words of captions, as they stand there: stems of plurals are found by the singular, but for the odd ones.
_SPOKEN = {
    "people": (
        "man men woman women boy girl child children kid baby person people player couple crowd lady guy toddler skier "
        "surfer rider climber cyclist skateboarder snowboarder swimmer"
    ),
    "animal": "animal dog cat horse bird cow sheep fish duck puppy kitten butterfly",
    "vehicle": "vehicle car truck bus train boat bicycle bike motorcycle airplane plane ship helicopter van taxi",
    "building": "building house church tower castle skyscraper",
    "plant": "plant tree flower grass bush",
    "food": "food cake pizza fruit sandwich meal",
}
# What belongs to none of them, so that a tag need not belong to the least unlike.
_OTHERS = word_set("""
ball bathroom beach bed book bottle chair clothes computer cup desert dress field furniture guitar hat instrument
kitchen lake lamp machine mountain music office phone road room shirt shoe sky snow sport street table tool toy water
weapon window
""")
_AMBIGUOUS = word_set("player shepherd plane")  # as the last word of a tag: tape player, German shepherd
_OPEN = "animal"  # the kind that no list exhausts
_UNLIKE = ("people", "vehicle", "building", "plant", "food")  # kinds of which no animal is
_NEAREST = 3  # members whose cosines are averaged
_LEAST = 0.4


def kind_called(phrase: str) -> str | None:
    """The kind that a phrase names ("any people", "wild animals"), or None where it names something less general."""
    words = content_words(phrase)
    return _KIND_OF_WORD.get(singular(words[-1])) if words else None


class Kinds:
    """The words and tags of each kind, as a pack's text encoder sees them."""

    def __init__(self, side: TextSide) -> None:
        self._side = side

    def words(self, kind: str) -> tuple[str, ...]:
        """The words by which captions mostly name members of a kind."""
        return tuple(_SPOKEN.get(kind, "").split())

    def tags(self, kind: str) -> tuple[str, ...]:
        """The tags that stand for members of a kind."""
        return self._tags[kind]

    @cached_property
    def _tags(self) -> dict[str, tuple[str, ...]]:
        names = self._side.tag_names
        heads = ["" if name in MISLEADING else singular((tokens(name) or [""])[-1]) for name in names]
        found = {
            kind: [at for at, head in enumerate(heads) if head in members - _AMBIGUOUS or names[at] in members]
            for kind, members in MEMBERS.items()
        }
        named = {at for members in found.values() for at in members}
        others = [at for at, head in enumerate(heads) if head in _OTHERS] + [
            at for kind in _UNLIKE for at in found[kind]
        ]
        if found[_OPEN] and others:
            vectors = self._side.tag_vectors - self._side.backgrounds.mean(axis=0)
            vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
            inside, outside = (_nearness(vectors, vectors[at]) for at in (found[_OPEN], others))
            near = (inside >= _LEAST) & (inside > outside)
            found[_OPEN] += [at for at in np.flatnonzero(near).tolist() if at not in named and at not in others]
        return {kind: tuple(names[at] for at in members) for kind, members in found.items()}


def _nearness(vectors: Floats, members: Floats) -> Floats:
    """How near each vector is to those of the members that are nearest: float32 [n]."""
    cosines: Floats = np.sort(vectors @ members.T, axis=1)[:, -_NEAREST:].mean(axis=1)
    return cosines
