"""What does not work as it should, although photos can be found: said at the top of the window until it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.session import Coverage
from app.ui.tasks import Tasks
from app.ui.translation import in_words, translate
from app.ui.wording import path as path_in_words

# The window is there first, and its first search; checking the models reads 45 MB.
BEGIN_MS = 4_000
# How often it is looked whether it is mended.
AGAIN_MS = 15_000


@dataclass(frozen=True, slots=True)
class Fault:
    """In the window's language: what works, what does not, and what to do; `key` tells one from another."""

    key: str
    text: str


class Health(QObject):
    """Looks once after the start, after work that ended with an error, and every few seconds while something is wrong.
    `mended` comes when what was wrong is right again."""

    told = Signal(object)  # tuple of Fault
    mended = Signal()

    def __init__(self, library: Path, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._faults: tuple[Fault, ...] = ()
        self._wordless = ""
        self._known = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    def set_coverage(self, coverage: Coverage) -> None:
        """The library was looked at; there may be nothing in it yet."""
        there = bool(coverage.photos or coverage.waiting or coverage.folders)
        if there and not self._known:
            self._timer.start(BEGIN_MS)
        self._known |= there
        if coverage.wordless != self._wordless:
            self._wordless = coverage.wordless
            self.look()

    def look(self) -> None:
        """Finds out how things stand."""
        if self._known:
            look = partial(faults, self._library, self._wordless)
            self._tasks.run(self._tasks.files, look, self._found, lambda _: None, lane="health")

    def shut_down(self) -> None:
        """At exit."""
        self._known = False
        self._timer.stop()

    def _found(self, found: tuple[Fault, ...]) -> None:
        if not self._known:
            return
        better = bool({one.key for one in self._faults} - {one.key for one in found})
        if found != self._faults:
            self._faults = found
            self.told.emit(found)
        if better:
            self.mended.emit()
        if found:
            self._timer.start(AGAIN_MS)


def faults(library: Path, wordless: str) -> tuple[Fault, ...]:
    """What is wrong now; `wordless` is why no text can be asked of the library, or "". Runs on a worker."""
    found = []
    if (models := _models(wordless)) is not None:
        found.append(models)
    if (place := _place(library)) is not None:
        found.append(place)
    return tuple(found)


def _models(wordless: str) -> Fault | None:
    from app.paths import builtin_pack
    from app.vision.shelf import fault_of

    fault = fault_of(builtin_pack())
    if wordless:
        why = translate("health", "The models are missing or damaged. Install Snowline again.")
        works = translate("health", "Photos are found by names, dates, tags and captions, but not by what is in them.")
        return Fault("models" if fault else "other models", f"{works} {why if fault else in_words(wordless)}")
    if fault:
        return Fault(
            "new photos",
            translate(
                "health",
                "Searching works, but new photos cannot be described: the models that came with Snowline are missing "
                "or damaged. Install Snowline again.",
            ),
        )
    return None


def _place(library: Path) -> Fault | None:
    from app.domain import LibraryForbidden, LibraryGone
    from app.library.condition import trouble

    error = trouble(library, known=True)
    if error is None or isinstance(error, LibraryGone):  # which has a page of its own
        return None
    if isinstance(error, LibraryForbidden):
        return Fault(
            "read only",
            translate(
                "health",
                "Your library can only be read. Searching works, but new photos, stars, tags and captions cannot be "
                "kept. Allow yourself to write to {0}, or connect its drive without write protection.",
            ).format(path_in_words(str(library))),
        )
    return Fault("full", in_words(str(error)))
