"""What stands after the colon of a filter: lists, ranges, comparisons and quotes, read into nodes of the tree."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass

from app.domain import QueryProblem
from app.language import amounts, dates, foreign, gazetteer, when
from app.messages import message
from app.search.query.context import Context
from app.search.query.grammar import SPACE
from app.search.query.keys import (
    ALL_PHOTOS,
    IS_VALUES,
    KEYS,
    ORIENTATIONS,
    SIZE_CLASSES,
    TYPE_NAMES,
    TYPES,
    Key,
)
from app.search.query.tree import ITSELF, Area, Days, Filter, FilterKey, Names, Node, Not, Or, Range, YearDay

NEAR_KM = 25.0  # as far as "near" goes where nobody says
FARTHEST_KM = 20_040.0  # half way around the earth
MOST_STARS = 5
_BETWEEN = "\0"  # stands for ".." outside quotes
_PART = re.compile(r'"[^"]*"?|“[^“”]*”?|„[^“”„]*[“”]?|«[^«»]*»?|,|\.\.\.?|…|[^,."“„«…]+|.', re.DOTALL)
_COMPARED = re.compile(r"\s*(>=|<=|=>|=<|>|<|=|≥|≤)?\s*(.*)", re.DOTALL)
_CONTROL = re.compile(rf"[{SPACE}]+")
_DASHED_SIZES = re.compile(r"\s*([\d.,]+)\s*([kmgt]?i?b?)\s*[-–]\s*([\d.,]+)\s*([kmgt]i?b?)\s*", re.IGNORECASE)
_OR = re.compile(r" (?:OR|\|) ", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d")
_YEAR_DAY = re.compile(r"\s*(?:--)?(\d{1,2})-(\d{1,2})\s*")
_LEAP_YEAR = 2024
_COORDINATES = re.compile(r"[-+]?\d{1,3}(?:\.\d{1,12})?")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a list, without its quotes. `literal` tells that a part of it stood in quotes."""

    text: str
    start: int
    end: int
    literal: bool = False


class Wrong(Exception):
    """A value that cannot be understood: why, and what would be valid. Never leaves this module's `node`."""

    def __init__(self, text: str, valid: tuple[str, ...] = (), value: Value | None = None) -> None:
        super().__init__(text)
        self.text, self.valid, self.value = text, valid, value


def split(raw: str, start: int, *, commas: bool, ranges: bool) -> list[Value]:
    """The values of `raw`, which begins at character `start` of the query; ".." becomes NUL where `ranges` are read."""
    values: list[Value] = []
    pieces: list[str] = []
    first, literal = start, False

    def end_value(end: int) -> None:
        text = "".join(pieces).strip()
        if text:
            values.append(Value(text, first, end, literal))

    for found in _PART.finditer(raw):
        part = found.group()
        if part == "," and commas:
            end_value(start + found.start())
            pieces, first, literal = [], start + found.end(), False
        elif part in ("..", "...", "…") and ranges:
            pieces.append(_BETWEEN)
        elif part[0] in '"“„«':
            pieces.append(_unquoted(part))
            literal = True
        else:
            pieces.append(part.replace(_BETWEEN, " "))
    end_value(start + len(raw))
    return values


def _unquoted(part: str) -> str:
    closing = {'"': '"', "“": "”", "„": "“”", "«": "»"}[part[0]]
    inner = part[1:-1] if len(part) > 1 and part[-1] in closing else part[1:]
    return inner.replace(_BETWEEN, " ")


def missing(key: Key) -> str:
    """What is said where a filter has no value."""
    return message("A value is missing: {what}.", what=KEYS[key].hint)


