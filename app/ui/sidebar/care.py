"""What a person does with folders and with files that were left out. No Qt here, no widgets.

Every method opens the library for itself, so that it runs on any thread but the window's; those that change something
wait a moment where another process holds the library.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.domain import LibraryBusy
from app.messages import numbered

if TYPE_CHECKING:
    from app.library import Library
    from app.library.skipped import SkippedFile, SkippedGroup

PATIENCE = 5.0  # seconds; whoever keeps the library up to date holds it for moments only
RETRY = 0.1
# Beyond so many files that are tried again, their folders are looked at instead of each by itself.
MOST_PATHS = 500

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Cared:
    """What was done, in words; and what is to be indexed now."""

    words: str
    to_index: tuple[Path, ...] = ()


class Care(Protocol):
    """What the pages for folders and left-out files need of a library."""

    def groups(self) -> tuple[SkippedGroup, ...]:
        """The reasons for which files were left out, the most frequent first."""
        ...

    def page(self, reasons: Sequence[str], start: int, limit: int) -> tuple[SkippedFile, ...]:
        """Some of the files that were left out for one of these reasons."""
        ...

    def excluded(self) -> tuple[Path, ...]:
        """What a person keeps out."""
        ...

    def retry(self, file_ids: Sequence[int], paths: Sequence[Path]) -> Cared:
        """Makes these files wait again; `paths` are theirs."""
        ...

    def retry_reasons(self, reasons: Sequence[str]) -> Cared:
        """Makes all files wait again that were left out for one of these reasons."""
        ...

    def exclude(self, paths: Sequence[Path]) -> Cared:
        """Keeps files or folders out from now on."""
        ...

    def include(self, paths: Sequence[Path]) -> Cared:
        """Lets excluded paths in again."""
        ...

    def forget_folder(self, path: Path) -> Cared:
        """Takes an added folder out of the library; its files stay."""
        ...

    def forget_drives(self, drive_ids: Sequence[int]) -> Cared:
        """Takes drives out of the library."""
        ...

    def describe_now(self, path: Path) -> Cared:
        """The photos of a folder that was taken in by names only are described from now on."""
        ...


class LibraryCare:
    """`Care` of a library on disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def groups(self) -> tuple[SkippedGroup, ...]:
        return self._read(lambda library: tuple(library.skipped_groups()), ())

    def page(self, reasons: Sequence[str], start: int, limit: int) -> tuple[SkippedFile, ...]:
        return self._read(lambda library: tuple(library.skipped_page(reasons, start, limit)), ())

    def excluded(self) -> tuple[Path, ...]:
        return self._read(lambda library: tuple(_path(raw) for raw in library.excluded()), ())

    def retry(self, file_ids: Sequence[int], paths: Sequence[Path]) -> Cared:
        def act(library: Library) -> Cared:
            count = library.retry_files(file_ids)
            return Cared(_tried(count), self._where(library, paths))

        return self._change(act)

    def retry_reasons(self, reasons: Sequence[str]) -> Cared:
        def act(library: Library) -> Cared:
            paths = [_path(raw) for raw in library.skipped_paths(reasons, MOST_PATHS + 1)]
            count = library.retry_reasons(frozenset(reasons).__contains__)
            return Cared(_tried(count), self._where(library, paths))

        return self._change(act)

    def exclude(self, paths: Sequence[Path]) -> Cared:
        return self._change(lambda library: Cared(library.exclude(paths).summary))

    def include(self, paths: Sequence[Path]) -> Cared:
        def act(library: Library) -> Cared:
            library.include(paths)
            words = numbered("{n} path let in again", "{n} paths let in again", n=len(paths))
            return Cared(words, tuple(path for path in paths if path.exists()))

        return self._change(act)

    def forget_folder(self, path: Path) -> Cared:
        return self._change(lambda library: Cared(library.remove_root(path).summary))

    def forget_drives(self, drive_ids: Sequence[int]) -> Cared:
        def act(library: Library) -> Cared:
            said = [library.forget_drive(drive_id).summary for drive_id in drive_ids]
            return Cared(said[-1] if said else "")

        return self._change(act)

    def describe_now(self, path: Path) -> Cared:
        from app.indexing.choices import choose

        choose(self._folder, [path], "now")
        return Cared("", (path,))

    def _where(self, library: Library, paths: Sequence[Path]) -> tuple[Path, ...]:
        """What to index so that these files are tried: they themselves where they are few, else all added folders."""
        if len(paths) > MOST_PATHS:
            away = library.roots_away()
            return tuple(_path(root) for root in library.roots() if root not in away)
        return tuple(path for path in paths if path.exists())

    def _read(self, ask: Callable[[Library], _T], nothing: _T) -> _T:
        from app.library import Library
        from app.library.connection import DATABASE_NAME

        if not (self._folder / DATABASE_NAME).exists():
            return nothing
        with Library.open_current(self._folder) as library:
            return ask(library)

    def _change(self, act: Callable[[Library], Cared]) -> Cared:
        from app.library import Library

        end = time.monotonic() + PATIENCE
        while True:
            try:
                with Library.open(self._folder, write=True, purpose="changing folders", create=False) as library:
                    return act(library)
            except LibraryBusy:
                if time.monotonic() > end:
                    raise
            time.sleep(RETRY)


def _tried(count: int) -> str:
    return numbered("{n} file is tried again", "{n} files are tried again", n=count)


def _path(raw: bytes) -> Path:
    return Path(os.fsdecode(raw))
