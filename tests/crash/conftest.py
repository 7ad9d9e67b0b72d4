"""Libraries to harm: a small one of drawn photos, and those that earlier releases left."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.bench._crash_acts import Places, index
from app.bench._crash_scenes import _add_own_words, _draw_many
from app.paths import PROJECT

LIBRARIES = Path(__file__).parent / "libraries"
START = "from app.cli.main import main; main(prog_name='python3 main.py')"


@pytest.fixture(autouse=True)
def light_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spawned process imports the main module again, which here is pytest: a fifth of a second for nothing."""
    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "__spec__", None)
    monkeypatch.delattr(main, "__file__", raising=False)


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    places = Places(tmp_path_factory.mktemp("sound"))
    _draw_many(places.photos, 0, 40)
    (places.photos / "empty.jpg").touch()
    main = sys.modules["__main__"]
    kept = main.__spec__, main.__dict__.pop("__file__", None)
    main.__spec__ = None
    try:
        index(places)
        _add_own_words(places)
        index(places)
    finally:
        main.__spec__, main.__file__ = kept
    return places.work


@pytest.fixture
def places(_made_once: Path, tmp_path: Path) -> Places:
    """A library of one's own of 40 drawn photos with ratings and tags, described by digests; one file is left out.

    The photos lie where the library says, in a folder shared by all tests: they must not be changed.
    """
    (tmp_path / "work").mkdir()
    shutil.copytree(_made_once / "library", tmp_path / "work" / "library")
    (tmp_path / "work" / "photos").symlink_to(_made_once / "photos")
    return Places(tmp_path / "work")


@pytest.fixture
def released(tmp_path: Path) -> Callable[[str], Path]:
    """Makes the library that a release left, by the name of its last step; returns its folder."""

    def make(name: str) -> Path:
        folder = tmp_path / f"released {name}"
        (folder / "thumbnails").mkdir(parents=True)
        (folder / "index").mkdir()
        shutil.copytree(LIBRARIES / name / "vectors", folder / "vectors")
        with sqlite3.connect(folder / "library.sqlite") as database:
            database.executescript((LIBRARIES / name / "library.sql").read_text(encoding="utf-8"))
        database.close()
        return folder

    return make


def command(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Runs a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", START, *map(os.fspath, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        timeout=120,
        check=False,
        **more,
    )


class Mount:
    """A small tmpfs of one's own, unmounted at the end of the test whatever happens."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _mount(self, *arguments: str) -> bool:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0

    def make(self, size: str) -> bool:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self._mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(self.folder))

    def resize(self, size: str) -> None:
        assert self._mount("-o", f"remount,size={size}", str(self.folder))

    def read_only(self) -> None:
        assert self._mount("-o", "remount,ro", str(self.folder))

    def writable(self) -> None:
        assert self._mount("-o", "remount,rw", str(self.folder))

    def free_kib(self) -> int:
        facts = os.statvfs(self.folder)
        return facts.f_bavail * facts.f_frsize // 1024

    def unmount(self) -> None:
        subprocess.run(["umount", "-l", str(self.folder)], capture_output=True, check=False)


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """A mounted tmpfs of 64 MB; the test is skipped where mounting is not allowed."""
    made = Mount(tmp_path / "drive")
    if not made.make("64m"):
        pytest.skip("mounting a tmpfs is not allowed here (needs root)")
    try:
        yield made
    finally:
        made.unmount()
