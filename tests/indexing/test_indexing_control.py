"""A person steers a run while it goes: how fast, pause, battery; and what was wished outlives the program."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from fake_workshops import SlowWorkshop
from indexing_photos import draw_many

from app.domain import VECTOR_DIMS, CancelToken, IndexSummary, Progress, SnowlineError, Unreadable
from app.indexing import control as control_module
from app.indexing.background import BackgroundIndexing, BackgroundWatching
from app.indexing.control import ON_BATTERY, PAUSED, Control, on_battery
from app.indexing.crew import Crew, Limits
from app.indexing.finish import EVERY_PHOTOS, Meanwhile
from app.indexing.messages import PhotoTask
from app.indexing.patience import Patience
from app.indexing.pipeline import IndexRun
from app.indexing.priority import LEVELS, workers_at
from app.indexing.retry import fails_on, raised_limits
from app.indexing.supply import WaitingQueue
from app.indexing.watch_state import WatchState
from app.indexing.wishes import Following, Wishes, change_wishes, left_unfinished, read_wishes
from app.library import Library
from app.settings import Settings, available_cpus

LIMITS = Limits(30, 1000)
PATIENCE = 100.0


def until(what: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_each_level_has_its_workers() -> None:
    settings = Settings(worker_processes=3)
    assert workers_at("gentle", settings) == 1
    assert workers_at("normal", settings) == 3
    assert workers_at("fast", settings) == max(3, min(available_cpus(), 16))
    assert workers_at("fast", Settings(low_memory=True)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux about priorities")
def test_a_change_of_level_replaces_the_workers_and_their_priority(tmp_path: Path) -> None:
    paths = draw_many(tmp_path / "photos", 24)
    tasks = [PhotoTask(os.fsencode(path), f"{number:x}-{number:032x}") for number, path in enumerate(paths)]
    crew = Crew(partial(SlowWorkshop, tmp_path / "library"), 2, LIMITS, "normal")
    seen: dict[str, set[tuple[int, int]]] = {}
    results = 0
    try:
        for level, size, part in (("normal", 2, tasks[:12]), ("gentle", 1, tasks[12:])):
            crew.adapt(size, level)  # type: ignore[arg-type]
            for start in range(0, len(part), 4):
                crew.submit(part[start : start + 4])
            while crew.outstanding:
                results += len(crew.poll(0.1))
                for worker in crew._workers:
                    if worker.ready and worker.level is LEVELS[level]:  # type: ignore[index]
                        process = psutil.Process(worker.process.pid)
                        seen.setdefault(level, set()).add((process.nice(), int(process.ionice().ioclass)))
        crew.poll(0.0)
        assert len(crew._workers) == 1
        crew.release()
        assert not crew._workers
    finally:
        crew.stop()
    assert results == 24
    base = psutil.Process().nice()
    assert seen["normal"] == {(max(10, base), int(psutil.IOPRIO_CLASS_BE))}
    assert seen["gentle"] == {(19, int(psutil.IOPRIO_CLASS_IDLE))}


def test_gently_takes_rests(tmp_path: Path) -> None:
    paths = draw_many(tmp_path / "photos", 20)
    crew = Crew(partial(SlowWorkshop, tmp_path / "library"), 1, LIMITS, "gentle")
    try:
        for start in range(0, 20, 5):
            crew.submit([PhotoTask(os.fsencode(path), f"{start:x}-{0:032x}") for path in paths[start : start + 5]])
        while not crew.poll(0.1):
            pass
        began = time.monotonic()
        left = 15
        while left:
            left -= len(crew.poll(0.1))
        # 0.02 s a photo, and as long a rest after each of the tasks.
        assert time.monotonic() - began >= 2 * 15 * 0.02
    finally:
        crew.stop()


def test_on_battery_photos_wait_for_the_mains(tmp_path: Path) -> None:
    draw_many(tmp_path / "photos", 6)
    plugged, now = [False], [0.0]
    control = Control(pause_on_battery=True, battery=lambda: not plugged[0], clock=lambda: now[0])
    run = IndexRun(
        tmp_path / "library",
        [tmp_path / "photos"],
        Settings(worker_processes=1),
        "fake-1",
        VECTOR_DIMS,
        partial(SlowWorkshop, tmp_path / "library"),
        CancelToken(),
        control=control,
    ).run()
    held = next(step for step in run if step.held)
    assert (held.held, held.done, held.stage) == (ON_BATTERY, 0, "index")
    with Library.open(tmp_path / "library") as library:
        assert library.waiting_count() == 6  # names were taken in all the same
    plugged[0], now[0] = True, 100.0
    steps = list(run)
    assert steps[-1].held == ""
    with Library.open(tmp_path / "library") as library:
        assert library.photo_count() == 6


def test_a_battery_nobody_can_tell_of_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"none": None, "mains": True, "battery": False, "unknown": None}
    for name, plugged in answers.items():
        state = None if name == "none" else SimpleNamespace(percent=50, power_plugged=plugged)
        monkeypatch.setattr(control_module.psutil, "sensors_battery", lambda state=state: state, raising=False)
        assert on_battery() is (name == "battery")
    monkeypatch.setattr(control_module.psutil, "sensors_battery", lambda: 1 / 0, raising=False)
    assert not on_battery()
    monkeypatch.delattr(control_module.psutil, "sensors_battery")
    assert not on_battery()


def test_in_a_long_run_what_is_derived_follows_now_and_then(tmp_path: Path) -> None:
    done: list[str] = []
    going = threading.Event()

    def step(folder: Path, cancel: CancelToken) -> None:
        done.append("begun")
        while not going.wait(0.01):
            cancel.check()
        raise SnowlineError("no room")  # told at the end of the run, not here

    meanwhile = Meanwhile(tmp_path, CancelToken(), steps=(("one", step), ("two", step)))
    meanwhile.look(EVERY_PHOTOS - 1)
    assert not meanwhile.running
    meanwhile.look(EVERY_PHOTOS)
    meanwhile.look(2 * EVERY_PHOTOS)  # the first is still at it
    until(lambda: len(done) == 1)
    going.set()
    assert all(step.stage == "finish" for step in meanwhile.wait())
    assert len(done) == 2
    going.clear()
    meanwhile.look(2 * EVERY_PHOTOS)
    meanwhile.end()  # a run that fails waits for nothing
    assert not meanwhile.running


def test_the_newest_come_first(tmp_path: Path) -> None:
    queue = WaitingQueue([5, 6, 7, 8], [10, 40, 40, -3])

    class Paths:
        def file_paths(self, ids: list[int]) -> dict[int, bytes]:
            return {id_: b"/%d" % id_ for id_ in ids if id_ != 7}  # 7 is gone meanwhile

    taken = [queue.take(Paths()) for _ in range(4)]  # type: ignore[arg-type]
    assert taken == [(6, b"/6"), (5, b"/5"), (8, b"/8"), None]
    assert len(queue) == 0


def test_a_drive_that_does_not_answer_costs_one_file_its_time() -> None:
    blocked = threading.Event()

    def read(path: bytes) -> str:
        if path == b"dead":
            blocked.wait(PATIENCE)
        if path == b"bad":
            raise Unreadable("a folder, not a file")
        return path.decode()

    key_of = Patience(read, 0.2)
    assert key_of(b"a") == "a"
    with pytest.raises(Unreadable, match=r"did not answer within 0 s"):
        key_of(b"dead")
    assert key_of(b"b") == "b"
    with pytest.raises(Unreadable, match="a folder"):
        key_of(b"bad")
    key_of.close()
    blocked.set()


def test_only_files_that_failed_on_a_raised_limit_are_tried_again() -> None:
    now = {"max_pixels": 200, "worker_memory_mb": 500, "seconds_per_file": 60}
    before = '{"max_pixels": 100, "seconds_per_file": 60, "worker_memory_mb": 900}'
    assert raised_limits(before, now) == {"max_pixels"}
    for nothing in (None, "", "[]", "{}", '{"max_pixels": "x"}'):
        assert raised_limits(nothing, now) == set()
    tried = fails_on({"max_pixels", "seconds_per_file"})
    assert tried("too large: 30000 x 30000 pixels, and the limit is 120 million pixels")
    assert tried("reading it took longer than 30 s")
    assert not tried("reading it took more than 1000 MB of memory")
    assert not tried("the file is empty")


def test_wishes_outlive_the_program_and_steer_what_runs(tmp_path: Path) -> None:
    assert read_wishes(tmp_path) == Wishes()
    control = Control()
    change_wishes(tmp_path, paused=True)  # before: it steers nobody
    with Following(tmp_path, control):
        time.sleep(0.6)
        assert control.held == ""
        change_wishes(tmp_path, throttle="gentle")
        until(lambda: control.throttle == "gentle" and control.held == PAUSED)
        change_wishes(tmp_path, paused=False)
        until(lambda: control.held == "")
    assert read_wishes(tmp_path) == Wishes(throttle="gentle")
    strange = os.fsdecode(b"caf\xe9")
    change_wishes(tmp_path, unfinished=(strange,))
    assert read_wishes(tmp_path).unfinished == (strange,)
    for broken in ("", "[1]", '{"paused": 1, "throttle": "warp", "unfinished": 3}'):
        (tmp_path / "indexing.json").write_text(broken)
        assert read_wishes(tmp_path) == Wishes()
    change_wishes(tmp_path / "not there", paused=True)  # nothing to keep it in, and no reason to fail


def test_what_the_end_of_the_program_cut_short_is_known_at_the_next_start(photos: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    run = BackgroundIndexing(library, [photos], Settings(worker_processes=1), paused=True)
    news: list[object] = []

    def heard() -> list[object]:
        news.extend(run.poll())
        return news

    until(lambda: any(isinstance(one, Progress) and one.held == PAUSED for one in heard()))
    assert left_unfinished(library) == ([photos], True)
    with Library.open(library) as reader:
        assert (reader.photo_count(), reader.waiting_count()) == (0, 6)
    run.leave()
    until(lambda: any(isinstance(one, IndexSummary) for one in heard()))
    assert left_unfinished(library) == ([photos], True)

    news.clear()
    run = BackgroundIndexing(library, left_unfinished(library)[0], Settings(worker_processes=1), paused=True)
    run.set_throttle("fast")
    run.resume()
    until(lambda: any(isinstance(one, IndexSummary | str) for one in heard()))
    (summary,) = [one for one in news if isinstance(one, IndexSummary | str)]
    assert isinstance(summary, IndexSummary), summary
    assert (summary.indexed, summary.cancelled) == (6, False)
    assert left_unfinished(library) == ([], False)
    assert read_wishes(library).throttle == "fast"


def test_a_library_is_watched_in_a_process_of_its_own(photos: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    watching = BackgroundWatching(library, Settings(worker_processes=1, read_text="off"))
    news: list[object] = []

    def heard() -> list[object]:
        news.extend(watching.poll())
        return news

    until(lambda: bool(heard()))
    assert "There is no library" in str(news[-1])  # nothing to watch yet is said in words

    with Library.open(library, write=True) as writer:
        writer.add_root(photos)
    change_wishes(library, paused=True)  # by the person, when the window was last open
    news.clear()
    watching = BackgroundWatching(library, Settings(worker_processes=1, read_text="off"))
    until(lambda: any(isinstance(one, WatchState) and one.held == PAUSED for one in heard()))
    assert not any(isinstance(one, Progress) for one in news)
    watching.resume()
    until(lambda: any(isinstance(one, IndexSummary) for one in heard()))
    assert [one.indexed for one in news if isinstance(one, IndexSummary)] == [6]
    watching.stop()
    until(lambda: heard()[-1] is None)
    assert not watching.running
