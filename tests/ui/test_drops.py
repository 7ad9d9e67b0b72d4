"""What is dragged or copied: files, pictures without a file, words, and addresses of something in the web."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage, QImageWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.drops import local_paths, only_address, picture_data, written_picture
from app.ui.results.results_model import file_url
from app.ui.search.search_field import SearchField

ADDRESS = "https://example.org/dog.png"


@pytest.fixture
def image() -> QImage:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    return image


@pytest.fixture
def field(qtbot: QtBot) -> SearchField:
    field = SearchField()
    qtbot.addWidget(field)
    field.show()
    return field


def mime(*, image: QImage | None = None, text: str = "", urls: list[str] | None = None) -> QMimeData:
    data = QMimeData()
    if image is not None:
        data.setImageData(image)
    if text:
        data.setText(text)
    if urls:
        data.setUrls([QUrl(url) for url in urls])
    return data


def in_address(image: QImage) -> str:
    buffer = QBuffer()
    QImageWriter(buffer, b"png").write(image)
    return "data:image/png;base64," + base64.b64encode(buffer.data().data()).decode()


def drop(field: SearchField, data: QMimeData) -> bool:
    """Drags and drops; whether the field took it."""
    actions, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(5, 5), actions, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(field, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(5, 5), actions, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(field, event)
    return event.isAccepted()


def test_a_picture_from_a_browser_brings_its_address_along(image: QImage) -> None:
    assert picture_data(mime(image=image))
    assert picture_data(mime(image=image, text=ADDRESS, urls=[ADDRESS]))
    assert not picture_data(mime(image=image, text="some copied words"))
    assert not picture_data(mime(image=image, urls=["file:///photos/a.jpg"]))
    assert not picture_data(mime(text=ADDRESS, urls=[ADDRESS]))


def test_a_picture_in_its_own_address_is_read(image: QImage) -> None:
    written = written_picture(mime(urls=[in_address(image)]))
    assert written is not None
    assert QImage.fromData(written).size() == image.size()
    assert written_picture(mime(urls=["data:image/png;base64,***"])) is None
    assert written_picture(mime(urls=["data:text/html;base64,AAAA", ADDRESS])) is None


def test_an_address_alone_is_known_as_one(image: QImage) -> None:
    assert only_address(mime(urls=[ADDRESS]))
    assert not only_address(mime(image=image, urls=[ADDRESS]))
    assert not only_address(mime(urls=["file:///photos"]))


def test_the_field_takes_pictures_and_says_why_it_cannot_take_an_address(
    field: SearchField, image: QImage, photos: Path, qtbot: QtBot
) -> None:
    for data in (mime(image=image, text=ADDRESS, urls=[ADDRESS]), mime(urls=[in_address(image)])):
        with qtbot.waitSignal(field.image_given) as given:
            assert drop(field, data)
        assert given.args[0].size() == image.size()
    with qtbot.waitSignal(field.picture_given) as chosen:
        assert drop(field, mime(urls=[QUrl.fromLocalFile(str(photos / "beach.png")).toString()]))
    assert chosen.args == [photos / "beach.png"]
    with qtbot.waitSignal(field.address_given):
        assert drop(field, mime(urls=[ADDRESS]))
    assert field.text() == ""
    assert not drop(field, mime(urls=[QUrl.fromLocalFile(str(photos)).toString()]))  # folders are for the window
    assert drop(field, mime(text="red barn"))
    assert field.text() == "red barn"


COPY, MOVE, LINK = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction, Qt.DropAction.LinkAction


@pytest.mark.parametrize(
    ("offered", "taken"), [(COPY | MOVE, COPY), (COPY | MOVE | LINK, COPY), (LINK | MOVE, LINK), (MOVE, None)]
)
@pytest.mark.parametrize("proposed", [MOVE, COPY])
def test_nothing_is_ever_taken_away_from_where_it_lies(
    field: SearchField,
    photos: Path,
    qtbot: QtBot,
    offered: Qt.DropAction,
    proposed: Qt.DropAction,
    taken: Qt.DropAction | None,
) -> None:
    data = mime(urls=[QUrl.fromLocalFile(str(photos / "beach.png")).toString()])
    place, left, none = QPointF(5, 5), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    given: list[Path] = []
    field.picture_given.connect(given.append)
    for event in (
        QDragEnterEvent(place.toPoint(), offered, data, left, none),
        QDragMoveEvent(place.toPoint(), offered, data, left, none),
        QDropEvent(place, offered, data, left, none),
    ):
        event.setDropAction(proposed)
        QApplication.sendEvent(field, event)
        assert event.isAccepted() == (taken is not None)
        assert taken is None or event.dropAction() == taken
    assert given == ([] if taken is None else [photos / "beach.png"])


@pytest.mark.parametrize("name", ["snow on mountain.jpg", "50 % grün#1?.jpg", os.fsdecode(b"gr\xfcn.jpg")])
def test_names_of_dropped_files_come_through_whatever_is_in_them(name: str, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([file_url(str(tmp_path / name))])
    assert local_paths(data) == [tmp_path / name]
