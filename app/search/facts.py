"""What the catalogue says of photos, by slot: who carries a tag, a text or a word, and by what photos are sorted.

`MappedFacts` reads a derived file and asks SQLite only for photos that changed since it was built; `CatalogueFacts`
asks SQLite for everything. Both say the same; the second is slower. What they say may include photos that cannot be
shown: whoever asks looks only at the ones that can.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Protocol, cast

import numpy as np

from app.domain import SortOrder
from app.index.base import Floats, Slots
from app.index.postings import P_STEPS, Array, PostingsFile, Strings, word_key
from app.library import Library, LiteralField
from app.library.bulk import WORD_FIELDS, WordsOf
from app.media.formats import PHOTO_SUFFIXES
from app.search.columns import Columns
from app.search.columns import Mask as Mask
from app.search.order import SORT_ORDERS, ordered, unknown_order

_KEPT_TAGS = 64  # tags whose photos are kept between queries where SQLite is asked; a person asks for few
_LAST_PLACE = 0xFFFF  # stands for this place of a word in a field and all behind it


def without_suffix(phrase: str) -> str:
    """A file name as it is indexed, "IMG_2034" for "IMG_2034.jpg"; anything else as it is."""
    stem, suffix = os.path.splitext(phrase)
    return stem if suffix[1:].lower() in PHOTO_SUFFIXES else phrase


class Facts(Protocol):
    """Slots are int64, ascending, each once, unless it says otherwise."""

    @property
    def columns(self) -> Columns:
        """What photos are filtered, counted and sorted by."""

    def column(self, name: str, slots: Slots | None = None) -> Array:
        """See `Columns.values`."""

    def tagged(self, name: str) -> tuple[Slots, Floats]:
        """The photos with this tag, and its probability on each, float32."""

    def tag_counts(self, least: float) -> dict[str, int]:
        """How many photos carry each tag with at least this probability."""

    def linked(self, texts: Slots) -> tuple[Slots, Slots]:
        """(text slot, photo slot) of every photo whose caption or triplets have their vectors at these slots: two int64
        arrays of one length, in no order."""

    def literal(self, phrase: str) -> dict[LiteralField, Slots]:
        """The photos where this phrase stands, for each field in which it does; see `Library.literal`."""

    def sorted(self, slots: Slots, sort: SortOrder, limit: int) -> Slots:
        """The first `limit` of these slots, which come by relevance, in another order."""

    def unranked(self, slots: Slots) -> Mask:
        """Of which of these photos, bool [n], the column `name` does not tell the place of the name among all."""


class CatalogueFacts:
    """Asks the catalogue."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._tagged: OrderedDict[str, tuple[Slots, Floats]] = OrderedDict()
        self._lock = Lock()
        self.columns = Columns(None, None, library.photo_columns)

    def column(self, name: str, slots: Slots | None = None) -> Array:
        """See `Columns.values`."""
        return self.columns.values(name, slots)

    def tagged(self, name: str) -> tuple[Slots, Floats]:
        """See `Facts.tagged`."""
        with self._lock:
            if name in self._tagged:
                self._tagged.move_to_end(name)
                return self._tagged[name]
        stored = self._library.tag_photos([name])
        slots = np.fromiter((slot for slot, _, _ in stored), np.int64, len(stored))
        p = np.fromiter((p for _, _, p in stored), np.float32, len(stored))
        order = np.argsort(slots)
        found = (slots[order], p[order])
        with self._lock:
            self._tagged[name] = found
            while len(self._tagged) > _KEPT_TAGS:
                self._tagged.popitem(last=False)
        return found

    def tag_counts(self, least: float) -> dict[str, int]:
        """See `Facts.tag_counts`."""
        return self._library.tag_counts(least)

    def linked(self, texts: Slots) -> tuple[Slots, Slots]:
        """See `Facts.linked`."""
        pairs = self._library.caption_photos_for_text_slots(texts.tolist())
        both = np.array(pairs, np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    def literal(self, phrase: str) -> dict[LiteralField, Slots]:
        """See `Facts.literal`."""
        return self._library.literal(without_suffix(phrase))

    def sorted(self, slots: Slots, sort: SortOrder, limit: int) -> Slots:
        """See `Facts.sorted`."""
        return by_column(self.columns, slots, sort, limit)

    def unranked(self, slots: Slots) -> Mask:
        """See `Facts.unranked`."""
        return np.zeros(len(slots), np.bool_)


class Recent:
    """What the catalogue says of the photos that changed since a derived file was built. Read when first asked."""

    def __init__(self, library: Library, photos: Slots) -> None:
        self._library = library
        self.photos, slots = library.places_of(photos)
        self.slots = np.sort(slots)
        self._by_photo = slots
        self._lock = Lock()

    @cached_property
    def _tags(self) -> dict[str, tuple[Slots, Floats]]:
        found: dict[str, list[tuple[int, float]]] = {}
        for name, photo, p in self._library.tags_of(self.photos):
            found.setdefault(name, []).append((photo, p))
        tags = {}
        for name, pairs in found.items():
            slots = self._slots_of(np.array([photo for photo, _ in pairs], np.int64))
            order = np.argsort(slots)
            tags[name] = (slots[order], np.array([p for _, p in pairs], np.float32)[order])
        return tags

    @cached_property
    def _links(self) -> tuple[Slots, Slots]:
        texts, photos = self._library.text_links(self.photos)
        order = np.argsort(texts, kind="stable")
        return texts[order], self._slots_of(photos[order])

    def tagged(self, name: str) -> tuple[Slots, Floats]:
        with self._lock:
            return self._tags.get(name, (np.empty(0, np.int64), np.empty(0, np.float32)))

    def tag_counts(self, least: float) -> dict[str, int]:
        with self._lock:
            return {name: int(np.count_nonzero(p >= least)) for name, (_, p) in self._tags.items()}

    def linked(self, texts: Slots) -> tuple[Slots, Slots]:
        with self._lock:
            mine, photos = self._links
        if not len(mine):
            return mine, photos
        wanted = np.isin(mine, texts)
        return mine[wanted], photos[wanted]

    def literal(self, phrase: str, field: LiteralField) -> Slots:
        with self._lock:
            words = self._words
        return np.sort(self._slots_of(words.literal_ids(phrase, field)))

    @cached_property
    def _words(self) -> WordsOf:
        return self._library.words_of(self.photos)

    def _slots_of(self, photos: Slots) -> Slots:
        return self._by_photo[np.searchsorted(self.photos, photos)]


class MappedFacts:
    """Reads a derived file. `stale` are the slots, bool [photos in the file], of which the catalogue knows better."""

    def __init__(self, library: Library, file: PostingsFile, recent: Recent, stale: Mask | None) -> None:
        self._library = library
        self.file = file
        self.recent = recent
        self.stale = stale
        self.columns = Columns(file, stale, lambda: library.photo_columns(recent.photos))
        self._tag_numbers = {name: number for number, name in enumerate(file.facts["tags"])}
        self._terms = Strings(file, "term")

    def column(self, name: str, slots: Slots | None = None) -> Array:
        """See `Columns.values`."""
        return self.columns.values(name, slots)

    def tagged(self, name: str) -> tuple[Slots, Floats]:
        """See `Facts.tagged`."""
        number = self._tag_numbers.get(name)
        slots, p = np.empty(0, np.int64), np.empty(0, np.float32)
        if number is not None:
            slots = self.file.part("tag_photos", number, "tag_starts").astype(np.int64)
            p = self.file.part("tag_p", number, "tag_starts").astype(np.float32)
            p *= np.float32(1 / P_STEPS)
        if self.stale is not None:
            fresh = ~self.stale[slots]
            slots, p = slots[fresh], p[fresh]
        return _joined(slots, p, *self.recent.tagged(name))

    def tag_counts(self, least: float) -> dict[str, int]:
        """See `Facts.tag_counts`. A full pass over the tags of the file."""
        sure = self.file.array("tag_p") >= least * P_STEPS
        if self.stale is not None:
            sure &= ~self.stale[self.file.array("tag_photos")]
        before = np.concatenate([np.zeros(1, np.int64), np.cumsum(sure)])
        starts = self.file.array("tag_starts")
        counts = self.recent.tag_counts(least)
        for name, count in zip(
            self.file.facts["tags"], (before[starts[1:]] - before[starts[:-1]]).tolist(), strict=True
        ):
            counts[name] = counts.get(name, 0) + count
        return counts

    def linked(self, texts: Slots) -> tuple[Slots, Slots]:
        """See `Facts.linked`."""
        since = texts >= int(self.file.facts["texts"])
        known = texts[~since]
        photos, lengths = self.file.parts("text_photos", known, "text_starts")
        named, slots = np.repeat(known, lengths), photos.astype(np.int64)
        if self.stale is not None:
            fresh = ~self.stale[slots]
            named, slots = named[fresh], slots[fresh]
        parts = [(named, slots), self.recent.linked(known)]
        if since.any():  # texts of later photos, and captions that people wrote
            pairs = self._library.caption_photos_for_text_slots(texts[since].tolist())
            parts.append(tuple(np.array(pairs, np.int64).reshape(-1, 2).T))  # type: ignore[arg-type]
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])

    def literal(self, phrase: str) -> dict[LiteralField, Slots]:
        """See `Facts.literal`. Frequent words come from the file; all others are quick to find in the catalogue."""
        phrase = without_suffix(phrase)
        terms = self._library.terms(phrase)
        found: dict[LiteralField, Slots] = {}
        frequent = all(self._kept(term) for term in terms)
        if not terms or not frequent and not self._library.stands_anywhere(phrase):
            return found
        for number, field in enumerate(WORD_FIELDS):
            if not frequent:
                _, slots = self._library.places_of(self._library.literal_ids(phrase, field))
                slots = np.sort(slots)
            else:
                entries = [self._terms.find(word_key(term, number)) for term in terms]
                slots = np.empty(0, np.int64) if None in entries else self._standing(cast(list[int], entries))
                if self.stale is not None:
                    slots = slots[~self.stale[slots]]
                slots, _ = _joined(slots, None, self.recent.literal(phrase, field), None)
            if len(slots):
                found[field] = slots
        return found

    def elsewhere(self) -> Mask | None:
        """The photos for which another file may stand now than when the derived file was built, because a drive or a
        root came or went since: bool [photos in the file], or None where none did."""
        if self.file.facts.get("whereabouts") == self._library.whereabouts():
            return None
        spread: Mask = self.file.array("spread") != 0
        return spread

    def _kept(self, term: bytes) -> bool:
        """True where the file has this word, which it then has for all fields."""
        at = self._terms.first(word_key(term, 0))
        return at < len(self._terms) and self._terms[at][:-1] == word_key(term, 0)[:-1]

    def _standing(self, entries: Sequence[int]) -> Slots:
        """The photos in which these words, by their numbers in the file, stand one behind the other."""
        starts = self.file.array("word_starts")
        rarest, *others = sorted(range(len(entries)), key=lambda at: int(starts[entries[at] + 1] - starts[entries[at]]))
        slots = self.file.part("word_photos", entries[rarest], "word_starts")
        if others:
            begins = self.file.part("word_places", entries[rarest], "word_starts").astype(np.int64) - rarest
            slots, begins = slots[begins >= 0], begins[begins >= 0]
        for behind in others:
            theirs = self.file.part("word_photos", entries[behind], "word_starts")
            places = self.file.part("word_places", entries[behind], "word_starts")
            first = np.searchsorted(theirs, slots)
            counts = np.searchsorted(theirs, slots, side="right") - first
            whose = np.repeat(np.arange(len(slots)), counts)
            at = np.arange(len(whose)) + np.repeat(first - (np.cumsum(counts) - counts), counts)
            wanted = begins[whose] + behind
            fits = (places[at] == wanted) & (wanted < _LAST_PLACE)
            kept = np.zeros(len(slots), np.bool_)
            kept[whose[fits]] = True
            slots, begins = slots[kept], begins[kept]
        return each_once_sorted(slots.astype(np.int64))

    def sorted(self, slots: Slots, sort: SortOrder, limit: int) -> Slots:
        """See `Facts.sorted`. Of names the file knows the order; where others came, the rows of the best are asked."""
        if sort != "name":
            return by_column(self.columns, slots, sort, limit)
        known = ~self.unranked(slots)
        if known.all():
            return by_column(self.columns, slots, sort, limit)
        best = by_column(self.columns, slots[known], sort, limit)
        some = np.isin(slots, np.concatenate([best, slots[~known]]))
        rows = ordered(self._library.sort_keys(slots[some].tolist()), sort)
        return np.array([row.slot for row in rows[:limit]], np.int64)

    def unranked(self, slots: Slots) -> Mask:
        """See `Facts.unranked`."""
        known = slots < int(self.file.facts["photos"])
        if self.stale is not None:
            known[known] = ~self.stale[slots[known]]
        elsewhere = self.elsewhere()
        if elsewhere is not None:
            known[known] = ~elsewhere[slots[known]]
        return ~known


