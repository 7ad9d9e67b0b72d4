"""Asks queries of one library, in every way there is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.bench._search_library import Baselines, Shelf
from app.bench._search_metrics import Ranking
from app.bench._search_report import GIVEN, OURS, Answered, answerable, measured
from app.bench._search_side import RememberingSide
from app.bench._search_truth import Asked, Grades, Truth, fitting
from app.domain import Answer, Match
from app.search.searcher import Searcher

LISTED = 1_000  # photos of an answer whose order matters


class Bench:
    """A library, and what is known of its photos."""

    def __init__(
        self, searcher: Searcher, side: RememberingSide, shelf: Shelf, truth: Truth, baselines: Baselines
    ) -> None:
        self._searcher, self._side, self._shelf = searcher, side, shelf
        self._truth, self._baselines = truth, baselines
        self._grades: dict[Asked, Grades] = {}

    def typed(self, asked: Asked) -> str:
        """What is typed: the folder of the photos stands where the query set says {photos}."""
        return asked.text.replace("{photos}", str(self._shelf.photos))

    def ask(self, asked: Asked) -> Answered:
        """Asks one query in all ways."""
        typed = self.typed(asked)
        everyone = np.ones(len(self._shelf.slot), np.bool_)
        allowed, words = everyone, typed
        if asked.kind == "name":
            words = typed.removeprefix("name:")
        elif asked.only:
            words = asked.words or typed
            allowed = np.array([one is not None and fitting(one, dict(asked.only)) != 0 for one in self._shelf.facts])
        vector = self._side.encode_texts([typed])[0]
        baselines = {
            "image": self._baselines.image(vector, everyone),
            "caption": self._baselines.caption(vector, everyone),
            "literal": self._baselines.literal(words if asked.kind == "name" else typed, everyone),
            GIVEN: self._baselines.image(self._side.encode_texts([words])[0], allowed),
        }
        return self._answered(asked, self._search(asked), baselines)

    def ask_ours(self, queries: Sequence[Asked]) -> list[Answered]:
        """Asks each query of this search alone, anew."""
        self._searcher.refresh()
        return [self._answered(asked, self._search(asked), {}) for asked in queries]

    def ask_all_scores(self, queries: Sequence[Asked]) -> list[tuple[Asked, Grades, Ranking, NDArray[np.float64]]]:
        """What each query lists with the setting that shows most: photos, best first, and their scores."""
        before, self._searcher.shift = self._searcher.shift, -1.0
        self._searcher.refresh()
        try:
            answers = [(asked, self._search(asked, len(self._searcher))) for asked in queries]
        finally:
            self._searcher.shift = before
            self._searcher.refresh()
        return [
            (asked, self._known(asked), self._listed(answer), np.array([hit.score for hit in answer.hits]))
            for asked, answer in answers
        ]

    def _search(self, asked: Asked, limit: int = LISTED) -> Answer:
        return self._searcher.search(self.typed(asked), limit=limit, fold=False)

    def _answered(self, asked: Asked, answer: Answer, baselines: dict[str, Ranking]) -> Answered:
        listed = {OURS: self._whole(asked, answer), **baselines}
        grades = self._known(asked)
        likely = any(hit.match is Match.LIKELY for hit in answer.hits)
        known = {}
        if answerable(asked, grades):
            known = {name: measured(ranking, grades) for name, ranking in listed.items()}
        return Answered(asked, grades, listed, likely, answer.total, known)

    def _known(self, asked: Asked) -> Grades:
        """The grades of the photos that the library has."""
        if asked not in self._grades:
            grades = self._truth.grades(asked)
            grades[~self._shelf.present] = np.nan
            self._grades[asked] = grades
        return self._grades[asked]

    def _whole(self, asked: Asked, answer: Answer) -> Ranking:
        """All photos above the line: those listed in their order, then the others."""
        first = self._listed(answer)
        if len(first) < LISTED:
            return first
        every = self._searcher.photo_ids(self.typed(asked)).tolist()
        rest = np.array([self._shelf.by_id.get(photo, -1) for photo in every], np.int64)
        return np.concatenate([first, np.setdiff1d(rest, first)])

    def _listed(self, answer: Answer) -> Ranking:
        return np.array([self._shelf.by_path.get(hit.path, -1) for hit in answer.hits], np.int64)
