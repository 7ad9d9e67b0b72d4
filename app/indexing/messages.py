"""What the parent and its worker processes say to each other. Small on purpose: no pixels travel."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import Description, FileWords, Metadata, Vector

# In `Looking`: the models are at work on the whole batch, no single file is being read.
WHOLE_BATCH = -1


@dataclass(frozen=True, slots=True)
class PhotoTask:
    """A photo to read: an absolute path, and the content key under which its thumbnail is kept."""

    path: bytes
    key: str


@dataclass(frozen=True, slots=True)
class DescribeTask:
    """Parent to worker: read and describe these photos together; or find the text in them, where that is its work."""

    photos: tuple[PhotoTask, ...]


@dataclass(frozen=True, slots=True)
class EncodeTask:
    """Parent to worker: make the vectors of these texts. `group` comes back with the answer."""

    group: int
    texts: tuple[str, ...]


Task = DescribeTask | EncodeTask


@dataclass(frozen=True, slots=True)
class Ready:
    """Worker to parent: the models are loaded. `sure_tag`: the probability from which a tag is shown to people; None
    from one that only reads text."""

    sure_tag: float | None


@dataclass(frozen=True, slots=True)
class StartFailed:
    """Worker to parent: the models cannot be loaded, and why."""

    message: str


@dataclass(frozen=True, slots=True)
class Looking:
    """Worker to parent: now at this photo of the task in hand (or at `WHOLE_BATCH`)."""

    index: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One photo, read and described; its thumbnail is on disk."""

    metadata: Metadata
    warning: str | None
    description: Description
    words: FileWords | None = None  # what the file itself says of it
    fingerprint: bytes | None = None


@dataclass(frozen=True, slots=True)
class TextSeen:
    """What can be read in one photo, line by line; none where there is no text."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """Worker to parent: for each photo of the task in hand what was seen, or the reason why not."""

    outcomes: tuple[Seen | TextSeen | str, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Worker to parent: the vectors of the task in hand, float32 [texts, dims]."""

    vectors: Vector


@dataclass(frozen=True, slots=True)
class TaskFailed:
    """Worker to parent: the models gave up on the task in hand; the worker lives on."""

    reason: str


@dataclass(frozen=True, slots=True)
class Fatal:
    """Worker to parent: nothing can go on, such as a full disk."""

    message: str
