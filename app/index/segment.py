"""Annoy segments: shortened vectors in trees of random planes, and in cells that lie together on the disk.

Items are the rows in the order of the cells of a coarse k-means, so that neighbours share pages: Annoy then touches a
few pages instead of thousands, and whole cells can be read from its file, where the vectors lie one after the other.
A query takes what the trees give and what the nearest cells hold, and keeps the `fetch` best by the shortened vectors.
The trees find what lies across the borders of cells; the cells are cheap. All three numbers are constants of a segment,
so the answer for five is the beginning of the answer for fifty.

The only importer of annoy. Its files have no header: `manifest` vouches for them. A part stays well below 2 GB, because
Annoy counts bytes in 32 bits on Windows.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from annoy import AnnoyIndex
from numpy.typing import NDArray

from app.domain import CancelToken, SnowlineError
from app.index.base import Floats, Slots
from app.index.manifest import FilePrint, Part, SegmentEntry, What, file_name, sync_file
from app.index.projection import Projection, fit, map_numbers, save_arrays, unit
from app.index.vectors import VectorFile

METRIC: Final = "angular"
DIMS, TREES = 36, 4
PART_BYTES = 1_400_000_000  # Annoy makes a file a third larger while it builds

_NODE_BYTES = 12  # before the numbers of each node: how many below it, and a norm
_TREE_BYTES = 16  # a row takes about so many in each tree
_READ_ROWS = 8_192
_WRITE_BLOCKS = 16  # blocks of rows after which the file is written to the disk
_LARGEST_CELLS = 8_192
_CELL_ROUNDS = 6
_SPARE_DISK = 1.1

Items = NDArray[np.float32]


class AnnoySegment:
    """A verified segment, memory-mapped. Raises SnowlineError where Annoy cannot open its files."""

    def __init__(self, folder: Path, entry: SegmentEntry) -> None:
        self.entry = entry
        # The matrix, the mean row, the centres of the cells; where each cell starts, and where the last one ends.
        numbers, wide, full = map_numbers(folder / entry.map.name), entry.dims, entry.full_dims
        cells = (len(numbers) - (wide + 1) * full - 1) // (wide + 1)
        matrix, mean, centres, starts = np.split(numbers, np.cumsum([wide * full, full, cells * wide]))
        self._projection = Projection(matrix.reshape(wide, full), mean)
        self._centres: Floats = centres.reshape(cells, wide)
        self._starts = starts.view("<i4")
        count = entry.parts[-1].stop if entry.parts else 0
        self._table: NDArray[np.int32] = np.memmap(folder / entry.table.name, np.int32, "r", shape=(count,))
        self._annoy: list[AnnoyIndex] = []
        self._items: list[Items] = []
        for part in entry.parts:
            self._open(folder / part.file.name, part)

    def __len__(self) -> int:
        """How many rows it can find."""
        return len(self._table)

    def candidates(self, query: Floats) -> Slots:
        """Slots of the best `fetch` rows (fewer where there are fewer) by the shortened vectors, ascending."""
        short = self._projection.of_query(query)
        asked = short.tolist()
        positions, scores = [], []
        for annoy, items, part in zip(self._annoy, self._items, self.entry.parts, strict=True):
            found = annoy.get_nns_by_vector(asked, self.entry.fetch, self.entry.search_k)
            at = np.array(found, np.int64)
            positions.append(at + part.start)
            scores.append(items[at] @ short)
        for start, stop in self._nearest_cells(short):
            for items, part in zip(self._items, self.entry.parts, strict=True):
                first, last = max(start, part.start), min(stop, part.stop)
                if first < last:
                    positions.append(np.arange(first, last))
                    scores.append(items[first - part.start : last - part.start] @ short)
        places, once = np.unique(np.concatenate(positions), return_index=True)
        if len(places) > self.entry.fetch:
            merged = np.concatenate(scores)[once]
            places = places[np.argpartition(-merged, self.entry.fetch - 1)[: self.entry.fetch]]
        slots: Slots = self._table[places].astype(np.int64)
        slots.sort()
        return slots

    def close(self) -> None:
        """Lets go of the files; on Windows they can only be deleted then."""
        for annoy in self._annoy:
            annoy.unload()
        self._annoy, self._items, self._table = [], [], np.empty(0, np.int32)

    def _open(self, path: Path, part: Part) -> None:
        name = annoy_name(path)
        if name is None:
            raise SnowlineError(f"Annoy cannot open {path}: its name has letters that Annoy does not know.")
        annoy = AnnoyIndex(self.entry.dims, METRIC)
        try:
            annoy.load(name, prefault=False)
        except OSError as error:
            raise SnowlineError(f"Cannot read {path}: {error}.") from error
        count = part.stop - part.start
        if annoy.get_n_items() != count:
            raise SnowlineError(f"{path} holds {annoy.get_n_items():,} vectors instead of {count:,}.")
        self._annoy.append(annoy)
        width = _NODE_BYTES // 4 + self.entry.dims
        self._items.append(np.memmap(path, np.float32, "r", shape=(count, width))[:, _NODE_BYTES // 4 :])

    def _nearest_cells(self, short: Floats) -> list[tuple[int, int]]:
        """Where the items of the nearest cells begin and end."""
        probes = min(self.entry.probes, len(self._centres))
        if not probes:
            return []
        nearest = np.argpartition(-(self._centres @ short), probes - 1)[:probes]
        return [(int(self._starts[cell]), int(self._starts[cell + 1])) for cell in nearest]


def annoy_name(path: Path, platform: str = sys.platform, short_name: Callable[[str], str] | None = None) -> str | None:
    """The path as Annoy's narrow-character functions understand it, or None where there is no such form.

    Windows reads their bytes in the code page of the country: only plain letters mean the same there, which the short
    (8.3) form of a path has, where the drive keeps one. Elsewhere a path is bytes, but Annoy takes UTF-8 only.
    """
    name = str(path)
    if platform == "win32":
        if not name.isascii():
            name = (short_name or _short_name)(name)
        return name if name.isascii() else None
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return None
    return name


def _short_name(name: str) -> str:
    """GetShortPathNameW; the name itself where the file has no short name."""
    import ctypes

    ask = ctypes.windll.kernel32.GetShortPathNameW  # type: ignore[attr-defined]
    room = ctypes.create_unicode_buffer(32_768)
    return room.value if ask(name, room, len(room)) else name


def expected_bytes(rows: int, dims: int, trees: int) -> int:
    """About how large the Annoy files for so many rows become."""
    return rows * (_NODE_BYTES + 4 * dims + trees * _TREE_BYTES)


def build_files(
    vectors: VectorFile,
    slots: Slots,
    samples: tuple[Floats, Floats | None],
    folder: Path,
    what: What,
    number: int,
    *,
    dims: int,
    trees: int,
    seed: int,
    jobs: int,
    cancel: CancelToken,
    tell: Callable[[float], None],
) -> SegmentEntry:
    """Writes the files of a segment over these `slots` (ascending). `tell` hears which part is done, 0 to 1.

    The numbers by which it is asked are still zero: `build` chooses them.
    """
    dims = min(dims, vectors.dims)
    cancel.check()
    projection = fit(*samples, dims, seed)
    tell(0.15)
    cancel.check()
    centres = _centres(projection.of_rows(samples[0]), len(slots), seed)
    cell = np.empty(len(slots), np.int32)
    for start in range(0, len(slots), _READ_ROWS):
        cancel.check()
        part = slots[start : start + _READ_ROWS]
        cell[start : start + len(part)] = (projection.of_rows(vectors.read(part)) @ centres.T).argmax(axis=1)
    tell(0.3)
    order = np.argsort(cell, kind="stable")
    starts = np.searchsorted(cell[order], np.arange(len(centres) + 1))
    table = slots[order]
    map_file, table_file = folder / file_name(what, number, ".map"), folder / file_name(what, number, ".slots")
    save_arrays(map_file, projection.matrix, projection.mean, centres, starts)
    table.astype(np.int32).tofile(table_file)
    parts = []
    rows_each = max(int(PART_BYTES / (expected_bytes(1000, dims, trees) / 1000)), 1)
    for at, start in enumerate(range(0, len(table), rows_each)):
        stop = min(start + rows_each, len(table))
        path = folder / file_name(what, number, f".{at}.ann")
        _build_part(vectors, table[start:stop], projection, path, trees=trees, seed=seed, jobs=jobs, cancel=cancel)
        parts.append(Part(start, stop, FilePrint.of(path)))
        tell(0.3 + 0.6 * stop / len(table))
    for path in (map_file, table_file):
        sync_file(path)
    return SegmentEntry(
        METRIC, vectors.dims, dims, trees, seed, 0, 0, 0, FilePrint.of(map_file), FilePrint.of(table_file), tuple(parts)
    )


def _build_part(
    vectors: VectorFile,
    slots: Slots,
    projection: Projection,
    path: Path,
    *,
    trees: int,
    seed: int,
    jobs: int,
    cancel: CancelToken,
) -> None:
    name = annoy_name(path.parent)
    if name is None:
        raise SnowlineError(
            f"Annoy cannot write to {path.parent}: its name has letters that Annoy does not know. Search goes on "
            "without it, a little slower."
        )
    annoy = AnnoyIndex(projection.dims, METRIC)
    try:
        annoy.on_disk_build(os.path.join(name, path.name))
        annoy.set_seed(seed)
        add, item = annoy.add_item, 0
        for start in range(0, len(slots), _READ_ROWS):
            cancel.check()
            if start % (_WRITE_BLOCKS * _READ_ROWS) == 0:
                sync_file(path)  # pages that were written back are not this process's own any more
            for row in projection.of_rows(vectors.read(slots[start : start + _READ_ROWS])).tolist():
                add(item, row)
                item += 1
        sync_file(path)
        annoy.build(trees, n_jobs=jobs)
        cancel.check()
    except OSError as error:
        raise SnowlineError(f"Cannot write {path}: {error}. Free some space on that disk and try again.") from error
    finally:
        annoy.unload()
    sync_file(path)


def _centres(sample: Floats, rows: int, seed: int) -> Floats:
    """Centres of about as many cells as each has rows, float32 [cells, dims], unit rows: k-means by cosine."""
    cells = int(np.clip(np.sqrt(rows), 1, min(_LARGEST_CELLS, max(len(sample) // 8, 1))))
    rng = np.random.default_rng(seed)
    centres = sample[rng.choice(len(sample), cells, replace=False)]
    for _ in range(_CELL_ROUNDS):
        nearest = np.concatenate(
            [(sample[at : at + _READ_ROWS] @ centres.T).argmax(axis=1) for at in range(0, len(sample), _READ_ROWS)]
        )
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, sample)
        centres = np.where(np.any(sums, axis=1, keepdims=True), unit(sums), centres)
    return centres.astype(np.float32)


def room_for(folder: Path, rows: int, dims: int = DIMS, trees: int = TREES) -> bool:
    """False where the disk has no room for a segment of so many rows: Annoy's process would be killed half-way."""
    import shutil

    return shutil.disk_usage(folder).free > _SPARE_DISK * expected_bytes(rows, dims, trees) * 4 / 3
