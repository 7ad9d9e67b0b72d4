"""Questions about words, tags and texts: what stands where literally, and which photos a text belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import cast

import numpy as np

from app.library.base import CatalogueBase, Slots, chunks
from app.library.own import folded, taken_off
from app.library.rows import LiteralField, TextKind
from app.library.schema import WORD_COLUMNS


class TextsReader(CatalogueBase):
    """The part of a `Library` that answers questions about words, tags and texts."""

    def literal(self, word: str) -> dict[LiteralField, Slots]:
        """The slots of all photos with this word in their file names, folder names, caption or sure tags, int64 [n]
        each, ascending; fields in which it stands nowhere are left out. The words are always the live generation's.

        Words are matched by their stem, without accents, several as a phrase; anything may be typed, nothing in it is
        taken for query syntax.
        """
        found: dict[LiteralField, Slots] = {}
        phrase = word.encode("utf-8", "replace").decode().replace("\0", " ").replace('"', '""')
        if not phrase.strip():
            return found
        gen = self._gen()
        for column in WORD_COLUMNS:
            # CROSS JOIN keeps this order: SQLite would ask the full-text index once for every photo.
            rows = self._rows(
                "SELECT v.slot FROM words CROSS JOIN photo_vectors v ON v.photo_id = words.rowid AND v.gen = ? "
                "WHERE words MATCH ? AND v.live = 1",
                (gen, f'{{{column}}} : "{phrase}"'),
            )
            if rows:
                slots = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
                found[cast(LiteralField, column)] = np.sort(slots)
        return found

    def own_literal(self, words: Sequence[str]) -> Slots:
        """The slots of all photos whose captions and tags by people hold all of these words, int64 [n], ascending.
        Words are matched as in `literal`."""
        phrases = [word.encode("utf-8", "replace").decode().replace("\0", " ").replace('"', '""') for word in words]
        asked = " AND ".join(f'"{phrase}"' for phrase in phrases if phrase.strip())
        if not asked:
            return np.empty(0, np.int64)
        rows = self._rows(
            "SELECT v.slot FROM own_words CROSS JOIN photo_vectors v ON v.photo_id = own_words.rowid AND v.gen = ? "
            "WHERE own_words MATCH ? AND v.live = 1",
            (self._gen(), asked),
        )
        return np.sort(np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows)))

    def tag_photos(self, names: Sequence[str]) -> list[tuple[int, str, float]]:
        """(photo slot, tag name, probability) of every photo that carries one of these tags, surest first."""
        off = taken_off(self._rows, names=names)
        rows = self._rows(
            "SELECT v.slot, n.name, g.p, v.photo_id FROM json_each(?1) j CROSS JOIN tag_names n ON n.name = j.value "
            "CROSS JOIN photo_tags g ON g.tag_id = n.id AND g.gen = ?2 "
            "CROSS JOIN photo_vectors v ON v.photo_id = g.photo_id AND v.gen = ?2 "
            "WHERE v.live = 1 ORDER BY g.p DESC, v.slot",
            (json.dumps(list(names)), self._gen()),
        )
        return [(slot, name, p) for slot, name, p, photo in rows if not off or (photo, folded(name)) not in off]

    def captions_in_order(self) -> tuple[Slots, Slots]:
        """The slots of all photos with a caption, int64 [n], and the place of each caption from A to Z, from 1 on."""
        both = self._numbers(
            "SELECT v.slot, dense_rank() OVER (ORDER BY coalesce(o.caption, t.text) COLLATE NOCASE) "
            "FROM photo_vectors v LEFT JOIN own_marks o ON o.photo_id = v.photo_id "
            "LEFT JOIN captions c ON c.photo_id = v.photo_id AND c.gen = v.gen LEFT JOIN texts t ON t.id = c.text_id "
            "WHERE v.gen = ? AND v.live = 1 AND coalesce(o.caption, t.text) IS NOT NULL",
            (self._gen(),),
            width=2,
        )
        return both[:, 0], both[:, 1]

    def caption_photos_for_text_slots(self, slots: Iterable[int]) -> list[tuple[int, int]]:
        """(text slot, photo slot) of every photo whose caption by the pack or by hand, or a triplet of the pack's, has
        its vector at these slots."""
        gen = self._gen()
        found: list[tuple[int, int]] = []
        for part in chunks([int(slot) for slot in slots]):
            found += self._rows(
                "WITH wanted AS (SELECT t.text_id, t.slot FROM json_each(?1) j "
                "  CROSS JOIN text_vectors t ON t.gen = ?2 AND t.slot = j.value), "
                "links AS (SELECT w.slot AS text_slot, c.photo_id FROM wanted w "
                "  JOIN captions c ON c.text_id = w.text_id AND c.gen = ?2 "
                "  UNION SELECT w.slot, pt.photo_id FROM wanted w JOIN triplets r ON r.text_id = w.text_id "
                "  JOIN photo_triplets pt ON pt.triplet_id = r.id AND pt.gen = ?2 "
                "  UNION SELECT w.slot, o.photo_id FROM wanted w JOIN texts t ON t.id = w.text_id "
                "  JOIN own_marks o ON o.caption = t.text) "
                "SELECT l.text_slot, v.slot FROM links l JOIN photo_vectors v ON v.photo_id = l.photo_id "
                "AND v.gen = ?2 WHERE v.live = 1",
                (json.dumps(part), gen),
            )
        return found

    def slot_texts(self, slots: Iterable[int]) -> dict[int, str]:
        """Text slot → the caption or triplet whose vector lies there."""
        gen = self._gen()
        found: dict[int, str] = {}
        for part in chunks([int(slot) for slot in slots]):
            found.update(
                self._rows(
                    "SELECT v.slot, t.text FROM json_each(?) j CROSS JOIN text_vectors v "
                    "ON v.gen = ? AND v.slot = j.value CROSS JOIN texts t ON t.id = v.text_id",
                    (json.dumps(part), gen),
                )
            )
        return found

    def text_slots(self, kind: str) -> Slots:
        """Slots of all texts of one kind, "caption" or "triplet", ascending, int64 [n]."""
        rows = self._rows(
            "SELECT v.slot FROM text_vectors v JOIN texts t ON t.id = v.text_id "
            "WHERE v.gen = ? AND v.slot IS NOT NULL AND t.kind = ? ORDER BY v.slot",
            (self._gen(), kind),
        )
        return np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))

    def triplets_of(self, slots: Iterable[int]) -> list[tuple[str, str, str, int]]:
        """(subject, predicate, object, text slot) of the triplets whose texts have their vectors at these slots."""
        gen = self._gen()
        found: list[tuple[str, str, str, int]] = []
        for part in chunks([int(slot) for slot in slots]):
            found += self._rows(
                "SELECT r.subject, r.predicate, r.object, v.slot FROM json_each(?) j CROSS JOIN text_vectors v "
                "ON v.gen = ? AND v.slot = j.value CROSS JOIN triplets r ON r.text_id = v.text_id",
                (json.dumps(part), gen),
            )
        return found

    def new_texts(self, texts: Iterable[str]) -> list[str]:
        """Those texts, each once and in order, that have no vector by the pack in use yet."""
        unique = list(dict.fromkeys(texts))
        known = {
            row[0]
            for row in self._rows(
                "SELECT t.text FROM json_each(?) j CROSS JOIN texts t ON t.text = j.value "
                "JOIN text_vectors v ON v.text_id = t.id AND v.gen = ? WHERE v.slot IS NOT NULL",
                (json.dumps(unique), self._gen()),
            )
        }
        return [text for text in unique if text not in known]

    def texts_without_vector(self) -> list[tuple[str, TextKind]]:
        """(text, kind) of texts that photos of the pack in use refer to but whose vector was lost, and of captions
        written by hand that have none yet."""
        return self._rows(
            "SELECT t.text, t.kind FROM text_vectors v JOIN texts t ON t.id = v.text_id "
            "WHERE v.gen = ?1 AND v.slot IS NULL "
            "UNION SELECT o.caption, 'caption' FROM own_marks o WHERE o.caption IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM texts t JOIN text_vectors v ON v.text_id = t.id AND v.gen = ?1 WHERE t.text = o.caption)",
            (self._gen(),),
        )
