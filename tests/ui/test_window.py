"""What a person does in the window, on a stand-in library with real photos."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary, ScriptedIndexing

from app.domain import IndexSummary, Progress, Skipped, SnowlineError
from app.indexing.wishes import change_wishes
from app.ui.results.results_model import Column
from app.ui.session import Coverage
from app.ui.window import Window

Runs = list[tuple[list[Path], ScriptedIndexing]]
Key, Mod = Qt.Key, Qt.KeyboardModifier


def search(window: Window, qtbot: QtBot, text: str) -> None:
    """Types a search and presses Enter."""
    window.bar.focus()
    qtbot.keyClicks(window.bar.field, text)
    qtbot.keyClick(window.bar.field, Key.Key_Return)


def shown(window: Window) -> list[int]:
    return [hit.photo_id for hit in window.results.model.hits]


def drop(target: QWidget, *paths: Path) -> bool:
    """Drags files over a widget and lets go; False where it did not want them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    middle, copy, left = target.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(middle, copy, mime, left, Mod.NoModifier)
    enter.setAccepted(False)
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(middle), copy, mime, left, Mod.NoModifier))
    return enter.isAccepted()


def test_an_empty_library_invites(open_window: Callable[[], Window], library: CaptionLibrary, qtbot: QtBot) -> None:
    library.hits = []
    window = open_window()
    assert window.pages.currentWidget() is window.start
    qtbot.waitUntil(lambda: window.start.title.text() == "Drop your photos here")
    assert window.start.add_folder.isVisible()
    assert window.bar.field.hasFocus()
    with qtbot.waitSignal(window.searching.failed):
        search(window, qtbot, "snow")
    assert window.pages.currentWidget() is window.start


def test_a_full_library_asks_what_to_look_for(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.start.title.text() == "What are you looking for?")
    assert window.panel.coverage.text() == "5 photos"


def test_search_as_you_type_asks_once_for_the_whole_word(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.bar.field, "snow")
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.splitter)
    assert library.asked == ["snow"]
    assert shown(window) == [1, 2, 3, 4]
    assert window.header.title.text() == 'Search Results for "snow"'
    assert window.windowTitle().startswith('Search Results for "snow"')
    assert window.header.found.text() == "4 photos · 2 likely, 2 maybe"
    qtbot.waitUntil(lambda: window.header.found.width() > 100)


