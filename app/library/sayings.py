"""What is said of photos, in words: captions and tags by models, and those by people, for whoever asks for all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.library.base import CatalogueBase, Slots, chunks, packed_slots
from app.library.connection import known_errors

_FETCHED = 1_000  # rows taken from SQLite at a time; one may name many photos

Floats = NDArray[np.float32]


class Saying(NamedTuple):
    """A sentence or the name of a tag, the photos it is said of, ids int64 [n], and how sure that is, float32 [n].
    What people say (`own`) is sure."""

    text: str
    photos: Slots
    p: Floats
    tag: bool
    own: bool


# A caption by a model does not count where a person wrote another, nor a tag that a person took away.
_NOT_REPLACED = "NOT EXISTS (SELECT 1 FROM own_marks o WHERE o.photo_id = l.photo_id AND o.caption IS NOT NULL)"
_NOT_DENIED = (
    "NOT EXISTS (SELECT 1 FROM own_tags o JOIN own_tag_names m ON m.id = o.tag_id "
    "WHERE o.photo_id = l.photo_id AND o.present = 0 AND m.folded = lower(n.name))"
)
_SENTENCES = (
    "SELECT x.text, group_concat(l.photo_id), group_concat(l.confidence) FROM {among} captions l "
    f"JOIN texts x ON x.id = l.text_id WHERE l.gen = ?1 AND l.sentence = 1 AND {_NOT_REPLACED} "
    "{which} GROUP BY l.text_id"
)
_TAGS = (
    "SELECT n.name, group_concat(l.photo_id), group_concat(l.p) FROM {among} photo_tags l "
    f"JOIN tag_names n ON n.id = l.tag_id WHERE l.gen = ?1 AND {_NOT_DENIED} {{which}} GROUP BY l.tag_id"
)
_OWN_SENTENCES = (
    "SELECT l.caption, group_concat(l.photo_id), group_concat(1) FROM {among} own_marks l "
    "WHERE l.caption IS NOT NULL AND ?1 IS NOT NULL {which} GROUP BY l.caption"
)
_OWN_TAGS = (
    "SELECT n.name, group_concat(l.photo_id), group_concat(1) FROM {among} own_tags l "
    "JOIN own_tag_names n ON n.id = l.tag_id WHERE l.present = 1 AND ?1 IS NOT NULL {which} GROUP BY l.tag_id"
)


class SayingsReader(CatalogueBase):
    """The part of a `Library` that hands out captions and tags with their photos."""

    def photo_slots(self) -> tuple[Slots, Slots]:
        """Ids and slots of all photos that can be shown: two int64 arrays of one length, by ascending id."""
        ids, slots = self._rows(
            "SELECT group_concat(photo_id), group_concat(slot) FROM (SELECT photo_id, slot FROM photo_vectors "
            "WHERE gen = ? AND live = 1 ORDER BY photo_id)",
            (self._gen(),),
        )[0]
        return packed_slots(ids), packed_slots(slots)

    def sayings(self, photos: Slots | None = None) -> Iterator[Saying]:
        """Every whole sentence and every tag that is said of photos, by models and by people; of all photos, or of
        those with these ids, int64 [n]. A text comes once or, of few photos, a few times."""
        gen = self._gen()
        if photos is None:  # one tag at a time: together they are many more rows than there are photos
            tags = _TAGS.format(among="", which="AND l.tag_id = ?2")
            for (tag,) in self._rows("SELECT id FROM tag_names ORDER BY name"):
                yield from self._said(tags, (gen, tag), tag=True, own=False)
        for sql, tag, own in (
            (_TAGS, True, False),
            (_SENTENCES, False, False),
            (_OWN_TAGS, True, True),
            (_OWN_SENTENCES, False, True),
        ):
            if photos is None:
                if sql is not _TAGS:
                    yield from self._said(sql.format(among="", which=""), (gen,), tag=tag, own=own)
                continue
            some = sql.format(among="json_each(?2) j CROSS JOIN", which="AND l.photo_id = j.value")
            for part in chunks(photos.tolist()):
                yield from self._said(some, (gen, json.dumps(part)), tag=tag, own=own)

    def _said(self, sql: str, values: tuple[object, ...], *, tag: bool, own: bool) -> Iterator[Saying]:
        with known_errors(self.folder):
            cursor = self._connection().execute(sql, values)
            while rows := cursor.fetchmany(_FETCHED):
                for text, ids, p in rows:
                    yield Saying(text, packed_slots(ids), np.fromstring(p, np.float32, sep=","), tag, own)
