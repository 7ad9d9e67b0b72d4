"""What a person typed, taken apart: free words, "exact words" in quotes, and what must not be there.

Everything else is free words. There is no wrong query: `parse` accepts any string.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 400  # characters; what follows would not fit into the text encoder's 48 tokens anyway
_LONGEST_NEGATION = 4  # words: "without people walking around"
_NEGATIONS = frozenset({"without", "no", "not"})
_SKIPPED = frozenset({"a", "an", "the", "any", "some", "in", "on", "at", "with"})  # between a negation and its thing
_CONTINUED = frozenset({"and", "or", "nor", "&"})  # "without people or cars"
_ENDS = frozenset(
    "with without no not in on at near by from to of under over behind before after inside outside but while that "
    "which who where when during".split()
)
_MINUS = "-\u2212\u2013"  # hyphen, minus, en dash
_TOKEN = re.compile(rf'(?P<minus>[{_MINUS}]?)(?:"(?P<straight>[^"]*)"|“(?P<curly>[^”]*)”)|(?P<plain>[^\s"“]+|["“])')
_NOISE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\s]+")
_EDGES = ".,;:!?()[]{}<>'\"“”‘’`"
_PAUSES = (",", ";", ".", "!", "?", ":")


@dataclass(frozen=True, slots=True)
class Query:
    """`words` is everything wanted, for the text encoder; `exact` must be found literally; `without` must not be seen.

    Any of them may be empty; all are where there was nothing to read in the text.
    """

    text: str
    words: str
    exact: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def parse(text: str) -> Query:
    """Takes a query apart. Never raises; control characters and lone surrogates count as spaces."""
    text = _NOISE.sub(" ", text).strip()
    wanted: list[str] = []
    exact: list[str] = []
    without: list[str] = []
    phrase: list[str] | None = None  # the words after a negation, while they go on

    def end_phrase() -> None:
        nonlocal phrase
        if phrase:
            without.append(" ".join(phrase))
        phrase = None

    for token in _TOKEN.finditer(text[:_LONGEST]):
        quoted = token["straight"] if token["straight"] is not None else token["curly"]
        if quoted is not None:
            quoted = " ".join(quoted.split())
            if not any(letter.isalnum() for letter in quoted):
                continue
            if token["minus"] or phrase == []:
                phrase = None
                without.append(quoted)
            else:
                end_phrase()
                exact.append(quoted)
                wanted.append(quoted)
            continue
        raw = token["plain"]
        word = raw.strip(_EDGES)
        bare = word.lstrip(_MINUS)
        if not any(letter.isalnum() for letter in bare) and word != "&":
            continue
        low = word.lower()
        if word != bare:  # a leading minus speaks of one word
            end_phrase()
            without.append(bare)
        elif low in _NEGATIONS:
            end_phrase()
            phrase = []
        elif phrase is None:
            wanted.append(word)
        elif not phrase and (low in _SKIPPED or low in _CONTINUED):
            continue
        elif low in _CONTINUED:
            end_phrase()
            phrase = []
        elif low in _ENDS or len(phrase) == _LONGEST_NEGATION:
            end_phrase()
            wanted.append(word)
        else:
            phrase.append(word)
        if raw.endswith(_PAUSES):
            end_phrase()
    end_phrase()
    return Query(text, " ".join(wanted), tuple(dict.fromkeys(exact)), tuple(dict.fromkeys(without)))
