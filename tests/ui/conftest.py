"""A window on stand-ins, with real photos, in which any unexpected word in Qt's log is a failure."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary, ScriptedIndexing, ScriptedWatch, make_hit

from app.domain import CancelToken, Tag
from app.indexing.pipeline import index_paths
from app.settings import Settings
from app.ui import look, translation
from app.ui.window import Window
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching

# What Qt's offscreen platform says of itself; anything else in the log fails a test.
HARMLESS = "This plugin does not support"

# What a test waits for comes within moments; on a very busy machine a moment may be long.
PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits until it comes, also on a very busy machine."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: object, *, timeout: int = PATIENCE_MS, **wanted: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **wanted)  # type: ignore[arg-type]

    def waitSignals(self, signals: Sequence[object], *, timeout: int = PATIENCE_MS, **wanted: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **wanted)  # type: ignore[arg-type]

    def waitCallback(self, *, timeout: int = PATIENCE_MS, raising: bool | None = None) -> Any:
        return super().waitCallback(timeout=timeout, raising=raising)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    look.dress(qapp)
    translation.install(qapp, "en")


@pytest.fixture
def own_bus(tmp_path: Path) -> Iterator[str]:
    """The address of a message bus on which nobody offers anything yet."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("needs dbus-daemon")
    rules = tmp_path / "bus.conf"
    rules.write_text(
        f"<busconfig><type>session</type><listen>unix:path={tmp_path}/bus</listen>"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>'
        '<allow own="*"/></policy></busconfig>'
    )
    bus = subprocess.Popen(
        [daemon, f"--config-file={rules}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert bus.stdout is not None
        yield bus.stdout.readline().strip()
    finally:
        bus.terminate()
        bus.communicate()


@pytest.fixture
def library(photos: Path, tmp_path: Path) -> CaptionLibrary:
    """The drawn photos with captions of their own; one of them on a drive that is away."""
    trip = photos / "winter trip"
    return CaptionLibrary(
        tmp_path / "library",
        [
            make_hit(1, trip / "snow on mountain.jpg", caption="snow on a mountain", tags=(Tag("mountain", 0.93),)),
            make_hit(2, trip / "forest.jpg", score=0.8, caption="snow in a forest", date=None, size=99),
            make_hit(3, photos / "beach.png", score=0.5, caption="snow white sand on a beach", type="PNG"),
            make_hit(4, "/away/ski.jpg", score=0.4, caption="snow and skis", online=False, drive="Blue stick"),
            make_hit(5, photos / "flower.gif", score=0.1, caption="no snow but a flower", type="GIF"),
        ],
    )


@pytest.fixture
def runs() -> list[tuple[list[Path], ScriptedIndexing]]:
    """Every index run that the window started: what it was given, and the script."""
    return []


@pytest.fixture
def start_run(runs: list[tuple[list[Path], ScriptedIndexing]]) -> Callable[[Path, Sequence[Path]], ScriptedIndexing]:
    def start(library: Path, paths: Sequence[Path]) -> ScriptedIndexing:
        runs.append((list(paths), ScriptedIndexing()))
        return runs[-1][1]

    return start


@pytest.fixture
def watches() -> list[ScriptedWatch]:
    """Every child that the window started to keep the library up to date."""
    return []


@pytest.fixture
def start_watch(watches: list[ScriptedWatch]) -> Callable[[Path], ScriptedWatch]:
    def start(library: Path) -> ScriptedWatch:
        watches.append(ScriptedWatch())
        return watches[-1]

    return start


@pytest.fixture(scope="session")
def _indexed(tmp_path_factory: pytest.TempPathFactory, _drawn_photos: Path) -> Path:
    folder = tmp_path_factory.mktemp("indexed") / "library"
    for _ in index_paths(folder, [_drawn_photos], Settings(worker_processes=1), cancel=CancelToken()):
        pass
    return folder


@pytest.fixture
def own_library(_indexed: Path, tmp_path: Path) -> Path:
    """A real library of six photos of one's own, to be damaged, moved and lost."""
    shutil.copytree(_indexed, tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def remembered(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture(autouse=True)
def begin_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watching begins with the window."""
    monkeypatch.setattr("app.ui.work.work.BEGIN_MS", 0)


@pytest.fixture
def open_window(
    qtbot: QtBot,
    qtlog: object,
    library: CaptionLibrary,
    start_run: Callable[[Path, Sequence[Path]], ScriptedIndexing],
    start_watch: Callable[[Path], ScriptedWatch],
    remembered: QSettings,
) -> Iterator[Callable[[], Window]]:
    """Opens windows on the library, closes them at the end, and fails on any warning in Qt's log."""
    opened: list[Window] = []

    def open_one() -> Window:
        watching = Watching(library.folder, start_watch)
        run = IndexingRun(library.folder, start_run)
        window = Window(library, run, watching, remembered)
        window.work.adding.add = run.add  # type: ignore[method-assign]  # the question before has tests of its own
        opened.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_one
    library.gate.set()
    for window in opened:
        window.close()
    unexpected = [record.message for record in qtlog.records if HARMLESS not in record.message]  # type: ignore[attr-defined]
    assert not unexpected


@pytest.fixture
def window(open_window: Callable[[], Window]) -> Window:
    return open_window()
