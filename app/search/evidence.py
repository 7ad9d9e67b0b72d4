"""What speaks for each photo, given one phrase: how it looks, what its caption says, its tags, and its literal words.

Cosines are centred: the mean of what the pack's background queries score on the same photo is taken off, so that
photos which like every query ("hubs") gain nothing. The mean of dot products is the dot product with the mean, so
centring costs one subtraction from the query and no table of statistics that would have to follow the library.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from app.index.base import Floats, Slots, best
from app.language.words import STOP_WORDS, content_words
from app.library import Library, LiteralMatch
from app.search.sides import TextSide
from app.search.snapshot import Snapshot
from app.search.tags import NamedTag, TagNames, kindred_tags

# A caption below this centred cosine says nothing of the phrase: four in five unrelated captions lie under it.
_TEXT_FLOOR = 0.2
_TEXT_LIMIT = 2_000  # texts followed to their photos; keeps the catalogue's part of a query short
_UNSEEN_TAG = 0.01  # probability of a tag that is not among those stored with a photo
_SURE_LOG_ODDS = 4.0  # beyond 98 % (or below 2 %) a tag's probability is a matter of taste
# The library's own distribution counts as much as these many imagined photos that have nothing to do with the query;
# their centred cosines lie at _USUAL_CENTRE with _USUAL_SPREAD (medians over queries on the tuning photos).
_IMAGINED_PHOTOS = 12
_USUAL_CENTRE, _USUAL_SPREAD = 0.03, 0.07
_MAD_TO_SIGMA = 1.4826  # of a normal distribution
_MOST_OUTSTANDING = 8.0  # sigmas; what stands out further is simply found


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a phrase, float32 [n] each, by position in the snapshot.

    `image`: centred cosine. `outstanding`: how many robust sigmas `image` stands above the rest of the library.
    `caption`: centred cosine of the photo's best caption or triplet above a floor, less the floor; `text_slots` says
    which. `tag`: log odds of the tags that the phrase names, weighted by `tag_share`, the part of the phrase that
    names tags. `kindred`: the best cosine x probability of tags that mean nearly the same. `named`, `told`: the part
    of the phrase's words that stand in the file or folder name, and in the caption or the sure tags.
    """

    phrase: str
    image: Floats
    outstanding: Floats
    caption: Floats
    tag: Floats
    kindred: Floats
    named: Floats
    told: Floats
    tag_share: float = 0.0
    text_slots: Slots = field(default_factory=lambda: np.empty(0, np.int64))
    tags: tuple[NamedTag, ...] = ()
    literal: tuple[LiteralMatch, ...] = ()


