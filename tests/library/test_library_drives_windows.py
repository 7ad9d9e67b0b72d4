"""Windows names volumes by letters that move about; the serial number stays. Answers as a Windows 11 gives them."""

from __future__ import annotations

import os

import pytest

from app.library.drives.windows import Information, WindowsSystem

GUID_C = "\\\\?\\Volume{3f1c2f6e-0000-0000-0000-100000000000}\\"
GUID_E = "\\\\?\\Volume{a1b2c3d4-5e6f-11ee-9a3b-806e6f6e6963}\\"
ERROR_NOT_READY, ERROR_BAD_NETPATH, ERROR_NOT_CONNECTED = 21, 53, 2250


class RecordedWindows:
    """C: the system, D: a reader without a card, E: a backup disk that is also mounted in a folder, Z: a share."""

    informed = {  # noqa: RUF012
        "C:\\": Information("Windows", 0x5E3A91C4, "NTFS"),
        "E:\\": Information("Backup-2", 0x00C0FFEE, "exFAT"),
        "C:\\Mounts\\Backup\\": Information("Backup-2", 0x00C0FFEE, "exFAT"),
        "Z:\\": Information("", 0x1A2B3C4D, "NTFS"),
        "\\\\nas\\photos\\": Information("", 0x1A2B3C4D, "NTFS"),
    }
    types = {"C:\\": 3, "D:\\": 2, "E:\\": 2, "C:\\Mounts\\Backup\\": 2, "Z:\\": 4, "\\\\nas\\photos\\": 4}  # noqa: RUF012
    names = {"C:\\": GUID_C, "E:\\": GUID_E, "C:\\Mounts\\Backup\\": GUID_E}  # noqa: RUF012
    paths = {GUID_C: ["C:\\"], GUID_E: ["E:\\", "C:\\Mounts\\Backup\\"]}  # noqa: RUF012

    def volume_path(self, path: str) -> str:
        inside = [root for root in self.types if f"{path.casefold()}\\".startswith(root.casefold())]
        return max(inside, key=len)

    def information(self, root: str) -> Information:
        if root not in self.informed:
            raise OSError(ERROR_NOT_READY, "The device is not ready", root)
        return self.informed[root]

    def drive_type(self, root: str) -> int:
        return self.types.get(root, 1)

    def volume_name(self, root: str) -> str:
        if root not in self.names:
            raise OSError(ERROR_NOT_READY, "The device is not ready", root)
        return self.names[root]

    def volume_paths(self, name: str) -> list[str]:
        return self.paths[name]

    def logical_drives(self) -> int:
        return 1 << 2 | 1 << 3 | 1 << 4 | 1 << 25

    def connection(self, letter: str) -> str:
        if letter != "Z:":
            raise OSError(ERROR_NOT_CONNECTED, "This network connection does not exist", letter)
        return "\\\\NAS\\photos"


WINDOWS = WindowsSystem(RecordedWindows())


@pytest.mark.parametrize(
    ("path", "serial", "label", "kind", "mount"),
    [
        ("C:\\Users\\Zoë\\Pictures", "vol-5e3a91c4", "Windows", "fixed", "C:\\"),
        ("E:\\2019", "vol-00c0ffee", "Backup-2", "removable", "E:\\"),
        ("C:\\Mounts\\Backup\\2019", "vol-00c0ffee", "Backup-2", "removable", "C:\\Mounts\\Backup\\"),
        ("Z:\\2020", "share-\\\\nas\\photos", "photos", "network", "Z:\\"),
        ("\\\\nas\\photos\\2020", "share-\\\\nas\\photos", "photos", "network", "\\\\nas\\photos\\"),
    ],
)
def test_a_path_leads_to_its_drive(path: str, serial: str, label: str, kind: str, mount: str) -> None:
    found = WINDOWS.volume_of(os.fsencode(path))
    assert (found.serial, found.label, found.kind, os.fsdecode(found.mount)) == (serial, label, kind, mount)


def test_a_reader_without_a_card_holds_no_drive() -> None:
    with pytest.raises(OSError, match="not ready"):
        WINDOWS.volume_of(b"D:\\DCIM")
    assert [os.fsdecode(volume.mount) for volume in WINDOWS.volumes()] == [
        "C:\\",
        "E:\\",
        "C:\\Mounts\\Backup\\",
        "Z:\\",
    ]


def test_a_share_whose_server_is_away_keeps_its_name() -> None:
    calls = RecordedWindows()
    calls.informed = {root: told for root, told in calls.informed.items() if root != "Z:\\"}
    share = WindowsSystem(calls).volume_of(b"Z:\\2020")
    assert (share.serial, share.label) == ("share-\\\\nas\\photos", "photos")
    assert WINDOWS.volume_of(b"Z:\\2020").known_as("vol-1a2b3c4d")  # as an earlier version of the program called it


def test_a_disk_that_got_another_letter_is_found_by_its_number() -> None:
    calls = RecordedWindows()
    calls.types = {"C:\\": 3, "F:\\": 2}
    calls.informed = {"C:\\": calls.informed["C:\\"], "F:\\": calls.informed["E:\\"]}
    calls.names, calls.paths = {"F:\\": GUID_E, "C:\\": GUID_C}, {GUID_E: ["F:\\"], GUID_C: ["C:\\"]}
    calls.logical_drives = lambda: 1 << 2 | 1 << 5  # type: ignore[method-assign]
    found = {volume.serial: volume.mount for volume in WindowsSystem(calls).volumes()}
    assert found["vol-00c0ffee"] == b"F:\\"


def test_a_folder_into_which_a_lettered_volume_is_mounted_has_the_letters_name() -> None:
    assert WINDOWS.one_name(b"C:\\Mounts\\Backup\\2019") == b"E:\\2019"
    assert WINDOWS.one_name(b"E:\\2019") == b"E:\\2019"
    assert WINDOWS.one_name(b"Z:\\2020") == b"Z:\\2020"
    assert WINDOWS.one_name(b"D:\\DCIM") == b"D:\\DCIM"
