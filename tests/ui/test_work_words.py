"""What the work in the background says: never longer than it need be, never more exact than anybody knows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from app.domain import IndexSummary, Progress
from app.index.memory import Memory
from app.indexing.estimate import Estimate
from app.ui.session import Coverage
from app.ui.work import work_words

MIB = 1024 * 1024


@pytest.fixture(autouse=True, scope="module")
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


steps = st.builds(
    Progress,
    st.sampled_from(("scan", "index", "finish", "read")),
    st.integers(0, 2_000_000),
    st.one_of(st.none(), st.integers(0, 2_000_000)),
    st.floats(0, 500),
    st.one_of(st.none(), st.floats(0, 10_000_000)),
    held=st.sampled_from(("", "paused", "on battery", "in use")),
)


@given(steps, st.integers(0, 3))
def test_a_line_has_forms_that_grow_shorter(step: Progress, more: int) -> None:
    forms = work_words.running(step, more)
    assert forms
    assert len(set(forms)) == len(forms)
    assert [len(form) for form in forms] == sorted((len(form) for form in forms), reverse=True)
    if step.held:
        assert all(form.startswith(work_words.held(step.held)) for form in forms)
        assert "left" not in forms[0]


def test_the_line_of_a_run() -> None:
    step = Progress("index", 12_400, 48_210, 38.2, 900.0)
    assert work_words.running(step) == (
        "Indexing 12,400 of 48,210 · newest first · 38/s · 15 min left",
        "Indexing 12,400 of 48,210 · 38/s · 15 min left",
        "Indexing 12,400 of 48,210 · 15 min left",
        "12,400 of 48,210 · 15 min left",
        "12,400 of 48,210",
    )
    assert work_words.running(Progress("index", 3, 9, held="on battery"))[0] == "On battery: waiting · Indexing 3 of 9"
    assert work_words.running(Progress("scan", 1_200, None)) == ("Looking for photos: 1,200 found",)
    assert work_words.running(step, 2)[0].endswith("2 more to come")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a few seconds"),
        (33, "about 35 s"),
        (50, "about 50 s"),
        (59, "about 1 min"),
        (130, "about 2 min"),
        (1_000, "about 15 min"),
        (7_300, "about 2 h"),
        (9_000, "about 2 h 30 min"),
        (40_000, "about 11 h"),
        (400_000, "about 5 days"),
    ],
)
def test_an_estimated_time_is_no_more_exact_than_it_is(seconds: float, words: str) -> None:
    assert work_words.about(seconds) == words


@given(st.floats(10, 30 * 3600))
def test_a_time_is_rounded_by_less_than_a_third(seconds: float) -> None:
    rounded = work_words._rounded(seconds)
    assert abs(rounded - seconds) <= max(seconds / 3, 2.5)


@pytest.mark.parametrize(
    ("octets", "words"),
    [(0, "1.0 kB"), (1_500, "1.5 kB"), (9 * MIB, "9 MB"), (187 * MIB, "190 MB"), (int(2.44 * 1024 * MIB), "2.4 GB")],
)
def test_estimated_room_is_said_roundly(octets: int, words: str) -> None:
    assert work_words.room(octets) == words


def test_what_photos_cost() -> None:
    found = Estimate(48_210, 0, 3_911, counted=True, seconds=(("normal", 7_300.0),), disk=187 * MIB, free=300 << 30)
    assert work_words.counted(found) == "48,210 photos"
    assert work_words.known(found) == "3,911 of them already in your library"
    assert work_words.costs(found, "normal") == "about 2 h of work and 190 MB on disk"
    assert work_words.no_room(found) == ""
    assert work_words.online_only(found) == ""
    assert work_words.counted(Estimate(12_480)) == "More than 12,000 photos so far"
    assert work_words.costs(Estimate(12_480), "normal") == ""
    full = Estimate(10, counted=True, disk=100 * MIB, free=50 * MIB)
    assert "100 MB are needed" in work_words.no_room(full)
    assert "has 50 MB left" in work_words.no_room(full)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_coverage_is_whole_only_when_it_is(photos: int, waiting: int) -> None:
    words = work_words.covered(Coverage(photos, waiting))
    if waiting:
        share = int(words.split()[0])
        assert (1 if photos else 0) <= share <= 99
    else:
        assert "%" not in words
        assert bool(words) == bool(photos)


def test_photos_are_counted_as_they_are_listed() -> None:
    assert work_words.covered(Coverage(20_354, folded=36)) == "20,318 photos · 36 copies folded"


def test_why_photos_wait_is_said() -> None:
    told = work_words.covered_in_full(Coverage(10, 30, 1, idle=20, named=10))
    assert told.splitlines() == [
        "10 of 40 photos described",
        "20 wait until nobody uses the computer",
        "10 are found by their names only, as you chose",
    ]
    assert work_words.outcome(IndexSummary(5, 0, named=5)) == "5 photos can be found by name now"
    assert work_words.outcome(IndexSummary(5, 5, seconds=2)) == "5 photos indexed in 2 seconds"


def test_memory_is_told_in_two_parts() -> None:
    memory = Memory(120 * MIB, 300 * MIB, 5 << 30)
    assert work_words.memory(memory) == "120 MB of its own · 300 MB that can be given back at any time"
    assert "5 GB are free" in work_words.memory_explained(memory)


def test_each_speed_has_a_name_and_a_meaning() -> None:
    for throttle in ("gentle", "normal", "fast"):
        assert work_words.throttle_name(throttle)  # type: ignore[arg-type]
        assert work_words.throttle_meaning(throttle).endswith(".")  # type: ignore[arg-type]
