"""Pictures to search by: dropped, pasted, found similar to, and words beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot
from search_bar_acts import Key, Left, Mod, dropped, enter, labels, understood
from ui_stand_ins import CaptionLibrary

from app.domain import Chip
from app.ui.window import Window


@pytest.fixture
def clipboard() -> Iterator[None]:
    """Left as empty as it was."""
    yield
    QGuiApplication.clipboard().clear()


def test_a_dropped_picture_is_shown_and_words_add_to_it(
    window: Window, library: CaptionLibrary, photos: Path, qtbot: QtBot
) -> None:
    beach = photos / "beach.png"
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(beach))])
    with qtbot.waitSignal(window.bar.picture.drawn, check_params_cb=lambda image: not image.isNull()):
        dropped(window, mime)
    qtbot.waitUntil(lambda: labels(window) == ["like beach.png"])
    assert window.bar.field.text() == ""
    assert window.windowTitle() == 'Photos similar to "beach.png" – Snowline'
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, "snow")
    qtbot.waitUntil(lambda: library.asked[-1] == f"snow like:{beach}")
    assert window.windowTitle() == 'Photos similar to "beach.png" for "snow" – Snowline'
    qtbot.mouseClick(window.bar.chips.chips[0], Left)
    qtbot.waitUntil(lambda: labels(window) == [])
    assert (window.bar.field.text(), library.asked[-1]) == ("snow", "snow")
    qtbot.keyClick(window, Key.Key_Left, Mod.AltModifier)
    qtbot.waitUntil(lambda: labels(window) == ["like beach.png"])
    assert window.bar.text() == f"snow like:{beach}"


def test_find_similar_is_a_search_by_a_picture_that_can_be_refined(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    hit = library.hits[0]
    with qtbot.waitSignal(window.bar.picture.drawn, check_params_cb=lambda image: not image.isNull()):
        window.results.photo_actions.similar_wanted.emit(hit)
    qtbot.waitUntil(lambda: labels(window) == ["like snow on mountain.jpg"])
    assert window.panes.sidebar.save.isEnabled()
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, "forest")
    qtbot.waitUntil(lambda: library.asked[-1] == f'forest like:"{hit.path}"')
    qtbot.waitUntil(lambda: [one.photo_id for one in window.results.model.hits] == [2])


def test_the_same_picture_is_a_chip_too(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.bar.picture.drawn, check_params_cb=lambda image: not image.isNull()):
        window.results.photo_actions.same_wanted.emit(library.hits[0])
    assert labels(window) == ["same picture as snow on mountain.jpg"]
    assert window.bar.text() == ""
    qtbot.mouseClick(window.bar.chips.chips[0], Left)
    assert window.pages.currentWidget() is window.start
    assert labels(window) == []


def test_backspace_and_escape_take_the_picture_away(
    window: Window, library: CaptionLibrary, photos: Path, qtbot: QtBot
) -> None:
    for key in (Key.Key_Backspace, Key.Key_Escape):
        window.bar.picture.take(photos / "beach.png")
        qtbot.waitUntil(lambda: labels(window) == ["like beach.png"])
        window.bar.focus()
        qtbot.keyClick(window.bar.field, key)
        assert window.pages.currentWidget() is window.start
        assert (window.bar.text(), labels(window)) == ("", [])


def test_a_copied_file_is_pasted_as_a_picture(
    window: Window, library: CaptionLibrary, photos: Path, qtbot: QtBot, clipboard: None
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photos / "beach.png"))])
    QGuiApplication.clipboard().setMimeData(mime)
    window.bar.focus()
    qtbot.keyClick(window.bar.field, Key.Key_V, Mod.ControlModifier)
    qtbot.waitUntil(lambda: library.asked == [f"like:{photos / 'beach.png'}"])


def test_a_picture_takes_the_place_of_what_is_selected(
    window: Window, library: CaptionLibrary, photos: Path, qtbot: QtBot, clipboard: None
) -> None:
    beach = photos / "beach.png"
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(beach))])
    QGuiApplication.clipboard().setMimeData(mime)
    enter(window, qtbot, "snow forest")
    window.bar.focus()  # selects all
    qtbot.keyClick(window.bar.field, Key.Key_V, Mod.ControlModifier)
    qtbot.waitUntil(lambda: library.asked[-1] == f"like:{beach}")
    assert window.bar.field.text() == ""
    enter(window, qtbot, "snow forest")
    window.bar.picture.show(None)
    window.bar.field.setSelection(4, 7)
    dropped(window, mime)
    qtbot.waitUntil(lambda: library.asked[-1] == f"snow like:{beach}")
    assert window.bar.field.text() == "snow"


def test_words_beside_a_picture_are_a_chip_that_takes_them_out(
    window: Window, library: CaptionLibrary, photos: Path, qtbot: QtBot
) -> None:
    beach = photos / "beach.png"
    library.chips[f"snow like:{beach}"] = (Chip("words", "snow", "snow", "snow", 0, 4),)
    enter(window, qtbot, f"snow like:{beach}")
    qtbot.waitUntil(lambda: labels(window) == ["like beach.png", "and “snow”"])
    qtbot.mouseClick(window.bar.chips.chips[1], Left)
    qtbot.waitUntil(lambda: library.asked[-1] == f"like:{beach}")
    assert window.bar.field.text() == ""


def test_a_copied_picture_without_a_file_is_searched_by(
    window: Window, library: CaptionLibrary, qtbot: QtBot, clipboard: None
) -> None:
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    QGuiApplication.clipboard().setImage(image)
    window.bar.focus()
    qtbot.keyClick(window.bar.field, Key.Key_V, Mod.ControlModifier)
    qtbot.waitUntil(lambda: labels(window) == ["like pasted picture.png"])
    kept = window.bar.picture.path
    assert kept is not None
    assert QImage(str(kept)).width() == 1600
    folder = kept.parent.parent
    assert library.kept == []  # it cannot be searched by again
    window.close()
    assert not folder.exists()


def test_copied_words_are_pasted_as_words(window: Window, qtbot: QtBot, clipboard: None) -> None:
    QGuiApplication.clipboard().setText("snow")
    window.bar.focus()
    qtbot.keyClick(window.bar.field, Key.Key_V, Mod.ControlModifier)
    assert window.bar.field.text() == "snow"
    assert window.bar.picture.path is None


def test_a_picture_that_is_typed_is_left_alone_until_enter(
    window: Window, library: CaptionLibrary, photos: Path, qtbot: QtBot
) -> None:
    beach = photos / "beach.png"
    understood(library, f"snow like:{beach}")
    window.bar.focus()
    for text in ("snow like:", f'"{beach}', '"'):
        with qtbot.waitSignal(window.searching.answered):
            qtbot.keyClicks(window.bar.field, text)
    assert window.bar.field.text() == f'snow like:"{beach}"'
    qtbot.keyClick(window.bar.field, Key.Key_Return)
    assert window.bar.field.text() == "snow"
    assert labels(window) == ["like beach.png", "and “snow”"]
    window.bar.chips.chips[0].click()
    qtbot.waitUntil(lambda: labels(window) == [])
    assert window.bar.text() == "snow"
