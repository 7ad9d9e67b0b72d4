"""What folders would cost is told before anything is indexed, and told about right."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexing_photos import draw_many

from app.domain import CancelToken, SnowlineError
from app.indexing import estimate as estimate_module
from app.indexing import probe as probe_module
from app.indexing import sampling
from app.indexing.choices import choose
from app.indexing.estimate import (
    MIB,
    ROOM_TO_LEAVE,
    Estimate,
    PerPhoto,
    disk_for,
    estimate,
    is_covered,
    quick_count,
    seconds_for,
)
from app.indexing.pipeline import index_paths
from app.indexing.probe import Probe
from app.indexing.sampling import Reservoir, Sample
from app.library import Library
from app.paths import sample_photos
from app.settings import Settings

QUICK = Settings(worker_processes=1, share_thumbnails=False)
PATIENCE = 100.0


def found(library: Path, *paths: Path, sample: bool = True) -> Estimate:
    *_, last = estimate(library, paths, QUICK, cancel=CancelToken(), sample=sample)
    assert last.complete
    assert last.counted
    return last


def index(library: Path, *paths: Path) -> None:
    for _ in index_paths(library, paths, QUICK, cancel=CancelToken()):
        pass


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A library of ten of the sample pictures, and their folder."""
    base = tmp_path_factory.mktemp("estimate")
    (base / "photos").mkdir()
    for path in sorted(sample_photos().glob("sample-*.jpg"))[:10]:
        shutil.copy2(path, base / "photos")
    index(base / "library", base / "photos")
    return base / "library", base / "photos"


def test_a_new_folder_is_counted_timed_and_measured(
    tmp_path: Path, indexed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "SAMPLE_SECONDS", PATIENCE)  # a busy machine may not get to all ten in its seconds
    monkeypatch.setattr(sampling, "PATIENCE_SECONDS", PATIENCE)
    library, photos = indexed
    told = found(tmp_path / "none", photos)
    assert (told.photos, told.known, told.new, told.sampled) == (10, 0, 10, 10)
    assert told.octets == size_of(photos)
    gentle, normal, fast = (told.seconds_at(level) for level in ("gentle", "normal", "fast"))
    assert gentle is not None
    assert normal is not None
    assert fast is not None
    assert gentle > normal >= fast > 0
    assert told.disk is not None
    # What it came to in truth: within a third.
    assert 0.67 < told.disk / size_of(library) < 1.5
    assert not (tmp_path / "none").exists()


def test_what_the_library_has_is_known_by_place_or_by_content(tmp_path: Path, indexed: tuple[Path, Path]) -> None:
    library, photos = indexed
    told = found(library, photos)
    assert (told.photos, told.known, told.new, told.known_sampled) == (10, 10, 0, False)
    assert told.seconds_at("normal") == 0
    assert told.disk == 0
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(photos, elsewhere)
    shutil.copy(sorted(sample_photos().glob("sample-*.jpg"))[20], elsewhere)
    told = found(library, elsewhere, photos)
    assert (told.photos, told.known, told.new) == (21, 20, 1)
    assert told.sampled == 1


def test_a_file_that_was_changed_is_new(tmp_path: Path, indexed: tuple[Path, Path]) -> None:
    library, photos = tmp_path / "library", tmp_path / "photos"
    shutil.copytree(indexed[1], photos)
    index(library, photos)
    changed = sorted(photos.iterdir())[0]
    shutil.copy(sorted(sample_photos().glob("sample-*.jpg"))[30], changed)
    assert found(library, photos, sample=False).known == 9
    assert found(library, changed, sample=False).new == 1


