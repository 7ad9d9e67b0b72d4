"""What every test stands on: user folders of its own, no real screen, photos drawn by code, the built-in pack."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis_settings
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from app.vision.pack import Pack

PROJECT = Path(__file__).resolve().parent.parent
if str(PROJECT) not in sys.path:
    sys.path.insert(0, str(PROJECT))

from installer.system_packages import missing_window_libraries, window_advice  # noqa: E402

# Without Qt's system libraries the window's tests cannot even be imported; the header of the run says so.
_missing_libraries = missing_window_libraries(on_x11=False)
collect_ignore_glob = ["ui/*"] if _missing_libraries else []

# Qt reads this when the first application object is made; a developer may set another platform to watch a test.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No deadline: a busy machine is no failure. No database: a test run leaves nothing behind.
hypothesis_settings.register_profile("snowline", deadline=None, database=None, max_examples=50)
hypothesis_settings.load_profile("snowline")

USER_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")

_session_home = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Points the user folders elsewhere before anything is imported, session fixtures and child processes included."""
    home = tempfile.mkdtemp(prefix="snowline-tests-")
    config.stash[_session_home] = home
    for name in USER_FOLDERS:
        os.environ[name] = str(Path(home, name.lower()))


def pytest_report_header() -> list[str]:
    return [f"Left out: tests/ui. {window_advice(_missing_libraries)}"] if _missing_libraries else []


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[_session_home], ignore_errors=True)


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Fresh, empty user folders for each test; returns the folder that holds them."""
    home = tmp_path_factory.mktemp("home")
    for name in USER_FOLDERS:
        monkeypatch.setenv(name, str(home / name.lower()))
    return home


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `shared` beside the project, with photo sets that are not ours to ship."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"needs the photo sets of the folder 'shared' beside the project ({folder})")
    return folder


def _snow(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    draw.rectangle((0, 0, width, height), fill=(120, 170, 230))
    draw.polygon([(0, height), (width // 3, height // 5), (2 * width // 3, height)], fill=(240, 244, 250))
    draw.polygon([(width // 3, height), (3 * width // 4, height // 3), (width, height)], fill=(225, 232, 242))


def _beach(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    draw.rectangle((0, 0, width, height // 2), fill=(90, 180, 240))
    draw.rectangle((0, height // 2, width, 3 * height // 4), fill=(20, 110, 170))
    draw.rectangle((0, 3 * height // 4, width, height), fill=(230, 205, 150))
    draw.ellipse((width - 60, 15, width - 20, 55), fill=(255, 240, 120))


def _forest(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    draw.rectangle((0, 0, width, height), fill=(60, 90, 50))
    for x in range(0, width, 24):
        draw.rectangle((x + 8, height // 3, x + 14, height), fill=(70, 45, 25))
        draw.ellipse((x - 6, 10 + x % 17, x + 28, height // 2), fill=(25, 110 + x % 40, 40))


def _night(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    draw.rectangle((0, 0, width, height), fill=(8, 10, 30))
    for x in range(0, width, 32):
        top = height // 3 + (x * 37) % (height // 3)
        draw.rectangle((x, top, x + 26, height), fill=(25, 25, 35))
        draw.rectangle((x + 6, top + 8, x + 12, top + 14), fill=(250, 220, 120))


def _flower(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    draw.rectangle((0, 0, width, height), fill=(70, 140, 60))
    for dx, dy in ((0, -40), (38, -12), (24, 32), (-24, 32), (-38, -12)):
        x, y = width // 2 + dx, height // 2 + dy
        draw.ellipse((x - 28, y - 28, x + 28, y + 28), fill=(220, 40, 90))
    draw.ellipse((width // 2 - 20, height // 2 - 20, width // 2 + 20, height // 2 + 20), fill=(250, 210, 60))


_ORIENTATION, _MAKER, _MODEL, _EXIF_FOLDER, _TAKEN = 0x0112, 0x010F, 0x0110, 0x8769, 0x9003  # EXIF tag numbers


def _draw_photos(folder: Path) -> None:
    """Six photos in two folders: JPEG with EXIF, PNG, WebP and GIF, one lying on its side as a camera stores it."""

    def draw(paint: object, size: tuple[int, int]) -> Image.Image:
        image = Image.new("RGB", size)
        paint(ImageDraw.Draw(image), *size)  # type: ignore[operator]
        return image

    trip = folder / "winter trip"
    trip.mkdir(parents=True)
    exif = Image.Exif()
    exif[_MAKER], exif[_MODEL] = "Canon", "Canon EOS 40D"
    exif.get_ifd(_EXIF_FOLDER)[_TAKEN] = "2021:01:17 10:30:00"
    draw(_snow, (320, 240)).save(trip / "snow on mountain.jpg", quality=90, exif=exif)
    on_its_side = Image.Exif()
    on_its_side[_ORIENTATION] = 6  # the camera was held upright: show it turned a quarter clockwise
    draw(_forest, (320, 240)).transpose(Image.Transpose.ROTATE_90).save(
        trip / "forest.jpg", quality=90, exif=on_its_side
    )
    draw(_night, (240, 320)).save(trip / "city at night.webp", quality=85)
    draw(_beach, (320, 240)).save(folder / "beach.png")
    draw(_beach, (640, 480)).save(folder / "beach large.jpg", quality=92)
    draw(_flower, (256, 256)).save(folder / "flower.gif")


@pytest.fixture(scope="session")
def _drawn_photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn") / "photos"
    _draw_photos(folder)
    return folder


@pytest.fixture
def photos(_drawn_photos: Path, tmp_path: Path) -> Path:
    """A folder of six small photos of one's own, which the test may move, damage or delete.

    `beach.png`, `beach large.jpg`, `flower.gif`, and in the folder `winter trip`: `snow on mountain.jpg` (with a date
    and a camera), `forest.jpg` (stored on its side, EXIF orientation 6, 320 x 240 upright) and `city at night.webp`.
    """
    folder = tmp_path / "photos"
    shutil.copytree(_drawn_photos, folder)
    return folder


@pytest.fixture
def lose_root_page() -> Callable[[Path, str], None]:
    """Overwrites the first page of one table of the database at a path, as a failing disk does."""

    def lose(path: Path, table: str) -> None:
        with sqlite3.connect(path) as database:
            (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
            (size,) = database.execute("PRAGMA page_size").fetchone()
        database.close()
        with path.open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xa5" * size)

    return lose


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The built-in pack, loaded once for all tests."""
    from app.vision.pack import Pack

    return Pack.load()
