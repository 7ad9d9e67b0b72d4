"""How good one answer is, and many of them. Photos of which nobody knows are left out of a list before it is measured
(condensed lists, Sakai 2007); nDCG with gain 2^grade - 1 (Burges et al. 2005)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FIRST = 10
_SAMPLES = 2_000  # bootstrap samples
_DISCOUNT = 1 / np.log2(np.arange(2, FIRST + 2))

Grades = NDArray[np.float64]
Ranking = NDArray[np.int64]  # numbers of photos, best first


@dataclass(frozen=True, slots=True)
class Figures:
    """One answer. `precision` of the first ten, of as many as there are right photos where those are fewer; `recall` of
    all that is listed; `unknown` is the part of the first ten listed that nobody can judge."""

    precision: float
    ndcg: float
    recall: float
    mrr: float
    unknown: float

    @property
    def as_row(self) -> dict[str, float]:
        return {
            "precision@10": self.precision,
            "ndcg@10": self.ndcg,
            "recall_at_line": self.recall,
            "mrr": self.mrr,
            "unknown@10": self.unknown,
        }


def figures(ranking: Ranking, grades: Grades) -> Figures:
    """The figures of the photos listed, best first, for what is known of each photo of the library: float64 [n].

    Some photo must be right.
    """
    listed = grades[ranking]
    known = listed[~np.isnan(listed)]
    right = int(np.count_nonzero(grades > 0))
    first = known[:FIRST]
    gains = 2.0**first - 1
    best = 2.0 ** np.sort(grades[grades > 0])[::-1][:FIRST] - 1
    found = np.flatnonzero(known > 0)
    return Figures(
        precision=float(np.count_nonzero(first > 0)) / min(FIRST, right),
        ndcg=float(gains @ _DISCOUNT[: len(gains)]) / float(best @ _DISCOUNT[: len(best)]),
        recall=float(np.count_nonzero(known > 0)) / right,
        mrr=1.0 / (1 + int(found[0])) if len(found) else 0.0,
        unknown=float(np.isnan(listed[:FIRST]).mean()) if len(listed) else 0.0,
    )


def among(ranking: Ranking, chosen: NDArray[np.bool_]) -> Ranking:
    """The same answer as if only the `chosen` photos, bool [n], were there."""
    return ranking[chosen[ranking]]


def summary(rows: Sequence[Mapping[str, float]], seed: int) -> dict[str, object]:
    """Mean of each figure over queries, with the 95 % interval of a bootstrap over queries, and the median recall."""
    if not rows:
        return {"queries": 0}
    out: dict[str, object] = {"queries": len(rows)}
    for name in rows[0]:
        values = np.array([row[name] for row in rows])
        low, high = interval(values, seed)
        out[name] = {"mean": rounded(values.mean()), "low": rounded(low), "high": rounded(high)}
        if name == "recall_at_line":
            out["recall_at_line_median"] = rounded(np.median(values))
    return out


def interval(values: NDArray[np.float64], seed: int) -> tuple[float, float]:
    """The 95 % interval of the mean by bootstrap."""
    rng = np.random.default_rng(seed)
    means = values[rng.integers(len(values), size=(_SAMPLES, len(values)))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)


def rounded(value: float) -> float:
    return round(float(value), 4)
