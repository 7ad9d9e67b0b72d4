"""Opening and showing photos through the desktop, with a URL handler in place of another program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot
from ui_stand_ins import make_hit

from app.ui import desktop
from app.ui.tasks import Tasks


class Opener(QObject):
    """Takes the place of the program that the desktop would start."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def opener(qtbot: QtBot) -> Iterator[Opener]:
    handler = Opener()
    QDesktopServices.setUrlHandler("file", handler, "open")
    yield handler
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shut_down(lambda: None)


def test_a_photo_is_opened(opener: Opener, photos: Path, tasks: Tasks, qtbot: QtBot) -> None:
    problems: list[str] = []
    desktop.open_photo(make_hit(1, photos / "beach.png"), tasks, problems.append)
    qtbot.waitUntil(lambda: opener.opened == [str(photos / "beach.png")])
    assert problems == []


def test_a_photo_that_is_gone_or_away_is_not_opened(opener: Opener, tmp_path: Path, tasks: Tasks, qtbot: QtBot) -> None:
    problems: list[str] = []
    desktop.open_photo(make_hit(1, tmp_path / "gone.jpg"), tasks, problems.append)
    qtbot.waitUntil(lambda: len(problems) == 1)
    assert "no longer where it was" in problems[0]
    away = make_hit(1, tmp_path / "gone.jpg", online=False, drive="Blue stick")
    desktop.open_photo(away, tasks, problems.append)
    qtbot.waitUntil(lambda: len(problems) == 2)
    assert problems[1] == "gone.jpg is on Blue stick, which is not connected."
    assert opener.opened == []


def test_without_a_file_manager_to_ask_the_folder_is_opened(
    opener: Opener, photos: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop, "_select_in_file_manager", lambda path: False)
    tasks, problems = Tasks(), []
    desktop.show_in_folder(make_hit(1, photos / "winter trip" / "forest.jpg"), tasks, problems.append)
    qtbot.waitUntil(lambda: opener.opened == [str(photos / "winter trip")])
    assert problems == []
    tasks.shut_down(lambda: None)


def test_a_copied_path_is_text_whatever_the_name(qtbot: QtBot) -> None:
    desktop.copy_paths([make_hit(1, "/photos/caf\udce9.jpg"), make_hit(2, "/photos/b.jpg")])
    copied = QGuiApplication.clipboard().text()
    assert copied.encode() == "/photos/caf\N{REPLACEMENT CHARACTER}.jpg\n/photos/b.jpg".encode()
