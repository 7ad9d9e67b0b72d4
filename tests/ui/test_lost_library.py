"""The library's folder goes away while the window is open, with real processes, and comes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from app.domain import CancelToken, LibraryGone
from app.indexing.control import Control
from app.indexing.pipeline import index_folders, index_paths
from app.library import Library
from app.settings import Settings
from app.ui.session import LibrarySession
from app.ui.shell.failures import Action
from app.ui.sidebar.entry_tree import COUNT
from app.ui.window import Window
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching

PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory, _drawn_photos: Path) -> Path:
    folder = tmp_path_factory.mktemp("made") / "library"
    for _ in index_paths(folder, [_drawn_photos], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    return folder


@pytest.fixture
def folder(_made: Path, tmp_path: Path) -> Path:
    shutil.copytree(_made, tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def window(folder: Path, qtbot: QtBot, remembered: QSettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """A window that keeps a real library up to date in a real process."""
    monkeypatch.setattr("app.ui.shell.presence.LOOK_MS", 50)
    monkeypatch.setattr("app.ui.work.watching.POLL_MS", 20)
    window = Window(LibrarySession(folder), IndexingRun(folder), Watching(folder), remembered)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def all_photos(window: Window) -> int | None:
    count: int | None = window.panes.sidebar.tree.entries()[0].data(0, COUNT)
    return count


def watched(window: Window) -> bool:
    return window.panel.words.text() == "Watching 1 folder"


def is_lost(window: Window) -> bool:
    page = window.error
    return window.pages.currentWidget() is page and page.title.text() == "Your library is not there"


def test_it_is_missed_and_nothing_is_made_in_its_place(folder: Path, window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: watched(window) and all_photos(window) == 6, timeout=PATIENCE_MS)
    away = folder.rename(folder.with_name("pulled out"))
    qtbot.waitUntil(lambda: is_lost(window))
    assert str(folder) in window.error.text.text()
    assert window.error.choices[Action.LOOK_AGAIN].isVisible()
    qtbot.waitUntil(lambda: not window.watching.active, timeout=PATIENCE_MS)
    qtbot.mouseClick(window.error.choices[Action.LOOK_AGAIN], Qt.MouseButton.LeftButton)
    window.searching.text("beach")
    window.add([folder.parent])
    assert "not there" in window.panel.words.text()
    qtbot.wait(200)
    assert is_lost(window)
    assert not folder.exists()
    away.rename(folder)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.splitter, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: watched(window) and all_photos(window) == 6, timeout=PATIENCE_MS)
    assert window.panel.coverage.text().startswith("6 photos")


def test_who_looks_for_changes_makes_no_library(tmp_path: Path, photos: Path) -> None:
    library = tmp_path / "library"
    with pytest.raises(LibraryGone):
        Library.open(library, write=True, create=False)
    run = index_folders(library, [(bytes(photos), True)], Settings(), control=Control.by(Settings()))
    with pytest.raises(LibraryGone):
        list(run)
    assert not library.exists()
