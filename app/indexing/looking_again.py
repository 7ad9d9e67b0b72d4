"""Files that held a photo when their date changed, at the moment when it is known what they hold now."""

from __future__ import annotations

import os
from collections.abc import Container, Mapping

from app.library import Library, Looked

# The key of a photo, and what its file was like before it was read; None where that could not be told.
Look = tuple[str, os.stat_result | None]


def look_again(library: Library, looks: Mapping[int, Look], known: Container[str]) -> set[int]:
    """Of these files, by id, that wait and hold a photo: notes the dates of those that still hold it, and takes it from
    the others. `known` are the keys of photos that need no worker. Returns the files with which that is all."""
    same: list[Looked] = []
    undescribed: list[Looked] = []
    other: list[Looked] = []
    for file_id, held in library.held_photos(list(looks)).items():
        key, facts = looks[file_id]
        if facts is None:
            continue
        file = Looked(file_id, facts.st_size, facts.st_mtime_ns)
        if key != held.key:
            other.append(file)
        elif file.mtime_ns != held.mtime_ns:
            (same if key in known else undescribed).append(file)
    if same or undescribed or other:
        library.looked_again(same=same, undescribed=undescribed, other=other)
    return {file.file_id for file in same}
