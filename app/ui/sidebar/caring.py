"""What a person does with folders and left-out files: asked for on the GUI thread, done on others. No widgets here."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.sidebar.care import Care, Cared
from app.ui.tasks import Tasks
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.library.skipped import SkippedFile, SkippedGroup


class Caring(QObject):
    """All methods return at once; what came of them is told by the signals, or to `then` on the GUI thread."""

    said = Signal(str)  # what was done, or why it was not
    index_wanted = Signal(object)  # list of Path
    changed = Signal()  # photos went or came back, or other files are left out now

    def __init__(self, care: Care, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._care, self._tasks = care, tasks

    def exclude(self, paths: Sequence[Path]) -> None:
        self._do(partial(self._care.exclude, tuple(paths)))

    def include(self, paths: Sequence[Path]) -> None:
        self._do(partial(self._care.include, tuple(paths)))

    def retry(self, files: Sequence[SkippedFile]) -> None:
        paths = tuple(Path(os.fsdecode(file.raw_path)) for file in files)
        self._do(partial(self._care.retry, [file.file_id for file in files], paths))

    def retry_reasons(self, reasons: Sequence[str]) -> None:
        self._do(partial(self._care.retry_reasons, tuple(reasons)))

    def forget_folder(self, path: Path) -> None:
        self._do(partial(self._care.forget_folder, path))

    def forget_drives(self, drive_ids: Sequence[int]) -> None:
        self._do(partial(self._care.forget_drives, tuple(drive_ids)))

    def describe_now(self, path: Path) -> None:
        self._do(partial(self._care.describe_now, path))

    def groups(self, then: Callable[[tuple[SkippedGroup, ...]], None]) -> None:
        self._ask(self._care.groups, then, "skipped groups")

    def excluded(self, then: Callable[[tuple[Path, ...]], None]) -> None:
        self._ask(self._care.excluded, then, "excluded")

    def page(
        self, reasons: Sequence[str], start: int, limit: int, then: Callable[[tuple[SkippedFile, ...]], None]
    ) -> None:
        self._ask(partial(self._care.page, tuple(reasons), start, limit), then, None)

    def _ask(self, ask: Callable[[], object], then: Callable[..., None], lane: str | None) -> None:
        self._tasks.run(self._tasks.files, ask, then, self._failed, lane=lane)

    def _do(self, work: Callable[[], Cared]) -> None:
        self._tasks.run(self._tasks.changes, work, self._done, self._failed)

    def _done(self, cared: Cared) -> None:
        if cared.words:
            self.said.emit(in_words(cared.words))
        self.changed.emit()
        if cared.to_index:
            self.index_wanted.emit(list(cared.to_index))

    def _failed(self, error: Exception) -> None:
        self.said.emit(in_words(str(error)))
