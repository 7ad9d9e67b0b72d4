"""Places of the library that a search stands for: no filter is read out over their photos."""

from __future__ import annotations

import pytest

from app.ui.search.history import TextPlace
from app.ui.search.well_known import is_place, nothing_there, title_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("sort:date", "All photos"),
        ("is:favourite", "Favourites"),
        ("date:11-21 date:<2026 group:day", "On this day in other years"),
        ("in:/home/anna/Alps", "Photos in “Alps”"),
        ('in:"/home/anna/Rome – Ostern"', "Photos in “Rome – Ostern”"),
        ('in:"/mnt/usb/My photos" drive:"Blue stick"', "Photos in “My photos”"),
        ('drive:"Blue stick"', "Photos on “Blue stick”"),
    ],
)
def test_places_have_names(text: str, title: str) -> None:
    assert is_place(text)
    assert TextPlace(text).title == title


@pytest.mark.parametrize("text", ["snow", "snow in:/home/anna/Alps", "type:png", "is:favourite rating:5", ""])
def test_searches_of_a_persons_own_are_none(text: str) -> None:
    assert not is_place(text)
    assert title_of(text) is None
    assert TextPlace(text).title == f'Search Results for "{text}"'


def test_an_empty_place_says_how_photos_come_there() -> None:
    assert nothing_there("is:favourite")[0] == "There are no favourites yet"
    assert "heart" in nothing_there("is:favourite")[1]
    assert nothing_there("type:png rating:5")[0] == "No photo has all of this"
