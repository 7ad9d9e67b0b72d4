"""Photos that a query calls to mind: the shortest paths of the word network (`index.network`) from the query's words to
the words that photos carry, and on to the photos.

The strength of a path is the product of its probabilities. A photo is as strong as its strongest path; for several
words, as strong as the geometric mean of its strengths for each, where a word that does not lead to it counts as the
weakest path there is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.index.base import Floats, Slots
from app.index.network import Carried, Doubles, Network, joined, open_network
from app.index.postings import P_STEPS
from app.language.associations import LONGEST_NAME, in_context, node_of, nodes, remainder
from app.library import Library

if TYPE_CHECKING:
    from app.search.snapshot import Snapshot

Mask = NDArray[np.bool_]
Encode = Callable[[list[str]], Floats]

WEAKEST = 0.001  # paths that are no stronger, the last step to a photo included, are none
_MOST_RECENT = 2_000  # photos that changed since the network was built of which the catalogue is asked, newest first
_MOST_TRAILS = 6  # words of a query that are followed
# Words whose photos are looked at, nearest first, where it is not the best photos that tell when to stop.
_MOST_VISITED = 100
_SPARE = 20  # times as many photos are looked at where each word may bring few
# Entries of photos that are followed for each of several words, nearest words and surest photos first: where a word
# stands on a great part of a very large library, its least sure photos are passed over.
_MOST_FOLLOWED = 300_000
_FAR = 250  # the distance of what a trail does not reach, in bytes
_COARSE = _FAR / -math.log(WEAKEST)
# By the steps of a probability: its distance in bytes.
_DISTANCES = np.rint(np.minimum(-np.log(np.maximum(np.arange(P_STEPS + 1), 1) / P_STEPS) * _COARSE, _FAR)).astype(
    np.uint16
)


@dataclass(frozen=True, slots=True)
class Associated:
    """A photo that a query calls to mind: how strongly, 0 to 1, and by which words, from the query's own to one that
    the photo carries."""

    slot: int
    strength: float
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """Where one word of a query leads: distances to the words of the network, float64 [n], and the word before each on
    the way, int32 [n]. `word` is the query's; `number` its own in the network, or None where it is not in it."""

    word: str
    number: int | None
    distances: Doubles
    before: NDArray[np.int32]

    def path(self, number: int, network: Network) -> tuple[str, ...]:
        """The words from the query's to this one of the network, both included."""
        found = [network.word(number)]
        while (number := int(self.before[number])) >= 0:
            found.append(network.word(number))
        return tuple(reversed(found if self.number is not None else [*found, self.word]))


class WordNetwork:
    """The network of a library as one snapshot sees it: what the file says, and of the photos that changed since, what
    the catalogue says. `slots` is how many photos the snapshot knows."""

    def __init__(self, network: Network, library: Library, slots: int) -> None:
        self.network = network
        self._library = library
        self._slots = slots
        self._changed = library.changed_since(int(network.facts["changes"]))

    def photos(self, number: int) -> Iterator[tuple[Slots, Slots]]:
        """The photos that carry a word, in one or two parts: slots, and probabilities in steps of `P_STEPS`, both
        strongest first."""
        slots, steps = self.network.photos(number)
        if self.stale is not None:
            fresh = ~self.stale[slots]
            slots, steps = slots[fresh], steps[fresh]
        yield slots, steps
        recent = self._recently(number)
        if recent is not None:
            yield recent

    def followed(self, trail: Trail) -> Iterator[tuple[int, float, Slots, Slots]]:
        """The photos to which one of several trails leads, as far as it is followed: the word, how close it is, and the
        slots and probabilities in steps of its photos; nearest word first."""
        left = _MOST_FOLLOWED
        for number, closeness in islice(_nearest(trail, direct=True), _MOST_VISITED):
            for slots, steps in self.photos(number):
                yield number, closeness, slots[:left], steps[:left]
                left -= min(len(slots), left)

    def _recently(self, number: int) -> tuple[Slots, Slots] | None:
        """The photos that changed and carry a word now, strongest first, or None where there are none."""
        if self._recent is None:
            return None
        slots, p = self._recent.carriers(self.network.word(number))
        order = np.argsort(-p, kind="stable")
        order = order[slots[order] < self._slots]
        return (slots[order], np.rint(p[order] * np.float32(P_STEPS)).astype(np.int64)) if len(order) else None

    @cached_property
    def stale(self) -> Mask | None:
        """The slots of which the file no longer knows what they hold, bool [photos in the file]; None without any."""
        if not len(self._changed):
            return None
        return np.isin(self.network.file.array("photo"), self._changed.astype(np.uint32))

    @cached_property
    def _recent(self) -> Carried | None:
        if not len(self._changed):
            return None
        photos = self._changed[-_MOST_RECENT:]
        carried = Carried(*self._library.places_of(photos))
        for saying in self._library.sayings(photos):
            carried.put(nodes(saying.text, name=saying.tag), saying.photos, saying.p, own=saying.own)
        return carried


