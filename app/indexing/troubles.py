"""Why a run ended, told by its cause: behind a file that could not be written there mostly is a full or lost disk."""

from __future__ import annotations

from pathlib import Path

from app.domain import SnowlineError
from app.library.condition import trouble
from app.library.connection import DATABASE_NAME


def is_known(library_folder: Path) -> bool:
    """Whether there is a library: to be asked before a run, for `cause_of`."""
    return (library_folder / DATABASE_NAME).is_file()


def cause_of(error: SnowlineError, library_folder: Path, *, known: bool) -> str:
    """What keeps the library from being written, if anything does; else what the error says. `known`: there was a
    library before."""
    return str(trouble(library_folder, known=known) or error)
