"""`bench search`: how good the search is, judged like a search engine, beside three simpler ways to search.

docs/search-evaluation.md tells how the queries were written, how it is known which photos are right, and what each
figure means. Queries of the tuning half may be looked at one by one (`--verbose`); of the reporting half only figures
are ever shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.bench import machine, say
from app.bench._photosets import Sample
from app.bench._relevance_fit import fitted
from app.bench._search_ablation import ablation, curve, draw_curve
from app.bench._search_asking import Bench
from app.bench._search_library import Baselines, Shelf, kept_library
from app.bench._search_page import write_page
from app.bench._search_photos import NEAR_DUPLICATES_FOLDER, Placed, places, samples_of
from app.bench._search_pictures import made_variants, near_duplicate_set
from app.bench._search_report import (
    MILLISECONDS,
    SAME,
    Answered,
    aim,
    aims,
    counts,
    line,
    never_trained,
    tables,
)
from app.bench._search_side import RememberingSide
from app.bench._search_time import WHOLE, times
from app.bench._search_truth import Asked, Truth, load_queries
from app.domain import SnowlineError
from app.library import Library
from app.search.searcher import Searcher
from app.search.snapshot import take_snapshot
from app.vision.pack import Pack, TextSide

HELP = "The search: precision, nDCG, recall and false alarms on a hand-made query set, beside three baselines; time."

HALVES = ("tuning", "reporting")
NEVER_TRAINED = ("dev", "held")  # splits
ORIGINALS = 40  # photos that are altered in every way


def run(
    shared: Path | None,
    seed: int,
    half: str = "both",
    library: Path | None = None,
    verbose: bool = False,
    no_pictures: bool = False,
    parts: bool = False,
    plots: Path | None = None,
    fit: bool = False,
) -> dict[str, object]:
    """Asks everything of the kept library of all photo sets, or of `library`, one that was indexed from them.

    `half` is tuning, reporting or both. With `verbose` each query of the tuning half is listed. `no_pictures` leaves
    out whether the same picture is found again. `parts` tells what each ingredient of the fusion is worth and what
    moving the line does; with a folder `plots` that is drawn there, and a page with all tables written. `fit` does
    nothing of all that, but fits the weights of relevance anew, to the tuning half alone, and prints them.
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
        searcher = Searcher(opened, side, image_side=Pack.load)
        snapshot = take_snapshot(opened, side)
        shelf = Shelf(opened, placed, snapshot.slots)
        if fit:
            truth = Truth(samples, shelf.facts)
            typed = [(asked.text, asked.kind, truth.grades(asked)) for asked in load_queries() if plainly_asked(asked)]
            return {"photos": len(searcher), **fitted(samples, shelf.number, snapshot, side, typed, seed)}
        say(f"Asking {len(queries)} queries of {len(searcher):,} photos ...")
        bench = Bench(searcher, side, shelf, Truth(samples, shelf.facts), Baselines(snapshot, shelf))
        answered = [bench.ask(asked) for asked in queries]
        say("Measuring time ...")
        taken = times(searcher, side, snapshot.vectors, [bench.typed(asked) for asked in queries])
        out: dict[str, Any] = {
            "photos": len(searcher),
            "of_the_photo_sets": int(shelf.present.sum()),
            "same_picture": {} if no_pictures else same_pictures(searcher, opened, shared, shelf, placed, seed),
            "time": taken,
        }
        for name in halves:
            some = [one for one in answered if one.asked.half == name]
            out[name] = {"queries": counts(some), "aims": aims(some), **_half(some, samples, seed)}
            if parts or plots is not None:
                say(f"The parts, on the {name} half ...")
                asked_here = [one.asked for one in some]
                out[name]["line_moved"] = curve(bench.ask_all_scores(asked_here))
                out[name]["ablation"] = ablation(lambda asked_here=asked_here: bench.ask_ours(asked_here))  # type: ignore[misc]
        out["aims_of_both_halves"] = _common_aims(out)
        if verbose:
            out["tuning_queries"] = [line(one) for one in answered if one.asked.half == "tuning"]
        if plots is not None:
            draw_curve(plots, {name: out[name]["line_moved"] for name in halves})
            write_page(plots, out, machine())
        return out


def plainly_asked(asked: Asked) -> bool:
    """Whether the weights may be fitted to a query: one of the tuning half, of plain words that are rightly spelt."""
    told_otherwise = ("name", "filter", "operators", "misspelling", "negation")
    return asked.half == "tuning" and not (asked.without or asked.only) and asked.kind not in told_otherwise


def _half(answered: Sequence[Answered], samples: Sequence[Sample], seed: int) -> dict[str, object]:
    untrained = np.array([one.split in NEVER_TRAINED for one in samples])
    return {**tables(answered, seed), "photos_never_trained_on": never_trained(answered, untrained, seed)}


def _common_aims(out: dict[str, Any]) -> dict[str, object]:
    """The aims that have nothing to do with halves."""
    found: dict[str, object] = {}
    for name, measured in out["same_picture"].items():
        if measured["found_first"] is not None:
            found[f"same picture first, {name.replace('_', ' ')}"] = aim(measured["found_first"], SAME)
    late = out["time"]["ms"][WHOLE]["p95"]
    return {**found, f"p95 of {WHOLE}, ms beyond encoding": aim(late, MILLISECONDS, at_most=True)}


def same_pictures(
    searcher: Searcher, library: Library, shared: Path, shelf: Shelf, placed: Sequence[Placed], seed: int
) -> dict[str, object]:
    """Whether the near-duplicate set's variants, and those made of other photos, lead to the same picture first."""
    say("Looking for altered pictures ...")

    def find(picture: Path) -> list[str]:
        return [hit.path for hit in searcher.similar(picture, mode="picture", limit=1, fold=False).hits]

    assert shelf.photos is not None
    path_of = {number: path for path, number in shelf.by_path.items()}
    unused = [number for number, one in enumerate(placed) if one.sample.split in NEVER_TRAINED and number in path_of]
    chosen = np.random.default_rng(seed).permutation(unused)[:ORIGINALS].tolist()
    out: dict[str, object] = {"made_variants": made_variants(find, [Path(path_of[number]) for number in chosen])}
    if (shelf.photos / NEAR_DUPLICATES_FOLDER).is_dir():
        out["near_duplicates"] = near_duplicate_set(
            find, lambda path: library.photo_for_path(path) is not None, shared, shelf.photos
        )
    return out
