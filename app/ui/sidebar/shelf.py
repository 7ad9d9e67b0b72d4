"""What stands beside the results: ways to narrow them, saved searches, favourites, drives. No Qt here.

As in `session`, every method runs on the one `library` thread and imports the rooms below on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from app.library import Library
    from app.library.saved import SavedSearch
    from app.search.narrowing import Narrowing, Section
    from app.search.query.tree import Days, Range
    from app.search.searcher import Searcher

NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as typed, and the words of it that were taken back from filters; `photo` is one of the library whose like
    are looked for instead."""

    text: str = ""
    literal: frozenset[str] = NO_WORDS
    photo: int | Path | None = None


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """A saved search. `text` asks for it, in its own order."""

    search_id: int
    name: str
    text: str
    literal: frozenset[str] = NO_WORDS


@dataclass(frozen=True, slots=True)
class DriveEntry:
    """A drive: how many photos it has, the filter for it, and when it was last there (ISO 8601) if it is not."""

    label: str
    query: str
    photos: int
    online: bool = True
    last_seen: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the sidebar lists."""

    saved: tuple[SavedEntry, ...] = ()
    recent: tuple[str, ...] = ()
    favourites: int = 0
    drives: tuple[DriveEntry, ...] = ()


class SavedCount(NamedTuple):
    """How many photos a saved search finds, and how many of these are new since a person last looked."""

    photos: int
    new: int


@dataclass(frozen=True, slots=True)
class Choosing:
    """What a person chose in a section: a click on `query`, other `days` or `sizes`, or nothing of these: all of it is
    to go."""

    section: Section
    query: str | None = None
    days: Days | None = None
    sizes: Range | None = None


class Shelf(Protocol):
    """What the panes beside the results need of a library."""

    def narrowing(self, asked: Asked, stop: Callable[[], bool]) -> Narrowing | None:
        """What the answer can be narrowed to; None where `stop` said that nobody wants to know any more."""
        ...

    def narrowed(self, asked: Asked, changes: Sequence[Choosing]) -> str:
        """The text of a query after these changes."""
        ...

    def overview(self) -> Overview:
        """What the sidebar lists; nothing where there is no library."""
        ...

    def count_saved(self, search_id: int) -> SavedCount | None:
        """What a saved search finds now; None where it is gone."""
        ...

    def save(self, name: str, asked: Asked) -> str:
        """Saves a search and says so. Raises `SnowlineError` for a name that is taken, empty or too long."""
        ...

    def rename_saved(self, name: str, new: str) -> str:
        """Gives a saved search another name, and says so. As `save`."""
        ...

    def remove_saved(self, name: str) -> str:
        """Removes a saved search, and says so."""
        ...

    def look_at_saved(self, search_id: int) -> None:
        """Notes that a person looks at what a saved search finds: nothing of it is new any more."""
        ...

    def forget_recent(self) -> None:
        """Forgets what was searched for."""
        ...


class LibraryShelf:
    """The `Shelf` of a library on disk; for a session, which opens it."""

    folder: Path
    _library: Library | None

    if TYPE_CHECKING:

        def _filled(self) -> Searcher: ...

        def recent(self) -> tuple[str, ...]: ...

    def narrowing(self, asked: Asked, stop: Callable[[], bool]) -> Narrowing | None:
        from app.search.narrowing import narrowing

        searcher = self._filled()
        return narrowing(searcher, self._text(asked), literal=asked.literal, stop=stop)

    def narrowed(self, asked: Asked, changes: Sequence[Choosing]) -> str:
        from app.search.narrowing import between, narrowed, toggled

        searcher, text = self._filled(), self._text(asked)
        for change in changes:
            queries: tuple[str, ...] = ()
            if change.query is not None:
                queries = toggled(searcher, text, change.section, change.query, literal=asked.literal)
            elif change.days is not None:
                queries = between("date", change.days.since, change.days.until)
            elif change.sizes is not None:
                queries = between("size", change.sizes.low, change.sizes.high)
            text = narrowed(searcher, text, change.section, queries, literal=asked.literal)
        return text

    def _text(self, asked: Asked) -> str:
        """The query as text, a photo as a picture to be like."""
        if asked.photo is None:
            return asked.text
        from app.search.query.canon import node_text
        from app.search.query.tree import Like

        if isinstance(asked.photo, Path):
            return node_text(Like(str(asked.photo)))
        found = self._opened.photos_by_ids([asked.photo])
        return node_text(Like(found[0].path)) if found else ""

    def overview(self) -> Overview:
        from app.ui.session import NothingIndexed

        try:
            searcher = self._filled()
        except NothingIndexed:
            return Overview()
        from app.search.narrowing import ALL_PHOTOS

        library = self._opened
        saved = tuple(
            SavedEntry(one.search_id, one.name, _with_order(one.asked.typed, one.asked.sort), one.asked.literal)
            for one in library.saved_searches()
        )
        rows = {(row.label or row.serial).casefold(): row for row in library.drives()}
        drives = []
        facets = searcher.search(ALL_PHOTOS, limit=0, facets=True).facets or {}
        for value in facets.get("drive", ()):
            row = rows.get(value.label.casefold())
            there = row is None or row.online
            drives.append(
                DriveEntry(value.label, value.query, value.count, there, "" if row is None or there else row.last_seen)
            )
        return Overview(saved, self.recent(), searcher.search("is:favourite", limit=0).total, tuple(drives))

    def count_saved(self, search_id: int) -> SavedCount | None:
        from app.search.saved import new_hits

        searcher = self._filled()
        found = self._saved(search_id)
        return None if found is None else SavedCount(*new_hits(searcher, self._opened, found))

    def save(self, name: str, asked: Asked) -> str:
        from app.search.saved import asked as as_saved

        wanted = as_saved(self._filled(), self._text(asked), literal=asked.literal)
        with self._beside() as library:
            return library.save_search(name, wanted).summary

    def rename_saved(self, name: str, new: str) -> str:
        with self._beside() as library:
            entry = library.rename_search(name, new)
        return "" if entry is None else entry.summary

    def remove_saved(self, name: str) -> str:
        with self._beside() as library:
            return library.remove_searches([name]).summary

    def look_at_saved(self, search_id: int) -> None:
        from app.search.saved import found_by

        searcher = self._filled()
        found = self._saved(search_id)
        if found is not None:
            hits = found_by(searcher, self._opened, found).hits
            with self._beside() as library:
                library.looked_at(search_id, hits)

    def forget_recent(self) -> None:
        from app.search.remembered import forget_queries

        forget_queries(self.folder)

    @property
    def _opened(self) -> Library:
        assert self._library is not None  # as a searcher is
        return self._library

    def _saved(self, search_id: int) -> SavedSearch | None:
        return next((one for one in self._opened.saved_searches() if one.search_id == search_id), None)

    def _beside(self) -> Library:
        """The library, open for what a person changes, also while another process indexes."""
        from app.library import Library

        return Library.open_beside(self.folder)


def _with_order(text: str, sort: str | None) -> str:
    return text if sort is None else f"{text} sort:{sort}"
