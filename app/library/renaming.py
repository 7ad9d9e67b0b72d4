"""Renaming a photo's file with its sidecars, undoably, and settling what a crash left half done.

The intent is written, then the files get their new names, the photo's own first, then the outcome is written. After a
crash the photo's name says how far it came: with the new one the rest is done, with the old one nothing was.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import replace
from sqlite3 import Connection
from typing import NamedTuple

from app.domain import SnowlineError
from app.library import moving
from app.library.away import AwayWriter
from app.library.journal import JournalEntry, Reverted
from app.library.naming import name_files
from app.library.rows import shown
from app.messages import message

RENAME = "rename"
LONGEST_NAME = 255  # bytes; what file systems hold
_SIDECARS = (b".xmp", b".XMP")
_AGAIN = "again"  # in the detail: it was undone before, so that it is undone once more where it fails
# What Windows keeps for itself, in names and as names; a drive may be carried there.
_FORBIDDEN = frozenset('<>:"|?*')
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))))


class _Moves(NamedTuple):
    """What an entry names anew: `pairs` of absolute paths, before and after, the photo's file first."""

    file_id: int
    drive: int
    mount: bytes
    pairs: tuple[tuple[bytes, bytes], ...]

    def back(self) -> _Moves:
        return self._replace(pairs=tuple((after, before) for before, after in self.pairs))


