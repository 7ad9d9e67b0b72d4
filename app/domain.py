"""What travels between the rooms: plain data and the errors a person may see. Imports nothing but `messages`."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from app.messages import Message, day_in_words, message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.uint8]
    Vector: TypeAlias = NDArray[np.float32]

VECTOR_DIMS = 384
INPUT_SIDE = 224


def __getattr__(name: str) -> Any:
    """The types of arrays come with numpy, which a window that only opens does without."""
    if name in ("Pixels", "Vector"):
        import numpy as np
        from numpy.typing import NDArray

        return NDArray[np.uint8] if name == "Pixels" else NDArray[np.float32]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class SnowlineError(Exception):
    """Something a person can act on. The message says what happened, to which file, and what to do."""

    def __str__(self) -> str:
        return self.args[0] if self.args and isinstance(self.args[0], Message) else super().__str__()


class Unreadable(SnowlineError):
    """A file that is not a photo we can read; the message is the reason, without the path."""


class PackError(SnowlineError):
    """A model pack that is missing, damaged or made for another version."""


class LibraryBusy(SnowlineError):
    """Another process is writing to this library."""


class LibraryDamaged(SnowlineError):
    """The library's file cannot be read as one; a repair may save what is in it."""


class LibraryNewer(SnowlineError):
    """The library was made by a newer version of the program."""


class LibraryForbidden(SnowlineError):
    """The library's folder may not be read or written."""


class LibraryGone(SnowlineError):
    """The library was there and is not any more: its drive is not connected, or its folder was moved."""


class DiskFull(SnowlineError):
    """There is no room left on the library's disk, or it fails."""


class Cancelled(Exception):
    """The caller's cancel token was set; what was finished before is kept."""


class CancelToken:
    """Lets another thread stop or pause a long operation between two of its steps."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()

    def cancel(self) -> None:
        self._stop.set()
        self._go.set()

    def pause(self) -> None:
        self._go.clear()

    def resume(self) -> None:
        self._go.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    @property
    def paused(self) -> bool:
        return not self._go.is_set()

    def check(self) -> None:
        """Waits while paused; raises `Cancelled` once cancelled."""
        self._go.wait()
        if self._stop.is_set():
            raise Cancelled


class Match(StrEnum):
    """How sure a hit is, seen against the relevance line."""

    LIKELY = "likely"
    MAYBE = "maybe"
    UNLIKELY = "unlikely"


SortOrder = Literal["relevance", "date", "name", "size", "rating", "type", "drive", "place", "folder", "caption"]
Grouping = Literal["day", "drive"]
# How the relevance line is drawn: ours, or the published one, angular distance 1.0 between query and caption vectors.
Policy = Literal["line", "published"]
# By what hits are ranked: how relevant they are, or the paths of the word network that lead to them.
Ranking = Literal["relevance", "association"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A word for an object or scene, with its calibrated probability."""

    name: str
    p: float


@dataclass(frozen=True, slots=True)
class Triplet:
    """(subject, predicate, object) read from a caption; base forms, lower case."""

    subject: str
    predicate: str
    object: str

    @property
    def text(self) -> str:
        return f"{self.subject} {self.predicate} {self.object}"


