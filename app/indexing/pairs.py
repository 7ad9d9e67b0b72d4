"""Which photos belong together: a raw file with its JPEG, and bursts. Looks only at what came or changed since.

A raw pair: one folder, one name but for the ending, a raw file and a JPEG or HEIC, taken within two seconds.
A burst: at least three shots of one camera, none more than two seconds after the one before, each looking much like
the one before. "Much like" is the cosine of their image vectors, which indexing has made anyway: between unrelated
photos it stays below 0.54 in 999 of 1,000 pairs, while a picture shifted by a sixth or zoomed by a tenth keeps 0.80
or more of itself (Flickr8k, compact pack 1.0.0).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from app.domain import CancelToken
from app.index.generation import Generation
from app.library import Library
from app.library.links import Group, Shot
from app.media.formats import RAW_SUFFIXES

APART = 2.0  # seconds, at most
LEAST_SHOTS = 3
ALIKE = 0.75
_DEVELOPED = frozenset(("JPEG", "HEIF"))
RAW = frozenset(suffix.upper() for suffix in RAW_SUFFIXES) | {"RAW"}
# Photos looked at in one transaction.
_CHUNK = 2_000


def link_photos(library: Library, generation: Generation, cancel: CancelToken) -> int:
    """Links all photos that came or changed since the last time; returns how many were looked at.

    `generation` is the live one. What is done so far stays when `cancel` raises `Cancelled`.
    """
    done: set[int] = set()
    generation.refresh()
    while ids := library.to_be_linked(_CHUNK):
        cancel.check()
        done.update(ids)
        for_pairs = library.group_mates(ids, "raw_pair")
        pairs = _pairs(library, sorted(for_pairs))
        for_pairs.update(id_ for group in pairs for id_ in group.photo_ids)
        for_bursts = library.group_mates(ids, "burst")
        bursts, seen = _bursts(library, generation, sorted(for_bursts))
        for_bursts |= seen
        # Others that lose their group with these look for a new one in the next round.
        bereft = library.group_mates(for_pairs, "raw_pair") - for_pairs
        bereft |= library.group_mates(for_bursts, "burst") - for_bursts
        library.put_links(ids, [*pairs, *bursts], {"raw_pair": for_pairs, "burst": for_bursts})
        library.wait_for_links(sorted(bereft - done))
    return len(done)


def _pairs(library: Library, ids: Sequence[int]) -> list[Group]:
    sets = library.same_stem(ids)
    shots = {shot.photo_id: shot for shot in library.shots(sorted({id_ for alike in sets for id_ in alike}))}
    groups = []
    taken: set[int] = set()
    for alike in sets:
        found = [shots[id_] for id_ in alike if id_ in shots and id_ not in taken]
        raws = [shot for shot in found if shot.format in RAW]
        for raw in raws:
            same = [shot for shot in found if shot.format in _DEVELOPED and _apart(raw, shot) <= APART]
            if same and raw.photo_id not in taken:
                group = Group("raw_pair", tuple(sorted((raw.photo_id, *(s.photo_id for s in same)))))
                if not taken & set(group.photo_ids):
                    groups.append(group)
                    taken.update(group.photo_ids)
    return groups


def _bursts(library: Library, generation: Generation, ids: Sequence[int]) -> tuple[list[Group], set[int]]:
    """The bursts around these photos, and all photos that were looked at for them."""
    groups: list[Group] = []
    seen: set[int] = set()
    for shot in library.shots(ids):
        if shot.photo_id in seen or shot.camera is None or shot.taken is None:
            continue
        chain = [other for other in _chain(library, shot) if other.photo_id not in seen]
        seen.update(other.photo_id for other in chain)
        groups += _alike(chain, generation)
    return groups, seen


def _chain(library: Library, shot: Shot) -> list[Shot]:
    """The shots of one camera around this one, none more than `APART` seconds after the one before."""
    assert shot.camera is not None
    assert shot.taken is not None
    first = last = shot.taken
    chain = [shot]
    while True:
        wide = library.shots_between(shot.camera, _shifted(first, -APART), _shifted(last, APART))
        if len(wide) <= len(chain):
            return chain
        middle = next((at for at, other in enumerate(wide) if other.photo_id == shot.photo_id), None)
        if middle is None:  # more shots in these seconds than are ever read at once
            return chain
        start, end = middle, middle + 1
        while start > 0 and _apart(wide[start - 1], wide[start]) <= APART:
            start -= 1
        while end < len(wide) and _apart(wide[end - 1], wide[end]) <= APART:
            end += 1
        if end - start <= len(chain):
            return chain
        chain = wide[start:end]
        first, last = chain[0].taken or first, chain[-1].taken or last


def _alike(chain: list[Shot], generation: Generation) -> list[Group]:
    """The parts of a chain in which each shot looks like the one before. A raw file and its JPEG are one shot."""
    known = [shot for shot in chain if shot.slot is not None and shot.slot < len(generation.images)]
    if len(known) < LEAST_SHOTS:
        return []
    vectors = generation.images.read(np.array([shot.slot for shot in known], np.int64))
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    close = (vectors[1:] * vectors[:-1]).sum(axis=1) >= ALIKE
    groups = []
    start = 0
    for end in range(1, len(known) + 1):
        if end < len(known) and close[end - 1]:
            continue
        part = known[start:end]
        if _different_shots(part) >= LEAST_SHOTS:
            groups.append(Group("burst", tuple(shot.photo_id for shot in part)))
        start = end
    return groups


def _different_shots(part: list[Shot]) -> int:
    """How often the camera was released: at least the larger of the two kinds of files that it writes."""
    raws = sum(shot.format in RAW for shot in part)
    return max(raws, len(part) - raws)


def _apart(one: Shot, other: Shot) -> float:
    """Seconds between two shots; endless where one of them has no time."""
    if one.taken is None or other.taken is None:
        return float("inf")
    seconds = (datetime.fromisoformat(other.taken) - datetime.fromisoformat(one.taken)).total_seconds()
    return abs(seconds + (other.ms - one.ms) / 1000)


def _shifted(taken: str, seconds: float) -> str:
    """`taken`, so many seconds later, rounded away from it."""
    try:
        return (datetime.fromisoformat(taken) + timedelta(seconds=seconds + (1 if seconds > 0 else -1))).isoformat(
            timespec="seconds"
        )
    except (ValueError, OverflowError):
        return taken
