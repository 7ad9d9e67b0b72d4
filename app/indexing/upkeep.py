"""Keeps thumbnails within their bound as photos are added: the library's own, and ours among the desktop's."""

from __future__ import annotations

from pathlib import Path

from app.domain import CancelToken
from app.library import Library
from app.media.desktop_thumbnails import DesktopThumbnails
from app.media.thumbnails import ThumbnailStore
from app.settings import Settings, load_settings

_MIB = 1 << 20
# The part of the bound that is for thumbnails shared with the desktop, where there are such; the rest is the library's.
_SHARED_PART = 0.25
# Photos after which a long run looks at the thumbnails: 200 MB of them at most.
_LOOKED_AFTER = 10_000


def budgets(settings: Settings, desktop: DesktopThumbnails | None) -> tuple[int, int]:
    """Bytes for the library's own thumbnails, and for ours among the desktop's."""
    whole = settings.thumbnail_cache_mb * _MIB
    shared = int(whole * _SHARED_PART) if desktop is not None else 0
    return whole - shared, shared


def keep_thumbnails(library: Library, settings: Settings) -> int:
    """Removes what is too much, of either kind; returns how many. Looks only where something was added since."""
    desktop = DesktopThumbnails.of(library.thumbnails)
    own, shared = budgets(settings, desktop)
    removed = ThumbnailStore(library.thumbnails).trim(own, library.keys_out_of_reach)
    return removed + (desktop.trim(shared) if desktop is not None else 0)


def tidy_thumbnails(library_folder: Path, _: CancelToken) -> object:
    """The same as a step that follows a run."""
    with Library.open(library_folder) as library:
        return keep_thumbnails(library, load_settings())


class ThumbnailUpkeep:
    """Called as photos are written, so that a first run over very many does not fill the disk with thumbnails."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._looked_at = 0

    def look(self, library: Library, photos: int) -> None:
        """`photos` have been written in this run so far."""
        if photos - self._looked_at >= _LOOKED_AFTER:
            self._looked_at = photos
            keep_thumbnails(library, self._settings)
