"""When the photos of a folder are described: what was chosen, what a run then takes in, and when nobody is there."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fake_workshops import QuickWorkshop
from hypothesis import given
from hypothesis import strategies as st
from indexing_photos import draw_many

from app.domain import VECTOR_DIMS, CancelToken, IndexSummary, Progress
from app.indexing import keeper as keeper_module
from app.indexing.choices import Choices, choose
from app.indexing.control import IN_USE, ON_BATTERY, Control
from app.indexing.idle import IDLE_SECONDS, QUIET_SHARE, MachineIdle, OtherLoad
from app.indexing.keeper import Keeper
from app.indexing.pipeline import IndexRun
from app.indexing.wishes import DESCRIBING, WISHES_NAME, Describing, change_wishes, read_wishes
from app.library import Library
from app.settings import Settings

PATIENCE = 100.0  # seconds until something must have happened

folders = st.lists(st.sampled_from(("a", "b", "c")), max_size=3).map(lambda parts: os.fsencode("/" + "/".join(parts)))
steps = st.lists(st.tuples(folders, st.sampled_from(DESCRIBING)), max_size=6)


@given(steps, folders)
def test_the_last_choice_for_a_folder_or_one_above_it_counts(
    chosen: list[tuple[bytes, Describing]], asked: bytes
) -> None:
    choices = Choices()
    expected: Describing = "now"
    for folder, choice in chosen:
        choices = choices.with_choice([folder], choice)
        if asked == folder or asked.startswith(os.path.join(folder, b"")):
            expected = choice
    assert choices.of_path(asked) == expected
    assert Choices(choices.as_kept()).of_path(asked) == expected
    assert choices.leaves(asked, when_idle=True) == (expected == "names")
    assert choices.leaves(asked, when_idle=False) == (expected != "now")


def test_a_choice_is_kept_beside_the_other_wishes(tmp_path: Path) -> None:
    library, folder = tmp_path / "library", tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    (tmp_path / "link").symlink_to(folder)
    choose(library, [tmp_path / "link"], "names")
    change_wishes(library, paused=True)
    assert Choices.of(library).folders("names") == [os.fsencode(folder)]
    choose(library, [folder], "now")
    assert not Choices.of(library)
    assert read_wishes(library).paused


@pytest.mark.parametrize("kept", ['{"choices": 3}', '{"choices": [["/a", "never"], ["/b"], 4, [1, "now"]]}', "["])
def test_damaged_choices_are_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / WISHES_NAME).write_text(kept)
    assert not Choices.of(tmp_path)


def run(library: Path, folder: Path, *, when_idle: bool = False, control: Control | None = None) -> IndexSummary:
    steps = IndexRun(
        library,
        [folder],
        Settings(worker_processes=1),
        "fake-1",
        VECTOR_DIMS,
        partial(QuickWorkshop, library),
        CancelToken(),
        control=control,
        when_idle=when_idle,
    ).run()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            summary: IndexSummary = end.value
            return summary


def test_names_are_taken_in_and_photos_left_until_a_person_says_so(tmp_path: Path) -> None:
    library, photos = tmp_path / "library", tmp_path / "photos"
    draw_many(photos / "now", 3)
    draw_many(photos / "later", 4)
    draw_many(photos / "names", 5)
    choose(library, [photos / "later"], "idle")
    choose(library, [photos / "names"], "names")
    first = run(library, photos)
    assert (first.found, first.indexed, first.named) == (12, 3, 9)
    with Library.open(library) as reader:
        assert reader.waiting_count() == 9
        assert reader.waiting_below([os.fsencode(photos / "names")]) == 5
        assert reader.waiting_below([os.fsencode(photos / "names"), os.fsencode(photos / "later")]) == 9
        assert reader.waiting_below([]) == 0
        assert reader.waiting_files(["photo"])[0] == 9
    assert run(library, photos).indexed == 0
    assert run(library, photos, when_idle=True).indexed == 4
    choose(library, [photos], "now")
    assert run(library, photos).indexed == 5


def test_what_waits_for_mains_power_may_go_on_anyway_until_the_plug_was_in() -> None:
    now, plugged = [0.0], [False]
    control = Control(pause_on_battery=True, battery=lambda: not plugged[0], clock=lambda: now[0])

    def held() -> str:
        now[0] += 10
        return control.held

    assert held() == ON_BATTERY
    control.go_on_anyway()
    assert held() == ""
    plugged[0] = True
    assert held() == ""
    plugged[0] = False
    assert held() == ON_BATTERY
    control.set_pause_on_battery(False)
    assert held() == ""


def test_work_for_an_idle_machine_waits_while_it_is_used() -> None:
    now, idle = [0.0], [False]
    control = Control(idle=lambda: idle[0], clock=lambda: now[0])
    assert control.held == ""
    control.only_when_idle = True
    assert control.held == IN_USE
    idle[0] = True
    assert control.held == ""
    control.tell_idle(False)  # the desktop knows better, for a minute
    assert control.held == IN_USE
    now[0] += 61
    assert control.held == ""


def test_a_machine_is_idle_when_nobody_touches_it() -> None:
    now, seconds = [0.0], [0.0]
    idle = MachineIdle(lambda: seconds[0], clock=lambda: now[0])
    assert not idle()
    seconds[0] = IDLE_SECONDS
    assert not idle()  # looked a moment ago
    now[0] += 10
    assert idle()


def test_where_nobody_can_tell_a_machine_that_does_little_for_two_minutes_is_idle() -> None:
    now, load = [0.0], [0.05]
    idle = MachineIdle(lambda: None, lambda: load[0], clock=lambda: now[0])

    def after(seconds: float) -> bool:
        for _ in range(int(seconds / 10)):
            now[0] += 10
            answer = idle()
        return answer

    assert not idle()
    assert not after(110)
    assert after(20)
    load[0] = QUIET_SHARE + 0.1
    assert not after(10)
    load[0] = 0.0
    assert not after(110)
    assert after(30)


def test_the_load_of_others_is_a_share() -> None:
    load = OtherLoad()
    assert load() == 1.0
    time.sleep(0.05)
    assert 0.0 <= load() <= 1.0


def test_a_keeper_describes_what_waits_for_an_idle_machine_and_stops_when_somebody_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, photos = tmp_path / "library", tmp_path / "photos"
    draw_many(photos, 6)
    idle = [False]
    control = Control(idle=lambda: idle[0])
    asked: list[bool] = []

    def index_all(
        library: Path, paths: Sequence[Path], settings: Settings, *, control: Control, when_idle: bool = False, **_: Any
    ) -> Generator[Progress, None, IndexSummary]:
        asked.append(when_idle)
        return IndexRun(
            library,
            paths,
            settings,
            "fake-1",
            VECTOR_DIMS,
            partial(QuickWorkshop, library),
            control.cancel,
            control=control,
            when_idle=when_idle,
        ).run()

    monkeypatch.setattr(keeper_module, "index_paths", index_all)
    monkeypatch.setattr(keeper_module, "_IDLE_SECONDS", 0.05)
    monkeypatch.setattr(keeper_module, "_ROOTS_SECONDS", 0.2)
    monkeypatch.setattr(keeper_module, "_HELD_SECONDS", 0.2)
    choose(library, [photos], "idle")
    keeper = Keeper(library, Settings(worker_processes=1, read_text="off"), folders=[photos], control=control)
    thread = threading.Thread(target=lambda: [None for _ in keeper.run()], daemon=True)
    thread.start()

    def waiting() -> int:
        try:
            with Library.open(library) as reader:
                return reader.waiting_count()
        except Exception:  # it is being made
            return -1

    def until(count: int) -> None:
        ends = time.monotonic() + PATIENCE
        while waiting() != count:
            assert time.monotonic() < ends
            time.sleep(0.1)

    try:
        until(6)
        time.sleep(0.5)
        assert waiting() == 6
        assert True not in asked
        idle[0] = True
        until(0)
        assert asked[-1]
    finally:
        control.stop()
        thread.join(PATIENCE)
    assert not thread.is_alive()
    assert not control.only_when_idle
