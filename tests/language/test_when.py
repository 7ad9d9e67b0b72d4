"""Dates, sizes and distances as people write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.language import amounts, dates, foreign, hemisphere, sizes, when

TODAY = datetime.date(2026, 11, 21)
WORDS = (
    "last this past the in of on since before after between and until may june march 2019 15 3rd two ago years week "
    "weekend summer winter christmas easter nineties 90s 2010s yesterday letzten sommer vor zwei jahren été dernier il "
    "y a deux ans hace dos años verano pasado antes de 5 mb größer als plus go"
).split()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023", "2023"),
        ("2023-6", "2023-06"),
        ("2023/06/15", "2023-06-15"),
        ("20230615", "2023-06-15"),
        ("15.6.2023", "2023-06-15"),
        ("6/15/2023", "2023-06-15"),
        ("06/2023", "2023-06"),
        ("2023-", "2023"),
        ("2023-13", None),
        ("2023-02-30", None),
        ("20", None),
        ("0999", None),
        ("", None),
    ],
)
def test_dates_in_numbers(text: str, date: str | None) -> None:
    assert dates.written(text) == date


def test_what_follows_and_precedes() -> None:
    assert (dates.following("2023"), dates.following("2023-12"), dates.following("2023-12-31")) == (
        "2024",
        "2024-01",
        "2024-01-01",
    )
    assert (dates.preceding("2023"), dates.preceding("2023-01"), dates.preceding("2024-03-01")) == (
        "2022",
        "2022-12",
        "2024-02-29",
    )
    assert dates.following("9999-12-31") == "9999-12-31"


@pytest.mark.parametrize(
    ("today", "text", "since", "until"),
    [
        ("2026-07-10", "last summer", "2025-06", "2025-08"),
        ("2026-07-10", "this summer", "2026-06", "2026-08"),
        ("2026-01-10", "last winter", "2024-12", "2025-02"),
        ("2026-01-10", "this winter", "2025-12", "2026-02"),
        ("2026-03-01", "last winter", "2025-12", "2026-02"),
        ("2026-01-10", "last month", "2025-12", "2025-12"),
        ("2026-01-10", "in december", "2025-12", "2025-12"),
        ("2026-11-22", "last weekend", "2026-11-14", "2026-11-15"),
        ("2026-11-23", "last weekend", "2026-11-21", "2026-11-22"),
        ("2026-12-25", "this christmas", "2026-12-24", "2026-12-26"),
        ("2026-12-25", "last christmas", "2025-12-24", "2025-12-26"),
        ("2024-02-29", "a year ago", "2023", "2023"),
        ("2024-02-29", "last 12 months", "2023-02-28", "2024-02-29"),
        ("2026-11-21", "thanksgiving 2024", "2024-11-28", "2024-11-28"),
        ("2026-11-21", "easter 2024", "2024-03-29", "2024-04-01"),
    ],
)
def test_counted_from_the_present_day(today: str, text: str, since: str, until: str) -> None:
    [found] = when.find(text.split(), datetime.date.fromisoformat(today))
    assert (found.first, found.last, found.since, found.until) == (0, len(text.split()), since, until)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(min_size=1, max_size=6), max_size=15), st.dates(), st.booleans())
def test_whatever_is_found_is_in_order_and_is_a_date(words: list[str], today: datetime.date, south: bool) -> None:
    words = ["".join(word.split()) or "x" for word in words]
    half: when.Hemisphere = "south" if south else "north"
    if not 1002 < today.year < 9990:
        today = TODAY
    for found in (when.find(words, today, half), foreign.find(words, today, half, foreign.LANGUAGES)):
        free = 0
        for one in found:
            assert free <= one.first < one.last <= len(words)
            free = one.last
            for date in (one.since, one.until):
                assert date is None or dates.written(date) == date
    for size in sizes.find(words):
        assert 0 <= size.first < size.last <= len(words)
        assert (size.low or 0) >= 0
        assert size.low is not None or size.high is not None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("5MB", 5_000_000),
        ("5 MB", 5_000_000),
        ("1,5 Go", 1_500_000_000),
        ("300 kB", 300_000),
        ("5 megabytes", 5_000_000),
        ("2 mégaoctets".replace("é", "e"), 2_000_000),
        ("1KiB", 1024),
        ("20000", 20_000),
        ("MB", None),
        ("-5MB", None),
        ("5XB", None),
        ("999999999999999TB", None),
    ],
)
def test_sizes(text: str, count: int | None) -> None:
    assert amounts.size(text) == count


@given(st.integers(0, amounts.LARGEST))
def test_sizes_are_written_exactly(count: int) -> None:
    assert amounts.size(amounts.size_text(count)) == count


def test_distances() -> None:
    assert amounts.distance("25km") == 25
    assert amounts.distance("800 m") == 0.8
    assert amounts.distance("10 miles") == pytest.approx(16.09344)
    assert amounts.distance("far") is None


@pytest.mark.parametrize(
    ("zone", "half"),
    [
        ("Europe/Berlin", "north"),
        ("America/New_York", "north"),
        ("Australia/Sydney", "south"),
        ("Australia/Brisbane", "south"),
        ("Pacific/Auckland", "south"),
        ("America/Santiago", "south"),
        ("Africa/Johannesburg", "south"),
        ("America/Sao_Paulo", "south"),
        ("Asia/Tokyo", "north"),
    ],
)
def test_the_half_of_the_earth_is_told_by_the_clock(zone: str, half: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    if not hasattr(time, "tzset"):
        pytest.skip("the time zone of a process cannot be changed here")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    hemisphere.here.cache_clear()
    try:
        assert hemisphere.here() == half
    finally:
        monkeypatch.undo()
        time.tzset()
        hemisphere.here.cache_clear()


@pytest.mark.parametrize(("language", "first"), [("en_US.UTF-8", True), ("en_GB.UTF-8", False), ("C.UTF-8", False)])
def test_the_system_says_whether_the_month_comes_first(
    monkeypatch: pytest.MonkeyPatch, language: str, first: bool
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    hemisphere.month_first.cache_clear()
    try:
        assert hemisphere.month_first() is first
    finally:
        hemisphere.month_first.cache_clear()
