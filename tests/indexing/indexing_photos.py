"""Many small photos, each different, drawn quickly; and what must hold for every library after any run."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from fake_workshops import vector_of
from PIL import Image

from app.domain import VECTOR_DIMS
from app.index.generation import Generation
from app.library import Library
from app.media.thumbnails import ThumbnailStore


def draw(path: Path | bytes, number: int) -> Path | bytes:
    """One 16 x 16 PNG whose content depends on `number` alone."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    colours = np.random.default_rng(number).integers(0, 256, (4, 4, 3), np.uint8) // 2 + number % 128
    with open(path, "wb") as file:
        Image.fromarray(colours.astype(np.uint8)).resize((16, 16), Image.Resampling.NEAREST).save(file, "PNG")
    return path


def draw_many(folder: Path, count: int, *, first: int = 0) -> list[Path]:
    paths = [folder / f"{number // 50:02d}" / f"photo {number:04d}.png" for number in range(first, first + count)]
    for number, path in enumerate(paths, first):
        draw(path, number)
    return paths


def check_library(folder: Path, generation: str = "fake-1", *, text_vectors: bool = True) -> set[str]:
    """Asserts that everything in the library agrees with everything else; returns the paths of its photos.

    With the stand-in models every text vector is also compared with what it must be.
    """
    with (
        Library.open(folder) as library,
        Generation(folder, generation, VECTOR_DIMS) as vectors,
    ):
        slots = library.live_slots()
        assert len(set(slots.tolist())) == len(slots) == library.photo_count()
        assert slots.size == 0 or int(slots.max()) < len(vectors.images)
        rows = library.photos_by_slots(slots)
        assert len(rows) == len(slots)
        thumbnails = ThumbnailStore(folder / "thumbnails")
        if rows:
            np.testing.assert_allclose(np.linalg.norm(vectors.images.read(slots), axis=1), 1, atol=0.02)
        for row in rows:
            assert thumbnails.get(row.key) is not None
        texts = library.slot_texts(range(len(vectors.texts)))
        assert all(slot < len(vectors.texts) for slot in texts)
        if text_vectors:
            captions = {row.caption.text for row in rows if row.caption is not None}
            assert captions <= set(texts.values())
        if generation == "fake-1":
            for slot, text in texts.items():
                np.testing.assert_allclose(vectors.texts.read(np.array([slot]))[0], vector_of(text.encode()), atol=0.01)
        paths = {row.path for row in rows}
    database = sqlite3.connect(folder / "library.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    described = (
        "SELECT count(*) FROM files WHERE state = 'indexed' AND photo_id NOT IN (SELECT photo_id FROM photo_vectors v "
        "JOIN generations g ON g.id = v.gen WHERE g.state = 'live')"
    )
    assert database.execute(described).fetchone() == (0,)
    database.close()
    return paths


def as_paths(paths: Sequence[Path]) -> set[str]:
    return {str(path) for path in paths}
