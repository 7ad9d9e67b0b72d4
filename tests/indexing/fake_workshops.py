"""Workshops without models, for tests of the pipeline: quick ones, and ones that really crash, hang and gorge.

Imported by the worker processes of the tests, so nothing here may depend on pytest.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from app.domain import (
    VECTOR_DIMS,
    Caption,
    Description,
    PackError,
    Picture,
    Pixels,
    SnowlineError,
    Tag,
    Triplet,
    Vector,
)
from app.media.decode import decode
from app.media.embedded import embedded_words
from app.media.thumbnails import ThumbnailStore


def vector_of(seed: bytes) -> Vector:
    """A unit vector that depends on `seed` alone, float32 [384]."""
    number = int.from_bytes(hashlib.blake2b(seed, digest_size=8).digest(), "little")
    vector = np.random.default_rng(number).standard_normal(VECTOR_DIMS).astype(np.float32)
    return vector / np.linalg.norm(vector)


def caption_of(pixels: Pixels) -> str:
    """One of a few captions, by mean brightness: several photos share each."""
    return f"a picture of brightness {int(pixels.mean()) // 32}"


class QuickWorkshop:
    """Real decoding and thumbnails; the models are stood in for by digests."""

    sure_tag = 0.5

    def __init__(self, library: Path) -> None:
        self.thumbnails = ThumbnailStore(library / "thumbnails")

    def look(self, path: bytes, key: str) -> Picture:
        picture = decode(path, max_pixels=50_000_000, thumbnail_side=64)
        self.thumbnails.put(key, picture.thumbnail)
        return picture

    def describe(self, pixels: Pixels) -> list[Description]:
        return [
            Description(
                vector_of(one.tobytes()),
                (Tag("picture", 0.9), Tag("unsure", 0.1)),
                Caption(caption_of(one), 0.8, "fake-1"),
                (Triplet("picture", "of", caption_of(one).split()[-1]),),
            )
            for one in pixels
        ]

    def encode(self, texts: Sequence[str]) -> Vector:
        return np.stack([vector_of(text.encode()) for text in texts])


class ReadingWorkshop(QuickWorkshop):
    """Also reads what the file itself says."""

    def look(self, path: bytes, key: str) -> Picture:
        return replace(super().look(path, key), words=embedded_words(path))


class SilentWorkshop(QuickWorkshop):
    """Captions are switched off."""

    def describe(self, pixels: Pixels) -> list[Description]:
        return [replace(said, caption=None, triplets=()) for said in super().describe(pixels)]


class HostileWorkshop(QuickWorkshop):
    """Does to its own process what the name of the photo says, as a hostile file would through a decoder."""

    def look(self, path: bytes, key: str) -> Picture:
        name = os.path.basename(path)
        if name.startswith(b"segfault"):
            os.kill(os.getpid(), signal.SIGSEGV)
        if name.startswith(b"exit"):
            os._exit(3)
        if name.startswith(b"hang"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
            while True:
                time.sleep(60)
        if name.startswith(b"gorge"):
            kept = []
            while True:  # in steps of 80 MB, every page touched
                kept.append(np.ones(10_000_000))
        if name.startswith(b"flood"):
            shared = []
            while True:  # shared memory, which no limit of the system counts
                shared.append(mmap.mmap(-1, 40 << 20))
                shared[-1].write(b"x" * (40 << 20))
                time.sleep(0.01)
        if name.startswith(b"hungry"):
            raise MemoryError
        if name.startswith(b"full"):
            raise SnowlineError("The thumbnail cannot be written (No space left on device).")
        if name.startswith(b"once"):  # crashes the first time only
            mark = self.thumbnails.folder / "crashed-once"
            if not mark.exists():
                mark.parent.mkdir(parents=True, exist_ok=True)
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return super().look(path, key)


class SlowWorkshop(QuickWorkshop):
    """Takes its time over every photo, so that a test can catch it at work."""

    def look(self, path: bytes, key: str) -> Picture:
        time.sleep(0.02)
        return super().look(path, key)


class ModelsCrashWorkshop(QuickWorkshop):
    """The models themselves die on pictures that are nearly white."""

    def describe(self, pixels: Pixels) -> list[Description]:
        if any(one.mean() > 250 for one in pixels):
            os.kill(os.getpid(), signal.SIGABRT)
        return super().describe(pixels)


def damaged_pack(library: Path) -> QuickWorkshop:
    raise PackError("The model pack is damaged: image.onnx has other contents. Reinstall Snowline.")


def dies_at_start(library: Path) -> QuickWorkshop:
    os._exit(9)
