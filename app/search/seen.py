"""Photos by the text in their pictures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from app.index.base import Slots
from app.search.snapshot import Snapshot

_LONGEST = 60  # letters of a line that are shown
_ENDING = 3  # letters at the end of a word that its stem may lack
_LEAST_STEM = 3


def showing_all(words: Sequence[str], snapshot: Snapshot) -> Slots:
    """The photos, int64 ascending, in whose picture all of these words can be read, wherever; of very many those that
    came last."""
    return _slots(snapshot.library.showing_all(words), snapshot)


def showing(phrase: str, snapshot: Snapshot) -> Slots:
    """The photos, int64 ascending, in whose picture these words can be read, one behind the other."""
    return _slots(snapshot.library.showing(phrase), snapshot)


def line_with(text: str, words: Sequence[str]) -> str:
    """Of a text in a picture the line in which most of these words stand, shortened around the first of them."""
    stems = [_plain(word)[: max(_LEAST_STEM, len(word) - _ENDING)] for word in words]
    lines = text.splitlines()
    line = max(lines, key=lambda line: sum(_stands(stem, line) for stem in stems), default="")
    if len(line) <= _LONGEST:
        return line
    plain = _plain(line)
    # Accents gone, a line may be a letter or two shorter: near enough for where to cut.
    at = min((place for stem in stems if (place := plain.find(stem)) >= 0), default=0)
    start = max(0, min(at - _LONGEST // 3, len(line) - _LONGEST))
    cut = line[start : start + _LONGEST].strip()
    return ("…" if start else "") + cut + ("…" if start + _LONGEST < len(line) else "")


def _slots(photos: Slots, snapshot: Snapshot) -> Slots:
    if not len(photos):
        return photos
    _, slots = snapshot.library.places_of(photos)
    return np.sort(slots[slots < snapshot.slots])


def _stands(stem: str, line: str) -> bool:
    return any(word.startswith(stem) for word in re.findall(r"\w+", _plain(line)))


def _plain(text: str) -> str:
    """Without accents and capitals."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
