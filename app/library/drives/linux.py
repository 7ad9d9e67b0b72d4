"""Drives on Linux: the mounts of proc_pid_mountinfo(5), udev's names, and what the kernel tells of a file system."""

from __future__ import annotations

import fcntl
import os
import re
import struct
from dataclasses import dataclass
from pathlib import Path

from app.library.drives.base import SYSTEM_LABEL, DriveKind, PlainSystem, Volume

_NETWORK_TYPES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "davfs"})
_MEMORY_TYPES = frozenset({"tmpfs", "ramfs"})
# Their subvolumes look like bind mounts, but each is a drive of its own.
_WITH_SUBVOLUMES = frozenset({"btrfs", "bcachefs", "zfs"})
# The number that these give for a file system is that of the socket it is plugged into.
_NUMBERED_BY_DEVICE = frozenset({"vfat", "msdos", "exfat", "iso9660", "udf"})
_UDEV_ESCAPE = re.compile(rb"\\x([0-9a-fA-F]{2})")

# linux/fs.h: struct fsuuid2 { __u8 len; __u8 uuid[16]; }, since Linux 6.9; char label[FSLABEL_MAX = 256].
_FS_IOC_GETFSUUID = 0x8011_1500
_FS_IOC_GETFSLABEL = 0x8100_9431
_UUID_BYTES, _LABEL_BYTES = 16, 256


