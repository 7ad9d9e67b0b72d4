"""The planner: one index over a vector file that answers each question in the way that is measured to be best for it.

Three ways lead to the same hits: an Annoy segment, binary codes, and the exact scan. All of them end in the exact
comparison with the int8 rows, so scores never differ between ways; only what was looked at does. New rows behind those
that the files cover are scanned exactly, dead rows are left out, and files that are damaged, or were made from other
vectors, are not used: the exact scan needs none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np

from app.domain import SnowlineError
from app.index.base import Floats, Slots, best
from app.index.codes import BinaryCodes, Distances, nearest
from app.index.exact import ExactIndex
from app.index.manifest import Manifest, ManifestError, What, manifest_path, read_manifest
from app.index.measure import LEAST_RECALL
from app.index.segment import AnnoySegment
from app.index.vectors import VectorFile

Way = Literal["segment", "codes", "long codes", "exact"]
_T = TypeVar("_T")

# A scan this short is not worth any miss.
_SHORT_SCAN_MS = 4.0
_USUAL_NS = 40.0  # a row's part of a scan, where nothing was measured yet
_LOW_MEMORY_WEIGHT = 5.0  # a scan draws all its rows into memory, where they drive others out
# Rows picked here and there cost about so many times what they cost in a scan.
_PICKED = 3.0
# A way stands by one hit for so many rows that it compares exactly.
_SURE_PART = 16
# For long answers codes leave so many rows to be compared exactly, and stand by a larger part of them.
_LONG_SHORTLIST, _LONG_SURE_PART = 16_384, 8
# Of a segment's candidates so many must be alive, or they no longer cover the neighbourhood.
_ALIVE_PART = 0.5


class Neighbours:
    """Finds rows of `vectors` with the files in `folder` (of `pack`, for `what`), as `Index` says.

    `dead` are slots that must not be found. Opening maps files and reads little; nothing is written. In low-memory mode
    ways are chosen that touch few pages. `refresh` sees new rows and a new set of files.
    """

    def __init__(
        self,
        vectors: VectorFile,
        folder: Path,
        *,
        pack: str,
        what: What,
        dead: Slots | None = None,
        low_memory: bool = False,
        least_recall: float = LEAST_RECALL,
    ) -> None:
        self.vectors = vectors
        self._folder, self._pack, self._what = folder, pack, what
        self._low_memory, self._least_recall = low_memory, least_recall
        self._exact = ExactIndex(vectors)
        self._dead = _ascending(dead)
        self._manifest: Manifest | None = None
        self._segment: AnnoySegment | None = None
        self._codes: BinaryCodes | None = None
        self._problems: list[str] = []
        self._seen: tuple[int, int] | None = None
        self._open()

    def __len__(self) -> int:
        return len(self.vectors) - int(np.searchsorted(self._dead, len(self.vectors)))

    def search(self, query: Floats, k: int, among: Slots | None = None) -> tuple[Slots, Floats]:
        """See `Index.search`; dead rows are never found. Raises IndexError for a slot in `among` that is not there."""
        if among is None:
            return self._answer(query, k, None, self._ways())
        picked = np.asarray(among, np.int64)
        if not (picked[1:] > picked[:-1]).all():  # mostly they come in order, and sorting is the dearer part
            picked = np.unique(picked)
        if len(picked) and (picked[0] < 0 or picked[-1] >= len(self.vectors)):
            rows = len(self.vectors)
            raise IndexError(f"{self.vectors.path.name} has {rows} rows; asked for {picked[0]} to {picked[-1]}")
        picked = _without(picked, self._dead)
        return self._answer(query, k, picked, self._ways_among(len(picked)))

    def near(self, query: Floats, k: int) -> tuple[Slots, Floats]:
        """Up to `k` rows by score, as the quickest way alone finds them: the first as surely as `search` does, the
        further ones with less and less recall, and fewer than `k` where it looks at fewer."""
        way = self._ways()[0]
        looked = self._looked_at(way, _Question(query, None)) if way != "exact" else None
        if looked is None:
            return self._answer(query, k, None, self._ways()[-1:])
        return best(self._exact.scores_among(query, looked[0]), k, looked[0])

    def scores(self, query: Floats) -> Floats:
        """See `Index.scores`: every row, dead ones included."""
        return self._exact.scores(query)

    def scores_among(self, query: Floats, slots: Slots) -> Floats:
        """The dot product of `query`, float32 [dims], with the rows at `slots`, int64 [m]: float32 [m]."""
        return self._exact.scores_among(query, slots)

    def scores_among_each(self, queries: Floats, slots: Slots) -> Floats:
        """See `Index.scores_among_each`."""
        return self._exact.scores_among_each(queries, slots)

    def refresh(self, rows: int | None = None, dead: Slots | None = None) -> None:
        """Sees new rows (at most `rows`, see `VectorFile.refresh`), other dead ones, and a new set of files."""
        self.vectors.refresh(rows)
        if dead is not None:
            self._dead = _ascending(dead)
        if self._stamp() != self._seen:
            self._open()

    def close(self) -> None:
        """Lets go of the mapped files. The vector file is the caller's."""
        for opened in (self._segment, self._codes):
            if opened is not None:
                opened.close()
        self._segment = self._codes = self._manifest = None

    @property
    def tail(self) -> int:
        """How many rows the files do not cover yet."""
        return max(len(self.vectors) - (self._manifest.count if self._manifest is not None else 0), 0)

    def describe(self) -> dict[str, Any]:
        """What there is and how it is used, in plain JSON values, for `status`."""
        manifest = self._manifest
        size = sum(file.size for file in manifest.files) if manifest is not None else 0
        return {
            "rows": len(self.vectors),
            "dead": len(self.vectors) - len(self),
            "way": self._ways()[0],
            "tail": self.tail,
            "number": manifest.number if manifest is not None else None,
            "made": manifest.made if manifest is not None else None,
            "bytes": size,
            "recall": {name: m.recall for name, m in manifest.measured.items()} if manifest is not None else {},
            "ms": {name: m.ms for name, m in manifest.measured.items()} if manifest is not None else {},
            "problems": list(self._problems),
        }

    def _open(self) -> None:
        self.close()
        self._problems = []
        self._seen = self._stamp()
        try:
            manifest = read_manifest(self._folder, self._what)
        except ManifestError as error:
            self._problems.append(f"The index of {self._what} is not used: {error}.")
            return
        if manifest is None:
            return
        foreign = manifest.foreign(self.vectors, self._pack)
        if foreign is not None:
            self._problems.append(f"The index of {self._what} is not used: {foreign}.")
            return
        self._manifest = manifest
        segment, codes = manifest.segment, manifest.codes
        if segment is not None and self._usable("segment", segment.files):
            self._segment = self._opened("segment", lambda: AnnoySegment(self._folder, segment))
        if codes is not None and self._usable("codes", codes.files):
            self._codes = self._opened("codes", lambda: BinaryCodes(self._folder, codes))

    def _usable(self, way: Way, files: tuple[Any, ...]) -> bool:
        assert self._manifest is not None
        fault = next((fault for file in files if (fault := file.fault(self._folder)) is not None), None)
        measured = self._manifest.measured.get(way)
        if fault is None and (measured is None or measured.recall < self._least_recall):
            fault = f"its measured recall is {measured.recall if measured else 0}, below {self._least_recall}"
        if fault is not None:
            self._problems.append(f"The {way} of {self._what} is not used: {fault}.")
        return fault is None

    def _opened(self, way: Way, opening: Callable[[], _T]) -> _T | None:
        try:
            return opening()
        except (SnowlineError, OSError, ValueError, KeyError) as error:
            self._problems.append(f"The {way} of {self._what} is not used: {error}")
            return None

    def _stamp(self) -> tuple[int, int] | None:
        try:
            stat = manifest_path(self._folder, self._what).stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ino

    def _ways(self) -> list[Way]:
        """The ways for a question of the whole library, in the order in which they are asked; the last is exact."""
        rows, manifest = len(self.vectors), self._manifest
        if manifest is None or self._scan_ms(rows) <= _SHORT_SCAN_MS:
            return ["exact"]
        signs: list[Way] = ["codes", "long codes", "exact"] if self._codes is not None else ["exact"]
        if self._segment is None:
            return signs
        quicker = self._codes is not None and manifest.measured["codes"].ms < manifest.measured["segment"].ms
        if quicker and not self._low_memory:
            return signs
        return ["segment", *(way for way in signs if way != "codes")]

    def _ways_among(self, picked: int) -> list[Way]:
        """The same for a question of so many picked rows: a segment cannot be asked for these alone."""
        if self._codes is None or self._scan_ms(picked) * _PICKED <= _SHORT_SCAN_MS:
            return ["exact"]
        return ["codes", "long codes", "exact"]

    def _scan_ms(self, rows: int) -> float:
        """How long an exact scan of so many rows takes on this machine; in low-memory mode each draws in its pages."""
        measured = self._manifest.exact_ns_a_row if self._manifest is not None else 0.0
        return rows * (measured or _USUAL_NS) / 1e6 * (_LOW_MEMORY_WEIGHT if self._low_memory else 1)

    def _answer(self, query: Floats, k: int, among: Slots | None, ways: list[Way]) -> tuple[Slots, Floats]:
        """Asks one way after the other until one stands by `k` hits.

        What a way finds and for how many hits it stands do not depend on `k`, and a further way never changes the hits
        that an earlier one stands by: a short answer is the beginning of every longer one.
        """
        k = max(min(k, len(self) if among is None else len(among)), 0)
        found, sure = (np.empty(0, np.int64), np.empty(0, np.float32)), 0
        question = _Question(query, among)
        for way, then in zip(ways, [*ways[1:], None], strict=True):
            if way == "exact":
                return _continued(found, sure, k, *self._scanned(query, k + sure, among))
            looked = self._looked_at(way, question)
            if looked is None:
                continue
            slots, stands_by = looked
            if way == "codes" and then == "long codes" and k > stands_by:
                # What long codes leave holds all that short ones do: it is compared once, for both.
                longer = self._looked_at(then, question)
                question.compared = longer[0] if longer is not None else None
            found = _continued(found, sure, k, slots, question.scores(self._exact, slots))
            sure = min(max(stands_by, sure), len(found[0]))
            if k <= sure:
                break
        return found

    def _looked_at(self, way: Way, question: _Question) -> tuple[Slots, int] | None:
        """Slots (ascending) to compare exactly, and for how many hits they are good; None where this way fails."""
        covered = min(self._manifest.count, len(self.vectors)) if self._manifest is not None else 0
        among = question.among
        if among is None:
            tail = _without(np.arange(covered, len(self.vectors), dtype=np.int64), self._dead)
        else:
            cut = int(np.searchsorted(among, covered))
            among, tail = among[:cut], among[cut:]
        if way == "segment":
            assert self._segment is not None
            slots = self._segment.candidates(question.query)
            slots = slots[: np.searchsorted(slots, covered)]
            alive = _without(slots, self._dead)
            if len(alive) < _ALIVE_PART * len(slots):
                return None
            stands_by = self._segment.entry.fetch // _SURE_PART
            return np.concatenate([alive, tail]), stands_by
        assert self._codes is not None
        if question.away is None:
            question.away = self._codes.distances(question.query, among, self._dead if among is None else None)
        entry = self._codes.entry
        size, part = (entry.shortlist, _SURE_PART) if way == "codes" else (_LONG_SHORTLIST, _LONG_SURE_PART)
        slots = nearest(question.away, size, entry.bits)
        slots = slots if among is None else among[slots]
        return np.concatenate([slots[: np.searchsorted(slots, covered)], tail]), size // part

    def _scanned(self, query: Floats, k: int, among: Slots | None) -> tuple[Slots, Floats]:
        """All rows of `among`, or else the best `k` alive ones: slots, ascending, and scores by the exact scan."""
        if among is not None:
            return among, self._exact.scores_among(query, among)
        scores = self._exact.scores(query)
        if len(self._dead):
            scores[self._dead[: np.searchsorted(self._dead, len(scores))]] = -np.inf
        slots, scores = best(scores, min(k, len(self)))
        order = np.argsort(slots)
        return slots[order], scores[order]


