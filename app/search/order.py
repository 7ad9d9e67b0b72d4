"""The orders in which an answer can be listed. All are stable: what is equal stays in the order of relevance."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from app.domain import Hit, SnowlineError, SortOrder
from app.library import SortKeys

SORT_ORDERS: tuple[SortOrder, ...] = ("relevance", "date", "name", "size")
_DIGITS = re.compile(r"(\d+)")


def ordered(rows: Sequence[SortKeys], sort: SortOrder) -> list[SortKeys]:
    """`rows`, which come by relevance, in another order: the newest first (unknown dates last), names as people
    count ("img 2" before "img 10"), or the largest file first. Raises SnowlineError for an unknown order."""
    if sort == "relevance":
        return list(rows)
    if sort == "date":
        return sorted(rows, key=lambda row: row.date or "", reverse=True)
    if sort == "name":
        return sorted(rows, key=lambda row: natural(row.name))
    if sort == "size":
        return sorted(rows, key=lambda row: row.size, reverse=True)
    raise SnowlineError(f'Cannot sort by "{sort}"; choose one of {", ".join(SORT_ORDERS)}.')


def sort_hits(hits: Sequence[Hit], sort: SortOrder) -> list[Hit]:
    """The same for hits that are rows already."""
    keys = [SortKeys(number, os.path.basename(hit.path), hit.date or "", hit.size) for number, hit in enumerate(hits)]
    return [hits[key.slot] for key in ordered(keys, sort)]


def natural(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """A key under which numbers inside names compare as numbers, and case only decides between equals."""
    parts = [
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(name.casefold()) if part
    ]
    return parts, name
