"""From a file to what the rest of the program needs of a photo, in one decode: model input, thumbnail, metadata.

Files are hostile until proven otherwise: the format comes from the content and an allow-list, sizes are checked
before a pixel is decoded, and whatever Pillow raises leaves this room as `domain.Unreadable`.
"""

from __future__ import annotations

import io
import logging
import os
import warnings
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, UnidentifiedImageError

# Importing a reader registers it; without this, the first WebP would make Pillow load all readers it has, EPS included.
from PIL import AvifImagePlugin, Jpeg2KImagePlugin, MpoImagePlugin, PsdImagePlugin  # noqa: F401  # isort: skip
from PIL import TgaImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401  # isort: skip

from app.domain import INPUT_SIDE, Metadata, Picture, Unreadable
from app.media import png
from app.media.colour import grey_to_rgb, is_deep, plain, screen_colours
from app.media.develop import can_develop, developed
from app.media.fingerprint import fingerprint
from app.media.formats import RAW, SNIFF_BYTES, foreign_kind, photo_format
from app.media.jpeg import Preview
from app.media.metadata import read_metadata, read_orientation, still_to_turn, with_exif
from app.media.raw import RawFile, read_raw
from app.media.silence import silenced
from app.media.source import FilePath, Window, opened
from app.messages import message

log = logging.getLogger(__name__)
# Pillow logs complaints about single files as errors, and Python prints those when nobody listens.
logging.getLogger("PIL").addHandler(logging.NullHandler())

THUMBNAIL_QUALITY = 80  # JPEG; a 320 pixel thumbnail takes 15 to 25 kB, and eyes see no difference to 90
MIN_COMPLETE = 0.5  # share of the rows that a damaged file must still yield to be shown and searched
_STORED_FROM_BELOW = frozenset(("BMP", "TGA"))
MAX_FILE_BYTES = 1 << 30  # no photo within the pixel limit takes more
_TRUNCATED = message("file is truncated")
MEMORY_BYTES = 700 << 20  # for decoding one picture, if the caller says nothing else: 50 megapixels of HEIC need 570

# Shrinking happens in two steps: a cheap one by a whole factor, which must leave this many times the wanted side,
# then a bicubic one. A JPEG's own shrinking (in the frequency domain) is the better average and may leave less.
_REDUCE_GAP = 2.0
_DRAFT_GAP = 1.5
_STRIP_PIXELS = 1 << 20  # pixels converted at a time: bounds the memory for copies, and stays in the cache

# Bytes per pixel that a reader takes for its own planes and buffers, beside Pillow's frame: measured on 12 megapixels
# with alpha, rounded up. A TIFF may be one strip, which libtiff holds as a whole.
_READER_BYTES = {"WEBP": 14, "AVIF": 9, "HEIF": 8, "JPEG2000": 21, "TIFF": 4}
_ONE_BYTE_MODES = frozenset(("1", "L", "P"))
_COEFFICIENT_BYTES = 2  # a progressive JPEG keeps every coefficient until its last scan

AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # worker processes share the work by file, not by thread

# Readers that Pillow has in Python only: 2 to 5 seconds for this many pixels.
_SLOW_DECODERS = frozenset(("ppm", "ppm_plain", "bmp_rle"))
_SLOW_PIXELS = 8_000_000

