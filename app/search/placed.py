"""Photos by the words for where they were taken: "lisbon" finds those from Lisbon, as "lissabon" and "portugal" do.

Only places count where photos of this library were taken, so that hardly any other word is taken for a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from app.index.base import Slots
from app.language import gazetteer
from app.library import Library
from app.search.snapshot import Snapshot

_LONGEST = 5  # words in a name
_KEPT = "names of places"  # under which `Columns.kept` has them


def taken_in(words: Sequence[str], snapshot: Snapshot) -> dict[str, Slots]:
    """Word → the photos, int64 ascending, that were taken in the place which it, or it with those beside it, names:
    of "new york skyline" the first two. Words that name no place are left out. Microseconds where none does."""
    names = _names(snapshot)
    if not names:
        return {}
    folded = [gazetteer.fold(word) for word in words]
    found: dict[str, Slots] = {}
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST), start, -1):
            labels = names.get(" ".join(folded[start:end]))
            if labels is not None:
                found.update(dict.fromkeys(words[start:end], _photos_in(labels, snapshot)))
                start = end - 1
                break
        start += 1
    return found


def _photos_in(labels: frozenset[str], snapshot: Snapshot) -> Slots:
    """The photos, int64 ascending, whose place has one of these labels."""
    wanted = np.array([label in labels for label in snapshot.facts.columns.names("place")], np.bool_)
    return np.flatnonzero(wanted[snapshot.facts.column("place")])


def words_of_places(library: Library) -> frozenset[str]:
    """All words, folded, of the names of places where photos of the library were taken, in all their languages."""
    labels = library.place_labels()
    return frozenset(word for name in gazetteer.called(labels) for word in name.split()) if labels else frozenset()


def _names(snapshot: Snapshot) -> Mapping[str, frozenset[str]]:
    """Folded name → the labels that it means; worked out once for a snapshot. The columns are not read for it: most
    queries name no place."""
    kept = snapshot.facts.columns.kept
    names: Mapping[str, frozenset[str]] | None = kept.get(_KEPT)
    if names is None:
        labels = snapshot.library.place_labels()
        called = gazetteer.called(labels) if labels else {}
        names = {name: frozenset(labels[number] for number in numbers) for name, numbers in called.items()}
        kept[_KEPT] = names
    return names
