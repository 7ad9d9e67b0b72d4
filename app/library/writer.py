"""Changes to the catalogue: each public method is one transaction, so that a crash loses at most the batch in hand.

Vectors are appended and flushed by the caller before the rows that name their slots are written here. Nothing is ever
deleted because a file went away: a file that is gone is marked missing, and its photo keeps all that is known of it.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from sqlite3 import Connection

from app.domain import SnowlineError
from app.library import drives
from app.library.connection import known_errors
from app.library.reader import CatalogueReader, _inside
from app.library.rows import FileState, NewPhoto, NewText, SeenFile, TextKind, shown
from app.library.words import file_words, folder_words

# A tag must be this probable to count as a word that stands in the photo, unless the pack says otherwise.
_DEFAULT_SURE_TAG = 0.5
# Names of this many copies of one photo can be searched; a photo in more places than that is an icon or a logo.
_NAMED_COPIES = 8


class CatalogueWriter(CatalogueReader):
    """The writing half of a `Library`. All methods raise `SnowlineError` when the disk is full or the file locked."""

    writable = False

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[int, tuple[int, bytes]] = {}  # st_dev → drive id and mount

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if not self.writable:
            raise SnowlineError("This library was opened for reading only.")
        connection = self._connection()
        with known_errors(self.folder):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                self._places.clear()  # may name a drive whose row was not kept
                if connection.in_transaction:  # SQLite has rolled back by itself when the disk was full
                    connection.execute("ROLLBACK")
                raise

    # ---- the pack in use ----

    def use_pack(self, pack: str) -> None:
        """Makes `pack` (name and version) the one that slots speak of. Files whose photo another pack described
        wait for indexing again; their old descriptions stay until then."""
        if self.pack == pack:
            return
        with self._transaction() as connection:
            self._put_fact(connection, "pack", pack)
            connection.execute(
                "UPDATE files SET state = 'new' WHERE state = 'indexed' "
                "AND photo_id IN (SELECT id FROM photos WHERE pack IS NOT ?)",
                (pack,),
            )

    def use_sure_tag(self, p: float) -> None:
        """From which probability a tag of the pack in use counts as a word that stands in the photo."""
        if self._fact("sure_tag") != repr(p):
            with self._transaction() as connection:
                self._put_fact(connection, "sure_tag", repr(p))

    def want_captions(self) -> None:
        """Makes files wait again whose photo was described without asking for a caption; it can be found meanwhile."""
        lacking = "state = 'indexed' AND photo_id IN (SELECT id FROM photos WHERE pack = ? AND captioned = 0)"
        if self._count(f"SELECT EXISTS (SELECT 1 FROM files WHERE {lacking})", (self.pack,)):
            with self._transaction() as connection:
                connection.execute(f"UPDATE files SET state = 'new' WHERE {lacking}", (self.pack,))

    def _put_fact(self, connection: Connection, name: str, value: str) -> None:
        connection.execute(
            "INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
        )

    def slot_ends(self) -> tuple[int, int]:
        """How many rows of the image and of the text vector file the catalogue speaks of."""
        pack = self.pack
        return (
            self._count("SELECT coalesce(max(slot) + 1, 0) FROM photos WHERE pack = ?", (pack,)),
            self._count("SELECT coalesce(max(slot) + 1, 0) FROM texts WHERE pack = ?", (pack,)),
        )

    def forget_slots_from(self, image_rows: int, text_rows: int) -> int:
        """Makes photos and texts whose vectors lie beyond the end of their file wait again. Returns how many photos."""
        pack = self.pack
        with self._transaction() as connection:
            lost = [
                row[0]
                for row in connection.execute("SELECT id FROM photos WHERE pack = ? AND slot >= ?", (pack, image_rows))
            ]
            connection.execute("UPDATE photos SET slot = NULL WHERE pack = ? AND slot >= ?", (pack, image_rows))
            connection.execute("UPDATE texts SET slot = NULL WHERE pack = ? AND slot >= ?", (pack, text_rows))
            connection.execute(
                "UPDATE files SET state = 'new' WHERE state = 'indexed' "
                "AND photo_id IN (SELECT value FROM json_each(?))",
                (json.dumps(lost),),
            )
        return len(lost)

    # ---- drives, roots and files ----

    def add_root(self, folder: Path | bytes) -> int:
        """Remembers a folder that a person added, an absolute real path. Returns its id; twice is once."""
        raw = os.fsencode(folder)
        with self._transaction() as connection:
            drive, inside = self._place(raw, os.stat(raw).st_dev)
            connection.execute("INSERT OR IGNORE INTO roots (drive_id, path) VALUES (?, ?)", (drive, inside))
            row = connection.execute("SELECT id FROM roots WHERE drive_id = ? AND path = ?", (drive, inside)).fetchone()
        return int(row[0])

    def upsert_files(self, files: Iterable[SeenFile]) -> list[tuple[int, FileState]]:
        """Writes what a scan saw, in one transaction; returns (file id, state) in the same order.

        A new or changed file gets the state "new" and no photo; one that was missing and is back unchanged is indexed
        as before, if the pack in use describes its photo.
        """
        written: list[tuple[int, FileState]] = []
        bereft: set[int] = set()
        returned: set[int] = set()
        pack = self.pack
        with self._transaction() as connection:
            for path, size, mtime_ns, device in files:
                drive, inside = self._place(path, device)
                old = connection.execute(
                    "SELECT f.id, f.photo_id, f.size, f.mtime_ns, f.state, p.id FROM files f LEFT JOIN photos p "
                    "ON p.id = f.photo_id AND p.pack = ? AND p.slot IS NOT NULL "
                    "WHERE f.drive_id = ? AND f.path_bytes = ?",
                    (pack, drive, inside),
                ).fetchone()
                if old is None:
                    folder, name = os.path.split(inside)
                    cursor = connection.execute(
                        "INSERT INTO files (drive_id, path, path_bytes, name, folder, suffix, size, mtime_ns, state) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'new')",
                        (
                            drive,
                            shown(inside),
                            inside,
                            shown(name),
                            shown(folder),
                            shown(os.path.splitext(name)[1][1:].lower()),
                            size,
                            mtime_ns,
                        ),
                    )
                    written.append((cursor.lastrowid or 0, "new"))
                    continue
                id_, photo, old_size, old_mtime, state, described = old
                if (old_size, old_mtime) == (size, mtime_ns) and described is not None and state == "missing":
                    connection.execute("UPDATE files SET state = 'indexed', reason = NULL WHERE id = ?", (id_,))
                    returned.add(described)
                    written.append((id_, "indexed"))
                    continue
                connection.execute(
                    "UPDATE files SET photo_id = NULL, size = ?, mtime_ns = ?, state = 'new', reason = NULL "
                    "WHERE id = ?",
                    (size, mtime_ns, id_),
                )
                written.append((id_, "new"))
                if photo is not None:
                    bereft.add(photo)
            self._refresh(connection, bereft | returned)
        return written

    def attach_files(self, pairs: Sequence[tuple[int, int]]) -> None:
        """(file id, photo id): these files hold photos that are described already."""
        with self._transaction() as connection:
            self._attach(connection, pairs)

    def attach_file(self, file_id: int, photo_id: int) -> None:
        self.attach_files([(file_id, photo_id)])

    def mark_skipped(self, files: Sequence[tuple[int, str]]) -> None:
        """(file id, reason): these files cannot be indexed as they are now."""
        with self._transaction() as connection:
            bereft = self._photos_of(connection, [file for file, _ in files])
            connection.executemany(
                "UPDATE files SET state = 'skipped', reason = ?, photo_id = NULL WHERE id = ?",
                [(reason, file) for file, reason in files],
            )
            self._refresh(connection, bereft)

    def mark_missing(self, file_ids: Sequence[int]) -> None:
        """These files are not where they were. Their photos keep everything, and come back when a file does."""
        with self._transaction() as connection:
            connection.executemany("UPDATE files SET state = 'missing' WHERE id = ?", [(id_,) for id_ in file_ids])
            self._refresh(connection, self._photos_of(connection, file_ids))

    # ---- photos and texts ----

    def new_texts(self, texts: Iterable[str]) -> list[str]:
        """Those texts, each once and in order, that have no vector by the pack in use yet."""
        unique = list(dict.fromkeys(texts))
        known = {
            row[0]
            for row in self._rows(
                "SELECT text FROM texts WHERE text IN (SELECT value FROM json_each(?)) "
                "AND pack = ? AND slot IS NOT NULL",
                (json.dumps(unique), self.pack),
            )
        }
        return [text for text in unique if text not in known]

    def texts_without_vector(self) -> list[tuple[str, TextKind]]:
        """(text, kind) of texts that photos of the pack in use refer to but whose vector was lost."""
        return self._rows("SELECT text, kind FROM texts WHERE pack = ? AND slot IS NULL", (self.pack,))

    def add_texts(self, texts: Sequence[NewText]) -> None:
        """Gives texts their slots, their vectors being on disk already."""
        with self._transaction() as connection:
            self._put_texts(connection, texts)

    def add_photos(self, photos: Sequence[NewPhoto], texts: Sequence[NewText] = ()) -> list[int]:
        """Writes a batch of described photos with the texts that are new with them; returns the photo ids.

        A photo whose key is known is described anew in place. All its vectors must be flushed to disk before.
        """
        pack = self.pack
        if pack is None:
            raise ValueError("use_pack comes before add_photos")
        ids: list[int] = []
        with self._transaction() as connection:
            self._put_texts(connection, texts)
            now = time.strftime("%Y-%m-%dT%H:%M:%S")
            for photo in photos:
                id_ = self._put_photo(connection, photo, pack, now)
                ids.append(id_)
                self._put_words_of(connection, id_, photo)
            self._attach(
                connection, [(file, id_) for id_, photo in zip(ids, photos, strict=True) for file in photo.file_ids]
            )
            self._refresh(connection, ids)
        return ids

    def _put_photo(self, connection: Connection, photo: NewPhoto, pack: str, now: str) -> int:
        m = photo.metadata
        row = connection.execute(
            "INSERT INTO photos (key, width, height, format, taken, camera, lens, latitude, longitude, orientation, "
            "added, slot, pack, warning, captioned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (key) DO UPDATE "
            "SET width = excluded.width, height = excluded.height, format = excluded.format, taken = excluded.taken, "
            "camera = excluded.camera, lens = excluded.lens, latitude = excluded.latitude, "
            "longitude = excluded.longitude, orientation = excluded.orientation, slot = excluded.slot, "
            "pack = excluded.pack, warning = excluded.warning, captioned = excluded.captioned RETURNING id",
            (
                photo.key,
                m.width,
                m.height,
                m.format,
                m.taken,
                m.camera,
                m.lens,
                m.latitude,
                m.longitude,
                m.orientation,
                now,
                photo.slot,
                pack,
                photo.warning,
                photo.captioned,
            ),
        ).fetchone()
        return int(row[0])

    def _put_words_of(self, connection: Connection, id_: int, photo: NewPhoto) -> None:
        for table in ("captions", "photo_tags", "photo_triplets"):
            connection.execute(f"DELETE FROM {table} WHERE photo_id = ?", (id_,))
        if photo.caption is not None:
            c = photo.caption
            connection.execute(
                "INSERT INTO captions VALUES (?, ?, ?, ?, ?)",
                (id_, self._text_id(connection, c.text, "caption"), c.confidence, c.model, c.sentence),
            )
        connection.executemany("INSERT OR IGNORE INTO tag_names (name) VALUES (?)", [(tag.name,) for tag in photo.tags])
        connection.executemany(
            "INSERT OR IGNORE INTO photo_tags SELECT ?, id, ? FROM tag_names WHERE name = ?",
            [(id_, tag.p, tag.name) for tag in photo.tags],
        )
        for triplet in photo.triplets:
            text_id = self._text_id(connection, triplet.text, "triplet")
            whole = (triplet.subject, triplet.predicate, triplet.object)
            # Two triplets can read the same ("dog run in" + "park", "dog run" + "in park"): they share text and row.
            connection.execute(
                "INSERT OR IGNORE INTO triplets (subject, predicate, object, text_id) VALUES (?, ?, ?, ?)",
                (*whole, text_id),
            )
            connection.execute(
                "INSERT OR IGNORE INTO photo_triplets SELECT ?, id FROM triplets WHERE text_id = ?", (id_, text_id)
            )

    def _text_id(self, connection: Connection, text: str, kind: str) -> int:
        """The row of a text; one without a vector is made where the caller gave none, and waits for it."""
        row = connection.execute("SELECT id FROM texts WHERE text = ?1 AND pack = ?2", (text, self.pack)).fetchone()
        if row is None:  # or another pack made its vector, which is of no use here
            row = connection.execute(
                "INSERT INTO texts (text, kind, pack) VALUES (?, ?, ?) ON CONFLICT (text) "
                "DO UPDATE SET slot = NULL, pack = excluded.pack RETURNING id",
                (text, kind, self.pack),
            ).fetchone()
        return int(row[0])

    def _put_texts(self, connection: Connection, texts: Sequence[NewText]) -> None:
        pack = self.pack
        connection.executemany(
            "INSERT INTO texts (text, kind, slot, pack) VALUES (?, ?, ?, ?) ON CONFLICT (text) "
            "DO UPDATE SET slot = excluded.slot, pack = excluded.pack",
            [(text.text, text.kind, text.slot, pack) for text in texts],
        )

    # ---- keeping step ----

    def _attach(self, connection: Connection, pairs: Sequence[tuple[int, int]]) -> None:
        bereft = self._photos_of(connection, [file for file, _ in pairs])
        connection.executemany(
            "UPDATE files SET photo_id = ?, state = 'indexed', reason = NULL WHERE id = ?",
            [(photo, file) for file, photo in pairs],
        )
        self._refresh(connection, bereft | {photo for _, photo in pairs})

    def _photos_of(self, connection: Connection, file_ids: Sequence[int]) -> set[int]:
        rows = connection.execute(
            "SELECT DISTINCT photo_id FROM files WHERE photo_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(file_ids)),),
        )
        return {row[0] for row in rows}

    def _refresh(self, connection: Connection, photo_ids: Iterable[int]) -> None:
        """Brings `live` and the full-text row of these photos in step with their files, captions and tags."""
        ids = list(photo_ids)
        if not ids:
            return
        wanted = json.dumps(ids)
        among = "IN (SELECT value FROM json_each(?))"
        connection.execute(
            "UPDATE photos SET live = EXISTS (SELECT 1 FROM files f WHERE f.photo_id = photos.id "
            f"AND f.state != 'missing') WHERE id {among}",
            (wanted,),
        )
        names: dict[int, list[str]] = {}
        folders: dict[int, list[str]] = {}
        roots = self._root_places(connection)
        for photo, drive, folder, name in connection.execute(
            f"SELECT photo_id, drive_id, folder, name FROM files WHERE photo_id {among} AND state != 'missing'",
            (wanted,),
        ):
            if len(names.setdefault(photo, [])) < _NAMED_COPIES:
                names[photo].append(file_words(name))
                folders.setdefault(photo, []).append(folder_words(folder, roots.get(drive, [])))
        captions = dict(
            connection.execute(
                f"SELECT c.photo_id, t.text FROM captions c JOIN texts t ON t.id = c.text_id WHERE c.photo_id {among}",
                (wanted,),
            )
        )
        tags: dict[int, list[str]] = {}
        for photo, name in connection.execute(
            f"SELECT g.photo_id, n.name FROM photo_tags g JOIN tag_names n ON n.id = g.tag_id "
            f"WHERE g.photo_id {among} AND g.p >= ?",
            (wanted, float(self._fact("sure_tag") or _DEFAULT_SURE_TAG)),
        ):
            tags.setdefault(photo, []).append(name)
        connection.execute(f"DELETE FROM words WHERE rowid {among}", (wanted,))
        connection.executemany(
            "INSERT INTO words (rowid, name, folder, caption, tag) VALUES (?, ?, ?, ?, ?)",
            [
                (
                    id_,
                    " ".join(names[id_]),
                    " ".join(dict.fromkeys(folders[id_])),
                    captions.get(id_, ""),
                    " ".join(tags.get(id_, ())),
                )
                for id_ in ids
                if id_ in names
            ],
        )

    def _root_places(self, connection: Connection) -> dict[int, list[str]]:
        places: dict[int, list[str]] = {}
        for drive, path in connection.execute("SELECT drive_id, path FROM roots"):
            places.setdefault(drive, []).append(shown(path))
        return places

    def _place(self, path: bytes, device: int) -> tuple[int, bytes]:
        """Drive id and path inside the drive of an existing absolute path; a drive seen for the first time is added."""
        known = self._places.get(device)
        inside = _inside(path, known[1]) if known else None
        if known and inside is not None:
            return known[0], inside
        volume = drives.volume_of(os.path.dirname(path) or path)
        row = self._rows(
            "INSERT INTO drives (serial, label, kind, mount, last_seen) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (serial) DO UPDATE SET label = excluded.label, kind = excluded.kind, "
            "mount = excluded.mount, last_seen = excluded.last_seen RETURNING id",
            (volume.serial, volume.label, volume.kind, volume.mount, time.strftime("%Y-%m-%dT%H:%M:%S")),
        )[0]
        self._drives_read = None
        self._places[device] = (int(row[0]), volume.mount)
        inside = _inside(path, volume.mount)
        if inside is None:
            raise SnowlineError(f"{shown(path)} is not below its drive's mount {shown(volume.mount)}.")
        return int(row[0]), inside
