"""What can be read in pictures, found by search: by free words, by phrases, by the filter, and never by halves."""

from __future__ import annotations

import os
from typing import Any

import pytest

from app.domain import Match
from app.indexing.derive import refresh_derived
from app.library.seen_text import SeenText
from app.search.searcher import Searcher
from app.search.seen import line_with

TEXTS = {
    0: "Rechnung Nr. 4711\nInvoice 2023\nBackerei Muller",
    1: "Straβe gesperrt",
    2: "Invoice for the year 2023",
    3: "HOT DOG STAND",
}


@pytest.fixture
def album(make_library: Any, shot: Any) -> Any:
    """Thirty cars; four of them show text."""
    library = make_library([shot(f"{i:02d}.jpg", "car", {"car": 0.9}, "a car in a street") for i in range(30)])
    read(library, TEXTS)
    return library


def read(library: Any, texts: dict[int, str]) -> None:
    ids = {row.name: row.photo_id for row in library.photos_by_slots(range(30))}
    library.put_seen_texts(
        [SeenText(ids[f"{number:02d}.jpg"], text) for number, text in texts.items()], "test", "2024-05-01T10:00:00"
    )


def likely(searcher: Searcher, query: str) -> set[str]:
    return {os.path.basename(hit.path)[:2] for hit in searcher.search(query).hits if hit.match is Match.LIKELY}


ASKED = {
    "rechnung": {"00"},
    "Bäckerei Müller": {"00"},  # the reader knows no accents
    "straße": {"01"},  # nor this letter
    "müller rechnung": {"00"},
    "müller straße": set(),  # not all of it in one picture
    '"invoice 2023"': {"00"},
    '"invoice for the year"': {"02"},
    '"straße gesperrt"': {"01"},
    'text:"straße gesperrt"': {"01"},
    "text:invoice": {"00", "02"},
    "text:invoice -text:year": {"00"},
    'text:"invoice 2023"': {"00"},
    "hot dog stand": {"03"},
    "unicorn": set(),
}


@pytest.mark.parametrize("derived", [False, True])
def test_words_in_pictures_are_found(album: Any, side: Any, derived: bool) -> None:
    if derived:
        refresh_derived(album.folder)
    searcher = Searcher(album, side)
    assert {query: likely(searcher, query) for query in ASKED} == ASKED


def test_a_hit_shows_the_line(album: Any, side: Any) -> None:
    searcher = Searcher(album, side)
    for query in ("müller", "text:müller"):
        (hit,) = (hit for hit in searcher.search(query).hits if hit.match is Match.LIKELY)
        (reason,) = (reason for reason in hit.reasons if reason.kind == "text")
        assert reason.text == 'text in the picture: "Backerei Muller"'


def test_what_is_read_later_is_found_without_a_new_index(album: Any, side: Any) -> None:
    refresh_derived(album.folder)
    searcher = Searcher(album, side)
    assert likely(searcher, "umbrella") == set()
    read(album, {0: "Umbrella", 9: "Umbrellas"})
    searcher.refresh()
    assert likely(searcher, "umbrella") == {"00", "09"}
    assert likely(searcher, "rechnung") == set()


def test_of_a_frequent_word_the_newest_are_followed(album: Any) -> None:
    read(album, dict.fromkeys(range(30), "same word"))
    newest = album.showing_all(["word"], most=5).tolist()
    assert sorted(newest) == sorted(row.photo_id for row in album.photos_by_slots(range(30)))[-5:]
    assert len(album.showing_all(["same", "word"])) == 30
    assert not len(album.showing_all(["same", ""])) and not len(album.showing_all([]))
    assert not len(album.showing_all(['" OR text:', "*"]))


def test_a_long_line_is_shortened_around_the_word() -> None:
    line = "The quick brown fox jumps over the lazy dog and goes on running through the field until the evening"
    shown = line_with(f"first\n{line}\nlast", ["evening"])
    assert shown.startswith("…") and shown.endswith("evening") and len(shown) <= 62
    assert line_with("one\nÜbergrößen\ntwo", ["übergrösse"]) == "Übergrößen"
    assert line_with("", ["word"]) == ""
