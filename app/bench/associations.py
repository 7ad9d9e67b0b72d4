"""`bench associations`: how many of the words that people name the word network leads to without having been told, and
how well the photos are ranked to which it leads.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from app.bench import say
from app.bench._search_library import Shelf, kept_library
from app.bench._search_metrics import Figures, rounded
from app.bench._search_photos import places, samples_of
from app.bench._search_report import answerable, measured
from app.bench._search_side import RememberingSide
from app.bench._search_truth import Truth, load_queries
from app.domain import Ranking, SnowlineError
from app.index.base import Floats
from app.index.network import Network, open_network
from app.indexing.associate import build_network
from app.language.associations import in_context, read_norms
from app.library import Library
from app.search.association import WEAKEST, associate
from app.search.searcher import Searcher
from app.search.snapshot import take_snapshot
from app.vision.pack import TextSide

HELP = "The word network: what people name that it leads to, how photos are ranked by it, and how long that takes."

LIST = Path("data") / "associations" / "usf_pairs.tsv"
FIRST = 10  # neighbours of a word that are looked at
STRONGEST = 5  # of a cue's targets
HALVES = ("tuning", "reporting")
_TIMED = 3  # runs of each query

Rank = Callable[[int], Sequence[int]]  # number of a word → the first words that it leads to
Cues = dict[int, dict[int, float]]  # number of a cue → its targets in the network, and how many people name each


def run(
    shared: Path | None,
    seed: int,
    norms: Path | None = None,
    half: str = "tuning",
    library: Path | None = None,
    verbose: bool = False,
) -> dict[str, object]:
    """Asks the kept library of all photo sets, or `library`, one that was indexed from them, of which a network is
    built without norms. `norms` is the list held against it. `half` is tuning or reporting, of cues and of queries."""
    if half not in HALVES:
        raise SnowlineError(f"There is no half called “{half}”: choose tuning or reporting.")
    samples = samples_of(shared)
    assert shared is not None
    placed = places(samples)
    folder = library or kept_library(shared, placed)
    with (
        Library.open_current(folder) as opened,
        tempfile.TemporaryDirectory(prefix="snowline-bench-") as place,
    ):
        side = RememberingSide(TextSide.load())
        say("Building the network without norms ...")
        began = time.perf_counter()
        build_network(opened, side.encode_texts, folder=Path(place), with_norms=False)
        seconds = time.perf_counter() - began
        network = open_network(Path(place), opened.pack or "")
        assert network is not None
        named = against_norms(network, side.encode_texts, norms or shared / LIST, half)
        searcher, snapshot = Searcher(opened, side), take_snapshot(opened, side)
        shelf = Shelf(opened, placed, snapshot.slots)
        truth = Truth(samples, shelf.facts)
        queries = [
            asked for asked in load_queries() if asked.half == half and not asked.only and "{photos}" not in asked.text
        ]
        say(f"Asking {len(queries)} queries of {len(snapshot):,} photos ...")
        figures: dict[str, dict[Ranking, list[Figures]]] = {}
        listed: list[str] = []
        for asked in queries:
            grades = truth.grades(asked)
            grades[~shelf.present] = np.nan
            if asked.kind == "name" or not answerable(asked, grades):
                continue
            found: dict[Ranking, Figures] = {}
            for rank in ("relevance", "association"):
                answer = searcher.search(asked.text, limit=1000, rank=rank, fold=False)  # type: ignore[arg-type]
                ranking = np.array([shelf.by_path.get(hit.path, -1) for hit in answer.hits], np.int64)
                found[rank] = measured(ranking, grades)  # type: ignore[index]
                figures.setdefault(asked.kind, {}).setdefault(rank, []).append(found[rank])  # type: ignore[arg-type]
            listed.append(f"{asked.text}: " + ", ".join(f"{rank} {one.ndcg:.2f}" for rank, one in found.items()))
        return {
            "photos": len(snapshot),
            "words": len(network),
            "build_seconds": round(seconds, 1),
            "half": half,
            "named_by_people": named,
            "ranked": {kind: _means(ways) for kind, ways in sorted(figures.items())},
            "milliseconds": _times(searcher, side, snapshot, [asked.text for asked in queries]),
            **({"queries": listed} if verbose and half == "tuning" else {}),
        }


def against_norms(
    network: Network, encode: Callable[[list[str]], Floats], source: Path, half: str
) -> dict[str, object]:
    """How many of the words that people name stand among the first words that each way leads to.

    Cues and targets are those that the network has: no way can name another. `strongest` is the target that most people
    name, `five` are the five strongest, `weighted` counts targets by the people who name them.
    """
    words = [network.word(number) for number in range(len(network))]
    cues = _cues(network, source, half)
    plain, context = encode(words), encode([in_context(word) for word in words])
    trails, _ = network.walk(list(cues), -np.log(WEAKEST))
    near = dict(zip(cues, trails, strict=True))
    ways: dict[str, Rank] = {
        "text encoder alone": lambda cue: np.argsort(-(plain @ plain[cue]), kind="stable").tolist(),
        "text encoder, words in context": lambda cue: np.argsort(-(context @ context[cue]), kind="stable").tolist(),
        "edges by text": lambda cue: _by(network, cue, "text"),
        "edges by company": lambda cue: _by(network, cue, "company"),
        "edges": lambda cue: _by(network, cue, "p"),
        "shortest paths": lambda cue: np.argsort(near[cue], kind="stable").tolist(),
    }
    return {
        "cues": len(cues),
        "targets": sum(map(len, cues.values())),
        **{name: _found(cues, rank) for name, rank in ways.items()},
    }


def _cues(network: Network, source: Path, half: str) -> Cues:
    with source.open(encoding="utf-8", newline="") as file:
        norms = read_norms(file, source=str(source))
    cues: Cues = {}
    for cue, target, strength in norms:
        one, other = network.find(cue), network.find(target)
        mine = HALVES[int(hashlib.sha1(cue.encode(), usedforsecurity=False).hexdigest(), 16) % 2]
        if one is not None and other is not None and mine == half:
            cues.setdefault(one, {})[other] = strength
    return cues


def _by(network: Network, cue: int, what: str) -> list[int]:
    ordered = sorted(network.neighbours(cue), key=lambda one: -float(getattr(one, what)))
    numbers = [network.find(one.word) for one in ordered if getattr(one, what) > 0]
    return [number for number in numbers if number is not None]


def _found(cues: Cues, rank: Rank) -> dict[str, object]:
    rows = []
    for cue, targets in cues.items():
        first = [number for number in rank(cue) if number != cue][:FIRST]
        strongest = sorted(targets, key=lambda target: -targets[target])[:STRONGEST]
        weight = sum(strength for target, strength in targets.items() if target in first) / sum(targets.values())
        rows.append((strongest[0] in first, sum(target in first for target in strongest) / len(strongest), weight))
    means = np.mean(np.array(rows, float), axis=0) if rows else np.full(3, np.nan)
    return dict(zip(("strongest", "five", "weighted"), map(rounded, means.tolist()), strict=True))


def _means(ways: dict[Ranking, list[Figures]]) -> dict[str, object]:
    return {
        "queries": len(next(iter(ways.values()))),
        **{
            f"{figure}, {rank}": rounded(float(np.mean([getattr(one, name) for one in found])))
            for rank, found in ways.items()
            for figure, name in (("precision@10", "precision"), ("nDCG@10", "ndcg"))
        },
    }


def _times(searcher: Searcher, side: RememberingSide, snapshot: object, texts: list[str]) -> dict[str, object]:
    """Of `associate` alone, warm, beyond encoding: for 50 photos that are related, and for all."""
    out: dict[str, object] = {}
    for name, how in (("related", {"limit": 12, "direct": False, "each": 3}), ("ranked", {"limit": 5000})):
        took = []
        for text in texts:
            for _ in range(_TIMED):
                encoding, began = side.seconds, time.perf_counter()
                associate(text.split(), snapshot, encode=side.encode_texts, **how)  # type: ignore[arg-type]
                took.append(time.perf_counter() - began - (side.seconds - encoding))
        out[name] = {
            "median": round(1000 * float(np.median(took)), 2),
            "p95": round(1000 * float(np.percentile(took, 95)), 2),
        }
    return out
