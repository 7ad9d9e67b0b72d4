"""What a person asked is remembered in the library's folder, and two generations are compared on it."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from conftest import DIMS, WordSide, point

from app.domain import Caption, Metadata
from app.index.generation import Generation
from app.language.words import content_words
from app.library import Library, NewPhoto, NewText
from app.search.compare import compare
from app.search.remembered import QUERIES_NAME, forget_queries, latest, remember, remembered
from app.search.searcher import Searcher


def test_queries_are_counted_and_the_folder_may_be_read_only(tmp_path: Path) -> None:
    for query in ("snow", "a  dog", "Snow ", "beach", "snow", ""):
        remember(tmp_path, query)
    assert next((query.text, query.count) for query in remembered(tmp_path)) == ("snow", 3)
    assert {query.text for query in remembered(tmp_path)} == {"snow", "a dog", "beach"}
    assert len(remembered(tmp_path, 2)) == 2
    assert stat.S_IMODE((tmp_path / QUERIES_NAME).stat().st_mode) == 0o600
    remember(tmp_path / "none", "snow")  # no library, no failure
    forget_queries(tmp_path)
    assert remembered(tmp_path) == []


def test_half_of_a_search_is_replaced_by_the_whole(tmp_path: Path) -> None:
    for query in ("dog", "dog", "cat", "sun", "Sunset", "sunset over the sea", "dog on be", "dog on beach", "a"):
        remember(tmp_path, query)
    assert latest(tmp_path) == ["a", "dog on beach", "sunset over the sea", "cat", "dog"]


def test_the_log_stays_small_and_a_torn_line_is_left_out(tmp_path: Path) -> None:
    for number in range(3_000):
        remember(tmp_path, f"query {number} " + "x" * 150)
    assert (tmp_path / QUERIES_NAME).stat().st_size <= 256 * 1024
    assert any(query.text.startswith("query 2999 ") for query in remembered(tmp_path, 10_000))
    with (tmp_path / QUERIES_NAME).open("ab") as file:
        file.write(b'{"at": "2026-01-01T00:00:00", "que\n[1]\n\xff\n' + json.dumps({"query": "no date"}).encode())
    assert "no date" not in {query.text for query in remembered(tmp_path, 10_000)}
    assert {path.name for path in tmp_path.iterdir()} == {QUERIES_NAME}


def test_two_generations_are_asked_the_same(make_library: Callable[[Sequence[Any]], Library], shot: type[Any]) -> None:
    library = make_library(
        [
            shot("one.jpg", shows="dog snow", caption="a dog in snow"),
            shot("two.jpg", shows="dog", caption="a dog"),
            shot("three.jpg", shows="beach", caption="a beach"),
            *(shot(f"{word}.jpg", shows=word, caption=f"a {word}") for word in ("car", "house", "boat", "tree")),
        ]
    )
    new = WordSide(version="2")
    library.use_pack("words-2")
    other = library.at("words-2")
    rows = library.photos_by_slots(library.live_slots())
    with Generation(library.folder, "words-2", DIMS, writable=True) as generation:
        for row in reversed(rows):  # other slots; the second photo shows a beach to the new models
            says = "a beach" if row.name == "two.jpg" else (row.caption.text if row.caption else "")
            [slot] = generation.images.append(point(content_words(says))[None])
            texts = []
            if other.new_texts([says]):
                [text] = generation.texts.append(point(content_words(says))[None])
                texts = [NewText(says, "caption", int(text))]
            generation.flush()
            photo = NewPhoto(row.key, Metadata("JPEG", 640, 480), int(slot), (), Caption(says, 0.8, "words-2"), (), ())
            other.add_photos([photo], texts)
    left, right = Searcher(library.at("words-1"), WordSide()), Searcher(other, new)
    dog = compare(left, right, "dog")
    names = [[Path(hit.path).name for hit in answer.hits] for answer in (dog.left, dog.right)]
    assert (set(names[0]), names[1]) == ({"one.jpg", "two.jpg"}, ["one.jpg"])
    assert dog.overlap == 0.5
    assert [Path(hit.path).name for hit in dog.only_left] == ["two.jpg"]
    assert dog.only_right == ()
    beach = compare(left, right, "beach")
    assert [Path(hit.path).name for hit in beach.only_right] == ["two.jpg"]
    assert compare(left, right, "submarine").overlap == 1.0
    assert np.array_equal(library.live_slots(), left._library.live_slots())
