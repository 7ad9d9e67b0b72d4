"""A few photos of those to come, compared with the catalogue, read and described, to learn what all of them cost."""

from __future__ import annotations

import contextlib
import logging
import os
import random
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.domain import Description, Pixels, SnowlineError, Unreadable
from app.indexing.memory import photo_bytes
from app.indexing.priority import LEVELS
from app.library import Library
from app.settings import Settings, Throttle

if TYPE_CHECKING:
    from app.indexing.pack_workshop import PackWorkshop

_log = logging.getLogger(__name__)

# How long the sample may take, and how many photos are enough however quick they are.
SAMPLE_SECONDS, MOST_PHOTOS = 1.2, 48
# Files whose content is looked up in the catalogue, and for how long at most.
COMPARED, COMPARE_SECONDS = 200, 0.5
_BATCH = 8
# Until the models are loaded: where nothing is new, which mostly shows at once, they are not needed.
_HEAD_START = 0.1
# How long to wait for enough files to draw from.
_WAIT_SECONDS = 10.0
# A file that hangs is not waited for.
PATIENCE_SECONDS = 6.0
_BLOCK = 4096  # bytes by which most disks give room to a file


@dataclass(frozen=True, slots=True)
class Sample:
    """What `photos` of `octets` bytes in all took: seconds and bytes, all of them together. Of `compared` files the
    part `known_share` holds photos that the library has. `load_seconds`: until the models are there."""

    photos: int = 0
    octets: int = 0
    read_seconds: float = 0.0
    describe_seconds: float = 0.0
    load_seconds: float = 0.0
    thumbnail_bytes: int = 0
    shared_bytes: int = 0
    compared: int = 0
    known_share: float = 0.0


class Reservoir:
    """Files drawn evenly from all that were seen so far, however many come. One thread adds, another draws."""

    def __init__(self, size: int, chance: random.Random) -> None:
        self._size, self._chance = size, chance
        self._guard = threading.Lock()
        self._files: list[tuple[bytes, int]] = []
        self.seen = self.octets = 0
        self.ready = threading.Event()  # enough to draw from
        self.complete = threading.Event()  # no more will come

    def __len__(self) -> int:
        return len(self._files)

    def add(self, path: bytes, size: int) -> None:
        with self._guard:
            self.seen += 1
            self.octets += size
            if len(self._files) < self._size:
                self._files.append((path, size))
            elif (place := self._chance.randrange(self.seen)) < self._size:
                self._files[place] = (path, size)

    def drawn(self) -> list[tuple[bytes, int]]:
        """(path, size) of those that are kept now, in an order of chance."""
        with self._guard:
            files = list(self._files)
        self._chance.shuffle(files)
        return files


