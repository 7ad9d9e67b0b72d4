"""What it would cost to index folders: how many photos are new, how long they take on this machine, how much room.

Counts what the folders hold and holds it against the catalogue, while a few of the new photos are read and described
beside it (`sampling`). Nothing is written.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain import CancelToken
from app.indexing.pace import REPORT_SECONDS
from app.indexing.priority import LEVELS, workers_at
from app.indexing.sampling import Reservoir, Sample, Sampler
from app.indexing.scan import ONLINE_ONLY, Scan
from app.library import KnownFile, Library, SeenFile, drives
from app.library.base import path_inside
from app.library.connection import DATABASE_NAME
from app.paths import builtin_pack
from app.settings import THROTTLES, Settings, Throttle, available_cpus

MIB = 1024 * 1024
# Bytes of a photo in the vector files (its own and its part of the texts'), the catalogue and the index, as measured on
# libraries of 2,400 and 20,000 photos; in a library with enough photos its own figures count.
VECTOR_BYTES, CATALOGUE_BYTES, INDEX_BYTES = 680, 1_800, 250
ENOUGH_TO_LEARN = 1_000  # photos
# A disk with less than this left after indexing is as good as full: other programs need room, too.
ROOM_TO_LEAVE = 500 * MIB
# Seconds of processor time beside the workers, per photo: the one writer, and what is derived at the end.
WRITER_SECONDS, FINISH_SECONDS = 0.0016, 0.0012
# What a worker does for a photo beside reading and describing it: its messages, its thumbnail on disk.
WORKER_SECONDS = 0.002
QUICK_SECONDS = 1.0
# Thumbnails are kept within a bound, whatever comes; a part of it is for those that the desktop's programs share.
_SHARED_PART = 0.25
_RESERVOIR = 512  # new files kept to draw from
_SETTLED_AT = 64  # new files before the first are drawn, unless there are no more


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known so far. `photos` are counted in the folders, of which `known` are in the library already (partly
    told by a sample, then `known_sampled`); `complete` once all are counted and the sample is there. `seconds` by
    level, None as long as nobody can tell; `disk` is bytes to come, `free` those left where the library lies.
    `online_only` files are not on this machine and were not opened. `sampled` photos were described to find out.
    """

    photos: int = 0
    octets: int = 0
    known: int = 0
    known_sampled: bool = False
    online_only: int = 0
    counted: bool = False
    complete: bool = False
    seconds: tuple[tuple[Throttle, float], ...] | None = None
    disk: int | None = None
    free: int = 0
    sampled: int = 0

    @property
    def new(self) -> int:
        """Photos to be described."""
        return max(self.photos - self.known, 0)

    @property
    def enough_room(self) -> bool:
        """False where the library's disk would be as good as full afterwards."""
        return self.disk is None or not self.new or self.free - self.disk >= ROOM_TO_LEAVE

    def seconds_at(self, throttle: Throttle) -> float | None:
        """How long describing takes at a level; None as long as nobody can tell."""
        return dict(self.seconds).get(throttle) if self.seconds is not None else None


@dataclass(frozen=True, slots=True)
class PerPhoto:
    """Bytes that a photo takes in a library, its thumbnails aside; `first` are those of the library itself."""

    octets: float
    first: int = 0


def estimate(
    library_folder: Path,
    paths: Sequence[Path],
    settings: Settings,
    *,
    cancel: CancelToken,
    pack_folder: Path | None = None,
    sample: bool = True,
) -> Generator[Estimate, None, None]:
    """Yields what is known, about ten times a second, until `Estimate.complete` or the token is cancelled.

    Raises `SnowlineError` for a path that does not exist or a library that cannot be read. To be run in a process of
    its own: a sampled file may be one on which a decoder crashes. Without `sample` nothing is opened.
    """
    folder, pack = Path(library_folder), pack_folder or builtin_pack()
    scan = Scan(paths, library=folder)
    library = Library.open(folder) if (folder / DATABASE_NAME).exists() else None
    try:
        yield from _Count(scan, library, folder, pack, settings, cancel, sample=sample).run()
    finally:
        if library is not None:
            library.close()


