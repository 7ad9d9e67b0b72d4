"""Which libraries had photos when they were last open, so that one on a drive that is away is not taken for a new one.

Their paths, each ended by a zero byte, in the folder of the settings. No Qt here.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from app.paths import known_libraries_file

# Somebody who tries many does not want all of them kept for ever; the oldest go.
_KEPT = 50


def read() -> list[Path]:
    """The libraries, the latest last."""
    try:
        paths = known_libraries_file().read_bytes().split(b"\0")
    except OSError:
        return []
    return [Path(os.fsdecode(path)) for path in paths if path]


def remember(folder: Path) -> None:
    """The library in `folder` has photos."""
    known = read()
    folder = folder.absolute()
    if not known or known[-1] != folder:
        _write([*(path for path in known if path != folder), folder])


def forget(folder: Path) -> None:
    """The library in `folder` is no more, which is as the person wants it."""
    known = read()
    folder = folder.absolute()
    if folder in known:
        _write([path for path in known if path != folder])


def _write(folders: list[Path]) -> None:
    target = known_libraries_file()
    new = target.with_name(f"{target.name}.{os.getpid()}.new")
    with contextlib.suppress(OSError):  # one that is not known is taken for a new one, no more
        target.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(b"".join(os.fsencode(folder) + b"\0" for folder in folders[-_KEPT:]))
        os.replace(new, target)
