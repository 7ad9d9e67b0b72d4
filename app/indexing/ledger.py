"""The one writer: gathers what the workers saw into groups, and writes each group as a whole.

The order is what makes a crash harmless: vectors are appended and forced to the disk first, and only then the
catalogue's one transaction names their slots. Vectors that no transaction names are cut off by `mend`.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from app.domain import SnowlineError, Vector
from app.index.generation import Generation
from app.indexing.messages import Seen
from app.library import Library, NewPhoto, NewText, TextKind

# A group is written when it has this many photos, or its first photo is this old: few enough to lose little in a
# crash, enough that the two forced writes to the disk do not count.
GROUP_PHOTOS = 64
GROUP_SECONDS = 2.0


@dataclass(slots=True)
class _Group:
    number: int
    photos: list[tuple[str, list[tuple[int, bytes]], Seen]] = field(default_factory=list)
    attached: list[tuple[int, int]] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    texts: dict[str, TextKind] = field(default_factory=dict)
    vectors: Vector | None = None
    since: float = field(default_factory=time.monotonic)

    @property
    def size(self) -> int:
        return len(self.photos) + len(self.attached) + len(self.skipped)


def mend(library: Library, generation: Generation) -> int:
    """Brings vector files and catalogue together after a crash, before anything is written.

    Rows that the catalogue does not know are cut off; photos whose row is gone wait for indexing again. Returns how
    many photos those are.
    """
    library = library.at(generation.name)
    images, texts = library.slot_ends()
    lost = 0
    if len(generation.images) < images or len(generation.texts) < texts:
        lost = library.forget_slots_from(len(generation.images), len(generation.texts))
        images, texts = library.slot_ends()
    if not library.shrinking:
        generation.truncate(images, texts)
    elif generation.shrink(images, texts):  # readers may still look at rows that a compaction freed
        library.shrunk()
    return lost


class Ledger:
    """Groups on their way into the library. `close_group` names the texts it lacks vectors for; `write` writes what
    is complete, in order, and returns how many photo files that finished."""

    def __init__(self, library: Library, generation: Generation, *, captioned: bool = True) -> None:
        """What is written belongs to `generation`, live or not. `captioned`: the workers are asked for captions."""
        self._library = library.at(generation.name)
        self._captioned = captioned
        self._generation = generation
        self._open = _Group(0)
        self._closed: deque[_Group] = deque()

    @property
    def pending(self) -> bool:
        return bool(self._open.size or self._closed)

    @property
    def full(self) -> bool:
        """True when the open group should be closed."""
        old = time.monotonic() - self._open.since > GROUP_SECONDS
        return self._open.size >= GROUP_PHOTOS or (old and self._open.size > 0)

    def add(self, key: str, files: list[tuple[int, bytes]], seen: Seen) -> None:
        """A photo that was described. `files`, (file id, path) of those that hold it, may grow until it is written."""
        self._touch()
        self._open.photos.append((key, files, seen))

    def attach(self, pairs: Iterable[tuple[int, int]]) -> None:
        """(file id, photo id) of files whose photo is described already."""
        self._touch()
        self._open.attached += pairs

    def skip(self, file_id: int, reason: str) -> None:
        self._touch()
        self._open.skipped.append((file_id, reason))

    def _touch(self) -> None:
        if not self._open.size:
            self._open.since = time.monotonic()

    def close_group(self) -> tuple[int, list[str]]:
        """Closes the open group. Returns its number, and the texts to encode before it can be written (maybe none)."""
        group = self._open
        kinds: dict[str, TextKind] = {}
        for _, _, seen in group.photos:
            said = seen.description
            if said.caption is not None and said.caption.text:
                kinds.setdefault(said.caption.text, "caption")
            for triplet in said.triplets:
                kinds.setdefault(triplet.text, "triplet")
            if seen.words is not None and seen.words.caption:
                kinds.setdefault(seen.words.caption, "caption")
        # Groups are written in order, so a text that an earlier group brings will be there before this one.
        claimed = {text for earlier in self._closed for text in earlier.texts}
        missing = [text for text in self._library.new_texts(kinds) if text not in claimed] if kinds else []
        group.texts = {text: kinds[text] for text in missing}
        self._closed.append(group)
        self._open = _Group(group.number + 1)
        return group.number, missing

    def take_vectors(self, number: int, vectors: Vector) -> None:
        """The vectors of a closed group's texts, float32 [texts, dims], in the order `close_group` gave."""
        for group in self._closed:
            if group.number == number:
                group.vectors = vectors

    def write(self, *, at_once: bool = False) -> tuple[int, list[str]]:
        """Writes all complete groups. Returns how many files were finished, and the keys that are now in the library.

        With `at_once` everything is written, groups without text vectors too: their texts wait for the next run.
        Raises `SnowlineError` when the disk is full; the library then is as it was before the group.
        """
        if at_once and self._open.size:
            self.close_group()
        done, keys = 0, []
        while self._closed:
            group = self._closed[0]
            if group.texts and group.vectors is None and not at_once:
                break
            self._write(group)
            self._closed.popleft()
            done += sum(len(files) for _, files, _ in group.photos) + len(group.attached)
            keys += [key for key, _, _ in group.photos]
        return done, keys

    def _write(self, group: _Group) -> None:
        slots = text_slots = np.empty(0, np.int64)
        try:
            if group.photos:
                slots = self._generation.images.append(
                    np.stack([seen.description.vector for _, _, seen in group.photos])
                )
            if group.vectors is not None:
                text_slots = self._generation.texts.append(group.vectors)
            if group.photos:
                self._generation.flush()
        except OSError as error:
            raise SnowlineError(
                f"The library at {self._library.folder} could not be written ({error.strerror or error}). "
                "Free some space and start again; what was finished before is kept."
            ) from error
        if group.photos:
            self._library.add_photos(
                [
                    _new_photo(*photo, int(slot), self._captioned)
                    for photo, slot in zip(group.photos, slots, strict=True)
                ],
                [
                    NewText(text, kind, int(slot))
                    for (text, kind), slot in zip(group.texts.items(), text_slots, strict=False)
                ],
            )
        if group.attached:
            self._library.attach_files(group.attached)
        if group.skipped:
            self._library.mark_skipped(group.skipped)

    def add_lost_texts(self, texts: list[tuple[str, TextKind]], vectors: Vector) -> None:
        """Gives texts, whose vectors a crash or a stop cost, their vectors again."""
        slots = self._generation.texts.append(vectors)
        self._generation.flush()
        self._library.add_texts(
            [NewText(text, kind, int(slot)) for (text, kind), slot in zip(texts, slots, strict=True)]
        )


def _new_photo(key: str, files: list[tuple[int, bytes]], seen: Seen, slot: int, captioned: bool) -> NewPhoto:
    said = seen.description
    return NewPhoto(
        key=key,
        metadata=seen.metadata,
        slot=slot,
        tags=said.tags,
        caption=said.caption if said.caption is not None and said.caption.text else None,
        triplets=said.triplets,
        file_ids=tuple(file_id for file_id, _ in files),
        warning=seen.warning,
        captioned=captioned,
        words=seen.words,
        fingerprint=seen.fingerprint,
    )
