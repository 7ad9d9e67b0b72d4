"""The library that `bench ui` shows: large, with pictures on disk and all that people do to theirs in twenty years.

Catalogue, vectors and captions are those of `_library`. Besides, each photo has a thumbnail of real size: that of the
real photo which it is, or was made from (hard links to one file, so that it costs a directory entry and decoding, but
no room). The photos of the first drive are files in folders below `<library>-photos`; every tenth has the twelve
megapixels of a camera, the others are as small as the shared photos. The other drives are away. Ratings, favourites,
tags and captions are a person's; some photos are bursts and some are copies, which fold.

Where there are no shared photos, the pictures of `demo` take their place: fewer, but the same kinds of things.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.bench import say
from app.bench._drawn import GRAIN, write_jpeg
from app.bench._enlarged import near_parents, real_photos
from app.bench._library import FOLDER_PHOTOS, Material, drive_here, drives_away, make_library, shared_material
from app.domain import SnowlineError
from app.indexing.derive import refresh_derived
from app.indexing.segments import refresh_segments
from app.indexing.starting import quiet_start
from app.library import Library
from app.library.filling import FilledPhoto
from app.library.links import Group
from app.media.decode import decode
from app.media.thumbnails import ThumbnailStore
from app.paths import cache_folder, sample_photos
from app.search.remembered import remember
from app.settings import Settings
from app.vision.pack import Pack

THUMBNAIL_SIDE = Settings().thumbnail_side
LARGE_EVERY, LARGE_AT_MOST, LARGE_SIZE = 10, 12, (4000, 3000)
BURST_EVERY, BURST_LENGTHS = 300, (3, 4, 6)
COPIES_EVERY = 170
RATED, LOVED, TAGGED, CAPTIONED = 0.03, 0.01, 0.02, 0.001  # shares of the photos
OWN_TAGS = ("family", "to print", "grandmother", "best of", "garden 2011", "for the calendar")
RECENT = ("dog on the beach", "birthday cake", "snow", "red car", "family rating:>=4", "boat at sunset")
_CHUNK = 200  # photos that one task of the pool prepares


def kept_library(shared: Path | None, photos: int, seed: int, place: Path | None = None) -> Path:
    """The library of so many photos at `place`, or else in the cache folder; made where there is none."""
    kind = "shared" if shared is not None else "sample"
    library = place or cache_folder() / "bench" / "ui" / f"library-{photos}-{seed}-{kind}"
    if not library.exists():
        unfinished = library.with_name(f"{library.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        _make(unfinished, photos_folder(library), shared, photos, seed)
        unfinished.rename(library)
    return library


def photos_folder(library: Path) -> Path:
    """Where the files of the first drive's photos lie."""
    return library.with_name(f"{library.name}-photos")


