"""Searching by where photos were taken, and asking saved searches anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.language import gazetteer
from app.library import Library
from app.library.places import PlaceRow
from app.search.placed import taken_in
from app.search.saved import asked, found_by, new_hits
from app.search.searcher import Searcher
from app.search.snapshot import Snapshot, take_snapshot

SPOTS = {
    "a.jpg": (38.7167, -9.1393),  # Lisbon
    "b.jpg": (38.6970, -9.4210),  # Cascais, 25 km west of it
    "c.jpg": (40.7580, -73.9855),  # New York
    "d.jpg": (48.8566, 2.3522),  # Paris
}


@pytest.fixture
def travels(make_library: Callable[..., Library], shot: Any) -> Library:
    """A dog on a beach in four places, and one nobody knows where."""
    names = [*SPOTS, "nowhere.jpg"]
    library = make_library([shot(name, shows="dog beach", caption=f"a dog on a beach {name}") for name in names])
    ids = {row.name: row.photo_id for row in library.photos_by_slots(library.live_slots())}
    with library._transaction() as connection:
        for name, (north, east) in SPOTS.items():
            connection.execute("UPDATE photos SET latitude = ?, longitude = ? WHERE id = ?", (north, east, ids[name]))
    waiting = library.unplaced(10)
    numbers = gazetteer.nearest([one.latitude or 0 for one in waiting], [one.longitude or 0 for one in waiting])
    places = gazetteer.places(numbers.tolist()).values()
    rows = [PlaceRow(p.number, p.label, p.name, p.code, p.latitude, p.longitude) for p in places]
    found = [(one.photo_id, int(number)) for one, number in zip(waiting, numbers, strict=True)]
    library.put_places([one.photo_id for one in waiting], found, rows)
    return library


def names_at(snapshot: Snapshot, slots: np.ndarray) -> list[str]:  # type: ignore[type-arg]
    return sorted(row.name for row in snapshot.library.photos_by_slots(slots.tolist()))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("place:lisbon", ["a.jpg"]),
        ("place:lissabon", ["a.jpg"]),
        ("place:portugal", ["a.jpg", "b.jpg"]),
        ('place:"New York"', ["c.jpg"]),
        ("place:Atlantis", []),
        ("near:lisbon,30km", ["a.jpg", "b.jpg"]),
        ("near:lisboa,5km", ["a.jpg"]),
        ("near:48.85,2.35,10km", ["d.jpg"]),
        ("-place:portugal place:france", ["d.jpg"]),
    ],
)
def test_filters_by_place(travels: Library, side: Any, query: str, wanted: list[str]) -> None:
    answer = Searcher(travels, side).search(query)
    assert sorted(hit.path.rpartition("/")[2] for hit in answer.hits) == wanted
    assert all(hit.place for hit in answer.hits)


def test_words_for_places(travels: Library, side: Any) -> None:
    snapshot = take_snapshot(travels, side)

    def found(text: str) -> dict[str, list[str]]:
        return {word: names_at(snapshot, slots) for word, slots in taken_in(text.split(), snapshot).items()}

    assert found("dog lissabon") == {"lissabon": ["a.jpg"]}
    assert found("Portugal") == {"Portugal": ["a.jpg", "b.jpg"]}
    assert found("New York skyline") == {"New": ["c.jpg"], "York": ["c.jpg"]}
    assert found("a new dog in us or pt") == {}
    assert found("berlin") == {}  # nobody was there
    assert found("") == {}


def test_a_library_without_places_asks_no_gazetteer(
    make_library: Callable[..., Library], shot: Any, side: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = take_snapshot(make_library([shot("a.jpg", shows="dog")]), side)
    monkeypatch.setattr(gazetteer, "called", None)
    assert taken_in(["lisbon"], snapshot) == {}


def test_saved_searches_tell_what_is_new(travels: Library, side: Any, shot: Any, make_library: Any) -> None:
    searcher = Searcher(travels, side)
    wanted = asked(searcher, "dog place:portugal", sort="date")
    assert (wanted.typed, wanted.sort) == ("dog place:portugal", "date")
    travels.save_search("Portugal", wanted)
    travels.save_search("dogs", asked(searcher, "dog beach"))
    dogs = travels.saved_search("dogs")
    assert new_hits(searcher, travels, travels.saved_search("Portugal")) == (2, 0)
    assert new_hits(searcher, travels, dogs) == (5, 0)
    make_library([shot("late.jpg", shows="dog beach", caption="a dog on a beach late")])
    searcher.refresh()
    found = found_by(searcher, travels, dogs)
    assert len(found.hits) == 6
    assert [row.name for row in travels.photos_by_ids(found.new)] == ["late.jpg"]
    travels.looked_at(dogs.search_id, found.hits)
    assert new_hits(searcher, travels, dogs) == (6, 0)


def test_a_place_as_a_word_finds_what_was_taken_there(travels: Library, side: Any) -> None:
    searcher = Searcher(travels, side)

    def first(text: str) -> tuple[str, ...]:
        return tuple(hit.path.rpartition("/")[2] for hit in searcher.search(text).hits)

    assert first("lissabon") == ("a.jpg",)
    assert "taken in Lisbon, Portugal" in searcher.search("lissabon").hits[0].why
    assert not any(chip.kind == "spelling" for chip in searcher.search("lissabon").chips)
    assert set(first("dog portugal")[:2]) == {"a.jpg", "b.jpg"}
    assert set(first("dog in portugal")) == {"a.jpg", "b.jpg"}
    assert first("dog paris")[0] == "d.jpg"
