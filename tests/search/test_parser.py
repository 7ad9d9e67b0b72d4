"""What a person types, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.search.parser import parse


@pytest.mark.parametrize(
    ("text", "words", "exact", "without"),
    [
        ("snow on mountains", "snow on mountains", (), ()),
        ("  snow\n\ton   mountains ", "snow on mountains", (), ()),
        ('"red barn" in a field', "red barn in a field", ("red barn",), ()),
        ("“red barn” field", "red barn field", ("red barn",), ()),
        ('"unclosed quote', "unclosed quote", (), ()),
        ('""', "", (), ()),
        ('dog "', "dog", (), ()),
        ("dog -cat", "dog", (), ("cat",)),
        ("dog \u2212cat", "dog", (), ("cat",)),
        ('dog -"black cat" park', "dog park", (), ("black cat",)),
        ("-people", "", (), ("people",)),
        ("beach without people", "beach", (), ("people",)),
        ("beach without any people in summer", "beach in summer", (), ("people",)),
        ("beach without people or dogs", "beach", (), ("people", "dogs")),
        ("beach without people and cars", "beach", (), ("people", "cars")),
        ("beach, no people, sunset", "beach sunset", (), ("people",)),
        ("No people", "", (), ("people",)),
        ("a dog not on a leash", "a dog", (), ("leash",)),
        ("without snow without trees", "", (), ("snow", "trees")),
        ('beach no "big dog" sun', "beach sun", (), ("big dog",)),
        ("t-shirt", "t-shirt", (), ()),
        ("- dog", "dog", (), ()),
        ("IMG_0012.JPG", "IMG_0012.JPG", (), ()),
        ("dog without", "dog", (), ()),
        ("снег в горах", "снег в горах", (), ()),
        ("犬", "犬", (), ()),
        ("", "", (), ()),
        ("?!", "", (), ()),
        ("dog\ud800cat\0bird", "dog cat bird", (), ()),
        ("cats & dogs", "cats & dogs", (), ()),
        ("cats without & dogs", "cats", (), ("dogs",)),
        ("cat -dog -dog", "cat", (), ("dog",)),
    ],
)
def test_reads(text: str, words: str, exact: tuple[str, ...], without: tuple[str, ...]) -> None:
    query = parse(text)
    assert (query.words, query.exact, query.without) == (words, exact, without)


alphabet = st.one_of(
    st.characters(),
    st.characters(categories=["Cs"]),
    st.sampled_from([*'-"“”  \t\0,.&', "without ", "no ", "and ", "with "]),
)


@given(st.lists(alphabet, max_size=60).map("".join))
@example('-"')
@example("-&")
@example("without &")
@example("-" * 1000)
@example("without " * 300)
def test_no_query_fails_and_every_part_can_be_encoded(text: str) -> None:
    query = parse(text)
    for part in (query.text, query.words, *query.exact, *query.without):
        part.encode("utf-8")
        assert "\0" not in part
        assert part == part.strip()
    for part in (*query.exact, *query.without):
        assert any(letter.isalnum() for letter in part)
    assert parse(text) == query


@given(st.lists(st.sampled_from(["dog", "snow", "red", "on", "a", "beach"]), max_size=8))
def test_free_words_stay_as_they_are(words: list[str]) -> None:
    assert parse(" ".join(words)).words == " ".join(words)
