"""What speaks for each photo, given one phrase: how it looks, what its caption says, its tags, and its literal words.

Cosines are centred: the mean of what the pack's background queries score on the same photo is taken off, so that
photos which like every query ("hubs") gain nothing. The mean of dot products is the dot product with the mean, so
centring costs one subtraction from the query and no table of statistics that would have to follow the library.

How the rest of the library scores on the query (robust z-scores, by median and absolute deviation) was measured too,
and told nothing that the centred cosine does not tell: it calls the best of nothing likely, and in a library of dogs
it calls no dog likely.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from app.index.base import Floats, Slots
from app.language.words import STOP_WORDS
from app.library import LiteralField
from app.search.facts import each_once_sorted
from app.search.sides import TextSide
from app.search.snapshot import SMALL, Snapshot
from app.search.tags import NamedTag, TagNames, kindred_tags

# A caption below this centred cosine says nothing of the phrase: four in five unrelated captions lie under it.
_TEXT_FLOOR = 0.2
_TEXT_LIMIT = 1_000  # texts followed to their photos; keeps the catalogue's part of a query at some milliseconds
PLACES: tuple[LiteralField, ...] = ("name", "folder")
SAID: tuple[LiteralField, ...] = ("caption", "tag")
_UNSEEN_TAG = 0.01  # probability of a tag that is not among those stored with a photo
_SURE_LOG_ODDS = 4.0  # beyond 98 % (or below 2 %) a tag's probability is a matter of taste


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a phrase, float32 [n] each, for the photos at `slots`, int64 [n], ascending.

    `image`: centred cosine. `caption`: centred cosine of the photo's best caption or triplet above a floor, less the
    floor; `text_slots` says which. `tag`: log odds of the tags that the phrase names, weighted by `tag_share`, the
    part of the phrase that names tags. `kindred`: the best cosine x probability of tags that mean nearly the same.
    `named`, `told`: the part of the phrase's words that stand in the file or folder name, and in the caption or the
    sure tags; `words` has the slots, ascending, of the photos where each of them stands in each field. `library` is how
    many photos there are in all.
    """

    phrase: str
    slots: Slots
    image: Floats
    caption: Floats
    tag: Floats
    kindred: Floats
    named: Floats
    told: Floats
    library: int
    tag_share: float = 0.0
    text_slots: Slots = field(default_factory=lambda: np.empty(0, np.int64))
    tags: tuple[NamedTag, ...] = ()
    words: Mapping[tuple[LiteralField, str], Slots] = field(default_factory=dict)

    def at(self, positions: Slots) -> Evidence:
        """The same evidence as if the library held only the photos at these positions, int64 [m]."""
        return replace(
            self,
            slots=self.slots[positions],
            image=self.image[positions],
            caption=self.caption[positions],
            tag=self.tag[positions],
            kindred=self.kindred[positions],
            named=self.named[positions],
            told=self.told[positions],
            text_slots=self.text_slots[positions],
            library=len(positions),
        )


@dataclass(frozen=True, slots=True)
class Clues:
    """What a phrase leads to, before any photo is looked at.

    `centred` is its text vector less the mean of the backgrounds, float32 [dims]. `texts` are the slots of the captions
    and triplets that speak of it, int64 [t], and `said` how much, less the floor, float32 [t], ascending; `spoken` has
    the best of them for each photo: its place in `texts` plus one, or 0 for none, uint16 [slots].
    `tags` are the tags it names and `kindred` those that mean nearly the same, (name, cosine); `tagged` has the photos
    of all of these and the probability on each. `literal` has the photos where each word stands, by field.
    """

    phrase: str
    centred: Floats
    texts: Slots
    said: Floats
    spoken: NDArray[np.uint16]
    tags: tuple[NamedTag, ...]
    kindred: tuple[tuple[str, float], ...]
    tagged: Mapping[str, tuple[Slots, Floats]]
    literal: Mapping[str, Mapping[LiteralField, Slots]]

    @property
    def tag_share(self) -> float:
        return sum(tag.share for tag in self.tags)


class Gatherer:
    """Gathers evidence with the text side of a pack."""

    def __init__(self, side: TextSide) -> None:
        self._tag_list, self._tag_vectors = side.tag_names, side.tag_vectors
        self._centre: Floats = side.backgrounds.mean(axis=0)
        self._tag_names = TagNames(side.tag_aliases)

    def clues(self, phrase: str, vector: Floats, snapshot: Snapshot) -> Clues:
        """What `phrase` leads to, whose text vector is `vector`, float32 [dims]."""
        centred = vector - self._centre
        if len(snapshot.texts) <= SMALL:
            scores = snapshot.texts.scores(centred)
            texts = np.flatnonzero(scores >= _TEXT_FLOOR)
            said = scores[texts]
            if len(texts) > _TEXT_LIMIT:
                best = np.sort(np.argsort(-said, kind="stable")[:_TEXT_LIMIT])
                texts, said = texts[best], said[best]
        else:
            texts, said = snapshot.near_texts(centred, _TEXT_LIMIT)
            enough = said >= _TEXT_FLOOR
            texts, said = texts[enough], said[enough]
        order = np.lexsort((-texts, said))
        texts, said = texts[order], said[order]
        tags = tuple(self._tag_names.named_in(phrase))
        named = {tag.name for tag in tags}
        kindred = tuple(
            (name, cosine)
            for name, cosine in kindred_tags(vector, self._tag_list, self._tag_vectors)
            if name not in named
        )
        return Clues(
            phrase=phrase,
            centred=centred,
            texts=texts,
            said=said - np.float32(_TEXT_FLOOR),
            spoken=_best_of_each(texts, *snapshot.facts.linked(texts), snapshot.slots),
            tags=tags,
            kindred=kindred,
            tagged={name: snapshot.facts.tagged(name) for name in [*named, *(name for name, _ in kindred)]},
            literal={word: snapshot.facts.literal(word) for word in literal_words(phrase)},
        )

    def gather(self, phrase: str, vector: Floats, snapshot: Snapshot) -> Evidence:
        """Everything that speaks for `phrase`, whose text vector is `vector`, of all photos."""
        return weigh(self.clues(phrase, vector, snapshot), snapshot, snapshot.live)


