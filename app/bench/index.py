"""The index at a given size: disk, recall, time, memory and build, beside plain Annoy in the same run."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from app.bench import say
from app.bench._enlarged import BLOCK, HELD_OUT, Floats, What, enlarged, queries
from app.bench._index_grid import measure_grid
from app.bench._memory import PeakMemory, private_mb
from app.domain import SnowlineError
from app.index.base import Slots, best
from app.index.build import build_segment
from app.index.codes import BinaryCodes
from app.index.exact import ExactIndex
from app.index.manifest import Manifest, read_manifest
from app.index.neighbours import Neighbours
from app.index.plain import PlainAnnoy
from app.index.segment import AnnoySegment
from app.index.vectors import VectorFile

HELP = "The index: size, recall, time, memory and build beside plain Annoy; --grid repeats the published evaluation."

DIMS = 384
K = 10
PLAIN_TREES = 25
PLAIN_LIMIT = 2_000_000  # beyond so many vectors plain Annoy would take more memory than a desktop has
PLAIN_STEPS = tuple(int(1_000 * 1.2**i) for i in range(30))  # values of search_k, tried upwards
MEMORY_QUERIES = 1_000
EXACT_QUERIES = 20  # full scans that are timed
LONG = (100, 1_000, 2_000)
PACK = "bench"


def run(
    shared: Path | None,
    seed: int,
    vectors: int = 200_000,
    asked: int = 800,
    no_plain: bool = False,
    no_images: bool = False,
    grid: bool = False,
    plots: Path | None = None,
) -> dict[str, object]:
    """Measures `vectors` text vectors, and as many image vectors asked by texts and by images.

    `asked` held-out queries: one half chooses settings (plain Annoy's search_k), the other half is reported. With
    `grid`, the table of 5 metrics x 5 numbers of trees at `vectors` (100,000 in the published evaluation), with plots
    in the folder `plots`. Needs some 4 kB of temporary disk space for a vector.
    """
    if grid:
        return measure_grid(shared, seed, vectors, asked, plots)
    plain = not no_plain and vectors <= PLAIN_LIMIT
    with tempfile.TemporaryDirectory(prefix="snowline-bench-") as place:
        texts = _measure("texts", Path(place) / "texts", shared, seed, vectors, asked, plain=plain)
        shutil.rmtree(Path(place) / "texts")
        out: dict[str, object] = {"vectors": vectors, "dims": DIMS, "queries": asked, "texts": texts}
        if not no_images:
            out["images"] = _measure("images", Path(place) / "images", shared, seed, vectors, asked, plain=False)
    return out


def _measure(
    what: What, work: Path, shared: Path | None, seed: int, n: int, asked: int, *, plain: bool
) -> dict[str, object]:
    work.mkdir()
    per_kind = min(asked, *HELD_OUT.values())
    kinds: dict[str, Floats] = {"text": queries("texts", per_kind, seed, shared)}
    if what == "images":
        kinds["image"] = queries("images", per_kind, seed, shared)
    say(f"Making {n:,} vectors of {what} ...")
    truth, floats = _write(what, work, shared, seed, n, kinds, keep=plain)
    if what == "images":  # the index of photos knows the texts of its library: other ones than those asked
        with VectorFile(work / "asked.vec", DIMS, writable=True) as file:
            file.append(queries("texts", HELD_OUT["texts"], seed, shared)[per_kind:])
    say("Building our index ...")
    built = _in_child(partial(_build_ours, work, what))
    manifest = read_manifest(work / "index", what)
    assert manifest is not None and manifest.segment is not None and manifest.codes is not None
    with VectorFile(work / "rows.vec", DIMS) as rows:
        memory = bandwidth(rows)
        ours = {kind: _ours(rows, work, what, manifest, found, truth[kind]) for kind, found in kinds.items()}
        exact = _exact_scan(rows, kinds["text"], memory)
    files = {
        "vectors": round((work / "rows.vec").stat().st_size / 1e6, 1),
        "segment": round(sum(f.size for f in manifest.segment.files) / 1e6, 1),
        "codes": round(sum(f.size for f in manifest.codes.files) / 1e6, 1),
    }
    out: dict[str, object] = {
        "mb_on_disk": {**files, "everything": round(sum(files.values()), 1)},
        "settings": _settings(manifest),
        "asked_by": ours,
        "exact": exact,
        "build": built,
        "private_mb_of_a_fresh_process": _in_child(partial(_memory_of_queries, work, what, kinds["text"]))["result"],
    }
    if plain:
        assert floats is not None
        say("Building plain Annoy ...")
        wanted = ours["text"]["recall_tuning_half"]
        out["plain_annoy"] = theirs = _plain(work, floats, kinds["text"], truth["text"], wanted)
        out["ratios"] = {
            "disk_to_plain": round(sum(files.values()) / theirs["mb_on_disk"], 3),
            "median_time_to_plain_at_the_same_recall": round(ours["text"]["ms_median"] / theirs["ms_median"], 3),
            "build_time_to_plain": round(built["seconds"] / theirs["build_seconds"], 3),
        }
    return out


def _write(
    what: What, work: Path, shared: Path | None, seed: int, n: int, kinds: dict[str, Floats], *, keep: bool
) -> tuple[dict[str, Slots], np.ndarray | None]:
    """Writes the vector file, with `keep` the float32 rows too, and finds the true neighbours in float32."""
    floats = np.lib.format.open_memmap(work / "rows.npy", "w+", np.float32, (n, DIMS)) if keep else None
    nearest = {kind: Nearest(found, K) for kind, found in kinds.items()}
    at = 0
    with VectorFile(work / "rows.vec", DIMS, writable=True) as file:
        for block in enlarged(what, n, seed, shared):
            file.append(block)
            for one in nearest.values():
                one.see(block)
            if floats is not None:
                floats[at : at + len(block)] = block
            at += len(block)
            if at % (50 * BLOCK) == 0:
                say(f"  {at:,}")
        file.flush()
    return {kind: one.slots for kind, one in nearest.items()}, floats


class Nearest:
    """The exact nearest rows by float32 dot product, kept up to date while rows come by in blocks."""

    def __init__(self, asked: Floats, k: int) -> None:
        self.slots = np.full((len(asked), k), -1, np.int64)
        self._asked, self._k, self._seen = asked, k, 0
        self._scores = np.full((len(asked), k), -np.inf, np.float32)

    def see(self, block: Floats) -> None:
        scores = self._asked @ block.T
        some = np.argpartition(-scores, min(self._k, len(block)) - 1, axis=1)[:, : self._k]
        both = np.concatenate([self._scores, np.take_along_axis(scores, some, axis=1)], axis=1)
        named = np.concatenate([self.slots, some + self._seen], axis=1)
        order = np.argsort(-both, axis=1, kind="stable")[:, : self._k]
        self._scores, self.slots = np.take_along_axis(both, order, axis=1), np.take_along_axis(named, order, axis=1)
        self._seen += len(block)


def halves(asked: Floats, truth: Slots) -> tuple[tuple[Floats, Slots], tuple[Floats, Slots]]:
    """The queries that choose settings, and those that are reported, each with their true neighbours."""
    middle = len(asked) // 2
    return (asked[:middle], truth[:middle]), (asked[middle:], truth[middle:])


def recall_and_ms(search: Callable[[Floats], Any], asked: Floats, truth: Slots) -> tuple[float, float, float]:
    """Mean recall of the true neighbours, median and 95th percentile of the time in ms, one query after the other."""
    found, seconds = [], []
    for query in asked[: min(len(asked), 20)]:
        search(query)
    for query, true in zip(asked, truth, strict=True):
        began = time.perf_counter()
        slots = search(query)
        seconds.append(time.perf_counter() - began)
        found.append(len(np.intersect1d(slots, true)) / len(true))
    ms = np.array(seconds) * 1000
    return round(float(np.mean(found)), 4), round(float(np.median(ms)), 3), round(float(np.quantile(ms, 0.95)), 3)


def _ours(rows: VectorFile, work: Path, what: What, manifest: Manifest, asked: Floats, truth: Slots) -> dict[str, Any]:
    """The segment, and the codes alone, on the reported half."""
    (tuning, tuning_truth), (reported, reported_truth) = halves(asked, truth)
    exact = ExactIndex(rows)
    assert manifest.segment is not None and manifest.codes is not None
    segment, codes = AnnoySegment(work / "index", manifest.segment), BinaryCodes(work / "index", manifest.codes)

    def compared(query: Floats, slots: Slots) -> Slots:
        return best(exact.scores_among(query, slots), K, slots)[0]

    def by_segment(query: Floats) -> Slots:
        return compared(query, segment.candidates(query))

    def by_codes(query: Floats) -> Slots:
        return compared(query, codes.shortlist(query, codes.entry.shortlist))

    recall, median, late = recall_and_ms(by_segment, reported, reported_truth)
    signs = recall_and_ms(by_codes, reported[:100], reported_truth[:100])
    planner = Neighbours(rows, work / "index", pack=PACK, what=what)
    whole = recall_and_ms(lambda query: planner.search(query, K)[0], reported, reported_truth)
    out: dict[str, Any] = {
        "recall": recall, "ms_median": median, "ms_p95": late,
        "recall_tuning_half": recall_and_ms(by_segment, tuning, tuning_truth)[0],
        "codes": {"recall": signs[0], "ms_median": signs[1], "ms_p95": signs[2]},
        "planner": {"way": planner.describe()["way"], "recall": whole[0], "ms_median": whole[1], "ms_p95": whole[2]},
        "longer_answers": {str(k): _longer(planner, exact, reported[:20], k) for k in LONG if k <= len(rows)},
    }  # fmt: skip
    for opened in (segment, codes, planner):
        opened.close()
    return out


def _longer(planner: Neighbours, exact: ExactIndex, asked: Floats, k: int) -> dict[str, float]:
    """Recall@k against the int8 scan, and the median time, of an answer of `k`."""
    truth = np.stack([exact.search(query, k)[0] for query in asked])
    recall, median, _ = recall_and_ms(lambda query: planner.search(query, k)[0], asked, truth)
    return {"recall": recall, "ms_median": median}


def _exact_scan(rows: VectorFile, asked: Floats, memory: float) -> dict[str, float]:
    exact, seconds = ExactIndex(rows), []
    for query in asked[:EXACT_QUERIES]:
        began = time.perf_counter()
        exact.scores(query)
        seconds.append(time.perf_counter() - began)
    median = float(np.median(seconds))
    speed = rows.rows.nbytes / median / 1e9
    return {
        "ms_median": round(median * 1000, 2), "gb_per_second": round(speed, 2),
        "memory_gb_per_second": round(memory, 2), "part_of_memory_bandwidth": round(speed / memory, 3),
    }  # fmt: skip


def bandwidth(rows: VectorFile) -> float:
    """GB/s at which one thread can read these very bytes: the fastest of five passes of a bitwise or."""
    flat = rows.rows.reshape(-1)
    words = flat[: len(flat) // 8 * 8].view(np.uint64)
    times = []
    for _ in range(5):
        began = time.perf_counter()
        np.bitwise_or.reduce(words)
        times.append(time.perf_counter() - began)
    return words.nbytes / min(times) / 1e9


def _plain(work: Path, floats: np.ndarray, asked: Floats, truth: Slots, wanted: float) -> dict[str, Any]:
    """Plain Annoy, with search_k raised on the tuning half until it finds as much as ours does there."""
    built = _in_child(partial(_build_plain, work))
    index = PlainAnnoy.load(work / "plain.ann", DIMS, "angular")
    (tuning, tuning_truth), (reported, reported_truth) = halves(asked, truth)
    default = recall_and_ms(lambda query: index.search(query, K), reported, reported_truth)
    for search_k in PLAIN_STEPS:
        found = recall_and_ms(partial(index.search, k=K, search_k=search_k), tuning, tuning_truth)[0]
        if found >= wanted:
            break
    else:
        say("Plain Annoy did not reach the same recall.")
    recall, median, late = recall_and_ms(partial(index.search, k=K, search_k=search_k), reported, reported_truth)
    index.close()
    return {
        "trees": PLAIN_TREES, "mb_on_disk": round((work / "plain.ann").stat().st_size / 1e6, 1),
        "search_k": search_k, "recall": recall, "ms_median": median, "ms_p95": late,
        "default": {"recall": default[0], "ms_median": default[1]},
        "build_seconds": built["seconds"], "build_peak_private_mb": built["peak_private_mb"],
    }  # fmt: skip


def _settings(manifest: Manifest) -> dict[str, object]:
    segment, codes = manifest.segment, manifest.codes
    assert segment is not None and codes is not None
    return {
        "dims": segment.dims, "trees": segment.trees, "parts": len(segment.parts), "search_k": segment.search_k,
        "cells_read": segment.probes, "compared_exactly": segment.fetch, "code_bits": codes.bits,
        "code_shortlist": codes.shortlist,
        "measured_at_build": {way: [m.recall, m.ms] for way, m in manifest.measured.items()},
    }  # fmt: skip


def _in_child(work: Callable[[], Any]) -> dict[str, Any]:
    """Runs `work` in a fresh process; its result, its seconds and its peak of private memory."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(theirs, work), daemon=True)
    process.start()
    theirs.close()
    with PeakMemory(process.pid or 0) as memory:
        try:
            result, seconds = ours.recv()
        except EOFError:
            result, seconds = None, 0.0
        process.join()
    if process.exitcode:
        raise SnowlineError(f"A part of this bench failed (exit code {process.exitcode}).")
    return {"seconds": round(seconds, 2), "peak_private_mb": memory.peak, "result": result}


def _child(pipe: Any, work: Callable[[], Any]) -> None:
    began = time.perf_counter()
    result = work()
    pipe.send((result, time.perf_counter() - began))


def _build_ours(work: Path, what: What) -> dict[str, float]:
    """Everything that a library builds: projection, segment, codes, their verification and measurement."""
    marks: dict[str, float] = {}
    began = time.perf_counter()
    with VectorFile(work / "rows.vec", DIMS) as rows, VectorFile(work / "asked.vec", DIMS) as asked:
        build_segment(
            rows,
            work / "index",
            pack=PACK,
            what=what,
            queries=asked if len(asked) else None,
            jobs=os.cpu_count(),
            tell=lambda part: marks.update({f"{part:.2f}": round(time.perf_counter() - began, 2)}),
        )
    return marks


def _build_plain(work: Path) -> None:
    floats = np.load(work / "rows.npy", mmap_mode="r")
    PlainAnnoy.build(floats, work / "plain.ann", "angular", PLAIN_TREES, jobs=os.cpu_count() or 1).close()


def _memory_of_queries(work: Path, what: What, asked: Floats) -> dict[str, object]:
    """Private memory before opening, what opening adds, and what 1,000 queries add to that."""
    query = np.random.default_rng(0).standard_normal(DIMS, dtype=np.float32)
    _ = query @ query  # the linear algebra has set up its threads
    rows = VectorFile(work / "rows.vec", DIMS)
    before = private_mb()
    planner = Neighbours(rows, work / "index", pack=PACK, what=what)
    opened = private_mb()
    for number in range(MEMORY_QUERIES):
        planner.search(asked[number % len(asked)], K)
    after = private_mb()
    return {
        "before": before,
        "opening_adds": {name: round(opened[name] - before[name], 2) for name in before},
        "1000_queries_add": {name: round(after[name] - opened[name], 2) for name in before},
    }
