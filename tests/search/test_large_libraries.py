"""In a large library only candidates are judged; here small ones are treated as large, and must answer alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import Answer, Filters, Match, SnowlineError
from app.index.base import Floats, Slots
from app.index.exact import ExactIndex
from app.indexing.derive import build_derived
from app.library import Library
from app.search import candidates, evaluating, evidence, judging, snapshot
from app.search.searcher import Searcher

WORDS = "dog cat snow beach person car tree house lake night boat horse guitar lamp piano castle".split()
QUERIES = (
    "dog",
    "dogs on a beach",
    "a cat",
    "castle",
    "piano without lamp",
    "without dog",
    "without dog or cat",
    '"dog with a beach"',
    '"boat"',
    "IMG_0031",
    "party",
    "submarine",
    "snow -car",
    "dog OR piano",
    "(dog OR cat) (snow OR beach)",
    "dog^3 lamp",
    "(dog date:2012..2015) OR (castle size:>200)",
    "-(dog OR size:>200)",
    "date:2013 OR name:IMG_001",
    "dog -date:2014",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, shot: Any, fill: Callable[..., list[int]]) -> Path:
    """A folder with a library of 160 photos that show two things each, and its derived file."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "shots").mkdir()
    rng = np.random.default_rng(11)
    shots = []
    for number in range(160):
        one, two = rng.choice(WORDS, 2, replace=False)
        tags = {tag: round(float(rng.uniform(0.3, 0.99)), 3) for tag in ("dog", "cat", "snow") if tag in (one, two)}
        name = f"{'party' if number % 40 == 0 else 'rest'}/IMG_{number:04}.jpg"
        taken = f"{2010 + number % 10}-06-01T00:00:00"
        shots.append(shot(name, f"{one} {two}", tags, f"a {one} with a {two}", taken, 100 + number))
    with Library.open(folder / "library", write=True) as library:
        library.add_root(folder / "shots")
        fill(library, folder / "shots", shots)
        build_derived(library)
    return folder


@pytest.fixture
def library(place: Path) -> Iterator[Library]:
    with Library.open(place / "library") as opened:
        yield opened


