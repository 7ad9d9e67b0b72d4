"""Keeps the derived files of a library in step with its catalogue: what a search maps in place of asking SQLite.

They are built anew as a whole, beside the ones in use, when enough photos have changed; until then a search reads what
changed from the catalogue. A build reads the catalogue as it was at one moment, in a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.domain import CancelToken
from app.index.manifest import index_folder
from app.index.postings import NONE, P_STEPS, PostingsWriter, usable, word_key
from app.indexing.quietly import build_quietly
from app.library import Library
from app.library.base import Slots
from app.library.columns import KINDS, NOWHERE, PhotoColumns

# A file is built anew when so many photos changed since, or this share of all: of these a search asks the catalogue, at
# some 5 µs each, and a build takes a second for 20,000 photos.
_LEAST_CHANGED, _SHARE_CHANGED = 200, 0.01
# Words that stand in fewer photos are quick to find in the full-text index itself.
FREQUENT = 200


def refresh_derived(library_folder: Path, *, cancel: CancelToken | None = None, force: bool = False) -> bool:
    """Builds the derived file of the live generation where it is missing, damaged or too old; `force` builds anyway.

    Returns whether it did. Quick where nothing is to be done. Raises `Cancelled`, and SnowlineError when there is no
    library or no room on the disk.
    """
    with Library.open(library_folder) as library:
        if library.pack is None or not (force or is_due(library)):
            return False
    return build_quietly(
        library_folder,
        build_derived,
        what="word lists",
        lock_name="facts.lock",
        failed=f"The files in {library_folder} that make searching quick could not be built. Check the free space "
        "there; searching works meanwhile, more slowly.",
        cancel=cancel,
    )


def is_due(library: Library) -> bool:
    """True where there is no derived file that fits, or enough has changed since it was built."""
    file = usable(derived_folder(library), library.pack or "", library.texts_moved())
    if file is None:
        return bool(library.photo_count())
    changed = library.changed_count(int(file.facts["changes"]))
    return changed > max(_LEAST_CHANGED, _SHARE_CHANGED * int(file.facts["photos"]))


def derived_folder(library: Library) -> Path:
    """Where the derived files of the library's generation lie."""
    return index_folder(library.folder, library.pack or "none")


def build_derived(library: Library) -> Path:
    """Builds the derived file of the library's generation in this process, and returns its manifest."""
    with PostingsWriter(derived_folder(library)) as writer, library.one_moment():
        changes, texts_moved = library.changes(), library.texts_moved()
        images, texts = library.slot_ends()
        whereabouts = library.whereabouts()
        columns = library.photo_columns()
        _write_columns(writer, columns, images)
        slot_of = _slots_by_photo(columns)
        tags = _write_tags(writer, library, slot_of)
        _write_texts(writer, library, slot_of, texts)
        _write_words(writer, library, slot_of)
        return writer.finish(
            {
                "generation": library.pack,
                "photos": images,
                "texts": texts,
                "changes": changes,
                "texts_moved": texts_moved,
                "tags": tags,
                **columns.facts,
                "whereabouts": whereabouts,
            }
        )


def _write_columns(writer: PostingsWriter, columns: PhotoColumns, photos: int) -> None:
    for name, usual in KINDS.items():
        kind = usual
        dense = np.full(photos, NOWHERE if name in ("latitude", "longitude") else 0, np.int64)
        dense[columns.slot] = columns.array(name)
        if kind == "uint16" and int(dense.max(initial=0)) > np.iinfo(kind).max:
            kind = "uint32"  # who names so many cameras is odd, but may search
        writer.array(name, kind, [dense])
    alive = np.zeros(photos, np.uint8)
    alive[columns.slot] = 1
    writer.array("alive", "uint8", [alive])
    writer.array("file_names", "uint8", [columns.array("file_names")])
    for name in ("place", "alias"):
        writer.array(f"{name}_photos", "uint32", [columns.slot[columns.array(f"{name}_photos")]])
    writer.array("alias_names", "uint32", [columns.array("alias_names")])
    writer.array("place_starts", "int64", [columns.array("place_starts")])
    writer.array("folder_bytes", "uint8", [columns.array("folder_bytes")])
    writer.array("folder_starts", "int64", [columns.array("folder_starts")])


def _slots_by_photo(columns: PhotoColumns) -> NDArray[np.uint32]:
    photo = columns.array("photo")
    slots = np.full(int(photo.max(initial=0)) + 1, NONE, np.uint32)
    slots[photo] = columns.slot
    return slots


def _slots_of(photos: Slots, slot_of: NDArray[np.uint32]) -> tuple[Slots, NDArray[np.bool_]]:
    """The slots of the photos that have one, and which of them do."""
    slots = slot_of[np.minimum(photos, len(slot_of) - 1)].astype(np.int64)
    there = (slots != NONE) & (photos < len(slot_of))
    return slots[there], there


def _write_tags(writer: PostingsWriter, library: Library, slot_of: NDArray[np.uint32]) -> list[str]:
    names: list[str] = []

    def lists() -> Iterator[tuple[Slots, Slots]]:
        for name, photos, p in library.tag_lists():
            slots, there = _slots_of(photos, slot_of)
            order = np.argsort(slots, kind="stable")
            names.append(name)
            yield slots[order], np.rint(p[there][order].astype(np.float64) * P_STEPS).astype(np.int64)

    writer.lists("tag", {"photos": "uint32", "p": "uint16"}, lists())
    return names


def _write_texts(writer: PostingsWriter, library: Library, slot_of: NDArray[np.uint32], texts: int) -> None:
    text, photos = library.text_links()
    slots, there = _slots_of(photos, slot_of)
    text = text[there]
    both = np.unique((text << 32) | slots)  # sorted by text, then slot; a triplet may read like the caption
    writer.array("text_photos", "uint32", [both & NONE])
    starts = np.searchsorted(both >> 32, np.arange(texts + 1))
    writer.array("text_starts", "int64", [starts])


def _write_words(writer: PostingsWriter, library: Library, slot_of: NDArray[np.uint32]) -> None:
    keys: list[bytes] = []

    def lists() -> Iterator[tuple[Slots, Slots]]:
        for term, field, photos, places in library.word_lists(FREQUENT):
            slots, there = _slots_of(photos, slot_of)
            order = np.lexsort((places[there], slots))
            keys.append(word_key(term, field))
            yield slots[order], places[there][order]

    writer.lists("word", {"photos": "uint32", "places": "uint16"}, lists())
    writer.strings("term", keys)
