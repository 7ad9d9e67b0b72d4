"""What must hold between the rows of the catalogue, and how it is put right where it does not. For `doctor`.

Each rule is one question in SQL that brings the ids of what breaks it. Putting right derives anew what can be derived
and makes files wait for indexing again; it never removes what a person added.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.library.check import full_text_tables
from app.library.connection import known_errors
from app.library.naming import WAITS, name_files
from app.library.salvage import drop_dangling
from app.library.writer import CatalogueWriter

# Photos whose words are written in one transaction.
_CHUNK = 2_000

_Cure = Literal["refresh", "wait", "words", "waiting words", "seen words", "follow", "count"]
_LIVE_GENERATION = "(SELECT id FROM generations WHERE state = 'live')"
# Photos of which a person or a file says a caption or a tag.
_SAYING = "SELECT photo_id FROM own_marks WHERE caption != '' UNION SELECT photo_id FROM own_tags WHERE present = 1"
# Photos with text in their pictures.
_READ = "SELECT photo_id FROM seen_texts WHERE text != ''"


@dataclass(frozen=True, slots=True)
class Rule:
    """`broken` selects the ids of what breaks it; `text` says so, with a place for their number."""

    name: str
    text: str
    broken: str
    cure: _Cure


RULES = (
    Rule(
        "live",
        "{} with a wrong mark of whether a file of it is there",
        "SELECT id FROM photos p WHERE live != EXISTS "
        "(SELECT 1 FROM files f WHERE f.photo_id = p.id AND f.state != 'missing')",
        "refresh",
    ),
    Rule(
        "live copy",
        "{} for which search has another mark of being there than the catalogue",
        "SELECT DISTINCT v.photo_id FROM photo_vectors v JOIN photos p ON p.id = v.photo_id WHERE v.live != p.live",
        "follow",
    ),
    Rule(
        "words",
        "{} that cannot be found by words",
        "SELECT id FROM photos WHERE live = 1 AND id NOT IN (SELECT id FROM words_docsize)",
        "refresh",
    ),
    Rule(
        "words of nothing",
        "words of {} that is not there",
        "SELECT id FROM words_docsize WHERE id NOT IN (SELECT id FROM photos WHERE live = 1)",
        "words",
    ),
    Rule(
        "own words",
        "{} whose own words are not found, or are found though nobody says them",
        f"SELECT photo_id FROM ({_SAYING}) WHERE photo_id NOT IN (SELECT id FROM own_words_docsize) "
        f"UNION SELECT id FROM own_words_docsize WHERE id NOT IN ({_SAYING})",
        "refresh",
    ),
    Rule(
        "undescribed",
        "{} marked as indexed without a description",
        "SELECT f.id FROM files f LEFT JOIN photo_vectors v ON v.photo_id = f.photo_id AND v.gen = "
        f"{_LIVE_GENERATION} WHERE f.state = 'indexed' AND v.photo_id IS NULL",
        "wait",
    ),
    Rule(
        "skipped without reason",
        "{} left out without a reason",
        "SELECT id FROM files WHERE state = 'skipped' AND (reason IS NULL OR reason = '')",
        "wait",
    ),
    Rule(
        "waiting words",
        "{} waiting that cannot be found by name",
        f"SELECT id FROM files WHERE {WAITS} AND id NOT IN (SELECT id FROM waiting_words_docsize)",
        "waiting words",
    ),
    Rule(
        "waiting words of nothing",
        "names of {} that does not wait any more",
        f"SELECT id FROM waiting_words_docsize WHERE id NOT IN (SELECT id FROM files WHERE {WAITS})",
        "waiting words",
    ),
    Rule(
        "seen words",
        "{} the words in whose pictures are not found, or are found though nobody read them",
        f"SELECT photo_id FROM ({_READ}) WHERE photo_id NOT IN (SELECT id FROM seen_words_docsize) "
        f"UNION SELECT id FROM seen_words_docsize WHERE id NOT IN ({_READ})",
        "seen words",
    ),
    Rule(
        "count",
        "a wrong count of photos in {}",
        "SELECT id FROM generations g WHERE photos != (SELECT count(*) FROM photo_vectors v WHERE v.gen = g.id)",
        "count",
    ),
)
# What the number in a rule's text counts.
_COUNTED = {"refresh": "photo", "follow": "photo", "words": "photo", "seen words": "photo", "count": "generation"}


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that does not hold, and for how many rows."""

    rule: Rule
    count: int

    @property
    def text(self) -> str:
        noun = _COUNTED.get(self.rule.cure, "file")
        return self.rule.text.format(f"{self.count:,} {noun}{'' if self.count == 1 else 's'}")


