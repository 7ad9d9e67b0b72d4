"""Photos that look alike: where the example's vector comes from, and how alike is alike."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain import Picture, SnowlineError
from app.index.base import Floats
from app.library import Library, PhotoRow
from app.search.presence import log_size
from app.search.relevance import Scores, weighed
from app.search.sides import ImageSide
from app.search.snapshot import Snapshot

if TYPE_CHECKING:
    from app.search.same import Looks

_MAX_PIXELS = 120_000_000  # refused above, undecoded; the default of the setting of that name
_THUMBNAIL_SIDE = 64  # pixels; not looked at


@dataclass(frozen=True, slots=True)
class LikenessWeights:
    """A logistic regression, fitted like `relevance.Weights` on photos that share a label or human captions."""

    base: float = -4.25
    size: float = -0.8
    cosine: float = 20.0


LIKENESS_WEIGHTS = LikenessWeights()


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture that others are compared with: its image vector, float32 [dims], and its slot if it is in the
    library."""

    vector: Floats
    slot: int | None = None


class Example:
    """Finds the vector of the picture that others are compared with."""

    def __init__(self, library: Library, image_side: Callable[[], ImageSide] | None) -> None:
        self._library = library
        self._make_image_side = image_side
        self._image_side: ImageSide | None = None

    def pictured(self, example: Path | str | int, snapshot: Snapshot) -> Pictured:
        """What a photo of the library (its id or path), or a picture anywhere (its path), looks like.

        Raises `Unreadable` for a file that is no picture, SnowlineError for an id that is not in the library.
        """
        row = self._known(example, snapshot)
        if row is not None:
            return Pictured(snapshot.image_vector(row.slot), row.slot)
        if self._make_image_side is None:
            raise SnowlineError(f"{example} is not in the library. Index it first.")
        return Pictured(self._seen(decoded(example), self._make_image_side))

    def looks(self, example: Path | str | int, snapshot: Snapshot) -> Looks:
        """What the same picture is known by. Raises as `pictured` does."""
        from app.search.same import looks_of_photo, looks_of_picture

        row = self._known(example, snapshot)
        if row is not None:
            return looks_of_photo(self._library, row, snapshot.image_vector(row.slot))
        picture, make = decoded(example), self._make_image_side
        return looks_of_picture(picture, None if make is None else self._seen(picture, make))

    def _known(self, example: Path | str | int, snapshot: Snapshot) -> PhotoRow | None:
        row = self._row_of(example)
        if row is not None and row.slot < snapshot.slots:
            return row
        if isinstance(example, int):
            raise SnowlineError(f"Photo {example} is not in the library. Run index again.")
        return None

    def _seen(self, picture: Picture, make: Callable[[], ImageSide]) -> Floats:
        if self._image_side is None:
            self._image_side = make()
        return self._image_side.describe(picture.pixels[None], captions=False)[0].vector

    def _row_of(self, example: Path | str | int) -> PhotoRow | None:
        if isinstance(example, int):
            rows = self._library.photos_by_ids([example])
            return rows[0] if rows else None
        row = self._library.photo_for_path(example)
        if row is not None or not os.path.isfile(example):
            return row
        from app.media.identity import content_key

        id_ = self._library.photo_by_key(content_key(Path(example)))
        rows = self._library.photos_by_ids([id_]) if id_ is not None else []
        return rows[0] if rows else None


def decoded(path: Path | str | int) -> Picture:
    """A picture from anywhere. Raises `Unreadable` for a file that is none."""
    from app.media.decode import decode  # a search by words opens no picture

    return decode(Path(str(path)), max_pixels=_MAX_PIXELS, thumbnail_side=_THUMBNAIL_SIDE)


def likeness_features(cosines: Floats, library: int) -> dict[str, Floats | float]:
    """What each of the `LikenessWeights` is multiplied with, by its name; `library` is how many photos there are."""
    return {
        "base": 1.0,
        "size": log_size(library),
        "cosine": cosines,
    }


def resemblance(cosines: Floats, library: int) -> Scores:
    """The probability that photos with these cosines, float32 [n], show the same kind of thing as the example."""
    return weighed(likeness_features(cosines, library), LIKENESS_WEIGHTS, len(cosines))
