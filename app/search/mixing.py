"""Several wishes as one: a picture and words ("like this, but at night"), and words of which some count more.

Each wish speaks in log odds, which are linear in the cosines: to average them is to search with the weighted sum of the
picture's and the words' vectors, and takes what captions, tags and names say along. None may say more than `_MOST` for
a photo, nor more than `_LEAST` against it, which is a little more: the example's twin in daylight does not outvote "at
night".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.index.base import Floats
from app.search.relevance import Scores
from app.search.tags import NamedTag

_MOST, _LEAST = 4.0, 6.0  # log odds


def mixed(wishes: Sequence[tuple[Scores, float]]) -> Scores:
    """The probability that photos fulfil all wishes together: of each its probabilities, float64 [n], and weight."""
    total = sum(weight for _, weight in wishes) or 1.0
    odds = sum((weight * _bounded(_log_odds(scores)) for scores, weight in wishes), np.zeros(len(wishes[0][0])))
    together: Scores = 1 / (1 + np.exp(-odds / total))
    return together


def weighted_vector(vectors: Sequence[Floats], weights: Sequence[float]) -> Floats:
    """The sum of unit vectors, float32 [dims] each, times their weights, as a unit vector."""
    total: Floats = np.einsum("wd,w->d", np.stack(vectors), np.asarray(weights, np.float32))
    length = float(np.linalg.norm(total))
    return total / np.float32(length) if length else total


def weighted_tags(tags: Sequence[NamedTag], weights: Sequence[float]) -> tuple[NamedTag, ...]:
    """The tags that a phrase names, with their shares moved to those whose words weigh more; the sum stays."""
    before = sum(tag.share for tag in tags)
    after = sum(tag.share * weight for tag, weight in zip(tags, weights, strict=True))
    if not after:
        return tuple(tags)
    return tuple(
        NamedTag(tag.name, tag.share * weight * before / after) for tag, weight in zip(tags, weights, strict=True)
    )


def _bounded(odds: Scores) -> Scores:
    most: Scores = np.where(odds > 0, _MOST, _LEAST)
    return most * np.tanh(odds / most)


def _log_odds(p: Scores) -> Scores:
    p = np.clip(p, 1e-12, 1 - 1e-12)
    odds: Scores = np.log(p / (1 - p))
    return odds