class _Count:
    """One estimate."""

    def __init__(
        self,
        scan: Scan,
        library: Library | None,
        folder: Path,
        pack: Path,
        settings: Settings,
        cancel: CancelToken,
        *,
        sample: bool,
    ) -> None:
        self._scan, self._library, self._folder = scan, library, folder
        self._settings, self._cancel = settings, cancel
        self._catalogue = KnownHere(library) if library is not None else None
        self._new = Reservoir(_RESERVOIR, random.Random(0))
        self._sampler = Sampler(pack, folder if library is not None else None, self._new, settings) if sample else None
        self._per_photo = bytes_per_photo(library, folder, pack)
        self._photos = self._octets = self._known = 0
        self._told = time.monotonic()

    def run(self) -> Generator[Estimate, None, None]:
        scan = self._scan
        if self._sampler is not None:
            self._sampler.start()
        scan.roots[:] = dict.fromkeys(drives.one_name(root) for root in scan.roots)
        if self._library is not None:
            scan.leave_out(self._library.excluded())
        self._take(scan.given())
        for listing in scan.folders(self._check):
            known = self._catalogue.in_folder(listing.folder, listing.device) if self._catalogue is not None else {}
            self._take(listing.files, known)
            if self._is_time():
                yield self._now()
            self._make_way()
            if self._cancel.cancelled:
                return
        self._take(scan.linked_photos())
        self._new.complete.set()
        yield self._now(counted=True)
        while self._sampler is not None and not self._sampler.ended:
            if self._cancel.cancelled:
                return
            self._sampler.wait(REPORT_SECONDS)
            if self._is_time():
                yield self._now(counted=True)
        yield replace(self._now(counted=True), complete=True)

    def _check(self) -> None:
        """Called before each folder, also of those without a photo; `run` looks at the token itself."""

    def _make_way(self) -> None:
        """Lets the sample have the processor, so that it is timed as it would be at work."""
        if self._sampler is not None and len(self._new) >= _SETTLED_AT:
            self._new.ready.set()
            while self._sampler.timing.is_set() and not self._cancel.cancelled:
                time.sleep(REPORT_SECONDS)

    def _take(self, files: Iterable[SeenFile], known: dict[bytes, KnownFile] | None = None) -> None:
        for file in files:
            old = (
                known.get(os.path.basename(file.path))
                if known is not None
                else self._catalogue.at(file)
                if self._catalogue is not None
                else None
            )
            self._photos += 1
            self._octets += file.size
            unchanged = old is not None and (old.size, old.mtime_ns) == (file.size, file.mtime_ns)
            if unchanged and old is not None and old.state in ("indexed", "skipped"):
                self._known += 1
            else:
                self._new.add(file.path, file.size)

    def _is_time(self) -> bool:
        if time.monotonic() - self._told < REPORT_SECONDS:
            return False
        self._told = time.monotonic()
        return True

    def _now(self, *, counted: bool = False) -> Estimate:
        sample = self._sampler.sample if self._sampler is not None else Sample()
        new = self._new.seen
        by_content = round(new * sample.known_share)
        new -= by_content
        sized = self._new.octets * (1 - sample.known_share)
        seconds = seconds_for(new, sized, sample, self._settings) if sample.photos or not new else None
        return Estimate(
            photos=self._photos,
            octets=self._octets,
            known=self._known + by_content,
            known_sampled=bool(by_content) and sample.compared < self._new.seen,
            online_only=sum(skip.reason == ONLINE_ONLY for skip in self._scan.skipped),
            counted=counted,
            seconds=seconds,
            disk=disk_for(new, sample, self._per_photo, self._settings) if sample.photos or not new else None,
            free=free_bytes(self._folder),
            sampled=sample.photos,
        )


