"""What the window remembers, and mistakes that nobody caught."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QPoint, QRect, QSettings, QSize, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary

from app.ui.search.history import SimilarPlace, TextPlace
from app.ui.shell import known_libraries
from app.ui.shell.mishaps import Mishaps
from app.ui.shell.remembering import bring_onto_screen, open_remembered, place_as_text, place_of, recall, state
from app.ui.window import Window


def test_a_window_opens_with_its_last_search(
    open_window: Callable[[], Window], library: CaptionLibrary, remembered: QSettings, qtbot: QtBot
) -> None:
    first = open_window()
    with qtbot.waitSignal(first.searching.answered):
        first.searching.text("snow")
    first.close()
    again = open_window()
    with qtbot.waitSignal(again.searching.answered):
        again.last_search.open()
    assert again.bar.text() == "snow"
    assert again.pages.currentWidget() is again.splitter
    again.searching.home()
    again.close()
    last = open_window()
    last.last_search.open()
    assert last.searching.history.here is None


def test_a_last_search_that_fails_now_is_forgotten(
    open_window: Callable[[], Window], library: CaptionLibrary, qtbot: QtBot
) -> None:
    first = open_window()
    with qtbot.waitSignal(first.searching.failed):
        first.searching.text("broken")
    first.close()
    again = open_window()
    with qtbot.waitSignal(again.searching.failed):
        again.last_search.open()
    qtbot.waitUntil(lambda: again.searching.history.here is None)
    assert again.pages.currentWidget() is again.start


@given(st.text(), st.booleans(), st.frozensets(st.text()))
def test_a_text_is_remembered_as_it_was(text: str, everything: bool, literal: frozenset[str]) -> None:
    place = TextPlace(text, everything, literal)
    assert place_of(place_as_text(place)) == place


@pytest.mark.parametrize("photo", [7, Path("/photos/a b.jpg")])
def test_a_likeness_is_remembered_as_it_was(photo: int | Path) -> None:
    place = SimilarPlace(photo, "a b.jpg", mode="picture")
    assert place_of(place_as_text(place)) == place


@given(st.one_of(st.none(), st.integers(), st.text(), st.binary()))
def test_what_is_no_place_is_none(kept: object) -> None:
    assert place_of(kept) is None


@pytest.mark.parametrize(
    "kept", ['{"kind": "text"}', '{"kind": "similar", "photo": []}', '{"kind": "text", "text": 1, "new": 2}', "[]", "{"]
)
def test_a_place_of_another_version_is_none(kept: str) -> None:
    assert place_of(kept) is None


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\xff\xfe rubbish \x00",
        b"[General\ngeometry=@ByteArray(",
        b"geometry=abc\nsplitter=@Invalid()\npanes=3\ngrid=maybe\nsidebar=@Variant(\\0)\nlast%20search\\x=1\n",
        b"[General]\ngeometry=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0)\nfilters=7\n",
    ],
)
def test_a_damaged_memory_is_no_reason_not_to_open(
    content: bytes, tmp_path: Path, open_window: Callable[[], Window]
) -> None:
    path = tmp_path / "window.ini"
    path.write_bytes(content)
    remembered = open_remembered(path)
    assert remembered.status() is QSettings.Status.NoError
    window = open_window()  # its fixture keeps in the same file
    window.last_search.open()
    assert window.isVisible()
    assert window.width() >= window.minimumWidth()


def test_a_part_that_cannot_use_its_values_does_not_hold_up_the_others(remembered: QSettings) -> None:
    done: list[str] = []
    recall(remembered, lambda kept: 1 // 0, lambda kept: done.append("second"))
    assert done == ["second"]


def test_only_a_state_is_taken_for_one(remembered: QSettings) -> None:
    remembered.setValue("state", QByteArray(b"x"))
    remembered.setValue("text", "x")
    assert state(remembered, "state") == QByteArray(b"x")
    assert state(remembered, "text") is None
    assert state(remembered, "nothing") is None


def test_a_window_on_a_screen_that_is_gone_comes_back(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    widget.setGeometry(QRect(screen.bottomRight() + QPoint(2_000, 500), QSize(5_000, 400)))
    bring_onto_screen(widget)
    assert screen.contains(widget.geometry().topLeft())
    assert widget.width() <= screen.width()
    there = widget.geometry()
    bring_onto_screen(widget)
    assert widget.geometry() == there


def test_known_libraries_are_kept_and_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "odd\nname"
    known_libraries.remember(folder)
    known_libraries.remember(tmp_path)
    known_libraries.remember(folder)
    assert known_libraries.read() == [tmp_path, folder]
    known_libraries.forget(folder)
    assert known_libraries.read() == [tmp_path]


# Mistakes of the program


@pytest.fixture
def mishaps(qtbot: QtBot, tmp_path: Path) -> Mishaps:
    widget = QWidget()
    qtbot.addWidget(widget)
    return Mishaps(widget, tmp_path / "log" / "window.log")


def test_many_mistakes_are_one_message_and_a_log(
    mishaps: Mishaps, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    mishaps.install()
    try:
        for number in range(5):
            try:
                raise ValueError(f"mistake {number}")
            except ValueError as error:
                mishaps._uncaught(type(error), error, error.__traceback__)
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
        qWarning("a word of Qt")
        qtbot.waitUntil(lambda: mishaps.box is not None and mishaps.more == 5)
    finally:
        mishaps.remove()
    assert mishaps.box is not None
    assert "5 more times" in mishaps.box.informativeText()
    copy = next(button for button in mishaps.box.findChildren(QPushButton) if "Copy" in button.text())
    copy.click()
    assert "mistake 0" in QGuiApplication.clipboard().text()
    assert mishaps.box is not None  # it stays
    mishaps.box.close()
    qtbot.waitUntil(lambda: mishaps.box is None)
    mishaps._tell("ValueError: mistake 6", "elsewhere")
    assert mishaps.box is None  # not so soon again
    log = (mishaps._path).read_text()
    assert all(said in log for said in ("mistake 4", "ZeroDivisionError", "a word of Qt"))
    assert "mistake 4" in capsys.readouterr().err


def test_a_log_that_cannot_be_written_is_borne(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    mishaps = Mishaps(None, tmp_path / "file" / "window.log")
    before = logging.getLogger().handlers[:]
    mishaps.install()
    logging.getLogger("x").error("lost")
    mishaps.remove()
    assert logging.getLogger().handlers == before
