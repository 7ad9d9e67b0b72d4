"""Which volume a path lies on: known by filesystem UUID or serial number, never by its letter or mount point.

One module for each operating system stands behind `System`. Reads what the system tells of its mounts; opens no device
and starts no program.
"""

from __future__ import annotations

import sys

from app.library.drives.base import DriveKind, PlainSystem, System, Volume, nearest

__all__ = ["DriveKind", "System", "Volume", "bound", "mounted_at", "one_name", "system", "volume_of"]

_system: System | None = None


def system(platform: str = sys.platform) -> System:
    """What answers for this operating system."""
    global _system
    if _system is None or platform != sys.platform:
        made = _make(platform)
        if platform != sys.platform:
            return made
        _system = made
    return _system


def _make(platform: str) -> System:
    if platform == "linux":
        from app.library.drives.linux import LinuxSystem

        return LinuxSystem()
    if platform == "darwin":
        from app.library.drives.macos import MacSystem

        return MacSystem()
    if platform == "win32":
        from app.library.drives.windows import WindowsSystem

        return WindowsSystem()
    return PlainSystem()


def volume_of(path: bytes) -> Volume:
    """The volume that holds an absolute path, or would hold it: what is not there counts as its nearest parent that is.

    Raises OSError when that cannot be looked at.
    """
    return system().volume_of(nearest(path))


def mounted_at(serial: str, last_mount: bytes) -> bytes | None:
    """Where the drive with this serial is mounted now, or None while it is not. Looks at its last place first."""
    try:
        if volume_of(last_mount).known_as(serial):
            return last_mount
    except OSError:
        pass
    return next((volume.mount for volume in system().volumes() if volume.known_as(serial)), None)


def one_name(path: bytes) -> bytes:
    """The lasting name of an absolute path: a folder that is also bound to other places has one name in a library."""
    return system().one_name(path)


def bound() -> list[tuple[bytes, bytes]]:
    """(folder, its lasting name) of every folder that is shown in a second place."""
    return system().bound()
