"""Filters against the columns of a derived file, and against the catalogue where that knows better."""

from __future__ import annotations

import os
import time

import numpy as np

from app.domain import Filters
from app.index.base import Slots
from app.index.postings import PostingsFile, Strings, place_key
from app.library import Library, WaitingFilter
from app.library.filters import Conditions, after, first_below
from app.search.facts import MappedFacts, Mask
from app.search.query.tree import And, Days, Filter, Names, Node, Not, Range
from app.search.snapshot import Snapshot
from app.search.waiting import types_as_suffixes


def node_of(filters: Filters) -> Node | None:
    """Flat filters as nodes of a query; None where they ask for nothing."""
    nodes: list[Node] = []
    if filters.types:
        nodes.append(Filter("type", Names(filters.types)))
    if filters.since is not None or filters.until is not None:
        nodes.append(Filter("date", Days(filters.since, filters.until)))
    if filters.drives:
        nodes.append(Filter("drive", Names(filters.drives)))
    if filters.min_size is not None or filters.max_size is not None:
        nodes.append(Filter("size", Range(filters.min_size, filters.max_size)))
    if filters.min_rating is not None:
        nodes.append(Filter("rating", Range(filters.min_rating)))
    if filters.folder is not None:
        nodes.append(Filter("in", Names((filters.folder,))))
    if filters.camera:
        nodes.append(Filter("camera", Names((filters.camera,))))
    if filters.favourite is not None:
        favourite = Filter("is", Names(("favourite",)))
        nodes.append(favourite if filters.favourite else Not(favourite))
    if filters.online is not None:
        nodes.append(Filter("is", Names(("online" if filters.online else "offline",))))
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return And(tuple(nodes))


def mask_of(condition: Filter, snapshot: Snapshot) -> Mask:
    """Which photos can be shown and fulfil a condition, bool [slots]. Raises SnowlineError for a drive that the library
    does not know, a date that is none, and bounds that leave nothing."""
    value = condition.value
    ways: list[Filters] = []
    if isinstance(value, Days):
        ways = [Filters(since=value.since, until=value.until)]
    elif isinstance(value, Range) and condition.key == "size":
        ways = [Filters(min_size=value.low, max_size=value.high)]
    elif isinstance(value, Range):
        ways = [Filters(min_rating=value.low)]
    elif isinstance(value, Names):
        ways = {
            "type": [Filters(types=value.values)],
            "drive": [Filters(drives=value.values)],
            "in": [Filters(folder=folder) for folder in value.values],
            "camera": [Filters(camera=camera) for camera in value.values],
            "is": [_STATES[name] for name in value.values if name in _STATES],
        }.get(condition.key, [])
    mask = np.zeros(snapshot.slots, np.bool_)
    for filters in ways:
        mask |= fulfilling(filters, snapshot)
    return mask


_STATES = {"favourite": Filters(favourite=True), "online": Filters(online=True), "offline": Filters(online=False)}


def fulfilling(filters: Filters, snapshot: Snapshot) -> Mask:
    """Which photos can be shown and fulfil the filters, bool [slots]. Raises SnowlineError as `Library.conditions`."""
    wanted = snapshot.library.conditions(filters)
    facts = snapshot.facts
    if not isinstance(facts, MappedFacts):
        return _mask(snapshot.library.fulfilling(wanted), snapshot.slots)
    mask = np.zeros(snapshot.slots, np.bool_)
    drives = {row.drive_id: row.online for row in snapshot.library.drives()}
    known = _by_columns(wanted, facts.file, drives)
    if wanted.own:
        noted = snapshot.library.fulfilling(Conditions(min_rating=wanted.min_rating, favourite=wanted.favourite))
        known &= _mask(noted, len(known))
    # Photos that changed since, and those for which another file may stand now, are as the catalogue says.
    photos = facts.recent.photos
    doubtful = facts.stale
    elsewhere = facts.elsewhere()
    if elsewhere is not None and (wanted.since is not None or wanted.until is not None):
        photos = np.union1d(photos, facts.file.array("photo")[elsewhere].astype(np.int64))
        doubtful = elsewhere if doubtful is None else doubtful | elsewhere
    if doubtful is not None:
        known &= ~doubtful
    both = min(len(known), snapshot.slots)
    mask[:both] = known[:both]
    if len(photos):
        mask |= _mask(snapshot.library.fulfilling(wanted, photos), snapshot.slots)
    if snapshot.alive is not None:
        mask &= snapshot.alive
    return mask


