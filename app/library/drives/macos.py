"""Drives on macOS: getfsstat(2) and statfs(2) for the mounts, getattrlist(2) for name and UUID of a volume."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import platform
import struct
import uuid
from dataclasses import dataclass
from typing import Protocol

from app.library.drives.base import SYSTEM_LABEL, DriveKind, Volume

# sys/mount.h, struct statfs with 64-bit inodes: f_fsid at 48, f_flags at 64, then the names.
_STATFS = struct.Struct("<IiQQQQQ2iIIII16s1024s1024sI28s")
_MNT_LOCAL, _MNT_REMOVABLE, _MNT_DONTBROWSE = 0x1000, 0x0200, 0x0010_0000
_MNT_NOWAIT = 2
# sys/attr.h
_ATTR_BIT_MAP_COUNT = 5
_ATTR_VOL_INFO, _ATTR_VOL_NAME, _ATTR_VOL_UUID = 0x8000_0000, 0x0000_2000, 0x0004_0000
_ATTRIBUTE_LIST = struct.Struct("<HHIIIII")
_ATTRIBUTE_HEAD = struct.Struct("<IiI16s")  # length of all, offset and length of the name, UUID
_ATTRIBUTE_ROOM = 1024  # bytes; a name has at most 255 characters

_DATA, _ROOT = b"/System/Volumes/Data", b"/"


class MacCalls(Protocol):
    """The system calls, as bytes in and bytes out. Each raises OSError where the system refuses."""

    def statfs(self, path: bytes) -> bytes:
        """struct statfs of the volume that holds `path`."""

    def getfsstat(self) -> bytes:
        """struct statfs of every mounted volume, one behind the other, none of them waited for."""

    def volume_attributes(self, point: bytes) -> bytes:
        """What getattrlist writes for ATTR_VOL_NAME and ATTR_VOL_UUID of the volume mounted at `point`."""


@dataclass(frozen=True, slots=True)
class _Mounted:
    number: int  # f_fsid as one number
    flags: int
    kind: str
    point: bytes
    source: bytes


class MacSystem:
    """The answers of macOS; see `System`."""

    def __init__(self, calls: MacCalls | None = None) -> None:
        self._calls = calls or _LibC()

    def volume_of(self, path: bytes) -> Volume:
        return self._volume(_mounted(self._calls.statfs(path)))

    def volumes(self) -> list[Volume]:
        """Volumes that a person sees, the newest mount first."""
        answer = self._calls.getfsstat()
        parts = [answer[at : at + _STATFS.size] for at in range(0, len(answer), _STATFS.size)]
        mounted = [_mounted(part) for part in parts if len(part) == _STATFS.size]
        seen = [one for one in mounted if not one.flags & _MNT_DONTBROWSE or one.point in (_ROOT, _DATA)]
        return [self._volume(one) for one in reversed(seen)]

    def one_name(self, path: bytes) -> bytes:
        """What lies on the data volume is seen from the root: /System/Volumes/Data/Users is /Users."""
        return path[len(_DATA) :] if path.startswith(_DATA + b"/") else _ROOT if path == _DATA else path

    def bound(self) -> list[tuple[bytes, bytes]]:
        return []  # a scan comes upon such places only where it begins at one

    def _volume(self, mounted: _Mounted) -> Volume:
        name, identity = "", None
        if mounted.flags & _MNT_LOCAL:
            name, identity = self._attributes(mounted.point)
        plain = f"fsid-{mounted.number:x}"
        source = mounted.source.decode("utf-8", "backslashreplace")
        former: tuple[str, ...]
        if identity is not None:
            serial, former = identity, (plain,)
        elif not mounted.flags & _MNT_LOCAL:
            serial, former = f"{mounted.kind}-{source}", (plain,)
        else:
            serial, former = plain, ()
        point = mounted.point
        if point == _DATA:  # firm links make it one with the sealed system volume, whose name a person knows
            point, name, former = _ROOT, self._attributes(_ROOT)[0], ()
        label = name or os.path.basename(point).decode("utf-8", "replace") or SYSTEM_LABEL
        return Volume(serial, label, _kind(mounted), point, former)

    def _attributes(self, point: bytes) -> tuple[str, str | None]:
        """Name and UUID of a volume; a file system that has none (such as FAT without a serial) gives None."""
        try:
            answer = self._calls.volume_attributes(point)
        except OSError:
            return "", None
        if len(answer) < _ATTRIBUTE_HEAD.size:
            return "", None
        length, offset, room, identity = _ATTRIBUTE_HEAD.unpack_from(answer)
        start = 4 + offset  # counted from the reference itself, which follows the length
        name = answer[start : min(start + room, length)].split(b"\0", 1)[0].decode("utf-8", "replace")
        return name, str(uuid.UUID(bytes=identity)) if any(identity) else None


class _LibC:
    """The calls themselves."""

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
        # On Intel the plain names still mean the old layout with 32-bit inodes.
        ending = "$INODE64" if platform.machine() == "x86_64" else ""
        self._statfs = self._libc[f"statfs{ending}"]
        self._getfsstat = self._libc[f"getfsstat{ending}"]

    def statfs(self, path: bytes) -> bytes:
        answer = ctypes.create_string_buffer(_STATFS.size)
        self._checked(self._statfs(path, answer), path)
        return answer.raw

    def getfsstat(self) -> bytes:
        count = self._checked(self._getfsstat(None, 0, _MNT_NOWAIT), b"")
        room = (count + 8) * _STATFS.size  # for what is mounted meanwhile
        answer = ctypes.create_string_buffer(room)
        count = self._checked(self._getfsstat(answer, room, _MNT_NOWAIT), b"")
        return answer.raw[: count * _STATFS.size]

    def volume_attributes(self, point: bytes) -> bytes:
        wanted = _ATTRIBUTE_LIST.pack(
            _ATTR_BIT_MAP_COUNT, 0, 0, _ATTR_VOL_INFO | _ATTR_VOL_NAME | _ATTR_VOL_UUID, 0, 0, 0
        )
        answer = ctypes.create_string_buffer(_ATTRIBUTE_ROOM)
        self._checked(self._libc.getattrlist(point, wanted, answer, ctypes.c_size_t(_ATTRIBUTE_ROOM), 0), point)
        return answer.raw

    def _checked(self, result: int, path: bytes) -> int:
        if result < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), path)
        return result


def _mounted(answer: bytes) -> _Mounted:
    fields = _STATFS.unpack(answer)
    low, high = fields[7], fields[8]
    kind, point, source = (text.split(b"\0", 1)[0] for text in fields[13:16])
    number = (high & 0xFFFF_FFFF) << 32 | (low & 0xFFFF_FFFF)
    return _Mounted(number, fields[11], kind.decode("ascii", "replace"), point, source)


def _kind(mounted: _Mounted) -> DriveKind:
    """Disks that are mounted under /Volumes are not the one the system runs from: most are plugged in."""
    if not mounted.flags & _MNT_LOCAL:
        return "network"
    outside = mounted.point.startswith(b"/Volumes/")
    return "removable" if mounted.flags & _MNT_REMOVABLE or outside else "fixed"