@dataclass(frozen=True, slots=True)
class Caption:
    """A sentence about a photo. `confidence` is 0..1; `sentence` is False where only sure tags are listed."""

    text: str
    confidence: float
    model: str
    sentence: bool = True


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself. `width` and `height` are those of the upright picture, in pixels."""

    format: str
    width: int
    height: int
    orientation: int = 1
    taken: str | None = None  # ISO 8601 seconds, local time of the camera
    camera: str | None = None
    lens: str | None = None
    latitude: float | None = None  # degrees, north positive
    longitude: float | None = None  # degrees, east positive
    taken_ms: int | None = None  # milliseconds after `taken`, where the camera says so


@dataclass(frozen=True, slots=True)
class FileWords:
    """What a photo's file, or the sidecar beside it, says of the photo. `rating` is -1 (rejected) or 1 to 5.

    `problem` tells why it, or a part of it, could not be read.
    """

    rating: int | None = None
    caption: str | None = None
    tags: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """One file, decoded once: model input uint8 [224, 224, 3] (or the frame, to be looked at), a JPEG thumbnail and the
    metadata."""

    pixels: Pixels
    thumbnail: bytes
    metadata: Metadata
    warning: str | None = None  # e.g. "file is truncated"
    shared: bytes | None = None  # a small PNG for the desktop's own thumbnails, where it was asked for
    words: FileWords | None = None  # keywords, caption and rating inside the file
    fingerprint: bytes | None = None  # by which the same picture is known again; None where it shows nothing


@dataclass(frozen=True, slots=True)
class Description:
    """Everything the models say of one photo. `vector` is float32 [384], unit length."""

    vector: Vector
    tags: tuple[Tag, ...]
    caption: Caption | None
    triplets: tuple[Triplet, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be indexed, and why, in words a person understands."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a long operation. `rate` is items per second; `seconds_left` is None while unknown."""

    stage: Literal["scan", "index", "finish", "read", "check", "table", "sidecars"]
    done: int
    total: int | None
    rate: float = 0.0
    seconds_left: float | None = None
    current: str = ""
    held: str = ""  # why nothing goes on just now: "paused", "on battery", "in use"; "" while it does


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be in a library, in words a person understands.

    One that is not `serious` does no harm and passes by itself with the next indexing run. `mended` tells that it was
    put right.
    """

    part: Literal["catalogue", "vectors", "index", "thumbnails"]
    text: str
    serious: bool = True
    mended: bool = False


@dataclass(slots=True)
class IndexSummary:
    """What an `index` run did; `skipped` names every file it could not use.

    `described_again` counts photos that a new version of the pack described beside the one in use; `switched_to` is
    the new generation's name once it has replaced the old one. `away` names folders that were not looked at, such as
    those of a drive that is not there; `problems` what went wrong besides, harmless for what was indexed. `missing`
    counts files that are no longer where the run before saw them, and were not found elsewhere. `named` counts those
    that were only taken in by their names, as the person chose.
    """

    found: int = 0
    indexed: int = 0
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    seconds: float = 0.0
    cancelled: bool = False
    described_again: int = 0
    switched_to: str | None = None
    away: list[Skipped] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    missing: int = 0
    named: int = 0


@dataclass(frozen=True, slots=True)
class Filters:
    """Plain facts that photos must fulfil; what is None or empty asks for nothing. Only one of several `types`,
    `drives` need fit.

    `types` are file types as in `Hit.type`, or name endings; `since` and `until` ISO 8601 dates or beginnings of one,
    both included ("2023-06" until "2023-08" is the whole summer); `drives` labels or serials; sizes in bytes, both
    included; `folder` an absolute path, with everything below it; `camera` a part of its name; `online` whether the
    drive is plugged in; `orientation` portrait, landscape or square; `place` a town or country, `near` a circle around
    one: (name, degrees north, degrees east, kilometres); `tag` and `name` (of the file) may have stars.
    """

    types: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    drives: tuple[str, ...] = ()
    min_size: int | None = None
    max_size: int | None = None
    min_rating: int | None = None
    favourite: bool | None = None
    folder: str | None = None
    camera: str | None = None
    online: bool | None = None
    max_rating: int | None = None
    orientation: str | None = None
    place: str | None = None
    near: tuple[str, float, float, float] | None = None
    tag: str | None = None
    name: str | None = None

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a query as it was understood, to be shown beside the search bar and taken back with one click.

    `text` is its canonical form ("date:2026-06..2026-08"), `label` what people read ("June to August 2026"), `source`
    the words that caused it, which stand at `start` to `end` of the query. `typed` tells that the person wrote a
    filter; otherwise it was read out of plain words, and the search can be asked again with `source` as `literal`.
    """

    kind: Literal["words", "filter", "without", "exact", "like", "order", "spelling"]
    text: str
    label: str
    source: str
    start: int
    end: int
    typed: bool = True


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """Something in a query that could not be understood and was taken as words: where it stands (characters), what is
    wrong with it, and what would be valid there."""

    start: int
    end: int
    text: str
    valid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A way to go on: `text` replaces the characters `start` to `end`; `count` photos have it, None where unknown."""

    text: str
    start: int
    end: int
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a hit: `text` in words, as in `Hit.why`; `strength` 0..1, how much of the evidence it
    is; `sure` 0..1, how sure it is by itself, None where that cannot be told (a name either contains a word or not)."""

    kind: Literal[
        "name", "folder", "caption", "triplet", "tag", "own tag", "look", "date", "place", "text", "path", "filter"
    ]
    text: str
    strength: float
    sure: float | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice to narrow an answer: how many hits are left with it, and the filter to add to the query."""

    label: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One photo in an answer. `score` is 0..1 and falls along a relevance-sorted answer.

    `path` opens the file; bytes of it that are not UTF-8 are lone surrogates (PEP 383), so it is not always printable.
    """

    photo_id: int
    path: str
    score: float
    match: Match
    caption: str
    why: tuple[str, ...]
    date: str | None
    size: int
    type: str
    drive: str
    online: bool
    tags: tuple[Tag, ...] = ()
    key: str = ""  # the photo's content key, under which its thumbnail is stored
    rating: int | None = None  # -1 (rejected) to 5 stars; None while nobody rated it
    favourite: bool = False
    waiting: bool = False  # a file nobody opened yet, found by its name: it has no photo, and a negative `photo_id`
    last_seen: str | None = None  # of an offline one: when its drive was last there, ISO 8601
    reasons: tuple[Reason, ...] = ()  # `why`, with strengths; strongest first
    copies: int = 0  # further photos folded into this hit: the same picture, its burst, its raw or JPEG partner
    place: str | None = None  # where it was taken: "Lisbon, Portugal"
    named: bool = False  # waiting, and nobody will open it before a person says so: found by its name only

    @property
    def away(self) -> str:
        """Where an offline photo is, in words: "on Backup-2, last seen 3 Oct"; "" for one that is online."""
        if self.online:
            return ""
        drive, seen = self.drive, day_in_words(self.last_seen) if self.last_seen else None
        if seen is None:
            return message("on {drive}, not connected", drive=drive) if drive else message("on a drive, not connected")
        if not drive:
            return message("on a drive, last seen {day}", day=seen)
        return message("on {drive}, last seen {day}", drive=drive, day=seen)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a library can be found by what is in it: photos that are described, and files that wait for that.

    Files that wait are found by name, folder, type, date and size.
    """

    described: int
    waiting: int

    @property
    def complete(self) -> bool:
        return self.waiting == 0

    @property
    def share(self) -> float:
        """The part that is described, 0..1; 1 where there is nothing to describe."""
        total = self.described + self.waiting
        return self.described / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The ordered hits of one query; `total` counts all above the line, however many are listed.

    `photos` counts the photos in them, folded ones included. `facets` (type, year, month, drive, size, camera, place,
    rating) count hits, so that adding a facet's `query` leaves just that `total`; None where nobody asked. `related`
    are photos under the line that the word network leads to.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    seconds: float = 0.0
    coverage: Coverage | None = None  # None where nobody asked
    at_least: bool = False  # `total` is a lower bound: there are more photos above the line than were counted
    photos: int = 0
    chips: tuple[Chip, ...] = ()
    problems: tuple[QueryProblem, ...] = ()
    facets: Mapping[str, tuple[FacetValue, ...]] | None = None
    related: tuple[Hit, ...] = ()
    group: Grouping | None = None  # hits that belong together stand together