class RenamingWriter(AwayWriter):
    """The part of a `Library` that gives files other names. Files of a drive that is offline are never touched."""

    def rename_file(self, file_id: int, name: str) -> JournalEntry | None:
        """Gives a file another name in its folder, and its sidecars with it; the photo keeps all that is known of it.

        `name` may leave out the ending, which stays as it is. Returns the journal's entry, None where the file has that
        name already. Raises `SnowlineError` for a name that cannot be, one that is taken, and a file that is not there.
        """
        self._check_may(RENAME)
        path, drive, mount = self._file_to_rename(file_id)
        new = os.path.join(os.path.dirname(path), new_name(os.path.basename(path), name))
        if new == path:
            return None
        moves = _Moves(file_id, drive, mount, ((path, new), *_sidecars(path, new)))
        self._check_free(moves)
        detail = {
            "file": file_id,
            "drive": drive,
            "moves": [[os.path.relpath(one, mount).hex() for one in pair] for pair in moves.pairs],
        }
        with self._transaction() as connection:
            summary = message("Renamed {before} to {after}", before=_name(path), after=_name(new))
            entry = self._record(connection, RENAME, summary, state="begun", detail=detail)
        return self._name_anew(entry, moves)

    def _name_anew(self, entry: JournalEntry, moves: _Moves) -> JournalEntry:
        """Does what an entry that is written as begun or undoing tells. Raises `SnowlineError` where it cannot."""
        reason = ""
        try:
            reason = _rename_all(moves.pairs)
        finally:
            settled, there = self._settle_renamed(entry, moves)
        if not there:
            raise SnowlineError(f"{_name(moves.pairs[0][0])} keeps its name: {reason}.")
        return settled

    def _file_to_rename(self, file_id: int) -> tuple[bytes, int, bytes]:
        """(absolute path, drive id, mount). Raises `SnowlineError` where the file cannot be reached."""
        rows = self._rows("SELECT drive_id, path_bytes, state FROM files WHERE id = ?", (file_id,))
        if not rows:
            raise SnowlineError("This file is not in the library.")
        drive, inside, state = rows[0]
        drives, mounts = self._drives({drive})
        path = os.path.join(mounts[drive], inside)
        if not drives[drive].online:
            label = drives[drive].label or drives[drive].kind
            raise SnowlineError(f"{_name(path)} is on {label}, which is offline. Connect the drive and try again.")
        if state == "missing" or not os.path.lexists(path):
            raise SnowlineError(f"{_name(path)} is not where it was. Index its folder to bring it up to date.")
        return path, drive, mounts[drive]

    def _check_free(self, moves: _Moves) -> None:
        """Raises `SnowlineError` where another file lies, or is to come back to, under one of the new names."""
        for before, after in moves.pairs:
            # A second name of the same file is taken, too; this one in capital letters is not, where the disk sees no
            # difference.
            if os.path.lexists(after) and (moving.is_named(after) or not moving.same_file(before, after)):
                raise SnowlineError(
                    f"{_name(moves.pairs[0][0])} keeps its name: there is another file of that name, {_name(after)}. "
                    "Choose another."
                )
        inside = os.path.relpath(moves.pairs[0][1], moves.mount)
        if self._count(
            "SELECT EXISTS (SELECT 1 FROM files f JOIN put_away a ON a.file_id = f.id AND a.why = 'trashed' "
            "WHERE f.drive_id = ? AND f.path_bytes = ? AND f.id != ?)",
            (moves.drive, inside, moves.file_id),
        ):
            raise SnowlineError(
                f"{_name(moves.pairs[0][0])} keeps its name: a file named {_name(moves.pairs[0][1])} was moved from "
                "here to the trash, and may come back. Choose another name."
            )

    def _settle_renamed(self, entry: JournalEntry, moves: _Moves) -> tuple[JournalEntry, bool]:
        """Writes how an entry ended, by the name that the photo's file has. Returns the entry, and whether what it
        tells was done; one that never was is gone from the journal, unless it had been undone before."""
        undoing = entry.state == "undoing"
        there = moving.settle(*moves.pairs[0])
        if there:
            for before, after in moves.pairs[1:]:
                with contextlib.suppress(OSError):  # the photo's own file counts
                    if not moving.settle(before, after) and moving.is_named(before):
                        moving.rename(before, after)
        with self._transaction() as connection:
            if there:
                self._enter(connection, moves)
                detail = {key: value for key, value in entry.detail.items() if key != _AGAIN}
                return self._mark_entry(connection, entry, "undone" if undoing else "done", detail=detail), True
            if undoing or entry.detail.get(_AGAIN):
                return self._mark_entry(connection, entry, "done" if undoing else "undone"), False
            connection.execute("DELETE FROM journal WHERE id = ?", (entry.entry_id,))
            return entry, False

    def _enter(self, connection: Connection, moves: _Moves) -> None:
        """Brings the catalogue in step with files that have their new names."""
        for before, after in moves.pairs[1:]:
            places = [os.path.relpath(one, moves.mount) for one in (before, after)]
            connection.execute(
                "UPDATE OR REPLACE sidecars SET path = ? WHERE drive_id = ? AND path = ?",
                (places[1], moves.drive, places[0]),
            )
        old, new = (os.path.relpath(one, moves.mount) for one in moves.pairs[0])
        row = connection.execute("SELECT photo_id, path_bytes FROM files WHERE id = ?", (moves.file_id,)).fetchone()
        if row is None or row[1] == new:
            return
        # A file that once had the new name, and is not there any more, takes the old one: what is known of it stays.
        other = connection.execute(
            "SELECT id FROM files WHERE drive_id = ? AND path_bytes = ?", (moves.drive, new)
        ).fetchone()
        if other is not None:
            connection.execute("UPDATE files SET path_bytes = ? WHERE id = ?", (new + b"\0", other[0]))
        _put_path(connection, moves.file_id, new)
        if other is not None:
            _put_path(connection, other[0], old)
            connection.execute("UPDATE files SET state = 'missing' WHERE id = ? AND state != 'missing'", other)
            self._refresh(connection, self._photos_of(connection, [other[0]]))
        name_files(connection, [moves.file_id])
        if row[0] is not None:
            drives, _ = self._drives({moves.drive})
            connection.execute(
                "INSERT INTO photo_events (photo_id, at, what, file_id, path, drive, from_path, from_drive) "
                "VALUES (?1, ?2, 'moved', ?3, ?4, ?5, ?6, ?5)",
                (
                    row[0],
                    time.strftime("%Y-%m-%dT%H:%M:%S"),
                    moves.file_id,
                    shown(moves.pairs[0][1]),
                    drives[moves.drive].label,
                    shown(moves.pairs[0][0]),
                ),
            )
            self._refresh(connection, [row[0]])

    # ---- undo, redo, and after a crash ----

    def _revert(self, entry: JournalEntry, *, back: bool) -> Reverted:
        if entry.kind != RENAME:
            return super()._revert(entry, back=back)
        moves = self._moves_of(entry)
        if back:
            moves = moves.back()
        path = shown(moves.pairs[0][0])
        try:
            self._file_to_rename(moves.file_id)
            self._check_free(moves)
            detail = entry.detail if back else {**entry.detail, _AGAIN: True}
            with self._transaction() as connection:
                entry = self._mark_entry(connection, entry, "undoing" if back else "begun", detail=detail)
            return Reverted(self._name_anew(entry, moves))
        except SnowlineError as error:
            return Reverted(replace(entry, state="done" if back else "undone"), failed=((path, str(error)),))

    def _moves_of(self, entry: JournalEntry) -> _Moves:
        drive = int(entry.detail["drive"])
        _, mounts = self._drives({drive})
        pairs = tuple(
            (os.path.join(mounts[drive], bytes.fromhex(before)), os.path.join(mounts[drive], bytes.fromhex(after)))
            for before, after in entry.detail["moves"]
        )
        return _Moves(int(entry.detail["file"]), drive, mounts[drive], pairs)

    def settle(self) -> int:
        settled = super().settle()
        for entry in self._unsettled(RENAME):
            moves = self._moves_of(entry)
            if not self._drives({moves.drive})[0][moves.drive].online:
                continue
            self._settle_renamed(entry, moves.back() if entry.state == "undoing" else moves)
            settled += 1
        return settled


