"""What became of a photo's files: moved, copied, edited, gone, back. Nothing is forgotten because a file went away.

Triggers note in the same transaction as the change itself which files came to a photo that had others, and which went.
`settle_arrivals` makes sense of it: an appearance is paired with a disappearance of the same content, whichever was
seen first, and wherever it was. A file that stays away for longer than the grace period counts as gone.
"""

from __future__ import annotations

import errno
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Literal

from app.library import drives
from app.library.base import path_inside
from app.library.own import inherit
from app.library.rows import shown
from app.library.writer import CatalogueWriter

# For how long a disappearance may still turn out to be a move: a drive may be carried elsewhere meanwhile.
GRACE_DAYS = 14
_DAY = 24 * 60 * 60
# Arrivals understood in one transaction.
_CHUNK = 2_000
# Arrivals that can be understood: of each file of the photo it is known whether it still holds that.
_CLEAR = (
    "SELECT a.file_id, a.at, a.gone_at FROM arrivals a WHERE NOT EXISTS (SELECT 1 FROM files f JOIN files o "
    "ON o.photo_id = f.photo_id AND o.state = 'new' WHERE f.id = a.file_id) ORDER BY a.at, a.file_id"
)

What = Literal["added", "moved", "copied", "edited", "replaced", "unseen", "gone", "back"]


@dataclass(frozen=True, slots=True)
class PhotoEvent:
    """Something that became of a photo. `at` is ISO 8601, local time; paths are as they were then, as text.

    "edited": this photo is the edited form of `other_photo`. "replaced": its file holds `other_photo` since, the edited
    form of it. "unseen": not found since then, which still may turn out to be a move; "gone": no longer.
    """

    at: str
    what: What
    path: str
    drive: str
    from_path: str | None = None
    from_drive: str | None = None
    other_photo: int | None = None


@dataclass(slots=True)
class _File:
    """A file in question, as the catalogue has it."""

    file_id: int
    photo: int | None
    drive: int
    path: bytes
    state: str
    gone_at: str | None
    moved_to: int | None
    was_photo: int | None
    put_away: bool