def _make(library: Path, files: Path, shared: Path | None, photos: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    real, material = _real(shared, photos, seed, rng)
    parents = near_parents(len(real), photos, seed)
    used = np.unique(parents)
    say(f"Preparing {len(used):,} pictures ...")
    files.mkdir(parents=True, exist_ok=True)
    originals = files / ".originals"
    originals.mkdir(exist_ok=True)
    thumbnails = dict(zip(used.tolist(), _thumbnails([real[i] for i in used]), strict=True))
    small = {i: _original(originals / f"{i}.jpg", real[i]) for i in used.tolist()}
    large = _large(originals, [real[i] for i in used[: min(photos // 250, LARGE_AT_MOST)]], rng)
    keys: list[str] = []

    def placed(made: Iterator[FilledPhoto]) -> Iterator[FilledPhoto]:
        for number, photo in enumerate(made):
            keys.append(photo.key)
            if photo.drive and number >= FOLDER_PHOTOS:
                yield photo
                continue
            original = small[int(parents[number])]
            if number % LARGE_EVERY == 0 and large:
                original = large[number // LARGE_EVERY % len(large)]
            target = files / os.fsdecode(photo.path).removeprefix("photos/")
            _link(original, target)
            facts = target.stat()
            inside = os.fsencode(os.path.relpath(target, os.fsdecode(here.mount)))
            yield replace(photo, drive=0, path=inside, size=facts.st_size, mtime_ns=facts.st_mtime_ns)

    library.mkdir(parents=True)
    here = drive_here(library)
    here = replace(here, root=os.fsencode(os.path.relpath(files, os.fsdecode(here.mount))))
    make_library(library, shared, photos, seed, material=material, drives=[here, *drives_away()], placed=placed)
    say("Writing thumbnails ...")
    _keep_thumbnails(library, keys, parents, thumbnails)
    say("Rating, tagging and folding ...")
    _live_in(library, photos, rng)
    refresh_derived(library)
    refresh_segments(library)


def _real(shared: Path | None, photos: int, seed: int, rng: np.random.Generator) -> tuple[list[Path], Material]:
    """The real photos, and the vectors and captions of a library made of them."""
    if shared is not None:
        return real_photos(seed, shared), shared_material(shared, photos, seed, rng)
    pack = Pack.load()
    paths = sorted(sample_photos().glob("*.jpg"))
    settings = Settings()
    pixels = np.stack(
        [decode(path, max_pixels=settings.max_pixels, thumbnail_side=THUMBNAIL_SIDE).pixels for path in paths]
    )
    seen = pack.describe(pixels)
    said = list(dict.fromkeys(one.caption.text for one in seen if one.caption is not None))
    return paths, Material(np.stack([one.vector for one in seen]), said, pack.encode_texts(said))


def _original(place: Path, photo: Path) -> Path:
    """A copy of a photo beside the others, so that links to it can be made."""
    if not place.exists():
        shutil.copyfile(photo, place)
    return place


def _large(folder: Path, photos: Sequence[Path], rng: np.random.Generator) -> list[Path]:
    """Photos enlarged to what a camera takes."""
    found = []
    for number, photo in enumerate(photos):
        place = folder / f"large-{number}.jpg"
        if not place.exists():
            pixels = decode(photo, max_pixels=Settings().max_pixels, thumbnail_side=THUMBNAIL_SIDE).pixels
            write_jpeg(place, enlarged(pixels, *LARGE_SIZE, rng))
        found.append(place)
    return found


def _link(original: Path, target: Path) -> None:
    """Another name for a file; a copy where it has too many, or the file system knows no such thing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(original, target)
    except OSError:
        shutil.copy2(original, target)


def _thumbnails(photos: Sequence[Path]) -> list[bytes]:
    parts = [photos[start : start + _CHUNK] for start in range(0, len(photos), _CHUNK)]
    if len(parts) == 1:
        return thumbnails_of(parts[0])
    with quiet_start(), ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        return [jpeg for made in pool.map(thumbnails_of, parts) for jpeg in made]


def thumbnails_of(photos: Sequence[Path]) -> list[bytes]:
    """The thumbnail of each photo, as long as thumbnails are: small photos are enlarged to it."""
    made = []
    for number, photo in enumerate(photos):
        picture = decode(photo, max_pixels=Settings().max_pixels, thumbnail_side=THUMBNAIL_SIDE)
        width, height = picture.metadata.width, picture.metadata.height
        if max(width, height) >= THUMBNAIL_SIDE:
            made.append(picture.thumbnail)
            continue
        scale = THUMBNAIL_SIDE / max(width, height)
        size = round(width * scale), round(height * scale)
        if width == height:  # cut to squares by who collected them; no camera makes those
            size = (
                (THUMBNAIL_SIDE, THUMBNAIL_SIDE * 3 // 4) if number % 4 else (THUMBNAIL_SIDE * 3 // 4, THUMBNAIL_SIDE)
            )
        whole = enlarged(picture.pixels, *size, np.random.default_rng(number))
        made.append(_as_jpeg(whole))
    return made


def _as_jpeg(picture: NDArray[np.uint8]) -> bytes:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="snowline-bench-") as folder:
        place = Path(folder) / "small.jpg"
        write_jpeg(place, picture)
        return place.read_bytes()


def enlarged(pixels: NDArray[np.uint8], width: int, height: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A picture uint8 [h, w, 3] drawn larger, bilinear, with the grain of a sensor: uint8 [height, width, 3]."""
    rows, columns = (
        np.linspace(0, side - 1, wanted, dtype=np.float32)
        for side, wanted in zip(pixels.shape[:2], (height, width), strict=True)
    )
    top, left = rows.astype(np.int64), columns.astype(np.int64)
    below, right = np.minimum(top + 1, pixels.shape[0] - 1), np.minimum(left + 1, pixels.shape[1] - 1)
    down, across = (rows - top)[:, None, None], (columns - left)[None, :, None]
    picture = pixels.astype(np.float32)
    wide = picture[:, left] * (1 - across) + picture[:, right] * across
    whole = wide[top] * (1 - down) + wide[below] * down
    whole += rng.standard_normal((height, width, 1), dtype=np.float32) * GRAIN
    return np.clip(whole, 0, 255).astype(np.uint8)


def _keep_thumbnails(
    library: Path, keys: Sequence[str], parents: NDArray[np.int64], thumbnails: dict[int, bytes]
) -> None:
    store = ThumbnailStore(library / "thumbnails")
    first: dict[int, Path] = {}
    for key, parent in zip(keys, parents.tolist(), strict=True):
        if parent in first:
            _link(first[parent], store.path(key))
        else:
            first[parent] = store.put(key, thumbnails[parent])


def _live_in(library: Path, photos: int, rng: np.random.Generator) -> None:
    """What a person did: rated, loved, tagged, described and searched; and what belongs together."""

    def some(share: float) -> list[int]:
        return sorted((rng.choice(photos, max(round(photos * share), 1), replace=False) + 1).tolist())

    groups = [
        Group("burst", tuple(range(start, start + BURST_LENGTHS[start // BURST_EVERY % len(BURST_LENGTHS)])))
        for start in range(20, photos - 10, BURST_EVERY)
    ]
    groups += [Group("copy", (start, start + 1)) for start in range(110, photos - 10, COPIES_EVERY)]
    with Library.open(library, write=True) as opened:
        for rating in range(1, 6):
            opened.set_rating(some(RATED / 5), rating)
        opened.set_favourite(some(LOVED), True)
        for name in OWN_TAGS:
            opened.add_tags(some(TAGGED / len(OWN_TAGS)), [name])
        for number, photo in enumerate(some(CAPTIONED)):
            opened.set_caption(photo, f"Our album, page {number + 1}")
        opened.put_links((), _apart(groups), {})
    for text in RECENT:
        remember(library, text)


def _apart(groups: Sequence[Group]) -> list[Group]:
    """Those of the groups that share no photo with one before."""
    taken: set[int] = set()
    kept = []
    for group in groups:
        if taken.isdisjoint(group.photo_ids):
            taken.update(group.photo_ids)
            kept.append(group)
    return kept


def copy_of(library: Path, to: Path) -> Path:
    """A copy that may be written to; thumbnails, which are never changed in place, are shared by hard links."""
    if to.exists():
        raise SnowlineError(f"{to} is there already. Name a folder that is not.")
    shutil.copytree(library, to, ignore=shutil.ignore_patterns("thumbnails", "*.lock"))
    for folder in sorted((library / "thumbnails").iterdir()):
        if folder.is_dir():
            (to / "thumbnails" / folder.name).mkdir(parents=True)
            for file in os.scandir(folder):
                _link(Path(file.path), to / "thumbnails" / folder.name / file.name)
    return to
