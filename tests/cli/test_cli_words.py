"""How numbers, paths and answers are put into words for a terminal."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.index import NAMED_SKIPS, as_json, in_words
from app.cli.progress import facts
from app.cli.show import WORD_STYLE, coloured, duration, home_as_tilde, query_words, short_path, size
from app.cli.stream import printable, visible
from app.cli.test import _counts
from app.domain import IndexSummary, Progress, Skipped

any_path = st.text(st.characters(exclude_characters="\0"), max_size=120)


@given(any_path, st.integers(4, 150))
def test_a_short_path_fits_and_keeps_a_name_that_fits(path: str, room: int) -> None:
    short = short_path(path, room)
    assert len(short) <= room
    name = os.path.basename(visible(path))
    if len(path) <= room:
        assert short == visible(path)
    elif len(name) <= room - 3:
        assert short.endswith(name)


@given(st.text(st.characters(codec=None), max_size=60))
def test_anything_can_be_printed_and_put_into_json(text: str) -> None:
    clean = printable(text)
    clean.encode("utf-8")
    assert json.loads(json.dumps(clean)) == clean


@given(st.binary(max_size=40))
def test_any_file_name_can_be_printed(name: bytes) -> None:
    printable(os.fsdecode(name)).encode("utf-8")


def test_ordinary_text_is_printed_as_it_is() -> None:
    assert printable("Übung/雪 🏔.jpg") == "Übung/雪 🏔.jpg"


@pytest.mark.parametrize(
    ("octets", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (2_449_000, "2.4 MB"), (3 * 10**15, "3000.0 TB")],
)
def test_sizes_in_words(octets: int, words: str) -> None:
    assert size(octets) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.04, "0.0 s"), (9.5, "9.5 s"), (59.4, "59 s"), (200, "3 min 20 s"), (7800, "2 h 10 min")]
)
def test_durations_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_the_home_folder_is_a_tilde() -> None:
    assert home_as_tilde(str(Path.home() / "a" / "b.jpg")) == os.path.join("~", "a", "b.jpg")
    assert home_as_tilde("/elsewhere/b.jpg") == "/elsewhere/b.jpg"


def test_words_of_the_query_are_coloured_whatever_their_form() -> None:
    text = coloured('two dogs, "running" on snow', query_words("a dog runs"))
    assert [text.plain[span.start : span.end] for span in text.spans if span.style == WORD_STYLE] == ["dogs", "running"]


@given(st.text(max_size=60).map(visible), st.text(max_size=20))
def test_colouring_changes_no_letter(text: str, query: str) -> None:
    assert coloured(text, query_words(query)).plain == text


def test_a_name_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in short_path("/photos/\x1b[2Jclear\r\nme.jpg", 80)
    assert visible("a\x1b[31m\x9b\nb") == "a\ufffd[31m\ufffd\ufffdb"


def test_progress_says_speed_and_time_left_once_they_are_known() -> None:
    assert facts(Progress("scan", 1200, None)) == "1,200 files found"
    assert facts(Progress("index", 0, 50)) == ""
    assert facts(Progress("index", 10, 50, rate=24.68, seconds_left=95.0)) == "24.7 photos/s, 1 min 35 s left"


def test_the_summary_names_the_first_skipped_files_and_json_all() -> None:
    skipped = [Skipped(f"/p/{number}.jpg", "no photo") for number in range(NAMED_SKIPS + 3)]
    summary = IndexSummary(found=30, indexed=7, unchanged=0, skipped=skipped, seconds=1.26)
    words = in_words(summary)
    assert "30 photos found: 7 indexed, 0 unchanged, 23 skipped in 1.3 s." in words
    assert "/p/19.jpg: no photo" in words
    assert "/p/20.jpg" not in words
    assert "and 3 more" in words
    assert [skip["path"] for skip in as_json(summary)["skipped"]] == [skip.path for skip in skipped]


def test_the_summary_tells_of_files_that_are_gone() -> None:
    assert "no longer" not in in_words(IndexSummary(found=4))
    assert "1 file is no longer where it was; what is known of it is kept." in in_words(IndexSummary(missing=1))
    assert "3 files are no longer where they were; what is" in in_words(IndexSummary(missing=3))
    assert as_json(IndexSummary(missing=3))["missing"] == 3


def test_the_test_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    assert _counts(report) == {"passed": 0, "failed": 0, "skipped": 0}
    report.write_text('<testsuites><testsuite tests="9" failures="1" errors="1" skipped="2"/></testsuites>')
    assert _counts(report) == {"passed": 5, "failed": 2, "skipped": 2}
