"""The window keeps the library up to date: when, in which words, and never beside an indexing run."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QLocale, QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary, ScriptedIndexing, ScriptedWatch, listing_of_hits, make_hit

from app.domain import CancelToken, IndexSummary, Progress
from app.indexing.pipeline import index_paths
from app.indexing.watch_state import WatchedFolder, WatchState, read_state
from app.indexing.wishes import read_wishes
from app.search.paging import Listing
from app.search.query.tree import Arrangement
from app.settings import Settings, save_settings
from app.ui import wording
from app.ui.photo.about import WAITING_NOTE
from app.ui.session import LibrarySession
from app.ui.window import Window
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching, start_watching

Runs = list[tuple[list[Path], ScriptedIndexing]]
Watches = list[ScriptedWatch]
PATIENCE_MS = 60_000


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.work.watching.POLL_MS", 20)


@pytest.fixture
def watched(library: CaptionLibrary, watches: Watches, open_window: Callable[[], Window], qtbot: QtBot) -> Window:
    """A window on a library with folders, which it watches."""
    library.folders = 2
    window = open_window()
    qtbot.waitUntil(lambda: len(watches) == 1)
    return window


def state(doing: str = "", held: str = "", hows: str = "watching watching", why: str = "") -> WatchState:
    folders = tuple(WatchedFolder(f"/photos/{n}", how, why) for n, how in enumerate(hows.split()))  # type: ignore[arg-type]
    return WatchState(1, 0.0, "2026-01-01T00:00:00", folders, doing, held)


@pytest.mark.parametrize(
    ("told", "held", "step", "waiting", "words"),
    [
        (state(), "", None, 0, "Watching 2 folders"),
        (state(hows="watching"), "", None, 35_810, "Watching 1 folder · 12,400 of 48,210 photos described"),
        (
            state(hows="polling", why="a network drive tells nothing"),
            "",
            None,
            0,
            "Looking at 1 folder every few minutes: a network drive tells nothing",
        ),
        (
            state(hows="watching polling offline", why="no room"),
            "",
            None,
            0,
            "Watching 1 folder · looking at 1 folder every few minutes: no room · 1 folder not connected",
        ),
        (state("scan"), "", None, 0, "Looking for changes in 2 folders"),
        (
            state("index"),
            "",
            Progress("index", 5, 900, 9.0, 100.0),
            35_810,
            "12,400 of 48,210 photos described · 2 minutes left",
        ),
        (state("index"), "", Progress("index", 1, 4), 0, "Indexing 1 of 4 photos (25 %)"),
        (state("finish"), "", Progress("finish", 1, 1), 0, "Finishing"),
        (state(), "paused", None, 0, "Paused · changes in 2 folders wait"),
        (state("index"), "on battery", None, 10, "Waiting for mains power · 12,400 of 12,410 photos described"),
    ],
)
def test_calm_words(told: WatchState, held: str, step: Progress | None, waiting: int, words: str) -> None:
    assert wording.watching(told, held, step, 12_400, waiting) == words


def test_each_folder_has_a_line_of_its_own() -> None:
    lines = wording.watched_folders(state(hows="watching polling offline", why="no room").folders).splitlines()
    assert lines == [
        "/photos/0: watched",
        "/photos/1: looked at every few minutes, as no room",
        "/photos/2: not connected",
    ]


def test_a_library_without_folders_is_not_watched(window: Window, watches: Watches, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.panel.coverage.text() == "5 photos")
    qtbot.wait(100)
    assert not watches


def test_who_does_not_want_it_is_not_watched(
    library: CaptionLibrary, watches: Watches, open_window: Callable[[], Window], qtbot: QtBot
) -> None:
    save_settings(Settings(watch=False))
    library.folders = 2
    window = open_window()
    qtbot.waitUntil(lambda: window.panel.coverage.text() == "5 photos")
    qtbot.wait(200)
    assert not watches


def test_its_news_are_shown_and_refresh_the_results(
    watched: Window, library: CaptionLibrary, watches: Watches, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.search.searching.REFRESH_EVERY", 0.0)
    panel = watched.panel
    watches[0].news = [[state()]]
    qtbot.waitUntil(lambda: panel.words.text() == "Watching 2 folders")
    assert not panel.pause.isVisible()
    library.hits = [*library.hits, make_hit(6, "/new.jpg", caption="new snow")]
    watches[0].news = [[state("scan"), state("index"), Progress("index", 1, 2)]]
    qtbot.waitUntil(lambda: panel.coverage.text() == "6 photos")
    assert panel.words.text() == "Indexing 1 of 2 photos (50 %)"
    assert panel.pause.isVisible() and not panel.stop.isVisible() and not panel.bar.isVisible()
    library.hits = library.hits[1:]
    watches[0].news = [[IndexSummary(2, 2), state()]]
    qtbot.waitUntil(lambda: panel.coverage.text() == "5 photos")
    assert panel.words.text() == "Watching 2 folders"
    assert panel.words.toolTip() == "/photos/0: watched\n/photos/1: watched"


def test_pause_and_resume_reach_it(watched: Window, watches: Watches, qtbot: QtBot) -> None:
    panel = watched.panel
    watches[0].news = [[state("index"), Progress("index", 1, 2)]]
    qtbot.waitUntil(panel.pause.isVisible)
    qtbot.mouseClick(panel.pause, Qt.MouseButton.LeftButton)
    assert panel.pause.text() == "Resume"
    assert panel.words.text() == "Paused · changes in 2 folders wait"
    watches[0].news = [[state(held="paused")]]  # it lets go of the library, and says so
    qtbot.waitUntil(lambda: not watches[0].news)
    assert panel.pause.isVisible()
    qtbot.mouseClick(panel.pause, Qt.MouseButton.LeftButton)
    assert watches[0].calls == ["pause", "resume"]
    assert panel.pause.text() == "Pause"
    watches[0].news = [[state()]]
    qtbot.waitUntil(lambda: panel.words.text() == "Watching 2 folders")


def test_an_indexing_run_waits_until_it_is_gone(watched: Window, watches: Watches, runs: Runs, qtbot: QtBot) -> None:
    watched.add([Path("/photos")])
    assert watched.panel.bar.isVisible()
    assert watches[0].calls == ["leave"]
    assert not runs
    qtbot.waitUntil(lambda: len(runs) == 1)
    assert not watches[0].running
    watched.searching.refresh(at_once=True)
    qtbot.wait(100)
    assert len(watches) == 1  # not beside the run
    watched.add([Path("/more")])
    runs[0][1].news = [[IndexSummary(1, 1, seconds=2)]]
    qtbot.waitUntil(lambda: len(runs) == 2)
    assert len(watches) == 1  # nor between two
    runs[1][1].news = [[IndexSummary(1, 1, seconds=2)]]
    qtbot.waitUntil(lambda: len(watches) == 2)
    watches[1].news = [[state()]]
    qtbot.waitUntil(lambda: not watches[1].news)
    assert watched.panel.words.text() == "1 photo indexed in 2 seconds"  # to be read before the line goes on


def test_pause_while_the_run_waits_for_its_turn_holds(
    watched: Window, watches: Watches, runs: Runs, qtbot: QtBot
) -> None:
    watched.add([Path("/photos")])
    qtbot.mouseClick(watched.panel.pause, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(runs) == 1)
    assert runs[0][1].calls == ["pause"]
    assert watched.panel.pause.text() == "Resume"


def test_stop_while_the_run_waits_for_its_turn_ends_it(
    watched: Window, watches: Watches, runs: Runs, qtbot: QtBot
) -> None:
    watched.add([Path("/photos")])
    qtbot.mouseClick(watched.panel.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: watched.panel.words.text() == "Stopped")
    assert not runs
    qtbot.waitUntil(lambda: len(watches) == 2)


def test_what_waits_for_its_turn_at_the_end_goes_on_next_time(watched: Window, library: CaptionLibrary) -> None:
    library.folder.mkdir()
    watched.add([Path("/photos")])
    watched.close()
    assert read_wishes(library.folder).unfinished == ("/photos",)


def test_trouble_is_told_and_it_is_tried_again(
    library: CaptionLibrary,
    watches: Watches,
    open_window: Callable[[], Window],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.ui.work.watching.RETRY_MS", 50)
    library.folders = 1
    window = open_window()
    qtbot.waitUntil(lambda: len(watches) == 1)
    busy = "The library is kept up to date by another Snowline already."
    watches[0].news, watches[0].running = [[busy]], False
    qtbot.waitUntil(lambda: window.panel.words.text() == busy)
    qtbot.waitUntil(lambda: len(watches) == 2)
    watches[1].news = [["The disk is full.", state(hows="watching")]]
    qtbot.waitUntil(lambda: window.panel.words.text() == "The disk is full.")
    watches[1].news = [[IndexSummary(), state(hows="watching")]]
    qtbot.waitUntil(lambda: window.panel.words.text() == "Watching 1 folder")


def test_one_that_cannot_start_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    def no_process(library: Path) -> ScriptedWatch:
        raise OSError("no more processes")

    watching = Watching(tmp_path, no_process)
    watching.begin()
    watching.set_coverage(replace(LibrarySession(tmp_path / "none").refresh(), folders=1))
    assert watching.words == "no more processes"
    assert not watching.active
    watching.shut_down()


def test_closing_ends_it(watched: Window, watches: Watches) -> None:
    watched.close()
    assert watches[0].calls == ["leave"]


def test_files_that_wait_for_description_break_nothing(
    window: Window, library: CaptionLibrary, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken snow.jpg"
    broken.write_bytes(b"this is no picture")
    waiting = [
        make_hit(-7, photos / "beach.png", caption="", why=('name contains "beach"',), waiting=True, drive=""),
        make_hit(-8, "/away/waiting beach.jpg", waiting=True, online=False, drive="Blue stick"),
        make_hit(-9, broken, waiting=True, date=None),
    ]
    library.hits = [replace(hit, caption="") for hit in waiting]
    by_caption = library.listing

    def listing(asked: str | int | Path, wanted: Arrangement, **how: Any) -> Listing:
        return listing_of_hits(waiting, wanted) if asked == "beach" else by_caption(asked, wanted, **how)

    library.listing = listing  # type: ignore[assignment]
    window.searching.text("beach")
    qtbot.waitUntil(lambda: len(window.results.model.hits) == 3)
    window.results.show_grid(True)
    window.results.show_grid(False)

    def has_come(hit_id: int, there: bool) -> bool:
        hit = next(hit for hit in waiting if hit.photo_id == hit_id)
        image = window.thumbnails.get(hit, 72)
        return image is not None and image.isNull() is not there

    for hit_id, there in ((-7, True), (-8, False), (-9, False)):
        qtbot.waitUntil(lambda hit_id=hit_id, there=there: has_come(hit_id, there))  # type: ignore[misc]
    window.results.enter()
    qtbot.waitUntil(lambda: window.preview.about.note.text() == WAITING_NOTE)
    qtbot.waitUntil(lambda: window.preview.picture.has_image)
    menu = window.results.menu()
    shown = [action for action in menu.actions() if not action.isSeparator()]
    texts = [action.text().split("\t")[0].replace("&", "") for action in shown]
    assert {"Open", "Show in file manager", "Copy", "Copy path"} <= set(texts)
    off = {text.partition(" (")[0] for text, action in zip(texts, shown, strict=True) if not action.isEnabled()}
    assert off >= {"Find similar: same subject", "Find similar: same picture", "Rating", "Tags", "Favourite"}
    assert not off & {"Open", "Show in file manager", "Copy", "Copy path"}
    menu.close()
    asked = len(library.asked)
    qtbot.keyClick(window.results.list, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert "once it is described" in window.panel.words.text()
    assert len(library.asked) == asked
    assert window.searching.history.here is not None and window.searching.history.here.title.endswith('"beach"')
    qtbot.keyClick(window.results.list, Qt.Key.Key_Down)
    qtbot.waitUntil(
        lambda: window.preview.about.note.text() == f"On Blue stick, which is not connected. {WAITING_NOTE}"
    )
    qtbot.keyClick(window.results.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.preview.about.note.text().startswith("The file cannot be read now"))
    assert QApplication.activePopupWidget() is None


def test_an_offline_photo_says_where_and_when_it_was_last_seen(
    window: Window, library: CaptionLibrary, qtbot: QtBot
) -> None:
    away = make_hit(
        4, "/away/ski.jpg", caption="snow", online=False, drive="Blue stick", last_seen="2021-10-03T12:00:00"
    )
    library.hits = [away]
    window.searching.text("snow")
    qtbot.waitUntil(lambda: len(window.results.model.hits) == 1)
    window.results.enter()
    qtbot.waitUntil(
        lambda: window.preview.about.note.text() == "On Blue stick, which is not connected, last seen 3 Oct 2021."
    )
    assert wording.row(away).endswith("on Blue stick, last seen 3 Oct 2021")


def gone(processes: list[psutil.Process]) -> bool:
    multiprocessing.active_children()  # takes leave of those that have ended
    return not any(process.is_running() for process in processes)


@pytest.mark.timeout(240)
def test_the_real_thing(qtbot: QtBot, tmp_path: Path, photos: Path, remembered: QSettings) -> None:
    save_settings(Settings(worker_processes=1))
    album, library = tmp_path / "album", tmp_path / "library"
    album.mkdir()
    shutil.copy(photos / "beach.png", album)
    for _ in index_paths(library, [album], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    watching = Watching(library, start_watching)
    window = Window(LibrarySession(library), IndexingRun(library), watching, remembered)
    qtbot.addWidget(window)
    window.show()
    panel = window.panel
    qtbot.waitUntil(lambda: panel.words.text() == "Watching 1 folder", timeout=PATIENCE_MS)

    shutil.copy(photos / "flower.gif", album)
    qtbot.waitUntil(lambda: panel.coverage.text() == "2 photos", timeout=PATIENCE_MS)
    (album / "beach.png").unlink()
    qtbot.waitUntil(lambda: panel.coverage.text() == "1 photo", timeout=PATIENCE_MS)

    # An indexing run has the library for itself, although the watching may be writing this moment.
    first = watching._watch
    shutil.copy(photos / "beach.png", album)
    with qtbot.waitSignal(window._run.finished, timeout=PATIENCE_MS) as told:
        window.add([photos / "winter trip"])
        adding = window.work.adding
        qtbot.waitUntil(lambda: adding.preview is not None, timeout=PATIENCE_MS)
        assert adding.preview is not None
        qtbot.mouseClick(adding.preview.now, Qt.MouseButton.LeftButton)
    assert told.args[0].indexed >= 2
    qtbot.waitUntil(lambda: watching.active and watching._watch is not first, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "Watching 2 folders" in watching.words, timeout=PATIENCE_MS)

    state_told = read_state(library)
    assert state_told is not None
    child = psutil.Process(state_told.pid)
    family = [child, *child.children(recursive=True)]
    window.close()
    qtbot.waitUntil(lambda: gone(family), timeout=PATIENCE_MS)
    assert read_state(library) is None


def test_all_who_ask_for_room_get_it(watched: Window, watches: Watches, runs: Runs, qtbot: QtBot) -> None:
    asked: list[str] = []
    watched.watching.make_room(lambda: asked.append("settings"))
    watched.add([Path("/photos")])
    watched.watching.begin_anew()  # no reason to begin another child beside them
    qtbot.waitUntil(lambda: len(runs) == 1)
    assert asked == ["settings"]
    assert len(watches) == 1


def test_other_settings_mean_another_child_at_once(watched: Window, watches: Watches, qtbot: QtBot) -> None:
    watched.watching.begin_anew()
    qtbot.waitUntil(lambda: len(watches) == 2)
    assert watches[0].calls == ["leave"]
