"""The same word in different places: noun here, verb there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.tagging import tag
from app.language.tokens import Tag, split


def tags_of(caption: str, word: str) -> list[Tag]:
    return [token.tag for token in tag(caption) if token.word == word]


@pytest.mark.parametrize(
    ("caption", "word", "expected"),
    [
        ("Two dogs play in the snow", "play", Tag.FINITE),
        ("A boy and a girl play football", "play", Tag.FINITE),
        ("Children watch a play", "play", Tag.NOUN),
        ("A man waves at the train", "waves", Tag.FINITE),
        ("A surfer rides the waves", "waves", Tag.NOUN),
        ("A woman in a red jacket stands near a wall", "stands", Tag.FINITE),
        ("Fans sit in the stands", "stands", Tag.NOUN),
        ("A brick building with a tower", "building", Tag.NOUN),
        ("A man building a wall", "building", Tag.GERUND),
        ("A running dog", "running", Tag.ADJECTIVE),
        ("A dog running", "running", Tag.GERUND),
        ("A man with a fishing pole", "fishing", Tag.NOUN),
        ("A man fishing in a river", "fishing", Tag.GERUND),
        ("A parked car", "parked", Tag.ADJECTIVE),
        ("A car parked by the road", "parked", Tag.PARTICIPLE),
        ("A dog chased a ball", "chased", Tag.FINITE),
        ("A dog jumped over a log", "jumped", Tag.FINITE),
        ("A girl in an orange dress", "orange", Tag.ADJECTIVE),
        ("A girl peels an orange", "orange", Tag.NOUN),
        ("A man who sings", "who", Tag.RELATIVE),
        ("There is a cat on the roof", "there", Tag.EXISTENTIAL),
        ("A trash can on a street", "can", Tag.NOUN),
        ("A dog that can swim", "can", Tag.MODAL),
        ("A man dressed as a clown", "as", Tag.PREPOSITION),
        ("A man smiles as he jumps", "as", Tag.SUBORDINATOR),
        ("A boy lies on the ground", "ground", Tag.NOUN),
        ("A boy with her hat gives her flowers", "her", Tag.DETERMINER),
    ],
)
def test_context_decides(caption: str, word: str, expected: Tag) -> None:
    assert expected in tags_of(caption, word)


def test_phrases_become_one_token() -> None:
    assert split("A cat next to a group of dogs in the middle of the road") == [
        "a", "cat", "next_to", "a", "dogs", "in_middle_of", "the", "road",
    ]  # fmt: skip


@given(st.text(max_size=300))
def test_any_text_is_tagged(text: str) -> None:
    assert len(tag(text)) == len(split(text))