@dataclass(frozen=True, slots=True)
class Places:
    """Where the system writes down what it knows; other folders in tests."""

    mountinfo: Path = Path("/proc/self/mountinfo")
    by_uuid: Path = Path("/dev/disk/by-uuid")
    by_label: Path = Path("/dev/disk/by-label")
    udev_data: Path = Path("/run/udev/data")
    sys_block: Path = Path("/sys/dev/block")


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of mountinfo: `root` is the part of the file system that is mounted, "/" for all of it."""

    device: str  # "major:minor"
    root: bytes
    point: bytes
    kind: str
    source: bytes


class LinuxSystem:
    """The answers of Linux; see `System`."""

    def __init__(self, places: Places | None = None) -> None:
        self.places = places or Places()

    def volume_of(self, path: bytes) -> Volume:
        device = os.stat(path).st_dev
        mount = mount_of(path, device, self.mounts())
        return PlainSystem().volume_of(path) if mount is None else self.volume(mount, device)

    def volumes(self) -> list[Volume]:
        """Block devices, shares and memory, as they can be told without touching a share that may not answer."""
        uuids, labels = links_by_target(self.places.by_uuid), links_by_target(self.places.by_label)
        found = []
        for mount in reversed(self.mounts()):
            if mount.source.startswith(b"/") or _share(mount) or mount.kind in _MEMORY_TYPES:
                try:
                    found.append(self._volume(mount, 0, uuids, labels))
                except OSError:
                    continue  # gone since the list was read, or hidden from this user
        return found

    def one_name(self, path: bytes) -> bytes:
        """A bind mount's folder, and the second mount of one file system, under the name of the widest mount."""
        mounts = self.mounts()
        here = path
        while not os.path.lexists(here) and os.path.dirname(here) != here:
            here = os.path.dirname(here)
        try:
            mount = mount_of(path, os.stat(here).st_dev, mounts)
        except OSError:
            return path
        if mount is None or mount.kind in _WITH_SUBVOLUMES:
            return path
        for other in sorted(mounts, key=lambda m: len(m.root)):
            below = _below(mount.root, other.root)
            if other == mount:
                break  # sorted is stable: it is the widest, or the first of several that are
            if other.device != mount.device or below is None:
                continue
            real = os.path.join(other.point, below) if below else other.point
            if _same_folder(real, mount.point):
                rest = _below(path, mount.point)
                return os.path.join(real, rest) if rest else real
        return path

    def bound(self) -> list[tuple[bytes, bytes]]:
        points = [mount.point for mount in self.mounts() if os.path.isdir(mount.point)]
        return [(point, name) for point in points if (name := self.one_name(point)) != point]

    def mounts(self) -> list[Mount]:
        """The mounts of this machine in the order they were made; later ones hide earlier ones."""
        try:
            lines = self.places.mountinfo.read_bytes().splitlines()
        except OSError:
            return []
        return [mount for line in lines if (mount := _mount_in(line)) is not None]

    def volume(self, mount: Mount, device: int) -> Volume:
        """Names the volume behind a mount: UUID, else server and share, else the file system's own number."""
        return self._volume(mount, device, links_by_target(self.places.by_uuid), links_by_target(self.places.by_label))

    def _volume(self, mount: Mount, device: int, uuids: dict[str, str], labels: dict[str, str]) -> Volume:
        udev = self._udev_facts(mount)
        former: tuple[str, ...] = ()
        uuid = _name_of(mount, uuids) or _share(mount)
        if uuid is None:
            uuid, former = self._number(mount, device, udev.get("ID_FS_UUID_ENC"))
        label = _name_of(mount, labels) or udev.get("ID_FS_LABEL_ENC") or kernel_label(mount)
        if not label:
            label = os.path.basename(mount.point).decode("utf-8", "replace") or SYSTEM_LABEL
        return Volume(_with_root(uuid, mount), label, self._kind(mount), mount.point, former)

    def _number(self, mount: Mount, device: int, uuid: str | None) -> tuple[str, tuple[str, ...]]:
        """(serial, former serials) where there are no links to go by."""
        facts = os.statvfs(mount.point)
        plain = f"fsid-{facts.f_fsid:x}" if facts.f_fsid else f"dev-{device:x}"
        if mount.kind in _NUMBERED_BY_DEVICE:  # another stick in the same socket has the same number
            return uuid or f"{plain}-{facts.f_blocks * facts.f_frsize:x}", ()
        uuid = uuid or kernel_uuid(mount.point)
        return (plain, ()) if uuid is None else (uuid, (_with_root(plain, mount),))

    def _udev_facts(self, mount: Mount) -> dict[str, str]:
        """What udev keeps of a block device, for where its links are hidden (as in a container)."""
        facts: dict[str, str] = {}
        try:
            lines = (self.places.udev_data / f"b{mount.device}").read_bytes().splitlines()
        except OSError:
            return facts
        for line in lines:
            name, found, value = line.partition(b"=")
            if found and name.startswith(b"E:") and value:
                facts[_text(name[2:])] = _udev_name(value)
        return facts

    def _kind(self, mount: Mount) -> DriveKind:
        if mount.kind in _NETWORK_TYPES:
            return "network"
        if mount.kind in _MEMORY_TYPES:
            return "memory"
        block = self.places.sys_block / mount.device
        try:
            real = block.resolve()
            under = [real, *(part.resolve() for part in (real / "slaves").glob("*"))]  # an encrypted stick's own disk
            if any("/usb" in str(part) or "/mmc" in str(part) for part in under):
                return "removable"
            for folder in (real, real.parent):  # a partition has no such file, the disk above it does
                flag = folder / "removable"
                if flag.is_file():
                    return "removable" if flag.read_text().strip() == "1" else "fixed"
        except OSError:
            pass
        return "fixed" if mount.source.startswith(b"/dev/") else "other"


def mount_of(path: bytes, device: int, mounts: list[Mount]) -> Mount | None:
    """The mount that `path` lies on. Prefers the right device number, since mounts can hide one another.

    Btrfs and overlays give files another device number than their mount has, so the longest prefix is the fallback.
    """
    number = f"{os.major(device)}:{os.minor(device)}"
    above = [m for m in mounts if path == m.point or path.startswith(m.point.rstrip(b"/") + b"/")]
    same_device = [m for m in above if m.device == number]
    best: Mount | None = None
    for mount in same_device or above:
        if best is None or len(mount.point) >= len(best.point):
            best = mount
    return best


