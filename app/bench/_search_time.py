"""How long a search takes beyond encoding its text, and the least that it could take."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from app.bench._search_side import RememberingSide
from app.bench.index import bandwidth
from app.bench.library import spread, timed
from app.index.vectors import VectorFile
from app.search.searcher import Searcher

WHOLE = "parse + rank + explain + facets"
LISTED = 50  # photos of an answer that are listed and explained, as the command does


def times(searcher: Searcher, side: RememberingSide, vectors: VectorFile, texts: Sequence[str]) -> dict[str, object]:
    """Milliseconds for different queries, one after the other, whose texts were encoded before. Each is read and judged
    anew: more queries lie between than a search remembers. On a machine that is busy with other things the processor's
    own time tells more than the clock."""

    def mean_ms(total: float) -> float:
        return round(1000 * total / len(texts), 2)

    parts: dict[str, Callable[[str], object]] = {
        "parse": searcher.read,
        "parse + rank": searcher.photo_ids,
        "parse + rank + explain": lambda text: searcher.search(text, limit=LISTED),
        WHOLE: lambda text: searcher.search(text, limit=LISTED, facets=True),
    }
    encoded, seconds = max(side.encoded, 1), side.seconds
    for text in texts:
        parts[WHOLE](text)
    out: dict[str, object] = {}
    for number, (name, part) in enumerate(parts.items(), 1):
        again = [text + " " * number for text in texts]  # means the same, and was never read
        began = time.thread_time()
        taken = [timed(lambda part=part, text=text: part(text)) for text in again]  # type: ignore[misc]
        busy = time.thread_time() - began
        out[name] = {**spread(taken), "mean": mean_ms(sum(taken)), "mean_of_the_processor": mean_ms(busy)}
    whole = float(np.quantile(taken, 0.95))
    least = vectors.rows.nbytes / bandwidth(vectors) / 1e9
    return {
        "queries": len(texts),
        "ms": out,
        "ms_to_encode_a_text": round(1000 * seconds / encoded, 2),
        "texts_encoded_meanwhile": side.encoded - encoded,
        "ms_to_read_the_image_vectors_once": round(1000 * least, 3),
        "p95_to_that": round(whole / least, 1),
    }
