"""What speaks for each photo, given one phrase: how it looks, what its caption says, its tags, and its literal words.

Cosines are centred: the mean of what the pack's background queries score on the same photo is taken off, so that
photos which like every query ("hubs") gain nothing. The mean of dot products is the dot product with the mean, so
centring costs one subtraction from the query and no table of statistics that would have to follow the library.

What speaks for one photo cannot tell a rare thing from the best of nothing; how the phrase fares in the whole library
can (`Presence`): the best captions and pictures, how many captions and tags name all of it, and which words are known.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from app.index.base import Floats, Slots
from app.language.words import STOP_WORDS, content_words, singular, tokens
from app.library import LiteralField
from app.search.composition import Composition, composition
from app.search.facts import each_once_sorted
from app.search.kinds import kind_called
from app.search.members import SAID, Members
from app.search.placed import taken_in
from app.search.presence import IMAGE_RANK, LARGE, Presence, best_look, best_text, log_size, told_of_all
from app.search.seen import showing_all
from app.search.sides import TextSide
from app.search.snapshot import SMALL, Snapshot
from app.search.tags import NamedTag, TagNames, kindred_tags
from app.search.weights import MAYBE, SHIFT, WEIGHTS

# A caption below this centred cosine says nothing of the phrase: four in five unrelated captions lie under it.
TEXT_FLOOR = 0.2
_TEXT_LIMIT = 1_000  # texts followed to their photos; keeps the catalogue's part of a query at some milliseconds
PLACES: tuple[LiteralField, ...] = ("name", "folder", "place")
_UNSEEN_TAG = 0.01  # probability of a tag that is not among those stored with a photo
_SURE_LOG_ODDS = 4.0  # beyond 98 % (or below 2 %) a tag's probability is a matter of taste
_ROOM = 64  # slots a number of a list, up to which marking them is quicker than sorting it
_KEPT_WORDS = 512  # words whose vectors are kept
_MOST_WORDS = 6  # of a phrase, that are asked one by one
# The log odds of one photo below which no shift of the lines makes it a hit.
_HOPELESS = float(np.log(MAYBE / (1 - MAYBE))) - SHIFT


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a phrase, float32 [n] each, for the photos at `slots`, int64 [n], ascending.

    `image`: centred cosine. `weakest`: how far the word that fits the picture worst lies below that, at most 0.
    `caption`: centred cosine of the photo's best caption or triplet above a floor, less the floor; `text_slots` says
    which. `tag`: log odds of the tags that the phrase names, weighted by the part of the phrase that names them.
    `kindred`: the best cosine x probability of tags that mean nearly the same. `named`: the part of the phrase's words
    that stand in the file or folder name; `words` has the slots, ascending, of the photos where each of them stands in
    each field. `told`: the part of its things that the caption or the sure tags name. `relation`: 1 where a caption
    says what the phrase says of its things, -1 where it says something else of them. `library` is how many photos there
    are in all.
    """

    phrase: str
    slots: Slots
    image: Floats
    weakest: Floats
    caption: Floats
    tag: Floats
    kindred: Floats
    named: Floats
    told: Floats
    relation: Floats
    library: int
    presence: Presence
    text_slots: Slots = field(default_factory=lambda: np.empty(0, np.int64))
    tags: tuple[NamedTag, ...] = ()
    words: Mapping[tuple[LiteralField, str], Slots] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clues:
    """What a phrase leads to, before any photo is judged.

    `centred` is its text vector less the mean of the backgrounds, float32 [dims], and `words` the same of its things
    one by one, float32 [w, dims], none where it is one. `looks` are the centred cosines of all photos of a small
    library, float32 [slots]; `near` those of the nearest in a large one, with their slots, best first, and the cosine
    above which nearly none is missing. `texts` are the slots of the captions and triplets that speak of it, int64 [t],
    and `said` how much, less the floor, float32 [t], ascending; `spoken` has the best of them for each photo: its place
    in `texts` plus one, or 0 for none, uint16 [slots]. `tags` are the tags it names and `kindred` those that mean
    nearly the same, (name, cosine); `tagged` has the photos of all of these and the probability on each. `literal` has
    the photos where each word stands, by field; `told` those whose captions or sure tags name each of its things,
    int64, ascending; `relations` what captions say of its things.
    """

    phrase: str
    centred: Floats
    words: Floats
    looks: Floats | None
    near: tuple[Slots, Floats, float] | None
    texts: Slots
    said: Floats
    spoken: NDArray[np.uint16]
    tags: tuple[NamedTag, ...]
    kindred: tuple[tuple[str, float], ...]
    tagged: Mapping[str, tuple[Slots, Floats]]
    literal: Mapping[str, Mapping[LiteralField, Slots]]
    told: Mapping[str, Slots]
    relations: Composition
    presence: Presence

    @property
    def tag_share(self) -> float:
        """The part of the phrase that names tags, 0..1."""
        return sum(tag.share for tag in self.tags)


