"""Which photos show the same picture in several forms: saved anew, smaller, rotated, mirrored, grey, slightly cut.

Only fingerprints that came since the last time are looked at, each against all others, but not one by one: whoever may
be alike has a pair of bytes of its signs in common, in one of the eight ways to turn and mirror a picture. A pair
counts only where the two thumbnails agree in nearly every place. Two shots with different times are never one picture,
however alike they are, and neither are a raw file and its JPEG, which are linked otherwise.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.domain import CancelToken, LibraryBusy
from app.index.base import Slots
from app.index.manifest import index_folder
from app.index.prints import Signs, open_prints, signs_in, write_prints
from app.indexing.pairs import RAW
from app.library import Library
from app.library.fingerprints import PhotoFacts, Prints
from app.library.links import Group
from app.media.alignment import Numbers
from app.media.closer import agreement, detail_of_jpeg
from app.media.fingerprint import fingerprint_of_jpeg
from app.media.likeness import BITS, CLASSES, MIRRORED, plain_way, transposed_words, words
from app.media.thumbnails import ThumbnailStore

# Photos whose thumbnails are read in one transaction: a second's work.
_CHUNK = 1_000
# New fingerprints compared in one round: bounds the memory for pairs.
_ROUND = 20_000
# Signs of all in which two forms of one picture may differ, and how many differ at most where no thumbnail is left.
_MAY_BE, _NEARLY_SURE = 24, 4
# Of the places that show something, in how many the thumbnails must agree, and how many such places there must be.
SAME, LEAST_PLACES = 0.75, 10
# In how many they may clearly show something else: a date may stand on a photo, but nobody may have moved.
OTHER = 0.05
_BYTES = 8  # the two of each class with the lowest frequencies, which change least
_MOST_AT_ONCE = 2_000_000  # pairs looked at together
# The mapped file is built anew when so many fingerprints came since, or this share of all.
_LEAST_NEW, _SHARE_NEW = 2_000, 0.02
_DETAILS_KEPT = 4_096


def link_copies(library_folder: Path, cancel: CancelToken) -> int:
    """Takes the fingerprints that photos of earlier versions lack, and links those that show one picture; returns how
    many groups were made or changed. Quick where nothing is new. What is done so far stays when `cancel` raises
    `Cancelled`. A library that another process writes to is left for the next run."""
    with Library.open(library_folder) as library:
        if library.pack is None:
            return 0
        new = bool(library.fingerprints_due(1)) or library.last_fingerprint() > library.matched_fingerprints()
        if not (new or prints_due(library)):
            return 0
    try:
        library = Library.open(library_folder, write=True, purpose="looking for copies", create=False)
    except LibraryBusy:
        return 0
    with library:
        take_late_fingerprints(library, cancel)
        groups = match(library, cancel)
        refresh_prints(library)
        return groups


def take_late_fingerprints(library: Library, cancel: CancelToken) -> int:
    """From the thumbnails of photos that were described before there were fingerprints; no original is opened."""
    store = ThumbnailStore(library.thumbnails)
    taken = 0
    while due := library.fingerprints_due(_CHUNK):
        prints: list[tuple[int, bytes | None]] = []
        for photo, key in due:
            cancel.check()
            jpeg = store.get(key)
            prints.append((photo, fingerprint_of_jpeg(jpeg) if jpeg is not None else None))
        library.put_late_fingerprints(prints)
        taken += len(prints)
    return taken


def refresh_prints(library: Library) -> bool:
    """Lays the signs of all fingerprints out for mapping, where enough are new; returns whether it did."""
    if not prints_due(library):
        return False
    everyone = _Everyone(library)
    folder = index_folder(library.folder, library.pack or "none")
    write_prints(folder, everyone.photos, everyone.signs, everyone.last)
    return True


def prints_due(library: Library) -> bool:
    """True where there is no mapped file of signs that fits, or enough are new."""
    file = open_prints(index_folder(library.folder, library.pack or "none"), library.last_fingerprint())
    known, photos = (int(file.facts["last"]), int(file.facts["photos"])) if file is not None else (0, 0)
    return library.last_fingerprint() - known > max(_LEAST_NEW, _SHARE_NEW * photos)


class _Pair(NamedTuple):
    """Two photos that show one picture, and in which part of the places their thumbnails agree."""

    share: float
    one: int
    other: int


class _Everyone:
    """Photo ids and signs of all fingerprints up to now, oldest first."""

    def __init__(self, library: Library) -> None:
        self.last = library.last_fingerprint()
        file = open_prints(index_folder(library.folder, library.pack or "none"), self.last)
        photos: list[Slots] = []
        signs: list[Sequence[Signs]] = []
        if file is not None:
            ids, mapped = signs_in(file)
            photos.append(ids.astype(np.int64))
            signs.append(mapped)
        for newer in library.fingerprints_since(int(file.facts["last"]) if file is not None else 0):
            photos.append(newer.photo)
            signs.append(list(words(newer.prints)))
        self.photos = np.concatenate(photos) if photos else np.empty(0, np.int64)
        self.signs = [
            np.concatenate([part[number] for part in signs]) if signs else np.empty(0, np.uint32)
            for number in range(CLASSES)
        ]


def match(library: Library, cancel: CancelToken) -> int:
    """Compares the fingerprints that came since the last time with all others, and links those of one picture."""
    groups = 0
    everyone: _Everyone | None = None
    looked = _CloserLook(library)
    while True:
        parts = list(library.fingerprints_since(library.matched_fingerprints(), _ROUND))
        if not parts:
            break
        everyone = everyone or _Everyone(library)
        new = np.concatenate([part.photo for part in parts])
        prints = np.concatenate([part.prints for part in parts])
        pairs: list[_Pair] = []
        for one, other in _may_be_alike(library, new, prints, everyone, cancel):
            pairs += looked.the_same(one, other, cancel)
        groups += _link(library, pairs)
        library.set_matched_fingerprints(max(int(part.number.max()) for part in parts))
    library.set_matched_fingerprints(library.last_fingerprint())
    return groups


def _link(library: Library, pairs: Sequence[_Pair]) -> int:
    """Joins the groups of these pairs of photos, the likest first. A picture that lost its time and is like two shots
    of a burst goes with one of them only."""
    if not pairs:
        return 0
    involved = library.group_mates({photo for pair in pairs for photo in (pair.one, pair.other)}, "copy")
    facts = library.facts_for_copies(sorted(involved))
    groups = {photo: [photo] for photo in involved}
    known = {linked.photo_ids for photo in involved for linked in library.linked(photo) if linked.kind == "copy"}
    joins = [(ids[0], other) for ids in known for other in ids[1:]]
    joins += [(pair.one, pair.other) for pair in sorted(pairs, key=lambda pair: -pair.share)]
    for one, other in joins:
        mine, theirs = groups[one], groups[other]
        if mine is theirs or any(different_shots(facts[first], facts[second]) for first in mine for second in theirs):
            continue
        mine += theirs
        groups.update(dict.fromkeys(theirs, mine))
    found = {min(group): tuple(sorted(group)) for group in groups.values() if len(group) > 1}
    library.put_links([], [Group("copy", group) for group in found.values()], {"copy": involved})
    return len(found)


def _may_be_alike(
    library: Library, new: Slots, prints: Prints, everyone: _Everyone, cancel: CancelToken
) -> Iterator[tuple[Slots, Slots]]:
    """Pairs of photo ids, a new one and another, whose signs differ in no more than `_MAY_BE`; each pair once."""
    ways = []  # the new ones in all eight ways: signs [CLASSES, n]
    for signs in (words(prints), transposed_words(prints)):
        for turned in MIRRORED:
            ways.append(signs ^ np.where(np.array(turned)[:, None] == 1, np.uint32(0xFFFFFFFF), np.uint32(0)))
    mine = np.concatenate(ways, axis=1)
    whose = np.tile(np.arange(len(new)), len(ways))
    seen: list[Slots] = []
    for first, second in itertools.combinations(range(_BYTES), 2):
        cancel.check()
        key, theirs = _key(mine, first, second), _key(everyone.signs, first, second)
        order = np.argsort(key, kind="stable")
        starts = np.searchsorted(key[order], np.arange(1 << 16))
        counts = np.diff(np.append(starts, len(key)))
        partners = counts[theirs]
        ends = np.cumsum(partners)
        begin = 0
        while begin < len(theirs):  # some of all photos at a time, so that their pairs find room
            before = int(ends[begin - 1]) if begin else 0
            end = max(begin + 1, int(np.searchsorted(ends, before + _MOST_AT_ONCE, side="right")))
            part = partners[begin:end]
            other = np.repeat(np.arange(begin, end), part)
            within = np.arange(len(other)) - np.repeat(np.cumsum(part) - part, part)
            entry = order[np.repeat(starts[theirs[begin:end]], part) + within]
            seen.append(_of_one_time(library, _near(mine, entry, whose, everyone, other, new)))
            begin = end
    pairs = np.unique(np.concatenate(seen)) if seen else np.empty(0, np.int64)
    yield pairs >> 32, pairs & 0xFFFFFFFF


def _near(mine: Signs, entry: Slots, whose: Slots, everyone: _Everyone, other: Slots, new: Slots) -> NDArray[np.int64]:
    """Of entries of `mine` and numbers of everyone, the pairs that are near: both photo ids in one number, the lower
    one first."""
    distance = np.zeros(len(entry), np.uint8)
    for number in range(CLASSES):
        distance += np.bitwise_count(mine[number][entry] ^ everyone.signs[number][other])
        near = distance <= _MAY_BE
        if not near.all():
            entry, other, distance = entry[near], other[near], distance[near]
    one, two = new[whose[entry]], everyone.photos[other]
    apart = one != two
    low, high = np.minimum(one, two)[apart], np.maximum(one, two)[apart]
    found: NDArray[np.int64] = np.unique((low << 32) | high)
    return found


def _of_one_time(library: Library, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Without the pairs of photos that were taken at different times, of which a film of single shots has millions."""
    if not len(pairs):
        return pairs
    photos, at = np.unique(np.concatenate([pairs >> 32, pairs & 0xFFFFFFFF]), return_inverse=True)
    times = library.shot_times(photos)[at]
    one, other = times[: len(pairs)], times[len(pairs) :]
    return pairs[(one == other) | (one == 0) | (other == 0)]


