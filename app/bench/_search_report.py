"""Answers to many queries as figures: aims, means with intervals for each kind and way of searching, false alarms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.bench._search_metrics import Figures, Ranking, among, figures, interval, rounded, summary
from app.bench._search_truth import EMPTY_KINDS, LEAST_RELEVANT, Asked, Grades

OURS = "snowline"
BASELINES = ("image", "caption", "literal")
GIVEN = "image, filters given"  # image vectors, handed the photos that the filters leave, and the words without them
WAYS = (OURS, *BASELINES, GIVEN)
LABEL_LIKE = ("label",)
PRECISION, MARGIN, ALARMS, RECALL, SAME, MILLISECONDS = 0.90, 0.15, 0.10, 0.60, 0.95, 15.0


@dataclass(frozen=True, slots=True)
class Answered:
    """One query with what each way of searching listed. `likely` tells whether ours called any photo likely, `above`
    how many came above its line; `figures` are empty where nothing can be measured."""

    asked: Asked
    grades: Grades
    listed: Mapping[str, Ranking]
    likely: bool
    above: int
    figures: Mapping[str, Figures] = field(default_factory=dict)

    @property
    def answerable(self) -> bool:
        return answerable(self.asked, self.grades)


def answerable(asked: Asked, grades: Grades) -> bool:
    """Whether enough right photos are known for a query."""
    least = 1 if asked.kind == "name" else LEAST_RELEVANT
    return asked.kind not in EMPTY_KINDS and int(np.count_nonzero(grades > 0)) >= least


def measured(ranking: Ranking, grades: Grades) -> Figures:
    """The figures of a list; a photo numbered -1 is none of the photo sets', so nobody knows of it."""
    return figures(ranking, np.append(grades, np.nan))


def aims(answered: Sequence[Answered]) -> dict[str, object]:
    """What is aimed at, and whether it holds here; what no query tells is left out."""
    real = [one for one in answered if one.answerable]
    labels = [one.figures[OURS].precision for one in real if one.asked.kind in LABEL_LIKE]
    out: dict[str, object] = {}
    if labels:
        out["precision@10, label-like"] = aim(float(np.mean(labels)), PRECISION)
    if real:
        ndcg = {name: float(np.mean([one.figures[name].ndcg for one in real])) for name in (OURS, *BASELINES)}
        best = max(BASELINES, key=lambda name: ndcg[name])
        out[f"nDCG@10 above the best baseline ({best})"] = aim(ndcg[OURS] - ndcg[best], MARGIN)
        out["relevant photos above the line, median query"] = aim(median_recall(answered), RECALL)
    if any(one.asked.kind in EMPTY_KINDS for one in answered):
        out["absent things and nonsense with any likely hit"] = aim(false_alarms(answered), ALARMS, at_most=True)
    return out


def aim(value: float, limit: float, *, at_most: bool = False) -> dict[str, object]:
    """A figure beside what it should be."""
    met = value <= limit if at_most else value >= limit
    return {"value": rounded(value), "at_most" if at_most else "at_least": limit, "met": bool(met)}


def false_alarms(answered: Sequence[Answered]) -> float:
    """The part of the queries without an answer for which something is likely."""
    return float(np.mean([one.likely for one in answered if one.asked.kind in EMPTY_KINDS]))


def median_recall(answered: Sequence[Answered]) -> float:
    """The part of the right photos that lie above the line, for the median query."""
    return float(np.median([one.figures[OURS].recall for one in answered if one.answerable]))


def tables(answered: Sequence[Answered], seed: int) -> dict[str, object]:
    """Means with intervals of every way of searching, for all queries and for each kind, and the false alarms."""
    real = [one for one in answered if one.answerable]
    kinds = dict.fromkeys(one.asked.kind for one in real)
    return {
        "all_answerable": _ways(real, seed),
        "by_kind": {kind: _ways([one for one in real if one.asked.kind == kind], seed) for kind in kinds},
        "false_alarms": {
            kind: _alarms([one for one in answered if one.asked.kind in chosen], seed)
            for kind, chosen in {"all": EMPTY_KINDS, **{kind: (kind,) for kind in EMPTY_KINDS}}.items()
        },
    }


def never_trained(answered: Sequence[Answered], untrained: NDArray[np.bool_], seed: int) -> dict[str, object]:
    """The same figures as if the answers held only photos that the pack was never trained on."""
    chosen = np.append(untrained, False)
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in WAYS}
    for one in answered:
        grades = np.where(untrained, one.grades, np.nan)
        if not answerable(one.asked, grades):
            continue
        for name, ranking in one.listed.items():
            rows[name].append(measured(among(ranking, chosen), grades).as_row)
    return {"photos": int(untrained.sum()), **{name: summary(some, seed) for name, some in rows.items()}}


def counts(answered: Sequence[Answered]) -> dict[str, object]:
    """How many queries there are of each kind, and which cannot be judged for want of right photos."""
    kinds = dict.fromkeys(one.asked.kind for one in answered)
    return {
        "all": len(answered),
        **{kind: sum(one.asked.kind == kind for one in answered) for kind in kinds},
        "too_few_right_photos": [
            one.asked.text for one in answered if one.asked.kind not in EMPTY_KINDS and not one.answerable
        ],
    }


def line(one: Answered) -> dict[str, object]:
    """One query for whoever looks for what went wrong."""
    return {
        "text": one.asked.text,
        "kind": one.asked.kind,
        "right": int(np.count_nonzero(one.grades > 0)),
        "above": one.above,
        "likely": one.likely,
        **{name: {key: rounded(value) for key, value in found.as_row.items()} for name, found in one.figures.items()},
    }


def _ways(answered: Sequence[Answered], seed: int) -> dict[str, object]:
    return {name: summary([one.figures[name].as_row for one in answered], seed) for name in WAYS}


def _alarms(answered: Sequence[Answered], seed: int) -> dict[str, object]:
    """The part of the queries for which something is likely, or listed at all; image vectors alone always list."""
    out: dict[str, object] = {"queries": len(answered)}
    for name, values in {
        f"{OURS}, likely": [one.likely for one in answered],
        f"{OURS}, likely or maybe": [one.above > 0 for one in answered],
        **{name: [len(one.listed[name]) > 0 for one in answered] for name in BASELINES},
    }.items():
        low, high = interval(np.array(values, np.float64), seed)
        out[name] = {"mean": rounded(float(np.mean(values))), "low": rounded(low), "high": rounded(high)}
    return out
