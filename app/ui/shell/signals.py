"""The system's wishes to end: Ctrl+C in a terminal, a logout, a shutdown. No widgets here."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_ENDS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_LONGEST_NEWS = 64


class EndSignals(QObject):
    """Calls `then` on the GUI thread when the system asks this process to end.

    Python runs a signal's handler only when it runs at all; a byte on a socket wakes it up, without a timer.
    """

    def __init__(self, then: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._awake, self._wake = socket.socketpair()
        for end in (self._awake, self._wake):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._awake.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        for number in _ENDS:
            signal.signal(number, lambda *_: then())

    def _woken(self) -> None:
        # The handler itself runs before this does.
        self._awake.recv(_LONGEST_NEWS)

    def forget(self) -> None:
        """The system's own way of ending holds again."""
        signal.set_wakeup_fd(-1)
        for number in _ENDS:
            signal.signal(number, signal.SIG_DFL)
        self._notifier.setEnabled(False)
        self._awake.close()
        self._wake.close()