def _key(signs: Sequence[Signs] | Signs, first: int, second: int) -> NDArray[np.int64]:
    """Two of the `_BYTES` bytes as one number."""
    high, low = (((signs[at % CLASSES] >> np.uint32(8 * (at // CLASSES))) & 0xFF) for at in (first, second))
    return ((high << 8) | low).astype(np.int64)


class _CloserLook:
    """Tells by the thumbnails and by what the files say whether two photos are one picture."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._store = ThumbnailStore(library.thumbnails)
        self._details: dict[str, Numbers | None] = {}

    def the_same(self, ones: Slots, others: Slots, cancel: CancelToken) -> list[_Pair]:
        """Those of these pairs that are."""
        found = []
        joined: dict[int, set[int]] = {}
        photos = np.unique(np.concatenate([ones, others])).tolist()
        facts = self._library.facts_for_copies(photos)
        stored = self._library.fingerprints_of(photos)
        prints = {photo: row.tobytes() for photo, row in zip(stored.photo.tolist(), stored.prints, strict=True)}
        for one, other in zip(ones.tolist(), others.tolist(), strict=True):
            cancel.check()
            if one not in prints or other not in prints:
                continue  # the catalogue was restored meanwhile, and is younger than the mapped file
            if joined.get(one) is joined.get(other) is not None or different_shots(facts[one], facts[other]):
                continue  # found already by way of others
            share = self._agreeing(facts[one].key, facts[other].key, prints[one], prints[other])
            if share:
                found.append(_Pair(share, one, other))
                together = joined.get(one, {one}) | joined.get(other, {other})
                joined.update(dict.fromkeys(together, together))
        return found

    def _agreeing(self, key: str, other: str, print_: bytes, other_print: bytes) -> float:
        """The part of the places in which two pictures agree, 0 where they are not the same."""
        mine, theirs = self._detail(key), self._detail(other)
        if mine is None or theirs is None:
            signs = [words(np.frombuffer(one, np.int8)[None])[:, 0] for one in (print_, other_print)]
            differ = int(np.bitwise_count(signs[0] ^ signs[1]).sum())
            return 1 - differ / BITS if differ <= _NEARLY_SURE else 0.0
        agrees, _ = agreement(mine, theirs, [plain_way(print_, other_print)])
        same = agrees.places >= LEAST_PLACES and agrees.share >= SAME and agrees.contrary <= OTHER * agrees.places
        return agrees.share if same else 0.0

    def _detail(self, key: str) -> Numbers | None:
        if key not in self._details:
            if len(self._details) >= _DETAILS_KEPT:
                self._details.clear()
            jpeg = self._store.get(key)
            self._details[key] = detail_of_jpeg(jpeg) if jpeg is not None else None
        return self._details[key]


def different_shots(one: PhotoFacts, other: PhotoFacts) -> bool:
    """Whether what the files say rules out that two photos are one picture in two forms."""
    if (one.format in RAW) != (other.format in RAW):
        return True  # linked as a raw pair, if they belong together
    if one.taken is None or other.taken is None:
        return False
    if one.taken != other.taken:
        return True
    return one.ms is not None and other.ms is not None and one.ms != other.ms