class Upkeep(CatalogueWriter):
    """The part of a `Library` that looks after it."""

    def broken_rule(self, rule: Rule) -> Broken | None:
        """Whether a rule of `RULES` holds; None where it does."""
        count = self._count(f"SELECT count(*) FROM ({rule.broken})")
        return Broken(rule, count) if count else None

    def put_right(self, rule: Rule) -> int:
        """Puts right what breaks the rule, in one transaction for some thousand rows. Returns how many those were."""
        ids = [int(row[0]) for row in self._rows(rule.broken)]
        for start in range(0, len(ids), _CHUNK):
            with self._transaction() as connection:
                self._cure(connection, rule.cure, ids[start : start + _CHUNK])
        return len(ids)

    def _cure(self, connection: Connection, cure: _Cure, ids: Sequence[int]) -> None:
        among = "IN (SELECT value FROM json_each(?))"
        wanted = (json.dumps(ids),)
        if cure == "refresh":
            self._refresh(connection, ids)
        elif cure == "follow":
            connection.execute(
                "UPDATE photo_vectors SET live = (SELECT live FROM photos p WHERE p.id = photo_id) "
                f"WHERE photo_id {among}",
                wanted,
            )
        elif cure == "words":
            connection.execute(f"DELETE FROM words WHERE rowid {among}", wanted)
        elif cure == "wait":
            connection.execute(f"UPDATE files SET state = 'new', reason = NULL WHERE id {among}", wanted)
            name_files(connection, ids)
        elif cure == "waiting words":
            connection.execute(f"DELETE FROM waiting_words WHERE rowid {among}", wanted)
            name_files(connection, ids)
        elif cure == "seen words":
            connection.execute(f"DELETE FROM seen_words WHERE rowid {among}", wanted)
            connection.execute(
                "INSERT INTO seen_words (rowid, text) SELECT photo_id, text FROM seen_texts "
                f"WHERE text != '' AND photo_id {among}",
                wanted,
            )
        else:
            connection.execute(
                "UPDATE generations SET photos = (SELECT count(*) FROM photo_vectors WHERE gen = generations.id) "
                f"WHERE id {among}",
                wanted,
            )

    def photo_keys(self) -> frozenset[str]:
        """The content keys of all photos ever described, whether a file of them is there or not."""
        return frozenset(row[0] for row in self._rows("SELECT key FROM photos"))

    def remake_words(self, name: str) -> None:
        """Makes a full-text index empty and sound again; the rules about words then fill it."""
        with self._transaction() as connection:
            if name not in full_text_tables(connection):
                raise ValueError(f"{name} is not a full-text index")
            sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
            connection.execute(f'DROP TABLE "{name}"')
            connection.execute(sql)

    def drop_dangling(self) -> int:
        """Removes rows that refer to rows which are not there. Returns how many."""
        connection = self._connection()
        with known_errors(self.folder):
            connection.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction
        try:
            with self._transaction():
                return drop_dangling(connection)
        finally:
            connection.execute("PRAGMA foreign_keys = ON")

    # ---- slots ----

    def named_slots(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Slots of images and of texts that the generation in hand names, ascending, int64 [n] each."""
        gen = self._gen()
        found = []
        for table in ("photo_vectors", "text_vectors"):
            rows = self._rows(f"SELECT slot FROM {table} WHERE gen = ? AND slot IS NOT NULL ORDER BY slot", (gen,))
            found.append(np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows)))
        return found[0], found[1]

    def forget_slots(self, images: Sequence[int], texts: Sequence[int]) -> int:
        """Makes photos and texts whose vectors are damaged wait for new ones. Returns how many photos."""
        among = "IN (SELECT value FROM json_each(?))"
        with self._transaction() as connection:
            gen = self._gen()
            lost = [
                row[0]
                for row in connection.execute(
                    f"DELETE FROM photo_vectors WHERE gen = ? AND slot {among} RETURNING photo_id",
                    (gen, json.dumps([int(slot) for slot in images])),
                ).fetchall()
            ]
            connection.execute(
                f"UPDATE text_vectors SET slot = NULL WHERE gen = ? AND slot {among}",
                (gen, json.dumps([int(slot) for slot in texts])),
            )
            if gen == self._spoken(connection)[0]:
                connection.execute(
                    f"UPDATE files SET state = 'new' WHERE state = 'indexed' AND photo_id {among}", (json.dumps(lost),)
                )
        return len(lost)
