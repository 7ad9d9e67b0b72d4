"""Writes an understood query as text again. What is written reads back to the same tree."""

from __future__ import annotations

from app.search.query.canon import WordsText, literal_words, node_text
from app.search.query.context import Context
from app.search.query.reading import read
from app.search.query.tree import Query, Words


def write(query: Query, context: Context | None = None) -> str:
    """The canonical text of `query`. Words that `context` would read as something else, or that were taken back, are
    written as `words:"..."`."""
    known = context or Context()
    text = _text(query, lambda words: _words_text(words, known))
    if read(text, known).query.root == query.root:
        return text
    return _text(query, literal_words)  # side by side parts would be read as one: "rating:1" and "star"


def _text(query: Query, words: WordsText) -> str:
    parts = [node_text(query.root, words)] if query.root is not None else []
    if query.sort is not None:
        parts.append(f"sort:{query.sort}")
    if query.group is not None:
        parts.append(f"group:{query.group}")
    return " ".join(parts)


def _words_text(text: str, context: Context) -> str:
    """Words as they stand as far as they are read as nothing else, the others as `words:"..."`."""
    wanted = Words(text)
    reading = read(text, context)
    if reading.query.root == wanted and not reading.problems:
        return text
    parts = [
        text[chip.start : chip.end] if chip.kind == "words" else literal_words(text[chip.start : chip.end])
        for chip in reading.chips
    ]
    mixed = " ".join(parts)
    again = read(mixed, context)
    return mixed if again.query.root == wanted and not again.problems else literal_words(text)
