"""The settings as the window changes them: one value at a time, written to the file at once, then told to everybody."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.settings import Settings, load_settings, save_settings
from app.ui.tasks import Tasks


class Keeping(QObject):
    """`shown` comes with every change, for the controls; `changed` when the file holds it, for all that read it."""

    shown = Signal(object)  # Settings
    changed = Signal(object)  # Settings
    failed = Signal(str)

    def __init__(self, tasks: Tasks, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._lock = threading.Lock()
        self.settings = settings
        self.defaults = Settings()

    def value(self, name: str) -> Any:
        return getattr(self.settings, name)

    def default(self, name: str) -> Any:
        return getattr(self.defaults, name)

    def set(self, name: str, value: Any) -> None:
        """Changes one setting. Raises ValueError for a value it cannot have."""
        self._take(replace(self.settings, **{name: value}))

    def reset(self, name: str) -> None:
        """Gives a setting the value that it has where nobody changed it."""
        self.set(name, self.default(name))

    def start_anew(self, kept: Settings) -> None:
        """Takes up what the file holds now, or defaults where it is gone; all that read settings are told."""
        self.settings = kept
        self.shown.emit(self.settings)
        self.changed.emit(self.settings)

    def take_up(self, kept: Settings) -> None:
        """Another part of the window has changed settings, and kept them."""
        self._seen(kept)

    def look_again(self) -> None:
        """Takes up what another part of the program, or another process, has kept meanwhile."""
        self._tasks.run(self._tasks.files, load_settings, self._seen, lambda _: None, lane="look at settings")

    def _seen(self, kept: Settings) -> None:
        if kept != self.settings:
            self.settings = kept
            self.shown.emit(kept)

    def _take(self, wanted: Settings) -> None:
        if wanted == self.settings:
            return
        self.settings = wanted
        self._tasks.drop("look at settings")
        self.shown.emit(wanted)
        # Of several changes in a row the newest is told; each writes what holds then, so that none is written late.
        self._tasks.run(self._tasks.files, self._save, self.changed.emit, self._not_saved, lane="settings")

    def _save(self) -> Settings:
        with self._lock:
            wanted = self.settings
            save_settings(wanted)
            return wanted

    def _not_saved(self, error: Exception) -> None:
        why = getattr(error, "strerror", None) or str(error)
        self.failed.emit(self.tr("Your settings could not be kept: {0}").format(why))
        self.changed.emit(self.settings)
