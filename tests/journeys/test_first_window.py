"""A person's first five minutes, in a real window: drop a folder, search, find similar photos, go back, leave."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest
from journey_screen import Screen, virtual_screen

from app.domain import SnowlineError
from app.indexing.watch_state import read_state
from app.library import Library
from installer.system_packages import missing_window_libraries

PROJECT = Path(__file__).resolve().parents[2]
START = "import sys; from pathlib import Path; from app.ui.application import run; sys.exit(run(Path(sys.argv[1])))"
FILE_SOURCE = Path(__file__).with_name("journey_file_source.py")
SOURCE_TITLE = "Files to drag"
PATIENCE = 120.0  # seconds for one step: an idle machine takes one or two, a very busy one must not fail
SOURCE_CORNER = (1380, 40)  # beside the window, which opens in the upper left corner
SAND = (230, 205, 150)  # on the drawn photos of a beach, and nowhere else in the window
CLOSE = 6  # JPEG changes colours a little

missing = ["Xvfb"] if shutil.which("Xvfb") is None else []
missing += missing_window_libraries(on_x11=True)
pytestmark = pytest.mark.skipif(
    bool(missing) or not sys.platform.startswith("linux"),
    reason=f"needs a virtual screen and Qt's X11 libraries; missing: {', '.join(missing) or 'Linux'}",
)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with virtual_screen(tmp_path) as made:
        yield made


@contextmanager
def program(screen: Screen, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A program on the virtual screen, ended afterwards whatever happens."""
    environment = {**os.environ, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
    environment.pop("WAYLAND_DISPLAY", None)
    running = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield running
    finally:
        if running.poll() is None:
            running.terminate()
            try:
                running.wait(15)
            except subprocess.TimeoutExpired:
                running.kill()
        if running.stdout is not None:
            running.stdout.close()


def photos_in(library: Path) -> int:
    try:
        with Library.open(library) as opened:
            return opened.photo_count()
    except SnowlineError:
        return 0


def see(screen: Screen, title: str) -> None:
    screen.wait_for(f'a window "{title}"', lambda: any(seen.startswith(title) for seen in screen.windows()), PATIENCE)


def sand(screen: Screen, name: str) -> int:
    """How many pixels of the screen, whose picture is kept, show the sand of the beach."""
    difference = np.abs(np.asarray(screen.picture(name), dtype=np.int16) - SAND).max(axis=2)
    return int((difference <= CLOSE).sum())


@pytest.mark.timeout(600)
def test_drop_a_folder_search_and_find_similar(screen: Screen, photos: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    (photos / "damaged.jpg").write_bytes((photos / "beach large.jpg").read_bytes()[:300])
    x, y = SOURCE_CORNER
    with (
        program(screen, "-c", START, str(library)) as window,
        program(screen, str(FILE_SOURCE), SOURCE_TITLE, str(photos), str(x), str(y)),
    ):
        see(screen, "Snowline")
        see(screen, SOURCE_TITLE)
        seen = screen.windows()
        assert sand(screen, "1 empty") == 0

        screen.drag(seen[SOURCE_TITLE].middle, seen["Snowline"].middle)
        see(screen, "Add photos")
        screen.focus(next(place.window for name, place in screen.windows().items() if name.startswith("Add photos")))
        screen.press("Return")
        screen.wait_for("the photos to be indexed", lambda: photos_in(library) == 6, PATIENCE)
        screen.picture("2 indexed")

        screen.focus(seen["Snowline"].window)
        screen.press("Ctrl+F")
        screen.type("beach")
        see(screen, 'Search Results for "beach"')
        screen.wait_for("both beaches in the list", lambda: sand(screen, "3 results") > 100, PATIENCE)

        screen.press("Down")
        screen.press("Menu")
        screen.press("s")
        see(screen, 'Photos similar to "beach')
        screen.wait_for("the other beach", lambda: sand(screen, "4 similar") > 100, PATIENCE)

        screen.press("Alt+Left")
        see(screen, 'Search Results for "beach"')
        screen.press("Ctrl+2")
        screen.wait_for("large thumbnails", lambda: sand(screen, "5 grid") > 5_000, PATIENCE)

        screen.wait_for("the folder to be watched", lambda: read_state(library) is not None, PATIENCE)
        children = psutil.Process(window.pid).children(recursive=True)
        screen.press("Ctrl+Q")
        said, _ = window.communicate(timeout=PATIENCE)
    assert window.returncode == 0, said
    assert said == ""
    assert children
    assert not psutil.wait_procs(children, PATIENCE)[1]
