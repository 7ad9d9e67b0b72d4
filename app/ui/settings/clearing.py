"""Everything goes while the window is open: work ends, the library is closed, its files are removed, and the window
stands as at a first start."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.settings import Settings, load_settings
from app.ui import wording
from app.ui.settings.house import House
from app.ui.shell import known_libraries
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.ui.settings.door import SettingsDoor
    from app.ui.window import Window

# What the window remembers of searches and of what was looked at.
_TRACES = "last search"


class Clearing(QObject):
    """One step after the other; `ended` comes when all is gone, or when a step could not be done."""

    said = Signal(str)
    ended = Signal(object)  # Settings, as the file holds them now

    def __init__(self, main: Window, door: SettingsDoor, house: House, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._main, self._door, self._house = main, door, house
        self._library, self._run, self._remembered = door.library, door.run, main.shortcuts.remembered
        self._settings = False
        self.active = False
        self._run.finished.connect(lambda _: self._run_ended())
        self._run.failed.connect(lambda _: self._run_ended())

    def begin(self, settings: bool) -> None:
        """Clears all; with `settings` those too."""
        if self.active:
            return
        self.active, self._settings = True, settings
        self._main.setEnabled(False)
        self.said.emit(self.tr("Ending what is under way…"))
        self._main.watching.begin(False)
        if self._run.active:
            self._run.stop()
        else:
            self._run_ended()

    def _run_ended(self) -> None:
        if self.active and not self._run.active:
            self._main.watching.make_room(self._remove)

    def _remove(self) -> None:
        self.said.emit(self.tr("Removing everything…"))
        tasks = self._main.tasks
        self._main.searching.home()

        def remove(_: object) -> None:
            tasks.run(tasks.library, self._clear, self._removed, self._failed)

        # Behind all changes that were asked for before.
        tasks.run(tasks.changes, lambda: None, remove, self._failed)

    def _clear(self) -> int:
        """On the library's thread, so that nothing opens it between its end and its going."""
        self._library.close()
        freed = self._house.clear_all(settings=self._settings)
        known_libraries.forget(self._house.folder)
        return freed

    def _removed(self, freed: int) -> None:
        if self._settings:
            self._remembered.clear()
        else:
            self._remembered.remove(_TRACES)
        self._door.begin_anew()
        self._end(self.tr("Everything is removed: {0} are free.").format(wording.size(freed)))

    def _failed(self, error: Exception) -> None:
        self._end(in_words(str(error)) or type(error).__name__)

    def _end(self, words: str) -> None:
        tasks = self._main.tasks
        tasks.run(tasks.files, load_settings, partial(self._go_on, words), lambda _: None)

    def _go_on(self, words: str, settings: Settings) -> None:
        self.said.emit(words)
        self.active = False
        self._main.setEnabled(True)
        self._main.watching.begin(settings.watch)
        self._main.watching.go_on()
        self._main.searching.refresh(at_once=True)
        self.ended.emit(settings)
