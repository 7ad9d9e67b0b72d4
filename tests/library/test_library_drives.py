"""Drives are known by what they are, not by where they are mounted; one that is gone takes nothing with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_photos import add_photo, put_file

from app.library import Library, drives
from app.library.drives.linux import LinuxSystem, Mount, Places, links_by_target, mount_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads mountinfo")

MOUNTINFO = """\
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
31 22 0:29 / /tmp rw - tmpfs tmpfs rw
36 22 8:17 / /media/ann/HOLIDAY\\0402019 rw,nosuid - vfat /dev/sdb1 rw
40 22 0:50 /@home /home rw - btrfs /dev/sda3 rw,subvol=/@home
41 22 0:51 / /mnt/nas rw - nfs4 nas:/export/photos rw,vers=4.2
42 36 0:60 / /media/ann/HOLIDAY\\0402019/inner rw - fuse.sshfs ann@server:/photos rw
43 22 8:33 / /old rw - ext4 /dev/sdc1 rw
44 22 8:34 / /old rw - ext4 /dev/sdc2 rw
broken line
"""


@pytest.fixture
def machine(tmp_path: Path) -> LinuxSystem:
    """The mounts above, and udev's links to their devices."""
    (tmp_path / "mountinfo").write_text(MOUNTINFO)
    for kind, names in {
        "by-uuid": {"1111-aaaa": "/dev/sda2", "2222-bbbb": "/dev/sdb1", "3333-cccc": "/dev/sda3"},
        "by-label": {"System": "/dev/sda2", "HOLIDAY\\x202019": "/dev/sdb1"},
    }.items():
        (tmp_path / kind).mkdir()
        for name, device in names.items():
            (tmp_path / kind / name).symlink_to(device)
    return LinuxSystem(places_in(tmp_path))


def places_in(folder: Path) -> Places:
    return Places(
        folder / "mountinfo", folder / "by-uuid", folder / "by-label", folder / "udev", folder / "sys" / "dev" / "block"
    )


def volume(machine: LinuxSystem, path: str, device: tuple[int, int]) -> drives.Volume:
    number = os.makedev(*device)
    mount = mount_of(path.encode(), number, machine.mounts())
    assert mount is not None
    return machine.volume(mount, number)


@pytest.mark.parametrize(
    ("path", "device", "serial", "label", "mount"),
    [
        ("/srv/a", (8, 2), "1111-aaaa", "System", "/"),
        ("/media/ann/HOLIDAY 2019/a", (8, 17), "2222-bbbb", "HOLIDAY 2019", "/media/ann/HOLIDAY 2019"),
        ("/media/ann/HOLIDAY 2019", (8, 17), "2222-bbbb", "HOLIDAY 2019", "/media/ann/HOLIDAY 2019"),
        ("/home/ann/x", (0, 50), "3333-cccc:/@home", "home", "/home"),
        ("/home/ann/x", (0, 99), "3333-cccc:/@home", "home", "/home"),  # btrfs: st_dev is not the mount's number
        ("/mnt/nas/2020", (0, 51), "nfs4-nas:/export/photos", "nas", "/mnt/nas"),
        ("/mnt/nas2", (8, 2), "1111-aaaa", "System", "/"),
    ],
)
def test_a_path_leads_to_its_drive(
    machine: LinuxSystem, path: str, device: tuple[int, int], serial: str, label: str, mount: str
) -> None:
    found = volume(machine, path, device)
    assert (found.serial, found.label, os.fsdecode(found.mount)) == (serial, label, mount)


def test_kinds_that_need_no_device(machine: LinuxSystem) -> None:
    assert volume(machine, "/mnt/nas/a", (0, 51)).kind == "network"
    shared = volume(machine, "/media/ann/HOLIDAY 2019/inner/x", (0, 60))
    assert (shared.serial, shared.kind) == ("fuse.sshfs-ann@server:/photos", "network")


def test_of_two_mounts_on_one_place_the_later_counts(machine: LinuxSystem) -> None:
    mounts = machine.mounts()
    top = mount_of(b"/old/a", os.makedev(8, 99), mounts)
    below = mount_of(b"/old/a", os.makedev(8, 33), mounts)
    assert top is not None
    assert below is not None
    assert (top.source, below.source) == (b"/dev/sdc2", b"/dev/sdc1")