class KnownHere:
    """What a catalogue knows of files, asked by folder; reads only."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._places: dict[int, tuple[int, bytes] | None] = {}  # st_dev → drive id and mount

    def in_folder(self, folder: bytes, device: int) -> dict[bytes, KnownFile]:
        """The files known directly in an absolute folder, by name."""
        place = self._place(folder, device)
        inside = None if place is None else path_inside(folder, place[1])
        return {} if place is None or inside is None else self._library.known_in(place[0], inside)[0]

    def at(self, file: SeenFile) -> KnownFile | None:
        """What is known of one file."""
        folder, name = os.path.split(drives.one_name(file.path))
        place = self._place(folder, file.device)
        inside = None if place is None else path_inside(os.path.join(folder, name), place[1])
        return None if place is None or inside is None else self._library.known_at(place[0], inside)

    def _place(self, folder: bytes, device: int) -> tuple[int, bytes] | None:
        if device not in self._places:
            volume = drives.volume_of(folder)
            rows = (row.drive_id for row in self._library.drives() if volume.known_as(row.serial))
            found = next(rows, None)
            self._places[device] = None if found is None else (found, volume.mount)
        return self._places[device]


def quick_count(folder: Path, seconds: float = QUICK_SECONDS) -> tuple[int, bool]:
    """How many photos lie below a folder, as far as that can be counted in `seconds`, and whether these are all."""
    until = time.monotonic() + seconds
    photos = 0
    for listing in Scan([folder]).folders():
        photos += len(listing.files)
        if time.monotonic() > until:
            return photos, False
    return photos, True


def is_covered(library_folder: Path, paths: Sequence[Path]) -> bool:
    """Whether all these paths lie in folders of the library already, so that adding them brings nothing new."""
    if not (library_folder / DATABASE_NAME).exists():
        return False
    with Library.open(library_folder) as library:
        roots = library.roots()
    real = [drives.one_name(os.path.realpath(os.fsencode(path))) for path in paths]
    return all(any(path_inside(path, root) is not None for root in roots) for path in real)


def seconds_for(photos: int, octets: float, sample: Sample, settings: Settings) -> tuple[tuple[Throttle, float], ...]:
    """How long describing `photos` of `octets` bytes in all takes at each level, going by a sample of them."""
    return tuple((level, _seconds_at(level, photos, octets, sample, settings)) for level in THROTTLES)


def _seconds_at(throttle: Throttle, photos: int, octets: float, sample: Sample, settings: Settings) -> float:
    if not photos:
        return 0.0
    # Reading a photo takes as long as its file is large; describing it takes the same for all.
    reading = sample.read_seconds * (octets / sample.octets if sample.octets else photos / max(sample.photos, 1))
    work = reading + photos * (sample.describe_seconds / max(sample.photos, 1) + WORKER_SECONDS)
    workers = workers_at(throttle, settings) * LEVELS[throttle].busy
    writing = photos * WRITER_SECONDS
    at_work = max(work / workers, (work + writing) / available_cpus())
    return sample.load_seconds + at_work + photos * FINISH_SECONDS


def disk_for(photos: int, sample: Sample, per_photo: PerPhoto, settings: Settings) -> int:
    """Bytes that `photos` more take on disk, going by the thumbnails of a sample."""
    if not photos:
        return 0
    bound = settings.thumbnail_cache_mb * MIB
    own = photos * sample.thumbnail_bytes / max(sample.photos, 1)
    shared = photos * sample.shared_bytes / max(sample.photos, 1)
    thumbnails = min(own, bound * (1 - _SHARED_PART if shared else 1)) + min(shared, bound * _SHARED_PART)
    return round(photos * per_photo.octets + thumbnails) + per_photo.first


def bytes_per_photo(library: Library | None, folder: Path, pack: Path) -> PerPhoto:
    """What a photo takes in this library, as far as it has enough of them to tell; and a first one beyond that."""
    usual = VECTOR_BYTES + CATALOGUE_BYTES + INDEX_BYTES
    if library is None:
        return PerPhoto(usual, _bytes_in(pack))  # of which a library keeps a copy
    photos = library.status().photos
    if photos < ENOUGH_TO_LEARN or library.pack is None:
        return PerPhoto(usual)
    vectors = sum(_size(path) for path in (folder / "vectors" / library.pack).glob("*.vec"))
    index = _bytes_in(folder / "index" / library.pack)
    return PerPhoto((vectors + index + _size(folder / DATABASE_NAME)) / photos)


def free_bytes(folder: Path) -> int:
    """Bytes left on the disk where a folder lies or would lie; 0 where nobody can tell."""
    for place in (folder, *folder.parents):
        try:
            return shutil.disk_usage(place).free
        except OSError:
            continue
    return 0


def _bytes_in(folder: Path) -> int:
    return sum(_size(path) for path in folder.rglob("*") if path.is_file())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
