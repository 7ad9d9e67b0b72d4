"""The canonical text of each part of a query: what is written here reads back to the same tree."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.language.amounts import size_text
from app.search.query.tree import And, Area, Days, Exact, Filter, Names, Node, Not, Or, Range, Words, YearDay

_BARE = re.compile(r"[\w~/+@#%*=\\:-]+(?:\.[\w~/+@#%*=\\:-]+)*", re.ASCII)
_LETTERS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_POINT = re.compile(r"[-+]?\d{1,3}(?:\.\d{1,12})?,[-+]?\d{1,3}(?:\.\d{1,12})?")
_STYLES = (('"', '"', '"'), ("“", "”", "“”"), ("«", "»", "«»"))

WordsText = Callable[[str], str]


def simple_words(text: str) -> str:
    """Words as they stand where they are plain letters, as `words:"..."` otherwise."""
    return text if _LETTERS.fullmatch(text) and not {"OR", "AND", "NOT"} & set(text.split()) else literal_words(text)


def literal_words(text: str) -> str:
    """Words that are not to be read as anything else."""
    return f"words:{quoted(text)}"


def quoted(text: str) -> str:
    """`text` in the first kind of quotation marks that it does not contain itself."""
    for opening, closing, unwanted in _STYLES:
        if not any(mark in text for mark in unwanted):
            return f"{opening}{text}{closing}"
    return '"{}"'.format(text.replace('"', " "))


def value(text: str) -> str:
    """One value of a filter, in quotation marks where it needs them."""
    return text if _BARE.fullmatch(text) and not text.startswith(("=>", "=<")) else quoted(text)


def node_text(node: Node, words: WordsText = simple_words) -> str:
    """The text of a whole tree. `words` says how free words are to be written."""
    if isinstance(node, Or):
        return " OR ".join(node_text(part, words) for part in node.nodes)
    if isinstance(node, And):
        return " ".join(_inner(part, words) if isinstance(part, Or) else node_text(part, words) for part in node.nodes)
    if isinstance(node, Not):
        inner = node.node
        many = isinstance(inner, And | Or) or (isinstance(inner, Words) and " " in node_text(inner, words))
        return "-" + (_inner(inner, words) if many else node_text(inner, words))
    if isinstance(node, Filter):
        return filter_text(node)
    weight = "" if node.weight == 1 else f"^{node.weight:.3f}".rstrip("0").rstrip(".")
    if isinstance(node, Words):
        text = words(node.text)
        return f"({text}){weight}" if weight and " " in text else text + weight
    if isinstance(node, Exact):
        return quoted(node.text) + weight
    return f"like:{value(node.path)}{weight}"


def _inner(node: Node, words: WordsText) -> str:
    return f"({node_text(node, words)})"


def filter_text(node: Filter) -> str:
    """ "date:2023-06..2023-08", "drive:"Backup 2"", "size:>5MB"."""
    return f"{node.key}:{_value_text(node)}"


def _value_text(node: Filter) -> str:
    given = node.value
    if isinstance(given, Names):
        return ",".join(value(name) for name in given.values)
    if isinstance(given, Days):
        return _days_text(given)
    if isinstance(given, YearDay):
        return given.date
    if isinstance(given, Area):
        name = given.name if _POINT.fullmatch(given.name) else value(given.name)
        return f"{name},{given.km:.3f}".rstrip("0").rstrip(".") + "km"
    return _sizes_text(given) if node.key == "size" else _stars_text(given)


def _days_text(days: Days) -> str:
    if days.since == days.until:
        return days.since or ".."
    return f"{days.since or ''}..{days.until or ''}"


def _stars_text(stars: Range) -> str:
    low, high = stars.low, stars.high
    if low == high:
        return str(low)
    return f">={low}" if high is None else f"<={high}" if low is None else f"{low}..{high}"


def _sizes_text(sizes: Range) -> str:
    low, high = sizes.low, sizes.high
    if low is not None and low == high:
        return str(low)
    if high is None:
        return _shorter(f">={size_text(low)}", f">{size_text(low - 1)}") if low else ">=0"
    if low is None:
        return _shorter(f"<={size_text(high)}", f"<{size_text(high + 1)}")
    return size_text(low) + _shorter(f"..{size_text(high)}", f"..<{size_text(high + 1)}")


def _shorter(one: str, other: str) -> str:
    return other if len(other) < len(one) else one
