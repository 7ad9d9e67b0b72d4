"""A click on a facet leaves just as many hits as it said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from app.domain import Filters
from app.indexing import derive
from app.indexing.derive import build_derived
from app.library import Library
from app.library.links import Group
from app.search.searcher import Searcher

THINGS = "dog cat snow beach person car".split()


@pytest.fixture
def library(make_library: Callable[[Sequence[Any]], Library], shot: Any, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Fifty photos, some in groups, some rated; the last ten came after the derived file was built."""
    monkeypatch.setattr(derive, "FREQUENT", 1)
    rng = np.random.default_rng(4)
    shots = []
    for number in range(50):
        one, two = rng.choice(THINGS, 2, replace=False)
        taken = f"{2019 + number % 4}-{1 + number % 12:02}-15T10:00:00" if number % 5 else None
        tags = {name: 0.9 for name in (one, two) if name in ("dog", "cat", "snow")}
        name, caption = f"trip {number % 3}/IMG_{number:04}.jpg", f"a {one} with a {two}"
        shots.append(shot(name, f"{one} {two}", tags, caption, taken, 80 + 1100 * (number % 300)))
    made = make_library(shots[:40])
    build_derived(made)
    make_library(shots[40:])
    ids = [row.photo_id for row in made.photos_by_slots(range(50))]
    made.put_links([], [Group("burst", tuple(ids[3:20:4])), Group("copy", (ids[1], ids[30], ids[42]))], {})
    made.set_rating(ids[::6], 4)
    made.set_favourite(ids[::7], True)
    return made


@pytest.mark.parametrize("query", ["dog", "dog OR snow", "beach -dog", "type:jpeg", "cat date:2019..2021"])
def test_asking_again_with_a_facet_leaves_what_it_said(library: Library, side: Any, query: str) -> None:
    searcher = Searcher(library, side)
    for fold in (True, False):
        agree(searcher, query, fold)


def agree(searcher: Searcher, query: str, fold: bool) -> None:
    """Every facet of an answer leaves as many hits as it says."""
    answer = searcher.search(query, facets=True, fold=fold)
    assert answer.total
    assert answer.facets is not None
    asked = 0
    for choices in answer.facets.values():
        for choice in choices:
            again = searcher.search(f"({query}) {choice.query}", fold=fold)
            assert (choice.query, again.total) == (choice.query, choice.count)
            assert not again.problems
            asked += 1
    assert asked > 8
    assert sum(choice.count for choice in answer.facets["rating"]) >= answer.total
    narrowed = searcher.search(query, facets=True, fold=fold, filters=Filters(min_rating=4)).facets
    assert narrowed is not None
    assert [choice.label for choice in narrowed["rating"]] == ["4 stars"]
