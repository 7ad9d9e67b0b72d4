"""Ratings, favourites, tags, the trash and undo, from the window down to a real library with real files."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary, ScriptedIndexing, ScriptedWatch, make_hit

from app.domain import CancelToken, Hit, SnowlineError
from app.indexing.pipeline import index_paths
from app.library import Library
from app.library.lock import WriterLock
from app.search.query.tree import AS_ASKED
from app.settings import Settings
from app.ui.results import changes as changes_module
from app.ui.results.changes import LibraryChanges
from app.ui.results.ink import Ink
from app.ui.results.results_model import HIT_ROLE
from app.ui.results.tag_dialog import TagDialog
from app.ui.session import LibrarySession
from app.ui.window import Window
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching

Key, Mod = Qt.Key, Qt.KeyboardModifier
Start = Callable[[Path, Sequence[Path]], ScriptedIndexing]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory, _drawn_photos: Path) -> Path:
    """A folder with `photos` and the `library` that holds them."""
    home = tmp_path_factory.mktemp("indexed")
    shutil.copytree(_drawn_photos, home / "photos")
    for _ in index_paths(home / "library", [home / "photos"], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    return home


@pytest.fixture(autouse=True)
def own_trash(user_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trash of this test alone: where that is, is remembered from when it was first used."""
    if sys.platform != "linux":
        pytest.skip("the trash of other systems cannot be put elsewhere")
    import send2trash.plat_other as other

    home = Path(os.environ["XDG_DATA_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    monkeypatch.setenv("HOME", str(user_folders))
    monkeypatch.setattr(other, "HOMETRASH_B", bytes(home / "Trash"))
    monkeypatch.setattr(other, "HOMETRASH", str(home / "Trash"))
    monkeypatch.setattr(other, "XDG_DATA_HOME", bytes(home))
    monkeypatch.setattr("send2trash.send2trash", other.send2trash)


@pytest.fixture
def hits(indexed: Path) -> Iterator[list[Hit]]:
    """The two beaches, as a search finds them; whatever a test does to them is undone."""
    with Library.open(indexed / "library") as library:
        before = library.history(1)
    session = LibrarySession(indexed / "library")
    yield list(session.listing("beach", AS_ASKED, everything=True).answer.hits[:2])
    session.close()
    with Library.open(indexed / "library", write=True) as library:
        while (done := [entry for entry in library.history() if entry.state == "done"]) and done[0] not in before:
            library.undo()


def marks(indexed: Path, hit: Hit) -> tuple[int | None, bool, tuple[str, ...]]:
    with Library.open(indexed / "library") as library:
        row = library.photos_by_ids([hit.photo_id])[0]
        return row.rating, row.favourite, row.own_tags


def test_marks_are_kept_and_come_back_with_the_hits(indexed: Path, hits: list[Hit]) -> None:
    changes = LibraryChanges(indexed / "library")
    one, two = hits
    outcome = changes.rate(hits, 4)
    assert outcome.words == "Rated 2 photos 4 stars · Ctrl+Z undoes it"
    assert [outcome.hits[hit.photo_id].rating for hit in hits] == [4, 4]
    changes.favour([one], True)
    tagged = changes.tag([one, two], ["Oma", "holiday"])
    assert {tag.name for tag in tagged.hits[two.photo_id].tags if tag.p == 1.0} == {"Oma", "holiday"}
    assert changes.tag_names() == ["holiday", "Oma"]
    changes.untag([one], "Oma")
    assert marks(indexed, one) == (4, True, ("holiday",))
    assert changes.rate([one], 4).words == "Nothing to change: it is so already."
    assert changes.rate([make_hit(-1, "/new.jpg", waiting=True)], 4).words.startswith("This can be done once")


def test_a_models_tag_is_taken_off_and_undo_brings_it_back(indexed: Path, hits: list[Hit]) -> None:
    changes = LibraryChanges(indexed / "library")
    with contextlib.closing(sqlite3.connect(indexed / "library" / "library.sqlite")) as catalogue, catalogue:
        catalogue.execute("INSERT OR IGNORE INTO tag_names (name) VALUES ('sea')")
        catalogue.execute(
            "INSERT OR REPLACE INTO photo_tags SELECT photo_id, gen, (SELECT id FROM tag_names WHERE name = 'sea'), "
            "0.97 FROM photo_vectors WHERE photo_id IN (?, ?)",
            [hit.photo_id for hit in hits],
        )
        catalogue.execute("UPDATE photos SET live = live")  # as every change does that a search could see

    def with_sea() -> dict[int, Hit]:
        session = LibrarySession(indexed / "library")
        found = session.listing("tag:sea", AS_ASKED, everything=False).answer.hits
        session.close()
        return {hit.photo_id: hit for hit in found}

    tagged = with_sea()
    one, two = (tagged[hit.photo_id] for hit in hits)
    gone = changes.untag([one], "sea").hits[one.photo_id]
    assert [tag.name for tag in (*one.tags, *gone.tags)] == ["sea"]
    assert set(with_sea()) == {two.photo_id}
    assert changes.undo([gone]).hits[one.photo_id].tags == one.tags
    assert set(with_sea()) == {one.photo_id, two.photo_id}


def test_undo_goes_back_step_by_step_and_forward_again(indexed: Path, hits: list[Hit]) -> None:
    changes = LibraryChanges(indexed / "library")
    one = changes.rate(hits[:1], 5).hits[hits[0].photo_id]
    two = changes.favour([one], True).hits[one.photo_id]
    back = changes.undo([two])
    assert back.words == "Undone: Made 1 photo a favourite"
    assert back.hits == {one.photo_id: one}
    assert changes.redo([one]).hits == {two.photo_id: two}
    changes.undo([two])
    assert changes.undo([one]).hits[one.photo_id].rating is None


def test_what_was_done_before_the_window_opened_is_named_before_it_is_undone(indexed: Path, hits: list[Hit]) -> None:
    LibraryChanges(indexed / "library").rate(hits[:1], 5)
    later = LibraryChanges(indexed / "library")
    asked = later.undo(hits)
    assert asked.words.startswith("Nothing was changed since this window was opened. Once more undoes: Rated 1 photo")
    assert marks(indexed, hits[0])[0] == 5
    assert later.undo(hits).words == "Undone: Rated 1 photo 5 stars"
    assert marks(indexed, hits[0])[0] is None


def test_a_trashed_file_comes_back(indexed: Path, hits: list[Hit]) -> None:
    changes = LibraryChanges(indexed / "library")
    path = Path(hits[0].path)
    content = path.read_bytes()
    outcome = changes.trash(hits[:1])
    assert outcome.words == "Moved 1 file to the trash · Ctrl+Z undoes it"
    assert outcome.moved and not path.exists()
    undone = changes.undo(hits)
    assert undone.moved and path.read_bytes() == content


def test_a_file_that_was_changed_since_stays(indexed: Path, hits: list[Hit]) -> None:
    path = Path(hits[0].path)
    before, times = path.read_bytes(), path.stat()
    path.write_bytes(before + b"edited")
    try:
        with pytest.raises(SnowlineError, match=r"stays: it was changed since it was indexed"):
            LibraryChanges(indexed / "library").trash(hits[:1])
        assert path.exists()
    finally:
        path.write_bytes(before)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_marks_can_be_given_while_another_process_indexes_but_files_stay(
    indexed: Path, hits: list[Hit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes_module, "PATIENCE", 0.2)
    changes = LibraryChanges(indexed / "library")
    lock = WriterLock(indexed / "library", purpose="indexing photos")
    try:
        assert changes.rate(hits, 3).hits
        with pytest.raises(SnowlineError, match="Another Snowline is writing"):
            changes.trash(hits)
    finally:
        lock.release()


@pytest.fixture
def window(
    indexed: Path,
    hits: list[Hit],
    qtbot: QtBot,
    start_run: Start,
    start_watch: Callable[[Path], ScriptedWatch],
    remembered: QSettings,
) -> Iterator[Window]:
    """The window on the real library, with the beaches found and the first one current."""
    folder = indexed / "library"
    window = Window(LibrarySession(folder), IndexingRun(folder, start_run), Watching(folder, start_watch), remembered)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.searching.text("beach")
    qtbot.waitUntil(lambda: len(window.results.model.hits) >= 2)
    window.results.enter()
    yield window
    window.close()


def press(window: Window, qtbot: QtBot, key: Key, held: Mod = Mod.NoModifier) -> None:
    """Presses a key where the results have the keyboard, and waits for what came of it."""
    with qtbot.waitSignal(window.changing.said):
        qtbot.keyClick(window.results.currentWidget(), key, held)


def test_keys_mark_trash_and_undo_in_the_window(window: Window, qtbot: QtBot) -> None:
    results = window.results
    first = results.current_hit()
    assert first is not None
    press(window, qtbot, Key.Key_4)
    press(window, qtbot, Key.Key_D, Mod.ControlModifier)
    marked = results.current_hit()
    assert marked is not None and (marked.rating, marked.favourite) == (4, True)
    press(window, qtbot, Key.Key_0)
    press(window, qtbot, Key.Key_Z, Mod.ControlModifier)
    again = results.current_hit()
    assert again is not None and again.rating == 4
    assert window.panel.words.text().startswith("Undone: ")

    count = len(results.model.hits)
    press(window, qtbot, Key.Key_Delete)
    qtbot.waitUntil(lambda: len(results.model.hits) == count - 1)
    following = results.current_hit()
    assert following is not None and following.photo_id != first.photo_id
    assert not Path(first.path).exists()
    press(window, qtbot, Key.Key_Z, Mod.ControlModifier)
    qtbot.waitUntil(lambda: len(results.model.hits) == count)
    assert Path(first.path).exists()


def test_tags_are_asked_for_and_taken_off_in_the_menu(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window.results.currentWidget(), Key.Key_T, Mod.ControlModifier)
    dialog = window.findChild(TagDialog)
    assert dialog is not None and not dialog.add.isEnabled()
    qtbot.keyClicks(dialog.field, "Oma, sand castle")
    with qtbot.waitSignal(window.changing.marked):
        qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    hit = window.results.current_hit()
    assert hit is not None and [tag.name for tag in hit.tags if tag.p == 1.0] == ["Oma", "sand castle"]
    menu = window.results.menu()
    tags = next(part for part in menu.findChildren(QMenu) if part.title() == "&Tags")
    gone = next(action for action in tags.actions() if action.text() == "Remove “Oma”")
    with qtbot.waitSignal(window.changing.marked):
        gone.trigger()
    menu.close()
    qtbot.waitUntil(lambda: "Oma" not in [tag.name for tag in window.results.current_hit().tags])  # type: ignore[union-attr]


def test_a_tag_that_there_is_completes_the_one_being_typed(qtbot: QtBot) -> None:
    dialog = TagDialog(2)
    qtbot.addWidget(dialog)
    dialog.offer(["Grandmother", "garden"])
    dialog.show()
    qtbot.keyClicks(dialog.field, "beach, grandm")
    popup = dialog.field._completer.popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().rowCount() == 1
    dialog.field._completer.activated.emit("Grandmother")
    assert dialog.names() == ["beach", "Grandmother"]
    popup.hide()


def test_files_are_copied_for_other_programs(window: Window, qtbot: QtBot) -> None:
    hit = window.results.current_hit()
    qtbot.keyClick(window.results.currentWidget(), Key.Key_C, Mod.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    assert hit is not None and [url.toLocalFile() for url in mime.urls()] == [hit.path]
    assert mime.data("x-special/gnome-copied-files").data().startswith(b"copy\nfile:///")


def test_the_same_picture_is_another_question_than_the_same_subject(
    open_window: Callable[[], Window], library: CaptionLibrary, qtbot: QtBot
) -> None:
    window = open_window()
    window.searching.text("mountain")
    qtbot.waitUntil(lambda: len(window.results.model.hits) == 1)
    window.results.enter()
    qtbot.keyClick(window.results.list, Key.Key_G, Mod.ControlModifier | Mod.ShiftModifier)
    qtbot.waitUntil(lambda: library.asked[-1] == (1, "picture"))
    assert window.windowTitle().startswith('The same picture as "snow on mountain.jpg"')


@pytest.mark.parametrize("grid", [False, True])
def test_a_click_on_the_count_unfolds_and_folds(
    open_window: Callable[[], Window], library: CaptionLibrary, qtbot: QtBot, photos: Path, grid: bool
) -> None:
    library.hits[0] = make_hit(1, library.hits[0].path, caption="snow on a mountain", copies=2)
    library.folded = {1: [make_hit(11, photos / "beach.png"), make_hit(12, photos / "flower.gif")]}
    window = open_window()
    window.bar.grid_button.setChecked(grid)
    window.searching.text("snow")
    results = window.results
    qtbot.waitUntil(lambda: len(results.model.hits) == 4)
    view = results.currentWidget()

    def shown() -> list[int]:
        return [hit.photo_id for hit in results.model.hits]

    def click() -> None:
        index = results.model.index(0, 0)
        option = QStyleOptionViewItem()
        option.initFrom(view)
        option.rect = view.visualRect(index)
        delegate, hit = view.itemDelegate(), index.data(HIT_ROLE)
        box = delegate.picture_box(option.rect, copy=False)
        side = round(max(box.width(), box.height()) * view.devicePixelRatioF())
        qtbot.waitUntil(lambda: window.thumbnails.get(hit, side, 5) is not None)  # the count stands on the picture
        place = delegate.copies_box(Ink(view), option.rect, hit, copy=False).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click()
    qtbot.waitUntil(lambda: shown() == [1, 11, 12, 2, 3, 4])
    assert library.asked[-1] == ("copies", 1, "snow")
    click()
    assert shown() == [1, 2, 3, 4]
    results.enter()
    qtbot.keyClick(view, Key.Key_U, Mod.ControlModifier)
    qtbot.waitUntil(lambda: len(shown()) == 6)


def test_a_caption_of_ones_own_is_found_at_once_and_taken_back(indexed: Path, hits: list[Hit]) -> None:
    changes = LibraryChanges(indexed / "library")
    before = hits[0].caption
    written = changes.caption(hits[0], "Grandmother Aurelia\nin Vinci").hits[hits[0].photo_id]
    assert written.caption == "Grandmother Aurelia\nin Vinci"
    session = LibrarySession(indexed / "library")
    assert session.listing("aurelia", AS_ASKED, everything=False).ids.tolist() == [written.photo_id]
    session.close()
    assert changes.caption(written, " ").hits[written.photo_id].caption == before
    assert changes.undo([hits[0]]).hits[written.photo_id].caption == written.caption


def test_a_file_gets_another_name_and_its_old_one_again(indexed: Path, hits: list[Hit]) -> None:
    changes = LibraryChanges(indexed / "library")
    old = Path(hits[0].path)
    outcome = changes.rename(hits[0], "Oma am Strand")
    assert outcome.words.endswith(" · Ctrl+Z undoes it")
    new = Path(outcome.hits[hits[0].photo_id].path)
    assert new == old.with_stem("Oma am Strand") and new.exists() and not old.exists()
    taken = new.with_name(f"taken{new.suffix}")
    shutil.copy(new, taken)
    with pytest.raises(SnowlineError, match="there is another file of that name"):
        changes.rename(outcome.hits[hits[0].photo_id], "taken")
    taken.unlink()
    assert changes.undo(hits).moved and old.exists()


def test_a_folder_is_kept_out_and_comes_back(indexed: Path, hits: list[Hit]) -> None:
    changes = LibraryChanges(indexed / "library")
    folder = Path(hits[0].path).parent
    assert changes.exclude([folder]).moved
    with Library.open(indexed / "library") as library:
        assert not library.files_at(folder)
    assert changes.undo(hits).moved
    with Library.open(indexed / "library") as library:
        assert library.files_at(folder)


def test_photos_wait_to_be_described_again(indexed: Path, hits: list[Hit]) -> None:
    outcome = LibraryChanges(indexed / "library").reindex(hits[:1])
    assert "will be described again" in outcome.words
    assert outcome.waiting == (Path(hits[0].path),)
    with Library.open(indexed / "library") as library:
        assert library.files_at(hits[0].path)[0].state == "new"


def test_of_identical_photos_the_file_in_the_folder_looked_at_is_changed(indexed: Path) -> None:
    copies = indexed / "a"  # a shorter path, which stands for the photo everywhere else
    copies.mkdir()
    name = next((indexed / "photos").glob("*.jpg")).name
    shutil.copy2(indexed / "photos" / name, copies / name)
    for _ in index_paths(indexed / "library", [copies], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    session = LibrarySession(indexed / "library")
    changes = LibraryChanges(indexed / "library")

    def in_photos() -> Hit:
        session.refresh()
        hits = session.listing(f'in:"{indexed / "photos"}"', AS_ASKED, everything=False).answer.hits
        return next(hit for hit in hits if Path(hit.path).name in (name, "other name.jpg"))

    try:
        renamed = changes.rename(in_photos(), "other name")
        assert (indexed / "photos" / "other name.jpg").exists() and (copies / name).exists()
        assert renamed.words == (
            f"Renamed {name} to other name.jpg (that is the file in “photos”; the same photo in “a” keeps its name) "
            "· Ctrl+Z undoes it"
        )
        changes.undo([])
        trashed = changes.trash([in_photos()])
        assert not (indexed / "photos" / name).exists() and (copies / name).exists()
        assert trashed.words == (
            f"Moved 1 file to the trash ({name} is gone from “photos”; the same photo stays in “a”) · Ctrl+Z undoes it"
        )
        changes.undo([])
        assert (indexed / "photos" / name).exists()
    finally:
        session.close()
        with Library.open(indexed / "library", write=True) as library:
            library.mark_missing([file.file_id for file in library.files_at(copies)])
        shutil.rmtree(copies)
