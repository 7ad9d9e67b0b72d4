"""The library as the window sees it: opened when it exists, searched, refreshed, closed. No Qt here.

Every method but `thumbnail_folder` runs on the one `library` thread, because SQLite connections stay there.
The rooms below are imported on first use, so that the window is on screen before the models are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain import Answer, SnowlineError
from app.settings import load_settings

if TYPE_CHECKING:
    from app.library import Library
    from app.search.searcher import Searcher


class NothingIndexed(SnowlineError):
    """There is no library yet, or no photo in it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many photos can be found now."""

    photos: int


class PhotoLibrary(Protocol):
    """What the window needs of a library."""

    @property
    def folder(self) -> Path: ...

    def search(self, text: str, *, limit: int, everything: bool) -> Answer:
        """Photos that look like `text`. Raises `NothingIndexed` and other `SnowlineError`s."""
        ...

    def similar(self, photo: int | Path, *, limit: int, everything: bool) -> Answer:
        """Photos that look like a photo of the library (by id) or like any picture file."""
        ...

    def refresh(self) -> Coverage:
        """Sees what an index run added meanwhile."""
        ...

    def close(self) -> None: ...


class LibrarySession:
    """A `PhotoLibrary` on disk, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._library: Library | None = None
        self._searcher: Searcher | None = None

    def search(self, text: str, *, limit: int, everything: bool) -> Answer:
        return self._open().search(text, limit=limit, everything=everything)

    def similar(self, photo: int | Path, *, limit: int, everything: bool) -> Answer:
        return self._open().similar(photo, limit=limit, everything=everything)

    def refresh(self) -> Coverage:
        try:
            searcher = self._open()
        except NothingIndexed:
            return Coverage(0)
        searcher.refresh()
        assert self._library is not None
        return Coverage(self._library.photo_count())

    def close(self) -> None:
        if self._library is not None:
            self._library.close()
        self._library = self._searcher = None

    def _open(self) -> Searcher:
        if self._searcher is not None:
            return self._searcher
        if not (self.folder / "library.sqlite").exists():
            raise NothingIndexed("Nothing is indexed yet. Add a folder with photos.")
        from app.library import Library
        from app.search.searcher import Searcher
        from app.vision.pack import TextSide

        text_side = TextSide.load(low_memory=load_settings().low_memory)
        self._library = Library.open(self.folder)
        self._searcher = Searcher(self._library, text_side)
        return self._searcher
