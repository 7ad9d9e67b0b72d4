"""Whether the person asked the system for less motion. What would move asks here, and stands still where they did.

Qt does not tell, so the system is asked, off the thread that draws: when the window is there, and whenever a person
comes back to it, for they may have been at the system's settings.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QProgressBar

from app.ui.tasks import Tasks

_PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
# Settings by which desktops tell it, the first that is known counts; and the number that asks for less motion.
_SETTINGS = (
    ("org.freedesktop.appearance", "reduced-motion", 1),
    ("org.gnome.desktop.interface", "enable-animations", 0),
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", 0),
)
_CLIENT_AREA_ANIMATION = 0x1042  # SPI_GETCLIENTAREAANIMATION


class Motion(QObject):
    """One for the application. Until it is known what the person wants, and where no system tells, `reduced` says
    what is kinder: at first nothing moves, later it may."""

    def __init__(self, tasks: Tasks, application: QApplication, ask: Callable[[], bool | None] | None = None) -> None:
        super().__init__(application)
        self._tasks, self._ask = tasks, ask or wanted_by_system
        self.reduced = True
        application.applicationStateChanged.connect(self._look)
        self._look(Qt.ApplicationState.ApplicationActive)

    def _look(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._tasks.run(self._tasks.files, self._ask, self._found, lambda _: self._found(None), lane="motion")

    def _found(self, reduced: bool | None) -> None:
        if bool(reduced) != self.reduced:
            self.reduced = bool(reduced)
            for widget in QApplication.allWidgets():
                if isinstance(widget, QProgressBar):
                    widget.update()


def motion() -> Motion | None:
    """That of the application; None where nobody asks the system."""
    application = QApplication.instance()
    return None if application is None else application.findChild(Motion)


def wanted_by_system() -> bool | None:
    """Whether the system is set to less motion; None where it does not tell. May wait for a second."""
    if sys.platform == "win32":
        return _on_windows()
    if sys.platform == "darwin":
        return _on_macos()
    return _by_portal()


def _by_portal() -> bool | None:
    from PySide6.QtDBus import QDBusConnection

    from app.ui.desktop_bus import asked

    session = QDBusConnection.sessionBus()
    if not session.isConnected():
        return None
    for group, name, reduced in _SETTINGS:
        # Older portals know the second question only.
        for method in ("ReadOne", "Read"):
            if (value := asked(session, *_PORTAL, method, group, name, start=True)) is not None:
                return value == reduced
    return None


def _on_windows() -> bool | None:
    moves = ctypes.c_int(1)
    windows: Any = ctypes.windll  # type: ignore[attr-defined, unused-ignore]
    if not windows.user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(moves), 0):
        return None
    return not moves.value


def _on_macos() -> bool | None:
    with contextlib.suppress(OSError, AttributeError):
        objc = ctypes.CDLL(ctypes.util.find_library("objc") or "libobjc.dylib")
        ctypes.CDLL(ctypes.util.find_library("AppKit") or "")
        objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
        address = ctypes.cast(objc.objc_msgSend, ctypes.c_void_p).value or 0
        take = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(address)
        tell = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)(address)
        workspace = take(objc.objc_getClass(b"NSWorkspace"), objc.sel_registerName(b"sharedWorkspace"))
        return bool(tell(workspace, objc.sel_registerName(b"accessibilityDisplayShouldReduceMotion")))
    return None
