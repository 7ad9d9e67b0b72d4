"""Closing the window while photos are indexed, the tray, and the notification at the end of a long run."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary, ScriptedIndexing, ScriptedWatch

from app.domain import IndexSummary, Progress
from app.indexing.watch_state import WatchedFolder, WatchState
from app.settings import Settings, load_settings, save_settings
from app.ui.shell import notifying
from app.ui.shell.closing import Closing
from app.ui.shell.notifying import Notifying
from app.ui.shell.session_bus import NoNotifications
from app.ui.window import Window

Runs = list[tuple[list[Path], ScriptedIndexing]]


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Says whether the desktop has a tray, which the offscreen one has not."""

    def there(is_there: bool) -> None:
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: is_there))

    monkeypatch.setattr(QSystemTrayIcon, "show", lambda icon: None)  # the offscreen platform has nowhere to put it
    there(True)
    return there


class Ended(QObject):
    happened = Signal()


@pytest.fixture
def ended() -> Ended:
    return Ended()


@pytest.fixture
def closing(window: Window, tray: object, ended: Ended) -> Closing:
    return Closing(window, window._run, window.watching, ended.happened.emit)


def test_with_nothing_to_do_it_just_closes(window: Window, closing: Closing, ended: Ended, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ended.happened):
        assert window.close()
    assert not window.isVisible()
    assert closing.question is None


def test_it_asks_once_and_goes_on_in_the_tray(
    window: Window, closing: Closing, runs: Runs, ended: Ended, qtbot: QtBot, tmp_path: Path
) -> None:
    window._run.add([tmp_path])
    assert not window.close()
    question = closing.question
    assert question is not None and question.keep.isVisible()
    assert not window.close()  # again, with the question open
    assert closing.question is question
    question.remember.setChecked(True)
    question.keep.click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert closing.tray.shown
    assert runs[0][1].calls == []  # it works on
    qtbot.waitUntil(lambda: load_settings().on_close == "tray")
    runs[0][1].news.append([Progress("index", 12, 48)])
    qtbot.waitUntil(lambda: "12" in closing.tray.icon.toolTip())
    closing.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.isVisible() and not closing.tray.shown
    assert not window.close()  # not asked any more
    assert closing.question is None and closing.tray.shown
    closing.tray.pause.trigger()
    assert runs[0][1].calls == ["pause"]
    assert closing.tray.pause.text() == "Go on indexing"
    assert closing.tray.icon.toolTip().startswith("Snowline, paused")
    with qtbot.waitSignal(ended.happened):
        closing.tray.quit.trigger()
    assert runs[0][1].calls == ["pause", "leave"]
    assert not closing.tray.shown


def test_stopping_is_the_other_answer(
    window: Window, closing: Closing, runs: Runs, ended: Ended, qtbot: QtBot, tmp_path: Path
) -> None:
    window._run.add([tmp_path])
    window.close()
    assert closing.question is not None
    with qtbot.waitSignal(ended.happened):
        closing.question.stop.click()
    assert runs[0][1].calls == ["leave"]
    assert load_settings().on_close == "ask"


def test_cancel_leaves_everything_as_it_was(window: Window, closing: Closing, runs: Runs, tmp_path: Path) -> None:
    window._run.add([tmp_path])
    window.close()
    assert closing.question is not None
    closing.question.cancel.click()
    assert window.isVisible()
    assert closing.question is None
    assert runs[0][1].calls == []


def test_without_a_tray_only_stopping_is_offered(
    window: Window, closing: Closing, tray: Callable[[bool], None], tmp_path: Path
) -> None:
    tray(False)
    window.settings.apply(Settings(on_close="tray"))
    window._run.add([tmp_path])
    assert window.close()  # the wish cannot be fulfilled, and was no wish to be asked
    assert closing.question is None


def test_without_a_tray_the_question_says_so(
    window: Window, closing: Closing, tray: Callable[[bool], None], tmp_path: Path
) -> None:
    tray(False)
    window._run.add([tmp_path])
    assert not window.close()
    assert closing.question is not None
    assert not closing.question.keep.isVisible()
    assert closing.question.stop.isDefault()
    assert "no tray" in closing.question.text.text()
    closing.question.reject()


def test_a_tray_that_goes_away_gives_the_window_back(
    window: Window, closing: Closing, tray: Callable[[bool], None], tmp_path: Path
) -> None:
    window._run.add([tmp_path])
    window.settings.apply(Settings(on_close="tray"))
    window.close()
    assert not window.isVisible()
    tray(False)
    closing.tray._look_again()
    assert not window.isVisible()  # a panel may just start anew
    closing.tray._look_again()
    assert window.isVisible()


