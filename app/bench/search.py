"""`bench search`: how good the search is, judged like a search engine, beside three simpler ways to search.

docs/search-evaluation.md tells how the queries were written, how it is known which photos are right, and what each
figure means. Queries of the tuning half may be looked at one by one (`--verbose`); of the reporting half only figures
are ever shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.bench import say
from app.bench._photosets import Sample
from app.bench._search_library import Baselines, Shelf, kept_library
from app.bench._search_photos import NEAR_DUPLICATES_FOLDER, Placed, places, samples_of
from app.bench._search_pictures import made_variants, near_duplicate_set
from app.bench._search_report import (
    GIVEN,
    OURS,
    Answered,
    aims,
    answerable,
    counts,
    line,
    measured,
    never_trained,
    tables,
)
from app.bench._search_side import RememberingSide
from app.bench._search_time import times
from app.bench._search_truth import Asked, Truth, fitting, load_queries
from app.domain import Match, SnowlineError
from app.library import Library
from app.search.searcher import Searcher
from app.search.snapshot import take_snapshot
from app.vision.pack import TextSide

HELP = "The search: precision, nDCG, recall and false alarms on a hand-made query set, beside three baselines; time."

HALVES = ("tuning", "reporting")
NEVER_TRAINED = ("dev", "held")  # splits
ORIGINALS = 60  # photos that are altered in every way


def run(
    shared: Path | None,
    seed: int,
    half: str = "both",
    library: Path | None = None,
    verbose: bool = False,
    no_pictures: bool = False,
) -> dict[str, object]:
    """Asks everything of the kept library of all photo sets, or of `library`, one that was indexed from them.

    `half` is tuning, reporting or both. With `verbose` each query of the tuning half is listed. `no_pictures` leaves
    out whether the same picture is found again.
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
        say("Measuring time ...")
        seconds = times(searcher, side, snapshot.vectors, [bench.typed(asked) for asked in queries])
        say("Looking for altered pictures ...")
        pictures = {} if no_pictures else same_pictures(searcher, opened, shared, shelf, placed, seed)
        return {
            "photos": len(searcher),
            "of_the_photo_sets": int(shelf.present.sum()),
            "time": seconds,
            **pictures,
            **{name: _half([one for one in answered if one.asked.half == name], samples, seed) for name in halves},
            **({"tuning_queries": [line(one) for one in answered if one.asked.half == "tuning"]} if verbose else {}),
        }


def _half(answered: list[Answered], samples: list[Sample], seed: int) -> dict[str, object]:
    untrained = np.array([one.split in NEVER_TRAINED for one in samples])
    return {
        "queries": counts(answered),
        "aims": aims(answered),
        **tables(answered, seed),
        "photos_never_trained_on": never_trained(answered, untrained, seed),
    }


def same_pictures(
    searcher: Searcher, library: Library, shared: Path, shelf: Shelf, placed: Sequence[Placed], seed: int
) -> dict[str, object]:
    """Whether the near-duplicate set's variants, and those made of other photos, lead to the same picture first."""

    def find(picture: Path) -> list[str]:
        return [hit.path for hit in searcher.similar(picture, mode="picture", limit=1, fold=False).hits]

    assert shelf.photos is not None
    path_of = {number: path for path, number in shelf.by_path.items()}
    unused = [number for number, one in enumerate(placed) if one.sample.split in NEVER_TRAINED and number in path_of]
    chosen = np.random.default_rng(seed).permutation(unused)[:ORIGINALS].tolist()
    out: dict[str, object] = {
        "made_variants": made_variants(find, [Path(path_of[number]) for number in chosen]),
    }
    if (shelf.photos / NEAR_DUPLICATES_FOLDER).is_dir():
        out["near_duplicates"] = near_duplicate_set(
            find, lambda path: library.photo_for_path(path) is not None, shared, shelf.photos
        )
    return {"same_picture": out}


class Bench:
    """Asks queries of one library in every way there is."""

    def __init__(
        self, searcher: Searcher, side: RememberingSide, shelf: Shelf, truth: Truth, baselines: Baselines
    ) -> None:
        self._searcher, self._side, self._shelf = searcher, side, shelf
        self._truth, self._baselines = truth, baselines

    def typed(self, asked: Asked) -> str:
        """What is typed: the folder of the photos stands where the query set says {photos}."""
        return asked.text.replace("{photos}", str(self._shelf.photos))

    def ask(self, asked: Asked) -> Answered:
        """Asks one query in all ways."""
        grades = self._truth.grades(asked)
        grades[~self._shelf.present] = np.nan
        typed = self.typed(asked)
        answer = self._searcher.search(typed, limit=len(self._searcher), fold=False)
        everyone = np.ones(len(grades), np.bool_)
        allowed, words = everyone, typed
        if asked.kind == "name":
            words = typed.removeprefix("name:")
        elif asked.only:
            words = asked.words or typed
            allowed = np.array([one is not None and fitting(one, dict(asked.only)) != 0 for one in self._shelf.facts])
        vector = self._side.encode_texts([typed])[0]
        listed = {
            OURS: np.array([self._shelf.by_path.get(hit.path, -1) for hit in answer.hits], np.int64),
            "image": self._baselines.image(vector, everyone),
            "caption": self._baselines.caption(vector, everyone),
            "literal": self._baselines.literal(words if asked.kind == "name" else typed, everyone),
            GIVEN: self._baselines.image(self._side.encode_texts([words])[0], allowed),
        }
        likely = any(hit.match is Match.LIKELY for hit in answer.hits)
        known = (
            {name: measured(ranking, grades) for name, ranking in listed.items()} if answerable(asked, grades) else {}
        )
        return Answered(asked, grades, listed, likely, answer.total, known)
