"""How long a search takes beyond encoding its text, and the least that it could take."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import numpy as np

from app.index.vectors import VectorFile

_READINGS = 7


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes; waste of earlier work is collected before."""
    gc.collect(0)
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def one_reading(vectors: VectorFile) -> float:
    """Seconds in which one thread reads every byte of the image vectors once: no search that looks at every photo can
    take less. The fastest of several passes of a bitwise or."""
    flat = vectors.rows.reshape(-1)
    words = flat[: len(flat) // 8 * 8].view(np.uint64)
    return min(timed(lambda: np.bitwise_or.reduce(words)) for _ in range(_READINGS))
