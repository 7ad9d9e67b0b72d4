"""The text in pictures: what was read in each photo, by photo and not by file or generation, and which wait for it.

A photo is read once; its content never changes. `seen_words`, the full-text index of what was read, follows by
triggers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from app.library.base import Slots, packed_slots
from app.library.bulk import quoted
from app.library.generations import GenerationsReader
from app.library.writer import CatalogueWriter

# What stands in names, captions and sure tags of photos that probably show text, as people and the models say it.
_SPEAK_OF_TEXT = (
    "screenshot", "bildschirmfoto", "screen shot", "captura", "schermata", "capture d'écran", "scan", "document",
    "text", "sign", "signpost", "letters", "word", "writing", "handwriting", "poster", "billboard", "banner", "advert",
    "receipt", "invoice", "bill", "ticket", "rechnung", "quittung", "beleg", "facture", "factura", "book", "magazine",
    "newspaper", "page", "menu", "speisekarte", "whiteboard", "blackboard", "chalkboard", "slide", "presentation",
    "label", "logo", "map", "chart", "diagram", "envelope", "postcard", "business card", "passport", "certificate",
    "recipe", "calendar", "scoreboard", "license plate", "shopfront", "crossword", "website", "keyboard", "banknote",
    "dollar", "sheet music", "notebook", "bottle label", "packet", "graffiti",
)  # fmt: skip
# Pictures of these types are mostly made by programs: screenshots, drawings, pages.
_DRAWN_TYPES = ("PNG", "GIF", "BMP")
# Photos of one question that are followed; of more in whose pictures a word stands, those that came last.
MOST_SHOWING = 5_000


class SeenText(NamedTuple):
    """What was read in a photo: its lines from top to bottom, one per line; or why nothing could be read."""

    photo_id: int
    text: str
    problem: str | None = None


class ReadCounts(NamedTuple):
    """Of all photos that can be found, `photos`: in how many the text was read, how many of those have any, how many
    failed, and how many wait that probably show some."""

    photos: int
    read: int
    with_text: int
    failed: int
    probable: int


class SeenTexts(CatalogueWriter, GenerationsReader):
    """The part of a `Library` that knows the text in pictures."""

    def unread(self, *, probable: bool) -> Slots:
        """Ids of the photos with a file on a connected drive in which nobody looked for text yet, newest first, int64
        [n]; with `probable` only those that probably show some, by their type, names, captions and tags."""
        rows = self._rows(
            f"SELECT group_concat(id) FROM (SELECT p.id {self._waiting(probable)} {self._connected()} "
            "ORDER BY coalesce(p.taken, p.added) DESC, p.id DESC)"
        )
        return packed_slots(rows[0][0])

    def read_counts(self) -> ReadCounts:
        """How far the reading of text has come; a pass over all photos."""
        photos, read, with_text, failed = self._rows(
            "SELECT count(*), count(t.photo_id), count(nullif(t.text, '')), count(t.problem) "
            "FROM photos p LEFT JOIN seen_texts t ON t.photo_id = p.id WHERE p.live = 1"
        )[0]
        probable = self._count(f"SELECT count(*) {self._waiting(probable=True)}")
        return ReadCounts(photos, read - failed, with_text, failed, probable)

    def put_seen_texts(self, texts: Iterable[SeenText], reader: str, at: str) -> None:
        """Keeps what was read, by which version of the reader and when (ISO 8601), in one transaction."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT INTO seen_texts (photo_id, text, reader, at, problem) "
                "SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM photos WHERE id = ?1) "
                "ON CONFLICT DO UPDATE SET text = excluded.text, reader = excluded.reader, at = excluded.at, "
                "problem = excluded.problem",
                [(row.photo_id, row.text, reader, at, row.problem) for row in texts],
            )

    def read_again(self) -> int:
        """Photos in which reading failed wait again. Returns how many."""
        with self._transaction() as connection:
            return connection.execute("DELETE FROM seen_texts WHERE problem IS NOT NULL").rowcount

    def showing(self, phrase: str) -> Slots:
        """The ids of all photos in whose pictures these words can be read, one behind the other: int64 [n]."""
        asked = _spellings(phrase)
        if not asked:
            return np.empty(0, np.int64)
        found = self._rows("SELECT group_concat(rowid) FROM seen_words WHERE seen_words MATCH ?", (asked,))
        return packed_slots(found[0][0])

    def showing_all(self, words: Sequence[str], *, most: int = MOST_SHOWING) -> Slots:
        """The ids of the photos in whose picture all of these words can be read, wherever, int64 [n]; of more than
        `most`, those that came last. Words are matched by their stem, without accents."""
        phrases = [phrase for word in words if (phrase := _spellings(word))]
        if not phrases or len(phrases) < len(words):
            return np.empty(0, np.int64)
        found = self._rows(
            "SELECT group_concat(rowid) FROM "
            "(SELECT rowid FROM seen_words WHERE seen_words MATCH ? ORDER BY rowid DESC LIMIT ?)",
            (" AND ".join(phrases), most),
        )
        return packed_slots(found[0][0])

    def _waiting(self, probable: bool) -> str:
        """SQL: photos that can be found and in which nobody looked for text."""
        words = " OR ".join(quoted(word) for word in _SPEAK_OF_TEXT).replace("'", "''")
        likely = (
            f"AND (p.format IN ({', '.join(repr(name) for name in _DRAWN_TYPES)}) "
            f"OR p.id IN (SELECT rowid FROM words WHERE words MATCH '{words}')) "
        )
        return "FROM photos p WHERE p.live = 1 AND NOT EXISTS (SELECT 1 FROM seen_texts t WHERE t.photo_id = p.id) " + (
            likely if probable else ""
        )


def _spellings(word: str) -> str:
    """A word, or several as a phrase, for MATCH, with what the reader makes of letters that it does not know."""
    plain = quoted(word)
    if not plain or "ß" not in word:
        return plain
    return f"({' OR '.join([plain, *(quoted(word.replace('ß', other)) for other in ('ss', 'b', 'β', 's'))])})"
