"""What an answer can be narrowed to, with counts; which of that the query asks for already; and the query that asks for
other things instead. The text stays what a person typed wherever that means the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, cast

from app.domain import Chip, FacetValue
from app.search.folders import FolderCounts
from app.search.query import editing
from app.search.query.canon import node_text
from app.search.query.labels import label
from app.search.query.reading import Reading, joined_and
from app.search.query.tree import (
    ITSELF,
    And,
    Days,
    Exact,
    Filter,
    FilterKey,
    Like,
    Names,
    Node,
    Or,
    Query,
    Range,
    Words,
    YearDay,
)
from app.search.searcher import Searcher

Section = Literal["type", "date", "drive", "size", "camera", "place", "rating", "orientation", "favourite", "folder"]

_KEYS: dict[Section, tuple[FilterKey, ...]] = {
    "type": ("type",),
    "date": ("date",),
    "drive": ("drive",),
    "size": ("size",),
    "camera": ("camera",),
    "place": ("place", "near"),
    "rating": ("rating",),
    "orientation": ("orientation",),
    "favourite": ("is",),
    "folder": ("in",),
}
_FACETS: dict[Section, tuple[str, ...]] = {
    "date": ("year", "month"),
    "place": ("country", "place"),
    "favourite": (),
    "folder": (),
}
_WHOLE: tuple[Section, ...] = ("type", "drive", "orientation")  # whose facets name all that there is
SECTIONS: tuple[Section, ...] = tuple(_KEYS)
ANY_DAY, ANY_SIZE = Days(), Range()
_FAVOURITE = Filter("is", Names(("favourite",)))
ALL_PHOTOS = node_text(Filter("size", Range(0, None)))  # every photo fulfils this
_MOST_STARS = 5
_MOST_PERIODS = 60  # years or months that a span is shown as

Never: TypeAlias = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to narrow to: `query` is its canonical text and what it is known by; `count` how many hits there are
    with it, None where that was not counted; `part` tells that it is a month, which belongs to a year, or a folder in
    another, `depth` in how many. `hint` says more than the label: the whole path of a folder."""

    label: str
    query: str
    count: int | None = None
    chosen: bool = False
    part: bool = False
    depth: int = 0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the hits of `text` can be narrowed to, by section, and what `text` asks for: days and sizes where it names
    one span of them. Sections in which there is nothing to choose are left out."""

    text: str
    total: int
    choices: Mapping[Section, tuple[Choice, ...]] = field(default_factory=dict)
    days: Days = ANY_DAY
    sizes: Range = ANY_SIZE

    @property
    def active(self) -> bool:
        """Whether anything is chosen in some section."""
        named = (self.days, self.sizes) != (ANY_DAY, ANY_SIZE)
        return named or any(choice.chosen for some in self.choices.values() for choice in some)


def narrowing(
    searcher: Searcher,
    text: str,
    *,
    literal: frozenset[str] = frozenset(),
    shift: float | None = None,
    stop: Never = lambda: False,
) -> Narrowing | None:
    """What `text` can be narrowed to; an empty text stands for all photos. `shift` is where the relevance line of this
    text was moved to, None where it was not.

    The counts of a section are those without what is chosen in that section: the photos there are if one chooses
    otherwise. `stop` is asked between steps; None where it said so.
    """

    def read(some: str) -> Reading:
        return searcher.read(some, literal=literal)

    def counted(some: str) -> tuple[int, Mapping[str, tuple[FacetValue, ...]]]:
        answer = searcher.search(some.strip() or ALL_PHOTOS, literal=literal, limit=0, facets=True, shift=shift)
        return answer.total, answer.facets or {}

    def without(section: Section) -> str:
        return _rewritten(searcher, text, read, section, None) if asked[section] else text

    reading = read(text)
    asked = {section: conditions(reading, section) for section in SECTIONS}
    total, facets = counted(text)
    choices: dict[Section, tuple[Choice, ...]] = {}
    for section in SECTIONS:
        if stop():
            return None
        here = facets
        if asked[section] and section not in ("favourite", "folder"):
            _, here = counted(without(section))
        if section == "folder":
            where = searcher.folder_counts(without(section).strip() or ALL_PHOTOS, literal=literal, shift=shift)
            found = _folders(where, _atoms(asked[section]))
        elif section == "favourite":
            chosen = bool(asked[section])
            among = total if chosen else counted(_rewritten(searcher, text, read, "favourite", _FAVOURITE))[0]
            found = (Choice("Favourites", node_text(_FAVOURITE), among, chosen),) if chosen or among else ()
        else:
            found = _choices(section, here, _atoms(asked[section]))
        if found:
            choices[section] = found
    days, sizes = _span(asked["date"]), _span(asked["size"])
    return Narrowing(
        text,
        total,
        choices,
        days if isinstance(days, Days) else ANY_DAY,
        sizes if isinstance(sizes, Range) else ANY_SIZE,
    )


def conditions(reading: Reading, section: Section) -> tuple[Node, ...]:
    """What of a query belongs to a section: filters that all hits must fulfil, or alternatives of such filters."""
    return tuple(node for node in _parts(reading.query.root) if _belongs(node, section))


def narrowed(
    searcher: Searcher, text: str, section: Section, queries: Sequence[str], *, literal: frozenset[str] = frozenset()
) -> str:
    """`text`, asking in `section` for any of `queries` (as `Choice.query` has them) and nothing else; for nothing there
    without them."""

    def read(some: str) -> Reading:
        return searcher.read(some, literal=literal)

    nodes = [node for query in queries if (node := searcher.read(query).query.root) is not None]
    return _rewritten(searcher, text, read, section, _any_of(nodes))


def between(section: Literal["date", "size"], low: str | int | None, high: str | int | None) -> tuple[str, ...]:
    """A span as `narrowed` takes it: ISO 8601 dates, or bytes, both included; () for one without ends."""
    if low is None and high is None:
        return ()
    if section == "date":
        return (node_text(Filter("date", Days(cast("str | None", low), cast("str | None", high)))),)
    return (node_text(Filter("size", Range(cast("int | None", low), cast("int | None", high)))),)


def toggled(
    searcher: Searcher, text: str, section: Section, query: str, *, literal: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """What is to be chosen in a section, as `narrowed` takes it, once a person has clicked on one of its choices."""
    chosen = [node_text(atom) for atom in _atoms(conditions(searcher.read(text, literal=literal), section))]
    kept = [one for one in chosen if one.casefold() != query.casefold()]
    if len(kept) < len(chosen):
        return tuple(kept)
    if section == "size":  # its choices lie side by side; two of them are a span, which has fields of its own
        return (query,)
    if section == "folder":  # a folder takes the place of those above and below it
        wanted = _folder_of(searcher.read(query).query.root)
        kept = [one for one in kept if not _overlap(_folder_of(searcher.read(one).query.root), wanted)]
    if section == "date":  # a month takes the place of its year, and a year that of its months
        kept = [one for one in kept if not query.startswith(one) and not one.startswith(query) and ".." not in one]
    return (*kept, query)


def with_subfolders(
    searcher: Searcher, text: str, below: bool, *, literal: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The folders that `text` asks for, as `narrowed` takes them, with what lies `below` them or without."""
    queries = []
    for atom in _atoms(conditions(searcher.read(text, literal=literal), "folder")):
        folder = cast(Names, atom.value).values[0].removesuffix(ITSELF)
        alone = os.sep in folder and not below
        queries.append(node_text(Filter("in", Names((folder + ITSELF if alone else folder,)))))
    return tuple(queries)


