"""Photos that belong together: a raw file and the JPEG of the same shot, the shots of a burst, and the same picture in
several forms.

Triggers note which photos came, changed or moved, and only those are looked at again, with their neighbours. What
belongs together is decided elsewhere; here is what that needs to know, and where it is kept.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Literal, NamedTuple

import numpy as np

from app.library.base import Slots, chunks, packed_slots
from app.library.writer import CatalogueWriter

LinkKind = Literal["raw_pair", "burst", "copy"]

# Shots of one burst; a camera's interval timer may go on all night.
_MAX_CHAIN = 5_000


@dataclass(frozen=True, slots=True)
class LinkedPhotos:
    """Photos that belong together, with the one that was asked about, ordered by their time."""

    kind: LinkKind
    photo_ids: tuple[int, ...]


class Shot(NamedTuple):
    """A photo as linking sees it. `taken` is ISO 8601 seconds, `ms` what follows it; `slot` its row in the image vector
    file of the live generation, None where that does not describe it."""

    photo_id: int
    format: str
    taken: str | None
    ms: int
    camera: str | None
    slot: int | None


class Group(NamedTuple):
    """Photos to be kept as belonging together."""

    kind: LinkKind
    photo_ids: tuple[int, ...]


class Links(CatalogueWriter):
    """The part of a `Library` that knows which photos belong together."""

    def linked(self, photo_id: int) -> list[LinkedPhotos]:
        """The raw pair, the burst and the forms of one picture that a photo belongs to, if any; photos whose files are
        all missing left out."""
        found: dict[str, list[int]] = defaultdict(list)
        for kind, other in self._rows(
            "SELECT mine.kind, p.id FROM photo_links mine JOIN photo_links other ON other.group_id = mine.group_id "
            "JOIN photos p ON p.id = other.photo_id WHERE mine.photo_id = ?1 AND (p.live = 1 OR p.id = ?1) "
            "ORDER BY mine.kind DESC, p.taken, p.taken_ms, p.id",
            (photo_id,),
        ):
            found[kind].append(other)
        return [LinkedPhotos(kind, tuple(ids)) for kind, ids in found.items() if len(ids) > 1]  # type: ignore[arg-type]

    def link_counts(self) -> dict[LinkKind, int]:
        """How many raw pairs and bursts there are, and pictures that there are in several forms."""
        counts: dict[LinkKind, int] = {"raw_pair": 0, "burst": 0, "copy": 0}
        counts.update(self._rows("SELECT kind, count(*) FROM photo_groups GROUP BY kind"))
        return counts

    def to_be_linked(self, limit: int) -> list[int]:
        """Ids of photos that were not looked at since they came, changed or moved, the oldest first."""
        return [
            row[0]
            for row in self._rows(
                "SELECT u.photo_id FROM unlinked u JOIN photos p ON p.id = u.photo_id ORDER BY u.photo_id LIMIT ?",
                (limit,),
            )
        ]

    def shots(self, ids: Sequence[int]) -> list[Shot]:
        """These photos as linking sees them, as far as they are there."""
        return [
            Shot(*row)
            for part in chunks(ids)
            for row in self._rows(
                f"SELECT {_SHOT} FROM json_each(?2) j CROSS JOIN photos p ON p.id = j.value {_SLOT}",
                (self._gen(), json.dumps(part)),
            )
        ]

    def same_stem(self, ids: Sequence[int]) -> list[tuple[int, ...]]:
        """Sets of photos that have a file in one folder, alike but for the ending; one of them is of these `ids`."""
        sets: set[tuple[int, ...]] = set()
        for part in chunks(ids):
            stems = {
                (drive, os.path.splitext(path)[0])
                for drive, path in self._rows(
                    "SELECT f.drive_id, f.path_bytes FROM json_each(?) j CROSS JOIN files f ON f.photo_id = j.value "
                    "WHERE f.state != 'missing'",
                    (json.dumps(part),),
                )
            }
            for drive, stem in stems:
                # "." comes right before "/" among the bytes: these are all names that go on with an ending.
                rows = self._rows(
                    "SELECT path_bytes, photo_id FROM files WHERE drive_id = ? AND path_bytes > ? AND path_bytes < ? "
                    "AND photo_id IS NOT NULL AND state != 'missing'",
                    (drive, stem + b".", stem + b"/"),
                )
                alike = {photo for path, photo in rows if os.path.splitext(path)[0] == stem}
                if len(alike) > 1:
                    sets.add(tuple(sorted(alike)))
        return sorted(sets)

    def shots_between(self, camera: str, first: str, last: str) -> list[Shot]:
        """Photos of a camera between two times (ISO 8601 seconds, both included), in order, at most 5,000."""
        return [
            Shot(*row)
            for row in self._rows(
                f"SELECT {_SHOT} FROM photos p INDEXED BY photos_by_shot {_SLOT} WHERE p.camera = ?2 "
                "AND p.taken BETWEEN ?3 AND ?4 ORDER BY p.taken, p.taken_ms, p.id LIMIT ?5",
                (self._gen(), camera, first, last, _MAX_CHAIN),
            )
        ]

    def wait_for_links(self, ids: Sequence[int]) -> None:
        """These photos are to be looked at again."""
        with self._transaction() as connection:
            connection.executemany("INSERT OR IGNORE INTO unlinked VALUES (?)", [(id_,) for id_ in ids])

    def put_links(
        self, looked_at: Sequence[int], groups: Iterable[Group], dropped: Mapping[LinkKind, Iterable[int]]
    ) -> None:
        """Keeps these groups, in one transaction. Groups of a kind go as a whole in which one of the `dropped` photos
        of that kind is; `looked_at` wait no longer."""
        groups = list(groups)
        changed = {photo for group in groups for photo in group.photo_ids}.union(*dropped.values())
        with self._transaction() as connection:
            _touch(connection, self._folded_with(changed))
            for kind, ids in dropped.items():
                old = connection.execute(
                    "SELECT DISTINCT group_id FROM photo_links "
                    "WHERE photo_id IN (SELECT value FROM json_each(?)) AND kind = ?",
                    (json.dumps(sorted(ids)), kind),
                ).fetchall()
                connection.executemany("DELETE FROM photo_links WHERE group_id = ?", old)
                connection.executemany("DELETE FROM photo_groups WHERE id = ?", old)
            for group in groups:
                (id_,) = connection.execute(
                    "INSERT INTO photo_groups (kind) VALUES (?) RETURNING id", (group.kind,)
                ).fetchone()
                connection.executemany(
                    "INSERT INTO photo_links (photo_id, kind, group_id) VALUES (?, ?, ?)",
                    [(photo, group.kind, id_) for photo in group.photo_ids],
                )
            _touch(connection, self._folded_with(changed))
            connection.executemany("DELETE FROM unlinked WHERE photo_id = ?", [(id_,) for id_ in looked_at])

    def group_mates(self, ids: Iterable[int], kind: LinkKind) -> set[int]:
        """All photos that are in a group of this kind with one of these, and these."""
        mates = set(ids)
        for part in chunks(sorted(mates)):
            mates.update(
                row[0]
                for row in self._rows(
                    "SELECT other.photo_id FROM json_each(?) j "
                    "CROSS JOIN photo_links mine ON mine.photo_id = j.value AND mine.kind = ? "
                    "CROSS JOIN photo_links other ON other.group_id = mine.group_id",
                    (json.dumps(part), kind),
                )
            )
        return mates

    # ---- folding ----

    def fold_groups(self) -> tuple[Slots, Slots]:
        """The photos that are in any group, and the number of what each is folded into: two int64 arrays, by ascending
        photo id. Groups with a photo in common fold together; the number is the lowest of their photo ids."""
        found = self._rows("SELECT group_concat(photo_id), group_concat(group_id) FROM photo_links")[0]
        return _components(packed_slots(found[0]), packed_slots(found[1]))

    def folded_count(self) -> int:
        """How many of the photos that can be shown are folded into another one of them."""
        ids, groups = self.fold_groups()
        if not len(ids):
            return 0
        shown = self._rows(
            "SELECT group_concat(v.photo_id) FROM json_each(?) j CROSS JOIN photo_vectors v "
            "ON v.photo_id = j.value AND v.gen = ? WHERE v.live = 1",
            (json.dumps(ids.tolist()), self._gen()),
        )[0][0]
        groups = groups[np.isin(ids, packed_slots(shown))]
        return len(groups) - len(np.unique(groups))

    def fold_groups_of(self, photos: Slots) -> tuple[Slots, Slots]:
        """The same for these photos alone, those of them that are in a group."""
        everyone = sorted(self._folded_with(photos.tolist()))
        groups: list[Slots] = []
        members: list[Slots] = []
        for part in chunks(everyone):
            found = self._rows(
                "SELECT group_concat(l.photo_id), group_concat(l.group_id) FROM json_each(?) j "
                "CROSS JOIN photo_links l ON l.photo_id = j.value",
                (json.dumps(part),),
            )[0]
            members.append(packed_slots(found[0]))
            groups.append(packed_slots(found[1]))
        if not members:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        ids, numbers = _components(np.concatenate(members), np.concatenate(groups))
        asked = np.isin(ids, photos)
        return ids[asked], numbers[asked]

    def _folded_with(self, photos: Iterable[int]) -> set[int]:
        """These photos, and all that are folded with one of them."""
        known = set(photos)
        fresh = known
        while fresh:
            found: set[int] = set()
            for part in chunks(sorted(fresh)):
                found.update(
                    row[0]
                    for row in self._rows(
                        "SELECT other.photo_id FROM json_each(?) j CROSS JOIN photo_links mine "
                        "ON mine.photo_id = j.value CROSS JOIN photo_links other ON other.group_id = mine.group_id",
                        (json.dumps(part),),
                    )
                )
            fresh = found - known
            known = known | fresh
        return known


def _touch(connection: Connection, photos: Iterable[int]) -> None:
    """What a search sees of these photos has changed."""
    ids = [(photo,) for photo in sorted(photos)]
    connection.executemany("DELETE FROM touched WHERE photo_id = ?", ids)
    connection.executemany("INSERT INTO touched (photo_id) VALUES (?)", ids)


def _components(photos: Slots, groups: Slots) -> tuple[Slots, Slots]:
    """Which photos hang together by their groups, both int64 [n], one entry for each membership: the different photos,
    ascending, and the lowest photo id of all that hang together with each."""
    ids, photo = np.unique(photos, return_inverse=True)
    _, group = np.unique(groups, return_inverse=True)
    lowest = ids.copy()
    while len(ids):
        of_group = np.full(int(group.max()) + 1, np.iinfo(np.int64).max)
        np.minimum.at(of_group, group, lowest[photo])
        spread = lowest.copy()
        np.minimum.at(spread, photo, of_group[group])
        if np.array_equal(spread, lowest):
            break
        lowest = spread
    return ids, lowest


_SHOT = "p.id, p.format, p.taken, coalesce(p.taken_ms, 0), p.camera, v.slot"
_SLOT = "LEFT JOIN photo_vectors v ON v.photo_id = p.id AND v.gen = ?1"
