"""What an answer can be narrowed to, and the text that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.indexing.derive import build_derived
from app.library import Library
from app.search.narrowing import SECTIONS, Narrowing, Section, between, conditions, narrowed, narrowing, toggled
from app.search.query.tree import Days, Range
from app.search.searcher import Searcher


@pytest.fixture(scope="module")
def library(fill: Callable[..., list[int]], shot: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Twelve dogs in four years, every other one rated, some favourites; three cats."""
    shots = [
        shot(
            f"IMG_{number:02}.{'png' if number % 4 == 0 else 'jpg'}",
            "dog",
            {"dog": 0.9},
            f"a dog {number}",
            f"{2019 + number % 4}-{1 + number % 2:02}-15T10:00:00",
            100 + 99_000 * number,
        )
        for number in range(12)
    ]
    shots += [shot(f"cat {n}.jpg", "cat", {"cat": 0.9}, f"cat {n}") for n in range(3)]
    folder = tmp_path_factory.mktemp("narrowing")
    with Library.open(folder / "library", write=True) as made:
        made.add_root(folder)
        ids = fill(made, folder, shots)
        for stars, photo in enumerate(ids[:12:2]):
            made.set_rating([photo], stars)
        made.set_favourite(ids[:3], True)
        build_derived(made)
        yield made


@pytest.fixture
def searcher(library: Library, side: Any) -> Searcher:
    return Searcher(library, side)


def found(searcher: Searcher, text: str) -> Narrowing:
    told = narrowing(searcher, text)
    assert told is not None
    return told


def rows(told: Narrowing, section: Section) -> list[tuple[str, int | None, bool]]:
    return [(choice.query, choice.count, choice.chosen) for choice in told.choices[section]]


def test_nothing_asked_for_offers_the_whole_library(searcher: Searcher) -> None:
    told = found(searcher, "")
    assert told.total == 15
    assert not told.active
    assert ("is:favourite", 3, False) in rows(told, "favourite")
    assert {"type", "date", "drive", "size", "rating", "orientation", "favourite"} <= set(told.choices)


def test_every_choice_leaves_as_many_as_it_says(searcher: Searcher) -> None:
    for text in ("dog", "", "dog date:2019..2020", "dog OR cat", "dog rating:>=2 date:2020"):
        told = found(searcher, text)
        for section, choices in told.choices.items():
            for choice in choices:
                alone = narrowed(searcher, text, section, [choice.query])
                assert choice.count is None or searcher.search(alone).total == choice.count, (text, alone)


def test_a_section_counts_what_there_is_if_one_chooses_otherwise(searcher: Searcher) -> None:
    told = found(searcher, "dog date:2019")
    years = [row for row in rows(told, "date") if row[0].count("-") == 0]
    assert years == [
        ("date:2022", 3, False), ("date:2021", 3, False), ("date:2020", 3, False), ("date:2019", 3, True),
    ]  # fmt: skip
    assert told.total == 3
    assert told.days == Days("2019", "2019")
    assert [row[0] for row in rows(told, "date") if "-" in row[0]] == ["date:2019-01"]


def test_where_the_line_was_moved_to_counts_everywhere(searcher: Searcher) -> None:
    for text, shift in (
        ("animal", -1.0),
        ("dog on grass", 2.0),
        ("animal date:2020", -1.0),
        ("pet is:favourite", -2.0),
    ):
        told = narrowing(searcher, text, shift=shift)
        assert told is not None
        assert told.total == searcher.listing(text, shift=shift).answer.total != found(searcher, text).total
        for section, choices in told.choices.items():
            for choice in choices:
                alone = narrowed(searcher, text, section, [choice.query])
                assert choice.count is None or searcher.search(alone, shift=shift).total == choice.count, (text, alone)


def test_months_are_below_the_one_year_that_is_chosen(searcher: Searcher) -> None:
    def months(text: str) -> list[str]:
        return [query for query, _, _ in rows(found(searcher, text), "date") if "-" in query]

    assert months("dog") == []
    assert months("dog date:2020..2021") == []
    assert months("dog date:2020") == ["date:2020-02"]
    assert months("dog date:2020-02 OR cat") == []
    assert months("dog date:2020-02") == ["date:2020-02"]


def test_what_is_asked_for_is_shown_though_no_photo_has_it(searcher: Searcher) -> None:
    told = found(searcher, "dog camera:canon type:heic date:1999")
    assert ("camera:canon", None, True) in rows(told, "camera")
    assert ("type:heic", 0, True) in rows(told, "type")
    assert ("date:1999", 0, True) in rows(told, "date")
    assert told.total == 0


def test_plain_words_are_chosen_too_and_can_be_taken_out(searcher: Searcher) -> None:
    told = found(searcher, "dog in 2020 bigger than 300 kB")
    assert ("date:2020", 3, True) in rows(told, "date") or told.days == Days("2020", "2020")
    assert told.sizes == Range(300_001, None)
    assert narrowed(searcher, told.text, "date", []) == "dog bigger than 300 kB"
    assert narrowed(searcher, told.text, "size", []) == "dog in 2020"


