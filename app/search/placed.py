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
    labels = snapshot.facts.columns.names("place")
    if len(labels) < 2:  # the first stands for no place
        return {}
    names = _names(snapshot, labels)
    folded = [gazetteer.fold(word) for word in words]
    found: dict[str, Slots] = {}
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST), start, -1):
            numbers = names.get(" ".join(folded[start:end]))
            if numbers is not None:
                wanted = np.zeros(len(labels), np.bool_)
                wanted[list(numbers)] = True
                slots = np.flatnonzero(wanted[snapshot.facts.column("place")])
                found.update(dict.fromkeys(words[start:end], slots))
                start = end - 1
                break
        start += 1
    return found


def words_of_places(library: Library) -> frozenset[str]:
    """All words, folded, of the names of places where photos of the library were taken, in all their languages."""
    labels = library.place_labels()
    return frozenset(word for name in gazetteer.called(labels) for word in name.split()) if labels else frozenset()


def _names(snapshot: Snapshot, labels: Sequence[str]) -> Mapping[str, frozenset[int]]:
    """Folded name → numbers of the labels that it means; worked out once for a snapshot."""
    kept = snapshot.facts.columns.kept
    names: Mapping[str, frozenset[int]] | None = kept.get(_KEPT)
    if names is None:
        number_of = {label: number for number, label in enumerate(labels) if number}
        places = {id_: number_of[label] for id_, label in snapshot.library.place_labels().items() if label in number_of}
        names = {
            name: frozenset(places[number] for number in numbers) for name, numbers in gazetteer.called(places).items()
        }
        kept[_KEPT] = names
    return names
