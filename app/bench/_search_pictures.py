"""Whether the same picture is found again: variants of photos, asked of a library that holds the photos themselves."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from app.bench._search_metrics import rounded
from app.bench._search_photos import near_duplicate_places
from app.media.altering import ALTERATIONS, alter

# Given a picture, the paths of what is found, best first.
Find = Callable[[Path], Sequence[str]]


def near_duplicate_set(find: Find, holds: Callable[[Path], bool], shared: Path, photos: Path) -> dict[str, object]:
    """Asks with each file of the near-duplicate set of which the library `holds` another variant: how many lead to such
    a variant first. Equal files are asked once; files that are no pictures any more are counted apart."""
    groups: dict[str, dict[bytes, set[str]]] = {}
    for group, place in near_duplicate_places(shared):
        groups.setdefault(group, {}).setdefault((photos / place).read_bytes(), set()).add(str(photos / place))
    asked: list[bool] = []
    missed, no_pictures = [], 0
    for files in groups.values():
        variants = [held for paths in files.values() if (held := {path for path in paths if holds(Path(path))})]
        no_pictures += len(files) - len(variants)
        for paths in variants if len(variants) > 1 else []:
            found = find(Path(min(paths)))
            asked.append(bool(found) and any(found[0] in other for other in variants if other is not paths))
            if not asked[-1]:
                missed.append(Path(min(paths)).name)
    return {
        "asked": len(asked),
        "found_first": _share(sum(asked), len(asked)),
        "missed": missed,
        "no_pictures": no_pictures,
    }


def made_variants(find: Find, originals: Sequence[Path]) -> dict[str, object]:
    """Alters each original, a photo of the library, in every way there is: the part of the variants that lead to it
    first."""
    right: dict[str, list[bool]] = {name: [] for name in ALTERATIONS}
    with tempfile.TemporaryDirectory(prefix="snowline-bench-") as place:
        for source in originals:
            for number, name in enumerate(ALTERATIONS):
                variant = alter(source, name, Path(place) / f"variant-{number}")
                found = find(variant)
                right[name].append(bool(found) and found[0] == str(source))
    every = [value for some in right.values() for value in some]
    return {
        "originals": len(originals),
        "asked": len(every),
        "found_first": _share(sum(every), len(every)),
        "by_alteration": {name: _share(sum(some), len(some)) for name, some in right.items()},
    }


def _share(right: int, asked: int) -> float | None:
    return rounded(right / asked) if asked else None
