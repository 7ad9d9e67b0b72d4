"""Which photos show members of a whole kind of things: who asks for reptiles means every snake."""

from __future__ import annotations

import weakref
from threading import Lock

import numpy as np

from app.index.base import Floats
from app.library import LiteralField
from app.search.kinds import Kinds
from app.search.sides import TextSide
from app.search.snapshot import Snapshot

SAID: tuple[LiteralField, ...] = ("caption", "tag")
_TOLD = 0.9  # probability that a caption is right which speaks of the thing


class Members:
    """Finds the members of kinds. May be used from several threads."""

    def __init__(self, side: TextSide) -> None:
        self._kinds = Kinds(side)
        self._last: tuple[weakref.ref[Snapshot], str, Floats] | None = None
        self._lock = Lock()

    def shown(self, kind: str, snapshot: Snapshot) -> Floats:
        """The probability that each photo shows a member of a kind, by tags and captions: float32 [slots]. Kept until
        another kind, or another snapshot, is asked."""
        with self._lock:
            if self._last is not None and self._last[0]() is snapshot and self._last[1] == kind:
                return self._last[2]
        shown = np.zeros(snapshot.slots, np.float32)
        for name in self._kinds.tags(kind):
            slots, p = snapshot.facts.tagged(name)
            inside = slots < snapshot.slots
            shown[slots[inside]] = np.maximum(shown[slots[inside]], p[inside])
        if snapshot.library.words_are_ours:
            for word in self._kinds.words(kind):
                for field, slots in snapshot.facts.literal(word).items():
                    if field in SAID:
                        said = slots[slots < snapshot.slots]
                        shown[said] = np.maximum(shown[said], _TOLD)
        with self._lock:
            self._last = (weakref.ref(snapshot), kind, shown)
        return shown
