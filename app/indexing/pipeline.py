"""Indexing from end to end: scan, identity, worker processes, one writer. Yields progress, returns a summary."""

from __future__ import annotations

import contextlib
import os
import time
from array import array
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.domain import Cancelled, CancelToken, IndexSummary, Progress, Skipped, Unreadable
from app.index.generation import Generation
from app.indexing.choices import Choices
from app.indexing.control import Control, OnlyCancel
from app.indexing.crew import BATCH, Crew, Limits, Result, TextResult
from app.indexing.finish import Meanwhile, finish
from app.indexing.generations import PackAtWork, pack_at_work, plan, switch_when_complete
from app.indexing.ledger import Ledger, mend
from app.indexing.looking_again import Look, look_again
from app.indexing.messages import PhotoTask, Seen
from app.indexing.pace import REPORT_SECONDS, Pace
from app.indexing.pairs import link_photos
from app.indexing.priority import workers_at
from app.indexing.reembed import Reembedding
from app.indexing.retry import retry_where_limits_were_raised
from app.indexing.scan import ONLINE_ONLY, Scan, online_only
from app.indexing.settling import STABLE_SECONDS, Settling
from app.indexing.sidecars import ask_older_files, heed_sidecars
from app.indexing.supply import Supply, WaitingQueue
from app.indexing.survey import Survey, survey, survey_folders
from app.indexing.ties import Identity
from app.indexing.upkeep import ThumbnailUpkeep
from app.indexing.workshop import Workshop
from app.library import Library, SeenFile, TextKind, shown
from app.media.source import BEING_CHANGED
from app.media.thumbnails import ThumbnailStore
from app.paths import builtin_pack
from app.settings import Settings

# Photos that make it worth loading the models once more.
_WORTH_A_WORKER = 8
# Files identified before results are looked at again: copies of known photos need no worker, and can be many.
_LOOKED_AT_ONCE = 64
# A run that is held for longer than this gives its workers' memory back.
_RELEASE_SECONDS = 10.0
# Texts encoded in one task when vectors were lost; a caption takes about a millisecond.
_TEXTS_AT_ONCE = 256


def index_paths(
    library_folder: Path,
    paths: Sequence[Path],
    settings: Settings,
    *,
    pack_folder: Path | None = None,
    cancel: CancelToken,
    control: Control | None = None,
    retry_skipped: bool = False,
    when_idle: bool = False,
    create: bool = True,
) -> Generator[Progress, None, IndexSummary]:
    """Indexes folders and files into the library, which is made when there is none, if `create` says so.

    Yields `Progress` at most about ten times a second; the generator's return value is the summary. Once `cancel` is
    set (or on Ctrl-C) it stops within a moment, keeps what is finished and returns a summary with `cancelled`.
    `control` steers it meanwhile, by default as the settings say; its own token counts then. `retry_skipped` tries all
    files again that were skipped before. Of folders for which a person chose so (`choices`) only names are taken in;
    with `when_idle`, those that wait until nobody uses the machine are described, too.
    Raises `SnowlineError` for a path that does not exist or a full disk, `LibraryBusy` while another process writes,
    `PackError` for a damaged pack. A photo that cannot be read is only skipped.
    """
    pack = pack_at_work(pack_folder or builtin_pack(), Path(library_folder), settings)
    run = IndexRun(
        Path(library_folder),
        paths,
        settings,
        pack.name,
        pack.dims,
        pack.open_workshop,
        cancel,
        pack_folder=pack.folder,
        asked=pack_folder is not None,
        control=control,
        retry_skipped=retry_skipped,
        stable_seconds=STABLE_SECONDS,
        when_idle=when_idle,
        create=create,
    )
    return (yield from run.run())


def index_folders(
    library_folder: Path,
    folders: Sequence[tuple[bytes, bool]],
    settings: Settings,
    *,
    pack_folder: Path | None = None,
    control: Control,
) -> Generator[Progress, None, IndexSummary]:
    """The same for single folders below the roots, in which something changed: (absolute real path, deep), deep with
    all that lies below. Nothing else of the library is looked at."""
    pack = pack_at_work(pack_folder or builtin_pack(), Path(library_folder), settings)
    run = IndexRun(
        Path(library_folder),
        (),
        settings,
        pack.name,
        pack.dims,
        pack.open_workshop,
        control.cancel,
        pack_folder=pack.folder,
        control=control,
        folders=folders,
        stable_seconds=STABLE_SECONDS,
        create=False,
    )
    return (yield from run.run())


