"""How people read the parts of a query: "June to August 2026", "larger than 5 MB", "within 25 km of Lisbon"."""

from __future__ import annotations

import calendar
import os

from app.language.amounts import size_text
from app.search.query.canon import node_text
from app.search.query.tree import (
    ITSELF,
    And,
    Area,
    Days,
    Exact,
    Filter,
    Like,
    Names,
    Node,
    Not,
    Or,
    Range,
    Words,
    YearDay,
)

_BEFORE = {
    "drive": "on {}", "in": "in {}", "camera": "taken with {}", "place": "taken in {}", "tag": "tagged {}",
    "name": "named {}", "text": "with the text {}",
}  # fmt: skip
_STATES = {
    "favourite": "favourites", "rated": "rated", "online": "on a connected drive", "offline": "on a drive not here",
    "raw": "raw photos", "burst": "bursts", "copy": "with copies", "edited": "edited",
}  # fmt: skip
_RATINGS = {"none": "not rated", "rejected": "rejected"}


def label(node: Node) -> str:
    """The meaning of a node in a few words."""
    if isinstance(node, Not):
        return f"without {label(node.node)}" if isinstance(node.node, Words | Exact) else f"not {label(node.node)}"
    if isinstance(node, And):
        return " and ".join(label(part) for part in node.nodes)
    if isinstance(node, Or):
        return " or ".join(label(part) for part in node.nodes)
    if isinstance(node, Exact):
        return f"“{node.text}”"
    if isinstance(node, Words):
        return node.text
    if isinstance(node, Like):
        return f"like {os.path.basename(node.path) or node.path}"
    return _filter_label(node)


def _filter_label(node: Filter) -> str:
    value = node.value
    if isinstance(value, Days):
        return _days_label(value)
    if isinstance(value, YearDay):
        return f"{int(value.date[3:])} {calendar.month_name[int(value.date[:2])]} of any year"
    if isinstance(value, Area):
        return f"within {round(value.km, 1):g} km of {value.name}"
    if isinstance(value, Range):
        return _sizes_label(value) if node.key == "size" else _stars_label(value)
    return _names_label(node, value)


def _names_label(node: Filter, value: Names) -> str:
    names = [name.removeprefix("=") for name in value.values]
    if node.key == "type":
        return " or ".join(name.upper() if name != "raw" else "raw" for name in names) + " files"
    if node.key == "is":
        return " or ".join(_STATES.get(name, name) for name in names)
    if node.key == "rating":
        return " or ".join(_RATINGS.get(name, name) for name in names)
    if node.key == "in":
        names = [_folder(name) for name in names]
    return _BEFORE.get(node.key, "{}").format(" or ".join(names))


def _folder(path: str) -> str:
    alone = path.endswith(ITSELF)
    name = os.path.basename(path.removesuffix(ITSELF)) or path
    return f"{name} without subfolders" if alone else name


def _day(date: str, *, year: bool = True) -> str:
    parts = date[:10].split("-")
    words = [calendar.month_name[int(parts[1])]] if len(parts) > 1 else []
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join([*words, parts[0]] if year or not words else words)


def _days_label(days: Days) -> str:
    since, until = days.since, days.until
    if since is None or until is None:
        return f"since {_day(since)}" if since is not None else f"until {_day(until or '')}"
    if since == until:
        return _day(since)
    return f"{_day(since, year=since[:4] != until[:4])} to {_day(until)}"


def _sizes_label(sizes: Range) -> str:
    text = node_text(Filter("size", sizes)).removeprefix("size:")
    for sign, words in ((">=", "at least "), ("<=", "at most "), (">", "larger than "), ("<", "smaller than ")):
        if text.startswith(sign):
            return words + _spaced(text[len(sign) :])
    low, _, high = text.partition("..")
    return f"{_spaced(low)} to {_spaced(high.lstrip('<'))}" if high else f"exactly {_spaced(size_text(sizes.low or 0))}"


def _spaced(size: str) -> str:
    number = size.rstrip("TGMkB")
    return f"{number} {size[len(number) :] or 'bytes'}"


def _stars_label(stars: Range) -> str:
    low, high = stars.low, stars.high
    if low == high or (low is not None and low >= 5):
        return f"{low} star{'' if low == 1 else 's'}"
    if high is None:
        return f"{low} stars or more"
    return f"at most {high} star{'' if high == 1 else 's'}" if low is None else f"{low} to {high} stars"
