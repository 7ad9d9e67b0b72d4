"""Numbers, dates and outcomes in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from ui_stand_ins import make_hit

from app.domain import IndexSummary, Match, Progress, Skipped
from app.ui import wording


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (40, "40 seconds"), (59.7, "1 minute"), (200, "3 minutes"), (7_800, "2 h 10 min")],
)
def test_durations_are_as_exact_as_a_person_wants(seconds: float, words: str) -> None:
    assert wording.duration(seconds) == words


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Progress("scan", 1, None), "Looking for photos: 1 file found"),
        (
            Progress("index", 1_203, 5_000, 58.4, 65.0),
            "Indexing 1,203 of 5,000 photos (24 %) · 58 photos/s · 1 minute left",
        ),
        (Progress("index", 0, 10), "Indexing 0 of 10 photos (0 %)"),
        (Progress("index", 2, None, 0.4), "Indexing 2 · 0.4 photos/s"),
        (Progress("finish", 10, 10), "Finishing"),
    ],
)
def test_progress_is_one_line(step: Progress, words: str) -> None:
    assert wording.progress(step) == words


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (IndexSummary(), "No photos found there"),
        (IndexSummary(cancelled=True), "Stopped"),
        (IndexSummary(found=3, unchanged=3, seconds=2), "Nothing new · 3 unchanged"),
        (IndexSummary(found=3, indexed=3, seconds=2), "3 photos indexed in 2 seconds"),
        (
            IndexSummary(9, 1, 6, [Skipped("/a", "damaged"), Skipped("/b", "empty")], 90),
            "1 photo indexed in 2 minutes · 6 unchanged · 2 files skipped",
        ),
        (IndexSummary(9, 4, seconds=3, cancelled=True), "Stopped: 4 photos indexed in 3 seconds"),
    ],
)
def test_a_run_is_summed_up_in_one_line(result: IndexSummary, words: str) -> None:
    assert wording.summary(result) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2021-01-17T10:30:00", "17/01/2021 10:30"), (None, ""), ("", ""), ("last summer", ""), ("2021-13-01", "")],
)
def test_dates_are_local_or_left_out(iso: str | None, words: str) -> None:
    assert wording.date(iso) == words


def test_matches_are_counted_by_how_sure_they_are() -> None:
    assert wording.matches_of({Match.LIKELY: 2, Match.MAYBE: 1}) == "2 likely, 1 maybe"
    assert wording.matches_of({}) == ""


def test_no_name_breaks_the_window() -> None:
    assert wording.path("/photos/\udce9te.jpg") == "/photos/\N{REPLACEMENT CHARACTER}te.jpg"
    assert wording.file_name(make_hit(1, "/")) == "/"
