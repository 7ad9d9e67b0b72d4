"""Hits among the files that nobody has opened yet: found by name, folder, type, date and size until they are described.

They stand behind the photos that were found by what is in them, and carry a negative `photo_id`: there is no photo yet.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from app.domain import Coverage, Hit, SortOrder
from app.library import Library, WaitingFile, WaitingFilter
from app.search.evidence import literal_words
from app.search.order import natural
from app.search.planning import Branch
from app.search.reasons import contains
from app.search.relevance import match

# A file whose name and folders hold all the words is likely, whatever it may show; as for photos, see `Weights.named`.
# Only type and date say so of one that is found by those alone: a maybe.
_NAMED, _BY_FACTS = 0.9, 0.4
# Files fetched for another order than the newest first.
_MOST_SORTED = 5_000
# Files that are tested one by one for what the catalogue cannot answer.
_MOST_TESTED = 20_000

_TYPES = {
    "JPEG": "jpg jpeg jpe jfif mpo",
    "PNG": "png apng",
    "TIFF": "tif tiff",
    "BMP": "bmp dib",
    "HEIF": "heic heif hif",
    "JPEG2000": "jp2 j2k j2c jpc jpx jpf",
    "PPM": "ppm pgm pbm pnm",
}
_TYPE_OF = {suffix: name for name, suffixes in _TYPES.items() for suffix in suffixes.split()}


def coverage(library: Library, described: int) -> Coverage:
    """How much of the library is described, given how many photos are."""
    return Coverage(described, library.waiting_count())


def waiting_hits(
    library: Library,
    branch: Branch,
    only: WaitingFilter | None = None,
    fits: Callable[[WaitingFile], bool] | None = None,
    *,
    limit: int = 50,
    sort: SortOrder = "relevance",
    shift: float = 0.0,
    named: Callable[[bytes], bool] = lambda _: False,
) -> tuple[int, tuple[Hit, ...]]:
    """How many waiting files fit one alternative of a query, and the first `limit` of them: newest first, or in the
    order asked for.

    All wanted words must stand in the name, the folders, the type or the date; phrases in quotes as they are. With
    neither words nor filters, or where a picture is to be resembled, nothing is found. `fits` is asked of each file
    that the catalogue finds with the words and `only`, of very many of the first ones. `named` tells of a path
    that it waits until a person says so.
    """
    words = list(dict.fromkeys([*branch.exact, *literal_words(branch.phrase)])) if branch.wanted else []
    if branch.likes or not words and (branch.without or only is None and fits is None):
        return 0, ()
    fetched = limit if sort in ("relevance", "date") else max(limit, _MOST_SORTED)
    total, files = library.waiting_files(
        words, without=branch.without, only=only, limit=_MOST_TESTED if fits is not None else fetched
    )
    if fits is not None:
        files = [file for file in files if fits(file)]
        total = len(files)
    hits = [_hit(file, words, shift, named=named(file.raw_path)) for file in files[:fetched]]
    if sort == "name":
        hits.sort(key=lambda hit: natural(os.path.basename(hit.path)))
    elif sort == "size":
        hits.sort(key=lambda hit: -hit.size)
    else:
        hits.sort(key=lambda hit: -hit.score if sort == "relevance" else 0)
    return total, tuple(hits[: max(limit, 0)])


def types_as_suffixes(types: frozenset[str]) -> frozenset[str]:
    """The name endings of these types (as `Hit.type` names them, or endings themselves)."""
    suffixes: set[str] = set()
    for name in types:
        suffixes.update(_TYPES.get(name.upper(), name.lower()).split())
    return frozenset(suffixes)


def type_of_suffix(suffix: str) -> str:
    """The type that a file with this ending most likely has, as `Hit.type` names it."""
    return _TYPE_OF.get(suffix, suffix.upper())


def _hit(file: WaitingFile, words: list[str], shift: float, *, named: bool) -> Hit:
    by_name = sum(1 for _, fields in file.found if "name" in fields or "folder" in fields)
    score = _NAMED if by_name == len(words) else _BY_FACTS
    why = [contains(field, word) for word, fields in file.found for field in fields[:1]]
    return Hit(
        photo_id=-file.file_id,
        path=os.fsdecode(file.raw_path),
        score=score,
        match=match(score, shift),
        caption="",
        why=tuple(why),
        date=file.date,
        size=file.size,
        type=type_of_suffix(file.suffix),
        drive=file.drive,
        online=file.online,
        waiting=True,
        named=named,
    )
