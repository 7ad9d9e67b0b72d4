"""Whether a library holds what is asked for, by itself, and the fit of the weights."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from app.bench._relevance_fit import SET_BY_HAND, Case, fit
from app.search.presence import Presence, best_look, best_text, told_of_all
from app.search.relevance import present
from app.search.weights import PRESENCE, WEIGHTS, PresenceWeights, Weights

SURELY = Presence(text=0.8, image=0.6, told=3.9, nearest_tag=1.0, known=1.0, spelt=1.0)


@pytest.mark.parametrize(("photos", "rank"), [(1, 1), (700, 1), (20_000, 10), (1_200_000, 10)])
def test_the_tenth_best_of_many_and_the_best_of_few(photos: int, rank: int) -> None:
    scores = np.linspace(0, 1, min(photos, 1_000)).astype(np.float32)
    assert best_look(scores, photos) == pytest.approx(np.sort(scores)[-rank])


def test_nothing_to_rank() -> None:
    assert best_look(np.empty(0, np.float32), 0) == 0
    assert best_text(np.array([0.5], np.float32), 9_000) == pytest.approx(0.5)


def test_told_counts_photos_that_name_all_of_it() -> None:
    dog, beach = np.arange(40), np.arange(30, 60)
    assert told_of_all([dog, beach], 100, 20_000) == pytest.approx(np.log1p(10))
    assert told_of_all([dog, np.empty(0, np.int64)], 100, 20_000) == 0
    assert told_of_all([], 100, 20_000) == 0
    assert told_of_all([dog[:1]], 100, 100) == pytest.approx(np.log1p(50))  # one of a hundred is a lot


def test_what_is_named_well_but_not_found_is_absent() -> None:
    absent = replace(SURELY, text=0.3, image=0.25, told=0.0)
    assert present(SURELY) > 4
    assert present(absent) < -1
    assert present(replace(absent, spelt=0.0, known=0.0)) < present(absent)
    for name, step in (("text", 0.1), ("image", 0.1), ("told", 1.0), ("known", -0.5), ("nearest_tag", -0.3)):
        other = replace(SURELY, **{name: getattr(SURELY, name) + step})
        assert (present(other) > present(SURELY)) is (name != "known")


def test_the_fit_finds_what_the_data_was_made_with() -> None:
    """Half of the libraries hold the thing; in those, photos that look like it show it."""
    rng = np.random.default_rng(0)
    names = [field.name for field in fields(Weights)]
    of_presence = [field.name for field in fields(PresenceWeights)]
    cases = []
    for number in range(600):
        there = number % 2 == 0
        shown = np.zeros((20, len(names)))
        shown[:, names.index("base")] = 1
        shown[:, names.index("image")] = rng.uniform(-0.2, 0.6, 20)
        present_ = np.zeros(len(of_presence))
        present_[of_presence.index("base")] = 1
        present_[of_presence.index("told")] = rng.normal(3.0 if there else 1.0, 0.7)
        truth = (shown[:, names.index("image")] + rng.normal(0, 0.05, 20) > 0.3) & there
        cases.append(Case(str(number), shown, truth, np.ones(20), present_, 1.0))
    weights, presence = fit(cases)
    assert weights.image > 10
    assert weights.size == 0
    assert presence.told > 1
    assert all(getattr(weights, name) == getattr(WEIGHTS, name) for name in SET_BY_HAND)
    assert presence.text == pytest.approx(0, abs=0.01)
    assert PRESENCE.told > 0