def links_by_target(folder: Path) -> dict[str, str]:
    """`/dev/disk/by-*`: real device path → name, with udev's \\x20 escapes undone. Empty where there is no udev."""
    names: dict[str, str] = {}
    try:
        entries = sorted(os.listdir(folder))
    except OSError:
        return names
    for name in entries:
        names[os.path.realpath(folder / name)] = _udev_name(os.fsencode(name))
    return names


def kernel_uuid(point: bytes) -> str | None:
    """The UUID that the kernel knows of the file system mounted at `point`; None where it knows none."""
    answer = _ask(point, _FS_IOC_GETFSUUID, 1 + _UUID_BYTES)
    if answer is None or answer[0] != _UUID_BYTES or not any(answer[1:]):
        return None
    parts = struct.unpack(">4s2s2s2s6s", answer[1:])
    return "-".join(part.hex() for part in parts)


def kernel_label(mount: Mount) -> str:
    """The label that the kernel knows of a mounted file system, "" where it knows none."""
    if _share(mount) is not None:
        return ""
    answer = _ask(mount.point, _FS_IOC_GETFSLABEL, _LABEL_BYTES)
    return "" if answer is None else answer.split(b"\0", 1)[0].decode("utf-8", "replace")


def _ask(point: bytes, request: int, size: int) -> bytes | None:
    try:
        folder = os.open(point, os.O_RDONLY | os.O_DIRECTORY | os.O_NONBLOCK)
    except (OSError, ValueError):
        return None
    try:
        return fcntl.ioctl(folder, request, bytes(size))
    except OSError:  # this file system, or this kernel, does not know the question
        return None
    finally:
        os.close(folder)


def _mount_in(line: bytes) -> Mount | None:
    fields, _, rest = line.partition(b" - ")
    left, right = fields.split(b" "), rest.split(b" ")
    if len(left) < 5 or len(right) < 2:
        return None
    return Mount(
        device=left[2].decode("ascii", "replace"),
        root=_unescape(left[3]),
        point=_unescape(left[4]),
        kind=right[0].decode("ascii", "replace"),
        source=_unescape(right[1]),
    )


def _share(mount: Mount) -> str | None:
    """Server and share, for what lies on a network or is served by a program that names its source."""
    source = _text(mount.source)
    if mount.kind in _NETWORK_TYPES or (mount.kind.startswith("fuse.") and source != mount.kind[5:]):
        return f"{mount.kind}-{source}"
    return None


def _name_of(mount: Mount, names: dict[str, str]) -> str | None:
    return names.get(os.path.realpath(os.fsdecode(mount.source)))


def _with_root(serial: str, mount: Mount) -> str:
    """Subvolumes and bind mounts show only a part of a file system: that part belongs to what we know it by."""
    return serial if mount.root == b"/" else f"{serial}:{_text(mount.root)}"


def _below(path: bytes, folder: bytes) -> bytes | None:
    """`path` relative to `folder`, b"" for the folder itself, None when it lies elsewhere."""
    if path == folder:
        return b""
    start = folder.rstrip(b"/") + b"/"
    return path[len(start) :] if path.startswith(start) else None


def _same_folder(one: bytes, other: bytes) -> bool:
    try:
        first, second = os.stat(one), os.stat(other)
    except OSError:
        return False
    return (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)


def _udev_name(name: bytes) -> str:
    plain = _UDEV_ESCAPE.sub(lambda digits: bytes.fromhex(digits[1].decode()), name)
    return plain.decode("utf-8", "replace")


def _text(path: bytes) -> str:
    """A path as part of a serial: text that SQLite takes, and different for different bytes."""
    return path.decode("utf-8", "backslashreplace")


def _unescape(field: bytes) -> bytes:
    """mountinfo writes space, tab, newline and backslash as three octal digits."""
    if b"\\" not in field:
        return field
    out, at = bytearray(), 0
    while at < len(field):
        digits = field[at + 1 : at + 4]
        if field[at] == 0x5C and len(digits) == 3 and all(0x30 <= d <= 0x37 for d in digits):
            out.append(int(digits, 8) & 0xFF)
            at += 4
        else:
            out.append(field[at])
            at += 1
    return bytes(out)
