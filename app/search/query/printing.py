"""Writes an understood query as text again. What is written reads back to the same tree."""

from __future__ import annotations

from app.search.query.canon import literal_words, node_text
from app.search.query.context import Context
from app.search.query.reading import read
from app.search.query.tree import Query, Words


def write(query: Query, context: Context | None = None) -> str:
    """The canonical text of `query`. Words that `context` would read as something else, or that were taken back, are
    written as `words:"..."`."""
    known = context or Context()
    parts = [node_text(query.root, lambda text: _words_text(text, known))] if query.root is not None else []
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