# ---- what a query asks for ----


def _parts(root: Node | None) -> tuple[Node, ...]:
    if root is None:
        return ()
    return root.nodes if isinstance(root, And) else (root,)


def _belongs(node: Node, section: Section) -> bool:
    if isinstance(node, Or):
        return all(_belongs(part, section) for part in node.nodes)
    if section == "favourite":
        return node == _FAVOURITE
    # The same day of every year goes with any year: it is no choice beside those.
    return isinstance(node, Filter) and node.key in _KEYS[section] and not isinstance(node.value, YearDay)


def _atoms(nodes: Sequence[Node]) -> list[Filter]:
    """The single things that conditions ask for: one name, year, month or number of stars each, where they can be told
    apart."""
    filters = [one for node in nodes for one in (node.nodes if isinstance(node, Or) else (node,))]
    return list(dict.fromkeys(atom for one in filters if isinstance(one, Filter) for atom in _atoms_of(one)))


def _atoms_of(condition: Filter) -> list[Filter]:
    key, value = condition.key, condition.value
    if isinstance(value, Names):
        return [Filter(key, Names((name,))) for name in value.values]
    if isinstance(value, Days):
        return [Filter("date", Days(one, one)) for one in _periods(value)] or [condition]
    if key == "rating" and isinstance(value, Range) and value.low:
        highest = _MOST_STARS if value.high is None else value.high
        return [Filter("rating", Range(stars, stars)) for stars in range(value.low, highest + 1)]
    return [condition]


def _periods(days: Days) -> list[str]:
    """The years, or else the months, that a span consists of; none where it has no end, or parts of months."""
    since, until = days.since, days.until
    if since is None or until is None or len(since) != len(until) or len(since) > len("2023-06"):
        return []
    if len(since) == len("2023"):
        found = [f"{year:04}" for year in range(int(since), int(until) + 1)]
    else:
        first, last = (int(day[:4]) * 12 + int(day[5:]) - 1 for day in (since, until))
        found = [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]
    return found if len(found) <= _MOST_PERIODS else []