def test_a_stale_answer_is_never_shown(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    library.gate.clear()
    window.searching.text("snow")
    qtbot.waitUntil(lambda: library.asked == ["snow"])
    window.searching.text("mountain")
    seen: list[str] = []
    window.searching.answered.connect(lambda place, listing: seen.append(listing.answer.query))
    library.gate.set()
    qtbot.waitUntil(lambda: shown(window) == [1])
    assert seen == ["mountain"]


def test_the_library_never_works_on_the_gui_thread(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    for text in ("snow", "beach"):
        with qtbot.waitSignal(window.searching.answered):
            search(window, qtbot, text)
    assert len(library.threads) == 1
    assert threading.get_ident() not in library.threads


def test_nothing_found_offers_the_unlikely_ones(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "flower")
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.no_match)
    assert window.no_match.title.text() == 'Nothing in your library looks like "flower"'
    qtbot.mouseClick(window.no_match.everything, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(window) == [5])
    assert window.header.found.text() == "1 photo · 1 unlikely"
    assert not window.header.everything.isVisible()


def test_an_error_says_what_happened_and_can_be_tried_again(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    search(window, qtbot, "broken")
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.error)
    assert window.error.text.text() == "The pack is damaged. Install Snowline again."
    qtbot.mouseClick(window.error.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: library.asked == ["broken", "broken"])


def test_what_was_cut_short_goes_on_once_the_library_can_be_read(
    window: Window, library: CaptionLibrary, runs: Runs, photos: Path, qtbot: QtBot
) -> None:
    library.folder.mkdir(exist_ok=True)
    change_wishes(library.folder, unfinished=(str(photos), str(photos / "gone since")))
    window.searching.not_covered.emit(SnowlineError("The library cannot be read."))
    qtbot.waitUntil(window.error.again.isVisible)
    qtbot.mouseClick(window.error.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [paths for paths, _ in runs] == [[photos]])


def test_escape_clears_and_leads_to_the_start_page(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "snow")
    qtbot.keyClick(window.bar.field, Key.Key_Escape)
    assert window.pages.currentWidget() is window.start
    assert window.bar.field.text() == ""
    assert window.windowTitle() == "Snowline"


def test_the_keyboard_goes_from_the_field_to_a_photo_and_back(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "snow")
    qtbot.waitUntil(lambda: len(shown(window)) == 4)
    qtbot.keyClick(window.bar.field, Key.Key_Down)
    assert window.results.list.hasFocus()
    qtbot.waitUntil(lambda: window.preview.about.name.text() == "snow on mountain.jpg")
    qtbot.keyClick(window.results.list, Key.Key_Down)
    qtbot.waitUntil(lambda: window.preview.about.name.text() == "forest.jpg")
    qtbot.keyClick(window.results.list, Key.Key_F, Mod.ControlModifier)
    assert window.bar.field.hasFocus()
    assert window.bar.field.selectedText() == "snow"


def test_find_similar_and_back(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    search(window, qtbot, "mountain")
    qtbot.waitUntil(lambda: shown(window) == [1])
    window.results.enter()
    path = library.hits[0].path
    qtbot.keyClick(window.results.list, Key.Key_G, Mod.ControlModifier)
    qtbot.waitUntil(lambda: shown(window) == [2, 3, 4])
    assert window.header.title.text() == 'Photos similar to "snow on mountain.jpg"'
    assert library.asked[-1] == f'like:"{path}"'
    assert window.bar.back.isEnabled()
    qtbot.keyClick(window, Key.Key_Left, Mod.AltModifier)
    qtbot.waitUntil(lambda: shown(window) == [1])
    assert window.bar.field.text() == "mountain"
    current = window.results.current_hit()
    assert current is not None and current.photo_id == 1
    assert not window.bar.back.isEnabled()


def test_the_context_menu_opens_by_keyboard_at_the_photo(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "snow")
    qtbot.waitUntil(lambda: len(shown(window)) == 4)
    window.results.enter()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(window.results, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text().split("\t")[0].replace("&", "") for action in menu.actions() if not action.isSeparator()]
    assert texts == [
        "View on the whole screen",
        "Open",
        "Open with",
        "Find similar: same subject",
        "Find similar: same picture",
        "Show in file manager",
        "Copy",
        "Copy path",
        "Rating",
        "Favourite",
        "Tags",
        "Correct the caption…",
        "Rename…",
        "Describe again",
        "Exclude the folder “winter trip”",
        "Move to trash",
        "Sort by",
        "Group by",
        "Columns",
        "Relevance line",
    ]
    keys = [action.text()[action.text().index("&") + 1].lower() for action in menu.actions() if "&" in action.text()]
    assert len(keys) == len(set(keys)) == len(texts)
    menu.close()


def test_a_click_beside_the_photos_only_offers_how_they_are_shown(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "mountain")
    qtbot.waitUntil(lambda: shown(window) == [1])
    below = window.results.list.viewport().mapToGlobal(window.results.list.viewport().rect().bottomLeft())
    QApplication.sendEvent(window.results, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(), below))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text().replace("&", "") for action in menu.actions()] == [
        "Sort by",
        "Group by",
        "Columns",
        "Relevance line",
    ]
    menu.close()


def test_paths_of_all_chosen_photos_are_copied(window: Window, library: CaptionLibrary, qtbot: QtBot) -> None:
    search(window, qtbot, "snow")
    qtbot.waitUntil(lambda: len(shown(window)) == 4)
    window.results.enter()
    qtbot.keyClick(window.results.list, Key.Key_Down, Mod.ShiftModifier)
    qtbot.keyClick(window.results.list, Key.Key_C, Mod.ControlModifier | Mod.ShiftModifier)
    assert QGuiApplication.clipboard().text().splitlines() == [library.hits[0].path, library.hits[1].path]
    assert window.panel.words.text() == "2 paths copied"


