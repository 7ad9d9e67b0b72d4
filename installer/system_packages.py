"""What only the operating system can provide, and what a person types to get it.

`python3 -m installer.system_packages` prints, one a line, the Debian packages of the window libraries not found here.
"""

from __future__ import annotations

import ctypes
import os
import sys

# Qt loads these when its modules are imported; name of the library -> Debian package.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# Needed besides to show a window on X11.
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# The same as Fedora and its kin call them.
_FEDORA = {
    "libegl1": "libglvnd-egl",
    "libgl1": "libglvnd-glx",
    "libx11-6": "libX11",
    "libdbus-1-3": "dbus-libs",
    "libfontconfig1": "fontconfig",
    "libfreetype6": "freetype",
    "libglib2.0-0": "glib2",
    "libxkbcommon0": "libxkbcommon",
    "libx11-xcb1": "libX11-xcb",
    "libxcb-cursor0": "xcb-util-cursor",
    "libxcb-icccm4": "xcb-util-wm",
    "libxcb-image0": "xcb-util-image",
    "libxcb-keysyms1": "xcb-util-keysyms",
    "libxcb-render-util0": "xcb-util-renderutil",
    "libxkbcommon-x11-0": "libxkbcommon-x11",
}
_FEDORA_XCB = "libxcb"  # one package for all the others of its kind
# What shows a text on a desktop that cannot show our window, best first; %s is the text.
_BOXES = (
    ("zenity", "--error", "--no-markup", "--title=Snowline", "--text=%s"),
    ("kdialog", "--title", "Snowline", "--error", "%s"),
    ("xmessage", "-center", "%s"),
    ("notify-send", "--app-name=Snowline", "Snowline", "%s"),
)

_COMPILER = {
    "darwin": "run: xcode-select --install",
    "win32": 'install "Desktop development with C++" from the Visual Studio Build Tools',
    "debian": "run: sudo apt install g++ python3-dev",
    "fedora": "run: sudo dnf install gcc-c++ python3-devel",
    "suse": "run: sudo zypper install gcc-c++ python3-devel",
    "arch": "run: sudo pacman -S gcc",
    "": "install a C++ compiler (g++ or clang++) and the header files of Python with your system's package tool",
}
_VENV = {
    "debian": "run: sudo apt install python3-venv",
    "": "install Python's `venv` and `ensurepip` modules, or a complete Python from python.org",
}


def system_family() -> str:
    """`darwin`, `win32`, or the family of a Linux distribution: `debian`, `fedora`, `suse`, `arch`; else empty."""
    if sys.platform in ("darwin", "win32"):
        return sys.platform
    try:
        with open("/etc/os-release", encoding="utf-8") as file:
            fields = dict(line.rstrip("\n").split("=", 1) for line in file if "=" in line)
    except (OSError, ValueError):
        return ""
    names = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "").split()
    for name in names:
        for family in ("debian", "fedora", "suse", "arch"):
            if name.startswith(family):
                return family
        if name in ("ubuntu", "rhel", "centos"):
            return "debian" if name == "ubuntu" else "fedora"
    return ""


def compiler_advice(family: str | None = None) -> str:
    """What to do to get a C++ compiler and Python's header files."""
    return _COMPILER.get(system_family() if family is None else family, _COMPILER[""])


def venv_advice(family: str | None = None) -> str:
    """What to do to get Python's own `venv` module with pip in it."""
    return _VENV.get(system_family() if family is None else family, _VENV[""])


def _is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_window_libraries(*, on_x11: bool | None = None) -> dict[str, str]:
    """The system libraries a window needs and this machine lacks, with their Debian packages. Empty but on Linux.

    `on_x11` also asks for those of X11 windows; by default where there is no Wayland session.
    """
    if not sys.platform.startswith("linux"):
        return {}
    if on_x11 is None:
        on_x11 = not os.environ.get("WAYLAND_DISPLAY")
    needed = {**QT_LIBRARIES, **(X11_LIBRARIES if on_x11 else {})}
    return {library: package for library, package in needed.items() if not _is_loadable(library)}


def window_advice(missing: dict[str, str], family: str | None = None) -> str:
    """Says which libraries the window lacks and how to get them; the commands work without."""
    names = ", ".join(sorted(missing))
    family = system_family() if family is None else family
    if family == "debian":
        remedy = f"run: sudo apt install {' '.join(sorted(set(missing.values())))}"
    elif family == "fedora":
        packages = {_FEDORA.get(package, _FEDORA_XCB) for package in missing.values()}
        remedy = f"run: sudo dnf install {' '.join(sorted(packages))}"
    else:
        remedy = "install them with your system's package tool"
    return f"The window needs system libraries that are missing here: {names}.\nTo get them, {remedy}."


def tell_on_desktop(text: str) -> bool:
    """Shows a text to a person who started the program from a menu and sees no terminal; True where that worked."""
    import shutil
    import subprocess

    if sys.stderr is not None and sys.stderr.isatty():
        return False
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    for program, *arguments in _BOXES:
        if found := shutil.which(program):
            filled = [argument.replace("%s", text) for argument in arguments]
            try:
                subprocess.Popen([found, *filled], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            except OSError:
                continue
            return True
    return False


if __name__ == "__main__":
    print("\n".join(sorted(set(missing_window_libraries(on_x11=True).values()))))