def node(
    key: Key, comparison: str, raw: str, start: int, context: Context, problems: list[QueryProblem]
) -> Node | None:
    """What the filter `key` with the value `raw` (at character `start`) asks for. None, and a problem, where the value
    is missing or makes no sense; None alone where it asks for nothing ("kind:picture")."""
    if raw[:1] == "(" and raw[-1:] == ")" and key not in ("name", "in", "text", "drive"):  # "type:(jpeg OR png)"
        raw = _OR.sub(lambda found: ",".ljust(len(found[0])), raw[1:-1])
        start += 1
    values = split(raw, start, commas=key not in ("size", "rating"), ranges=key in ("date", "size", "rating"))
    if not values:
        problems.append(QueryProblem(start, start + len(raw), missing(key), KEYS[key].examples))
        return None
    try:
        return _READERS[key](values, comparison, context)
    except Wrong as wrong:
        at = wrong.value or values[0]
        problems.append(QueryProblem(at.start, at.end, wrong.text, wrong.valid or KEYS[key].examples))
        return None


def readable(key: Key, raw: str, context: Context) -> bool:
    """Whether `raw` makes sense as a value of `key`."""
    problems: list[QueryProblem] = []
    return node(key, "", raw, 0, context, problems) is not None and not problems


def _names(key: FilterKey) -> Callable[[list[Value], str, Context], Node | None]:
    def read(values: list[Value], _comparison: str, _context: Context) -> Node | None:
        texts = (" ".join(_CONTROL.sub(" ", value.text).split()) for value in values)
        kept = tuple(dict.fromkeys(text for text in texts if text))
        return Filter(key, Names(kept)) if kept else None

    return read


def _types(values: list[Value], _comparison: str, _context: Context) -> Node | None:
    kept: dict[str, None] = {}
    for value in values:
        name = value.text.lower().lstrip("*.=")
        if name in ALL_PHOTOS:
            return None
        name = TYPE_NAMES.get(name, name)
        if name not in TYPES:
            raise Wrong(message("“{value}” is no type of photo.", value=value.text), value=value)
        kept[name] = None
    return Filter("type", Names(tuple(kept)))


def _chosen(key: FilterKey, choices: dict[str, str]) -> Callable[[list[Value], str, Context], Node | None]:
    def read(values: list[Value], _comparison: str, _context: Context) -> Node | None:
        kept: dict[str, None] = {}
        for value in values:
            name = choices.get(value.text.lower())
            if name is None:
                raise Wrong(message("“{value}” is nothing that {key}: knows.", value=value.text, key=key), value=value)
            kept[name] = None
        return Filter(key, Names(tuple(kept)))

    return read


def _states(values: list[Value], comparison: str, context: Context) -> Node | None:
    nodes: list[Node] = []
    states: list[Value] = []
    for value in values:
        low = value.text.lower()
        if low in ORIENTATIONS:
            nodes.append(Filter("orientation", Names((ORIENTATIONS[low],))))
        elif low == "unrated":
            nodes.append(Filter("rating", Names(("none",))))
        elif low == "rejected":
            nodes.append(Filter("rating", Names(("rejected",))))
        else:
            states.append(value)
    if states:
        read = _chosen("is", IS_VALUES)(states, comparison, context)
        nodes = [read, *nodes] if read is not None else nodes
    return _any(nodes)


def _any(nodes: list[Node]) -> Node | None:
    kept = tuple(dict.fromkeys(nodes))
    return kept[0] if len(kept) == 1 else Or(kept) if kept else None


def _folders(values: list[Value], _comparison: str, _context: Context) -> Node | None:
    return Filter("in", Names(tuple(dict.fromkeys(folder(value.text) for value in values))))


def folder(text: str) -> str:
    """A path made absolute; a name alone stays as it is and means every folder of that name. "/." behind a path stays:
    the folder without what lies below it."""
    text = text.replace(_BETWEEN, " ")
    if len(text) > len(ITSELF) and text.rstrip().endswith(("/.", ITSELF)):
        return absolute(text).rstrip(os.sep) + ITSELF
    if text.startswith("~") or os.sep in text or "/" in text or text in (".", ".."):
        return absolute(text)
    return text


def absolute(text: str) -> str:
    """A path without ~, "." and "..", from the root of the file system on."""
    return os.path.abspath(os.path.expanduser(text.replace("\0", " ")))


def _dates(values: list[Value], comparison: str, context: Context) -> Node | None:
    return _any([Filter("date", _year_day(value, comparison) or _days(value, comparison, context)) for value in values])