class Moves(CatalogueWriter):
    """The part of a `Library` that knows the history of photos."""

    def photo_once_at(self, path: Path | str | bytes) -> int | None:
        """The id of the photo that the file at a path holds, or held when it was last there."""
        raw = os.path.abspath(os.fsencode(path))
        folder = drives.one_name(os.path.realpath(os.path.dirname(raw)))
        raw = os.path.join(folder, os.path.basename(raw))
        _, mounts = self._drives()
        for drive, mount in sorted(mounts.items(), key=lambda item: -len(item[1])):
            inside = path_inside(raw, mount)
            if inside is not None:
                found = self._rows(
                    "SELECT coalesce(photo_id, was_photo) FROM files WHERE drive_id = ? AND path_bytes = ?",
                    (drive, inside),
                )
                if found and found[0][0] is not None:
                    return int(found[0][0])
        return None

    def photo_history(self, photo_id: int) -> list[PhotoEvent]:
        """Everything that became of a photo, oldest first; nothing for an unknown one."""
        born = self._rows("SELECT added FROM photos WHERE id = ?", (photo_id,))
        if not born:
            return []
        events = [
            PhotoEvent(*row)
            for row in self._rows(
                "SELECT at, what, path, drive, from_path, from_drive, other_photo FROM photo_events "
                "WHERE photo_id = ? ORDER BY at, id",
                (photo_id,),
            )
        ]
        files = self._holders_of([photo_id])
        rows, _ = self._drives({file.drive for file in files})
        first = next((event for event in events if event.what in ("moved", "replaced")), None)
        if first is not None:
            place = (first.from_path or first.path, first.from_drive or first.drive)
        elif files:
            came_later = {
                row[0] for row in self._rows("SELECT file_id FROM photo_events WHERE photo_id = ?", (photo_id,))
            }
            born_in = next((file for file in files if file.file_id not in came_later), files[0])
            place = (self._place_shown(born_in), rows[born_in.drive].label)
        else:
            place = ("", "")
        grace = _days_before(_now(), GRACE_DAYS)
        for file in files:
            if file.photo == photo_id and file.state == "missing" and file.moved_to is None and not file.put_away:
                at = file.gone_at or born[0][0]
                what: What = "unseen" if at >= grace else "gone"
                events.append(PhotoEvent(at, what, self._place_shown(file), rows[file.drive].label))
        return [PhotoEvent(born[0][0], "added", *place), *sorted(events, key=lambda event: event.at)]

    def edited_from(self, photo_id: int) -> list[int]:
        """The ids of the photos of which this one is an edited form: what its file held before."""
        rows = self._rows("SELECT edited_from FROM photo_edits WHERE photo_id = ? ORDER BY edited_from", (photo_id,))
        return [int(row[0]) for row in rows]

    def edited_forms(self, photo_id: int) -> list[int]:
        """The ids of the photos that are edited forms of this one."""
        rows = self._rows("SELECT photo_id FROM photo_edits WHERE edited_from = ? ORDER BY photo_id", (photo_id,))
        return [int(row[0]) for row in rows]

    def settle_arrivals(self) -> int:
        """Understands which of the files that came and went since the last time were moved, copied or edited.

        Looks on the disk whether files that seem to have moved are really gone. Those of photos of which a file waits
        to be looked at again are left for later. Returns how many files it looked at.
        """
        looked_at = 0
        while arrived := self._rows(f"{_CLEAR} LIMIT ?", (_CHUNK,)):
            with self._transaction() as connection:
                self._refresh(connection, self._understand_arrivals(connection, arrived))
                connection.executemany("DELETE FROM arrivals WHERE file_id = ?", [(row[0],) for row in arrived])
            looked_at += len(arrived)
        self._copies_that_were_moves()
        return looked_at

    def _understand_arrivals(self, connection: Connection, arrived: list[tuple[int, str, str | None]]) -> set[int]:
        """Returns the photos whose files or whose person's data changed by it."""
        ids = [row[0] for row in arrived]
        photos = {
            row[0]
            for row in self._rows(
                "SELECT photo_id FROM files WHERE photo_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
                (json.dumps(ids),),
            )
        }
        files = self._holders_of(sorted(photos))
        by_id = {file.file_id: file for file in files}
        by_photo: dict[int, list[_File]] = {}
        for file in files:
            for photo in {file.photo, file.was_photo} - {None}:
                by_photo.setdefault(photo or 0, []).append(file)
        changed: set[int] = set()
        paired: set[int] = set()
        for file_id, at, gone_at in arrived:
            here = by_id.get(file_id)
            if here is None or here.photo is None or here.state == "missing":
                continue
            others = [other for other in by_photo[here.photo] if other.file_id != file_id]
            source = self._moved_from(here, others, at, paired)
            held = [other for other in others if other.photo == here.photo]
            if source is not None:
                paired.add(source.file_id)
                self._pair_up(connection, here, source, at)
                changed.add(here.photo)
            elif held or gone_at is not None:
                self._note_arrival(connection, here, held, at, gone_at)
            if here.was_photo is not None:
                if here.was_photo != here.photo:
                    changed |= self._note_edit(connection, here, here.was_photo, at, alone=not held)
                connection.execute("UPDATE files SET was_photo = NULL WHERE id = ?", (file_id,))
        return changed

    def _moved_from(self, here: _File, others: list[_File], at: str, paired: set[int]) -> _File | None:
        """The file that `here` was before it was moved: one that is gone since, best of the same name."""
        since = _days_before(at, GRACE_DAYS)
        found = []
        for other in others:
            if other.file_id in paired or other.put_away:
                continue
            if other.photo != here.photo:  # another photo lies there now
                may_be = other.state != "missing"
            elif other.state == "missing":
                may_be = other.moved_to is None and (other.gone_at or "") >= since
            else:
                may_be = self._left_its_place(other)
            if may_be:
                found.append(other)
        name, folder = os.path.basename(here.path), os.path.dirname(here.path)
        return min(
            found,
            key=lambda other: (os.path.basename(other.path) != name, os.path.dirname(other.path) != folder),
            default=None,
        )

    def _pair_up(self, connection: Connection, here: _File, source: _File, at: str) -> None:
        self._note_event(connection, here, at, "moved", source)
        if source.photo == here.photo:
            self._follow(connection, source, here)

    def _note_arrival(
        self, connection: Connection, here: _File, held: list[_File], at: str, gone_at: str | None
    ) -> None:
        """A file that came to a known photo without another having gone for it, or that came back itself."""
        long_ago = _days_before(at, GRACE_DAYS)
        if any(other.state != "missing" for other in held):
            if gone_at is None and here.was_photo != here.photo:
                self._note_event(connection, here, at, "copied")
            return
        last = max([gone_at or "", *(other.gone_at or "" for other in held if other.moved_to is None)])
        if last and last < long_ago:
            gone = next((other for other in held if other.gone_at == last), here)
            self._note_event(connection, gone, last, "gone")
            for other in held:
                if other.moved_to is None and not other.put_away:
                    self._follow(connection, other, here)
        elif gone_at is not None:
            return  # away for a moment
        self._note_event(connection, here, at, "back")

    def _follow(self, connection: Connection, gone: _File, here: _File) -> None:
        """What was in one place is in the other now."""
        connection.execute("UPDATE files SET state = 'missing' WHERE id = ? AND state != 'missing'", (gone.file_id,))
        connection.execute("UPDATE files SET moved_to = ? WHERE id = ?", (here.file_id, gone.file_id))
        gone.state, gone.moved_to = "missing", here.file_id

    def _note_edit(self, connection: Connection, here: _File, old: int, at: str, *, alone: bool) -> set[int]:
        """The file held another photo before. With new content that is an edit; content that is known was put there."""
        new = here.photo or 0
        self._note_event(connection, here, at, "replaced", photo=old, other_photo=new)
        back = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM photo_edits WHERE photo_id = ? AND edited_from = ?)", (old, new)
        ).fetchone()[0]
        if back or not alone:
            return {old}
        self._note_event(connection, here, at, "edited", other_photo=old)
        connection.execute("INSERT OR IGNORE INTO photo_edits VALUES (?, ?, ?)", (new, old, at))
        inherit(connection, old, new)
        return {old, new}

    def _copies_that_were_moves(self) -> None:
        """Who copies first and deletes then has moved a photo, too."""
        since = _days_before(_now(), GRACE_DAYS)
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT e.id, e.file_id, f.id FROM files f JOIN photo_events e ON e.photo_id = f.photo_id "
                "JOIN files c ON c.id = e.file_id "
                "WHERE f.state = 'missing' AND f.moved_to IS NULL AND f.gone_at >= ?1 AND e.what = 'copied' "
                "AND e.at >= ?1 AND e.at <= f.gone_at AND c.id != f.id AND c.state != 'missing' "
                "AND c.photo_id = f.photo_id AND NOT EXISTS (SELECT 1 FROM put_away a WHERE a.file_id = f.id) "
                "ORDER BY e.id",
                (since,),
            ).fetchall()
            used: set[int] = set()
            gone = {file.file_id: file for file in self._in_question([row[2] for row in rows])}
            labels, _ = self._drives({file.drive for file in gone.values()})
            for event, copy, file_id in rows:
                if event in used or file_id in used:
                    continue
                used |= {event, file_id}
                file = gone[file_id]
                connection.execute(
                    "UPDATE photo_events SET what = 'moved', from_path = ?, from_drive = ? WHERE id = ?",
                    (self._place_shown(file), labels[file.drive].label, event),
                )
                connection.execute("UPDATE files SET moved_to = ? WHERE id = ?", (copy, file_id))

    def _note_event(
        self,
        connection: Connection,
        file: _File,
        at: str,
        what: What,
        source: _File | None = None,
        *,
        photo: int | None = None,
        other_photo: int | None = None,
    ) -> None:
        rows, _ = self._drives({file.drive} | ({source.drive} if source else set()))
        connection.execute(
            "INSERT INTO photo_events (photo_id, at, what, file_id, path, drive, from_path, from_drive, other_photo) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                photo or file.photo,
                at,
                what,
                file.file_id,
                self._place_shown(file),
                rows[file.drive].label,
                self._place_shown(source) if source else None,
                rows[source.drive].label if source else None,
                other_photo,
            ),
        )

    def _left_its_place(self, file: _File) -> bool:
        """True for a file that is not where it was, though its drive is there and its folder may be looked into."""
        rows, mounts = self._drives({file.drive})
        if not rows[file.drive].online:
            return False
        try:
            os.lstat(os.path.join(mounts[file.drive], file.path))
        except OSError as error:
            return error.errno in (errno.ENOENT, errno.ENOTDIR)
        return False

    def _holders_of(self, photo_ids: list[int]) -> list[_File]:
        """The files that hold these photos, or held them when they were last indexed."""
        ids = json.dumps(photo_ids)
        among = "IN (SELECT value FROM json_each(?))"
        found = self._rows(
            f"SELECT id FROM files WHERE photo_id {among} UNION SELECT id FROM files WHERE was_photo {among}",
            (ids, ids),
        )
        return self._in_question([row[0] for row in found])

    def _in_question(self, file_ids: list[int]) -> list[_File]:
        rows: list[Any] = self._rows(
            "SELECT f.id, f.photo_id, f.drive_id, f.path_bytes, f.state, f.gone_at, f.moved_to, f.was_photo, "
            "a.file_id IS NOT NULL FROM files f LEFT JOIN put_away a ON a.file_id = f.id "
            "WHERE f.id IN (SELECT value FROM json_each(?)) ORDER BY f.id",
            (json.dumps(file_ids),),
        )
        return [
            _File(id_, photo, drive, path, state, gone_at, moved_to, was_photo, bool(away))
            for id_, photo, drive, path, state, gone_at, moved_to, was_photo, away in rows
        ]

    def _place_shown(self, file: _File) -> str:
        _, mounts = self._drives({file.drive})
        return shown(os.path.join(mounts[file.drive], file.path))


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S")


def _days_before(at: str, days: float) -> str:
    """The ISO time so many days earlier."""
    then = time.mktime(time.strptime(at[:19], "%Y-%m-%dT%H:%M:%S")) - days * _DAY
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(then))
