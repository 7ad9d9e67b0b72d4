"""The settings that are changed in the main window: kept in the file, then told to all who go by them. No widgets."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.settings import Settings, change_settings, load_settings
from app.ui.tasks import Tasks
from app.ui.translation import translate


class Switches(QObject):
    """`settings` are those that hold in this window. `shown` comes at once, for the controls; `changed` when the file
    holds it."""

    shown = Signal(object)  # Settings
    changed = Signal(object)  # Settings
    failed = Signal(str)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.settings = load_settings()

    def set(self, **changes: Any) -> None:
        """Changes settings, here and in the file."""
        wanted = replace(self.settings, **changes)
        if wanted != self.settings:
            self.follow(wanted)
            keep = partial(change_settings, **changes)
            self._tasks.run(self._tasks.changes, keep, self.changed.emit, self._not_kept)

    def follow(self, settings: Settings) -> None:
        """Shows what holds now, such as after a change in the settings window."""
        self.settings = settings
        self.shown.emit(settings)

    def _not_kept(self, error: Exception) -> None:
        why = getattr(error, "strerror", None) or str(error)
        self.failed.emit(translate("work", "Your settings could not be kept: {0}").format(why))
        self.changed.emit(self.settings)  # for now it holds all the same
