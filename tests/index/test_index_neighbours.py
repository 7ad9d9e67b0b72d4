from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import Cancelled, CancelToken, SnowlineError
from app.index import segment as annoy_segment
from app.index.build import build_segment
from app.index.exact import ExactIndex
from app.index.manifest import leftovers, read_manifest, write_manifest
from app.index.neighbours import Neighbours
from app.index.segment import annoy_name
from app.index.vectors import VectorFile

DIMS, ROWS, TAIL = 48, 4_000, 150
PROJECT = Path(__file__).parents[2]


def clustered(n: int, seed: int) -> np.ndarray:
    """Unit vectors about 60 centres, as photos of a life gather about its places."""
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(99).standard_normal((60, DIMS))
    rows = centres[rng.integers(60, size=n)] + 0.6 * rng.standard_normal((n, DIMS))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def slow_scan(folder: Path, *, without: str = "") -> None:
    """Makes the planner believe that scans are slow here, so that it takes another way; `without` one of them."""
    manifest = read_manifest(folder, "texts")
    assert manifest is not None
    dropped = {without: None} if without else {}
    write_manifest(folder, replace(manifest, exact_ns_a_row=1e9, **dropped))


def neighbours(place: Path, **more: object) -> Neighbours:
    return Neighbours(VectorFile(place / "v.vec", DIMS), place / "i", pack="p", what="texts", **more)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vector file whose last rows came after its index was built."""
    place = tmp_path_factory.mktemp("built")
    with VectorFile(place / "v.vec", DIMS, writable=True) as file:
        file.append(clustered(ROWS, 1))
        build_segment(file, place / "i", pack="p", what="texts", dims=16)
        file.append(clustered(TAIL, 2))
    slow_scan(place / "i")
    return place


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """The same, to be damaged."""
    for path in [built / "v.vec", *(built / "i").iterdir()]:
        target = tmp_path / path.relative_to(built)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
        os.utime(target, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    return tmp_path


@pytest.fixture(scope="module", params=["segment", "codes"])
def way(request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The built index with one of its ways only."""
    place = tmp_path_factory.mktemp(request.param)
    (place / "i").mkdir()
    for path in [built / "v.vec", *(built / "i").iterdir()]:
        os.link(path, place / path.relative_to(built))
    manifest = place / "i" / "texts.json"
    content = manifest.read_bytes()
    manifest.unlink()  # a link: the original stays as it is
    manifest.write_bytes(content)
    slow_scan(place / "i", without="codes" if request.param == "segment" else "segment")
    index = neighbours(place)
    assert index.describe()["way"] == request.param
    assert index.describe()["problems"] == []
    return place


some_slots = st.lists(st.integers(0, ROWS + TAIL - 1), max_size=300).map(lambda slots: np.array(slots, np.int64))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    seed=st.integers(0, 1_000),
    few=st.integers(0, 60),
    more=st.integers(0, ROWS + TAIL + 10),
    dead=some_slots,
    among=st.none() | some_slots | st.integers(1, 3).map(lambda step: np.arange(0, ROWS + TAIL, step)),
)
def test_a_short_answer_is_the_beginning_of_a_long_one(
    way: Path, seed: int, few: int, more: int, dead: np.ndarray, among: np.ndarray | None
) -> None:
    index = neighbours(way, dead=dead)
    query = clustered(1, seed)[0]
    short, short_scores = index.search(query, few, among)
    long, long_scores = index.search(query, max(few, more), among)
    assert short.tolist() == long[: len(short)].tolist()
    assert short_scores.tolist() == long_scores[: len(short)].tolist()
    alive = np.setdiff1d(np.arange(ROWS + TAIL) if among is None else among, dead)
    assert len(short) == min(few, len(alive))
    assert np.isin(long, alive).all()
    assert len(np.unique(long)) == len(long)
    order = np.lexsort((long, -long_scores))
    assert order.tolist() == list(range(len(long))), "by score, then by slot"
    exact = ExactIndex(index.vectors).scores(query)
    assert long_scores.tolist() == exact[long].tolist()


def test_every_way_finds_what_the_exact_scan_finds(way: Path) -> None:
    index = neighbours(way)
    exact = ExactIndex(index.vectors)
    every_third = np.arange(0, ROWS + TAIL, 3)
    found, found_among = [], []
    for query in clustered(60, 7):
        found.append(np.isin(index.search(query, 10)[0], exact.search(query, 10)[0]).mean())
        among = index.search(query, 10, every_third)[0], exact.search(query, 10, every_third)[0]
        found_among.append(np.isin(*among).mean())
    assert np.mean(found) >= 0.95
    assert np.mean(found_among) >= 0.95


