"""A library beyond repair makes room for a new one: it is renamed, nothing of it is deleted, and the folders that were
in it are found out as far as anything still says so."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain import SnowlineError
from app.library.connection import DATABASE_NAME
from app.library.lock import WriterLock

# Beside the catalogue, so that it outlives it: the folders that a person added.
FOLDERS_NAME = "folders.json"
_PURPOSE = "setting the library aside"


@dataclass(frozen=True, slots=True)
class SetAside:
    """Where the library lies now, and the folders that were in it, as far as they are known."""

    kept: Path
    folders: tuple[Path, ...]


def keep_folders(library_folder: Path, roots: Iterable[bytes]) -> None:
    """Writes down which folders are in the library, where that is not what stands there. Where nothing can be written
    nothing is kept."""
    folders = sorted({os.fsdecode(root) for root in roots})
    target = library_folder / FOLDERS_NAME
    with contextlib.suppress(OSError):
        if _listed(target) != folders and library_folder.is_dir():
            new = target.with_name(f"{target.name}.{os.getpid()}.new")
            new.write_text(json.dumps(folders), encoding="ascii")
            os.replace(new, target)


def known_folders(library_folder: Path) -> tuple[Path, ...]:
    """The folders of a library that cannot be opened: what was written down, else what can be read of the damaged file
    or of a copy of it."""
    found = _listed(library_folder / FOLDERS_NAME)
    if not found:
        copies = sorted(library_folder.glob(f"{DATABASE_NAME}.backup-*"), reverse=True)
        for path in (library_folder / DATABASE_NAME, *copies):
            if found := sorted(set(_read(path))):
                break
    return tuple(Path(folder) for folder in found)


def set_aside(library_folder: Path, keep: Sequence[str] = ()) -> SetAside:
    """Renames the folder of the library, beside its place, which is empty then but for copies of the files in `keep`.

    Nobody may have it open. Raises `LibraryBusy` while another process writes, `SnowlineError` where the system does
    not let it be renamed.
    """
    folders = known_folders(library_folder)
    WriterLock(library_folder, purpose=_PURPOSE).release()
    kept = _free_name(library_folder)
    try:
        os.rename(library_folder, kept)
        library_folder.mkdir()
    except OSError as error:
        raise SnowlineError(
            f"The damaged library at {library_folder} could not be renamed: {error.strerror}. "
            "Close other programs that use it, and check the permissions of the folder it lies in."
        ) from error
    for name in keep:
        with contextlib.suppress(OSError):  # the person's wishes for the work; it does without
            shutil.copy2(kept / name, library_folder / name)
    return SetAside(kept, folders)


def _free_name(folder: Path) -> Path:
    name = f"{folder.name} (damaged {time.strftime('%Y-%m-%d')})"
    at = folder.with_name(name)
    number = 2
    while os.path.lexists(at):
        at, number = folder.with_name(f"{name} {number}"), number + 1
    return at


def _listed(path: Path) -> list[str]:
    try:
        said = json.loads(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return []
    return [folder for folder in said if isinstance(folder, str)] if isinstance(said, list) else []


def _read(path: Path) -> Iterator[str]:
    """What a file that may be damaged says of the folders."""
    asked = "SELECT mount, roots.path FROM roots JOIN drives ON drives.id = drive_id"
    with (
        contextlib.suppress(sqlite3.Error, TypeError, ValueError),
        contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection,
    ):
        for mount, inside in connection.execute(asked):
            yield os.fsdecode(os.path.join(mount, inside) if inside else mount)