def _year_day(value: Value, comparison: str) -> YearDay | None:
    """A month and a day without a year: "11-21"."""
    found = _YEAR_DAY.fullmatch(value.text)
    if found is None or comparison:
        return None
    date = dates.date_of(str(_LEAP_YEAR), found[1], found[2])
    return None if date is None else YearDay(date[len("2024-") :])


def _days(value: Value, comparison: str, context: Context) -> Days:
    sign, text = _compared(value.text, comparison)
    if _BETWEEN in text:
        low, _, high = text.partition(_BETWEEN)
        below = high.lstrip().startswith("<")
        since = _moment(low, value, context)[0] if low.strip() else None
        ends = _moment(high.lstrip(" <="), value, context) if high.strip(" <=") else (None, None)
        until = dates.preceding(ends[0]) if below and ends[0] else ends[1]
    else:
        if not text.strip():
            raise Wrong(message("A date is missing."), value=value)
        first, last = _moment(text, value, context)
        since, until = {
            "": (first, last),
            ">=": (first, None),
            "<=": (None, last),
            ">": (dates.following(last) if last else None, None),
            "<": (None, dates.preceding(first) if first else None),
        }[sign]
    if since is not None and until is not None and since > until and not since.startswith(until):
        since, until = until, since
    if since is None and until is None:
        raise Wrong(message("A date is missing."), value=value)
    return Days(since, until)


def _moment(text: str, value: Value, context: Context) -> tuple[str | None, str | None]:
    date = dates.written(text, month_first=context.month_first)
    if date is not None:
        return date, date
    text = "today" if text.strip().lower() == "now" else text
    found = when.value(text, context.today, context.hemisphere)
    found = found or foreign.value(text, context.today, context.hemisphere, context.other_languages)
    if found is not None:
        return found
    raise Wrong(message("“{value}” is no date.", value=text.strip()), value=value)


def _compared(text: str, comparison: str) -> tuple[str, str]:
    """The comparison that stands before a value, or the one that its key brings; and what follows it."""
    found = _COMPARED.fullmatch(text)
    sign, rest = (found[1] or "", found[2]) if found is not None else ("", text)
    sign = {"=>": ">=", "=<": "<=", "≥": ">=", "≤": "<=", "=": ""}.get(sign, sign)
    return sign or comparison, rest


def _sizes(values: list[Value], comparison: str, _context: Context) -> Node | None:
    value = values[0]
    sign, text = _compared(value.text, comparison)
    dashed = _DASHED_SIZES.fullmatch(text)
    if dashed is not None:
        text = f"{dashed[1]}{dashed[2] or dashed[4]}{_BETWEEN}{dashed[3]}{dashed[4]}"
    if _BETWEEN in text:
        low, _, high = text.partition(_BETWEEN)
        below = high.lstrip().startswith("<")
        least = _bytes(low, value) if low.strip() else None
        most = _bytes(high.lstrip(" <="), value) if high.strip(" <=") else None
        if most is not None and below:
            most -= 1
    elif text.strip().lower() in SIZE_CLASSES:
        least, most = SIZE_CLASSES[text.strip().lower()]
        least, most = {
            "": (least, most),
            ">=": (least, None),
            "<=": (None, most),
            ">": (None if most is None else most + 1, None),
            "<": (None, None if least is None else least - 1),
        }[sign]
    else:
        count = _bytes(text, value)
        least, most = {
            "": amounts.about(text, count),
            ">=": (count, None),
            "<=": (None, count),
            ">": (count + 1, None),
            "<": (None, count - 1),
        }[sign]
    if least is not None and most is not None and least > most:
        least, most = most, least
    if least is None and most is None:
        raise Wrong(message("A size is missing."), value=value)
    if most is not None and most < 0:
        raise Wrong(message("No file is smaller than nothing."), value=value)
    return Filter("size", Range(least, most))


def _bytes(text: str, value: Value) -> int:
    count = amounts.size(text)
    if count is None:
        given = text.strip()
        wrong = message("“{value}” is no file size.", value=given) if given else message("A size is missing.")
        raise Wrong(wrong, value=value)
    return count


