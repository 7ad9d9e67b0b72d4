"""Keeps the index files of a library in step with its vectors: decides when to build, and builds in the background.

A build runs in a child process of low priority beside the live files, which answer until the last moment. The
child dies with this process; what it leaves then is swept away by the next build. Until a build is due, rows that the
files do not cover are scanned exactly, which costs a search next to nothing.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from app.domain import Cancelled, CancelToken, LibraryBusy, Progress, SnowlineError
from app.index.base import Slots
from app.index.build import build_segment
from app.index.generation import Generation
from app.index.manifest import KINDS, Manifest, ManifestError, What, index_folder, read_manifest
from app.index.vectors import VectorFile
from app.indexing.starting import quiet_start
from app.indexing.worker import begin_as_child
from app.library import Library
from app.library.lock import WriterLock

# Below so many rows the exact scan takes two milliseconds or less.
LEAST_ROWS = 30_000
# Rows that are not covered yet, as a part of those that are, and at least.
TAIL_SHARE, LEAST_TAIL = 0.05, 5_000
_LOCK_NAME = "index.lock"
_LOOK_SECONDS = 0.1

Tell = Callable[[Progress], None]


def refresh_segments(
    library_folder: Path,
    *,
    cancel: CancelToken | None = None,
    force: bool = False,
    least_rows: int = LEAST_ROWS,
    tell: Tell | None = None,
) -> tuple[What, ...]:
    """Builds what is due of the live generation's index, images and texts, and returns what was built.

    Due is a file of at least `least_rows` vectors that has no sound index, or has grown by a share of what its index
    covers; with `force` both are. Quick where nothing is due, or another process is at it. `tell` hears `Progress` of
    the stage "finish", in hundredths. Raises `Cancelled`, and SnowlineError where a build failed: the earlier index, or
    the exact scan, goes on answering.
    """
    built = []
    for what in KINDS:
        generation = _due(library_folder, what, least_rows=1 if force else least_rows, force=force)
        if generation is not None and _build_in_child(library_folder, generation, what, cancel, tell):
            built.append(what)
    return tuple(built)


def is_due(manifest: Manifest | None, vectors: VectorFile, generation: str, folder: Path) -> bool:
    """True where there is no sound index of these vectors, or one that covers too few of them."""
    if manifest is None or manifest.foreign(vectors, generation) is not None:
        return True
    if any(file.fault(folder) is not None for file in manifest.files):
        return True
    return len(vectors) - manifest.count > max(TAIL_SHARE * manifest.count, LEAST_TAIL)


def _due(library_folder: Path, what: What, *, least_rows: int, force: bool) -> str | None:
    """The generation whose `what` must be built, or None."""
    with Library.open(library_folder) as library:
        name = library.pack
        if name is None:
            return None
        rows = library.slot_ends()[KINDS.index(what)]
    if rows < least_rows:
        return None
    folder = index_folder(library_folder, name)
    try:
        manifest = read_manifest(folder, what)
    except ManifestError:
        return name
    with Generation(library_folder, name) as generation:
        vectors = _of(generation, what)
        vectors.refresh(rows)
        return name if len(vectors) and (force or is_due(manifest, vectors, name, folder)) else None


def _build_in_child(
    library_folder: Path, generation: str, what: What, cancel: CancelToken | None, tell: Tell | None
) -> bool:
    """Returns False where another process builds already."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=_build, args=(theirs, library_folder, generation, what), daemon=True, name="snowline index"
    )
    with quiet_start():
        process.start()
    theirs.close()
    said: object = None
    try:
        while not isinstance(said, bool | str):
            if cancel is not None and cancel.cancelled:
                raise Cancelled
            if not ours.poll(_LOOK_SECONDS):
                continue
            said = ours.recv()
            if isinstance(said, float) and tell is not None:
                tell(Progress("finish", round(said * 100), 100, current=f"index of {what}"))
    except (EOFError, OSError):
        process.join()
        raise SnowlineError(
            f"The index of {what} in {library_folder} could not be built (exit code {process.exitcode}). Check the "
            "free space there; searching works meanwhile, more slowly."
        ) from None
    finally:
        if not isinstance(said, bool | str):
            process.kill()
        process.join()
        ours.close()
    if isinstance(said, str):
        raise SnowlineError(said)
    return said


def _build(pipe: Connection, library_folder: Path, name: str, what: What) -> None:
    """The child: says what part is done, then True (built), False (somebody else is at it) or what went wrong."""
    begin_as_child("normal")
    try:
        lock = WriterLock(library_folder, _LOCK_NAME, purpose="building the index")
    except LibraryBusy:
        pipe.send(False)
        return
    try:
        with Library.open(library_folder) as library:
            images, texts = library.slot_ends()
            live = library.live_slots()
        with Generation(library_folder, name) as generation:
            generation.refresh(images, texts)
            vectors = _of(generation, what)
            build_segment(
                vectors,
                index_folder(library_folder, name),
                pack=name,
                what=what,
                queries=generation.texts if what == "images" else None,
                dead=_dead(vectors, live) if what == "images" else None,
                tell=pipe.send,
            )
        pipe.send(True)
    except SnowlineError as error:
        pipe.send(str(error))
    finally:
        lock.release()


def _of(generation: Generation, what: What) -> VectorFile:
    return generation.images if what == "images" else generation.texts


def _dead(vectors: VectorFile, live: Slots) -> Slots:
    return np.setdiff1d(np.arange(len(vectors), dtype=np.int64), live, assume_unique=True)