def _span(nodes: Sequence[Node]) -> object:
    """The value of the one condition that there is; None where there are none or several."""
    only = nodes[0] if len(nodes) == 1 else None
    return only.value if isinstance(only, Filter) else None


# ---- choices ----


def _choices(
    section: Section, facets: Mapping[str, tuple[FacetValue, ...]], asked: Sequence[Filter]
) -> tuple[Choice, ...]:
    """The values of a section, those that are asked for marked; what is asked for and stands in no facet comes last."""
    wanted = {node_text(atom).casefold(): atom for atom in asked}
    found: list[Choice] = []
    for name in _FACETS.get(section, (section,)):
        for value in facets.get(name, ()):
            chosen = wanted.pop(value.query.casefold(), None) is not None
            found.append(Choice(value.label, value.query, value.count, chosen, name == "month"))
    for atom in wanted.values():
        part = isinstance(atom.value, Days) and len(atom.value.since or "") > len("2023")
        count = 0 if section in _WHOLE or _number(atom) is not None else None  # others may mean what other rows count
        found.append(Choice(_name(atom), node_text(atom), count, True, part))
    if section == "rating":
        found.sort(key=lambda choice: (not choice.query[-1].isdigit(), -ord(choice.query[-1])))
    return _by_year(found) if section == "date" else tuple(found)


def _by_year(found: Sequence[Choice]) -> tuple[Choice, ...]:
    """The years, the latest first. A year has its months below it where some of them are chosen, where it is the only
    one chosen, or the only one there is. What is no year or month is left to the fields for days."""
    periods = [choice for choice in found if ".." not in choice.query and len(_day(choice)) <= len("2023-06")]
    years = sorted({_day(choice)[:4] for choice in periods}, reverse=True)
    rows: list[Choice] = []
    whole_years = sum(choice.chosen and not choice.part for choice in periods)
    for year in years:
        mine = [choice for choice in periods if _day(choice)[:4] == year]
        whole = next((choice for choice in mine if not choice.part), None)
        rows.append(whole or Choice(year, f"date:{year}"))
        open_ = any(choice.chosen and (choice.part or whole_years == 1) for choice in mine)
        if open_ or len(years) == 1:
            rows += sorted((choice for choice in mine if choice.part), key=_day, reverse=True)
    return tuple(rows)


def _day(choice: Choice) -> str:
    return choice.query.partition(":")[2]


def _name(atom: Filter) -> str:
    """What a choice is called that no photo has."""
    names = atom.value.values if isinstance(atom.value, Names) and atom.key != "rating" else ()
    if atom.key == "type":
        return names[0].upper()
    return names[0].removeprefix("=") if names else label(atom)


def _folders(where: FolderCounts, asked: Sequence[Filter]) -> tuple[Choice, ...]:
    """The folders that were added; of those that are asked for, and above these, all that lie right inside. Names that
    stand for any folder of that name come last."""
    named = {node_text(atom): cast(Names, atom.value).values[0] for atom in asked}
    chosen = {path.removesuffix(ITSELF): query for query, path in named.items() if os.sep in path}
    roots = where.roots()
    rows: list[Choice] = []

    def add(path: str, count: int, depth: int, *, inner: bool) -> None:
        query = chosen.get(path) or node_text(Filter("in", Names((path,))))
        if named.get(query, "").endswith(ITSELF):
            count = where.of(named[query])
        rows.append(Choice(os.path.basename(path) or path, query, count, path in chosen, depth > 0, depth, path))
        if inner and (len(roots) == 1 == len(rows) or any(_overlap(one, path, above=True) for one in chosen)):
            for folder in where.inside(path):
                add(folder.path, folder.count, depth + 1, inner=folder.inner)

    for root in roots:
        add(root.path, root.count, 0, inner=root.inner)
    there = {row.query for row in rows}
    for query, path in named.items():
        if query not in there:
            count = where.of(path) if os.sep in path else None
            rows.append(Choice(os.path.basename(path.removesuffix(ITSELF)) or path, query, count, True, hint=path))
    return tuple(rows)


def _folder_of(node: Node | None) -> str:
    """The one folder that a filter names; "" for anything else."""
    value = node.value if isinstance(node, Filter) else None
    return value.values[0].removesuffix(ITSELF) if isinstance(value, Names) else ""


def _overlap(one: str, other: str, *, above: bool = False) -> bool:
    """Whether two paths are one, or one lies in the other: with `above`, the first in the second."""
    inside, outside = os.path.join(one, ""), os.path.join(other, "")
    return inside.startswith(outside) or (not above and outside.startswith(inside))


