"""The columns of the list: what they are called, what they show of a hit, and by which order they are sorted."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import lru_cache

from app.domain import Hit, SortOrder
from app.ui import wording
from app.ui.translation import in_words, marked, translate


class Column(IntEnum):
    NAME = 0
    TYPE = 1
    DATE = 2
    DRIVE = 3
    SIZE = 4
    RATING = 5
    MATCH = 6
    CAPTION = 7
    PLACE = 8
    FOLDER = 9


_NAMES = {
    Column.NAME: marked("columns", "Name"),
    Column.TYPE: marked("columns", "Type"),
    Column.DATE: marked("columns", "Date"),
    Column.DRIVE: marked("columns", "Drive"),
    Column.SIZE: marked("columns", "Size"),
    Column.RATING: marked("columns", "Rating"),
    Column.MATCH: marked("columns", "Relevance"),
    Column.CAPTION: marked("columns", "Caption"),
    Column.PLACE: marked("columns", "Place"),
    Column.FOLDER: marked("columns", "Folder"),
}

# Putting a date into words takes as long as painting the rest of a row.
_date, _size = lru_cache(4_096)(wording.date), lru_cache(4_096)(wording.size)

CELLS: dict[Column, Callable[[Hit], str]] = {
    Column.NAME: wording.file_name,
    Column.TYPE: lambda hit: hit.type,
    Column.DATE: lambda hit: _date(hit.date),
    Column.DRIVE: lambda hit: in_words(hit.drive),
    Column.SIZE: lambda hit: _size(hit.size),
    Column.RATING: wording.marks,
    Column.MATCH: lambda hit: wording.match(hit.match),
    Column.CAPTION: lambda hit: hit.caption,
    Column.PLACE: lambda hit: hit.place or "",
    Column.FOLDER: wording.folder,
}

SORT_OF: dict[Column, SortOrder] = {
    Column.MATCH: "relevance",
    Column.NAME: "name",
    Column.DATE: "date",
    Column.SIZE: "size",
    Column.RATING: "rating",
    Column.TYPE: "type",
    Column.DRIVE: "drive",
    Column.CAPTION: "caption",
    Column.PLACE: "place",
    Column.FOLDER: "folder",
}
COLUMN_OF: dict[SortOrder, Column] = {sort: column for column, sort in SORT_OF.items()}

# Each begins with what one looks for first: the best, the newest, the largest.
DESCENDING: frozenset[SortOrder] = frozenset({"relevance", "date", "size", "rating"})


def name_of(column: Column) -> str:
    """What a column is called."""
    return translate("columns", _NAMES[column])


_ORDERED = {
    ("relevance", True): marked("columns", "best first"),
    ("relevance", False): marked("columns", "least sure first"),
    ("date", True): marked("columns", "newest first"),
    ("date", False): marked("columns", "oldest first"),
    ("size", True): marked("columns", "largest first"),
    ("size", False): marked("columns", "smallest first"),
    ("rating", True): marked("columns", "best rated first"),
    ("rating", False): marked("columns", "lowest rated first"),
}


def direction_of(sort: SortOrder, *, descending: bool) -> str:
    """ "newest first", "A to Z"."""
    words = _ORDERED.get((sort, descending))
    if words is not None:
        return translate("columns", words)
    return translate("columns", "Z to A") if descending else translate("columns", "A to Z")
