"""What people say of photos, handed out photo by photo, and taken in again as one entry of the journal.

A photo is known by its content key, else by the path of one of its files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Literal, NamedTuple

from app.domain import SnowlineError
from app.library import drives, own
from app.library.base import path_inside
from app.library.journal import TABLE, JournalEntry
from app.library.own import NOTHING_ADDED, Change, Own, Place
from app.library.person import BEST_RATING, CAPTION_LIMIT, LEAST_RATING, TAG_LIMIT, PersonWriter
from app.library.rows import PhotoRow
from app.messages import numbered, plain_text

Field = Literal["rating", "favourite", "tags", "caption"]
UNRATED = -2
"""Of `Marks.rating`: the rating is to be taken off."""
_AT_ONCE = 2_000


class Marks(NamedTuple):
    """What is said of a photo somewhere else. None, () and "" say nothing; `favourite` False says that it is none."""

    rating: int | None = None
    favourite: bool | None = None
    tags: tuple[str, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Marks beside what counts here. `new` are fields of which nothing is said here; `differing` those of which
    something else is."""

    photo_id: int
    marks: Marks
    mine: Own
    new: tuple[Field, ...]
    differing: tuple[Field, ...]


def checked(marks: Marks) -> Marks:
    """The same with texts as they are kept. Raises `SnowlineError` for what the library cannot hold."""
    if marks.rating is not None and marks.rating != UNRATED and not LEAST_RATING <= marks.rating <= BEST_RATING:
        raise SnowlineError(f"a rating is a number from 0 to {BEST_RATING}, “rejected” or “none”")
    names = {own.folded(name): name for name in (plain_text(name) for name in marks.tags) if name}
    caption = plain_text(marks.caption, lines=True)
    if any(len(name) > TAG_LIMIT for name in names.values()):
        raise SnowlineError(f"a tag is longer than {TAG_LIMIT} characters")
    if len(caption) > CAPTION_LIMIT:
        raise SnowlineError(f"the caption is longer than {CAPTION_LIMIT:,} characters")
    return Marks(marks.rating, marks.favourite, tuple(names.values()), caption)


