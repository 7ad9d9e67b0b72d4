"""Which row of the results shows what: hits of a listing, headings over them, copies below the hit they are folded
into, related photos. Worked out from numbers, so that a long answer costs no more than its headings. No Qt here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from app.domain import Grouping, Hit, Match

if TYPE_CHECKING:
    from app.index.base import Slots


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between hits: what follows, and how many those are. One over a `group` has its name for a text: a day, ISO
    8601, or a drive. One that is a `line` stands where photos less sure than that begin, and can be moved; its count is
    that of the photos above."""

    text: str
    count: int
    line: Match | None = None
    group: Grouping | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Hits of the listing that stand together, from position `start` on."""

    start: int
    count: int


@dataclass(frozen=True, slots=True)
class Extra:
    """Hits that the listing does not have: copies of the one above, or related photos."""

    hits: tuple[Hit, ...]
    copies: bool


Part: TypeAlias = Heading | Run | Extra


class Layout:
    """`parts` from top to bottom; runs follow one another in the order of the listing."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = [part for part in parts if not isinstance(part, Run) or part.count]
        self._starts: list[int] = []
        self._runs: list[tuple[int, int, int]] = []  # position, row, count
        row = 0
        for part in self._parts:
            self._starts.append(row)
            if isinstance(part, Run):
                self._runs.append((part.start, row, part.count))
            row += part.count if isinstance(part, Run) else len(part.hits) if isinstance(part, Extra) else 1
        self.rows = row
        self._run_starts = [start for start, _, _ in self._runs]
        self._run_rows = [row for _, row, _ in self._runs]

    def at(self, row: int) -> tuple[Part, int]:
        """What stands in a row, and which of it."""
        number = bisect_right(self._starts, row) - 1
        return self._parts[number], row - self._starts[number]

    def row_of(self, position: int) -> int:
        """The row of a hit of the listing."""
        start, row, _ = self._runs[bisect_right(self._run_starts, position) - 1]
        return row + position - start

    def rows_of(self, positions: Slots) -> Slots:
        """The same for many, int64 [n]."""
        import numpy as np

        if not self._runs or not len(positions):
            return np.empty(0, np.int64)
        starts = np.array(self._run_starts, np.int64)
        number = np.searchsorted(starts, positions, side="right") - 1
        rows: Slots = np.array(self._run_rows, np.int64)[number] + positions - starts[number]
        return rows

    def positions_between(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The hits of the listing in these rows, the last included: pairs of first and last position."""
        number = max(bisect_right(self._run_rows, first) - 1, 0)
        for start, row, count in self._runs[number:]:
            if row > last:
                break
            low, high = max(first, row), min(last, row + count - 1)
            if low <= high:
                yield start + low - row, start + high - row

    def extras(self) -> Iterator[tuple[int, Extra]]:
        """Hits that are not in the listing, and the row of the first."""
        for row, part in zip(self._starts, self._parts, strict=True):
            if isinstance(part, Extra):
                yield row, part

    def headings(self) -> Iterator[tuple[int, Heading]]:
        """All headings and their rows."""
        for row, part in zip(self._starts, self._parts, strict=True):
            if isinstance(part, Heading):
                yield row, part


def unfolded(parts: Sequence[Part], copies: Mapping[int, tuple[Hit, ...]]) -> list[Part]:
    """The parts with copies below the hits, by position, that they are folded into."""
    if not copies:
        return list(parts)
    open_ = sorted(copies)
    found: list[Part] = []
    for part in parts:
        if not isinstance(part, Run):
            found.append(part)
            continue
        start, end = part.start, part.start + part.count
        for at in open_[bisect_right(open_, start - 1) : bisect_right(open_, end - 1)]:
            found += [Run(start, at + 1 - start), Extra(copies[at], copies=True)]
            start = at + 1
        found.append(Run(start, end - start))
    return found