def word_network(library: Library, slots: int) -> WordNetwork | None:
    """The word network of a library whose first `slots` photos are known; None where there is none that fits."""
    generation = library.pack or ""
    network = open_network(library.index / generation, generation)
    if network is None or int(network.facts["photos"]) > slots:
        return None
    return WordNetwork(network, library, slots)


def associate(
    words: Sequence[str],
    snapshot: Snapshot,
    *,
    limit: int,
    leave_out: Mask | None = None,
    encode: Encode | None = None,
    direct: bool = True,
    each: int | None = None,
) -> list[Associated]:
    """The photos that these words call to mind most strongly, at most `limit`, strongest first.

    `words` are those of a query, in its order. `leave_out`, bool [slots], bars photos. One that the network lacks is
    joined to it by its vector, if there is an `encode` to make that (texts → unit rows). Without `direct`, carrying the
    very words asked for is no association. `each` bounds how many photos the same last word may bring. Nothing is
    found in a library without a network.
    """
    reach = snapshot.network
    trails = [] if reach is None or limit <= 0 else trails_of(words, reach.network, encode)
    if reach is None or not trails:
        return []
    allowed = np.ones(snapshot.slots, np.bool_) if snapshot.alive is None else snapshot.alive.copy()
    if leave_out is not None:
        allowed &= ~leave_out
    if len(trails) == 1:
        found = _by_one(trails[0], reach, allowed, limit, direct=direct, pruned=each is None)
    else:
        found = _by_all(trails, reach, allowed, limit if each is None else _SPARE * limit, direct=direct)
    order = np.lexsort((found.slots, -found.strengths))
    listed: list[Associated] = []
    brought: dict[int, int] = {}
    paths: dict[tuple[int, int], tuple[str, ...]] = {}
    for at in (order if each is not None else order[:limit]).tolist():
        number = int(found.last[at])
        brought[number] = brought.get(number, 0) + 1
        if each is None or brought[number] <= each:
            way = int(found.trails[at]), number
            if way not in paths:
                paths[way] = trails[way[0]].path(number, reach.network)
            listed.append(Associated(int(found.slots[at]), float(found.strengths[at]), paths[way]))
            if len(listed) == limit:
                break
    return listed


def trails_of(
    words: Sequence[str], network: Network, encode: Encode | None, *, weakest: float = WEAKEST
) -> list[Trail]:
    """Where each word of a query leads; the words of a name that is in the network count as one. Paths below `weakest`
    are not followed."""
    named: list[tuple[str, int | tuple[Slots, Doubles]]] = []
    outside: list[str] = []
    at = 0
    words = [part for word in words for part in word.split()]
    while at < len(words):
        for size in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            node = node_of(" ".join(words[at : at + size]))
            number = network.find(node) if node else None
            if number is not None:
                named.append((node, number))
                break
        else:
            size = 1
            outside += nodes(words[at])
        at += size
    if encode is not None:
        if len(named) + len(outside) > 1:  # the words together may mean what none of them does: "palm tree"
            outside.append(" ".join(words))
        named += [(word, edges) for word, edges in joins(outside, network, encode) if len(edges[0])]
    named = list({word: (word, source) for word, source in named}.values())
    named = named[:_MOST_TRAILS]
    if not named:
        return []
    distances, before = network.walk([source for _, source in named], -math.log(weakest))
    return [
        Trail(word, source if isinstance(source, int) else None, distances[row], before[row])
        for row, (word, source) in enumerate(named)
    ]


def joins(outside: Sequence[str], network: Network, encode: Encode) -> Iterator[tuple[str, tuple[Slots, Doubles]]]:
    """Where texts outside the network join it. Of a name that shares a word with one, the rest must go with it too."""
    if not outside:
        return
    vectors = encode([in_context(text) for text in outside])
    for text, vector in zip(outside, vectors, strict=True):
        numbers, cosines = network.close(vector)
        lefts = {at: remainder(text, network.word(number)) for at, number in enumerate(numbers.tolist())}
        shared = {at: left for at, left in lefts.items() if left is not None}
        if shared:
            rest = encode([in_context(left) for left in shared.values()])
            places = list(shared)
            cosines[places] = np.minimum(cosines[places], rest @ vector)
        yield text, joined(numbers, cosines)


class _Found(NamedTuple):
    """Photos: slots, int64 [n], strengths, float64 [n], the last word of the path to show, and whose trail it is."""

    slots: Slots
    strengths: Doubles
    last: Slots
    trails: Slots


