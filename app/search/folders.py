"""Folders to narrow an answer to: how many of its hits are in each, with all that lies below it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.index.base import Slots
from app.library.columns import place_key
from app.search.query.tree import ITSELF
from app.search.snapshot import Snapshot

_MOST = 500  # folders listed inside one
_MANY = 16  # a part of all photos from which marking them is quicker than sorting


@dataclass(frozen=True, slots=True)
class FolderCount:
    """A folder: an absolute path as `in:` takes it, how many hits are in it at any depth, and whether further folders
    with photos lie below it."""

    path: str
    count: int
    inner: bool = False


class FolderCounts:
    """Counts the hits at these slots, int64 [n]; photos with the same number in `groups`, int64 [n], are one hit, those
    with 0, or all without `groups`, each their own."""

    def __init__(self, slots: Slots, snapshot: Snapshot, groups: Slots | None = None) -> None:
        self._snapshot = snapshot
        rows = snapshot.slots
        hits = slots if groups is None else np.where(groups > 0, rows + groups, slots)
        self._hit_of = np.full(rows, -1, np.int64)
        self._hit_of[slots] = hits
        self._end = int(hits.max(initial=-1)) + 1

    def roots(self) -> list[FolderCount]:
        """The folders that a person added and that hold hits."""
        paths = dict.fromkeys(os.fsdecode(root) for root in self._snapshot.library.roots())
        return self._counted(path for path in paths if not any(_is_below(path, other) for other in paths))

    def inside(self, folder: str) -> list[FolderCount]:
        """The folders right inside one that hold hits, by name."""
        names: dict[bytes, None] = {}
        for table, _ in self._snapshot.facts.columns.parts():
            for low, _ in self._snapshot.library.inside(folder):
                names.update(dict.fromkeys(table.names_inside(low, _MOST)))
        return self._counted(os.path.join(folder, os.fsdecode(name)) for name in sorted(names)[:_MOST])

    def of(self, folder: str) -> int:
        """How many hits are in a folder, at any depth; with `ITSELF` behind it, right inside."""
        alone = folder.endswith(ITSELF)
        ranges = self._snapshot.library.inside(folder.removesuffix(ITSELF) or os.sep)
        return self._count([(low, low + b"\0") for low, _ in ranges] if alone else ranges)[0]

    def folder(self, path: str) -> FolderCount:
        """A folder, also one without hits."""
        return FolderCount(path, *self._count(self._snapshot.library.inside(path)))

    def on_drive(self, drive_id: int) -> int:
        """How many hits are on a drive."""
        return self._count([(place_key(drive_id, b""), place_key(drive_id + 1, b""))])[0]

    def _counted(self, paths: Iterable[str]) -> list[FolderCount]:
        return [found for path in paths if (found := self.folder(path)).count]

    def _count(self, ranges: Sequence[tuple[bytes, bytes]]) -> tuple[int, bool]:
        """How many hits have a file in folders with these keys, and whether any of these lies below another."""
        parts: list[Slots] = []
        inner = False
        columns = self._snapshot.facts.columns
        for table, own in columns.parts():
            for low, high in ranges:
                rows, folders = table.filed(low, high)
                inner |= folders > 1 or bool(folders and table.names_inside(low, 1))
                slots = columns.known(rows) if own is None else own[rows]
                hits = self._hit_of[slots[slots < len(self._hit_of)]]
                parts.append(hits[hits >= 0])
        together = np.concatenate(parts) if parts else np.empty(0, np.int64)
        if len(together) * _MANY < self._end:
            return len(np.unique(together)), inner
        seen = np.zeros(self._end, np.bool_)
        seen[together] = True
        return int(np.count_nonzero(seen)), inner


def _is_below(path: str, folder: str) -> bool:
    return path != folder and path.startswith(os.path.join(folder, ""))
