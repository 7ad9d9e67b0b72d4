"""Plain words that mean filters: "last summer", "on drive D", "bigger than 5 MB"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.search.query.context import Context
from app.search.query.tree import Node

EDGES = ".,;:!?()[]{}<>'\"“”„«»‘’`"
PAUSES = (",", ";", ".", "!", "?", ":")


@dataclass(frozen=True, slots=True)
class Word:
    """One word without the punctuation around it. `low` is for comparing; `pause` tells that a comma or the like
    follows; `taken_back` that a person wants it as a plain word."""

    text: str
    low: str
    start: int
    end: int
    pause: bool = False
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` up to `last`, that one left out, mean `node`."""

    first: int
    last: int
    node: Node


def word(raw: str, start: int) -> Word | None:
    """A word as it stands in the text; None for punctuation alone."""
    text = raw.strip(EDGES)
    text = text.lstrip("-−–")
    if not any(letter.isalnum() for letter in text) and text != "&":
        return None
    at = start + raw.index(text)
    return Word(text, text.lower().replace("’", "'"), at, at + len(text), raw.endswith(PAUSES))


def spans(words: Sequence[Word], context: Context) -> list[Span]:
    """The stretches of `words` that mean filters, in order, none within another."""
    return []
