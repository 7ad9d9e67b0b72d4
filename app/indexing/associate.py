"""Builds the word network of a library (see `index.network`) out of its tags and captions, the text encoder, and norms
that the person imported. Like the other derived files it is built anew as a whole when enough has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from app.domain import CancelToken
from app.index.base import Floats, Slots
from app.index.manifest import index_folder
from app.index.network import (
    MOST_NEIGHBOURS,
    Carried,
    Doubles,
    Edges,
    company_chance,
    open_network,
    strengths,
    text_chance,
    write_network,
)
from app.indexing.generations import kept_pack
from app.indexing.norms import kept_norms, print_of_norms
from app.indexing.quietly import build_quietly
from app.language.associations import Norm, in_context, nodes, remainder
from app.library import Library

Encode = Callable[[list[str]], Floats]  # texts → unit rows, float32 [n, dims]
Shares = dict[int, tuple[Slots, Doubles]]  # word → words it leads to, and how strongly one source says so

# A network is built anew when so many photos changed since, or this share of all.
_LEAST_CHANGED, _SHARE_CHANGED = 2_000, 0.02
_LEAST_PHOTOS = 30  # fewer are seen at a glance
MOST_WORDS = 20_000  # words with photos; those said of the most are kept, and all of the person's own tags
_MOST_PHOTOS = 200_000  # photos looked at to see which words keep company
_DOUBT = 5.0  # photos that stand against what few photos say of two words
_ROWS = 256  # words whose cosines with all others are looked at together
_MOST_CLOSE = 200  # neighbours of a word by its vector that are looked at


def refresh_network(library_folder: Path, *, cancel: CancelToken | None = None, force: bool = False) -> bool:
    """Builds the word network of the live generation where it is missing, damaged or too old; `force` builds anyway.

    Returns whether it did. Quick where nothing is to be done. Raises `Cancelled`, and SnowlineError when there is no
    library or no room on the disk.
    """
    with Library.open(library_folder) as library:
        if library.pack is None or kept_pack(library, library.pack) is None or not (force or is_due(library)):
            return False
    return build_quietly(
        library_folder,
        build_with_pack,
        what="word network",
        lock_name="network.lock",
        failed=f"The word network in {library_folder} could not be built. Check the free space there; searching "
        "works meanwhile, without related photos.",
        throttle="normal" if force else "gentle",  # somebody waits for it
        cancel=cancel,
    )


def is_due(library: Library) -> bool:
    """True where there is no network that fits, or enough has changed since it was built."""
    generation = library.pack or ""
    network = open_network(index_folder(library.folder, generation), generation)
    if network is None:
        return library.photo_count() >= _LEAST_PHOTOS
    if network.facts["norms"] != print_of_norms(library.folder):
        return True
    changed = library.changed_count(int(network.facts["changes"]))
    return changed > max(_LEAST_CHANGED, _SHARE_CHANGED * int(network.facts["photos"]))


def build_with_pack(library: Library) -> None:
    """Builds the network of the library's generation with the text encoder of its pack, in this process."""
    from app.settings import load_settings
    from app.vision.pack import TextSide

    folder = kept_pack(library, library.pack or "")
    if folder is not None:
        side = TextSide.load(folder, low_memory=load_settings().low_memory)
        build_network(library, side.encode_texts)


def build_network(library: Library, encode: Encode, *, folder: Path | None = None, with_norms: bool = True) -> Path:
    """Builds the network of the library's generation in this process, in its own place or in `folder`, and returns its
    manifest."""
    norms, norms_print = (kept_norms(library.folder), print_of_norms(library.folder)) if with_norms else ([], "")
    with library.one_moment():
        changes, (images, _) = library.changes(), library.slot_ends()
        carried = Carried(*library.photo_slots())
        for saying in library.sayings():
            carried.put(nodes(saying.text, name=saying.tag), saying.photos, saying.p, own=saying.own)
        ids = np.zeros(images, np.int64)
        ids[carried.slots] = carried.photos
    carried.keep(MOST_WORDS)
    named = {word for norm in norms for word in (norm.cue, norm.target)}
    words = sorted(named.union(carried.postings), key=str.encode)
    pictured = np.array([number for number, word in enumerate(words) if word in carried.postings], np.int64)
    vectors = encode([in_context(word) for word in words]) if words else np.empty((0, 1), np.float32)
    text = by_text(words, pictured, vectors, encode)
    company = by_company([carried.carriers(words[number]) for number in pictured.tolist()], pictured, images)
    generation = library.pack or ""
    return write_network(
        folder or index_folder(library.folder, generation),
        words,
        _edges(words, text, company, by_norms(words, norms)),
        (carried.carriers(word) for word in words),
        photo_ids=ids,
        pictured=pictured,
        vectors=vectors[pictured],
        facts={
            "generation": generation,
            "photos": images,
            "changes": changes,
            "norms": norms_print,
            "pictured": len(pictured),
        },
    )


