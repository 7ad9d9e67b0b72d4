"""How fast names become searchable, and how long a look at a folder takes in which nothing has changed."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from app.bench import say
from app.bench._drawn import draw, write_jpeg
from app.domain import CancelToken, Metadata, SnowlineError
from app.index.generation import Generation
from app.indexing.scan import Scan
from app.indexing.survey import Survey, survey
from app.library import Library, NewPhoto
from app.media.identity import content_key
from app.paths import PROJECT, builtin_pack
from app.vision.manifest import read_manifest

HELP = "Names into the catalogue, files a second; and an index run in which nothing has changed."

IN_A_FOLDER = 200  # files
PLACES = ("beach", "mountains", "harbour", "garden", "city", "forest", "lake", "museum", "market", "station")
AT_ONCE = 5_000  # photos made known in one transaction
RUNS = 3
PIXELS = 32  # side of the drawn picture: nobody decodes it here
_START = "from app.cli.main import main; main(prog_name='python3 main.py')"


def run(shared: Path | None, seed: int, files: int = 100_000) -> dict[str, object]:
    """Makes a tree of `files` small JPEGs in a temporary folder, each with other content, 200 in a folder.

    The first part is what `index` does before it opens a photo: scan, catalogue rows, words. Then all files are made
    known (made-up vectors, no captions), and the command `index` is run as a person runs it, in a process of its own.
    """
    rng = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory(prefix="snowline-bench-") as place:
        work = Path(place)
        say(f"Writing {files:,} files ...")
        _make_tree(work / "photos", files, rng)
        say("Scanning them for the first time ...")
        busy = time.process_time()
        first, found = _first_scan(work / "library", work / "photos")
        busy = time.process_time() - busy
        named = _search_by_name(work / "library")
        say("Making them known ...")
        _make_known(work / "library", found, rng)
        say("Bringing up to date what is derived from them ...")
        _index(work / "library", work / "photos", files)
        say("Running index, nothing having changed ...")
        again = [_index(work / "library", work / "photos", files) for _ in range(RUNS)]
        one = next((work / "photos").rglob("*.jpg"))
        os.utime(one, ns=(0, 0))
        say("And with one file's date changed ...")
        changed = _index(work / "library", work / "photos", files - 1)
    return {
        "files": files,
        "files_in_a_folder": IN_A_FOLDER,
        "first_scan": {
            "seconds": round(first, 3),
            "processor_seconds": round(busy, 3),  # on a busy machine the better figure
            "files_per_second": round(files / first),
        },
        "search_by_name_before_any_photo_was_opened": named,
        "index_command_nothing_changed": again,
        "index_command_one_file_touched": changed,
    }


def _make_tree(folder: Path, files: int, rng: np.random.Generator) -> None:
    """Pictures that differ in the bytes behind their end only, which no decoder reads."""
    folder.mkdir()
    write_jpeg(folder / "first.jpg", draw(PIXELS, PIXELS, rng))
    picture = (folder / "first.jpg").read_bytes()
    (folder / "first.jpg").unlink()
    for number in range(files):
        inner = folder / f"{2000 + number // (IN_A_FOLDER * 12) % 25}" / f"trip {number // IN_A_FOLDER:04d}"
        if number % IN_A_FOLDER == 0:
            inner.mkdir(parents=True)
        path = inner / f"IMG_{number:06d} {PLACES[number % len(PLACES)]}.jpg"
        path.write_bytes(picture + number.to_bytes(8, "big"))


def _first_scan(library_folder: Path, photos: Path) -> tuple[float, Survey]:
    """Seconds until all names can be searched, and what was found."""
    began = time.perf_counter()
    with Library.open(library_folder, write=True) as library:
        steps = survey(library, Scan([photos], library=library_folder), CancelToken())
        while True:
            try:
                next(steps)
            except StopIteration as end:
                found: Survey = end.value
                break
        library.name_waiting()
    return time.perf_counter() - began, found


def _search_by_name(library_folder: Path) -> dict[str, object]:
    with Library.open(library_folder) as library:
        began = time.perf_counter()
        total, files = library.waiting_files(["beach"], limit=50)
        seconds = time.perf_counter() - began
    return {"query": "beach", "found": total, "listed": len(files), "milliseconds": round(1000 * seconds, 2)}


def _make_known(library_folder: Path, found: Survey, rng: np.random.Generator) -> None:
    """Gives each waiting file a photo of its own, as if it had been described."""
    manifest = read_manifest(builtin_pack())
    with (
        Library.open(library_folder, write=True) as library,
        Generation(library_folder, manifest.generation, manifest.dims, writable=True) as generation,
    ):
        library.use_pack(manifest.generation)
        for part in _parts(found.waiting.tolist(), AT_ONCE):
            paths = library.file_paths(part)
            vectors = rng.standard_normal((len(part), manifest.dims), dtype=np.float32)
            slots = generation.images.append(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
            generation.flush()
            library.add_photos(
                [
                    NewPhoto(
                        content_key(paths[file_id]),
                        Metadata("JPEG", PIXELS, PIXELS),
                        int(slot),
                        tags=(),
                        caption=None,
                        triplets=(),
                        file_ids=(file_id,),
                    )
                    for file_id, slot in zip(part, slots, strict=True)
                ]
            )


def _index(library_folder: Path, photos: Path, unchanged: int) -> dict[str, float]:
    """The command from its start to its end. Raises `SnowlineError` when it found something else to do."""
    began, before = time.perf_counter(), os.times()
    done = subprocess.run(
        [sys.executable, "-c", _START, "--library", os.fspath(library_folder), "index", "--json", os.fspath(photos)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.fspath(PROJECT)},
        check=False,
    )
    seconds, after = time.perf_counter() - began, os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    answer = json.loads(done.stdout or "{}")
    if answer.get("unchanged") != unchanged:
        raise SnowlineError(f"index did not find what was expected: {answer or done.stderr}")
    return {"seconds": round(seconds, 3), "processor_seconds": round(busy, 3)}


def _parts(items: Sequence[int], length: int) -> Iterator[list[int]]:
    for start in itertools.count(0, length):
        if start >= len(items):
            return
        yield list(items[start : start + length])