class IndexRun:
    """One run of `index_paths`. `open_workshop` is called in each worker process and must be picklable."""

    def __init__(
        self,
        library_folder: Path,
        paths: Sequence[Path],
        settings: Settings,
        generation: str,
        dims: int,
        open_workshop: Callable[[], Workshop],
        cancel: CancelToken,
        *,
        pack_folder: Path | None = None,
        control: Control | None = None,
        retry_skipped: bool = False,
        stable_seconds: float = 0.0,
        asked: bool = False,
        folders: Sequence[tuple[bytes, bool]] = (),
        when_idle: bool = False,
        create: bool = True,
    ) -> None:
        """`stable_seconds`: for how long a file must not have changed before it is read. `asked`: a person named the
        pack. `folders`: see `index_folders`; nothing else is looked at then."""
        self._folder = library_folder
        self._paths = list(paths)
        self._settings = settings
        self._pack = PackAtWork(generation, dims, open_workshop, pack_folder)
        self._asked = asked
        self._dirty = list(folders)
        self._create = create
        self._control = control or Control.by(settings, cancel)
        self._cancel = self._control.cancel
        self._light = OnlyCancel(self._cancel)  # names are taken in while photos are not opened
        self._retry_skipped, self._when_idle = retry_skipped, when_idle
        self._summary = IndexSummary()
        self._upkeep = ThumbnailUpkeep(settings)
        self._settling = Settling(stable_seconds)
        self._supply = Supply(WaitingQueue(), self._settling)
        # By content key: photos in the workers' hands or not yet written. A copy found meanwhile joins its photo here.
        self._jobs: dict[str, _Job] = {}
        self._current = ""
        self._meanwhile = Meanwhile(library_folder, self._cancel)
        self._sidecars: list[SeenFile] = []
        self._gone: list[int] = []
        self._folders: set[bytes] = set()  # with photos that this run took in
        self._lost_texts: dict[int, list[tuple[str, TextKind]]] = {}
        self._looked_again = 0

    def run(self) -> Generator[Progress, None, IndexSummary]:
        """See `index_paths`."""
        began = time.monotonic()
        scan = None if self._dirty else Scan(self._paths, library=self._folder)
        try:
            yield from self._run(scan)
            yield from self._meanwhile.wait()
            self._summary.problems += yield from finish(self._folder, self._cancel)
        except (Cancelled, KeyboardInterrupt):
            self._summary.cancelled = True
        finally:
            self._meanwhile.end()
        self._summary.seconds = time.monotonic() - began
        return self._summary

    def _run(self, scan: Scan | None) -> Generator[Progress, None, None]:
        with Library.open(self._folder, write=True, purpose="indexing photos", create=self._create) as library:
            packs = plan(library, self._pack, self._settings, asked=self._asked)
            self._pack = packs.live
            try:
                yield from self._take_in(library, scan)
            except (Cancelled, KeyboardInterrupt):
                self._close_books(library)
                raise
            self._close_books(library)
            ask_older_files(library, self._light.check)
            if packs.building is not None and scan is not None:
                yield from self._build(library, packs.building)

    def _close_books(self, library: Library) -> None:
        """Reads the sidecars of photos that this run took in, whether those changed or not; counts what is gone."""
        self._summary.missing = library.count_missing(self._gone)
        beside = [one for one in self._sidecars if os.path.dirname(one.path) in self._folders]
        self._summary.skipped += heed_sidecars(library, beside, again=True)

    def _build(self, library: Library, pack: PackAtWork) -> Generator[Progress, None, None]:
        """Goes on with the generation that is to replace the live one."""
        again = Reembedding(library, pack, self._settings, self._control)
        try:
            yield from again.run()
        finally:
            self._summary.described_again = again.described
        if switch_when_complete(library, pack.name):
            self._summary.switched_to = pack.name

    def _take_in(self, library: Library, scan: Scan | None) -> Generator[Progress, None, None]:
        with Generation(self._folder, self._pack.name, self._pack.dims, writable=True) as generation:
            mend(library, generation)
            if scan is None:
                yield from self._look_at_folders(library)
            else:
                ThumbnailStore(library.thumbnails).sweep()
                if self._settings.captions:
                    library.want_captions()
                retry_where_limits_were_raised(library, self._settings)
                if self._retry_skipped:
                    library.retry_skipped()
                self._note((yield from survey(library, scan, self._light, leave=self._leave())))
            library.name_waiting()
            self._summary.skipped += heed_sidecars(library, self._sidecars, self._light.check)
            lost_texts = library.texts_without_vector()
            if self._supply or lost_texts:
                ledger = Ledger(library, generation, captioned=self._settings.captions)
                with contextlib.closing(Identity(library, self._settings.seconds_per_file)) as self._identity:
                    yield from self._describe(library, ledger, lost_texts)
                library.settle_arrivals()
            link_photos(library, generation, self._light)

    def _look_at_folders(self, library: Library) -> Generator[Progress, None, None]:
        """Those that are looked at with all below them first: they may hold others of the list."""
        ids, mtimes = array("q"), array("q")
        for wanted in (True, False):
            folders = [folder for folder, deep in self._dirty if deep == wanted]
            if folders:
                found = yield from survey_folders(library, folders, self._light, deep=wanted, leave=self._leave())
                ids += found.waiting
                mtimes += found.mtimes
                self._note(found)
        self._supply = Supply(WaitingQueue(ids, mtimes), self._settling)

    def _leave(self) -> Callable[[bytes], bool] | None:
        """Which files are only taken in by their names."""
        choices = Choices.of(self._folder)
        return partial(choices.leaves, when_idle=self._when_idle) if choices else None

    def _note(self, found: Survey) -> None:
        self._summary.found += found.files
        self._summary.unchanged += found.unchanged
        self._summary.named += found.left
        self._summary.skipped += found.skipped
        self._summary.away += found.away
        self._sidecars += found.sidecars
        self._gone += found.gone
        self._supply = Supply(WaitingQueue(found.waiting, found.mtimes), self._settling)

    def _describe(
        self, library: Library, ledger: Ledger, lost_texts: list[tuple[str, TextKind]]
    ) -> Generator[Progress, None, None]:
        total = len(self._supply)
        pace = Pace("index", total)
        limits = Limits(self._settings.seconds_per_file, self._settings.worker_memory_mb)
        crew = Crew(self._pack.open_workshop, self._worker_count(total), limits, self._control.throttle)
        self._submit_lost_texts(crew, lost_texts)
        worked = time.monotonic()
        try:
            yield pace.progress()
            while self._supply or crew.outstanding or ledger.pending:
                if self._cancel.cancelled:
                    raise Cancelled
                held = self._control.held
                crew.adapt(self._worker_count(total), self._control.throttle)
                may_feed = not held and crew.hungry and self._supply.look()
                done = self._feed(library, ledger, crew) if may_feed else 0
                # With more to feed there is no time to wait: only what is there already is taken.
                results = crew.poll(0.0 if may_feed else REPORT_SECONDS)
                for result in results:
                    done += self._take(result, ledger, crew)
                if crew.sure_tag is not None:
                    library.use_sure_tag(crew.sure_tag)
                idle = not crew.outstanding and (held or not self._supply.look())
                self._write(ledger, crew, close=ledger.full or bool(idle and ledger.pending))
                self._upkeep.look(library, self._summary.indexed)
                if not held or crew.outstanding:
                    worked = time.monotonic()
                elif time.monotonic() - worked > _RELEASE_SECONDS:
                    crew.release()
                if pace.step(done):
                    yield pace.progress(self._current, held)
            yield pace.progress(self._current)
        except (Cancelled, KeyboardInterrupt):
            crew.stop()
            self._count_written(ledger.write(at_once=True))
            raise
        finally:
            crew.stop()

    def _worker_count(self, photos: int) -> int:
        """No more processes than there is work for: each loads the models. One where memory is short."""
        allowed = workers_at(self._control.throttle, self._settings)
        return max(1, min(allowed, -(-photos // _WORTH_A_WORKER)))

    def _feed(self, library: Library, ledger: Ledger, crew: Crew) -> int:
        """Hands the next batch of unknown photos to the crew. Returns how many files needed no worker."""
        done = 0
        left = len(self._supply)
        batch = min(BATCH, max(1, left // (2 * self._worker_count(left))))
        by_key: dict[str, list[tuple[int, bytes]]] = {}
        looks: dict[int, Look] = {}
        looked_at = 0
        while len(by_key) < batch and looked_at < _LOOKED_AT_ONCE:
            file = self._supply.take(library)
            if file is None:
                break
            file_id, path = file
            looked_at += 1
            self._folders.add(os.path.dirname(path))
            try:
                key, facts = self._identify(path, by_key)
            except Unreadable as error:
                self._pass_over(library, ledger, file_id, path, str(error))
                done += 1
                continue
            looks[file_id] = (key, facts)
            job = self._jobs.get(key)
            if job is None:
                by_key.setdefault(key, []).append((file_id, path))
            else:
                job.files.append((file_id, path))
                done += job.described
        for file_id, path in self._supply.given_up:
            self._pass_over(library, ledger, file_id, path, BEING_CHANGED)
            done += 1
        self._supply.given_up.clear()
        known = library.photos_by_keys(list(by_key), captioned=self._settings.captions)
        same = look_again(library, looks, known)
        self._summary.unchanged += len(same)
        self._looked_again += len(same)
        for key, photo_id in known.items():
            files = by_key.pop(key)
            ledger.attach((file_id, photo_id) for file_id, _ in files if file_id not in same)
            done += len(files)
        for key, files in by_key.items():
            self._jobs[key] = _Job(files)
        if by_key:
            crew.submit([PhotoTask(files[0][1], key) for key, files in by_key.items()])
        return done

    def _identify(self, path: bytes, by_key: dict[str, list[tuple[int, bytes]]]) -> Look:
        """The key of the photo, and what the file was like before it was read. Raises `Unreadable`, also for a file
        that went online only since it was scanned."""
        facts = None
        with contextlib.suppress(OSError, ValueError):  # reading it tells what is wrong with it
            facts = os.stat(path)
            if online_only(facts):
                raise Unreadable(ONLINE_ONLY)

        def on_its_way(key: str) -> bytes | None:
            files = by_key.get(key) or (self._jobs[key].files if key in self._jobs else None)
            return files[0][1] if files else None

        return self._identity.key_of(path, on_its_way), facts

    def _take(self, result: Result, ledger: Ledger, crew: Crew) -> int:
        """Enters a result into the ledger; returns how many files it finishes."""
        if isinstance(result, TextResult):
            lost = self._lost_texts.pop(result.group, None)
            if lost is None:
                ledger.take_vectors(result.group, result.vectors)
            else:
                ledger.add_lost_texts(lost, result.vectors)
            return 0
        key, job = result.task.key, self._jobs[result.task.key]
        self._current = shown(result.task.path)
        if isinstance(result.outcome, Seen):
            job.described = True
            ledger.add(key, job.files, result.outcome)
            return len(job.files)
        file_id, path = job.files.pop(0)
        self._skip(ledger, file_id, path, result.outcome)
        if job.files and not os.path.lexists(path):  # it went away; its copies may still be there
            crew.submit([PhotoTask(job.files[0][1], key)])
            return 1
        for copy_id, copy in job.files:
            self._skip(ledger, copy_id, copy, result.outcome)
        del self._jobs[key]
        return 1 + len(job.files)

    def _pass_over(self, library: Library, ledger: Ledger, file_id: int, path: bytes, reason: str) -> None:
        """A file of which nobody can say what it holds: with a photo it goes on waiting, without one it is skipped."""
        if library.held_photos([file_id]):
            self._summary.skipped.append(Skipped(shown(path), reason))
        else:
            self._skip(ledger, file_id, path, reason)

    def _skip(self, ledger: Ledger, file_id: int, path: bytes, reason: str) -> None:
        ledger.skip(file_id, reason)
        self._summary.skipped.append(Skipped(shown(path), reason))

    def _write(self, ledger: Ledger, crew: Crew, *, close: bool) -> None:
        if close:
            number, texts = ledger.close_group()
            if texts:
                crew.submit_texts(number, texts)
        self._count_written(ledger.write())

    def _count_written(self, written: tuple[int, list[str]]) -> None:
        files, keys = written
        self._summary.indexed += files
        self._meanwhile.look(self._summary.indexed + self._looked_again)
        for key in keys:
            del self._jobs[key]

    def _submit_lost_texts(self, crew: Crew, texts: list[tuple[str, TextKind]]) -> None:
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            part = texts[start : start + _TEXTS_AT_ONCE]
            group = -1 - len(self._lost_texts)  # groups of the ledger count up from 0
            self._lost_texts[group] = part
            crew.submit_texts(group, [text for text, _ in part])


@dataclass(slots=True)
class _Job:
    """A photo on its way: (file id, path) of the files that hold it, and whether the workers are done with it."""

    files: list[tuple[int, bytes]]
    described: bool = False
