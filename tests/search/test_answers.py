"""Whole answers: copies in one hit, facets that agree with totals, related photos, other policies and orders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain import Answer, Match
from app.indexing.associate import build_network
from app.library import Library
from app.library.links import Group
from app.search.searcher import Searcher


@pytest.fixture
def album(make_library: Any, shot: Any) -> Library:
    """Dogs and seas, one of each month, and a burst of three dogs."""
    return make_library(
        [
            *(
                shot(f"burst {i}.jpg", "dog", {"dog": 0.95}, f"a dog jumps {i}", f"2023-05-01T10:00:0{i}", 200 + i)
                for i in range(3)
            ),
            *(
                shot(f"dog {i}.jpg", "dog", {"dog": 0.9}, "a dog in a garden", f"2022-0{i}-05", 300)
                for i in range(1, 5)
            ),
            *(shot(f"sea {i}.jpg", "sea", {"beach": 0.9}, "the sea at a beach", f"2021-0{i}-05") for i in range(1, 5)),
            *(shot(f"{thing}.jpg", thing, {}, f"a {thing}") for thing in ("castle", "piano", "lamp", "train")),
        ]
    )


@pytest.fixture
def ask(album: Library, side: Any) -> Callable[..., Answer]:
    return lambda text, **how: Searcher(album, side).search(text, **how)


def names(answer: Answer) -> list[str]:
    return [Path(hit.path).name for hit in answer.hits]


@pytest.fixture
def burst(album: Library) -> list[int]:
    """The ids of three photos that are one hit."""
    ids = [row.photo_id for row in album.photos_by_slots([0, 1, 2])]
    album.put_links(ids, [Group("burst", tuple(ids))], {})
    return ids


def test_a_burst_is_one_hit_that_says_how_many_it_is(ask: Callable[..., Answer], burst: list[int]) -> None:
    folded, apart = ask("dog", facets=True), ask("dog", facets=True, fold=False)
    assert (apart.total, apart.photos) == (7, 7)
    assert (folded.total, folded.photos) == (5, 7)
    assert len(folded.hits) == 5
    [one] = [hit for hit in folded.hits if hit.copies]
    assert (one.photo_id in burst, one.copies) == (True, 2)
    assert [hit.path for hit in folded.hits] == [
        hit.path for hit in apart.hits if hit in folded.hits or hit.path == one.path
    ]
    for answer, fold in ((folded, True), (apart, False)):
        assert answer.facets is not None
        for values in answer.facets.values():
            for value in values:
                assert ask(f"dog {value.query}", fold=fold).total == value.count
    everything = ask("dog", everything=True, limit=100)
    assert everything.total == 5
    assert len(everything.hits) == 13
    assert ask("date:2023", limit=1).hits[0].copies == 2


def test_what_is_folded_into_a_hit_can_be_shown(album: Library, side: Any, burst: list[int]) -> None:
    searcher = Searcher(album, side)
    [one] = [hit for hit in searcher.search("dog").hits if hit.copies]
    copies = searcher.copies(one.photo_id, "dog")
    assert sorted([one.photo_id, *(hit.photo_id for hit in copies)]) == sorted(burst)
    assert all(hit.why and not hit.copies for hit in copies)
    assert len(searcher.copies(one.photo_id, "dog name:burst*")) == 2
    assert searcher.copies(one.photo_id, f'dog name:"{Path(one.path).name}"') == ()
    alone = next(hit for hit in searcher.search("dog").hits if not hit.copies)
    assert searcher.copies(alone.photo_id, "dog") == ()
    assert searcher.copies(9_999, "dog") == ()
    [alike] = [hit for hit in searcher.similar(alone.photo_id).hits if hit.copies]
    assert len(searcher.copies(alike.photo_id, alone.photo_id)) == 2


def test_sorted_and_short_lists_keep_the_count_of_copies(ask: Callable[..., Answer], burst: list[int]) -> None:
    for sort in ("date", "name", "size", "rating"):
        found = ask("dog", sort=sort)
        assert sorted(hit.copies for hit in found.hits) == [0, 0, 0, 0, 2]
        assert names(ask("dog", sort=sort, limit=2)) == names(found)[:2]


def test_related_photos_lie_under_the_line_and_tell_the_way(
    album: Library, side: Any, ask: Callable[..., Answer]
) -> None:
    assert ask("sea", related=3).related == ()
    without = ask("sea", rank="association")
    assert without.total == 0
    assert "no word network yet" in without.problems[0].text
    build_network(album, side.encode_texts)
    found = ask("garden", related=5)
    hits = {hit.path for hit in found.hits}
    assert all(hit.path not in hits and hit.match is Match.UNLIKELY for hit in found.related)
    assert all(hit.reasons[0].kind == "path" and " — " in hit.why[0] for hit in found.related)
    assert ask("xqzvw", related=5).related == ()  # nobody knows what it means
    ranked = ask("sea", rank="association", limit=20)
    assert ranked.hits
    scores = [hit.score for hit in ranked.hits]
    assert scores == sorted(scores, reverse=True)
    assert set(names(ranked)) >= {f"sea {i}.jpg" for i in range(1, 5)}
    only = ask("sea date:2021-01", rank="association", limit=20)
    assert names(only) == ["sea 1.jpg"]


def test_the_published_line_counts_captions_alone(ask: Callable[..., Answer], album: Library, side: Any) -> None:
    found = ask("a dog in a garden", policy="published")
    assert {f"dog {i}.jpg" for i in range(1, 5)} <= set(names(found))
    assert all(hit.match is Match.LIKELY and hit.reasons[0].kind == "caption" for hit in found.hits)
    assert found.hits[0].score == max(hit.score for hit in found.hits)
    assert "castle.jpg" not in names(found)
    assert Searcher(album, side, policy="published").search("a dog in a garden").hits == found.hits
    assert all("2022" in str(hit.date) for hit in ask("a dog in a garden date:2022", policy="published").hits)


def test_filters_tell_why(ask: Callable[..., Answer]) -> None:
    alone = ask("date:2022 type:jpeg").hits[0]
    assert [(reason.kind, reason.strength) for reason in alone.reasons] == [("date", 0.5), ("filter", 0.5)]
    with_words = ask("dog date:2022").hits[0]
    assert with_words.why[-1].startswith("dated ")
    assert with_words.reasons[-1].strength == 0


def test_alternatives_and_what_is_missing_tell_why(ask: Callable[..., Answer]) -> None:
    assert {hit.why[0][-4:] for hit in ask("date:2021 OR date:2022").hits} == {"2021", "2022"}
    assert ask("type:jpeg OR type:png").hits[0].why == ("JPEG files or PNG files",)
    assert ask("-type:png date:2021").hits[0].why[0] == "not PNG files"
    assert ask("-dog").hits[0].why == ("without dog",)
    assert ask("dog -sea").hits[0].why[0] != "without sea"
    assert all(hit.why for hit in ask("-dog OR date:2022").hits)


def test_an_order_alone_lists_everything(ask: Callable[..., Answer]) -> None:
    answer = ask("sort:name", fold=False)
    assert answer.total == 15
    assert names(answer) == sorted(names(answer))
    assert ask("group:day").total == 15


def test_a_file_name_is_found_as_it_is_shown(ask: Callable[..., Answer]) -> None:
    assert names(ask('"castle.jpg"')) == ["castle.jpg"]
    assert names(ask("castle.jpg"))[0] == "castle.jpg"
    assert names(ask("castle.png"))[0] == "castle.jpg"  # where the same shot was saved in another form
