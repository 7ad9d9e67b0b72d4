"""What the processes do that `bench crash` kills: one act each, by the program's own code, on models stood in for by
digests. Started with `python -c`, in a session of its own; says "go" when it begins and "done" at its end.

With a number of steps, the process kills itself before that write to the disk, statement of SQL or change of a name:
moments too short for a clock to hit.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from app.domain import (
    VECTOR_DIMS,
    CancelToken,
    Caption,
    Description,
    IndexSummary,
    Picture,
    Pixels,
    SnowlineError,
    Tag,
    Triplet,
    Vector,
)
from app.media.decode import decode
from app.media.thumbnails import ThumbnailStore
from app.settings import Settings

GENERATION = "digests-1"
# Of the program's own: smaller, so that a short run has many moments between two groups.
GROUP_PHOTOS = 8
PHOTO_SECONDS = 0.004


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one round."""

    work: Path

    @property
    def library(self) -> Path:
        return self.work / "library"

    @property
    def photos(self) -> Path:
        return self.work / "photos"


class DigestWorkshop:
    """Real decoding and thumbnails; vectors and words are digests of the pixels, the same in every run."""

    sure_tag = 0.5

    def __init__(self, library: Path) -> None:
        self._thumbnails = ThumbnailStore(library / "thumbnails")

    def look(self, path: bytes, key: str) -> Picture:
        time.sleep(PHOTO_SECONDS)
        picture = decode(path, max_pixels=1_000_000, thumbnail_side=64)
        self._thumbnails.put(key, picture.thumbnail)
        return picture

    def describe(self, pixels: Pixels) -> list[Description]:
        return [_describe(one) for one in pixels]

    def encode(self, texts: Sequence[str]) -> Vector:
        return np.stack([vector_of(text.encode()) for text in texts])


def vector_of(seed: bytes) -> Vector:
    """A unit vector that depends on `seed` alone, float32 [384]."""
    number = int.from_bytes(blake2b(seed, digest_size=8).digest(), "little")
    vector = np.random.default_rng(number).standard_normal(VECTOR_DIMS).astype(np.float32)
    return vector / np.linalg.norm(vector)


def _describe(pixels: Pixels) -> Description:
    """Captions are shared by several photos, as real ones are."""
    digest = blake2b(pixels.tobytes(), digest_size=2).digest()
    animal = ("dog", "cat", "horse", "bird", "cow")[digest[0] % 5]
    place = ("beach", "street", "meadow", "forest")[digest[1] % 4]
    return Description(
        vector_of(pixels.tobytes()),
        (Tag(animal, 0.9), Tag(place, 0.4)),
        Caption(f"a {animal} runs on a {place}", 0.8, GENERATION),
        (Triplet(animal, "run on", place),),
    )


def index(places: Places, generation: str = GENERATION) -> IndexSummary:
    """Indexes the photos as the program does, with one worker process."""
    from app.indexing import ledger
    from app.indexing.pipeline import IndexRun

    ledger.GROUP_PHOTOS = GROUP_PHOTOS
    workshop = partial(DigestWorkshop, places.library)
    settings = Settings(worker_processes=1)
    steps = IndexRun(places.library, [places.photos], settings, generation, VECTOR_DIMS, workshop, CancelToken()).run()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            summary: IndexSummary = end.value
            return summary


def migrate(places: Places) -> None:
    """Opens the library for writing, which brings its tables up to date."""
    from app.library import Library

    Library.open(places.library, write=True).close()


def undo(places: Places) -> None:
    """Takes back everything that a person did, one entry after the other."""
    from app.library import Library

    with Library.open(places.library, write=True) as library:
        while any(entry.state == "done" for entry in library.history(1_000)):
            library.undo()


def build(places: Places) -> None:
    """Builds an index of the pictures and swaps it with the one that is there."""
    from app.index.build import build_segment
    from app.index.generation import Generation
    from app.index.manifest import index_folder

    with Generation(places.library, GENERATION) as vectors:
        folder = index_folder(places.library, GENERATION)
        build_segment(vectors.images, folder, pack=GENERATION, what="images", queries=vectors.texts, jobs=1)


def program(places: Places) -> None:
    """Indexes the photos as the command `index` does, with the built-in pack and all that follows a run."""
    from app.indexing.pipeline import index_paths

    for _ in index_paths(places.library, [places.photos], Settings(), cancel=CancelToken()):
        pass


ACTS: dict[str, Callable[[Places], object]] = {
    "index": index,
    "migrate": migrate,
    "undo": undo,
    "build": build,
    "program": program,
}


def main() -> None:
    """`ACT FOLDER [STEPS]`."""
    act, places = ACTS[sys.argv[1]], Places(Path(sys.argv[2]))
    steps = _Steps(int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    import app.indexing.pipeline  # noqa: F401  what takes longest to import counts before the start

    steps.watch()
    print("go", flush=True)
    try:
        act(places)
    except SnowlineError as error:
        print(f"failed: {error}", flush=True)
        sys.exit(1)
    print(f"done {steps.taken}", flush=True)  # the last line


class _Steps:
    """Counts what changes the disk, and ends the process before the step numbered `last` (0: never)."""

    def __init__(self, last: int) -> None:
        self._last = last
        self.taken = 0

    def watch(self) -> None:
        for name in ("write", "fsync", "ftruncate", "replace", "rename", "unlink", "link"):
            setattr(os, name, self._counted(getattr(os, name)))
        sqlite = sys.modules["sqlite3"]  # of the library, before it opens a file
        opened = sqlite.connect

        def connect(*arguments: Any, **more: Any) -> Any:
            connection = opened(*arguments, **more)
            connection.set_trace_callback(self._step)
            return connection

        sqlite.connect = connect  # type: ignore[attr-defined]

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **more: Any) -> Any:
            self._step()
            return function(*arguments, **more)

        return counted

    def _step(self, statement: str = "") -> None:
        self.taken += 1
        if self.taken == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
