"""Names that fit what was typed: without a star they must contain it, with stars they must fit as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.index.base import Slots
from app.library.columns import plain_name

STAR = "*"
_END = 10  # behind each name
_FEW = 50  # of so many places one: then it is quicker to look at each
_SAMPLE = 1 << 16  # bytes looked at to learn which letters are rare

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def ends_of(names: Bytes) -> Slots:
    """Where each name ends, int64 [n]."""
    return np.flatnonzero(names == _END)


def fitting(names: Bytes, pattern: str, ends: Slots | None = None) -> Mask:
    """Which of the names fit, bool [n]. `names` are as `plain_name` has them, UTF-8, each with a line feed behind it,
    at `ends` where those are known; neither case nor accents in `pattern` matter."""
    if ends is None:
        ends = ends_of(names)
    fits = np.zeros(len(ends), np.bool_)
    pieces = [piece.encode("utf-8", "replace") for piece in plain_name(pattern).split(STAR)]
    if not any(pieces):
        fits[:] = STAR in pattern
    elif len(pieces) == 1:
        fits[np.searchsorted(ends, _places(names, pieces[0]))] = True
    else:
        starts = np.concatenate([np.zeros(1, np.int64), ends[:-1] + 1]) if len(ends) else ends
        first, *middle, last = pieces
        long = np.flatnonzero(ends - starts >= len(first) + len(last))
        long = long[_stand(names, ends[long] - len(last), last)]
        long = long[_stand(names, starts[long], first)]
        at, until = starts[long] + len(first), ends[long] - len(last)
        for piece in filter(None, middle):
            places = _places(names, piece)
            found = np.append(places, len(names))[np.searchsorted(places, at)]
            left = found + len(piece) <= until
            long, at, until = long[left], found[left] + len(piece), until[left]
        fits[long] = True
    return fits


def fits(name: str, pattern: str) -> bool:
    """Whether one name, as `plain_name` has it, fits."""
    wanted = plain_name(pattern)
    if STAR not in wanted:
        return bool(wanted) and wanted in name
    return re.fullmatch(".*".join(map(re.escape, wanted.split(STAR))), name, re.DOTALL) is not None


def _stand(names: Bytes, at: Slots, piece: bytes) -> Slots:
    """The numbers of those of these places from which on these letters stand."""
    left = np.arange(len(at))
    for number in reversed(range(len(piece))):
        left = left[names[at[left] + number] == piece[number]]
    return left


class Words:
    """Names that are found whole, but for case and accents, or by stars."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._numbers: dict[str, list[int]] = {}
        for number, name in enumerate(map(plain_name, names)):
            self._numbers.setdefault(name, []).append(number)

    def fitting(self, patterns: Iterable[str]) -> list[str]:
        """The names that fit one of the patterns, in their order."""
        found: set[int] = set()
        for pattern in patterns:
            if STAR in pattern:
                found.update(np.flatnonzero(fitting(self._lines, pattern)).tolist())
            else:
                found.update(self._numbers.get(plain_name(pattern), ()))
        return [self._names[number] for number in sorted(found)]

    @cached_property
    def _lines(self) -> Bytes:
        lines = "".join(f"{plain_name(name)}\n" for name in self._names)
        return np.frombuffer(lines.encode("utf-8", "replace"), np.uint8)


def _places(names: Bytes, piece: bytes) -> Slots:
    """Where these letters stand, one behind the other: int64, ascending."""
    room = len(names) - len(piece) + 1
    if room <= 0:
        return np.empty(0, np.int64)
    # The rarest letter first: it leaves the fewest places to look at again.
    counts = np.bincount(names[:_SAMPLE], minlength=256)
    order = sorted(range(len(piece)), key=lambda number: int(counts[piece[number]]))
    found = names[order[0] : order[0] + room] == piece[order[0]]
    for at, number in enumerate(order[1:], 1):
        if _FEW * np.count_nonzero(found) < room:
            places = np.flatnonzero(found)
            for further in order[at:]:
                places = places[names[places + further] == piece[further]]
            return places
        found &= names[number : number + room] == piece[number]
    return np.flatnonzero(found)
