"""What a derived file says is what the catalogue says: right after it was built, and after anything has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.domain import Filters, SortOrder
from app.index.postings import newest
from app.indexing import derive
from app.indexing.derive import build_derived, derived_folder, is_due, refresh_derived
from app.library import Library
from app.search.facts import CatalogueFacts, MappedFacts
from app.search.filtering import mask_of
from app.search.query.tree import Days, Filter, Names, Range
from app.search.searcher import Searcher
from app.search.snapshot import Snapshot, take_snapshot

MakeLibrary = Callable[[Sequence[Any]], Library]
THINGS = "dog cat snow beach person car tree house lake night".split()
CONDITIONS = (
    Filter("date", Days("2015")),
    Filter("date", Days(None, "2012-06")),
    Filter("date", Days("2010-03", "2018-11-05")),
    Filter("size", Range(300)),
    Filter("size", Range(None, 299)),
    Filter("type", Names(("jpg",))),
    Filter("type", Names(("png", "gif"))),
    Filter("is", Names(("online",))),
    Filter("is", Names(("offline", "favourite"))),
    Filter("is", Names(("rated", "copy"))),
    Filter("rating", Range(3)),
    Filter("rating", Names(("none",))),
    Filter("camera", Names(("canon",))),
    Filter("orientation", Names(("landscape",))),
    Filter("tag", Names(("zzz", "do*"))),
    Filter("name", Names(("_001", "img*7.JPG"))),
)
PHRASES = ("dog", "dogs", "a dog", "dog cat", "snow in", "img", "IMG_0012", "trip", "zzz", "beach with", "lake night")


def shots(shot: Any, start: int, count: int, seed: int) -> list[Any]:
    """Photos of one or two things each, in a few folders, with and without dates."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(start, start + count):
        one, two = rng.choice(THINGS, 2, replace=False)
        tags = {tag: round(float(rng.uniform(0.05, 0.99)), 4) for tag in ("dog", "cat", "snow") if rng.random() < 0.5}
        taken = f"{2008 + number % 12}-{1 + number % 12:02}-15T10:00:00" if number % 4 else None
        made.append(
            shot(
                f"trip {number % 3}/IMG_{number:04}.jpg",
                f"{one} {two}",
                tags,
                f"a {one} with a {two} in it" if number % 5 else "",
                taken,
                120 + 37 * (number % 11),
            )
        )
    return made


