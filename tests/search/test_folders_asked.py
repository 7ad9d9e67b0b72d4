"""Answers narrowed to folders, with those below or without, and to one day of every year."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.indexing.derive import build_derived
from app.library import Library
from app.search.narrowing import Choice, between, narrowed, narrowing, toggled, with_subfolders
from app.search.query.tree import Days, Filter, YearDay
from app.search.searcher import Searcher

EVERYTHING = "sort:date"
FOLDERS = ("Alps", "Alps/2019", "Alps/2020", "Alps/2020/raw", "Sea, and sand", 'Sea, and sand/a "b"', "Städte")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("folders")


@pytest.fixture(scope="module")
def library(fill: Callable[..., list[int]], shot: Any, place: Path) -> Iterator[Library]:
    """Two dogs in each of some folders, taken on the same day of several years; some came after the derived files."""
    for folder in FOLDERS:
        (place / folder).mkdir(parents=True, exist_ok=True)

    def shots(folders: tuple[str, ...], start: int) -> list[Any]:
        return [
            shot(
                f"{folder}/{start + at}-{which}.jpg",
                "dog",
                {"dog": 0.9},
                "a dog",
                f"{2015 + start + at}-11-2{which}T10:00:00",
            )
            for at, folder in enumerate(folders)
            for which in range(2)
        ]

    with Library.open(place / "library", write=True) as made:
        made.add_root(place)
        fill(made, place, shots(FOLDERS[:5], 0))
        build_derived(made)
        fill(made, place, shots(FOLDERS[5:], 5))
        yield made


@pytest.fixture
def searcher(library: Library, side: Any) -> Searcher:
    return Searcher(library, side)


def folder_rows(searcher: Searcher, text: str) -> tuple[Choice, ...]:
    told = narrowing(searcher, text)
    assert told is not None
    return told.choices["folder"]


def test_each_folder_counts_all_below_it(searcher: Searcher, place: Path) -> None:
    counts = searcher.folder_counts(EVERYTHING)
    [root] = counts.roots()
    assert (root.path, root.count, root.inner) == (str(place), 14, True)
    inside = {os.path.basename(one.path): (one.count, one.inner) for one in counts.inside(root.path)}
    assert inside == {"Alps": (8, True), "Sea, and sand": (4, True), "Städte": (2, False)}
    assert counts.of(str(place / "Alps") + "/.") == 2
    assert counts.inside(str(place / "Städte")) == []
    assert counts.inside("/nowhere") == []
    [drive] = {row.drive_id for row in searcher._library.drives()}
    assert counts.on_drive(drive) == 14
    assert counts.on_drive(drive + 1) == 0


def test_every_count_is_what_the_filter_finds(searcher: Searcher, place: Path) -> None:
    for text in ("", "dog", f'in:"{place}/Alps"', f'dog in:"{place}/Alps/2020/."', "in:Alps", "date:2015..2018"):
        for choice in folder_rows(searcher, text):
            alone = narrowed(searcher, text, "folder", [choice.query])
            assert choice.count is None or searcher.search(alone).total == choice.count, (text, choice)


def test_the_tree_opens_where_a_folder_is_chosen(searcher: Searcher, place: Path) -> None:
    rows = folder_rows(searcher, f'in:"{place}/Alps/2020"')
    assert [(row.label, row.depth, row.chosen) for row in rows] == [
        (place.name, 0, False),
        ("Alps", 1, False),
        ("2019", 2, False),
        ("2020", 2, True),
        ("raw", 3, False),
        ("Sea, and sand", 1, False),
        ("Städte", 1, False),
    ]
    named = folder_rows(searcher, "in:Alps")
    assert (named[-1].label, named[-1].count, named[-1].chosen) == ("Alps", None, True)


def test_a_folder_takes_the_place_of_those_above_and_below(searcher: Searcher, place: Path) -> None:
    rows = {row.label: row.query for row in folder_rows(searcher, f'in:"{place}/Alps"')}
    text = ""
    for name, left in (("Alps", 1), ("2020", 1), ("2019", 2), ("Alps", 1), ("Alps", 0)):
        text = narrowed(searcher, text, "folder", toggled(searcher, text, "folder", rows[name]))
        assert sum(row.chosen for row in folder_rows(searcher, text)) == left, (name, text)


def test_subfolders_can_be_left_out_and_taken_in_again(searcher: Searcher, place: Path) -> None:
    text = f'dog in:"{place}/Alps"'
    assert searcher.search(text).total == 8
    alone = narrowed(searcher, text, "folder", with_subfolders(searcher, text, False))
    assert alone == f'dog in:"{place}/Alps/."'
    assert searcher.search(alone).total == 2
    assert searcher.read(alone).chips[-1].label == "in Alps without subfolders"
    again = narrowed(searcher, alone, "folder", with_subfolders(searcher, alone, True))
    assert searcher.search(again).total == 8
    assert with_subfolders(searcher, "in:Alps", False) == ("in:Alps",)


def test_a_day_of_every_year(searcher: Searcher) -> None:
    assert searcher.search("date:11-21").total == 7
    assert searcher.search("day:11-21 before:2018").total == 3
    assert searcher.search("dog -date:11-21").total == 7
    assert searcher.search("date:2-29").total == 0
    assert not searcher.read("date:2-29").problems
    assert searcher.read("date:13-40").problems
    assert searcher.read("date:11-21").chips[0].label == "21 November of any year"
    told = narrowing(searcher, "date:11-21")
    assert told is not None
    assert [row.count for row in told.choices["date"] if not row.part] == [1] * 7
    year = narrowed(searcher, "date:11-21", "date", toggled(searcher, "date:11-21", "date", "date:2016"))
    assert year == "date:11-21 date:2016"
    assert searcher.search(year).total == 1


def test_days_of_the_year_are_written_as_they_are_read(searcher: Searcher) -> None:
    @settings(max_examples=60)
    @given(st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)))
    def holds(day: datetime.date) -> None:
        wanted = Filter("date", YearDay(f"{day:%m-%d}"))
        assert searcher.read(f"date:{day.month}-{day.day}").query.root == wanted
        assert searcher.written(searcher.read(f"day:{day:%m-%d}").query) == f"date:{day:%m-%d}"

    holds()


NAMES = st.lists(st.sampled_from(FOLDERS), min_size=1, max_size=3, unique=True)
DAYS = st.one_of(st.none(), st.dates(datetime.date(2010, 1, 1), datetime.date(2030, 1, 1)).map(str))


def test_folders_and_days_go_from_the_panel_into_the_text_and_back(searcher: Searcher, place: Path) -> None:
    @settings(max_examples=40, deadline=None)
    @given(st.sampled_from(["", "dog", "dog OR cat", "in 2016", "type:jpeg -cat"]), NAMES, DAYS, DAYS, st.booleans())
    def holds(text: str, names: list[str], since: str | None, until: str | None, below: bool) -> None:
        if since is not None and until is not None and until < since:
            since, until = until, since
        queries = [searcher.written(searcher.read(f"in:«{place / name}»").query) for name in names]
        text = narrowed(searcher, text, "folder", queries)
        text = narrowed(searcher, text, "date", between("date", since, until))
        text = narrowed(searcher, text, "folder", with_subfolders(searcher, text, below))
        told = narrowing(searcher, text)
        assert told is not None
        chosen = {row.hint.removesuffix("/.") for row in told.choices["folder"] if row.chosen}
        assert chosen == {str(place / name) for name in names}
        assert told.days == Days(since, until)
        assert searcher.search(text).total == told.total

    holds()
