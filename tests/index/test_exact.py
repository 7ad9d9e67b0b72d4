"""The exact scan: right, repeatable, and the same answer whichever way it is asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.index import exact
from app.index.base import Index, best
from app.index.exact import ExactIndex
from app.index.vectors import VectorFile


def unit_rows(n: int, dims: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((n, dims)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ExactIndex]:
    """5,000 rows, of which 3,000 to 3,999 repeat the first 1,000."""
    rows = unit_rows(5000, 384)
    rows[3000:4000] = rows[:1000]
    with VectorFile(tmp_path / "v.vec", 384, writable=True) as file:
        file.append(rows)
        yield ExactIndex(file)


def test_scores_are_the_dot_products(index: ExactIndex) -> None:
    query = unit_rows(1, 384, seed=9)[0]
    expected = index.vectors.read(np.arange(5000)) @ query
    assert np.abs(index.scores(query) - expected).max() < 3e-4
    assert np.abs(index.scores(query * 50) - expected * 50).max() < 3e-4 * 50


def test_it_fits_the_protocol(index: ExactIndex) -> None:
    asked: Index = index
    assert len(asked) == 5000
    slots, scores = asked.search(np.zeros(384, np.float32), 3)
    assert slots.tolist() == [0, 1, 2]
    assert scores.tolist() == [0, 0, 0]


def test_top_of_a_short_answer_is_the_top_of_a_long_one(index: ExactIndex) -> None:
    for seed in range(20):
        query = unit_rows(1, 384, seed=100 + seed)[0]
        long_slots, long_scores = index.search(query, 50)
        short_slots, short_scores = index.search(query, 5)
        assert short_slots.tolist() == long_slots[:5].tolist()
        assert short_scores.tolist() == long_scores[:5].tolist()
        assert (np.diff(long_scores) <= 0).all()


def test_equal_rows_score_equal_and_come_by_slot(index: ExactIndex) -> None:
    for row in range(0, 1000, 97):
        query = index.vectors.read(np.array([row]))[0]
        slots, scores = index.search(query, 2)
        assert slots.tolist() == [row, row + 3000]
        assert scores[0] == scores[1]
        assert index.search(query, 1)[0].tolist() == [row]


@pytest.mark.parametrize("block_bytes", [1, 30_000, 10**8])
def test_scores_do_not_depend_on_the_block_size(
    index: ExactIndex, block_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = unit_rows(3, 384, seed=4)
    before = [index.scores(query) for query in queries]
    monkeypatch.setattr(exact, "_BLOCK_BYTES", block_bytes)
    assert all((index.scores(query) == scores).all() for query, scores in zip(queries, before, strict=True))


def test_widened_rows_give_the_same_scores_also_when_rows_are_added(tmp_path: Path) -> None:
    queries = unit_rows(3, 384, seed=9)
    with VectorFile(tmp_path / "v.vec", 384, writable=True) as file:
        plain, widened = ExactIndex(file), ExactIndex(file, widened=True)
        for count in (500, 700):
            file.append(unit_rows(count, 384, seed=count))
            for query in queries:
                assert np.array_equal(widened.scores(query), plain.scores(query))
                assert np.array_equal(widened.search(query, 9)[0], plain.search(query, 9)[0])


def test_among_gives_the_same_scores_for_only_these(index: ExactIndex) -> None:
    query = unit_rows(1, 384, seed=2)[0]
    among = np.random.default_rng(1).integers(0, 5000, 700)
    slots, scores = index.search(query, 10_000, among)
    assert sorted(slots.tolist()) == sorted(set(among.tolist()))
    assert (scores == index.scores(query)[slots]).all()
    assert index.search(query, 10, np.array([], np.int64))[0].tolist() == []
    with pytest.raises(IndexError):
        index.search(query, 3, np.array([5000]))
    with pytest.raises(IndexError):
        index.search(query, 3, np.array([-1, 4]))


def test_several_queries_at_once_score_as_one_by_one(index: ExactIndex) -> None:
    queries = unit_rows(4, 384, seed=21)
    slots = np.array([4999, 3, 3003, 1200])
    for some in (queries, queries[:1]):
        together = index.scores_among_each(some, slots)
        assert together.shape == (len(some), 4)
        assert together.tolist() == [index.scores(query)[slots].tolist() for query in some]
    assert index.scores_among_each(queries, slots[:0]).shape == (4, 0)


def test_wrong_dims_are_refused(index: ExactIndex) -> None:
    with pytest.raises(ValueError, match="384"):
        index.scores(np.zeros(10, np.float32))


def test_empty_file_answers_nothing(tmp_path: Path) -> None:
    empty = ExactIndex(VectorFile(tmp_path / "none.vec", 384))
    slots, scores = empty.search(np.ones(384, np.float32), 10)
    assert len(slots) == len(scores) == 0


def test_longest_possible_sums_stay_exact(tmp_path: Path) -> None:
    """Rows and queries all of one sign give the largest sums there are."""
    with VectorFile(tmp_path / "v.vec", 384, writable=True) as file:
        file.append(np.full((40, 384), 384**-0.5, np.float32))
        index = ExactIndex(file)
        scores = index.scores(np.full(384, 384**-0.5, np.float32))
        assert len(set(scores.tolist())) == 1
        assert abs(float(scores[0]) - 1) < 2e-3


@given(st.lists(st.integers(-3, 3), max_size=40), st.integers(0, 45))
def test_best_orders_by_score_then_slot(values: list[int], k: int) -> None:
    slots, scores = best(np.array(values, np.float32), k)
    expected = sorted(range(len(values)), key=lambda i: (-values[i], i))[:k]
    assert slots.tolist() == expected
    assert scores.tolist() == [values[i] for i in expected]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 9), st.integers(0, 2**31), st.integers(0, 70))
def test_agrees_with_a_plain_sort(n: int, dims: int, seed: int, k: int) -> None:
    with tempfile.TemporaryDirectory() as folder, VectorFile(Path(folder) / "v.vec", dims, writable=True) as file:
        file.append(unit_rows(n, dims, seed))
        query = unit_rows(1, dims, seed + 1)[0]
        slots, scores = ExactIndex(file).search(query, k)
        exactly = file.read(np.arange(n)) @ query
        assert len(slots) == min(n, k)
        assert np.abs(scores - np.sort(exactly)[::-1][: len(scores)]).max(initial=0) < 3e-4
