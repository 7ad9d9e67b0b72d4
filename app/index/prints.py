"""The short form of all fingerprints, mapped: a derived file beside the others of a generation (see `index.postings`).

| array | holds |
| --- | --- |
| `photo` | photo ids, in the order in which their fingerprints were taken |
| `signs_0` to `signs_3` | 32 signs of each fingerprint, as `media.likeness.words` has them |
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.index.base import Slots
from app.index.postings import PostingsFile, PostingsWriter, newest

STEM = "prints"
FORMAT = 1
CLASSES = 4

Signs = NDArray[np.uint32]


def open_prints(folder: Path, last: int) -> PostingsFile | None:
    """The newest whole file in the folder of a generation; None where there is none of this format, or where it speaks
    of fingerprints after number `last`, the newest that there is. `last` of its facts is the newest that it holds."""
    file = newest(folder, STEM)
    if file is None or file.facts.get("signs") != FORMAT or int(file.facts["last"]) > last:
        return None
    return file


def signs_in(file: PostingsFile) -> tuple[Slots, list[Signs]]:
    """The photo ids, and the signs of each class, uint32 [photos]. Nothing is copied."""
    return file.array("photo"), [file.array(f"signs_{number}") for number in range(CLASSES)]


def write_prints(folder: Path, photos: Slots, signs: Sequence[Signs], last: int) -> Path:
    """Writes a new version, and returns its manifest. Raises SnowlineError when the disk is full."""
    with PostingsWriter(folder, STEM) as writer:
        writer.array("photo", "uint32", [photos])
        for number in range(CLASSES):
            writer.array(f"signs_{number}", "uint32", [signs[number]])
        return writer.finish({"signs": FORMAT, "last": last, "photos": len(photos)})
