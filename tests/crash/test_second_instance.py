"""One writer at a time: whoever comes second is told who is there and why, and nobody is locked out by the dead."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import command

from app.bench._crash_acts import Places
from app.domain import LibraryBusy
from app.library import Library
from app.paths import PROJECT

HOLD = """
import sys
from pathlib import Path
from app.library import Library
with Library.open(Path(sys.argv[1]), write=True, purpose="indexing photos"):
    print("holding", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(library: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(library)],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "holding\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_second_is_told_who_is_there_and_what_it_does(places: Places) -> None:
    with holder(places.library) as first:
        second = command("--library", places.library, "index", "--json", places.photos)
        assert second.returncode == 1
        said = json.loads(second.stdout)["error"]
        assert f"process {first.pid}, indexing photos" in said
        assert "Wait until it has finished" in said
        assert "Traceback" not in second.stderr
        for reading in (["status", "--json"], ["doctor", "--json"]):
            assert command("--library", places.library, *reading).returncode == 0


def test_a_killed_one_leaves_no_lock(places: Places) -> None:
    with holder(places.library) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert (places.library / "writer.lock").read_text().startswith(str(first.pid))
        Library.open(places.library, write=True).close()


def test_a_copy_of_a_library_in_use_is_not_locked(places: Places, tmp_path: Path) -> None:
    with holder(places.library):
        shutil.copytree(places.library, tmp_path / "copy")
        with Library.open(tmp_path / "copy", write=True) as library:
            assert library.photo_count() == 40
        with pytest.raises(LibraryBusy):
            Library.open(places.library, write=True)


def test_of_several_that_start_at_the_same_moment_nobody_does_harm(tmp_path: Path) -> None:
    """All make the same new library: each either has it to itself for its turn, or is refused."""
    source = (
        "import sys\nfrom pathlib import Path\nfrom app.domain import LibraryBusy\nfrom app.library import Library\n"
        "print('ready', flush=True)\nsys.stdin.readline()\n"
        "try:\n    with Library.open(Path(sys.argv[1]), write=True) as library:\n"
        "        library.add_root(Path(sys.argv[1]))\n        print('wrote', flush=True)\n"
        "except LibraryBusy:\n    print('refused', flush=True)\n"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", source, str(tmp_path / "library")],
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in starts:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in starts:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0].strip() for process in starts]
    assert set(said) <= {"wrote", "refused"}
    assert "wrote" in said
    assert all(process.returncode == 0 for process in starts)
    assert command("--library", tmp_path / "library", "doctor").returncode == 0
