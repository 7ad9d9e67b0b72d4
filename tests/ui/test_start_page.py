"""The first thing that a person sees: an invitation, with the nearest way to photos."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui import start_page
from app.ui.session import Coverage
from app.ui.start_page import StartPage
from app.ui.tasks import Tasks


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def page_of(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path | None], StartPage]]:
    tasks = Tasks()

    def make(pictures: Path | None) -> StartPage:
        monkeypatch.setattr(start_page, "pictures_folder", lambda: pictures)
        page = StartPage(tasks)
        qtbot.addWidget(page)
        page.resize(700, 600)
        page.show()
        return page

    yield make
    tasks.shut_down(lambda: None)


def test_pictures_are_offered_with_their_number(
    page_of: Callable[[Path | None], StartPage], photos: Path, qtbot: QtBot
) -> None:
    page = page_of(photos)
    assert page.title.text() == "Opening your library"
    assert not page.inviting
    page.set_coverage(Coverage(0))
    assert page.inviting
    qtbot.waitUntil(page.pictures.isVisible)
    assert page.pictures.text() == "Use my Pictures (6 photos)"
    assert (page.pictures.objectName(), page.add_folder.objectName()) == ("primary", "")
    assert page.note.isVisible()
    with qtbot.waitSignal(page.add_wanted) as told:
        qtbot.mouseClick(page.pictures, Qt.MouseButton.LeftButton)
    assert told.args == [[photos]]
    with qtbot.waitSignal(page.add_folder_wanted):
        qtbot.mouseClick(page.add_folder, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("empty", [True, False])
def test_no_pictures_are_not_offered(
    page_of: Callable[[Path | None], StartPage], tmp_path: Path, qtbot: QtBot, empty: bool
) -> None:
    page = page_of(tmp_path if empty else None)
    page.set_coverage(Coverage(0))
    qtbot.wait(100)
    assert not page.pictures.isVisible()
    assert page.add_folder.objectName() == "primary"


def test_words_come_before_the_picture_where_there_is_little_room(
    page_of: Callable[[Path | None], StartPage], qtbot: QtBot
) -> None:
    page = page_of(None)
    page.set_coverage(Coverage(0))
    drawing = page.findChildren(QLabel)[0]
    assert drawing.isVisible()
    page.resize(420, 260)
    qtbot.waitUntil(lambda: not drawing.isVisible())
    qtbot.waitUntil(lambda: page.text.height() >= page.text.heightForWidth(page.text.width()))
    page.resize(700, 600)
    qtbot.waitUntil(drawing.isVisible)


def test_it_follows_what_the_library_holds(page_of: Callable[[Path | None], StartPage]) -> None:
    page = page_of(None)
    page.set_coverage(Coverage(0))
    page.set_indexing(True)
    assert page.title.text() == "Looking at your photos"
    assert not page.add_folder.isVisible()
    page.set_indexing(False)
    page.set_coverage(Coverage(0, 9))
    assert page.text.text() == "9 photos can be found by name, folder and date."
    page.set_coverage(Coverage(1_204, 9))
    assert page.text.text().startswith("1,204 photos can be found by what is in them.")
    assert not page.note.isVisible()


def test_the_folder_for_pictures_is_the_systems(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    paths = start_page.QStandardPaths
    monkeypatch.setattr(paths, "writableLocation", staticmethod(lambda _: str(tmp_path)))
    assert start_page.pictures_folder() == tmp_path
    monkeypatch.setattr(paths, "writableLocation", staticmethod(lambda _: str(Path.home())))
    assert start_page.pictures_folder() is None
    monkeypatch.setattr(paths, "writableLocation", staticmethod(lambda _: str(tmp_path / "none")))
    assert start_page.pictures_folder() is None
