"""Tag names found in queries, the relevance line by itself, and the orders of an answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import Match
from app.search.evidence import literal_words
from app.search.order import natural
from app.search.relevance import lines, match
from app.search.tags import TagNames, kindred_tags

ALIASES = {
    "dog": "dog", "puppy": "dog", "hot dog": "hot dog", "person": "person", "people": "person", "sheep dog": "collie",
    "collie": "collie", "child's room": "child's room", "bus": "bus", "glasses": "glasses", "a": "letter a",
}  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dog", {"dog": 1.0}),
        ("Dogs", {"dog": 1.0}),
        ("puppies", {"dog": 1.0}),
        ("hot dogs", {"hot dog": 1.0}),
        ("hot dog and a puppy", {"hot dog": 2 / 3, "dog": 1 / 3}),
        ("a sheep dog with people", {"collie": 2 / 3, "person": 1 / 3}),
        ("child's room", {"child's room": 1.0}),
        ("buses", {"bus": 1.0}),
        ("red bus", {"bus": 0.5}),
        ("a", {}),
        ("doghouse", {}),
        ("", {}),
    ],
)
def test_tags_named_in_a_query(query: str, expected: dict[str, float]) -> None:
    found = {tag.name: tag.share for tag in TagNames(ALIASES).named_in(query)}
    assert found == pytest.approx(expected)


def test_kindred_tags_mean_nearly_the_same() -> None:
    vectors = np.eye(4, dtype=np.float32)[[0, 1, 1]]
    query = np.array([0.1, 0.99, 0, 0], np.float32)
    nearest, kindred = kindred_tags(query, ("far", "near", "also near"), vectors)
    assert nearest == pytest.approx(0.99)
    assert [name for name, _ in kindred] == ["near", "also near"]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("a dog on the beach", ["dog", "beach"]), ("The", ["The"]), ("IMG_12 dog dog", ["IMG_12", "dog"]), ("", [])],
)
def test_words_worth_finding_literally(phrase: str, expected: list[str]) -> None:
    assert literal_words(phrase) == expected


def test_names_sort_as_people_count() -> None:
    names = ["img 10.jpg", "IMG 2.jpg", "a.jpg", "img 2.jpg", "10.jpg", "9.jpg", "img.jpg"]
    expected = ["9.jpg", "10.jpg", "a.jpg", "IMG 2.jpg", "img 2.jpg", "img 10.jpg", "img.jpg"]
    assert sorted(names, key=natural) == expected


@given(
    st.lists(st.text(max_size=12), max_size=8).flatmap(lambda names: st.tuples(st.just(names), st.permutations(names)))
)
def test_any_names_sort_one_way_only(two_orders: tuple[list[str], list[str]]) -> None:
    one, other = two_orders
    assert sorted(one, key=natural) == sorted(other, key=natural)


@given(st.floats(-1, 1), st.floats(0, 1))
def test_lines_move_with_the_setting(shift: float, p: float) -> None:
    likely, maybe = lines(shift)
    assert 0 < maybe < likely < 1
    verdicts = [match(p, s) for s in (-1.0, shift, 1.0)]
    rank = {Match.LIKELY: 0, Match.MAYBE: 1, Match.UNLIKELY: 2}
    assert [rank[v] for v in verdicts] == sorted(rank[v] for v in verdicts)
