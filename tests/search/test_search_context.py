"""What queries of a library are read with: its drives, cameras and words, and words only when they are needed."""

from __future__ import annotations

import datetime
import gc
import weakref
from collections.abc import Iterator
from typing import Any

from app.search.context import LazyVocabulary, SideWords, context_of
from app.search.query.reading import read
from app.search.searcher import Searcher
from app.search.snapshot import take_snapshot

TODAY = datetime.date(2026, 11, 21)


def test_words_are_fetched_for_a_word_that_nobody_knows() -> None:
    fetched: list[int] = []

    def words() -> Iterator[str]:
        fetched.append(1)
        return iter(["mountain", "beach"])

    vocabulary = LazyVocabulary(words, {"dog", "mountian"}.__contains__)
    assert vocabulary.nearest("dog") is None
    assert vocabulary.nearest("mountian") is None
    assert fetched == []
    assert vocabulary.nearest("moutain") == "mountain"
    assert vocabulary.nearest("beahc") == "beach"
    assert "beach" in vocabulary
    assert "elephant" not in vocabulary
    assert fetched == [1]


def test_a_library_brings_its_drives_and_words(make_library: Any, shot: Any, side: Any) -> None:
    library = make_library([shot("xylofone.jpg", "dog", {"dog": 0.9}, "a dog with a xylofone")])
    context = context_of(take_snapshot(library, side), SideWords(side), TODAY, language="en", hemisphere="south")
    assert (context.today, context.hemisphere) == (TODAY, "south")
    assert context.drives == tuple(row.label for row in library.drives())
    assert context.places is not None
    lisbon = context.places("Lissabon")
    assert lisbon is not None
    assert 38 < lisbon.latitude < 39
    assert context.large_town is not None
    assert context.large_town("lisbon")
    assert context.taken_in is not None
    assert not context.taken_in("Lisbon")  # nobody was there
    assert context.vocabulary is not None
    assert context.vocabulary.nearest("xylofone") is None  # as the library spells it
    assert context.vocabulary.nearest("submarin") == "submarine"


def test_one_context_serves_until_the_library_is_seen_anew(make_library: Any, shot: Any, side: Any) -> None:
    library = make_library([shot("one.jpg", "dog")])
    searcher = Searcher(library, side)
    first = searcher._context(searcher._snapshot)
    assert searcher._context(searcher._snapshot) is first
    assert searcher.read("a submarin") is searcher.read("a submarin")
    [chip] = [chip for chip in searcher.read("a submarin").chips if chip.kind == "spelling"]
    assert chip.source == "submarin"
    assert read("a submarin", first).query == searcher.read("a submarin").query
    searcher.refresh()
    assert searcher._context(searcher._snapshot) is not first


def test_what_was_read_before_the_library_was_seen_anew_is_let_go(make_library: Any, shot: Any, side: Any) -> None:
    searcher = Searcher(make_library([shot("one.jpg", "dog")]), side)
    fetched: list[object] = []
    vocabularies = []
    known_words = side.known_words
    side.known_words = lambda: fetched.append(1) or known_words()
    try:
        for number in range(5):
            searcher.refresh()
            searcher.read(f"a submarin {number}")
            vocabularies.append(weakref.ref(searcher._context(searcher._snapshot).vocabulary))
    finally:
        del side.known_words
    gc.collect()
    assert fetched == [1]  # the words of the pack are the same for all of them
    assert sum(one() is not None for one in vocabularies) <= 2
