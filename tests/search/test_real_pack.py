"""Search with the real models: on the photos we ship, and on photo sets whose contents people described."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from described import describe_into

from app.bench._relevance_questions import figures, questions, samples_of
from app.domain import Answer, Match
from app.library import Library
from app.paths import sample_photos
from app.search.searcher import Searcher

if TYPE_CHECKING:
    from app.vision.pack import Pack

# What the sample photos show, by the number in their names.
SHOWN = {
    "fire truck": {24},
    "polar bear": {28},
    "lighthouse": {47},
    "coral reef": {39},
    "cat": {9, 21},
    "chickens": {40},
    "forest": {19, 29, 34},
    "mountains": {1, 8, 27, 43, 48},
    "snow": {1, 8, 15, 28, 34},
    "horses": {7},
    "sheep": {32, 48},
    "snow covered trees": {8, 34},
    "boats on a lake at sunset": {4},
    "sunset": {4, 10, 14},
    "building": {5, 16, 18, 22, 36, 42, 47},
}
NOT_SHOWN = (
    "submarine; spreadsheet; pizza; tennis player; bathroom; skateboard; laptop computer; wedding; bicycle; "
    "asdf qwerty; xkcd zzt; lorem ipsum"
).split("; ")


def numbers(answer: Answer, *, likely: bool = False) -> list[int]:
    return [int(Path(hit.path).stem[-2:]) for hit in answer.hits if not likely or hit.match is Match.LIKELY]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Iterator[Searcher]:
    """The fifty sample photos, described by the built-in pack."""
    with Library.open(tmp_path_factory.mktemp("samples") / "library", write=True) as library:
        describe_into(library, pack, sorted(sample_photos().glob("*.jpg")))
        yield Searcher(library, pack, image_side=lambda: pack)


def test_what_the_samples_show_is_found(samples: Searcher) -> None:
    first_right = [numbers(samples.search(query))[:1] for query in SHOWN]
    right = [bool(first) and first[0] in shown for first, shown in zip(first_right, SHOWN.values(), strict=True)]
    assert np.mean(right) >= 0.75, dict(zip(SHOWN, first_right, strict=True))
    some_likely = [bool(set(numbers(samples.search(q), likely=True)) & shown) for q, shown in SHOWN.items()]
    assert np.mean(some_likely) >= 0.75, dict(zip(SHOWN, some_likely, strict=True))


def test_what_the_samples_do_not_show_is_not_found(samples: Searcher) -> None:
    alarms = {query: numbers(samples.search(query), likely=True) for query in NOT_SHOWN}
    assert sum(bool(found) for found in alarms.values()) <= 1, alarms


def test_negation_takes_away(samples: Searcher) -> None:
    with_bear, without = samples.search("snow"), samples.search("snow without a polar bear")
    assert 28 in numbers(with_bear)
    assert 28 not in numbers(without)
    assert set(numbers(without)) == set(numbers(with_bear)) - {28}


def test_words_of_a_name_are_found_before_anything_else(samples: Searcher) -> None:
    answer = samples.search("sample-17")
    assert numbers(answer)[0] == 17
    assert answer.hits[0].match is Match.LIKELY
    assert 'name contains "sample-17"' in answer.hits[0].why


def test_similar_finds_the_like_of_it_whether_it_is_in_the_library_or_not(
    samples: Searcher, photos: Path, pack: Pack
) -> None:
    library_photo = sample_photos() / "sample-34.jpg"
    inside = samples.similar(library_photo, everything=True)
    assert 34 not in numbers(inside)
    assert len(inside.hits) == 49
    assert numbers(inside)[0] in {1, 8, 15, 28}
    outside = samples.similar(photos / "beach large.jpg", everything=True)
    assert len(outside.hits) == 50
    copy = photos / "a copy under another name.jpg"
    copy.write_bytes(library_photo.read_bytes())
    assert numbers(samples.similar(copy, everything=True)) == numbers(inside)


@pytest.mark.parametrize("count", [1, 3])
def test_tiny_libraries(pack: Pack, tmp_path: Path, count: int) -> None:
    chosen = [sample_photos() / f"sample-{number:02}.jpg" for number in (28, 24, 39)][:count]
    with Library.open(tmp_path / "library", write=True) as library:
        describe_into(library, pack, chosen)
        searcher = Searcher(library, pack)
        assert numbers(searcher.search("polar bear"), likely=True) == [28]
        for query in NOT_SHOWN:
            assert numbers(searcher.search(query), likely=True) == []


def test_on_photos_that_people_described(shared: Path, pack: Pack, tmp_path: Path) -> None:
    """Photos that neither the pack nor the weights learned from; `bench search` measures on all of them."""
    chosen = samples_of(shared, "held", photos=160)
    (tmp_path / "photos").mkdir()
    with Library.open(tmp_path / "library", write=True) as library:
        paths = [shared / "data" / sample.path for sample in chosen]
        names = [str(tmp_path / "photos" / f"{i:04}.jpg") for i in range(len(paths))]
        describe_into(library, pack, paths, names=names)
        found = figures(questions(chosen, library, pack))
    assert found["words: some right photo likely"] >= 0.7
    assert found["words: share of the right photos likely"] >= 0.4
    assert found["absent things: no photo likely"] >= 0.85
    assert found["nonsense: no photo likely"] >= 0.9
