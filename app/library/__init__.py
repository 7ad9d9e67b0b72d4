"""The catalogue: which files exist, which photos they hold, and what is known of each photo.

The only importer of sqlite_utils. Nothing here opens a picture, runs a model or reads a vector file: the rooms
above bring what they found as plain data, and get plain data back.

Where to look:

opening a library       catalogue, connection, lock, schema, base
files and drives        drives, writer, intake, files, moves, keys, waiting, naming,
                        looking_again, excluding
photos and words        describing, photos, reader, rows, texts, words, filters, columns, sorting, bulk, links,
                        thumbnails
generations             generations, switching
what people add         person, own, journal, sidecars, away, trash, trashing
health                  check, upkeep, salvage, own_again
for measures and tests  canon, filling, released
"""

from app.library import drives
from app.library.catalogue import Library
from app.library.keys import Rival
from app.library.looking_again import Looked
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
    "Looked",
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
