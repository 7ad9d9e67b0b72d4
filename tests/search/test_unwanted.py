"""What a person does not want to see: things, what is nearly the same, and whole kinds of things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.domain import Match
from app.library import Library
from app.search.evidence import Gatherer
from app.search.kinds import Kinds, kind_called
from app.search.searcher import Searcher
from app.search.snapshot import take_snapshot

if TYPE_CHECKING:
    from app.vision.pack import Pack


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("people", "people"),
        ("any person", "people"),
        ("wild animals", "animal"),
        ("vehicles", "vehicle"),
        ("reptile", "reptile"),
        ("bugs", "bug"),
        ("firearms", "gun"),
        ("dogs", None),
        ("red car", None),
        ("", None),
    ],
)
def test_words_for_whole_kinds(phrase: str, kind: str | None) -> None:
    assert kind_called(phrase) == kind


def test_tags_belong_to_kinds(pack: Pack) -> None:
    kinds = Kinds(pack)
    animals = set(kinds.tags("animal"))
    assert {"dog", "goldfish", "cocker spaniel", "ladybug", "leopard"} <= animals
    assert animals.isdisjoint({"car", "person", "beach", "pizza", "laptop", "church", "rose"})
    assert {"car", "bus", "fire truck"} <= set(kinds.tags("vehicle"))
    assert "person" in kinds.tags("people")
    assert {"tape player", "car", "dog"}.isdisjoint(kinds.tags("people"))
    assert {"common iguana", "sea turtle", "crocodile head", "Indian cobra"} <= set(kinds.tags("reptile"))
    assert set(kinds.tags("reptile")) <= animals
    assert "hot dog" not in kinds.tags("pet")
    assert "sea cucumber" not in kinds.tags("vegetable")


def test_members_tell_of_their_kind(make_library: Callable[[Sequence[Any]], Library], shot: Any, side: Any) -> None:
    library = make_library(
        [
            shot("dog.jpg", "dog beach", {"dog": 0.95}, "a beach"),
            shot("unsure.jpg", "dog beach", {"dog": 0.1}, "a beach"),
            shot("cat.jpg", "cat", {"cat": 0.9}, "a castle"),
            shot("car.jpg", "car", {"car": 0.9}, "a car"),
        ]
    )
    snapshot = take_snapshot(library, side)
    clues = Gatherer(side).clues("pets on a beach", side.encode_texts(["pets on a beach"])[0], snapshot)
    told = library.photos_by_slots(clues.told["pets"].tolist())
    assert sorted(row.name for row in told) == ["cat.jpg", "dog.jpg"]
    assert clues.presence.known == 1


@pytest.fixture
def searcher(
    make_library: Callable[[Sequence[Any]], Library], shot: Any, side: Any
) -> Callable[[str], tuple[list[str], list[str]]]:
    library = make_library(
        [
            shot("dog.jpg", "dog beach", {"dog": 0.95, "beach": 0.8}, "a dog on a beach"),
            shot("cat.jpg", "cat beach", {"cat": 0.9, "beach": 0.8}, "a beach"),
            shot("woman.jpg", "woman beach", {"beach": 0.8}, "a woman walks on a beach"),
            shot("empty.jpg", "beach", {"beach": 0.9, "dog": 0.03}, "a beach"),
            shot("car.jpg", "car beach", {"car": 0.9, "beach": 0.9}, "a car on a beach"),
            *(shot(f"{i}.jpg", "castle", {}, "a castle") for i in range(20)),
        ]
    )
    asked = Searcher(library, side)

    def names(query: str) -> tuple[list[str], list[str]]:
        hits = asked.search(query, limit=100).hits
        likely = [hit for hit in hits if hit.match is Match.LIKELY]
        return [Path(hit.path).name for hit in likely], [Path(hit.path).name for hit in hits]

    return names


@pytest.mark.parametrize(
    ("query", "stay"),
    [
        ("beach", {"dog.jpg", "cat.jpg", "woman.jpg", "empty.jpg", "car.jpg"}),
        ("beach without animals", {"woman.jpg", "empty.jpg", "car.jpg"}),
        ("beach without people", {"dog.jpg", "cat.jpg", "empty.jpg", "car.jpg"}),
        ("beach without people or animals", {"empty.jpg", "car.jpg"}),
        ("beach -vehicles -animals", {"woman.jpg", "empty.jpg"}),
    ],
)
def test_kinds_leave(searcher: Callable[[str], tuple[list[str], list[str]]], query: str, stay: set[str]) -> None:
    assert set(searcher(query)[0]) == stay


def test_everything_but_a_kind(searcher: Callable[[str], tuple[list[str], list[str]]]) -> None:
    likely, _ = searcher("without animals")
    assert {"dog.jpg", "cat.jpg"}.isdisjoint(likely)
    assert {"woman.jpg", "empty.jpg", "car.jpg", "3.jpg"} <= set(likely)
