"""What stands beside the results: ways to narrow them, saved searches, favourites, drives. No Qt here.

As in `session`, every method but `standing` runs on the one `library` thread and imports the rooms below on first use.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from app.ui.search.well_known import EVERYTHING, FAVOURITES

if TYPE_CHECKING:
    from app.library import Library
    from app.library.saved import SavedSearch
    from app.library.standing import RootPlace
    from app.search.folders import FolderCount
    from app.search.narrowing import Narrowing, Section
    from app.search.query.tree import Days, Range
    from app.search.searcher import Searcher

NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as typed, and the words of it that were taken back from filters; `photo` is one of the library whose like
    are looked for instead. `shift` is where its relevance line was moved to, None where it was not."""

    text: str = ""
    literal: frozenset[str] = NO_WORDS
    photo: int | Path | None = None
    shift: float | None = None


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """A saved search. `text` asks for it, in its own order."""

    search_id: int
    name: str
    text: str
    literal: frozenset[str] = NO_WORDS


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A folder: what it is called, an absolute path, the filter for it, how many photos it has at any depth, and
    whether there are further folders with photos in it."""

    label: str
    path: str
    query: str
    photos: int
    inner: bool = False


@dataclass(frozen=True, slots=True)
class RootEntry(FolderEntry):
    """A folder that a person added; `online` tells whether it is there now. `photos` counts those that wait to be
    described, too, as it does for a drive: all are counted at one moment, so that they add up."""

    online: bool = True


@dataclass(frozen=True, slots=True)
class DriveEntry:
    """A drive: how many photos it has, the filter for it, when it was last there (ISO 8601) if it is not, and the
    folders that were added on it."""

    label: str
    query: str
    photos: int
    online: bool = True
    last_seen: str = ""
    roots: tuple[RootEntry, ...] = ()
    drive_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """What the sidebar lists without counting anything."""

    saved: tuple[SavedEntry, ...] = ()
    recent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Where photos are, and how many: all of them, favourites, those of this day in earlier years, by drive; and how
    many are `folded` into all of these. `day_query` asks for the photos of this day."""

    photos: int = 0
    favourites: int = 0
    this_day: int = 0
    day_query: str = ""
    drives: tuple[DriveEntry, ...] = ()
    folded: int = 0


How = Literal["watching", "polling", "offline", ""]


