"""What the settings do to a real library: folders, drives, tables, and everything gone."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary, ScriptedIndexing, ScriptedWatch

from app.domain import INPUT_SIDE, VECTOR_DIMS, IndexSummary, Metadata
from app.library import Library, NewPhoto, SeenFile
from app.paths import log_file, settings_file
from app.settings import Settings, save_settings
from app.ui.settings.asking import Question
from app.ui.settings.exchange_page import ExchangePage
from app.ui.settings.folders_page import FoldersPage
from app.ui.settings.models_page import CardDialog, ModelsPage
from app.ui.settings.settings_window import SettingsWindow
from app.ui.settings.table_preview import TablePreview
from app.ui.settings.tables import Table
from app.ui.window import Window
from app.vision.manifest import FORMAT, MANIFEST_NAME, file_entry


@pytest.fixture
def album(library: CaptionLibrary, tmp_path: Path) -> Path:
    """Two photos in a folder, in a real catalogue at the place where the window thinks its library is."""
    folder = tmp_path / "album"
    folder.mkdir()
    with Library.open(library.folder, write=True) as opened:
        opened.use_pack("compact-1.0.0")
        opened.add_root(folder)
        for slot, name in enumerate(("a.jpg", "b.jpg")):
            path = folder / name
            path.write_bytes(b"photo" + bytes([slot]))
            facts = path.stat()
            seen = SeenFile(bytes(path), facts.st_size, facts.st_mtime_ns, folder.stat().st_dev)
            ((file, _),) = opened.upsert_files([seen])
            opened.add_photos([NewPhoto(f"1-{slot}", Metadata("JPEG", 4, 3), slot, (), None, (), (file,))])
        opened.set_rating([1], 4)
    return folder


@pytest.fixture
def settings(album: Path, window: Window, qtbot: QtBot) -> SettingsWindow:
    window.open_settings()
    opened = window.settings.window
    assert opened is not None
    qtbot.waitUntil(lambda: opened.isVisible() and opened.whole)
    return opened


def table_of(settings: SettingsWindow, name: str) -> Table:
    return next(table for table in settings.page.findChildren(Table) if table.accessibleName() == name)


def cells(table: Table) -> list[list[str]]:
    rows = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    return [[row.text(column) for column in range(table.columnCount())] for row in rows if row is not None]


def question(qtbot: QtBot, settings: SettingsWindow) -> Question:
    qtbot.waitUntil(lambda: bool(settings.findChildren(Question)))
    return settings.findChildren(Question)[-1]


def test_folders_are_listed_removed_and_kept_out(
    settings: SettingsWindow, album: Path, library: CaptionLibrary, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.open("folders")
    page = settings.page
    assert isinstance(page, FoldersPage)
    qtbot.waitUntil(lambda: page.folders.topLevelItemCount() == 1)
    assert cells(page.folders)[0][0] == str(album)
    assert cells(page.folders)[0][2:] == ["2", "0"]

    inner = album / "private"
    inner.mkdir()
    monkeypatch.setattr("app.ui.settings.folders_page.QFileDialog.getExistingDirectory", lambda *_: str(inner))
    page.keep_out.click()
    qtbot.waitUntil(lambda: cells(page.excluded) == [[str(inner)]])
    page.let_in.click()
    qtbot.waitUntil(lambda: cells(page.excluded) == [])

    page.remove.click()
    asked = question(qtbot, settings)
    assert asked.cancel.isDefault()
    asked.deed.click()
    qtbot.waitUntil(lambda: page.folders.topLevelItemCount() == 0)
    assert "Removed the folder" in settings.line.text()
    assert (album / "a.jpg").exists()
    with Library.open(library.folder) as opened:
        assert opened.roots() == []
        assert opened.own_of([1])[1].rating == 4


def test_a_folder_is_erased_for_good(settings: SettingsWindow, library: CaptionLibrary, qtbot: QtBot) -> None:
    settings.open("folders")
    page = settings.page
    assert isinstance(page, FoldersPage)
    qtbot.waitUntil(lambda: page.folders.topLevelItemCount() == 1)
    page.remove.click()
    asked = question(qtbot, settings)
    assert not asked.extra.isChecked()
    asked.extra.click()
    asked.deed.click()
    qtbot.waitUntil(lambda: "Erased what was known of 2 photos" in settings.line.text())
    assert library.closed  # nobody searched meanwhile
    with Library.open(library.folder) as opened:
        assert opened.own_of([1, 2]) == {}
        assert opened.history() == []


def test_a_drive_is_renamed_and_shows_its_serial_number(
    settings: SettingsWindow, library: CaptionLibrary, qtbot: QtBot
) -> None:
    settings.open("drives")
    table = table_of(settings, "Drives")
    qtbot.waitUntil(lambda: table.topLevelItemCount() == 1)
    assert table.isColumnHidden(4)
    settings.page.serials.click()  # type: ignore[attr-defined]
    assert not table.isColumnHidden(4)
    settings.page.rename.click()  # type: ignore[attr-defined]
    asked = settings.findChildren(QInputDialog)[-1]
    asked.setTextValue("Attic")
    asked.accept()
    qtbot.waitUntil(lambda: cells(table)[0][0] == "Attic")
    with Library.open(library.folder) as opened:
        assert [drive.label for drive in opened.drives()] == ["Attic"]


def test_whoever_watches_makes_room_and_an_index_run_is_waited_for(
    settings: SettingsWindow,
    window: Window,
    album: Path,
    library: CaptionLibrary,
    watches: list[ScriptedWatch],
    runs: list[tuple[list[Path], ScriptedIndexing]],
    qtbot: QtBot,
) -> None:
    settings.open("drives")
    table = table_of(settings, "Drives")
    qtbot.waitUntil(lambda: table.topLevelItemCount() == 1)
    library.folders = 1
    window.searching.refresh(at_once=True)
    qtbot.waitUntil(lambda: bool(watches))
    page = settings.page
    with Library.open(library.folder, write=True):  # as the child does while it takes changes in
        page._work.do(lambda: page._house.rename_drive(1, "Attic"))  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: "leave" in watches[0].calls)
    qtbot.waitUntil(lambda: len(watches) == 2)  # it goes on afterwards
    window.add([album])
    qtbot.waitUntil(lambda: window.settings.run.active)
    with Library.open(library.folder, write=True):
        page._work.do(lambda: page._house.rename_drive(1, "Cellar"))  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: "being indexed just now" in settings.line.text())


def test_a_table_goes_out_and_comes_back_with_a_preview(
    settings: SettingsWindow, library: CaptionLibrary, tmp_path: Path, qtbot: QtBot
) -> None:
    settings.open("exchange")
    page = settings.page
    assert isinstance(page, ExchangePage)
    table = tmp_path / "photos.csv"
    page.only_marked.setChecked(True)
    page.export_to(table)
    qtbot.waitUntil(lambda: "1 photo" in settings.line.text())
    assert table.read_bytes().startswith(b"\xef\xbb\xbfpath,key,")
    with Library.open(library.folder, write=True) as opened:
        opened.set_rating([1], 1)
        opened.set_rating([2], None)
    table.write_text(table.read_text("utf-8-sig") + "/nowhere.jpg,9-9,3,,,\r\n", "utf-8")
    page.preview(table)
    qtbot.waitUntil(lambda: bool(settings.findChildren(TablePreview)))
    dialog = settings.findChildren(TablePreview)[-1]
    assert dialog.counts.text().split("\n")[0].startswith("Found: 1 photo")
    assert cells(dialog.examples)[0][1:] == ["1 star", "4 stars"]
    assert dialog.mine.isChecked()
    dialog.theirs.setChecked(True)
    dialog.take.click()
    qtbot.waitUntil(lambda: not page.undo.isHidden())
    with Library.open(library.folder) as opened:
        assert opened.own_of([1])[1].rating == 4
    page.undo.click()
    qtbot.waitUntil(lambda: "Undone" in settings.line.text())
    with Library.open(library.folder) as opened:
        assert opened.own_of([1])[1].rating == 1


def test_sidecars_are_written_and_read(settings: SettingsWindow, album: Path, qtbot: QtBot) -> None:
    settings.open("exchange")
    page = settings.page
    assert isinstance(page, ExchangePage)
    page.write_sidecars.click()
    qtbot.waitUntil(lambda: "sidecar" in settings.line.text())
    sidecar = album / "a.jpg.xmp"
    assert sidecar.exists()
    (album / "b.jpg.xmp").write_text(sidecar.read_text("utf-8"), "utf-8")
    page.read_sidecars.click()
    qtbot.waitUntil(lambda: not page.undo.isHidden())
    assert "1 photo" in settings.line.text()


def test_models_tell_their_card_without_a_network(settings: SettingsWindow, qtbot: QtBot) -> None:
    settings.open("models")
    page = settings.page
    assert isinstance(page, ModelsPage)
    qtbot.waitUntil(page.read_card.isEnabled)
    assert cells(page.table)[0][:2] == ["compact-1.0.0", "answers searches"]
    assert not page.use.isEnabled()
    page.read_card.click()
    card = page.findChildren(CardDialog)[-1]
    assert "What is in it" in card.text.toPlainText()
    assert not card.text.openExternalLinks()
    card.close()


def test_other_models_describe_from_the_next_run_on(
    settings: SettingsWindow,
    album: Path,
    library: CaptionLibrary,
    runs: list[tuple[list[Path], ScriptedIndexing]],
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "image.onnx").write_bytes(b"a network")
    manifest = {
        "format": FORMAT, "name": "other", "version": "2", "dims": VECTOR_DIMS, "licence": "MIT",
        "preprocessing": {"side": INPUT_SIDE}, "files": {"image.onnx": file_entry(pack / "image.onnx")},
    }  # fmt: skip
    (pack / MANIFEST_NAME).write_text(json.dumps(manifest), "utf-8")
    monkeypatch.setattr("app.ui.settings.models_page.QFileDialog.getExistingDirectory", lambda *_: str(pack))
    settings.open("models")
    page = settings.page
    assert isinstance(page, ModelsPage)
    qtbot.waitUntil(page.choose.isEnabled)
    page.choose.click()
    qtbot.waitUntil(lambda: [row[:2] for row in cells(page.table)][1:] == [["other-2", "is being made"]])
    qtbot.waitUntil(lambda: [paths for paths, _ in runs] == [[album]])
    with Library.open(library.folder) as opened:
        assert (opened.pack, opened.building) == ("compact-1.0.0", "other-2")
        assert (opened.pack_copy("other-2") / "image.onnx").exists()
    (pack / "image.onnx").write_bytes(b"another one")
    page.choose.click()
    qtbot.waitUntil(lambda: "damaged" in settings.line.text())


def test_thumbnails_are_cleared(settings: SettingsWindow, library: CaptionLibrary, qtbot: QtBot) -> None:
    kept = library.folder / "thumbnails" / "ab" / f"{'0' * 32}.jpg"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"x" * 5_000)
    settings.open("performance")
    page = settings.page
    qtbot.waitUntil(lambda: page._taken.text().startswith("4.9"))  # type: ignore[attr-defined]
    page.clear.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not kept.exists())
    qtbot.waitUntil(lambda: "cleared" in settings.line.text())


def test_everything_goes_and_the_window_stands_as_at_first(
    settings: SettingsWindow,
    window: Window,
    album: Path,
    library: CaptionLibrary,
    remembered: QSettings,
    runs: list[tuple[list[Path], ScriptedIndexing]],
    qtbot: QtBot,
) -> None:
    save_settings(Settings(throttle="gentle"))
    log_file().parent.mkdir(parents=True, exist_ok=True)
    log_file().write_text("something went wrong")
    (library.folder / "queries.log").write_text("{}")
    (library.folder / "a letter.txt").write_text("not ours")
    window.searching.text("snow")
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.splitter)
    window.add([album])
    qtbot.waitUntil(lambda: bool(runs))
    settings.open("privacy")
    settings.page.clear.click()  # type: ignore[attr-defined]
    asked = question(qtbot, settings)
    assert not asked.deed.isEnabled()  # only once it was said that this is meant
    asked.sure.click()
    asked.extra.click()
    asked.deed.click()
    qtbot.waitUntil(lambda: "stop" in runs[0][1].calls)
    library.hits.clear()
    runs[0][1].news.append([IndexSummary(cancelled=True)])
    qtbot.waitUntil(lambda: "removed" in settings.line.text())
    assert library.closed
    assert [path.name for path in library.folder.iterdir()] == ["a letter.txt"]
    assert not log_file().exists()
    assert not settings_file().exists()
    assert sorted(path.name for path in album.iterdir()) == ["a.jpg", "b.jpg"]
    assert window.isEnabled()
    assert window.pages.currentWidget() is window.start
    assert not window.searching.history.can_go_back
    qtbot.waitUntil(lambda: settings.keeping.settings == Settings())
    assert remembered.allKeys() == []


def test_what_takes_long_ends_with_the_window(settings: SettingsWindow, qtbot: QtBot) -> None:
    ended = threading.Event()

    def work(check: Callable[[], None], tell: object) -> None:
        try:
            while not ended.wait(0.01):
                check()
        finally:
            ended.set()

    page = next(page for page in settings.pages if isinstance(page, ExchangePage))
    page.long.begin("Writing", work, print, print)
    settings.shut_down()
    assert ended.wait(10)
