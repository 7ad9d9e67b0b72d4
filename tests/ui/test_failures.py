"""What goes wrong is a page that says what happened and what to do; every failure here is really produced."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from ui_stand_ins import ScriptedIndexing, ScriptedWatch

from app.domain import DiskFull, LibraryBusy, LibraryForbidden, LibraryGone, SnowlineError
from app.indexing.choices import Choices, choose
from app.library import Library
from app.library.condition import trouble
from app.library.connection import DATABASE_NAME, known_errors
from app.library.lock import WriterLock
from app.library.setting_aside import keep_folders, known_folders, set_aside
from app.settings import Settings
from app.ui.session import LibrarySession
from app.ui.settings.house import House
from app.ui.settings.housework import Housework
from app.ui.settings.keeping import Keeping
from app.ui.settings.models_page import ModelsPage
from app.ui.shell.failures import Action, failure_of
from app.ui.shell.repair_page import RepairPage
from app.ui.window import Window
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching

NOBODY = 65534


@pytest.fixture
def folder(own_library: Path) -> Path:
    return own_library


@pytest.fixture
def started(qtbot: QtBot, remembered: QSettings) -> Iterator[tuple[Callable[[Path], Window], list[list[Path]]]]:
    """Opens windows on real libraries; nothing is watched, and what would be indexed is noted."""
    windows: list[Window] = []
    runs: list[list[Path]] = []

    def start(library: Path, paths: Sequence[Path]) -> ScriptedIndexing:
        runs.append(list(paths))
        return ScriptedIndexing()

    def open_one(library: Path) -> Window:
        run = IndexingRun(library, start)
        window = Window(LibrarySession(library), run, Watching(library, lambda library: ScriptedWatch()), remembered)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        return window

    yield open_one, runs
    for window in windows:
        window.close()


@pytest.fixture
def opened(started: tuple[Callable[[Path], Window], list[list[Path]]]) -> Callable[[Path], Window]:
    return started[0]


def failed(window: Window, qtbot: QtBot, title: str) -> list[Action]:
    """Waits for the page of a failure; returns what can be done there."""
    page = window.error
    qtbot.waitUntil(lambda: window.pages.currentWidget() is page and page.title.text() == title)
    assert window.error.text.text()
    return [action for action, button in window.error.choices.items() if button.isVisible()]


def press(button: QPushButton, qtbot: QtBot) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def home(window: Window, qtbot: QtBot, title: str) -> None:
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.start and window.start.title.text() == title)


def lose_pack(folder: Path) -> None:
    for kept in folder.glob("vectors/*/pack"):
        shutil.rmtree(kept)


@pytest.fixture
def other_pack(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Lets the models that come with the program lie elsewhere."""

    def lie(pack: Path) -> None:
        monkeypatch.setattr("app.search.packs.builtin_pack", lambda: pack)
        monkeypatch.setattr("app.paths.builtin_pack", lambda: pack)

    monkeypatch.setattr("app.ui.shell.health.BEGIN_MS", 0)
    monkeypatch.setattr("app.ui.shell.health.AGAIN_MS", 50)
    return lie


def told(window: Window, qtbot: QtBot, words: str) -> None:
    """Waits until this is said at the top of the window."""
    qtbot.waitUntil(lambda: window.notice.isVisible() and words in window.notice.words.text())


def test_without_models_photos_are_found_by_words_and_it_says_so(
    folder: Path, opened: Callable[[Path], Window], qtbot: QtBot, other_pack: Callable[[Path], None], tmp_path: Path
) -> None:
    from app.paths import builtin_pack

    lose_pack(folder)
    sound = builtin_pack()
    other_pack(tmp_path / "no pack")
    window = opened(folder)
    told(window, qtbot, "but not by what is in them. The models are missing or damaged. Install Snowline again.")
    window.searching.text("beach")
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.splitter)
    assert window.results.model.rowCount()
    work = Housework(window.tasks, window._library, window._run, window.watching)
    page = ModelsPage(Keeping(window.tasks, Settings()), House(folder), work)
    qtbot.addWidget(page)
    page.opened()
    qtbot.waitUntil(lambda: "not found by what is in them" in page.pack.text.text())
    qtbot.mouseClick(window.notice.close_button, Qt.MouseButton.LeftButton)
    assert not window.notice.isVisible()
    other_pack(sound)
    qtbot.waitUntil(lambda: not window.health._faults)
    qtbot.waitUntil(lambda: window._library._wordless == "")


def test_with_a_copy_of_its_own_only_new_photos_wait(
    folder: Path, opened: Callable[[Path], Window], qtbot: QtBot, other_pack: Callable[[Path], None], tmp_path: Path
) -> None:
    from app.paths import builtin_pack

    damaged = tmp_path / "pack"
    damaged.mkdir()
    for file in builtin_pack().iterdir():
        if file.is_file():
            (damaged / file.name).symlink_to(file)
    (damaged / "tokenizer.json").unlink()
    (damaged / "tokenizer.json").write_text("{}")
    other_pack(damaged)
    window = opened(folder)
    told(window, qtbot, "Searching works, but new photos cannot be described")
    assert window._library._wordless == ""
    found = House(folder).models()
    assert "tokenizer.json" in found.fault
    assert found.pack is not None and found.pack.folder.is_relative_to(folder)


