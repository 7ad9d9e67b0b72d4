"""How fast a folder becomes searchable: end to end, each stage alone, and a second run over the same folder."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from app.bench import say
from app.bench._drawn import draw, write_jpeg
from app.domain import VECTOR_DIMS, CancelToken, Description, IndexSummary, Picture, SnowlineError
from app.index.generation import Generation
from app.indexing.crew import BATCH
from app.indexing.ledger import GROUP_PHOTOS, Ledger
from app.indexing.messages import Seen
from app.indexing.pipeline import index_paths
from app.language.triplets import triplets
from app.library import Library, SeenFile
from app.media.decode import decode
from app.media.formats import is_photo_name
from app.media.identity import content_key
from app.media.thumbnails import ThumbnailStore
from app.settings import Settings
from app.vision.pack import Pack

HELP = "Photos a second into a library, end to end and stage by stage."

SMALL_SIDE = 224  # pixels; the size of the Flickr8k photos in the shared folder
LARGE_SIZE = (4000, 3000)  # pixels: a 12-megapixel camera
LARGE_SHARE = 20  # one large photo is measured for each so many small ones ...
LARGE_RANGE = (4, 40)  # ... but at least and at most so many
DRAWN_LARGE = 8  # different large pictures that are drawn; further ones differ in their last bytes only
STAGE_PHOTOS = 200  # photos each stage is measured on alone, at most

T = TypeVar("T")


def run(shared: Path | None, seed: int, photos: int = 1000, folder: Path | None = None) -> dict[str, object]:
    """Indexes up to `photos` photos of `folder`, or else of the shared Flickr8k, or else drawn ones.

    Everything happens in a temporary folder, on copies. Rates are photos per second of wall time.
    """
    settings = Settings()
    rng = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory(prefix="snowline-bench-") as place:
        work = Path(place)
        source, small = _small_photos(work / "small", shared, photos, folder, rng)
        large = _large_photos(work / "large", photos, rng)
        say(f"Indexing {len(small)} photos of {source}, with captions ...")
        with_captions = _end_to_end(work / "a", work / "small", replace(settings, captions=True))
        say("The same folder again ...")
        again = _end_to_end(work / "a", work / "small", replace(settings, captions=True))
        say("Without captions ...")
        without = _end_to_end(work / "b", work / "small", replace(settings, captions=False))
        say(f"{len(large)} photos of 12 megapixels ...")
        large_run = _end_to_end(work / "c", work / "large", replace(settings, captions=True))
        say("Each stage alone, on one thread ...")
        stages = _stages(small[:STAGE_PHOTOS], work / "d", settings)
        stages["read + decode + thumbnail, 12 megapixels"] = _reading(large[: STAGE_PHOTOS // 10], work / "e", settings)
    cost = sum(seconds for name, seconds in stages.items() if "megapixels" not in name)
    ideal = settings.worker_processes / cost
    return {
        "photos": {"source": source, "small": len(small), "large": len(large), "large_size": list(LARGE_SIZE)},
        "worker_processes": settings.worker_processes,
        "end_to_end": {"captions": with_captions, "no captions": without, "12 megapixels, captions": large_run},
        "second run, nothing changed": again,
        "milliseconds a photo, each stage alone on one thread": {
            name: round(1000 * seconds, 3) for name, seconds in stages.items()
        },
        "photos a second if all processes only ever worked on the stages": round(ideal, 2),
        "end to end, as a part of that": round(float(with_captions["photos_per_second"]) / ideal, 3),
        "the same, once the models are loaded": round(
            float(with_captions["photos_per_second_once_started"]) / ideal, 3
        ),
    }


def _small_photos(
    place: Path, shared: Path | None, photos: int, folder: Path | None, rng: np.random.Generator
) -> tuple[str, list[Path]]:
    """Copies or draws the photos; returns where they are from, and their paths."""
    place.mkdir()
    flickr = shared / "data" / "flickr8k" if shared is not None else None
    if folder is not None or (flickr is not None and flickr.is_dir()):
        start = folder or flickr
        assert start is not None
        found = sorted(Path(at, name) for at, _, names in os.walk(start) for name in names if is_photo_name(name))
        if not found:
            raise SnowlineError(f"There are no photos in {start}. Name another folder with --folder.")
        chosen = [found[i] for i in sorted(rng.permutation(len(found))[:photos])]
        copies = [place / f"{number:06d}{path.suffix.lower()}" for number, path in enumerate(chosen)]
        for path, copy in zip(chosen, copies, strict=True):
            shutil.copyfile(path, copy)
        return "a folder of yours" if folder is not None else "Flickr8k", copies
    say(f"Drawing {photos} pictures ...")
    drawn = [place / f"{number:06d}.jpg" for number in range(photos)]
    for path in drawn:
        write_jpeg(path, draw(SMALL_SIDE, SMALL_SIDE, rng))
    return f"drawn pictures of {SMALL_SIDE} pixels", drawn


def _large_photos(place: Path, photos: int, rng: np.random.Generator) -> list[Path]:
    """Draws the 12-megapixel JPEGs. Copies get another tail, so that each is a photo of its own."""
    place.mkdir()
    wanted = int(np.clip(photos // LARGE_SHARE, *LARGE_RANGE))
    say(f"Drawing {min(wanted, DRAWN_LARGE)} pictures of 12 megapixels ...")
    paths = [place / f"{number:06d}.jpg" for number in range(wanted)]
    for number, path in enumerate(paths):
        if number < DRAWN_LARGE:
            write_jpeg(path, draw(*LARGE_SIZE, rng))
        else:
            path.write_bytes(paths[number % DRAWN_LARGE].read_bytes() + number.to_bytes(4, "big"))
    return paths


def _end_to_end(library: Path, folder: Path, settings: Settings) -> dict[str, float]:
    """Indexes the folder as `index` does."""
    began = time.perf_counter()
    first_done, done_then = 0.0, 0
    steps = index_paths(library, [folder], settings, cancel=CancelToken())
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            summary: IndexSummary = end.value
            break
        if step.stage == "index" and step.done and not done_then:
            first_done, done_then = time.perf_counter() - began, step.done
    seconds = time.perf_counter() - began
    if summary.skipped:
        say(f"{len(summary.skipped)} skipped, such as {summary.skipped[0].path}: {summary.skipped[0].reason}")
    handled = summary.indexed + summary.unchanged
    steady = (summary.indexed - done_then) / (seconds - first_done) if done_then and seconds > first_done else 0.0
    return {
        "indexed": summary.indexed,
        "unchanged": summary.unchanged,
        "skipped": len(summary.skipped),
        "seconds": round(seconds, 3),
        "photos_per_second": round(handled / seconds, 2),
        "seconds_until_the_first_photos": round(first_done, 3),
        "photos_per_second_once_started": round(steady, 2),
    }


def _stages(photos: Sequence[Path], place: Path, settings: Settings) -> dict[str, float]:
    """Seconds a photo takes in each stage, in this process on one thread."""
    pack = Pack.load(threads=1, low_memory=settings.low_memory)
    store = ThumbnailStore(place / "thumbnails")
    with _seconds_each(len(photos)) as reading:
        keys = [content_key(path) for path in photos]
        pictures: list[Picture] = []
        for path, key in zip(photos, keys, strict=True):
            pictures.append(_decode(path, settings))
            store.put(key, pictures[-1].thumbnail)
    batches = [np.stack([picture.pixels for picture in batch]) for batch in _parts(pictures, BATCH)]
    pack.describe(batches[0])  # the first pass of a model is slow
    with _seconds_each(len(photos)) as seeing:
        for batch in batches:
            pack.describe(batch, captions=False)
    with _seconds_each(len(photos)) as describing:
        said = [description for batch in batches for description in pack.describe(batch)]
    with _seconds_each(len(photos)) as reading_captions:
        said = [_with_triplets(description) for description in said]
    texts = list(dict.fromkeys(text for description in said for text in _texts(description)))
    with _seconds_each(len(photos)) as encoding:
        for part in _parts(texts, GROUP_PHOTOS):
            pack.encode_texts(list(part))
    with _seconds_each(len(photos)) as writing:
        _write(photos, keys, pictures, said, place / "library", pack)
    return {
        "read + decode + thumbnail": reading(),
        "vector + tags": seeing(),
        "caption": max(describing() - seeing(), 0.0),
        "triplets": reading_captions(),
        "text vectors": encoding(),
        "catalogue write": writing(),
    }


def _reading(photos: Sequence[Path], place: Path, settings: Settings) -> float:
    """Seconds a photo takes to be read, decoded and to get its thumbnail."""
    store = ThumbnailStore(place)
    with _seconds_each(len(photos)) as reading:
        for path in photos:
            store.put(content_key(path), _decode(path, settings).thumbnail)
    return reading()


def _write(
    photos: Sequence[Path],
    keys: Sequence[str],
    pictures: Sequence[Picture],
    said: Sequence[Description],
    folder: Path,
    pack: Pack,
) -> None:
    """What the one writer does with photos that the workers described; text vectors are made up."""
    rng = np.random.default_rng(0)
    with Library.open(folder, write=True) as library, Generation(folder, pack.generation, writable=True) as generation:
        library.use_pack(pack.generation)
        ledger = Ledger(library, generation)
        stats = [(os.fsencode(path), path.stat()) for path in photos]
        states = library.upsert_files(SeenFile(raw, s.st_size, s.st_mtime_ns, s.st_dev) for raw, s in stats)
        for start in range(0, len(photos), GROUP_PHOTOS):
            for at in range(start, min(start + GROUP_PHOTOS, len(photos))):
                seen = Seen(pictures[at].metadata, pictures[at].warning, said[at])
                ledger.add(keys[at], [(states[at][0], stats[at][0])], seen)
            number, missing = ledger.close_group()
            if missing:
                vectors = rng.standard_normal((len(missing), VECTOR_DIMS), dtype=np.float32)
                ledger.take_vectors(number, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
            ledger.write(at_once=True)


def _decode(path: Path, settings: Settings) -> Picture:
    return decode(path, max_pixels=settings.max_pixels, thumbnail_side=settings.thumbnail_side)


def _with_triplets(said: Description) -> Description:
    spoken = said.caption is not None and said.caption.sentence
    return replace(said, triplets=tuple(triplets(said.caption.text)) if spoken and said.caption else ())


def _texts(said: Description) -> list[str]:
    caption = [said.caption.text] if said.caption is not None and said.caption.text else []
    return caption + [triplet.text for triplet in said.triplets]


def _parts(items: Sequence[T], length: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), length):
        yield items[start : start + length]


@contextmanager
def _seconds_each(count: int) -> Iterator[Callable[[], float]]:
    """Measures the block; afterwards the callable says how many seconds each of `count` items took."""
    began = time.perf_counter()
    ended = began
    yield lambda: (ended - began) / count
    ended = time.perf_counter()
