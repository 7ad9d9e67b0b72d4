"""What a person wants of the work on a library, kept beside it: paused or not, how fast, and what was left unfinished.

One small file in the library's folder, replaced as a whole, by one at a time of all who change it. A run that is under
way follows it, so that a command can pause what the window does; and a new start of the program finds what the last one
was told. Where the work itself goes on is in the catalogue: whatever was found and not opened waits there.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from app.domain import LibraryBusy, SnowlineError
from app.indexing.control import Control
from app.settings import THROTTLES, Throttle

WISHES_NAME = "indexing.json"
WISHES_LOCK = "wishes.lock"
# When the photos of a folder are described: at once, while nobody uses the machine, or not before a person says so.
Describing = Literal["now", "idle", "names"]
DESCRIBING: tuple[Describing, ...] = get_args(Describing)
# How often a run looks whether somebody changed the file.
_LOOK_SECONDS = 0.5
# A change takes a millisecond. Whoever holds the others up for longer was stopped in the middle of one: then a wish is
# kept all the same.
_PATIENCE_SECONDS, _AGAIN_SECONDS = 1.0, 0.005


@dataclass(frozen=True, slots=True)
class Wishes:
    """`throttle` is None where the settings decide. `unfinished` are the paths of a run of the window that was neither
    finished nor stopped by the person. `choices` tell for folders when their photos are
    described (`choices.Choices`)."""

    paused: bool = False
    throttle: Throttle | None = None
    unfinished: tuple[str, ...] = ()
    choices: tuple[tuple[str, Describing], ...] = ()

    def with_unfinished(self, paths: Iterable[Path]) -> Wishes:
        """The same with these paths besides."""
        return replace(self, unfinished=tuple(dict.fromkeys((*self.unfinished, *map(os.fspath, paths)))))

    def without_unfinished(self, paths: Iterable[Path]) -> Wishes:
        """The same without these paths."""
        done = set(map(os.fspath, paths))
        return replace(self, unfinished=tuple(path for path in self.unfinished if path not in done))


def read_wishes(library_folder: Path) -> Wishes:
    """The wishes for this library; the defaults where nothing usable is kept."""
    try:
        kept = json.loads((library_folder / WISHES_NAME).read_text(encoding="ascii"))
    except (OSError, ValueError):
        kept = None
    if not isinstance(kept, dict):
        return Wishes()
    throttle = kept.get("throttle")
    unfinished = kept.get("unfinished")
    return Wishes(
        paused=kept.get("paused") is True,
        throttle=throttle if throttle in THROTTLES else None,
        unfinished=tuple(path for path in unfinished if isinstance(path, str)) if isinstance(unfinished, list) else (),
        choices=_choices(kept.get("choices")),
    )


def left_unfinished(library_folder: Path) -> tuple[list[Path], bool]:
    """The paths of a run of the window that the end of the program cut short, as far as they are still there, and
    whether the person had paused it."""
    wishes = read_wishes(library_folder)
    return [path for path in map(Path, wishes.unfinished) if path.exists()], wishes.paused


def _choices(kept: object) -> tuple[tuple[str, Describing], ...]:
    pairs = [pair for pair in kept if isinstance(pair, list) and len(pair) == 2] if isinstance(kept, list) else []
    return tuple((path, choice) for path, choice in pairs if isinstance(path, str) and choice in DESCRIBING)


def change_wishes(library_folder: Path, **changes: Any) -> None:
    """Keeps changed fields of `Wishes`, as `amend_wishes` does."""
    amend_wishes(library_folder, lambda wishes: replace(wishes, **changes))


def amend_wishes(library_folder: Path, amended: Callable[[Wishes], Wishes]) -> None:
    """Keeps what `amended` makes of the wishes; what other processes change at the same time is kept as well. On a
    library that cannot be written nothing is kept, and nothing said."""
    wishes = read_wishes(library_folder)
    if amended(wishes) == wishes:
        return
    with contextlib.suppress(OSError), _alone(library_folder):
        wishes = read_wishes(library_folder)
        changed = amended(wishes)
        if changed != wishes:
            write_json(library_folder / WISHES_NAME, asdict(changed))


@contextlib.contextmanager
def _alone(library_folder: Path) -> Iterator[None]:
    """While open, nobody else changes the wishes. Goes on without that where it cannot be had."""
    from app.library.lock import WriterLock  # who only reads wishes does without a catalogue

    lock: WriterLock | None = None
    end = time.monotonic() + _PATIENCE_SECONDS
    while lock is None and time.monotonic() < end:
        try:
            lock = WriterLock(library_folder, WISHES_LOCK, purpose="keeping wishes")
        except LibraryBusy:
            time.sleep(_AGAIN_SECONDS)
        except SnowlineError:
            break
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Replaces a small file in one step. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(content, file)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


class Following:
    """While open, what somebody else changes in the wishes steers `control`. What stood there before does not."""

    def __init__(self, library_folder: Path, control: Control, *, changed: Callable[[], None] | None = None) -> None:
        self._folder, self._control, self._changed = library_folder, control, changed
        self._seen = self._mark()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True, name="wishes")

    def __enter__(self) -> Following:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _mark(self) -> tuple[int, int] | None:
        try:
            facts = os.stat(self._folder / WISHES_NAME)
        except OSError:
            return None
        return facts.st_mtime_ns, facts.st_ino

    def _follow(self) -> None:
        while not self._end.wait(_LOOK_SECONDS):
            mark = self._mark()
            if mark == self._seen:
                continue
            self._seen = mark
            wishes = read_wishes(self._folder)
            if wishes.paused:
                self._control.pause()
            else:
                self._control.resume()
            if wishes.throttle is not None:
                self._control.set_throttle(wishes.throttle)
            if self._changed is not None:
                self._changed()
