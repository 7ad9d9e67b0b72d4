"""Hits that are one to a person: the same picture in several forms, the shots of a burst, a raw file and its JPEG."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.index.base import Slots
from app.search.snapshot import Snapshot


class Folded(NamedTuple):
    """The hits that are left, int64 [m], in their order; and how many others each of them stands for, int64 [m]."""

    slots: Slots
    copies: Slots


def fold(slots: Slots, snapshot: Snapshot) -> Folded:
    """Keeps the first photo of each fold group among `slots`, the photos of an answer in its order."""
    return fold_by(slots, snapshot.facts.column("group", slots).astype(np.int64))


def fold_by(slots: Slots, groups: Slots) -> Folded:
    """The same where the group of each photo is known, int64 [n]; 0 for a photo that stands alone."""
    at = np.flatnonzero(groups)
    if len(at) == 0:
        return Folded(slots, np.zeros(len(slots), np.int64))
    group = groups[at]
    first = np.empty(int(group.max()) + 1, np.int64)
    first[group[::-1]] = at[::-1]  # of several entries for one group the last is kept, which is the first photo
    stands = first[group]
    others = np.bincount(stands, minlength=len(slots))
    kept = np.ones(len(slots), np.bool_)
    kept[at[stands != at]] = False
    return Folded(slots[kept], np.maximum(others[kept] - 1, 0))
