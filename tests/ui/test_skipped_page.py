"""The page of files that were left out, and of what is kept out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from shelf_stand_in import StandInCare

from app.ui.sidebar.caring import Caring
from app.ui.sidebar.sidebar import Shown
from app.ui.sidebar.skipped_model import FOLDER, NAME, REASON, ROWS_AT_ONCE, WHEN, SkippedModel
from app.ui.sidebar.skipped_page import SkippedPage
from app.ui.tasks import Tasks

Left = Qt.MouseButton.LeftButton


class Opened:
    """The page on a stand-in, with what it said and wanted."""

    def __init__(self, care: StandInCare) -> None:
        self.care, self.tasks = care, Tasks()
        self.caring = Caring(care, self.tasks)
        self.page = SkippedPage(self.caring)
        self.said: list[str] = []
        self.to_index: list[list[Path]] = []
        self.caring.said.connect(self.said.append)
        self.caring.index_wanted.connect(self.to_index.append)


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    opened = Opened(StandInCare())
    qtbot.addWidget(opened.page)
    opened.page.resize(900, 500)
    opened.page.show()
    opened.page.open(Shown.SKIPPED)
    qtbot.waitUntil(lambda: opened.page.model.rowCount() == 450)
    yield opened
    opened.tasks.shut_down(lambda: None)


def come(opened: Opened, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: opened.page.model.file(0) is not None)


def test_reasons_have_counts_and_files(opened: Opened, qtbot: QtBot) -> None:
    page = opened.page
    assert "453 files could not be used" in page.note.text()
    assert page.reasons.item(0).text() == "Not a photo\n450 files"
    come(opened, qtbot)
    index = page.model.index(0, NAME)
    assert index.data() == "0000.jpg"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "/photos/bad/0000.jpg"
    assert page.model.index(0, FOLDER).data() == "/photos/bad"
    assert page.model.index(0, REASON).data() == "Not a photo"
    assert page.model.index(0, WHEN).data()
    page.reasons.setCurrentRow(1)
    assert page.model.rowCount() == 3


def test_only_what_is_looked_at_is_fetched(opened: Opened, qtbot: QtBot) -> None:
    come(opened, qtbot)
    assert opened.care.pages == [(0, ROWS_AT_ONCE)]
    opened.page.table.scrollToBottom()
    qtbot.waitUntil(lambda: opened.page.model.index(449, NAME).data() == "0449.jpg")
    assert len(opened.care.pages) <= 3


def test_the_model_is_sound(qtbot: QtBot) -> None:
    care = StandInCare()
    model = SkippedModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(450, lambda start, limit, then: then(care.page(["not a photo"], start, limit)))
    assert [model.index(at, NAME).data() for at in (0, 449)] == [None, None] or model.file(449) is not None
    assert model.file(449) is not None
    model.show(0, None)
    assert model.rowCount() == 0
    tester.deleteLater()


def test_one_file_or_a_whole_reason_is_tried_again(opened: Opened, qtbot: QtBot) -> None:
    page = opened.page
    come(opened, qtbot)
    assert not page.retry.isEnabled()
    page.table.selectRow(2)
    qtbot.mouseClick(page.retry, Left)
    qtbot.waitUntil(lambda: opened.care.done == [("retry", (2,))])
    qtbot.waitUntil(lambda: opened.to_index == [[Path("/photos/bad/0002.jpg")]])
    qtbot.mouseClick(page.retry_all, Left)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert opened.to_index[-1] == [Path("/photos")]
    qtbot.mouseClick(page.retry_all, Left)
    qtbot.waitUntil(lambda: page.lists.currentWidget() is page.empty)
    assert page._empty_words.text() == "Nothing was skipped"


def test_files_and_folders_are_excluded_and_let_in_again(opened: Opened, qtbot: QtBot) -> None:
    page = opened.page
    come(opened, qtbot)
    page.table.selectRow(0)
    qtbot.mouseClick(page.exclude, Left)
    qtbot.waitUntil(lambda: opened.care.done[-1:] == [("exclude", (Path("/photos/bad/0000.jpg"),))])
    come(opened, qtbot)
    page.table.selectRow(0)
    qtbot.mouseClick(page.exclude_folder, Left)
    qtbot.waitUntil(lambda: opened.care.done[-1:] == [("exclude", (Path("/photos/bad"),))])
    qtbot.mouseClick(page.excluded_tab, Left)
    qtbot.waitUntil(lambda: page.kept_out.count() == 1)
    page.kept_out.setCurrentRow(0)
    qtbot.mouseClick(page.include, Left)
    qtbot.waitUntil(lambda: page._empty_words.text() == "Nothing is excluded")


def test_the_list_is_copied(opened: Opened, qtbot: QtBot) -> None:
    come(opened, qtbot)
    opened.page.table.selectRow(1)
    opened.page.copy_list()
    assert QGuiApplication.clipboard().text() == "/photos/bad/0001.jpg\tnot a photo"
    opened.page.table.clearSelection()
    opened.page.copy_list()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().count("\n") == 449)


def test_the_page_follows_the_library_but_not_under_chosen_files(opened: Opened, qtbot: QtBot) -> None:
    come(opened, qtbot)
    opened.page.table.selectRow(1)
    opened.care.left_out["not a photo"] = 451
    opened.page.follow()
    qtbot.wait(50)
    assert opened.page.model.rowCount() == 450
    opened.page.table.clearSelection()
    opened.page.follow()
    qtbot.waitUntil(lambda: opened.page.model.rowCount() == 451)
