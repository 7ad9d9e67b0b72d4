"""The desktop's trash: putting a file there, finding it again, and bringing it back. Knows nothing of a library.

Going there is Send2Trash's work. Coming back follows the freedesktop.org trash specification 1.0 on Linux and its kin
(`files/` and `info/*.trashinfo`, in the home trash and in `.Trash/$uid` or `.Trash-$uid` of other mounts), the `$I`
records of the recycle bin on Windows, and names, sizes and dates on macOS, whose trash keeps no record we could read.
"""

from __future__ import annotations

import contextlib
import os
import stat
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from app.domain import SnowlineError
from app.library.moving import move

_INFO, _FILES, _SUFFIX = b"info", b"files", b".trashinfo"
_INFO_BYTES = 64 * 1024  # a record holds one path and a date; more is not one


class Wanted(NamedTuple):
    """A file that was put into the trash: where it was, its size in bytes and its date in nanoseconds."""

    path: bytes
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Trashed:
    """A file in the trash, and the record that says where it came from (None where the trash keeps none)."""

    place: bytes
    record: bytes | None
    when: str


def put_into_trash(path: bytes) -> None:
    """Moves one file to the desktop's trash. Raises `SnowlineError` where there is none, or the file may not go."""
    # Here and not above: on some desktops it loads a whole toolkit, which only this needs.
    from send2trash import send2trash

    try:
        send2trash(os.fsdecode(path))
    except OSError as error:
        raise SnowlineError(f"it could not be moved to the trash ({error.strerror or error})") from error


def find_in_trash(wanted: Sequence[Wanted], platform: str = sys.platform) -> dict[bytes, Trashed]:
    """Where files that were put into the trash lie there now, by the path they had; those not found are left out.

    A file counts as the same with the same size and date; of several, the one deleted last.
    """
    if platform == "darwin":
        return _found_by_name(wanted)
    by_path: dict[bytes, list[Trashed]] = {}
    records = _recycled(wanted) if platform == "win32" else _recorded(wanted)
    paths = {_same(one.path) for one in wanted}
    for path, item in records:
        if _same(path) in paths:
            by_path.setdefault(_same(path), []).append(item)
    found: dict[bytes, Trashed] = {}
    for one in wanted:
        fits = [item for item in by_path.get(_same(one.path), ()) if is_same_file(item.place, one)]
        if fits:
            found[one.path] = max(fits, key=lambda item: (item.when, item.place))
    return found


def is_same_file(path: bytes, wanted: Wanted) -> bool:
    """Whether there is a file at `path` with this size and date. FAT keeps dates to two seconds."""
    try:
        facts = os.lstat(path)
    except OSError:
        return False
    return facts.st_size == wanted.size and abs(facts.st_mtime_ns - wanted.mtime_ns) <= 2_000_000_000


def bring_back(item: Trashed, path: bytes) -> None:
    """Moves a file from the trash to `path`, making its folder where that is gone; never over another file.

    Raises `SnowlineError` with the reason where it cannot be done; the file is then still in the trash.
    """
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        move(item.place, path)
    except FileExistsError as error:
        raise SnowlineError("another file lies at its place; move that one away first") from error
    except OSError as error:
        raise SnowlineError(f"it could not be moved back from the trash ({error.strerror or error})") from error
    if item.record is not None:
        with contextlib.suppress(OSError):  # an orphan, which every desktop clears away
            os.unlink(item.record)


def tidy(paths: Iterable[bytes]) -> None:
    """After a crash: removes records of files that never left their place, and a second name in the trash of a file
    that came back. No file's last name is ever removed."""
    if sys.platform in {"darwin", "win32"}:
        return
    here = {path for path in paths if os.path.lexists(path)}
    if not here:
        return
    wanted = [Wanted(path, 0, 0) for path in here]
    _drop_empty_records(wanted)
    for path, item in _recorded(wanted, with_orphans=True):
        if path not in here or item.record is None:
            continue
        with contextlib.suppress(OSError):
            if not os.path.lexists(item.place):
                os.unlink(item.record)
            elif os.path.samestat(os.lstat(item.place), os.lstat(path)):
                os.unlink(item.place)
                os.unlink(item.record)


def _drop_empty_records(wanted: Sequence[Wanted]) -> None:
    """Records that a crash cut off before their first byte: of no file in the trash, and named as one of these."""
    names = {os.path.splitext(os.path.basename(one.path)) for one in wanted}
    for trash, _ in _trash_folders(wanted):
        with contextlib.suppress(OSError):
            for name in os.listdir(os.path.join(trash, _INFO)):
                record = os.path.join(trash, _INFO, name)
                stem, ending = os.path.splitext(name[: -len(_SUFFIX)])
                first, _, number = stem.rpartition(b" ")
                ours = (stem, ending) in names or (number.isdigit() and (first, ending) in names)
                if not ours or not name.endswith(_SUFFIX) or os.path.getsize(record):
                    continue
                if not os.path.lexists(os.path.join(trash, _FILES, name[: -len(_SUFFIX)])):
                    os.unlink(record)


