"""What lies beside a vector file to answer faster, and whether it may be trusted.

A folder `<library>/index/<generation>/` holds, for `images` and for `texts`, one manifest `images.json` and the files
it names, `images-000007.ann` and so on. Files are written under new names first, the manifest is renamed into place
last: whoever reads sees the old set or the new one, whole. What no manifest names is left over and may be swept.

Every file is verified before it is used: a damaged Annoy file would not fail, it would crash. Its size and the hash of
its first and last bytes are looked at each time, the hash of the whole once for each time that the file was touched
since it was made: a library that was copied is not read whole again and again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from app.domain import SnowlineError
from app.index.vectors import VectorFile
from app.messages import message

What = Literal["images", "texts"]
FORMAT = 1
KINDS: tuple[What, ...] = ("images", "texts")

_EDGE_BYTES = 64 * 1024
_CHUNK_BYTES = 1 << 20
_REMEMBERED = 64  # files that were copied with the library, whose whole was read
_PRINTED_ROWS = 64  # rows of the vector file by which a manifest knows that it was made from this one


@dataclass(frozen=True, slots=True)
class FilePrint:
    """How a file looked when it was finished: bytes, BLAKE2b of head and tail, of the whole, and its time."""

    name: str
    size: int
    edges: str
    whole: str
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> FilePrint:
        stat = path.stat()
        return cls(path.name, stat.st_size, _edges(path, stat.st_size), _whole(path), stat.st_mtime_ns)

    def fault(self, folder: Path, *, deep: bool = False) -> str | None:
        """What is wrong with the file in `folder`, or None. `deep` reads all of it even where it looks untouched."""
        path = folder / self.name
        try:
            stat = path.stat()
            if stat.st_size != self.size:
                return message(
                    "{name} has {has:,} bytes instead of {size:,}", name=self.name, has=stat.st_size, size=self.size
                )
            if _edges(path, self.size) != self.edges:
                return message("{name} is damaged", name=self.name)
            if deep:
                whole = _whole(path)
            elif stat.st_mtime_ns != self.mtime_ns:  # a copy, or restored
                whole = _whole_once(path, stat.st_ino, stat.st_size, stat.st_mtime_ns)
            else:
                whole = self.whole
            if whole != self.whole:
                return message("{name} is damaged", name=self.name)
        except FileNotFoundError:
            return message("{name} is missing", name=self.name)
        except OSError as error:
            return message("{name} cannot be read ({error})", name=self.name, error=error.strerror or error)
        return None


@dataclass(frozen=True, slots=True)
class Part:
    """One Annoy file: its items from 0 on are those from `start` up to `stop` of the whole segment."""

    start: int
    stop: int
    file: FilePrint


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """How the Annoy files were built and are asked: nodes looked at in each part, cells read, rows re-ranked.

    `map` holds the projection and the cells, `table` the slot of each item.
    """

    metric: str
    full_dims: int
    dims: int
    trees: int
    seed: int
    search_k: int
    probes: int
    fetch: int
    map: FilePrint
    table: FilePrint
    parts: tuple[Part, ...]

    @property
    def files(self) -> tuple[FilePrint, ...]:
        return (self.map, self.table, *(part.file for part in self.parts))


@dataclass(frozen=True, slots=True)
class CodesEntry:
    """How the binary codes were made, and how many rows their shortlist has."""

    bits: int
    seed: int
    shortlist: int
    map: FilePrint
    planes: FilePrint

    @property
    def files(self) -> tuple[FilePrint, ...]:
        return (self.map, self.planes)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way of answering was measured to do on this machine: recall@10 against exact, median ms a query."""

    recall: float
    ms: float


@dataclass(frozen=True, slots=True)
class Manifest:
    """One set of files over the first `count` rows. `rows` has a hash of each sampled row: others have others."""

    pack: str
    what: What
    number: int
    dims: int
    count: int
    rows: tuple[str, ...]
    segment: SegmentEntry | None = None
    codes: CodesEntry | None = None
    measured: dict[str, Measured] = field(default_factory=dict)
    exact_ns_a_row: float = 0.0
    seconds: float = 0.0
    made: str = ""

    @property
    def files(self) -> tuple[FilePrint, ...]:
        entries = (self.segment, self.codes)
        return tuple(file for entry in entries if entry is not None for file in entry.files)

    def foreign(self, vectors: VectorFile, pack: str) -> str | None:
        """Why this set does not belong to this vector file, or None."""
        if self.pack != pack:
            return f"it was made for the pack {self.pack}"
        if self.dims != vectors.dims:
            return f"it was made for vectors of {self.dims} numbers"
        for slot, printed in zip(_sampled(self.count), self.rows, strict=True):
            if slot < len(vectors) and printed != _row_print(vectors, slot):
                return "it was made from other vectors"
        return None


class ManifestError(ValueError):
    """A manifest that cannot be read, with the reason."""


def manifest_path(folder: Path, what: What) -> Path:
    return folder / f"{what}.json"


