"""Vector files: append-only rows of int8 with one float32 scale each. They are the truth of the index room;
everything else here can be rebuilt from them. Rows are never changed in place, so readers need no lock.

Layout, little-endian: a header of 64 bytes, then rows of `4 + dims` bytes (dims rounded up to a multiple of 4):
the float32 scale and the int8 components. Row value = component * scale.
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from app.domain import SnowlineError
from app.index.base import Floats, Slots

_MAGIC = b"SNOWVEC\0"
_VERSION = 1
HEADER_BYTES = 64
_FIELDS = struct.Struct("<8sII")  # magic, version, dims; a CRC-32 of these follows
SCALE_BYTES = 4
_COPIED_BYTES = 8 * 1024 * 1024
_STEPS = 127  # int8 steps on either side of zero; -128 is left out so that negation is exact

Rows = NDArray[np.int8]


def make_header(dims: int) -> bytes:
    """The first 64 bytes of a file of vectors of `dims` numbers."""
    fields = _FIELDS.pack(_MAGIC, _VERSION, dims)
    return (fields + struct.pack("<I", zlib.crc32(fields))).ljust(HEADER_BYTES, b"\0")


def quantise(vectors: Floats) -> tuple[Rows, Floats]:
    """Splits float32 [n, d] into int8 [n, d] and one float32 scale a row.

    No component moves by more than half a scale, which is the row's largest magnitude / 127.
    Raises ValueError for values that are not finite.
    """
    if not np.isfinite(vectors).all():
        raise ValueError("a vector holds a value that is not a finite number")
    scales = (np.abs(vectors).max(axis=1, initial=0.0) / _STEPS).astype(np.float32)
    divisors = np.where(scales > 0, scales, 1)[:, None]
    return np.clip(np.rint(vectors / divisors), -_STEPS, _STEPS).astype(np.int8), scales


class VectorFile:
    """One file of vectors, addressed by slot (row number from 0).

    One process may append (`writable=True`); any number may read at the same time and see new rows after
    `refresh()`. A file that does not exist yet reads as empty. A torn last row, left by a crash in the middle
    of an append, is not counted, and cut off when the file is next opened for writing.

    Raises SnowlineError for a file that is not a vector file, or has other dims.
    """

    def __init__(self, path: Path, dims: int, *, writable: bool = False) -> None:
        self.path = path
        self.dims = dims
        self.stride = SCALE_BYTES + -(-dims // 4) * 4  # bytes a row; a multiple of 4 keeps the scales aligned
        self._file = -1
        self._writable = writable
        self._rows: Rows = np.empty((0, self.stride), np.int8)
        if writable:
            self._open_for_writing()
        self.refresh()

    def __enter__(self) -> VectorFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def rows(self) -> Rows:
        """The raw rows as they lie in the file, int8 [n, stride], read-only: 4 bytes of scale, then components."""
        return self._rows

    @property
    def scales(self) -> Floats:
        """The scale of each row, float32 [n], read-only."""
        column: Floats = self._rows.view("<f4")[:, 0]
        return column

    def read(self, slots: Slots) -> Floats:
        """The vectors at `slots`, int64 [n], as float32 [n, dims]. Raises IndexError for a slot that is not there."""
        slots = np.asarray(slots, np.int64)
        if slots.size and (slots.min() < 0 or slots.max() >= len(self)):
            raise IndexError(f"{self.path.name} has {len(self)} rows; asked for {slots.min()} to {slots.max()}")
        taken = self._rows[slots]
        values: Floats = taken[:, SCALE_BYTES : SCALE_BYTES + self.dims].astype(np.float32)
        values *= taken.view("<f4")[:, :1]
        return values

    def append(self, vectors: Floats) -> Slots:
        """Adds float32 [n, dims] and returns their slots, int64 [n]. Durable only after `flush()`.

        Raises ValueError for a wrong shape or values that are not finite, SnowlineError when the disk is full;
        the file is then as it was before.
        """
        self._require_writable()
        vectors = np.asarray(vectors, np.float32)
        if vectors.ndim != 2 or vectors.shape[1] != self.dims:
            raise ValueError(f"expected vectors of shape [n, {self.dims}], got {list(vectors.shape)}")
        first = len(self)
        components, scales = quantise(vectors)
        rows = np.zeros((len(vectors), self.stride), np.int8)
        rows.view("<f4")[:, 0] = scales
        rows[:, SCALE_BYTES : SCALE_BYTES + self.dims] = components
        self._write(rows.tobytes(), at=HEADER_BYTES + first * self.stride)
        self.refresh()
        return np.arange(first, len(self), dtype=np.int64)

    def flush(self) -> None:
        """Returns once all rows are on the disk."""
        self._require_writable()
        os.fsync(self._file)

    def truncate(self, n: int) -> None:
        """Forgets all rows from slot `n` on: those a crashed writer appended but never entered in the catalogue."""
        self._require_writable()
        if not 0 <= n <= len(self):
            raise ValueError(f"{self.path.name} has {len(self)} rows and cannot be cut to {n}")
        self._rows = self._rows[:0]
        os.ftruncate(self._file, HEADER_BYTES + n * self.stride)
        self.refresh()

    def copy_over(self, sources: Slots, holes: Slots) -> None:
        """Writes the rows at `sources`, int64 [n], over those at `holes`, int64 [n], to which the catalogue points no
        more. Durable only after `flush()`. Raises SnowlineError when the disk fails."""
        self._require_writable()
        for source, hole in zip(sources.tolist(), holes.tolist(), strict=True):
            self._write(self._rows[source].tobytes(), at=HEADER_BYTES + hole * self.stride, cut=False)

    def shrink(self, n: int) -> bool:
        """Gives the room of all rows from slot `n` on back to the disk, while readers still look at the file as it was.

        False where the system does not let a file be replaced that somebody reads; nothing has changed then.
        """
        self._require_writable()
        if n == len(self):
            return True
        beginning = self.path.with_suffix(".new")
        try:
            with self.path.open("rb") as old, beginning.open("wb") as new:
                left = HEADER_BYTES + n * self.stride
                while left and (part := old.read(min(left, _COPIED_BYTES))):
                    left -= new.write(part)
                new.flush()
                os.fsync(new.fileno())
            self.close()
            os.replace(beginning, self.path)
        except OSError:
            beginning.unlink(missing_ok=True)
            return False
        finally:
            if self._file < 0:
                self._open_for_writing()
            self.refresh()
        return True

    def refresh(self, limit: int | None = None) -> int:
        """Sees the rows that another process appended, and returns how many there are now.

        A reader passes the number of rows the catalogue vouches for as `limit`: a writer may cut off rows beyond
        those, and touching a mapped row that was cut off kills the process.
        """
        try:
            with self.path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size < HEADER_BYTES:  # being created this moment, or torn there
                    self._rows = np.empty((0, self.stride), np.int8)
                    return 0
                self._check(file.read(HEADER_BYTES))
                n = (size - HEADER_BYTES) // self.stride
                n = n if limit is None else min(n, max(limit, 0))
                if n == 0:
                    self._rows = np.empty((0, self.stride), np.int8)
                elif n != len(self):
                    used = HEADER_BYTES + n * self.stride
                    mapped = mmap.mmap(file.fileno(), used, access=mmap.ACCESS_READ)
                    flat = np.frombuffer(mapped, np.int8, n * self.stride, HEADER_BYTES)
                    self._rows = flat.reshape(n, self.stride)
        except FileNotFoundError:
            self._rows = np.empty((0, self.stride), np.int8)
        except OSError as error:
            raise SnowlineError(f"Cannot read {self.path}: {error.strerror or error}.") from error
        return len(self)

    def close(self) -> None:
        """Lets go of the file. Rows handed out before stay valid."""
        self._rows = np.empty((0, self.stride), np.int8)
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _open_for_writing(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        except OSError as error:
            raise SnowlineError(f"Cannot write {self.path}: {error.strerror or error}.") from error
        try:
            size = os.fstat(self._file).st_size
            header = make_header(self.dims)
            if size < HEADER_BYTES:
                # A crash while creating leaves a beginning of the header; anything else is not ours to overwrite.
                if not header.startswith(os.read(self._file, HEADER_BYTES)):
                    raise SnowlineError(self._not_ours())
                self._write(header, at=0)
                os.fsync(self._file)
                size = HEADER_BYTES
            os.lseek(self._file, 0, os.SEEK_SET)
            self._check(os.read(self._file, HEADER_BYTES))
            torn = (size - HEADER_BYTES) % self.stride
            if torn:
                os.ftruncate(self._file, size - torn)
        except BaseException:
            self.close()
            raise

    def _write(self, data: bytes, *, at: int, cut: bool = True) -> None:
        """Writes all of `data` at byte `at`, or nothing; with `cut`, what a failure left of it is cut off."""
        try:
            os.lseek(self._file, at, os.SEEK_SET)
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError as error:
            if cut:
                os.ftruncate(self._file, at)
            raise SnowlineError(
                f"Cannot write {self.path}: {error.strerror or error}. Free some space on that disk and try again."
            ) from error

    def _check(self, header: bytes) -> None:
        if header == make_header(self.dims):
            return
        fields = header[: _FIELDS.size]
        (crc,) = struct.unpack_from("<I", header, _FIELDS.size)
        magic, version, dims = _FIELDS.unpack(fields)
        if magic != _MAGIC or crc != zlib.crc32(fields):
            raise SnowlineError(self._not_ours())
        if version != _VERSION:
            raise SnowlineError(f"{self.path} was written by another version of Snowline (format {version}).")
        raise SnowlineError(f"{self.path} holds vectors of {dims} numbers, but the model pack makes {self.dims}.")

    def _not_ours(self) -> str:
        return f"{self.path} is damaged or not a vector file. Remove it and index again."

    def _require_writable(self) -> None:
        if not self._writable or self._file < 0:
            raise SnowlineError(f"{self.path} is open for reading only.")
