"""Which packs are at work in a run: the one whose generation answers, and the one that is to replace it.

While a generation is being built the live one goes on answering, and new photos are described by both packs: by the
live one first, so that a search never lacks them. The new one is switched to when it has all photos, also those on
drives that are not connected; until then a person may switch by hand (see `switch`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.domain import SnowlineError
from app.indexing.workshop import Workshop, open_pack_workshop
from app.library import Library
from app.paths import builtin_pack
from app.settings import Settings
from app.vision.manifest import read_manifest
from app.vision.shelf import find_pack, keep_pack

# So many photos, or this share of them, may fail with new models that are switched to by themselves.
_FEW_FAILED, _FAILED_SHARE = 10, 0.01


@dataclass(frozen=True, slots=True)
class PackAtWork:
    """A pack and how a worker process opens it. `name` is that of its generation."""

    name: str
    dims: int
    open_workshop: Callable[[], Workshop]
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """`live` describes new photos; `building`, if any, describes all that it lacks."""

    live: PackAtWork
    building: PackAtWork | None = None


def pack_at_work(folder: Path, library_folder: Path, settings: Settings) -> PackAtWork:
    """The pack in `folder`, ready to work for a library. Raises `PackError` where there is none."""
    manifest = read_manifest(folder)
    workshop = partial(open_pack_workshop, folder, library_folder / "thumbnails", settings)
    return PackAtWork(manifest.generation, manifest.dims, workshop, folder)


def kept_pack(library: Library, name: str) -> Path | None:
    """The folder of the pack that made this generation: the built-in one, or the library's copy; None without one."""
    return find_pack(name, (builtin_pack(), library.pack_copy(name)))


def plan(library: Library, wanted: PackAtWork, settings: Settings, *, asked: bool) -> Plan:
    """Decides which packs work in this run, and enters it in the catalogue.

    `asked` tells that a person named the pack, rather than taking the program's own; otherwise a generation that was
    chosen by name stays the one in use. Where nothing is left of the live generation's pack, nothing could ask it
    any more: the wanted one is then live at once.
    """

    def find(name: str | None) -> PackAtWork | None:
        if name == wanted.name:
            return wanted
        folder = kept_pack(library, name) if name is not None else None
        return None if folder is None else pack_at_work(folder, library.folder, settings)

    live = find(library.pack)
    if live is not None and not asked and library.chosen_generation() == live.name:
        wanted = live
    library.use_pack(wanted.name, asked=asked)
    if live is None and library.pack != wanted.name:
        library.switch_to(wanted.name)
    if live is None or library.pack == wanted.name:
        live = wanted
    building = find(library.building)
    for pack in filter(None, (live, building)):
        if pack.folder is not None:
            keep_pack(pack.folder, library.pack_copy(pack.name))
    return Plan(live, building)


def switch_when_complete(library: Library, name: str) -> bool:
    """Makes the generation that was built the live one if it lacks no photo and nobody chose another by name.

    Not where its models failed on many photos that the old ones described: a person may still switch by hand.
    """
    row = library.generation(name)
    if row is None or row.state != "building" or row.lacking or library.chosen_generation() is not None:
        return False
    if row.failed > max(_FEW_FAILED, _FAILED_SHARE * row.photos) or row.failed >= row.photos:
        return False
    library.switch_to(name)
    return True


def drop(library: Library, name: str) -> None:
    """Forgets a generation that is not live, and frees what it takes on the disk: vectors, segments, its pack.

    Raises SnowlineError for the live one and for an unknown name.
    """
    library.drop_generation(name)
    for folder in (library.vectors / name, library.index / name):
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise SnowlineError(
                f"{name} is forgotten, but {folder} could not be removed ({error.strerror or error}). "
                "Remove it by hand."
            ) from error
