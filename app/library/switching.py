"""Beginning, switching and dropping generations. Each is one transaction: a crash leaves the old state or the new."""

from __future__ import annotations

import time
from collections.abc import Sequence
from sqlite3 import Connection

import numpy as np

from app.domain import SnowlineError
from app.library.base import Slots, packed_slots
from app.library.describing import DescribingWriter

# Tables with a row for each generation of a photo or a text.
_TABLES = ("photo_vectors", "text_vectors", "captions", "photo_tags", "photo_triplets", "undescribed")
# Photos whose words are written anew in one step of a switch.
_REWORDED = 5_000


class GenerationsWriter(DescribingWriter):
    """The part of a `Library` that says which generation is live."""

    def use_pack(self, pack: str, *, asked: bool = False) -> None:
        """Tells which pack (name and version) describes photos from now on.

        The first one is live at once, and so is one that comes while the live generation has no photo. Any other is
        built beside the live one, which goes on answering; one that was being built until now is kept as it is.
        `asked`: a person named this pack, so that no earlier choice stands any more.
        """
        found = self._rows("SELECT name, photos FROM generations WHERE state = 'live'")
        if found and found[0][0] == pack:
            return
        with self._transaction() as connection:
            if asked:
                connection.execute("DELETE FROM facts WHERE name = 'chosen_generation'")
            if found and not found[0][1]:
                self._drop(connection, found[0][0])
            connection.execute("UPDATE generations SET state = 'kept' WHERE state = 'building' AND name != ?", (pack,))
            connection.execute(
                "INSERT INTO generations (name, state, made) VALUES (?1, ?2, ?3) "
                "ON CONFLICT (name) DO UPDATE SET state = excluded.state",
                (
                    pack,
                    "building" if found and found[0][1] else "live",
                    time.strftime("%Y-%m-%d %H:%M:%S"),
                ),
            )

    def use_sure_tag(self, p: float) -> None:
        """From which probability a tag of the pack in use counts as a word that stands in the photo."""
        gen = self._gen()
        if not self._count("SELECT count(*) FROM generations WHERE id = ? AND sure_tag = ?", (gen, p)):
            with self._transaction() as connection:
                connection.execute("UPDATE generations SET sure_tag = ? WHERE id = ?", (p, gen))

    def switch_to(self, name: str, *, chosen: bool = False) -> None:
        """Makes the generation `name` the live one, which from then on answers; the one before is kept.

        Files wait whose photo it does not describe, and those it does describe wait no longer. The full-text words are
        written anew in the same transaction: readers see the old state until it is done.
        `chosen` tells that a person asked for it; no other is then switched to by itself. Raises SnowlineError for
        an unknown name.
        """
        with self._transaction() as connection:
            row = connection.execute("SELECT state FROM generations WHERE name = ?", (name,)).fetchone()
            if row is None:
                raise SnowlineError(f"This library has no generation {name}. List them with: generations")
            if chosen:
                self._put_fact(connection, "chosen_generation", name)
            else:
                connection.execute("DELETE FROM facts WHERE name = 'chosen_generation'")
            if row[0] == "live":
                return
            connection.execute("UPDATE generations SET state = 'kept' WHERE state = 'live'")
            connection.execute("UPDATE generations SET state = 'live' WHERE name = ?", (name,))
            described = (
                "EXISTS (SELECT 1 FROM photo_vectors v JOIN generations g ON g.id = v.gen "
                "WHERE v.photo_id = files.photo_id AND g.state = 'live')"
            )
            for state, old, condition in (("new", "indexed", f"NOT {described}"), ("indexed", "new", described)):
                connection.execute(
                    f"UPDATE files SET state = '{state}' WHERE state = '{old}' AND photo_id IS NOT NULL AND {condition}"
                )
            self._reword(connection)

    def _reword(self, connection: Connection) -> None:
        """Writes the words of all photos anew, as the live generation says them."""
        last = 0
        while ids := [
            row[0]
            for row in connection.execute("SELECT id FROM photos WHERE id > ? ORDER BY id LIMIT ?", (last, _REWORDED))
        ]:
            self._refresh(connection, ids)
            last = ids[-1]

    def note_undescribed(self, photos: Sequence[tuple[int, str]]) -> None:
        """(photo id, reason): what the models of the generation in hand could not describe."""
        with self._transaction() as connection:
            gen = self._gen()
            connection.executemany(
                "INSERT OR REPLACE INTO undescribed (photo_id, gen, reason) VALUES (?, ?, ?)",
                [(photo, gen, reason) for photo, reason in photos],
            )

    def forget_unused_texts(self) -> int:
        """Lets go of the vectors of texts that no photo says any more, by the generation in hand. Returns how many."""
        with self._transaction() as connection:
            self._put_fact(connection, f"shrinking {self.pack}", "yes")
            return connection.execute(
                "DELETE FROM text_vectors WHERE gen = ?1 AND text_id NOT IN ("
                "SELECT text_id FROM captions WHERE gen = ?1 "
                "UNION SELECT r.text_id FROM photo_triplets p JOIN triplets r ON r.id = p.triplet_id WHERE p.gen = ?1 "
                "UNION SELECT t.id FROM own_marks o JOIN texts t ON t.text = o.caption)",
                (self._gen(),),
            ).rowcount

    def slots_to_move(self) -> tuple[tuple[Slots, Slots], tuple[Slots, Slots]]:
        """For images and for texts: the last slots in use, and the unused ones before them that can take their place,
        two int64 arrays of one length each."""
        moves = []
        for table in ("photo_vectors", "text_vectors"):
            owned = packed_slots(
                self._rows(
                    f"SELECT group_concat(slot) FROM (SELECT slot FROM {table} WHERE gen = ? AND slot IS NOT NULL "
                    "ORDER BY slot)",
                    (self._gen(),),
                )[0][0]
            )
            moves.append((owned[owned >= len(owned)], np.setdiff1d(np.arange(len(owned), dtype=np.int64), owned)))
        return moves[0], moves[1]

    def move_slots(self, images: tuple[Slots, Slots], texts: tuple[Slots, Slots]) -> None:
        """Enters that the rows at these slots, (from, to), were copied; the files may be shortened from then on."""
        with self._transaction() as connection:
            gen = self._gen()
            for table, (sources, targets) in (("photo_vectors", images), ("text_vectors", texts)):
                connection.executemany(
                    f"UPDATE {table} SET slot = ? WHERE gen = ? AND slot = ?",
                    [(to, gen, slot) for slot, to in zip(sources.tolist(), targets.tolist(), strict=True)],
                )
            self._put_fact(connection, f"shrinking {self.pack}", "yes")

    @property
    def shrinking(self) -> bool:
        """True while the vector files of the generation in hand may end in rows that were in use until lately."""
        return self._fact(f"shrinking {self.pack}") is not None

    def shrunk(self) -> None:
        """The vector files of the generation in hand were shortened."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM facts WHERE name = ?", (f"shrinking {self.pack}",))

    def drop_generation(self, name: str) -> None:
        """Forgets all that this generation says of photos; its vector files are the caller's to remove afterwards.

        Raises SnowlineError for the live one and for an unknown name.
        """
        with self._transaction() as connection:
            row = connection.execute("SELECT state FROM generations WHERE name = ?", (name,)).fetchone()
            if row is None:
                raise SnowlineError(f"This library has no generation {name}. List them with: generations")
            if row[0] == "live":
                raise SnowlineError(f"{name} answers searches now. Use another generation before you drop it.")
            self._drop(connection, name)

    def _drop(self, connection: Connection, name: str) -> None:
        (gen,) = connection.execute("SELECT id FROM generations WHERE name = ?", (name,)).fetchone()
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table} WHERE gen = ?", (gen,))
        connection.execute("DELETE FROM generations WHERE id = ?", (gen,))
        connection.execute("DELETE FROM facts WHERE name = ?", (f"shrinking {name}",))
        connection.execute("DELETE FROM triplets WHERE id NOT IN (SELECT triplet_id FROM photo_triplets)")
        connection.execute(
            "DELETE FROM texts WHERE id NOT IN (SELECT text_id FROM text_vectors UNION SELECT text_id FROM captions "
            "UNION SELECT text_id FROM triplets)"
        )
