"""How likely photos show what somebody does not want to see: the thing itself, what means nearly the same, and where a
whole kind is meant ("people", "animals") every member of it."""

from __future__ import annotations

import numpy as np

from app.index.base import Slots
from app.search.evidence import Clues, weigh
from app.search.kinds import kind_called
from app.search.members import Members
from app.search.relevance import MAYBE, Scores, relevance
from app.search.sides import TextSide
from app.search.snapshot import Snapshot


class Unwanted:
    """Judges photos for what they must not show. May be used from several threads."""

    def __init__(self, side: TextSide) -> None:
        self._members = Members(side)

    def shown(self, clues: Clues, snapshot: Snapshot, slots: Slots) -> Scores:
        """The probability that the photos at `slots`, int64 [n], ascending, show the phrase of `clues`: float64 [n]."""
        evidence = weigh(clues, snapshot, slots)
        shown = np.maximum(relevance(evidence), evidence.kindred)
        kind = kind_called(clues.phrase)
        return shown if kind is None else np.maximum(shown, self._members.shown(kind, snapshot)[slots])

    def led_to(self, phrase: str, snapshot: Snapshot) -> Slots:
        """The photos that may show a member of the kind that a phrase means: int64, ascending."""
        kind = kind_called(phrase)
        if kind is None:
            return np.empty(0, np.int64)
        return snapshot.only_live(np.flatnonzero(self._members.shown(kind, snapshot) >= MAYBE))
