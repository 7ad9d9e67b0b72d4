"""Which sidecars were read, which photos they belong to, and what they and the files themselves say."""

from __future__ import annotations

import json
import os
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import NamedTuple

from app.domain import FileWords
from app.library import own
from app.library.journal import IMPORT
from app.library.own import Heard
from app.library.person import PersonWriter
from app.library.rows import SeenFile, shown
from app.messages import numbered

_SUFFIX = b".xmp"
_UNREAD = "embedded_unread_to"  # a fact: photos up to this id were described before files were asked what they say


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A sidecar that was found, and the described files, (photo id, file id), that it belongs to."""

    seen: SeenFile
    links: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SidecarRead:
    """A sidecar, what it says and the digest of its bytes; `words` None where there was none before an export.
    `written`: the digest of what an export then put in its place."""

    sidecar: Sidecar
    words: FileWords | None
    digest: bytes = b""
    written: bytes | None = None


class PhotoPlace(NamedTuple):
    """A file that holds a photo: `path` is absolute, at the drive's present or last mount."""

    photo_id: int
    file_id: int
    path: bytes
    online: bool
    drive: str


class SidecarsWriter(PersonWriter):
    """The part of a `Library` that hears what files say."""

    def __init__(self) -> None:
        super().__init__()
        # What one opened library reads is one entry; shared by the copies of it that `at` makes.
        self._import: dict[str, int] = {"entry": 0, "photos": 0}

    def sidecars_to_read(
        self, seen: Iterable[SeenFile], *, again: bool = False
    ) -> tuple[list[Sidecar], list[tuple[str, str]]]:
        """The sidecars that belong to described photos and were changed since they were read (all of them with
        `again`); and (path, reason) of those unchanged that could not be read."""
        wanted = []
        problems = []
        for sidecar in seen:
            drive, inside = self._place(sidecar.path, sidecar.device)
            known = self._rows(
                "SELECT size, mtime_ns, problem FROM sidecars WHERE drive_id = ? AND path = ?", (drive, inside)
            )
            if known and not again and known[0][:2] == (sidecar.size, sidecar.mtime_ns):
                if known[0][2]:
                    problems.append((shown(sidecar.path), known[0][2]))
                continue
            links = self._links(drive, inside, sidecar.path)
            if links:
                wanted.append(Sidecar(sidecar, links))
        return wanted, problems

    def _links(self, drive: int, inside: bytes, path: bytes) -> tuple[tuple[int, int], ...]:
        """`photo.jpg.xmp` belongs to that photo; `photo.xmp` to all of that stem that have none of their own.
        Files that wait are left out: they may hold another photo by now, and their sidecars are read again then."""
        stem = inside[: -len(_SUFFIX)]
        whole = self._rows(
            "SELECT photo_id, id FROM files WHERE drive_id = ? AND path_bytes = ? AND photo_id IS NOT NULL "
            "AND state = 'indexed'",
            (drive, stem),
        )
        if whole:
            return tuple(whole)
        # Byte order: everything that begins with "a." lies between "a." and "a/".
        rows = self._rows(
            "SELECT photo_id, id, path_bytes FROM files WHERE drive_id = ? AND path_bytes > ? AND path_bytes < ? "
            "AND photo_id IS NOT NULL AND state = 'indexed'",
            (drive, stem + b".", stem + b"/"),
        )
        folder = os.path.dirname(path)
        return tuple(
            (photo, file)
            for photo, file, other in rows
            if os.path.splitext(other)[0] == stem
            and not os.path.lexists(os.path.join(folder, os.path.basename(other) + _SUFFIX))
        )

    def heed_sidecars(self, read: Sequence[SidecarRead]) -> None:
        """Takes down what sidecars say, in one transaction. One with a `problem` says nothing new: what it said before
        stays. What we wrote of a photo ourselves is nobody else's word of it, wherever it lies by now."""
        with self._transaction() as connection:
            heard = []
            for one in read:
                seen, words = one.sidecar.seen, one.words
                connection.execute(
                    "INSERT OR REPLACE INTO sidecars (drive_id, path, size, mtime_ns, problem) VALUES (?, ?, ?, ?, ?)",
                    (*self._place(seen.path, seen.device), seen.size, seen.mtime_ns, words and words.problem),
                )
                if words is not None and words.problem is None:
                    ours = {
                        photo
                        for (photo,) in connection.execute(
                            "SELECT photo_id FROM exported WHERE digest = ? "
                            "AND photo_id IN (SELECT value FROM json_each(?))",
                            (one.digest, json.dumps([photo for photo, _ in one.sidecar.links])),
                        )
                    }
                    heard += [
                        Heard(photo, file, "sidecar", words) for photo, file in one.sidecar.links if photo not in ours
                    ]
                if one.written is not None:
                    connection.executemany(
                        "INSERT OR IGNORE INTO exported VALUES (?, ?)",
                        [(photo, one.written) for photo, _ in one.sidecar.links],
                    )
            self._heed(connection, heard)

    def heed_files(self, heard: Iterable[Heard], *, read_to: int | None = None) -> None:
        """Takes down what files say of their photos, in one transaction. `read_to`: of the photos up to this id that
        were described before files were asked, all have been asked now."""
        with self._transaction() as connection:
            self._heed(connection, heard)
            if read_to is not None:
                self._put_fact(connection, "embedded_read_to", str(read_to))

    def unasked_files(self, limit: int) -> list[tuple[int, int, bytes]]:
        """(photo id, file id, absolute path), by photo, of files that are there and were described by a version of the
        program that did not ask what they say; at most `limit`."""
        end, start = int(self._fact(_UNREAD) or 0), int(self._fact("embedded_read_to") or 0)
        if start >= end:
            return []
        rows = self._rows(
            "SELECT photo_id, min(id), drive_id, path_bytes FROM files WHERE photo_id > ? AND photo_id <= ? "
            "AND state = 'indexed' GROUP BY photo_id ORDER BY photo_id LIMIT ?",
            (start, end, limit),
        )
        drives, mounts = self._drives({row[2] for row in rows})
        found = []
        for photo, file, drive, inside in rows:
            if not drives[drive].online:
                break  # it is asked when its drive is there again
            found.append((photo, file, os.path.join(mounts[drive], inside)))
        return found

    def heard_so_far(self) -> tuple[int, int]:
        """(the entry of the journal that holds what files were heard to say since this library was opened, 0 where that
        was nothing new; how many photos it is about)."""
        return self._import["entry"], self._import["photos"]

    def _heed(self, connection: Connection, heard: Iterable[Heard]) -> None:
        changes = own.heed(connection, heard)
        photos = {change.row for change in changes}
        self._refresh(connection, photos)
        if not changes:
            return
        open_ = connection.execute("SELECT id FROM journal WHERE id = ? AND state = 'done'", (self._import["entry"],))
        row = open_.fetchone()
        if row is None:
            row = (self._record(connection, IMPORT, "").entry_id,)
            self._import["photos"] = 0
        self._record_changes(connection, row[0], changes)
        count = self._import["photos"] + len(photos)
        summary = numbered(
            "Read what the files of {n:,} photo say: ratings, keywords, captions",
            "Read what the files of {n:,} photos say: ratings, keywords, captions",
            n=count,
        )
        connection.execute("UPDATE journal SET summary = ? WHERE id = ?", (summary, row[0]))
        self._import.update(entry=row[0], photos=count)

    # ---- what goes out into sidecars ----

    def photos_with_words(self) -> list[int]:
        """The photos with a file that is not missing, of which a person or a file says anything that a sidecar can say,
        by id."""
        rows = self._rows(
            "SELECT photo_id FROM (SELECT photo_id FROM own_marks "
            "WHERE rating IS NOT NULL OR rating_by IS NOT NULL OR caption IS NOT NULL "
            "UNION SELECT photo_id FROM own_tags) JOIN photos p ON p.id = photo_id WHERE p.live = 1 ORDER BY photo_id"
        )
        return [row[0] for row in rows]

    def photo_files(self, photo_ids: Sequence[int], among: Container[int] | None = None) -> list[PhotoPlace]:
        """Every file of these photos that is not missing, by photo; of the file ids `among` which alone are meant."""
        rows = self._rows(
            "SELECT f.photo_id, f.id, f.drive_id, f.path_bytes FROM files f WHERE f.state != 'missing' "
            "AND f.photo_id IN (SELECT value FROM json_each(?)) ORDER BY f.photo_id, f.id",
            (json.dumps(list(photo_ids)),),
        )
        if among is not None:
            rows = [row for row in rows if row[1] in among]
        drives, mounts = self._drives({row[2] for row in rows})
        return [
            PhotoPlace(photo, file, os.path.join(mounts[drive], inside), drives[drive].online, drives[drive].label)
            for photo, file, drive, inside in rows
        ]

    def alone_in_stem(self, file_id: int) -> bool:
        """Whether no other known file beside this one has the same name with another ending, as RAW and JPEG do."""
        drive, path = self._rows("SELECT drive_id, path_bytes FROM files WHERE id = ?", (file_id,))[0]
        stem = os.path.splitext(path)[0]
        others = self._rows(
            "SELECT path_bytes FROM files WHERE drive_id = ? AND path_bytes > ? AND path_bytes < ? AND id != ? "
            "AND state != 'missing'",
            (drive, stem + b".", stem + b"/", file_id),
        )
        return all(os.path.splitext(other)[0] != stem for (other,) in others)

    def to_export(self, photo_ids: Sequence[int]) -> dict[int, tuple[own.Own, tuple[str, ...], bool]]:
        """Photo id → (what counts, tags that a person took away, whether a person took the rating away)."""
        found: dict[int, tuple[own.Own, tuple[str, ...], bool]] = {
            id_: (mine, (), False) for id_, mine in self.own_of(photo_ids).items()
        }
        ids = json.dumps(list(photo_ids))
        for photo, name in self._rows(
            "SELECT o.photo_id, n.name FROM own_tags o JOIN own_tag_names n ON n.id = o.tag_id "
            "WHERE o.present = 0 AND o.photo_id IN (SELECT value FROM json_each(?))",
            (ids,),
        ):
            mine, gone, unrated = found.get(photo, (own.NOTHING_ADDED, (), False))
            found[photo] = (mine, (*gone, name), unrated)
        for (photo,) in self._rows(
            "SELECT photo_id FROM own_marks WHERE rating IS NULL AND rating_by = 'person' "
            "AND photo_id IN (SELECT value FROM json_each(?))",
            (ids,),
        ):
            mine, gone, _ = found.get(photo, (own.NOTHING_ADDED, (), False))
            found[photo] = (mine, gone, True)
        return found
