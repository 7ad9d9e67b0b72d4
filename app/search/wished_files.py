"""Which of a photo's files stands for it in an answer: one that lies where the question looks.

The same photo may lie in several folders and on several drives. A question that looks in one of them finds the photo by
the file there, and what is done with the hit is done to that file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from app.domain import SnowlineError
from app.library import Library, shown
from app.library.base import Preferring
from app.library.columns import place_key, plain_name
from app.search.filtering import folder_ranges
from app.search.patterns import fits
from app.search.query.tree import And, Filter, Names, Node, Not, Or

_KEPT_FOLDERS = 1_000
_PRESENCE = {"online": False, "offline": True}

Says = Callable[[int, bytes, bool], bool]


def files_wished(nodes: Iterable[Node | None], library: Library) -> Preferring | None:
    """How many conditions of these nodes a file fulfils; None where they say nothing of files."""
    found = [wish for node in nodes if node is not None and (wish := _wish(node, library)) is not None]
    return _sum(found) if found else None


def _wish(node: Node, library: Library) -> Preferring | None:
    if isinstance(node, And | Or):
        parts = [wish for part in node.nodes if (wish := _wish(part, library)) is not None]
        if not parts:
            return None
        return _sum(parts) if isinstance(node, And) else _most(parts)
    if isinstance(node, Not):
        turned = _wish(node.node, library)
        return None if turned is None else lambda *file: not turned(*file)
    if not isinstance(node, Filter) or not isinstance(node.value, Names):
        return None
    try:
        return _says(node.key, node.value.values, library)
    except SnowlineError:
        return None  # told of where photos were filtered


def _says(key: str, names: tuple[str, ...], library: Library) -> Says | None:
    """Whether a file fulfils a condition; None for one that all files of a photo fulfil alike."""
    if key == "in":
        return _inside(names, library)
    if key == "drive":
        drives = library.drive_ids(names)
        return lambda drive, _, __: drive in drives
    if key == "name":
        return lambda _, path, __: _is_named(os.path.basename(path), names)
    wanted = {_PRESENCE.get(name.casefold()) for name in names}
    if key == "is" and len(wanted) == 1 and None not in wanted:
        return lambda _, __, away: away in wanted
    return None


def _inside(names: tuple[str, ...], library: Library) -> Says:
    ranges = [place for name in names if os.sep in name for place in folder_ranges(name, library)]
    called = [f"{os.sep}{plain_name(name)}{os.sep}" for name in names if os.sep not in name]

    @lru_cache(_KEPT_FOLDERS)
    def holds(drive: int, folder: bytes) -> bool:
        key = place_key(drive, folder)
        if any(low <= key < high for low, high in ranges):
            return True
        plain = plain_name(shown(os.path.join(os.sep.encode(), folder, b""))) if called else ""
        return any(name in plain for name in called)

    return lambda drive, path, _: holds(drive, os.path.dirname(path))


def _is_named(name: bytes, patterns: tuple[str, ...]) -> bool:
    plain = plain_name(shown(name))
    return any(fits(plain, pattern) for pattern in patterns)


def _sum(wishes: Sequence[Preferring]) -> Preferring:
    return lambda *file: sum(wish(*file) for wish in wishes)


def _most(wishes: Sequence[Preferring]) -> Preferring:
    return lambda *file: max(wish(*file) for wish in wishes)
