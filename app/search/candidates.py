"""Which photos of a large library are worth judging for a phrase: those that can come above the relevance line.

Candidates are the photos that look nearest, and whatever captions, tags or names lead to. How a photo looks is not
known without reading its vector, but no photo that is not among the nearest looks better than the last of those: so
each has a best case, and whose best case lies under the line need not be judged. Nor need any photo that nothing leads
to, as soon as the best case of looks alone lies under the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.index.base import Floats, Slots
from app.search.evidence import PLACES, UNSEEN, Clues, best_texts, each_once, log_odds
from app.search.facts import Mask
from app.search.presence import LARGE, log_size
from app.search.relevance import present
from app.search.snapshot import Snapshot
from app.search.weights import WEIGHTS

MOST = 40_000  # photos judged for one phrase; of more, the best cases
FEWEST = 2_000  # photos judged even where fewer can come above the line: `everything` lists them
_ROUNDING = 0.01  # log odds
_UNREACHABLE = 50.0
_STEPS, _LEAST_SPAN = 10_000, 1e-6  # of values that are sorted coarsely


@dataclass(frozen=True, slots=True)
class Candidates:
    """`slots` are the photos to judge, int64 [n], ascending; `all_` tells that no other can come above the line."""

    slots: Slots
    all_: bool


def candidates(clues: Clues, snapshot: Snapshot, line: float, among: Mask | None = None) -> Candidates:
    """The photos to judge for a phrase, out of those that can be shown, or of `among` (bool [slots], of those only).

    `line` is the probability below which a photo is no hit.
    """
    shown = among if among is not None else snapshot.alive
    near, looks, farthest = snapshot.near_images(clues.centred, among, clues.near)
    there = present(clues.presence)
    best_case = _without_looks(clues, snapshot.slots, there, line)
    wanted = _needed(line, there)
    # What every photo has for certain, and at best: no named tag, and the looks of the farthest.
    start = WEIGHTS.base + WEIGHTS.size * (log_size(len(snapshot)) - log_size(LARGE))
    start += WEIGHTS.tag * UNSEEN * clues.tag_share
    unseen = start + WEIGHTS.image * farthest

    def led_to(least: float) -> tuple[Slots, Floats, int]:
        """Photos that more than `least` leads to, and the nearest; their best cases, and how many may be hits."""
        led = best_case > np.float32(least)
        led[near] = True
        if shown is not None:
            led &= shown
        slots = np.flatnonzero(led)
        odds = best_case[slots]
        look = np.full(len(slots), farthest, np.float32)
        look[np.searchsorted(slots, near)] = looks
        odds += look * np.float32(WEIGHTS.image) + np.float32(start)
        return slots, odds, int(np.count_nonzero(odds >= wanted))

    # Mostly enough may be hits, and nobody else need be looked at; the margin is for rounding.
    least = max(wanted - unseen - _ROUNDING, 0.0)
    slots, odds, enough = led_to(least)
    if enough < FEWEST and least > 0:
        slots, odds, enough = led_to(0.0)
    all_ = unseen < wanted
    count = min(max(enough, FEWEST), MOST)
    if len(slots) > count:
        slots = slots[highest(odds, count)]
    return Candidates(slots, all_ and enough <= MOST)


def highest(values: Floats, count: int) -> Slots:
    """Where the `count` highest of at least as many values stand, int64 [count], ascending; of equal ones the first.

    Values of many photos are often the same, which selecting by comparison is slow with: they are sorted into steps,
    and compared within the one that is kept in part.
    """
    low, high = float(values.min()), float(values.max())
    steps = ((values - np.float32(low)) * np.float32(_STEPS / max(high - low, _LEAST_SPAN))).astype(np.int64)
    at_least = np.cumsum(np.bincount(steps)[::-1])[::-1]  # how many values lie in each step or higher
    edge = int(np.flatnonzero(at_least >= count)[-1])
    kept = steps > edge
    level = np.flatnonzero(steps == edge)
    missing = count - int(np.count_nonzero(kept))
    kept[level[np.argsort(-values[level], kind="stable")[:missing]]] = True
    return np.flatnonzero(kept)


def _needed(line: float, there: float) -> float:
    """The log odds that one photo needs to come above the line, given those that the library holds any such."""
    p = line * (1 + float(np.exp(-there)))
    return float(np.log(p / (1 - p))) if p < 1 else _UNREACHABLE


def _without_looks(clues: Clues, slots: int, there: float, line: float) -> Floats:
    """At most what captions, tags and names add to a photo's log odds, beyond a photo without any: float32 [slots]."""
    odds = np.zeros(slots, np.float32)
    for tag in clues.tags:
        photos, p = clues.tagged[tag.name]
        _add(odds, photos, np.float32(WEIGHTS.tag * tag.share) * (log_odds(p) - np.float32(UNSEEN)))
    spoken = np.flatnonzero(clues.spoken != 0)
    said, _ = best_texts(clues, spoken)
    _add(odds, spoken, np.float32(WEIGHTS.caption) * said)
    _add(odds, clues.relations.right, np.float32(WEIGHTS.relation))
    _add(odds, clues.relations.wrong, np.float32(-WEIGHTS.relation))
    told = _shares([[found] for found in clues.told.values()], slots)
    if told is not None:
        odds += np.float32(WEIGHTS.told) * told * told
    places = [[fields[name] for name in PLACES if name in fields] for fields in clues.literal.values()]
    named = _shares(places, slots)
    if named is not None:
        bearing = np.flatnonzero(named)
        more = np.float32(WEIGHTS.named) * named[bearing] ** 2
        # A name also speaks for such photos being there, so that its photo needs less than others.
        lifts, which = np.unique(more, return_inverse=True)
        less = [_needed(line, there) - _needed(line, there + float(lift)) for lift in lifts]
        odds[bearing] += more + np.array(less, np.float32)[which]
    return odds


def _shares(standing: Sequence[Sequence[Slots]], slots: int) -> Floats | None:
    """The part of some things that each photo has, float32 [slots], given where each stands in one or more fields; None
    where none stands anywhere."""
    shares: Floats | None = None
    for places in standing:
        if any(len(place) for place in places):
            shares = np.zeros(slots, np.float32) if shares is None else shares
            thing = places[0] if len(places) == 1 else each_once(np.concatenate(list(places)))
            _add(shares, thing, np.float32(1 / len(standing)))
    return shares


def _add(to: Floats, slots: Slots, what: Floats | np.float32) -> None:
    """Adds to the photos at these slots, each once, as far as there are such."""
    if len(slots) and int(slots[-1]) >= len(to):
        inside = slots < len(to)
        slots = slots[inside]
        what = what[inside] if isinstance(what, np.ndarray) else what
    to[slots] += what
