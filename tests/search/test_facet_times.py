"""Names against patterns, orders and headings; and counting the hits among 100,000 photos takes a few milliseconds."""

from __future__ import annotations

import fnmatch
import glob
import time
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.domain import Hit, Match
from app.library import DriveRow
from app.library.columns import KINDS, PhotoColumns
from app.search.columns import Columns
from app.search.facets import facets
from app.search.order import grouped, sort_hits
from app.search.patterns import Words, fitting
from app.search.snapshot import Snapshot
from app.search.values import values

FEW = st.text("ab.*", max_size=5)


@given(names=st.lists(st.text("ab.", max_size=8), max_size=8), pattern=FEW)
def test_names_fit_patterns_as_they_do_in_a_shell(names: list[str], pattern: str) -> None:
    lines = np.frombuffer("".join(f"{name}\n" for name in names).encode(), np.uint8)
    shell = pattern if "*" in pattern else f"*{glob.escape(pattern)}*"
    expected = [bool(pattern) and fnmatch.fnmatchcase(name, shell) for name in names]
    assert fitting(lines, pattern).tolist() == expected
    whole = [name for name in names if (fnmatch.fnmatchcase(name, pattern) if "*" in pattern else name == pattern)]
    assert Words(names).fitting([pattern]) == whole


def test_case_and_accents_do_not_matter() -> None:
    assert Words(["Zoë", "zoe", "Zoo"]).fitting(["ZOE"]) == ["Zoë", "zoe"]
    assert Words(["Straße 1", "strasse 2"]).fitting(["STRASSE*"]) == ["Straße 1", "strasse 2"]


def hit(number: int, date: str | None, drive: str = "Here", rating: int | None = None) -> Hit:
    return Hit(number, f"/{number}.jpg", 1.0, Match.LIKELY, "", (), date, 5, "JPEG", drive, True, rating=rating)


def test_headings_come_in_the_order_of_the_hits() -> None:
    hits = [hit(1, "2023-06-02T10:00:00"), hit(2, "2023-06-01T09:00:00", "Away"), hit(3, "2023-06-02T08:00:00")]
    days = [("2023-06-02", (hits[0], hits[2])), ("2023-06-01", (hits[1],))]
    assert grouped(hits, "day") == days
    assert grouped(hits, "drive") == [("Here", (hits[0], hits[2])), ("Away", (hits[1],))]
    assert grouped([hit(4, None)], "day") == [("", (hit(4, None),))]
    assert grouped([], "day") == []


def test_unrated_photos_come_last() -> None:
    hits = [hit(number, None, rating=rating) for number, rating in enumerate((None, 3, -1, 5, 0, 3))]
    assert [it.photo_id for it in sort_hits(hits, "rating")] == [3, 1, 5, 2, 0, 4]


class Drives:
    """As much of a library as counting needs."""

    def drives(self) -> list[DriveRow]:
        return [DriveRow(n, f"s{n}", f"Drive {n}", "fixed", f"/{n}", n == 1, "2024-01-01") for n in range(1, 5)]

    def drive_ids(self, names: tuple[str, ...]) -> frozenset[int]:
        return frozenset(row.drive_id for row in self.drives() if row.label in names)


def large(photos: int) -> Snapshot:
    """Photos of twenty years on four drives, from 60 cameras and 500 places in 40 countries."""
    rng = np.random.default_rng(0)
    day = rng.integers(0, 20 * 365, photos)
    date = (2004 + day // 365) * 10**10 + (day % 365 // 31 + 1) * 10**8 + (day % 28 + 1) * 10**6
    lists: dict[str, list[Any]] = {
        "types": ["", "JPEG", "HEIF", "PNG", "CR2"],
        "cameras": ["", *(f"Camera {number}" for number in range(60))],
        "places": ["", *(f"Town {number}, Country {number % 40}" for number in range(500))],
        "drives": [[], [1], [2], [3], [4], [1, 2]],
    }
    arrays = {name: np.zeros(photos, np.int64) for name in KINDS}
    arrays |= {"date": date, "size": rng.lognormal(14, 1, photos).astype(np.int64), "photo": np.arange(photos) + 1}
    for name, most in (("type", 5), ("camera", 61), ("place", 501), ("drives", 6), ("rating", 7), ("orientation", 4)):
        arrays[name] = rng.integers(1 if name in ("type", "drives") else 0, most, photos)
    arrays["group"] = np.where(rng.random(photos) < 0.1, np.arange(photos) // 3 + 1, 0)
    for name, kind in KINDS.items():
        arrays[name] = arrays[name].astype(kind)
    columns = Columns(None, None, lambda: PhotoColumns(np.arange(photos), arrays, lists))

    class Facts:
        def __init__(self) -> None:
            self.columns = columns

    nothing: Any = None
    library: Any = Drives()
    facts: Any = Facts()
    return Snapshot(library, nothing, photos, None, nothing, nothing, facts)


def test_counting_among_100_000_photos_takes_a_few_milliseconds() -> None:
    snapshot = large(100_000)
    slots = np.random.default_rng(1).permutation(100_000)[:20_400]
    groups = snapshot.facts.columns.values("group", slots)
    found = facets(slots, snapshot, groups)
    hits = np.count_nonzero(groups == 0) + len(np.unique(groups)) - 1
    assert sum(choice.count for choice in found["year"]) >= hits
    took = []
    for _ in range(15):
        began = time.thread_time()
        facets(slots, snapshot, groups)
        took.append(time.thread_time() - began)
    assert min(took) < 0.006
    assert values(snapshot, "camera", "camera 1")
    began = time.thread_time()
    values(snapshot, "camera", "camera 2")
    assert time.thread_time() - began < 0.005
