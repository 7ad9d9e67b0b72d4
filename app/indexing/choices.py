"""When the photos of a folder are described: at once, while nobody uses the machine, or not before a person says so.

A person chooses for a folder; for a file, the nearest folder above it counts, and with no choice it is "now". Kept with
the other wishes for the library. Names, sizes and dates are taken in whatever was chosen.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from app.indexing.wishes import Describing, Wishes, amend_wishes, read_wishes


class Choices:
    """What was chosen for folders, absolute real paths."""

    def __init__(self, chosen: Iterable[tuple[str, Describing]] = ()) -> None:
        self._chosen: dict[bytes, Describing] = {os.fsencode(path): choice for path, choice in chosen}

    @classmethod
    def of(cls, library_folder: Path) -> Choices:
        """Those that are kept for a library; none where nothing usable is kept."""
        return cls(read_wishes(library_folder).choices)

    def __bool__(self) -> bool:
        """False where everything is described at once."""
        return any(choice != "now" for choice in self._chosen.values())

    def of_path(self, path: bytes) -> Describing:
        """The choice that counts for a file or a folder."""
        while path not in self._chosen:
            above = os.path.dirname(path)
            if above == path:
                return "now"
            path = above
        return self._chosen[path]

    def only_named(self, path: bytes) -> bool:
        """Whether a file is not described before a person says so."""
        return self.of_path(path) == "names"

    def folders(self, choice: Describing) -> list[bytes]:
        """The folders for which this was chosen."""
        return [path for path, chosen in self._chosen.items() if chosen == choice]

    def leaves(self, path: bytes, *, when_idle: bool) -> bool:
        """Whether a file is only known by its name for now; with `when_idle`, nobody uses the machine."""
        choice = self.of_path(path)
        return choice == "names" or (choice == "idle" and not when_idle)

    def with_choice(self, paths: Sequence[bytes], choice: Describing) -> Choices:
        """The same with another choice for `paths`, and for all that lies below them."""
        changed = Choices()
        changed._chosen = {
            path: kept for path, kept in self._chosen.items() if not any(_at_or_below(path, new) for new in paths)
        }
        for path in paths:
            if changed.of_path(path) != choice:
                changed._chosen[path] = choice
        return changed

    def as_kept(self) -> tuple[tuple[str, Describing], ...]:
        """As `Wishes.choices`."""
        return tuple((os.fsdecode(path), choice) for path, choice in self._chosen.items())


def choose(library_folder: Path, paths: Sequence[Path], choice: Describing) -> None:
    """Keeps a choice for folders or files and all that lies below them, for this run and later ones."""
    from app.library import drives  # who only reads choices does without a catalogue

    real = [drives.one_name(os.path.realpath(os.fsencode(path))) for path in paths]

    def chosen(wishes: Wishes) -> Wishes:
        return replace(wishes, choices=Choices(wishes.choices).with_choice(real, choice).as_kept())

    before = read_wishes(library_folder)
    if chosen(before) != before:
        library_folder.mkdir(parents=True, exist_ok=True)
        amend_wishes(library_folder, chosen)


def _at_or_below(path: bytes, folder: bytes) -> bool:
    return path == folder or path.startswith(os.path.join(folder, b""))