class ExchangeWriter(PersonWriter):
    """The part of a `Library` that hands out and takes in what people say of photos."""

    def marked_count(self, *, all_photos: bool) -> int:
        """How many photos `pages_of_marks` hands out at most."""
        return self._count(f"SELECT count(*) FROM photos WHERE live = 1 {'' if all_photos else _MARKED}")

    def pages_of_marks(self, *, all_photos: bool) -> Iterator[list[tuple[PhotoRow, Own]]]:
        """Photos that can be shown, by id, with what counts of them, some thousand at a time; without `all_photos`
        only those of which anything is said."""
        last = 0
        which = "" if all_photos else _MARKED
        while ids := [
            row[0]
            for row in self._rows(
                f"SELECT id FROM photos WHERE live = 1 AND id > ? {which} ORDER BY id LIMIT ?", (last, _AT_ONCE)
            )
        ]:
            last = ids[-1]
            said = self.own_of(ids)
            yield [(row, said.get(row.photo_id, NOTHING_ADDED)) for row in self.photos_by_ids(ids)]

    def known_photos(self, named: Sequence[tuple[str, str]]) -> list[int | None]:
        """The ids of the photos with these (content key, absolute path), in this order; the key decides, and None
        stands for a photo that is not known."""
        keys = json.dumps(sorted({key for key, _ in named if key}))
        by_key = dict(
            self._rows(
                "SELECT p.key, p.id FROM json_each(?) j CROSS JOIN photos p ON p.key = j.value "
                "WHERE EXISTS (SELECT 1 FROM files f WHERE f.photo_id = p.id)",
                (keys,),
            )
        )
        return [by_key.get(key) or self._photo_at(path) for key, path in named]

    def _photo_at(self, path: str) -> int | None:
        if not os.path.isabs(path) or "\0" in path:
            return None
        raw = os.fsencode(path)
        _, mounts = self._drives()
        for candidate in dict.fromkeys((raw, drives.one_name(raw))):
            for drive, mount in sorted(mounts.items(), key=lambda item: -len(item[1])):
                below = path_inside(candidate, mount)
                if below is None:
                    continue
                found = self._rows(
                    "SELECT photo_id FROM files WHERE drive_id = ? AND path_bytes = ? AND photo_id IS NOT NULL",
                    (drive, below),
                )
                if found:
                    return int(found[0][0])
        return None

    def compare_marks(self, marked: Mapping[int, Marks]) -> list[Compared]:
        """What is said elsewhere of photos, by id, beside what counts here."""
        mine = self.own_of(marked)
        return [_compared(id_, marks, mine.get(id_, NOTHING_ADDED)) for id_, marks in marked.items()]

    def take_marks(
        self, marked: Mapping[int, Marks], name: str, *, overwrite: bool, entry: JournalEntry | None = None
    ) -> JournalEntry | None:
        """Takes in what is said elsewhere of photos, in one transaction: fields of which nothing is said here, and
        with `overwrite` also those of which something else is. Tags are then those of the other side.

        `name` says where that comes from; `entry` is what an earlier part of the same import returned, so that one
        undo takes back all of it. Returns the entry, None where nothing has changed so far.
        """
        with self._transaction() as connection:
            changes: list[Change] = []
            for part, values in self._wanted(connection, self.compare_marks(marked), overwrite=overwrite).items():
                before = own.decided(connection, part, list(values))
                changed = {place: value for place, value in values.items() if before.get(place) != value}
                own.decide(connection, part, changed)
                changes += [Change(part, *place, before.get(place), value) for place, value in changed.items()]
            if not changes:
                return entry
            self._refresh(connection, {change.row for change in changes if change.part in {"tag", "caption"}})
            if entry is None:
                entry = self._record(connection, TABLE, "", detail={"photos": 0, "name": name})
            photos = entry.detail["photos"] + len({change.row for change in changes})
            # A photo that is named twice goes back to what it was before the first time.
            connection.executemany(
                "INSERT INTO journal_changes VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET after = excluded.after",
                ((entry.entry_id, *change) for change in changes),
            )
            summary = numbered(
                "Took ratings, tags and captions of {n:,} photo from {name}",
                "Took ratings, tags and captions of {n:,} photos from {name}",
                n=photos,
                name=name,
            )
            return self._mark_entry(connection, entry, "done", summary=summary, detail={"photos": photos, "name": name})

    def _wanted(
        self, connection: Connection, compared: Sequence[Compared], *, overwrite: bool
    ) -> dict[str, dict[Place, str | None]]:
        """The decisions that take in marks, by part and place."""
        wanted: dict[str, dict[Place, str | None]] = {"rating": {}, "favourite": {}, "caption": {}, "tag": {}}
        for one in compared:
            fields = (*one.new, *one.differing) if overwrite else one.new
            marks, place = one.marks, (one.photo_id, 0)
            if "rating" in fields:
                wanted["rating"][place] = json.dumps(None if marks.rating == UNRATED else marks.rating)
            if "favourite" in fields:
                wanted["favourite"][place] = "1" if marks.favourite else None
            if "caption" in fields:
                wanted["caption"][place] = json.dumps(marks.caption, ensure_ascii=False)
            if "tags" in fields:
                theirs = {own.folded(tag) for tag in marks.tags}
                gone = [tag for tag in one.mine.tags if own.folded(tag) not in theirs]
                here = {own.folded(tag) for tag in one.mine.tags}
                come = [tag for tag in marks.tags if own.folded(tag) not in here]
                for names, value in ((gone, "0"), (come, "1")):
                    for tag in own.tag_ids(connection, names):
                        wanted["tag"][one.photo_id, tag] = value
        return wanted


_MARKED = (
    "AND (id IN (SELECT photo_id FROM own_marks WHERE rating IS NOT NULL OR favourite = 1 OR caption IS NOT NULL) "
    "OR id IN (SELECT photo_id FROM own_tags WHERE present = 1))"
)


def _compared(photo: int, marks: Marks, mine: Own) -> Compared:
    new: list[Field] = []
    differing: list[Field] = []

    def weigh(field: Field, said: bool, here: bool, same: bool) -> None:
        if said and not same:
            (differing if here else new).append(field)

    rating = None if marks.rating == UNRATED else marks.rating
    weigh("rating", marks.rating is not None, mine.rating is not None, rating == mine.rating)
    weigh("favourite", marks.favourite is not None, mine.favourite, marks.favourite == mine.favourite)
    same = {own.folded(tag) for tag in marks.tags} == {own.folded(tag) for tag in mine.tags}
    weigh("tags", bool(marks.tags), bool(mine.tags), same)
    weigh("caption", bool(marks.caption), bool(mine.caption), marks.caption == mine.caption)
    return Compared(photo, marks, mine, tuple(new), tuple(differing))
