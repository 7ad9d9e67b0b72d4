"""Which tags a query speaks of: by name or alias, in singular or plural, and by meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.index.base import Floats
from app.language.words import content_words, singular, tokens

_LONGEST_NAME = 5  # words: "bride and groom on steps"
_KINDRED_COSINE = 0.6  # from here a tag means nearly what the query means
_KINDRED_COUNT = 3


@dataclass(frozen=True, slots=True)
class NamedTag:
    """A tag the query names. `share` is the part of the query's content words that the name stands for, 0..1."""

    name: str
    share: float


class TagNames:
    """Finds tag names in queries. Names and aliases are compared word by word in the singular."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._by_words: dict[tuple[str, ...], str] = {}
        for alias, name in aliases.items():
            self._by_words.setdefault(_singulars(alias), name)
        for name in aliases.values():  # a tag's own name is never another tag's alias
            self._by_words[_singulars(name)] = name

    def named_in(self, text: str) -> list[NamedTag]:
        """The tags named in `text`, longest names first claimed, none overlapping."""
        words = _singulars(text)
        total = max(len(content_words(text)), 1)
        claimed = [False] * len(words)
        found: dict[str, float] = {}
        for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                if any(claimed[start : start + size]):
                    continue
                name = self._by_words.get(words[start : start + size])
                content = len(content_words(" ".join(words[start : start + size])))
                if name is not None and content:
                    claimed[start : start + size] = [True] * size
                    found[name] = min(found.get(name, 0.0) + content / total, 1.0)
        return [NamedTag(name, share) for name, share in found.items()]


def kindred_tags(query: Floats, names: tuple[str, ...], vectors: Floats) -> list[tuple[str, float]]:
    """Tags that mean nearly what the query (unit float32 [dims]) means, best first, each with its cosine."""
    cosines = np.einsum("td,d->t", vectors, query)  # one thread: waking others takes longer than the sums
    best = np.argsort(-cosines, kind="stable")[:_KINDRED_COUNT]
    return [(names[i], float(cosines[i])) for i in best if cosines[i] >= _KINDRED_COSINE]


def _singulars(text: str) -> tuple[str, ...]:
    return tuple(singular(word) for word in tokens(text))
