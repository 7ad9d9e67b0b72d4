"""From any of Pillow's modes to plain sRGB as a screen shows it, alpha laid over white. Opens and reads no file."""

from __future__ import annotations

import io
import logging
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

log = logging.getLogger(__name__)

_WHITE = (255, 255, 255)
_DEEP_MODES = frozenset(("I", "F"))  # one channel of more than eight bits, and `I;16` in all its byte orders
_FULL_SCALES = (255.0, 4095.0, 65535.0)  # white in 8, 12 and 16 bit
_MAX_PROFILE = 4 * 1024 * 1024  # bytes; printers' profiles reach 3 MB, what is larger is no colour profile
_TRANSFORMS_KEPT = 8  # a camera or phone writes the same profile into every picture


def is_deep(image: Image.Image) -> bool:
    """Whether the one channel holds more than eight bits."""
    return image.mode in _DEEP_MODES or image.mode.startswith("I;16")


def plain(image: Image.Image) -> Image.Image:
    """The same picture in a mode that may be made smaller by averaging: RGB, or `I` and `F` for deep greys."""
    if is_deep(image):
        return image if image.mode in _DEEP_MODES else image.convert("I")
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if image.has_transparency_data:
        layers = image.convert("RGBA")
        paper = Image.new("RGB", image.size, _WHITE)
        paper.paste(layers, mask=layers.getchannel("A"))
        return paper
    return _to_srgb(image)


def grey_to_rgb(image: Image.Image) -> Image.Image:
    """A deep grey picture (`I`, `F`) as RGB, its range mapped to 0..255. Undefined samples become black."""
    values = np.asarray(image, dtype=np.float32)
    values = np.where(np.isfinite(values), values, np.float32(0))
    low, high = _range(values, floating=image.mode == "F")
    eight_bit = np.clip((values - low) * (255.0 / (high - low)) + 0.5, 0, 255).astype(np.uint8)
    return Image.fromarray(eight_bit).convert("RGB")


def _range(values: NDArray[np.float32], *, floating: bool) -> tuple[float, float]:
    """What is black and what is white: the smallest usual scale that holds all values, else their own extent."""
    low, high = float(values.min()), float(values.max())
    if low >= 0:
        for white in (1.0, *_FULL_SCALES) if floating else _FULL_SCALES:
            if high <= white:
                return 0.0, white
    return low, max(high, low + 1.0)


def screen_colours(image: Image.Image, profile: object) -> Image.Image:
    """An RGB picture with the colours of its ICC `profile` brought to sRGB; as it was where that cannot be done."""
    transform = _transform(profile, "RGB") if isinstance(profile, bytes) else None
    return image if transform is None else _applied(transform, image) or image


def _to_srgb(image: Image.Image) -> Image.Image:
    if image.mode == "CMYK" and isinstance(profile := image.info.get("icc_profile"), bytes):
        transform = _transform(profile, "CMYK")
        converted = _applied(transform, image) if transform is not None else None
        if converted is not None:
            return converted
    return image.convert("RGB")


def _applied(transform: ImageCms.ImageCmsTransform, image: Image.Image) -> Image.Image | None:
    try:
        return ImageCms.applyTransform(image, transform)
    except (ImageCms.PyCMSError, ValueError) as error:
        log.debug("colour profile not applied: %r", error)
        return None


@lru_cache(maxsize=_TRANSFORMS_KEPT)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """From `profile` to sRGB; None where it is sRGB already, made for another mode, damaged or absurdly large."""
    if len(profile) > _MAX_PROFILE or profile[16:20].decode("latin-1").strip() != mode:
        return None
    try:
        source = ImageCms.getOpenProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return None
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except Exception as error:  # a damaged profile fails in many ways, and none of them is worth the picture
        log.debug("colour profile not understood: %r", error)
        return None
