"""Whether a screen can be reached, asked before Qt is loaded: Qt ends the whole process where it cannot.

Only Linux and its like are asked; elsewhere there is always a screen.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys


def display_problem() -> str:
    """Why no window can be shown though a display is named, and what to do; empty where one can."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return ""
    asked = [name.split(":")[0] for name in os.environ.get("QT_QPA_PLATFORM", "").split(";") if name]
    if asked and not {"xcb", "wayland"} & set(asked):
        return ""  # the person asks for another way to show windows, such as none at all
    tried = []
    for variable, reached in (("WAYLAND_DISPLAY", _reaches_wayland), ("DISPLAY", _reaches_x11)):
        if name := os.environ.get(variable):
            if reached(name):
                return ""
            tried.append(f"{variable}={name}")
    if not tried:
        return ""  # whoever asks knows already that no display is named
    return (
        f"The display cannot be reached ({', '.join(tried)}), so the window cannot open. "
        "Start Snowline from the desktop itself; over ssh, connect with: ssh -X"
    )


def _reaches_wayland(name: str) -> bool:
    path = name if os.path.isabs(name) else os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        try:
            connection.connect(path)
        except OSError:
            return False
    return True


def _reaches_x11(name: str) -> bool:
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True  # which is said elsewhere
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    display = x11.XOpenDisplay(name.encode())
    if not display:
        return False
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    x11.XCloseDisplay(display)
    return True