def read_manifest(folder: Path, what: What) -> Manifest | None:
    """The manifest of `what` in `folder`; None where there is none. Raises ManifestError for a damaged one."""
    path = manifest_path(folder, what)
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ManifestError(f"{path.name} cannot be read ({error})") from error
    try:
        manifest = _from_json(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ManifestError(f"{path.name} is damaged") from error
    if manifest.what != what:
        raise ManifestError(f"{path.name} belongs to {manifest.what}")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Makes `manifest` the live one, in one step. Its files must be on the disk already."""
    path = manifest_path(folder, manifest.what)
    try:
        write_checked(path, {"format": FORMAT, **asdict(manifest)}, path.with_suffix(".json.tmp"))
    except OSError as error:
        raise SnowlineError(
            f"Cannot write {path}: {error.strerror or error}. Free some space on that disk and try again."
        ) from error


def write_checked(path: Path, content: dict[str, Any], unfinished: Path) -> None:
    """Replaces `path` in one step with `content` and its "check" (see `check_of`). Raises OSError."""
    content = json.loads(json.dumps(content))  # as it will be read
    content["check"] = check_of(content)
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    sync_folder(path.parent)


def file_name(what: What, number: int, ending: str) -> str:
    return f"{what}-{number:06d}{ending}"


def next_number(folder: Path, what: What) -> int:
    """A number that no file of `what` in `folder` has: names are never used again while somebody may map them."""
    return max((number for _, number in _numbered(folder, what)), default=0) + 1


def sweep(folder: Path, what: What, keep: Manifest | None) -> None:
    """Deletes what no manifest names: leftovers of a build that was killed, and sets that were replaced.

    A file that is still in use on Windows stays until the next sweep.
    """
    named = {file.name for file in keep.files} if keep is not None else set()
    for path, _ in list(_numbered(folder, what)):
        if path.name not in named:
            with contextlib.suppress(OSError):
                path.unlink()
    with contextlib.suppress(OSError):
        manifest_path(folder, what).with_suffix(".json.tmp").unlink()


def leftovers(folder: Path, what: What, keep: Manifest | None) -> list[str]:
    """Names of the files that `sweep` would delete."""
    named = {file.name for file in keep.files} if keep is not None else set()
    return sorted(path.name for path, _ in _numbered(folder, what) if path.name not in named)


def sync_file(path: Path) -> None:
    """Returns once the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Returns once the folder's names are on the disk, where the system can do that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def prints_of_rows(vectors: VectorFile, count: int) -> tuple[str, ...]:
    """A hash of each sampled row among the first `count`, the last one included."""
    return tuple(_row_print(vectors, slot) for slot in _sampled(count))


def index_folder(library_folder: Path, generation: str) -> Path:
    """Where the files of this room lie for one generation of a library."""
    return library_folder / "index" / generation


def _sampled(count: int) -> list[int]:
    parts = min(_PRINTED_ROWS, count)
    return [number * (count - 1) // max(parts - 1, 1) for number in range(parts)]


def _row_print(vectors: VectorFile, slot: int) -> str:
    return hashlib.blake2b(vectors.rows[slot].tobytes(), digest_size=8).hexdigest()


def _numbered(folder: Path, what: What) -> Iterator[tuple[Path, int]]:
    pattern = re.compile(rf"{what}-(\d{{6,}})\..+")
    with contextlib.suppress(FileNotFoundError):
        for path in folder.iterdir():
            if match := pattern.fullmatch(path.name):
                yield path, int(match[1])


def _edges(path: Path, size: int) -> str:
    hashed = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        hashed.update(file.read(_EDGE_BYTES))
        file.seek(max(size - _EDGE_BYTES, 0))
        hashed.update(file.read(_EDGE_BYTES))
    return hashed.hexdigest()


def _whole(path: Path) -> str:
    hashed = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            hashed.update(chunk)
    return hashed.hexdigest()


@lru_cache(maxsize=_REMEMBERED)
def _whole_once(path: Path, inode: int, size: int, mtime_ns: int) -> str:
    """The same of a file that may be asked for again and again; read anew only where it looks touched."""
    return _whole(path)


def check_of(content: dict[str, Any]) -> str:
    """The digest that tells whether a manifest is as it was written; `content` without its "check"."""
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).hexdigest()


def _from_json(content: dict[str, Any]) -> Manifest:
    if content.pop("check") != check_of(content) or content.pop("format") != FORMAT:
        raise ValueError("check or format")
    segment, codes = content.pop("segment"), content.pop("codes")
    if segment is not None:
        parts = tuple(Part(p["start"], p["stop"], FilePrint(**p["file"])) for p in segment.pop("parts"))
        segment = SegmentEntry(**_prints(segment, "map", "table"), parts=parts)
    if codes is not None:
        codes = CodesEntry(**_prints(codes, "map", "planes"))
    measured = {way: Measured(**figures) for way, figures in content.pop("measured").items()}
    return Manifest(segment=segment, codes=codes, measured=measured, rows=tuple(content.pop("rows")), **content)


def _prints(entry: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**entry, **{name: FilePrint(**entry[name]) for name in names}}
