"""What the settings ask of a library and do to it. No Qt here; every method may take long, so it runs off the GUI
thread, and opens the library for itself."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.domain import PackError, SnowlineError
from app.messages import message, numbered

if TYPE_CHECKING:
    from app.indexing.clearing import Stored
    from app.indexing.exchange import Check, Preview, Tell
    from app.library import Library
    from app.library.generations import GenerationRow

_T = TypeVar("_T")
CARD = "MODEL_CARD.md"


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder of the library; `there` tells whether it can be read now. Files by what became of them."""

    path: str
    shown: str
    drive: str
    there: bool
    described: int
    waiting: int
    skipped: int


@dataclass(frozen=True, slots=True)
class DriveEntry:
    """A drive. `last_seen` is ISO 8601, `kind` as `DriveKind`."""

    drive_id: int
    label: str
    serial: str
    kind: str
    mount: str
    online: bool
    last_seen: str
    files: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """The folders and drives of a library, and what is kept out of it (path, as it can be shown)."""

    folders: tuple[FolderRow, ...] = ()
    drives: tuple[DriveEntry, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PackCard:
    """A pack of models: its generation, its folder (None where it is gone), bytes, and its card in Markdown."""

    name: str
    folder: Path | None
    size: int
    licence: str
    card: str


@dataclass(frozen=True, slots=True)
class Models:
    """The pack that answers, and all generations."""

    pack: PackCard | None
    generations: tuple[GenerationRow, ...] = ()
    fault: str = ""  # what is wrong with the models that came with the program


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an export or import: photos changed or sidecars written, the entry of the journal that takes it back
    (0 for none), what could not be done (path, reason), and what was looked at and is as it was."""

    changed: int
    entry: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    unchanged: int = 0


class House:
    """One library's folder, seen by its settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def is_there(self) -> bool:
        from app.library.connection import DATABASE_NAME

        return (self.folder / DATABASE_NAME).is_file()

    # ---- folders and drives ----

    def holdings(self) -> Holdings:
        """Nothing where there is no library yet."""
        if not self.is_there:
            return Holdings()
        from app.library import Library, shown

        with Library.open_current(self.folder) as library:
            drives = library.status().drives
            labels = {drive.drive_id: drive.label for drive in drives}
            folders = []
            for place in library.root_places():
                kept = library.root_standing(place)
                counts = (kept.described, kept.waiting, kept.skipped)
                path, drive = os.fsdecode(place.path), labels.get(place.drive_id, "")
                folders.append(FolderRow(path, shown(place.path), drive, place.online, *counts))
            entries = [
                DriveEntry(
                    one.drive_id, one.label or one.serial, one.serial, one.kind, one.mount,
                    one.online, one.last_seen, one.files,
                )
                for one in drives
            ]  # fmt: skip
            excluded = tuple((os.fsdecode(path), shown(path)) for path in library.excluded())
            return Holdings(tuple(folders), tuple(entries), excluded)

    def remove_folder(self, path: str) -> str:
        return self._write(lambda library: library.remove_root(path).summary)

    def erase_folder(self, path: str) -> str:
        """Forgets a folder for good. Nobody may search the library meanwhile."""
        from app.indexing.erasing import erase_folder

        photos = self._write(lambda library: erase_folder(library, path))
        return numbered("Erased what was known of {n:,} photo", "Erased what was known of {n:,} photos", n=photos)

    def forget_drive(self, drive_id: int) -> str:
        return self._write(lambda library: library.forget_drive(drive_id).summary)

    def rename_drive(self, drive_id: int, name: str) -> str:
        def rename(library: Library) -> str:
            entry = library.rename_drive(drive_id, name)
            return "" if entry is None else entry.summary

        return self._write(rename)

    def exclude(self, path: str) -> str:
        return self._write(lambda library: library.exclude([path]).summary)

    def include(self, paths: Sequence[str]) -> str:
        def include(library: Library) -> str:
            library.include(paths)
            return message("Let in again: {path}", path=os.fsencode(paths[0]).decode("utf-8", "replace"))

        return self._write(include)

    # ---- models ----

    def models(self) -> Models:
        from app.library import Library
        from app.search.packs import packs_of
        from app.vision.shelf import fault_of

        fault = fault_of(_builtin())
        if not self.is_there:
            return Models(None if fault else _card_of(_builtin()), fault=fault)
        with Library.open_current(self.folder) as library:
            rows = tuple(library.generations())
            with contextlib.suppress(PackError):
                sound = [pack for pack in (packs_of(library) if rows else [_builtin()]) if not fault_of(pack)]
                if sound:
                    return Models(_card_of(sound[0]), rows, fault)
            return Models(None, rows, fault)

    def use_generation(self, name: str) -> str:
        def use(library: Library) -> str:
            library.switch_to(name, chosen=True)
            return message("{name} answers now.", name=name)

        return self._write(use)

    def drop_generation(self, name: str) -> str:
        from app.indexing.generations import drop

        def forget(library: Library) -> str:
            drop(library, name)
            return message("{name} is dropped.", name=name)

        return self._write(forget)

    def choose_pack(self, folder: Path) -> str:
        """Makes the pack in a folder the one that describes photos from the next run on; what the present one says
        stays and answers until all are done. Raises `SnowlineError` where there is no sound pack."""
        from app.vision.manifest import read_manifest, verify
        from app.vision.shelf import keep_pack

        manifest = read_manifest(folder)
        verify(folder, manifest, list(manifest.files))

        def choose(library: Library) -> str:
            name = manifest.generation
            if name == library.pack:
                raise SnowlineError(f"{name} is the pack in use already.")
            if not keep_pack(folder, library.pack_copy(name)):
                raise SnowlineError(f"There is no room to keep {name} in the library. Free some space and try again.")
            library.use_pack(name, asked=True)
            return message(
                "{name} describes your photos from now on; the present models answer until it has all.", name=name
            )

        return self._write(choose)

    def roots(self) -> list[Path]:
        """The folders that can be read now."""
        return [Path(folder.path) for folder in self.holdings().folders if folder.there]

    # ---- what is kept ----

    def stored(self) -> list[Stored]:
        from app.indexing.clearing import stored

        return stored(self.folder)

    def thumbnails_size(self) -> int:
        """Bytes."""
        from app.indexing.clearing import thumbnails_size

        return thumbnails_size(self.folder)

    def clear_thumbnails(self) -> int:
        """How many bytes are free then. Thumbnails that cannot be drawn again now stay."""
        from app.indexing.clearing import clear_thumbnails
        from app.library import Library

        if not self.is_there:
            return 0
        with Library.open(self.folder) as library:
            return clear_thumbnails(library)

    def forget_searches(self) -> None:
        from app.search.remembered import forget_queries

        forget_queries(self.folder)

    def clear_all(self, *, settings: bool) -> int:
        """Removes everything; how many bytes are free then. Nobody may have the library open. Raises as
        `app.indexing.clearing.clear_all`."""
        from app.indexing.clearing import clear_all

        return clear_all(self.folder, settings=settings)

    # ---- to and from other programs ----

    def export_csv(self, target: Path, *, all_photos: bool, bom: bool, check: Check, tell: Tell) -> int:
        """How many photos are in the table."""
        from app.indexing.exchange import export_csv
        from app.library import Library

        with Library.open_current(self.folder) as library:
            return export_csv(library, target, all_photos=all_photos, bom=bom, check=check, tell=tell)

    def preview_csv(self, source: Path, *, check: Check, tell: Tell) -> Preview:
        from app.indexing.exchange import preview_csv
        from app.library import Library

        with Library.open_current(self.folder) as library:
            return preview_csv(library, source, check, tell)

    def import_csv(self, source: Path, *, overwrite: bool, check: Check, tell: Tell) -> Done:
        from app.domain import Cancelled
        from app.indexing.exchange import Taken, import_csv
        from app.library import Library

        taken = Taken()
        with Library.open_beside(self.folder) as library, contextlib.suppress(Cancelled):
            import_csv(library, source, overwrite=overwrite, check=check, tell=tell, taken=taken)
        return Done(taken.changed, taken.entry.entry_id if taken.entry is not None else 0)

    def write_sidecars(self, *, check: Check, tell: Tell) -> Done:
        from app.domain import Cancelled
        from app.indexing.export import ExportSummary, export_sidecars
        from app.library import Library

        summary = ExportSummary()
        with Library.open_beside(self.folder) as library, contextlib.suppress(Cancelled):
            photos = library.photos_with_words()

            def counted() -> None:
                tell(summary.written + summary.unchanged + len(summary.failed), len(photos))
                check()

            export_sidecars(library, photos, counted, summary)
        return Done(summary.written, failed=tuple(summary.failed), unchanged=summary.unchanged)

    def read_sidecars(self, *, check: Check, tell: Tell) -> Done:
        from app.domain import Cancelled
        from app.indexing.sidecars import SidecarsRead, read_sidecars_again
        from app.library import Library

        summary = SidecarsRead()
        with Library.open_beside(self.folder) as library, contextlib.suppress(Cancelled):
            read_sidecars_again(library, (), check, tell, summary)
        failed = tuple((one.path, one.reason) for one in summary.skipped)
        return Done(summary.photos, summary.entry, failed, summary.found)

    def undo(self, entry: int) -> str:
        """Takes back an entry of the journal."""
        from app.library import Library

        with Library.open_beside(self.folder) as library:
            return message("Undone: {what}", what=library.undo(entry).entry.summary)

    # ---- behind these ----

    def _write(self, act: Callable[[Library], _T]) -> _T:
        """Raises `LibraryBusy` while another process writes."""
        from app.library import Library

        if not self.is_there:
            raise SnowlineError("There is no library yet. Add a folder with photos first.")
        with Library.open(self.folder, write=True, purpose="changing settings") as library:
            return act(library)


def _builtin() -> Path:
    from app.paths import builtin_pack

    return builtin_pack()


def _card_of(folder: Path) -> PackCard:
    from app.vision.manifest import read_manifest

    manifest = read_manifest(folder)
    card = next((path for path in (folder / CARD, _builtin() / CARD) if path.is_file()), None)
    text = ""
    if card is not None and (card.parent == folder or read_manifest(card.parent) == manifest):
        text = card.read_text("utf-8", "replace")
    size = sum(file.size for file in manifest.files.values())
    return PackCard(manifest.generation, folder, size, manifest.licence, text)