_UPRIGHT = {  # EXIF orientation -> what makes the frame upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SPOKEN = {"JPEG2000": "JPEG 2000", "PSD": "Photoshop", "PPM": "PNM", "WEBP": "WebP", "HEIF": "HEIC"}


@dataclass(frozen=True, slots=True)
class _Limits:
    """What the caller of `decode` or `frame` asked for. `shown`: the frame itself is wanted, not what is made of it."""

    max_pixels: int
    thumbnail_side: int
    memory_bytes: int
    shared_side: int
    shown: bool = False


def decode(
    path: FilePath,
    *,
    max_pixels: int,
    thumbnail_side: int,
    memory_bytes: int = MEMORY_BYTES,
    shared_side: int = 0,
) -> Picture:
    """Reads one photo: its first frame, upright, in sRGB, alpha over white.

    `pixels` are the full frame squashed to uint8 [224, 224, 3] (bicubic); `thumbnail` is a JPEG whose longer side is
    at most `thumbnail_side` pixels, never enlarged; `shared` a PNG of at most `shared_side`, None for 0. Of a camera
    raw file, the largest preview inside is read. A picture of more than `max_pixels` pixels, or whose decoding
    would take more than `memory_bytes`, is refused by its header. Raises `Unreadable`, and nothing else, for
    everything that may be wrong with a file.
    """
    return _decode(path, _Limits(max_pixels, thumbnail_side, memory_bytes, shared_side))


def frame(path: FilePath, *, max_pixels: int, side: int, memory_bytes: int = MEMORY_BYTES) -> Picture:
    """Reads one photo to be looked at, as `decode` does, but `pixels` are the frame itself: uint8 [height, width, 3],
    upright, its longer side at most `side`, never enlarged. There is no thumbnail and no fingerprint."""
    return _decode(path, _Limits(max_pixels, side, memory_bytes, 0, shown=True))


def _decode(path: FilePath, limits: _Limits) -> Picture:
    try:
        with opened(path) as file, warnings.catch_warnings():
            # Complaints about a file belong into its reason or nowhere; on stderr they would tear the progress line.
            # (Two threads that leave in another order than they came may leave this filter behind: no harm.)
            warnings.filterwarnings("ignore", module="PIL")
            return _decode_file(file, os.path.basename(os.fsdecode(path)), limits)
    except Unreadable:
        raise
    except Exception as error:  # Pillow meets hostile files with every exception there is
        log.debug("%r: %r", path, error)
        raise Unreadable(_reason(error)) from error


def _decode_file(file: BinaryIO, name: str, limits: _Limits) -> Picture:
    head = file.read(SNIFF_BYTES)
    format_name = photo_format(head, name)
    if format_name is None:
        kind = foreign_kind(head)
        raise Unreadable("the file is empty" if not head else f"not a photo but {kind}" if kind else "not a photo")
    if os.fstat(file.fileno()).st_size > MAX_FILE_BYTES:
        raise Unreadable(f"the file is larger than {MAX_FILE_BYTES >> 20} MB")
    if format_name == "HEIF":
        register_heif()
    # Pillow refuses above twice this number while it opens a file; the exact limit is checked right after. Only ever
    # raised, because another thread may be opening a file under a higher limit.
    Image.MAX_IMAGE_PIXELS = max(Image.MAX_IMAGE_PIXELS or 0, (limits.max_pixels + 1) // 2)
    try:
        raw = read_raw(file, head, name) if format_name in ("TIFF", RAW) else None
        if raw is not None:
            return _decode_raw(raw, file, limits)
        file.seek(0)
        with silenced() if format_name == "TIFF" else nullcontext(), _open(file, format_name) as image:
            return _decode_image(image, file, format_name, limits)
    except (Unreadable, MemoryError):
        raise
    except OSError as error:
        if error.errno is not None:
            raise  # the drive's fault
        raise Unreadable(_reason(error, format_name)) from error
    except Exception as error:
        log.debug("%s: %r", name, error)
        raise Unreadable(_reason(error, format_name)) from error


def _decode_raw(raw: RawFile, file: BinaryIO, limits: _Limits) -> Picture:
    """The largest preview that can be read, or else the raw data themselves where that can be done."""
    refused: Unreadable | None = None
    for preview in raw.previews:
        part = Window(file, preview.offset, preview.length)
        try:
            with _open(part, "JPEG") as image:
                return _decode_image(image, part, "JPEG", limits, raw, preview)
        except Unreadable as error:
            refused = refused or error
        except Exception as error:
            if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno is not None):
                raise
            refused = refused or Unreadable(_reason(error, raw.kind))
    if refused is not None and not can_develop():
        raise refused
    frame, (width, height) = developed(file, limits.max_pixels, limits.memory_bytes)
    metadata = with_exif(Metadata(raw.kind, width, height), raw.main, raw.camera_side, raw.place)
    metadata = replace(metadata, orientation=raw.orientation or 1)
    small = _small_rgb(frame, _reduction(frame.size, limits.thumbnail_side))
    return _picture(small, metadata, limits, _TRUNCATED if raw.truncated else None)


def _open(file: BinaryIO, format_name: str) -> ImageFile.ImageFile:
    return Image.open(file, formats=[format_name])


def _decode_image(
    image: ImageFile.ImageFile,
    file: BinaryIO,
    format_name: str,
    limits: _Limits,
    raw: RawFile | None = None,
    preview: Preview | None = None,
) -> Picture:
    """`raw` tells that `image` is the `preview` inside that raw file, whose word counts before the preview's."""
    size = image.size
    _check_pixels(image, limits.max_pixels)
    stored = read_orientation(image) if format_name == "TIFF" or raw is not None else None  # see `read_metadata`
    if raw is not None and preview is not None:
        stored = raw.turn(preview, stored or 1)
    _draft(image, limits.thumbnail_side)
    _check_memory(image, size, limits.memory_bytes)
    image, damage = _loaded(image, file, limits.thumbnail_side)
    metadata = read_metadata(image, size=size, orientation=stored)
    if raw is not None:
        metadata = _of_raw(raw, metadata)
        damage = damage or (_TRUNCATED if raw.truncated else None)
    frame = _small_rgb(image, _reduction(image.size, limits.thumbnail_side))
    if damage:
        _check_complete(frame, damage, from_below=format_name in _STORED_FROM_BELOW)
    frame = screen_colours(frame, image.info.get("icc_profile"))
    turn = _UPRIGHT.get(still_to_turn(image, metadata.orientation))
    if turn is not None:
        frame = frame.transpose(turn)
    return _picture(frame, metadata, limits, damage)


def _of_raw(raw: RawFile, preview: Metadata) -> Metadata:
    """What a raw file says of itself, and its preview where it says nothing."""
    metadata = replace(with_exif(preview, raw.main, raw.camera_side, raw.place), format=raw.kind)
    if raw.sensor is None or raw.sensor[0] * raw.sensor[1] <= preview.width * preview.height:
        return metadata
    long, short = max(raw.sensor), min(raw.sensor)
    upright = preview.height > preview.width
    return replace(metadata, width=short if upright else long, height=long if upright else short)


def _picture(frame: Image.Image, metadata: Metadata, limits: _Limits, damage: str | None) -> Picture:
    if limits.shown:
        return Picture(_pixels(_fitted(frame, limits.thumbnail_side)), b"", metadata, damage)
    squashed = frame.resize((INPUT_SIDE, INPUT_SIDE), Image.Resampling.BICUBIC)
    looks = fingerprint(squashed, frame.width / frame.height)
    small = _fitted(frame, limits.thumbnail_side)
    shared = _png(small, limits.shared_side) if limits.shared_side else None
    return Picture(np.asarray(squashed), _jpeg(small), metadata, damage, shared, fingerprint=looks)


def _pixels(frame: Image.Image) -> NDArray[np.uint8]:
    """uint8 [height, width, 3], strip by strip: Python's other threads wait for one strip at most."""
    pixels = np.empty((frame.height, frame.width, 3), np.uint8)
    rows = max(1, _STRIP_PIXELS // frame.width)
    for top in range(0, frame.height, rows):
        strip = frame.crop((0, top, frame.width, min(top + rows, frame.height)))
        pixels[top : top + rows] = np.asarray(strip)
    return pixels


def _check_pixels(image: ImageFile.ImageFile, max_pixels: int) -> None:
    width, height = image.size
    if width < 1 or height < 1:
        raise Unreadable("a picture without pixels")
    if width * height > max_pixels:
        raise Unreadable(
            f"too large: {width} x {height} pixels, and the limit is {max_pixels / 1e6:.3g} million pixels"
        )
    decoders = {tile.codec_name for tile in image.tile}
    if decoders & _SLOW_DECODERS and width * height > _SLOW_PIXELS:
        raise Unreadable(f"too large for its kind: {width} x {height} pixels would take minutes to read")


def _check_memory(image: ImageFile.ImageFile, size: tuple[int, int], memory_bytes: int) -> None:
    """Refuses what would take more than `memory_bytes`; `size` is the one before any draft."""
    pixels = size[0] * size[1]
    needed = image.width * image.height * (1 if image.mode in _ONE_BYTE_MODES else 4)
    needed += pixels * _READER_BYTES.get(image.format or "", 0)
    if image.info.get("progressive"):
        needed += _COEFFICIENT_BYTES * pixels * len(image.getbands())
    if needed > memory_bytes:
        raise Unreadable(
            f"too large: {size[0]} x {size[1]} pixels of this kind need {needed >> 20} MB of memory, "
            f"and the limit is {memory_bytes >> 20} MB"
        )


def _draft(image: ImageFile.ImageFile, thumbnail_side: int) -> None:
    """Lets a JPEG decode at a half, a quarter or an eighth of its size where nothing larger is wanted."""
    if image.format in ("JPEG", "MPO"):
        factor = _factor(image.size, thumbnail_side, _DRAFT_GAP)
        if factor > 1:
            image.draft(image.mode, (image.width // factor, image.height // factor))


def _reduction(size: tuple[int, int], thumbnail_side: int) -> int:
    return _factor(size, thumbnail_side, _REDUCE_GAP)


def _factor(size: tuple[int, int], thumbnail_side: int, gap: float) -> int:
    """The largest whole factor that leaves `gap` times the pixels that model input and thumbnail want."""
    shorter, longer = min(size), max(size)
    return max(1, min(int(shorter / (gap * INPUT_SIDE)), int(longer / (gap * thumbnail_side))))


def _loaded(image: ImageFile.ImageFile, file: BinaryIO, thumbnail_side: int) -> tuple[ImageFile.ImageFile, str | None]:
    """The image with its pixels decoded, as far as they are there, and what is wrong with the file, if anything."""
    try:
        image.load()
        return image, None
    except MemoryError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        log.debug("damaged: %r", error)
        truncated = "truncated" in str(error).lower()
        damage = _TRUNCATED if truncated else "file is damaged"
        if truncated and image.format in ("JPEG", "MPO"):
            return _with_end(file, thumbnail_side), damage
        image.tile = []  # nothing more to decode: what has been decoded so far is the picture
        image.load()
        return image, damage


def _with_end(file: BinaryIO, thumbnail_side: int) -> ImageFile.ImageFile:
    """A truncated JPEG with an end marker put after it, on which libjpeg hands out all that it has.

    Without it, a progressive file would yield nothing, although its first scan shows the whole picture already.
    """
    file.seek(0)
    image = _open(io.BytesIO(file.read() + b"\xff\xd9"), "JPEG")  # type: ignore[arg-type]
    _draft(image, thumbnail_side)
    image.load()
    return image


def _check_complete(frame: Image.Image, damage: str, *, from_below: bool) -> None:
    """Refuses a damaged picture of which too little is there. What is missing has one colour, at the end.

    `from_below` tells that the format may store its last row first, so that the end is at the top.
    """
    rows = np.asarray(frame)
    complete = _share_before_end(rows)
    if from_below:
        complete = min(complete, _share_before_end(rows[::-1]))
    if complete < MIN_COMPLETE:
        part = f"only {int(100 * complete)} percent" if complete >= 0.01 else "nothing"
        raise Unreadable(f"{damage}: {part} of the picture is there")


def _share_before_end(rows: NDArray[np.uint8]) -> float:
    """The share of the rows that come before a closing run of rows that all equal the last one."""
    different = np.flatnonzero((rows != rows[-1:]).any(axis=(1, 2)))
    return (int(different[-1]) + 1) / len(rows) if len(different) else 0.0


def _small_rgb(image: Image.Image, factor: int) -> Image.Image:
    """The picture in RGB, each side divided by `factor` (box average), strip by strip: no full-size copy is made."""
    if factor == 1:
        small = plain(image)
    else:
        width, height = image.size
        rows = max(1, _STRIP_PIXELS // (width * factor)) * factor
        mode = plain(image.crop((0, 0, 1, 1))).mode
        small = Image.new(mode, (-(-width // factor), -(-height // factor)))
        for top in range(0, height, rows):
            strip = plain(image.crop((0, top, width, min(top + rows, height)))).reduce(factor)
            small.paste(strip, (0, top // factor))
    return grey_to_rgb(small) if is_deep(small) else small


def _fitted(frame: Image.Image, side: int, how: Image.Resampling = Image.Resampling.BICUBIC) -> Image.Image:
    scale = side / max(frame.size)
    if scale >= 1:
        return frame
    size = (max(1, round(frame.width * scale)), max(1, round(frame.height * scale)))
    return frame.resize(size, how)


def _jpeg(small: Image.Image) -> bytes:
    jpeg = io.BytesIO()
    # Without this, Pillow would copy the file's comment into every thumbnail.
    small.info = {}
    small.save(jpeg, "JPEG", quality=THUMBNAIL_QUALITY)
    return jpeg.getvalue()


def _png(small: Image.Image, side: int) -> bytes:
    """Averaged: half the time of the bicubic way, and as good to look at when a picture becomes half as large."""
    return png.encoded(np.asarray(_fitted(small, side, Image.Resampling.BOX)))


@cache
def register_heif() -> None:
    """Makes Pillow read HEIC. Late, because libheif takes a while to load and most libraries hold no HEIC."""
    import pillow_heif

    pillow_heif.options.DECODE_THREADS = 1  # as for AVIF
    pillow_heif.register_heif_opener(thumbnails=False)


def _reason(error: Exception, format_name: str | None = None) -> str:
    """What went wrong, for a person; never the words of a library."""
    kind = _SPOKEN.get(format_name, format_name) if format_name else None
    text = str(error).lower()
    if isinstance(error, MemoryError):
        return message("too large: reading it needs more memory than one photo may use")
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        return message("too large: it has more pixels than the limit allows")
    if "truncated" in text:
        if kind is None:
            return message("damaged file: it ends too early")
        return message("damaged {kind} file: it ends too early", kind=kind)
    if isinstance(error, UnidentifiedImageError):
        if kind is None:
            return message("damaged file: its beginning cannot be understood")
        return message("damaged {kind} file: its beginning cannot be understood", kind=kind)
    if any(word in text for word in ("unsupported", "not supported", "unknown", "unrecognized")):
        if kind is None:
            return message("a file of a variant that cannot be read")
        return message("a {kind} file of a variant that cannot be read", kind=kind)
    if kind is None:
        return message("damaged file: the picture in it cannot be decoded")
    return message("damaged {kind} file: the picture in it cannot be decoded", kind=kind)