# ---- freedesktop.org ----


def _recorded(wanted: Sequence[Wanted], *, with_orphans: bool = False) -> Iterator[tuple[bytes, Trashed]]:
    """(path it had, item) of every file in the trash folders that these paths could have gone to."""
    for trash, top in _trash_folders(wanted):
        try:
            names = os.listdir(os.path.join(trash, _INFO))
        except OSError:
            continue
        for name in names:
            if not name.endswith(_SUFFIX):
                continue
            record = os.path.join(trash, _INFO, name)
            place = os.path.join(trash, _FILES, name[: -len(_SUFFIX)])
            said = _read_record(record)
            if said is not None and (with_orphans or os.path.lexists(place)):
                path, when = said
                yield os.path.normpath(os.path.join(top, path)), Trashed(place, record, when)


def _trash_folders(wanted: Sequence[Wanted]) -> list[tuple[bytes, bytes]]:
    """(trash folder, what its relative paths start from): the home trash, and those of the mounts of these paths."""
    data = os.environ.get("XDG_DATA_HOME", "")
    home = os.fsencode(data if os.path.isabs(data) else Path.home() / ".local" / "share")
    folders = [(os.path.join(home, b"Trash"), home)]
    uid = str(os.getuid()).encode() if hasattr(os, "getuid") else b"0"
    for top in dict.fromkeys(_mount_of(folder) for folder in {os.path.dirname(one.path) for one in wanted}):
        common = os.path.join(top, b".Trash")
        with contextlib.suppress(OSError):
            kind = os.lstat(common).st_mode
            if stat.S_ISDIR(kind) and kind & stat.S_ISVTX:
                folders.append((os.path.join(common, uid), top))
        folders.append((os.path.join(top, b".Trash-" + uid), top))
    return folders


def _mount_of(folder: bytes) -> bytes:
    folder = os.path.realpath(folder)
    while not os.path.ismount(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return folder


def _read_record(path: bytes) -> tuple[bytes, str] | None:
    """(path as written, date of deletion) of a `.trashinfo` file; None for what is none."""
    try:
        with open(path, "rb") as file:
            lines = file.read(_INFO_BYTES).splitlines()
    except OSError:
        return None
    fields = dict(line.split(b"=", 1) for line in lines if b"=" in line)
    if not lines or lines[0].strip() != b"[Trash Info]" or b"Path" not in fields:
        return None
    return unquote_to_bytes(fields[b"Path"]), fields.get(b"DeletionDate", b"").decode("ascii", "replace")


# ---- Windows and macOS ----


def read_recycled(data: bytes) -> tuple[str, int] | None:
    """(path, date as Windows counts it) of a `$I` record of the recycle bin, version 1 or 2; None for what is none."""
    if len(data) < 28:
        return None
    version, _, when = struct.unpack_from("<qqq", data)
    if version == 1:
        text = data[24:]
    elif version == 2:
        (length,) = struct.unpack_from("<i", data, 24)
        text = data[28 : 28 + 2 * max(length, 0)]
    else:
        return None
    path = text[: len(text) // 2 * 2].decode("utf-16-le", "replace").split("\0")[0]
    return (path, when) if path else None


def _recycled(wanted: Sequence[Wanted]) -> Iterator[tuple[bytes, Trashed]]:
    for drive in dict.fromkeys(os.path.splitdrive(one.path)[0] for one in wanted):
        for record in Path(os.fsdecode(drive) + os.sep, "$Recycle.Bin").glob("*/$I*"):
            with contextlib.suppress(OSError):  # another person's
                said = read_recycled(record.read_bytes()[:_INFO_BYTES])
                if said is not None:
                    place = record.with_name("$R" + record.name[2:])
                    yield os.fsencode(said[0]), Trashed(os.fsencode(place), os.fsencode(record), f"{said[1]:020}")


def _found_by_name(wanted: Sequence[Wanted]) -> dict[bytes, Trashed]:
    """macOS: by a name that begins and ends alike, with the same size and date; only where no other fits as well."""
    found: dict[bytes, Trashed] = {}
    uid = str(os.getuid()) if hasattr(os, "getuid") else "0"
    for one in wanted:
        stem, ending = os.path.splitext(os.path.basename(one.path))
        folders = [os.fsencode(Path.home() / ".Trash"), os.path.join(_mount_of(one.path), b".Trashes", uid.encode())]
        fits = []
        for folder in folders:
            with contextlib.suppress(OSError):
                fits += [
                    os.path.join(folder, name)
                    for name in os.listdir(folder)
                    if name.startswith(stem) and name.endswith(ending) and is_same_file(os.path.join(folder, name), one)
                ]
        if len(fits) == 1:
            found[one.path] = Trashed(fits[0], None, "")
    return found


def _same(path: bytes) -> bytes:
    """A path as it is compared: regardless of case on Windows."""
    return os.path.normcase(path)