@pytest.fixture
def as_if_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything above ten photos is large, ten photos are near, and of those nobody else is known."""
    for module in (evaluating, judging, evidence, snapshot):
        monkeypatch.setattr(module, "SMALL", 10)
    monkeypatch.setattr(snapshot, "NEAREST", 10)
    monkeypatch.setattr(snapshot, "FEW_NEAR", 10)
    monkeypatch.setattr(candidates, "FEWEST", 5)


def listed(answer: Answer) -> list[tuple[str, float, Match, tuple[str, ...]]]:
    return [(hit.path, hit.score, hit.match, hit.why) for hit in answer.hits]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("filters", [Filters(), Filters(since="2014", until="2018"), Filters(min_size=240)])
def test_candidates_answer_as_everyone_does(
    library: Library, side: Any, query: str, filters: Filters, request: pytest.FixtureRequest
) -> None:
    whole = Searcher(library, side).search(query, limit=200, filters=filters)
    request.getfixturevalue("as_if_large")
    large = Searcher(library, side)
    some = large.search(query, limit=200, filters=filters)
    assert listed(some)[:10] == listed(whole)[:10]
    assert {hit.path for hit in some.hits} <= {hit.path for hit in whole.hits}
    if some.at_least:
        assert some.total <= whole.total
    else:
        assert listed(some) == listed(whole)
        assert some.total == whole.total
    short = Searcher(library, side).search(query, limit=5, filters=filters)
    assert listed(short) == listed(some)[:5]


@pytest.mark.usefixtures("as_if_large")
def test_not_everyone_is_looked_at(library: Library, side: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    scores_among = ExactIndex.scores_among

    def counted(self: ExactIndex, query: Floats, slots: Slots) -> Floats:
        looked.append(len(slots))
        return scores_among(self, query, slots)

    monkeypatch.setattr(ExactIndex, "scores_among", counted)
    Searcher(library, side).search("castle")
    assert looked
    assert max(looked) < 60


@pytest.mark.usefixtures("as_if_large")
def test_everything_is_listed_however_large(library: Library, side: Any) -> None:
    answer = Searcher(library, side).search("castle", limit=500, everything=True)
    assert len(answer.hits) == 160
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    few = Searcher(library, side).search("castle", limit=4, everything=True)
    assert listed(few) == listed(answer)[:4]


@pytest.mark.usefixtures("as_if_large")
def test_filters_do_not_change_relevance_and_do_not_starve(library: Library, side: Any) -> None:
    large = Searcher(library, side)
    of_all = {hit.path: hit.score for hit in large.search("dog", limit=200).hits}
    for year in range(2010, 2020):
        some = large.search("dog", limit=200, filters=Filters(since=str(year), until=str(year)))
        wanted = {path for path in of_all if int(Path(path).stem[-4:]) % 10 == year - 2010}
        assert wanted <= {hit.path for hit in some.hits}
        assert all(of_all.get(hit.path, hit.score) == hit.score for hit in some.hits)


@pytest.mark.usefixtures("as_if_large")
def test_sorted_lists(library: Library, side: Any) -> None:
    large = Searcher(library, side)
    by_size = [hit.size for hit in large.search("dog", limit=200, sort="size").hits]
    assert by_size == sorted(by_size, reverse=True)
    by_date = [hit.date or "" for hit in large.search("without dog", limit=200, sort="date").hits]
    assert len(by_date) > 100
    assert by_date == sorted(by_date, reverse=True)


@pytest.mark.usefixtures("as_if_large")
def test_likes_are_the_same(library: Library, side: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    row = library.photos_by_slots([7])[0]
    some = Searcher(library, side).similar(row.photo_id, limit=2, filters=Filters(min_size=120))
    monkeypatch.setattr(evaluating, "SMALL", 10_000)
    whole = Searcher(library, side).similar(row.photo_id, limit=2, filters=Filters(min_size=120))
    assert listed(some) == listed(whole)
    assert row.raw_path.decode() not in {hit.path for hit in some.hits}


@pytest.mark.parametrize(
    "text", ["{like}", "{like} piano", "{like}^3 lamp", "dog -{like}", "{like} OR castle", "-{like}"]
)
def test_pictures_in_a_query(library: Library, side: Any, text: str, request: pytest.FixtureRequest) -> None:
    row = library.photos_by_slots([7])[0]
    query = text.format(like=f'like:"{row.path}"')
    whole = Searcher(library, side).search(query, limit=200)
    request.getfixturevalue("as_if_large")
    some = Searcher(library, side).search(query, limit=200)
    assert whole.hits
    assert listed(some)[:3] == listed(whole)[:3]
    assert some.at_least or listed(some) == listed(whole)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (Filters(drives=("Nowhere",)), "no drive called “Nowhere”"),
        (Filters(since="soon"), "“soon” is no date"),
        (Filters(since="2020", until="2019"), "swap the two dates"),
        (Filters(min_size=5, max_size=4), "swap the two sizes"),
    ],
)
def test_filters_that_make_no_sense_say_so(library: Library, side: Any, filters: Filters, message: str) -> None:
    with pytest.raises(SnowlineError, match=message):
        Searcher(library, side).search("dog", filters=filters)


def test_filters_by_folder_and_drive(library: Library, side: Any, place: Path) -> None:
    ours = Searcher(library, side)
    party = ours.search("dog", everything=True, limit=500, filters=Filters(folder=str(place / "shots" / "party")))
    assert len(party.hits) == 4
    assert all("/party/" in hit.path for hit in party.hits)
    assert ours.search("dog", everything=True, filters=Filters(folder=str(place / "shots" / "part"))).hits == ()
    label = party.hits[0].drive
    assert len(ours.search("dog", everything=True, limit=500, filters=Filters(drives=(label.upper(),))).hits) == 160


@given(
    st.lists(st.sampled_from([-2.0, 0.0, 0.5, 0.500001, 3.0, 1e4]) | st.floats(-9, 9, width=32), min_size=1), st.data()
)
def test_the_highest_are_chosen_however_many_are_equal(values: list[float], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(values)))
    given_ = np.array(values, np.float32)
    assert candidates.highest(given_, count).tolist() == sorted(np.argsort(-given_, kind="stable")[:count].tolist())