def weigh(clues: Clues, snapshot: Snapshot, slots: Slots) -> Evidence:
    """What speaks for the phrase of `clues` on the photos at `slots`, int64 [n], ascending; all can be shown."""
    caption, text_slots = best_texts(clues, slots)
    named, told = np.zeros(len(slots), np.float32), np.zeros(len(slots), np.float32)
    words: dict[tuple[LiteralField, str], Slots] = {}
    for word, fields in clues.literal.items():
        words.update({(name, word): found for name, found in fields.items()})
        for share, among in ((named, PLACES), (told, SAID)):
            stands = np.zeros(len(slots), np.bool_)
            for name, found in fields.items():
                if name in among:
                    stands[meeting(slots, found)[0]] = True
            share[stands] += 1 / len(clues.literal)
    return Evidence(
        phrase=clues.phrase,
        slots=slots,
        image=snapshot.image_scores(clues.centred, slots),
        caption=caption,
        tag=_named_tags(clues, slots),
        kindred=_kindred(clues, slots),
        named=named,
        told=told,
        library=len(snapshot),
        tag_share=clues.tag_share,
        text_slots=text_slots,
        tags=clues.tags,
        words=words,
    )


def best_texts(clues: Clues, slots: Slots) -> tuple[Floats, Slots]:
    """How much the best text of each photo says of the phrase, float32 [n], and its slot, or -1, int64 [n]."""
    place = clues.spoken[slots]
    said = np.concatenate([np.zeros(1, np.float32), clues.said])
    return said[place], np.concatenate([np.full(1, -1, np.int64), clues.texts])[place]


def _best_of_each(texts: Slots, named: Slots, photos: Slots, slots: int) -> NDArray[np.uint16]:
    """See `Clues.spoken`, of `texts` that come from the least to the best, and the photos that each of `named` has."""
    spoken = np.zeros(slots, np.uint16)
    if len(named) == 0:
        return spoken
    places = np.zeros(int(texts.max()) + 1, np.uint16)
    places[texts] = np.arange(1, len(texts) + 1)
    place = places[named]
    if (place[1:] < place[:-1]).any():
        order = np.argsort(place, kind="stable")
        place, photos = place[order], photos[order]
    if int(photos.max()) >= slots:
        inside = photos < slots
        place, photos = place[inside], photos[inside]
    spoken[photos] = place  # the best text of a photo is written last and stays
    return spoken


def log_odds(p: Floats) -> Floats:
    """The log odds of tags' probabilities, float32 [n], as far as they tell."""
    p = np.clip(p, 1e-4, 1 - 1e-4)
    odds: Floats = np.clip(np.log(p / (1 - p)), -_SURE_LOG_ODDS, _SURE_LOG_ODDS)
    return odds


UNSEEN = float(log_odds(np.array([_UNSEEN_TAG], np.float32))[0])  # log odds of a tag not stored with a photo


def _named_tags(clues: Clues, slots: Slots) -> Floats:
    total = np.zeros(len(slots), np.float32)
    for tag in clues.tags:
        odds = np.full(len(slots), UNSEEN, np.float32)
        stored, p = clues.tagged[tag.name]
        at, there = meeting(slots, stored)
        odds[at] = log_odds(p[there])
        total += tag.share * odds
    return total


def _kindred(clues: Clues, slots: Slots) -> Floats:
    strength = np.zeros(len(slots), np.float32)
    for name, cosine in clues.kindred:
        stored, p = clues.tagged[name]
        at, there = meeting(slots, stored)
        strength[at] = np.maximum(strength[at], p[there] * cosine)
    return strength


def meeting(one: Slots, other: Slots) -> tuple[Slots, Slots]:
    """Where the slots that stand in both of two ascending arrays stand in the one, and where in the other."""
    if len(one) == 0 or len(other) == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    if len(one) <= len(other):
        place = np.minimum(np.searchsorted(other, one), len(other) - 1)
        at = np.flatnonzero(other[place] == one)
        return at, place[at]
    place = np.minimum(np.searchsorted(one, other), len(one) - 1)
    there = np.flatnonzero(one[place] == other)
    return place[there], there


def each_once(slots: Slots) -> Slots:
    """The same slots, ascending, each once; several times as quick as `np.unique`."""
    return each_once_sorted(np.sort(slots))


def literal_words(phrase: str) -> list[str]:
    """The words of a phrase that are worth finding literally, as typed, each once; all of them if none is."""
    words = list(dict.fromkeys(phrase.split()))
    return [word for word in words if word.lower() not in STOP_WORDS] or words
