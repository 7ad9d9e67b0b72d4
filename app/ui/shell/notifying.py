"""Tells the desktop that a long run has ended, where the window is out of sight."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain import IndexSummary
from app.settings import load_settings
from app.ui import wording
from app.ui.shell.session_bus import NoNotifications, Notification

if TYPE_CHECKING:
    from app.ui.shell.tray import Tray

_log = logging.getLogger(__name__)

# So long a click on a notification still opens the window.
_WAIT_SECONDS = 3_600.0
_ENTRY = "snowline"


class Notifying(QObject):
    """`open_wanted` says that the person clicked on a notification."""

    open_wanted = Signal()
    _unheard = Signal(str, str)  # title and text that no desktop service took

    def __init__(self, window: QWidget, tray: Tray, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._tray = window, tray
        self._over = threading.Event()
        self._unheard.connect(self._tell_by_tray, Qt.ConnectionType.QueuedConnection)

    def run_ended(self, result: IndexSummary) -> None:
        """A long run of indexing has ended."""
        self.tell(self.tr("Your photos are indexed"), wording.summary(result))

    def tell(self, title: str, text: str) -> None:
        """Shows a notification, unless the person sees the window or wants none."""
        if self._window.isActiveWindow():
            return
        actions = (("default", self.tr("Show")), ("show", self.tr("Show")))
        threading.Thread(target=self._notify, args=(title, text, actions), daemon=True, name="notification").start()

    def shut_down(self) -> None:
        """Clicks are waited for no more."""
        self._over.set()

    def _notify(self, title: str, text: str, actions: tuple[tuple[str, str], ...]) -> None:
        if not load_settings().notify:
            return
        end = time.monotonic() + _WAIT_SECONDS
        try:
            with Notification(title, text, actions, _ENTRY, _ENTRY) as shown:
                if shown.wait(lambda: not self._over.is_set() and time.monotonic() < end):
                    self.open_wanted.emit()
        except NoNotifications as error:
            _log.info("no notification service: %s", error)
            if not self._over.is_set():
                self._unheard.emit(title, text)

    def _tell_by_tray(self, title: str, text: str) -> None:
        self._tray.message(title, text)