def _by_one(trail: Trail, reach: WordNetwork, allowed: Mask, limit: int, *, direct: bool, pruned: bool) -> _Found:
    """The photos that one trail leads to, at least the `limit` strongest.

    Words come by distance, and no photo is stronger than its word: with `pruned` the rest is left when `limit` photos
    are stronger than the next word.
    """
    best, last = np.zeros(len(allowed)), np.full(len(allowed), -1, np.int32)
    slots, least = np.empty(0, np.int64), 0.0
    for visited, (number, closeness) in enumerate(_nearest(trail, direct)):
        if closeness < least or (not pruned and visited == _MOST_VISITED):
            break
        for photos, steps in reach.photos(number):
            first = _first_allowed(photos, allowed, limit)
            strengths = _strengths(closeness, steps[first])
            first, strengths = first[strengths > WEAKEST], strengths[strengths > WEAKEST]
            chosen = photos[first].astype(np.int64)
            slots = np.concatenate([slots, chosen[best[chosen] == 0]])
            stronger = strengths > best[chosen]
            best[chosen[stronger]], last[chosen[stronger]] = strengths[stronger], number
        if pruned and len(slots) >= limit:
            least = float(np.partition(best[slots], len(slots) - limit)[len(slots) - limit])
    return _Found(slots, best[slots], last[slots].astype(np.int64), np.zeros(len(slots), np.int64))


def _by_all(trails: Sequence[Trail], reach: WordNetwork, allowed: Mask, limit: int, *, direct: bool) -> _Found:
    """The photos that any of several trails leads to, at least the `limit` strongest. The path to show is the strongest
    to a word that was not asked for, where there is such; without `direct` photos without one are left out.

    First all photos are weighed coarsely, in a byte each for each trail, then exactly those that may be the strongest.
    """
    asked = frozenset(trail.number for trail in trails)
    total = np.zeros(len(allowed), np.uint16)
    led = np.zeros(len(allowed), np.bool_)
    for trail in trails:
        own, other = np.full(len(allowed), _FAR, np.uint8), np.full(len(allowed), _FAR, np.uint8)
        for number, closeness, photos, steps in reach.followed(trail):
            far = np.minimum(_DISTANCES[steps] + round(-math.log(closeness) * _COARSE), _FAR).astype(np.uint8)
            np.minimum.at(own if number in asked else other, photos.astype(np.int64), far)
        led |= other < own
        total += np.minimum(own, other)
    reached = np.flatnonzero(allowed & (total < _FAR * len(trails)) & (led if not direct else allowed))
    enough = np.searchsorted(np.cumsum(np.bincount(total[reached], minlength=1)), min(limit, len(reached)))
    slots = reached[total[reached] <= enough + 2 * len(trails)]  # two sums may be rounded apart by as much
    return _exactly(trails, reach, slots, asked, len(allowed))


def _exactly(
    trails: Sequence[Trail], reach: WordNetwork, slots: Slots, asked: frozenset[int | None], count: int
) -> _Found:
    """How strongly the photos at these slots, ascending, out of `count`, are associated."""
    best = np.full((len(trails), len(slots)), WEAKEST)
    last = np.full(best.shape, -1, np.int64)
    wanted = np.zeros(count, np.bool_)
    wanted[slots] = True
    for mine, mine_last, trail in zip(best, last, trails, strict=True):
        for number, closeness, photos, steps in reach.followed(trail):
            some = wanted[photos]
            places = np.searchsorted(slots, photos[some])
            strengths = _strengths(closeness, steps[some])
            stronger = strengths > mine[places]
            mine[places[stronger]], mine_last[places[stronger]] = strengths[stronger], number
    led = (last >= 0) & ~np.isin(last, [number for number in asked if number is not None])
    shown = np.argmax(np.where(led, 1 + best, np.where(last >= 0, best, 0)), axis=0)
    strengths = np.exp(np.log(best).mean(axis=0))
    return _Found(slots, strengths, last[shown, np.arange(len(slots))], shown)


def _nearest(trail: Trail, direct: bool) -> Iterator[tuple[int, float]]:
    """The words that a trail reaches, nearest first, and exp(-distance) of each; without `direct` not its own."""
    reached = np.flatnonzero(np.isfinite(trail.distances))
    for number in reached[np.argsort(trail.distances[reached], kind="stable")].tolist():
        if direct or number != trail.number:
            yield number, math.exp(-float(trail.distances[number]))


def _strengths(closeness: float | Doubles, steps: Slots) -> Doubles:
    strengths: Doubles = closeness * (steps.astype(np.float64) / P_STEPS)
    return strengths


def _first_allowed(photos: Slots, allowed: Mask, count: int) -> Slots:
    """The places of the first `count` photos that are allowed; looks no further than it must."""
    looked, found = 4 * count, np.empty(0, np.int64)
    while True:
        found = np.flatnonzero(allowed[photos[:looked]])[:count]
        if len(found) == count or looked >= len(photos):
            return found
        looked *= 4
