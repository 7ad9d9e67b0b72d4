"""Words that stand literally in names, folders, captions and tags; and that nothing typed can break the search."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_photos import add_photo, put_file

from app.domain import Tag
from app.library import Library
from app.library.words import file_words, folder_words


@pytest.fixture
def trip(library: Library, tmp_path: Path) -> Library:
    """Three photos: in a named folder, with a caption, with a sure and an unsure tag."""
    (tmp_path / "Norway 2019").mkdir()
    library.add_root(tmp_path / "Norway 2019")
    add_photo(library, [put_file(tmp_path / "Norway 2019" / "day1" / "IMG_Fjord_07.jpg")], key="1-a", slot=0)
    add_photo(
        library, [put_file(tmp_path / "Norway 2019" / "b.jpg")], key="1-b", slot=1, caption="two dogs running in a café"
    )
    add_photo(
        library,
        [put_file(tmp_path / "else" / "c.jpg")],
        key="1-c",
        slot=2,
        tags=[Tag("snowy mountain", 0.9), Tag("guitar", 0.1)],
    )
    return library


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("norway", {(0, "folder"), (1, "folder")}),
        ("day1", {(0, "folder")}),
        ("day", {(0, "folder")}),
        ("fjord", {(0, "name")}),
        ("FJORDS", {(0, "name")}),
        ("dog", {(1, "caption")}),
        ("run", {(1, "caption")}),
        ("cafe", {(1, "caption")}),
        ("CAFÉ", {(1, "caption")}),
        ("mountains", {(2, "tag")}),
        ("snowy mountain", {(2, "tag")}),
        ("mountain snowy", set()),
        ("guitar", set()),  # not sure enough to count as a word of the photo
        ("jpg", set()),
        ("else", {(2, "folder")}),
        ("tmp", set()),  # above the root: not about the photo
        ("", set()),
        ("   ", set()),
    ],
)
def test_words_are_found_where_they_stand(trip: Library, typed: str, found: set[tuple[int, str]]) -> None:
    matches = trip.literal([typed])
    assert {(match.slot, match.field) for match in matches} == found
    assert all(match.word == typed and 0 < match.strength <= 1 for match in matches)


def test_a_rare_word_is_stronger_than_a_common_one(library: Library, tmp_path: Path) -> None:
    for slot in range(20):
        caption = "a dog on a beach" if slot else "a walrus on a beach"
        add_photo(library, [put_file(tmp_path / f"{slot}.jpg")], key=f"1-{slot}", slot=slot, caption=caption)
    (walrus,) = library.literal(["walrus"])
    beach = library.literal(["beach"])
    assert len(beach) == 20
    assert walrus.strength > 2 * max(match.strength for match in beach)
    fewer = library.literal(["beach"], limit=5)
    assert fewer == beach[:5]  # how common the word is does not depend on how many matches are wanted


@pytest.mark.parametrize(
    "typed", ['"', '""', "*", "dog*", "dog OR cat", "NOT", "NEAR(a b)", "name:dog", "{", "^dog", "a\0b", "-", "'; --"]
)
def test_query_syntax_is_only_text(trip: Library, typed: str) -> None:
    assert {match.slot for match in trip.literal([typed])} <= {1}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), max_size=3))
def test_whatever_is_typed_is_answered(trip: Library, typed: list[str]) -> None:
    assert all(match.word in typed for match in trip.literal(typed))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1, max_size=20))
def test_the_word_of_a_caption_finds_its_photo(library: Library, word: str) -> None:
    file = put_file(library.folder.parent / "a.jpg")
    add_photo(library, [file], key="1-a", slot=0, caption=f"before {word} after")
    assert 0 in {match.slot for match in library.literal([word]) if match.field == "caption"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("beach.jpg", "beach"),
        ("IMG20230415.jpg", "IMG20230415 IMG 20230415"),
        ("myHoliday2.tar.png", "myHoliday2.tar my Holiday 2.tar"),
        ("DSC_0042.JPG", "DSC_0042"),
        (".jpg", ".jpg"),
    ],
)
def test_parts_of_a_name_can_be_found_apart(name: str, words: str) -> None:
    assert file_words(name) == words


@pytest.mark.parametrize(
    ("folder", "roots", "words"),
    [
        ("home/ann/Pictures/Rome/day", ["home/ann/Pictures"], "Pictures Rome day"),
        ("home/ann/Pictures", ["home/ann/Pictures"], "Pictures"),
        ("home/ann/Pictures/Rome", ["home/ann/Pictures", "home/ann/Pictures/Rome"], "Rome"),
        ("home/ann/Pictures2/Rome", ["home/ann/Pictures"], "Rome"),
        ("home/ann", [], "ann"),
        ("DCIM/100", [""], "DCIM 100"),
        ("", [""], ""),
    ],
)
def test_folder_names_count_from_the_root_down(folder: str, roots: list[str], words: str) -> None:
    spoken = folder_words(folder.replace("/", os.sep), [root.replace("/", os.sep) for root in roots])
    assert spoken == words
