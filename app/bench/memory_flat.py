"""Whether the memory of a long indexing run stays flat: twice a second, what its processes have for themselves."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil

from app.bench import say
from app.bench._drawn import draw, write_jpeg
from app.domain import IndexSummary, Progress, SnowlineError
from app.indexing.background import BackgroundIndexing
from app.media.formats import is_photo_name
from app.settings import THROTTLES, Settings

HELP = "Peak memory of a long indexing run, quarter by quarter."

EVERY_SECONDS = 0.5
PHOTO_SETS = ("flickr8k", "caltech101", "catsdogs", "flowers", "imagenette", "scenes6", "near_duplicates", "exif")
DRAWN = 500  # different pictures that are drawn; further ones differ in their last bytes only
DRAWN_SIZE = (500, 375)
QUARTERS = 4
_MIB = 1024 * 1024
# Below this a child is no worker with models but a helper of Python's, or one that has just been started.
_WORKER_MB = 60.0


@dataclass(slots=True)
class Sample:
    """Private memory in MiB of the pipeline's process, of each worker and of all together, with `done` photos."""

    done: int
    pipeline: float
    workers: list[float] = field(default_factory=list)
    others: float = 0.0

    @property
    def total(self) -> float:
        return self.pipeline + sum(self.workers) + self.others


def run(shared: Path | None, seed: int, photos: int = 20_400, throttle: str = "normal") -> dict[str, object]:
    """Indexes up to `photos` photos of the shared sets in mixed order, or drawn ones, as the window does.

    Private memory is the unique set size: what would be free if the process ended. A quarter is a quarter of the
    photos; its peak is the largest sum over all processes at one moment.
    """
    rng = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory(prefix="snowline-bench-") as place:
        work = Path(place)
        source, count = _gather(work / "photos", shared, photos, rng)
        say(f"Indexing {count:,} photos of {source} ...")
        began = time.perf_counter()
        samples, summary = _watched(work, throttle)
        seconds = time.perf_counter() - began
    quarters = [_quarter(samples, count, quarter) for quarter in range(QUARTERS)]
    second, last = quarters[1]["peak_total_mb"], quarters[-1]["peak_total_mb"]
    return {
        "photos": {
            "source": source,
            "found": summary.found,
            "indexed": summary.indexed,
            "skipped": len(summary.skipped),
        },
        "throttle": throttle,
        "seconds": round(seconds, 1),
        "photos_per_second": round(summary.indexed / seconds, 1),
        "samples": len(samples),
        "quarters": quarters,
        "last_quarter_against_second": round(last / second - 1, 4),
    }


def _gather(folder: Path, shared: Path | None, photos: int, rng: np.random.Generator) -> tuple[str, int]:
    """Puts the photos into one folder, a hundred in each inner one, so that the order of indexing is a mixed one."""
    folder.mkdir()
    data = shared / "data" if shared is not None else None
    found = sorted(
        Path(at, name)
        for photo_set in (PHOTO_SETS if data is not None else ())
        for at, _, names in os.walk(data / photo_set if data is not None else "")
        for name in names
        if is_photo_name(name)
    )
    chosen = [found[at] for at in rng.permutation(len(found))[:photos]]
    now = time.time_ns() - 3_600 * 10**9
    count = len(chosen) or photos
    for number in range(count):
        inner = folder / f"{number // 100:04d}"
        if number % 100 == 0:
            inner.mkdir()
        if chosen:
            path = inner / f"{number:06d}{chosen[number].suffix.lower()}"
            path.write_bytes(chosen[number].read_bytes())
        else:
            path = inner / f"{number:06d}.jpg"
            if number < DRAWN:
                write_jpeg(path, draw(*DRAWN_SIZE, rng))
            else:
                twin = folder / f"{number % DRAWN // 100:04d}" / f"{number % DRAWN:06d}.jpg"
                path.write_bytes(twin.read_bytes() + number.to_bytes(4, "big"))
        os.utime(path, ns=(now - number * 10**6, now - number * 10**6))
    return ("the shared photo sets" if chosen else "drawn pictures"), count


def _watched(work: Path, throttle: str) -> tuple[list[Sample], IndexSummary]:
    """Runs the indexing in the background and samples it until it ends. Raises `SnowlineError` when it fails."""
    samples: list[Sample] = []
    if throttle not in THROTTLES:
        raise SnowlineError(f"There is no level called “{throttle}”. Known: {', '.join(THROTTLES)}.")
    os.environ["XDG_CACHE_HOME"] = os.fspath(work / "cache")  # for the children: nobody's own thumbnails are touched
    run = BackgroundIndexing(work / "library", [work / "photos"], Settings(throttle=throttle))
    process = psutil.Process(run.pid)
    done, stage = 0, "scan"
    while True:
        for news in run.poll():
            if isinstance(news, Progress):
                done, stage = (news.done if news.stage == "index" else done), news.stage
            elif isinstance(news, IndexSummary):
                return samples, news
            else:
                raise SnowlineError(news)
        if stage == "index":
            sample = _sample(process, done)
            if sample is not None:
                samples.append(sample)
        time.sleep(EVERY_SECONDS)


def _sample(process: psutil.Process, done: int) -> Sample | None:
    """What the processes have for themselves now; None when the run has just ended."""
    try:
        sample = Sample(done, _private_mb(process))
        children = process.children(recursive=True)
    except psutil.Error:
        return None
    for child in children:
        try:
            private = _private_mb(child)
        except psutil.Error:
            continue
        if private > _WORKER_MB:
            sample.workers.append(private)
        else:
            sample.others += private
    return sample


def _private_mb(process: psutil.Process) -> float:
    return float(process.memory_full_info().uss) / _MIB


def _quarter(samples: list[Sample], photos: int, quarter: int) -> dict[str, float]:
    """Peaks of one quarter of the photos, in MiB."""
    low, high = photos * quarter / QUARTERS, photos * (quarter + 1) / QUARTERS
    within = [
        sample for sample in samples if low <= sample.done < high or (quarter == QUARTERS - 1 and sample.done == high)
    ]
    if not within:
        raise SnowlineError("The run was too short to be measured: name more photos with --photos.")
    return {
        "peak_total_mb": round(max(sample.total for sample in within), 1),
        "median_total_mb": round(float(np.median([sample.total for sample in within])), 1),
        "peak_pipeline_mb": round(max(sample.pipeline for sample in within), 1),
        "peak_worker_mb": round(max(max(sample.workers, default=0.0) for sample in within), 1),
        "most_workers": float(max(len(sample.workers) for sample in within)),
    }
