"""Base forms and content words, as search uses them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.words import NEGATION_WORDS, STOP_WORDS, base_form, content_words, singular, tokens, verb_base


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("dogs", "dog"), ("men", "man"), ("women", "woman"), ("children", "child"), ("people", "people"),
        ("policemen", "policeman"), ("grandchildren", "grandchild"), ("boxes", "box"), ("dishes", "dish"),
        ("beaches", "beach"), ("horses", "horse"), ("buses", "bus"), ("cities", "city"), ("knives", "knife"),
        ("leaves", "leaf"), ("feet", "foot"), ("mice", "mouse"), ("sheep", "sheep"), ("pants", "pants"),
        ("sunglasses", "sunglasses"), ("scissors", "scissors"), ("grass", "grass"), ("bus", "bus"),
        ("tennis", "tennis"), ("skis", "ski"), ("t-shirts", "t-shirt"), ("movies", "movie"), ("woods", "woods"),
    ],
)  # fmt: skip
def test_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected
    assert singular(expected) == expected  # a base form stays what it is


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("sits", "sit"), ("sat", "sit"), ("sitting", "sit"), ("seated", "sit"), ("running", "run"), ("ran", "run"),
        ("lying", "lie"), ("laying", "lie"), ("wearing", "wear"), ("wore", "wear"), ("worn", "wear"),
        ("riding", "ride"),
        ("ridden", "ride"), ("carries", "carry"), ("carried", "carry"), ("watches", "watch"), ("tying", "tie"),
        ("skiing", "ski"), ("hiking", "hike"), ("swimming", "swim"), ("travelling", "travel"), ("has", "have"),
        ("squirrelling", "squirrell"), ("lassoing", "lasso"), ("digitized", "digitize"),
    ],
)  # fmt: skip
def test_verb_base(form: str, infinitive: str) -> None:
    assert verb_base(form) == infinitive


@pytest.mark.parametrize(
    ("word", "expected"),
    [("running", "run"), ("dogs", "dog"), ("building", "building"), ("buildings", "building"), ("ran", "run")],
)
def test_base_form_without_context(word: str, expected: str) -> None:
    assert base_form(word) == expected


def test_content_words_keep_what_a_photo_can_show() -> None:
    assert content_words("Two dogs running on the green grass") == ["two", "dog", "run", "green", "grass"]
    assert content_words("the man's red hats and a red hat") == ["man", "red", "hat"]
    assert content_words("a beach without people") == ["beach", "people"]
    assert content_words("") == []


def test_negation_words_are_no_stop_words() -> None:
    assert {"no", "not", "without"} <= NEGATION_WORDS
    assert not NEGATION_WORDS & STOP_WORDS


def test_tokens_keep_hyphens_and_other_alphabets() -> None:
    assert tokens("A T-shirt, the dog’s ball; Žižkov 2024") == [
        "a",
        "t-shirt",
        "the",
        "dog's",
        "ball",
        "žižkov",
        "2024",
    ]


@given(st.text(max_size=200))
def test_content_words_take_any_text(text: str) -> None:
    words = content_words(text)
    assert len(words) == len(set(words))
    assert all(word and word == word.strip() for word in words)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz-'", max_size=20))
def test_base_forms_are_never_empty(word: str) -> None:
    assert bool(singular(word)) == bool(word)
    assert bool(verb_base(word)) == bool(word)
    assert bool(base_form(word)) == bool(word)
