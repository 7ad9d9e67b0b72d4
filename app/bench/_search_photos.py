"""The photos that `bench search` asks, laid out so that no path gives an answer away.

The shared sets lie in folders named after what their photos show, and a program that reads folder names would be asked
for what it was told. So every photo is copied into the folder of its set, under a number; the set itself has a name
that is no word. Each copy gets a date, drawn by its own path, so that dates can be asked for: these photos have none.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bench import say
from app.bench._photosets import LABELLED_SETS, Sample, list_samples
from app.domain import SnowlineError

# What is no word of English stays; "flowers" would tell.
FOLDERS = {"flowers": "tfflowers"}
NEAR_DUPLICATES_FOLDER = "neardup"
FIRST_DAY, DAYS = datetime.date(2014, 1, 1), 12 * 365
NEAR_DUPLICATES = Path("near_duplicates", "tests", "data")
# Files of the near-duplicate set that show one picture have the same beginning.
_GROUP_LETTERS = len("ukbench00000")


@dataclass(frozen=True, slots=True)
class Placed:
    """A photo of the sets and where its copy lies, relative to the folder of all copies."""

    sample: Sample
    place: str


def samples_of(shared: Path | None) -> list[Sample]:
    """Every labelled or captioned photo. Raises SnowlineError that names what is missing."""
    if shared is None:
        raise SnowlineError("`bench search` needs the photo sets (data/flickr8k ...): give their folder with --shared.")
    missing = [name for name in ("flickr8k", *LABELLED_SETS) if not (shared / "data" / name).is_dir()]
    if missing:
        raise SnowlineError(
            f"The folder {shared / 'data'} lacks {', '.join(missing)}: get the photo sets, or name another folder with "
            "--shared."
        )
    return list_samples(shared)


def places(samples: Sequence[Sample]) -> list[Placed]:
    """Where each photo is put. Photos of a labelled set are numbered in an order that mixes the labels."""
    numbers: dict[str, int] = {}
    placed: dict[str, str] = {}
    for sample in sorted(samples, key=lambda sample: hashlib.sha1(sample.path.encode()).digest()):
        folder = FOLDERS.get(sample.source, sample.source)
        name = Path(sample.path).name
        if sample.label:
            numbers[folder] = numbers.get(folder, 0) + 1
            name = f"IMG_{numbers[folder]:04}{Path(sample.path).suffix.lower()}"
        placed[sample.path] = f"{folder}/{name}"
    return [Placed(sample, placed[sample.path]) for sample in samples]


def near_duplicates(shared: Path) -> list[tuple[str, Path]]:
    """(group, file) of every file of the near-duplicate set that shows one of its ten pictures, sorted by path."""
    found = sorted((shared / "data" / NEAR_DUPLICATES).rglob("ukbench*.*"))
    return [(path.name[:_GROUP_LETTERS], path) for path in found]


def lay_out(shared: Path, folder: Path, placed: Sequence[Placed]) -> None:
    """Copies what is not there yet into `folder`: the samples, and the near-duplicate set."""
    wanted = dict(_copies(shared, placed))
    present = {os.path.relpath(Path(at, name), folder) for at, _, names in os.walk(folder) for name in names}
    if len(wanted.keys() - present) > 100:
        say(f"Copying {len(wanted):,} photos to {folder}, under names that tell nothing ...")
    for place in sorted(wanted.keys() - present):
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{target.name}.tmp")
        shutil.copyfile(wanted[place], unfinished)
        seconds = datetime.datetime.combine(day_of(place), datetime.time(12)).timestamp()
        os.utime(unfinished, (seconds, seconds))
        unfinished.replace(target)


def near_duplicate_places(shared: Path) -> list[tuple[str, str]]:
    """(group, place) of the copies of `near_duplicates`."""
    return [
        (group, f"{NEAR_DUPLICATES_FOLDER}/ND_{number:04}{path.suffix.lower()}")
        for number, (group, path) in enumerate(near_duplicates(shared), 1)
    ]


def day_of(place: str) -> datetime.date:
    """The day that a copy is dated, drawn from its place."""
    number = int.from_bytes(hashlib.sha1(f"day/{place}".encode()).digest()[:4], "big")
    return FIRST_DAY + datetime.timedelta(days=number % DAYS)


def _copies(shared: Path, placed: Sequence[Placed]) -> Iterator[tuple[str, Path]]:
    for one in placed:
        yield one.place, shared / "data" / one.sample.path
    sources = (path for _, path in near_duplicates(shared))
    for (_, place), path in zip(near_duplicate_places(shared), sources, strict=True):
        yield place, path
