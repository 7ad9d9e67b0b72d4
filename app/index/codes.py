"""Binary codes: the signs of a random rotation of the principal components, 256 bits a row, compared by counting.

The angle between two vectors shows in how many signs differ, so a scan over all codes (32 bytes a row instead of 388)
leaves a shortlist for the exact comparison. Bits lie in planes of 64 (plane, row), so that numpy works on columns.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.domain import CancelToken
from app.index.base import Floats, Slots
from app.index.manifest import CodesEntry, FilePrint, What, file_name, sync_file
from app.index.projection import components, map_numbers, save_arrays
from app.index.vectors import VectorFile

BITS = 256
_WORD = 64
_BLOCK_ROWS = 32_768  # a block's differing bits take 256 KB
_READ_ROWS = 8_192
_SAMPLED = 16  # one row in so many tells how near the last row of a shortlist is

Words = NDArray[np.uint64]
Distances = NDArray[np.uint16]


class BinaryCodes:
    """Verified codes of the first rows of a vector file, memory-mapped."""

    def __init__(self, folder: Path, entry: CodesEntry) -> None:
        self.entry = entry
        self._rotation: Floats = map_numbers(folder / entry.map.name).reshape(entry.bits, -1)
        words = entry.bits // _WORD
        count = entry.planes.size // (8 * words)
        # A plain view: each slice of a memmap makes another one, which takes longer than to count a block.
        self._planes: Words = np.asarray(np.memmap(folder / entry.planes.name, np.uint64, "r", shape=(words, count)))

    def __len__(self) -> int:
        return int(self._planes.shape[1])

    def distances(self, query: Floats, among: Slots | None = None, dead: Slots | None = None) -> Distances:
        """In how many bits the codes of all rows, or of those at `among`, differ from that of `query`: uint16 [n].

        For those of `dead` (ascending, as `among` is) it is more than there are bits.
        """
        asked = pack_bits((self._rotation @ np.asarray(query, np.float32))[None] > 0)[:, 0]
        count = len(self) if among is None else len(among)
        away = np.empty(count, np.uint16)
        for start in range(0, count, _BLOCK_ROWS):
            stop = min(start + _BLOCK_ROWS, count)
            if among is None:
                _differing(self._planes[:, start:stop], asked, away[start:stop])
            else:
                _differing(self._planes.take(among[start:stop], axis=1), asked, away[start:stop])
        if dead is not None and len(dead):
            at = dead[dead < len(self)] if among is None else np.flatnonzero(np.isin(among, dead))
            away[at] = self.entry.bits + 1
        return away

    def shortlist(self, query: Floats, size: int, among: Slots | None = None, dead: Slots | None = None) -> Slots:
        """The `size` slots whose codes differ least from that of `query`, ascending; ties to the lowest slot.

        Only those of `among` (ascending), where given, and none of `dead`.
        """
        kept = nearest(self.distances(query, among, dead), size, self.entry.bits)
        return kept if among is None else among[kept]

    def close(self) -> None:
        self._planes = np.empty((self.entry.bits // _WORD, 0), np.uint64)


def nearest(away: Distances, size: int, most: int) -> Slots:
    """Where the `size` smallest of `away`, uint16 [n], stand, ascending; ties to the first. None larger than `most`."""
    # A sample tells about how near the last of them is, so that only those need counting.
    sample = np.bincount(away[::_SAMPLED], minlength=most + 1)[: most + 1]
    bound = int(np.searchsorted(np.cumsum(sample), size / _SAMPLED * 1.3 + 8))
    some = np.flatnonzero(away <= min(bound, most))
    if len(some) < size and bound < most:
        some = np.flatnonzero(away <= most)
    theirs = away[some]
    size = min(size, len(some))
    if size <= 0:
        return np.empty(0, np.int64)
    totals = np.cumsum(np.bincount(theirs))
    edge = int(np.searchsorted(totals, size))  # rows closer than this all belong to the shortlist
    below = int(totals[edge - 1]) if edge else 0
    fits = theirs <= edge
    fits[np.flatnonzero(theirs == edge)[size - below :]] = False
    return some[fits]


def _differing(block: Words, asked: Words, out: Distances) -> None:
    """Counts the bits in which each column of `block`, uint64 [words, m], differs from `asked`: uint16 [m]."""
    differing, count = np.empty_like(block[0]), np.empty(len(out), np.uint8)
    out[:] = 0
    for plane, word in zip(block, asked, strict=True):
        np.bitwise_xor(plane, word, out=differing)
        np.bitwise_count(differing, out=count)
        out += count


def pack_bits(bits: NDArray[np.bool_]) -> Words:
    """bool [n, 64 k] to planes, uint64 [k, n]."""
    words: Words = np.packbits(bits, axis=1).view(np.uint64).T
    return words


def build_files(
    vectors: VectorFile,
    count: int,
    samples: tuple[Floats, Floats | None],
    folder: Path,
    what: What,
    number: int,
    *,
    seed: int,
    cancel: CancelToken,
) -> CodesEntry:
    """Writes the codes of the first `count` rows. The components are those of rows and queries together.

    The length of the shortlist is still zero: `build` chooses it.
    """
    rows, queries = samples
    leading, mean = components(rows, rows if queries is None else queries, BITS, power=0)
    turn = np.linalg.qr(np.random.default_rng(seed).standard_normal((BITS, BITS)))[0][:, : len(leading)]
    rotation = (turn @ leading).astype(np.float32)
    map_file, planes_file = folder / file_name(what, number, ".turn"), folder / file_name(what, number, ".bits")
    save_arrays(map_file, rotation)
    turned_mean = rotation @ mean
    planes = np.memmap(planes_file, np.uint64, "w+", shape=(BITS // _WORD, count))
    for start in range(0, count, _READ_ROWS):
        cancel.check()
        stop = min(start + _READ_ROWS, count)
        planes[:, start:stop] = pack_bits(vectors.read(np.arange(start, stop)) @ rotation.T > turned_mean)
    planes.flush()
    del planes
    for path in (map_file, planes_file):
        sync_file(path)
    return CodesEntry(BITS, seed, 0, FilePrint.of(map_file), FilePrint.of(planes_file))
