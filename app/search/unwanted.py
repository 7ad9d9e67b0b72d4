"""How likely photos show what somebody does not want to see: the thing itself, what means nearly the same, and where a
whole kind is meant ("people", "animals") every member of it."""

from __future__ import annotations

import weakref
from threading import Lock

import numpy as np

from app.index.base import Floats, Slots
from app.search.evidence import SAID, Clues, weigh
from app.search.kinds import Kinds, kind_called
from app.search.relevance import MAYBE, Scores, relevance
from app.search.sides import TextSide
from app.search.snapshot import Snapshot

_SAID = 0.9  # probability that a caption is right which speaks of the thing


class Unwanted:
    """Judges photos for what they must not show. May be used from several threads."""

    def __init__(self, side: TextSide) -> None:
        self._kinds = Kinds(side)
        self._of: weakref.ref[Snapshot] | None = None
        self._members: dict[str, Floats] = {}
        self._lock = Lock()

    def shown(self, clues: Clues, snapshot: Snapshot, slots: Slots) -> Scores:
        """The probability that the photos at `slots`, int64 [n], ascending, show the phrase of `clues`: float64 [n]."""
        evidence = weigh(clues, snapshot, slots)
        shown = np.maximum(relevance(evidence), evidence.kindred)
        kind = kind_called(clues.phrase)
        return shown if kind is None else np.maximum(shown, self._kind(kind, snapshot)[slots])

    def led_to(self, phrase: str, snapshot: Snapshot) -> Slots:
        """The photos that may show a member of the kind that a phrase means: int64, ascending."""
        kind = kind_called(phrase)
        if kind is None:
            return np.empty(0, np.int64)
        return snapshot.only_live(np.flatnonzero(self._kind(kind, snapshot) >= MAYBE))

    def _kind(self, kind: str, snapshot: Snapshot) -> Floats:
        """The probability that each photo shows a member of a kind, by tags and captions: float32 [slots]. Kept until
        another snapshot is asked."""
        with self._lock:
            if self._of is not None and self._of() is snapshot and kind in self._members:
                return self._members[kind]
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
                        shown[said] = np.maximum(shown[said], _SAID)
        with self._lock:
            if self._of is None or self._of() is not snapshot:
                self._of, self._members = weakref.ref(snapshot), {}
            self._members[kind] = shown
        return shown
