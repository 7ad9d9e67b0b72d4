"""A library as one search sees it: the photos that can be shown and their vectors, all of the same moment.

A snapshot is replaced as a whole, never changed, so that a search in one thread and a refresh in another do not meet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.domain import SnowlineError
from app.index.base import Floats, Slots
from app.index.exact import ExactIndex
from app.index.generation import Generation, generation_name
from app.library import Library
from app.search.sides import TextSide


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`live` are the slots of the photos that can be shown, ascending; everything in search is counted in positions
    in this array. `everyone` says that the positions are the slots."""

    live: Slots
    everyone: bool
    images: ExactIndex
    texts: ExactIndex

    def __len__(self) -> int:
        return len(self.live)

    def image_scores(self, query: Floats) -> Floats:
        """Dot products of `query`, float32 [dims], with every photo: float32 [len(self)]."""
        scores = self.images.scores(query)
        return scores if self.everyone else scores[self.live]

    def positions(self, slots: Slots) -> tuple[Slots, Slots]:
        """Where these slots (int64 [m]) stand in `live`, and which of the m do: two int64 arrays of one length."""
        if self.everyone:
            there = np.flatnonzero(slots < len(self.live))
            return slots[there], there
        found = np.searchsorted(self.live, slots)
        there = np.flatnonzero(self.live[np.minimum(found, len(self.live) - 1)] == slots) if len(self) else found[:0]
        return found[there], there


def take_snapshot(library: Library, side: TextSide) -> Snapshot:
    """Reads which photos there are now.

    Raises SnowlineError where another pack described the library, or a vector file is damaged.
    """
    described_by = library.pack
    ours = generation_name(side.name, side.version)
    if described_by is not None and described_by != ours:
        raise SnowlineError(
            f"The library in {library.folder} was described by the model pack {described_by}, but {ours} is in use. "
            "Run index again to describe its photos anew."
        )
    # The catalogue is asked first: it never speaks of a row that is not on disk yet, and rows it does not speak of
    # may be cut off by a writer that mends a crash.
    image_rows, text_rows = library.slot_ends()
    live = library.live_slots()
    generation = Generation(library.folder, ours, side.tag_vectors.shape[1])
    generation.refresh(image_rows, text_rows)
    live = live[live < len(generation.images)]
    everyone = len(live) == len(generation.images) and (len(live) == 0 or int(live[-1]) == len(live) - 1)
    return Snapshot(live, everyone, ExactIndex(generation.images), ExactIndex(generation.texts))
