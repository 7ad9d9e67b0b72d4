"""Queries as trees, asked of a real library: alternatives, negations, weights, pictures, filters alone, problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import Answer, Filters, Match, SnowlineError
from app.indexing.derive import build_derived
from app.library import Library
from app.search.query.tree import And, Days, Filter, Names, Node, Not, Or, Range
from app.search.searcher import Searcher

THINGS = "dog cat snow beach car boat lamp piano".split()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, shot: Any, fill: Callable[..., list[int]]) -> Path:
    """A folder with photos of every pair of eight things, one a month, and their library with its derived file."""
    folder = tmp_path_factory.mktemp("tree")
    (folder / "shots").mkdir()
    pairs = [(one, two) for at, one in enumerate(THINGS) for two in THINGS[at + 1 :]]
    shots = [
        shot(
            f"{'old' if number % 3 else 'new'}/{number:02}.jpg",
            f"{one} {two}",
            {tag: 0.9 for tag in ("dog", "cat", "snow", "beach") if tag in (one, two)},
            f"a {one} with a {two}",
            f"{2020 + number // 12}-{1 + number % 12:02}-05T10:00:00",
            100 + 10 * number,
        )
        for number, (one, two) in enumerate(pairs)
    ]
    with Library.open(folder / "library", write=True) as library:
        library.add_root(folder / "shots")
        fill(library, folder / "shots", shots)
        library.set_rating([3, 4, 5], 4)
        build_derived(library)
    return folder


@pytest.fixture
def library(place: Path) -> Iterator[Library]:
    with Library.open(place / "library") as opened:
        yield opened


@pytest.fixture
def ask(library: Library, side: Any) -> Callable[..., Answer]:
    searcher = Searcher(library, side)
    return lambda text, **how: searcher.search(text, **{"limit": 100, **how})


def shows(answer: Answer, *, likely: bool = False) -> list[set[str]]:
    return [set(hit.caption.split()) & set(THINGS) for hit in answer.hits if not likely or hit.match is Match.LIKELY]


def paths(answer: Answer) -> list[str]:
    return [hit.path for hit in answer.hits]


def test_or_takes_the_better_alternative(ask: Callable[..., Answer]) -> None:
    dogs, pianos, either = ask("dog"), ask("piano"), ask("dog OR piano")
    scores = {hit.path: hit.score for hit in dogs.hits}
    for hit in pianos.hits:
        scores[hit.path] = max(hit.score, scores.get(hit.path, 0))
    assert {hit.path: hit.score for hit in either.hits} == scores
    assert either.total == len(scores)
    assert [hit.score for hit in either.hits] == sorted(scores.values(), reverse=True)
    assert all(hit.why for hit in either.hits if hit.match is Match.LIKELY)


def test_an_alternative_is_one_phrase_with_what_stands_beside_it(ask: Callable[..., Answer]) -> None:
    found = ask("(dog OR cat) snow")
    one, other = ask("dog snow"), ask("cat snow")
    assert set(paths(found)) == {*paths(one), *paths(other)}
    assert shows(found)[:2] in ([{"dog", "snow"}, {"cat", "snow"}], [{"cat", "snow"}, {"dog", "snow"}])


def test_every_alternative_has_its_own_filters(ask: Callable[..., Answer]) -> None:
    found = ask("(dog date:2020) OR (piano date:2021)")
    for hit in found.hits:
        assert hit.date is not None
        assert hit.date < "2022"
        if hit.match is Match.LIKELY:
            assert ("dog" if hit.date < "2021" else "piano") in hit.caption
    whole = {hit.path: hit.score for hit in ask("dog").hits}
    assert all(whole[hit.path] == hit.score for hit in found.hits if hit.date is not None and hit.date < "2021")


def test_what_is_denied_is_not_listed(ask: Callable[..., Answer]) -> None:
    assert all("cat" not in things for things in shows(ask("dog -cat")))
    assert all("cat" not in things for things in shows(ask('dog -"cat"')))
    both = shows(ask("dog -(cat OR snow)"))
    assert both
    assert all(not things & {"cat", "snow"} for things in both)
    kept = ask("dog -(piano date:2020)")
    assert len(kept.hits) == len(ask("dog").hits) - len(
        [hit for hit in ask("dog piano date:2020").hits if "piano" in hit.caption and "dog" in hit.caption]
    )


def test_weights_move_what_counts(ask: Callable[..., Answer]) -> None:
    plain = {hit.path: hit.score for hit in ask("dog piano", everything=True).hits}
    dogs = {hit.path: hit.score for hit in ask("dog^4 piano", everything=True).hits}
    only_dog = [hit.path for hit in ask("dog -piano", everything=True).hits if "dog" in hit.caption]
    only_piano = [hit.path for hit in ask("piano -dog", everything=True).hits if "piano" in hit.caption]

    def lead(scores: dict[str, float]) -> float:
        return float(np.mean([scores[path] for path in only_dog if path in scores])) - float(
            np.mean([scores[path] for path in only_piano if path in scores])
        )

    assert lead(dogs) > lead(plain)
    assert shows(ask("dog^4 piano"))[0] == {"dog", "piano"}


def test_a_picture_alone_is_find_similar(ask: Callable[..., Answer], library: Library, side: Any) -> None:
    row = library.photos_by_slots([0])[0]
    by_text = ask(f'like:"{row.path}"', everything=True)
    by_id = Searcher(library, side).similar(row.photo_id, limit=100, everything=True)
    assert [(hit.path, hit.score, hit.match) for hit in by_text.hits] == [
        (hit.path, hit.score, hit.match) for hit in by_id.hits
    ]
    assert by_text.total == by_id.total
    assert row.path not in paths(by_text)


def test_a_picture_and_words_are_mixed(ask: Callable[..., Answer], library: Library) -> None:
    row = next(
        row for row in library.photos_by_slots(range(28)) if "dog" in str(row.caption) and "cat" in str(row.caption)
    )
    like = f'like:"{row.path}"'
    mixed = ask(f"{like} piano", everything=True)
    assert all("piano" in things and things & {"dog", "cat"} for things in shows(mixed)[:2])
    assert {"dog", "piano"} in shows(mixed)[:2]
    assert shows(ask(f"{like} piano^5", everything=True))[0] >= {"piano"}
    assert shows(ask(f'like:"{row.path}"^5 piano', everything=True))[0] & {"dog", "cat"}
    resembling = set(paths(ask(like)))
    assert resembling
    assert not resembling & set(paths(ask(f"dog -{like}")))


def test_filters_alone_find_all_that_fulfil_them_newest_first(ask: Callable[..., Answer]) -> None:
    found = ask("date:2020")
    assert found.total == len(found.hits) == found.photos == 12
    assert [hit.date for hit in found.hits] == sorted((hit.date for hit in found.hits), reverse=True)
    assert {(hit.match, hit.score) for hit in found.hits} == {(Match.LIKELY, 1.0)}
    assert not found.at_least
    assert ask("date:2020", limit=5).hits == found.hits[:5]
    assert ask("", filters=Filters(since="2020", until="2020")).hits == found.hits
    by_size = ask("date:2020 sort:size").hits
    assert [hit.size for hit in by_size] == sorted((hit.size for hit in by_size), reverse=True)
    assert ask("date:2020 sort:size", sort="name").hits != by_size
    assert ask("-date:2020").total == 28 - 12
    assert ask("").total == 0


nodes = st.recursive(
    st.sampled_from(
        [
            Filter("date", Days("2020-03", "2020-09")),
            Filter("date", Days("2021")),
            Filter("size", Range(150, 290)),
            Filter("rating", Range(4)),
            Filter("name", Names(("1",))),
            Filter("in", Names(("new",))),
        ]
    ),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=6,
)


def fulfils(node: Node, row: Any) -> bool:
    if isinstance(node, And):
        return all(fulfils(part, row) for part in node.nodes)
    if isinstance(node, Or):
        return any(fulfils(part, row) for part in node.nodes)
    if isinstance(node, Not):
        return not fulfils(node.node, row)
    assert isinstance(node, Filter)
    value = node.value
    if isinstance(value, Days):
        return (value.since or "") <= row.date and row.date[:7] <= (value.until or "9")
    if isinstance(value, Range):
        number = row.size if node.key == "size" else row.rating
        return number is not None and (value.low or 0) <= number <= (value.high or 10**9)
    assert isinstance(value, Names)
    return "/new/" in row.path if node.key == "in" else value.values[0] in row.name


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(nodes)
def test_masks_join_as_logic_says(library: Library, side: Any, node: Node) -> None:
    searcher = _searcher(library, side)
    mask = searcher._evaluator.mask(node, searcher._snapshot, _unexpected)
    rows = library.photos_by_slots(range(28))
    assert {row.slot for row in rows if fulfils(node, row)} == set(np.flatnonzero(mask).tolist())


_kept: dict[int, Searcher] = {}


def _searcher(library: Library, side: Any) -> Searcher:
    if id(library) not in _kept:
        _kept.clear()
        _kept[id(library)] = Searcher(library, side)
    return _kept[id(library)]


def _unexpected(node: Filter, error: SnowlineError) -> None:
    raise AssertionError((node, error))


def test_filters_never_change_relevance(ask: Callable[..., Answer]) -> None:
    whole = {hit.path: hit.score for hit in ask("dog on a beach", everything=True).hits}
    for only in ("date:2020", "-date:2020", "size:<200", "(date:2020 OR rating:4)", "in:new"):
        some = ask(f"dog on a beach {only}", everything=True)
        assert some.hits
        assert all(whole[hit.path] == hit.score for hit in some.hits)


def test_a_filter_that_makes_no_sense_is_a_problem_and_finds_nothing(ask: Callable[..., Answer]) -> None:
    found = ask("dog drive:Nowhere")
    assert (found.total, found.hits) == (0, ())
    [problem] = found.problems
    assert "no drive called “Nowhere”" in problem.text
    assert found.query[problem.start : problem.end] == "drive:Nowhere"
    assert ask("dog -drive:Nowhere").total == 0
    assert set(paths(ask("(dog drive:Nowhere) OR piano"))) == set(paths(ask("piano")))
    with pytest.raises(SnowlineError, match="no drive called"):
        ask("dog", filters=Filters(drives=("Nowhere",)))


def test_a_picture_that_cannot_be_read_is_a_problem(ask: Callable[..., Answer], place: Path) -> None:
    found = ask(f'dog like:"{place}/none.jpg"')
    assert paths(found) == paths(ask("dog"))
    [problem] = found.problems
    assert "none.jpg" in problem.text
    assert found.query[problem.start : problem.end].startswith("like:")
    assert ask(f'like:"{place}/none.jpg"').total == 0


def test_chips_and_words_taken_back(ask: Callable[..., Answer]) -> None:
    found = ask("dog 2020")
    [chip] = [chip for chip in found.chips if chip.kind == "filter"]
    assert (chip.text, chip.source, chip.typed) == ("date:2020", "2020", False)
    back = ask("dog 2020", literal=frozenset({"2020"}))
    assert all(chip.kind == "words" for chip in back.chips)


def test_facets_count_what_is_left(ask: Callable[..., Answer]) -> None:
    found = ask("dog OR cat", facets=True)
    assert found.facets is not None
    assert found.facets["year"]
    for values in found.facets.values():
        for value in values:
            assert ask(f"(dog OR cat) {value.query}").total == value.count, value


def test_days_stand_together_newest_first(ask: Callable[..., Answer]) -> None:
    found = ask("dog group:day")
    assert found.group == "day"
    assert [hit.date for hit in found.hits] == sorted((hit.date for hit in found.hits), reverse=True)
    assert ask("dog", group="drive").group == "drive"


def test_a_drive_that_goes_is_noticed(library: Library, side: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    searcher = Searcher(library, side)
    assert searcher.search("is:online").total == 28
    monkeypatch.setattr("app.library.drives.mounted_at", lambda serial, mount: None)
    searcher._snapshot.library._drives_read = None  # they are looked at again every few seconds
    assert searcher.search("is:online").total == 0
    assert searcher.search("is:offline").total == 28


def test_a_judgement_serves_filters_sorting_and_paging(library: Library, side: Any) -> None:
    searcher = Searcher(library, side)
    whole = searcher.search("dog", limit=100)
    side.encoded.clear()
    some = searcher.search("dog date:2020", limit=100)
    assert paths(some) == [hit.path for hit in whole.hits if hit.date is not None and hit.date < "2021"]
    assert paths(searcher.search("dog", limit=3)) == paths(whole)[:3]
    assert side.encoded == []
    ids = searcher.photo_ids("dog")
    assert sorted(ids.tolist()) == sorted(hit.photo_id for hit in whole.hits)
