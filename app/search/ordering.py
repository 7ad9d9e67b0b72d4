"""The orders and groups of a whole answer, as numbers: what numpy sorts in milliseconds, however many hits there are.

An answer holds photos, by slot, and behind them files that nobody has opened yet. Keys are int64, one for each of
both in that order; a lower key comes first when ascending.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.domain import Grouping, Hit, SortOrder
from app.index.base import Slots
from app.library import shown
from app.library.base import Preferring
from app.library.sorting import date_number, natural_key
from app.search.order import unknown_order
from app.search.snapshot import Snapshot

DAY = 1_000_000  # what a date as a number is divided by to give its day
_LAST = np.iinfo(np.int64).max
_MAY_LACK: frozenset[SortOrder] = frozenset({"date", "rating", "place", "folder", "caption"})  # 0 is not known
WORDS: frozenset[SortOrder] = frozenset({"type", "drive", "place", "folder", "caption"})
"""The orders from A to Z for which no numbers are kept by which one could compare."""
_MANY = 20_000  # names that are read at once rather than looked for one by one


@dataclass(frozen=True)
class Orderable:
    """The hits of an answer: `slots`, int64 [n], and `scores`, float64 [n + waiting], with `waiting` files behind.
    `prefer` says which of its files stands for a photo."""

    snapshot: Snapshot
    slots: Slots
    scores: np.ndarray
    waiting: Sequence[Hit]
    prefer: Preferring | None = None

    def in_order(self, sort: SortOrder, *, descending: bool) -> Slots:
        """Where the hits stand, in this order; equal ones by relevance, and those of which nothing is known last.
        Raises SnowlineError for an unknown order."""
        by_relevance = np.argsort(-self.scores, kind="stable")
        if sort == "relevance":
            return by_relevance if descending else by_relevance[::-1]
        keys = self._keys(sort)[by_relevance]
        if descending:
            keys = -keys
        if sort in _MAY_LACK:
            keys[keys == 0] = _LAST
        return by_relevance[np.argsort(keys, kind="stable")]

    def groups(self, grouping: Grouping) -> tuple[Slots, Sequence[str]]:
        """Along the hits, the number of the group of each, int64 [n + waiting]; and what the groups are called: days
        as ISO 8601, names of drives, "" where it is not known."""
        if grouping == "drive":
            return self._drives
        days, number = np.unique(self._keys("date") // DAY, return_inverse=True)
        return number.astype(np.int64), [_iso(day) for day in days.tolist()]

    def _keys(self, sort: SortOrder) -> Slots:
        values, waiting = self.snapshot.facts.column, self.waiting
        if sort == "date":
            return _both(values("date", self.slots), [date_number(hit.date) for hit in waiting])
        if sort == "size":
            return _both(values("size", self.slots), [hit.size for hit in waiting])
        if sort == "rating":
            return _both(values("rating", self.slots), [0] * len(waiting))
        if sort == "type":
            names = list(self.snapshot.facts.columns.names("type"))
            return _alphabetical(values("type", self.slots), names, [hit.type for hit in waiting])
        if sort == "drive":
            number, labels = self._drives
            return _ranks(labels)[number]
        if sort == "place":
            names = list(self.snapshot.facts.columns.names("place"))
            return _alphabetical(values("place", self.slots), names, [""] * len(waiting))
        if sort == "folder":
            known, folders = self._folders()
            return _ranks([*known, *(os.path.dirname(hit.path) for hit in waiting)])[
                _both(folders, list(range(len(known), len(known) + len(waiting))))
            ]
        if sort == "caption":
            return _both(self._captions[self.slots], [0] * len(waiting))
        if sort == "name":
            return self._by_name()
        raise unknown_order(sort)

    @cached_property
    def _drives(self) -> tuple[Slots, Sequence[str]]:
        """The drive on which the file lies that stands for each hit."""
        snapshot = self.snapshot
        label_of = {drive.drive_id: drive.label for drive in snapshot.library.drives()}
        labels = list(dict.fromkeys(["", *label_of.values(), *(hit.drive for hit in self.waiting)]))
        number_of = {label: number for number, label in enumerate(labels)}
        of_drive = {id_: number_of[label] for id_, label in label_of.items()}
        sets = snapshot.facts.columns.names("drives")
        one = np.array([of_drive.get(ids[0], 0) if len(ids) == 1 else -1 for ids in sets], np.int64)
        number = one[snapshot.facts.column("drives", self.slots).astype(np.int64)]
        several = np.flatnonzero(number < 0)
        if len(several):  # which one stands for a photo depends on what is plugged in
            photos = snapshot.facts.column("photo", self.slots[several]).tolist()
            best = snapshot.library.standing_files(photos, self.prefer)
            number[several] = [of_drive.get(best[photo].drive, 0) if photo in best else 0 for photo in photos]
        return _both(number, [number_of[hit.drive] for hit in self.waiting]), labels

    def _folders(self) -> tuple[Sequence[str], Slots]:
        """Folders, of which the first is none, and the number of that of each photo; of several, of the first."""
        names = {"": 0}
        of_slot = np.zeros(self.snapshot.slots, np.int64)
        mount = {drive.drive_id: drive.mount for drive in self.snapshot.library.drives()}
        for table, own in self.snapshot.facts.columns.parts():
            rows, folders = table.placed()
            numbers = np.array(
                [names.setdefault(os.path.join(mount.get(drive, ""), path), len(names)) for drive, path in folders],
                np.int64,
            )
            slots = rows if own is None else own[rows]
            inside = slots < len(of_slot)
            of_slot[slots[inside]] = np.repeat(numbers, table.filled())[inside]
        found: Slots = of_slot[self.slots]
        several = np.flatnonzero(self.snapshot.facts.column("spread", self.slots))
        if self.prefer is not None and len(several):
            photos = self.snapshot.facts.column("photo", self.slots[several]).tolist()
            best = self.snapshot.library.standing_files(photos, self.prefer)
            for at, photo in zip(several.tolist(), photos, strict=True):
                if photo in best:
                    folder = shown(os.path.dirname(best[photo].path))
                    place = os.path.join(mount.get(best[photo].drive, ""), folder)
                    found[at] = names.setdefault(place, len(names))
        return list(names), found

    @property
    def _captions(self) -> Slots:
        """By slot, the place of each caption from A to Z, from 1 on; 0 where there is none."""
        kept = self.snapshot.facts.columns.kept
        if "captions" not in kept:
            slots, places = self.snapshot.library.captions_in_order()
            by_slot = np.zeros(max(self.snapshot.slots, int(slots.max(initial=-1)) + 1), np.int64)
            by_slot[slots] = places
            kept["captions"] = by_slot
        found: Slots = kept["captions"]
        return found

    def _by_name(self) -> Slots:
        ranks = self.snapshot.facts.column("name", self.slots).astype(np.int64)
        unranked = self.snapshot.facts.unranked(self.slots)
        if self.prefer is not None:
            columns = self.snapshot.facts.columns
            aliased = columns.mask(lambda table: table.aliased(), self.snapshot.slots)
            unranked = unranked | aliased[self.slots]  # they are ranked by the name of another file, maybe
        names = [natural_key(os.path.basename(hit.path)) for hit in self.waiting]
        if not unranked.any() and not names:
            return ranks
        new = np.flatnonzero(unranked)
        known = np.flatnonzero(~unranked)
        others = [*(natural_key(name) for name in self._names(self.slots[new])), *names]
        if len(others) > _MANY:
            every = [*(natural_key(name) for name in self._names(self.slots)), *names]
            return _ranks_of(every)
        known = known[np.argsort(ranks[known], kind="stable")]
        return self._merged(ranks, known, new, others)

    def _merged(self, ranks: Slots, known: Slots, new: Slots, others: Sequence[bytes]) -> Slots:
        """Keys for photos whose ranks are comparable, of which `known` are the positions by rank, and for `others`:
        the names of the photos at `new`, then those of waiting files. Only few names are read: it is a search by
        halves for all at once."""
        order = sorted(range(len(others)), key=others.__getitem__)
        low, high = np.zeros(len(others), np.int64), np.full(len(others), len(known), np.int64)
        read: dict[int, bytes] = {}
        while (open_ := np.flatnonzero(low < high)).size:
            middle = (low[open_] + high[open_]) // 2
            unread = [at for at in np.unique(middle).tolist() if at not in read]
            found = self._names(self.slots[known[unread]])
            read.update(zip(unread, (natural_key(name) for name in found), strict=True))
            before = np.array([read[at] < others[i] for at, i in zip(middle.tolist(), open_.tolist(), strict=True)])
            low[open_[before]] = middle[before] + 1
            high[open_[~before]] = middle[~before]
        room = len(others) + 1
        keys = np.zeros(len(self.slots) + len(self.waiting), np.int64)
        sorted_ranks = ranks[known]
        keys[known] = sorted_ranks * room + room - 1
        where = np.concatenate([new, np.arange(len(self.slots), len(keys))])
        for place, at in enumerate(order):
            before_rank = int(sorted_ranks[low[at] - 1]) + 1 if low[at] else 0
            keys[where[at]] = before_rank * room + place
        return keys

    def _names(self, slots: Slots) -> list[str]:
        found = {row.slot: row.name for row in self.snapshot.library.sort_keys(slots.tolist(), self.prefer)}
        return [found.get(slot, "") for slot in slots.tolist()]


def grouped(order: Slots, number: Slots) -> tuple[Slots, Slots, Slots]:
    """Hits in an order, moved so that those of one group stand together, groups in the order in which each is first
    met: the new order, the numbers of the groups as they come, and where each begins."""
    mine = number[order]
    groups, first, inverse = np.unique(mine, return_index=True, return_inverse=True)
    met = np.argsort(first, kind="stable")
    place = np.empty(len(groups), np.int64)
    place[met] = np.arange(len(groups))
    places = place[inverse]
    moved = np.argsort(places, kind="stable")
    starts = np.searchsorted(places[moved], np.arange(len(groups)))
    return order[moved], groups[met], starts.astype(np.int64)


def _both(photos: np.ndarray, waiting: Sequence[int]) -> Slots:
    return np.concatenate([photos.astype(np.int64), np.array(waiting, np.int64)])


def _alphabetical(numbers: np.ndarray, names: Sequence[str], waiting: Sequence[str]) -> Slots:
    every = list(dict.fromkeys([*names, *waiting]))
    number_of = {name: number for number, name in enumerate(every)}
    return _ranks(every)[_both(numbers, [number_of[name] for name in waiting])]


def _ranks(names: Sequence[str]) -> Slots:
    return _ranks_of([name.casefold().encode("utf-8", "surrogatepass") for name in names])


def _ranks_of(keys: Sequence[bytes]) -> Slots:
    """The place of each among all; equal ones have one place."""
    place = {key: number for number, key in enumerate(sorted(set(keys)))}
    return np.array([place[key] for key in keys], np.int64)


def _iso(day: int) -> str:
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else ""
