"""The library's folder, or one with photos, goes away while the window is open, with real processes, and comes back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from app.domain import CancelToken, Hit, LibraryGone
from app.indexing.control import Control
from app.indexing.pipeline import index_folders, index_paths
from app.library import Library
from app.settings import Settings
from app.ui.results.results_model import HIT_ROLE
from app.ui.search.well_known import EVERYTHING
from app.ui.session import LibrarySession
from app.ui.shell.failures import Action
from app.ui.sidebar.entry_tree import AWAY, COUNT
from app.ui.window import Window
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching

PATIENCE_MS = 30_000


@pytest.fixture
def folder(own_library: Path) -> Path:
    return own_library


@pytest.fixture
def opened(qtbot: QtBot, remembered: QSettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], Window]]:
    """Opens windows that keep real libraries up to date in real processes."""
    monkeypatch.setattr("app.ui.shell.presence.LOOK_MS", 50)
    monkeypatch.setattr("app.ui.work.watching.POLL_MS", 20)
    windows: list[Window] = []

    def open_one(library: Path) -> Window:
        window = Window(LibrarySession(library), IndexingRun(library), Watching(library), remembered)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        return window

    yield open_one
    for window in windows:
        window.close()


@pytest.fixture
def window(folder: Path, opened: Callable[[Path], Window]) -> Window:
    return opened(folder)


def all_photos(window: Window) -> int | None:
    count: int | None = window.panes.sidebar.tree.entries()[0].data(0, COUNT)
    return count


def watched(window: Window) -> bool:
    return window.panel.words.longest.startswith("Watching 1 folder")


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


def test_a_folder_that_goes_away_looks_so_and_comes_back(
    photos: Path, tmp_path: Path, opened: Callable[[Path], Window], qtbot: QtBot
) -> None:
    album = tmp_path / "stick"
    album.mkdir()
    for name in ("beach.png", "flower.gif"):
        shutil.copy(photos / name, album)
    library = tmp_path / "other library"
    for _ in index_paths(library, [album], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    window = opened(library)
    qtbot.waitUntil(lambda: watched(window), timeout=PATIENCE_MS)
    window.searching.text(EVERYTHING)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.splitter)

    def online() -> set[bool]:
        model = window.results.model
        hits = [model.index(row, 0).data(HIT_ROLE) for row in range(model.rowCount())]
        return {hit.online for hit in hits if isinstance(hit, Hit)}

    qtbot.waitUntil(lambda: online() == {True})
    window.results.enter()
    thumbnails = window.thumbnails
    qtbot.waitUntil(lambda: thumbnails.get(window.results.current_hit(), 72) is not None)
    away = album.rename(tmp_path / "pulled out")
    window.viewing.view()
    viewer = window.viewing.viewer
    assert viewer is not None
    qtbot.waitUntil(lambda: viewer.canvas.has_image)  # the small one that is kept
    assert viewer.note.text()
    qtbot.waitUntil(lambda: online() == {False}, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: any(item.data(0, AWAY) for item in window.panes.sidebar.tree.items()))
    away.rename(album)
    qtbot.waitUntil(lambda: online() == {True}, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: viewer._frame is not None and viewer.canvas.has_image)
    qtbot.waitUntil(lambda: not any(item.data(0, AWAY) for item in window.panes.sidebar.tree.items()))
    viewer.close()
