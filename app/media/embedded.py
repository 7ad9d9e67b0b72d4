"""The keywords, caption and rating that a photo file carries inside: XMP, and the older IPTC records.

Opens the file's header, decodes no picture. XMP speaks before IPTC, as the Metadata Working Group advises.
"""

from __future__ import annotations

import logging
import os
import warnings
from contextlib import nullcontext

from PIL import ImageFile, IptcImagePlugin

from app.domain import FileWords, Unreadable
from app.media.decode import _open, register_heif
from app.media.formats import SNIFF_BYTES, photo_format
from app.media.silence import silenced
from app.media.source import FilePath, opened
from app.media.xmp import caption_text, parse_xmp, tag_names

log = logging.getLogger(__name__)

# IPTC-IIM 4.2: (record, dataset) of the character set, the keywords, the caption and the object's name.
_CHARSET, _KEYWORDS, _CAPTION, _NAME = (1, 90), (2, 25), (2, 120), (2, 5)
_UTF8 = b"\x1b%G"  # ISO 2022's announcement of UTF-8


def embedded_words(path: FilePath) -> FileWords:
    """What the file says of its photo. Never raises: what cannot be read says nothing, and `problem` tells why."""
    try:
        with opened(path) as file, warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="PIL")
            format_name = photo_format(file.read(SNIFF_BYTES), os.path.basename(os.fsdecode(path)))
            if format_name is None:
                return FileWords()
            if format_name == "HEIF":
                register_heif()
            with silenced() if format_name == "TIFF" else nullcontext(), _open(file, format_name) as image:
                return words_of(image)
    except Unreadable as error:
        return FileWords(problem=str(error))
    except Exception as error:  # Pillow meets hostile files with every exception there is
        log.debug("%r: %r", path, error)
        return FileWords(problem="what the file says of its photo cannot be read")


def words_of(image: ImageFile.ImageFile) -> FileWords:
    """The same of a picture that Pillow has opened."""
    problem = None
    xmp = FileWords()
    packet = image.info.get("xmp")
    if packet:
        try:
            xmp = parse_xmp(packet if isinstance(packet, bytes) else str(packet).encode("utf-8", "replace"))
        except Unreadable as error:
            problem = f"the XMP inside the file cannot be read: {error}"
    iptc = _iptc(image)
    return FileWords(xmp.rating, xmp.caption or iptc.caption, tag_names([*xmp.tags, *iptc.tags]), problem)


def _iptc(image: ImageFile.ImageFile) -> FileWords:
    try:
        records = IptcImagePlugin.getiptcinfo(image) or {}
    except Exception as error:
        log.debug("damaged IPTC: %r", error)
        return FileWords()
    utf8 = _first(records.get(_CHARSET)).startswith(_UTF8)

    def text(data: bytes) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("utf-8", "replace") if utf8 else data.decode("latin-1")

    keywords = records.get(_KEYWORDS, [])
    names = [text(name) for name in (keywords if isinstance(keywords, list) else [keywords])]
    caption = caption_text(text(_first(records.get(_CAPTION)))) or caption_text(text(_first(records.get(_NAME))))
    return FileWords(None, caption, tag_names(names))


def _first(value: bytes | list[bytes] | None) -> bytes:
    if isinstance(value, list):
        value = value[0] if value else b""
    return value or b""
