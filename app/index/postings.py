"""What the catalogue says of every photo, laid out for reading without SQLite: columns by slot, and postings (lists of
slots) by tag, text, word and folder. A derived file: it can be built again from the catalogue at any time, is never
changed, and is memory-mapped by whoever searches.

One version is two files, `facts-000001.bin` (arrays of one number type each, one behind the other, each at a multiple
of 64 bytes) and `facts-000001.json` (where each array lies, what was built from what, length and digest of the first).
The manifest is written last and in one step: a version without one does not exist. Files of another kind have another
name in place of "facts" (`stem`), and lie beside these.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import mmap
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.domain import SnowlineError
from app.index.manifest import FilePrint, check_of, write_checked

FORMAT = 3
_ALIGN = 64
FACTS = "facts"

NONE = 0xFFFFFFFF  # no slot, in an array of them
P_STEPS = 0xFFFF  # a probability is kept as a whole number of so many steps

Array = NDArray[Any]


def word_key(term: bytes, field: int) -> bytes:
    """Under which a word of one field is kept; sorts as words do."""
    return term + b"\x00" + bytes([field])


class PostingsFile:
    """One version, opened. `array` gives views of the mapped file, which need no memory of their own.

    `facts` is what the builder noted beside the arrays. Raises SnowlineError for a file that is not what its manifest
    says.
    """

    def __init__(self, manifest: Path) -> None:
        try:
            noted = json.loads(manifest.read_bytes())
            if noted.pop("check") != check_of(noted) or noted["format"] != FORMAT:
                raise SnowlineError(f"{manifest} is damaged. It is built again by the next run of index.")
            written = FilePrint(**noted["file"])
            fault = written.fault(manifest.parent)
            if fault is not None:
                raise SnowlineError(f"In {manifest.parent}, {fault}. It is built again by the next run of index.")
            self.path = manifest.parent / written.name
            with self.path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), written.size, access=mmap.ACCESS_READ)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SnowlineError(
                f"{manifest} is damaged ({error}). It is built again by the next run of index."
            ) from error
        self._places = {str(name): (str(kind), int(at), int(n)) for name, kind, at, n in noted["arrays"]}
        self.facts: dict[str, Any] = noted["facts"]

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def array(self, name: str) -> Array:
        """The array of that name, read-only. Raises KeyError where there is none."""
        kind, at, n = self._places[name]
        return np.frombuffer(self._map, kind, n, at)

    def part(self, name: str, number: int, of: str) -> Array:
        """The stretch of array `name` that belongs to `number`, whose beginnings the array `of` lists."""
        starts = self.array(of)
        return self.array(name)[int(starts[number]) : int(starts[number + 1])]

    def parts(self, name: str, numbers: NDArray[np.int64], of: str) -> tuple[Array, NDArray[np.int64]]:
        """The stretches of several numbers, int64 [m], one behind the other, and how long each is, int64 [m]."""
        starts = self.array(of)
        begin = starts[numbers].astype(np.int64)
        lengths = starts[numbers + 1].astype(np.int64) - begin
        ends = np.cumsum(lengths)
        at = np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64)
        at += np.repeat(begin - (ends - lengths), lengths)
        return self.array(name)[at], lengths

    def release(self) -> None:
        """Gives the pages read so far back to the system, which keeps them as long as it has room."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)


class Arrays(Protocol):
    """Arrays by name, mapped or in memory, and what was noted beside them."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the builder noted."""

    def array(self, name: str) -> Array:
        """The array of that name. Raises KeyError where there is none."""


