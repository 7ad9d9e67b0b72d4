"""How alike two fingerprints are, in any of the eight ways to turn and mirror a picture, or turned and cut in any way.

Two stages. Signs of the 128 lowest frequencies, told apart by whether they are even or odd along each side: a mirrored
or turned picture flips all signs of two such classes, so that eight comparisons cost two. Then, for the few pictures
that may be the same, small pictures are drawn from the fingerprints and laid over each other (Lucas and Kanade 1981,
with six parameters and brightness).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.media.fingerprint import LENGTH, SIDE, Prints

Words = NDArray[np.uint32]
Numbers = NDArray[np.float32]

CLASSES = 4  # even or odd along each side
BITS = 32 * CLASSES
_POINTS = 32  # along each side of the small pictures
_COARSE = 16  # of those that only look for the right turn
_PART = 1 << 16  # fingerprints compared at a time: what is between stays in the processor's cache


@cache
def _places() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the signs of each class stand, lowest frequencies first: in a fingerprint [CLASSES, 32], and in that of the
    picture mirrored along its falling diagonal."""
    chosen = []
    for odd_down in (0, 1):
        for odd_across in (0, 1):
            pairs = [
                (down, across)
                for down in range(odd_down, SIDE, 2)
                for across in range(odd_across, SIDE, 2)
                if down or across
            ]
            chosen.append(sorted(pairs, key=lambda pair: (sum(pair), max(pair), pair))[:32])
    down, across = np.array(chosen).transpose(2, 0, 1)
    return down * SIDE + across, across * SIDE + down


def words(prints: Prints) -> Words:
    """The signs of fingerprints, int8 [n, LENGTH]: one number for each class, uint32 [CLASSES, n]."""
    return _packed(prints, _places()[0])


def transposed_words(prints: Prints) -> Words:
    """The same of the pictures mirrored along their diagonal."""
    return _packed(prints, _places()[1])


def _packed(prints: Prints, places: NDArray[np.int64]) -> Words:
    bits = np.packbits(prints.reshape(-1, LENGTH)[:, places] > 0, axis=2)
    return np.ascontiguousarray(bits).view(np.uint32)[:, :, 0].T.copy()


def distances(one: bytes, all_words: Words) -> NDArray[np.uint8]:
    """In how many of the `BITS` signs a fingerprint differs from each of many, whose `words` are given, uint8 [n]: the
    least of the eight ways to turn and mirror it."""
    print_ = np.frombuffer(one, np.int8)[None]
    ways = (words(print_)[:, 0], transposed_words(print_)[:, 0])
    found = np.empty(all_words.shape[1], np.uint8)
    for start in range(0, len(found), _PART):
        part = all_words[:, start : start + _PART]
        least = None
        for mine in ways:
            differ = [np.bitwise_count(part[number] ^ mine[number]) for number in range(CLASSES)]
            for turned in _flips(differ):
                least = turned if least is None else np.minimum(least, turned, out=least)
        assert least is not None
        found[start : start + _PART] = least
    return found


def _flips(differ: list[NDArray[np.uint8]]) -> list[NDArray[np.uint8]]:
    """The distances of a picture as it is, mirrored, upside down, and both, from those of the classes."""
    neither, across, down, both = differ
    thirty_two = np.uint8(32)
    return [
        neither + across + down + both,
        neither + (thirty_two - across) + down + (thirty_two - both),
        neither + across + (thirty_two - down) + (thirty_two - both),
        neither + (thirty_two - across) + (thirty_two - down) + both,
    ]