def test_online_only_excluded_and_missing_files(
    tmp_path: Path, indexed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    library, photos = indexed
    monkeypatch.setattr("app.indexing.scan.online_only", lambda facts: facts.st_size > 30_000)
    large = sum(path.stat().st_size > 30_000 for path in photos.iterdir())
    told = found(tmp_path / "none", photos, sample=False)
    assert (told.photos, told.online_only) == (10 - large, large)
    monkeypatch.undo()
    with pytest.raises(SnowlineError, match="is not there"):
        found(library, tmp_path / "nowhere")
    with Library.open(library, write=True) as writer:
        writer.exclude([os.fsencode(photos / "sample-01.jpg")])
    assert found(library, photos, sample=False).photos == 9
    with Library.open(library, write=True) as writer:
        writer.include([os.fsencode(photos / "sample-01.jpg")])


def test_without_a_sample_nobody_can_tell_how_long_it_takes(tmp_path: Path, indexed: tuple[Path, Path]) -> None:
    told = found(tmp_path / "none", indexed[1], sample=False)
    assert (told.photos, told.seconds, told.disk, told.sampled) == (10, None, None, 0)
    assert told.enough_room


def test_an_estimate_can_be_given_up(tmp_path: Path, indexed: tuple[Path, Path]) -> None:
    token = CancelToken()
    token.cancel()
    assert not any(step.complete for step in estimate(tmp_path, [indexed[1]], QUICK, cancel=token))


def test_an_empty_folder_costs_nothing(tmp_path: Path) -> None:
    told = found(tmp_path / "none", tmp_path)
    assert (told.photos, told.new, told.disk, told.seconds_at("fast")) == (0, 0, 0, 0)


def test_which_paths_bring_nothing_new(tmp_path: Path, indexed: tuple[Path, Path]) -> None:
    library, photos = indexed
    assert is_covered(library, [photos, photos / "sample-01.jpg"])
    assert not is_covered(library, [photos, tmp_path])
    assert not is_covered(tmp_path / "none", [photos])


def test_photos_are_counted_for_a_moment_only(tmp_path: Path) -> None:
    draw_many(tmp_path, 120)
    assert quick_count(tmp_path) == (120, True)
    photos, all_of_them = quick_count(tmp_path, 0.0)
    assert photos < 120
    assert not all_of_them


samples = st.builds(
    Sample,
    photos=st.integers(1, 48),
    octets=st.integers(1, 1 << 30),
    read_seconds=st.floats(0, 100),
    describe_seconds=st.floats(0, 100),
    load_seconds=st.floats(0, 10),
    thumbnail_bytes=st.integers(0, 1 << 24),
    shared_bytes=st.integers(0, 1 << 24),
)


@given(samples, st.integers(0, 2_000_000), st.integers(0, 1 << 42))
def test_more_photos_take_longer_and_gentle_takes_longest(sample: Sample, photos: int, octets: int) -> None:
    settings = Settings(worker_processes=2)
    times = dict(seconds_for(photos, octets, sample, settings))
    assert 0 <= times["fast"] <= times["normal"] <= times["gentle"]
    assert dict(seconds_for(photos + 1, octets, sample, settings))["normal"] >= times["normal"]
    assert (times["normal"] == 0) == (photos == 0)


@given(samples, st.integers(0, 2_000_000))
def test_thumbnails_never_take_more_than_their_bound(sample: Sample, photos: int) -> None:
    settings = Settings(thumbnail_cache_mb=100)
    assert disk_for(photos, sample, PerPhoto(0), settings) <= 100 * MIB + 1
    assert disk_for(photos, sample, PerPhoto(1000.0, 5), settings) >= (photos * 1000 + 5 if photos else 0)


@given(st.integers(0, 1 << 42), st.integers(0, 1 << 42))
def test_a_disk_is_full_before_it_is(disk: int, free: int) -> None:
    assert Estimate(photos=1, disk=disk, free=free).enough_room == (free - disk >= ROOM_TO_LEAVE)
    assert Estimate(photos=1, known=1, disk=disk, free=free).enough_room


@given(st.integers(1, 50), st.integers(0, 400), st.integers())
def test_a_reservoir_holds_some_of_all_that_came(size: int, count: int, seed: int) -> None:
    kept = Reservoir(size, random.Random(seed))
    for number in range(count):
        kept.add(str(number).encode(), number)
    drawn = kept.drawn()
    assert len(drawn) == len(set(drawn)) == min(size, count)
    assert (kept.seen, kept.octets) == (count, sum(range(count)))
    assert all(int(path) == octets for path, octets in drawn)


def ended(probe: Probe) -> list[Estimate | str]:
    news: list[Estimate | str] = []
    ends = time.monotonic() + PATIENCE
    while probe.running:
        news += probe.poll()
        assert time.monotonic() < ends
        time.sleep(0.02)
    return news


def test_a_child_process_finds_out_or_says_what_is_wrong(tmp_path: Path, indexed: tuple[Path, Path]) -> None:
    last = ended(Probe(tmp_path / "none", [indexed[1]], QUICK))[-1]
    assert isinstance(last, Estimate)
    assert (last.complete, last.new) == (True, 10)
    wrong = ended(Probe(tmp_path / "none", [tmp_path / "nowhere"], QUICK))[-1]
    assert isinstance(wrong, str)
    assert "is not there" in wrong


def test_a_file_that_kills_the_sample_costs_the_sample_only(
    tmp_path: Path, indexed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[bool] = []
    real = probe_module.BackgroundEstimate

    def start(library: Path, paths: list[Path], settings: Settings, *, sample: bool) -> probe_module.BackgroundEstimate:
        started.append(sample)
        child = real(library, paths, settings, sample=sample)
        if sample:
            child._process.kill()
        return child

    monkeypatch.setattr(probe_module, "BackgroundEstimate", start)
    last = ended(Probe(tmp_path / "none", [indexed[1]], QUICK))[-1]
    assert started == [True, False]
    assert isinstance(last, Estimate)
    assert (last.photos, last.seconds) == (10, None)


def test_a_probe_that_nobody_wants_ends_at_once(tmp_path: Path, indexed: tuple[Path, Path]) -> None:
    probe = Probe(tmp_path / "none", [indexed[1]], QUICK)
    probe.abandon()
    assert not probe.running
    assert probe.poll() == []


def test_a_library_with_enough_photos_tells_what_one_takes(
    indexed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    library, photos = indexed
    monkeypatch.setattr(estimate_module, "ENOUGH_TO_LEARN", 5)
    with Library.open(library) as reader:
        learnt = estimate_module.bytes_per_photo(reader, library, photos)
    assert learnt.first == 0
    assert learnt.octets > (library / "library.sqlite").stat().st_size / 10


def test_a_choice_that_puts_photos_off_is_no_reason_to_count_them_less(
    tmp_path: Path, indexed: tuple[Path, Path]
) -> None:
    library = tmp_path / "library"
    choose(library, [indexed[1]], "names")
    index(library, indexed[1])
    told = found(library, indexed[1])
    assert (told.photos, told.known, told.new) == (10, 0, 10)
