"""How people read the parts of a query: "June to August 2026", "larger than 5 MB", "within 25 km of Lisbon"."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import reduce

from app.language.amounts import size_text
from app.messages import Day, message, numbered
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

_STATES = {
    "favourite": message("favourites"),
    "rated": message("rated"),
    "online": message("on a connected drive"),
    "offline": message("on a drive not here"),
    "raw": message("raw photos"),
    "burst": message("bursts"),
    "copy": message("with copies"),
    "edited": message("edited"),
}
ORDER_NAMES = {
    "relevance": message("relevance"),
    "date": message("date"),
    "name": message("name"),
    "size": message("size"),
    "rating": message("rating"),
    "type": message("type"),
    "drive": message("drive"),
    "day": message("day"),
}
_RATINGS = {"none": message("not rated"), "rejected": message("rejected")}
SHAPES = {"portrait": message("portrait"), "landscape": message("landscape"), "square": message("square")}


def label(node: Node) -> str:
    """The meaning of a node in a few words."""
    if isinstance(node, Not):
        inner = label(node.node)
        if isinstance(node.node, Words | Exact):
            return message("without {thing}", thing=inner)
        return message("not {thing}", thing=inner)
    if isinstance(node, And):
        return reduce(lambda one, other: message("{one} and {other}", one=one, other=other), map(label, node.nodes))
    if isinstance(node, Or):
        return either([label(part) for part in node.nodes])
    if isinstance(node, Exact):
        return message("“{words}”", words=node.text)
    if isinstance(node, Words):
        return node.text
    if isinstance(node, Like):
        return message("like {picture}", picture=os.path.basename(node.path) or node.path)
    return _filter_label(node)


def either(labels: Sequence[str]) -> str:
    """ "this or that" """
    return reduce(lambda one, other: message("{one} or {other}", one=one, other=other), labels)


def _filter_label(node: Filter) -> str:
    value = node.value
    if isinstance(value, Days):
        return _days_label(value)
    if isinstance(value, YearDay):
        # Any year does, as long as it has this day.
        return message("{day} of any year", day=Day(f"2024-{value.date}", "d MMMM"))
    if isinstance(value, Area):
        return message("within {km:g} km of {place}", km=round(value.km, 1), place=value.name)
    if isinstance(value, Range):
        return _sizes_label(value) if node.key == "size" else _stars_label(value)
    return _names_label(node, value)


def _names_label(node: Filter, value: Names) -> str:
    names = [name.removeprefix("=") for name in value.values]
    match node.key:
        case "type":
            return message("{types} files", types=either([name.upper() if name != "raw" else "raw" for name in names]))
        case "is":
            return either([_STATES.get(name, name) for name in names])
        case "rating":
            return either([_RATINGS.get(name, name) for name in names])
        case "orientation":
            return either([SHAPES.get(name, name) for name in names])
        case "in":
            return message("in {folder}", folder=either([_folder(name) for name in names]))
    names_ = either(names)
    match node.key:
        case "drive":
            return message("on {drive}", drive=names_)
        case "camera":
            return message("taken with {camera}", camera=names_)
        case "place":
            return message("taken in {place}", place=names_)
        case "tag":
            return message("tagged {tag}", tag=names_)
        case "name":
            return message("named {name}", name=names_)
        case "text":
            return message("with the text {text}", text=names_)
    return names_


def _folder(path: str) -> str:
    alone = path.endswith(ITSELF)
    name = os.path.basename(path.removesuffix(ITSELF)) or path
    return message("{folder} without subfolders", folder=name) if alone else name


def day_label(date: str, *, year: bool = True) -> Day:
    """A day, month or year: "3 October 2025", "October 2025", "2025"; `year` False leaves it out of the others."""
    parts = date[:10].split("-")
    if len(parts) == 1:
        return Day(date[:4], "yyyy")
    if len(parts) == 2:
        return Day(date[:7], "MMMM yyyy" if year else "MMMM")
    return Day(date[:10], "d MMMM yyyy" if year else "d MMMM")


def _days_label(days: Days) -> str:
    since, until = days.since, days.until
    if since is None:
        return message("until {day}", day=day_label(until or ""))
    if until is None:
        return message("since {day}", day=day_label(since))
    if since == until:
        return day_label(since)
    return message("{first} to {last}", first=day_label(since, year=since[:4] != until[:4]), last=day_label(until))


def _sizes_label(sizes: Range) -> str:
    text = node_text(Filter("size", sizes)).removeprefix("size:")
    size = amount(text.lstrip("<>="))
    if text.startswith(">="):
        return message("at least {size}", size=size)
    if text.startswith("<="):
        return message("at most {size}", size=size)
    if text.startswith(">"):
        return message("larger than {size}", size=size)
    if text.startswith("<"):
        return message("smaller than {size}", size=size)
    low, _, high = text.partition("..")
    if not high:
        return message("exactly {size}", size=amount(size_text(sizes.low or 0)))
    return message("{low} to {high}", low=amount(low), high=amount(high.lstrip("<")))


def amount(size: str) -> str:
    """A size in words: "1.5 GB" of "1.5GB"."""
    digits = size.rstrip("TGMkB")
    try:
        number: int | float = float(digits) if "." in digits else int(digits)
    except ValueError:
        return size
    unit = size[len(digits) :]
    return message("{amount} {unit}", amount=number, unit=unit) if unit else message("{amount} bytes", amount=number)


def _stars_label(stars: Range) -> str:
    low, high = stars.low, stars.high
    if low is not None and (low == high or low >= 5):
        return numbered("{n} star", "{n} stars", n=low)
    if high is None:
        return message("{n} stars or more", n=low)
    if low is None:
        return numbered("at most {n} star", "at most {n} stars", n=high)
    return message("{low} to {high} stars", low=low, high=high)
