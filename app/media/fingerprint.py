"""What a picture looks like in 256 bytes, so that the same picture is known again when it was saved anew, made smaller,
turned, mirrored, made grey or a little brighter. No two unrelated photos come out alike; see `app.media.likeness`.

The bytes are the lowest 16 x 16 frequencies (a cosine transform, as in "pHash", Zauner 2010) of the brightness of the
whole picture, squeezed into a square: signs and, on a square-root scale, sizes, so that contrast does not count. In the
place of the constant part, which is brightness alone, stands the shape of the picture.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL import Image

LENGTH = 256  # bytes of a fingerprint
SIDE = 16  # frequencies along each side
_GRID = 64  # pixels along each side of the square that is transformed
_LEAST_CONTRAST = 1.5  # grey levels (root mean square); a picture flatter than that looks like every other such
_STEPS = 127
_SHAPE_STEPS = 24.0  # in a factor of two between width and height

Coefficients = NDArray[np.float32]
Prints = NDArray[np.int8]


def fingerprint(picture: Image.Image, aspect: float) -> bytes | None:
    """The fingerprint of an upright picture whose width by height is `aspect`, as it is or squeezed into another shape;
    None for one that shows nothing."""
    from PIL.Image import Resampling

    # Taken from the colours, as a grey copy would be made.
    grey = picture.convert("L").resize((_GRID, _GRID), Resampling.BOX)
    return _of_luma(np.asarray(grey, np.float32), aspect)


def fingerprint_of_jpeg(jpeg: bytes) -> bytes | None:
    """The fingerprint of a stored thumbnail; None where it cannot be read or shows nothing."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
            image.draft("L", (2 * _GRID, 2 * _GRID))
            return fingerprint(image, image.width / image.height)
    except (OSError, ValueError, SyntaxError):  # what Pillow says of bytes that are no JPEG
        return None


def _of_luma(luma: NDArray[np.float32], aspect: float) -> bytes | None:
    basis = cosines(_GRID)
    kept = basis @ luma @ basis.T
    kept[0, 0] = 0.0
    if float(np.sqrt((kept**2).sum())) / _GRID < _LEAST_CONTRAST:
        return None
    steps = np.rint(np.sign(kept) * _STEPS * np.sqrt(np.abs(kept) / np.abs(kept).max()))
    steps[0, 0] = np.clip(np.rint(_SHAPE_STEPS * np.log2(aspect)), -_STEPS, _STEPS)
    return steps.astype(np.int8).tobytes()


@cache
def cosines(points: int) -> Coefficients:
    """The orthonormal cosine waves of the `SIDE` lowest frequencies at so many points, float32 [SIDE, points]."""
    frequency = np.arange(SIDE)[:, None]
    waves = np.cos(np.pi * (2 * np.arange(points) + 1) * frequency / (2 * points)) * np.sqrt(2 / points)
    waves[0] /= np.sqrt(2)
    return waves.astype(np.float32)


def unpacked(prints: Prints) -> tuple[Coefficients, NDArray[np.float32]]:
    """Of fingerprints, int8 [n, LENGTH]: their frequencies, float32 [n, SIDE, SIDE] of length 1, without the constant
    part; and width by height, float32 [n]."""
    steps = prints.astype(np.float32).reshape(-1, SIDE, SIDE)
    aspect = np.exp2(steps[:, 0, 0] / np.float32(_SHAPE_STEPS))
    kept = steps * np.abs(steps)
    kept[:, 0, 0] = 0.0
    kept /= np.maximum(np.sqrt((kept**2).sum(axis=(1, 2), keepdims=True)), np.finfo(np.float32).tiny)
    return kept, aspect
