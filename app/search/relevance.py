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
    nothing else. Two are set by hand. `named`: a photo whose name holds all of the words is likely in any library,
    whatever it shows. `size`: the more photos there are, the more come near by chance; fitted to small and to large
    libraries alone, the base falls by 1.3 from one power of ten to the next, of which most is taken, but not all:
    the large ones had fewer right photos.
    """

    base: float = -2.5
    size: float = -0.8
    image: float = 16.0
    caption: float = 1.6
    tag: float = 0.55
    tag_share: float = 0.32
    kindred: float = 1.3
    told: float = 0.24
    named: float = 8.0


def features(evidence: Evidence) -> dict[str, Floats | float]:
    """What each of the `Weights` is multiplied with, by its name: float32 [n], or one number for all photos."""
    return {
        "base": 1.0,
        "size": log_size(evidence.library),
        "image": evidence.image,
        "caption": evidence.caption,
        "tag": evidence.tag,
        "tag_share": evidence.tag_share,
        "kindred": evidence.kindred,
        "told": evidence.told,
        "named": evidence.named**2,  # all of the words tell; some of them are often a coincidence
    }


def log_size(photos: int) -> float:
    """The power of ten of a library's size, up to 10,000 photos: beyond, a photo's evidence must do."""
    return float(np.log10(min(max(photos, 1), 10_000)))


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
