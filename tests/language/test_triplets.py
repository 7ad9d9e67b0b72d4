"""What the convention of docs/triplets.md promises, one table; and what holds for any text at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.triplets import LONGEST_CAPTION, triplets
from app.language.words import singular


def read(caption: str) -> list[str]:
    return [f"{found.subject} / {found.predicate} / {found.object}" for found in triplets(caption)]


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        # predicates
        ("a dog sits on a sofa", ["dog / sit on / sofa"]),
        ("A cat is on the table.", ["cat / on / table"]),
        ("There are two cats on a chair.", ["cat / on / chair"]),
        ("The bowl is full of apples.", ["bowl / full of / apple"]),
        ("A goat stands in front of a barn.", ["goat / stand in front of / barn"]),
        ("A boat in the middle of a lake.", ["boat / in middle of / lake"]),
        ("A girl looks up at the sky.", ["girl / look up at / sky"]),
        # where a preposition belongs
        (
            "two men in red shirts ride horses along the beach",
            ["man / in / shirt", "man / ride / horse", "man / ride along / beach"],
        ),
        ("A man wearing a coat in a kitchen.", ["man / wear / coat", "man / in / kitchen"]),
        ("A boy hits a ball with a bat.", ["boy / hit / ball", "boy / hit with / bat"]),
        ("A woman holds a plate with cake.", ["woman / hold / plate", "plate / with / cake"]),
        ("A dog with a ball in its mouth.", ["dog / with / ball", "ball / in / mouth"]),
        ("A table with a lamp on it.", ["table / with / lamp", "lamp / on / table"]),
        (
            "A man walks next to a woman in a hat.",
            ["man / walk next to / woman", "woman / in / hat"],
        ),
        ("In a field a dog runs.", ["dog / run in / field"]),
        # who acts
        ("a dog is being held by a man", ["man / hold / dog"]),
        ("A road surrounded by trees.", ["tree / surround / road"]),
        ("A car parked by a fence.", ["car / park by / fence"]),
        ("a man who is riding a bike", ["man / ride / bike"]),
        ("A kite that looks like a bird.", ["kite / look like / bird"]),
        ("a dog running through snow", ["dog / run through / snow"]),
        ("A man on a bench reading a book.", ["man / on / bench", "man / read / book"]),
        ("A man watches a dog running in the grass.", ["man / watch / dog", "dog / run in / grass"]),
        ("A girl smiles while she holds a cup.", ["girl / hold / cup"]),
        ("A woman helps a boy ride a pony.", ["woman / help / boy", "boy / ride / pony"]),
        ("A boy trying to catch a ball.", ["boy / catch / ball"]),
        ("Two dogs, one with a stick, run along a road.", ["dog / with / stick", "dog / run along / road"]),
        # more than one
        ("a boy and a girl play football", ["boy / play / football", "girl / play / football"]),
        ("a woman wearing a hat and sunglasses", ["woman / wear / hat", "woman / wear / sunglasses"]),
        (
            "A man sits on a bench and reads a book.",
            ["man / sit on / bench", "man / read / book"],
        ),
        (
            "A girl wearing a hat and a boy wearing a cap ride a pony.",
            ["girl / wear / hat", "boy / wear / cap", "girl / ride / pony", "boy / ride / pony"],
        ),
        (
            "A room with a bed, a chair, and a lamp.",
            ["room / with / bed", "room / with / chair", "room / with / lamp"],
        ),
        # nouns
        ("A girl hits a tennis ball.", ["girl / hit / tennis ball"]),
        ("A group of people on a bus.", ["people / on / bus"]),
        ("A man eats a slice of pizza.", ["man / eat / pizza"]),
        ("A cup of tea.", ["cup / of / tea"]),
        ("A boy holds his sister's hand.", ["boy / hold / hand"]),
        ("A woman dressed in black.", ["woman / dress in / black"]),
        # nothing to say
        ("Mountain, snow, valley", []),
        ("dog, running, grass", []),
        ("A red car.", []),
        ("A dog is running.", []),
        ("A man is not wearing a hat.", []),
        ("A boy with no shoes.", []),
        ("", []),
    ],
)
def test_convention(caption: str, expected: list[str]) -> None:
    assert read(caption) == expected


def test_without_stays_in_the_predicate() -> None:
    assert read("A man without a shirt") == ["man / without / shirt"]


def test_the_same_text_gives_the_same_answer() -> None:
    caption = "Three girls and a dog walk along a river with mountains in the background."
    assert triplets(caption) == triplets(caption)


_WORDS = st.sampled_from(
    (
        "a the two his her man men dog dogs people child tennis ball table hat red young wearing rides ride "
        "riding parked held sits sit on in with of by next to front middle group and or , . while as who that "
        "is are being has there not no it they one watch watches play plays building fishing pole background "
        "mouth 's them each other to very quickly"
    ).split()
)


@given(st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=30).map(" ".join)))
def test_any_text(text: str) -> None:
    # Forms a noun of the caption may take: itself, its singular, without the possessive.
    words = re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", text.lower().replace("’", "'"))
    forms = {part for word in words for part in (word, word.split("'")[0])}
    forms |= {singular(form) for form in forms} | {part for form in forms for part in form.split("-")}
    for found in triplets(text):
        for part in (found.subject, found.predicate, found.object):
            assert part and part == part.strip() and part == part.lower()
        for noun in (found.subject, found.object):
            for word in noun.split():
                assert word in forms or any(singular(form) == word for form in forms), (noun, text)


def test_a_text_without_end_is_cut() -> None:
    endless = "a dog sits on a sofa and " * LONGEST_CAPTION
    assert read(endless) == ["dog / sit on / sofa"]
