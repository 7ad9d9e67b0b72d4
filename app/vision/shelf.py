"""Packs that a library keeps for itself: an update of the program replaces the built-in pack, and the vectors made by
the one before can only be asked, and new photos be added to them, with that one.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from app.domain import PackError
from app.vision.manifest import MANIFEST_NAME, Manifest, read_manifest, verify


def find_pack(generation: str, places: Iterable[Path]) -> Path | None:
    """The first of these folders that holds the pack of this generation (name and version); None where none does."""
    for folder in places:
        with contextlib.suppress(PackError):
            if read_manifest(folder).generation == generation:
                return folder
    return None


def keep_pack(folder: Path, copy: Path) -> bool:
    """Copies the pack in `folder` to `copy`, unless it is there already; False where there is no room for it.

    A copy is there as a whole or not at all, also after a crash. Raises `PackError` where `folder` holds no pack.
    """
    manifest = read_manifest(folder)
    if folder.resolve() == copy.resolve() or _is_there(copy, manifest):
        return True
    beginning = copy.with_name(copy.name + ".new")
    try:
        shutil.rmtree(beginning, ignore_errors=True)
        beginning.mkdir(parents=True)
        for name in (*manifest.files, MANIFEST_NAME):
            shutil.copyfile(folder / name, beginning / name)
        shutil.rmtree(copy, ignore_errors=True)
        beginning.rename(copy)
    except OSError:
        shutil.rmtree(beginning, ignore_errors=True)
        return False
    return True


def fault_of(folder: Path) -> str:
    """What is wrong with the pack in `folder`, or "": every file is read."""
    try:
        manifest = read_manifest(folder)
        verify(folder, manifest, list(manifest.files))
    except PackError as error:
        return str(error)
    return ""


def _is_there(copy: Path, manifest: Manifest) -> bool:
    try:
        return read_manifest(copy) == manifest and all(
            (copy / name).stat().st_size == file.size for name, file in manifest.files.items()
        )
    except (PackError, OSError):
        return False
