"""Generations: the descriptions of all photos by one version of a pack. One is live and answers; one may be built
beside it; others are kept until somebody drops them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from app.library.base import CatalogueBase, Slots, chunks

GenerationState = Literal["live", "building", "kept"]

# Photos that can be shown and that generation ?1 neither describes nor was unable to describe.
_LACKING = (
    "FROM photos p LEFT JOIN photo_vectors v ON v.photo_id = p.id AND v.gen = ?1 WHERE p.live = 1 "
    "AND (v.photo_id IS NULL OR v.captioned < ?2) "
    "AND NOT EXISTS (SELECT 1 FROM undescribed u WHERE u.photo_id = p.id AND u.gen = ?1)"
)


@dataclass(frozen=True, slots=True)
class GenerationRow:
    """One generation. `photos` are those it describes. `lacking` are photos that can be shown and that it does not
    describe; `away` of them have no file on a drive that is connected. `failed` could not be described by it.

    `texts` counts its text vectors; `chosen` tells that a person asked for it by name.
    """

    name: str
    state: GenerationState
    made: str
    photos: int
    lacking: int
    away: int
    failed: int
    texts: int
    chosen: bool


class Source(NamedTuple):
    """A photo and the file to read it from, which was of this size and date when it was indexed."""

    key: str
    path: bytes
    size: int
    mtime_ns: int


class GenerationsReader(CatalogueBase):
    """The part of a `Library` that answers questions about generations."""

    def generations(self) -> list[GenerationRow]:
        """All generations: the live one first, then the one being built, then those that are kept, newest first."""
        chosen = self.chosen_generation()
        found = []
        for id_, name, state, made, photos, failed, texts in self._rows(
            "SELECT g.id, g.name, g.state, g.made, g.photos, "
            "(SELECT count(*) FROM undescribed u JOIN photos p ON p.id = u.photo_id AND p.live = 1 "
            "WHERE u.gen = g.id), "
            "(SELECT count(*) FROM text_vectors t WHERE t.gen = g.id AND t.slot IS NOT NULL) "
            "FROM generations g ORDER BY g.state = 'live' DESC, g.state = 'building' DESC, g.id DESC"
        ):
            lacking = self._count(f"SELECT count(*) {_LACKING}", (id_, 0))
            away = lacking - self._count(f"SELECT count(*) {_LACKING} {self._connected()}", (id_, 0)) if lacking else 0
            found.append(GenerationRow(name, state, made, photos, lacking, away, failed, texts, name == chosen))
        return found

    def generation(self, name: str) -> GenerationRow | None:
        """The generation of this name, or None."""
        return next((row for row in self.generations() if row.name == name), None)

    def generation_state(self, name: str) -> GenerationState | None:
        """The state of the generation of this name, or None where there is none."""
        found = self._rows("SELECT state FROM generations WHERE name = ?", (name,))
        return found[0][0] if found else None

    @property
    def building(self) -> str | None:
        """The name of the generation that is being built beside the live one, or None."""
        found = self._rows("SELECT name FROM generations WHERE state = 'building'")
        return found[0][0] if found else None

    def chosen_generation(self) -> str | None:
        """The generation that a person asked for by name, until another is asked for."""
        return self._fact("chosen_generation")

    def pack_copy(self, name: str) -> Path:
        """Where the library keeps a copy of the pack that makes this generation, if it does."""
        return self.folder / "vectors" / name / "pack"

    def lacking(self, *, captioned: bool = False) -> Slots:
        """Ids of photos with a file on a connected drive that the generation in hand does not describe, newest first,
        int64 [n]; with `captioned` also those it describes without having been asked for a caption."""
        rows = self._rows(
            f"SELECT p.id {_LACKING} {self._connected()} ORDER BY coalesce(p.taken, p.added) DESC, p.id DESC",
            (self._gen(), captioned),
        )
        return np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))

    def _connected(self) -> str:
        """SQL: and the photo has a file on a drive that is connected."""
        drives = ", ".join(str(row.drive_id) for row in self.drives() if row.online)
        return (
            "AND EXISTS (SELECT 1 FROM files f WHERE f.photo_id = p.id AND f.state != 'missing' "
            f"AND f.drive_id IN ({drives}))"
        )

    def sources(self, photo_ids: Sequence[int]) -> dict[int, Source]:
        """Photo id → where to read it, for those with a file on a connected drive."""
        found: dict[int, Source] = {}
        for part in chunks(photo_ids):
            files = self._best_files(part)
            _, mounts = self._drives({file.drive for file in files.values()})
            for id_, key in self._rows(
                "SELECT p.id, p.key FROM json_each(?) j CROSS JOIN photos p ON p.id = j.value",
                (json.dumps(list(part)),),
            ):
                file = files.get(id_)
                if file is not None and not file.offline:
                    found[id_] = Source(key, os.path.join(mounts[file.drive], file.path), file.size, file.mtime_ns)
        return found
