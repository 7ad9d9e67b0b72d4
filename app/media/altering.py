"""Pictures as they come back from other programs: turned, smaller, cut, grey, saved anew. For measurements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image, ImageEnhance

from app.media.decode import register_heif

_FINE = 92  # JPEG quality of what was altered otherwise


def _saved(quality: int) -> Callable[[Image.Image, Path], Path]:
    def save(picture: Image.Image, to: Path) -> Path:
        picture.save(to.with_suffix(".jpg"), quality=quality)
        return to.with_suffix(".jpg")

    return save


def _as(suffix: str, **options: object) -> Callable[[Image.Image, Path], Path]:
    def save(picture: Image.Image, to: Path) -> Path:
        picture.save(to.with_suffix(suffix), **options)  # type: ignore[arg-type]
        return to.with_suffix(suffix)

    return save


def _altered(how: Callable[[Image.Image], Image.Image]) -> Callable[[Image.Image, Path], Path]:
    def save(picture: Image.Image, to: Path) -> Path:
        return _saved(_FINE)(how(picture), to)

    return save


def _scaled(picture: Image.Image, factor: float) -> Image.Image:
    size = (max(round(picture.width * factor), 1), max(round(picture.height * factor), 1))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _cut(picture: Image.Image, share: float) -> Image.Image:
    left, top = round(picture.width * share), round(picture.height * share)
    return picture.crop((left, top, picture.width - left, picture.height - top))


# What may be done to a picture: each writes the altered one, in the format it stands for, and says where.
ALTERATIONS: Mapping[str, Callable[[Image.Image, Path], Path]] = {
    "turned by 90°": _altered(lambda picture: picture.transpose(Image.Transpose.ROTATE_90)),
    "turned by 180°": _altered(lambda picture: picture.transpose(Image.Transpose.ROTATE_180)),
    "turned by 270°": _altered(lambda picture: picture.transpose(Image.Transpose.ROTATE_270)),
    "mirrored": _altered(lambda picture: picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
    "three quarters as large": _altered(lambda picture: _scaled(picture, 0.75)),
    "half as large": _altered(lambda picture: _scaled(picture, 0.5)),
    "twice as large": _altered(lambda picture: _scaled(picture, 2)),
    "JPEG 90": _saved(90),
    "JPEG 60": _saved(60),
    "JPEG 30": _saved(30),
    "PNG": _as(".png"),
    "WebP 75": _as(".webp", quality=75),
    "HEIC 60": _as(".heic", quality=60),
    "2 % cut off each edge": _altered(lambda picture: _cut(picture, 0.02)),
    "5 % cut off each edge": _altered(lambda picture: _cut(picture, 0.05)),
    "a fifth brighter": _altered(lambda picture: ImageEnhance.Brightness(picture).enhance(1.2)),
    "a fifth darker": _altered(lambda picture: ImageEnhance.Brightness(picture).enhance(0.8)),
    "grey": _altered(lambda picture: picture.convert("L")),
}


def alter(source: Path, name: str, to: Path) -> Path:
    """Writes the picture in `source` altered by the alteration `name`; returns the path, `to` with another suffix.

    Raises KeyError for a name that is not in `ALTERATIONS`, OSError as Pillow does.
    """
    register_heif()
    with Image.open(source) as opened:
        return ALTERATIONS[name](opened.convert("RGB"), to)