def test_list_and_grid_share_what_is_chosen(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "snow")
    qtbot.waitUntil(lambda: len(shown(window)) == 4)
    window.results.enter()
    qtbot.keyClick(window.results.list, Key.Key_Down)
    qtbot.keyClick(window, Key.Key_2, Mod.ControlModifier)
    assert window.results.currentWidget() is window.results.grid
    assert window.results.grid.hasFocus()
    assert window.results.grid.currentIndex().row() == 1
    qtbot.keyClick(window.results.grid, Key.Key_Right)  # over the heading
    qtbot.waitUntil(lambda: window.preview.about.name.text() == "beach.png")
    qtbot.keyClick(window, Key.Key_1, Mod.ControlModifier)
    assert window.results.list.currentIndex().row() == 3
    assert [hit.photo_id for hit in window.results.selected_hits()] == [3]


def test_a_click_on_a_heading_sorts(window: Window, qtbot: QtBot) -> None:
    window.resize(1600, 800)  # with room for all columns
    search(window, qtbot, "snow")
    qtbot.waitUntil(lambda: len(shown(window)) == 4)
    header = window.results.list.header()
    place = QPoint(header.sectionViewportPosition(Column.SIZE) + 10, header.height() // 2)
    with qtbot.waitSignal(window.searching.answered):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.searching.history.here.wanted.sort == "size"  # type: ignore[union-attr]
    assert "Size" in window.header.order.text()


def test_a_folder_dropped_anywhere_is_indexed(window: Window, runs: Runs, photos: Path) -> None:
    assert drop(window, photos, photos / "beach.png")
    assert [paths for paths, _ in runs] == [[photos, photos / "beach.png"]]
    assert window.panel.bar.isVisible()


@pytest.mark.parametrize("copied", [True, False])
def test_a_dropped_folder_stays_where_it_is(window: Window, runs: Runs, photos: Path, copied: bool) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photos))])
    place, left, move = QPointF(5, 5), Qt.MouseButton.LeftButton, Qt.DropAction.MoveAction
    offered = move | Qt.DropAction.CopyAction if copied else move
    for event in (
        QDragEnterEvent(place.toPoint(), offered, mime, left, Mod.NoModifier),
        QDragMoveEvent(place.toPoint(), offered, mime, left, Mod.NoModifier),
        QDropEvent(place, offered, mime, left, Mod.NoModifier),
    ):
        event.setDropAction(move)  # as a file manager does between two folders of one drive
        event.setAccepted(False)
        QApplication.sendEvent(window, event)
        assert event.isAccepted() == copied
        assert not copied or event.dropAction() == Qt.DropAction.CopyAction
    assert [paths for paths, _ in runs] == ([[photos]] if copied else [])


def test_dropped_text_is_not_taken(window: Window, runs: Runs) -> None:
    mime = QMimeData()
    mime.setText("hello")
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Mod.NoModifier)
    event.setAccepted(False)
    QApplication.sendEvent(window, event)
    assert not event.isAccepted()


def test_a_picture_dropped_on_the_search_field_is_searched_by(
    window: Window, library: CaptionLibrary, photos: Path, qtbot: QtBot
) -> None:
    assert drop(window.bar.field, photos / "beach.png")
    qtbot.waitUntil(lambda: library.asked == [f"like:{photos / 'beach.png'}"])
    assert window.windowTitle().startswith('Photos similar to "beach.png"')


def test_a_folder_dropped_on_the_search_field_is_indexed_like_anywhere(
    window: Window, runs: Runs, photos: Path
) -> None:
    drop(window.bar.field, photos)
    assert [paths for paths, _ in runs] == [[photos]]


def test_add_folder_asks_for_one(
    window: Window, runs: Runs, photos: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(photos))
    qtbot.keyClick(window, Key.Key_O, Mod.ControlModifier)
    qtbot.mouseClick(window.bar.add_folder, Qt.MouseButton.LeftButton)
    assert runs[0][0] == [photos]


