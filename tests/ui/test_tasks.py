"""Off the GUI thread and back: results, errors, what is stale, and the end."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.domain import SnowlineError
from app.ui.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shut_down(lambda: None)


def test_a_result_comes_back_on_the_gui_thread(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    tasks.run(tasks.files, threading.get_ident, lambda there: seen.append((there, threading.get_ident())), pytest.fail)
    qtbot.waitUntil(lambda: bool(seen))
    there, here = seen[0]
    assert here == threading.get_ident()
    assert there != here


def test_an_error_comes_back_as_an_error(tasks: Tasks, qtbot: QtBot) -> None:
    errors: list[Exception] = []

    def fails() -> None:
        raise OSError("the disk is gone")

    tasks.run(tasks.files, fails, pytest.fail, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "the disk is gone"


def test_library_work_stays_on_one_thread_in_order(tasks: Tasks, qtbot: QtBot) -> None:
    threads: list[int] = []
    order: list[int] = []
    for number in range(20):
        tasks.run(tasks.library, threading.get_ident, threads.append, pytest.fail)
        tasks.run(tasks.library, lambda number=number: number, order.append, pytest.fail)
    qtbot.waitUntil(lambda: len(order) == 20)
    assert len(set(threads)) == 1
    assert order == list(range(20))


def test_only_the_newest_of_a_lane_is_run_and_answered(tasks: Tasks, qtbot: QtBot) -> None:
    gate, started, answers = threading.Event(), [], []

    def slow(name: str) -> str:
        started.append(name)
        gate.wait(5)
        return name

    for name in ("first", "second", "third"):
        tasks.run(tasks.library, lambda name=name: slow(name), answers.append, pytest.fail, lane="search")
        if name == "first":
            qtbot.waitUntil(lambda: started == ["first"])
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["third"]
    assert started == ["first", "third"]


def test_a_dropped_lane_is_never_answered(tasks: Tasks, qtbot: QtBot) -> None:
    gate, answers = threading.Event(), []
    tasks.run(tasks.library, lambda: gate.wait(5), answers.append, pytest.fail, lane="search")
    tasks.drop("search")
    tasks.run(tasks.library, lambda: "after", answers.append, pytest.fail)
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["after"]


def test_the_end_waits_for_what_runs_and_closes_on_the_library_thread(qtbot: QtBot) -> None:
    tasks = Tasks()
    threads: list[int] = []
    answers: list[object] = []
    running = threading.Event()
    tasks.run(tasks.library, lambda: threads.append(threading.get_ident()), answers.append, pytest.fail)
    tasks.run(tasks.files, lambda: running.wait(0.2), answers.append, pytest.fail)
    qtbot.waitUntil(lambda: len(threads) == 1)
    tasks.shut_down(lambda: threads.append(threading.get_ident()))
    assert len(threads) == 2 and threads[0] == threads[1]
    before = list(answers)
    qtbot.wait(50)
    assert answers == before


def test_nothing_begins_before_it_may_and_nothing_after_the_end(qtbot: QtBot) -> None:
    tasks, done = Tasks(), []
    tasks.hold()
    for number in range(3):
        tasks.run(tasks.library, lambda number=number: number, done.append, print)
    qtbot.wait(50)
    assert done == []
    tasks.go()
    qtbot.waitUntil(lambda: done == [0, 1, 2])
    tasks.hold()
    tasks.run(tasks.files, lambda: done.append("too late"), print, print)
    tasks.shut_down(lambda: None)
    tasks.go()
    qtbot.wait(50)
    assert done == [0, 1, 2]


def test_nothing_is_begun_after_the_end(qtbot: QtBot) -> None:
    tasks, done = Tasks(), []
    tasks.shut_down(lambda: None)
    tasks.run(tasks.library, lambda: done.append("too late"), print, print)
    assert tasks.library.waitForDone(5_000)
    assert done == []


def test_a_mistake_that_nobody_foresaw_is_logged(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    tasks, failed = Tasks(), []

    def fail(error: Exception) -> None:
        raise error

    for error in (SnowlineError("no room"), ZeroDivisionError("a mistake")):
        tasks.run(tasks.files, lambda error=error: fail(error), print, failed.append)
    qtbot.waitUntil(lambda: len(failed) == 2)
    tasks.shut_down(lambda: None)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError]
