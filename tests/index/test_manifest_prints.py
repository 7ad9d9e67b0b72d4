"""How a file that was finished is known again."""

from __future__ import annotations

import os
from pathlib import Path

from app.index.manifest import FilePrint

SECOND = 10**9


def test_a_file_that_was_touched_is_read_whole_once(tmp_path: Path) -> None:
    path = tmp_path / "images-000001.ann"
    path.write_bytes(os.urandom(400_000))
    written = FilePrint.of(path)
    assert written.fault(tmp_path) is None

    copied = written.mtime_ns + SECOND
    os.utime(path, ns=(copied, copied))
    assert written.fault(tmp_path) is None

    with path.open("r+b") as file:  # in the middle, where only reading it whole tells
        file.seek(200_000)
        file.write(bytes(100))
    os.utime(path, ns=(copied, copied))
    assert written.fault(tmp_path) is None  # nothing looks different from when it was read
    assert "is damaged" in str(written.fault(tmp_path, deep=True))

    os.utime(path, ns=(copied + SECOND, copied + SECOND))
    assert "is damaged" in str(written.fault(tmp_path))
