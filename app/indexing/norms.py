"""Free association norms that a person imported: kept in the library folder as they were read, taken out again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from app.domain import SnowlineError
from app.language.associations import Norm, read_norms, write_norms

NAME = "associations.tsv"
_MOST_BYTES = 200_000_000  # the lists that exist take some megabytes


def import_norms(library_folder: Path, source: Path) -> list[Norm]:
    """Reads the table `source`, keeps it in the library in place of an earlier one, and returns what it says.

    Raises SnowlineError, with the number of the line where there is one, for a file that is no such table.
    """
    try:
        if source.stat().st_size > _MOST_BYTES:
            raise SnowlineError(f"{source} is too large for a list of associations.")
        with source.open(encoding="utf-8", newline="") as file:
            norms = read_norms(file, source=str(source))
    except UnicodeDecodeError as error:
        raise SnowlineError(f"{source} is no text in UTF-8 (byte {error.start:,}). Save it as UTF-8.") from error
    except OSError as error:
        raise SnowlineError(f"{source} cannot be read: {error.strerror or error}.") from error
    path = library_folder / NAME
    try:
        handle, name = tempfile.mkstemp(dir=library_folder, prefix=NAME, suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as kept:
                kept.writelines(write_norms(norms))
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise SnowlineError(f"Cannot write {path}: {error.strerror or error}.") from error
    return norms


def remove_norms(library_folder: Path) -> bool:
    """Takes the imported norms out of the library; False where there were none."""
    try:
        (library_folder / NAME).unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise SnowlineError(f"Cannot remove {library_folder / NAME}: {error.strerror or error}.") from error
    return True


def kept_norms(library_folder: Path) -> list[Norm]:
    """The imported norms; none where nothing was imported, or where the file does not read as it was written."""
    try:
        with (library_folder / NAME).open(encoding="utf-8", newline="") as file:
            return read_norms(file, source=NAME)
    except (OSError, UnicodeDecodeError, SnowlineError):
        return []


def print_of_norms(library_folder: Path) -> str:
    """A digest of the imported norms, "" without any: tells whether a network was built with these."""
    try:
        return hashlib.blake2b((library_folder / NAME).read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""
