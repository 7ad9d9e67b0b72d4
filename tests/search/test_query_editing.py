"""What becomes of a query's text when a part of it is taken out or put right with a click."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import Chip, QueryProblem
from app.search.query.context import Context
from app.search.query.editing import choices, parted, with_picture, without
from app.search.query.reading import read
from app.search.query.tree import Like


def chip_of(text: str, label: str) -> Chip:
    return next(chip for chip in read(text, Context()).chips if chip.label == label)


def problem_of(text: str) -> QueryProblem:
    return read(text, Context()).problems[0]


@pytest.mark.parametrize(
    ("text", "label", "left"),
    [
        ("dog type:png sort:date", "PNG files", "dog sort:date"),
        ("dog type:png sort:date", "sorted by date", "dog type:png"),
        ("type:png", "PNG files", ""),
        ("(dog OR type:png) beach", "PNG files", "(dog) beach"),
        ("type:png OR dog", "PNG files", "dog"),
        ("dog OR type:png OR cat", "PNG files", "dog OR cat"),
        ("beach (type:png)", "PNG files", "beach"),
        ("beach -type:png cats", "not PNG files", "beach cats"),
        ("beach^2 sunset", "beach ×2", "sunset"),
        ('"red barn" dog', "“red barn”", "dog"),
        ("beach without people at night", "without people", "beach at night"),
    ],
)
def test_a_part_is_taken_out(text: str, label: str, left: str) -> None:
    assert without(text, chip_of(text, label)) == left
    assert not read(left, Context()).problems


def test_a_part_that_has_moved_meanwhile_is_found() -> None:
    chip = chip_of("dog type:png", "PNG files")
    assert without("snowy dog type:png", chip) == "snowy dog"
    assert without("something else", chip) == "something else"


def test_what_is_left_reads_as_it_did() -> None:
    text = "cats on drive D bigger than 5 MB sort:size"
    before = read(text, Context(drives=("D",)))
    for chip in before.chips:
        after = read(without(text, chip), Context(drives=("D",)))
        assert [one.label for one in after.chips] == [one.label for one in before.chips if one != chip]


@given(st.text(alphabet='abz ()"-^2:OR', max_size=40))
def test_any_chip_of_any_text_can_be_taken_out(text: str) -> None:
    for chip in read(text, Context()).chips:
        left = without(text, chip)
        assert len(left) <= len(text)
        read(left, Context())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("type:xyz dog", ("jpeg", "type:jpeg dog")),
        ("type:jpeg,foo", ("png", "type:jpeg,png")),
        ("size:", (">5MB", "size:>5MB")),
        ("sort:foo", ("relevance", "sort:relevance")),
        ("tipe:jpeg", ("type:", "type:jpeg")),
    ],
)
def test_a_problem_is_put_right(text: str, first: tuple[str, str]) -> None:
    assert choices(text, problem_of(text))[0] == first


@pytest.mark.parametrize("text", ["cats OR", "foo:bar dog"])
def test_nothing_is_offered_where_nothing_helps(text: str) -> None:
    assert choices(text, problem_of(text)) == ()


@pytest.mark.parametrize("name", ["beach.jpg", "two words.jpg", 'a "quoted" one.jpg', "ends with ).png"])
@pytest.mark.parametrize("words", ["", "snow on mountains type:jpeg"])
def test_a_picture_beside_the_words(words: str, name: str, tmp_path: Path) -> None:
    whole = with_picture(words, tmp_path / name)
    assert parted(whole) == (words, tmp_path / name)
    root = read(whole, Context()).query.root
    assert Like(str(tmp_path / name)) in (root, *getattr(root, "nodes", ()))


@pytest.mark.parametrize(
    "text", ["dog", "like:/a.jpg dog", "like:relative.jpg", "-like:/a.jpg", "like:", "unlike:/a.jpg", 'like:"/half quo']
)
def test_what_is_no_picture_at_the_end_stays(text: str) -> None:
    assert parted(text) == (text, None)
    assert with_picture(text, None) == text
