"""Looks a whole library over and, where asked to, puts it right: catalogue, vectors, index, thumbnails.

Nothing that a person added is ever removed. Before anything is taken out of the catalogue a copy of it is kept beside
it, and a file that cannot be mended is renamed, not deleted.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from app.domain import VECTOR_DIMS, CancelToken, Finding, LibraryBusy, Progress, SnowlineError
from app.index.check import VectorsState, check_vectors, mend_header, put_aside, stored_dims
from app.index.generation import Generation
from app.index.manifest import KINDS, index_folder
from app.index.postings import findings
from app.index.segment_check import check_index, tidy_index
from app.indexing.ledger import mend
from app.indexing.segments import refresh_segments
from app.indexing.upkeep import budgets
from app.library import Library
from app.library.check import FileState, check_file, remake_indexes
from app.library.lock import WriterLock
from app.library.own_again import OWN_TABLES
from app.library.salvage import back_up, salvage
from app.library.upkeep import RULES
from app.media.desktop_thumbnails import DesktopThumbnails
from app.media.thumbnail_check import check_thumbnails
from app.settings import load_settings

_AGAIN = "They are made anew when the folders are next indexed"
_PURPOSE = "repairing the library"
_FILES = {"images.vec": "vectors of pictures", "texts.vec": "vectors of texts"}

Steps = Generator[Progress, None, None]


def examine(
    folder: Path, *, repair: bool = False, cancel: CancelToken | None = None
) -> Generator[Progress, None, list[Finding]]:
    """Yields `Progress` (stage "check", done and total are steps) and returns what was found; with `repair`, mended.

    Without `repair` nothing is written. Raises `Cancelled`, `LibraryBusy` when it is to repair what another process
    writes to, and `SnowlineError` where there is no library, or one of a newer version, or no room to repair.
    """
    doctor = Doctor(Path(folder), repair, cancel or CancelToken())
    yield from doctor.steps()
    return doctor.found


def examine_quietly(folder: Path, *, repair: bool = False) -> list[Finding]:
    """`examine` without its progress."""
    steps = examine(folder, repair=repair)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: list[Finding] = end.value
            return found


class Doctor:
    """One examination; `found` grows while `steps` runs."""

    def __init__(self, folder: Path, repair: bool, cancel: CancelToken) -> None:
        self.found: list[Finding] = []
        self._folder = folder
        self._repair = repair
        self._cancel = cancel
        self._done = 0
        self._backed_up = False
        self._index_lost = False

    def steps(self) -> Steps:
        yield self._step("the library file")
        state = check_file(self._folder, self._cancel)
        if state.newer:
            raise SnowlineError(
                f"The library at {self._folder} was made by a newer Snowline. Update this program, then check again."
            )
        if self._repair and state.busy:
            raise LibraryBusy(state.busy)
        if not self._file_is_usable(state):
            return
        if state.older and not self._repair:
            self._note("catalogue", "made by an older Snowline; the next indexing run brings it up to date", False)
            return
        with Library.open(self._folder, write=self._repair, purpose=_PURPOSE) as library:
            yield from self._catalogue(library, state)
            yield from self._vectors(library, state)
            yield from self._index(library, state)
            yield from self._thumbnails(library)
        if self._index_lost:
            yield self._step("a new index")
            refresh_segments(self._folder, cancel=self._cancel)

    def _step(self, what: str) -> Progress:
        self._cancel.check()
        self._done += 1
        return Progress("check", self._done, None, current=what)

    def _note(self, part: str, text: str, serious: bool = True, mended: bool = False) -> None:
        self.found.append(Finding(part, text, serious, mended))  # type: ignore[arg-type]

    # ---- the file ----

    def _file_is_usable(self, state: FileState) -> bool:
        """Whether the catalogue can be looked into now."""
        if state.busy:
            self._note("catalogue", f"not everything was looked at: {state.busy}", serious=False)
        if state.indexes and not state.damage and not state.unreadable:
            self._note("catalogue", f"indexes that differ from their tables: {state.indexes[0]}")
            if not self._repair:
                return True
            with WriterLock(self._folder, purpose=_PURPOSE):
                remake_indexes(self._folder)
            again = check_file(self._folder, self._cancel)
            state.damage, state.indexes = (*again.damage, *again.indexes), ()
            state.dangling, state.words = again.dangling, again.words
            self.found[-1] = replace(self.found[-1], mended=not state.damage)
        if not (state.unreadable or state.damage):
            return True
        what = state.damage[0] if state.damage else "it cannot be read as a library"
        self._note("catalogue", f"library.sqlite is damaged: {what.splitlines()[0]}")
        if not self._repair:
            return False
        with WriterLock(self._folder, purpose=_PURPOSE):
            saved = salvage(self._folder)
        lost = f"; part of {', '.join(saved.damaged_tables)} could not be read" if saved.damaged_tables else ""
        if OWN_TABLES.intersection(saved.damaged_tables):
            lost += "; what you added was put together again from the history and from what files say"
        self.found[-1] = replace(
            self.found[-1],
            text=f"{self.found[-1].text}. {saved.total:,} rows were saved into a new one{lost}. "
            f"The damaged file is kept as {saved.kept_aside.name}",
            mended=True,
        )
        state.dangling = state.words = ()
        self._backed_up = True
        return True

    def _back_up(self) -> None:
        """Once, before the first row is taken out."""
        if not self._backed_up:
            back_up(self._folder)
            self._backed_up = True

    # ---- the catalogue ----

    def _catalogue(self, library: Library, state: FileState) -> Steps:
        for name in state.words:
            yield self._step("words")
            self._note("catalogue", f"the full-text index {name} is damaged", mended=self._repair)
            if self._repair:
                library.remake_words(name)
        if state.dangling:
            yield self._step("references")
            rows = sum(count for _, count in state.dangling)
            tables = ", ".join(table for table, _ in state.dangling)
            self._note("catalogue", f"{rows:,} rows refer to nothing ({tables})", True, self._repair)
            if self._repair:
                self._back_up()
                library.drop_dangling()
        for rule in RULES:
            yield self._step(rule.name)
            broken = library.broken_rule(rule)
            if broken is None:
                continue
            if self._repair:
                library.put_right(rule)
            self._note("catalogue", broken.text, True, self._repair)

    # ---- vectors ----

    def _vectors(self, library: Library, state: FileState) -> Steps:
        for name in [row.name for row in library.generations()]:
            yield self._step(f"vectors of {name}")
            images, texts = library.at(name).named_slots()
            folder = self._folder / "vectors" / name
            dims = stored_dims(folder / "images.vec") or stored_dims(folder / "texts.vec") or VECTOR_DIMS
            for file, named in (("images.vec", images), ("texts.vec", texts)):
                looked = check_vectors(folder / file, dims, named, self._cancel.check)
                if looked.header:
                    looked = self._header(looked, dims)
                    if not looked.header and named.size:
                        looked = check_vectors(folder / file, dims, named, self._cancel.check)
                self._rows_lost(library.at(name), looked, file, name)
                if not state.busy:
                    self._rows_too_many(looked, file, name)
            if self._repair and folder.is_dir():
                with Generation(self._folder, name, dims, writable=True) as generation:
                    mend(library.at(name), generation)

    def _header(self, looked: VectorsState, dims: int) -> VectorsState:
        self._note("vectors", f"the start of {looked.path} is damaged")
        if not self._repair:
            return looked
        if mend_header(looked.path, dims):
            self.found[-1] = replace(self.found[-1], mended=True)
        else:
            aside = put_aside(looked.path)
            self.found[-1] = replace(
                self.found[-1], text=f"{looked.path} cannot be read; it is kept as {aside.name}", mended=True
            )
        return VectorsState(looked.path)

    def _rows_lost(self, library: Library, looked: VectorsState, file: str, name: str) -> None:
        lost = looked.beyond + len(looked.bad)
        if not lost or looked.header:
            return
        self._note("vectors", f"{lost:,} {_FILES[file]} of {name} are lost or damaged", True, self._repair)
        if not self._repair:
            return
        self._back_up()
        bad = [int(slot) for slot in looked.bad]
        if file == "images.vec":
            library.forget_slots(bad, ())
            library.forget_slots_from(looked.rows, 2**62)
        else:
            library.forget_slots((), bad)
            library.forget_slots_from(2**62, looked.rows)
        self.found[-1] = replace(self.found[-1], text=f"{self.found[-1].text}. {_AGAIN}")

    def _rows_too_many(self, looked: VectorsState, file: str, name: str) -> None:
        """What a crashed batch leaves behind; the next writer cuts it off."""
        if looked.unnamed or looked.torn:
            rows = looked.unnamed + bool(looked.torn)
            self._note("vectors", f"{rows:,} {_FILES[file]} of {name} that no photo names", False, self._repair)

    # ---- index and thumbnails ----

    def _index(self, library: Library, state: FileState) -> Steps:
        for name in [row.name for row in library.generations()]:
            try:
                generation = Generation(self._folder, name)
            except SnowlineError:  # its vectors are damaged, which was said above
                continue
            with generation:
                for what in KINDS:
                    yield self._step(f"index of {name}")
                    looked = check_index(self._folder, getattr(generation, what), name, what)
                    if looked.fault:
                        self._note("index", f"the index of {what} of {name}: {looked.fault}", True, self._repair)
                    if looked.leftovers and not state.busy:
                        files = f"{looked.leftovers} file{'' if looked.leftovers == 1 else 's'}"
                        self._note("index", f"{files} that an interrupted build left", False, self._repair)
                    if self._repair:
                        tidy_index(self._folder, name, what, faulty=bool(looked.fault))
                        self._index_lost |= bool(looked.fault)
            for text in findings(index_folder(self._folder, name), remove=self._repair):
                self._note("index", text, serious=False, mended=self._repair)

    def _thumbnails(self, library: Library) -> Steps:
        yield self._step("thumbnails")
        own, _ = budgets(load_settings(), DesktopThumbnails.of(library.thumbnails))
        looked = check_thumbnails(
            library.thumbnails,
            library.photo_keys_among,
            own,
            repair=self._repair,
            precious=library.keys_out_of_reach,
            check=self._cancel.check,
        )
        if looked.damaged:
            self._note("thumbnails", f"{looked.damaged:,} damaged; they are drawn again when shown", True, self._repair)
        for count, what in (
            (looked.orphaned, "of no photo of this library"),
            (looked.unfinished, "that were never finished"),
        ):
            if count:
                self._note("thumbnails", f"{count:,} {what}", False, self._repair)
