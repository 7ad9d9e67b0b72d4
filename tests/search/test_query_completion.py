"""What is offered while a person types."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.search.query.completion import complete
from app.search.query.context import Context
from app.search.query.keys import KEYS
from app.search.query.reading import read
from app.search.query.tree import FilterKey

CONTEXT = Context(today=datetime.date(2026, 11, 21), drives=("Backup 2", "D"))
LIBRARY: dict[str, list[tuple[str, int]]] = {
    "camera": [("Canon EOS 80D", 40), ("NIKON D750", 7)],
    "drive": [("Backup 2", 30), ("D", 17)],
    "place": [("Lisbon, Portugal", 12)],
    "tag": [("dog", 9), ("wedding", 3)],
    "type": [("jpeg", 44), ("heic", 3)],
    "date": [("2023", 20), ("2022", 5)],
}


def values(key: FilterKey, prefix: str) -> list[tuple[str, int]]:
    return [(value, count) for value, count in LIBRARY.get(key, []) if value.lower().startswith(prefix.lower())]


def offered(marked: str) -> list[tuple[str, int | None]]:
    """The texts that come out when the cursor stands at "|"."""
    cursor = marked.index("|")
    text = marked.replace("|", "")
    return [
        (text[: found.start] + found.text + text[found.end :], found.count)
        for found in complete(text, cursor, values, CONTEXT)
    ]


def test_every_key_is_offered_with_what_it_is_for() -> None:
    for text in ("", "dog ", "(", "-"):
        found = complete(text, len(text), values, CONTEXT)
        assert [completion.text for completion in found] == [f"{key}:" for key in KEYS]
        assert all(len(completion.label) > len(completion.text) + 4 for completion in found)


@pytest.mark.parametrize(
    ("marked", "first"),
    [
        ("cam|", ("camera:", None)),
        ("dog -cam| beach", ("dog -camera: beach", None)),
        ("date|taken", ("date:", None)),
        ("ca|mera:canon", ("camera:canon", None)),
        ("camera:|", ('camera:"Canon EOS 80D"', 40)),
        ("camera:ni| dog", ('camera:"NIKON D750" dog', 7)),
        ('drive:"Back|', ('drive:"Backup 2"', 30)),
        ('drive:"Back| dog', ('drive:"Backup 2" dog', 30)),
        ('drive:"Ba|ckup 1" dog', ('drive:"Backup 2" dog', 30)),
        ("type:jpeg,he|", ("type:jpeg,heic", 3)),
        ("type:jpeg,|", ("type:jpeg,heic", 3)),
        ("type:h|ei,png", ("type:heic,png", 3)),
        ("(type:j|)", ("(type:jpeg)", 44)),
        ("date:20|", ("date:2023", 20)),
        ("date:2022..20|", ("date:2022..2023", 20)),
        ("date:>=20|", ("date:>=2023", 20)),
        ("date:y|", ("date:yesterday", None)),
        ("sort:|", ("sort:relevance", None)),
        ("is:fav|", ("is:favourite", None)),
        ("rating:|", ("rating:>=4", None)),
        ("size:l|", ("size:large", None)),
        ("place:lis|", ('place:"Lisbon, Portugal"', 12)),
        ("lisb|", ('place:"Lisbon, Portugal"', 12)),
        ("wed|", ("tag:wedding", 3)),
    ],
)
def test_what_is_offered_first(marked: str, first: tuple[str, int | None]) -> None:
    assert offered(marked)[0] == first


def test_nothing_is_offered_inside_exact_words() -> None:
    assert complete('"red ba', 7, values, CONTEXT) == ()
    assert complete('"red barn"', 10, values, CONTEXT) == ()


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from([*'",:()-^. “„«', "drive:", "date:", "type:", "dog", "Ba", ">="]), max_size=12).map(
        "".join
    ),
    st.integers(-3, 40),
)
def test_any_text_and_cursor_and_every_offer_can_be_read(text: str, cursor: int) -> None:
    for found in complete(text, cursor, values, CONTEXT):
        assert 0 <= found.start <= min(max(cursor, 0), len(text)) <= found.end <= len(text)
        assert found.text
        assert found.label
        read(text[: found.start] + found.text + text[found.end :], CONTEXT)


def test_a_value_of_several_words_is_offered_in_quotation_marks() -> None:
    assert ('date:"last summer"', None) in offered("date:last|")
    assert ('date:"last summer"', None) in offered('date:"last s|')


def test_towns_are_offered_behind_near() -> None:
    def towns(prefix: str) -> list[tuple[str, str]]:
        known = [
            ("Lisbon", "Lisbon, Portugal"),
            ("Lisburn", "Lisburn, United Kingdom"),
            ("Portland, Maine", "Portland"),
        ]
        return [pair for pair in known if pair[0].lower().startswith(prefix.lower())]

    def values(key: str, prefix: str) -> list[tuple[str, int]]:
        known = [("Lisbon, Portugal", 7), ("Portugal", 9)] if key == "place" else []
        return [(name, count) for name, count in known if name.lower().startswith(prefix.lower())]

    def offered(text: str) -> list[str]:
        return [one.text for one in complete(text, len(text), values, Context(), towns)]

    assert offered("dog near:lis") == ['"Lisbon, Portugal"', "Lisburn"]
    assert offered("near:portl") == ['"Portland, Maine"']
    assert offered("place:lis") == ['"Lisbon, Portugal"']  # where photos were taken, and nowhere else
    assert offered("near:xyz") == []
