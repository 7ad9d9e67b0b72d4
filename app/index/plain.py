"""Annoy as it comes, for measurements: full vectors, any metric, no re-ranking."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from annoy import AnnoyIndex

from app.index.base import Floats

Metric = Literal["angular", "euclidean", "dot", "hamming", "manhattan"]
METRICS: tuple[Metric, ...] = ("angular", "euclidean", "dot", "hamming", "manhattan")
_READ_ROWS = 8_192


class PlainAnnoy:
    """One Annoy file. `close` lets go of it."""

    def __init__(self, annoy: AnnoyIndex) -> None:
        self._annoy = annoy

    @classmethod
    def build(cls, rows: Floats, path: Path, metric: Metric, trees: int, *, jobs: int, seed: int = 1) -> PlainAnnoy:
        """Builds over float32 [n, dims] (zeros and ones for hamming) into the file `path`."""
        annoy = AnnoyIndex(rows.shape[1], metric)
        annoy.on_disk_build(str(path))
        annoy.set_seed(seed)
        item = 0
        for start in range(0, len(rows), _READ_ROWS):
            for row in rows[start : start + _READ_ROWS].tolist():
                annoy.add_item(item, row)
                item += 1
        annoy.build(trees, n_jobs=jobs)
        return cls(annoy)

    @classmethod
    def load(cls, path: Path, dims: int, metric: Metric) -> PlainAnnoy:
        annoy = AnnoyIndex(dims, metric)
        annoy.load(str(path), prefault=False)
        return cls(annoy)

    def search(self, query: Floats, k: int, search_k: int = -1) -> list[int]:
        """The `k` items that Annoy finds; -1 is its own `search_k`, k x trees."""
        return self._annoy.get_nns_by_vector(query, k, search_k)

    def close(self) -> None:
        self._annoy.unload()
