"""Find similar: by a photo of the library, by a path, by a picture from anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.domain import Match, SnowlineError, Unreadable
from app.library import Library
from app.search.searcher import Searcher

MakeLibrary = Callable[[Sequence[Any]], Library]


@pytest.fixture
def pets(make_library: MakeLibrary, shot: Any) -> Library:
    return make_library(
        [
            *(shot(f"dog{i}.jpg", "dog snow") for i in range(4)),
            *(shot(f"cat{i}.jpg", "cat sofa") for i in range(4)),
            *(shot(f"other{i}.jpg", f"thing{i} place{i}") for i in range(8)),
        ]
    )


def names(answer: Any) -> list[str]:
    return [Path(hit.path).name for hit in answer.hits]


def test_by_photo_and_by_path_alike(pets: Library, side: Any, tmp_path: Path) -> None:
    searcher = Searcher(pets, side)
    path = tmp_path / "shots" / "dog1.jpg"
    by_path = searcher.similar(path)
    assert set(names(by_path)) == {"dog0.jpg", "dog2.jpg", "dog3.jpg"}
    assert all(hit.match is Match.LIKELY for hit in by_path.hits)
    assert by_path.query == str(path)
    row = pets.photo_for_path(path)
    assert row is not None
    assert names(searcher.similar(row.photo_id)) == names(by_path)
    assert side.encoded == []


def test_everything_lists_all_but_the_photo_itself(pets: Library, side: Any, tmp_path: Path) -> None:
    answer = Searcher(pets, side).similar(tmp_path / "shots" / "cat0.jpg", everything=True)
    assert len(answer.hits) == 15
    assert "cat0.jpg" not in names(answer)
    assert set(names(answer)[:3]) == {"cat1.jpg", "cat2.jpg", "cat3.jpg"}
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert answer.total == 3


def test_only_photo_has_no_like(make_library: MakeLibrary, shot: Any, side: Any) -> None:
    library = make_library([shot("only.jpg", "dog")])
    row = library.photos_by_slots([0])[0]
    answer = Searcher(library, side).similar(row.photo_id, everything=True)
    assert (answer.total, answer.hits) == (0, ())


def test_what_cannot_be_compared_says_so(pets: Library, side: Any, tmp_path: Path) -> None:
    searcher = Searcher(pets, side)
    with pytest.raises(SnowlineError, match="Photo 999 is not in the library"):
        searcher.similar(999)
    stray = tmp_path / "stray.jpg"
    stray.write_bytes(b"not a picture")
    with pytest.raises(SnowlineError, match="is not in the library"):
        searcher.similar(stray)


def test_picture_from_outside_is_decoded_and_described_once(
    pets: Library, side: Any, tmp_path: Path, photos: Path, pack: Any
) -> None:
    """The library here is of another world than the pack; only the way of the picture is looked at."""
    loaded: list[int] = []

    def load() -> Any:
        loaded.append(1)
        return pack

    searcher = Searcher(pets, side, image_side=load)
    searcher.search("dog")
    searcher.similar(tmp_path / "shots" / "dog1.jpg")
    assert loaded == [], "a search by words or by a known photo needs no vision model"
    assert len(searcher.similar(photos / "beach.png", everything=True).hits) == 16
    assert len(searcher.similar(photos / "flower.gif", everything=True).hits) == 16
    assert loaded == [1]
    with pytest.raises(Unreadable):
        searcher.similar(tmp_path / "missing.jpg")
    broken = tmp_path / "broken.jpg"
    shutil.copy(photos / "flower.gif", broken)
    broken.write_bytes(broken.read_bytes()[:20])
    with pytest.raises(Unreadable):
        searcher.similar(broken)
