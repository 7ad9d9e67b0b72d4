"""Words for whole kinds of things ("people", "animals"), and which words and tags belong to each: who does not want to
see animals wants no dog.

A tag belongs to the kind among whose members its last word is. There are more animals than any list has: a tag that
means nearly what the names of some animals mean, and nothing else so nearly, is one too.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from app.index.base import Floats
from app.language.lexicon import word_set
from app.language.lexicon_nouns import ANIMALS, PEOPLE
from app.language.words import content_words, singular, tokens
from app.search.sides import TextSide

_VEHICLES = word_set("""
airplane ambulance bicycle bike boat bus cab car convertible ferry helicopter jeep limousine minivan moped motorbike
motorcycle motorcyclist pickup plane scooter ship taxi tractor train tram truck trolleybus van vehicle yacht
""")
_BUILDINGS = word_set("""
barn building castle cathedral chapel church cottage factory greenhouse hotel house hut mosque palace school shed
skyscraper stadium synagogue temple tower
""")
_PLANTS = word_set("""
bush cactus daisy dandelion fern flower grass hedge ivy lily moss orchid palm plant rose sunflower tree tulip
""")
_FOOD = word_set("""
apple banana bread broccoli burger cake carrot cheese cookie dessert donut egg food fruit meal meat pasta pizza rice
salad sandwich soup strawberry sushi vegetable
""")
# What a kind is called → its members.
_KINDS: dict[str, frozenset[str]] = {
    "people": PEOPLE - word_set("army conductor fan figure guard guide host member pair seller speaker"),
    "animal": ANIMALS - word_set("fly seal bug bull mouse robin turkey crab pet herd flock shepherd"),
    "vehicle": _VEHICLES,
    "building": _BUILDINGS,
    "plant": _PLANTS,
    "food": _FOOD,
}
_CALLED = {
    "people": "people person human anyone anybody someone somebody folk",
    "animal": "animal creature wildlife beast",
    "vehicle": "vehicle traffic",
    "building": "building architecture",
    "plant": "plant vegetation greenery",
    "food": "food meal",
}
_KIND_OF_WORD = {word: kind for kind, words in _CALLED.items() for word in words.split()}
# What belongs to none of them, so that a tag need not belong to the least unlike.
_OTHERS = word_set("""
ball bathroom beach bed book bottle chair clothes computer cup desert dress field furniture guitar hat instrument
kitchen lake lamp machine mountain music office phone road room shirt shoe sky snow sport street table tool toy water
weapon window
""")
_AMBIGUOUS = word_set("player shepherd plane")  # as the last word of a tag: tape player, German shepherd
_OPEN = "animal"  # the kind that no list exhausts
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

    def words(self, kind: str) -> frozenset[str]:
        """Words, in the singular, for the members of a kind."""
        return _KINDS[kind]

    def tags(self, kind: str) -> tuple[str, ...]:
        """The tags that stand for members of a kind."""
        return self._tags[kind]

    @cached_property
    def _tags(self) -> dict[str, tuple[str, ...]]:
        """Encodes some hundred words, the first time that anybody asks."""
        groups = {**_KINDS, "": _OTHERS}
        vectors = {name: self._centred(self._side.encode_texts(sorted(words))) for name, words in groups.items()}
        tags = self._centred(self._side.tag_vectors)
        nearness = np.stack(
            [np.sort(tags @ theirs.T, axis=1)[:, -_NEAREST:].mean(axis=1) for theirs in vectors.values()]
        )
        nearest = dict(zip(groups, nearness, strict=True))
        others = np.max([near for name, near in nearest.items() if name != _OPEN], axis=0)
        near = (nearest[_OPEN] >= _LEAST) & (nearest[_OPEN] > others)
        found: dict[str, list[str]] = {name: [] for name in _KINDS}
        for tag, is_near in zip(self._side.tag_names, near.tolist(), strict=True):
            head = singular((tokens(tag) or [""])[-1])
            own = [name for name, members in _KINDS.items() if head in members - _AMBIGUOUS]
            for name in own or ([_OPEN] if is_near else []):
                found[name].append(tag)
        return {name: tuple(tags) for name, tags in found.items()}

    def _centred(self, vectors: Floats) -> Floats:
        rows: Floats = vectors - self._side.backgrounds.mean(axis=0)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return rows
