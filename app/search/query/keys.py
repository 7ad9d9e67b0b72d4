"""The keys of filters: their other names, what they ask for, and the words that some of their values go by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.media.formats import PHOTO_SUFFIXES
from app.messages import message
from app.search.query.tree import FilterKey

Key: TypeAlias = FilterKey | Literal["like", "sort", "group", "words"]


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """`hint` says what the key is for; `examples` are values that are right."""

    hint: str
    examples: tuple[str, ...]
    synonyms: tuple[str, ...] = ()


KEYS: dict[Key, KeyInfo] = {
    "type": KeyInfo(
        message("kind of file"),
        ("jpeg", "png", "heic", "raw"),
        ("kind", "ext", "extension", "fileextension", "filetype", "format", "itemtype"),
    ),
    "date": KeyInfo(
        message("when it was taken"),
        ("2023", "2023-06", "2023-06-15", "2023-06..2023-08", ">=2020", "yesterday", '"last summer"'),
        ("datetaken", "taken", "when", "day", "year", "created", "datecreated"),
    ),
    "drive": KeyInfo(message("drive it is on"), ('"Backup 2"', "D"), ("disk", "volume", "drives")),
    "size": KeyInfo(message("size of the file"), (">5MB", "<300kB", "1MB..5MB", "large"), ("filesize",)),
    "in": KeyInfo(
        message("folder it is in"),
        ("~/Pictures", "Alps"),
        ("folder", "path", "dir", "directory", "folderpath", "folders"),
    ),
    "camera": KeyInfo(
        message("camera it was taken with"),
        ("canon", '"nikon d750"'),
        ("cameramodel", "cameramaker", "cameramanufacturer", "make", "model", "device"),
    ),
    "rating": KeyInfo(message("stars you gave"), (">=4", "5", "3..5"), ("stars", "star", "ratings")),
    "orientation": KeyInfo(message("upright or lying"), ("portrait", "landscape", "square"), ("shape", "aspect")),
    "is": KeyInfo(
        message("a state"),
        ("favourite", "rated", "online", "offline", "raw", "burst", "copy", "edited"),
        ("has", "flag", "state"),
    ),
    "near": KeyInfo(message("taken around a place"), ("lisbon", "lisbon,25km", '"new york"'), ("around", "close")),
    "place": KeyInfo(
        message("taken in a town or country"), ("lisbon", "portugal"), ("location", "city", "country", "where")
    ),
    "tag": KeyInfo(message("a tag it has"), ("dog", "wedding"), ("tags", "keyword", "keywords", "label")),
    "name": KeyInfo(message("part of the file's name"), ("IMG_2034", "holiday"), ("filename", "file", "title")),
    "text": KeyInfo(message("text that can be read in the picture"), ('"exit"',), ("ocr", "says")),
    "like": KeyInfo(message("looks like this picture"), ("path/to.jpg",), ("similar", "similarto")),
    "sort": KeyInfo(
        message("order of the answer"),
        ("relevance", "date", "name", "size", "rating", "type", "drive"),
        ("order", "sortby"),
    ),
    "group": KeyInfo(message("headings in the answer"), ("day", "drive"), ("groupby",)),
    "words": KeyInfo(message("plain words, never read as a filter"), ('"last summer"',), ("literal", "plain")),
}

# Keys that bring a comparison with them: "before:2010" is "date:<2010".
COMPARING: dict[str, tuple[Key, str]] = {
    "before": ("date", "<"),
    "after": ("date", ">"),
    "since": ("date", ">="),
    "from": ("date", ">="),
    "until": ("date", "<="),
    "till": ("date", "<="),
    "larger": ("size", ">"),
    "bigger": ("size", ">"),
    "smaller": ("size", "<"),
}


# Keys whose values can be compared without a colon: "size > 5 MB", "rating>=4".
COMPARED: frozenset[str] = frozenset({"date", "taken", "datetaken", "year", "size", "filesize", "rating", "stars"})


def _by_name() -> dict[str, tuple[Key, str]]:
    names = dict(COMPARING)
    for key, info in KEYS.items():
        for name in (key, *info.synonyms):
            names[name] = (key, "")
    return names


NAMES: dict[str, tuple[Key, str]] = _by_name()
"""Every name of a key, lower case: the key, and the comparison that the name brings with it."""

IS_VALUES: dict[str, str] = {
    "favourite": "favourite", "favorite": "favourite", "favourites": "favourite", "favorites": "favourite",
    "fav": "favourite", "starred": "favourite", "loved": "favourite",
    "rated": "rated",
    "online": "online", "connected": "online", "available": "online",
    "offline": "offline", "disconnected": "offline", "away": "offline",
    "raw": "raw",
    "burst": "burst", "bursts": "burst",
    "copy": "copy", "copies": "copy", "duplicate": "copy", "duplicates": "copy",
    "edited": "edited",
}  # fmt: skip

ORIENTATIONS: dict[str, str] = {
    "portrait": "portrait", "upright": "portrait", "vertical": "portrait", "tall": "portrait",
    "landscape": "landscape", "horizontal": "landscape", "wide": "landscape",
    "square": "square",
}  # fmt: skip

SORTS: dict[str, str] = {
    "relevance": "relevance", "best": "relevance", "match": "relevance",
    "date": "date", "taken": "date", "datetaken": "date", "time": "date", "newest": "date",
    "name": "name", "filename": "name",
    "size": "size", "largest": "size",
    "rating": "rating", "stars": "rating",
    "type": "type", "kind": "type",
    "drive": "drive", "disk": "drive",
}  # fmt: skip

GROUPS: dict[str, str] = {"day": "day", "date": "day", "drive": "drive", "disk": "drive"}

TYPE_NAMES: dict[str, str] = {"jpg": "jpeg", "tif": "tiff", "raws": "raw", "jpegs": "jpeg", "pngs": "png"}
"""Other names of types; all others are their own."""

TYPES: frozenset[str] = PHOTO_SUFFIXES | {"raw", "jpeg2000"}
"""What `type:` may be asked for, lower case. "raw" stands for all of `RAW_SUFFIXES`."""

ALL_PHOTOS: frozenset[str] = frozenset({"picture", "pictures", "photo", "photos", "image", "images"})
"""Kinds that every photo is: Windows' "kind:picture"."""

COMMON_TYPES: tuple[str, ...] = ("jpeg", "png", "heic", "raw", "tiff", "webp", "gif")

MB = 1_000_000
SIZE_CLASSES: dict[str, tuple[int | None, int | None]] = {
    "tiny": (None, 100_000 - 1),
    "small": (100_000, MB - 1),
    "medium": (MB, 5 * MB - 1),
    "large": (5 * MB, 20 * MB - 1),
    "huge": (20 * MB, None),
}
"""Sizes by name, in bytes, both ends included."""