@pytest.mark.parametrize(
    ("text", "section", "queries", "wanted"),
    [
        ("dog", "type", ["type:jpeg"], "dog type:jpeg"),
        ("dog type:jpeg summer", "type", ["type:jpeg", "type:png"], "dog type:jpeg,png summer"),
        ("dog type:jpeg summer", "type", [], "dog summer"),
        ("", "date", ["date:2019"], "date:2019"),
        ("dog", "date", ["date:2019", "date:2020", "date:2022"], "dog date:2019..2020,2022"),
        ("dog", "rating", ["rating:5", "rating:4"], "dog rating:>=4"),
        ("dog", "rating", ["rating:4", "rating:none"], "dog (rating:none OR rating:4)"),
        ("dog (rating:none OR rating:4)", "rating", ["rating:4"], "dog rating:4"),
        ("dog OR cat", "type", ["type:png"], "(dog OR cat) type:png"),
        ("dog -type:png", "type", ["type:jpeg"], "dog -type:png type:jpeg"),
        ("beach without", "type", ["type:png"], "(beach without) type:png"),
        ("dog is:favourite", "favourite", [], "dog"),
        ("dog", "favourite", ["is:favourite"], "dog is:favourite"),
        ("dog sort:date", "size", ["size:small"], "dog sort:date size:100kB..<1MB"),
    ],
)
def test_the_text_stays_what_was_typed(
    searcher: Searcher, text: str, section: Section, queries: list[str], wanted: str
) -> None:
    assert narrowed(searcher, text, section, queries) == wanted


def test_what_would_read_otherwise_is_written_anew(searcher: Searcher) -> None:
    """Between a date and a word that could belong to it, a filter can be the only thing that parts them."""
    text = "date:2019 type:png summer"
    after = narrowed(searcher, text, "type", [])
    assert conditions(searcher.read(after), "date") == conditions(searcher.read(text), "date")
    assert not conditions(searcher.read(after), "type")


def test_a_click_adds_takes_away_and_replaces(searcher: Searcher) -> None:
    text = "dog type:jpeg date:2020 size:small rating:>=4"
    assert toggled(searcher, text, "type", "type:png") == ("type:jpeg", "type:png")
    assert toggled(searcher, text, "type", "type:jpeg") == ()
    assert toggled(searcher, text, "date", "date:2020-02") == ("date:2020-02",)
    assert toggled(searcher, text, "date", "date:2019") == ("date:2020", "date:2019")
    assert toggled(searcher, text, "size", "size:<100kB") == ("size:<100kB",)
    assert toggled(searcher, text, "rating", "rating:5") == ("rating:4",)
    months = "dog date:2020-01..2020-02"
    assert toggled(searcher, months, "date", "date:2020") == ("date:2020",)
    assert toggled(searcher, months, "date", "date:2020-01") == ("date:2020-02",)
    assert toggled(searcher, "dog since 2020", "date", "date:2019") == ("date:2019",)


def test_spans_are_put_into_the_text(searcher: Searcher) -> None:
    days = between("date", "2019-06-01", None)
    assert narrowed(searcher, "dog date:2020", "date", days) == "dog date:2019-06-01.."
    assert narrowed(searcher, "dog", "size", between("size", None, 5_000_000)) == "dog size:<=5MB"
    assert between("size", None, None) == ()


def test_words_that_were_taken_back_stay_words(searcher: Searcher) -> None:
    literal = frozenset({"in 2020"})
    text = narrowed(searcher, "dog in 2020", "type", ["type:png"], literal=literal)
    assert text == "dog in 2020 type:png"
    assert not conditions(searcher.read(text, literal=literal), "date")


def test_it_can_be_stopped(searcher: Searcher) -> None:
    assert narrowing(searcher, "dog", stop=lambda: True) is None


PIECES = st.sampled_from(
    ["dog", "cat", "OR", "-snow", "type:png", "date:2019", "last summer", "(", ")", "rating:4", "without", '"red barn"',
     "is:favourite", "size:small", "in 2020", "drive:D", "sort:date", "date:2019,2021", "-type:png"]
)  # fmt: skip


def test_a_choice_is_in_the_text_and_nothing_else_changes(searcher: Searcher) -> None:
    @settings(max_examples=25)
    @given(st.lists(PIECES, max_size=7).map(" ".join), st.sampled_from(SECTIONS))
    def holds(text: str, section: Section) -> None:
        query = {"type": "type:jpeg", "date": "date:2021-03", "favourite": "is:favourite"}.get(section, "")
        after = narrowed(searcher, text, section, [query] if query else [])
        told = conditions(searcher.read(after), section)
        assert told == ((searcher.read(query).query.root,) if query else ())
        for other in SECTIONS:
            if other != section:
                before = conditions(searcher.read(text), other)
                assert set(conditions(searcher.read(after), other)) >= set(before)

    holds()