def by_column(columns: Columns, slots: Slots, sort: SortOrder, limit: int) -> Slots:
    """The first `limit` of these slots, which come by relevance: the newest, the best rated (unrated last), the largest
    first, or by name. Raises SnowlineError for an unknown order."""
    if sort not in SORT_ORDERS:
        raise unknown_order(sort)
    if sort == "relevance":
        return slots[: max(limit, 0)]
    keys = columns.values(sort, slots).astype(np.int64)
    return slots[first_places(keys if sort == "name" else -keys, limit)]


def each_once_sorted(slots: Slots) -> Slots:
    """Ascending slots, each once."""
    return slots[np.concatenate([[True], slots[1:] != slots[:-1]])] if len(slots) else slots


def first_places(keys: Slots, limit: int) -> Slots:
    """Where the `limit` lowest of `keys`, int64 [n], stand, lowest first; equal ones keep their order."""
    if limit >= len(keys):
        return np.argsort(keys, kind="stable").astype(np.int64)
    if limit <= 0:
        return np.empty(0, np.int64)
    edge = np.partition(keys, limit - 1)[limit - 1]
    below = np.flatnonzero(keys < edge)
    level = np.flatnonzero(keys == edge)[: limit - len(below)]
    chosen = np.sort(np.concatenate([below, level]))
    first: Slots = chosen[np.argsort(keys[chosen], kind="stable")]
    return first


def _joined(slots: Slots, p: Floats | None, more: Slots, also: Floats | None) -> tuple[Slots, Floats]:
    """Two lists of photos without a photo in common, as one that ascends."""
    if len(more):
        slots = np.concatenate([slots, more])
        order = np.argsort(slots, kind="stable")
        slots = slots[order]
        if p is not None and also is not None:
            p = np.concatenate([p, also])[order]
    return slots, p if p is not None else np.empty(0, np.float32)