@dataclass(frozen=True, slots=True)
class RootState:
    """How it stands with an added folder: files described, waiting for that, and left out; how it is kept up to date
    and why so; whether its photos are described "now", while the machine is idle, or not ("names")."""

    described: int = 0
    waiting: int = 0
    skipped: int = 0
    how: How = ""
    why: str = ""
    describing: str = "now"

    @property
    def share(self) -> float:
        """The part that is described, 0..1."""
        total = self.described + self.waiting
        return self.described / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the added folders, by path; how many files were left out, and how many paths are kept out."""

    roots: Mapping[str, RootState] = field(default_factory=dict)
    skipped: int = 0
    excluded: int = 0


class SavedCount(NamedTuple):
    """How many photos a saved search finds, and how many of these are new since a person last looked."""

    photos: int
    new: int


@dataclass(frozen=True, slots=True)
class Choosing:
    """What a person chose in a section: a click on `query`, `instead` of all that is chosen, other `days` or `sizes`,
    or whether what lies `below` the chosen folders counts; nothing of these: all of it is to go."""

    section: Section
    query: str | None = None
    instead: str | None = None
    days: Days | None = None
    sizes: Range | None = None
    below: bool | None = None


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

    def places(self) -> Places:
        """Where photos are, counted; nothing where there is no library."""
        ...

    def folders(self, path: str) -> tuple[FolderEntry, ...]:
        """The folders with photos right inside one."""
        ...

    def standing(self) -> Standing:
        """How it stands with the added folders. Takes a second for a million files; runs on any thread."""
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

        def _open(self) -> Searcher: ...

        def recent(self) -> tuple[str, ...]: ...

    def narrowing(self, asked: Asked, stop: Callable[[], bool]) -> Narrowing | None:
        from app.search.narrowing import narrowing

        searcher = self._filled()
        return narrowing(searcher, self._text(asked), literal=asked.literal, shift=asked.shift, stop=stop)

    def narrowed(self, asked: Asked, changes: Sequence[Choosing]) -> str:
        from app.search.narrowing import between, narrowed, toggled, with_subfolders

        searcher, text = self._filled(), self._text(asked)
        for change in changes:
            queries: tuple[str, ...] = ()
            if change.query is not None:
                queries = toggled(searcher, text, change.section, change.query, literal=asked.literal)
            elif change.days is not None:
                queries = between("date", change.days.since, change.days.until)
            elif change.sizes is not None:
                queries = between("size", change.sizes.low, change.sizes.high)
            elif change.below is not None:
                queries = with_subfolders(searcher, text, change.below, literal=asked.literal)
            elif change.instead:
                queries = (change.instead,)
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
            self._open()
        except NothingIndexed:
            return Overview()
        saved = tuple(
            SavedEntry(one.search_id, one.name, _with_order(one.asked.typed, one.asked.sort), one.asked.literal)
            for one in self._opened.saved_searches()
        )
        return Overview(saved, self.recent())

    def places(self) -> Places:
        from app.ui.session import NothingIndexed

        try:
            searcher = self._open()
        except NothingIndexed:
            return Places()
        library, where = self._opened, searcher.folder_counts(EVERYTHING)
        drives: dict[str, DriveEntry] = {}
        roots = library.root_places()
        for row in library.drives():
            mine = [root for root in roots if root.drive_id == row.drive_id]
            photos = where.on_drive(row.drive_id)
            if not mine and not photos:
                continue
            name = row.label or row.serial
            entries = tuple(
                _root(root, name, where.folder(os.fsdecode(root.path)), library.waiting_below([root.path]))
                for root in mine
            )
            photos += library.waiting_below(_outermost([root.path for root in mine]))
            seen = "" if row.online else row.last_seen
            entry = DriveEntry(name, _filter("drive", name), photos, row.online, seen, entries, (row.drive_id,))
            other = drives.get(name.casefold())
            drives[name.casefold()] = entry if other is None else _joined(other, entry, searcher)
        day = datetime.date.today()
        this_day = f"date:{day:%m-%d} date:<{day.year} group:day"
        everything = searcher.search(EVERYTHING, limit=0)
        return Places(
            everything.total,
            searcher.search(FAVOURITES, limit=0).total,
            searcher.search(this_day, limit=0).total,
            this_day,
            tuple(drives.values()),
            max(everything.photos - everything.total, 0),
        )

    def folders(self, path: str) -> tuple[FolderEntry, ...]:
        found = self._filled().folder_counts(EVERYTHING).inside(path)
        return tuple(
            FolderEntry(os.path.basename(one.path), one.path, _filter("in", one.path), one.count, one.inner)
            for one in found
        )

    def standing(self) -> Standing:
        from app.indexing.choices import Choices
        from app.indexing.watch_state import read_state
        from app.library import Library
        from app.library.connection import DATABASE_NAME

        if not (self.folder / DATABASE_NAME).exists():
            return Standing()
        choices, watch = Choices.of(self.folder), read_state(self.folder)
        watched = {folder.path: folder for folder in watch.folders} if watch is not None else {}
        with Library.open_current(self.folder) as library:
            states: dict[str, RootState] = {}
            for place in library.root_places():
                counts, path = library.root_standing(place), os.fsdecode(place.path)
                kept, other = watched.get(path), states.get(path, RootState())  # drives may take turns in one place
                how: How = kept.how if kept is not None else ""
                states[path] = RootState(
                    counts.described + other.described,
                    counts.waiting + other.waiting,
                    counts.skipped + other.skipped,
                    how,
                    kept.why if kept is not None else "",
                    choices.of_path(place.path),
                )
            return Standing(states, library.skipped_count(), len(library.excluded()))

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


def _filter(key: Literal["drive", "in"], name: str) -> str:
    from app.search.query.canon import node_text
    from app.search.query.tree import Filter, Names

    return node_text(Filter(key, Names((name,))))


def _outermost(paths: Sequence[bytes]) -> list[bytes]:
    """Those of the folders that lie in no other of them."""
    return [path for path in paths if not any(path.startswith(os.path.join(other, b"")) for other in paths)]


def _root(root: RootPlace, drive: str, found: FolderCount, waiting: int) -> RootEntry:
    query = _filter("in", found.path)
    if root.shared:
        query += f" {_filter('drive', drive)}"
    label = os.path.basename(found.path.rstrip(os.sep)) or found.path
    return RootEntry(label, found.path, query, found.count + waiting, found.inner, root.online)


def _joined(one: DriveEntry, other: DriveEntry, searcher: Searcher) -> DriveEntry:
    """Drives of one name, which one filter stands for."""
    return replace(
        one,
        photos=searcher.search(one.query, limit=0).total,
        online=one.online or other.online,
        last_seen="" if one.online or other.online else max(one.last_seen, other.last_seen),
        roots=(*one.roots, *other.roots),
        drive_ids=(*one.drive_ids, *other.drive_ids),
    )


def _with_order(text: str, sort: str | None) -> str:
    return text if sort is None else f"{text} sort:{sort}"
