"""What people said of a photo, found by search: own tags and captions are sure signs, whatever the models say."""

from __future__ import annotations

import os
from typing import Any

import pytest

from app.domain import Match, Tag
from app.search.searcher import Searcher


@pytest.fixture
def album(make_library: Any, shot: Any) -> Any:
    """Thirty dogs in a garden; two of them carry words of a person."""
    library = make_library([shot(f"{i:02d}.jpg", "dog", {"dog": 0.9}, "a dog in a garden") for i in range(30)])
    library.add_tags([1, 2], ["Geburtstag Oma"])
    library.set_caption(1, "Waiting for the unicorn")
    library.set_rating([1], 4)
    library.set_favourite([2], True)
    return library


@pytest.mark.parametrize(
    ("query", "names", "reason"),
    [
        ("geburtstag", {"00.jpg", "01.jpg"}, 'your tag "Geburtstag Oma"'),
        ("oma geburtstag", {"00.jpg", "01.jpg"}, 'your tag "Geburtstag Oma"'),
        ("unicorns", {"00.jpg"}, 'caption: "Waiting for the unicorn"'),
        ("unicorn oma", {"00.jpg"}, 'your tag "Geburtstag Oma"'),
        ("oma unicorn desert", set(), ""),
    ],
)
def test_words_of_people_decide(album: Any, side: Any, query: str, names: set[str], reason: str) -> None:
    hits = [hit for hit in Searcher(album, side).search(query).hits if hit.match is Match.LIKELY]
    assert {os.path.basename(hit.path) for hit in hits} == names
    assert all(reason in hit.why for hit in hits)


def test_a_tag_is_one_reason_whoever_gave_it(album: Any, side: Any) -> None:
    album.add_tags([3], ["Dog"])
    hits = {hit.photo_id: hit for hit in Searcher(album, side).search("dog").hits}
    assert 'your tag "Dog"' in hits[3].why and 'tag "dog", 90 % sure' in hits[4].why
    assert not any(why.startswith('tag "dog"') for why in hits[3].why)
    album.undo()


def test_a_hit_shows_what_people_said(album: Any, side: Any) -> None:
    first, second = sorted(Searcher(album, side).search("geburtstag").hits, key=lambda hit: hit.photo_id)[:2]
    assert (first.caption, first.rating, first.favourite) == ("Waiting for the unicorn", 4, False)
    assert (second.caption, second.rating, second.favourite) == ("a dog in a garden", None, True)
    assert first.tags[0] == Tag("Geburtstag Oma", 1.0)
    album.undo()
    album.undo()
    again = Searcher(album, side).search("geburtstag").hits
    assert {(hit.rating, hit.favourite) for hit in again} == {(None, False)}
