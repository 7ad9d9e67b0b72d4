"""A closer look at two pictures that may be the same: laid over each other, do they agree in detail, place by place?

Photos of like things agree roughly, but their details lie elsewhere. Copies agree in nearly every place that shows
anything, also where a part of one is covered, cut off or damaged.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from app.domain import Pixels
from app.media.alignment import Numbers, adjusted, seen_through

SIDE = 64  # pixels of the pictures that are compared
_BLOCK = 8  # pixels of a place
_ROUNDS = 4
_FAR, _NEAR = 0.1, 0.85  # shares of the places between which an adjustment may help
_INSIDE = 0.75  # part of a place that both must show
_LEAST_DETAIL = 2.0  # grey levels (standard deviation); a smoother place says nothing
_SAME, _OTHER = 0.7, 0.4  # correlations in one place, from which and below which it shows the same or something else
_CLEAR = 10.0  # grey levels (standard deviation)


class Agreement(NamedTuple):
    """`share` of the places, 0..1, in which both pictures show the same; of `places` that say something at all. In
    `contrary` ones there is clearly something, and something else in each."""

    share: float
    places: int
    contrary: int


def detail_of_pixels(pixels: Pixels) -> Numbers:
    """The brightness of a picture, uint8 [height, width, 3], squeezed into a square: float32 [SIDE, SIDE]."""
    from PIL import Image

    grey = Image.fromarray(pixels).convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    return np.asarray(grey, np.float32)


def detail_of_jpeg(jpeg: bytes) -> Numbers | None:
    """The same of a stored thumbnail; None where it cannot be read."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
            image.draft("L", (2 * SIDE, 2 * SIDE))
            return np.asarray(image.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX), np.float32)
    except (OSError, ValueError, SyntaxError):  # what Pillow says of bytes that are no JPEG
        return None


def agreement(one: Numbers, other: Numbers, ways: Sequence[Numbers]) -> tuple[Agreement, Numbers]:
    """How two pictures, [SIDE, SIDE], agree that lie over each other about as one of the maps `ways`, [2, 3], says; and
    the map by which they agree best."""
    mine, theirs = one - one.mean(), other - other.mean()
    best, at = Agreement(0.0, 0, 0), ways[0]
    for way in ways:
        found = _agreeing(mine, theirs, way)
        if found.share * found.places > best.share * best.places:
            best, at = found, way
    if _FAR <= best.share < _NEAR:
        nearer = adjusted(mine, theirs[None], at[None], _ROUNDS)[0]
        found = _agreeing(mine, theirs, nearer)
        if found.share * found.places > best.share * best.places:
            return found, nearer
    return best, at


def _agreeing(one: Numbers, other: Numbers, where: Numbers) -> Agreement:
    seen, inside = seen_through(one, where[None])
    a, b, shown = (_blocks(part) for part in (seen.reshape(SIDE, SIDE), other, inside.reshape(SIDE, SIDE)))
    count = np.maximum(shown.sum(axis=1), 1)
    a = (a - ((a * shown).sum(axis=1) / count)[:, None]) * shown
    b = (b - ((b * shown).sum(axis=1) / count)[:, None]) * shown
    spread_a, spread_b = np.sqrt((a**2).sum(axis=1) / count), np.sqrt((b**2).sum(axis=1) / count)
    detail = np.maximum(_beside_a_slope(a, shown), _beside_a_slope(b, shown))
    says = (shown.mean(axis=1) >= _INSIDE) & (detail >= _LEAST_DETAIL)
    alike = (a * b).sum(axis=1) / count / np.maximum(spread_a * spread_b, 1e-6)
    places = int(says.sum())
    contrary = int((says & (np.maximum(spread_a, spread_b) >= _CLEAR) & (alike < _OTHER)).sum())
    return Agreement(float((alike[says] >= _SAME).sum() / max(places, 1)), places, contrary)


def _beside_a_slope(places: Numbers, shown: Numbers) -> Numbers:
    """What places of mean 0, [n, pixels], show besides growing brighter to one side, as every sky does: the standard
    deviation, float32 [n]."""
    along = np.arange(_BLOCK, dtype=np.float32) - (_BLOCK - 1) / 2
    rest = places
    for slope in (np.tile(along, _BLOCK), np.repeat(along, _BLOCK)):
        rest = rest - ((rest @ slope) / np.maximum(shown @ slope**2, 1))[:, None] * slope * shown
    spread: Numbers = np.sqrt((rest**2).sum(axis=1) / np.maximum(shown.sum(axis=1), 1))
    return spread


def _blocks(picture: Numbers) -> Numbers:
    """The places of a picture, one row each: [places, pixels]."""
    along = SIDE // _BLOCK
    blocks: Numbers = picture.reshape(along, _BLOCK, along, _BLOCK).swapaxes(1, 2).reshape(along * along, -1)
    return blocks
