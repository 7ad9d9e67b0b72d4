"""Any story of files that come, change, move and go leaves a catalogue that agrees with itself."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from library_photos import PACK

from app.domain import Caption, Metadata, Tag
from app.library import Library, NewPhoto, NewText, SeenFile

PATHS = st.sampled_from(["a.jpg", "b.jpg", "sub/a.jpg", "sub/c.jpg"])
CONTENTS = st.integers(0, 3)
WORDS = ("apple", "berry", "cherry", "date")


class CatalogueStory(RuleBasedStateMachine):
    """Compares the catalogue with a plain dict: path → content, or None while skipped or waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="story-"))
        self.library = Library.open(self.folder / "library", write=True)
        self.library.use_pack(PACK)
        self.device = os.stat(self.folder).st_dev
        self.stamp = 0
        self.held: dict[str, int | None] = {}
        self.facts: dict[str, SeenFile] = {}
        self.missing: set[str] = set()
        self.slots: dict[int, int] = {}  # content → slot of its present description
        self.next_slot = self.next_text = 0

    def teardown(self) -> None:
        self.library.close()
        database = sqlite3.connect(self.folder / "library" / "library.sqlite")
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        database.close()
        shutil.rmtree(self.folder)

    def file_id(self, path: str) -> int:
        raw = os.fsencode(self.folder / path)
        return self.library.known_files(os.fsencode(self.folder))[raw].file_id

    @rule(path=PATHS)
    def appear_or_change(self, path: str) -> None:
        self.stamp += 1
        self.facts[path] = SeenFile(os.fsencode(self.folder / path), self.stamp, self.stamp, self.device)
        ((_, state),) = self.library.upsert_files([self.facts[path]])
        assert state == "new"
        self.held[path] = None
        self.missing.discard(path)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), content=CONTENTS)
    def describe(self, data: st.DataObject, content: int) -> None:
        path = data.draw(st.sampled_from(sorted(self.held)))
        known = self.library.photo_by_key(f"1-{content}")
        if known is not None:
            assert content in self.slots
            self.library.attach_files([(self.file_id(path), known)])
        else:
            self.describe_anew(content, (self.file_id(path),))
        self.held[path] = content
        self.missing.discard(path)

    @rule(content=CONTENTS)
    def describe_again(self, content: int) -> None:
        if content in self.slots:
            self.describe_anew(content, ())

    def describe_anew(self, content: int, files: tuple[int, ...]) -> None:
        text = f"a {WORDS[content]}"
        texts = [NewText(text, "caption", self.next_text)] if self.library.new_texts([text]) else []
        self.next_text += len(texts)
        metadata = Metadata("JPEG", 10, 10)
        photo = NewPhoto(
            f"1-{content}", metadata, self.next_slot, (Tag("fruit", 0.9),), Caption(text, 0.5, PACK), (), files
        )
        self.library.add_photos([photo], texts)
        self.slots[content] = self.next_slot
        self.next_slot += 1

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def vanish(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.held)))
        self.library.mark_missing([self.file_id(path)])
        self.missing.add(path)

    @precondition(lambda self: self.missing)
    @rule(data=st.data())
    def return_unchanged(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.missing)))
        ((_, state),) = self.library.upsert_files([self.facts[path]])
        assert state == ("new" if self.held[path] is None else "indexed")
        self.missing.discard(path)

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def skip(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.held)))
        self.library.mark_skipped([(self.file_id(path), "damaged")])
        self.held[path] = None
        self.missing.discard(path)

    @invariant()
    def what_is_shown_is_what_is_there(self) -> None:
        alive = {content for path, content in self.held.items() if content is not None and path not in self.missing}
        expected = sorted(self.slots[content] for content in alive)
        assert self.library.live_slots().tolist() == expected
        assert [row.slot for row in self.library.photos_by_slots(expected)] == expected
        assert self.library.photo_count() == len(expected)
        for content, word in enumerate(WORDS):
            found = {slot for slots in self.library.literal(word).values() for slot in slots.tolist()}
            assert found == ({self.slots[content]} if content in alive else set())
        assert {slot for slot, _, _ in self.library.tag_photos(["fruit"])} == set(expected)
        assert self.library.file_count() == len(self.held) - len(self.missing)


CatalogueStory.TestCase.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
TestCatalogueStory = CatalogueStory.TestCase
