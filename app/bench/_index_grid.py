"""The published evaluation repeated: five metrics of Annoy, five numbers of trees; recall, size, build, latency."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from app.bench import machine, say
from app.bench._enlarged import Floats, enlarged, queries
from app.index.base import Slots
from app.index.plain import METRICS, Metric, PlainAnnoy

TREES = (10, 25, 50, 75, 100)
K = 10
_ASKED = 400
_PLOTTED = (
    ("recall", "recall@10 against the exact neighbours of the same metric"),
    ("mb", "size on disk, MB"),
    ("build_seconds", "build time, seconds"),
    ("ms_median", "median time of a query, ms"),
)


def measure_grid(shared: Path | None, seed: int, n: int, asked: int, plots: Path | None) -> dict[str, object]:
    """One row for each metric and number of trees, on `n` text vectors of 384 numbers, with Annoy's own search_k.

    `recall` is against the exact neighbours by the metric itself, `recall_of_cosine` against those by cosine. For
    hamming the vectors are the 384 signs. With `plots`, a page and one plot for each figure are written there.
    """
    rows = np.concatenate(list(enlarged("texts", n, seed, shared)))
    found = queries("texts", min(asked, _ASKED), seed, shared)
    cosine = _neighbours(rows, found, "angular")
    table: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="snowline-bench-") as place:
        for metric in METRICS:
            say(f"{metric} ...")
            mine, ask = (_signs(rows), _signs(found)) if metric == "hamming" else (rows, found)
            truth = _neighbours(mine, ask, metric)
            for trees in TREES:
                table.append(_row(Path(place) / "grid.ann", metric, trees, mine, ask, truth, cosine))
    out: dict[str, object] = {"vectors": n, "dims": rows.shape[1], "queries": len(found), "k": K, "grid": table}
    if plots is not None:
        plots.mkdir(parents=True, exist_ok=True)
        _write_page(plots, n, len(found), table)
        _draw(plots, table)
    return out


def _row(
    path: Path, metric: Metric, trees: int, rows: Floats, asked: Floats, truth: Slots, cosine: Slots
) -> dict[str, Any]:
    began = time.perf_counter()
    index = PlainAnnoy.build(rows, path, metric, trees, jobs=os.cpu_count() or 1)
    built = time.perf_counter() - began
    hits, near, seconds = [], [], []
    for query, true, cos in zip(asked, truth, cosine, strict=True):
        began = time.perf_counter()
        slots = index.search(query, K)
        seconds.append(time.perf_counter() - began)
        hits.append(len(np.intersect1d(slots, true)) / K)
        near.append(len(np.intersect1d(slots, cos)) / K)
    index.close()
    size = path.stat().st_size
    path.unlink()
    ms = np.array(seconds) * 1000
    return {
        "metric": metric, "trees": trees, "recall": round(float(np.mean(hits)), 4),
        "recall_of_cosine": round(float(np.mean(near)), 4), "mb": round(size / 1e6, 1),
        "build_seconds": round(built, 2), "ms_median": round(float(np.median(ms)), 3),
        "ms_p95": round(float(np.quantile(ms, 0.95)), 3),
    }  # fmt: skip


def _signs(vectors: Floats) -> Floats:
    return (vectors > 0).astype(np.float32)


def _neighbours(rows: Floats, asked: Floats, metric: Metric) -> Slots:
    """The true neighbours by the metric, int64 [q, K]."""
    out = np.empty((len(asked), K), np.int64)
    lengths = np.einsum("ij,ij->i", rows, rows)
    for at, query in enumerate(asked):
        if metric == "manhattan":
            away = _manhattan(rows, query)
        elif metric in ("euclidean", "hamming"):  # of zeros and ones the squared distance is the number that differ
            away = lengths - 2 * (rows @ query)
        elif metric == "angular":
            away = -(rows @ query) / np.sqrt(lengths)
        else:
            away = -(rows @ query)
        out[at] = np.argpartition(away, K - 1)[:K]
    return out


def _manhattan(rows: Floats, query: Floats) -> Floats:
    away = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), 4096):
        away[start : start + 4096] = np.abs(rows[start : start + 4096] - query).sum(axis=1)
    return away


def _write_page(folder: Path, n: int, asked: int, table: list[dict[str, Any]]) -> None:
    taken = machine()
    lines = [
        "# Annoy, five metrics and five numbers of trees",
        "",
        f"{n:,} text vectors of 384 numbers (real captions), {asked} held-out captions as queries, k = {K}, Annoy's",
        "own `search_k` (k x trees), no re-ranking. Recall is against the exact neighbours by the same metric; in",
        "brackets against those by cosine. Hamming compares the 384 signs. Made by `python3 main.py bench index --grid",
        "--vectors 100000 --plots docs`.",
        "",
        f"Taken on {taken['processor']}, {taken['cores']} cores, of which {taken['load_before']} processes wanted one",
        "when it ended.",
        "",
        "| metric | trees | recall@10 | size, MB | build, s | median, ms | p95, ms |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in table:
        lines.append(
            f"| {row['metric']} | {row['trees']} | {row['recall']:.3f} ({row['recall_of_cosine']:.3f}) | "
            f"{row['mb']:.1f} | {row['build_seconds']:.1f} | {row['ms_median']:.2f} | {row['ms_p95']:.2f} |"
        )
    lines += ["", *(f"![{title}](index-{name}.svg)" for name, title in _PLOTTED)]
    (folder / "index-evaluation.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _draw(folder: Path, table: list[dict[str, Any]]) -> None:
    try:
        import matplotlib
    except ImportError:
        say("No plots: they need the extra “bench” (matplotlib is missing).")
        return
    matplotlib.use("svg")
    from matplotlib import pyplot

    for name, title in _PLOTTED:
        figure, axes = pyplot.subplots(figsize=(6.4, 4))
        for metric in METRICS:
            mine = [row for row in table if row["metric"] == metric]
            axes.plot([row["trees"] for row in mine], [row[name] for row in mine], marker="o", label=metric)
        axes.set_xlabel("trees")
        axes.set_ylabel(title)
        axes.set_ylim(bottom=0)
        axes.legend()
        figure.tight_layout()
        figure.savefig(folder / f"index-{name}.svg", metadata={"Date": None})
        pyplot.close(figure)
