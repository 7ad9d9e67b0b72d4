"""The word network: words, how strongly one leads to another, and the photos that carry each.

It follows "Fast Image Retrieval using Binary Hashes and Network of Word Associations": an edge has a probability p and
the length -log p, so that the length of a path is -log of the product, and the shortest path is the strongest chain.
Edges lead from words to words and from words to photos, never back from a photo: that two words share photos is what
the edge between them says already, weighed against chance. Photos are therefore leaves. Dijkstra runs on the words
alone, and a photo's distance is that of its nearest word, the last edge included.

A derived file beside the others of a generation (see `index.postings`), with these arrays:

| array | holds |
| --- | --- |
| `name_bytes`, `name_starts` | the words, sorted (`Strings`); their places are their numbers |
| `edge_to`, `edge_p`, `edge_starts` | edges by word, strongest first: where to, and the probability |
| `edge_text`, `edge_company`, `edge_norms` | what each source says of the edge, before they were combined |
| `word_photos`, `word_p`, `word_starts` | photos by word, strongest first: slots and probabilities |
| `photo` | the id of the photo at each slot |
| `pictured`, `vector` | the words that have photos, and their text vectors, int8, one behind the other |
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.index.base import Floats, Slots
from app.index.postings import P_STEPS, PostingsFile, PostingsWriter, Strings, newest

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

STEM = "network"
FORMAT = 1
MOST_NEIGHBOURS = 32  # edges kept of each word, the strongest
# Chances that a person names a word when given another, as logistic functions of the cosine of their vectors and of
# how much more often than by chance they are said of one photo (normalised pointwise mutual information). Fitted
# together by maximum likelihood to which words people name, on half of the cues (docs/associations.md).
_TEXT_BIAS, _TEXT_SLOPE = -13.45, 18.9
_COMPANY_BIAS, _COMPANY_SLOPE = -6.09, 8.4
_LEAST_CHANCE = 0.003  # a chance below this leads nowhere
_LEAST_JOINED = 0.1  # a word outside the network joins where one of its words has at least this chance
_SHORTEST = 1e-6  # the length of an edge of probability 1: a length of 0 would be no edge to some
_INT8 = 127
_LEAST_P = 0.05  # a photo that carries a word with a lower probability is not reached by it
_LEAST_MASS = 0.5  # a word stands on this many photos, probabilities added up

Doubles = NDArray[np.float64]


class Neighbour(NamedTuple):
    """An edge: the word it leads to, its probability, and the strength by each source."""

    word: str
    p: float
    text: float
    company: float
    norms: float


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges of one word, strongest first: numbers int64 [n], and probabilities float64 [n] in all and by source."""

    to: Slots
    p: Doubles
    text: Doubles
    company: Doubles
    norms: Doubles


def text_chance(cosines: Floats | Doubles) -> Doubles:
    """What the cosines of two words' vectors in context say, float64 of the same shape, 0 to 1."""
    return _chance(_TEXT_BIAS + _TEXT_SLOPE * np.asarray(cosines, np.float64))


def company_chance(npmi: Floats | Doubles) -> Doubles:
    """What company says, float64 of the same shape; 0 where two words are not together more than by chance."""
    npmi = np.asarray(npmi, np.float64)
    return np.where(npmi > 0, _chance(_COMPANY_BIAS + _COMPANY_SLOPE * npmi), 0.0)


def _chance(log_odds: Doubles) -> Doubles:
    chance: Doubles = 1 / (1 + np.exp(-log_odds))
    return np.where(chance < _LEAST_CHANCE, 0.0, chance)


def strengths(text: Doubles, company: Doubles, norms: Doubles) -> Doubles:
    """The probabilities of one word's edges, float64 [n], out of what each source says of them.

    Like free association they share what one word can call to mind, so that their sum is at most 1: a word that goes
    with everything leads nowhere strongly. Norms are such shares already, and come on top.
    """
    own = 1 - (1 - text) * (1 - company)
    own = own / max(1.0, float(own.sum()))
    all_: Doubles = 1 - (1 - own) * (1 - norms)
    return all_ / max(1.0, float(all_.sum()))


