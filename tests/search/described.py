"""Puts real photos, described by a real pack, into a library: what indexing does, in one process and without a scan."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.index.generation import Generation, generation_name
from app.language.triplets import triplets
from app.library import Library, NewPhoto, NewText, SeenFile
from app.media.decode import decode
from app.media.identity import content_key
from app.media.thumbnails import ThumbnailStore

if TYPE_CHECKING:
    from app.vision.pack import Pack

BATCH = 16


def describe_into(
    library: Library, pack: Pack, paths: Sequence[Path], *, names: Sequence[str] | None = None, captions: bool = True
) -> list[int]:
    """Adds the photos at `paths` and returns their slots. `names`, if given, are the paths the library is told of,
    so that a telling file name does not help to find a photo."""
    name = generation_name(pack.name, pack.version)
    library.use_pack(name)
    library.use_sure_tag(pack.sure_tag)
    slots: list[int] = []
    store = ThumbnailStore(library.thumbnails)
    with Generation(library.folder, name, pack.dims, writable=True) as generation:
        for start in range(0, len(paths), BATCH):
            batch = paths[start : start + BATCH]
            pictures = [decode(path, max_pixels=50_000_000, thumbnail_side=320) for path in batch]
            described = pack.describe(np.stack([picture.pixels for picture in pictures]), captions=captions)
            batch_slots = generation.images.append(np.stack([d.vector for d in described])).tolist()
            told = [os.fsencode(path) for path in (names[start : start + BATCH] if names else batch)]
            stats = [path.stat() for path in batch]
            seen = [SeenFile(t, s.st_size, s.st_mtime_ns, s.st_dev) for t, s in zip(told, stats, strict=True)]
            photos, kinds = [], {}
            files = library.upsert_files(seen)
            for path, picture, d, slot, (file_id, _) in zip(
                batch, pictures, described, batch_slots, files, strict=True
            ):
                caption = d.caption if d.caption is not None and d.caption.text else None
                said = tuple(triplets(caption.text)) if caption is not None and caption.sentence else ()
                kinds.update({t.text: "triplet" for t in said})
                kinds.update({caption.text: "caption"} if caption is not None else {})
                key = content_key(path)
                store.put(key, picture.thumbnail)
                told_of = (slot, d.tags, caption, said, (file_id,))
                photos.append(NewPhoto(key, picture.metadata, *told_of, fingerprint=picture.fingerprint))
            texts = library.new_texts(kinds)
            text_slots = generation.texts.append(pack.encode_texts(texts)).tolist() if texts else []
            generation.flush()
            new = [NewText(text, kinds[text], slot) for text, slot in zip(texts, text_slots, strict=True)]
            library.add_photos(photos, new)
            slots += batch_slots
    return slots
