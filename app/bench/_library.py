"""A large library that never was: a real catalogue, vector files and derived files, made in minutes.

Pictures are the real image vectors of the shared photos, enlarged as `_enlarged` describes. What is said of a real
photo comes from its vector: its tags are the pack's tag names that lie nearest (their centred cosine turned into a
probability), its captions the nearest among the shared captions, of which each photo made from it has one, with its
triplets. Dates, sizes, types, cameras, folders and drives are drawn. Caption vectors are real; those of triplets come
from the pack's static table.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.bench import say
from app.bench._enlarged import caption_texts, embeddings, enlarge, near_parents, real_rows
from app.domain import Triplet
from app.index.generation import Generation
from app.language.triplets import triplets
from app.library import Library, NewText
from app.library.filling import FilledDrive, FilledPhoto
from app.vision.pack import TextSide

Floats = NDArray[np.float32]

CAPTIONS_EACH = 24  # captions that photos made from one real photo share
MOST_CAPTIONS = 100_000
TAGS_EACH, LEAST_P = 12, 0.02
TAG_AT, TAG_STEEP = 0.17, 30.0  # centred cosine at which a tag is as likely as not, and how fast it becomes sure
TYPES = ("JPEG", "JPEG", "JPEG", "JPEG", "JPEG", "JPEG", "HEIF", "HEIF", "PNG", "TIFF")
SUFFIX = {"JPEG": "jpg", "HEIF": "heic", "PNG": "png", "TIFF": "tif"}
CAMERAS = ("Canon EOS 40D", "NIKON D750", "Apple iPhone 12", "Pixel 6", "SONY ILCE-7M3", None)
TRIPS = "Holiday Wedding Birthday Mountains Beach Garden Christmas Zoo Sports School Family Walks".split()
FOLDER_PHOTOS = 400
DRIVES = ("Photos", "Backup-1", "Backup-2", "Archive")


@dataclass(frozen=True, slots=True)
class Material:
    """What a library is made of: image vectors [n, 384], and captions with their vectors [m, 384]."""

    rows: Floats
    captions: list[str]
    caption_vectors: Floats


def shared_material(shared: Path | None, photos: int, seed: int, rng: np.random.Generator) -> Material:
    """The vectors of the shared photos, and as many of the shared captions as so many photos take."""
    rows = real_rows("images", seed, shared)
    captions = min(max(photos // 4, 5_000), MOST_CAPTIONS)
    texts = caption_texts(shared)
    chosen = np.sort(rng.choice(len(texts), min(captions, len(texts)), replace=False))
    vectors = np.asarray(embeddings("texts", shared)[chosen], np.float32)
    return Material(rows, [texts[i] for i in chosen], vectors)


def make_library(
    folder: Path,
    shared: Path | None,
    photos: int,
    seed: int,
    *,
    material: Material | None = None,
    drives: list[FilledDrive] | None = None,
    placed: Callable[[Iterator[FilledPhoto]], Iterator[FilledPhoto]] = lambda photos: photos,
) -> None:
    """Makes the library in `folder`, of the shared photos if no other `material` is given. The first drive is the one
    `folder` lies on; the others are not plugged in. `drives` and `placed` put the photos elsewhere."""
    rng = np.random.default_rng(seed)
    side = TextSide.load(low_memory=True)
    say(f"Making {photos:,} photos ...")
    made_of = material or shared_material(shared, photos, seed, rng)
    rows, captions = made_of.rows, made_of.captions
    near = _nearest(rows, made_of.caption_vectors, min(CAPTIONS_EACH, len(captions) - 1))
    tags = _tags(rows, side)
    said, triplet_rows, triplets_of = _triplets(captions)
    say(f"{len(said):,} different texts; encoding the triplets ...")
    with Library.open(folder, write=True) as library:
        library.use_pack(side.generation)
        with Generation(folder, side.generation, side.dims, writable=True) as generation:
            generation.texts.append(made_of.caption_vectors)
            more = [text.text for text in said[len(captions) :]]
            for start in range(0, len(more), 10_000):
                generation.texts.append(side.encode_texts(more[start : start + 10_000]))
            for block in enlarge(rows, photos, seed):
                generation.images.append(block)
            generation.flush()
        say("Writing the catalogue ...")
        library.fill(
            drives or [drive_here(folder), *drives_away()],
            side.tag_names,
            said,
            triplet_rows,
            placed(_photos(photos, near_parents(len(rows), photos, seed), near, tags, triplets_of, rng)),
            sure_tag=side.sure_tag,
        )


def drive_here(folder: Path) -> FilledDrive:
    """The drive that a folder lies on."""
    from app.library import drives as volumes

    here = volumes.volume_of(os.fsencode(folder))
    return FilledDrive(here.serial, DRIVES[0], here.kind, here.mount)


def drives_away() -> list[FilledDrive]:
    """The other drives, which are not plugged in."""
    return [FilledDrive(f"bench-{name}", name, "removable", f"/media/{name}".encode()) for name in DRIVES[1:]]


def _nearest(rows: Floats, vectors: Floats, k: int) -> NDArray[np.int32]:
    """The `k` nearest of `vectors` to each row, int32 [n, k]."""
    out = np.empty((len(rows), k), np.int32)
    for start in range(0, len(rows), 500):
        cosines = rows[start : start + 500] @ vectors.T
        out[start : start + 500] = np.argpartition(-cosines, k, axis=1)[:, :k]
    return out


def _tags(rows: Floats, side: TextSide) -> list[list[tuple[int, float]]]:
    """Tag numbers with probabilities for each row, best first."""
    cosines = rows @ side.tag_vectors.T - (rows @ side.backgrounds.mean(axis=0))[:, None]
    best = np.argsort(-cosines, axis=1)[:, :TAGS_EACH]
    p = 1 / (1 + np.exp(-TAG_STEEP * (np.take_along_axis(cosines, best, axis=1) - TAG_AT)))
    return [
        [(int(tag), round(float(chance), 4)) for tag, chance in zip(*both, strict=True) if chance >= LEAST_P]
        for both in zip(best, p, strict=True)
    ]


def _triplets(captions: list[str]) -> tuple[list[NewText], list[tuple[Triplet, int]], list[list[int]]]:
    """All texts, captions first; the triplets with the numbers of their texts; and for each caption those numbers."""
    numbers = {text: number for number, text in enumerate(captions)}
    rows: list[tuple[Triplet, int]] = []
    known: set[int] = set()
    of_caption: list[list[int]] = []
    kinds = ["caption"] * len(captions)
    for caption in captions:
        mine = []
        for triplet in triplets(caption):
            number = numbers.setdefault(triplet.text, len(numbers))
            if number == len(kinds):
                kinds.append("triplet")
            if number not in known:
                known.add(number)
                rows.append((triplet, number))
            mine.append(number)
        of_caption.append(sorted(set(mine)))
    texts = [NewText(text, kinds[number], number) for text, number in numbers.items()]  # type: ignore[arg-type]
    return texts, rows, of_caption


def _photos(
    photos: int,
    parents: NDArray[np.int64],
    near: NDArray[np.int32],
    tags: list[list[tuple[int, float]]],
    triplets_of: list[list[int]],
    rng: np.random.Generator,
) -> Iterator[FilledPhoto]:
    pick = rng.integers(near.shape[1], size=photos)
    days = np.sort(rng.integers(0, 20 * 365, size=photos))
    sizes = (rng.lognormal(14.6, 0.6, size=photos)).astype(np.int64)
    kinds = rng.integers(len(TYPES), size=photos)
    cameras = rng.integers(len(CAMERAS), size=photos)
    drive = rng.choice(len(DRIVES), size=photos // FOLDER_PHOTOS + 1, p=[0.55, 0.2, 0.15, 0.1])
    sure = rng.normal(0, 0.6, size=photos)
    for number in range(photos):
        album = number // FOLDER_PHOTOS
        year, day = 2004 + int(days[number]) // 365, int(days[number]) % 365
        month, day = day // 31 + 1, day % 28 + 1
        taken = f"{year}-{month:02}-{day:02}T{number % 24:02}:{number % 60:02}:{number % 59:02}"
        kind = TYPES[kinds[number]]
        name = f"photos/{year} {TRIPS[album % len(TRIPS)]} {album}/IMG_{number:07}.{SUFFIX[kind]}"
        parent = int(parents[number])
        caption = int(near[parent, pick[number]])
        shift = float(sure[number])
        yield FilledPhoto(
            key=f"{sizes[number]:x}-{number:032x}",
            format=kind,
            taken=taken if number % 10 else None,
            camera=CAMERAS[cameras[number]],
            drive=int(drive[album]),
            path=name.encode(),
            size=int(sizes[number]),
            mtime_ns=(1_072_915_200 + int(days[number]) * 86_400 + number % 86_400) * 10**9,
            caption=caption,
            triplets=triplets_of[caption],
            tags=[(tag, _jittered(p, shift)) for tag, p in tags[parent]],
        )


def _jittered(p: float, shift: float) -> float:
    """A probability moved by so much log odds."""
    odds = p / max(1 - p, 1e-6) * 2.718281828**shift
    return round(min(max(odds / (1 + odds), LEAST_P), 0.9999), 4)
