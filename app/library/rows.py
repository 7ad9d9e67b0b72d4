"""What goes into the catalogue and what comes out of it, as plain data. Nothing here touches SQLite."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.domain import Caption, FileWords, Metadata, Tag, Triplet

FileState = Literal["new", "indexed", "skipped", "missing"]
TextKind = Literal["caption", "triplet"]
# Where a word stands; "place" is no column of words, but where the photo was taken.
LiteralField = Literal["name", "folder", "caption", "tag", "place", "text"]


def shown(path: bytes) -> str:
    """A path as text that can always be printed and stored: bytes that are not UTF-8 become U+FFFD."""
    return path.decode("utf-8", "replace")


class SeenFile(NamedTuple):
    """A file as the scan found it. `path` is absolute; `size` in bytes; `device` is its folder's `st_dev`."""

    path: bytes
    size: int
    mtime_ns: int
    device: int


class KnownFile(NamedTuple):
    """A file as the catalogue knows it; a file in the state "new" waits to be looked at."""

    file_id: int
    size: int
    mtime_ns: int
    state: FileState
    reason: str | None


@dataclass(frozen=True, slots=True)
class NewText:
    """A unique caption or triplet text, and the row of the text vector file that holds its vector."""

    text: str
    kind: TextKind
    slot: int


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A described photo on its way into the catalogue, with the files that hold it.

    `slot` is its row in the image vector file. `tags` are stored as they come, best first. `captioned` tells that a
    caption was asked for, also where there was nothing to say.
    """

    key: str
    metadata: Metadata
    slot: int
    tags: tuple[Tag, ...]
    caption: Caption | None
    triplets: tuple[Triplet, ...]
    file_ids: tuple[int, ...]
    warning: str | None = None
    captioned: bool = True
    words: FileWords | None = None  # what the file itself says of its photo
    fingerprint: bytes | None = None  # see `media.fingerprint`


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """One photo with its best file: online before offline, then the shortest path.

    `last_seen` is set for an offline one: when its drive was last there, ISO 8601.

    `path` can be shown and printed; `raw_path` can be opened even when the name is not UTF-8. `date` is ISO 8601:
    the camera's date, or else that of the file changed least recently. `size` is in bytes; `width` and `height` in
    pixels, upright.
    """

    photo_id: int
    slot: int
    key: str
    path: str
    raw_path: bytes
    name: str
    size: int
    mtime_ns: int
    date: str
    type: str
    drive: str
    online: bool
    width: int
    height: int
    taken: str | None = None
    camera: str | None = None
    lens: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    warning: str | None = None
    caption: Caption | None = None
    tags: tuple[Tag, ...] = ()
    copies: int = 1
    last_seen: str | None = None
    rating: int | None = None  # -1 (rejected) to 5
    favourite: bool = False
    own_tags: tuple[str, ...] = ()
    own_caption: str | None = None
    place: str | None = None  # where it was taken: "Lisbon, Portugal"
    seen_text: str = ""  # what can be read in the picture, line by line


class SortKeys(NamedTuple):
    """What a photo is sorted by: a `PhotoRow`'s fields of these names."""

    slot: int
    name: str
    date: str
    size: int
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class DriveRow:
    """A drive of the library. `mount` is where it is mounted now, or was last; `files` counts what it holds."""

    drive_id: int
    serial: str
    label: str
    kind: str
    mount: str
    online: bool
    last_seen: str
    files: int = 0


@dataclass(frozen=True, slots=True)
class Status:
    """Counts over the whole library, for `status` and the window's status bar.

    `captions` and `triplet_uses` count what photos say, `unique_captions` and `triplets` how much of that differs.
    `kept` are those of the `waiting` files that are only looked at again: their photos are described.
    """

    photos: int
    files: int
    indexed: int
    waiting: int
    skipped: int
    missing: int
    captions: int
    unique_captions: int
    triplet_uses: int
    triplets: int
    texts: int
    tags: int
    pack: str | None
    roots: tuple[str, ...] = ()
    drives: tuple[DriveRow, ...] = field(default_factory=tuple)
    kept: int = 0
