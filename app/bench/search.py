"""`bench search`: how good the search is, judged like a search engine, beside three simpler ways to search.

docs/search-evaluation.md tells how the queries were written, how it is known which photos are right, and what each
figure means. Queries of the tuning half may be looked at one by one (`--verbose`); of the reporting half only figures
are ever shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.bench import say
from app.bench._search_library import Baselines, Shelf, kept_library
from app.bench._search_metrics import Figures, Ranking, among, figures, interval, rounded, summary
from app.bench._search_photos import places, samples_of
from app.bench._search_side import RememberingSide
from app.bench._search_truth import EMPTY_KINDS, LEAST_RELEVANT, Asked, Grades, Truth, fitting, load_queries
from app.domain import Match, SnowlineError
from app.library import Library
from app.search.searcher import Searcher
from app.search.snapshot import take_snapshot
from app.vision.pack import TextSide

HELP = "The search: precision, nDCG, recall and false alarms on a hand-made query set, beside three baselines; time."

OURS = "snowline"
BASELINES = ("image", "caption", "literal")
GIVEN = "image, filters given"  # image vectors, handed the photos that the filters leave, and the words without them
WAYS = (OURS, *BASELINES, GIVEN)
HALVES = ("tuning", "reporting")
LABEL_LIKE = ("label",)
NEVER_TRAINED = ("dev", "held")


@dataclass(frozen=True, slots=True)
class Answered:
    """One query with what each way of searching listed; `likely` tells whether ours called anything likely."""

    asked: Asked
    grades: Grades
    listed: Mapping[str, Ranking]
    likely: bool
    above: int
    figures: Mapping[str, Figures] = field(default_factory=dict)

    @property
    def answerable(self) -> bool:
        least = 1 if self.asked.kind == "name" else LEAST_RELEVANT
        return self.asked.kind not in EMPTY_KINDS and int(np.count_nonzero(self.grades > 0)) >= least


def run(
    shared: Path | None,
    seed: int,
    half: str = "both",
    library: Path | None = None,
    verbose: bool = False,
) -> dict[str, object]:
    """Asks everything of the kept library of all photo sets, or of `library`, one that was indexed from them.

    `half` is tuning, reporting or both. With `verbose` each query of the tuning half is listed.
    """
    if half not in (*HALVES, "both"):
        raise SnowlineError(f"There is no half called “{half}”: choose tuning, reporting or both.")
    samples = samples_of(shared)
    assert shared is not None
    placed = places(samples)
    folder = library or kept_library(shared, placed)
    halves = HALVES if half == "both" else (half,)
    queries = [asked for asked in load_queries() if asked.half in halves]
    with Library.open_current(folder) as opened:
        side = RememberingSide(TextSide.load())
        searcher = Searcher(opened, side)
        snapshot = take_snapshot(opened, side)
        shelf = Shelf(opened, placed, snapshot.slots)
        say(f"Asking {len(queries)} queries of {len(searcher):,} photos ...")
        bench = Bench(searcher, side, shelf, Truth(samples, shelf.facts), Baselines(snapshot, shelf))
        answered = [bench.ask(asked) for asked in queries]
        untrained = np.array([one.split in NEVER_TRAINED for one in samples])
        out: dict[str, object] = {
            "photos": len(searcher),
            "of_the_photo_sets": int(shelf.present.sum()),
            "queries": {name: _counts([one for one in answered if one.asked.half == name]) for name in halves},
        }
        for name in halves:
            some = [one for one in answered if one.asked.half == name]
            out[name] = {
                "aims": aims(some),
                **tables(some, seed),
                "photos_never_trained_on": never_trained(some, untrained, seed),
            }
        if verbose and "tuning" in halves:
            out["tuning_queries"] = [_line(one) for one in answered if one.asked.half == "tuning"]
        return out


class Bench:
    """Asks queries of one library in every way there is."""

    def __init__(
        self, searcher: Searcher, side: RememberingSide, shelf: Shelf, truth: Truth, baselines: Baselines
    ) -> None:
        self._searcher, self._side, self._shelf = searcher, side, shelf
        self._truth, self._baselines = truth, baselines

    def typed(self, asked: Asked) -> str:
        """What is typed: the folder of the photos stands where the query set says {photos}."""
        assert self._shelf.photos is not None
        return asked.text.replace("{photos}", str(self._shelf.photos))

    def ask(self, asked: Asked) -> Answered:
        """Asks one query in all ways."""
        grades = self._truth.grades(asked)
        grades[~self._shelf.present] = np.nan
        answer = self._searcher.search(self.typed(asked), limit=len(self._searcher))
        listed = {OURS: np.array([self._shelf.by_path.get(hit.path, -1) for hit in answer.hits], np.int64)}
        words = asked.text.removeprefix("name:") if asked.kind == "name" else asked.words
        everyone = np.ones(len(grades), np.bool_)
        allowed = everyone
        if asked.only and asked.kind != "name":
            allowed = np.array([one is not None and fitting(one, dict(asked.only)) != 0 for one in self._shelf.facts])
        typed = self.typed(asked)
        vector = self._side.encode_texts([typed])[0]
        listed["image"] = self._baselines.image(vector, everyone)
        listed["caption"] = self._baselines.caption(vector, everyone)
        listed["literal"] = self._baselines.literal(words if asked.kind == "name" else typed, everyone)
        listed[GIVEN] = self._baselines.image(self._side.encode_texts([words or typed])[0], allowed)
        answered = Answered(asked, grades, listed, any(hit.match is Match.LIKELY for hit in answer.hits), answer.total)
        if not answered.answerable:
            return answered
        measured = {name: _measured(ranking, grades) for name, ranking in listed.items()}
        return Answered(asked, grades, listed, answered.likely, answer.total, measured)


def _measured(ranking: Ranking, grades: Grades) -> Figures:
    """The figures of a list; a photo numbered -1 is none of the photo sets', so nobody knows of it."""
    return figures(ranking, np.append(grades, np.nan))