def test_indexing_is_followed_to_its_end(
    open_window: Callable[[], Window],
    library: CaptionLibrary,
    runs: Runs,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.ui.search.searching.REFRESH_EVERY", 0.0)
    hits, library.hits = library.hits, []
    window = open_window()
    window.add([Path("/photos")])
    script = runs[0][1]
    assert window.start.title.text() == "Looking at your photos"
    library.hits = hits
    script.news = [[Progress("index", 5, 10, 20.0, 1.0)]]
    qtbot.waitUntil(lambda: window.panel.bar.value() == 5)
    assert window.panel.words.text() == "Indexing 5 of 10 · newest first · 20/s · 1 s left"
    qtbot.waitUntil(lambda: window.start.title.text() == "What are you looking for?")  # searchable meanwhile
    qtbot.mouseClick(window.panel.pause, Qt.MouseButton.LeftButton)
    assert window.panel.pause.text() == "Resume"
    assert window.panel.words.text().startswith("Paused · ")
    qtbot.mouseClick(window.panel.pause, Qt.MouseButton.LeftButton)
    assert script.calls == ["pause", "resume"]
    skipped = [Skipped("/photos/bad.jpg", "The file is damaged")]
    script.news = [[IndexSummary(10, 9, 0, skipped, 2.0)]]
    qtbot.waitUntil(lambda: not window.panel.bar.isVisible())
    assert window.panel.words.text() == "9 photos indexed in 2 seconds · 1 file skipped"
    qtbot.mouseClick(window.panel.skipped, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.panes.skipped


def test_results_grow_while_indexing_unless_somebody_is_looking_at_one(
    window: Window, library: CaptionLibrary, runs: Runs, qtbot: QtBot
) -> None:
    hits, library.hits = library.hits, library.hits[1:2]
    window.searching.text("snow")
    qtbot.waitUntil(lambda: shown(window) == [2])
    window.add([Path("/photos")])
    library.hits = hits[:3]
    window.searching.refresh(at_once=True)
    qtbot.waitUntil(lambda: shown(window) == [1, 2, 3])
    window.results.enter()
    library.hits = hits
    runs[0][1].news = [[IndexSummary(5, 5)]]
    qtbot.waitUntil(lambda: window.panel.coverage.text() == "5 photos")
    qtbot.wait(50)
    assert shown(window) == [1, 2, 3]
    qtbot.keyClick(window, Key.Key_F5)
    qtbot.waitUntil(lambda: shown(window) == [1, 2, 3, 4])
    current = window.results.current_hit()
    assert current is not None and current.photo_id == 1


def test_indexing_that_fails_says_why(window: Window, runs: Runs, qtbot: QtBot) -> None:
    window.add([Path("/photos")])
    runs[0][1].news = [["Another Snowline is indexing this library."]]
    qtbot.waitUntil(lambda: window.panel.words.text() == "Another Snowline is indexing this library.")
    assert not window.panel.bar.isVisible()


def test_the_window_remembers_how_it_was_left(open_window: Callable[[], Window], qtbot: QtBot) -> None:
    first = open_window()
    first.resize(700, 500)
    first.bar.grid_button.click()
    first.bar.preview_button.click()
    first.close()
    second = open_window()
    assert (second.width(), second.height()) == (700, 500)
    assert second.results.currentWidget() is second.results.grid
    assert second.bar.grid_button.isChecked()
    assert not second.preview.isVisibleTo(second)


def test_closing_stops_indexing_and_closes_the_library(window: Window, library: CaptionLibrary, runs: Runs) -> None:
    window.add([Path("/photos")])
    window.close()
    assert runs[0][1].calls == ["leave"]
    assert library.closed


def test_every_control_has_a_name_for_a_screen_reader(window: Window) -> None:
    bar, panel = window.bar, window.panel
    controls = [bar.back, bar.field, bar.add_folder, bar.list_button, bar.grid_button, bar.preview_button]
    controls += [panel.bar, panel.pause, panel.stop, window.results.list, window.results.grid, window.preview]
    assert all(control.accessibleName() or control.text() for control in controls)


def test_a_library_that_cannot_be_opened_is_an_error_from_the_start(
    open_window: Callable[[], Window], library: CaptionLibrary, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer() -> Coverage:
        raise SnowlineError("This library was written by a newer Snowline.")

    monkeypatch.setattr(library, "refresh", newer)
    window = open_window()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.error)
    assert window.error.text.text() == "This library was written by a newer Snowline."
    monkeypatch.undo()
    qtbot.mouseClick(window.error.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.start.title.text() == "What are you looking for?")
    assert window.pages.currentWidget() is window.start
