"""Builds what answers faster than the exact scan, measures it, and puts it in the place of what was there.

The live set stays untouched until the new one is whole, verified and measured; then one rename swaps them. A build that
is cancelled or killed leaves files that no manifest names, which the next build sweeps away.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from app.domain import CancelToken, SnowlineError
from app.index import codes as binary
from app.index import segment as annoy
from app.index.base import Floats, Slots
from app.index.codes import BinaryCodes
from app.index.exact import ExactIndex
from app.index.manifest import (
    Manifest,
    ManifestError,
    Measured,
    SegmentEntry,
    What,
    next_number,
    prints_of_rows,
    read_manifest,
    sweep,
    write_manifest,
)
from app.index.measure import CODES_STEPS, GOOD_RECALL, SEGMENT_STEPS, Probe, exact_ns_a_row, probe_of
from app.index.projection import SAMPLE_QUERIES, SAMPLE_ROWS
from app.index.segment import AnnoySegment
from app.index.vectors import VectorFile

SEED = 7


def build_segment(
    vectors: VectorFile,
    folder: Path,
    *,
    pack: str,
    what: What,
    queries: VectorFile | None = None,
    dead: Slots | None = None,
    cancel: CancelToken | None = None,
    tell: Callable[[float], None] | None = None,
    dims: int = annoy.DIMS,
    trees: int = annoy.TREES,
    seed: int = SEED,
    jobs: int | None = None,
    with_annoy: bool = True,
) -> Manifest:
    """Builds an Annoy segment and binary codes over all rows of `vectors` and makes them the live set in `folder`.

    `queries` are vectors of the kind that will be asked, where those are not rows of the same file (texts for images).
    `dead` rows are left out of the segment. `tell` hears what part is done, 0 to 1. `jobs` is the number of threads
    (all cores when None). Without `with_annoy`, or where Annoy cannot write to this path, there are only codes.

    Raises SnowlineError where there are no rows, or no room on the disk, Cancelled when told to stop; the live set is
    then as it was.
    """
    began = time.perf_counter()
    cancel, tell = cancel or CancelToken(), tell or _nobody
    count = len(vectors)
    if not count:
        raise SnowlineError(f"{vectors.path} holds no vectors yet: there is nothing to build an index of.")
    folder.mkdir(parents=True, exist_ok=True)
    live = _live(folder, what)
    sweep(folder, what, live)
    if not annoy.room_for(folder, count, dims, trees):
        need = annoy.expected_bytes(count, dims, trees) // 1_000_000
        raise SnowlineError(f"There is no room for the index in {folder}: it takes {need:,} MB. Free some space.")
    number = next_number(folder, what)
    try:
        alive = _alive(count, dead)
        samples = _samples(vectors, alive, queries, seed)
        # Codes are mostly linear algebra, which leaves Python to whoever fills Annoy.
        with ThreadPoolExecutor(1, "codes") as beside:
            coming = beside.submit(
                binary.build_files, vectors, count, samples, folder, what, number, seed=seed, cancel=cancel
            )
            segment = (
                _segment(vectors, alive, samples, folder, what, number, dims, trees, seed, jobs, cancel, tell)
                if with_annoy and len(alive)
                else None
            )
            codes = coming.result()
        tell(0.93)
        manifest = Manifest(pack, what, number, vectors.dims, count, prints_of_rows(vectors, count), segment, codes)
        probe = probe_of(vectors, alive, samples, seed)
        manifest = _measured(manifest, folder, vectors, probe, cancel)
        manifest = replace(
            manifest,
            seconds=round(time.perf_counter() - began, 2),
            made=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        cancel.check()
        write_manifest(folder, manifest)
    except BaseException:
        sweep(folder, what, live)
        raise
    sweep(folder, what, manifest)
    tell(1.0)
    return manifest


def _segment(
    vectors: VectorFile,
    alive: Slots,
    samples: tuple[Floats, Floats | None],
    folder: Path,
    what: What,
    number: int,
    dims: int,
    trees: int,
    seed: int,
    jobs: int | None,
    cancel: CancelToken,
    tell: Callable[[float], None],
) -> SegmentEntry | None:
    if annoy.annoy_name(folder) is None:
        return None
    return annoy.build_files(
        vectors,
        alive,
        samples,
        folder,
        what,
        number,
        dims=dims,
        trees=trees,
        seed=seed,
        jobs=jobs or os.cpu_count() or 1,
        cancel=cancel,
        tell=tell,
    )


def _measured(manifest: Manifest, folder: Path, vectors: VectorFile, probe: Probe, cancel: CancelToken) -> Manifest:
    """Chooses how far each way looks, by the first step that finds enough, and notes recall and time."""
    exact = ExactIndex(vectors)
    figures: dict[str, Measured] = {}
    segment, codes = manifest.segment, manifest.codes
    if segment is not None:
        for search_k, probes, fetch in SEGMENT_STEPS:
            cancel.check()
            segment = replace(segment, search_k=search_k, probes=probes, fetch=fetch)
            opened = AnnoySegment(folder, segment)
            figures["segment"] = probe.measure(exact, opened.candidates)
            opened.close()
            if figures["segment"].recall >= GOOD_RECALL:
                break
    if codes is not None:
        signs = BinaryCodes(folder, codes)
        for size in CODES_STEPS:
            cancel.check()
            codes = replace(codes, shortlist=size)
            figures["codes"] = probe.measure(exact, partial(signs.shortlist, size=size))
            if figures["codes"].recall >= GOOD_RECALL:
                break
        signs.close()
    return replace(
        manifest, segment=segment, codes=codes, measured=figures, exact_ns_a_row=exact_ns_a_row(exact, probe.queries)
    )


def _samples(vectors: VectorFile, alive: Slots, queries: VectorFile | None, seed: int) -> tuple[Floats, Floats | None]:
    """Random rows and, from the other file, random queries."""
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.choice(alive, min(SAMPLE_ROWS, len(alive)), replace=False)) if len(alive) else alive
    if queries is None or not len(queries):
        return vectors.read(rows), None
    asked = np.sort(rng.choice(len(queries), min(SAMPLE_QUERIES, len(queries)), replace=False))
    return vectors.read(rows), queries.read(asked)


def _alive(count: int, dead: Slots | None) -> Slots:
    slots = np.arange(count, dtype=np.int64)
    return slots if dead is None or not len(dead) else np.setdiff1d(slots, dead)


def _live(folder: Path, what: What) -> Manifest | None:
    try:
        return read_manifest(folder, what)
    except ManifestError:
        return None


def _nobody(share: float) -> None:
    """For callers who do not ask how far it is."""
