"""What follows when photos were added: the files that make searching quick, built while the library is free again."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator
from pathlib import Path

from app.domain import Cancelled, CancelToken, Progress, SnowlineError
from app.indexing.associate import refresh_network
from app.indexing.control import OnlyCancel
from app.indexing.copies import link_copies
from app.indexing.derive import refresh_derived
from app.indexing.pace import REPORT_SECONDS
from app.indexing.placing import place_photos
from app.indexing.segments import refresh_segments
from app.indexing.upkeep import tidy_thumbnails

Step = Callable[[Path, CancelToken], object]

# Photos of one run after which a search would have to read too much that is not derived yet.
EVERY_PHOTOS = 20_000


class _Ending(OnlyCancel):
    """Ends with the run, or before it."""

    ended = False

    @property
    def cancelled(self) -> bool:
        return self.ended or super().cancelled


def _segments(library_folder: Path, cancel: CancelToken) -> object:
    return refresh_segments(library_folder, cancel=cancel)


def _derived(library_folder: Path, cancel: CancelToken) -> object:
    return refresh_derived(library_folder, cancel=cancel)


def _network(library_folder: Path, cancel: CancelToken) -> object:
    return refresh_network(library_folder, cancel=cancel)


STEPS: tuple[tuple[str, Step], ...] = (
    ("places", place_photos),
    ("index", _segments),
    ("word lists", _derived),
    ("word network", _network),
    ("copies", link_copies),
    ("word lists", _derived),  # again, where many photos turned out to belong together
    ("thumbnails", tidy_thumbnails),
)


def finish(
    library_folder: Path, cancel: CancelToken, steps: tuple[tuple[str, Step], ...] = STEPS
) -> Generator[Progress, None, list[str]]:
    """Brings everything up to date that is derived from catalogue and vectors; quick where nothing is due.

    Yields `Progress` of the stage "finish", and returns what went wrong, as text: searching works without these files,
    only slower. Raises `Cancelled`.
    """
    problems: list[str] = []
    ending = _Ending(cancel)
    for number, (name, step) in enumerate(steps):
        errors: list[BaseException] = []

        def work(step: Step = step, errors: list[BaseException] = errors) -> None:
            try:
                step(library_folder, ending)
            except BaseException as error:
                errors.append(error)

        thread = threading.Thread(target=work, daemon=True, name=name)
        thread.start()
        thread.join(REPORT_SECONDS)
        try:
            while thread.is_alive():
                yield Progress("finish", number, len(steps), current=name)
                thread.join(REPORT_SECONDS)
        finally:  # also when the caller wants no more
            ending.ended = thread.is_alive()
            thread.join()
        for failure in errors:
            if not isinstance(failure, SnowlineError):
                raise failure
            problems.append(str(failure))
    return problems


class Meanwhile:
    """The same now and then in the middle of a long run, on a thread beside it."""

    def __init__(
        self, library_folder: Path, cancel: CancelToken, *, steps: tuple[tuple[str, Step], ...] = STEPS
    ) -> None:
        self._folder, self._cancel, self._steps = library_folder, _Ending(cancel), steps
        self._done_at = 0
        self._thread: threading.Thread | None = None

    def look(self, photos: int) -> None:
        """Begins when so many photos are done since the last time, and that one has ended."""
        if photos - self._done_at >= EVERY_PHOTOS and not self.running:
            self._done_at = photos
            self._thread = threading.Thread(target=self._work, daemon=True, name="meanwhile")
            self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _work(self) -> None:
        for _, step in self._steps:
            # What goes wrong here is tried again, and told, at the end of the run.
            with contextlib.suppress(SnowlineError, Cancelled):
                step(self._folder, self._cancel)

    def wait(self) -> Generator[Progress, None, None]:
        """Until nothing of it runs any more; the end of a run does the rest."""
        while self._thread is not None and self._thread.is_alive():
            yield Progress("finish", 0, len(self._steps))
            self._thread.join(REPORT_SECONDS)

    def end(self) -> None:
        """Breaks off what still runs."""
        self._cancel.ended = True
        if self._thread is not None:
            self._thread.join()
