"""The orders in which an answer can be listed. All are stable: what is equal stays in the order of relevance."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence

from app.domain import Grouping, Hit, SnowlineError, SortOrder
from app.library import SortKeys

SORT_ORDERS: tuple[SortOrder, ...] = (
    "relevance",
    "date",
    "name",
    "size",
    "rating",
    "type",
    "drive",
    "place",
    "folder",
    "caption",
)
DESCENDING: frozenset[SortOrder] = frozenset({"relevance", "date", "size", "rating"})
"""The orders that begin with the highest: the best, the newest, the largest. The others go from A to Z."""
_WORDS: dict[SortOrder, Callable[[Hit], str]] = {
    "type": lambda hit: hit.type,
    "drive": lambda hit: hit.drive,
    "place": lambda hit: hit.place or "",
    "folder": lambda hit: os.path.dirname(hit.path),
    "caption": lambda hit: hit.caption,
}
_LAST = -2  # stands behind every rating
_DIGITS = re.compile(r"(\d+)")


def ordered(rows: Sequence[SortKeys], sort: SortOrder) -> list[SortKeys]:
    """`rows`, which come by relevance, in another order: the newest first (unknown dates last), names as people
    count ("img 2" before "img 10"), the largest file or the best rated (unrated last) first. Raises SnowlineError for
    an unknown order."""
    if sort == "relevance":
        return list(rows)
    if sort == "date":
        return sorted(rows, key=lambda row: row.date or "", reverse=True)
    if sort == "name":
        return sorted(rows, key=lambda row: natural(row.name))
    if sort == "size":
        return sorted(rows, key=lambda row: row.size, reverse=True)
    if sort == "rating":
        return sorted(rows, key=lambda row: row.rating or _LAST, reverse=True)
    raise unknown_order(sort)


def unknown_order(sort: str) -> SnowlineError:
    """What to raise for an order that does not exist."""
    return SnowlineError(f'Cannot sort by "{sort}"; choose one of {", ".join(SORT_ORDERS)}.')


def sort_hits(hits: Sequence[Hit], sort: SortOrder) -> list[Hit]:
    """The same for hits that are rows already; also in the orders of words, of which unknown ones come last."""
    if sort in _WORDS:
        return sorted(hits, key=lambda hit: (not _WORDS[sort](hit), _WORDS[sort](hit).casefold()))
    keys = [
        SortKeys(number, os.path.basename(hit.path), hit.date or "", hit.size, hit.rating)
        for number, hit in enumerate(hits)
    ]
    return [hits[key.slot] for key in ordered(keys, sort)]


def grouped(hits: Sequence[Hit], grouping: Grouping) -> list[tuple[str, tuple[Hit, ...]]]:
    """Hits under headings, in their order: the day, ISO 8601 ("" where unknown), or the drive's name. Headings come in
    the order in which each is first met, so that days of an answer sorted by date follow one another."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.date or "")[:10] if grouping == "day" else hit.drive, []).append(hit)
    return [(heading, tuple(mine)) for heading, mine in groups.items()]


def natural(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """A key under which numbers inside names compare as numbers, and case only decides between equals."""
    parts = [
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(name.casefold()) if part
    ]
    return parts, name