def test_a_library_that_can_only_be_read_says_what_works(
    folder: Path, opened: Callable[[Path], Window], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.shell.health.AGAIN_MS", 50)
    window = opened(folder)
    home(window, qtbot, "What are you looking for?")
    with without_rights(folder):
        window.health.look()
        told(window, qtbot, "Your library can only be read. Searching works")
        assert str(folder) in window.notice.words.text() and "--" not in window.notice.words.text()
    qtbot.waitUntil(lambda: not window.notice.isVisible())


def test_a_library_on_a_drive_that_is_away_is_no_first_start(
    folder: Path, opened: Callable[[Path], Window], qtbot: QtBot
) -> None:
    window = opened(folder)
    home(window, qtbot, "What are you looking for?")
    away = folder.rename(folder.with_name("pulled out"))
    window.searching.refresh(at_once=True)
    assert failed(window, qtbot, "Your library is not there") == [Action.LOOK_AGAIN, Action.BEGIN_ANEW]
    away.rename(folder)
    press(window.error.choices[Action.LOOK_AGAIN], qtbot)
    home(window, qtbot, "What are you looking for?")
    window.close()
    folder.rename(away)
    later = opened(folder)
    later.searching.text("snow")  # what was looked at when the window was closed
    failed(later, qtbot, "Your library is not there")
    press(later.error.choices[Action.BEGIN_ANEW], qtbot)
    home(later, qtbot, "Drop your photos here")
    assert not folder.exists()


def test_a_damaged_library_is_repaired_in_the_window(
    folder: Path,
    opened: Callable[[Path], Window],
    qtbot: QtBot,
    lose_root_page: Callable[[Path, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lose_root_page(folder / DATABASE_NAME, "photos")
    window = opened(folder)
    window.searching.text("beach")
    assert failed(window, qtbot, "Your library is damaged") == [Action.REPAIR, Action.SHOW_FOLDER]
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()) or True)
    press(window.error.choices[Action.SHOW_FOLDER], qtbot)
    qtbot.waitUntil(lambda: shown == [str(folder)])
    press(window.error.choices[Action.REPAIR], qtbot)
    page = window.pages.currentWidget()
    assert window.failing.repairing
    window.failing.show(SnowlineError("what fails meanwhile"))
    window.searching.refresh(at_once=True)  # somebody looks at the damaged file meanwhile
    assert window.pages.currentWidget() is page
    assert isinstance(page, RepairPage)
    done = page.done
    qtbot.waitUntil(done.isVisible)
    assert page.title.text() == "Your library is mended", page.text.text()
    assert "The damaged file is kept as library.sqlite.damaged-" in page.text.text()
    assert list(folder.glob("library.sqlite.damaged-*"))
    press(done, qtbot)
    qtbot.waitUntil(lambda: window.pages.currentWidget() not in (page, window.error))
    assert not window.failing.repairing


def test_a_library_beyond_repair_is_set_aside_and_its_folders_come_again(
    folder: Path, started: tuple[Callable[[Path], Window], list[list[Path]]], qtbot: QtBot, photos: Path
) -> None:
    opened, runs = started
    window = opened(folder)
    home(window, qtbot, "What are you looking for?")
    with Library.open(folder) as library:
        added = [Path(os.fsdecode(root)) for root in library.roots()]
    window.close()
    wreck = b"this is no database" * 1000
    (folder / DATABASE_NAME).write_bytes(wreck)
    choose(folder, added, "idle")
    later = opened(folder)
    failed(later, qtbot, "Your library is damaged")
    press(later.error.choices[Action.REPAIR], qtbot)
    page = later.pages.currentWidget()
    assert isinstance(page, RepairPage)
    qtbot.waitUntil(lambda: page.title.text() == "Your library cannot be repaired")
    assert "the same folder" in page.text.text() and "Lost are" in page.text.text()
    assert not page.done.isVisible()
    press(page.anew, qtbot)
    qtbot.waitUntil(lambda: runs == [added])
    home(later, qtbot, "Looking at your photos")
    (kept,) = folder.parent.glob("library (damaged *)")
    assert (kept / DATABASE_NAME).read_bytes() == wreck
    assert list((kept / "thumbnails").iterdir()) and list((kept / "vectors").iterdir())
    assert kept.name in later.panel.words.text() or later._run.active
    assert sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock")) == ["indexing.json"]
    assert Choices.of(folder).of_path(bytes(added[0])) == "idle"


def test_folders_are_read_out_of_what_is_left(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library:
        added = tuple(Path(os.fsdecode(root)) for root in library.roots())
    assert added and known_folders(folder) == added
    shutil.copy(folder / DATABASE_NAME, folder / f"{DATABASE_NAME}.backup-2026-01-01")
    (folder / DATABASE_NAME).write_bytes(b"lost")
    assert known_folders(folder) == added
    keep_folders(folder, [b"/photos", "/bilder/ä".encode("latin-1")])
    assert [bytes(path) for path in known_folders(folder)] == [b"/bilder/\xe4", b"/photos"]
    assert known_folders(tmp_path / "nothing") == ()
    keep_folders(tmp_path / "nothing", [b"/photos"])
    assert not (tmp_path / "nothing").exists()


def test_a_library_in_use_is_not_set_aside(folder: Path) -> None:
    with WriterLock(folder, purpose="indexing photos"), pytest.raises(LibraryBusy, match="indexing photos"):
        set_aside(folder)
    assert folder.is_dir()


def test_a_library_of_a_newer_program_asks_for_an_update(
    folder: Path, opened: Callable[[Path], Window], qtbot: QtBot
) -> None:
    with contextlib.closing(sqlite3.connect(folder / DATABASE_NAME)) as database, database:
        (kept, at) = database.execute("SELECT migration_set, applied_at FROM _sqlite_migrations").fetchone()
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'of_tomorrow', ?)", (kept, at)
        )
    window = opened(folder)
    assert failed(window, qtbot, "Your library is newer than this program") == [Action.AGAIN]
    assert "Update" in window.error.text.text()


def test_a_run_that_ends_because_the_library_is_lost_becomes_a_page(
    folder: Path, opened: Callable[[Path], Window], qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(folder)
    home(window, qtbot, "What are you looking for?")
    shutil.rmtree(folder)
    window.failing.look_closer()
    failed(window, qtbot, "Your library is not there")


def test_a_full_disk() -> None:
    with pytest.raises(OSError) as refused, open("/dev/full", "wb", buffering=0) as full:
        full.write(b"x")
    assert refused.value.errno == errno.ENOSPC
    assert failure_of(refused.value, Path("/photos")).title == "The disk is full"
    outer = SnowlineError("The photo could not be kept.")
    outer.__cause__ = refused.value
    assert failure_of(outer).title == "The disk is full"


def test_a_full_database(folder: Path) -> None:
    with Library.open(folder, write=True) as library:
        connection = library._first.conn
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFull) as refused, known_errors(folder):
            connection.execute("UPDATE files SET path = zeroblob(9000000)")
    failure = failure_of(refused.value, folder)
    assert failure.title == "The disk is full"
    assert failure.actions == (Action.AGAIN, Action.SHOW_FOLDER)


@contextlib.contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """The folder can be read only, also by root, who is nobody for the while."""
    was_root = os.geteuid() == 0
    ways = {way: way.stat().st_mode for way in folder.parents if not way.stat().st_mode & stat.S_IXOTH}
    for way, mode in ways.items():
        way.chmod(mode | stat.S_IXOTH)
    folder.chmod(0o555)
    if was_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)
        folder.chmod(0o755)
        for way, mode in ways.items():
            way.chmod(mode)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs rights as POSIX has them")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "read only"
    folder.mkdir()
    for parent in folder.parents[:3]:
        parent.chmod(0o755)
    with without_rights(folder), pytest.raises(LibraryForbidden) as refused:
        WriterLock(folder)
    assert failure_of(refused.value, folder).title == "Your library cannot be written"
    with without_rights(folder):
        assert isinstance(trouble(folder), LibraryForbidden)


