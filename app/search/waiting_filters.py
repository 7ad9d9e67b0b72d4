"""Filters against files that nobody has opened yet: what SQL can tell of them, and the rest file by file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatchcase
from glob import escape

from app.domain import Filters
from app.library import Library, WaitingFile, WaitingFilter
from app.search.query.tree import ITSELF, And, Days, Filter, Names, Node, Not, Or, Range, YearDay
from app.search.waiting import types_as_suffixes

Fits = Callable[[WaitingFile], bool]


def waiting_conditions(only: Node | None, library: Library) -> tuple[WaitingFilter | None, Fits | None]:
    """What a tree of filters asks of a waiting file: the part that the catalogue can answer at once, and a test for
    what is left, None where nothing is. A file fits only where all can be told of it: nobody knows its camera yet.
    Where nothing is asked, every file fits.

    Raises SnowlineError for filters that make no sense (see `filtering.mask_of`).
    """
    asked, left = Filters(), []
    for node in only.nodes if isinstance(only, And) else () if only is None else (only,):
        more = _plain(node, asked)
        if more is None:
            left.append(node)
        else:
            asked = more
    quick = _in_catalogue(asked, library) if asked else WaitingFilter() if only is None else None
    if not left:
        return quick, None
    labels = {
        name.casefold(): row.label for row in library.drives() for name in (row.label, row.serial, row.mount) if name
    }
    return quick, lambda file: all(_fits(node, file, labels) is True for node in left)


def _plain(node: Node, asked: Filters) -> Filters | None:
    """`asked` with this filter added, None where it cannot be said that way."""
    if not isinstance(node, Filter):
        return None
    value = node.value
    if node.key == "date" and isinstance(value, Days) and asked.since is None and asked.until is None:
        return replace(asked, since=value.since, until=value.until)
    if node.key == "size" and isinstance(value, Range) and asked.min_size is None and asked.max_size is None:
        return replace(asked, min_size=value.low, max_size=value.high)
    if not isinstance(value, Names):
        return None
    if node.key == "type" and not asked.types:
        return replace(asked, types=value.values)
    if node.key == "drive" and not asked.drives:
        return replace(asked, drives=value.values)
    if node.key == "in" and asked.folder is None and len(value.values) == 1 and _is_path(value.values[0]):
        return replace(asked, folder=value.values[0])
    if node.key == "is" and asked.online is None and value.values in {("online",), ("offline",)}:
        return replace(asked, online=value.values == ("online",))
    return None


def _in_catalogue(filters: Filters, library: Library) -> WaitingFilter:
    """What `filters` by type, date, size, drive and folder ask of a file that nobody has opened yet."""
    drives = library.drive_ids(filters.drives) if filters.drives else None
    if filters.online is not None:
        there = frozenset(row.drive_id for row in library.drives() if row.online == filters.online)
        drives = there if drives is None else drives & there
    return WaitingFilter(
        suffixes=types_as_suffixes(frozenset(filters.types)) if filters.types else None,
        since=None if filters.since is None else _moment(filters.since, 0),
        until=None if filters.until is None else _moment(filters.until, 1),
        drives=drives,
        min_size=filters.min_size,
        max_size=filters.max_size,
        folder=None if filters.folder is None else os.path.realpath(os.fsencode(filters.folder)),
    )


def _moment(date: str, later: int) -> float:
    """When the year, month, day, hour, minute or second that `date` names begins, in seconds since the epoch; with
    `later`, when the one after it does."""
    digits = "".join(letter for letter in date[:19] if "0" <= letter <= "9")
    parts = [int(digits[:4]), *(int(digits[at : at + 2]) for at in range(4, len(digits) - 1, 2))]
    parts[-1] += later
    year, month, *rest = [*parts, 1][:2] if len(parts) == 1 else parts
    day, *clock = rest or [1]
    hour, minute, second = [*clock, 0, 0, 0][:3]
    # mktime carries what is too large into the next unit.
    return time.mktime((year, month, day, hour, minute, second, 0, 0, -1))


def _fits(node: Node, file: WaitingFile, labels: dict[str, str]) -> bool | None:
    """Whether a file fulfils a tree of filters; None where nobody can tell before it is opened."""
    if isinstance(node, Not):
        inside = _fits(node.node, file, labels)
        return None if inside is None else not inside
    if isinstance(node, And | Or):
        decisive = isinstance(node, Or)
        parts = [_fits(part, file, labels) for part in node.nodes]
        return decisive if decisive in parts else None if None in parts else not decisive
    if not isinstance(node, Filter):
        return None
    value = node.value
    if isinstance(value, Days):
        early = value.since is not None and file.date[: len(value.since)] < value.since
        late = value.until is not None and file.date[: len(value.until)] > value.until
        return not (early or late)
    if isinstance(value, YearDay):
        return file.date[len("2023-") : len("2023-06-15")] == value.date
    if isinstance(value, Range) and node.key == "size":
        return (value.low is None or file.size >= value.low) and (value.high is None or file.size <= value.high)
    if isinstance(value, Names):
        tells = [_told(node.key, name, file, labels) for name in value.values]
        return True if True in tells else None if None in tells else False
    return None


def _is_path(folder: str) -> bool:
    return os.sep in folder and not folder.endswith(ITSELF)


def _told(key: str, name: str, file: WaitingFile, labels: dict[str, str]) -> bool | None:
    if key == "type":
        return file.suffix in types_as_suffixes(frozenset({name}))
    if key == "drive":
        return labels.get(name.casefold()) == file.drive
    if key == "name":
        wanted = name.casefold()
        return fnmatchcase(file.name.casefold(), wanted if "*" in wanted else f"*{escape(wanted)}*")
    if key == "in" and os.sep not in name:
        folders = os.fsdecode(os.path.dirname(file.raw_path)).casefold().split(os.sep)
        return name.casefold() in folders
    if key == "in" and name.endswith(ITSELF):
        return os.path.dirname(file.raw_path) == os.path.realpath(os.fsencode(name.removesuffix(ITSELF) or os.sep))
    if key == "in":
        folder = os.path.realpath(os.fsencode(name))
        return file.raw_path.startswith(os.path.join(folder, b""))
    if key == "is" and name in {"online", "offline"}:
        return file.online == (name == "online")
    if key == "is" and name in {"favourite", "rated"}:
        return False  # nobody could say so of it yet
    return None
