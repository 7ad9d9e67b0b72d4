"""What a person says of photos: ratings, favourites, tags and captions of their own. Each call is one journal entry.

Keyed by photo, so it outlives files, folders, drives and generations of vectors.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from app.domain import SnowlineError
from app.library import own
from app.library.base import path_inside
from app.library.journal import IMPORT, MARKS, Journal, JournalEntry, Reverted
from app.library.own import Change, Own, Place
from app.library.rows import FileState
from app.messages import message, numbered, plain_text

LEAST_RATING, BEST_RATING = -1, 5
"""-1 is rejected, as in XMP; 0 to 5 are stars."""
TAG_LIMIT = 200  # characters of a tag's name
CAPTION_LIMIT = 5_000  # characters of a caption

_SEP = os.sep.encode()
_SPOKEN_TAGS = 3  # tags named in a summary

# From the number of photos that changed to a sentence about it; from a connection to part and wanted values.
_Summary = Callable[[int], str]
_Wanted = Callable[[Connection], tuple[str, Mapping[Place, str | None]]]


class FileAt(NamedTuple):
    """A known file; `photo_id` is None while it waits, or where it could not be read for `reason`."""

    file_id: int
    photo_id: int | None
    state: FileState
    reason: str | None


class PersonWriter(Journal):
    """The person's half of a `Library`."""

    # ---- reading back ----

    def own_of(self, photo_ids: Iterable[int]) -> dict[int, Own]:
        """What counts for these photos beside the models' words; photos without any are left out."""
        return own.own_of(self._rows, photo_ids)

    def own_tag_names(self) -> list[tuple[str, int]]:
        """Every tag that a person or a file gave, with how many photos carry it, by name."""
        return self._rows(
            "SELECT n.name, count(*) FROM own_tag_names n JOIN own_tags o ON o.tag_id = n.id AND o.present = 1 "
            "GROUP BY n.id ORDER BY n.folded"
        )

    def files_at(self, path: Path | str | bytes) -> list[FileAt]:
        """The known files at or below an absolute path, on the drives that are mounted there; of a mount where none is,
        on the one that was there last. Without those that are missing."""
        raw = os.path.abspath(os.fsencode(path))
        raw = os.path.join(os.path.realpath(os.path.dirname(raw)), os.path.basename(raw)) if raw != _SEP else raw
        drives, mounts = self._drives()
        # Drives take turns in one place, and only one of them is meant.
        turns = sorted(mounts, key=lambda drive: (drives[drive].online, drives[drive].last_seen or ""))
        holders = {mounts[drive]: drive for drive in turns}
        found: list[FileAt] = []
        for drive, mount in mounts.items():
            if holders[mount] != drive:
                continue
            inside = path_inside(raw, mount)
            if inside is None and path_inside(mount, raw) is None:
                continue
            sql, values = "SELECT id, photo_id, state, reason FROM files WHERE drive_id = ?", [drive]
            bounds: list[bytes] = []
            if inside:
                bounds = [inside, inside + _SEP, inside + bytes([_SEP[0] + 1])]
                sql += " AND (path_bytes = ? OR (path_bytes >= ? AND path_bytes < ?))"
            rows = self._rows(f"{sql} AND state != 'missing' ORDER BY id", [*values, *bounds])
            found += [FileAt(*row) for row in rows]
        return found

    # ---- changing ----

    def set_rating(self, photo_ids: Iterable[int], rating: int | None) -> JournalEntry | None:
        """Rates photos 0 to 5 stars, -1 for rejected, None for no rating. Returns the journal's entry, None where
        nothing changed. Raises `SnowlineError` for an unknown photo or another number; then nothing changes."""
        if rating is not None and not LEAST_RATING <= rating <= BEST_RATING:
            raise SnowlineError(f"A rating is a number from 0 to {BEST_RATING}, or {LEAST_RATING} for rejected.")

        def summary(n: int) -> str:
            if rating is None:
                return numbered("Took the rating off {n:,} photo", "Took the rating off {n:,} photos", n=n)
            if rating < 0:
                return numbered("Rejected {n:,} photo", "Rejected {n:,} photos", n=n)
            if rating == 1:
                return numbered("Rated {n:,} photo 1 star", "Rated {n:,} photos 1 star", n=n)
            return numbered("Rated {n:,} photo {rating} stars", "Rated {n:,} photos {rating} stars", n=n, rating=rating)

        ids = list(dict.fromkeys(photo_ids))

        def wanted(connection: Connection) -> tuple[str, Mapping[Place, str | None]]:
            changing: Iterable[int] = ids
            if rating is None:  # only a rating that is there can be taken off
                changing = [
                    row[0]
                    for row in connection.execute(
                        "SELECT photo_id FROM own_marks WHERE rating IS NOT NULL "
                        "AND photo_id IN (SELECT value FROM json_each(?))",
                        (json.dumps(ids),),
                    )
                ]
            return "rating", {(id_, 0): json.dumps(rating) for id_ in changing}

        return self._set("rating", summary, ids, wanted)

    def set_favourite(self, photo_ids: Iterable[int], favourite: bool) -> JournalEntry | None:
        """Makes photos favourites, or no longer. As `set_rating`."""

        def summary(n: int) -> str:
            if favourite:
                return numbered("Made {n:,} photo a favourite", "Made {n:,} photos favourites", n=n)
            return numbered("Took {n:,} photo off the favourites", "Took {n:,} photos off the favourites", n=n)

        ids = list(dict.fromkeys(photo_ids))
        value = "1" if favourite else None
        return self._set("favourite", summary, ids, lambda _: ("favourite", {(id_, 0): value for id_ in ids}))

    def add_tags(self, photo_ids: Iterable[int], names: Iterable[str]) -> JournalEntry | None:
        """Gives photos tags of a person's own. A tag is known whatever its case; the case first written is kept.
        As `set_rating`."""
        wanted = _names(names)
        return self._tag(list(dict.fromkeys(photo_ids)), wanted, present=True)

    def remove_tags(self, photo_ids: Iterable[int], names: Iterable[str]) -> JournalEntry | None:
        """Takes tags off photos; also those that a file or a model names, which then stay away. As `set_rating`."""
        wanted = _names(names)
        return self._tag(list(dict.fromkeys(photo_ids)), wanted, present=False)

    def _tag(self, ids: list[int], names: list[str], *, present: bool) -> JournalEntry | None:
        spoken = ", ".join(f"“{name}”" for name in names[:_SPOKEN_TAGS]) + (" …" if len(names) > _SPOKEN_TAGS else "")

        def summary(n: int) -> str:
            if present:
                return numbered("Tagged {n:,} photo {tags}", "Tagged {n:,} photos {tags}", n=n, tags=spoken)
            return numbered("Took {tags} off {n:,} photo", "Took {tags} off {n:,} photos", n=n, tags=spoken)

        def wanted(connection: Connection) -> tuple[str, Mapping[Place, str | None]]:
            if present:
                tags = own.tag_ids(connection, names)
                return "tag", {(id_, tag): "1" for id_ in ids for tag in tags}
            marks = [own.folded(name) for name in names]
            # Only tags that are there can be taken away; another's absence is nobody's decision.
            there = connection.execute(
                "SELECT o.photo_id, o.tag_id FROM own_tags o JOIN own_tag_names n ON n.id = o.tag_id "
                "WHERE o.present = 1 AND n.folded IN (SELECT value FROM json_each(?)) "
                "AND o.photo_id IN (SELECT value FROM json_each(?))",
                (json.dumps(marks), json.dumps(ids)),
            ).fetchall()
            return "tag", dict.fromkeys([*there, *self._by_models(connection, ids, marks)], "0")

        return self._set("tags", summary, ids, wanted)

    def _by_models(self, connection: Connection, ids: list[int], marks: list[str]) -> list[Place]:
        """Where a model is sure of a tag of one of these folded names, of these photos."""
        gen, sure = self._spoken(connection)
        said = connection.execute(
            "SELECT g.photo_id, n.name FROM json_each(?) j CROSS JOIN photo_tags g ON g.photo_id = j.value "
            "AND g.gen = ? AND g.p >= ? JOIN tag_names n ON n.id = g.tag_id",
            (json.dumps(ids), gen, sure),
        ).fetchall()
        places = [(photo, name) for photo, name in said if own.folded(name) in marks]
        tags = {name: own.tag_ids(connection, [name])[0] for name in {name for _, name in places}}
        return [(photo, tags[name]) for photo, name in places]

    def set_caption(self, photo_id: int, text: str | None) -> JournalEntry | None:
        """Puts a caption by hand in the place of any other; None gives the photo back the one it had before a person
        wrote one. As `set_rating`."""
        caption = None if text is None else _bounded(text, CAPTION_LIMIT, "caption", lines=True)
        value = json.dumps(caption, ensure_ascii=False) if caption else None

        def summary(n: int) -> str:
            if not caption:
                return message("Took back the caption written by hand")
            return message("Wrote a caption: “{caption}”", caption=_short(caption))

        return self._set("caption", summary, [photo_id], lambda _: ("caption", {(photo_id, 0): value}))

    def _set(self, kind: str, summary: _Summary, ids: Sequence[int], wanted: _Wanted) -> JournalEntry | None:
        with self._transaction() as connection:
            self._check_photos(connection, ids)
            part, values = wanted(connection)
            before = own.decided(connection, part, list(values))
            changed = {place: value for place, value in values.items() if before.get(place) != value}
            if not changed:
                return None
            own.decide(connection, part, changed)
            changes = [Change(part, *place, before.get(place), value) for place, value in changed.items()]
            photos = {photo for photo, _ in changed}
            if part in {"tag", "caption"}:
                self._refresh(connection, photos)
            return self._record(connection, kind, summary(len(photos)), changes)

    def _check_photos(self, connection: Connection, ids: Sequence[int]) -> None:
        known = connection.execute(
            "SELECT count(*) FROM photos WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
        ).fetchone()[0]
        if known != len(set(ids)):
            text = numbered(
                "{n:,} photo of these are not in the library.",
                "{n:,} photos of these are not in the library.",
                n=len(set(ids)) - known,
            )
            raise SnowlineError(text)

    # ---- undo ----

    def _revert(self, entry: JournalEntry, *, back: bool) -> Reverted:
        if entry.kind not in MARKS | {IMPORT}:
            return super()._revert(entry, back=back)
        kept = 0
        with self._transaction() as connection:
            for part, changes in self._changes(connection, entry.entry_id):
                if part == "says":
                    swapped = [own.swap_said(connection, change) for change in changes]
                    self._record_changes(connection, entry.entry_id, swapped, replace=True)
                    own.follow_files(connection, {change.row for change in changes})
                    self._refresh(connection, {change.row for change in changes})
                    continue
                now = own.decided(connection, part, [(change.row, change.sub) for change in changes])
                values = {}
                for change in changes:
                    there, goal = (change.after, change.before) if back else (change.before, change.after)
                    if now.get((change.row, change.sub)) == there:
                        values[change.row, change.sub] = goal
                    else:
                        kept += 1
                own.decide(connection, part, values)
                self._refresh(connection, {photo for photo, _ in values} if part in {"tag", "caption"} else ())
            return Reverted(self._mark_entry(connection, entry, "undone" if back else "done"), kept)


def _bounded(text: str, limit: int, what: str, *, lines: bool = False) -> str:
    kept = plain_text(text, lines=lines)
    if len(kept) > limit:
        raise SnowlineError(f"This {what} is too long: {len(kept):,} characters, at most {limit:,} are kept.")
    return kept


def _names(names: Iterable[str]) -> list[str]:
    wanted = {own.folded(name): name for name in (_bounded(name, TAG_LIMIT, "tag") for name in names) if name}
    if not wanted:
        raise SnowlineError("A tag needs a name.")
    return list(wanted.values())


def _short(text: str | None, limit: int = 60) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