class Gatherer:
    """Gathers evidence with the text side of a pack. May be used from several threads."""

    def __init__(self, side: TextSide) -> None:
        self._side = side
        self._tag_list, self._tag_vectors = side.tag_names, side.tag_vectors
        self._centre: Floats = side.backgrounds.mean(axis=0)
        self.tag_names = TagNames(side.tag_aliases)
        self._members = Members(side)
        self._vectors: OrderedDict[str, Floats] = OrderedDict()
        self._lock = Lock()

    def clues(self, phrase: str, vector: Floats, snapshot: Snapshot, *, near: bool = True) -> Clues:
        """What `phrase` leads to, whose text vector is `vector`, float32 [dims]; without the photos that look nearest
        in a large library, unless they are asked for."""
        centred = vector - self._centre
        looks, nearest = None, None
        if snapshot.slots <= SMALL:
            looks = snapshot.image_scores(centred, np.arange(snapshot.slots))
            best_looks = looks if snapshot.alive is None else looks[snapshot.alive]
        elif near:
            nearest = snapshot.near_images(centred, None)
            best_looks = nearest[1]
        else:
            best_looks = snapshot.best_looks(centred, IMAGE_RANK)
        if len(snapshot.texts) <= SMALL:
            scores = snapshot.texts.scores(centred)
            text = best_text(scores, len(scores))
            texts = np.flatnonzero(scores >= TEXT_FLOOR)
            said = scores[texts]
            if len(texts) > _TEXT_LIMIT:
                best = np.sort(np.argsort(-said, kind="stable")[:_TEXT_LIMIT])
                texts, said = texts[best], said[best]
        else:
            texts, said = snapshot.near_texts(centred, _TEXT_LIMIT)
            text = best_text(said, len(snapshot.texts))
            enough = said >= TEXT_FLOOR
            texts, said = texts[enough], said[enough]
        order = np.lexsort((-texts, said))
        texts, said = texts[order], said[order]
        tags = tuple(self.tag_names.named_in(phrase))
        named = {tag.name for tag in tags}
        nearest_tag, nearly = kindred_tags(vector, self._tag_list, self._tag_vectors)
        kindred = tuple((name, cosine) for name, cosine in nearly if name not in named)
        tagged = {name: snapshot.facts.tagged(name) for name in [*named, *(name for name, _ in kindred)]}
        literal = _standing(phrase, snapshot)
        parts = self.tag_names.parts(phrase)
        placed = taken_in(tokens(phrase), snapshot)
        told = {part: self._told(part, literal, tagged, placed, snapshot) for part in parts}
        return Clues(
            phrase=phrase,
            centred=centred,
            words=self._one_by_one(parts[:_MOST_WORDS]),
            looks=looks,
            near=nearest,
            texts=texts,
            said=said - np.float32(TEXT_FLOOR),
            spoken=_best_of_each(texts, *snapshot.facts.linked(texts), snapshot.slots),
            tags=tags,
            kindred=kindred,
            tagged=tagged,
            literal=literal,
            told=told,
            relations=composition(phrase, texts, snapshot, self.tag_names),
            presence=Presence(
                text=text,
                image=best_look(best_looks, len(snapshot)),
                told=told_of_all([snapshot.only_live(slots) for slots in told.values()], snapshot.slots, len(snapshot)),
                nearest_tag=nearest_tag,
                known=self._known(told),
                spelt=self._spelt(phrase),
            ),
        )

    def gather(self, phrase: str, vector: Floats, snapshot: Snapshot) -> Evidence:
        """Everything that speaks for `phrase`, whose text vector is `vector`, of all photos."""
        return weigh(self.clues(phrase, vector, snapshot), snapshot, snapshot.live)

    def _one_by_one(self, parts: list[str]) -> Floats:
        """The centred vectors of the things a phrase is put together from, float32 [w, dims]; none where it is one."""
        if len(parts) < 2:
            return np.empty((0, len(self._centre)), np.float32)
        with self._lock:
            kept = {part: self._vectors[part] for part in parts if part in self._vectors}
        missing = [part for part in parts if part not in kept]
        if missing:
            kept.update(zip(missing, self._side.encode_texts(missing), strict=True))
        with self._lock:
            for part in parts:
                self._vectors[part] = kept[part]
                self._vectors.move_to_end(part)
            while len(self._vectors) > _KEPT_WORDS:
                self._vectors.popitem(last=False)
        vectors: Floats = np.stack([kept[part] for part in parts]) - self._centre
        return vectors

    def _spelt(self, phrase: str) -> float:
        """See `Presence.spelt`."""
        words = [word for word in tokens(phrase) if content_words(word)]
        known = [word for word in words if self._side.knows_word(word) or self._side.knows_word(singular(word))]
        return len(known) / max(len(words), 1)

    def _known(self, told: Mapping[str, Slots]) -> float:
        """See `Presence.known`."""
        known = [part for part, slots in told.items() if len(slots) or self.tag_names.knows(part)]
        return len(known) / max(len(told), 1)

    def _told(
        self,
        part: str,
        literal: Mapping[str, Mapping[LiteralField, Slots]],
        tagged: Mapping[str, tuple[Slots, Floats]],
        placed: Mapping[str, Slots],
        snapshot: Snapshot,
    ) -> Slots:
        """The photos whose captions or sure tags name one thing of a phrase, as it is written, as a tag, or where it is
        a whole kind as a member of that; or that were taken where it says."""
        found = [placed[word] for word in part.split()[:1] if word in placed]
        if snapshot.library.words_are_ours:
            fields = literal.get(part) or snapshot.facts.literal(part)
            found += [fields[name] for name in SAID if name in fields]
        name = self.tag_names.name_of(part)
        if name is not None and name in tagged:
            slots, p = tagged[name]
            found.append(slots[p >= self._side.sure_tag])
        kind = kind_called(part) if " " not in part else None
        if kind is not None:
            found.append(np.flatnonzero(self._members.shown(kind, snapshot) >= self._side.sure_tag))
        return found[0] if len(found) == 1 else each_once(np.concatenate([np.empty(0, np.int64), *found]))


