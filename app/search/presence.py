"""How a phrase fares in a whole library: what tells a rare thing from the best of nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.index.base import Floats, Slots

LARGE = 20_000  # photos; the weights were fitted to a library of so many
# Which of the best texts and photos speaks for a phrase being there at all: one may be there by chance.
_TEXT_RANK, _TEXTS_EACH = 3, 3_000
IMAGE_RANK, _PHOTOS_EACH = 10, 2_000
_ENOUGH_TOLD = 50  # photos said to show it, of `LARGE`: more say nothing more


@dataclass(frozen=True, slots=True)
class Presence:
    """How a phrase fares in the whole library, whatever is filtered out later.

    `text` and `image` are the centred cosines of the third best caption or triplet and of the tenth best photo (of the
    best, in small libraries); `told` is the logarithm of how many photos' captions and sure tags name all of its
    things, as if there were 20,000 photos; `nearest_tag` the cosine of the tag that means most nearly the same: what
    can be named so well would have been; `known` the part of its things that any tag's name, caption or sure tag holds,
    and `spelt` the part of its words that the text encoder knows as words at all.
    """

    text: float
    image: float
    told: float
    nearest_tag: float
    known: float
    spelt: float


def best_text(scores: Floats, texts: int) -> float:
    """See `Presence.text`, given the centred cosines of all texts, or of the best, out of so many."""
    return _ranked(scores, _rank(texts, _TEXT_RANK, _TEXTS_EACH))


def best_look(scores: Floats, photos: int) -> float:
    """See `Presence.image`, given the centred cosines of all photos, or of the best, out of so many."""
    return _ranked(scores, _rank(photos, IMAGE_RANK, _PHOTOS_EACH))


def told_of_all(told: Collection[Slots], slots: int, photos: int) -> float:
    """See `Presence.told`, given where each thing is named, slots below `slots`, in a library of so many photos."""
    count: NDArray[np.uint8] = np.zeros(slots, np.uint8)
    for where in told:
        count[where] += 1
    whole = int(np.count_nonzero(count == len(told))) if told else 0
    part = whole * LARGE / min(max(photos, 1), LARGE)
    return float(np.log1p(min(part, _ENOUGH_TOLD)))


def log_size(photos: int) -> float:
    """The power of ten of a library's size, up to 10,000 photos: beyond, a photo's evidence must do."""
    return float(np.log10(min(max(photos, 1), 10_000)))


def _rank(count: int, most: int, each: int) -> int:
    """Which of the best of `count` is looked at: one for every `each`, at least the first, at most the `most`th."""
    return min(max(round(count / each), 1), most)


def _ranked(scores: Floats, rank: int) -> float:
    """The score at this rank, from 1; of the worst, where there are fewer; 0 where there are none."""
    if not len(scores):
        return 0.0
    at = max(len(scores) - rank, 0)
    return float(np.partition(scores, at)[at])
