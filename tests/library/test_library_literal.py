"""Words that stand literally in names, folders, captions and tags; and that nothing typed can break the search."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_photos import add_photo, put_file

from app.domain import Metadata, Tag
from app.library import Library, NewPhoto, SeenFile
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


def places(library: Library, word: str) -> set[tuple[int, str]]:
    return {(slot, field) for field, slots in library.literal(word).items() for slot in slots.tolist()}


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
    assert places(trip, typed) == found


def test_every_photo_with_a_common_word_is_found(library: Library, tmp_path: Path) -> None:
    """A quoted word decides alone: the one photo that the catalogue left out would count as not showing it."""
    device = tmp_path.stat().st_dev
    files = [SeenFile(os.fsencode(tmp_path / "iceland" / f"{n}.jpg"), 1, 1, device) for n in range(6_000)]
    described = [
        NewPhoto(f"1-{slot}", Metadata("JPEG", 64, 48), slot, (), None, (), (file_id,))
        for slot, (file_id, _) in enumerate(library.upsert_files(files))
    ]
    library.add_photos(described)
    assert library.literal("iceland")["folder"].tolist() == list(range(6_000))

    # A rare word costs little, however many photos there are: no step for each of them.
    steps: list[None] = []
    library._connection().set_progress_handler(lambda: steps.append(None), 1_000)
    assert library.literal("17")["name"].tolist() == [17]
    assert library.tag_photos(["walrus"]) == []
    library._connection().set_progress_handler(None, 0)
    assert len(steps) < 10


@pytest.mark.parametrize(
    "typed", ['"', '""', "*", "dog*", "dog OR cat", "NOT", "NEAR(a b)", "name:dog", "{", "^dog", "a\0b", "-", "'; --"]
)
def test_query_syntax_is_only_text(trip: Library, typed: str) -> None:
    assert {slot for slot, _ in places(trip, typed)} <= {1}


@settings(max_examples=75, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_whatever_is_typed_is_answered(trip: Library, typed: str) -> None:
    assert {slot for slot, _ in places(trip, typed)} <= {0, 1, 2}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1, max_size=20))
def test_the_word_of_a_caption_finds_its_photo(library: Library, word: str) -> None:
    file = put_file(library.folder.parent / "a.jpg")
    add_photo(library, [file], key="1-a", slot=0, caption=f"before {word} after")
    assert (0, "caption") in places(library, word)


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
