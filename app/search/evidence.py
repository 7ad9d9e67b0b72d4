"""What speaks for each photo, given one phrase: how it looks, what its caption says, its tags, and its literal words.

Cosines are centred: the mean of what the pack's background queries score on the same photo is taken off, so that
photos which like every query ("hubs") gain nothing. The mean of dot products is the dot product with the mean, so
centring costs one subtraction from the query and no table of statistics that would have to follow the library.

How the rest of the library scores on the query (robust z-scores, by median and absolute deviation) was measured too,
and told nothing that the centred cosine does not tell: it calls the best of nothing likely, and in a library of dogs
it calls no dog likely.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Lock

import numpy as np

from app.index.base import Floats, Slots, best
from app.language.words import STOP_WORDS
from app.library import Library, LiteralField
from app.search.sides import TextSide
from app.search.snapshot import Snapshot
from app.search.tags import NamedTag, TagNames, kindred_tags

# A caption below this centred cosine says nothing of the phrase: four in five unrelated captions lie under it.
_TEXT_FLOOR = 0.2
_TEXT_LIMIT = 1_000  # texts followed to their photos; keeps the catalogue's part of a query at some milliseconds
_KEPT_TAGS = 64  # tags whose photos are kept between queries; a person asks for few
_UNSEEN_TAG = 0.01  # probability of a tag that is not among those stored with a photo
_SURE_LOG_ODDS = 4.0  # beyond 98 % (or below 2 %) a tag's probability is a matter of taste


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a phrase, float32 [n] each, by position in the snapshot.

    `image`: centred cosine. `caption`: centred cosine of the photo's best caption or triplet above a floor, less the
    floor; `text_slots` says which. `tag`: log odds of the tags that the phrase names, weighted by `tag_share`, the
    part of the phrase that names tags. `kindred`: the best cosine x probability of tags that mean nearly the same.
    `named`, `told`: the part of the phrase's words that stand in the file or folder name, and in the caption or the
    sure tags; `words` has the slots, ascending, of the photos where each of them stands in each field.
    """

    phrase: str
    image: Floats
    caption: Floats
    tag: Floats
    kindred: Floats
    named: Floats
    told: Floats
    tag_share: float = 0.0
    text_slots: Slots = field(default_factory=lambda: np.empty(0, np.int64))
    tags: tuple[NamedTag, ...] = ()
    words: Mapping[tuple[LiteralField, str], Slots] = field(default_factory=dict)

    def at(self, positions: Slots) -> Evidence:
        """The same evidence as if the library held only the photos at these positions, int64 [m]."""
        return replace(
            self,
            image=self.image[positions],
            caption=self.caption[positions],
            tag=self.tag[positions],
            kindred=self.kindred[positions],
            named=self.named[positions],
            told=self.told[positions],
            text_slots=self.text_slots[positions],
        )


class Gatherer:
    """Gathers evidence from a library with the text side of a pack."""

    def __init__(self, library: Library, side: TextSide) -> None:
        self._library = library
        self._side = side
        self._centre: Floats = side.backgrounds.mean(axis=0)
        self._tag_names = TagNames(side.tag_aliases)
        self._tagged: OrderedDict[str, tuple[Snapshot, Slots, Floats]] = OrderedDict()
        self._lock = Lock()

    def forget(self) -> None:
        """Lets go of what is kept of earlier snapshots."""
        with self._lock:
            self._tagged.clear()

    def gather(self, phrase: str, vector: Floats, snapshot: Snapshot) -> Evidence:
        """Everything that speaks for `phrase`, whose text vector is `vector`, float32 [dims]."""
        centred = vector - self._centre
        caption, text_slots = self._captions(centred, snapshot)
        tags = self._tag_names.named_in(phrase)
        named, told, words = self._literal(phrase, snapshot)
        return Evidence(
            phrase=phrase,
            image=snapshot.image_scores(centred),
            caption=caption,
            tag=self._named_tags(tags, snapshot),
            kindred=self._kindred(vector, tags, snapshot),
            named=named,
            told=told,
            tag_share=sum(tag.share for tag in tags),
            text_slots=text_slots,
            tags=tuple(tags),
            words=words,
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
        for tag in tags:
            p = np.full(len(snapshot), _UNSEEN_TAG, np.float32)
            at, stored = self._photos_tagged(tag.name, snapshot)
            p[at] = np.clip(stored, 1e-4, 1 - 1e-4)
            total += tag.share * np.clip(np.log(p / (1 - p)), -_SURE_LOG_ODDS, _SURE_LOG_ODDS)
        return total

    def _kindred(self, vector: Floats, tags: list[NamedTag], snapshot: Snapshot) -> Floats:
        strength = np.zeros(len(snapshot), np.float32)
        named = {tag.name for tag in tags}
        for name, cosine in kindred_tags(vector, self._side.tag_names, self._side.tag_vectors):
            if name not in named:
                at, p = self._photos_tagged(name, snapshot)
                strength[at] = np.maximum(strength[at], p * cosine)
        return strength

    def _photos_tagged(self, name: str, snapshot: Snapshot) -> tuple[Slots, Floats]:
        """Positions of the photos with this tag, and its probability on each."""
        with self._lock:
            kept = self._tagged.get(name)
            if kept is not None and kept[0] is snapshot:
                self._tagged.move_to_end(name)
                return kept[1], kept[2]
        stored = self._library.tag_photos([name])
        at, there = snapshot.positions(np.fromiter((slot for slot, _, _ in stored), np.int64, len(stored)))
        p = np.fromiter((p for _, _, p in stored), np.float32, len(stored))[there]
        with self._lock:
            self._tagged[name] = (snapshot, at, p)
            while len(self._tagged) > _KEPT_TAGS:
                self._tagged.popitem(last=False)
        return at, p

    def _literal(self, phrase: str, snapshot: Snapshot) -> tuple[Floats, Floats, dict[tuple[LiteralField, str], Slots]]:
        named, told = np.zeros(len(snapshot), np.float32), np.zeros(len(snapshot), np.float32)
        words = literal_words(phrase)
        found: dict[tuple[LiteralField, str], Slots] = {}
        for word in words:
            fields = self._library.literal(word)
            found.update({(field, word): slots for field, slots in fields.items()})
            for share, among in ((named, ("name", "folder")), (told, ("caption", "tag"))):
                stands = [slots for field, slots in fields.items() if field in among]
                if stands:
                    at, _ = snapshot.positions(np.unique(np.concatenate(stands)))
                    share[at] += 1 / len(words)
        return named, told, found


def literal_words(phrase: str) -> list[str]:
    """The words of a phrase that are worth finding literally, as typed, each once; all of them if none is."""
    words = list(dict.fromkeys(phrase.split()))
    return [word for word in words if word.lower() not in STOP_WORDS] or words
