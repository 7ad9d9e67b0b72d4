"""Which tags a query speaks of: by name or alias, in singular or plural, and by meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.index.base import Floats
from app.language.words import content_words, singular, tokens

_LONGEST_NAME = 5  # words: "bride and groom on steps"
_KINDRED_COSINE = 0.6  # from here a tag means nearly what the query means
_KINDRED_COUNT = 3
_KEPT_WORDS = 50_000  # words whose tags are kept


@dataclass(frozen=True, slots=True)
class NamedTag:
    """A tag the query names. `share` is the part of the query's content words that the name stands for, 0..1."""

    name: str
    share: float


class TagNames:
    """Finds tag names in queries. Names and aliases are compared word by word in the singular."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._names: dict[str, str | None] = {}
        self._by_words: dict[tuple[str, ...], str] = {}
        for alias, name in aliases.items():
            self._by_words.setdefault(_singulars(alias), name)
        for name in aliases.values():  # a tag's own name is never another tag's alias
            self._by_words[_singulars(name)] = name

    def named_in(self, text: str) -> list[NamedTag]:
        """The tags named in `text`, longest names first claimed, none overlapping."""
        total = max(len(content_words(text)), 1)
        found: dict[str, float] = {}
        for name, start, end in self._claimed(_singulars(text)):
            content = len(content_words(" ".join(_singulars(text)[start:end])))
            found[name] = min(found.get(name, 0.0) + content / total, 1.0)
        return [NamedTag(name, share) for name, share in found.items()]

    def parts(self, text: str) -> list[str]:
        """What `text` is put together from: the tags it names, as written, and its other words that carry meaning."""
        words, singulars = tokens(text), _singulars(text)
        owner: dict[int, int] = {}
        for _, start, end in self._claimed(singulars):
            owner.update(dict.fromkeys(range(start, end), end))
        parts: dict[str, None] = {}
        at = 0
        while at < len(words):
            end = owner.get(at, at + 1)
            part = " ".join(words[at:end])
            if at in owner or content_words(part):
                parts[part] = None
            at = end
        return list(parts)

    def name_of(self, word: str) -> str | None:
        """The tag of which this is the name or another name, in singular or plural; None where there is none."""
        if word not in self._names:
            if len(self._names) >= _KEPT_WORDS:
                self._names.clear()
            self._names[word] = self._by_words.get(_singulars(word))
        return self._names[word]

    def knows(self, text: str) -> bool:
        """True where all of its words that carry meaning stand in names or other names of tags."""
        words = content_words(text)
        return bool(words) and all(word in self._words for word in words)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for words in self._by_words for word in content_words(" ".join(words)))

    def _claimed(self, words: tuple[str, ...]) -> list[tuple[str, int, int]]:
        """The tags named in `words`, and from where to where, in the order of their lengths."""
        claimed = [False] * len(words)
        found = []
        for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                if any(claimed[start : start + size]):
                    continue
                name = self._by_words.get(words[start : start + size])
                if name is not None and content_words(" ".join(words[start : start + size])):
                    claimed[start : start + size] = [True] * size
                    found.append((name, start, start + size))
        return found


def kindred_tags(query: Floats, names: tuple[str, ...], vectors: Floats) -> tuple[float, list[tuple[str, float]]]:
    """The cosine of the tag that means most nearly what the query (unit float32 [dims]) means, and the tags that mean
    nearly the same, best first, each with its cosine."""
    cosines = np.einsum("td,d->t", vectors, query)  # one thread: waking others takes longer than the sums
    best = np.argsort(-cosines, kind="stable")[:_KINDRED_COUNT]
    kindred = [(names[i], float(cosines[i])) for i in best if cosines[i] >= _KINDRED_COSINE]
    return float(cosines.max(initial=0.0)), kindred


def _singulars(text: str) -> tuple[str, ...]:
    return tuple(singular(word) for word in tokens(text))
