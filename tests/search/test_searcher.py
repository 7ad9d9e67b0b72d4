"""Questions a person asks, and the answers they may expect."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import Match, SnowlineError
from app.library import Library
from app.search.searcher import Searcher

MakeLibrary = Callable[[Sequence[Any]], Library]


def names(answer: Any) -> list[str]:
    return [Path(hit.path).name for hit in answer.hits]


def likely(answer: Any) -> list[str]:
    return [Path(hit.path).name for hit in answer.hits if hit.match is Match.LIKELY]


@pytest.fixture
def mixed(make_library: MakeLibrary, shot: Any) -> Library:
    """Twelve photos of different things, all but one without a telling name."""
    return make_library(
        [
            shot(
                "a1.jpg", "dog snow", {"dog": 0.95, "snow": 0.9}, "a dog runs in the snow", "2021-01-17T10:30:00", 500
            ),
            shot(
                "a2.jpg", "dog beach", {"dog": 0.9, "beach": 0.8}, "a dog plays on a beach", "2022-07-01T12:00:00", 900
            ),
            shot("a3.jpg", "cat sofa", {"cat": 0.9}, "a cat sleeps on a sofa", "2020-03-01T09:00:00", 300),
            shot("a4.jpg", "car street", {"car": 0.9}, "a red car in a street", None, 200),
            shot("a5.jpg", "person beach", {"person": 0.9, "beach": 0.9}, "people walk on a beach", None, 800),
            shot("a10.jpg", "beach sunset", {"beach": 0.85}, "a sunset over a beach"),
            shot("a11.jpg", "forest river", {}, "a river runs through a forest"),
            shot("a12.jpg", "piano stage", {}, "a piano on a stage"),
            shot("a13.jpg", "tulip garden", {}, "tulips in a garden"),
            shot("a14.jpg", "castle hill", {}, ""),
            shot("a15.jpg", "train station", {}, "a train in a station"),
            shot("zebra crossing.jpg", "guitar lamp", {}, "a guitar beside a lamp"),
        ]
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dog", {"a1.jpg", "a2.jpg"}),
        ("dogs", {"a1.jpg", "a2.jpg"}),
        ("puppy", {"a1.jpg", "a2.jpg"}),
        ("castle", {"a14.jpg"}),
        ("piano", {"a12.jpg"}),
        ("beach", {"a2.jpg", "a5.jpg", "a10.jpg"}),
        ("beach without people", {"a2.jpg", "a10.jpg"}),
        ("beach -people -dog", {"a10.jpg"}),
        ("zebra", {"zebra crossing.jpg"}),
        ('"red car"', {"a4.jpg"}),
        ('"car red"', set()),
        ('beach "sunset"', {"a10.jpg"}),
        ("submarine", set()),
        ("asdf qwerty", set()),
        ("", set()),
        ("?!", set()),
    ],
)
def test_likely_hits_are_what_was_asked_for(mixed: Library, side: Any, query: str, expected: set[str]) -> None:
    answer = Searcher(mixed, side).search(query)
    assert set(likely(answer)) == expected
    assert answer.query == query
    assert answer.total == len(answer.hits)
    assert all(hit.match is not Match.UNLIKELY for hit in answer.hits)


def test_only_what_must_not_be_seen(mixed: Library, side: Any) -> None:
    found = set(likely(Searcher(mixed, side).search("without dogs or beach")))
    assert {"a1.jpg", "a2.jpg", "a5.jpg", "a10.jpg"}.isdisjoint(found)
    assert {"a3.jpg", "a4.jpg", "a12.jpg", "a14.jpg"} <= found


def test_what_shows_all_of_it_comes_before_what_shows_a_part(mixed: Library, side: Any) -> None:
    answer = Searcher(mixed, side).search("a dog in the snow")
    assert names(answer)[:2] == ["a1.jpg", "a2.jpg"]
    assert answer.hits[0].match is Match.LIKELY
    assert answer.hits[0].score > answer.hits[1].score


@pytest.mark.parametrize("size", [1, 3, 24])
def test_when_every_photo_shows_it_all_are_likely(make_library: MakeLibrary, shot: Any, side: Any, size: int) -> None:
    library = make_library(
        [shot(f"{i}.jpg", "dog", {"dog": 0.9}, "a dog in a garden") for i in range(size)],
    )
    answer = Searcher(library, side).search("dog")
    assert answer.total == size
    assert len(likely(answer)) == size


@pytest.mark.parametrize("size", [1, 3, 24])
@pytest.mark.parametrize("query", ["submarine", "castle", "asdf qwerty"])
def test_when_no_photo_shows_it_none_is_likely(
    make_library: MakeLibrary, shot: Any, side: Any, size: int, query: str
) -> None:
    library = make_library([shot(f"{i}.jpg", "dog", {"dog": 0.9}, "a dog in a garden") for i in range(size)])
    answer = Searcher(library, side).search(query, everything=True)
    assert likely(answer) == []
    assert len(answer.hits) == size


def test_everything_lists_the_unlikely_too_but_does_not_count_them(mixed: Library, side: Any) -> None:
    searcher = Searcher(mixed, side)
    some, all_of_them = searcher.search("dog"), searcher.search("dog", everything=True)
    assert len(all_of_them.hits) == 12
    assert all_of_them.total == some.total < 12
    assert names(all_of_them)[: len(some.hits)] == names(some)
    assert {hit.match for hit in all_of_them.hits} >= {Match.LIKELY, Match.UNLIKELY}


def test_scores_fall_and_short_answers_begin_long_ones(mixed: Library, side: Any) -> None:
    searcher = Searcher(mixed, side)
    whole = searcher.search("dog on a beach", limit=50, everything=True)
    scores = [hit.score for hit in whole.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    rank = {Match.LIKELY: 0, Match.MAYBE: 1, Match.UNLIKELY: 2}
    assert [rank[hit.match] for hit in whole.hits] == sorted(rank[hit.match] for hit in whole.hits)
    for limit in (0, 1, 5):
        part = Searcher(mixed, side).search("dog on a beach", limit=limit, everything=True)
        assert names(part) == names(whole)[:limit]
        assert part.total == whole.total


def test_why_names_what_a_person_can_check(mixed: Library, side: Any) -> None:
    searcher = Searcher(mixed, side)
    [first] = [hit for hit in searcher.search("snow").hits if hit.match is Match.LIKELY]
    assert first.why == ('looks like "snow"', 'tag "snow", 90 % sure', 'caption: "a dog runs in the snow"')
    assert first.reasons[1].sure == pytest.approx(0.9, abs=0.001)
    assert sum(reason.strength for reason in first.reasons) == pytest.approx(1, abs=0.001)
    assert searcher.search("zebra").hits[0].why == ('name contains "zebra"',)
    assert searcher.search("castle").hits[0].why == ('looks like "castle"',)
    assert all(hit.why for hit in searcher.search("dog").hits)


def test_hits_carry_what_a_list_shows(mixed: Library, side: Any) -> None:
    hit = Searcher(mixed, side).search("snow").hits[0]
    assert hit.caption == "a dog runs in the snow"
    assert (hit.size, hit.type, hit.date, hit.online) == (500, "JPEG", "2021-01-17T10:30:00", True)
    assert [tag.name for tag in hit.tags] == ["dog", "snow"]
    assert Path(hit.path).is_file()
    assert hit.key


def test_a_photo_whose_name_is_not_utf8_can_be_opened(make_library: MakeLibrary, shot: Any, side: Any) -> None:
    library = make_library([shot(os.fsdecode(b"caf\xe9.jpg"), "dog", {"dog": 0.9}, "a dog")])
    [hit] = Searcher(library, side).search("dog").hits
    assert Path(hit.path).is_file()
    assert os.fsencode(hit.path).endswith(b"caf\xe9.jpg")


def test_sorting(make_library: MakeLibrary, shot: Any, side: Any) -> None:
    library = make_library(
        [
            shot("img10.jpg", "dog", {"dog": 0.9}, "a dog", "2021-05-01T00:00:00", 300),
            shot("img2.jpg", "dog", {"dog": 0.95}, "a dog", "2023-05-01T00:00:00", 100),
            shot("Img1.jpg", "dog", {"dog": 0.8}, "a dog", "2022-05-01T00:00:00", 200),
            shot("cat.jpg", "cat", {"cat": 0.9}, "a cat", "2024-05-01T00:00:00", 900),
        ]
    )
    searcher = Searcher(library, side)
    assert names(searcher.search("dog", sort="name")) == ["Img1.jpg", "img2.jpg", "img10.jpg"]
    assert names(searcher.search("dog", sort="date")) == ["img2.jpg", "Img1.jpg", "img10.jpg"]
    assert names(searcher.search("dog", sort="size")) == ["img10.jpg", "Img1.jpg", "img2.jpg"]
    assert names(searcher.search("dog", sort="size", limit=1)) == ["img10.jpg"]
    assert searcher.search("dog", sort="size", limit=1).total == 3
    with pytest.raises(SnowlineError, match="relevance, date, name, size"):
        searcher.search("dog", sort="colour")  # type: ignore[arg-type]


def test_sorting_reads_the_rows_of_listed_photos_only(
    mixed: Library, side: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def counted(slots: Any, **how: Any) -> Any:
        read.append(len(list(slots)))
        return rows_of(slots, **how)

    rows_of = mixed.photos_by_slots
    monkeypatch.setattr(mixed, "photos_by_slots", counted)
    for sort in ("name", "date", "size"):
        assert len(Searcher(mixed, side).search("dog", sort=sort, limit=2, everything=True).hits) == 2
    assert read == [2, 2, 2]


def test_each_text_is_encoded_once(mixed: Library, side: Any) -> None:
    searcher = Searcher(mixed, side)
    for sort in ("relevance", "date"):
        searcher.search("dog without snow", sort=sort)
    searcher.search("snow")
    assert side.encoded == ["dog", "snow"]


def test_refresh_finds_new_photos_and_loses_missing_ones(
    make_library: MakeLibrary, shot: Any, side: Any, tmp_path: Path
) -> None:
    writer = make_library([shot("one.jpg", "dog", {"dog": 0.9}, "a dog")])
    with Library.open(tmp_path / "library") as reader:
        searcher = Searcher(reader, side)
        assert names(searcher.search("dog")) == ["one.jpg"]
        make_library([shot("two.jpg", "dog", {"dog": 0.9}, "a dog")])
        assert names(searcher.search("dog")) == ["one.jpg"]
        searcher.refresh()
        assert set(names(searcher.search("dog"))) == {"one.jpg", "two.jpg"}
        [gone] = [f.file_id for path, f in writer.known_files(bytes(tmp_path)).items() if path.endswith(b"one.jpg")]
        writer.mark_missing([gone])
        searcher.refresh()
        assert names(searcher.search("dog")) == ["two.jpg"]
        assert names(searcher.search("dog", everything=True)) == ["two.jpg"]
        assert len(searcher) == 1


def test_after_a_refresh_earlier_snapshots_are_let_go(make_library: MakeLibrary, shot: Any, side: Any) -> None:
    library = make_library([shot("one.jpg", "dog", {"dog": 0.9}, "a dog")])
    searcher = Searcher(library, side)
    searcher.search("dog")
    earlier = weakref.ref(searcher._snapshot)
    make_library([shot("two.jpg", "dog", {"dog": 0.9}, "a dog")])
    searcher.refresh()
    assert earlier() is None


def test_empty_library(tmp_path: Path, side: Any) -> None:
    with Library.open(tmp_path / "library", write=True) as library:
        searcher = Searcher(library, side)
        for query in ("dog", "", '"dog"', "without dog"):
            answer = searcher.search(query, everything=True)
            assert (answer.total, answer.hits) == (0, ())


def test_library_of_another_pack_says_what_to_do(mixed: Library, side: Any) -> None:
    side.version = "2"
    with pytest.raises(SnowlineError, match="described by the model pack words-1, but words-2 is in use"):
        Searcher(mixed, side)


def test_the_setting_moves_the_line(mixed: Library, side: Any) -> None:
    totals = [Searcher(mixed, side, shift=shift).search("dog on a beach").total for shift in (-1.0, 0.0, 1.0)]
    assert totals == sorted(totals, reverse=True)
    counts = [len(likely(Searcher(mixed, side, shift=shift).search("dog on a beach"))) for shift in (-1.0, 0.0, 1.0)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[2]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(['"', "-", "dog", "without", "snow", "*", ":", "NEAR"])).map(" ".join)
)
def test_no_query_fails(mixed: Library, side: Any, text: str) -> None:
    answer = Searcher(mixed, side).search(text, everything=True)
    assert answer.total <= 12
    assert all(0 <= hit.score <= 1 and np.isfinite(hit.score) for hit in answer.hits)
