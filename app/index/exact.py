"""The exact scan: every row of a vector file against the query. The measure for all faster ways, and fast
enough by itself for some hundred thousand photos. Reads a vector file, never writes one.
"""

from __future__ import annotations

import numpy as np

from app.index.base import Floats, Slots, best
from app.index.vectors import VectorFile

_BLOCK_BYTES = 256 * 1024  # of float32 working space: stays in a 512 KB second-level cache next to the int8 rows
_EXACT_FLOAT32 = 2**24  # float32 holds every whole number up to this one
_LARGEST_COMPONENT = 127


class ExactIndex:
    """Scans int8 rows block by block: widen a block to float32 inside the cache, one matrix product, next block.

    The query is rounded to whole numbers, as finely as keeps every partial sum below 2**24 (by Cauchy-Schwarz;
    for 384 dims steps of 1/6700 of its length). All sums are then exact, so a row's score does not depend on the
    order of summation: not on block size, BLAS, threads or `among`, and equal rows have equal scores.

    With `widened`, the rows are kept as float32 from the second scan on, which takes four times the file's room: for
    few rows that are scanned again and again, not for one search and out.
    """

    def __init__(self, vectors: VectorFile, *, widened: bool = False) -> None:
        self.vectors = vectors
        self._widened = widened
        self._wide: Floats | None = None
        self._scanned = False

    def __len__(self) -> int:
        return len(self.vectors)

    def search(self, query: Floats, k: int, among: Slots | None = None) -> tuple[Slots, Floats]:
        """See `Index.search`. Raises IndexError for a slot in `among` that is not there."""
        if among is None:
            return best(self.scores(query), k)
        slots = np.unique(np.asarray(among, np.int64))
        return best(self.scores_among(query, slots), k, slots)

    def scores(self, query: Floats) -> Floats:
        """See `Index.scores`."""
        whole, step = self._whole_numbers(query)
        rows = self.vectors.rows
        again, self._scanned = self._scanned, True
        if self._widened and again:
            wide = self._wide
            if wide is None or len(wide) != len(rows):
                self._wide = wide = rows.astype(np.float32)
            products: Floats = np.einsum("nd,d->n", wide, whole)  # in one thread: waking others takes as long
            products *= self.vectors.scales
            products *= step
            return products
        out = np.empty(len(rows), np.float32)
        per_block = self._rows_per_block()
        wide = np.empty((per_block, self.vectors.stride), np.float32)
        for at in range(0, len(rows), per_block):
            part = rows[at : at + per_block]
            block = wide[: len(part)]
            np.copyto(block, part)
            np.matmul(block, whole, out=out[at : at + len(part)])
        out *= self.vectors.scales
        out *= step
        return out

    def scores_among(self, query: Floats, slots: Slots) -> Floats:
        """The dot product of `query`, float32 [dims], with the rows at `slots`, int64 [m]: float32 [m]."""
        one: Floats = self.scores_among_each(np.asarray(query)[None], slots)[0]
        return one

    def scores_among_each(self, queries: Floats, slots: Slots) -> Floats:
        """See `Index.scores_among_each`: the rows are fetched once, which takes longer than the sums."""
        if len(slots) and (slots.min() < 0 or slots.max() >= len(self)):
            raise IndexError(f"{self.vectors.path.name} has {len(self)} rows; slot {slots.max()} was asked for")
        each = [self._whole_numbers(query) for query in queries]
        whole = each[0][0][:, None] if len(each) == 1 else np.stack([numbers for numbers, _ in each], axis=1)
        rows = self.vectors.rows
        out = np.empty((len(slots), len(each)), np.float32)
        per_block = min(self._rows_per_block(), len(slots))
        picked = np.empty((per_block, self.vectors.stride), np.int8)
        wide = np.empty((per_block, self.vectors.stride), np.float32)
        for at in range(0, len(slots), per_block or 1):
            part = slots[at : at + per_block]
            narrow, block, products = picked[: len(part)], wide[: len(part)], out[at : at + len(part)]
            rows.take(part, axis=0, out=narrow, mode="clip")  # checked above; any other mode copies twice
            np.copyto(block, narrow)
            np.matmul(block, whole, out=products)
            products *= narrow.view("<f4")[:, :1]
        out *= np.array([step for _, step in each], np.float32)
        return np.ascontiguousarray(out.T)

    def _rows_per_block(self) -> int:
        return max(_BLOCK_BYTES // (4 * self.vectors.stride), 16)

    def _whole_numbers(self, query: Floats) -> tuple[Floats, np.float32]:
        """The query as whole numbers, float32 [stride], and the step that turns them back.

        The four bytes of a row's scale meet zeros, which is cheaper than leaving them out of a block.
        """
        query = np.asarray(query, np.float32)
        dims = self.vectors.dims
        if query.shape != (dims,):
            raise ValueError(f"expected a query of {dims} numbers, got shape {list(query.shape)}")
        # Rounding may lengthen a query by half a step a dimension.
        longest = _EXACT_FLOAT32 / (_LARGEST_COMPONENT * dims**0.5) - 0.5 * dims**0.5
        length = float(np.linalg.norm(query.astype(np.float64)))
        step = np.float32((length or 1.0) / longest)
        whole = np.zeros(self.vectors.stride, np.float32)
        whole[4 : 4 + dims] = np.rint(query / step)
        return whole, step
