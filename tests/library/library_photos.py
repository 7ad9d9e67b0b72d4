"""Short ways to fill a catalogue, shared by the tests of the library."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from app.domain import Caption, Metadata, Tag, Triplet
from app.library import Library, NewPhoto, NewText, SeenFile

PACK = "test-1"


def put_file(path: Path | bytes, content: bytes = b"photo") -> SeenFile:
    """Writes a real file, with its folders, and tells what a scan would see."""
    raw = os.fsencode(path)
    os.makedirs(os.path.dirname(raw), exist_ok=True)
    with open(raw, "wb") as file:
        file.write(content)
    facts = os.stat(raw)
    return SeenFile(raw, facts.st_size, facts.st_mtime_ns, facts.st_dev)


def add_photo(
    library: Library,
    files: Sequence[SeenFile],
    *,
    key: str,
    slot: int,
    caption: str | None = None,
    tags: Sequence[Tag] = (),
    triplets: Sequence[Triplet] = (),
    texts: Sequence[NewText] = (),
    taken: str | None = None,
) -> int:
    """One described photo, held by `files`; returns its id."""
    ids = tuple(file_id for file_id, _ in library.upsert_files(files))
    said = None if caption is None else Caption(caption, 0.75, PACK)
    metadata = Metadata("JPEG", 640, 480, taken=taken, camera="Canon EOS 40D")
    photo = NewPhoto(key, metadata, slot, tuple(tags), said, tuple(triplets), ids)
    return library.add_photos([photo], texts)[0]
