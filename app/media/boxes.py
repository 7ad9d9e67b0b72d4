"""The boxes of an ISO base media file (ISO/IEC 14496-12), in which Canon's CR3 keeps its previews. Decodes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_MAX_BOXES = 500  # in one walk
_MAX_DEPTH = 6
_CONTAINERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl"))
_UUID = 16  # bytes
CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")  # metadata and the smallest preview
CANON_PREVIEW = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")
_CANON_PREVIEW_HEAD = 8  # bytes between the identifier and the first box


@dataclass(frozen=True, slots=True)
class Box:
    """A box without inner boxes that matter: its kind, and where its content lies in the file."""

    kind: bytes
    start: int
    end: int


def boxes(file: BinaryIO, end: int) -> Iterator[Box]:
    """All innermost boxes of the file in order, those inside Canon's own containers too."""
    todo: list[tuple[int, int, int]] = [(0, end, 0)]
    for _ in range(_MAX_BOXES):
        while todo and todo[-1][0] + 8 > todo[-1][1]:
            todo.pop()
        if not todo:
            return
        at, stop, depth = todo.pop()
        file.seek(at)
        head = file.read(16 + _UUID)
        size, kind, content = int.from_bytes(head[:4], "big"), head[4:8], at + 8
        if size == 1:
            size, content = int.from_bytes(head[8:16], "big"), at + 16
        elif size == 0:
            size = stop - at
        if size < content - at:
            return
        inner_end = min(at + size, stop)
        todo.append((at + size, stop, depth))
        inner = _inner(kind, head[content - at : content - at + _UUID], content)
        if inner is not None and depth < _MAX_DEPTH:
            todo.append((inner, inner_end, depth + 1))
        else:
            yield Box(kind, content, inner_end)


def _inner(kind: bytes, identifier: bytes, content: int) -> int | None:
    """Where the boxes inside a container begin; None for a box that holds none."""
    if kind in _CONTAINERS:
        return content
    if kind == b"uuid" and identifier == CANON:
        return content + _UUID
    if kind == b"uuid" and identifier == CANON_PREVIEW:
        return content + _UUID + _CANON_PREVIEW_HEAD
    return None
