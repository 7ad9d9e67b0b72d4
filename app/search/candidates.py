"""Which photos of a large library are worth judging for a phrase: those that can come above the relevance line.

Candidates are the photos that look nearest, and whatever captions, tags or names lead to. How a photo looks is not
known without reading its vector, but no photo that is not among the nearest looks better than the last of those: so
each has a best case, and whose best case lies under the line need not be judged. Nor need any photo that nothing leads
to, as soon as the best case of looks alone lies under the line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.index.base import Floats, Slots
from app.search.evidence import PLACES, UNSEEN, Clues, best_texts, each_once, log_odds
from app.search.facts import Mask
from app.search.relevance import WEIGHTS, log_size
from app.search.snapshot import Snapshot

MOST = 40_000  # photos judged for one phrase; of more, the best cases
FEWEST = 2_000  # photos judged even where fewer can come above the line: `everything` lists them
_ROUNDING = 0.01  # log odds


@dataclass(frozen=True, slots=True)
class Candidates:
    """`slots` are the photos to judge, int64 [n], ascending; `all_` tells that no other can come above the line."""

    slots: Slots
    all_: bool


def candidates(clues: Clues, snapshot: Snapshot, line: float, among: Mask | None = None) -> Candidates:
    """The photos to judge for a phrase, out of those that can be shown, or of `among` (bool [slots], of those only).

    `line` is the probability below which a photo is no hit.
    """
    wanted = float(np.log(line / (1 - line)))
    near, looks, farthest = snapshot.near_images(clues.centred, among)
    best_case = _without_looks(clues, snapshot.slots)
    shown = among if among is not None else snapshot.alive
    # What every photo has for certain, and at best: no named tag, all words told, and the looks of the farthest.
    start = WEIGHTS.base + WEIGHTS.size * log_size(len(snapshot)) + WEIGHTS.tag_share * clues.tag_share
    start += WEIGHTS.tag * UNSEEN * clues.tag_share + WEIGHTS.told
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
        slots = np.sort(slots[np.argpartition(-odds, count - 1)[:count]])
    return Candidates(slots, all_ and enough <= MOST)


def _without_looks(clues: Clues, slots: int) -> Floats:
    """At most what captions, tags and names add to a photo's log odds, beyond a photo without any: float32 [slots]."""
    odds = np.zeros(slots, np.float32)
    for name, (photos, p) in clues.tagged.items():
        share = sum(tag.share for tag in clues.tags if tag.name == name)
        cosine = max((cosine for kindred, cosine in clues.kindred if kindred == name), default=0.0)
        more = np.float32(WEIGHTS.tag * share) * (log_odds(p) - np.float32(UNSEEN))
        more += np.float32(WEIGHTS.kindred * cosine) * p
        _add(odds, photos, more)
    spoken = np.flatnonzero(clues.spoken != 0)
    said, _ = best_texts(clues, spoken)
    _add(odds, spoken, np.float32(WEIGHTS.caption) * said)
    parts: Floats | None = None
    for fields in clues.literal.values():
        places = [fields[name] for name in PLACES if name in fields]
        if places:
            parts = np.zeros(slots, np.float32) if parts is None else parts
            word = places[0] if len(places) == 1 else each_once(np.concatenate(places))
            _add(parts, word, np.float32(1 / len(clues.literal)))
    if parts is not None:
        odds += np.float32(WEIGHTS.named) * parts * parts
    return odds


def _add(to: Floats, slots: Slots, what: Floats | np.float32) -> None:
    """Adds to the photos at these slots, each once, as far as there are such."""
    if len(slots) and int(slots[-1]) >= len(to):
        inside = slots < len(to)
        slots = slots[inside]
        what = what[inside] if isinstance(what, np.ndarray) else what
    to[slots] += what