def aims(answered: Sequence[Answered]) -> dict[str, object]:
    """What was promised, and whether it holds here."""
    real = [one for one in answered if one.answerable]
    labels = [one.figures[OURS].precision for one in real if one.asked.kind in LABEL_LIKE]
    ndcg = {name: float(np.mean([one.figures[name].ndcg for one in real])) for name in (OURS, *BASELINES)}
    best = max(BASELINES, key=lambda name: ndcg[name])
    empty = [one.likely for one in answered if one.asked.kind in EMPTY_KINDS]
    return {
        "precision@10, label-like": _aim(float(np.mean(labels)), 0.90),
        f"nDCG@10 above the best baseline ({best})": _aim(ndcg[OURS] - ndcg[best], 0.15),
        "absent things and nonsense with any likely hit": _aim(float(np.mean(empty)), 0.10, at_most=True),
        "relevant photos above the line, median query": _aim(
            float(np.median([one.figures[OURS].recall for one in real])), 0.60
        ),
    }


def _aim(value: float, aim: float, *, at_most: bool = False) -> dict[str, object]:
    met = value <= aim if at_most else value >= aim
    return {"value": rounded(value), "at_most" if at_most else "at_least": aim, "met": bool(met)}


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


def _ways(answered: Sequence[Answered], seed: int) -> dict[str, object]:
    return {name: summary([one.figures[name].as_row for one in answered], seed) for name in WAYS}


def _alarms(answered: Sequence[Answered], seed: int) -> dict[str, object]:
    """The share of queries for which something is likely, or (any) listed; image vectors alone always list."""
    out: dict[str, object] = {"queries": len(answered)}
    for name, values in {
        f"{OURS}, likely": [one.likely for one in answered],
        f"{OURS}, likely or maybe": [one.above > 0 for one in answered],
        **{name: [len(one.listed[name]) > 0 for one in answered] for name in BASELINES},
    }.items():
        low, high = interval(np.array(values, np.float64), seed)
        out[name] = {"mean": rounded(float(np.mean(values))), "low": rounded(low), "high": rounded(high)}
    return out


def never_trained(answered: Sequence[Answered], untrained: NDArray[np.bool_], seed: int) -> dict[str, object]:
    """The same figures as if only photos that the pack was never trained on had been looked at."""
    chosen = np.append(untrained, False)
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in WAYS}
    for one in answered:
        if not one.answerable:
            continue
        grades = np.where(untrained, one.grades, np.nan)
        if np.count_nonzero(grades > 0) < LEAST_RELEVANT:
            continue
        for name, ranking in one.listed.items():
            rows[name].append(_measured(among(ranking, np.append(one.grades, np.nan), chosen)[0], grades).as_row)
    return {"photos": int(untrained.sum()), **{name: summary(some, seed) for name, some in rows.items()}}


def _counts(answered: Sequence[Answered]) -> dict[str, object]:
    """How many queries there are of each kind, and which cannot be judged for want of right photos."""
    kinds = dict.fromkeys(one.asked.kind for one in answered)
    return {
        "all": len(answered),
        **{kind: sum(one.asked.kind == kind for one in answered) for kind in kinds},
        "too_few_right_photos": [
            one.asked.text for one in answered if one.asked.kind not in EMPTY_KINDS and not one.answerable
        ],
    }


def _line(one: Answered) -> dict[str, Any]:
    """One query for whoever looks for what went wrong."""
    return {
        "text": one.asked.text,
        "kind": one.asked.kind,
        "right": int(np.count_nonzero(one.grades > 0)),
        "above": one.above,
        "likely": one.likely,
        **{name: {key: rounded(value) for key, value in found.as_row.items()} for name, found in one.figures.items()},
    }