def test_a_drive_is_found_where_it_is_mounted_now(machine: LinuxSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives, "_system", machine)
    assert drives.mounted_at("2222-bbbb", b"/media/ann/elsewhere") == b"/media/ann/HOLIDAY 2019"
    assert drives.mounted_at("3333-cccc:/@home", b"/mnt") == b"/home"
    assert drives.mounted_at("9999-dddd", b"/media/ann/gone") is None


@given(st.binary())
def test_no_mountinfo_line_is_too_strange(line: bytes) -> None:
    target = Path("/dev/shm") / f"mountinfo-{os.getpid()}"
    target.write_bytes(line)
    try:
        for mount in LinuxSystem(Places(mountinfo=target)).mounts():
            mount_of(b"/a", 0, [mount])
    finally:
        target.unlink()


def test_this_machines_own_files_have_a_drive(tmp_path: Path) -> None:
    found = drives.volume_of(os.fsencode(tmp_path))
    assert found == drives.volume_of(os.fsencode(tmp_path / "not" / "there"))
    assert os.path.ismount(found.mount)
    assert found.serial
    assert drives.mounted_at(found.serial, found.mount) == found.mount
    assert drives.mounted_at(found.serial + "x", found.mount) is None


def test_photos_of_an_unplugged_drive_stay_and_are_offline(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, other_place = tmp_path / "stick", tmp_path / "elsewhere"
    plugged = {"at": os.fsencode(stick)}
    real_volume_of = drives.volume_of

    def volume_of(path: bytes) -> drives.Volume:
        at = plugged["at"]
        if at and (path == at or path.startswith(at + b"/")):
            return drives.Volume("stick-1", "Stick", "removable", at)
        return real_volume_of(path)

    monkeypatch.setattr(drives, "volume_of", volume_of)
    monkeypatch.setattr("app.library.base._DRIVES_AGE", -1.0)
    copies = [put_file(stick / "both.jpg"), put_file(tmp_path / "a long way down the disk" / "both.jpg")]
    add_photo(library, [copies[0]._replace(device=777), copies[1]], key="1-both", slot=0)
    add_photo(library, [put_file(stick / "only.jpg")._replace(device=777)], key="1-only", slot=1)
    library.add_root(copies[0].path.rsplit(b"/", 1)[0])

    both, only = library.photos_by_slots([0, 1])
    assert (both.drive, both.name, only.online) == ("Stick", "both.jpg", True)

    plugged["at"] = b""  # unplugged: an empty folder is left behind
    stick.rename(tmp_path / "gone")
    stick.mkdir()
    both, only = library.photos_by_slots([0, 1])
    assert (only.drive, only.online, only.path) == ("Stick", False, str(stick / "only.jpg"))
    assert both.online  # the copy on the disk is shown instead
    assert both.raw_path == copies[1].path
    assert os.fsencode(stick / "only.jpg") not in library.known_files(os.fsencode(tmp_path))

    (tmp_path / "gone").rename(other_place)  # plugged in again, mounted elsewhere
    plugged["at"] = os.fsencode(other_place)
    library.upsert_files([put_file(other_place / "new.jpg")._replace(device=778)])
    (only,) = library.photos_by_slots([1])
    assert (only.online, only.path) == (True, str(other_place / "only.jpg"))
    assert [drive.label for drive in library.drives()].count("Stick") == 1


def test_a_reader_knows_the_drive_that_was_plugged_in_a_moment_ago(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put_file(tmp_path / "stick" / "a.jpg")
    with Library.open(library.folder) as reader:
        assert reader.drives() == []  # and will not look again for two seconds
        monkeypatch.setattr(
            drives, "volume_of", lambda path: drives.Volume("stick-1", "STICK", "removable", os.fsencode(tmp_path))
        )
        add_photo(library, [file], key="1-a", slot=0)
        [(broken, _)] = library.upsert_files([put_file(tmp_path / "stick" / "b.jpg")])
        library.mark_skipped([(broken, "broken")])
        assert [row.drive for row in reader.photos_by_slots([0])] == ["STICK"]
        assert [keys.name for keys in reader.sort_keys([0])] == ["a.jpg"]
        assert len(reader.skipped_files()) == 1


def test_labels_and_mounts_of_any_bytes_become_text_that_can_be_kept(tmp_path: Path) -> None:
    device = tmp_path / "sdx1"
    device.touch()
    (tmp_path / "by-label").mkdir()
    (tmp_path / "by-label" / "Zoë\\x27s\\x20cam\\xc3\\xa9ra").symlink_to(device)
    assert links_by_target(tmp_path / "by-label") == {str(device): "Zoë's caméra"}

    mount_point = os.path.join(os.fsencode(tmp_path), b"caf\xe9")
    os.mkdir(mount_point)
    mount = Mount("8:99", b"/caf\xe9", mount_point, "fuse.odd", b"caf\xe9")
    found = LinuxSystem(places_in(tmp_path)).volume(mount, 0)
    assert (found.label, found.serial) == ("caf\N{REPLACEMENT CHARACTER}", "fuse.odd-caf\\xe9:/caf\\xe9")


def test_a_drive_that_an_earlier_version_called_otherwise_is_the_same_drive(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = os.fsencode(tmp_path)
    monkeypatch.setattr(drives, "volume_of", lambda path: drives.Volume("fsid-1a", "Disk", "fixed", there))
    add_photo(library, [put_file(tmp_path / "a.jpg")], key="1-a", slot=0)
    monkeypatch.setattr(
        drives, "volume_of", lambda path: drives.Volume("1234-uuid", "Disk", "fixed", there, ("fsid-1a",))
    )
    library.look_again()
    assert [(row.serial, row.online) for row in library.drives()] == [("fsid-1a", True)]
    add_photo(library, [put_file(tmp_path / "b.jpg")], key="1-b", slot=1)
    assert [(row.serial, row.online) for row in library.drives()] == [("1234-uuid", True)]
    assert len(library.photos_by_slots([0, 1])) == 2


def test_where_udevs_links_are_hidden_its_notes_are_read(tmp_path: Path) -> None:
    (tmp_path / "udev").mkdir()
    (tmp_path / "udev" / "b8:17").write_text(
        "S:disk/by-uuid/x\nE:ID_FS_UUID_ENC=4A3B-1C2D\nE:ID_FS_LABEL_ENC=EOS\\x20R5\n"
    )
    mount = Mount("8:17", b"/", os.fsencode(tmp_path), "vfat", b"/dev/sdb1")
    found = LinuxSystem(places_in(tmp_path)).volume(mount, 0)
    assert (found.serial, found.label, found.former) == ("4A3B-1C2D", "EOS R5", ())


def test_sticks_without_a_serial_are_told_apart_by_their_size(tmp_path: Path) -> None:
    mount = Mount("8:17", b"/", os.fsencode(tmp_path), "vfat", b"/dev/sdb1")
    facts = os.statvfs(tmp_path)
    found = LinuxSystem(places_in(tmp_path)).volume(mount, 0)
    assert found.serial == f"fsid-{facts.f_fsid:x}-{facts.f_blocks * facts.f_frsize:x}"


@pytest.mark.parametrize(("device", "kind"), [("8:2", "fixed"), ("8:17", "removable"), ("253:0", "removable")])
def test_what_is_plugged_in_is_removable_also_behind_encryption(tmp_path: Path, device: str, kind: str) -> None:
    inside = tmp_path / "sys" / "devices" / "pci0000:00" / "ata1" / "block" / "sda" / "sda2"
    stick = tmp_path / "sys" / "devices" / "pci0000:00" / "usb2" / "block" / "sdb" / "sdb1"
    crypt = tmp_path / "sys" / "devices" / "virtual" / "block" / "dm-0"
    for folder in (inside, stick, crypt / "slaves", tmp_path / "sys" / "dev" / "block"):
        folder.mkdir(parents=True)
    (inside.parent / "removable").write_text("0\n")
    (crypt / "slaves" / "sdb1").symlink_to(stick)
    for number, folder in (("8:2", inside), ("8:17", stick), ("253:0", crypt)):
        (tmp_path / "sys" / "dev" / "block" / number).symlink_to(folder)
    mount = Mount(device, b"/", os.fsencode(tmp_path), "ext4", b"/dev/x")
    assert LinuxSystem(places_in(tmp_path)).volume(mount, 0).kind == kind