def _mask(slots: Slots, rows: int) -> Mask:
    mask = np.zeros(rows, np.bool_)
    mask[slots[slots < rows]] = True
    return mask


def _by_columns(wanted: Conditions, file: PostingsFile, drives: dict[int, bool]) -> Mask:
    mask: Mask = file.array("alive") != 0
    if wanted.types is not None:
        mask &= _coded(file, "type", [name.upper() in wanted.types for name in file.facts["types"]])
    if wanted.camera is not None:
        mask &= _coded(file, "camera", [wanted.camera in name.casefold() for name in file.facts["cameras"]])
    for name, low, high in (("date", wanted.since, wanted.until), ("size", wanted.min_size, wanted.max_size)):
        if low is not None:
            mask &= file.array(name) >= low
        if high is not None:
            mask &= file.array(name) <= high
    if wanted.drives is not None:
        mask &= _placed(file, [(place_key(drive, b""), place_key(drive + 1, b"")) for drive in sorted(wanted.drives)])
    if wanted.places is not None:
        # A folder's key ends with a separator, so that of its neighbours none begins like it.
        ranges = [
            (place_key(drive, b"") + first_below(folder), place_key(drive, b"") + after(folder))
            for drive, folder in wanted.places
        ]
        mask &= _placed(file, ranges)
    if wanted.online is not None:
        online = [drive for drive, there in drives.items() if there]
        here = _placed(file, [(place_key(drive, b""), place_key(drive + 1, b"")) for drive in online])
        mask &= here if wanted.online else ~here
    return mask


def _coded(file: PostingsFile, name: str, fits: list[bool]) -> Mask:
    return np.array([*fits, False], np.bool_)[np.minimum(file.array(name), len(fits))]


def _placed(file: PostingsFile, ranges: list[tuple[bytes, bytes]]) -> Mask:
    """The photos with a file in a folder whose key lies in one of these ranges (the end left out)."""
    folders, starts = Strings(file, "folder"), file.array("place_starts")
    photos: Slots = file.array("place_photos")
    mask = np.zeros(int(file.facts["photos"]), np.bool_)
    for low, high in ranges:
        mask[photos[int(starts[folders.first(low)]) : int(starts[folders.first(high)])]] = True
    return mask


def waiting_filter(filters: Filters, library: Library) -> WaitingFilter | None:
    """What `filters` ask of a file that nobody has opened yet; None where it cannot be told of such."""
    if filters.min_rating is not None or filters.favourite or filters.camera is not None:
        return None
    wanted = library.conditions(filters)
    drives = wanted.drives
    if filters.online is not None:
        there = frozenset(row.drive_id for row in library.drives() if row.online == filters.online)
        drives = there if drives is None else drives & there
    return WaitingFilter(
        suffixes=types_as_suffixes(frozenset(filters.types)) if filters.types else None,
        since=None if filters.since is None else _moment(filters.since, 0),
        until=None if filters.until is None else _moment(filters.until, 1),
        drives=drives,
        min_size=filters.min_size,
        max_size=filters.max_size,
        folder=None if filters.folder is None else os.path.realpath(os.fsencode(filters.folder)),
    )


def _moment(date: str, later: int) -> float:
    """When the year, month, day, hour, minute or second that `date` names begins, in seconds since the epoch; with
    `later`, when the one after it does."""
    digits = "".join(letter for letter in date[:19] if "0" <= letter <= "9")
    parts = [int(digits[:4]), *(int(digits[at : at + 2]) for at in range(4, len(digits) - 1, 2))]
    parts[-1] += later
    year, month, *rest = [*parts, 1][:2] if len(parts) == 1 else parts
    day, *clock = rest or [1]
    hour, minute, second = [*clock, 0, 0, 0][:3]
    # mktime carries what is too large into the next unit.
    return time.mktime((year, month, day, hour, minute, second, 0, 0, -1))
