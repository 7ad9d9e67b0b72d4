"""How a half-typed query may go on: keys with what they are for, and values with how many photos have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import cast

from app.domain import Completion
from app.messages import message
from app.search.query import canon, grammar
from app.search.query.context import Context
from app.search.query.keys import (
    COMMON_TYPES,
    GROUPS,
    IS_VALUES,
    KEYS,
    NAMES,
    ORIENTATIONS,
    SIZE_CLASSES,
    SORTS,
    Key,
)
from app.search.query.labels import ORDER_NAMES, label
from app.search.query.tree import Days, Filter, FilterKey, Names
from app.search.query.values import readable, split

MOST = 20  # completions
LOOKED_BACK = 2_000  # characters before the cursor

Values = Callable[[FilterKey, str], Sequence[tuple[str, int]]]
Towns = Callable[[str], Sequence[tuple[str, str]]]

_TOKEN = re.compile(
    rf"(?P<filter>(?:{'|'.join(sorted(NAMES, key=len, reverse=True))}):"
    rf"(?:{grammar.HALF_QUOTED}|\([^{grammar.SPACE}()\"“„«]*\)|[^{grammar.SPACE}()\"“„«])*)"
    rf"|(?P<quoted>{grammar.HALF_QUOTED})|(?P<word>[^{grammar.SPACE}(){grammar.QUOTES}]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ITEM = re.compile(rf"(?:{grammar.HALF_QUOTED}|[^,\"“„«])*\Z", re.DOTALL)
_SIGNS = re.compile(r"(?:.*\.\.)?\s*(?:>=|<=|=>|=<|[<>=≥≤])?", re.DOTALL)
_CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»"}
_REST = re.compile(rf"[^{grammar.SPACE},(){grammar.QUOTES}]*")
_MEANT = ("drive", "camera", "place", "tag")  # whose values are offered for plain words too
_COUNTED: tuple[FilterKey, ...] = ("type", "is", "orientation", "size")
_CHOICES: dict[Key, tuple[str, ...]] = {
    "type": COMMON_TYPES,
    "is": tuple(dict.fromkeys(IS_VALUES.values())),
    "orientation": tuple(dict.fromkeys(ORIENTATIONS.values())),
    "sort": tuple(dict.fromkeys(SORTS.values())),
    "group": tuple(dict.fromkeys(GROUPS.values())),
    "size": tuple(SIZE_CLASSES),
    "rating": (">=4", "5", "4", "3", "2", "1", "none", "rejected"),
    "date": ("today", "yesterday", "last week", "last month", "this year", "last year", "last summer"),
}


def complete(
    text: str, cursor: int, values: Values, context: Context, towns: Towns = lambda _: ()
) -> tuple[Completion, ...]:
    """Ways to go on at character `cursor`, best first. `values` gives the values of a key that begin like a text, with
    how many photos have each, `towns` the names of towns that do, and what people read. Works in the middle of a text
    and inside quotes; () where nothing can be said."""
    cursor = min(max(cursor, 0), len(text))
    kind, start = _at(text, cursor)
    if kind == "filter":
        found = _values(text, start, cursor, values, context, towns)
    elif kind in ("word", ""):
        found = _keys(text, start, cursor, values)
    else:
        return ()
    kept: dict[str, Completion] = {}
    for completion in found:
        kept.setdefault(completion.text, completion)
        if len(kept) == MOST:
            break
    return tuple(kept.values())


def _at(text: str, cursor: int) -> tuple[str, int]:
    """What the cursor stands in or behind, "" where something new begins; and where that starts."""
    first = max(cursor - LOOKED_BACK, 0)
    kind, start, end = "", cursor, first
    for found in _TOKEN.finditer(text, first, cursor):
        kind, (start, end) = found.lastgroup or "", found.span()
    if kind == "word":
        bare = text[start:end].lstrip("-−–")
        return "word", end - len(bare)
    if kind == "quoted" and (end - start > 1 and text[end - 1] in _CLOSING[text[start]]):
        return "none", end
    return ("", cursor) if kind == "other" and text[start] not in grammar.QUOTES else (kind, start)


def _keys(text: str, start: int, cursor: int, values: Values) -> Iterator[Completion]:
    typed = text[start:cursor].lower()
    end = cursor + len(cast("re.Match[str]", _REST.match(text, cursor))[0])
    if text[end - 1 : end] == ":" and end > cursor:  # the key is there already, and so may be its value
        end = end if end == len(text) or text[end].isspace() else cursor
    if ":" in text[cursor:end]:
        end = cursor + text[cursor:end].index(":") + 1
    for key, info in KEYS.items():
        if key.startswith(typed):
            yield Completion(f"{key}:", start, end, message("{key}: {what}", key=key, what=info.hint))
    for name in sorted(NAMES) if typed else ():
        key = NAMES[name][0]
        if name.startswith(typed) and name not in KEYS and not key.startswith(typed):
            yield Completion(f"{name}:", start, end, message("{key}: {what}", key=name, what=KEYS[key].hint))
    if len(typed) < 2:
        return
    for meant in _MEANT:
        for value, count in values(cast("FilterKey", meant), typed)[:5]:
            node = Filter(cast("FilterKey", meant), Names((value,)))
            yield Completion(canon.filter_text(node), start, end, label(node), count)


def _values(text: str, start: int, cursor: int, values: Values, context: Context, towns: Towns) -> Iterator[Completion]:
    name, _, raw = text[start:cursor].partition(":")
    key = NAMES[name.lower()][0]
    item = cast("re.Match[str]", _ITEM.search(raw))[0] if key not in ("size", "rating") else raw
    signs = cast("re.Match[str]", _SIGNS.match(item))[0] if key in ("date", "size", "rating") else ""
    item = item[len(signs) :]
    begin = cursor - len(item)
    item = item.lstrip()
    opened = item[:1] if item[:1] in _CLOSING else ""
    typed = item[1:].rstrip(_CLOSING[opened]) if opened else item
    end = _end(text, cursor, opened if not (len(item) > 1 and item[-1] in _CLOSING.get(opened, "")) else "")
    given = {value.text.casefold() for value in split(raw[: len(raw) - len(item)], 0, commas=True, ranges=False)}
    no_filter = key in ("like", "sort", "group", "words")
    counted = [] if no_filter else list(values(cast("FilterKey", key), typed))
    for value, count in counted:
        if value.casefold() not in given:
            yield Completion(_value_text(value), begin, end, _value_label(key, value), count)
    if key == "near" or (key == "place" and not counted and not values("place", "")):
        mine = [(value, value) for value, _ in values("place", typed) if "," in value] if key == "near" else []
        own = [town for _, town in mine]
        for name, town in [*mine, *(pair for pair in towns(typed) if pair[1] not in own)]:
            yield Completion(_value_text(name), begin, end, town)
        return
    if key in _COUNTED and (counted or values(key, "")):
        return  # what else there may be, this library does not have
    known = given | {value.casefold() for value, _ in counted}
    for value in _CHOICES.get(key, ()):
        if value.startswith(typed.lower()) and value not in known and not (signs and value[0] in "<>="):
            shown = _value_label(key, value)
            if key in ("sort", "group") or readable(key, _value_text(value), context):
                yield Completion(_value_text(value), begin, end, shown)


def _value_text(value: str) -> str:
    return value if value[:1] in "<>" and value[1:2] else canon.value(value)


def _value_label(key: Key, value: str) -> str:
    if key in ("is", "orientation") or (key == "rating" and value in ("none", "rejected")):
        return label(Filter(cast("FilterKey", key), Names((value,))))
    if key == "date" and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value):
        return label(Filter("date", Days(value, value)))
    if key in ("sort", "group"):
        return ORDER_NAMES.get(value, value)
    return value.removeprefix("=")


def _end(text: str, cursor: int, opened: str) -> int:
    """Where what is replaced ends: behind the closing quotation mark where one was opened, else behind the word."""
    if not opened:
        return cursor + len(cast("re.Match[str]", _REST.match(text, cursor))[0])
    for place in range(cursor, len(text)):
        if text[place] in _CLOSING[opened]:
            return place + 1 if not re.search(r"\w:", text[cursor:place]) else cursor
    return cursor
