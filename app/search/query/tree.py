"""What a query means once it is understood: words, filters and pictures, joined by and, or, not.

Nodes are immutable and can be compared and hashed, so a judged query can be kept under its tree.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from app.domain import Grouping, SortOrder

FilterKey = Literal[
    "type",
    "date",
    "drive",
    "size",
    "in",
    "camera",
    "rating",
    "orientation",
    "is",
    "near",
    "place",
    "tag",
    "name",
    "text",
]

ITSELF = f"{os.sep}."
"""Behind the path of a folder: that folder alone, without those below it."""


@dataclass(frozen=True, slots=True)
class Names:
    """One of these must fit. For `is`: favourite, rated, online, offline, raw, burst, copy, edited; for
    `orientation`: portrait, landscape, square; for `in`: absolute folder paths, also with `ITSELF`, or a name without a
    separator, which stands for every folder of that name; for `rating`: none (not rated) or rejected."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """ISO 8601 dates or beginnings of one, both included: "2023-06" until "2023-08" is the whole summer."""

    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class YearDay:
    """The same day of every year: month and day as in ISO 8601, "11-21"."""

    date: str


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers, both included: bytes for `size`, stars for `rating`."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A circle on the map: the name as typed, its middle in degrees, its radius in kilometres."""

    name: str
    latitude: float
    longitude: float
    km: float


FilterValue: TypeAlias = Names | Days | YearDay | Range | Area


@dataclass(frozen=True, slots=True)
class Words:
    """Free words, in the order they were typed, for the text encoder and the literal search."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Exact:
    """Words that must stand in a name, folder, caption, tag or in the picture itself, just so."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Like:
    """A picture as query: a path, of a photo in the library or of any picture file."""

    path: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Filter:
    """A plain fact that photos must fulfil; it says who may be listed, never how relevant anybody is."""

    key: FilterKey
    value: FilterValue


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be: words that must not be seen, a picture not to be resembled, a filter turned round."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two or more."""

    nodes: tuple[Node, ...]


Node: TypeAlias = Words | Exact | Like | Filter | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query. `root` is None where there was nothing to read; `sort`, `group` where the text asks for them.

    `taken_back` are the words that a person wants as plain words although they could be read as filters.
    """

    text: str
    root: Node | None = None
    sort: SortOrder | None = None
    group: Grouping | None = None
    taken_back: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How an answer is wanted: None is what its text asks for, or what suits it. `descending` None is the order's own
    direction; `group` "none" wants no groups though the text asks for some."""

    sort: SortOrder | None = None
    descending: bool | None = None
    group: Grouping | Literal["none"] | None = None


AS_ASKED = Arrangement()
