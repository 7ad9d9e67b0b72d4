"""What can stand behind the colon of a filter in this library, with how many photos there are: for completion."""

from __future__ import annotations

import heapq
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np

from app.library.columns import plain_name
from app.search.facets import of_all
from app.search.filtering import SURE_STEP, mask_of
from app.search.query.keys import SIZE_CLASSES
from app.search.query.tree import Filter, FilterKey, Names
from app.search.snapshot import Snapshot

_MOST = 50  # values handed out
_MOST_FOLDERS = 10
_BREAKS = re.compile(r"[\W_]+")
_FACETS: dict[str, tuple[str, ...]] = {
    "type": ("type",),
    "date": ("year", "month"),
    "drive": ("drive",),
    "camera": ("camera",),
    "place": ("place", "country"),
    "rating": ("rating",),
    "orientation": ("orientation",),
}
_STATES = ("favourite", "rated", "online", "offline", "raw", "burst", "copy", "edited")


@dataclass(frozen=True, slots=True)
class _Known:
    """A value, how many photos have it, and its words, each with a blank before it."""

    value: str
    count: int
    words: str


def values(snapshot: Snapshot, key: FilterKey, prefix: str) -> list[tuple[str, int]]:
    """The values of a filter that begin like `prefix`, or have a word that does, with how many photos that can be shown
    have each: most first, as they are, without quotation marks. Neither case nor accents matter.

    Years become months once a year is typed. Folders are names, or absolute paths where `prefix` has a separator. Of
    keys whose values are as many as photos, such as file names, none are known.
    """
    if key == "in":
        return _folders(snapshot, prefix)
    wanted = _words(prefix)
    known = _known(snapshot, key)
    if key == "date":
        months = len(prefix) > 3
        found = [it for it in known if it.value.startswith(prefix) and ("-" in it.value) == months]
    else:
        found = sorted((it for it in known if wanted in it.words), key=lambda it: (-it.count, it.value))
    return [(it.value, it.count) for it in found[:_MOST]]


def _known(snapshot: Snapshot, key: FilterKey) -> list[_Known]:
    kept = snapshot.facts.columns.kept
    known = kept.get(("values", key))
    if known is None:
        known = kept["values", key] = [_Known(value, count, _words(value)) for value, count in _counted(snapshot, key)]
    return cast(list[_Known], known)


def _counted(snapshot: Snapshot, key: FilterKey) -> Iterable[tuple[str, int]]:
    if key in _FACETS:
        for name in _FACETS[key]:
            for condition, query, count in of_all(name, snapshot):
                given = condition.value
                yield given.values[0] if isinstance(given, Names) else query.partition(":")[2], count
    elif key == "size":
        names = {bounds: name for name, bounds in SIZE_CLASSES.items()}
        for condition, _, count in of_all("size", snapshot):
            yield names[condition.value.low, condition.value.high], count  # type: ignore[union-attr]
    elif key == "is":
        for state in _STATES:
            count = int(np.count_nonzero(mask_of(Filter("is", Names((state,))), snapshot)))
            if count:
                yield state, count
    elif key == "tag":
        yield from _tags(snapshot)


def _tags(snapshot: Snapshot) -> Iterable[tuple[str, int]]:
    """Tags of people and files, and sure ones of the models."""
    library = snapshot.library
    given = [*library.own_tag_counts(), *snapshot.facts.tag_counts(library.sure_tag() - SURE_STEP).items()]
    called: dict[str, list[tuple[str, int]]] = {}
    for name, count in given:
        called.setdefault(plain_name(name), []).append((name, count))
    for alike in called.values():
        name, count = alike[0]
        if len(alike) > 1:  # some photos may have it from both
            count = int(np.count_nonzero(mask_of(Filter("tag", Names((name,))), snapshot)))
        if count:
            yield name, count


def _words(name: str) -> str:
    return " " + _BREAKS.sub(" ", plain_name(name)).lstrip()


# ---- folders ----


@dataclass(frozen=True, slots=True)
class _Folders:
    """Files of photos in folders, by absolute path and by name, and the words of each name."""

    by_path: dict[str, int]
    by_name: dict[str, int]
    words: dict[str, str]


def _folders(snapshot: Snapshot, prefix: str) -> list[tuple[str, int]]:
    """Folders by name, or by path where `prefix` is the beginning of one."""
    kept = snapshot.facts.columns.kept
    known = kept.get("folders")
    if known is None:
        known = kept["folders"] = _known_folders(snapshot)
    folders = cast(_Folders, known)
    if os.sep in prefix:
        begins, files = os.path.expanduser(prefix), folders.by_path
        found = [path for path in files if path.startswith(begins)]
    else:
        wanted, files = _words(prefix), folders.by_name
        found = [name for name in files if wanted in folders.words[name]]
    best = heapq.nsmallest(_MOST_FOLDERS, found, key=lambda name: (-files[name], name))
    counted = [(name, _photos_in(snapshot, name)) for name in best]
    return sorted(((name, count) for name, count in counted if count), key=lambda pair: (-pair[1], pair[0]))


def _photos_in(snapshot: Snapshot, folder: str) -> int:
    kept = snapshot.facts.columns.kept
    count = kept.get(("in", folder))
    if count is None:
        condition = Filter("in", Names((folder,)))
        count = kept["in", folder] = int(np.count_nonzero(mask_of(condition, snapshot)))
    return cast(int, count)


def _known_folders(snapshot: Snapshot) -> _Folders:
    """All folders at or below the roots that have photos inside, at any depth."""
    mounts = {row.drive_id: row.mount for row in snapshot.library.drives()}
    roots = tuple(map(os.fsdecode, snapshot.library.roots()))
    by_path: dict[str, int] = {}
    for table, _ in snapshot.facts.columns.parts():
        for (key, _), files in zip(table.folders(), table.filled().tolist(), strict=True):
            drive, inside = int.from_bytes(key[:4], "big"), os.fsdecode(key[4:])
            path = os.path.join(mounts.get(drive, os.sep), inside).rstrip(os.sep)
            while path.startswith(roots) and path:
                by_path[path] = by_path.get(path, 0) + files
                path = os.path.dirname(path) if os.path.dirname(path) != path else ""
    by_name: dict[str, int] = {}
    for path, files in by_path.items():
        name = os.path.basename(path)
        by_name[name] = by_name.get(name, 0) + files
    return _Folders(by_path, by_name, {name: _words(name) for name in by_name})
