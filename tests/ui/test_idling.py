"""Whether anybody uses the computer is asked only while photos wait for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from app.ui.tasks import Tasks
from app.ui.work import idling as idling_module
from app.ui.work.idling import IDLE_SECONDS, Idling


@pytest.fixture
def tasks(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tasks]:
    monkeypatch.setattr(idling_module, "LOOK_MS", 20)
    made = Tasks()
    yield made
    made.shut_down(lambda: None)


def test_what_the_desktop_says_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    answers = [(3.0, "desktop"), (IDLE_SECONDS, "desktop")]
    idling = Idling(tasks, lambda: answers.pop(0) if len(answers) > 1 else answers[0])
    told: list[bool] = []
    idling.told.connect(told.append)
    assert "does not tell" in idling.how
    idling.want(True)
    qtbot.waitUntil(lambda: told[:2] == [False, True])
    assert "desktop" in idling.how
    idling.want(False)
    qtbot.wait(60)
    count = len(told)
    qtbot.wait(60)
    assert len(told) == count


def test_where_nobody_tells_our_own_window_says_at_least_that_somebody_is_there(
    tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(idling_module.time, "monotonic", lambda: now[0])
    idling = Idling(tasks, lambda: None)
    told: list[bool] = []
    idling.told.connect(told.append)
    idling.want(True)
    qtbot.waitUntil(lambda: told != [])
    now[0] += IDLE_SECONDS + 1
    qtbot.wait(60)
    told.clear()
    qtbot.wait(60)
    assert told == []  # nothing is known here: who works looks how busy the machine is
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert not idling.eventFilter(QObject(), key)
    qtbot.waitUntil(lambda: told != [])
    assert set(told) == {False}
    idling.want(False)


def test_asking_the_system_never_fails() -> None:
    answer = idling_module.seconds_without_input()
    assert answer is None or (answer[0] >= 0 and answer[1] in ("desktop", "system"))