def test_only_photos_that_wait_are_asked_about(
    library: CaptionLibrary,
    open_window: Callable[[], Window],
    watches: list[ScriptedWatch],
    tray: object,
    ended: Ended,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Lists are brought up to date and text is read at any time; nobody waits for that."""
    monkeypatch.setattr("app.ui.work.watching.POLL_MS", 20)
    library.folders = 1
    window = open_window()
    closing = Closing(window, window._run, window.watching, ended.happened.emit)
    qtbot.waitUntil(lambda: len(watches) == 1)
    folders = (WatchedFolder("/photos", "watching"),)

    def told(doing: str, *steps: Progress) -> None:
        watches[0].news.append([WatchState(1, 0.0, "", folders, doing, ""), *steps])
        qtbot.waitUntil(lambda: not watches[0].news)

    told("index", Progress("index", 1, 2))
    assert not window.close()
    assert closing.question is not None
    closing.question.reject()
    told("finish", Progress("finish", 1, 7))
    assert window.panel.words.text() == "Finishing"
    assert not closing._works()
    told("read", Progress("read", 3, 1200))
    assert window.panel.words.longest == "Watching 1 folder · reading text in photos: 3 of 1,200"
    told("read", Progress("read", 3, 1200, held="on battery"))
    assert window.panel.words.longest.startswith("Watching 1 folder")
    with qtbot.waitSignal(ended.happened):
        assert window.close()
    assert closing.question is None


def test_who_paused_is_not_asked(window: Window, closing: Closing, tmp_path: Path) -> None:
    window._run.add([tmp_path])
    window._run.pause(True)
    assert window.close()


def test_a_hidden_window_remembers_where_it_was(
    window: Window, closing: Closing, ended: Ended, qtbot: QtBot, tmp_path: Path
) -> None:
    window.resize(900, 700)
    window._run.add([tmp_path])
    window.settings.apply(Settings(on_close="tray"))
    window.close()
    with qtbot.waitSignal(ended.happened):
        closing.quit()
    assert window._remembered.value("geometry")


# Notifications


class Heard:
    """A notification service of a test; `answer` is what the person clicks."""

    shown: ClassVar[list[tuple[str, str]]] = []
    answer = ""
    missing = False

    def __init__(self, title: str, text: str, actions: object, icon: str, entry: str) -> None:
        if self.missing:
            raise NoNotifications("nobody")
        self.shown.append((title, text))

    def __enter__(self) -> Heard:
        return self

    def __exit__(self, *_: object) -> None: ...

    def wait(self, go_on: Callable[[], bool]) -> str:
        return self.answer


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> type[Heard]:
    monkeypatch.setattr(notifying, "Notification", Heard)
    monkeypatch.setattr(Heard, "shown", [])
    return Heard


def test_a_long_run_is_told_where_nobody_looks(
    window: Window, closing: Closing, heard: type[Heard], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = Notifying(window, closing.tray)
    summary = IndexSummary(found=9, indexed=9, seconds=700.0)
    telling.run_ended(summary)
    assert heard.shown == []  # the window is before the person
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    monkeypatch.setattr(heard, "answer", "default")
    with qtbot.waitSignal(telling.open_wanted):
        telling.run_ended(summary)
    assert heard.shown[0][0] == "Your photos are indexed"
    assert heard.shown[0][1].startswith("9 photos")
    save_settings(Settings(notify=False))
    telling.run_ended(summary)
    qtbot.waitUntil(lambda: "notification" not in {thread.name for thread in threading.enumerate()})
    assert len(heard.shown) == 1


def test_where_no_service_is_the_tray_tells(
    window: Window, closing: Closing, heard: type[Heard], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda self, title, *rest: told.append(title))
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    monkeypatch.setattr(heard, "missing", True)
    telling = Notifying(window, closing.tray)
    telling.run_ended(IndexSummary(found=1, indexed=1))
    qtbot.waitUntil(lambda: told == ["Your photos are indexed"])


def notified(address: str) -> str:
    """What a process says that notifies over the bus at an address; libdbus learns that once in its life."""
    code = (
        "from app.ui.shell.session_bus import NoNotifications, Notification\n"
        "try: Notification('Title', 'Text', [('default', 'Show')], 'snowline', 'snowline')\n"
        "except NoNotifications as error: print(error)"
    )
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_without_a_bus_there_is_no_notification(tmp_path: Path) -> None:
    assert "no-bus" in notified(f"unix:path={tmp_path}/no-bus")


def test_a_bus_without_a_service_is_said_to_be_one(own_bus: str) -> None:
    assert "org.freedesktop.Notifications" in notified(own_bus)