def _stars(values: list[Value], comparison: str, _context: Context) -> Node | None:
    value = values[0]
    sign, text = _compared(value.text, comparison)
    low = text.strip().lower()
    if low in ("none", "unrated", "0") and sign in ("", "<="):
        return Filter("rating", Names(("none",)))
    if low in ("rejected", "-1"):
        return Filter("rating", Names(("rejected",)))
    if _BETWEEN in text:
        first, _, last = text.partition(_BETWEEN)
        least = _count(first, value) if first.strip() else None
        most = _count(last, value) if last.strip() else None
    elif "," in text:
        counts = sorted({_count(part, value) for part in text.split(",") if part.strip()})
        return _any([Filter("rating", Range(count, count) if count else Names(("none",))) for count in counts])
    elif low.endswith("+"):
        least, most = _count(low[:-1], value), None
    else:
        count = _count(text, value)
        least, most = {
            "": (count, count),
            ">=": (count, None),
            "<=": (None, count),
            ">": (count + 1, None),
            "<": (None, count - 1),
        }[sign]
    if least is None and most is None:
        raise Wrong(message("A number of stars is missing."), value=value)
    if least is not None and most is not None and least > most:
        least, most = most, least
    if (least or 0) > MOST_STARS or (most is not None and most < 0):
        raise Wrong(message("Photos have 1 to {most} stars.", most=MOST_STARS), value=value)
    return Filter("rating", Names(("none",)) if most == 0 else Range(least, most))


def _count(text: str, value: Value) -> int:
    text = text.lower().strip().removesuffix("stars").removesuffix("star").strip()
    if text and not text.strip("*★"):
        text = str(len(text))
    if not (len(text) == 1 and text in "012345"):
        wrong = message("“{value}” is no number of stars.", value=text)
        raise Wrong(wrong if text else message("A number of stars is missing."), value=value)
    return int(text)


def _near(values: list[Value], _comparison: str, context: Context) -> Node | None:
    texts = list(values)
    km = NEAR_KM
    far = amounts.distance(texts[-1].text) if len(texts) > 1 else None
    coordinates = [value for value in texts[:2] if _COORDINATES.fullmatch(value.text)]
    if far is not None and len(texts) > (2 if len(coordinates) == 2 else 1):
        km, texts = round(far, 3), texts[:-1]
    no_distance = far is None and len(texts) > 1 and len(coordinates) < 2 and _NUMBER.match(texts[-1].text) is not None
    if no_distance or not 0 < km <= FARTHEST_KM:
        raise Wrong(message("That is no distance."), ("lisbon,25km",), value=values[-1])
    if len(coordinates) == 2 and len(texts) == 2:
        latitude, longitude = (float(value.text) for value in coordinates)
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise Wrong(message("That is no point on the map."), ("38.72,-9.14,25km",), value=values[0])
        return Filter("near", Area(f"{texts[0].text},{texts[1].text}", latitude, longitude, km))
    name = " ".join(_CONTROL.sub(" ", ", ".join(value.text for value in texts)).split())
    found = context.places(name) if context.places is not None else None
    if found is None and context.places is not None and gazetteer.country(name) is not None:  # it is no circle
        return Filter("place", Names((name,)))
    if found is None:
        raise Wrong(message("No place called “{name}” is known.", name=name), value=texts[0])
    return Filter("near", Area(name, found.latitude, found.longitude, km))


_READERS: dict[Key, Callable[[list[Value], str, Context], Node | None]] = {
    "type": _types,
    "date": _dates,
    "drive": _names("drive"),
    "size": _sizes,
    "in": _folders,
    "camera": _names("camera"),
    "rating": _stars,
    "orientation": _chosen("orientation", ORIENTATIONS),
    "is": _states,
    "near": _near,
    "place": _names("place"),
    "tag": _names("tag"),
    "name": _names("name"),
    "text": _names("text"),
}


def negated(node: Node) -> Node:
    """The opposite of a node; what is turned round twice is as it was."""
    return node.node if isinstance(node, Not) else Not(node)
