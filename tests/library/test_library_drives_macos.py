"""macOS tells of its volumes in C structures; these are answers in the form in which a Mac gives them."""

from __future__ import annotations

import errno
import os
import struct
import uuid

from hypothesis import given
from hypothesis import strategies as st

from app.library.drives.macos import MacSystem

LOCAL, REMOVABLE, HIDDEN, ROOTED = 0x1000, 0x200, 0x100000, 0x4000
DATA_UUID = "8f1d7a4e-3c52-4b60-9a1c-0d2e5f607182"
STICK_UUID = "5d3e6f0a-91b2-3c4d-8e5f-60718293a4b5"


def statfs_answer(fsid: tuple[int, int], flags: int, kind: str, point: str, source: str) -> bytes:
    """struct statfs: block sizes and counts, f_fsid, owner, type, flags, subtype, three names, flags_ext, reserved."""
    return struct.pack(
        "<IiQQQQQ2iIIII16s1024s1024sI28s",
        4096, 1 << 20, 121_000_000, 60_000_000, 60_000_000, 4_800_000_000, 4_790_000_000,
        *fsid, 0, 26, flags, 1, kind.encode(), point.encode(), source.encode(), 0, b"",
    )  # fmt: skip


def attributes_answer(name: str, identity: str | None) -> bytes:
    """Length, attrreference_t of the name, uuid_t, and then the name, padded to four bytes."""
    raw = name.encode() + b"\0"
    raw += b"\0" * (-len(raw) % 4)
    number = uuid.UUID(identity).bytes if identity else bytes(16)
    return struct.pack("<IiI16s", 28 + len(raw), 24, len(name.encode()) + 1, number) + raw + bytes(300)


class RecordedMac:
    """A MacBook with a USB stick, an old FAT card without a serial and a share of a server."""

    mounted = (
        statfs_answer((16777234, 26), LOCAL | ROOTED | 1, "apfs", "/", "/dev/disk3s1s1"),
        statfs_answer((16777235, 26), LOCAL | HIDDEN, "apfs", "/System/Volumes/VM", "/dev/disk3s6"),
        statfs_answer((16777236, 26), LOCAL | HIDDEN, "apfs", "/System/Volumes/Data", "/dev/disk3s5"),
        statfs_answer((16777240, 17), LOCAL | REMOVABLE, "exfat", "/Volumes/Ferien-Stick", "/dev/disk4s1"),
        statfs_answer((16777244, 17), LOCAL, "msdos", "/Volumes/NO NAME", "/dev/disk5s1"),
        statfs_answer((-1056964602, 30), 0, "smbfs", "/Volumes/photos", "//ann@nas._smb._tcp.local/photos"),
    )
    attributes = {  # noqa: RUF012
        b"/": attributes_answer("Macintosh HD", "11111111-2222-3333-4444-555555555555"),
        b"/System/Volumes/VM": attributes_answer("VM", "99999999-2222-3333-4444-555555555555"),
        b"/System/Volumes/Data": attributes_answer("Data", DATA_UUID),
        b"/Volumes/Ferien-Stick": attributes_answer("Ferien-Stick", STICK_UUID),
        b"/Volumes/NO NAME": attributes_answer("NO NAME", None),
    }
    places = (b"/Users", b"/Volumes/Ferien-Stick", b"/Volumes/NO NAME", b"/Volumes/photos")

    def statfs(self, path: bytes) -> bytes:
        if path.startswith((b"/Users", b"/System/Volumes/Data")):
            return self.mounted[2]
        for part, place in zip(self.mounted[3:], self.places[1:], strict=True):
            if path.startswith(place):
                return part
        return self.mounted[0]

    def getfsstat(self) -> bytes:
        return b"".join(self.mounted)

    def volume_attributes(self, point: bytes) -> bytes:
        if point not in self.attributes:
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), point)
        return self.attributes[point]


MAC = MacSystem(RecordedMac())


def test_a_persons_folder_lies_on_the_data_volume_and_is_shown_from_the_root() -> None:
    found = MAC.volume_of(b"/Users/ann/Pictures")
    assert (found.serial, found.label, found.kind, found.mount) == (DATA_UUID, "Macintosh HD", "fixed", b"/")
    assert MAC.one_name(b"/System/Volumes/Data/Users/ann") == b"/Users/ann"
    assert MAC.one_name(b"/Users/ann") == b"/Users/ann"


def test_a_stick_is_known_by_its_uuid_and_a_card_without_one_by_its_number() -> None:
    stick = MAC.volume_of(b"/Volumes/Ferien-Stick/2019")
    assert (stick.serial, stick.label, stick.kind) == (STICK_UUID, "Ferien-Stick", "removable")
    assert stick.known_as("fsid-1101000018")  # as an earlier version of the program called it
    card = MAC.volume_of(b"/Volumes/NO NAME")
    assert (card.serial, card.label, card.kind) == ("fsid-110100001c", "NO NAME", "removable")


def test_a_share_is_known_by_server_and_name() -> None:
    share = MAC.volume_of(b"/Volumes/photos/2020")
    assert (share.serial, share.label, share.kind) == ("smbfs-//ann@nas._smb._tcp.local/photos", "photos", "network")


def test_the_mounted_volumes_are_those_a_person_sees() -> None:
    labels = [volume.label for volume in MAC.volumes()]
    assert labels == ["photos", "NO NAME", "Ferien-Stick", "Macintosh HD", "Macintosh HD"]
    assert DATA_UUID in [volume.serial for volume in MAC.volumes()]


@given(st.binary(max_size=1100))
def test_no_answer_about_names_is_too_strange(answer: bytes) -> None:
    calls = RecordedMac()
    calls.attributes = dict.fromkeys(calls.attributes, answer)
    assert MacSystem(calls).volume_of(b"/Volumes/Ferien-Stick").mount == b"/Volumes/Ferien-Stick"
