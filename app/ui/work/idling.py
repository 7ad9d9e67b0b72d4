"""Whether anybody uses the computer, as the desktop tells it, for photos that wait until nobody does. No widgets here.

Asked in turn: GNOME's idle monitor, logind, and what the system itself knows of keyboard and mouse. (The screen saver's
interface is not asked: desktops answer in seconds or in milliseconds, and do not say which.) Where nobody can tell,
only what is typed in our own window counts here, and the process that works looks at how busy the machine is.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from app.ui.tasks import Tasks
from app.ui.translation import translate

LOOK_MS = 5_000
IDLE_SECONDS = 120.0
_INPUT = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)


class Idling(QObject):
    """Looks every few seconds while that is `wanted`. `told` comes with each look that found something out."""

    told = Signal(bool)

    def __init__(
        self,
        tasks: Tasks,
        seconds: Callable[[], tuple[float, str] | None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`seconds`: since when nobody touched the computer, and who says so; None where nobody knows."""
        super().__init__(parent)
        self._tasks, self._seconds = tasks, seconds or seconds_without_input
        self._own_input = time.monotonic()
        self._by = ""
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def want(self, wanted: bool) -> None:
        """Whether photos wait for that."""
        if wanted and not self._timer.isActive():
            self._timer.start()
            self._look()
        elif not wanted:
            self._timer.stop()

    @property
    def how(self) -> str:
        """How it is known that nobody uses the computer, in words."""
        if self._by == "desktop":
            return translate("work", "Your desktop tells when nobody has used the computer for two minutes.")
        if self._by == "system":
            return translate("work", "No key and no mouse for two minutes counts as nobody there.")
        return translate(
            "work", "Your system does not tell; two minutes in which other programs do little count as nobody there."
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put on our own window: what is typed there."""
        if event.type() in _INPUT:
            self._own_input = time.monotonic()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        self._tasks.run(self._tasks.files, self._seconds, self._found, lambda _: self._found(None), lane="idle")

    def _found(self, answer: tuple[float, str] | None) -> None:
        self._by = "" if answer is None else answer[1]
        if answer is not None:
            self.told.emit(answer[0] >= IDLE_SECONDS)
        elif time.monotonic() - self._own_input < IDLE_SECONDS:
            self.told.emit(False)


def seconds_without_input() -> tuple[float, str] | None:
    """Since when nobody touched the computer, and who says so: "desktop" or "system"; None where nobody knows."""
    if sys.platform.startswith("linux") and (seconds := _by_desktop()) is not None:
        return seconds, "desktop"
    from app.indexing.idle import seconds_without_input as by_system

    seconds = by_system()
    if seconds is not None:
        return seconds, "system"
    return None


def _by_desktop() -> float | None:
    from PySide6.QtDBus import QDBusConnection

    from app.ui.desktop_bus import asked

    session = QDBusConnection.sessionBus()
    if session.isConnected():
        gnome = ("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core", "org.gnome.Mutter.IdleMonitor")
        if (milliseconds := asked(session, *gnome, "GetIdletime")) is not None:
            return milliseconds / 1000
    return _by_logind()


def _by_logind() -> float | None:
    """logind knows when a desktop says that it is idle, after minutes of its own choice; it never says so too early."""
    from PySide6.QtDBus import QDBusConnection

    from app.ui.desktop_bus import asked

    system = QDBusConnection.systemBus()
    if not system.isConnected():
        return None
    session = ("org.freedesktop.login1", "/org/freedesktop/login1/session/auto", "org.freedesktop.DBus.Properties")
    interface = "org.freedesktop.login1.Session"
    if not asked(system, *session, "Get", interface, "IdleHint"):
        return None  # in use, or a desktop that never says so: others may know better
    since = asked(system, *session, "Get", interface, "IdleSinceHintMonotonic")
    return None if since is None else max(time.monotonic() - since / 1_000_000, 0.0)