def weigh(clues: Clues, snapshot: Snapshot, slots: Slots) -> Evidence:
    """What speaks for the phrase of `clues` on the photos at `slots`, int64 [n], ascending; all can be shown."""
    caption, text_slots = best_texts(clues, slots)
    named, told = np.zeros(len(slots), np.float32), np.zeros(len(slots), np.float32)
    words: dict[tuple[LiteralField, str], Slots] = {}
    for word, fields in clues.literal.items():
        words.update({(name, word): found for name, found in fields.items()})
        stands = np.zeros(len(slots), np.bool_)
        for name, found in fields.items():
            if name in PLACES:
                stands[meeting(slots, found)[0]] = True
        named[stands] += 1 / len(clues.literal)
    for found in clues.told.values():
        told[meeting(slots, found)[0]] += 1 / len(clues.told)
    each: Floats | None = None
    if clues.looks is not None:
        image = clues.looks[slots]
    elif len(clues.words):
        image, *rest = snapshot.image_scores_each(np.concatenate([clues.centred[None], clues.words]), slots)
        each = np.minimum.reduce(rest)
    else:
        image = snapshot.image_scores(clues.centred, slots)
    tag = _named_tags(clues, slots)
    relation = clues.relations.of(slots)
    # Nobody asks how the words fare one by one where all together leave no hope.
    hope = WEIGHTS.base + WEIGHTS.image * image + WEIGHTS.caption * caption + WEIGHTS.tag * tag + WEIGHTS.told * told
    hope += WEIGHTS.relation * relation + WEIGHTS.size * (log_size(len(snapshot)) - log_size(LARGE))
    weakest = np.zeros(len(slots), np.float32)
    asked = np.flatnonzero((hope >= _HOPELESS) | (named > 0)) if len(clues.words) else np.empty(0, np.int64)
    if len(asked):
        worst = snapshot.image_scores_each(clues.words, slots[asked]).min(axis=0) if each is None else each[asked]
        weakest[asked] = np.minimum(worst - image[asked], 0)
    return Evidence(
        phrase=clues.phrase,
        slots=slots,
        image=image,
        weakest=weakest,
        caption=caption,
        tag=tag,
        kindred=_kindred(clues, slots),
        named=named,
        told=told,
        relation=relation,
        library=len(snapshot),
        presence=clues.presence,
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


def log_odds_of(p: float) -> float:
    """The same of one tag's probability."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return min(max(math.log(p / (1 - p)), -_SURE_LOG_ODDS), _SURE_LOG_ODDS)


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
    end = int(slots.max()) + 1 if len(slots) else 0
    if end > _ROOM * len(slots):
        return each_once_sorted(np.sort(slots))
    there = np.zeros(end, np.bool_)
    there[slots] = True
    return np.flatnonzero(there)


def _standing(phrase: str, snapshot: Snapshot) -> dict[str, dict[LiteralField, Slots]]:
    """Where each word of a phrase stands: the photos, by field; as a place, where those were taken that it names; as
    text, those in whose picture all of them can be read."""
    standing = {word: snapshot.facts.literal(word) for word in literal_words(phrase)}
    shown = showing_all(list(standing), snapshot)
    if len(shown):
        standing = {word: {**fields, "text": shown} for word, fields in standing.items()}
    for word, slots in taken_in(phrase.split(), snapshot).items():
        if word in standing:
            standing[word] = {**standing[word], "place": slots}
    return standing


def literal_words(phrase: str) -> list[str]:
    """The words of a phrase that are worth finding literally, as typed, each once; all of them if none is."""
    words = list(dict.fromkeys(phrase.split()))
    return [word for word in words if word.lower() not in STOP_WORDS] or words