class Network:
    """One version, opened. Nothing is loaded before it is asked for."""

    def __init__(self, file: PostingsFile) -> None:
        self.file = file
        self.facts = file.facts
        self._names = Strings(file, "name")

    def __len__(self) -> int:
        return len(self._names)

    def find(self, word: str) -> int | None:
        """The number of a word, or None."""
        return self._names.find(word.encode("utf-8", "replace"))

    def word(self, number: int) -> str:
        """The word of this number."""
        return self._names[number].decode()

    def neighbours(self, number: int) -> list[Neighbour]:
        """Where a word leads, strongest first."""
        columns = [self.file.part(f"edge_{name}", number, "edge_starts") for name in ("to", *_SHARES)]
        return [
            Neighbour(self.word(int(to)), *(int(share) / P_STEPS for share in shares))
            for to, *shares in zip(*columns, strict=True)
        ]

    def photos(self, number: int) -> tuple[Slots, Slots]:
        """The photos that carry a word: slots, strongest first, and probabilities in steps of `P_STEPS`, whole numbers
        [n] both."""
        slots, steps, starts = self._postings
        begin, end = int(starts[number]), int(starts[number + 1])
        return slots[begin:end], steps[begin:end]

    def close(self, vector: Floats) -> tuple[Slots, Floats]:
        """The words with photos that go best with a text outside the network, by its vector in context, float32 [dims],
        unit length: numbers, int64 [n], and cosines, best first."""
        cosines = np.einsum("nd,d->n", self._vectors, vector)  # one thread: waking others takes longer than the sums
        best = np.argsort(-cosines, kind="stable")[: 2 * MOST_NEIGHBOURS]
        return self.file.array("pictured")[best].astype(np.int64), cosines[best]

    def walk(self, sources: Sequence[int | tuple[Slots, Doubles]], limit: float) -> tuple[Doubles, NDArray[np.int32]]:
        """Distances from each of m sources to all n words, float64 [m, n], infinite beyond `limit`, and the word before
        each on the shortest path, int32 [m, n], negative for none.

        A source is a word of the network, or the edges of one outside: numbers and probabilities.
        """
        from scipy.sparse.csgraph import dijkstra

        outside = [source for source in sources if not isinstance(source, int)]
        graph = self._with(outside) if outside else self._graph
        added = iter(range(len(self), len(self) + len(outside)))
        begins = [source if isinstance(source, int) else next(added) for source in sources]
        found, before = dijkstra(graph, indices=begins, return_predecessors=True, limit=limit)
        before = before[:, : len(self)]
        before[before >= len(self)] = -1
        return found[:, : len(self)], before

    @cached_property
    def _postings(self) -> tuple[Slots, Slots, Slots]:
        return self.file.array("word_photos"), self.file.array("word_p"), self.file.array("word_starts")

    @cached_property
    def _vectors(self) -> Floats:
        rows = self.file.array("vector").reshape(len(self.file.array("pictured")), -1).astype(np.float32)
        return _units(rows)

    @cached_property
    def _graph(self) -> csr_matrix:
        from scipy.sparse import csr_matrix

        lengths = length(self.file.array("edge_p") / P_STEPS)
        to, starts = self.file.array("edge_to").astype(np.int32), self.file.array("edge_starts").astype(np.int32)
        return csr_matrix((lengths, to, starts), shape=(len(self), len(self)))

    def _with(self, outside: Sequence[tuple[Slots, Doubles]]) -> csr_matrix:
        """The graph with further words that lead into it."""
        from scipy.sparse import csr_matrix

        graph, n = self._graph, len(self) + len(outside)
        ends = graph.indptr[-1] + np.cumsum([len(to) for to, _ in outside])
        return csr_matrix(
            (
                np.concatenate([graph.data, *(length(p) for _, p in outside)]),
                np.concatenate([graph.indices, *(to.astype(np.int32) for to, _ in outside)]),
                np.concatenate([graph.indptr, ends.astype(np.int32)]),
            ),
            shape=(n, n),
        )


def joined(numbers: Slots, cosines: Floats) -> tuple[Slots, Doubles]:
    """The edges by which a text joins the network at these words: numbers and probabilities, strongest first; none for
    one that goes with nothing there."""
    chances = text_chance(cosines)
    if not len(chances) or float(chances.max()) < _LEAST_JOINED:
        return np.empty(0, np.int64), np.empty(0)
    best = np.argsort(-chances, kind="stable")[:MOST_NEIGHBOURS]
    best = best[chances[best] > 0]
    nothing = np.zeros(len(best))
    return numbers[best], strengths(chances[best], nothing, nothing)


def length(p: Doubles) -> Doubles:
    """The lengths of edges with these probabilities, float64; all above 0."""
    lengths: Doubles = np.maximum(-np.log(np.asarray(p, np.float64)), _SHORTEST)
    return lengths


