"""Which volume a path lies on: known by filesystem UUID or serial number, never by its letter or mount point.

Reads what the operating system tells of its mounts; opens no device and starts no program.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

DriveKind = Literal["fixed", "removable", "network", "memory", "other"]

MOUNTINFO = Path("/proc/self/mountinfo")
BY_UUID = Path("/dev/disk/by-uuid")
BY_LABEL = Path("/dev/disk/by-label")
SYS_BLOCK = Path("/sys/dev/block")

_NETWORK_TYPES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "davfs"})
_MEMORY_TYPES = frozenset({"tmpfs", "ramfs"})
_UDEV_ESCAPE = re.compile(rb"\\x([0-9a-fA-F]{2})")
_SYSTEM_LABEL = "This computer"


@dataclass(frozen=True, slots=True)
class Volume:
    """A mounted file system. `serial` stays the same wherever it is mounted next; `mount` is where it is now."""

    serial: str
    label: str
    kind: DriveKind
    mount: bytes


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of mountinfo: `root` is the part of the file system that is mounted, "/" for all of it."""

    device: str  # "major:minor"
    root: bytes
    point: bytes
    kind: str
    source: bytes


def volume_of(path: bytes) -> Volume:
    """The volume that holds an absolute path, or would hold it: what is not there counts as its nearest parent that is.

    Raises OSError when that cannot be looked at.
    """
    while not os.path.exists(path) and os.path.dirname(path) != path:
        path = os.path.dirname(path)
    device = os.stat(path).st_dev
    if sys.platform == "win32":
        return _windows_volume(path)
    mount = mount_of(path, device, read_mounts()) if sys.platform == "linux" else None
    if mount is None:
        return _plain_volume(path, device)
    return linux_volume(mount, device)


def mounted_at(serial: str, last_mount: bytes) -> bytes | None:
    """Where the drive with this serial is mounted now, or None while it is not. Looks at its last place first."""
    try:
        if volume_of(last_mount).serial == serial:
            return last_mount
    except OSError:
        pass
    if sys.platform == "linux":
        uuids = links_by_target(BY_UUID)
        for mount in reversed(read_mounts()):
            uuid = _name_of(mount, uuids)
            if uuid is not None and _with_root(uuid, mount) == serial:
                return mount.point
    return None


def read_mounts(mountinfo: Path | None = None) -> list[Mount]:
    """The mounts of this machine in the order they were made (proc_pid_mountinfo(5)); later ones hide earlier ones."""
    mounts = []
    try:
        lines = (mountinfo or MOUNTINFO).read_bytes().splitlines()
    except OSError:
        return []
    for line in lines:
        fields, _, rest = line.partition(b" - ")
        left, right = fields.split(b" "), rest.split(b" ")
        if len(left) < 5 or len(right) < 2:
            continue
        mounts.append(
            Mount(
                device=left[2].decode("ascii", "replace"),
                root=_unescape(left[3]),
                point=_unescape(left[4]),
                kind=right[0].decode("ascii", "replace"),
                source=_unescape(right[1]),
            )
        )
    return mounts


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


def linux_volume(mount: Mount, device: int, *, by_uuid: Path = BY_UUID, by_label: Path = BY_LABEL) -> Volume:
    """Names the volume behind a mount: UUID, else server and share, else the file system's own number."""
    uuid = _name_of(mount, links_by_target(by_uuid))
    source = _text(mount.source)
    if uuid is None:
        if mount.kind in _NETWORK_TYPES or (mount.kind.startswith("fuse.") and source != mount.kind[5:]):
            uuid = f"{mount.kind}-{source}"
        else:
            number = os.statvfs(mount.point).f_fsid
            uuid = f"fsid-{number:x}" if number else f"dev-{device:x}"
    label = _name_of(mount, links_by_target(by_label))
    if not label:
        label = os.path.basename(mount.point).decode("utf-8", "replace") or _SYSTEM_LABEL
    return Volume(_with_root(uuid, mount), label, _linux_kind(mount), mount.point)


def links_by_target(folder: Path) -> dict[str, str]:
    """`/dev/disk/by-*`: real device path → name, with udev's \\x20 escapes undone. Empty where there is no udev."""
    names: dict[str, str] = {}
    try:
        entries = sorted(os.listdir(folder))
    except OSError:
        return names
    for name in entries:
        target = os.path.realpath(folder / name)
        plain = _UDEV_ESCAPE.sub(lambda digits: bytes.fromhex(digits[1].decode()), os.fsencode(name))
        names[target] = plain.decode("utf-8", "replace")
    return names


def _name_of(mount: Mount, names: dict[str, str]) -> str | None:
    return names.get(os.path.realpath(os.fsdecode(mount.source)))


def _with_root(serial: str, mount: Mount) -> str:
    """Subvolumes and bind mounts show only a part of a file system: that part belongs to what we know it by."""
    return serial if mount.root == b"/" else f"{serial}:{_text(mount.root)}"


def _text(path: bytes) -> str:
    """A path as part of a serial: text that SQLite takes, and different for different bytes."""
    return path.decode("utf-8", "backslashreplace")


def _linux_kind(mount: Mount) -> DriveKind:
    if mount.kind in _NETWORK_TYPES:
        return "network"
    if mount.kind in _MEMORY_TYPES:
        return "memory"
    block = SYS_BLOCK / mount.device
    try:
        real = block.resolve()
        if "/usb" in str(real) or "/mmc" in str(real):
            return "removable"
        for folder in (real, real.parent):  # a partition has no such file, the disk above it does
            flag = folder / "removable"
            if flag.is_file():
                return "removable" if flag.read_text().strip() == "1" else "fixed"
    except OSError:
        pass
    return "fixed" if mount.source.startswith(b"/dev/") else "other"


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


def _plain_volume(path: bytes, device: int) -> Volume:
    """macOS, and systems that tell nothing: the mount is the highest folder with the same device number."""
    point = os.path.abspath(path)
    while not os.path.ismount(point) and os.path.dirname(point) != point:
        point = os.path.dirname(point)
    number = os.statvfs(point).f_fsid
    name = os.path.basename(point).decode("utf-8", "replace")
    kind: DriveKind = "removable" if point.startswith((b"/Volumes/", b"/media/", b"/run/media/")) else "fixed"
    return Volume(f"fsid-{number:x}" if number else f"dev-{device:x}", name or _SYSTEM_LABEL, kind, point)


def _windows_volume(path: bytes) -> Volume:
    """The volume serial number of GetVolumeInformationW, and the kind that GetDriveTypeW tells."""
    import ctypes

    root = os.path.splitdrive(os.path.abspath(os.fsdecode(path)))[0] + "\\"
    label, serial = ctypes.create_unicode_buffer(261), ctypes.c_ulong(0)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent from the type stubs of other systems
    kernel.GetVolumeInformationW(root, label, len(label), ctypes.byref(serial), None, None, None, 0)
    kinds: dict[int, DriveKind] = {2: "removable", 3: "fixed", 4: "network", 6: "memory"}
    name = label.value or root
    return Volume(f"vol-{serial.value:08x}", name, kinds.get(kernel.GetDriveTypeW(root), "other"), os.fsencode(root))