def new_name(old: bytes, name: str, platform: str = sys.platform) -> bytes:
    """The whole name of a file that is to be called `name`, with its ending where that was left out.

    Raises `SnowlineError` for what cannot be a file's name, or would change the ending.
    """
    wanted = name.strip()
    ending = os.path.splitext(old)[1]
    if not wanted or wanted in (".", "..") or wanted.casefold() == os.fsdecode(ending).casefold():
        raise SnowlineError("A file needs a name.")
    if wanted.startswith("."):
        raise SnowlineError("A name that begins with a dot would hide the file. Choose another.")
    bad = next((one for one in wanted if one in "/\\" or not one.isprintable()), None)
    if bad is None and platform == "win32":
        bad = next((one for one in wanted if one in _FORBIDDEN), None)
    if bad is not None:
        spoken = f"“{bad}”" if bad.isprintable() else "a character that cannot be seen"
        raise SnowlineError(f"A file's name cannot hold {spoken}. Choose another.")
    try:
        raw = wanted.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SnowlineError("A file's name cannot hold half a character. Choose another.") from error
    given = os.path.splitext(raw)[1]
    if ending and given.lower() != ending.lower():
        if given and _looks_like_ending(given):
            raise SnowlineError(
                f"The ending says what kind of file it is, and stays {shown(ending)}. Leave it out, or write it so."
            )
        raw += ending
    stem = os.fsdecode(os.path.splitext(raw)[0])
    if platform == "win32" and (stem.casefold() in _DEVICES or stem.endswith((" ", "."))):
        raise SnowlineError(f"Windows keeps the name “{stem}” for itself. Choose another.")
    if len(raw) > LONGEST_NAME:
        raise SnowlineError(f"This name is too long: {len(raw)} bytes, and a file's name holds {LONGEST_NAME}.")
    return raw


def _looks_like_ending(given: bytes) -> bool:
    """ ".png" does, what follows the dot in "Dr. Miller" or "2.5 km" does not."""
    letters = given[1:].decode("utf-8", "replace")
    return 2 <= len(letters) <= 5 and letters.isalnum() and not letters.isdigit()


def _sidecars(path: bytes, new: bytes) -> tuple[tuple[bytes, bytes], ...]:
    """(before, after) of the sidecars that belong to a photo's file alone: `photo.jpg.xmp`, and `photo.xmp` unless
    another file of that stem shares it, as a raw file does."""
    found: list[tuple[bytes, bytes]] = []
    stem, new_stem = os.path.splitext(path)[0], os.path.splitext(new)[0]
    for start, new_start in ((path, new), (stem, new_stem)):
        if start == stem and not _alone_in_stem(path):
            continue
        for ending in _SIDECARS:
            if moving.is_named(start + ending) and start + ending != path:
                found.append((start + ending, new_start + ending))
    return tuple(found)


def _alone_in_stem(path: bytes) -> bool:
    folder, name = os.path.split(path)
    stem = os.path.splitext(name)[0]
    try:
        others = [other for other in os.listdir(folder) if other != name and os.path.splitext(other)[0] == stem]
    except OSError:
        return False
    return all(other.lower().endswith(_SIDECARS[0]) for other in others)


def _rename_all(pairs: tuple[tuple[bytes, bytes], ...]) -> str:
    """Gives all files their new names, or none; returns why not, "" where it is done."""
    done: list[tuple[bytes, bytes]] = []
    for before, after in pairs:
        try:
            moving.rename(before, after)
        except OSError as error:
            for was, is_now in reversed(done):
                with contextlib.suppress(OSError):
                    moving.rename(is_now, was)
            if isinstance(error, FileExistsError):
                return message("there is another file of that name, {name}", name=_name(after))
            return message("the system says: {error}", error=error.strerror or error)
        done.append((before, after))
    return ""


def _put_path(connection: Connection, file_id: int, inside: bytes) -> None:
    folder, name = os.path.split(inside)
    connection.execute(
        "UPDATE files SET path = ?, path_bytes = ?, name = ?, folder = ?, suffix = ? WHERE id = ?",
        (
            shown(inside),
            inside,
            shown(name),
            shown(folder),
            shown(os.path.splitext(name)[1][1:].lower()),
            file_id,
        ),
    )


def _name(path: bytes) -> str:
    return shown(os.path.basename(path))
