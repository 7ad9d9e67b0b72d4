"""One run at a time, folders that wait their turn, and news that is never lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from ui_stand_ins import ScriptedIndexing

from app.domain import IndexSummary, Progress
from app.indexing.wishes import change_wishes, left_unfinished, read_wishes
from app.ui.work.indexing_run import IndexingRun

Runs = list[tuple[list[Path], ScriptedIndexing]]
Start = Callable[[Path, Sequence[Path]], ScriptedIndexing]


@pytest.fixture
def run(qtbot: QtBot, tmp_path: Path, start_run: Start) -> IndexingRun:
    return IndexingRun(tmp_path, start_run)


def test_progress_then_a_summary(run: IndexingRun, runs: Runs, qtbot: QtBot) -> None:
    seen: list[object] = []
    run.progressed.connect(seen.append)
    run.finished.connect(seen.append)
    run.add([Path("/a")])
    first, second = Progress("index", 1, 3), Progress("index", 2, 3)
    runs[0][1].news = [[first, second], [], [Progress("finish", 3, 3), IndexSummary(3, 3)]]
    qtbot.waitUntil(lambda: not run.active)
    assert seen == [second, IndexSummary(3, 3)]  # of several the newest


def test_what_is_added_meanwhile_is_indexed_afterwards(run: IndexingRun, runs: Runs, qtbot: QtBot) -> None:
    run.add([Path("/a")])
    run.add([Path("/b"), Path("/c")])
    run.add([Path("/b")])
    assert [paths for paths, _ in runs] == [[Path("/a")]]
    assert run.waiting == 2
    runs[0][1].news = [[IndexSummary()]]
    qtbot.waitUntil(lambda: len(runs) == 2)
    assert runs[1][0] == [Path("/b"), Path("/c")]
    assert run.waiting == 0


def test_stop_forgets_what_waits_and_still_hears_the_summary(run: IndexingRun, runs: Runs, qtbot: QtBot) -> None:
    run.add([Path("/a")])
    run.add([Path("/b")])
    run.stop()
    assert runs[0][1].calls == ["stop"]
    with qtbot.waitSignal(run.finished) as told:
        runs[0][1].news = [[IndexSummary(5, 2, cancelled=True)]]
    assert told.args == [IndexSummary(5, 2, cancelled=True)]
    assert len(runs) == 1


def test_pause_and_resume_reach_the_process(run: IndexingRun, runs: Runs) -> None:
    run.pause(True)
    assert not run.paused
    run.add([Path("/a")])
    run.pause(True)
    assert run.paused
    run.pause(False)
    assert runs[0][1].calls == ["pause", "resume"]


def test_a_run_that_dies_is_told(run: IndexingRun, runs: Runs, qtbot: QtBot) -> None:
    run.add([Path("/a")])
    with qtbot.waitSignal(run.failed) as told:
        runs[0][1].running = False
    assert "ended unexpectedly" in told.args[0]
    assert not run.active


def test_the_last_words_of_a_run_that_has_ended_are_heard(run: IndexingRun, runs: Runs, qtbot: QtBot) -> None:
    run.add([Path("/a")])
    with qtbot.waitSignal(run.finished) as told:
        runs[0][1].running = False
        runs[0][1].news = [[IndexSummary(1, 1)]]
    assert told.args == [IndexSummary(1, 1)]


def test_a_run_that_cannot_start_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    def no_process(library: Path, paths: Sequence[Path]) -> ScriptedIndexing:
        raise OSError("no more processes")

    run = IndexingRun(tmp_path, no_process)
    with qtbot.waitSignal(run.failed) as told:
        run.add([Path("/a")])
    assert told.args == ["no more processes"]
    assert not run.active


def test_a_run_can_be_started_elsewhere_and_stopped_or_left_meanwhile(
    run: IndexingRun, runs: Runs, tmp_path: Path, start_run: Start
) -> None:
    ready: list[Callable[[], None]] = []
    run.launch = lambda start, done, failed: ready.append(lambda: done(start()))
    run.add([Path("/a")])
    assert run.active
    run.stop()
    ready.pop()()
    assert runs[0][1].calls == ["stop"]

    left = IndexingRun(tmp_path, start_run)
    left.launch = run.launch
    left.add([Path("/b")])
    left.shut_down()
    ready.pop()()
    assert runs[1][1].calls == ["leave"]
    assert not left.active
    assert "/b" in read_wishes(tmp_path).unfinished

    broken = IndexingRun(tmp_path, start_run)
    broken.launch = lambda start, done, failed: failed(OSError("no more processes"))
    said: list[str] = []
    broken.failed.connect(said.append)
    broken.add([Path("/c")])
    assert said == ["no more processes"]
    assert not broken.active


def test_what_the_last_end_cut_short_goes_on(run: IndexingRun, runs: Runs, tmp_path: Path) -> None:
    change_wishes(tmp_path, unfinished=(str(tmp_path), str(tmp_path / "gone since")), paused=True)
    wanted: list[bool] = []
    run.pause_wanted.connect(wanted.append)
    run.go_on(*left_unfinished(tmp_path))
    assert [paths for paths, _ in runs] == [[tmp_path]]
    assert wanted == [True]
    run.add([Path("/b")])
    run.shut_down()
    assert runs[0][1].calls == ["leave"]
    assert "/b" in read_wishes(tmp_path).unfinished