class Gatherer:
    """Gathers evidence from a library with the text side of a pack."""

    def __init__(self, library: Library, side: TextSide) -> None:
        self._library = library
        self._side = side
        self._centre: Floats = side.backgrounds.mean(axis=0)
        self._tag_names = TagNames(side.tag_aliases)

    def gather(self, phrase: str, vector: Floats, snapshot: Snapshot) -> Evidence:
        """Everything that speaks for `phrase`, whose text vector is `vector`, float32 [dims]."""
        centred = vector - self._centre
        image = snapshot.image_scores(centred)
        caption, text_slots = self._captions(centred, snapshot)
        tags = self._tag_names.named_in(phrase)
        named, told, literal = self._literal(phrase, snapshot)
        return Evidence(
            phrase=phrase,
            image=image,
            outstanding=outstanding(image, _USUAL_CENTRE, _USUAL_SPREAD),
            caption=caption,
            tag=self._named_tags(tags, snapshot),
            kindred=self._kindred(vector, tags, snapshot),
            named=named,
            told=told,
            tag_share=sum(tag.share for tag in tags),
            text_slots=text_slots,
            tags=tuple(tags),
            literal=tuple(literal),
        )

    def _captions(self, centred: Floats, snapshot: Snapshot) -> tuple[Floats, Slots]:
        caption = np.zeros(len(snapshot), np.float32)
        text_slots = np.full(len(snapshot), -1, np.int64)
        scores = snapshot.texts.scores(centred)
        near = np.flatnonzero(scores >= _TEXT_FLOOR)
        if len(near) > _TEXT_LIMIT:
            near, _ = best(scores[near], _TEXT_LIMIT, near)
        pairs = self._library.caption_photos_for_text_slots(near.tolist())
        if pairs:
            texts, photos = np.array(pairs, np.int64).T
            at, there = snapshot.positions(photos)
            texts = texts[there]
            order = np.lexsort((-texts, scores[texts]))  # the best text of a photo is written last and stays
            caption[at[order]] = scores[texts[order]] - _TEXT_FLOOR
            text_slots[at[order]] = texts[order]
        return caption, text_slots

    def _named_tags(self, tags: list[NamedTag], snapshot: Snapshot) -> Floats:
        total = np.zeros(len(snapshot), np.float32)
        stored = self._library.tag_photos([tag.name for tag in tags]) if tags else []
        for tag in tags:
            p = np.full(len(snapshot), _UNSEEN_TAG, np.float32)
            rows = [(slot, q) for slot, name, q in stored if name == tag.name]
            if rows:
                at, there = snapshot.positions(np.array([slot for slot, _ in rows], np.int64))
                p[at] = np.array([q for _, q in rows], np.float32)[there]
            p = np.clip(p, 1e-4, 1 - 1e-4)
            total += tag.share * np.clip(np.log(p / (1 - p)), -_SURE_LOG_ODDS, _SURE_LOG_ODDS)
        return total

    def _kindred(self, vector: Floats, tags: list[NamedTag], snapshot: Snapshot) -> Floats:
        strength = np.zeros(len(snapshot), np.float32)
        named = {tag.name for tag in tags}
        near = kindred_tags(vector, self._side.tag_names, self._side.tag_vectors)
        cosines = {name: cosine for name, cosine in near if name not in named}
        if cosines:
            stored = self._library.tag_photos(list(cosines))
            if stored:
                at, there = snapshot.positions(np.array([slot for slot, _, _ in stored], np.int64))
                values = np.array([p * cosines[name] for _, name, p in stored], np.float32)[there]
                np.maximum.at(strength, at, values)
        return strength

    def _literal(self, phrase: str, snapshot: Snapshot) -> tuple[Floats, Floats, list[LiteralMatch]]:
        named, told = np.zeros(len(snapshot), np.float32), np.zeros(len(snapshot), np.float32)
        words = literal_words(phrase)
        matches = self._library.literal(words) if words else []
        for word in words:
            for fields, share in ((("name", "folder"), named), (("caption", "tag"), told)):
                slots = {match.slot for match in matches if match.word == word and match.field in fields}
                at, _ = snapshot.positions(np.fromiter(slots, np.int64, len(slots)))
                share[at] += 1 / len(words)
        return named, told, matches


def literal_words(phrase: str) -> list[str]:
    """The words of a phrase that are worth finding literally, as typed, each once; all of them if none is."""
    words = list(dict.fromkeys(phrase.split()))
    return [word for word in words if content_words(word) or word.lower() not in STOP_WORDS]


def outstanding(values: Floats, usual_centre: float, usual_spread: float) -> Floats:
    """How many robust sigmas (median, median absolute deviation) each value stands above the rest.

    In a small library the rest says little: what unrelated photos usually score is mixed in, as if by a dozen more.
    """
    n = len(values)
    if n == 0:
        return values
    centre = float(np.median(values))
    sigma = _MAD_TO_SIGMA * float(np.median(np.abs(values - centre)))
    total = n + _IMAGINED_PHOTOS
    centre = (n * centre + _IMAGINED_PHOTOS * usual_centre) / total
    sigma = ((n * sigma**2 + _IMAGINED_PHOTOS * usual_spread**2) / total) ** 0.5
    standing: Floats = np.clip((values - centre) / sigma, -_MOST_OUTSTANDING, _MOST_OUTSTANDING).astype(np.float32)
    return standing
