"""Where photos were taken: the place of each, by the number that GeoNames gave it, and what it is called.

Triggers note which photos came with coordinates or got others, and only those are looked at. Which place it is, is
decided elsewhere; here is what that needs to know, and where it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from app.library.base import Slots, chunks, packed_slots
from app.library.writer import CatalogueWriter

_VERSION = "places_from"


class PlaceRow(NamedTuple):
    """A place as the catalogue keeps it. `label` is shown, `code` the ISO 3166 code of the country; degrees."""

    place_id: int
    label: str
    name: str
    code: str
    latitude: float
    longitude: float


class Located(NamedTuple):
    """A photo's coordinates, degrees; None where it has none any more."""

    photo_id: int
    latitude: float | None
    longitude: float | None


class Places(CatalogueWriter):
    """The part of a `Library` that knows where photos were taken."""

    def photo_places(self) -> tuple[Slots, Slots]:
        """(photo ids, place ids) of all photos whose place is known: two int64 arrays, by ascending photo id."""
        found = self._rows(
            "SELECT group_concat(photo_id), group_concat(place_id) FROM "
            "(SELECT photo_id, place_id FROM photo_places ORDER BY photo_id)"
        )[0]
        return packed_slots(found[0]), packed_slots(found[1])

    def places_of_photos(self, photos: Iterable[int]) -> dict[int, int]:
        """Photo id → place id, for those of these photos whose place is known."""
        found: dict[int, int] = {}
        for part in chunks([int(photo) for photo in photos]):
            found.update(
                self._rows(
                    "SELECT p.photo_id, p.place_id FROM json_each(?) j "
                    "CROSS JOIN photo_places p ON p.photo_id = j.value",
                    (json.dumps(part),),
                )
            )
        return found

    def place_labels(self) -> dict[int, str]:
        """Place id → label, of every place where a photo of this library was taken."""
        return dict(self._rows("SELECT id, label FROM places ORDER BY id"))

    def places_from(self) -> str | None:
        """From which data the places were taken."""
        return self._fact(_VERSION)

    def unplaced_count(self) -> int:
        """How many photos wait to be looked at."""
        return self._count("SELECT count(*) FROM unplaced u JOIN photos p ON p.id = u.photo_id")

    def unplaced(self, limit: int) -> list[Located]:
        """Photos that were not looked at since they got their coordinates, the oldest first."""
        return [
            Located(*row)
            for row in self._rows(
                "SELECT u.photo_id, p.latitude, p.longitude FROM unplaced u JOIN photos p ON p.id = u.photo_id "
                "ORDER BY u.photo_id LIMIT ?",
                (limit,),
            )
        ]

    def place_again(self, version: str) -> None:
        """All photos with coordinates are to be looked at, by data of this version."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO unplaced SELECT id FROM photos "
                "WHERE latitude IS NOT NULL AND longitude IS NOT NULL"
            )
            self._put_fact(connection, _VERSION, version)

    def put_places(
        self, looked_at: Sequence[int], found: Sequence[tuple[int, int]], places: Iterable[PlaceRow]
    ) -> None:
        """Keeps (photo id, place id) in one transaction; `places` are the rows of all of these. Those `looked_at` wait
        no longer, and have no place where none was found."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT INTO places (id, label, name, code, latitude, longitude) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET label = excluded.label, name = excluded.name, code = excluded.code, "
                "latitude = excluded.latitude, longitude = excluded.longitude WHERE label IS NOT excluded.label",
                places,
            )
            connection.executemany(
                "INSERT INTO photo_places (photo_id, place_id) VALUES (?, ?) "
                "ON CONFLICT DO UPDATE SET place_id = excluded.place_id WHERE place_id IS NOT excluded.place_id",
                found,
            )
            nowhere = np.setdiff1d(np.array(looked_at, np.int64), np.array([photo for photo, _ in found], np.int64))
            for ids, table in ((nowhere.tolist(), "photo_places"), (list(looked_at), "unplaced")):
                for part in chunks(ids):
                    connection.execute(
                        f"DELETE FROM {table} WHERE photo_id IN (SELECT value FROM json_each(?))", (json.dumps(part),)
                    )