@dataclass(slots=True)
class _Question:
    """What several ways share while they answer. `compared`, ascending, holds all slots that are compared next."""

    query: Floats
    among: Slots | None
    away: Distances | None = None
    compared: Slots | None = None
    _scores: Floats | None = None

    def scores(self, exact: ExactIndex, slots: Slots) -> Floats:
        """The dot products with the rows at `slots`, int64 [m], ascending: float32 [m]."""
        if self.compared is None:
            return exact.scores_among(self.query, slots)
        if self._scores is None:
            self._scores = exact.scores_among(self.query, self.compared)
        if len(slots) == len(self.compared):
            return self._scores
        return self._scores[np.searchsorted(self.compared, slots)]


def _continued(found: tuple[Slots, Floats], sure: int, k: int, slots: Slots, scores: Floats) -> tuple[Slots, Floats]:
    """Up to `k`: the first `sure` of `found`, then the best of `slots` (ascending) that come after them in the order
    of answers."""
    if not sure:
        return best(scores, k, slots)
    first, their = found[0][:sure], found[1][:sure]
    later = np.flatnonzero((scores < their[-1]) | ((scores == their[-1]) & (slots > first[-1])))
    more, values = best(scores[later], k - sure, slots[later])
    return np.concatenate([first, more]), np.concatenate([their, values])


def _ascending(slots: Slots | None) -> Slots:
    return np.unique(np.asarray(slots, np.int64)) if slots is not None else np.empty(0, np.int64)


def _without(slots: Slots, dead: Slots) -> Slots:
    """Those of `slots` that are not in `dead`; both ascending."""
    if not len(dead) or not len(slots):
        return slots
    at = np.minimum(np.searchsorted(dead, slots), len(dead) - 1)
    alive: Slots = slots[dead[at] != slots]
    return alive
