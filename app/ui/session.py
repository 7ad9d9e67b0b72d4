"""The library as the window sees it: opened when it exists, searched, refreshed, closed. No Qt here.

Every method but `thumbnail_folder` runs on the one `library` thread, because SQLite connections stay there.
The rooms below are imported on first use, so that the window is on screen before the models are loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain import Completion, Hit, PackError, SnowlineError
from app.search.query.tree import Arrangement
from app.settings import load_settings
from app.ui.search.history import Likeness
from app.ui.shell import known_libraries
from app.ui.sidebar.shelf import LibraryShelf, Shelf

if TYPE_CHECKING:
    from app.library import Library
    from app.search.paging import Listing
    from app.search.searcher import Searcher
    from app.search.wordless import Wordless
    from app.vision.pack import Pack, TextSide


NOTHING_INDEXED = "Nothing is indexed yet. Add a folder with photos."
RELATED = 12  # photos under the line that are shown besides
RECENT = 100  # searches that are offered again
WARMING = "photos in summer"  # goes through words and filters alike


class NothingIndexed(SnowlineError):
    """There is no library yet, or no photo in it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many photos can be found now by what is in them, how many files wait for that, and in how many folders. Of
    those that wait, `idle` do until nobody uses the computer, and `named` until a person says so. When none waits,
    `folded` counts the photos that an answer folds into others."""

    photos: int
    waiting: int = 0
    folders: int = 0
    idle: int = 0
    named: int = 0
    folded: int = 0
    wordless: str = ""  # why photos are not found by what is in them, though they should


class PhotoLibrary(Shelf, Protocol):
    """What the window needs of a library."""

    @property
    def folder(self) -> Path: ...

    def listing(
        self,
        asked: str | int | Path,
        wanted: Arrangement,
        *,
        everything: bool,
        literal: frozenset[str] = frozenset(),
        mode: Likeness = "subject",
        shift: float | None = None,
    ) -> Listing:
        """All photos that look like what is asked, as they are wanted, without their rows: like a text, of which
        `literal` stays plain words, a photo of the library (by id) or any picture file; with `mode` "picture", those
        that show the very same. `shift` moves the relevance line for this answer alone. Raises `NothingIndexed` and
        other `SnowlineError`s."""
        ...

    def copies(
        self,
        photo: int,
        asked: str | int | Path,
        everything: bool,
        literal: frozenset[str] = frozenset(),
        shift: float | None = None,
    ) -> tuple[Hit, ...]:
        """The photos that the answer of `listing` to what was asked folds into the hit of a photo."""
        ...

    def complete(self, text: str, cursor: int) -> tuple[Completion, ...]:
        """Ways to go on with a half-typed text at character `cursor`, best first; () where there is no library."""
        ...

    def recent(self) -> tuple[str, ...]:
        """What was searched for, latest first, each once."""
        ...

    def remember(self, text: str) -> None:
        """Keeps a search that was meant, for `recent`; unless the person wants none kept."""
        ...

    def warm_up(self) -> None:
        """Loads what the first search takes, so that the first key that is typed does not wait for it."""
        ...

    def refresh(self) -> Coverage:
        """Sees what an index run added meanwhile."""
        ...

    def renew(self) -> None:
        """The settings of searching are others now: they hold from the next search on."""
        ...

    def close(self) -> None: ...


class LibrarySession(LibraryShelf):
    """A `PhotoLibrary` on disk, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._library: Library | None = None
        self._generation: str | None = None
        self._searcher: Searcher | None = None
        self._wordless = ""  # why no text can be asked of the library

    def listing(
        self,
        asked: str | int | Path,
        wanted: Arrangement,
        *,
        everything: bool,
        literal: frozenset[str] = frozenset(),
        mode: Likeness = "subject",
        shift: float | None = None,
    ) -> Listing:
        return self._filled().listing(
            asked, wanted, everything=everything, literal=literal, mode=mode, shift=shift, related=RELATED
        )

    def copies(
        self,
        photo: int,
        asked: str | int | Path,
        everything: bool,
        literal: frozenset[str] = frozenset(),
        shift: float | None = None,
    ) -> tuple[Hit, ...]:
        return self._filled().copies(photo, asked, everything=everything, literal=literal, shift=shift)

    def complete(self, text: str, cursor: int) -> tuple[Completion, ...]:
        try:
            return self._open().complete(text, cursor)
        except NothingIndexed:
            return ()

    def recent(self) -> tuple[str, ...]:
        from app.search.remembered import latest

        return tuple(latest(self.folder, RECENT))

    def remember(self, text: str) -> None:
        if load_settings().remember_queries and self.folder.exists():
            from app.search.remembered import remember

            remember(self.folder, text)

    def warm_up(self) -> None:
        if self._searcher is not None and not load_settings().low_memory:
            self._searcher.complete(WARMING)
            self._searcher.search(WARMING, limit=1)

    def refresh(self) -> Coverage:
        if self._library is not None and self._library.pack != self._generation:
            self._searcher = None  # another generation answers now, with its own pack
        try:
            searcher = self._open()
        except NothingIndexed:
            return Coverage(0)
        from app.library.setting_aside import keep_folders

        assert self._library is not None
        if not self._library.is_there:
            raise self._absence()
        searcher.refresh()
        searcher.named = self._only_named()
        if len(searcher):
            known_libraries.remember(self.folder)
        keep_folders(self.folder, self._library.roots())
        idle, named = self._put_off(self._library)
        waiting = self._library.waiting_count()
        return Coverage(
            len(searcher),
            waiting,
            len(set(self._library.roots())),
            idle=idle,
            named=named,
            folded=0 if waiting else self._library.folded_count(),
            wordless=self._wordless,
        )

    def _only_named(self) -> Callable[[bytes], bool]:
        from app.indexing.choices import Choices

        choices = Choices.of(self.folder)
        return choices.only_named if choices.folders("names") else lambda _: False

    def _put_off(self, library: Library) -> tuple[int, int]:
        """How many files wait until nobody uses the computer, and how many until a person says so."""
        from app.indexing.choices import Choices

        choices = Choices.of(self.folder)
        return library.waiting_below(choices.folders("idle")), library.waiting_below(choices.folders("names"))

    def renew(self) -> None:
        self._searcher = None

    def close(self) -> None:
        if self._library is not None:
            self._library.close()
        self._library = self._searcher = None

    def _text_side(self, library: Library, *, low_memory: bool) -> TextSide | Wordless:
        """What texts are asked with; without models, what finds photos by what the catalogue says of them."""
        from app.search.packs import packs_of
        from app.search.wordless import Wordless
        from app.vision.pack import TextSide

        self._wordless = ""
        try:
            packs = packs_of(library)
        except PackError as error:
            self._wordless, packs = str(error), []
        for pack in packs:
            try:
                side = TextSide.load(pack, low_memory=low_memory)
            except PackError as error:
                self._wordless = str(error)
            else:
                self._wordless = ""
                return side
        return Wordless(library.pack or "-")

    def _image_side(self, side: TextSide | Wordless, *, low_memory: bool) -> Pack:
        """The whole pack, for a picture from outside the library."""
        from app.search.wordless import Wordless
        from app.vision.pack import Pack

        if isinstance(side, Wordless):
            raise PackError(self._wordless)
        return Pack.load(side.folder, low_memory=low_memory)

    def _filled(self) -> Searcher:
        searcher = self._open()
        assert self._library is not None
        if not len(searcher) and not self._library.waiting_count():
            raise NothingIndexed(NOTHING_INDEXED)
        return searcher

    def _absence(self) -> SnowlineError:
        """There is no library here: a beginning, or the loss of one that had photos."""
        self.close()
        if self.folder.absolute() not in known_libraries.read():
            return NothingIndexed(NOTHING_INDEXED)
        from app.library.condition import gone

        return gone(self.folder)

    def _open(self) -> Searcher:
        if self._searcher is not None:
            return self._searcher
        if not self.folder.exists():  # asked before anything is imported, so that a first start invites at once
            raise self._absence()
        from app.library import Library
        from app.library.connection import DATABASE_NAME
        from app.search.searcher import Searcher

        if not (self.folder / DATABASE_NAME).exists():
            raise self._absence()
        settings = load_settings()
        library = self._library or Library.open_current(self.folder)
        try:
            side = self._text_side(library, low_memory=settings.low_memory)
            self._searcher = Searcher(
                library,
                side,
                image_side=lambda: self._image_side(side, low_memory=settings.low_memory),
                shift=settings.relevance_shift,
                low_memory=settings.low_memory,
                language=settings.language,
                hemisphere=settings.hemisphere,
                policy=settings.relevance_policy,
                named=self._only_named(),
            )
        except BaseException:
            library.close()
            self._library = None
            raise
        self._library, self._generation = library, library.pack
        return self._searcher
