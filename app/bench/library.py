"""How quick and how small searching is in a large library: text to ranked hits, with filters, through the engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from app.bench import say
from app.bench._enlarged import caption_texts
from app.bench._library import DRIVES, make_library
from app.domain import Filters, SortOrder
from app.index.exact import ExactIndex
from app.index.memory import memory_meter
from app.indexing.derive import refresh_derived
from app.indexing.segments import refresh_segments
from app.language.words import content_words
from app.library import Library
from app.paths import PROJECT
from app.search.judging import Judge
from app.search.planning import branches
from app.search.query.context import Context
from app.search.query.reading import read
from app.search.relevance import lines
from app.search.searcher import Searcher
from app.search.snapshot import Snapshot
from app.vision.pack import TextSide

HELP = "Search in a library of 100,000 photos or of any size: time, memory and room on disk."

AGREEMENT_QUERIES = 24  # asked once more with every photo judged
EXAMPLES = 40  # photos whose like is searched
MIB = 1024 * 1024
FILTERS = (
    Filters(since="2010", until="2012"),
    Filters(types=("jpeg",), min_size=2_000_000),
    Filters(drives=(DRIVES[1],)),
    Filters(types=("heic", "png"), since="2015-06", max_size=4_000_000),
    Filters(camera="canon", until="2014-08"),
    Filters(folder="/photos"),
)


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what kind it is of."""

    text: str
    kind: str
    filters: Filters = NO_FILTERS
    sort: SortOrder = "relevance"


def run(
    shared: Path | None, seed: int, photos: int = 100_000, queries: int = 240, folder: Path | None = None
) -> dict[str, object]:
    """Makes a library of `photos` (in `folder`, where it is kept and used again, or else a temporary one) and asks it
    `queries` different questions, each cold and then warm. Times are milliseconds of wall time, memory MiB."""
    with ExitStack() as stack:
        place = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="snowline-bench-")))
        library = place / f"library-{photos}"
        made = prepare(library, shared, photos, seed)
        asked = questions(shared, queries, seed)
        say("Asking ...")
        answers = measure(library, asked, seed)
        say("Asking in a process with little memory ...")
        return {
            "photos": photos,
            "library": made,
            "disk_mb": {part: round(size(library / part) / 1e6, 1) for part in ("library.sqlite", "vectors", "index")},
            **answers,
            "low_memory": in_little_memory(library, asked),
        }


def prepare(folder: Path, shared: Path | None, photos: int, seed: int) -> dict[str, object]:
    """Makes the library where there is none, and what is derived from it; returns seconds for each part."""
    seconds: dict[str, object] = {"made_anew": not (folder / "library.sqlite").exists()}
    steps: list[tuple[str, Callable[[], object]]] = [
        ("postings", lambda: refresh_derived(folder)),
        ("index", lambda: refresh_segments(folder)),
    ]
    if seconds["made_anew"]:
        steps.insert(0, ("catalogue and vectors", lambda: make_library(folder, shared, photos, seed)))
    for name, step in steps:
        began = time.perf_counter()
        step()
        seconds[name] = round(time.perf_counter() - began, 1)
    return seconds


def questions(shared: Path | None, count: int, seed: int) -> list[Asked]:
    """`count` different questions out of real captions: words, phrases, filters, negations, quotes and sorted lists."""
    rng = np.random.default_rng(seed)
    captions = caption_texts(shared)
    kinds = ("word", "phrase", "sentence", "filtered word", "filtered phrase", "negation", "quoted", "sorted")
    found: dict[Asked, None] = {}
    while len(found) < count:
        kind = kinds[len(found) % len(kinds)]
        words = captions[int(rng.integers(len(captions)))].lower().replace(".", "").replace(",", "").split()
        telling = [word for word in words if content_words(word) and word.isalpha()]
        if len(telling) < 4:
            continue
        start = int(rng.integers(len(telling) - 2))
        word, pair = telling[start], " ".join(telling[start : start + 2])
        at = words.index(word)
        filters = FILTERS[int(rng.integers(len(FILTERS)))]
        sorts: tuple[SortOrder, ...] = ("date", "name", "size")
        found[
            {
                "word": Asked(word, kind),
                "phrase": Asked(pair, kind),
                "sentence": Asked(" ".join(words[:8]), kind),
                "filtered word": Asked(word, kind, filters),
                "filtered phrase": Asked(pair, kind, filters),
                "negation": Asked(f"{word} without {telling[start + 1]}", kind),
                "quoted": Asked(f'"{" ".join(words[at : at + 2])}"', kind),
                "sorted": Asked(word, kind, sort=sorts[int(rng.integers(3))]),
            }[kind]
        ] = None
    return list(found)


