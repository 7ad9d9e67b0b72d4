"""What each ingredient of the fusion is worth, and what moving the relevance line costs and brings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.bench import say
from app.bench._search_metrics import Ranking, rounded
from app.bench._search_report import OURS, Answered, answerable, false_alarms, median_recall
from app.bench._search_truth import EMPTY_KINDS, Asked, Grades
from app.search import weights
from app.search.relevance import lines

# Fields of `Weights` that each ingredient stands for. The line against absent things is left out apart.
INGREDIENTS: Mapping[str, tuple[str, ...]] = {
    "image": ("image", "weakest"),
    "caption": ("caption",),
    "triplet": ("relation",),
    "tag": ("tag",),
    "literal words": ("told", "named"),
}
LINE = "line against absent things"
_SURELY_THERE = 50.0  # log odds
SHIFTS = tuple(round(-1 + 0.25 * step, 2) for step in range(9))
CURVE_NAME = "search-line.svg"


@contextmanager
def left_out(ingredient: str) -> Iterator[None]:
    """Searches inside do without this ingredient: its weights are 0, the others stay as they were fitted."""
    if ingredient == LINE:
        changed: Mapping[str, object] = {"PRESENCE": replace(weights.PRESENCE, base=_SURELY_THERE)}
    else:
        changed = {"WEIGHTS": replace(weights.WEIGHTS, **dict.fromkeys(INGREDIENTS[ingredient], 0.0))}
    before = [
        (module, name, value)
        for module in [module for key, module in sys.modules.items() if key.startswith("app.search")]
        for name in changed
        if (value := getattr(module, name, None)) is getattr(weights, name)
    ]
    try:
        for module, name, _ in before:
            setattr(module, name, changed[name])
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def ablation(ask: Callable[[], Sequence[Answered]]) -> dict[str, object]:
    """The figures with every ingredient, and with each left out in its turn; `ask` asks everything anew."""
    out: dict[str, object] = {"everything": _row(ask())}
    for name in (*INGREDIENTS, LINE):
        say(f"  without {name} ...")
        with left_out(name):
            out[f"without {name}"] = _row(ask())
    return out


def _row(answered: Sequence[Answered]) -> dict[str, float]:
    real = [one for one in answered if one.answerable]
    return {
        "precision@10": rounded(float(np.mean([one.figures[OURS].precision for one in real]))),
        "ndcg@10": rounded(float(np.mean([one.figures[OURS].ndcg for one in real]))),
        "recall_at_line_median": rounded(median_recall(answered)),
        "false_alarms": rounded(false_alarms(answered)),
    }


def curve(answers: Sequence[tuple[Asked, Grades, Ranking, NDArray[np.float64]]]) -> list[dict[str, float]]:
    """Recall at the line, precision of what lies above it, and false alarms for each position of the setting.

    Each answer has its photos, best first, and their scores, as they were listed with the lowest line.
    """
    rows = []
    for shift in SHIFTS:
        likely, maybe = lines(shift)
        recalls, precisions, alarms = [], [], []
        for asked, grades, ranking, scores in answers:
            if asked.kind in EMPTY_KINDS:
                alarms.append(bool((scores >= likely).any()))
            elif answerable(asked, grades):
                known = np.append(grades, np.nan)[ranking[scores >= maybe]]
                known = known[~np.isnan(known)]
                recalls.append(np.count_nonzero(known > 0) / np.count_nonzero(grades > 0))
                precisions.append(float((known > 0).mean()) if len(known) else 1.0)
        rows.append(
            {
                "shift": shift,
                "recall_at_line_median": rounded(float(np.median(recalls))),
                "recall_at_line_mean": rounded(float(np.mean(recalls))),
                "precision_above_line_mean": rounded(float(np.mean(precisions))),
                "false_alarms": rounded(float(np.mean(alarms))),
            }
        )
    return rows


def draw_curve(folder: Path, curves: Mapping[str, Sequence[Mapping[str, float]]]) -> None:
    """Draws recall against false alarms, one line for each half, into `folder`."""
    try:
        import matplotlib
    except ImportError:
        say("No plot: it needs the extra “bench” (matplotlib is missing).")
        return
    matplotlib.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6.4, 4))
    for name, rows in curves.items():
        alarms = [100 * row["false_alarms"] for row in rows]
        recalls = [100 * row["recall_at_line_median"] for row in rows]
        axes.plot(alarms, recalls, marker="o", label=f"{name} half")
        for row, x, y in zip(rows, alarms, recalls, strict=True):
            if row["shift"] in (-1, 0, 1):
                axes.annotate(f"{row['shift']:+.0f}", (x, y), textcoords="offset points", xytext=(4, -12))
    axes.set_xlabel("absent things and nonsense with anything likely, %")
    axes.set_ylabel("right photos above the line, median query, %")
    axes.set_ylim(0, 100)
    axes.set_xlim(left=0)
    axes.legend()
    figure.tight_layout()
    figure.savefig(folder / CURVE_NAME, metadata={"Date": None})
    pyplot.close(figure)
