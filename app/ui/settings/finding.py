"""Which settings a few words mean: looked for in titles, explanations and synonyms. No Qt here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
# What a word found there is worth: a title says what a setting is, an explanation only mentions things.
_IN_TITLE, _IN_WORDS, _IN_TEXT, _NOWHERE = 3.0, 2.0, 1.0, 0.0
_WHOLE = 0.5  # more for a whole word than for the beginning of one


@dataclass(frozen=True, slots=True)
class Described:
    """One setting in words; `words` are others that people use for it."""

    title: str
    text: str = ""
    words: str = ""


def find(query: str, settings: Sequence[Described]) -> list[int]:
    """The places in `settings` of those that hold every word of the query, or words that begin so; best first."""
    wanted = _parts(query)
    if not wanted:
        return []
    marks = [_mark(wanted, setting) for setting in settings]
    return sorted((n for n, mark in enumerate(marks) if mark), key=lambda n: -marks[n])


def _mark(wanted: Sequence[str], setting: Described) -> float:
    places = [
        (_IN_TITLE, _parts(setting.title)),
        (_IN_WORDS, _parts(setting.words)),
        (_IN_TEXT, _parts(setting.text)),
    ]
    marks = [max(_found(word, parts, worth) for worth, parts in places) for word in wanted]
    return sum(marks) if all(marks) else _NOWHERE


def _found(word: str, parts: Sequence[str], worth: float) -> float:
    if word in parts:
        return worth + _WHOLE
    return worth if any(part.startswith(word) for part in parts) else _NOWHERE


def _parts(text: str) -> list[str]:
    """The words of a text without regard to case and accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _WORD.findall("".join(mark for mark in plain if not unicodedata.combining(mark)))
