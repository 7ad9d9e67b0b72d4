"""The page of tables that a run of `bench search --plots` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.bench._search_ablation import CURVE_NAME
from app.bench._search_report import BASELINES, GIVEN, OURS

PAGE_NAME = "search-figures.md"


def write_page(folder: Path, out: Mapping[str, Any], taken: Mapping[str, object]) -> None:
    """Writes the tables of a run into `folder`."""
    halves = [name for name in ("reporting", "tuning") if name in out]
    lines = [
        "# Figures of the search",
        "",
        "Written by `python3 main.py bench search --plots docs`; [search-evaluation.md](search-evaluation.md) tells",
        f"how. {out['of_the_photo_sets']:,} judged photos in a library of {out['photos']:,}. Taken on",
        f"{taken['processor']}, {taken['cores']} cores, load {taken['load_before']} at the end.",
        "",
        "## Aims",
        "",
        *_table(
            ["measure", "half", "aim", "measured", ""],
            [
                *(_aim_row(name, half, one) for half in halves for name, one in out[half]["aims"].items()),
                *(_aim_row(name, "both", one) for name, one in out["aims_of_both_halves"].items()),
            ],
        ),
    ]
    for half in halves:
        lines += _half(half, out[half])
    lines += ["", "## Time", "", *_time(out["time"])]
    if out["same_picture"]:
        lines += ["", "## The same picture", "", *_pictures(out["same_picture"])]
    (folder / PAGE_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _aim_row(name: str, half: str, one: Mapping[str, Any]) -> list[str]:
    limit = f"≥ {one['at_least']}" if "at_least" in one else f"≤ {one['at_most']}"
    return [name, half, limit, f"{one['value']:.3f}", "met" if one["met"] else "**not met**"]


def _half(half: str, part: Mapping[str, Any]) -> list[str]:
    kinds = {"all": part["all_answerable"], **part["by_kind"], "never trained on": part["photos_never_trained_on"]}
    lines = ["", f"## The {half} half", "", "nDCG@10, with 95 % intervals:", ""]
    lines += _table(
        ["queries", "number", OURS, *BASELINES, GIVEN],
        [
            [kind, str(ways[OURS]["queries"]), *(_mean(ways[name], "ndcg@10") for name in (OURS, *BASELINES, GIVEN))]
            for kind, ways in kinds.items()
            if ways[OURS]["queries"]
        ],
    )
    lines += ["", f"Of {OURS}, by kind of query:", ""]
    measures = ("precision@10", "mrr", "recall_at_line", "unknown@10")
    lines += _table(
        ["queries", "precision@10", "MRR", "recall at the line, mean", "median", "unknown in the first ten"],
        [
            [
                kind,
                *(_mean(ways[OURS], name) for name in measures[:3]),
                f"{ways[OURS]['recall_at_line_median']:.3f}",
                _mean(ways[OURS], measures[3]),
            ]
            for kind, ways in kinds.items()
            if ways[OURS]["queries"]
        ],
    )
    lines += ["", "Queries to which nothing is an answer, and that list something all the same:", ""]
    alarms = part["false_alarms"]
    ways = [name for name in alarms["all"] if name != "queries"]
    lines += _table(
        ["queries", "number", *ways],
        [[kind, str(row["queries"]), *(_interval(row[name]) for name in ways)] for kind, row in alarms.items()],
    )
    if "ablation" in part:
        lines += ["", "What each ingredient is worth: the others stay as they are, nothing is fitted anew.", ""]
        lines += _rows("", part["ablation"])
        lines += ["", "The setting that moves the line:", ""]
        lines += _rows("setting", {f"{row['shift']:+.2f}": _rest(row) for row in part["line_moved"]})
        lines += ["", f"![Recall at the line against false alarms]({CURVE_NAME})"]
    return lines


def _rest(row: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in row.items() if name != "shift"}


def _rows(what: str, rows: Mapping[str, Mapping[str, float]]) -> list[str]:
    names = list(next(iter(rows.values())))
    heads = [what, *(name.replace("_", " ") for name in names)]
    return _table(heads, [[key, *(f"{row[name]:.3f}" for name in names)] for key, row in rows.items()])


def _time(taken: Mapping[str, Any]) -> list[str]:
    lines = _table(
        ["milliseconds, warm", "median", "p95", "longest", "mean", "mean of the processor's own"],
        [[name, *(f"{value:.2f}" for value in row.values())] for name, row in taken["ms"].items()],
    )
    return [
        *lines,
        "",
        f"{taken['queries']} queries. Encoding a text takes {taken['ms_to_encode_a_text']:.1f} ms and is not counted.",
        f"Reading all image vectors once takes {taken['ms_to_read_the_image_vectors_once']:.2f} ms; the p95 of",
        f"everything is {taken['p95_to_that']:.0f} times that.",
    ]


def _pictures(found: Mapping[str, Any]) -> list[str]:
    made = found["made_variants"]
    lines = [
        f"{made['asked']:,} variants of {made['originals']} photos; the part that finds the photo itself first:",
        "",
    ]
    lines += _table(
        ["altered", "found first"], [[name, f"{value:.3f}"] for name, value in made["by_alteration"].items()]
    )
    near = found.get("near_duplicates")
    if near and near["asked"]:
        lines += [
            "",
            f"Of the near-duplicate set {near['asked']} files have another variant in the library; found first:",
            f"{near['found_first']:.3f}. {near['no_pictures']} of its files cannot be read as a picture by anything.",
        ]
    return lines


def _mean(row: Mapping[str, Any], name: str) -> str:
    return _interval(row[name])


def _interval(found: Mapping[str, float]) -> str:
    return f"{found['mean']:.3f} ({found['low']:.2f}–{found['high']:.2f})"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    line = "| " + " | ".join(["---"] + ["---:"] * (len(heads) - 1)) + " |"
    return ["| " + " | ".join(heads) + " |", line, *("| " + " | ".join(row) + " |" for row in rows)]
