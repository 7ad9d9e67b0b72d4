"""Folding keeps the first photo of each group, and counts the others."""

from __future__ import annotations

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.search.folding import fold_by


@given(st.lists(st.integers(0, 6), max_size=40))
def test_one_hit_for_each_group_in_the_order_of_the_answer(groups: list[int]) -> None:
    slots = np.arange(len(groups), dtype=np.int64) * 7 + 3
    folded = fold_by(slots, np.array(groups, np.int64))
    expected: dict[object, list[int]] = {}
    for slot, group in zip(slots.tolist(), groups, strict=True):
        expected.setdefault(group or ("alone", slot), []).append(slot)
    assert folded.slots.tolist() == [members[0] for members in expected.values()]
    assert folded.copies.tolist() == [len(members) - 1 for members in expected.values()]
    assert int(folded.copies.sum()) + len(folded.slots) == len(slots), "no photo is lost"


@given(st.lists(st.integers(0, 6), max_size=40))
def test_folding_again_changes_nothing(groups: list[int]) -> None:
    slots = np.arange(len(groups), dtype=np.int64)
    once = fold_by(slots, np.array(groups, np.int64))
    again = fold_by(once.slots, np.array(groups, np.int64)[once.slots])
    assert again.slots.tolist() == once.slots.tolist()
    assert not again.copies.any()


def test_forty_thousand_photos_fold_in_milliseconds() -> None:
    rng = np.random.default_rng(4)
    slots = rng.permutation(1_200_000)[:40_000]
    groups = rng.integers(0, 1_200_000, 40_000) * (rng.random(40_000) < 0.5)
    fold_by(slots, groups)
    took = []
    for _ in range(20):
        began = time.perf_counter()
        fold_by(slots, groups)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.003
