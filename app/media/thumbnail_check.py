"""Looking over a library's own thumbnails: what is damaged, forgotten, in an old place or too much; and mending it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from app.media.thumbnails import Kept, ThumbnailStore, is_whole

_UNPLAIN = "key-"  # stands for a key that is no content key, and cannot be asked for


@dataclass(slots=True)
class ThumbnailsState:
    """Counts of thumbnails. `orphaned` ones belong to no photo; `former` ones lie where earlier versions kept them;
    `over` is by how many bytes all of them exceed the budget."""

    kept: int = 0
    size: int = 0
    damaged: int = 0
    orphaned: int = 0
    former: int = 0
    unfinished: int = 0
    over: int = 0


def check_thumbnails(
    folder: Path,
    known: Callable[[Sequence[str]], Set[str]],
    budget: int,
    *,
    repair: bool = False,
    precious: Callable[[Sequence[str]], Set[str]] | None = None,
    check: Callable[[], None] = lambda: None,
) -> ThumbnailsState:
    """Looks at every thumbnail in `folder`; with `repair`, removes what is damaged, orphaned or unfinished, brings the
    rest to its place and within `budget` bytes.

    `known` tells which of some content keys are photos of the library, `precious` which of them go last; `check` is
    called between two folders and may raise. The state is the one found, before any repair. Nothing is lost for good:
    a thumbnail that is missing is drawn again when its photo is shown.
    """
    store = ThumbnailStore(folder)
    state = ThumbnailsState()
    with contextlib.suppress(OSError):
        state.unfinished = sum(1 for _ in folder.glob(".new-*"))
    for part in store.folders():
        check()
        former = [one for inner in _inner(part) for one in store.kept_in(inner)]
        state.former += len(former)
        if repair:
            store.move_up(part)
        bad = _look(state, [*store.kept_in(part)] if repair else [*store.kept_in(part), *former], known)
        if repair:
            for one in bad:
                with contextlib.suppress(OSError):
                    os.unlink(one.path)
    state.over = max(0, state.size - budget)
    if repair:
        store.sweep()
        if state.over:
            store.trim(budget, *([precious] if precious else []), everything=True)
    return state


def _look(state: ThumbnailsState, kept: list[Kept], known: Callable[[Sequence[str]], Set[str]]) -> list[Kept]:
    """Counts these thumbnails; returns those that are of no use."""
    keys = [one.key for one in kept if not one.key.startswith(_UNPLAIN)]
    ours = known(keys)
    bad = []
    for one in kept:
        state.kept += 1
        state.size += one.size
        if not _readable(one):
            state.damaged += 1
            bad.append(one)
        elif not one.key.startswith(_UNPLAIN) and one.key not in ours:
            state.orphaned += 1
            bad.append(one)
    return bad


def _readable(one: Kept) -> bool:
    try:
        with open(one.path, "rb") as file:
            start = file.read(2)
            file.seek(max(0, one.size - 2))
            return is_whole(start + file.read(2))
    except OSError:
        return False


def _inner(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
    return []