@pytest.fixture
def many(make_library: MakeLibrary, shot: Any, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Sixty photos with a derived file in which every word counts as frequent."""
    monkeypatch.setattr(derive, "FREQUENT", 1)
    library = make_library(shots(shot, 0, 60, 1))
    build_derived(library)
    return library


def snapshots(library: Library, side: Any) -> tuple[Snapshot, CatalogueFacts]:
    """What search sees with the derived file, and the catalogue's own word on everything."""
    snapshot = take_snapshot(library, side)
    assert isinstance(snapshot.facts, MappedFacts)
    return snapshot, CatalogueFacts(snapshot.library)


def agree(library: Library, side: Any) -> None:
    """Everything the derived file says of photos that can be shown is what the catalogue says."""
    snapshot, plain = snapshots(library, side)
    mapped = snapshot.facts
    assert snapshot.live.tolist() == library.live_slots().tolist()
    for name in ("dog", "cat", "snow", "submarine"):
        slots, p = mapped.tagged(name)
        shown = np.isin(slots, snapshot.only_live(slots))
        theirs, their_p = plain.tagged(name)
        assert slots[shown].tolist() == theirs.tolist()
        np.testing.assert_allclose(p[shown], their_p, atol=1e-5)
    texts = np.arange(len(snapshot.texts))
    pairs = {(t, s) for t, s in zip(*map(np.ndarray.tolist, mapped.linked(texts)), strict=True)}
    shown_pairs = {(t, s) for t, s in pairs if len(snapshot.only_live(np.array([s])))}
    assert shown_pairs == set(zip(*map(np.ndarray.tolist, plain.linked(texts)), strict=True))
    for phrase in PHRASES:
        found = {name: snapshot.only_live(slots).tolist() for name, slots in mapped.literal(phrase).items()}
        theirs_by_field = {name: slots.tolist() for name, slots in plain.literal(phrase).items()}
        assert {name: slots for name, slots in found.items() if slots} == theirs_by_field, phrase
    orders: tuple[SortOrder, ...] = ("date", "name", "size", "rating")
    by_relevance = np.random.default_rng(0).permutation(snapshot.live)
    for sort in orders:
        for limit in (0, 3, 20, 1000):
            ours, theirs = (facts.sorted(by_relevance, sort, limit).tolist() for facts in (mapped, plain))
            assert ours == theirs, (sort, limit)
    from_catalogue = replace(snapshot, facts=plain)
    for condition in CONDITIONS:
        ours, theirs = (np.flatnonzero(mask_of(condition, either)).tolist() for either in (snapshot, from_catalogue))
        assert ours == theirs, condition


def file_of(library: Library, tmp_path: Path, ending: str) -> int:
    known = library.known_files(bytes(tmp_path / "shots"))
    return next(file.file_id for path, file in known.items() if path.endswith(ending.encode()))


def test_right_after_it_was_built(many: Library, side: Any) -> None:
    agree(many, side)


def test_after_new_photos(many: Library, side: Any, make_library: MakeLibrary, shot: Any) -> None:
    make_library(shots(shot, 60, 25, 2))
    agree(many, side)


def test_after_photos_went_missing_and_came_back(many: Library, side: Any, tmp_path: Path) -> None:
    gone = [file_of(many, tmp_path, f"IMG_{number:04}.jpg") for number in (3, 17, 40)]
    many.mark_missing(gone)
    agree(many, side)
    path = tmp_path / "shots" / "trip 0" / "IMG_0003.jpg"
    stat = path.stat()
    from app.library import SeenFile

    many.upsert_files([SeenFile(bytes(path), stat.st_size, stat.st_mtime_ns, stat.st_dev)])
    agree(many, side)
    assert len(take_snapshot(many, side)) == 58


def test_after_ratings_and_words_by_people(many: Library, side: Any) -> None:
    ids = [row.photo_id for row in many.photos_by_slots([1, 2, 30])]
    many.set_rating(ids[:2], 4)
    many.set_favourite(ids[1:], True)
    many.add_tags(ids, ["zzz"])
    agree(many, side)


def test_after_a_copy_and_a_photo_described_anew(
    many: Library, side: Any, make_library: MakeLibrary, shot: Any, tmp_path: Path
) -> None:
    again = shots(shot, 5, 1, 9)[0]  # the same name, size and content as the sixth photo, seen differently
    make_library([again])
    assert len(take_snapshot(many, side)) == 60
    agree(many, side)


def test_rare_words_are_asked_of_the_catalogue(make_library: MakeLibrary, shot: Any, side: Any) -> None:
    library = make_library(shots(shot, 0, 40, 1))
    build_derived(library)
    agree(library, side)


@pytest.mark.parametrize("harm", ["none there", "damaged", "texts moved"])
def test_without_a_usable_file_everything_comes_from_the_catalogue(many: Library, side: Any, harm: str) -> None:
    folder = derived_folder(many)
    before = [hit.path for hit in Searcher(many, side).search("dog", filters=Filters(since="2012")).hits]
    assert before
    if harm == "none there":
        for path in folder.iterdir():
            path.unlink()
    elif harm == "damaged":
        [path] = folder.glob("*.bin")
        path.write_bytes(path.read_bytes()[:-8])
    else:
        many.forget_slots_from(60, 3)
    searcher = Searcher(many, side)
    assert isinstance(searcher._snapshot.facts, CatalogueFacts)
    if harm != "texts moved":
        assert [hit.path for hit in searcher.search("dog", filters=Filters(since="2012")).hits] == before
    assert is_due(many)


def test_it_is_built_when_enough_has_changed(
    many: Library, side: Any, make_library: MakeLibrary, shot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_due(many)
    make_library(shots(shot, 60, 3, 5))
    assert not is_due(many)
    monkeypatch.setattr(derive, "_LEAST_CHANGED", 2)
    assert is_due(many)
    assert refresh_derived(many.folder)
    assert not refresh_derived(many.folder)
    file = newest(derived_folder(many))
    assert file is not None
    assert file.facts["photos"] == 63
    agree(many, side)
