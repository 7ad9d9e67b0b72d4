"""A stand-in for what stands beside the results: choices by script, saved searches in a list."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain import SnowlineError
from app.library.skipped import SkippedFile, SkippedGroup
from app.search.narrowing import Choice, Narrowing, Section
from app.search.query.tree import Days, Range
from app.ui.sidebar.care import Cared
from app.ui.sidebar.shelf import (
    Asked,
    Choosing,
    DriveEntry,
    FolderEntry,
    Overview,
    Places,
    RootEntry,
    RootState,
    SavedCount,
    SavedEntry,
    Standing,
)

OFFERED: dict[Section, tuple[Choice, ...]] = {
    "type": (Choice("JPEG", "type:jpeg", 4), Choice("PNG", "type:png", 1)),
    "date": (Choice("2021", "date:2021", 5), Choice("January 2021", "date:2021-01", 5, part=True)),
    "camera": tuple(Choice(f"Camera {n}", f'camera:"Camera {n}"', 10 - n) for n in range(9)),
}


@dataclass(kw_only=True)
class StandInShelf:
    """What is chosen is what stands in the text, a word each."""

    offered: dict[Section, tuple[Choice, ...]] = field(default_factory=lambda: dict(OFFERED))
    narrowed_for: list[Asked] = field(default_factory=list)
    shelf_threads: set[int] = field(default_factory=set)
    shelved: Overview = field(
        default_factory=lambda: Overview(
            (SavedEntry(1, "Dogs", "dog at the sea", frozenset({"at the sea"})), SavedEntry(2, "Snow", "snow")),
            ("ski", "sand"),
        )
    )
    placed: Places = field(
        default_factory=lambda: Places(
            5,
            3,
            2,
            "date:11-21 date:<2026 group:day",
            (
                DriveEntry(
                    "Photos",
                    "drive:Photos",
                    17,
                    roots=(
                        RootEntry("Pictures", "/home/me/Pictures", "in:/home/me/Pictures", 12, inner=True),
                        RootEntry("Scans", "/home/me/Scans", "in:/home/me/Scans", 5),
                    ),
                    drive_ids=(1,),
                ),
                DriveEntry(
                    "Blue stick",
                    'drive:"Blue stick"',
                    1,
                    False,
                    "2026-10-03",
                    (RootEntry("Trip", "/media/blue/Trip", "in:/media/blue/Trip", 1, online=False),),
                    (2,),
                ),
            ),
        )
    )
    stood: Standing = field(
        default_factory=lambda: Standing(
            {
                "/home/me/Pictures": RootState(3, 9, 2, "watching"),
                "/home/me/Scans": RootState(1, 4, describing="names"),
            },
            skipped=2,
            excluded=1,
        )
    )
    counts: dict[int, SavedCount] = field(default_factory=lambda: {1: SavedCount(7, 2), 2: SavedCount(4, 0)})
    looked_at: list[int] = field(default_factory=list)

    def narrowing(self, asked: Asked, stop: Callable[[], bool]) -> Narrowing | None:
        self.shelf_threads.add(threading.get_ident())
        self.narrowed_for.append(asked)
        words = asked.text.split()
        choices = {
            section: tuple(replace(choice, chosen=choice.query in words) for choice in some)
            for section, some in self.offered.items()
        }
        dates = [word.partition(":")[2].partition("..") for word in words if word.startswith("date:")]
        days = Days(dates[0][0] or None, dates[0][2] or None) if dates and dates[0][1] else Days()
        return Narrowing(asked.text, 5, choices, days, Range())

    def narrowed(self, asked: Asked, changes: Sequence[Choosing]) -> str:
        self.shelf_threads.add(threading.get_ident())
        words = asked.text.split()
        for change in changes:
            if change.query is not None:
                words = [w for w in words if w != change.query] + [change.query] * (change.query not in words)
                continue
            words = [word for word in words if not word.startswith(f"{change.section}:")]
            if change.days is not None and change.days != Days():
                words.append(f"date:{change.days.since or ''}..{change.days.until or ''}")
            if change.sizes is not None and change.sizes != Range():
                words.append(f"size:{change.sizes.low or ''}..{change.sizes.high or ''}")
        return " ".join(words)

    def overview(self) -> Overview:
        self.shelf_threads.add(threading.get_ident())
        return self.shelved

    def places(self) -> Places:
        self.shelf_threads.add(threading.get_ident())
        return self.placed

    def folders(self, path: str) -> tuple[FolderEntry, ...]:
        self.shelf_threads.add(threading.get_ident())
        return tuple(FolderEntry(name, f"{path}/{name}", f"in:{path}/{name}", 1) for name in ("2020", "2021"))

    def standing(self) -> Standing:
        return self.stood

    def count_saved(self, search_id: int) -> SavedCount | None:
        return self.counts.get(search_id)

    def save(self, name: str, asked: Asked) -> str:
        if any(one.name == name for one in self.shelved.saved):
            raise SnowlineError(f"There is a saved search “{name}” already.")
        entry = SavedEntry(len(self.shelved.saved) + 1, name, asked.text, asked.literal)
        self.shelved = replace(self.shelved, saved=(*self.shelved.saved, entry))
        return f"Saved the search “{name}”"

    def rename_saved(self, name: str, new: str) -> str:
        saved = tuple(replace(one, name=new) if one.name == name else one for one in self.shelved.saved)
        self.shelved = replace(self.shelved, saved=saved)
        return "Renamed"

    def remove_saved(self, name: str) -> str:
        self.shelved = replace(self.shelved, saved=tuple(one for one in self.shelved.saved if one.name != name))
        return "Removed"

    def look_at_saved(self, search_id: int) -> None:
        self.looked_at.append(search_id)
        self.counts[search_id] = self.counts[search_id]._replace(new=0)

    def forget_recent(self) -> None:
        self.shelved = replace(self.shelved, recent=())


class StandInCare:
    """Files that were left out, by script; notes what was asked."""

    def __init__(self, left_out: dict[str, int] | None = None) -> None:
        self.left_out = {"not a photo": 450, "the file is empty": 3} if left_out is None else left_out
        self.kept_out = [Path("/photos/old")]
        self.done: list[tuple[str, tuple[object, ...]]] = []
        self.pages: list[tuple[int, int]] = []

    def groups(self) -> tuple[SkippedGroup, ...]:
        return tuple(SkippedGroup(text, (text,), count) for text, count in self.left_out.items())

    def page(self, reasons: Sequence[str], start: int, limit: int) -> tuple[SkippedFile, ...]:
        self.pages.append((start, limit))
        count = self.left_out[reasons[0]]
        paths = [f"/photos/bad/{at:04}.jpg" for at in range(start, min(start + limit, count))]
        return tuple(
            SkippedFile(start + at, path, path.encode(), reasons[0], "2026-11-20T10:00:00", True)
            for at, path in enumerate(paths)
        )

    def excluded(self) -> tuple[Path, ...]:
        return tuple(self.kept_out)

    def retry(self, file_ids: Sequence[int], paths: Sequence[Path]) -> Cared:
        self.done.append(("retry", tuple(file_ids)))
        return Cared("1 file is tried again", tuple(paths))

    def retry_reasons(self, reasons: Sequence[str]) -> Cared:
        self.done.append(("retry reasons", tuple(reasons)))
        for reason in reasons:
            del self.left_out[reason]
        return Cared("Tried again", (Path("/photos"),))

    def exclude(self, paths: Sequence[Path]) -> Cared:
        self.done.append(("exclude", tuple(paths)))
        return Cared("Excluded")

    def include(self, paths: Sequence[Path]) -> Cared:
        self.done.append(("include", tuple(paths)))
        self.kept_out = [path for path in self.kept_out if path not in paths]
        return Cared("Let in", tuple(paths))

    def forget_folder(self, path: Path) -> Cared:
        self.done.append(("forget folder", (path,)))
        return Cared("Removed the folder")

    def forget_drives(self, drive_ids: Sequence[int]) -> Cared:
        self.done.append(("forget drives", tuple(drive_ids)))
        return Cared("Forgot the drive")

    def describe_now(self, path: Path) -> Cared:
        self.done.append(("describe now", (path,)))
        return Cared("", (path,))
