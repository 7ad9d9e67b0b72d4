"""A library is kept up to date: real folders, real events, real surveys; the models are stood in for."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fake_readers import slow_reader
from fake_workshops import QuickWorkshop
from indexing_photos import as_paths, check_library, draw, draw_many

from app.domain import VECTOR_DIMS, CancelToken, IndexSummary, LibraryBusy, Progress
from app.indexing import keeper as keeper_module
from app.indexing.control import Control
from app.indexing.keeper import NETWORK, Keeper
from app.indexing.pipeline import IndexRun
from app.indexing.watch import NO_EVENTS, TOO_MANY, Watcher, folders_touched
from app.indexing.watch_state import WatchState, read_state
from app.library import Library
from app.library.drives import Volume
from app.settings import Settings

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
PATIENCE = 100.0  # seconds until something must have happened; on an idle machine it takes one or two


class Kept:
    """A keeper at work on a thread, and what it said."""

    def __init__(self, keeper: Keeper, control: Control) -> None:
        self.news: list[Any] = []
        self.control = control
        self.error: BaseException | None = None
        self._keeper = keeper
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            for news in self._keeper.run():
                self.news.append(news)
        except BaseException as error:
            self.error = error

    @property
    def runs(self) -> list[IndexSummary]:
        return [news for news in self.news if isinstance(news, IndexSummary)]

    def until(self, what: Callable[[], bool]) -> None:
        ends = time.monotonic() + PATIENCE
        while not what():
            assert self.error is None, self.error
            assert time.monotonic() < ends, self.news[-5:]
            time.sleep(0.05)

    def stop(self) -> None:
        self.control.stop()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


def quick_run(
    library: Path, paths: Sequence[Path], folders: Sequence[tuple[bytes, bool]], control: Control
) -> IndexRun:
    return IndexRun(
        library,
        paths,
        Settings(worker_processes=1),
        "fake-1",
        VECTOR_DIMS,
        partial(QuickWorkshop, library),
        control.cancel,
        control=control,
        folders=folders,
    )


@pytest.fixture
def keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Kept]]:
    """Starts keepers of `tmp_path/library` that are quick in everything, and stops them."""

    def index_all(
        library: Path, paths: Sequence[Path], settings: Settings, *, control: Control, **_: Any
    ) -> Generator[Progress, None, IndexSummary]:
        return quick_run(library, paths, (), control).run()

    def index_some(
        library: Path, folders: Sequence[tuple[bytes, bool]], settings: Settings, *, control: Control, **_: Any
    ) -> Generator[Progress, None, IndexSummary]:
        return quick_run(library, (), folders, control).run()

    monkeypatch.setattr(keeper_module, "index_paths", index_all)
    monkeypatch.setattr(keeper_module, "index_folders", index_some)
    monkeypatch.setattr(keeper_module, "_IDLE_SECONDS", 0.05)
    monkeypatch.setattr(keeper_module, "_ROOTS_SECONDS", 0.3)
    monkeypatch.setattr(keeper_module, "_BUSY_SECONDS", 0.2)
    monkeypatch.setattr(keeper_module, "_HELD_SECONDS", 0.2)
    monkeypatch.setattr("app.indexing.dirty.QUIET_SECONDS", 0.3)
    started: list[Kept] = []

    def start(*folders: Path, control: Control | None = None, **more: Any) -> Kept:
        control = control or Control(CancelToken())
        keeper = Keeper(tmp_path / "library", Settings(), folders=folders, control=control, **more)
        keeper._dirty._quiet = 0.3
        started.append(Kept(keeper, control))
        return started[-1]

    yield start
    for kept in started:
        kept.stop()


def shown(library: Path) -> set[str]:
    with Library.open(library) as reader:
        return {row.path for row in reader.photos_by_slots(reader.live_slots())}


def test_what_happens_in_a_folder_is_in_the_library_soon(keep: Callable[..., Kept], tmp_path: Path) -> None:
    root, library = tmp_path / "photos", tmp_path / "library"
    paths = draw_many(root, 6)
    kept = keep(root)
    kept.until(lambda: len(kept.runs) == 1)
    assert shown(library) == as_paths(paths)

    new = draw(root / "00" / "new.png", 100)
    assert isinstance(new, Path)
    kept.until(lambda: str(new) in shown(library))
    paths[0].rename(root / "00" / "renamed.png")
    paths[1].unlink()
    kept.until(lambda: str(root / "00" / "renamed.png") in shown(library) and str(paths[1]) not in shown(library))
    shutil.copytree(root / "00", root / "a copy")  # a new folder with all it holds
    draw(tmp_path / "elsewhere" / "deep" / "moved in.png", 101)
    (tmp_path / "elsewhere").rename(root / "moved in")
    kept.until(lambda: str(root / "moved in" / "deep" / "moved in.png") in shown(library))
    kept.until(lambda: file_count(library) == 6 + 6 + 1)

    kept.until(lambda: can_be_written(library))  # nobody holds it while there is nothing to do
    with Library.open(library) as reader:
        assert reader.photo_count() == 7
    state = read_state(library)
    assert state is not None
    assert [(folder.path, folder.how, folder.why) for folder in state.folders] == [(str(root), "watching", "")]
    full = [run for run in kept.runs if run.found >= 12]
    assert not full  # folders were looked at, never the whole again
    kept.stop()
    assert read_state(library) is None
    check_library(library)


def test_text_is_read_while_nothing_else_is_to_be_done(
    keep: Callable[..., Kept], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, library = tmp_path / "photos", tmp_path / "library"
    for number in range(12):
        draw(root / f"word{number}.png", number)
    monkeypatch.setattr("app.indexing.reading.can_read", lambda: True)
    monkeypatch.setattr("app.indexing.reading.reader_version", lambda: "names 1")
    monkeypatch.setattr("app.indexing.reading.open_text_workshop", slow_reader)
    kept = keep(root)
    kept.until(lambda: any(isinstance(one, WatchState) and one.doing == "read" for one in kept.news))
    draw(root / "late.png", 100)  # is taken in before the rest is read
    kept.until(lambda: str(root / "late.png") in shown(library))
    with Library.open(library) as reader:
        assert reader.read_counts().read < 13
        kept.until(lambda: reader.read_counts().read == 13)
        assert len(reader.showing("late")) == 1
    kept.until(lambda: can_be_written(library))


def can_be_written(library: Path) -> bool:
    try:
        Library.open(library, write=True).close()
    except LibraryBusy:
        return False
    return True


def file_count(library: Path) -> int:
    with Library.open(library) as reader:
        return reader.file_count()


def test_a_library_that_another_writes_to_is_waited_for(keep: Callable[..., Kept], tmp_path: Path) -> None:
    root, library = tmp_path / "photos", tmp_path / "library"
    draw_many(root, 2)
    kept = keep(root)
    kept.until(lambda: len(kept.runs) == 1 and can_be_written(library))
    with Library.open(library, write=True):
        new = draw(root / "new.png", 100)
        time.sleep(1.0)
        assert not [news for news in kept.news if isinstance(news, str)]
    kept.until(lambda: str(new) in shown(library))
    with pytest.raises(LibraryBusy, match="up to date by another"):
        next(Keeper(library, Settings()).run())


def test_a_drive_that_goes_and_comes_is_noticed(keep: Callable[..., Kept], tmp_path: Path) -> None:
    root, library = tmp_path / "stick", tmp_path / "library"
    draw_many(root, 3)
    kept = keep(root)
    kept.until(lambda: len(kept.runs) == 1)
    root.rename(tmp_path / "unplugged")
    kept.until(lambda: state_of(library) == [("offline", "its drive is not there")])
    assert file_count(library) == 3
    draw(tmp_path / "unplugged" / "new.png", 100)
    (tmp_path / "unplugged").rename(root)
    kept.until(lambda: str(root / "new.png") in shown(library))
    assert state_of(library) == [("watching", "")]
    draw(root / "newer.png", 101)  # and it is watched again
    kept.until(lambda: str(root / "newer.png") in shown(library))


def state_of(library: Path) -> list[tuple[str, str]]:
    state = read_state(library)
    return [] if state is None else [(folder.how, folder.why) for folder in state.folders]


class Refusing(Watcher):
    """The system has no watches left."""

    def watch(self, root: bytes) -> str:
        return TOO_MANY


@pytest.mark.parametrize("cause", ["limit", "network", "silence"])
def test_where_the_system_tells_nothing_folders_are_polled_and_it_is_said(
    keep: Callable[..., Kept], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cause: str
) -> None:
    root, library = tmp_path / "photos", tmp_path / "library"
    draw_many(root, 2)
    watcher: Any = Watcher
    if cause == "limit":
        watcher = Refusing
    elif cause == "network":
        monkeypatch.setattr(keeper_module, "volume_of", lambda path: Volume("nfs-1", "nas", "network", b"/mnt"))
    kept = keep(root, watcher=watcher, poll_seconds=0.5)
    kept.until(lambda: len(kept.runs) >= 1)
    why = {"limit": TOO_MANY, "network": NETWORK, "silence": NO_EVENTS}[cause]
    if cause == "silence":
        monkeypatch.setattr(Watcher, "trouble", lambda self: NO_EVENTS)
    kept.until(lambda: state_of(library) == [("polling", why)])
    new = draw(root / "new.png", 100)
    kept.until(lambda: str(new) in shown(library))


def test_while_paused_nothing_is_opened_and_the_library_is_free(keep: Callable[..., Kept], tmp_path: Path) -> None:
    root, library = tmp_path / "photos", tmp_path / "library"
    draw_many(root, 2)
    kept = keep(root)
    kept.until(lambda: len(kept.runs) == 1)
    kept.control.pause()
    new = draw(root / "new.png", 100)
    time.sleep(0.8)
    kept.until(lambda: can_be_written(library))
    assert file_count(library) == 2
    state = read_state(library)
    assert state is not None
    assert state.held == "paused"
    kept.control.resume()
    kept.until(lambda: str(new) in shown(library))


def test_the_systems_limit_is_met_for_real(tmp_path: Path) -> None:
    """A user namespace with room for three watches."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        pytest.skip("needs Linux and unshare")
    for number in range(6):
        (tmp_path / "photos" / str(number)).mkdir(parents=True)
    (tmp_path / "small").mkdir()
    script = (
        "import sys; from app.indexing.watch import Watcher; w = Watcher(lambda folder, deep: None)\n"
        "print(w.watch(sys.argv[1].encode())); print(repr(w.watch(sys.argv[2].encode()))); w.stop()"
    )
    done = subprocess.run(
        [
            *("unshare", "--user", "--map-root-user", "sh", "-c"),
            'echo 3 > /proc/sys/user/max_inotify_watches && exec "$0" -c "$1" "$2" "$3"',
            *(sys.executable, script, str(tmp_path / "photos"), str(tmp_path / "small")),
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=False,
    )
    if not done.stdout:
        pytest.skip(f"no user namespaces here: {done.stderr.strip()[-200:]}")
    # What was watched in part is given back: the small folder can be watched.
    assert done.stdout.splitlines() == [TOO_MANY, "''"], done.stderr


def test_a_watcher_tells_folders_and_not_our_own_reading(tmp_path: Path) -> None:
    hints: list[tuple[bytes, bool]] = []
    root = tmp_path / "photos"
    draw_many(root, 2)
    (root / ".hidden").mkdir()
    (root / "library").mkdir()
    watcher = Watcher(lambda folder, deep: hints.append((folder, deep)), leave_out=os.fsencode(root / "library"))
    try:
        assert watcher.watch(os.fsencode(root)) == ""
        (root / "00" / "photo 0000.png").read_bytes()
        (root / "notes.txt").write_text("not a photo")
        draw(root / ".hidden" / "a.png", 1)
        draw(root / "library" / "thumbnail.png", 1)
        draw(root / "00" / "new.png", 100)
        ends = time.monotonic() + PATIENCE
        while not hints and time.monotonic() < ends:
            time.sleep(0.02)
        time.sleep(0.3)
        assert set(hints) == {(os.fsencode(root / "00"), False)}
        assert watcher.trouble() == ""
        watcher.unwatch(os.fsencode(root))
        hints.clear()
        draw(root / "00" / "newer.png", 101)
        time.sleep(0.3)
        assert hints == []
    finally:
        watcher.stop()


@pytest.mark.parametrize(
    ("path", "is_folder", "what", "touched"),
    [
        (b"/r/a/b.jpg", False, "created", [(b"/r/a", False)]),
        (b"/r/a/b.JPG.xmp", False, "modified", [(b"/r/a", False)]),
        (b"/r/a/b.txt", False, "modified", []),
        (b"/r/a", True, "created", [(b"/r", False), (b"/r/a", True)]),
        (b"/r/a", True, "moved", [(b"/r", False), (b"/r/a", True)]),
        (b"/r/a", True, "deleted", [(b"/r", False)]),
        (b"/r/a", True, "modified", []),
    ],
)
def test_what_an_event_touches(path: bytes, is_folder: bool, what: str, touched: list[tuple[bytes, bool]]) -> None:
    assert folders_touched(path, is_folder, what) == touched


def test_an_observer_without_handles_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __init__(self) -> None:
            raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr("app.indexing.watch.Observer", Full)
    watcher = Watcher(lambda folder, deep: None)
    assert watcher.watch(os.fsencode(tmp_path)) == TOO_MANY
    assert watcher.trouble() == ""
    watcher.stop()
