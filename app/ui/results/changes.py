"""What a person changes in the library from the window, as the library's journal keeps it. No Qt here, no widgets.

Runs on a thread of its own: every change opens the library for writing, waits a moment where another process holds it,
and lets go of it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.domain import Hit, LibraryBusy, SnowlineError, Tag, day_in_words

if TYPE_CHECKING:
    from app.library import Library
    from app.library.journal import JournalEntry, Reverted

PATIENCE = 3.0  # seconds; whoever keeps the library up to date holds it for moments only
RETRY = 0.1
OWN = 1.0  # the probability of a tag that a person or a file gave

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a change: `words` for the person, `hits` as they are now by photo id, and whether files went or came
    back. `failed` names what could not be done, (path, reason)."""

    words: str
    hits: Mapping[int, Hit] = field(default_factory=dict)
    moved: bool = False
    failed: tuple[tuple[str, str], ...] = ()


class Changes(Protocol):
    """What the window needs to change a library. `shown` are hits on the screen, which may be other ones afterwards."""

    def rate(self, hits: Sequence[Hit], rating: int | None) -> Outcome: ...

    def favour(self, hits: Sequence[Hit], favourite: bool) -> Outcome: ...

    def tag(self, hits: Sequence[Hit], names: Sequence[str]) -> Outcome: ...

    def untag(self, hits: Sequence[Hit], name: str) -> Outcome: ...

    def trash(self, hits: Sequence[Hit]) -> Outcome: ...

    def undo(self, shown: Sequence[Hit]) -> Outcome: ...

    def redo(self, shown: Sequence[Hit]) -> Outcome: ...

    def tag_names(self) -> list[str]: ...


class LibraryChanges:
    """Changes to a library on disk. Undo goes back to when the window was opened; what was done before that is named
    first, and undone when that is asked for again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._since: int | None = None  # the newest entry of the journal before the first change from here
        self._offered: int | None = None  # an older entry that was named

    def rate(self, hits: Sequence[Hit], rating: int | None) -> Outcome:
        return self._mark(hits, lambda library, ids: library.set_rating(ids, rating))

    def favour(self, hits: Sequence[Hit], favourite: bool) -> Outcome:
        return self._mark(hits, lambda library, ids: library.set_favourite(ids, favourite))

    def tag(self, hits: Sequence[Hit], names: Sequence[str]) -> Outcome:
        return self._mark(hits, lambda library, ids: library.add_tags(ids, names))

    def untag(self, hits: Sequence[Hit], name: str) -> Outcome:
        return self._mark(hits, lambda library, ids: library.remove_tags(ids, [name]))

    def trash(self, hits: Sequence[Hit]) -> Outcome:
        """Moves the shown files, no other copies of the same photos, to the trash of the desktop."""

        def move(library: Library) -> Outcome:
            self._begin(library)
            ids: list[int] = []
            failed: list[tuple[str, str]] = []
            for hit in hits:
                files = library.files_at(hit.path)
                ids += [file.file_id for file in files]
                if not files:
                    failed.append((hit.path, "it is no longer in the library"))
            outcome = library.trash_files(ids)
            return _told(outcome.entry, (*failed, *outcome.failed), moved=outcome.entry is not None)

        return self._with_library(move)

    def undo(self, shown: Sequence[Hit]) -> Outcome:
        """Takes back the latest change."""

        def take_back(library: Library) -> Outcome:
            self._begin(library)
            latest = next(
                (entry for entry in library.history() if entry.state == "done" and entry.kind != _IMPORT), None
            )
            old = latest is not None and latest.entry_id <= (self._since or 0)
            if latest is not None and old and latest.entry_id != self._offered:
                self._offered = latest.entry_id
                what = f"{latest.summary}, {day_in_words(latest.at)}"
                return Outcome(f"Nothing was changed since this window was opened. Once more undoes: {what}")
            return _reverted("Undone", library.undo(), library, shown)

        return self._with_library(take_back)

    def redo(self, shown: Sequence[Hit]) -> Outcome:
        """Does again what was undone last."""
        return self._with_library(lambda library: _reverted("Done again", library.redo(), library, shown))

    def tag_names(self) -> list[str]:
        """Every tag of a person's own, the most used first."""
        from app.library import Library

        with Library.open(self._folder) as library:
            return [name for name, _ in sorted(library.own_tag_names(), key=lambda known: -known[1])]

    def _mark(self, hits: Sequence[Hit], change: Callable[[Library, list[int]], JournalEntry | None]) -> Outcome:
        known = [hit for hit in hits if not hit.waiting]
        if not known:
            return Outcome("This can be done once the photo is described.")

        def act(library: Library) -> Outcome:
            self._begin(library)
            entry = change(library, [hit.photo_id for hit in known])
            if entry is None:
                return Outcome("Nothing to change: it is so already.")
            return replace(_told(entry), hits=_as_now(library, known))

        return self._with_library(act)

    def _begin(self, library: Library) -> None:
        if self._since is None:
            self._since = next((entry.entry_id for entry in library.history(1)), 0)

    def _with_library(self, act: Callable[[Library], _T]) -> _T:
        from app.library import Library

        end = time.monotonic() + PATIENCE
        while True:
            try:
                with Library.open_beside(self._folder) as library:
                    return act(library)
            except LibraryBusy:
                if time.monotonic() > end:
                    raise
            time.sleep(RETRY)


_IMPORT = "import"  # what files say is read without anybody asking, and is not undone by itself


def _told(entry: JournalEntry | None, failed: Sequence[tuple[str, str]] = (), *, moved: bool = False) -> Outcome:
    if entry is None and failed:
        path, why = failed[0]
        more = f" (and {len(failed) - 1:,} more)" if len(failed) > 1 else ""
        raise SnowlineError(f"{os.path.basename(path)} stays: {why}{more}.")
    words = f"{entry.summary} · Ctrl+Z undoes it" if entry is not None else ""
    return Outcome(words + _failures(failed), moved=moved, failed=tuple(failed))


def _failures(failed: Sequence[tuple[str, str]]) -> str:
    return f" · {len(failed):,} not: {failed[0][1]}" if failed else ""


def _reverted(word: str, done: Reverted, library: Library, shown: Sequence[Hit]) -> Outcome:
    words = f"{word}: {done.entry.summary}"
    if done.kept:
        words += f" · {done.kept:,} changed again since, and stay as they are"
    moved = done.entry.kind not in _MARKS
    return Outcome(words + _failures(done.failed), {} if moved else _as_now(library, shown), moved, done.failed)


_MARKS = ("rating", "favourite", "tags")


def _as_now(library: Library, hits: Sequence[Hit]) -> dict[int, Hit]:
    """Those of the hits that bear other marks by now."""
    from app.library.own import NOTHING_ADDED

    own = library.own_of([hit.photo_id for hit in hits if not hit.waiting])
    changed = {}
    for hit in hits:
        now = own.get(hit.photo_id, NOTHING_ADDED)
        tags = (*(Tag(name, OWN) for name in now.tags), *(tag for tag in hit.tags if tag.p < OWN))
        new = replace(hit, rating=now.rating, favourite=now.favourite, tags=tags)
        if new != hit and not hit.waiting:
            changed[hit.photo_id] = new
    return changed
