"""Stand-ins for the rooms behind the window: a library that searches the words of its captions, a run by script."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from shelf_stand_in import StandInShelf

from app.domain import (
    Answer,
    Chip,
    Completion,
    Grouping,
    Hit,
    IndexSummary,
    Match,
    Progress,
    QueryProblem,
    SnowlineError,
    SortOrder,
)
from app.search.order import DESCENDING, grouped
from app.search.paging import FIRST_ROWS, Group, Listing
from app.search.query.editing import parted
from app.search.query.tree import AS_ASKED, Arrangement
from app.ui.search.history import Likeness
from app.ui.session import Coverage, NothingIndexed


def make_hit(photo_id: int, path: Path | str, *, score: float = 0.9, caption: str = "", **rest: object) -> Hit:
    match = Match.LIKELY if score > 0.6 else Match.MAYBE if score > 0.3 else Match.UNLIKELY
    facts: dict[str, object] = {
        "why": (f'caption: "{caption}"',) if caption else (),
        "date": "2021-01-17T10:30:00",
        "size": 12_345,
        "type": "JPEG",
        "drive": "Photos",
        "online": True,
    }
    return Hit(photo_id, str(path), score, match, caption, **{**facts, **rest})  # type: ignore[arg-type]


_KEYS: dict[str, Callable[[Hit], Any]] = {
    "relevance": lambda hit: hit.score,
    "date": lambda hit: hit.date or "",
    "name": lambda hit: Path(hit.path).name.casefold(),
    "size": lambda hit: hit.size,
    "rating": lambda hit: hit.rating or 0,
    "type": lambda hit: hit.type,
    "drive": lambda hit: hit.drive.casefold(),
    "place": lambda hit: hit.place or "",
    "folder": lambda hit: str(Path(hit.path).parent),
    "caption": lambda hit: hit.caption,
}


def listing_of_hits(
    hits: Sequence[Hit],
    wanted: Arrangement = AS_ASKED,
    *,
    answer: Answer | None = None,
    related: Sequence[Hit] = (),
    shift: float | None = None,
    first: int = FIRST_ROWS,
) -> Listing:
    """A listing of hits that are there already, in the order and groups that are wanted."""
    sort: SortOrder = wanted.sort or ("date" if wanted.group == "day" else "relevance")
    descending = sort in DESCENDING if wanted.descending is None else wanted.descending
    best = sorted(hits, key=lambda hit: -hit.score)
    rows = sorted(best, key=_KEYS[sort], reverse=descending)
    group: Grouping | None = None if wanted.group == "none" else wanted.group
    groups: tuple[Group, ...] = ()
    if group is not None:
        parts = grouped(rows, group)
        rows = [hit for _, mine in parts for hit in mine]
        groups = tuple(Group(name, len(mine)) for name, mine in parts)
    counts = {match: sum(hit.match is match for hit in rows) for match in Match}
    told = answer or Answer("", len(rows), ())
    return Listing(
        replace(told, hits=tuple(rows[:first]), group=group),
        np.array([hit.photo_id for hit in rows], np.int64),
        np.array([hit.score for hit in rows], np.float32),
        sort,
        descending,
        lambda positions: [rows[at] for at in positions.tolist()],
        groups,
        {match: count for match, count in counts.items() if count},
        shift or 0.0,
        related=lambda: tuple(related),
    )


@dataclass
class CaptionLibrary(StandInShelf):
    """Finds photos whose caption has all the words; remembers what it was asked, and on which thread."""

    folder: Path
    hits: list[Hit] = field(default_factory=list)
    asked: list[object] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    gate: threading.Event = field(default_factory=threading.Event)
    closed: bool = False
    renewed: int = 0  # how often the settings of searching changed
    folded: dict[int, list[Hit]] = field(default_factory=dict)  # photo id of a hit → its copies
    folders: int = 0  # with one, the window keeps the library up to date
    literals: list[frozenset[str]] = field(default_factory=list)  # of every text that was searched for
    chips: dict[str, tuple[Chip, ...]] = field(default_factory=dict)  # by text
    problems: dict[str, tuple[QueryProblem, ...]] = field(default_factory=dict)
    completions: dict[str, tuple[Completion, ...]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)  # searches that were meant, in their order
    arranged: list[tuple[Arrangement, float | None]] = field(default_factory=list)  # how answers were wanted

    def __post_init__(self) -> None:
        self.gate.set()

    def listing(
        self,
        asked: str | int | Path,
        wanted: Arrangement = AS_ASKED,
        *,
        everything: bool = False,
        literal: frozenset[str] = frozenset(),
        mode: Likeness = "subject",
        shift: float | None = None,
    ) -> Listing:
        self.arranged.append((wanted, shift))
        text = asked if isinstance(asked, str) else ""
        self._note(asked if mode == "subject" else (asked, mode))
        if isinstance(asked, str):
            self.literals.append(literal)
            if "broken" in text:
                raise SnowlineError("The pack is damaged. Install Snowline again.")
            words, picture = parted(text)
            found = [hit for hit in self.hits if all(word in hit.caption.split() for word in words.split())]
            found = [hit for hit in found if picture is None or hit.path != str(picture)]
        else:
            found = [hit for hit in self.hits if hit.photo_id != asked]
        shown = [hit for hit in found if everything or hit.match is not Match.UNLIKELY]
        chips = tuple(chip for chip in self.chips.get(text, ()) if chip.source not in literal)
        answer = Answer(text, len(shown), (), chips=chips, problems=self.problems.get(text, ()))
        return listing_of_hits(shown, wanted, answer=answer, shift=shift)

    def complete(self, text: str, cursor: int) -> tuple[Completion, ...]:
        self.threads.add(threading.get_ident())
        return self.completions.get(text[:cursor], ())

    def recent(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reversed(self.kept)))

    def remember(self, text: str) -> None:
        self.kept.append(text)

    def warm_up(self) -> None:
        self.threads.add(threading.get_ident())

    def copies(
        self,
        photo: int,
        asked: str | int | Path,
        everything: bool,
        literal: frozenset[str] = frozenset(),
        shift: float | None = None,
    ) -> tuple[Hit, ...]:
        self._note(("copies", photo, asked))
        return tuple(self.folded.get(photo, ()))

    def refresh(self) -> Coverage:
        waiting = sum(hit.waiting for hit in self.hits)
        return Coverage(len(self.hits) - waiting, waiting, self.folders)

    def renew(self) -> None:
        self.renewed += 1

    def close(self) -> None:
        self.closed = True

    def _note(self, what: object) -> None:
        self.asked.append(what)
        self.threads.add(threading.get_ident())
        self.gate.wait(10)
        if not self.hits:
            raise NothingIndexed("Nothing is indexed yet.")


@dataclass
class ScriptedIndexing:
    """Tells the news that a test writes down for it, a list for every poll."""

    news: list[list[Progress | IndexSummary | str]] = field(default_factory=list)
    running: bool = True
    calls: list[str] = field(default_factory=list)

    def poll(self) -> list[Progress | IndexSummary | str]:
        return self.news.pop(0) if self.news else []

    def pause(self) -> None:
        self.calls.append("pause")

    def resume(self) -> None:
        self.calls.append("resume")

    def stop(self) -> None:
        self.calls.append("stop")

    def leave(self) -> None:
        self.calls.append("leave")

    def go_on_anyway(self) -> None:
        self.calls.append("go on anyway")

    def set_pause_on_battery(self, wanted: bool) -> None:
        self.calls.append(f"pause on battery: {wanted}")


@dataclass
class ScriptedWatch:
    """A child that watches: tells what a test writes down for it, and ends one poll after it was told to leave."""

    news: list[list[Any]] = field(default_factory=list)
    running: bool = True
    calls: list[str] = field(default_factory=list)

    def poll(self) -> list[Any]:
        news = self.news.pop(0) if self.news else []
        if "leave" in self.calls and not news:
            self.running = False
            return [None]
        return news

    def pause(self) -> None:
        self.calls.append("pause")

    def resume(self) -> None:
        self.calls.append("resume")

    def leave(self) -> None:
        self.calls.append("leave")

    def go_on_anyway(self) -> None:
        self.calls.append("go on anyway")

    def set_pause_on_battery(self, wanted: bool) -> None:
        self.calls.append(f"pause on battery: {wanted}")

    def tell_idle(self, idle: bool) -> None:
        self.calls.append(f"idle: {idle}")
