"""What follows when photos were added: the files that make searching quick, built while the library is free again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from pathlib import Path

from app.domain import CancelToken, Progress, SnowlineError
from app.indexing.derive import refresh_derived
from app.indexing.pace import REPORT_SECONDS
from app.indexing.segments import refresh_segments
from app.indexing.upkeep import tidy_thumbnails

Step = Callable[[Path, CancelToken], object]


def _segments(library_folder: Path, cancel: CancelToken) -> object:
    return refresh_segments(library_folder, cancel=cancel)


def _derived(library_folder: Path, cancel: CancelToken) -> object:
    return refresh_derived(library_folder, cancel=cancel)


STEPS: tuple[tuple[str, Step], ...] = (
    ("index", _segments),
    ("word lists", _derived),
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
    for number, (name, step) in enumerate(steps):
        errors: list[BaseException] = []

        def work(step: Step = step, errors: list[BaseException] = errors) -> None:
            try:
                step(library_folder, cancel)
            except BaseException as error:
                errors.append(error)

        thread = threading.Thread(target=work, daemon=True, name=name)
        thread.start()
        thread.join(REPORT_SECONDS)
        while thread.is_alive():
            yield Progress("finish", number, len(steps), current=name)
            thread.join(REPORT_SECONDS)
        for failure in errors:
            if not isinstance(failure, SnowlineError):
                raise failure
            problems.append(str(failure))
    return problems
