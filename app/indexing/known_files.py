"""Photos of the catalogue whose files can be read again without a scan."""

from __future__ import annotations

import os
from collections.abc import Sequence

from app.indexing.messages import PhotoTask
from app.library import Library


def unchanged(library: Library, ids: Sequence[int]) -> list[tuple[int, PhotoTask]]:
    """(photo id, what to read) of these photos, in their order, as far as a file is still what the catalogue knows."""
    sources = library.sources(ids)
    found = []
    for photo in ids:
        source = sources.get(photo)
        if source is None:
            continue
        try:
            facts = os.stat(source.path)
        except (OSError, ValueError):
            continue
        if (facts.st_size, facts.st_mtime_ns) == (source.size, source.mtime_ns):
            found.append((photo, PhotoTask(source.path, source.key)))
    return found
