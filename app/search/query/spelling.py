"""Words as they were meant: a misspelt word is put right where one word stands out, and left alone otherwise.

Strict on purpose: only words that nothing knows, of four letters or more, one edit away (two from eight letters on; two
letters that changed places are one edit), with their first letter kept. So a name or nonsense stays as it was typed. In
short words only a letter that was left out, doubled or misplaced is believed, or an "f" for a "ph".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from app.language.words import singular, verb_base

if TYPE_CHECKING:
    from app.search.query.context import Context

SHORTEST = 4  # letters; shorter words have too many neighbours
MIDDLE = 6  # letters, from which on a wrong letter is believed, or one too many
LONG = 8  # letters, from which on two edits are believed
_REMEMBERED = 10_000  # words


class Words:
    """Words, commonest first, lower case; some megabytes, which several vocabularies may share."""

    def __init__(self, words: Iterable[str]) -> None:
        self.rank = {word: rank for rank, word in enumerate(dict.fromkeys(words))}
        self._alike: dict[str, dict[int, list[str]]] = {}  # by first letter and length

    def beginning(self, letter: str) -> dict[int, list[str]]:
        """The words with this first letter, by length; sorted out when a misspelt word begins with it."""
        if letter not in self._alike:
            found: dict[int, list[str]] = {}
            for word in self.rank:
                if word.startswith(letter) and len(word) >= SHORTEST - 1 and word.isalpha():
                    found.setdefault(len(word), []).append(word)
            self._alike[letter] = found
        return self._alike[letter]


class Vocabulary:
    """The words that a query may mean, commonest first, lower case; `known` tells of further words that are right."""

    def __init__(self, words: Iterable[str] | Words, known: Callable[[str], bool] | None = None) -> None:
        self._words = words if isinstance(words, Words) else Words(words)
        self._known = known
        self._nearest: dict[str, str | None] = {}

    def __len__(self) -> int:
        return len(self._words.rank)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (word in self._words.rank or (self._known is not None and self._known(word)))

    def nearest(self, word: str) -> str | None:
        """The word that is meant by `word` (lower case); None where it is right, or nothing stands out."""
        if word not in self._nearest:
            if len(self._nearest) >= _REMEMBERED:
                self._nearest.clear()
            self._nearest[word] = self._look_for(word)
        return self._nearest[word]

    def _look_for(self, word: str) -> str | None:
        if len(word) < SHORTEST or not word.isalpha() or any(form in self for form in _forms(word)):
            return None
        from rapidfuzz.distance import OSA

        edits = 2 if len(word) >= LONG else 1
        letters = sorted(word)
        by_length, rank = self._words.beginning(word[0]), self._words.rank
        best: tuple[int, int, str] | None = None
        for size in range(len(word) - edits, len(word) + edits + 1):
            for other in by_length.get(size, ()):
                distance = OSA.distance(word, other, score_cutoff=2)
                if distance > 2 or not _is_believed(word, other, distance, edits, letters):
                    continue
                # A letter is left out more often than one too many is typed.
                found = (2 * distance + (len(other) < len(word)), rank[other], other)
                best = found if best is None else min(best, found)
        if best is not None:
            return best[2]
        alike = [word.replace("f", "ph"), word.replace("ph", "f"), word[1] + word[0] + word[2:]]
        return next((other for other in alike if other != word and other in rank), None)


def _forms(word: str) -> set[str]:
    """A word and the forms of it that would show that it is right."""
    return {word, singular(word), verb_base(word), word + "s", word + "es"}


def _is_believed(word: str, other: str, distance: int, edits: int, letters: list[str]) -> bool:
    """Whether `word` may well be `other`, mistyped."""
    if distance == 2 and len(word) == len(other) and letters == sorted(other):  # two letters far apart changed places
        return len(word) >= MIDDLE
    if distance > edits:
        return False
    if distance == 2:  # another word of the same stem is no misspelling
        return word[:-1] != other[: len(word) - 1]
    if len(word) >= MIDDLE or len(other) > len(word):
        return True
    if len(other) == len(word):
        # Another last letter makes another word, often of another language: "chien", "perro".
        return letters == sorted(other) or (len(word) == MIDDLE - 1 and word[-1] == other[-1])
    return any(word[at] == word[at + 1] and word[:at] + word[at + 1 :] == other for at in range(len(word) - 1))


def corrected(word: str, begins: bool, context: Context) -> str | None:
    """The word that is meant by `word` as it was typed; None where it is right, or may be a name. `begins` tells that
    the query begins with it, where a capital letter means nothing."""
    low = word.lower()
    if context.vocabulary is None or not word.isalpha() or not (word == low or (begins and word[1:] == low[1:])):
        return None
    nearest = context.vocabulary.nearest(low)
    if nearest is None or any(low in name.lower().split() for name in (*context.drives, *context.cameras)):
        return None
    return None if context.large_town is not None and context.large_town(low) else nearest