def by_text(words: list[str], pictured: Slots, vectors: Floats, encode: Encode) -> Shares:
    """Where each word leads by its vector in context, float32 [words, dims], among the words with photos.

    Of names that share a word, what they do not share must go together too: "sea" does not lead to "sea slug".
    """
    if not len(pictured):
        return {}
    theirs = vectors[pictured]
    parts = [frozenset(word.split()) for word in words]
    close: dict[int, tuple[Slots, Floats]] = {}
    alike: list[tuple[int, int, str]] = []  # word, place among its neighbours, text that must go with it
    for start in range(0, len(words), _ROWS):
        for number, cosines in enumerate(vectors[start : start + _ROWS] @ theirs.T, start):
            cosines[pictured == number] = -1
            best = np.argpartition(-cosines, min(_MOST_CLOSE, len(cosines) - 1))[:_MOST_CLOSE]
            best = best[text_chance(cosines[best]) > 0]
            close[number] = pictured[best], cosines[best]
            for place, other in enumerate(pictured[best].tolist()):
                if parts[number].isdisjoint(parts[other]):
                    continue
                for one, whole in ((number, words[other]), (other, words[number])):
                    left = remainder(words[one], whole)
                    if left is not None:
                        alike.append((number, place, f"{one} {left}"))
    lefts = sorted({text.partition(" ")[2] for _, _, text in alike})
    place_of = {left: place for place, left in enumerate(lefts)}
    encoded = encode([in_context(left) for left in lefts]) if lefts else vectors[:0]
    for number, place, text in alike:
        one, _, left = text.partition(" ")
        cosine = float(vectors[int(one)] @ encoded[place_of[left]])
        close[number][1][place] = min(close[number][1][place], cosine)
    return {number: (to, text_chance(cosines)) for number, (to, cosines) in close.items()}


def by_company(carriers: list[tuple[Slots, Floats]], pictured: Slots, photos: int) -> Shares:
    """Where words lead because they are said of the same photos more often than by chance: normalised pointwise mutual
    information of expected counts, less the more the fewer photos say so."""
    from scipy.sparse import csc_matrix

    if not len(pictured):
        return {}
    step = max(1, -(-photos // _MOST_PHOTOS))
    parts = [(slots[slots % step == 0] // step, p[slots % step == 0]) for slots, p in carriers]
    ends = np.cumsum([0, *(len(slots) for slots, _ in parts)])
    counts = csc_matrix(
        (np.concatenate([p for _, p in parts]), np.concatenate([slots for slots, _ in parts]), ends),
        shape=(-(-photos // step), len(pictured)),
    )
    mass = np.asarray(counts.sum(axis=0), np.float64).ravel()
    together = (counts.T @ counts).tocoo()
    one, other, both = together.row, together.col, together.data.astype(np.float64)
    apart = one != other
    one, other, both = one[apart], other[apart], both[apart]
    total = max(len(np.unique(counts.indices)), 2)
    share = np.clip(both / total, 1e-12, 1 - 1e-12)
    npmi = np.log(share * total * total / (mass[one] * mass[other])) / -np.log(share)
    rarer = np.minimum(mass[one], mass[other])
    chance = company_chance(npmi * both / (both + _DOUBT) * rarer / (rarer + _DOUBT))
    some = np.flatnonzero(chance > 0)
    order = some[np.argsort(one[some], kind="stable")]
    starts = np.searchsorted(one[order], np.arange(len(pictured) + 1))
    return {
        int(pictured[word]): (pictured[other[order[start:end]]], chance[order[start:end]])
        for word, (start, end) in enumerate(pairwise(starts.tolist()))
        if end > start
    }


def by_norms(words: list[str], norms: Iterable[Norm]) -> Shares:
    """Where words lead because people say so: shares of people, which sum up to 1 at most."""
    number = {word: place for place, word in enumerate(words)}
    found: dict[int, tuple[list[int], list[float]]] = {}
    for cue, target, strength in norms:
        to, p = found.setdefault(number[cue], ([], []))
        to.append(number[target])
        p.append(strength)
    return {cue: (np.array(to, np.int64), np.array(p) / max(1.0, sum(p))) for cue, (to, p) in found.items()}


def _edges(words: list[str], text: Shares, company: Shares, norms: Shares) -> Iterator[Edges]:
    """The strongest edges of each word, out of those that each source has."""
    nothing = (np.empty(0, np.int64), np.empty(0))
    for number in range(len(words)):
        sources = [source.get(number, nothing) for source in (text, company, norms)]
        to = np.unique(np.concatenate([each for each, _ in sources]))
        columns = []
        for each, share in sources:
            column = np.zeros(len(to))
            column[np.searchsorted(to, each)] = share
            columns.append(column)
        p = strengths(*columns)
        best = np.argsort(-p, kind="stable")[:MOST_NEIGHBOURS]
        best = best[p[best] > 0]
        yield Edges(to[best], p[best], *(column[best] for column in columns))
