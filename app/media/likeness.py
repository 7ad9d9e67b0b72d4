"""How alike two fingerprints are, in any of the eight ways to turn and mirror a picture.

Of the 128 lowest frequencies only the signs count. A picture that is mirrored or stands on its head has the same ones,
but for two of four classes, told apart by whether the frequencies are even or odd along each side, in which all signs
are the other way round: eight comparisons cost as much as two.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.media.alignment import Numbers
from app.media.fingerprint import LENGTH, SIDE, Prints

Words = NDArray[np.uint32]
CLASSES = 4  # even or odd along each side
BITS = 32 * CLASSES
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


def distances(one: bytes, all_words: Words | Sequence[NDArray[np.uint32]]) -> NDArray[np.uint8]:
    """In how many of the `BITS` signs a fingerprint differs from each of many, whose `words` are given, uint8 [n]: the
    least of the eight ways to turn and mirror it."""
    print_ = np.frombuffer(one, np.int8)[None]
    ways = (words(print_)[:, 0], transposed_words(print_)[:, 0])
    found = np.empty(len(all_words[0]), np.uint8)
    for start in range(0, len(found), _PART):
        part = [of_class[start : start + _PART] for of_class in all_words]
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


# The four ways to mirror a picture, as what they do to the signs of the classes: all of them turned round, or none.
MIRRORED: tuple[tuple[int, ...], ...] = ((0, 0, 0, 0), (0, 1, 0, 1), (0, 0, 1, 1), (0, 1, 1, 0))


def plain_way(one: bytes, other: bytes) -> Numbers:
    """Which of the eight ways to turn and mirror the picture of fingerprint `one` brings it nearest to the other: a map
    for `media.alignment`, float32 [2, 3]."""
    mine = np.frombuffer(one, np.int8)[None]
    theirs = words(np.frombuffer(other, np.int8)[None])[:, 0]
    best, found = BITS + 1, np.eye(2, 3, dtype=np.float32)
    for transposed, signs in enumerate((words(mine)[:, 0], transposed_words(mine)[:, 0])):
        for number, distance in enumerate(_flips(list(np.bitwise_count(signs ^ theirs)))):
            if distance < best:
                best = int(distance)
                across, down = 1 - 2 * (number in (1, 3)), 1 - 2 * (number in (2, 3))
                linear = np.array([[0, down], [across, 0]] if transposed else [[across, 0], [0, down]], np.float32)
                found = np.concatenate([linear, np.zeros((2, 1), np.float32)], axis=1)
    return found