class Carried:
    """Which photos carry which words, as it is gathered. `photos` and `slots` are ids and slots of those that count, by
    ascending id; `postings` has slots (uint32) and probabilities (float32) by word."""

    def __init__(self, photos: Slots, slots: Slots) -> None:
        self.photos, self.slots = photos, slots
        self.postings: dict[str, tuple[array[int], array[float]]] = {}
        self._own: set[str] = set()

    def put(self, words: Iterable[str], photos: Slots, p: Floats, *, own: bool = False) -> None:
        """Photos, by id, carry these words, which a person said if `own`. Those that do not count are passed over."""
        if not len(self.photos):
            return
        place = np.minimum(np.searchsorted(self.photos, photos), len(self.photos) - 1)
        there = (self.photos[place] == photos) & (p >= _LEAST_P)
        slots, sure = self.slots[place[there]].astype(np.uint32).tobytes(), p[there].astype(np.float32).tobytes()
        for word in words if slots else ():
            kept = self.postings.setdefault(word, (array("I"), array("f")))
            kept[0].frombytes(slots)
            kept[1].frombytes(sure)
            if own:
                self._own.add(word)

    def keep(self, most: int) -> None:
        """Forgets words that stand on too little, and keeps `most` of the others: those that people said, then those
        said of most photos."""
        mass = {word: float(np.frombuffer(p, np.float32).sum()) for word, (_, p) in self.postings.items()}
        kept = sorted(
            (word for word in mass if mass[word] >= _LEAST_MASS), key=lambda word: (word not in self._own, -mass[word])
        )
        self.postings = {word: self.postings[word] for word in kept[:most]}

    def carriers(self, word: str) -> tuple[Slots, Floats]:
        """The photos that carry a word: slots int64 [n], ascending, and the largest probability said of each."""
        if word not in self.postings:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        slots = np.frombuffer(self.postings[word][0], np.uint32).astype(np.int64)
        p = np.frombuffer(self.postings[word][1], np.float32)
        order = np.lexsort((-p, slots))
        slots, p = slots[order], p[order]
        first = np.concatenate([[True], slots[1:] != slots[:-1]])
        return slots[first], p[first]


def open_network(folder: Path, generation: str) -> Network | None:
    """The newest whole network in `folder` that speaks of this generation; None where there is none."""
    file = newest(folder, STEM)
    if file is None or file.facts.get("network") != FORMAT or file.facts["generation"] != generation:
        return None
    return Network(file)


def write_network(
    folder: Path,
    words: Sequence[str],
    edges: Iterable[Edges],
    photos: Iterable[tuple[Slots, Floats]],
    *,
    photo_ids: Slots,
    pictured: Slots,
    vectors: Floats,
    facts: Mapping[str, Any],
) -> Path:
    """Writes a new version: sorted `words`, for each its edges and its photos (slots and probabilities, in any order),
    the ids of the photos by slot, the words with vectors and those, float32 [k, dims]. Returns the manifest.

    Raises SnowlineError where the disk is full.
    """
    with PostingsWriter(folder, STEM) as writer:
        writer.strings("name", [word.encode() for word in words])
        writer.lists(
            "edge",
            {"to": "uint32", **dict.fromkeys(_SHARES, "uint16")},
            ([each.to, *(_steps(getattr(each, name)) for name in _SHARES)] for each in edges),
        )
        writer.lists("word", {"photos": "uint32", "p": "uint16"}, (_by_strength(*each) for each in photos))
        writer.array("photo", "uint32", [photo_ids])
        writer.array("pictured", "uint32", [pictured])
        writer.array("vector", "int8", [np.rint(_units(vectors) * _scale(vectors)).astype(np.int8).ravel()])
        return writer.finish({"network": FORMAT, **facts})


_SHARES = ("p", "text", "company", "norms")


def _steps(p: Doubles | Floats) -> Slots:
    """Probabilities as whole numbers of steps; what is not 0 stays above it."""
    steps = np.rint(np.asarray(p, np.float64) * P_STEPS).astype(np.int64)
    return np.where((steps == 0) & (p > 0), 1, steps)


def _by_strength(slots: Slots, p: Floats) -> tuple[Slots, Slots]:
    steps = _steps(p)
    order = np.lexsort((slots, -steps))
    return slots[order], steps[order]


def _units(rows: Floats) -> Floats:
    lengths = np.sqrt(np.einsum("nd,nd->n", rows, rows))
    units: Floats = rows / np.maximum(lengths, np.float32(1e-12))[:, None]
    return units


def _scale(vectors: Floats) -> float:
    """By which unit vectors are multiplied before they are rounded: the largest component becomes the largest byte."""
    return _INT8 / max(float(np.abs(_units(vectors)).max(initial=0.0)), 1e-12)
