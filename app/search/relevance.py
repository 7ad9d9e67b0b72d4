"""From evidence to one number, and where the relevance line lies. No library, no file and no model is asked here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain import Match
from app.index.base import Floats
from app.search.evidence import Evidence

Scores = NDArray[np.float64]

LIKELY, MAYBE = 0.5, 0.2  # probabilities
_SHIFT = 2.0  # log odds by which the setting moves both lines at its ends


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression: what each piece of evidence adds to the log odds that a photo shows the phrase.

    Fitted by `tests/search/relevance_study.py --fit` on the tuning photos, with human captions and labels as the
    truth, over thousands of libraries of 1 to 700 photos drawn from them: some without what is asked for, some with
    nothing else. `named` is set by hand, so that a photo whose name holds all of the words is likely.
    """

    base: float = -3.4
    image: float = 10.5
    outstanding: float = 0.06
    caption: float = 0.5
    tag: float = 0.88
    tag_share: float = 1.56
    kindred: float = 3.6
    told: float = 2.2
    named: float = 4.5


def features(evidence: Evidence) -> dict[str, Floats | float]:
    """What each of the `Weights` is multiplied with, by its name: float32 [n], or one number for all photos."""
    return {
        "base": 1.0,
        "image": evidence.image,
        "outstanding": evidence.outstanding,
        "caption": evidence.caption,
        "tag": evidence.tag,
        "tag_share": evidence.tag_share,
        "kindred": evidence.kindred,
        "told": evidence.told,
        "named": evidence.named,
    }


WEIGHTS = Weights()


def relevance(evidence: Evidence) -> Scores:
    """The probability that each photo shows the phrase: float64 [n]."""
    return weighed(features(evidence), WEIGHTS, len(evidence.image))


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
    moved = [p / (p + (1 - p) * float(np.exp(-_SHIFT * shift))) for p in (LIKELY, MAYBE)]
    return moved[0], moved[1]


def match(p: float, shift: float = 0.0) -> Match:
    """On which side of the lines a probability lies."""
    likely, maybe = lines(shift)
    return Match.LIKELY if p >= likely else Match.MAYBE if p >= maybe else Match.UNLIKELY
