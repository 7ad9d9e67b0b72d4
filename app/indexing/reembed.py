"""Describes photos of the library anew with another pack, beside the generation that goes on answering.

Nothing is scanned: the catalogue says which photos the new generation lacks and where they lie, newest first. A file
that is not as the catalogue knows it is left to the next scan.
"""

from __future__ import annotations

import os
from collections.abc import Generator

from app.domain import Cancelled, Progress
from app.index import generation as index
from app.indexing.control import Control
from app.indexing.crew import BATCH, Crew, Limits, PhotoResult, TextResult
from app.indexing.generations import PackAtWork
from app.indexing.known_files import unchanged
from app.indexing.ledger import Ledger, mend
from app.indexing.messages import PhotoTask, Seen
from app.indexing.pace import REPORT_SECONDS, Pace
from app.indexing.priority import workers_at
from app.library import Library, TextKind, shown
from app.settings import Settings

# Photos whose files are asked from the catalogue at once.
_FETCHED = 512
# Photos that make it worth loading the models once more.
_WORTH_A_WORKER = 8
# Texts encoded in one task; a caption takes about a millisecond.
_TEXTS_AT_ONCE = 256


class Reembedding:
    """One run over what `pack`'s generation lacks. `described` counts the photos it has gained so far."""

    def __init__(self, library: Library, pack: PackAtWork, settings: Settings, control: Control) -> None:
        """`library` is open for writing."""
        self._library = library.at(pack.name)
        self._pack = pack
        self._settings = settings
        self._control = control
        self._photos: dict[str, int] = {}  # by content key: photos in the workers' hands
        self._failed: list[tuple[int, str]] = []
        self._lost_texts: list[list[tuple[str, TextKind]]] = []
        self._current = ""
        self.described = 0

    def run(self) -> Generator[Progress, None, None]:
        """Yields progress. Raises `Cancelled` once the control's token is set; what is finished is kept."""
        library = self._library
        with index.Generation(library.folder, self._pack.name, self._pack.dims, writable=True) as generation:
            mend(library, generation)
            ids = library.lacking(captioned=self._settings.captions)
            lost = library.texts_without_vector()
            if not (len(ids) or lost):
                return
            ledger = Ledger(library, generation, captioned=self._settings.captions)
            workers = max(1, min(workers_at(self._control.throttle, self._settings), -(-len(ids) // _WORTH_A_WORKER)))
            limits = Limits(self._settings.seconds_per_file, self._settings.worker_memory_mb)
            crew = Crew(self._pack.open_workshop, workers, limits, self._control.throttle)
            self._submit_lost(crew, lost)
            try:
                yield from self._describe(ids.tolist(), ledger, crew, workers)
            except (Cancelled, KeyboardInterrupt):
                crew.stop()
                self._write(ledger, at_once=True)
                raise
            finally:
                crew.stop()
                if self._failed:
                    library.note_undescribed(self._failed)

    def _describe(self, ids: list[int], ledger: Ledger, crew: Crew, workers: int) -> Generator[Progress, None, None]:
        pace = Pace("index", len(ids))
        tasks: list[PhotoTask] = []
        at = 0
        yield pace.progress()
        while at < len(ids) or tasks or crew.outstanding or ledger.pending:
            if self._control.cancel.cancelled:
                raise Cancelled
            held = self._control.held
            crew.adapt(workers, self._control.throttle)
            done = 0
            if not tasks and at < len(ids):
                part = ids[at : at + _FETCHED]
                at += len(part)
                tasks = self._tasks(part)
                done += len(part) - len(tasks)
            feeds = bool(tasks) and not held and crew.hungry
            if feeds:
                crew.submit(tasks[:BATCH])
                del tasks[:BATCH]
            for result in crew.poll(0.0 if feeds else REPORT_SECONDS):
                if isinstance(result, TextResult):
                    self._take_vectors(result, ledger)
                else:
                    self._take(result, ledger)
                    done += 1
            if crew.sure_tag is not None:
                self._library.use_sure_tag(crew.sure_tag)
            idle = not crew.outstanding and (held or not (tasks or at < len(ids)))
            if ledger.full or (idle and ledger.pending):
                number, texts = ledger.close_group()
                if texts:
                    crew.submit_texts(number, texts)
            self._write(ledger)
            if pace.step(done):
                yield pace.progress(self._current, held)
        yield pace.progress(self._current)

    def _tasks(self, ids: list[int]) -> list[PhotoTask]:
        """What to read for these photos, as far as their files are still what the catalogue knows."""
        photos = unchanged(self._library, ids)
        self._photos.update((task.key, photo) for photo, task in photos)
        return [task for _, task in photos]

    def _take(self, result: PhotoResult, ledger: Ledger) -> None:
        photo = self._photos.pop(result.task.key)
        self._current = shown(result.task.path)
        if isinstance(result.outcome, Seen):
            ledger.add(result.task.key, [], result.outcome)
        elif os.path.lexists(result.task.path):
            self._failed.append((photo, result.outcome))

    def _take_vectors(self, result: TextResult, ledger: Ledger) -> None:
        if result.group < 0:
            ledger.add_lost_texts(self._lost_texts[-1 - result.group], result.vectors)
        else:
            ledger.take_vectors(result.group, result.vectors)

    def _write(self, ledger: Ledger, *, at_once: bool = False) -> None:
        _, keys = ledger.write(at_once=at_once)
        self.described += len(keys)

    def _submit_lost(self, crew: Crew, texts: list[tuple[str, TextKind]]) -> None:
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            part = texts[start : start + _TEXTS_AT_ONCE]
            self._lost_texts.append(part)
            crew.submit_texts(-len(self._lost_texts), [text for text, _ in part])  # the ledger's groups count from 0
