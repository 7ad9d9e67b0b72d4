"""Looks a vector file over: its header, its length, and every row that the catalogue names."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.domain import SnowlineError
from app.index.base import Slots
from app.index.vectors import HEADER_BYTES, SCALE_BYTES, VectorFile, make_header

# Vectors are made with unit length. Rounding to steps of one scale moves the square of that by a sum over the numbers,
# each off by up to half a scale: its deviation is `scale / sqrt(3)`, and its mean `dims * scale**2 / 12`. This many
# deviations are never met by chance; one harmed byte is mostly farther off.
_DEVIATIONS = 6.0
_SHORTEST, _LONGEST = 0.9, 1.1  # where only the layout of a file is in question
_DIMS_AT = 12  # byte in the header
# Rows looked at in one go: some megabytes.
_BLOCK_ROWS = 16_384
# A file whose header is lost is taken for ours when this share of its rows has unit length.
_OURS = 0.9


@dataclass(slots=True)
class VectorsState:
    """What was found of one file. `rows` counts whole rows; `torn` the bytes of a last one that was never finished.

    `beyond` counts named rows that lie behind the end of the file, `bad` holds named slots whose row cannot be a
    vector, `unnamed` counts whole rows after the last named one. `header` tells what is wrong with the header, if
    anything; rows are then not looked at.
    """

    path: Path
    rows: int = 0
    torn: int = 0
    beyond: int = 0
    unnamed: int = 0
    bad: Slots = field(default_factory=lambda: np.empty(0, np.int64))
    header: str = ""


def check_vectors(path: Path, dims: int, named: Slots, check: Callable[[], None] = lambda: None) -> VectorsState:
    """Looks at the file as it lies on the disk. `named` are the slots that the catalogue names, ascending, int64 [n].

    `check` is called now and then; what it raises ends the look.
    """
    state = VectorsState(path)
    end = int(named[-1]) + 1 if len(named) else 0
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        state.beyond = len(named)
        return state
    try:
        file = VectorFile(path, dims)
    except SnowlineError as error:
        state.header = str(error)
        return state
    with file:
        state.rows = len(file)
        if size >= HEADER_BYTES:
            state.torn = (size - HEADER_BYTES) % file.stride
        elif size:
            state.torn = size
        state.beyond = len(named) - int(np.searchsorted(named, state.rows))
        state.unnamed = max(state.rows - end, 0)
        bad = []
        present = named[: len(named) - state.beyond]
        for at in range(0, len(present), _BLOCK_ROWS):
            check()
            slots = present[at : at + _BLOCK_ROWS]
            bad.append(slots[~_are_vectors(file, slots)])
        if bad:
            state.bad = np.concatenate(bad)
    return state


def _are_vectors(file: VectorFile, slots: Slots) -> NDArray[np.bool_]:
    """Which of these rows can be vectors: finite, and of unit length."""
    rows = file.rows[slots]
    scales = rows.view("<f4")[:, 0].astype(np.float64)
    components = rows[:, SCALE_BYTES : SCALE_BYTES + file.dims].astype(np.float32)
    with np.errstate(invalid="ignore", over="ignore"):
        squares = np.einsum("ij,ij->i", components, components) * scales**2
        steps = file.dims * scales**2 / 12
        fit: NDArray[np.bool_] = (scales > 0) & (np.abs(squares - 1 - steps) < _DEVIATIONS * scales / 3**0.5 + steps)
    return fit


def stored_dims(path: Path) -> int | None:
    """For how many numbers a row the file was made, as its header says; None where it says nothing sound."""
    try:
        with path.open("rb") as file:
            start = file.read(HEADER_BYTES)
    except OSError:
        return None
    dims = int.from_bytes(start[_DIMS_AT : _DIMS_AT + 4], "little")
    return dims if start == make_header(dims) else None


def mend_header(path: Path, dims: int) -> bool:
    """Writes the header of a file anew whose rows are vectors of `dims` numbers; leaves any other file alone."""
    stride = SCALE_BYTES + -(-dims // 4) * 4
    size = path.stat().st_size
    count = (size - HEADER_BYTES) // stride
    if count <= 0:
        return False
    rows = np.memmap(path, np.int8, "r", HEADER_BYTES, (count, stride))
    looked_at = np.linspace(0, count - 1, min(count, _BLOCK_ROWS)).astype(np.int64)
    sample = np.ascontiguousarray(rows[looked_at])
    scales = sample.view("<f4")[:, 0].astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore"):
        lengths = np.linalg.norm(sample[:, SCALE_BYTES : SCALE_BYTES + dims].astype(np.float32), axis=1) * scales
        ours = (scales > 0) & (lengths > _SHORTEST) & (lengths < _LONGEST)
    if ours.mean() < _OURS:
        return False
    with path.open("r+b") as file:
        file.write(make_header(dims))
        file.flush()
        os.fsync(file.fileno())
    return True


def put_aside(path: Path) -> Path:
    """Renames a file that cannot be mended, so that a new one can be made in its place; returns the new name."""
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    os.replace(path, aside)
    return aside