def measure(folder: Path, asked: Sequence[Asked], seed: int) -> dict[str, object]:
    """Snapshot, questions, likes, and how well answers agree with those of judging everyone."""
    side = TextSide.load()
    with Library.open_current(folder) as library:
        began = time.perf_counter()
        searcher = Searcher(library, side)
        first = time.perf_counter() - began
        began = time.perf_counter()
        searcher.refresh()
        again = time.perf_counter() - began
        cold = [ask(searcher, one) for one in asked]
        searcher.refresh()  # forgets judgements, so that the second time is answered anew
        warm = [ask(searcher, one) for one in asked]
        ids = [row.photo_id for row in library.photos_by_slots(_some_slots(len(searcher), seed))]
        like = [timed(lambda id_=id_: searcher.similar(id_)) for id_ in ids]  # type: ignore[misc]
        by_kind = {
            kind: spread([t for t, one in zip(warm, asked, strict=True) if one.kind == kind])
            for kind in dict.fromkeys(one.kind for one in asked)
        }
        return {
            "snapshot_ms": {"first": round(first * 1000, 1), "again": round(again * 1000, 1)},
            "search_ms": {"questions": len(asked), "cold": spread(cold), "warm": spread(warm), **by_kind},
            "similar_ms": spread(like),
            "agreement": agreement(searcher, side, asked, seed),
        }


def ask(searcher: Searcher, one: Asked) -> float:
    """Asks one question, and returns the seconds that took."""
    return timed(lambda: searcher.search(one.text, sort=one.sort, filters=one.filters))


def agreement(searcher: Searcher, side: TextSide, asked: Sequence[Asked], seed: int) -> dict[str, object]:
    """Answers beside those of judging every photo with exact scans: the share of the first ten hits that are the same,
    and of the photos above the line that are found; the latter also for answers that claim to be complete alone."""
    snapshot = searcher._snapshot
    exact = _exact(snapshot)
    judge, line = Judge(side), lines()[1]
    rng = np.random.default_rng(seed)
    context = Context()
    alternatives = [
        branches(read(one.text, context).query.root)
        for one in asked
        if not one.filters and one.sort in (None, "relevance")
    ]
    plain = [found[0] for found in alternatives if len(found) == 1 and found[0].wanted]
    first: list[float] = []
    found: list[tuple[bool, float]] = []
    for at in rng.permutation(len(plain))[:AGREEMENT_QUERIES]:
        quick = judge.likeliest(plain[at], snapshot, None, {}, shift=0.0, everything=False)
        whole = judge.everyone(plain[at], exact, None, {})
        ranked = [_hits(judged.slots, judged.scores, line) for judged in (quick, whole)]
        if len(ranked[1]):
            ten = ranked[1][:10]
            first.append(len(np.intersect1d(ranked[0][:10], ten)) / len(ten))
            found.append((quick.all_, len(np.intersect1d(*ranked)) / len(ranked[1])))
    complete = [share for all_, share in found if all_]
    return {
        "questions": len(found),
        "first_ten_the_same": round(float(np.mean(first)), 4) if first else None,
        "hits_found": round(float(np.mean([share for _, share in found])), 4) if found else None,
        "claimed_complete": len(complete),
        "hits_found_where_claimed_complete": round(float(np.mean(complete)), 4) if complete else None,
    }


def _exact(snapshot: Snapshot) -> Snapshot:
    texts = snapshot.texts.vectors  # type: ignore[attr-defined]
    return replace(snapshot, images=ExactIndex(snapshot.vectors), texts=ExactIndex(texts))


def _hits(slots: Any, scores: Any, line: float) -> Any:
    order = np.argsort(-scores, kind="stable")
    return slots[order[scores[order] >= line]]


def in_little_memory(folder: Path, asked: Sequence[Asked]) -> dict[str, object]:
    """Asks everything in a fresh process with --low-memory: MiB there, when and for what, and times."""
    code = (
        "import sys, json; from pathlib import Path; from app.bench.library import little_memory_here; "
        "print(json.dumps(little_memory_here(Path(sys.argv[1]), json.load(sys.stdin))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        input=json.dumps([asdict(one) for one in asked]),
        capture_output=True,
        text=True,
        check=True,
        cwd=PROJECT,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    measured: dict[str, object] = json.loads(done.stdout)
    return measured


def little_memory_here(folder: Path, asked: list[dict[str, Any]]) -> dict[str, object]:
    """The work of the process that `in_little_memory` starts."""
    found: dict[str, object] = {"imported": _meter()}
    with Library.open_current(folder) as library:
        searcher = Searcher(library, TextSide.load(low_memory=True), low_memory=True)
        found["opened"] = _meter()
        times: list[float] = []
        highest = 0.0
        for one in asked:
            said: dict[str, Any] = {
                name: tuple(value) if isinstance(value, list) else value for name, value in one["filters"].items()
            }
            filters = Filters(**said)
            times.append(ask(searcher, Asked(one["text"], one["kind"], filters, one["sort"])))
            highest = max(highest, _meter()["private"])
        found |= {"asked": _meter(), "highest_private": highest, "search_ms": spread(times)}
    return found


def _meter() -> dict[str, float]:
    memory = memory_meter()
    return {"private": round(memory.private / MIB, 1), "reclaimable": round(memory.reclaimable / MIB, 1)}


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _some_slots(photos: int, seed: int) -> list[int]:
    return [int(slot) for slot in np.random.default_rng(seed).choice(photos, min(EXAMPLES, photos), replace=False)]


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and longest, in milliseconds."""
    if not seconds:
        return {}
    ms = np.array(seconds) * 1000
    return {
        "median": round(float(np.median(ms)), 2),
        "p95": round(float(np.percentile(ms, 95)), 2),
        "longest": round(float(ms.max()), 2),
    }


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(found.stat().st_size for found in path.rglob("*") if found.is_file())
