"""What every operating system is asked about drives, and what it answers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal, Protocol

from app.messages import message

DriveKind = Literal["fixed", "removable", "network", "memory", "other"]

SYSTEM_LABEL = message("This computer")


@dataclass(frozen=True, slots=True)
class Volume:
    """A mounted file system. `serial` stays the same wherever it is mounted next; `mount` is where it is now.

    `former` are other names under which an earlier version of the program may have put it into a library.
    """

    serial: str
    label: str
    kind: DriveKind
    mount: bytes
    former: tuple[str, ...] = ()

    def known_as(self, serial: str) -> bool:
        """Whether a drive with this serial in a library is this volume."""
        return serial == self.serial or serial in self.former


class System(Protocol):
    """One operating system's answers. Nothing here opens a device or starts a program."""

    def volume_of(self, path: bytes) -> Volume:
        """The volume that holds an existing absolute path. Raises OSError when that cannot be told."""

    def volumes(self) -> list[Volume]:
        """The volumes that are mounted now, as far as they can be told without waiting for one."""

    def one_name(self, path: bytes) -> bytes:
        """The same place under its one lasting name, where the system shows one folder in several places."""

    def bound(self) -> list[tuple[bytes, bytes]]:
        """(folder, its lasting name) of every folder that the system shows in a second place."""


class PlainSystem:
    """A system that tells nothing but device numbers: the mount is the highest folder with the same number."""

    def volume_of(self, path: bytes) -> Volume:
        point = os.path.abspath(path)
        while not os.path.ismount(point) and os.path.dirname(point) != point:
            point = os.path.dirname(point)
        number = os.statvfs(point).f_fsid
        serial = f"fsid-{number:x}" if number else f"dev-{os.stat(point).st_dev:x}"
        name = os.path.basename(point).decode("utf-8", "replace")
        outside = point.startswith((b"/Volumes/", b"/media/", b"/run/media/", b"/mnt/"))
        return Volume(serial, name or SYSTEM_LABEL, "removable" if outside else "fixed", point)

    def volumes(self) -> list[Volume]:
        return []

    def one_name(self, path: bytes) -> bytes:
        return path

    def bound(self) -> list[tuple[bytes, bytes]]:
        return []


def nearest(path: bytes) -> bytes:
    """The path itself, or the nearest folder above it that is there."""
    while not os.path.exists(path) and os.path.dirname(path) != path:
        path = os.path.dirname(path)
    return path
