"""Whatever happens to files, and in whatever order their folders are looked at: what people added stays."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from test_indexing_survey import PACK, ended, look, scan

from app.domain import CancelToken
from app.indexing.scan import Scan
from app.indexing.survey import Survey, survey
from app.library import Library
from app.library.upkeep import RULES
from app.media.identity import content_key

PLACES = st.sampled_from([f"{root}/{name}" for root in ("one", "two") for name in ("a.jpg", "sub/a.jpg", "sub/b.jpg")])
ROOTS = st.sampled_from([("one",), ("two",), ("one", "two"), ("two", "one")])
CONTENTS = st.integers(0, 4)


class MovesStory(RuleBasedStateMachine):
    """Compares the library with the disk after each look, and with what was added to each content at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="moves-"))
        self.library = Library.open(self.folder / "library", write=True)
        self.library.use_pack(PACK)
        self.stamp = 1_600_000_000
        for root in ("one", "two"):
            (self.folder / root).mkdir()
            self.write(f"{root}/anchor.jpg", f"anchor of {root}")
        scan(self.library, self.folder / "one", self.folder / "two")
        self.photos: dict[str, int] = {}  # content key → photo
        self.tags: dict[int, set[str]] = {}
        self.seen = True

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    def write(self, place: str, content: str) -> None:
        path = self.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        self.stamp += 1
        os.utime(path, (self.stamp, self.stamp))

    def there(self) -> list[str]:
        return sorted(str(path.relative_to(self.folder)) for root in ("one", "two") for path in self.root_files(root))

    def root_files(self, root: str) -> list[Path]:
        return [path for path in (self.folder / root).rglob("*.jpg") if path.name != "anchor.jpg"]

    @rule(place=PLACES, content=CONTENTS)
    def put(self, place: str, content: int) -> None:
        self.write(place, f"content {content}")
        self.seen = False

    @precondition(lambda self: self.there())
    @rule(data=st.data(), place=PLACES)
    def move(self, data: st.DataObject, place: str) -> None:
        source = self.folder / data.draw(st.sampled_from(self.there()))
        (self.folder / place).parent.mkdir(parents=True, exist_ok=True)
        source.rename(self.folder / place)
        self.seen = False

    @precondition(lambda self: self.there())
    @rule(data=st.data(), place=PLACES)
    def copy(self, data: st.DataObject, place: str) -> None:
        content = (self.folder / data.draw(st.sampled_from(self.there()))).read_text()
        self.write(place, content)
        self.seen = False

    @precondition(lambda self: self.there())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        (self.folder / data.draw(st.sampled_from(self.there()))).unlink()
        self.seen = False

    @precondition(lambda self: self.there())
    @rule(data=st.data())
    def touch(self, data: st.DataObject) -> None:
        for place in data.draw(st.lists(st.sampled_from(self.there()), min_size=1)):
            self.write(place, (self.folder / place).read_text())
        self.seen = False

    @rule()
    def look_at_names_only(self) -> None:
        """As where a run is broken off, or killed, before it opened a file."""
        self.names()
        self.seen = False

    def names(self) -> Survey:
        roots = [self.folder / root for root in ("one", "two")]
        return ended(survey(self.library, Scan(roots, library=self.library.folder), CancelToken()))

    @precondition(lambda self: self.seen and self.there())
    @rule()
    def all_get_another_date(self) -> None:
        before = {place: self.library.photo_for_path(self.folder / place) for place in self.there()}
        for place in before:
            self.write(place, (self.folder / place).read_text())
        self.names()
        for place, row in before.items():
            assert self.library.photo_for_path(self.folder / place) == row

    @rule(roots=ROOTS)
    def look_at_roots(self, roots: tuple[str, ...]) -> None:
        for root in roots:
            scan(self.library, self.folder / root)
        if len(roots) == 2:
            self.all_seen()

    @rule()
    def look_at_folders(self) -> None:
        folders = [self.folder / root / sub for root in ("one", "two") for sub in ("", "sub")]
        look(self.library, *folders)
        self.all_seen()

    def all_seen(self) -> None:
        self.seen = True
        for place in self.there():
            path = self.folder / place
            row = self.library.photo_for_path(path)
            assert row is not None
            assert row.key == content_key(path)
            assert self.photos.setdefault(row.key, row.photo_id) == row.photo_id
        assert len(self.names().waiting) == 0

    @precondition(lambda self: self.photos)
    @rule(data=st.data(), tag=st.sampled_from(["red", "green", "blue"]))
    def add_tag(self, data: st.DataObject, tag: str) -> None:
        photo = self.photos[data.draw(st.sampled_from(sorted(self.photos)))]
        self.library.add_tags([photo], [tag])
        self.tags.setdefault(photo, set()).add(tag)

    @invariant()
    def nothing_that_people_added_is_lost(self) -> None:
        for photo, tags in self.tags.items():
            assert tags <= set(self.library.own_of([photo])[photo].tags)

    @invariant()
    def what_is_shown_is_what_is_there(self) -> None:
        if self.seen:
            live = {row.key for row in self.library.photos_by_slots(self.library.live_slots())}
            there = {content_key(self.folder / place) for place in self.there()}
            anchors = {content_key(self.folder / root / "anchor.jpg") for root in ("one", "two")}
            assert live == there | anchors

    @invariant()
    def the_doctor_finds_nothing(self) -> None:
        assert [broken.text for rule in RULES if (broken := self.library.broken_rule(rule))] == []

    @invariant()
    def every_story_begins_at_the_beginning(self) -> None:
        for photo in self.photos.values():
            events = self.library.photo_history(photo)
            assert events[0].what == "added"
            assert [event.at for event in events[1:]] == sorted(event.at for event in events[1:])
            assert all(event.from_path for event in events if event.what == "moved")


MovesStory.TestCase.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
TestMovesStory = MovesStory.TestCase
