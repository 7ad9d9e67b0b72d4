"""A small library of the program's own sample pictures, and ways to run a command: in this process, or for real."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli.main import main
from app.domain import Metadata
from app.library import Library, NewPhoto, SeenFile
from app.paths import PROJECT, sample_photos

# A start of the program that skips the set-up of `main.py`, which has tests of its own.
START = "from app.cli.main import main; main(prog_name='python3 main.py')"
# A mountain, a dog, a flower, a kitten, dogs, a cat.
CHOSEN = ("01", "02", "03", "09", "12", "21")
UNDECODABLE = b"caf\xe9.jpg"  # Latin-1, as an old camera card may hold it

Run = Callable[..., subprocess.CompletedProcess[str]]


def run_for_real(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Runs a command in a process of its own; stdout and stderr apart, decoded as UTF-8."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **more.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-c", START, *map(os.fspath, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
        **more,
    )


@pytest.fixture
def call() -> Callable[..., Result]:
    """Runs a command in this process."""

    def called(*arguments: str | Path, **more: Any) -> Result:
        return CliRunner().invoke(main, [os.fspath(a) for a in arguments], prog_name="python3 main.py", **more)

    return called


@pytest.fixture
def album(tmp_path: Path) -> tuple[Path, Path]:
    """A library of three photos, and their folder."""
    folder = tmp_path / "photos"
    folder.mkdir()
    with Library.open(tmp_path / "library", write=True) as library:
        library.use_pack("test-1")
        library.add_root(folder)
        for slot, name in enumerate(("a.jpg", "b.jpg", "c.jpg")):
            path = folder / name
            path.write_bytes(b"photo" + bytes([slot]))
            facts = path.stat()
            seen = SeenFile(bytes(path), facts.st_size, facts.st_mtime_ns, folder.stat().st_dev)
            ((file, _),) = library.upsert_files([seen])
            library.add_photos([NewPhoto(f"1-{slot}", Metadata("JPEG", 4, 3), slot, (), None, (), (file,))])
    return tmp_path / "library", folder


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of seven photos, one with a name that is not UTF-8, and a broken one."""
    folder = tmp_path_factory.mktemp("cli") / "photos"
    folder.mkdir()
    for number in CHOSEN:
        shutil.copy(sample_photos() / f"sample-{number}.jpg", folder)
    strange = os.path.join(os.fsencode(folder), UNDECODABLE)
    shutil.copy(sample_photos() / "sample-08.jpg", strange)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 this was a photo once")
    return folder


@pytest.fixture(scope="session")
def first_run(sample_folder: Path) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The library of those photos, and what the command that made it said."""
    library = sample_folder.parent / "library"
    return library, run_for_real("--library", library, "index", "--json", sample_folder)


@pytest.fixture
def sample_library(first_run: tuple[Path, subprocess.CompletedProcess[str]]) -> Path:
    return first_run[0]


def one_object(stdout: str) -> dict[str, Any]:
    """The one JSON object that stdout must be, and nothing else."""
    assert stdout.endswith("\n")
    assert stdout.count("\n") == 1
    assert stdout.isascii()
    answer = json.loads(stdout)
    assert isinstance(answer, dict)
    return answer
