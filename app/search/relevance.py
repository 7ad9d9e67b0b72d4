"""From evidence to one number, and where the relevance line lies. No library, no file and no model is asked here."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from app.domain import Match
from app.index.base import Floats, Slots
from app.search.evidence import Evidence
from app.search.presence import LARGE, Presence, log_size
from app.search.weights import LIKELY, MAYBE, PRESENCE, SHIFT, WEIGHTS

Scores = NDArray[np.float64]

__all__ = [
    "LIKELY",
    "MAYBE",
    "Scores",
    "alone",
    "features",
    "lines",
    "match",
    "present",
    "relevance",
    "shift_for",
    "weighed",
]

_ROUNDED = 1e-6  # by so much a probability may have been rounded
_CHANCE = 0.3  # the centred cosine that the tenth best photo of a large library reaches for four in five absent things


def features(evidence: Evidence) -> dict[str, Floats | float]:
    """What each of the `Weights` is multiplied with, by its name: float32 [n], or one number for all photos."""
    return {
        "base": 1.0,
        "size": log_size(evidence.library) - log_size(LARGE),
        "image": evidence.image,
        "weakest": evidence.weakest,
        "caption": evidence.caption,
        "tag": evidence.tag,
        "told": evidence.told**2,  # all of the words tell; some of them are often a coincidence
        "relation": evidence.relation,
        "named": evidence.named**2,
    }


def presence_features(presence: Presence) -> dict[str, float]:
    """What each of the `PresenceWeights` is multiplied with, by its name."""
    return {
        "base": 1.0,
        "text": presence.text,
        "told": presence.told,
        "nearest_tag": presence.nearest_tag,
        "known": presence.known,
        "spelt": presence.spelt,
        "image": max(presence.image - _CHANCE, 0.0),
    }


def present(presence: Presence) -> float:
    """The log odds that any photo of the library shows the phrase."""
    return float(sum(getattr(PRESENCE, name) * value for name, value in presence_features(presence).items()))


def relevance(evidence: Evidence) -> Scores:
    """The probability that each photo shows the phrase: float64 [n].

    Two questions, both answered by a logistic regression: does the library hold such photos at all, and is this one of
    them. A name that holds the words answers both.
    """
    shown = weighed(features(evidence), WEIGHTS, len(evidence.image))
    there = present(evidence.presence) + WEIGHTS.named * np.asarray(evidence.named, np.float64) ** 2
    scores: Scores = shown / (1 + np.exp(-there))
    return scores


def alone(evidence: Evidence, at: Slots) -> Scores:
    """The probabilities that the photos at these positions, int64 [n], show the phrase, if nothing was known but how
    they look: float64 [n]."""
    start = WEIGHTS.base + WEIGHTS.size * (log_size(evidence.library) - log_size(LARGE))
    image, weakest = (np.asarray(values[at], np.float64) for values in (evidence.image, evidence.weakest))
    shown: Scores = 1 / (1 + np.exp(-(start + WEIGHTS.image * image + WEIGHTS.weakest * weakest)))
    return shown


def weighed(columns: Mapping[str, Floats | float], weights: object, n: int) -> Scores:
    """The probability of each of n photos: the logistic of its columns, each times the weight of its name."""
    # Summed column by column, not as a matrix product, so that equal evidence gives equal scores on any machine.
    odds = np.zeros(n)
    for name, values in columns.items():
        odds += getattr(weights, name) * np.asarray(values, np.float64)
    # Doubles, because the best hits of a large library differ beyond 0.9999999.
    p: Scores = 1 / (1 + np.exp(-odds))
    return p


def lines(shift: float = 0.0) -> tuple[float, float]:
    """The probabilities from which a hit is likely, and maybe; `shift` from -1 (show more) to 1 (show less)."""
    moved = [p / (p + (1 - p) * float(np.exp(-SHIFT * shift))) for p in (LIKELY, MAYBE)]
    return moved[0], moved[1]


def match(p: float, shift: float = 0.0) -> Match:
    """On which side of the lines a probability lies."""
    likely, maybe = lines(shift)
    return Match.LIKELY if p >= likely else Match.MAYBE if p >= maybe else Match.UNLIKELY


def shift_for(score: float, kind: Match) -> float:
    """Where the lines are to be moved so that one just takes in a probability: with `Match.MAYBE` the line below which
    hits are maybes, else the one below which there are none."""
    p = LIKELY if kind is Match.MAYBE else MAYBE
    score = min(max(score * (1 - _ROUNDED), _ROUNDED), 1 - _ROUNDED)
    return float(np.log(score / (1 - score)) - np.log(p / (1 - p))) / SHIFT
