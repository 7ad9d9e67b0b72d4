"""Captions, names and folders changed from the window on a real library, taken back, and shown as they are."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot
from test_changes import own_trash  # noqa: F401  # the trash of these tests alone
from ui_stand_ins import ScriptedIndexing, ScriptedWatch

from app.domain import CancelToken
from app.indexing.pipeline import index_paths
from app.library import Library
from app.settings import Settings
from app.ui.photo.viewer import Viewer
from app.ui.results.rename_dialog import RenameDialog
from app.ui.session import LibrarySession
from app.ui.window import Window
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, _drawn_photos: Path) -> Path:
    """A folder with `photos` and the `library` that holds them."""
    home = tmp_path_factory.mktemp("changed")
    shutil.copytree(_drawn_photos, home / "photos")
    for _ in index_paths(home / "library", [home / "photos"], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    return home


@pytest.fixture
def window(
    home: Path,
    qtbot: QtBot,
    start_run: Callable[[Path, Sequence[Path]], ScriptedIndexing],
    start_watch: Callable[[Path], ScriptedWatch],
    remembered: QSettings,
) -> Iterator[Window]:
    folder = home / "library"
    window = Window(LibrarySession(folder), IndexingRun(folder, start_run), Watching(folder, start_watch), remembered)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    look_for(window, qtbot, "beach")
    yield window
    if window.viewing.viewer is not None:
        window.viewing.viewer.close()
    window.close()


def look_for(window: Window, qtbot: QtBot, text: str, at_least: int = 1) -> None:
    def is_it(place: object, listing: Sequence[object]) -> bool:
        return getattr(place, "text", "") == text and len(listing) >= at_least

    with qtbot.waitSignal(window.searching.answered, check_params_cb=is_it):
        window.searching.text(text)
    window.results.enter()


def undo(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()  # offscreen, nobody does it when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.changing.said) as said:
        qtbot.keyClick(window.results.currentWidget(), Key.Key_Z, Mod.ControlModifier)
    assert said.args[0].startswith("Undone: ")


def test_a_corrected_caption_is_found_by_its_words_at_once(window: Window, qtbot: QtBot) -> None:
    before = window.results.current_hit()
    assert before is not None
    qtbot.keyClick(window.results.currentWidget(), Key.Key_K, Mod.ControlModifier)
    field = window.preview.about.caption.field
    qtbot.keyClicks(field, "Aunt Zenobia 1 by the sea")
    with qtbot.waitSignal(window.changing.marked):
        qtbot.keyClick(field, Key.Key_Return)
    look_for(window, qtbot, "zenobia")
    found = window.results.current_hit()
    assert found is not None and (found.photo_id, found.caption) == (before.photo_id, "Aunt Zenobia 1 by the sea")
    undo(window, qtbot)
    shown = before.caption or "No caption yet"
    qtbot.waitUntil(lambda: window.preview.about.caption.label.text() == shown)


def test_a_tag_added_in_the_viewer_is_found_and_taken_back(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window.results.list, Key.Key_Return)
    viewer = window.viewing.viewer
    assert isinstance(viewer, Viewer) and viewer.hit is not None
    photo = viewer.hit.photo_id
    qtbot.keyClick(viewer.canvas, Key.Key_I)
    viewer.about.tags.edit()
    qtbot.keyClicks(viewer.about.tags.field, "Quetzal")
    with qtbot.waitSignal(window.changing.marked):
        qtbot.keyClick(viewer.about.tags.field, Key.Key_Return)
    assert viewer.about.tags.chips()[0].word.text() == "Quetzal"
    assert viewer.note.text().startswith("Tagged 1 photo “Quetzal”")
    with qtbot.waitSignal(window.changing.marked):
        qtbot.keyClick(viewer.canvas, Key.Key_Z, Mod.ControlModifier)
    assert "Quetzal" not in [chip.word.text() for chip in viewer.about.tags.chips()]
    with qtbot.waitSignal(window.changing.marked):
        qtbot.keyClick(viewer.canvas, Key.Key_Z, Mod.ControlModifier | Mod.ShiftModifier)
    viewer.close()
    look_for(window, qtbot, "quetzal")
    found = window.results.current_hit()
    assert found is not None and found.photo_id == photo
    undo(window, qtbot)


def test_a_file_is_renamed_by_key_and_gets_its_name_back(window: Window, qtbot: QtBot) -> None:
    hit = window.results.current_hit()
    assert hit is not None
    old = Path(hit.path)
    qtbot.keyClick(window.results.currentWidget(), Key.Key_F2)
    dialog = window.findChild(RenameDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.field, "Oma 1")
    with qtbot.waitSignal(window.changing.marked):
        qtbot.keyClick(dialog.field, Key.Key_Return)
    new = old.with_name(f"Oma 1{old.suffix}")
    assert new.exists() and not old.exists()
    qtbot.waitUntil(lambda: window.preview.about.name.text() == new.name)
    undo(window, qtbot)
    assert old.exists() and not new.exists()
    qtbot.waitUntil(lambda: window.preview.about.name.text() == old.name)


def test_a_folder_is_kept_out_and_comes_back_into_view(window: Window, qtbot: QtBot, home: Path) -> None:
    count = window.results.model.count
    hit = window.results.current_hit()
    assert hit is not None
    with qtbot.waitSignal(window.changing.moved):
        window.results.photo_actions.exclude.trigger()
    qtbot.waitUntil(
        lambda: window.results.model.count < count or window.pages.currentWidget() is not window.splitter,
    )
    with qtbot.waitSignal(window.changing.moved):
        window.wishes.undo()
    qtbot.waitUntil(lambda: window.results.model.count == count)


def test_a_photo_trashed_in_the_viewer_makes_room_for_the_next(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_for(window, qtbot, "type:jpeg", 3)
    qtbot.keyClick(window.results.list, Key.Key_Return)
    viewer = window.viewing.viewer
    assert viewer is not None and viewer.hit is not None
    first, count = viewer.hit, window.results.model.count
    with qtbot.waitSignal(window.changing.moved):
        qtbot.keyClick(viewer.canvas, Key.Key_Delete)
    qtbot.waitUntil(
        lambda: (
            viewer.hit is not None
            and viewer.hit.photo_id != first.photo_id
            and viewer.overlay.position.text() == f"1 of {count - 1}"
        ),
    )
    assert viewer.isVisible() and not Path(first.path).exists()
    assert viewer.note.isVisible() and viewer.note.text() == "Moved 1 file to the trash · Ctrl+Z undoes it"
    with qtbot.waitSignal(window.changing.moved):
        qtbot.keyClick(viewer.canvas, Key.Key_Z, Mod.ControlModifier)
    qtbot.waitUntil(lambda: window.results.model.count == count and Path(first.path).exists())
    qtbot.waitUntil(lambda: viewer.hit is not None and viewer.hit.photo_id == first.photo_id)
    assert viewer.note.text() == "Undone: Moved 1 file to the trash"
    assert window.results.selected_ids().tolist() == [first.photo_id]
    qtbot.keyClick(viewer.canvas, Key.Key_Right)
    assert not viewer.note.isVisible()  # of another photo, it would say nothing


def test_photos_to_be_described_again_are_handed_to_the_indexing(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.wishes.index_wanted) as wanted:
        window.results.photo_actions.reindex.trigger()
    hit = window.results.current_hit()
    assert hit is not None and wanted.args[0] == [Path(hit.path)]


def test_a_caption_that_is_being_written_is_kept_when_the_window_closes(
    window: Window, home: Path, qtbot: QtBot
) -> None:
    photo = window.results.current_hit()
    assert photo is not None
    qtbot.keyClick(window.results.currentWidget(), Key.Key_K, Mod.ControlModifier)
    qtbot.keyClicks(window.preview.about.caption.field, "Half a thought")
    window.close()
    with Library.open(home / "library") as library:
        row = library.photos_by_ids([photo.photo_id])[0]
    assert row.caption is not None and row.caption.text == "Half a thought"
