"""Gives back the room of vectors that nobody asks for any more: older descriptions of photos, texts no photo says.

The last rows of a vector file are copied over unused ones and forced to the disk, then one transaction of the catalogue
names their new slots, and only then the file is shortened. Killed anywhere on the way, each slot that the catalogue
names holds the vector it held before.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from app.index.generation import Generation
from app.indexing.ledger import mend
from app.library import Library


@dataclass(frozen=True, slots=True)
class Freed:
    """Rows of the image and of the text vector file, and bytes, that were given back."""

    images: int
    texts: int
    size: int


def compact(library: Library, name: str) -> Freed:
    """Compacts the vector files of one generation. What is derived from them is removed, and built anew later.

    `library` is open for writing. Raises SnowlineError when the disk is full or failing.
    """
    pinned = library.at(name)
    with Generation(library.folder, name, writable=True) as generation:
        mend(library, generation)
        before = len(generation.images), len(generation.texts)
        pinned.forget_unused_texts()
        images, texts = pinned.slots_to_move()
        shutil.rmtree(library.index / name, ignore_errors=True)
        generation.images.copy_over(*images)
        generation.texts.copy_over(*texts)
        generation.flush()
        pinned.move_slots(images, texts)
        mend(library, generation)
        after = len(generation.images), len(generation.texts)
        rows = before[0] - after[0], before[1] - after[1]
        return Freed(*rows, sum(rows) * generation.images.stride)
