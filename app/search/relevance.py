"""From evidence to one number, and where the relevance line lies. No library, no file and no model is asked here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.domain import Match
from app.index.base import Floats
from app.search.evidence import Evidence

LIKELY, MAYBE = 0.5, 0.2  # probabilities
_SHIFT = 2.0  # log odds by which the setting moves both lines at its ends


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression: the log odds that a photo shows what a phrase asks for."""

    base: float = -3.4
    image: float = 10.5
    outstanding: float = 0.06
    caption: float = 0.5
    tag: float = 0.88
    tag_share: float = 1.56
    kindred: float = 3.6
    told: float = 2.2
    named: float = 4.5


def relevance(evidence: Evidence, weights: Weights = Weights()) -> Floats:
    """The probability that each photo shows the phrase: float32 [n]."""
    odds = (
        weights.base
        + weights.image * evidence.image
        + weights.outstanding * evidence.outstanding
        + weights.caption * evidence.caption
        + weights.tag * evidence.tag
        + weights.tag_share * evidence.tag_share
        + weights.kindred * evidence.kindred
        + weights.told * evidence.told
        + weights.named * evidence.named
    )
    return probability(odds)


def probability(odds: Floats) -> Floats:
    """The logistic function."""
    p: Floats = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return p


def lines(shift: float = 0.0) -> tuple[float, float]:
    """The probabilities from which a hit is likely, and maybe; `shift` from -1 (show more) to 1 (show less)."""
    moved = [p / (p + (1 - p) * float(np.exp(-_SHIFT * shift))) for p in (LIKELY, MAYBE)]
    return moved[0], moved[1]


def match(p: float, shift: float = 0.0) -> Match:
    """On which side of the lines a probability lies."""
    likely, maybe = lines(shift)
    return Match.LIKELY if p >= likely else Match.MAYBE if p >= maybe else Match.UNLIKELY
