"""A thumbnail for whoever shows a photo: the library's, or else the desktop's, or else drawn anew from the file."""

from __future__ import annotations

import contextlib

from app.domain import SnowlineError
from app.media import png
from app.media.decode import decode
from app.media.desktop_thumbnails import LARGE, DesktopThumbnails
from app.media.source import FilePath, changed_at
from app.media.thumbnails import ThumbnailStore


def thumbnail_of(
    store: ThumbnailStore,
    desktop: DesktopThumbnails | None,
    key: str,
    path: FilePath | None,
    *,
    wanted: int,
    max_pixels: int,
    thumbnail_side: int,
) -> bytes | None:
    """JPEG or PNG bytes of a photo's thumbnail, good for being shown `wanted` pixels long; None where there is none.

    `key` is "" for a file that nobody opened yet, `path` None for a photo that is out of reach. What is drawn anew is
    kept, in the library by `key` and for the desktop's other programs. Raises `Unreadable` as `decode` does.
    """
    kept = store.get(key) if key else None
    if kept is not None or path is None:
        return kept
    shared = desktop.get(path, least=wanted) if desktop is not None else None
    if shared is not None and max(png.size(shared)) >= min(wanted, LARGE):
        return shared
    changed = changed_at(path)
    picture = decode(
        path,
        max_pixels=max_pixels,
        thumbnail_side=thumbnail_side,
        shared_side=LARGE if desktop is not None else 0,
    )
    if key:
        with contextlib.suppress(SnowlineError):  # a library that cannot be written is shown all the same
            store.put(key, picture.thumbnail)
    if desktop is not None and picture.shared is not None and changed is not None and changed == changed_at(path):
        desktop.put(path, picture.shared, changed)
    return picture.thumbnail
