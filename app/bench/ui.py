"""`bench ui`: how quick, how smooth, how small and how sound the window is with a library of 100,000 photos.

Each measurement is a process of its own, which starts the whole program on a copy of the library and plays a person
inside it (`app.ui.measuring`): without a screen, and in a real window where there is an X server without one (Xvfb).
docs/ui-figures.md tells what each figure means.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from app.bench import machine, say
from app.bench._drawn import draw, write_jpeg
from app.bench._enlarged import real_photos
from app.bench._ui_library import copy_of, kept_library
from app.bench._ui_process import Stage, virtual_display
from app.bench._ui_report import lines, write_page
from app.bench.library import spread
from app.domain import SnowlineError
from app.library import Library
from app.search.searcher import Searcher
from app.vision.pack import TextSide

HELP = "The window: start, keys, scrolling, blocks, memory and a soak with a library of 100,000 photos."

PARTS = ("start", "keys", "scroll", "memory", "soak", "blocks")
QUERIES = (
    *("dog on the beach", "red car", "children playing football", "snow", "birthday cake", "man riding a horse"),
    *("sunflower", "two people on a bench", "boat at sunset", "cat", "church tower", "woman with umbrella"),
    *("mountain lake", "group of friends laughing", "bicycle", "night street", "airplane", "girl in a pink dress"),
)
EVERYTHING = "date:1990..2099"  # all photos have a date, if only that of their file
STARTS = 5
NEW_PHOTOS, DRAWN = 600, 60  # to be indexed while somebody searches and scrolls
TYPING_ROWS = 120  # as many hits as the window asks for while somebody types
SECONDS = 600.0  # for one measurement
SECONDS_AN_ACTION = 0.6


def run(
    shared: Path | None,
    seed: int,
    photos: int = 100_000,
    only: str = ",".join(PARTS),
    soak_actions: int = 5_000,
    queries: int = 18,
    frames: int = 300,
    seconds: float = 30.0,
    no_screen: bool = False,
    write: Path | None = None,
) -> dict[str, object]:
    """Measures what `only` names, with a library of `photos`, and prints a table of what was found beside the aims.

    `queries` are typed letter by letter; each kind of scrolling takes `frames`; `seconds` long photos are indexed while
    somebody types and scrolls. `no_screen` leaves the real window out. With a folder `write` the page of figures is
    written there.
    """
    parts = [part.strip() for part in only.split(",") if part.strip()]
    if unknown := sorted(set(parts) - set(PARTS)):
        raise SnowlineError(f"There is nothing called “{unknown[0]}” to be measured. Known: {', '.join(PARTS)}.")
    rng = np.random.default_rng(seed)
    typed = [QUERIES[i % len(QUERIES)] for i in rng.permutation(max(queries, 1))]
    kept = kept_library(shared, photos, seed)
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="snowline-bench-")))
        say("Copying the library ...")
        library = copy_of(kept, place / "library")
        display = None if no_screen else stack.enter_context(virtual_display())
        stages = [Stage(place / "offscreen"), *([Stage(place / "real", display)] if display else [])]
        out: dict[str, Any] = {"photos": photos, "library": kept.name, "stages": [one.name for one in stages]}
        failed = out["failed"] = {}
        measuring = Measuring(stages, library, place, shared, seed, typed)
        ways: dict[str, Callable[[], dict[str, Any]]] = {
            "start": measuring.start,
            "keys": measuring.keys,
            "scroll": lambda: measuring.scroll(frames),
            "memory": measuring.memory,
            "soak": lambda: measuring.soak(soak_actions),
            "blocks": lambda: measuring.blocks(seconds),
        }
        for part in (part for part in PARTS if part in parts):
            say(f"{part} ...")
            try:
                out[part] = ways[part]()
            except SnowlineError as error:  # the others are measured all the same
                failed[part] = str(error)
                say(str(error))
        for line in lines(out):
            say(line)
        if write is not None:
            write_page(write, out, machine())
        return out


class Measuring:
    """One way to measure for each part. `place` is a folder for what is only needed meanwhile."""

    def __init__(
        self, stages: list[Stage], library: Path, place: Path, shared: Path | None, seed: int, typed: list[str]
    ) -> None:
        self._stages, self._library, self._place = stages, library, place
        self._shared, self._seed, self._typed = shared, seed, typed
        self._most_real = stages[-1]

    def start(self) -> dict[str, Any]:
        return {one.name: started(one, self._library) for one in self._stages}

    def keys(self) -> dict[str, Any]:
        asked = {"queries": self._typed, "seed": self._seed}
        found: dict[str, Any] = {
            one.name: one.measure("keys", self._library, asked, seconds=SECONDS) for one in self._stages
        }
        return {**found, "searching_alone_ms": alone(self._library, self._typed)}

    def scroll(self, frames: int) -> dict[str, Any]:
        asked = {"query": EVERYTHING, "frames": frames}
        return {one.name: one.measure("scroll", self._library, asked, seconds=SECONDS) for one in self._stages}

    def memory(self) -> dict[str, Any]:
        asked = {"query": EVERYTHING, "searches": self._typed}
        return {
            name: self._most_real.measure("memory", self._library, asked, seconds=SECONDS, low_memory=low)
            for name, low in (("normal", False), ("low_memory", True))
        }

    def soak(self, actions: int) -> dict[str, Any]:
        asked = {"actions": actions, "seed": self._seed, "queries": self._typed}
        allowed = SECONDS + actions * SECONDS_AN_ACTION
        return self._most_real.measure("soak", self._library, asked, seconds=allowed)

    def blocks(self, seconds: float) -> dict[str, Any]:
        with new_photos(self._place / "new", self._shared, self._seed) as folder:
            asked = {"query": EVERYTHING, "queries": self._typed, "folder": str(folder), "seed": self._seed}
            return self._most_real.measure("blocks", self._library, {**asked, "seconds": seconds}, seconds=SECONDS)


def started(stage: Stage, library: Path) -> dict[str, Any]:
    """Starts of an empty window and of the program, in turns, with a warm disk; medians in seconds."""
    empty: list[dict[str, Any]] = []
    ours: list[dict[str, Any]] = []
    for number in range(STARTS + 1):
        one = stage.measure("empty", library, {}, seconds=SECONDS)
        other = stage.measure("start", library, {}, seconds=SECONDS)
        if number:  # the first ones warm the disk
            empty.append(one)
            ours.append(other)

    def median(of: list[dict[str, Any]], what: str) -> float:
        return round(statistics.median(one[what] for one in of), 3)

    return {
        "usable_seconds": median(ours, "seconds"),
        "usable_cpu_seconds": median(ours, "cpu"),
        "each": [round(one["seconds"], 3) for one in ours],
        "empty_window_seconds": median(empty, "seconds"),
        "empty_window_cpu_seconds": median(empty, "cpu"),
        "photos_ready_seconds": median(ours, "photos_ready_seconds"),
        "models_loaded": sorted({name for one in ours for name in one["models_loaded"]}),
        "heavy_loaded": sorted({name for one in ours for name in one["heavy_loaded"]}),
        "private_mb_at_rest": median(ours, "private_mb_at_rest"),
    }


def alone(library: Path, typed: list[str]) -> dict[str, float]:
    """Encoding and searching what stands in the field after each letter, with nothing else going on: ms."""
    with Library.open_current(library) as opened:
        searcher = Searcher(opened, TextSide.load())
        searcher.search("photos in summer", limit=1)
        taken = []
        for query in typed:
            for end in range(1, len(query) + 1):
                began = time.perf_counter()
                searcher.search(query[:end], limit=TYPING_ROWS)
                taken.append(time.perf_counter() - began)
    return spread(taken)


@contextmanager
def new_photos(folder: Path, shared: Path | None, seed: int) -> Iterator[Path]:
    """A folder of photos that are not in the library yet."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(seed)
    if shared is not None:
        for number, photo in enumerate(real_photos(seed, shared)[-NEW_PHOTOS:]):
            # A few bytes behind the picture make it another file to the library.
            (folder / f"new-{number:04}.jpg").write_bytes(photo.read_bytes() + f"new {number}".encode())
    else:
        for number in range(DRAWN):
            write_jpeg(folder / f"new-{number:04}.jpg", draw(800, 600, rng))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