def test_a_library_in_use_is_said_to_be(tmp_path: Path) -> None:
    with WriterLock(tmp_path, purpose="indexing photos"), pytest.raises(SnowlineError) as refused:
        WriterLock(tmp_path)
    failure = failure_of(refused.value, tmp_path)
    assert failure.title == "Your library is in use"
    assert "indexing photos" in failure.text


def test_what_keeps_a_library_from_being_written_is_seen_from_outside(tmp_path: Path) -> None:
    assert trouble(tmp_path / "new") is None
    assert isinstance(trouble(tmp_path / "new", known=True), LibraryGone)
    assert trouble(tmp_path) is None


@pytest.mark.parametrize(
    ("error", "title", "first"),
    [
        (MemoryError(), "There is not enough memory", Action.AGAIN),
        (ImportError("libgomp.so.1: cannot open shared object file"), "A part of the program is missing", Action.AGAIN),
        (OSError(errno.EIO, "Input/output error", "/media/stick/a.jpg"), "A drive does not answer", Action.AGAIN),
        (OSError(errno.EROFS, "Read-only file system", "/x"), "This may not be read or written", Action.AGAIN),
        (ZeroDivisionError("x"), "Something went wrong in Snowline", Action.AGAIN),
        (SnowlineError("Say what you are looking for."), "Your library cannot be opened", Action.AGAIN),
    ],
)
def test_other_failures(error: Exception, title: str, first: Action) -> None:
    failure = failure_of(error)
    assert failure.title == title
    assert failure.text
    assert failure.actions[0] is first
    assert 1 <= len(failure.actions) <= 2