class Sampler:
    """Works on a thread of its own; `sample` is what is known so far."""

    def __init__(self, pack: Path, library: Path | None, files: Reservoir, settings: Settings) -> None:
        self._pack, self._library, self._files, self._settings = pack, library, files, settings
        self.sample = Sample()
        self.timing = threading.Event()  # while it is timed, others should keep still
        self._began: float | None = None
        self._thread = threading.Thread(target=self._work, daemon=True, name="sample")

    def start(self) -> None:
        self._thread.start()

    def wait(self, seconds: float) -> None:
        self._thread.join(seconds)

    @property
    def ended(self) -> bool:
        """True when no more is to be expected: it is done, or a file hangs."""
        hangs = self._began is not None and time.monotonic() - self._began > PATIENCE_SECONDS
        return hangs or not self._thread.is_alive()

    def _work(self) -> None:
        try:
            if self._files.complete.wait(_HEAD_START) and not self._files.seen:
                return
            loaded = time.monotonic()
            workshop = self._open()
            self.sample = replace(self.sample, load_seconds=time.monotonic() - loaded)
            until = time.monotonic() + _WAIT_SECONDS
            while not (self._files.ready.is_set() or self._files.complete.is_set()) and time.monotonic() < until:
                self._files.ready.wait(0.05)
            self._began = time.monotonic()
            _step_back(self._settings.throttle)
            self._describe(workshop, self._unknown())
        except SnowlineError as error:  # a damaged pack or catalogue: the run itself will say so
            _log.warning("no sample: %s", error)
        finally:
            self.timing.clear()

    def _open(self) -> PackWorkshop:
        from app.indexing.pack_workshop import PackWorkshop  # brings onnxruntime and Pillow along

        quiet = replace(self._settings, share_thumbnails=False)
        return PackWorkshop(self._pack, Path(os.devnull), quiet)

    def _unknown(self) -> list[tuple[bytes, int]]:
        """Drawn files without those whose photo the library has; notes which part these are."""
        drawn = self._files.drawn()
        if self._library is None:
            return drawn
        from app.media.identity import content_key

        keys: dict[bytes, str] = {}
        until = time.monotonic() + COMPARE_SECONDS
        for path, _ in drawn[:COMPARED]:
            try:
                keys[path] = content_key(path)
            except Unreadable:
                continue
            if time.monotonic() > until:
                break
        if not keys:
            return drawn
        with Library.open(self._library) as library:
            known = library.photos_by_keys(list(dict.fromkeys(keys.values())))
        share = sum(key in known for key in keys.values()) / len(keys)
        self.sample = replace(self.sample, compared=len(keys), known_share=share)
        return [file for file in drawn if keys.get(file[0]) not in known]

    def _describe(self, workshop: PackWorkshop, files: list[tuple[bytes, int]]) -> None:
        self.timing.set()
        until = time.monotonic() + SAMPLE_SECONDS
        warm = False
        for start in range(0, min(len(files), MOST_PHOTOS), _BATCH):
            read = [one for file in files[start : start + _BATCH] if (one := self._read(*file)) is not None]
            if not read:
                continue
            pixels = [pixels for _, pixels in read]
            if not warm:  # the first pass of a model takes longer than all that follow
                workshop.encode([said.caption.text for said in _say(workshop, pixels[:1]) if said.caption])
                warm = True
            began = time.monotonic()
            texts = [said.caption.text for said in _say(workshop, pixels) if said.caption is not None]
            if texts:
                workshop.encode(texts)
            took = time.monotonic() - began
            known = self.sample
            added = [sample for sample, _ in read]
            self.sample = replace(
                known,
                photos=known.photos + len(added),
                octets=known.octets + sum(one.octets for one in added),
                read_seconds=known.read_seconds + sum(one.read_seconds for one in added),
                describe_seconds=known.describe_seconds + took,
                thumbnail_bytes=known.thumbnail_bytes + sum(one.thumbnail_bytes for one in added),
                shared_bytes=known.shared_bytes + sum(one.shared_bytes for one in added),
            )
            if time.monotonic() > until:
                break

    def _read(self, path: bytes, size: int) -> tuple[Sample, Pixels] | None:
        """One photo as a worker reads it, and what that took; None where it cannot be read."""
        from app.media.decode import decode
        from app.media.desktop_thumbnails import NORMAL
        from app.media.embedded import embedded_words
        from app.paths import desktop_thumbnails

        shares = self._settings.share_thumbnails and desktop_thumbnails() is not None
        began = time.monotonic()
        try:
            picture = decode(
                path,
                max_pixels=self._settings.max_pixels,
                thumbnail_side=self._settings.thumbnail_side,
                memory_bytes=photo_bytes(self._settings.worker_memory_mb),
                shared_side=NORMAL if shares else 0,
            )
            embedded_words(path)
        except (SnowlineError, MemoryError):
            return None
        return (
            Sample(
                octets=size,
                read_seconds=time.monotonic() - began,
                thumbnail_bytes=_on_disk(len(picture.thumbnail)),
                shared_bytes=_on_disk(len(picture.shared)) if picture.shared is not None else 0,
            ),
            picture.pixels,
        )


def _step_back(throttle: Throttle) -> None:
    """Gives this thread the priority of a worker, so that on a busy machine it waits as much. Only Linux has threads of
    different priority; elsewhere nothing is done."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LEVELS[throttle].niceness)


def _say(workshop: PackWorkshop, pixels: list[Pixels]) -> list[Description]:
    return workshop.describe(np.stack(pixels))


def _on_disk(octets: int) -> int:
    return -(-octets // _BLOCK) * _BLOCK
