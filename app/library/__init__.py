"""The catalogue: which files exist, which photos they hold, and what is known of each photo.

The only importer of sqlite_utils. Nothing here opens a picture, runs a model or reads a vector file: the rooms
above bring what they found as plain data, and get plain data back.
"""

from app.library import drives
from app.library.catalogue import Library
from app.library.keys import Rival
from app.library.moves import PhotoEvent
from app.library.rows import (
    DriveRow,
    KnownFile,
    LiteralField,
    NewPhoto,
    NewText,
    PhotoRow,
    SeenFile,
    SortKeys,
    Status,
    TextKind,
    shown,
)
from app.library.waiting import WaitingFile, WaitingFilter

__all__ = [
    "DriveRow",
    "KnownFile",
    "Library",
    "LiteralField",
    "NewPhoto",
    "NewText",
    "PhotoEvent",
    "PhotoRow",
    "Rival",
    "SeenFile",
    "SortKeys",
    "Status",
    "TextKind",
    "WaitingFile",
    "WaitingFilter",
    "drives",
    "shown",
]
