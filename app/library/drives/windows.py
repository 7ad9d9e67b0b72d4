"""Drives on Windows: the volume management functions of kernel32, and of mpr for network drives."""

from __future__ import annotations

import ctypes
import os
import string
from typing import Any, NamedTuple, Protocol

from app.library.drives.base import DriveKind, Volume

_REMOVABLE, _FIXED, _REMOTE, _CDROM, _RAMDISK = 2, 3, 4, 5, 6
_KINDS: dict[int, DriveKind] = {
    _REMOVABLE: "removable",
    _FIXED: "fixed",
    _REMOTE: "network",
    _CDROM: "removable",
    _RAMDISK: "memory",
}
_ROOM = 1024  # characters; the functions write at most MAX_PATH + 1, paths of volumes excepted
# SetErrorMode: no window that asks for a disk when a card reader is empty.
_SEM_FAILCRITICALERRORS, _SEM_NOOPENFILEERRORBOX = 0x0001, 0x8000


class Information(NamedTuple):
    """What GetVolumeInformationW says."""

    label: str
    serial: int
    file_system: str


class WindowsCalls(Protocol):
    """The system calls. Each raises OSError where the system refuses, as for an empty card reader."""

    def volume_path(self, path: str) -> str:
        """GetVolumePathNameW: the mount point above a path, ending in a backslash."""

    def information(self, root: str) -> Information:
        """GetVolumeInformationW."""

    def drive_type(self, root: str) -> int:
        """GetDriveTypeW."""

    def volume_name(self, root: str) -> str:
        """GetVolumeNameForVolumeMountPointW: `\\\\?\\Volume{...}\\`."""

    def volume_paths(self, name: str) -> list[str]:
        """GetVolumePathNamesForVolumeNameW: every letter and folder at which a volume is mounted."""

    def logical_drives(self) -> int:
        """GetLogicalDrives: bit 0 for A, bit 1 for B."""

    def connection(self, letter: str) -> str:
        """WNetGetConnectionW: `\\\\server\\share` behind the letter of a network drive ("Z:")."""


class WindowsSystem:
    """The answers of Windows; see `System`."""

    def __init__(self, calls: WindowsCalls | None = None) -> None:
        self._calls = calls or _Kernel()

    def volume_of(self, path: bytes) -> Volume:
        return self._volume(self._calls.volume_path(os.fsdecode(path)))

    def volumes(self) -> list[Volume]:
        """Volumes with a letter, and those that are mounted in folders of these. Network drives are not asked."""
        mask = self._calls.logical_drives()
        roots = [f"{letter}:\\" for bit, letter in enumerate(string.ascii_uppercase) if mask >> bit & 1]
        found: dict[str, Volume] = {}
        for root in roots:
            try:
                found[root] = self._volume(root)
                if found[root].kind == "network":
                    continue
                for other in self._calls.volume_paths(self._calls.volume_name(root)):
                    found.setdefault(other, self._volume(other))
            except OSError:
                continue  # a reader without a card
        return list(found.values())

    def one_name(self, path: bytes) -> bytes:
        """A volume that has a letter and is mounted in a folder too is known by the first of its places."""
        text = os.fsdecode(path)
        try:
            root = self._calls.volume_path(text)
            if self._calls.drive_type(root) == _REMOTE:
                return path
            places = sorted(
                self._calls.volume_paths(self._calls.volume_name(root)), key=lambda place: (len(place), place)
            )
        except OSError:
            return path
        first = min(places, key=lambda place: (len(place), place), default=root)
        if first.casefold() == root.casefold() or not text.casefold().startswith(root.casefold()):
            return path
        return os.fsencode(first + text[len(root) :])

    def bound(self) -> list[tuple[bytes, bytes]]:
        return []  # a scan comes upon such places only where it begins at one

    def _volume(self, root: str) -> Volume:
        kind = _KINDS.get(self._calls.drive_type(root), "other")
        share = self._share(root) if kind == "network" else None
        try:
            told = self._calls.information(root)
        except OSError:
            if share is None:
                raise
            told = Information("", 0, "")  # the server is away; its name says enough
        number = f"vol-{told.serial:08x}"
        label = told.label or (share.rpartition("\\")[2] if share else root)
        if share is None:
            return Volume(number, label, kind, os.fsencode(root))
        return Volume(f"share-{share.casefold()}", label, kind, os.fsencode(root), (number,))

    def _share(self, root: str) -> str | None:
        r"""`\\server\share` of a network drive, which a path may also begin with."""
        if root.startswith("\\\\"):
            return root.rstrip("\\")
        try:
            return self._calls.connection(root[:2]).rstrip("\\")
        except OSError:
            return None


class _Kernel:
    """The calls themselves."""

    def __init__(self) -> None:
        library: Any = getattr(ctypes, "WinDLL")  # noqa: B009 - absent from the type stubs of other systems
        self._kernel = library("kernel32", use_last_error=True)
        self._network = library("mpr", use_last_error=True)
        self._kernel.GetVolumePathNamesForVolumeNameW.argtypes = (
            ctypes.c_wchar_p,
            ctypes.c_void_p,
            ctypes.c_ulong,
            ctypes.POINTER(ctypes.c_ulong),
        )
        self._kernel.SetErrorMode(self._kernel.GetErrorMode() | _SEM_FAILCRITICALERRORS | _SEM_NOOPENFILEERRORBOX)

    def volume_path(self, path: str) -> str:
        answer = ctypes.create_unicode_buffer(max(_ROOM, len(path) + 2))
        self._checked(self._kernel.GetVolumePathNameW(path, answer, len(answer)), path)
        return answer.value

    def information(self, root: str) -> Information:
        label, file_system = ctypes.create_unicode_buffer(_ROOM), ctypes.create_unicode_buffer(_ROOM)
        serial = ctypes.c_ulong(0)
        self._checked(
            self._kernel.GetVolumeInformationW(
                root, label, len(label), ctypes.byref(serial), None, None, file_system, len(file_system)
            ),
            root,
        )
        return Information(label.value, serial.value, file_system.value)

    def drive_type(self, root: str) -> int:
        return int(self._kernel.GetDriveTypeW(root))

    def volume_name(self, root: str) -> str:
        answer = ctypes.create_unicode_buffer(_ROOM)
        self._checked(self._kernel.GetVolumeNameForVolumeMountPointW(root, answer, len(answer)), root)
        return answer.value

    def volume_paths(self, name: str) -> list[str]:
        needed = ctypes.c_ulong(0)
        answer = ctypes.create_unicode_buffer(_ROOM)
        if not self._kernel.GetVolumePathNamesForVolumeNameW(name, answer, len(answer), ctypes.byref(needed)):
            answer = ctypes.create_unicode_buffer(max(needed.value, 2))
            self._checked(
                self._kernel.GetVolumePathNamesForVolumeNameW(name, answer, len(answer), ctypes.byref(needed)), name
            )
        return [place for place in ctypes.wstring_at(answer, needed.value).split("\0") if place]

    def logical_drives(self) -> int:
        return int(self._kernel.GetLogicalDrives())

    def connection(self, letter: str) -> str:
        answer, room = ctypes.create_unicode_buffer(_ROOM), ctypes.c_ulong(_ROOM)
        code = self._network.WNetGetConnectionW(letter, answer, ctypes.byref(room))
        if code:
            raise OSError(code, f"WNetGetConnectionW failed with {code}", letter)
        return answer.value

    def _checked(self, result: int, what: str) -> None:
        if not result:
            code = getattr(ctypes, "get_last_error")()  # noqa: B009 - as above
            raise OSError(code, f"Windows refused with error {code}", what)
