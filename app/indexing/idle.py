"""Whether somebody uses the machine: since when no key and no mouse moved, as far as the system tells.

Where it does not tell, a machine on which other programs have done little for two minutes counts as idle.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import cache
from typing import Any

import psutil

# Nobody has touched the machine for so long: a person who reads a page comes back to it within that.
IDLE_SECONDS = 120.0
# What other programs may take of all processors meanwhile.
QUIET_SHARE = 0.2
_LOOK_SECONDS = 5.0
_MAC_ANY_INPUT, _MAC_SESSION = 0xFFFFFFFF, 0


def seconds_without_input() -> float | None:
    """Since when nobody has touched keyboard or mouse; None where the system does not tell without a desktop's help."""
    if sys.platform == "win32":
        return _on_windows()
    if sys.platform == "darwin":
        return _on_macos()
    # Under Wayland an X server hears only a part of what is typed.
    if os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return _on_x11()
    return None


class MachineIdle:
    """Whether nobody uses the machine now. To be asked now and then, from any thread; looks every few seconds."""

    def __init__(
        self,
        without_input: Callable[[], float | None] = seconds_without_input,
        load: Callable[[], float] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`load`: which share of all processors other programs took since it was last asked, 0 to 1."""
        self._without_input, self._load, self._clock = without_input, load or OtherLoad(), clock
        self._guard = threading.Lock()
        self._looked: float | None = None
        self._loads: deque[tuple[float, float]] = deque()
        self._idle = False

    def __call__(self) -> bool:
        with self._guard:
            now = self._clock()
            if self._looked is None or now - self._looked >= _LOOK_SECONDS:
                self._looked = now
                self._idle = self._look(now)
            return self._idle

    def _look(self, now: float) -> bool:
        seconds = self._without_input()
        if seconds is not None:
            return seconds >= IDLE_SECONDS
        self._loads.append((now, self._load()))
        while len(self._loads) > 1 and now - self._loads[1][0] >= IDLE_SECONDS:
            self._loads.popleft()
        long_enough = now - self._loads[0][0] >= IDLE_SECONDS
        return long_enough and all(share <= QUIET_SHARE for _, share in list(self._loads)[1:])


class OtherLoad:
    """The share of all processors that went to other programs than this process and its children."""

    def __init__(self) -> None:
        self._before: tuple[float, float, float] | None = None

    def __call__(self) -> float:
        """Since the call before; 1 at the first call, and where the system does not tell."""
        try:
            times = psutil.cpu_times()
            resting = times.idle + getattr(times, "iowait", 0.0)
            now = (sum(times), sum(times) - resting, _own_seconds())
        except (psutil.Error, OSError):
            return 1.0
        before, self._before = self._before, now
        if before is None or now[0] <= before[0]:
            return 1.0
        others = now[1] - before[1] - max(now[2] - before[2], 0.0)
        return min(max(others / (now[0] - before[0]), 0.0), 1.0)  # what the system tells is no more exact than that


def _own_seconds() -> float:
    total = 0.0
    me = psutil.Process()
    for process in [me, *me.children(recursive=True)]:
        with contextlib.suppress(psutil.Error):
            used = process.cpu_times()
            total += used.user + used.system
    return total


class _LastInput(ctypes.Structure):
    _fields_ = (("cbSize", ctypes.c_uint), ("dwTime", ctypes.c_uint))


def _on_windows() -> float | None:
    last = _LastInput(ctypes.sizeof(_LastInput))
    windows: Any = ctypes.windll  # type: ignore[attr-defined, unused-ignore]
    if not windows.user32.GetLastInputInfo(ctypes.byref(last)):
        return None
    ticks = int(windows.kernel32.GetTickCount()) & 0xFFFFFFFF
    return float((ticks - last.dwTime) & 0xFFFFFFFF) / 1000


def _on_macos() -> float | None:
    with contextlib.suppress(OSError, AttributeError):
        services = ctypes.CDLL("/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices")
        ask = services.CGEventSourceSecondsSinceLastEventType
        ask.restype, ask.argtypes = ctypes.c_double, (ctypes.c_int32, ctypes.c_uint32)
        return float(ask(_MAC_SESSION, _MAC_ANY_INPUT))
    return None


class _ScreenSaverInfo(ctypes.Structure):
    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


class _ScreenSaver:
    """The extension of an X server that knows since when nobody typed. Raises OSError where there is none."""

    def __init__(self) -> None:
        names = [ctypes.util.find_library(name) for name in ("X11", "Xss")]
        if None in names:
            raise OSError("the libraries of the X server's screen saver are not installed")
        self._x11, self._xss = (ctypes.CDLL(name) for name in names)
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XOpenDisplay.argtypes = (ctypes.c_char_p,)
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x11.XDefaultRootWindow.argtypes = (ctypes.c_void_p,)
        self._xss.XScreenSaverQueryExtension.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
        self._xss.XScreenSaverQueryInfo.argtypes = (ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p)
        self._display = self._x11.XOpenDisplay(None)
        numbers = (ctypes.c_int(), ctypes.c_int())
        if not self._display or not self._xss.XScreenSaverQueryExtension(self._display, *map(ctypes.byref, numbers)):
            raise OSError("the X server does not tell since when nobody typed")

    def seconds(self) -> float | None:
        info = _ScreenSaverInfo()
        root = self._x11.XDefaultRootWindow(self._display)
        return info.idle / 1000 if self._xss.XScreenSaverQueryInfo(self._display, root, ctypes.byref(info)) else None


@cache
def _screen_saver() -> _ScreenSaver | None:
    try:
        return _ScreenSaver()
    except (OSError, AttributeError):
        return None


def _on_x11() -> float | None:
    saver = _screen_saver()
    return None if saver is None else saver.seconds()
