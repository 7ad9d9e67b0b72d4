"""The scenes of `bench crash`: for each a library and photos as they are before, and the act that is killed.

Everything is drawn by code and the same in every run.
"""

from __future__ import annotations

import os
import shutil
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.bench._crash_acts import GENERATION, Places, build, index, program, vector_of
from app.index.generation import Generation
from app.index.vectors import HEADER_BYTES
from app.library import Library
from app.library.released import make_released
from app.library.saved import Asked
from app.paths import sample_photos

SIDE = 24  # pixels of a drawn photo
INDEXED, NEW = 48, 72  # photos known before, and photos to come
RELEASED_PHOTOS = 4_000  # in the library that is migrated
BUILT_PHOTOS = 1_000  # in the library that gets an index
_DATE = 1_600_000_000  # of the drawn files, so that they are the same in every run


@dataclass(frozen=True, slots=True)
class Scene:
    """`prepare` makes the library and photos; `act` is the name of what is killed, in `_crash_acts`.

    `readable_before` is False where the library can only be read after the act; `models` tells that real models are at
    work; `weight` is the scene's part of all kills.
    """

    prepare: Callable[[Places], None]
    act: str
    readable_before: bool = True
    models: bool = False
    weight: float = 1.0


def _indexing(places: Places) -> None:
    """Some photos are known, rated and tagged; more have come, with copies, damaged files and an edited one."""
    paths = _draw_many(places.photos, 0, INDEXED)
    index(places)
    _add_own_words(places)
    new = _draw_many(places.photos, INDEXED, NEW)
    for number in range(5):
        shutil.copy2(new[number * 3], places.photos / f"copy {number}.png")
        shutil.copy2(paths[number * 4], places.photos / f"copy of old {number}.png")
    (places.photos / "damaged.png").write_bytes(new[0].read_bytes()[:40])
    (places.photos / "empty.jpg").touch()
    _draw(paths[1], 9_001)


def _moving(places: Places) -> None:
    """Known photos with own words were renamed, moved, copied, edited and deleted."""
    paths = _draw_many(places.photos, 0, INDEXED + NEW)
    index(places)
    _add_own_words(places)
    os.rename(places.photos / "00", places.photos / "winter")
    (places.photos / "sorted").mkdir()
    for number, path in enumerate(paths[30:90]):
        path.rename(places.photos / "sorted" / f"moved {number:03d}.png")
    shutil.copy2(paths[91], places.photos / "sorted" / "again.png")
    for path in paths[92:95]:
        path.unlink()
    for number, path in enumerate(paths[95:98]):
        _draw(path, 9_100 + number)
    _draw_many(places.photos / "late", 500, 6)


def _migrating(places: Places) -> None:
    """A library as the first release left it, with some thousand photos."""
    _released(places, RELEASED_PHOTOS)


def _released(places: Places, photos: int) -> None:
    places.photos.mkdir(parents=True)
    texts = make_released(places.library, photos, GENERATION)
    with Generation(places.library, GENERATION, writable=True) as vectors:
        vectors.images.append(np.stack([vector_of(b"photo %d" % number) for number in range(photos)]))
        vectors.texts.append(np.stack([vector_of(b"text %d" % number) for number in range(texts)]))
        vectors.flush()


def _undoing(places: Places) -> None:
    """A person rated, tagged, captioned, threw away and removed; the act takes it all back."""
    paths = _draw_many(places.photos, 0, INDEXED)
    index(places)
    _add_own_words(places)
    with Library.open(places.library, write=True) as library:
        rows = library.photos_by_slots(library.live_slots())
        for number, row in enumerate(rows[:12]):
            library.set_caption(row.photo_id, f"what I saw on day {number}")
        library.rename_search("Grandma's holidays", "Grandma")
        library.remove_searches(["Grandma"])
        library.set_rating([row.photo_id for row in rows], 2)
        library.remove_tags([row.photo_id for row in rows[:9]], ["holiday"])
        known = library.known_files(os.fsencode(places.photos))
        library.trash_files([known[os.fsencode(path)].file_id for path in paths[3:15]])
        library.remove_root(places.photos)


def _building(places: Places) -> None:
    """A library with an index of part of its vectors, from which an index of all is built."""
    _released(places, BUILT_PHOTOS)
    Library.open(places.library, write=True).close()
    vectors = places.library / "vectors" / GENERATION / "images.vec"
    size = vectors.stat().st_size
    whole = vectors.read_bytes()
    os.truncate(vectors, HEADER_BYTES + (size - HEADER_BYTES) // 2)
    build(places)
    vectors.write_bytes(whole)


def _program(places: Places) -> None:
    """The sample pictures, some of them known, others new, renamed and copied."""
    samples = sorted(path for path in sample_photos().iterdir() if path.suffix == ".jpg")[:12]
    places.photos.mkdir(parents=True)
    for path in samples[:5]:
        shutil.copy2(path, places.photos)
    program(places)
    _add_own_words(places)
    for path in samples[5:]:
        shutil.copy2(path, places.photos)
    (places.photos / samples[0].name).rename(places.photos / "renamed.jpg")
    shutil.copy2(samples[6], places.photos / "copy.jpg")


SCENES: dict[str, Scene] = {
    "indexing": Scene(_indexing, "index"),
    "moving": Scene(_moving, "index"),
    "building": Scene(_building, "build", weight=0.15),
    "migrating": Scene(_migrating, "migrate", readable_before=False),
    "undoing": Scene(_undoing, "undo"),
    "program": Scene(_program, "program", models=True, weight=0.05),
}


def _add_own_words(places: Places) -> None:
    with Library.open(places.library, write=True) as library:
        ids = [row.photo_id for row in library.photos_by_slots(library.live_slots())]
        library.set_rating(ids[::3], 4)
        library.set_favourite(ids[::5], True)
        library.add_tags(ids[::2], ["holiday", "Grandma"])
        library.set_caption(ids[0], "the day we met")
        library.save_search("Grandma's holidays", Asked("grandma", "grandma"))
        library.looked_at(library.saved_search("grandma's holidays").search_id, np.array(ids[:9], np.int64))


def _draw_many(folder: Path, first: int, count: int) -> list[Path]:
    """Twenty-five to a folder."""
    paths = [folder / f"{number // 25:02d}" / f"photo {number:04d}.png" for number in range(first, first + count)]
    for number, path in enumerate(paths, first):
        _draw(path, number)
    return paths


def _draw(path: Path, number: int) -> None:
    """A small PNG whose content depends on `number` alone, with a date of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    colours = np.random.default_rng(number).integers(0, 256, (4, 4, 3), np.uint8)
    pixels = colours.repeat(SIDE // 4, axis=0).repeat(SIDE // 4, axis=1)
    lines = b"".join(b"\0" + line.tobytes() for line in pixels)
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    ]
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in parts
        )
    )
    os.utime(path, (_DATE + number, _DATE + number))
