"""One calm line says what is done in the background, and its panel steers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary, ScriptedIndexing, ScriptedWatch

from app.domain import IndexSummary, Progress, Skipped
from app.index.memory import Memory
from app.indexing.watch_state import WatchedFolder, WatchState
from app.indexing.wishes import read_wishes
from app.settings import load_settings, save_settings
from app.ui.session import Coverage
from app.ui.window import Window
from app.ui.work.status_line import FittingLabel

Runs = list[tuple[list[Path], ScriptedIndexing]]
Watches = list[ScriptedWatch]
STEP = Progress("index", 12_400, 48_210, 38.2, 900.0)
MIB = 1024 * 1024


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.work.indexing_run.POLL_MS", 10)
    monkeypatch.setattr("app.ui.work.watching.POLL_MS", 10)


@pytest.fixture
def running(window: Window, runs: Runs) -> ScriptedIndexing:
    window.add([Path("/photos")])
    return runs[0][1]


def test_a_line_takes_the_longest_form_that_fits(qtbot: QtBot) -> None:
    label = FittingLabel()
    qtbot.addWidget(label)
    label.resize(1000, 20)
    label.say("the longest of the forms", "a shorter one", "short")
    label.show()
    assert label.text() == "the longest of the forms"
    label.resize(label.fontMetrics().horizontalAdvance("a shorter one") + 1, 20)
    assert label.text() == "a shorter one"
    label.resize(1, 20)
    assert label.text() == "short"
    assert label.longest == label.accessibleName() == "the longest of the forms"
    label.say()
    assert label.text() == ""


@pytest.mark.parametrize("width", [640, 1400])
def test_nothing_of_the_line_is_cut_off(window: Window, running: ScriptedIndexing, qtbot: QtBot, width: int) -> None:
    window.resize(width, 600)
    panel = window.panel
    window.work.set_coverage(Coverage(100, 300))
    running.news = [[Progress("index", 12_400, 48_210, held="on battery")]]
    qtbot.waitUntil(panel.anyway.isVisible)
    for part in panel.findChildren(QWidget):
        if part.isVisible() and part.parent() is panel and not isinstance(part, FittingLabel):
            assert part.width() >= part.minimumSizeHint().width(), part
            assert panel.rect().contains(part.geometry()), part
    assert window.width() == width


def test_on_battery_it_waits_and_goes_on_when_asked(window: Window, running: ScriptedIndexing, qtbot: QtBot) -> None:
    panel = window.panel
    running.news = [[Progress("index", 3, 9, held="on battery")]]
    qtbot.waitUntil(lambda: panel.now == "On battery: waiting · Indexing 3 of 9")
    qtbot.mouseClick(panel.anyway, Qt.MouseButton.LeftButton)
    assert running.calls == ["go on anyway"]
    running.news = [[STEP]]
    qtbot.waitUntil(lambda: panel.now.startswith("Indexing 12,400 of 48,210 · newest first"))
    assert not panel.anyway.isVisible()


def test_a_run_that_fails_says_so_and_can_be_tried_again(
    window: Window, running: ScriptedIndexing, runs: Runs, qtbot: QtBot
) -> None:
    panel = window.panel
    running.news = [["The disk is full. Make room; what was indexed is kept."]]
    qtbot.waitUntil(panel.again.isVisible)
    assert panel.now == "The disk is full. Make room; what was indexed is kept."
    assert panel.words.toolTip() == panel.now
    qtbot.mouseClick(panel.again, Qt.MouseButton.LeftButton)
    assert [paths for paths, _ in runs] == [[Path("/photos")]] * 2
    assert not panel.again.isVisible()
    assert panel.problem == ""


def test_a_long_run_is_told_when_it_ends(window: Window, runs: Runs, qtbot: QtBot) -> None:
    told: list[IndexSummary] = []
    window._run.long_run_ended.connect(told.append)
    summaries = [
        IndexSummary(10, 10, seconds=301.0),
        IndexSummary(501, 501, seconds=3.0),
        IndexSummary(500, 500, seconds=300.0),
        IndexSummary(900, 900, seconds=900.0, cancelled=True),
    ]
    for number, summary in enumerate(summaries):
        window.add([Path("/photos")])
        runs[number][1].news = [[summary]]
        qtbot.waitUntil(lambda: not window._run.active)
    assert told == summaries[:2]


def test_skipped_files_are_shown_on_their_page(window: Window, running: ScriptedIndexing, qtbot: QtBot) -> None:
    running.news = [[IndexSummary(9, 8, skipped=[Skipped("/a", "broken")], seconds=2.0)]]
    qtbot.waitUntil(window.panel.skipped.isVisible)
    qtbot.mouseClick(window.panel.skipped, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.panes.skipped


def test_less_memory_at_once(window: Window, running: ScriptedIndexing, runs: Runs, qtbot: QtBot) -> None:
    """The run ends, and goes on as one that takes less; for a person it is the same run."""
    finished: list[object] = []
    window._run.finished.connect(finished.append)
    window.work.show_panel()
    window.work.panel.low_memory.click()
    qtbot.waitUntil(lambda: running.calls == ["leave"])
    assert load_settings().low_memory
    running.news = [[IndexSummary(9, 2, cancelled=True)]]
    qtbot.waitUntil(lambda: len(runs) == 2)
    assert runs[1][0] == [Path("/photos")]
    assert finished == []
    assert window._run.active


def test_the_switches_reach_the_run_the_watching_and_the_file(
    window: Window, running: ScriptedIndexing, qtbot: QtBot
) -> None:
    window._library.folder.mkdir(exist_ok=True)
    panel = window.work.panel
    window.work.show_panel()
    assert panel.isVisible()
    assert panel.levels["normal"].isChecked()
    qtbot.mouseClick(panel.levels["gentle"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: read_wishes(window._library.folder).throttle == "gentle")
    assert load_settings().throttle == "gentle"
    assert "Half of one processor" in panel.meaning.text()
    panel.battery.click()
    qtbot.waitUntil(lambda: running.calls == ["pause on battery: True"])
    assert load_settings().pause_on_battery
    # The settings window changes them, too.

    window.work.follow(replace(load_settings(), throttle="fast", pause_on_battery=False))
    assert panel.levels["fast"].isChecked()
    assert not panel.battery.isChecked()
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_the_panel_says_what_was_put_off(
    library: CaptionLibrary, watches: Watches, open_window: Callable[[], Window], qtbot: QtBot
) -> None:
    library.folders = 1
    window = open_window()
    qtbot.waitUntil(lambda: len(watches) == 1)
    panel = window.work.panel
    watches[0].news = [[WatchState(1, 0.0, "2026-01-01T00:00:00", (WatchedFolder("/photos", "watching"),))]]
    qtbot.waitUntil(lambda: panel.watched.text() == "/photos: watched")
    window.work.set_coverage(Coverage(10, 30, 1, idle=20, named=10))
    window.work.show_panel()
    assert panel.describe.isVisible()
    assert panel.how_idle.text()
    assert "20 wait until nobody uses the computer" in panel.covered.text()
    assert panel.height() >= panel.layout().totalHeightForWidth(panel.width())
    with qtbot.waitSignal(panel.describe_wanted):
        panel.describe.click()
    window.work.set_coverage(Coverage(40, 0, 1))
    assert panel.describe.isHidden()


def test_who_is_there_is_told_to_the_watching(
    library: CaptionLibrary, watches: Watches, open_window: Callable[[], Window], qtbot: QtBot
) -> None:
    library.folders = 1
    window = open_window()
    qtbot.waitUntil(lambda: len(watches) == 1)
    window.work.idling.told.emit(True)
    window.work.idling.told.emit(False)
    assert watches[0].calls == ["idle: True", "idle: False"]


def test_memory_is_shown_in_two_parts(window: Window, qtbot: QtBot) -> None:
    meter = window.work.panel.meter
    meter.show_memory(Memory(120 * MIB, 300 * MIB, 5 << 30))
    assert meter.words.text() == "120 MB of its own · 300 MB that can be given back at any time"
    assert meter.bar.accessibleDescription() == meter.words.text()
    meter.show_memory(Memory(MIB, MIB, MIB))  # less than any Python takes
    invented = meter.words.text()
    window.work.show_panel()
    qtbot.waitUntil(lambda: meter.words.text() != invented)  # read for real


def test_everything_on_the_panel_is_named_and_reached_by_keyboard(window: Window, qtbot: QtBot) -> None:
    window.work.show_panel()
    for button in window.work.panel.findChildren(QAbstractButton):
        assert button.text() or button.accessibleName()
        if button in window.work.panel.levels.values():  # one of them by Tab, the others by the arrows
            continue
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    window.work.panel.levels["normal"].setFocus()
    qtbot.keyClick(window.work.panel.levels["normal"], Qt.Key.Key_Right)
    assert window.work.panel.levels["fast"].isChecked()
    qtbot.waitUntil(lambda: load_settings().throttle == "fast")
    for button in (window.panel.pause, window.panel.stop, window.panel.work):
        assert button.accessibleName()
        assert button.toolTip()


def test_photos_that_wait_for_an_idle_computer_are_watched_over_in_any_case(
    library: CaptionLibrary, watches: Watches, open_window: Callable[[], Window], qtbot: QtBot
) -> None:

    save_settings(replace(load_settings(), watch=False))
    library.folders = 1
    window = open_window()
    qtbot.waitUntil(lambda: window.work._prepared)
    assert watches == []
    window.watching.set_coverage(Coverage(1, 2, 1, idle=2))
    window.work.set_coverage(Coverage(1, 2, 1, idle=2))
    qtbot.waitUntil(lambda: len(watches) == 1)
