"""What a person changes in the library from the window, as the library's journal keeps it. No widgets here.

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

from app.domain import Hit, LibraryBusy, SnowlineError, Tag
from app.messages import day_in_words
from app.ui import wording
from app.ui.translation import in_words, translate

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
    back; `back` are the ids of photos whose files came back. `failed` names what could not be done, (path, reason);
    `waiting` are paths that wait to be indexed."""

    words: str
    hits: Mapping[int, Hit] = field(default_factory=dict)
    moved: bool = False
    back: tuple[int, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    waiting: tuple[Path, ...] = ()


class Changes(Protocol):
    """What the window needs to change a library. `shown` are hits on the screen, which may be other ones afterwards."""

    def rate(self, hits: Sequence[Hit], rating: int | None) -> Outcome: ...

    def favour(self, hits: Sequence[Hit], favourite: bool) -> Outcome: ...

    def tag(self, hits: Sequence[Hit], names: Sequence[str]) -> Outcome: ...

    def untag(self, hits: Sequence[Hit], name: str) -> Outcome: ...

    def caption(self, hit: Hit, text: str) -> Outcome: ...

    def rename(self, hit: Hit, new_name: str) -> Outcome: ...

    def trash(self, hits: Sequence[Hit]) -> Outcome: ...

    def exclude(self, paths: Sequence[Path]) -> Outcome: ...

    def retry(self, paths: Sequence[Path]) -> Outcome: ...

    def reindex(self, hits: Sequence[Hit]) -> Outcome: ...

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

    def caption(self, hit: Hit, text: str) -> Outcome:
        """Puts a caption in the place of any other; an empty one brings back what was there before."""
        return self._mark([hit], lambda library, ids: library.set_caption(ids[0], text.strip() or None))

    def rename(self, hit: Hit, new_name: str) -> Outcome:
        """Gives the file of a hit another name on the disk."""

        def change(library: Library) -> Outcome:
            self._begin(library)
            files = library.files_at(hit.path)
            if not files:
                raise SnowlineError(f"{os.path.basename(hit.path)} is no longer in the library.")
            entry = library.rename_file(files[0].file_id, new_name)
            if entry is None:
                return Outcome(_nothing_to_change())
            path = library.file_paths([files[0].file_id])[files[0].file_id]
            told = _told(entry, also=_others_keep_their_name(library, hit, path))
            return replace(told, hits={hit.photo_id: replace(hit, path=os.fsdecode(path))})

        return self._with_library(change)

    def exclude(self, paths: Sequence[Path]) -> Outcome:
        """Keeps files and folders out of the library from now on; no file is touched."""

        def change(library: Library) -> Outcome:
            self._begin(library)
            return _told(library.exclude(paths), moved=True)

        return self._with_library(change)

    def retry(self, paths: Sequence[Path]) -> Outcome:
        """Makes files that were left out wait for indexing again: those at or below `paths`."""

        def change(library: Library) -> Outcome:
            count = library.retry_skipped(paths)
            words = translate("changes", "%Ln file(s) will be tried again", count)
            return Outcome(words, moved=True, waiting=tuple(paths))

        return self._with_library(change)

    def reindex(self, hits: Sequence[Hit]) -> Outcome:
        """Makes photos wait to be described, those that were put off as well, or to be described anew. What a person
        said of them stays."""
        from app.indexing.choices import choose

        def change(library: Library) -> Outcome:
            put_off = [Path(hit.path) for hit in hits if hit.named]
            if put_off:
                choose(self._folder, put_off, "now")
            again = library.describe_again([hit.photo_id for hit in hits if not hit.waiting])
            first = sum(hit.waiting for hit in hits)
            words = (
                translate("changes", "%Ln photo(s) will be described again", again + first)
                if again
                else translate("changes", "%Ln photo(s) will be described", first)
            )
            return Outcome(words, waiting=tuple(Path(hit.path) for hit in hits if hit.online))

        return self._with_library(change)

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
            gone = set(outcome.trashed)
            stay = _stay(library, [hit for hit in hits if wording.path(hit.path) in gone])
            return _told(outcome.entry, (*failed, *outcome.failed), moved=outcome.entry is not None, also=stay)

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
                words = translate(
                    "changes", "Nothing was changed since this window was opened. Once more undoes: {0}, {1}"
                )
                return Outcome(words.format(in_words(latest.summary), in_words(day_in_words(latest.at))))
            return _reverted(translate("changes", "Undone: {0}"), library.undo(), library, shown)

        return self._with_library(take_back)

    def redo(self, shown: Sequence[Hit]) -> Outcome:
        """Does again what was undone last."""

        def again(library: Library) -> Outcome:
            return _reverted(translate("changes", "Done again: {0}"), library.redo(), library, shown)

        return self._with_library(again)

    def tag_names(self) -> list[str]:
        """Every tag of a person's own, the most used first."""
        from app.library import Library

        with Library.open(self._folder) as library:
            return [name for name, _ in sorted(library.own_tag_names(), key=lambda known: -known[1])]

    def _mark(self, hits: Sequence[Hit], change: Callable[[Library, list[int]], JournalEntry | None]) -> Outcome:
        known = [hit for hit in hits if not hit.waiting]
        if not known:
            return Outcome(translate("changes", "This can be done once the photo is described."))

        def act(library: Library) -> Outcome:
            self._begin(library)
            entry = change(library, [hit.photo_id for hit in known])
            if entry is None:
                return Outcome(_nothing_to_change())
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


_RENAME = "rename"
_MARKS = ("rating", "favourite", "tags", "caption")


def _nothing_to_change() -> str:
    return translate("changes", "Nothing to change: it is so already.")


def _stay(library: Library, gone: Sequence[Hit]) -> str:
    """Which photos are still there in another file, of those whose files were moved to the trash; "" for none."""
    left = library.paths_of([hit.photo_id for hit in gone if not hit.waiting])
    if not left:
        return ""
    if len(gone) > 1:
        return translate("changes", "%Ln of these photos stay(s): there is another file of it", len(left))
    others = left[gone[0].photo_id]
    words = translate("changes", "{0} is gone from {1}; the same photo stays in {2}")
    return words.format(wording.file_name(gone[0]), *_places(gone[0].path, others))


def _others_keep_their_name(library: Library, hit: Hit, renamed: bytes) -> str:
    """Which other files of a photo keep their names when one got another; "" where there are none."""
    others = [path for path in library.paths_of([hit.photo_id]).get(hit.photo_id, ()) if path != renamed]
    if hit.waiting or not others:
        return ""
    words = translate("changes", "that is the file in {0}; the same photo in {1} keeps its name")
    return words.format(*_places(os.fsdecode(renamed), others))


def _places(path: str, others: Sequence[bytes]) -> tuple[str, str]:
    """The folder of a file, and where other files of the same photo are, as short as it can be told."""
    mine, *folders = (os.path.dirname(one) for one in (os.fsencode(path), *others))
    names = [os.path.basename(folder) for folder in (mine, folders[0])]
    if not all(names) or names[0] == names[1]:
        names = [mine, folders[0]]
    if folders[0] == mine:
        names[1] = others[0]
    here, there = (translate("changes", "“{0}”").format(wording.path(os.fsdecode(name))) for name in names)
    if len(others) > 1:
        there = translate("changes", "{0} and %Ln more place(s)", len(others) - 1).format(there)
    return here, there


def _told(
    entry: JournalEntry | None, failed: Sequence[tuple[str, str]] = (), *, moved: bool = False, also: str = ""
) -> Outcome:
    if entry is None and failed:
        path, why = failed[0]
        if len(failed) > 1:
            words = translate("changes", "{0} stays: {1} (and %Ln more).", len(failed) - 1)
        else:
            words = translate("changes", "{0} stays: {1}.")
        raise SnowlineError(words.format(wording.path(os.path.basename(path)), in_words(why)))
    words = ""
    if entry is not None:
        done = in_words(entry.summary)
        done = translate("changes", "{0} ({1})").format(done, also) if also else done
        words = translate("changes", "{0} · Ctrl+Z undoes it").format(done)
    return Outcome(_with_failures(words, failed), moved=moved, failed=tuple(failed))


def _with_failures(words: str, failed: Sequence[tuple[str, str]]) -> str:
    if not failed:
        return words
    return translate("changes", "{0} · %Ln not: {1}", len(failed)).format(words, in_words(failed[0][1]))


def _reverted(template: str, done: Reverted, library: Library, shown: Sequence[Hit]) -> Outcome:
    if done.entry.kind == _RENAME and done.failed:
        raise SnowlineError(done.failed[0][1])
    words = template.format(in_words(done.entry.summary))
    if done.kept:
        kept = translate("changes", "{0} · %Ln changed again since, and stay as they are", done.kept)
        words = kept.format(words)
    words = _with_failures(words, done.failed)
    if done.entry.kind not in _MARKS:
        back = tuple(library.photos_in_files_of(done.entry.entry_id)) if done.entry.state == "undone" else ()
        return Outcome(words, moved=True, back=back, failed=done.failed)
    changed = library.photos_of_entry(done.entry.entry_id)
    return Outcome(words, _as_now(library, [hit for hit in shown if hit.photo_id in changed]), failed=done.failed)


def _as_now(library: Library, hits: Sequence[Hit]) -> dict[int, Hit]:
    """Those of the hits of whose photos something else is said by now."""
    rows = {row.photo_id: row for row in library.photos_by_ids({hit.photo_id for hit in hits if not hit.waiting})}
    sure = library.sure_tag()
    changed = {}
    for hit in hits:
        row = rows.get(hit.photo_id)
        if row is None:
            continue
        tags = (*(Tag(name, OWN) for name in row.own_tags), *(tag for tag in row.tags if tag.p >= sure))
        caption = row.caption.text if row.caption is not None else ""
        new = replace(hit, rating=row.rating, favourite=row.favourite, tags=tags, caption=caption)
        if new != hit:
            changed[hit.photo_id] = new
    return changed
