"""Really killed processes in the middle of moving files to the trash and back: no file is ever lost or miscounted."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from library_photos import PACK, add_photo, put_file

from app.library import Library
from app.paths import PROJECT

COUNT, KILLS = 40, 6
TO_AND_FRO = """
import sys
from pathlib import Path
from app.library import Library
library = Library.open(Path(sys.argv[1]) / "library", write=True)
import send2trash
print("begun", flush=True)
while True:
    library.trash_files([file.file_id for file in library.files_at(Path(sys.argv[1]) / "photos")])
    library.undo(), library.redo(), library.undo()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into the trash of freedesktop.org")
def test_a_killed_process_loses_no_file(tmp_path: Path) -> None:
    chance = random.Random(3)
    data = tmp_path / "data"
    data.mkdir()
    environment = {**os.environ, "XDG_DATA_HOME": str(data), "HOME": str(tmp_path), "PYTHONPATH": str(PROJECT)}
    with Library.open(tmp_path / "library", write=True) as library:
        library.use_pack(PACK)
        for n in range(COUNT):
            add_photo(library, [put_file(tmp_path / "photos" / f"{n}.jpg", b"x" * (n + 1))], key=f"1-{n}", slot=n)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(data))
        patch.setenv("HOME", str(tmp_path))
        for _ in range(KILLS):
            worker = subprocess.Popen(
                [sys.executable, "-c", TO_AND_FRO, str(tmp_path)], env=environment, stdout=subprocess.PIPE
            )
            with worker:
                assert worker.stdout is not None
                assert worker.stdout.readline() == b"begun\n"
                time.sleep(chance.uniform(0.0, 0.2))
                worker.send_signal(signal.SIGKILL)
            check(tmp_path, data / "Trash")


def check(folder: Path, trash: Path) -> None:
    with Library.open(folder / "library", write=True) as library:
        here = {int(name.removesuffix(".jpg")) for name in os.listdir(folder / "photos")}
        assert set(library.live_slots().tolist()) == here
        trashed, records = (os.listdir(trash / part) if trash.exists() else [] for part in ("files", "info"))
        assert len(here) + len(trashed) == COUNT
        assert {f"{name}.trashinfo" for name in trashed} == set(records)
        while any(entry.state == "done" for entry in library.history(1_000)):
            assert library.undo().failed == ()
        assert library.live_slots().tolist() == list(range(COUNT))
        assert all((folder / "photos" / f"{n}.jpg").read_bytes() == b"x" * (n + 1) for n in range(COUNT))
