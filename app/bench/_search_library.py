"""The library that `bench search` asks, which photo of the sets each of its photos is, and the three baselines."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.bench import say
from app.bench._search_metrics import Ranking
from app.bench._search_photos import Placed, lay_out
from app.bench._search_truth import Facts
from app.domain import CancelToken, SnowlineError
from app.index.base import Floats
from app.indexing.pipeline import index_paths
from app.library import Library, PhotoRow
from app.paths import builtin_pack, cache_folder
from app.search.evidence import literal_words
from app.search.snapshot import Snapshot
from app.settings import Settings
from app.vision.manifest import read_manifest

_PART = 2_000  # rows of the catalogue read at a time
_TOLD = 2_000  # photos indexed between two lines of progress
PUBLISHED_COSINE = 0.5  # of two unit vectors at angular distance sqrt(2 - 2 cos) = 1.0


def kept_folder() -> Path:
    """Where photos and library are kept between runs; another pack gets another library."""
    return cache_folder() / "bench" / "search"


def kept_library(shared: Path, placed: Sequence[Placed]) -> Path:
    """Brings the kept library up to date, which takes minutes the first time; returns its folder."""
    photos, library = kept_folder() / "photos", kept_folder() / f"library-{read_manifest(builtin_pack()).generation}"
    lay_out(shared, photos, placed)
    say("Indexing the photos; the first time that takes minutes ...")
    told = 0
    for step in index_paths(library, [photos], Settings(captions=True), cancel=CancelToken()):
        if step.stage == "index" and step.done >= told + _TOLD:
            told = step.done
            say(f"  {step.done:,} of {step.total or step.done:,}")
    return library


class Shelf:
    """Which photo of the library is which of the sets, by number. Raises SnowlineError where it has none of them."""

    def __init__(self, library: Library, placed: Sequence[Placed], slots: int) -> None:
        by_place = {one.place: at for at, one in enumerate(placed)} | {
            one.sample.path: at for at, one in enumerate(placed)
        }
        self.facts: list[Facts | None] = [None] * len(placed)
        self.number = np.full(slots, -1, np.int64)  # of the photo at each slot
        self.slot = np.full(len(placed), -1, np.int64)
        self.captions: dict[int, str] = {}  # by slot
        self.by_path: dict[str, int] = {}
        self.by_id: dict[int, int] = {}
        self.photos: Path | None = None  # the folder of the photo sets
        for start in range(0, slots, _PART):
            for row in library.photos_by_slots(range(start, min(start + _PART, slots))):
                self._enter(row, by_place)
        if self.photos is None:
            raise SnowlineError(
                f"The library in {library.folder} has none of the photo sets: name another with --library, or none."
            )

    def _enter(self, row: PhotoRow, by_place: dict[str, int]) -> None:
        path = os.fsdecode(row.raw_path)
        parts = path.split("/")
        for length in (3, 2):
            at = by_place.get("/".join(parts[-length:]))
            if at is None:
                continue
            self.photos = self.photos or Path("/".join(parts[:-length]))
            self.by_path[path] = self.by_id[row.photo_id] = self.number[row.slot] = at
            self.slot[at] = row.slot
            self.facts[at] = Facts(
                parts[-length], row.name, row.size, row.type, row.width, row.height, date.fromisoformat(row.date[:10])
            )
            if row.caption is not None:
                self.captions[row.slot] = row.caption.text
            return

    @property
    def present(self) -> NDArray[np.bool_]:
        """Which photos of the sets are in the library: bool [photos of the sets]."""
        return self.slot >= 0


class Baselines:
    """What one finds without this search. Each returns the photos it lists, best first."""

    def __init__(self, snapshot: Snapshot, shelf: Shelf) -> None:
        self._snapshot, self._shelf = snapshot, shelf
        self._images = _all(snapshot.vectors)

    @cached_property
    def _captions(self) -> tuple[Floats, NDArray[np.int64]]:
        """The vectors of different captions, and which of them each photo of the sets has, or -1."""
        texts = self._snapshot.texts
        vectors = _all(texts.vectors)  # type: ignore[attr-defined]
        said = self._snapshot.library.slot_texts(range(len(vectors)))
        by_text = {text: slot for slot, text in said.items()}
        row = np.array([by_text.get(self._shelf.captions.get(int(slot), ""), -1) for slot in self._shelf.slot])
        return vectors, row

    def image(self, vector: Floats, allowed: NDArray[np.bool_]) -> Ranking:
        """All photos by the cosine of their image vector."""
        return self._best(self._images[np.maximum(self._shelf.slot, 0)] @ vector, allowed)

    def caption(self, vector: Floats, allowed: NDArray[np.bool_]) -> Ranking:
        """The photos whose caption lies within the published distance, by it."""
        vectors, row = self._captions
        cosines = np.where(row >= 0, (vectors @ vector)[np.maximum(row, 0)], -1.0)
        return self._best(cosines, allowed & (cosines >= PUBLISHED_COSINE))

    def literal(self, text: str, allowed: NDArray[np.bool_]) -> Ranking:
        """The photos that bear all words in names, folders, captions or tags; where they stand most often first."""
        fits, often = allowed.copy(), np.zeros(len(allowed))
        words = literal_words(text)
        for word in words:
            stands = np.zeros(len(allowed), np.bool_)
            for slots in self._snapshot.facts.literal(word).values():
                numbers = self._shelf.number[slots[slots < len(self._shelf.number)]]
                numbers = numbers[numbers >= 0]
                stands[numbers] = True
                often[numbers] += 1
            fits &= stands
        return self._best(often, fits if words else np.zeros_like(fits))

    def _best(self, scores: NDArray[np.floating], allowed: NDArray[np.bool_]) -> Ranking:
        at = np.flatnonzero(allowed & self._shelf.present)
        return at[np.argsort(-scores[at], kind="stable")]


def _all(vectors: object) -> Floats:
    rows: Floats = vectors.read(np.arange(len(vectors)))  # type: ignore[attr-defined, arg-type]
    return rows
