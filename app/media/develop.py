"""Raw data developed by LibRaw, for cameras that put no useful preview into their files. Needs the extra `raw`."""

from __future__ import annotations

import importlib.util
from typing import BinaryIO

from PIL import Image

from app.domain import Unreadable
from app.media.silence import silenced
from app.messages import message

NEEDS_EXTRA = message(
    "a camera raw file without a preview large enough; the optional part rawpy can read it: pip install snowline[raw]"
)
# Per pixel of the sensor: raw values, and at half the size four 16-bit colours, the result, and LibRaw's own copies.
_BYTES_A_PIXEL = 8


def can_develop() -> bool:
    """Whether the optional part is installed."""
    return importlib.util.find_spec("rawpy") is not None


def developed(file: BinaryIO, max_pixels: int, memory_bytes: int) -> tuple[Image.Image, tuple[int, int]]:
    """The picture at half its size, upright, sRGB, and the full width and height of the upright picture in pixels.

    Raises `Unreadable` for what is too large or not understood, and where the optional part is missing.
    """
    if not can_develop():
        raise Unreadable(NEEDS_EXTRA)
    import rawpy

    file.seek(0)
    try:
        with silenced(), rawpy.imread(file) as raw:
            width, height = raw.sizes.raw_width, raw.sizes.raw_height
            if width * height > max_pixels:
                raise Unreadable(
                    f"too large: {width} x {height} pixels, and the limit is {max_pixels / 1e6:.3g} million pixels"
                )
            if width * height * _BYTES_A_PIXEL > memory_bytes:
                raise Unreadable(f"too large: {width} x {height} pixels of raw data need too much memory")
            shown = (raw.sizes.width, raw.sizes.height)  # halved by the next line
            pixels = raw.postprocess(half_size=True, use_camera_wb=True, output_bps=8)
    except rawpy.LibRawError as error:
        raise Unreadable("damaged camera raw file: the picture in it cannot be developed") from error
    image = Image.fromarray(pixels)
    if (image.width > image.height) != (shown[0] > shown[1]):
        shown = (shown[1], shown[0])
    return image, shown
