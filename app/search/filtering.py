"""Filters as masks: which photos can be shown and fulfil a plain fact, whatever else is asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from app.domain import Filters, SnowlineError
from app.index.base import Slots
from app.language import gazetteer
from app.library import Library
from app.library.columns import (
    BURST,
    COPY,
    DEGREE,
    EDITED,
    FAVOURITE,
    LANDSCAPE,
    NOWHERE,
    PORTRAIT,
    REJECTED,
    SQUARE,
    STARS,
    UNRATED,
    plain_name,
)
from app.library.filters import type_called
from app.library.sorting import date_number
from app.media.formats import RAW, RAW_SUFFIXES
from app.search.columns import Columns, Mask, Named, Table
from app.search.patterns import Words
from app.search.query.tree import (
    ITSELF,
    And,
    Area,
    Days,
    Filter,
    FilterKey,
    FilterValue,
    Names,
    Node,
    Not,
    Range,
    YearDay,
)
from app.search.snapshot import Snapshot

ORIENTATIONS = {"portrait": PORTRAIT, "landscape": LANDSCAPE, "square": SQUARE}
UNRATED_NAMES, REJECTED_NAMES = ("none", "unrated"), ("rejected",)
EXACTLY = "="  # before the name of a camera of which others are the beginning
_BITS = {"favourite": FAVOURITE, "burst": BURST, "copy": COPY, "edited": EDITED}
STATES = ("favourite", "rated", "online", "offline", "raw", "burst", "copy", "edited", "waiting")
_RAW_TYPES = frozenset({RAW, *(suffix.upper() for suffix in RAW_SUFFIXES)})
_BEST = 5  # stars
_EARTH_KM = 6371.0088
_KM_A_DEGREE = 111.0  # a little less than it is
_DAY, _YEAR = 10**6, 10**4  # in dates written as numbers: what follows the day, and month and day
SURE_STEP = 2**-16  # probabilities are kept in steps

Test = Callable[[Table], Mask]


def node_of(filters: Filters) -> Node | None:
    """Flat filters as nodes of a query; None where they ask for nothing."""
    nodes: list[Node] = []
    if filters.types:
        nodes.append(Filter("type", Names(filters.types)))
    if filters.since is not None or filters.until is not None:
        nodes.append(Filter("date", Days(filters.since, filters.until)))
    if filters.drives:
        nodes.append(Filter("drive", Names(filters.drives)))
    if filters.min_size is not None or filters.max_size is not None:
        nodes.append(Filter("size", Range(filters.min_size, filters.max_size)))
    if filters.min_rating is not None or filters.max_rating is not None:
        nodes.append(Filter("rating", Range(filters.min_rating, filters.max_rating)))
    if filters.folder is not None:
        nodes.append(Filter("in", Names((filters.folder,))))
    named: tuple[tuple[FilterKey, str | None], ...] = (
        ("camera", filters.camera),
        ("orientation", filters.orientation),
        ("place", filters.place),
        ("tag", filters.tag),
        ("name", filters.name),
    )
    nodes += [Filter(key, Names((name,))) for key, name in named if name]
    if filters.near is not None:
        nodes.append(Filter("near", Area(*filters.near)))
    if filters.favourite is not None:
        favourite = Filter("is", Names(("favourite",)))
        nodes.append(favourite if filters.favourite else Not(favourite))
    if filters.online is not None:
        nodes.append(Filter("is", Names(("online" if filters.online else "offline",))))
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return And(tuple(nodes))


def mask_of(condition: Filter, snapshot: Snapshot) -> Mask:
    """Which photos can be shown and fulfil a condition, bool [slots].

    A camera, place, tag or name that nobody has leaves nothing. Raises SnowlineError for a drive that the library does
    not know, a date that is none, bounds that leave nothing, and what such a condition cannot ask.
    """
    key, value = condition.key, condition.value
    columns = snapshot.facts.columns
    if isinstance(value, Names) and key == "tag":
        mask = _tagged(value.values, snapshot)
    else:
        mask = columns.mask(_test(condition, columns, snapshot.library), snapshot.slots)
    if snapshot.alive is not None:
        mask &= snapshot.alive
    return mask


def _test(condition: Filter, columns: Columns, library: Library) -> Test:
    key, value = condition.key, condition.value
    if isinstance(value, Days) and key == "date":
        return _between("date", *_dates(value))
    if isinstance(value, YearDay) and key == "date":
        wanted = int(value.date.replace("-", ""))
        return lambda table: table.column("date") // _DAY % _YEAR == wanted
    if isinstance(value, Range) and key in ("size", "rating"):
        if value.low is not None and value.high is not None and value.low > value.high:
            if key == "size":
                raise SnowlineError(
                    f"No file is larger than {value.low:,} and smaller than {value.high:,} bytes: swap the two sizes."
                )
            raise SnowlineError(f"No photo has at least {value.low} and at most {value.high} stars: swap the two.")
        return _between("size", value.low, value.high) if key == "size" else _stars(value)
    if isinstance(value, Area) and key == "near":
        return _near(value)
    if isinstance(value, Names) and key in _BY_NAMES:
        return _BY_NAMES[key](value.values, columns, library)
    raise _meaningless(condition.key, value)


# ---- numbers ----


def _between(name: str, low: int | None, high: int | None) -> Test:
    def test(table: Table) -> Mask:
        column = table.column(name)
        if low is None:
            return np.ones(table.rows, np.bool_) if high is None else column <= high
        mask: Mask = column >= low
        if high is not None:
            mask &= column <= high
        return mask

    return test


def _dates(days: Days) -> tuple[int | None, int | None]:
    since, until = _date(days.since, "0"), _date(days.until, "9")
    if since is not None and until is not None and since > until:
        raise SnowlineError(f"Nothing lies between {days.since} and {days.until}: swap the two dates.")
    return since, until


def _date(date: str | None, fill: str) -> int | None:
    if date is None:
        return None
    number = date_number(date, fill)
    if not number or not date[:4].isdecimal():
        raise SnowlineError(f"“{date}” is no date. Write it as 2023, 2023-06 or 2023-06-15.")
    return number


def _stars(stars: Range) -> Test:
    """From how many stars to how many; -1 is rejected, and photos without stars are meant where 0 is said."""
    low, high = 1 if stars.low is None else stars.low, _BEST if stars.high is None else stars.high
    return _rated(min(max(number, -1), _BEST) for number in range(low, min(high, _BEST) + 1))


def _rated(ratings: Iterable[int]) -> Test:
    wanted = np.zeros(STARS + _BEST + 1, np.bool_)
    for stars in ratings:
        wanted[UNRATED if stars == 0 else REJECTED if stars < 0 else STARS + stars] = True
    return lambda table: wanted[table.column("rating")]


def _near(area: Area) -> Test:
    low, high = (round((area.latitude + way * area.km / _KM_A_DEGREE) * DEGREE) for way in (-1, 1))

    def test(table: Table) -> Mask:
        latitude = table.column("latitude")
        mask: Mask = (latitude >= max(low, NOWHERE + 1)) & (latitude <= high)
        some = np.flatnonzero(mask)
        there = np.radians(latitude[some] / DEGREE)
        east = np.radians(table.column("longitude")[some] / DEGREE - area.longitude)
        here = np.radians(area.latitude)
        chord = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(east / 2) ** 2
        mask[some] = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))) <= area.km
        return mask

    return test


# ---- names ----


def _coded(name: Named, fits: Iterable[bool]) -> Test:
    """The photos whose entry of a column fits, given for each it may be."""
    wanted = np.fromiter(fits, np.bool_)
    return lambda table: wanted[table.column(name)]


def fitting_types(names: Iterable[str], types: Iterable[str]) -> list[bool]:
    """Which types are meant by these names or endings; "raw" means every kind of camera raw file."""
    called = {type_called(name) for name in names}
    if RAW in called:
        called |= _RAW_TYPES
    return [type_.upper() in called for type_ in types]


def fitting_cameras(names: Iterable[str], cameras: Iterable[str]) -> list[bool]:
    """Which cameras have one of these in their name, or, where that begins with "=", are called just so."""
    wanted = [name.casefold() for name in names]
    return [
        any(
            plain == name.removeprefix(EXACTLY) if name.startswith(EXACTLY) else name in plain
            for name in wanted
            if name and plain
        )
        for plain in (camera.casefold() for camera in cameras)
    ]


def fitting_places(names: Iterable[str], labels: Sequence[str]) -> Mask:
    """Which labels of places are meant by one of these names, bool [n]; the first stands for no place."""
    fits = np.zeros(len(labels), np.bool_)
    for name in names:
        fits[1:] |= gazetteer.meant(name, labels[1:])
    return fits


def _types(names: tuple[str, ...], columns: Columns, _: Library) -> Test:
    return _coded("type", fitting_types(names, columns.names("type")))


def _cameras(names: tuple[str, ...], columns: Columns, _: Library) -> Test:
    return _coded("camera", fitting_cameras(names, columns.names("camera")))


def _places(names: tuple[str, ...], columns: Columns, _: Library) -> Test:
    return _coded("place", fitting_places(names, columns.names("place")))


def _drives(names: tuple[str, ...], columns: Columns, library: Library) -> Test:
    wanted = library.drive_ids(names)
    return _coded("drives", [not wanted.isdisjoint(some) for some in columns.names("drives")])


def _folders(names: tuple[str, ...], _: Columns, library: Library) -> Test:
    """A path is one folder; a bare name means every folder that is called so."""
    ranges = [place for name in names if os.sep in name for place in folder_ranges(name, library)]
    parts = [name for name in names if os.sep not in name]
    wanted = [f"{os.sep}{plain_name(name)}{os.sep}" for name in parts]

    def test(table: Table) -> Mask:
        mask = table.inside(ranges)
        if wanted:
            mask |= table.within([any(name in plain for name in wanted) for _, plain in table.folders()])
        return mask

    return test


def folder_ranges(name: str, library: Library) -> list[tuple[bytes, bytes]]:
    """Where the keys (`place_key`) lie of the folders that a path means, the ends left out."""
    if not name.endswith(ITSELF):
        return library.inside(name)
    return [(low, low + b"\0") for low, _ in library.inside(name.removesuffix(ITSELF) or os.sep)]


def _file_names(names: tuple[str, ...], _: Columns, __: Library) -> Test:
    return lambda table: table.named(names)


def _ratings(names: tuple[str, ...], _: Columns, __: Library) -> Test:
    called = {**dict.fromkeys(UNRATED_NAMES, 0), **dict.fromkeys(REJECTED_NAMES, -1)}
    called |= {str(stars): stars for stars in range(_BEST + 1)}
    for name in names:
        if name.casefold() not in called:
            raise SnowlineError(f"“{name}” is no rating. Ask for 1 to {_BEST} stars, none or rejected.")
    return _rated(called[name.casefold()] for name in names)


def _orientations(names: tuple[str, ...], _: Columns, __: Library) -> Test:
    wanted = np.zeros(256, np.bool_)
    for name in names:
        if name.casefold() not in ORIENTATIONS:
            raise SnowlineError(f"“{name}” is no orientation. Choose one of {', '.join(ORIENTATIONS)}.")
        wanted[ORIENTATIONS[name.casefold()]] = True
    return lambda table: wanted[table.column("orientation")]


def _words_seen(names: tuple[str, ...], _: Columns, library: Library) -> Test:
    photos = np.concatenate([library.showing(name) for name in names])
    return lambda table: _of_photos(table, photos)


def _states(names: tuple[str, ...], columns: Columns, library: Library) -> Test:
    tests = [_state(name.casefold(), columns, library) for name in names]
    return lambda table: np.logical_or.reduce([test(table) for test in tests])


def _state(name: str, columns: Columns, library: Library) -> Test:
    if name in _BITS:
        bit = _BITS[name]
        return lambda table: (table.column("state") & bit) != 0
    if name == "rated":
        return lambda table: table.column("rating") != UNRATED
    if name == "raw":
        return _types(("raw",), columns, library)
    if name in ("online", "offline"):
        there = _there(columns, library)
        return there if name == "online" else lambda table: ~there(table)
    if name == "waiting":
        return lambda table: np.zeros(table.rows, np.bool_)
    raise SnowlineError(f"“{name}” is nothing that a photo can be here. Choose one of {', '.join(STATES)}.")


def _there(columns: Columns, library: Library) -> Test:
    """The photos with a file on a drive that is there, below a root that is."""
    if library.any_root_away():
        ranges = library.online_places()
        return lambda table: table.inside(ranges)
    online = library.online_drives()
    return _coded("drives", [not online.isdisjoint(some) for some in columns.names("drives")])


_BY_NAMES: dict[str, Callable[[tuple[str, ...], Columns, Library], Test]] = {
    "type": _types,
    "camera": _cameras,
    "place": _places,
    "drive": _drives,
    "in": _folders,
    "name": _file_names,
    "rating": _ratings,
    "orientation": _orientations,
    "text": _words_seen,
    "is": _states,
}


def _meaningless(key: str, value: FilterValue) -> SnowlineError:
    return SnowlineError(f"“{key}:” cannot ask for {value}. Ask for something else.")


def _tagged(names: tuple[str, ...], snapshot: Snapshot) -> Mask:
    """The photos that carry one of these tags: given by people or files, or surely by the models."""
    library, columns = snapshot.library, snapshot.facts.columns
    own = library.own_tags(Words([name for name, _ in library.own_tag_names()]).fitting(names))
    mask = columns.mask(lambda table: _of_photos(table, own), snapshot.slots)
    least = library.sure_tag() - SURE_STEP
    words = columns.kept.get("tags")
    if words is None:
        words = columns.kept["tags"] = Words(library.tag_names())
    for tag in words.fitting(names):
        slots, p = snapshot.facts.tagged(tag)
        slots = slots[p >= least]
        mask[slots[slots < snapshot.slots]] = True
    return mask


def _of_photos(table: Table, photos: Slots) -> Mask:
    """The rows of the photos with these ids."""
    if not len(photos):
        return np.zeros(table.rows, np.bool_)
    ids = table.column("photo")
    wanted = np.zeros(max(int(photos.max()), int(ids.max(initial=0))) + 1, np.bool_)
    wanted[photos] = True
    mask: Mask = wanted[ids]
    return mask
