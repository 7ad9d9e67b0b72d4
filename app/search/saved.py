"""Saved searches asked anew: what they find now, and what of that is new since a person last looked."""

from __future__ import annotations

from typing import NamedTuple

from app.index.base import Slots
from app.library import Library
from app.library.saved import Asked, SavedSearch
from app.search.query.printing import write
from app.search.searcher import Searcher


class Found(NamedTuple):
    """Photo ids of all that a saved search finds, and of what is new among them: int64 [n], ascending."""

    hits: Slots
    new: Slots


def asked(searcher: Searcher, typed: str, *, literal: frozenset[str] = frozenset(), sort: str | None = None) -> Asked:
    """A query as it is saved: as typed, and as it was understood."""
    return Asked(write(searcher.read(typed, literal=literal).query), typed, literal, sort)


def found_by(searcher: Searcher, library: Library, saved: SavedSearch) -> Found:
    """What a saved search finds now. It is asked as it was typed, so that "this year" goes with the time."""
    hits = searcher.photo_ids(saved.asked.typed, literal=saved.asked.literal)
    hits.sort()
    return Found(hits, library.seen_of(saved.search_id).new_among(hits))


def new_hits(searcher: Searcher, library: Library, saved: SavedSearch) -> tuple[int, int]:
    """How many photos a saved search finds now, and how many of them are new."""
    found = found_by(searcher, library, saved)
    return len(found.hits), len(found.new)
