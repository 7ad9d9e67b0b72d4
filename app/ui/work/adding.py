"""From wanting photos in the library to a run: what is new is looked at first; a person says when it is described."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.settings import load_settings
from app.ui.tasks import Tasks
from app.ui.translation import in_words
from app.ui.work.cost_preview import CostPreview
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.switches import Switches

if TYPE_CHECKING:
    from app.indexing.estimate import Estimate
    from app.indexing.wishes import Describing

POLL_MS = 150


class Costs(Protocol):
    """What is needed of `app.indexing.probe.Probe`."""

    @property
    def running(self) -> bool: ...

    def poll(self) -> list[Estimate | str]: ...

    def abandon(self) -> None: ...


def find_out(library: Path, paths: Sequence[Path]) -> Costs:
    """Begins to find out what these paths cost, in a process of its own."""
    from app.indexing.probe import Probe

    return Probe(library, paths, load_settings())


def must_ask(library: Path, paths: Sequence[Path]) -> bool:
    """Whether something new comes with these paths, or a person has put off describing them."""
    import os

    from app.indexing.choices import Choices
    from app.indexing.estimate import is_covered

    choices = Choices.of(library)
    put_off = any(choices.of_path(os.path.realpath(os.fsencode(path))) != "now" for path in paths)
    return put_off or not is_covered(library, paths)


def keep_choice(library: Path, paths: Sequence[Path], choice: Describing) -> None:
    from app.indexing.choices import choose

    choose(library, paths, choice)


class Adding(QObject):
    """One question at a time; what is added meanwhile is asked after it."""

    said = Signal(str)

    def __init__(
        self,
        library: Path,
        run: IndexingRun,
        tasks: Tasks,
        switches: Switches,
        window: QWidget,
        *,
        costs: Callable[[Path, Sequence[Path]], Costs] = find_out,
        asks: Callable[[Path, Sequence[Path]], bool] = must_ask,
    ) -> None:
        super().__init__(window)
        self._library, self._run, self._tasks, self._switches, self._window = library, run, tasks, switches, window
        self.find_out, self.asks = costs, asks  # may be replaced
        self._waiting: list[list[Path]] = []
        self._paths: list[Path] = []
        self._costs: Costs | None = None
        self.preview: CostPreview | None = None
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    def add(self, paths: Sequence[Path]) -> None:
        """Adds folders and files: at once where they are known, after a question where they are new."""
        wanted = list(dict.fromkeys(paths))
        if not wanted:
            return
        if self._paths:
            self._waiting.append(wanted)
            return
        self._paths = wanted
        library, asks = self._library, self.asks
        self._tasks.run(self._tasks.files, lambda: asks(library, wanted), self._decided, lambda _: self._decided(True))

    def describe_now(self, paths: Sequence[Path]) -> None:
        """Photos that were put off are described after all."""
        self._choose(list(paths), "now")

    def _decided(self, asking: bool) -> None:
        if not asking:
            paths, self._paths = self._paths, []
            self._run.add(paths)
            self._next()
            return
        library, paths = self._library, self._paths
        preview = self.preview = CostPreview(paths, self._switches.settings.throttle, self._window)
        preview.chosen.connect(self._chosen)
        preview.finished.connect(self._closed)
        preview.open()
        find_out = self.find_out

        def begun(costs: Costs) -> None:
            if self.preview is not preview:  # closed meanwhile; another question may be open
                costs.abandon()
                return
            self._costs = costs
            self._timer.start()

        def unknown(error: Exception) -> None:
            if self.preview is preview:
                preview.fail(in_words(str(error)))

        self._tasks.run(self._tasks.files, lambda: find_out(library, paths), begun, unknown)

    def _poll(self) -> None:
        if self._costs is None or self.preview is None:
            self._timer.stop()
            return
        news = self._costs.poll()
        newest = news[-1] if news else None
        if isinstance(newest, str):
            self.preview.fail(in_words(newest))
        elif newest is not None:
            self.preview.show_estimate(newest)
        if not self._costs.running:
            self._timer.stop()

    def _chosen(self, choice: Describing) -> None:
        self._choose(self._paths, choice)

    def _choose(self, paths: list[Path], choice: Describing) -> None:
        library, run = self._library, self._run
        self._tasks.run(
            self._tasks.changes,
            lambda: keep_choice(library, paths, choice),
            lambda _: run.add(paths),
            lambda error: self.said.emit(in_words(str(error))),
        )

    def _closed(self) -> None:
        self._timer.stop()
        if self._costs is not None:
            self._costs.abandon()
        if self.preview is not None:
            self.preview.deleteLater()
        self._costs = self.preview = None
        self._paths = []
        self._next()

    def _next(self) -> None:
        if self._waiting:
            self.add(self._waiting.pop(0))

    def shut_down(self) -> None:
        """At exit: nothing is asked any more."""
        self._waiting.clear()
        self._timer.stop()
        if self._costs is not None:
            self._costs.abandon()
            self._costs = None