def test_new_rows_are_found_before_the_next_build(way: Path) -> None:
    index = neighbours(way)
    assert index.tail == TAIL
    for slot in (ROWS, ROWS + TAIL - 1):
        query = index.vectors.read(np.array([slot]))[0]
        assert index.search(query, 1)[0].tolist() == [slot]
        assert index.search(query, 1, np.arange(slot - 20, slot + 1))[0].tolist() == [slot]


def test_where_a_whole_neighbourhood_is_dead_the_next_rows_are_found(way: Path) -> None:
    everything = neighbours(way)
    found = []
    for query in clustered(10, 11):
        for gone in (30, 2_500):
            dead = everything.search(query, gone)[0]
            index = neighbours(way, dead=dead)
            assert len(index) == ROWS + TAIL - gone
            after = everything.search(query, gone + 20)[0][gone:]
            hits = index.search(query, 20)[0]
            assert len(hits) == 20
            assert not np.isin(hits, dead).any()
            if gone == 30:  # the others are no neighbours of anybody
                found.append(np.isin(hits, after).mean())
    assert np.mean(found) >= 0.9


def test_rows_that_are_not_there_are_refused(way: Path) -> None:
    with pytest.raises(IndexError, match="4150 rows"):
        neighbours(way).search(clustered(1, 0)[0], 3, np.array([1, ROWS + TAIL]))


def test_a_few_rows_need_no_index_but_may_have_one(tmp_path: Path) -> None:
    with VectorFile(tmp_path / "v.vec", DIMS, writable=True) as file:
        with pytest.raises(SnowlineError, match="no vectors yet"):
            build_segment(file, tmp_path / "i", pack="p", what="texts")
        assert neighbours(tmp_path).search(clustered(1, 0)[0], 3)[0].tolist() == []
        file.append(clustered(3, 1))
        build_segment(file, tmp_path / "i", pack="p", what="texts")
    slow_scan(tmp_path / "i")
    index = neighbours(tmp_path)
    assert index.describe()["problems"] == []
    assert index.describe()["way"] != "exact"
    assert sorted(index.search(clustered(1, 0)[0], 10)[0].tolist()) == [0, 1, 2]


def _flip(path: Path, at: float) -> None:
    with path.open("r+b") as file:
        place = int(at * (path.stat().st_size - 1))
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 0x10]))


