"""The catalogue read in bulk, as arrays: for the derived files that a search maps, and for what changed since those.

Whoever changes what a search sees of a photo leaves its id in the table `touched`, by triggers. A derived file knows up
to which entry it was built; what comes after is read from the tables themselves, so that the catalogue always wins.
"""

from __future__ import annotations

import contextlib
import functools
import json
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from app.library.base import Slots, chunks, packed_slots
from app.library.columns import ColumnsReader
from app.library.connection import known_errors, memory_database
from app.library.own import folded, taken_off
from app.library.rows import LiteralField

_KEPT_TERMS = 1_024  # texts of which the words are kept: people ask for the same ones again
_LONGEST_AT = 0xFFFF  # a word this far into a field has this place, and is no neighbour of any

Floats = NDArray[np.float32]
WORD_FIELDS: tuple[LiteralField, ...] = ("name", "folder", "caption", "tag")  # as `WORD_COLUMNS`


class BulkReader(ColumnsReader):
    """The part of a `Library` that hands out whole columns."""

    @contextlib.contextmanager
    def one_moment(self) -> Iterator[None]:
        """Everything that is read inside is of one moment, whatever is written meanwhile. For readers only."""
        connection = self._connection()
        with known_errors(self.folder):
            connection.execute("BEGIN")
            try:
                connection.execute("SELECT 1 FROM facts").fetchone()  # the moment is that of the first read
                yield
            finally:
                connection.execute("ROLLBACK")

    # ---- what changed ----

    def changes(self) -> int:
        """How many changes there were so far; every change makes it larger."""
        return self._count("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'touched'")

    def changed_since(self, changes: int) -> Slots:
        """Ids of the photos that changed since there were so many changes, int64 [n], ascending."""
        found = self._rows("SELECT group_concat(photo_id) FROM touched WHERE seq > ?", (changes,))
        return np.sort(packed_slots(found[0][0]))

    def changed_count(self, changes: int) -> int:
        """How many photos changed since there were so many changes."""
        return self._count("SELECT count(*) FROM touched WHERE seq > ?", (changes,))

    def texts_moved(self) -> int:
        """How often text vectors were given up; what a derived file says of text slots before that is void."""
        return int(self._fact("texts_moved") or 0)

    # ---- columns ----

    def whereabouts(self) -> list[str]:
        """Which drives are there, and which roots on them are not: on this depends which of its files stands for a
        photo."""
        there = [str(id_) for id_, row in self._drives()[0].items() if row.online]
        return sorted([*there, *(f"{drive} {root.hex()}" for drive, roots in self._away.items() for root in roots)])

    def places_of(self, photos: Slots) -> tuple[Slots, Slots]:
        """The live ones among these photo ids, and their slots: two int64 arrays of one length, by ascending id."""
        gen = self._gen()
        ids: list[Slots] = []
        slots: list[Slots] = []
        for part in chunks(photos.tolist()):
            found = self._rows(
                "SELECT group_concat(photo_id), group_concat(slot) FROM (SELECT v.photo_id, v.slot FROM json_each(?) j "
                "CROSS JOIN photo_vectors v ON v.photo_id = j.value AND v.gen = ? WHERE v.live = 1)",
                (json.dumps(part), gen),
            )[0]
            ids.append(packed_slots(found[0]))
            slots.append(packed_slots(found[1]))
        if not ids:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        photo, slot = np.concatenate(ids), np.concatenate(slots)
        order = np.argsort(photo)
        return photo[order], slot[order]

    def tag_lists(self) -> Iterator[tuple[str, Slots, Floats]]:
        """Every tag: its name, the photo ids that carry it, int64 [n], ascending, and its probability on each."""
        gen = self._gen()
        off: dict[str, list[int]] = {}
        for photo, tag in taken_off(self._rows):
            off.setdefault(tag, []).append(photo)
        for id_, name in self._rows("SELECT id, name FROM tag_names ORDER BY name"):
            ids, ps = self._rows(
                "SELECT group_concat(photo_id), group_concat(p) FROM "
                "(SELECT photo_id, p FROM photo_tags WHERE tag_id = ? AND gen = ? ORDER BY photo_id)",
                (id_, gen),
            )[0]
            if ids:
                photos, p = packed_slots(ids), np.fromstring(ps, np.float32, sep=",")
                if folded(name) in off:
                    kept = ~np.isin(photos, off[folded(name)])
                    photos, p = photos[kept], p[kept]
                yield name, photos, p

    def tags_of(self, photos: Slots) -> list[tuple[str, int, float]]:
        """(tag, photo id, probability) of these photos."""
        gen = self._gen()
        found: list[tuple[str, int, float]] = []
        for part in chunks(photos.tolist()):
            off = taken_off(self._rows, photos=part)
            rows = self._rows(
                "SELECT n.name, g.photo_id, g.p FROM json_each(?) j CROSS JOIN photo_tags g "
                "ON g.photo_id = j.value AND g.gen = ? JOIN tag_names n ON n.id = g.tag_id",
                (json.dumps(part), gen),
            )
            found += [row for row in rows if (row[1], folded(row[0])) not in off] if off else rows
        return found

    def text_links(self, photos: Slots | None = None) -> tuple[Slots, Slots]:
        """(text slot, photo id) of every caption and triplet that has a vector, of all photos or of these: two int64
        arrays of one length, in no order."""
        gen = self._gen()
        texts: list[Slots] = []
        ids: list[Slots] = []
        for part in [None] if photos is None else chunks(photos.tolist()):
            wanted = "" if part is None else "json_each(?2) j CROSS JOIN "
            among = "" if part is None else " AND l.photo_id = j.value"
            for sql in (
                f"SELECT t.slot, l.photo_id FROM {wanted}captions l CROSS JOIN text_vectors t "
                f"ON t.text_id = l.text_id AND t.gen = ?1 WHERE l.gen = ?1{among}",
                f"SELECT t.slot, l.photo_id FROM {wanted}photo_triplets l CROSS JOIN triplets r ON r.id = l.triplet_id "
                f"CROSS JOIN text_vectors t ON t.text_id = r.text_id AND t.gen = ?1 WHERE l.gen = ?1{among}",
                f"SELECT t.slot, l.photo_id FROM {wanted}own_marks l CROSS JOIN texts x ON x.text = l.caption "
                f"CROSS JOIN text_vectors t ON t.text_id = x.id AND t.gen = ?1 WHERE l.caption IS NOT NULL{among}",
            ):
                values = (gen,) if part is None else (gen, json.dumps(part))
                found = self._rows(
                    f"SELECT group_concat(slot), group_concat(photo_id) FROM ({sql} AND t.slot IS NOT NULL)", values
                )[0]
                texts.append(packed_slots(found[0]))
                ids.append(packed_slots(found[1]))
        if not texts:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        return np.concatenate(texts), np.concatenate(ids)

    # ---- words ----

    def word_lists(self, least: int) -> Iterator[tuple[bytes, int, Slots, Slots]]:
        """Every word that stands at least `least` times in some field, in all of its fields: the word as the full-text
        index knows it, the field's number in `WORD_FIELDS`, and photo id and place of each occurrence, by ascending id
        and place."""
        connection = self._connection()
        with known_errors(self.folder):
            connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_counts USING fts5vocab(main, words, col)")
            connection.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_places USING fts5vocab(main, words, instance)"
            )
            frequent: dict[str, list[str]] = {}
            for term, columns in connection.execute(
                "SELECT term, group_concat(col) FROM temp.word_counts GROUP BY term HAVING max(cnt) >= ?", (least,)
            ):
                frequent[term] = columns.split(",")
            for term in sorted(frequent, key=lambda term: term.encode("utf-8", "surrogatepass")):
                for column in sorted(frequent[term], key=WORD_FIELDS.index):
                    ids, places = connection.execute(
                        'SELECT group_concat(doc), group_concat("offset") FROM temp.word_places '
                        "WHERE term = ? AND col = ?",
                        (term, column),
                    ).fetchone()
                    at = np.minimum(packed_slots(places), _LONGEST_AT)
                    number = WORD_FIELDS.index(column)
                    yield term.encode("utf-8", "surrogatepass"), number, packed_slots(ids), at

    def terms(self, text: str) -> list[bytes]:
        """The words of a text as the full-text index knows them, in order."""
        return list(_terms(text))

    def literal_ids(self, phrase: str, name: LiteralField) -> Slots:
        """The photo ids, int64 [n], of all photos with this phrase in one field, whether they can be shown or not."""
        asked = quoted(phrase)
        if not asked:
            return np.empty(0, np.int64)
        found = self._rows("SELECT group_concat(rowid) FROM words WHERE words MATCH ?", (f"{{{name}}} : {asked}",))
        return packed_slots(found[0][0])

    def stands_anywhere(self, phrase: str) -> bool:
        """True where this phrase stands in any field of any photo."""
        asked = quoted(phrase)
        return bool(asked and self._rows("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (asked,)))

    def words_of(self, photos: Slots) -> WordsOf:
        """A full-text index of its own over these photos."""
        rows: list[Any] = []
        for part in chunks(photos.tolist()):
            rows += self._rows(
                f"SELECT rowid, {', '.join(WORD_FIELDS)} FROM words WHERE rowid IN (SELECT value FROM json_each(?))",
                (json.dumps(part),),
            )
        return WordsOf(rows)


class WordsOf:
    """A small full-text index in memory. May be used from several threads."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._guard = threading.Lock()
        self._database: Database | None = None
        if rows:
            self._database = memory_database(WORD_FIELDS)
            columns = ("rowid", *WORD_FIELDS)
            self._database.conn.executemany(
                f"INSERT INTO words ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", rows
            )

    def literal_ids(self, phrase: str, name: LiteralField) -> Slots:
        """See `BulkReader.literal_ids`."""
        asked = quoted(phrase)
        if not asked or self._database is None:
            return np.empty(0, np.int64)
        with self._guard:
            found = self._database.conn.execute(
                "SELECT group_concat(rowid) FROM words WHERE words MATCH ?", (f"{{{name}}} : {asked}",)
            ).fetchone()
        return packed_slots(found[0])


class _Tokenizer:
    """Takes texts apart as the full-text index does: by asking one."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._connection = memory_database(("text",)).conn
        self._connection.execute("CREATE VIRTUAL TABLE places USING fts5vocab(words, instance)")

    def terms(self, text: str) -> list[bytes]:
        with self._guard:
            self._connection.execute("DELETE FROM words")
            self._connection.execute("INSERT INTO words VALUES (?)", (text.encode("utf-8", "replace").decode(),))
            found = self._connection.execute('SELECT term FROM places ORDER BY "offset"').fetchall()
        return [term.encode("utf-8", "surrogatepass") for (term,) in found]


_made: list[_Tokenizer] = []
_making = threading.Lock()


def _tokenizer() -> _Tokenizer:
    with _making:
        if not _made:
            _made.append(_Tokenizer())
    return _made[0]


@functools.lru_cache(_KEPT_TERMS)
def _terms(text: str) -> tuple[bytes, ...]:
    return tuple(_tokenizer().terms(text))


def quoted(phrase: str) -> str:
    """A phrase for MATCH, in which nothing is taken for query syntax; empty where there is nothing to look for."""
    plain = phrase.encode("utf-8", "replace").decode().replace("\0", " ")
    return '"{}"'.format(plain.replace('"', '""')) if plain.strip() else ""
