"""Questions to the catalogue. Nothing here changes a row, so it works on a read-only connection."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from app.domain import Caption, Tag
from app.library import drives
from app.library.connection import known_errors
from app.library.rows import DriveRow, FileState, KnownFile, LiteralField, PhotoRow, SortKeys, Status, shown
from app.library.schema import WORD_COLUMNS

Slots = NDArray[np.int64]

# Rows asked for in one statement; keeps the JSON list and the answer of one step small.
_CHUNK = 10_000
# A drive that was plugged in or out is noticed after this many seconds.
_DRIVES_AGE = 2.0

_PHOTO_COLUMNS = """p.id, p.slot, p.key, p.width, p.height, p.format, p.taken, p.camera, p.lens, p.latitude,
    p.longitude, p.warning, t.text, c.confidence, c.model, c.sentence"""
_PHOTO_JOINS = "LEFT JOIN captions c ON c.photo_id = p.id LEFT JOIN texts t ON t.id = c.text_id"


class _BestFile(NamedTuple):
    """The smallest of a photo's files stands for it. `copies` counts them all."""

    offline: bool
    length: int
    path: bytes
    drive: int
    size: int
    mtime_ns: int
    copies: int = 1


class CatalogueReader:
    """The reading half of a `Library`. Slots are rows of the image or text vector file of the pack in use."""

    folder: Path

    def __init__(self) -> None:
        self._drives_read: tuple[float, dict[int, DriveRow], dict[int, bytes]] | None = None

    def _connection(self) -> Connection:
        raise NotImplementedError

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with known_errors(self.folder):
            return self._connection().execute(sql, values).fetchall()

    def _fact(self, name: str) -> str | None:
        found = self._rows("SELECT value FROM facts WHERE name = ?", (name,))
        return cast(str, found[0][0]) if found else None

    # ---- counts ----

    @property
    def pack(self) -> str | None:
        """Name and version of the pack whose vectors the slots speak of; None before anything was indexed."""
        return self._fact("pack")

    def photo_count(self) -> int:
        """Photos that can be searched: described by the pack in use, and with a file that is not missing."""
        return self._count("SELECT count(*) FROM photos WHERE pack = ? AND live = 1 AND slot IS NOT NULL", (self.pack,))

    def file_count(self) -> int:
        """Files that were there when their folder was last scanned, indexed or not."""
        return self._count("SELECT count(*) FROM files WHERE state != 'missing'")

    def _count(self, sql: str, values: Sequence[Any] = ()) -> int:
        return int(self._rows(sql, values)[0][0])

    def status(self) -> Status:
        """Counts over the whole library; a full pass over the files table (0.1 s for a million)."""
        states = dict(self._rows("SELECT state, count(*) FROM files GROUP BY state"))
        per_drive = dict(self._rows("SELECT drive_id, count(*) FROM files WHERE state != 'missing' GROUP BY drive_id"))
        rows, _ = self._drives()
        return Status(
            photos=self.photo_count(),
            files=sum(states.values()) - states.get("missing", 0),
            indexed=states.get("indexed", 0),
            waiting=states.get("new", 0),
            skipped=states.get("skipped", 0),
            missing=states.get("missing", 0),
            captions=self._count("SELECT count(*) FROM captions"),
            triplets=self._count("SELECT count(*) FROM triplets"),
            texts=self._count("SELECT count(*) FROM texts"),
            tags=self._count("SELECT count(*) FROM tag_names"),
            pack=self.pack,
            roots=tuple(shown(path) for path in self.roots()),
            drives=tuple(replace(d, files=per_drive.get(d.drive_id, 0)) for d in rows.values()),
        )

    # ---- drives, roots and files ----

    def drives(self) -> list[DriveRow]:
        """Every drive ever seen, with whether it is mounted now (at most two seconds old)."""
        return list(self._drives()[0].values())

    def roots(self) -> list[bytes]:
        """The folders a person added, as absolute paths at the drive's present or last mount."""
        rows = self._rows("SELECT drive_id, path FROM roots")
        _, mounts = self._drives({drive for drive, _ in rows})
        return [os.path.join(mounts[drive], path) for drive, path in rows]

    def _drives(self, needed: Set[int] = frozenset()) -> tuple[dict[int, DriveRow], dict[int, bytes]]:
        """Drives by id, and the mount of each: the present one, or the last one of a drive that is offline.

        `needed` are ids that rows read before speak of: the writer may have added those since the drives were read.
        """
        kept = self._drives_read
        if kept is None or time.monotonic() - kept[0] > _DRIVES_AGE or not needed <= kept[1].keys():
            rows: dict[int, DriveRow] = {}
            mounts: dict[int, bytes] = {}
            for id_, serial, label, kind, mount, seen in self._rows(
                "SELECT id, serial, label, kind, mount, last_seen FROM drives ORDER BY id"
            ):
                now = drives.mounted_at(serial, mount)
                mounts[id_] = mount if now is None else now
                rows[id_] = DriveRow(id_, serial, label, kind, shown(mounts[id_]), now is not None, seen)
            self._drives_read = kept = (time.monotonic(), rows, mounts)
        return kept[1], kept[2]

    def known_files(self, folder: bytes) -> dict[bytes, KnownFile]:
        """Every file known at or below an absolute folder, by absolute path, on all drives that are mounted there now.

        Files of a drive that is offline are not among them: nothing can be said of those.
        """
        known: dict[bytes, KnownFile] = {}
        rows, mounts = self._drives()
        for drive, mount in mounts.items():
            if not rows[drive].online:
                continue
            below = _inside(folder, mount)
            if below is None and _inside(mount, folder) is None:
                continue
            sql, values = "SELECT path_bytes, id, size, mtime_ns, state, reason FROM files WHERE drive_id = ?", [drive]
            bounds: list[Any] = []
            if below:
                # Byte order: everything below "a/b" lies between "a/b/" and "a/b0", "0" being the byte after "/".
                sep = os.sep.encode()
                bounds = [below, below + sep, below + bytes([sep[0] + 1])]
                sql += " AND (path_bytes = ? OR (path_bytes >= ? AND path_bytes < ?))"
            for path, id_, size, mtime_ns, state, reason in self._rows(sql, [*values, *bounds]):
                known[os.path.join(mount, path)] = KnownFile(id_, size, mtime_ns, cast(FileState, state), reason)
        return known

    def photo_for_path(self, path: Path | str | bytes) -> PhotoRow | None:
        """The photo that a file holds, or None when that file is unknown, skipped or still waits."""
        raw = os.path.abspath(os.fsencode(path))
        if b"\0" in raw:
            return None  # not a possible file name
        raw = os.path.join(os.path.realpath(os.path.dirname(raw)), os.path.basename(raw))
        _, mounts = self._drives()
        for drive, mount in sorted(mounts.items(), key=lambda item: -len(item[1])):
            inside = _inside(raw, mount)
            if inside is None:
                continue
            found = self._rows(
                "SELECT photo_id FROM files WHERE drive_id = ? AND path_bytes = ? AND photo_id IS NOT NULL",
                (drive, inside),
            )
            if found:
                rows = self.photos_by_ids([found[0][0]])
                return rows[0] if rows else None
        return None

    def photo_by_key(self, key: str) -> int | None:
        """The id of the photo with this content, when it is described by the pack in use."""
        return self.photos_by_keys([key]).get(key)

    def photos_by_keys(self, keys: Sequence[str], *, captioned: bool = False) -> dict[str, int]:
        """Content key → photo id, for those that are described by the pack in use; with `captioned`, only those for
        which a caption was asked."""
        pack = self.pack
        found: dict[str, int] = {}
        for part in _chunks(keys):
            found.update(
                self._rows(
                    "SELECT key, id FROM photos WHERE key IN (SELECT value FROM json_each(?)) "
                    "AND pack = ? AND slot IS NOT NULL AND captioned >= ?",
                    (json.dumps(part), pack, captioned),
                )
            )
        return found

    # ---- photos ----

    def live_slots(self) -> Slots:
        """Slots of all photos that can be shown, ascending, int64 [n]. Rows of the vector file not among them are
        photos whose files are missing, or older descriptions of the same photo."""
        rows = self._rows(
            "SELECT slot FROM photos WHERE pack = ? AND live = 1 AND slot IS NOT NULL ORDER BY slot", (self.pack,)
        )
        return np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))

    def photos_by_slots(self, slots: Iterable[int]) -> list[PhotoRow]:
        """The photos at these slots, in this order; slots that no live photo owns are left out."""
        found: dict[int, PhotoRow] = {}
        wanted = [int(slot) for slot in slots]
        for part in _chunks(wanted):
            rows = self._rows(
                f"SELECT {_PHOTO_COLUMNS} FROM json_each(?) j CROSS JOIN photos p ON p.pack = ? AND p.slot = j.value "
                f"{_PHOTO_JOINS} WHERE p.live = 1",
                (json.dumps(part), self.pack),
            )
            found.update((row.slot, row) for row in self._with_files(rows))
        return [found[slot] for slot in wanted if slot in found]

    def sort_keys(self, slots: Iterable[int]) -> list[SortKeys]:
        """What these photos are sorted by, in this order; several times as quick as their rows."""
        pack = self.pack
        found: dict[int, SortKeys] = {}
        wanted = [int(slot) for slot in slots]
        for part in _chunks(wanted):
            photos = self._rows(
                "SELECT p.id, p.slot, p.taken FROM json_each(?) j CROSS JOIN photos p "
                "ON p.pack = ? AND p.slot = j.value WHERE p.live = 1",
                (json.dumps(part), pack),
            )
            files = self._best_files([photo[0] for photo in photos])
            for id_, slot, taken in photos:
                if id_ in files:
                    file = files[id_]
                    found[slot] = SortKeys(
                        slot, shown(os.path.basename(file.path)), taken or _iso(file.mtime_ns), file.size
                    )
        return [found[slot] for slot in wanted if slot in found]

    def photos_by_ids(self, ids: Iterable[int]) -> list[PhotoRow]:
        """The photos with these ids, in this order, as far as the pack in use describes them."""
        found: dict[int, PhotoRow] = {}
        wanted = [int(id_) for id_ in ids]
        for part in _chunks(wanted):
            rows = self._rows(
                f"SELECT {_PHOTO_COLUMNS} FROM json_each(?) j CROSS JOIN photos p ON p.id = j.value {_PHOTO_JOINS} "
                "WHERE p.pack = ? AND p.slot IS NOT NULL AND p.live = 1",
                (json.dumps(part), self.pack),
            )
            found.update((row.photo_id, row) for row in self._with_files(rows))
        return [found[id_] for id_ in wanted if id_ in found]

    def _with_files(self, photos: list[Any]) -> Iterator[PhotoRow]:
        ids = json.dumps([row[0] for row in photos])
        files = self._best_files([row[0] for row in photos])
        drive_rows, mounts = self._drives({file.drive for file in files.values()})
        tags: dict[int, list[Tag]] = {}
        for photo, name, p in self._rows(
            "SELECT g.photo_id, n.name, g.p FROM photo_tags g JOIN tag_names n ON n.id = g.tag_id "
            "WHERE g.photo_id IN (SELECT value FROM json_each(?)) ORDER BY g.p DESC, n.name",
            (ids,),
        ):
            tags.setdefault(photo, []).append(Tag(name, p))
        for row in photos:
            (id_, slot, key, width, height, format_, taken, camera, lens, latitude, longitude, warning) = row[:12]
            text, confidence, model, sentence = row[12:]
            if id_ not in files:
                continue  # the writer marked its last file missing since the photo was read
            file = files[id_]
            raw = os.path.join(mounts[file.drive], file.path)
            yield PhotoRow(
                photo_id=id_,
                slot=slot,
                key=key,
                path=shown(raw),
                raw_path=raw,
                name=shown(os.path.basename(file.path)),
                size=file.size,
                mtime_ns=file.mtime_ns,
                date=taken or _iso(file.mtime_ns),
                type=format_,
                drive=drive_rows[file.drive].label,
                online=not file.offline,
                width=width,
                height=height,
                taken=taken,
                camera=camera,
                lens=lens,
                latitude=latitude,
                longitude=longitude,
                warning=warning,
                caption=None if text is None else Caption(text, confidence, model, bool(sentence)),
                tags=tuple(tags.get(id_, ())),
                copies=file.copies,
            )

    def _best_files(self, photo_ids: Sequence[int]) -> dict[int, _BestFile]:
        """Photo id → the file that stands for it, for those that have one."""
        rows = self._rows(
            "SELECT photo_id, drive_id, path_bytes, size, mtime_ns FROM files "
            "WHERE photo_id IN (SELECT value FROM json_each(?)) AND state != 'missing'",
            (json.dumps(list(photo_ids)),),
        )
        drive_rows, _ = self._drives({row[1] for row in rows})
        offline = {drive: not row.online for drive, row in drive_rows.items()}
        files: dict[int, _BestFile] = {}
        for photo, drive, path, size, mtime_ns in rows:
            file = _BestFile(offline[drive], len(path), path, drive, size, mtime_ns)
            other = files.get(photo)
            files[photo] = file if other is None else min(file, other)._replace(copies=other.copies + 1)
        return files

    # ---- words, tags and texts ----

    def literal(self, word: str) -> dict[LiteralField, Slots]:
        """The slots of all photos with this word in their file names, folder names, caption or sure tags, int64 [n]
        each, ascending; fields in which it stands nowhere are left out.

        Words are matched by their stem, without accents, several as a phrase; anything may be typed, nothing in it is
        taken for query syntax.
        """
        found: dict[LiteralField, Slots] = {}
        phrase = word.encode("utf-8", "replace").decode().replace("\0", " ").replace('"', '""')
        if not phrase.strip():
            return found
        pack = self.pack
        for column in WORD_COLUMNS:
            # CROSS JOIN keeps this order: SQLite would ask the full-text index once for every photo.
            rows = self._rows(
                "SELECT p.slot FROM words CROSS JOIN photos p ON p.id = words.rowid "
                "WHERE words MATCH ? AND p.pack = ? AND p.live = 1 AND p.slot IS NOT NULL",
                (f'{{{column}}} : "{phrase}"', pack),
            )
            if rows:
                slots = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
                found[cast(LiteralField, column)] = np.sort(slots)
        return found

    def tag_photos(self, names: Sequence[str]) -> list[tuple[int, str, float]]:
        """(photo slot, tag name, probability) of every photo that carries one of these tags, surest first."""
        return self._rows(
            "SELECT p.slot, n.name, g.p FROM json_each(?) j CROSS JOIN tag_names n ON n.name = j.value "
            "CROSS JOIN photo_tags g ON g.tag_id = n.id CROSS JOIN photos p ON p.id = g.photo_id "
            "WHERE p.pack = ? AND p.live = 1 AND p.slot IS NOT NULL ORDER BY g.p DESC, p.slot",
            (json.dumps(list(names)), self.pack),
        )

    def caption_photos_for_text_slots(self, slots: Iterable[int]) -> list[tuple[int, int]]:
        """(text slot, photo slot) of every photo whose caption, or a triplet of it, has its vector at these slots."""
        pack = self.pack
        found: list[tuple[int, int]] = []
        for part in _chunks([int(slot) for slot in slots]):
            found += self._rows(
                "WITH wanted AS (SELECT t.id, t.slot FROM json_each(?1) j "
                "  CROSS JOIN texts t ON t.pack = ?2 AND t.slot = j.value), "
                "links AS (SELECT w.slot AS text_slot, c.photo_id FROM wanted w JOIN captions c ON c.text_id = w.id "
                "  UNION SELECT w.slot, pt.photo_id FROM wanted w JOIN triplets r ON r.text_id = w.id "
                "  JOIN photo_triplets pt ON pt.triplet_id = r.id) "
                "SELECT l.text_slot, p.slot FROM links l JOIN photos p ON p.id = l.photo_id "
                "WHERE p.pack = ?2 AND p.live = 1 AND p.slot IS NOT NULL",
                (json.dumps(part), pack),
            )
        return found

    def slot_texts(self, slots: Iterable[int]) -> dict[int, str]:
        """Text slot → the caption or triplet whose vector lies there."""
        pack = self.pack
        found: dict[int, str] = {}
        for part in _chunks([int(slot) for slot in slots]):
            found.update(
                self._rows(
                    "SELECT t.slot, t.text FROM json_each(?) j CROSS JOIN texts t ON t.pack = ? AND t.slot = j.value",
                    (json.dumps(part), pack),
                )
            )
        return found

    def text_slots(self, kind: str) -> Slots:
        """Slots of all texts of one kind, "caption" or "triplet", ascending, int64 [n]."""
        rows = self._rows(
            "SELECT slot FROM texts WHERE pack = ? AND kind = ? AND slot IS NOT NULL ORDER BY slot", (self.pack, kind)
        )
        return np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))

    def skipped_files(self) -> list[tuple[str, str]]:
        """(path as shown, reason) of every file that could not be indexed."""
        rows = self._rows(
            "SELECT drive_id, path_bytes, reason FROM files WHERE state = 'skipped' ORDER BY drive_id, path_bytes"
        )
        _, mounts = self._drives({row[0] for row in rows})
        return [(shown(os.path.join(mounts[drive], path)), reason) for drive, path, reason in rows]

    def version(self) -> int:
        """A number that changes when another process has written; cheap enough to ask before every query."""
        return int(self._rows("PRAGMA data_version")[0][0])


def _inside(path: bytes, folder: bytes) -> bytes | None:
    """`path` relative to `folder`, b"" for the folder itself, None when it lies elsewhere."""
    if path == folder:
        return b""
    start = os.path.join(folder, b"")
    return path[len(start) :] if path.startswith(start) else None


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def _iso(mtime_ns: int) -> str:
    """Local time, ISO 8601 to the second; a date beyond what the clock can say becomes the epoch."""
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(mtime_ns // 1_000_000_000))
    except (OverflowError, ValueError, OSError):
        return "1970-01-01T00:00:00"