# ---- another text ----


def _any_of(nodes: Sequence[Node]) -> Node | None:
    """Any of these conditions, said as shortly as it can be: names in one list, years and stars that follow each other
    as a span."""
    filters = [one for node in nodes for one in (node.nodes if isinstance(node, Or) else (node,))]
    names: dict[FilterKey, dict[str, None]] = {}
    spans: list[Filter] = []
    for one in filters:
        if not isinstance(one, Filter):
            continue
        if isinstance(one.value, Names) and one.key != "rating":
            names.setdefault(one.key, {}).update(dict.fromkeys(one.value.values))
        elif one not in spans:
            spans.append(one)
    joined: list[Node] = [Filter(key, Names(tuple(values))) for key, values in names.items()]
    joined += _spans(spans)
    return joined[0] if len(joined) == 1 else Or(tuple(joined)) if joined else None


def _spans(filters: Sequence[Filter]) -> list[Filter]:
    """The same with what follows each other joined."""
    numbered = sorted((number, one) for one in filters if (number := _number(one)) is not None)
    spans = [one for one in filters if _number(one) is None]
    runs: list[list[tuple[tuple[int, int], Filter]]] = []
    for number, one in numbered:
        if runs and runs[-1][-1][0] == (number[0], number[1] - 1):
            runs[-1].append((number, one))
        else:
            runs.append([(number, one)])
    for run in runs:
        first, last = run[0][1].value, run[-1][1].value
        if isinstance(first, Days) and isinstance(last, Days):
            spans.append(Filter("date", Days(first.since, last.until)))
        elif isinstance(first, Range) and isinstance(last, Range):
            high = None if last.high == _MOST_STARS and len(run) > 1 else last.high
            spans.append(Filter("rating", Range(first.low, high)))
    return spans


def _number(one: Filter) -> tuple[int, int] | None:
    """Of what kind a single year, month or number of stars is, and its place among those."""
    value = one.value
    if isinstance(value, Days) and value.since == value.until and len(_periods(value)) == 1:
        day = value.since or ""
        return (1, int(day[:4]) * 12 + int(day[5:])) if len(day) > len("2023") else (0, int(day))
    if one.key == "rating" and isinstance(value, Range) and value.low is not None and value.low == value.high:
        return 2, value.low
    return None


def _rewritten(
    searcher: Searcher, text: str, read: Callable[[str], Reading], section: Section, condition: Node | None
) -> str:
    """`text` with `condition` in place of all that it asks for in `section`.

    First the words that said so are cut out and the condition is put there, or at the end. Where that does not mean
    what is wanted, as where the rest of the text then reads in another way, the whole is written anew.
    """
    reading = read(text)
    old = conditions(reading, section)
    wanted = [node for node in _parts(reading.query.root) if node not in old]
    goal = joined_and([*wanted, *([condition] if condition is not None else [])])
    chips = [chip for chip in reading.chips if chip.kind == "filter" and _says(chip, old, searcher)]
    new = "" if condition is None else _condition_text(condition)
    tried: list[str] = []
    if len(chips) == 1 and new:
        tried.append(f"{text[: chips[0].start]}{new}{text[chips[0].end :]}")
    cut = text
    for chip in reversed(chips):
        cut = editing.without(cut, chip)
    tried += [f"{cut} {new}".strip(), f"({cut}) {new}".strip()] if new else [cut.strip()]
    for attempt in tried:
        if _same(read(attempt).query, goal, reading.query):
            return attempt
    ordered = sorted(_parts(goal), key=lambda node: not isinstance(node, Words | Exact | Like))
    return searcher.written(Query("", joined_and(ordered), reading.query.sort, reading.query.group))


def _same(query: Query, goal: Node | None, before: Query) -> bool:
    """Whether a query asks for the goal, in the order of the query before."""
    return set(_parts(query.root)) == set(_parts(goal)) and (query.sort, query.group) == (before.sort, before.group)


def _says(chip: Chip, conditions: Sequence[Node], searcher: Searcher) -> bool:
    """Whether a chip stands for one of these conditions, or for an alternative of one."""
    root = searcher.read(chip.text).query.root
    return any(root == node or (isinstance(node, Or) and root in node.nodes) for node in conditions)


def _condition_text(node: Node) -> str:
    """A condition as it stands in a text: a list where a key takes one."""
    text = node_text(node)
    if not isinstance(node, Or):
        return text
    key, values = text.partition(":")[0], [node_text(part).partition(":") for part in node.nodes]
    dated = key == "date" and all(isinstance(part, Filter) and part.key == key for part in node.nodes)
    return f"date:{','.join(value for _, _, value in values)}" if dated else f"({text})"
