"""The word network: distances as scipy finds them on the whole graph, and what a library with one calls to mind."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from app.index.network import STEM, Edges, Network, length, open_network, strengths, write_network
from app.index.postings import P_STEPS, newest
from app.indexing.associate import build_network, is_due
from app.indexing.norms import import_norms, remove_norms
from app.library import Library
from app.search import association
from app.search.association import WEAKEST, WordNetwork, associate
from app.search.snapshot import take_snapshot

MakeLibrary = Callable[[Sequence[Any]], Library]
WORDS = tuple(f"w{number}" for number in range(8))
PHOTOS = 12
chances = st.sampled_from((0.0, 0.0, 0.002, 0.02, 0.1, 0.3, 0.7, 1.0))


class Unchanged:
    """The part of a library that a network asks, of one in which nothing has changed."""

    def changed_since(self, changes: int) -> np.ndarray:
        return np.empty(0, np.int64)


def network_of(folder: Path, words: np.ndarray, photos: np.ndarray) -> Network:
    """A network with these probabilities, float64 [words, words] and [words, photos]; 0 is no edge."""

    def edges(row: np.ndarray) -> Edges:
        to = np.flatnonzero(row)
        nothing = np.zeros(len(to))
        return Edges(to, row[to], nothing, nothing, nothing)

    write_network(
        folder,
        WORDS[: len(words)],
        map(edges, words),
        ((np.flatnonzero(row), row[row > 0].astype(np.float32)) for row in photos),
        photo_ids=np.arange(1, PHOTOS + 1),
        pictured=np.arange(len(words)),
        vectors=np.eye(len(words), dtype=np.float32),
        facts={"generation": "g-1", "photos": PHOTOS, "changes": 0, "norms": ""},
    )
    network = open_network(folder, "g-1")
    assert network is not None
    return network


def asked(network: Network) -> Any:
    """A snapshot as far as `associate` looks at one."""
    return SimpleNamespace(
        network=WordNetwork(network, Unchanged(), PHOTOS),  # type: ignore[arg-type]
        slots=PHOTOS,
        alive=None,
    )


@st.composite
def graphs(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    n = draw(st.integers(1, len(WORDS)))
    words = np.array(draw(st.lists(st.lists(chances, min_size=n, max_size=n), min_size=n, max_size=n)), float)
    np.fill_diagonal(words, 0)
    rows = st.lists(st.lists(chances, min_size=PHOTOS, max_size=PHOTOS), min_size=n, max_size=n)
    return words, np.array(draw(rows), float)


def whole_graph(network: Network) -> np.ndarray:
    """Distances from every word to every photo as scipy finds them with words and photos in one graph, as stored."""
    n = len(network)
    rows, columns, p = [], [], []
    for word in range(n):
        for one in network.neighbours(word):
            rows.append(word), columns.append(network.find(one.word)), p.append(one.p)
        slots, steps = network.photos(word)
        rows += [word] * len(slots)
        columns += (n + slots.astype(np.int64)).tolist()
        p += (steps / P_STEPS).tolist()
    graph = csr_matrix((length(np.array(p)), (rows, columns)), shape=(n + PHOTOS, n + PHOTOS))
    return dijkstra(graph, indices=np.arange(n))[:, n:]


@settings(max_examples=20)
@given(graphs(), st.integers(1, PHOTOS + 3))
def test_photos_are_as_far_as_on_the_whole_graph(
    tmp_path_factory: pytest.TempPathFactory, graph: tuple[np.ndarray, np.ndarray], limit: int
) -> None:
    network = network_of(tmp_path_factory.mktemp("network"), *graph)
    snapshot, everywhere = asked(network), whole_graph(network)
    for number in range(len(network)):
        found = associate([network.word(number)], snapshot, limit=limit)
        theirs = np.exp(-everywhere[number])
        sure = np.sort(theirs[theirs > 1.001 * WEAKEST])[::-1][:limit]  # not what rounding lifts over the edge
        np.testing.assert_allclose([one.strength for one in found[: len(sure)]], sure, rtol=1e-4)
        for one in found:
            np.testing.assert_allclose(one.strength, theirs[one.slot], rtol=1e-4)
            assert one.path[0] == network.word(number) and 0 < one.strength <= 1
        assert len({one.slot for one in found}) == len(found)


@settings(max_examples=20)
@given(graphs())
def test_longer_paths_are_never_stronger(
    tmp_path_factory: pytest.TempPathFactory, graph: tuple[np.ndarray, np.ndarray]
) -> None:
    network = network_of(tmp_path_factory.mktemp("network"), *graph)
    edges = {
        (word, one.word): one.p for word in network_words(network) for one in network.neighbours(number(network, word))
    }
    for one in associate([WORDS[0]], asked(network), limit=PHOTOS):
        chain = math.prod(edges[step] for step in zip(one.path, one.path[1:], strict=False))
        slots, steps = network.photos(number(network, one.path[-1]))
        last = float(steps[slots == one.slot][0]) / P_STEPS
        np.testing.assert_allclose(one.strength, chain * last, rtol=1e-4)
        assert one.strength <= chain * (1 + 1e-4)


@settings(max_examples=20)
@given(graphs(), st.lists(st.sampled_from(WORDS), min_size=2, max_size=3, unique=True))
def test_several_words_count_by_their_mean(
    tmp_path_factory: pytest.TempPathFactory, graph: tuple[np.ndarray, np.ndarray], words: list[str]
) -> None:
    network = network_of(tmp_path_factory.mktemp("network"), *graph)
    known = [word for word in words if network.find(word) is not None]
    if len(known) < 2:
        return
    alone = [{one.slot: one.strength for one in associate([w], asked(network), limit=PHOTOS)} for w in known]
    together = associate(known, asked(network), limit=PHOTOS)
    for limit in (1, 3):
        some = associate(known, asked(network), limit=limit)
        np.testing.assert_allclose([one.strength for one in some], [one.strength for one in together[:limit]])
    for one in together:
        each = [max(found.get(one.slot, 0.0), WEAKEST) for found in alone]
        np.testing.assert_allclose(one.strength, math.exp(np.mean(np.log(each))), rtol=1e-3)


def number(network: Network, word: str) -> int:
    found = network.find(word)
    assert found is not None
    return found


def network_words(network: Network) -> list[str]:
    return [network.word(at) for at in range(len(network))]


shares = st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=1, max_size=30)


@given(shares)
def test_what_a_word_calls_to_mind_is_shared_out(rows: list[tuple[float, float, float]]) -> None:
    p = strengths(*np.array(rows).T)
    assert ((p >= 0) & (p <= 1)).all()
    assert p.sum() <= 1 + 1e-9


def test_barred_photos_direct_ones_and_how_many_a_word_may_bring(tmp_path: Path) -> None:
    words = np.array([[0, 0.4, 0.2], [0, 0, 0], [0, 0, 0]], float)
    photos = np.zeros((3, PHOTOS))
    photos[0, :3], photos[1, 3:8], photos[2, 8:] = 0.9, 0.8, 0.7
    snapshot = asked(network_of(tmp_path, words, photos))
    assert [one.slot for one in associate(["w0"], snapshot, limit=20)] == list(range(PHOTOS))
    barred = np.isin(np.arange(PHOTOS), [0, 3])
    assert [one.slot for one in associate(["w0"], snapshot, limit=3, leave_out=barred)] == [1, 2, 4]
    led = associate(["w0"], snapshot, limit=20, direct=False, each=2)
    assert [one.slot for one in led] == [3, 4, 8, 9]
    assert led[0].path == ("w0", "w1") and led[0].strength == pytest.approx(0.32, rel=1e-3)
    assert associate(["unheard of"], snapshot, limit=5) == [] == associate([], snapshot, limit=5)


# ---- a library ----


@pytest.fixture
def coast(make_library: MakeLibrary, shot: Any, side: Any) -> Library:
    """Photos on which beach and sea, and snow and ski, go together; with their network."""
    shots = []
    for at in range(24):
        pair = ("beach", "sea") if at % 2 else ("snow", "ski")
        tags = {pair[0]: 0.9} if at % 4 < 2 else dict.fromkeys(pair, 0.8)
        shots.append(shot(f"{at:02}.jpg", " ".join(pair), tags, f"a {pair[0]} with a {pair[1]}" if at % 3 else ""))
    library = make_library(shots)
    build_network(library, side.encode_texts)
    return library


def paths(words: list[str], library: Library, side: Any, **how: Any) -> list[str]:
    snapshot = take_snapshot(library, side)
    how = {"limit": 50, "encode": side.encode_texts, **how}
    return [" — ".join(one.path) for one in associate(words, snapshot, **how)]


def test_company_leads_to_what_is_not_asked_for(coast: Library, side: Any) -> None:
    found = paths(["sea"], coast, side, direct=False)
    assert found[0] == "sea — beach"
    assert not {"snow", "ski"}.intersection(" ".join(found).split())
    assert paths(["sea"], coast, side)[0] == "sea"


def test_a_word_outside_is_joined_by_its_meaning(coast: Library, side: Any) -> None:
    class Seaside:
        def encode_texts(self, texts: list[str]) -> np.ndarray:
            return side.encode_texts([text.replace("seaside", "beach") for text in texts])

    assert paths(["seaside"], coast, side, encode=Seaside().encode_texts)[0] == "seaside — beach"
    assert paths(["seaside"], coast, side, encode=None) == []
    assert paths(["gobbledygook"], coast, side) == []


def test_what_changed_since_comes_from_the_catalogue(
    coast: Library, side: Any, make_library: MakeLibrary, shot: Any
) -> None:
    before = len(paths(["beach"], coast, side))
    [new] = [id_ for id_ in coast.photo_slots()[0].tolist() if id_ == 1]
    coast.add_tags([new], ["Beach"])
    make_library([shot("new.jpg", "beach", {"beach": 0.7})])
    assert len(paths(["beach"], coast, side)) == before + 2
    assert associate(["beach"], take_snapshot(coast, side), limit=1)[0].strength == pytest.approx(1)
    coast.remove_tags([new], ["beach"])
    assert len(paths(["beach"], coast, side)) == before + 1


def test_without_a_network_nothing_is_called_to_mind(
    coast: Library, side: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_due(coast)
    folder = coast.index / str(coast.pack)
    [manifest] = folder.glob(f"{STEM}-*.json")
    manifest.with_suffix(".bin").write_bytes(manifest.with_suffix(".bin").read_bytes()[:-1])
    assert newest(folder, STEM) is None
    assert paths(["sea"], coast, side) == []
    monkeypatch.setattr("app.indexing.associate._LEAST_PHOTOS", 1)
    assert is_due(coast)
    build_network(coast, side.encode_texts)
    assert paths(["sea"], coast, side)


def test_norms_lead_where_nothing_else_does(coast: Library, side: Any, tmp_path: Path) -> None:
    table = tmp_path / "norms.csv"
    table.write_text("cue,target,FSG,BSG\nWAVES,SEA,.5,?\nHOLIDAY,WAVES,.4,.1\n")
    import_norms(coast.folder, table)
    assert is_due(coast)
    build_network(coast, side.encode_texts)
    assert not is_due(coast)
    assert "holiday — wave — sea" in paths(["holiday"], coast, side, encode=None)
    assert remove_norms(coast.folder) and not remove_norms(coast.folder)
    assert is_due(coast)


def test_many_words_are_bounded(coast: Library, side: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = paths(["beach", "snow"], coast, side)
    monkeypatch.setattr(association, "_MOST_FOLLOWED", 3)
    assert 0 < len(paths(["beach", "snow"], coast, side)) < len(everything)