class Strings:
    """Sorted byte strings kept in two arrays: `<name>_bytes` and `<name>_starts`."""

    def __init__(self, file: Arrays, name: str) -> None:
        self._bytes, self._starts = file.array(f"{name}_bytes"), file.array(f"{name}_starts")

    def __len__(self) -> int:
        return max(len(self._starts) - 1, 0)

    def __getitem__(self, number: int) -> bytes:
        return self._bytes[int(self._starts[number]) : int(self._starts[number + 1])].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        together, starts = self._bytes.tobytes(), self._starts.tolist()
        return (together[begin:end] for begin, end in itertools.pairwise(starts))

    def first(self, key: bytes) -> int:
        """The number of the first string that is not below `key`."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < key:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, key: bytes) -> int | None:
        """The number of this very string, or None."""
        at = self.first(key)
        return at if at < len(self) and self[at] == key else None


class PostingsWriter:
    """Writes a new version into `folder`; use it in a `with` statement and end with `finish`.

    Raises SnowlineError when the disk is full; nothing is left behind then.
    """

    def __init__(self, folder: Path, stem: str = FACTS) -> None:
        self._stem = stem
        try:
            folder.mkdir(parents=True, exist_ok=True)
            sweep(folder, stem)
            self._manifest = _next_manifest(folder, stem)
            self._file = self._manifest.with_suffix(".bin").open("wb")
        except OSError as error:
            raise SnowlineError(f"Cannot write to {folder}: {error.strerror or error}.") from error
        self._places: list[tuple[str, str, int, int]] = []
        self._done = False

    def __enter__(self) -> PostingsWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
        if not self._done:
            for path in (self._manifest.with_suffix(".bin"), self._manifest.with_suffix(".tmp")):
                path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise SnowlineError(
                f"Cannot write {self._manifest}: {error.strerror or error}. Free some space on that disk."
            ) from error

    def array(self, name: str, kind: str, parts: Iterable[Array]) -> int:
        """Writes one array, given in parts, as numbers of `kind`. Returns its length.

        Raises OverflowError for a number that `kind` cannot hold.
        """
        self._file.write(b"\0" * (-self._file.tell() % _ALIGN))
        begin, length, bounds = self._file.tell(), 0, np.iinfo(kind)
        for part in parts:
            if len(part) and (int(part.min()) < bounds.min or int(part.max()) > bounds.max):
                raise OverflowError(f"{name} holds numbers that are no {kind}")
            self._file.write(np.ascontiguousarray(part, kind).data)
            length += len(part)
        self._places.append((name, kind, begin, length))
        return length

    def lists(self, name: str, kinds: Mapping[str, str], lists: Iterable[Sequence[Array]]) -> int:
        """Writes lists one behind the other: array `<name>_<column>` for each of `kinds`, and their beginnings as
        `<name>_starts`. Each list is one array for each column. Returns how many lists there were.

        The columns but the first are gathered in memory before they are written.
        """
        starts, length = [0], 0
        later: list[list[Array]] = [[] for _ in kinds]

        def first() -> Iterator[Array]:
            nonlocal length
            for columns in lists:
                length += len(columns[0])
                starts.append(length)
                for kept, column, kind in zip(later[1:], columns[1:], list(kinds.values())[1:], strict=True):
                    kept.append(np.ascontiguousarray(column, kind))
                yield columns[0]

        for number, (column, kind) in enumerate(kinds.items()):
            self.array(f"{name}_{column}", kind, first() if number == 0 else later[number])
        self.array(f"{name}_starts", "int64", [np.array(starts, np.int64)])
        return len(starts) - 1

    def strings(self, name: str, strings: Sequence[bytes]) -> None:
        """Writes byte strings for `Strings`, which wants them sorted."""
        lengths = np.fromiter(map(len, strings), np.int64, len(strings))
        self.array(f"{name}_bytes", "uint8", [np.frombuffer(b"".join(strings), np.uint8)])
        self.array(f"{name}_starts", "int64", [np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])])

    def finish(self, facts: Mapping[str, Any]) -> Path:
        """Puts everything on the disk, makes the version valid, and removes earlier ones. Returns the manifest."""
        self._file.flush()
        os.fsync(self._file.fileno())
        written = asdict(FilePrint.of(self._manifest.with_suffix(".bin")))
        noted = {"format": FORMAT, "file": written, "arrays": self._places, "facts": dict(facts)}
        write_checked(self._manifest, noted, self._manifest.with_suffix(".tmp"))
        self._done = True
        for other in _manifests(self._manifest.parent, self._stem):
            if other != self._manifest:
                _remove(other)
        return self._manifest


def newest(folder: Path, stem: str = FACTS) -> PostingsFile | None:
    """The newest version in `folder` that is whole; None where there is none."""
    for manifest in reversed(_manifests(folder, stem)):
        with contextlib.suppress(SnowlineError):
            return PostingsFile(manifest)
    return None


def usable(folder: Path, generation: str, texts_moved: int) -> PostingsFile | None:
    """The newest whole version, if it speaks of this generation and of text slots that are still what they were."""
    file = newest(folder)
    if file is None or file.facts["generation"] != generation or file.facts["texts_moved"] != texts_moved:
        return None
    return file


def findings(folder: Path, *, remove: bool = False) -> list[str]:
    """What is wrong with the files in `folder`, of whatever kind, in words; each is mended by building anew. With
    `remove` they are taken away."""
    found = []
    for manifest in _manifests(folder, "*"):
        try:
            PostingsFile(manifest)
        except SnowlineError as error:
            found.append(str(error))
            if remove:
                _remove(manifest)
    return found


def sweep(folder: Path, stem: str = FACTS) -> None:
    """Removes what an interrupted build left behind, and versions that are not the newest."""
    manifests = _manifests(folder, stem)
    for old in manifests[:-1]:
        _remove(old)
    for path in folder.glob(f"{stem}-*.*"):
        if path.with_suffix(".json") not in manifests:
            with contextlib.suppress(OSError):  # mapped by a search under Windows; the next sweep has it
                path.unlink()


def _manifests(folder: Path, stem: str) -> list[Path]:
    return sorted(folder.glob(f"{stem}-*.json"))


def _next_manifest(folder: Path, stem: str) -> Path:
    numbers = [path.stem.partition("-")[2] for path in folder.glob(f"{stem}-*.*")]
    return folder / f"{stem}-{max((int(n) for n in numbers if n.isdecimal()), default=0) + 1:06}.json"


def _remove(manifest: Path) -> None:
    for path in (manifest, manifest.with_suffix(".bin")):
        with contextlib.suppress(OSError):
            path.unlink()
