"""Generations: the descriptions of all photos by one version of a pack. One is live and answers; one may be built
beside it; others are kept until somebody drops them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.library.base import CatalogueBase

GenerationState = Literal["live", "building", "kept"]


@dataclass(frozen=True, slots=True)
class GenerationRow:
    """One generation. `photos` have a vector by it; `lacking` are photos with a file that is not missing and no
    vector; `texts` counts its text vectors. `chosen` tells that a person asked for it by name."""

    name: str
    state: GenerationState
    made: str
    photos: int
    lacking: int
    texts: int
    chosen: bool


class GenerationsReader(CatalogueBase):
    """The part of a `Library` that answers questions about generations."""

    def generations(self) -> list[GenerationRow]:
        """All generations: the live one first, then the one being built, then those that are kept, newest first."""
        chosen = self._fact("chosen_generation")
        return [
            GenerationRow(name, state, made, photos, lacking, texts, name == chosen)
            for name, state, made, photos, lacking, texts in self._rows(
                "SELECT g.name, g.state, g.made, g.photos, (SELECT count(*) FROM photos WHERE live = 1) "
                "- (g.photos - (SELECT count(*) FROM photo_vectors v WHERE v.gen = g.id AND v.live = 0)), "
                "(SELECT count(*) FROM text_vectors t WHERE t.gen = g.id AND t.slot IS NOT NULL) "
                "FROM generations g ORDER BY g.state = 'live' DESC, g.state = 'building' DESC, g.id DESC"
            )
        ]

    def generation(self, name: str) -> GenerationRow | None:
        """The generation of this name, or None."""
        return next((row for row in self.generations() if row.name == name), None)
