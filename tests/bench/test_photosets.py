"""Who may see which photo: fixed by the name alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.bench._photosets import everyday_name, list_samples, names_of, percentile_of, split_of_labelled


@given(st.text(max_size=60))
def test_a_name_has_one_percentile(name: str) -> None:
    assert 0 <= percentile_of(name) <= 99
    assert percentile_of(name) == percentile_of(name)


def test_known_percentiles_never_move() -> None:
    assert [percentile_of(n) for n in ("flowers/daisy/00001.jpg", "a", "")] == [60, 59, 6]


def test_about_fifteen_percent_are_held_out() -> None:
    count = Counter(split_of_labelled("flowers", "daisy", f"{i:05}.jpg") for i in range(4000))
    assert 0.12 < count["held"] / 4000 < 0.18
    assert 0.02 < count["tune"] / 4000 < 0.06


def test_folder_names_become_everyday_names() -> None:
    assert everyday_name("car_side") == "car"
    assert everyday_name("ceiling_fan") == "ceiling fan"
    assert everyday_name("background_google") == ""


def test_the_real_sets_are_listed_whole(shared: Path) -> None:
    samples = list_samples(shared)
    assert len(samples) == 7086 + 13270
    assert Counter(s.split for s in samples if s.source == "flickr8k")["dev"] == 1000
    assert names_of(samples, "catsdogs") == ["cat", "dog"]