@pytest.mark.parametrize("ending", [".0.ann", ".map", ".slots", ".bits", ".turn"])
@pytest.mark.parametrize("damage", ["flipped first", "flipped inside", "flipped last", "shorter", "longer", "gone"])
def test_damaged_files_are_not_used_and_said(copy: Path, ending: str, damage: str) -> None:
    path = next((copy / "i").glob(f"texts-*{ending}"))
    if damage.startswith("flipped"):
        _flip(path, {"first": 0.0, "inside": 0.45, "last": 1.0}[damage.split()[1]])
    elif damage == "shorter":
        os.truncate(path, path.stat().st_size * 2 // 3)
    elif damage == "longer":
        path.write_bytes(path.read_bytes() + b"\0" * 64)
    else:
        path.unlink()
    index = neighbours(copy)
    assert [path.name in problem for problem in index.describe()["problems"]] == [True]
    assert index.describe()["way"] == ("codes" if ending in (".0.ann", ".map", ".slots") else "segment")
    query = clustered(1, 3)[0]
    assert index.search(query, 5)[0].tolist() == ExactIndex(index.vectors).search(query, 5)[0].tolist()


@pytest.mark.parametrize("damage", ["empty", "torn", "not json", "edited", "of the other kind"])
def test_a_damaged_manifest_leaves_the_exact_scan(copy: Path, damage: str) -> None:
    path = copy / "i" / "texts.json"
    content = path.read_bytes()
    changed = {
        "empty": b"",
        "torn": content[: len(content) // 2],
        "not json": b"\xff\xfe\0",
        "edited": content.replace(b'"trees": 4', b'"trees": 5'),
        "of the other kind": b"[]",
    }[damage]
    assert changed != content
    path.write_bytes(changed)
    index = neighbours(copy)
    assert index.describe()["way"] == "exact"
    assert len(index.describe()["problems"]) == 1
    assert len(index.search(clustered(1, 3)[0], 5)[0]) == 5


def test_a_build_replaces_what_was_damaged(copy: Path) -> None:
    (copy / "i" / "texts.json").write_bytes(b"{")
    with VectorFile(copy / "v.vec", DIMS) as file:
        manifest = build_segment(file, copy / "i", pack="p", what="texts", dims=16)
    assert neighbours(copy).describe()["problems"] == []
    assert leftovers(copy / "i", "texts", manifest) == []


def test_an_index_of_another_pack_or_other_vectors_is_not_used(copy: Path) -> None:
    with VectorFile(copy / "v.vec", DIMS) as file:
        other = Neighbours(file, copy / "i", pack="another", what="texts")
        assert "pack p" in other.describe()["problems"][0]
        assert other.describe()["way"] == "exact"
    with VectorFile(copy / "v.vec", DIMS, writable=True) as file:
        file.truncate(ROWS - 500)
        assert neighbours(copy).describe()["problems"] == []  # what is left is what it was made from
        query = file.read(np.array([ROWS - 501]))[0]
        assert neighbours(copy).search(query, 1)[0].tolist() == [ROWS - 501]
        file.append(clustered(600, 21))
    index = neighbours(copy)
    assert "other vectors" in index.describe()["problems"][0]
    assert index.search(index.vectors.read(np.array([ROWS]))[0], 1)[0].tolist() == [ROWS]
    wide = VectorFile(copy / "wide.vec", DIMS + 4, writable=True)
    wide.append(np.eye(DIMS + 4, dtype=np.float32))
    foreign = Neighbours(wide, copy / "i", pack="p", what="texts")
    assert f"{DIMS} numbers" in foreign.describe()["problems"][0]
    assert foreign.search(np.eye(DIMS + 4, dtype=np.float32)[2], 1)[0].tolist() == [2]
    wide.close()


def test_a_way_that_finds_too_little_is_not_used(copy: Path) -> None:
    manifest = read_manifest(copy / "i", "texts")
    assert manifest is not None
    worse = {**manifest.measured, "segment": replace(manifest.measured["segment"], recall=0.94)}
    write_manifest(copy / "i", replace(manifest, measured=worse))
    index = neighbours(copy)
    assert index.describe()["way"] == "codes"
    assert "0.94" in index.describe()["problems"][0]


def test_a_file_touched_but_whole_is_used(copy: Path) -> None:
    for path in (copy / "i").glob("texts-*"):
        os.utime(path)
    assert neighbours(copy).describe()["problems"] == []


def test_whoever_reads_keeps_the_old_files_until_a_refresh(copy: Path) -> None:
    reader = neighbours(copy)
    query = clustered(1, 5)[0]
    before = reader.search(query, 40)
    first = reader.describe()["number"]
    with VectorFile(copy / "v.vec", DIMS) as file:
        build_segment(file, copy / "i", pack="p", what="texts", dims=16, seed=3)
    slow_scan(copy / "i")
    assert [path.name for path in (copy / "i").glob(f"texts-{first:06d}*")] == []
    after = reader.search(query, 40)
    assert (after[0].tolist(), after[1].tolist()) == (before[0].tolist(), before[1].tolist())
    assert reader.tail == TAIL
    reader.refresh()
    assert reader.describe()["number"] == first + 1
    assert reader.tail == 0
    assert reader.search(query, 5)[0].tolist() == before[0][:5].tolist()


def test_refresh_sees_new_rows_and_new_tombstones(copy: Path) -> None:
    reader = neighbours(copy)
    with VectorFile(copy / "v.vec", DIMS, writable=True) as writer:
        (slot,) = writer.append(clustered(1, 55)).tolist()
    query = clustered(1, 55)[0]
    assert slot not in reader.search(query, 3)[0]
    reader.refresh()
    assert reader.search(query, 1)[0].tolist() == [slot]
    reader.refresh(dead=np.array([slot]))
    assert slot not in reader.search(query, 3)[0]


def test_dead_rows_are_left_out_of_the_build(copy: Path) -> None:
    dead = np.arange(0, ROWS, 2)
    with VectorFile(copy / "v.vec", DIMS) as file:
        manifest = build_segment(file, copy / "i", pack="p", what="texts", dims=16, dead=dead)
    assert manifest.segment is not None
    assert manifest.segment.parts[-1].stop == ROWS + TAIL - len(dead)
    slow_scan(copy / "i")
    index = neighbours(copy, dead=dead)
    found = index.search(clustered(1, 5)[0], 200)[0]
    assert len(found) == 200
    assert not np.isin(found, dead).any()


def test_a_cancelled_build_leaves_what_was_there(copy: Path) -> None:
    names = sorted(path.name for path in (copy / "i").iterdir())
    for share in (0.15, 0.85):
        cancel = CancelToken()

        def stop(done: float, cancel: CancelToken = cancel, share: float = share) -> None:
            if done >= share:
                cancel.cancel()

        with VectorFile(copy / "v.vec", DIMS) as file, pytest.raises(Cancelled):
            build_segment(file, copy / "i", pack="p", what="texts", dims=16, cancel=cancel, tell=stop)
        assert sorted(path.name for path in (copy / "i").iterdir()) == names


def test_a_killed_build_leaves_files_that_the_next_one_sweeps(copy: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path\n"
        "from app.index.build import build_segment; from app.index.vectors import VectorFile\n"
        "def tell(done):\n"
        "    if done > 0.85: print('now', flush=True); time.sleep(60)\n"
        f"build_segment(VectorFile(Path(sys.argv[1]), {DIMS}), Path(sys.argv[2]), pack='p', what='texts', dims=16,"
        " tell=tell)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(copy / "v.vec"), str(copy / "i")], stdout=subprocess.PIPE, cwd=PROJECT
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"now\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    live = read_manifest(copy / "i", "texts")
    assert len(leftovers(copy / "i", "texts", live)) >= 3
    assert neighbours(copy).describe()["problems"] == []
    with VectorFile(copy / "v.vec", DIMS) as file:
        manifest = build_segment(file, copy / "i", pack="p", what="texts", dims=16)
    assert leftovers(copy / "i", "texts", manifest) == []


def test_a_large_library_gets_several_annoy_files(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annoy_segment, "PART_BYTES", 200_000)
    with VectorFile(copy / "v.vec", DIMS) as file:
        manifest = build_segment(file, copy / "i", pack="p", what="texts", dims=16)
        assert manifest.segment is not None
        assert len(manifest.segment.parts) > 2
        assert max(part.file.size for part in manifest.segment.parts) < 300_000
        slow_scan(copy / "i", without="codes")
        index = neighbours(copy)
        assert index.describe()["way"] == "segment"
        exact = ExactIndex(file)
        found = [np.isin(index.search(q, 10)[0], exact.search(q, 10)[0]).mean() for q in clustered(30, 8)]
    assert np.mean(found) >= 0.95


@pytest.mark.parametrize(
    ("path", "short", "expected"),
    [
        ("C:\\Users\\Zoe\\i", "", "C:\\Users\\Zoe\\i"),
        ("C:\\Users\\Zoë\\i", "C:\\Users\\ZO~1\\i", "C:\\Users\\ZO~1\\i"),
        ("C:\\Users\\Zoë\\i", "C:\\Users\\Zoë\\i", None),  # the drive keeps no short names
    ],
)
def test_annoy_gets_a_name_that_windows_reads_as_it_is_meant(path: str, short: str, expected: str | None) -> None:
    assert annoy_name(Path(path), "win32", lambda _: short) == expected


def test_annoy_reads_other_letters_elsewhere(tmp_path: Path) -> None:
    assert annoy_name(Path("/home/Zoë/索引"), "linux") == "/home/Zoë/索引"
    assert annoy_name(Path(os.fsdecode(b"/home/\xff")), "linux") is None
    place = tmp_path / "Zoë 索引"
    place.mkdir()
    with VectorFile(place / "v.vec", DIMS, writable=True) as file:
        file.append(clustered(600, 1))
        manifest = build_segment(file, place / "i", pack="p", what="texts", dims=8)
    assert manifest.segment is not None
    slow_scan(place / "i")
    assert neighbours(place).describe()["problems"] == []


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_where_annoy_cannot_write_codes_answer(tmp_path: Path) -> None:
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    place.mkdir()
    with VectorFile(place / "v.vec", DIMS, writable=True) as file:
        file.append(clustered(600, 1))
        manifest = build_segment(file, place / "i", pack="p", what="texts", dims=8)
    assert manifest.segment is None
    slow_scan(place / "i")
    assert neighbours(place).describe()["way"] == "codes"


def test_no_room_is_said_before_anything_is_written(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annoy_segment, "room_for", lambda *_: False)
    names = sorted(path.name for path in (copy / "i").iterdir())
    with VectorFile(copy / "v.vec", DIMS) as file, pytest.raises(SnowlineError, match="no room"):
        build_segment(file, copy / "i", pack="p", what="texts")
    assert sorted(path.name for path in (copy / "i").iterdir()) == names


def test_low_memory_draws_in_fewer_pages(built: Path) -> None:
    began = time.perf_counter()
    index = neighbours(built, low_memory=True)
    assert time.perf_counter() - began < 5
    assert index.describe()["way"] == "segment"
