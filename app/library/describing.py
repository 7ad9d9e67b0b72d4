"""What the models said of photos goes into the catalogue here: slots, captions, tags and triplets of one generation."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from app.library.own import Heard
from app.library.rows import NewPhoto, NewText
from app.library.trashing import TrashWriter

# In the column `captioned`: to be described anew, whether captions are asked for or not.
_TO_DESCRIBE = -1
_AGAIN = "describe again"


class DescribingWriter(TrashWriter):
    """The part of a `Library` that takes in descriptions. The vectors are on the disk before a slot is named here."""

    def want_captions(self) -> None:
        """Makes files wait again whose photo was described without asking for a caption; it can be found meanwhile."""
        gen = self._gen()
        lacking = "SELECT photo_id FROM photo_vectors WHERE gen = ? AND captioned = 0"
        if self._count(f"SELECT EXISTS ({lacking})", (gen,)):
            with self._transaction() as connection:
                connection.execute(
                    f"UPDATE files SET state = 'new' WHERE state = 'indexed' AND photo_id IN ({lacking})", (gen,)
                )

    def describe_again(self, photo_ids: Iterable[int]) -> int:
        """Makes the files of photos wait that are to be described anew; they are found as before meanwhile. Returns how
        many photos those are, without any that no file holds now.

        Raises `LibraryBusy` while another process indexes.
        """
        self._check_may(_AGAIN)
        ids = json.dumps(list(photo_ids))
        with self._transaction() as connection:
            waiting = connection.execute(
                "UPDATE files SET state = 'new' WHERE state IN ('indexed', 'new') "
                "AND photo_id IN (SELECT value FROM json_each(?)) RETURNING photo_id",
                (ids,),
            ).fetchall()
            photos = {row[0] for row in waiting}
            connection.executemany(
                "UPDATE photo_vectors SET captioned = ? WHERE gen = ? AND photo_id = ?",
                [(_TO_DESCRIBE, self._gen(), photo) for photo in photos],
            )
        return len(photos)

    def slot_ends(self) -> tuple[int, int]:
        """How many rows of the image and of the text vector file the catalogue speaks of."""
        gen = self._gen()
        row = self._rows(
            "SELECT (SELECT coalesce(max(slot) + 1, 0) FROM photo_vectors WHERE gen = ?1), "
            "(SELECT coalesce(max(slot) + 1, 0) FROM text_vectors WHERE gen = ?1)",
            (gen,),
        )[0]
        return int(row[0]), int(row[1])

    def forget_slots_from(self, image_rows: int, text_rows: int) -> int:
        """Makes photos and texts whose vectors lie beyond the end of their file wait again. Returns how many photos."""
        with self._transaction() as connection:
            gen = self._gen()
            lost = [
                row[0]
                for row in connection.execute(
                    "DELETE FROM photo_vectors WHERE gen = ? AND slot >= ? RETURNING photo_id", (gen, image_rows)
                ).fetchall()
            ]
            connection.execute("UPDATE text_vectors SET slot = NULL WHERE gen = ? AND slot >= ?", (gen, text_rows))
            if gen == self._spoken(connection)[0]:
                connection.execute(
                    "UPDATE files SET state = 'new' WHERE state = 'indexed' "
                    "AND photo_id IN (SELECT value FROM json_each(?))",
                    (json.dumps(lost),),
                )
        return len(lost)

    def add_texts(self, texts: Sequence[NewText]) -> None:
        """Gives texts their slots, their vectors being on disk already."""
        with self._transaction() as connection:
            self._put_texts(connection, texts, self._gen())

    def add_photos(self, photos: Sequence[NewPhoto], texts: Sequence[NewText] = ()) -> list[int]:
        """Writes a batch of described photos with the texts that are new with them; returns the photo ids.

        A photo whose key is known is described anew in place. All its vectors must be flushed to disk before.
        """
        ids: list[int] = []
        with self._transaction() as connection:
            gen = self._gen()
            if not gen:
                raise ValueError("use_pack comes before add_photos")
            self._put_texts(connection, texts, gen)
            now = time.strftime("%Y-%m-%dT%H:%M:%S")
            for photo in photos:
                id_ = self._put_photo(connection, photo, gen, now)
                ids.append(id_)
                self._put_words_of(connection, id_, photo, gen)
            changed = self._link(
                connection, [(file, id_) for id_, photo in zip(ids, photos, strict=True) for file in photo.file_ids]
            )
            self._heed(
                connection,
                [
                    Heard(id_, photo.file_ids[0], "embedded", photo.words)
                    for id_, photo in zip(ids, photos, strict=True)
                    if photo.words is not None and photo.file_ids
                ],
            )
            self._refresh(connection, changed.union(ids) if gen == self._spoken(connection)[0] else changed)
        return ids

    def _put_photo(self, connection: Connection, photo: NewPhoto, gen: int, now: str) -> int:
        m = photo.metadata
        row = connection.execute(
            "INSERT INTO photos (key, width, height, format, taken, camera, lens, latitude, longitude, orientation, "
            "added, warning, taken_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE "
            "SET width = excluded.width, height = excluded.height, format = excluded.format, taken = excluded.taken, "
            "camera = excluded.camera, lens = excluded.lens, latitude = excluded.latitude, "
            "longitude = excluded.longitude, orientation = excluded.orientation, warning = excluded.warning, "
            "taken_ms = excluded.taken_ms "
            "RETURNING id, live",
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
                photo.warning,
                m.taken_ms,
            ),
        ).fetchone()
        connection.execute(
            "INSERT INTO photo_vectors (photo_id, gen, slot, captioned, live) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (photo_id, gen) DO UPDATE SET slot = excluded.slot, captioned = excluded.captioned",
            (row[0], gen, photo.slot, photo.captioned, row[1]),
        )
        if photo.fingerprint is not None:
            connection.execute(
                "INSERT OR IGNORE INTO fingerprints (photo_id, print) VALUES (?, ?)", (row[0], photo.fingerprint)
            )
        return int(row[0])

    def _put_words_of(self, connection: Connection, id_: int, photo: NewPhoto, gen: int) -> None:
        for table in ("captions", "photo_tags", "photo_triplets"):
            connection.execute(f"DELETE FROM {table} WHERE photo_id = ? AND gen = ?", (id_, gen))
        if photo.caption is not None:
            c = photo.caption
            connection.execute(
                "INSERT INTO captions (photo_id, gen, text_id, confidence, sentence, model) "
                "SELECT ?1, ?2, ?3, ?4, ?5, nullif(?6, name) FROM generations WHERE id = ?2",
                (id_, gen, self._text_id(connection, c.text, "caption", gen), c.confidence, c.sentence, c.model),
            )
        connection.executemany("INSERT OR IGNORE INTO tag_names (name) VALUES (?)", [(tag.name,) for tag in photo.tags])
        connection.executemany(
            "INSERT OR IGNORE INTO photo_tags (photo_id, gen, tag_id, p) SELECT ?, ?, id, ? FROM tag_names "
            "WHERE name = ?",
            [(id_, gen, tag.p, tag.name) for tag in photo.tags],
        )
        for triplet in photo.triplets:
            text_id = self._text_id(connection, triplet.text, "triplet", gen)
            whole = (triplet.subject, triplet.predicate, triplet.object)
            # Two triplets can read the same ("dog run in" + "park", "dog run" + "in park"): they share text and row.
            connection.execute(
                "INSERT OR IGNORE INTO triplets (subject, predicate, object, text_id) VALUES (?, ?, ?, ?)",
                (*whole, text_id),
            )
            connection.execute(
                "INSERT OR IGNORE INTO photo_triplets (photo_id, gen, triplet_id) "
                "SELECT ?, ?, id FROM triplets WHERE text_id = ?",
                (id_, gen, text_id),
            )

    def _text_id(self, connection: Connection, text: str, kind: str, gen: int) -> int:
        """The row of a text; one without a vector is made where the caller gave none, and waits for it."""
        row = connection.execute(
            "SELECT t.id, v.gen FROM texts t LEFT JOIN text_vectors v ON v.text_id = t.id AND v.gen = ? "
            "WHERE t.text = ?",
            (gen, text),
        ).fetchone()
        if row is None:
            row = (
                *connection.execute(
                    "INSERT INTO texts (text, kind) VALUES (?, ?) RETURNING id", (text, kind)
                ).fetchone(),
                None,
            )
        if row[1] is None:
            connection.execute("INSERT INTO text_vectors (text_id, gen, slot) VALUES (?, ?, NULL)", (row[0], gen))
        return int(row[0])

    def _put_texts(self, connection: Connection, texts: Sequence[NewText], gen: int) -> None:
        connection.executemany(
            "INSERT OR IGNORE INTO texts (text, kind) VALUES (?, ?)", [(text.text, text.kind) for text in texts]
        )
        connection.executemany(
            "INSERT INTO text_vectors (text_id, gen, slot) SELECT id, ?, ? FROM texts WHERE text = ? "
            "ON CONFLICT (text_id, gen) DO UPDATE SET slot = excluded.slot",
            [(gen, text.slot, text.text) for text in texts],
        )
